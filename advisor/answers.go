// Package advisor turns answers into advice: which option of each decision, why, why not the others, and what would
// change that. It is pure: no clock, no files, no terminal; the same answers and knowledge give the same advice.
package advisor

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"rustadvisor/knowledge"
)

// Answers are what the developer said, by question id; answers to questions that are hidden at the moment are kept.
type Answers struct {
	Choices map[string][]string // question id -> ids of what is ticked, at least one, in the order of the question's choices
	Star    string              // the question whose answer counts double, or ""
	Pins    map[string]string   // decision id -> id of the option that must be used, whatever the choices say

	Situations []string // ids of what else is so, sorted, each once
}

// Choice is the one choice that answers a question, or "" where there is none or more than one.
func (a Answers) Choice(question string) string {
	if given := a.Choices[question]; len(given) == 1 {
		return given[0]
	}
	return ""
}

// Has tells whether a choice is among those that answer a question.
func (a Answers) Has(question, choice string) bool {
	return slices.Contains(a.Choices[question], choice)
}

// Answered tells whether a question has an answer, be it hidden or "not sure".
func (a Answers) Answered(question string) bool { return len(a.Choices[question]) > 0 }

// SameAt tells whether others answer a question the same.
func (a Answers) SameAt(question string, b Answers) bool {
	return slices.Equal(a.Choices[question], b.Choices[question])
}

// Plain is the choices as files and JSON have them: by question, a text for one choice, a list for more.
func (a Answers) Plain() map[string]any {
	out := map[string]any{}
	for question, given := range a.Choices {
		if out[question] = given; len(given) == 1 {
			out[question] = given[0]
		}
	}
	return out
}

// With returns a copy in which these choices, in the order of the question, are its answer; none, or empty ones, take the
// answer back.
func (a Answers) With(question string, choices ...string) Answers {
	all := maps.Clone(a.Choices)
	if all == nil {
		all = map[string][]string{}
	}
	given := slices.DeleteFunc(slices.Clone(choices), func(c string) bool { return c == "" })
	if len(given) == 0 {
		delete(all, question)
	} else {
		all[question] = given
	}
	a.Choices = all
	return a
}

// Starred returns a copy in which the question matters most; if it did already, none does.
func (a Answers) Starred(question string) Answers {
	if a.Star == question {
		question = ""
	}
	a.Choices, a.Star = maps.Clone(a.Choices), question
	return a
}

// Pinned returns a copy with more pins. One takes the place of another of its decision; an empty option takes that back.
func (a Answers) Pinned(pins ...Pin) Answers {
	out := a
	out.Pins = maps.Clone(a.Pins)
	for _, p := range pins {
		switch {
		case p.Option == "":
			delete(out.Pins, p.Decision)
			continue
		case out.Pins == nil:
			out.Pins = map[string]string{}
		}
		out.Pins[p.Decision] = p.Option
	}
	return out
}

// Same tells whether others say the same, hidden answers included.
func (a Answers) Same(b Answers) bool {
	return a.Star == b.Star && maps.EqualFunc(a.Choices, b.Choices, slices.Equal) && maps.Equal(a.Pins, b.Pins) &&
		slices.Equal(a.Situations, b.Situations)
}

// answersFile is the TOML form of answers.
type answersFile struct {
	Name       string            `toml:"name"` // what a saved session is called; no part of the answers
	Knowledge  string            `toml:"knowledge"`
	Situations []string          `toml:"situations"`
	Star       string            `toml:"star"`
	Pins       map[string]string `toml:"pins"`
	Answers    map[string]string `toml:"answers"`
}

// ParseAnswers reads an answers file. The name is used in messages. Unknown ids are an error that is a
// knowledge.Problems with the line and the nearest ids, unless the file was made with another knowledge version: then they
// are left out and named in the notes.
func ParseAnswers(base *knowledge.Base, name string, text []byte) (a Answers, notes []string, err error) {
	return parseAnswers(base, name, text, false)
}

// RecallAnswers reads answers as ParseAnswers does, but always leaves out what does not fit, and names it in the notes: they
// were given to this program, perhaps with house rules that are not in force now.
func RecallAnswers(base *knowledge.Base, name string, text []byte) (a Answers, notes []string, err error) {
	return parseAnswers(base, name, text, true)
}

func parseAnswers(base *knowledge.Base, name string, text []byte, lenient bool) (a Answers, notes []string, err error) {
	var file answersFile
	lines, problems := knowledge.Decode(name, string(text), &file)
	for i, p := range problems {
		if slices.ContainsFunc(base.Questions, func(q knowledge.Question) bool { return p.What == fmt.Sprintf("unknown key %q", q.ID) }) {
			problems[i].Mend = "answers stand below the line [answers]"
		}
		if slices.ContainsFunc(base.Decisions, func(d knowledge.Decision) bool { return p.What == fmt.Sprintf("unknown key %q", d.ID) }) {
			problems[i].Mend = pinsStand
		}
	}
	if len(problems) > 0 {
		return Answers{}, nil, problems
	}
	a = Answers{Choices: map[string][]string{}, Star: file.Star}
	other := file.Knowledge != "" && file.Knowledge != base.Version
	if other {
		notes = append(notes, fmt.Sprintf("%s was made with knowledge %s; this is %s", name, knowledge.Clean(file.Knowledge), base.Version))
	}
	reject := func(path, what, mend string) {
		if other || lenient {
			notes = append(notes, what+": left out")
			return
		}
		problems = append(problems, knowledge.Problem{File: name, Line: lines.Of(path), What: what, Mend: mend})
	}
	for _, question := range slices.Sorted(maps.Keys(file.Answers)) {
		if what, mend := misfit(base, question, file.Answers[question]); what != "" {
			reject("answers."+question, what, mend)
			continue
		}
		a.Choices[question] = []string{file.Answers[question]}
	}
	if a.Star != "" && base.Question(a.Star) == nil {
		reject("star", fmt.Sprintf("star names unknown question %q", knowledge.Clean(a.Star)), knowledge.Suggest(a.Star, questionIDs(base)))
		a.Star = ""
	}
	for i, id := range file.Situations {
		if what, mend := MisfitSituation(base, id); what != "" {
			reject(fmt.Sprintf("situations[%d]", i), what, mend)
			continue
		}
		a.Situations = append(a.Situations, id)
	}
	a = a.WithSituations(a.Situations...)
	for _, decision := range slices.Sorted(maps.Keys(file.Pins)) {
		p := Pin{decision, file.Pins[decision]}
		if what, mend := p.misfit(base); what != "" {
			reject("pins."+decision, what, mend)
			continue
		}
		a = a.Pinned(p)
	}
	if len(problems) > 0 {
		slices.SortFunc(problems, func(p, q knowledge.Problem) int { return p.Line - q.Line })
		return Answers{}, nil, problems
	}
	return a, notes, nil
}

// pinsStand tells where pins are to be written.
const pinsStand = "pins stand below a line [pins]"

// misfit tells what is wrong with an answer and how to mend it, or nothing.
func misfit(base *knowledge.Base, question, choice string) (what, mend string) {
	q := base.Question(question)
	if q == nil && base.Decision(question) != nil {
		return fmt.Sprintf("unknown question %q", question), pinsStand
	}
	if q == nil {
		return fmt.Sprintf("unknown question %q", knowledge.Clean(question)), cmp.Or(knowledge.Suggest(question, questionIDs(base)), "rustadvisor questions lists them")
	}
	if q.Choice(choice) == nil {
		var known []string
		for _, c := range q.Choices {
			known = append(known, c.ID)
		}
		return fmt.Sprintf("unknown choice %q for question %q", knowledge.Clean(choice), question), cmp.Or(knowledge.Suggest(choice, known), "use one of "+strings.Join(known, ", "))
	}
	return "", ""
}

// ParseSetting reads a question=choice pair as given on a command line.
func ParseSetting(base *knowledge.Base, setting string) (question, choice string, err error) {
	question, choice, ok := strings.Cut(setting, "=")
	if !ok {
		return "", "", fmt.Errorf("%q is not question=choice, such as store=postgres", knowledge.Clean(setting))
	}
	if what, mend := misfit(base, question, choice); what != "" {
		if mend != "" {
			what += "; " + mend
		}
		return "", "", fmt.Errorf("%s", what)
	}
	return question, choice, nil
}

// FormatAnswers writes answers as an answers file, in the order asked, and all pins above them, so that answers can be added
// at the end. Only the questions that pass keep are written; nil writes all, also those hidden at the moment.
func FormatAnswers(base *knowledge.Base, a Answers, keep func(question string) bool) []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "# Answers for rustadvisor.\nknowledge = %q\n", base.Version)
	if a.Star != "" {
		fmt.Fprintf(&out, "star = %q # this answer counts double\n", a.Star)
	}
	formatSituations(&out, a.Situations)
	formatPins(&out, a.ListedPins(base))
	out.WriteString("\n[answers]\n")
	formatChoices(&out, base, a, keep)
	return out.Bytes()
}

// formatChoices writes the lines of a table of answers, in the order asked.
func formatChoices(out *bytes.Buffer, base *knowledge.Base, a Answers, keep func(question string) bool) {
	for _, q := range base.Questions {
		if choice := a.Choice(q.ID); choice != "" && (keep == nil || keep(q.ID)) {
			fmt.Fprintf(out, "%s = %q\n", q.ID, choice)
		}
	}
}

// formatSituations writes what else is so, if anything is, one a line.
func formatSituations(out *bytes.Buffer, ids []string) {
	if len(ids) == 0 {
		return
	}
	out.WriteString("situations = [ # what else is so\n")
	for _, id := range ids {
		fmt.Fprintf(out, "  %q,\n", id)
	}
	out.WriteString("]\n")
}

// formatPins writes the table of pins, if there are any.
func formatPins(out *bytes.Buffer, pins []Pin) {
	if len(pins) > 0 {
		out.WriteString("\n[pins] # used whatever the answers say\n")
	}
	for _, p := range pins {
		fmt.Fprintf(out, "%s = %q\n", p.Decision, p.Option)
	}
}

func questionIDs(base *knowledge.Base) []string {
	var out []string
	for _, q := range base.Questions {
		out = append(out, q.ID)
	}
	return out
}
