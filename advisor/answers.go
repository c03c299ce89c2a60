// Package advisor turns answers into advice: which option of each decision, why, why not the others, and what would
// change that. It is pure: no clock, no files, no terminal; the same answers and knowledge give the same advice.
package advisor

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"rustadvisor/knowledge"
	"rustadvisor/knowledge/strict"
	"rustadvisor/knowledge/wording"
)

// Answers are what the developer said, by question id; answers to questions that are hidden at the moment are kept.
type Answers struct {
	// question id -> ids of what is ticked, at least one, in the order of the question's choices
	Choices map[string][]string
	Star    string            // the question whose answer counts double, or ""
	Pins    map[string]string // decision id -> id of the option that must be used, whatever the choices say

	Situations []string // ids of what else is so, sorted, each once
	Packages   []string // Python packages in use, sorted, each once: ids, or names that the base knows nothing of
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

// Together names choices as a command line and a comparison do: "rest,websocket".
func Together(choices []string) string { return strings.Join(choices, ",") }

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

// With returns a copy in which these choices, in the order of the question, are its answer; none, or empty ones,
// take the answer back.
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

// Pinned returns a copy with more pins. One takes the place of another of its decision; an empty option takes that
// back.
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

// Tick returns a copy in which a choice of a question is ticked or, where it is, no longer; with put it is ticked
// in any case. Of a question that takes one, and of choices that stand beside no other, the new one takes the place
// of all.
func (a Answers) Tick(q *knowledge.Question, choice string, put bool) Answers {
	had := a.Has(q.ID, choice)
	var out []string
	for i := range q.Choices {
		c := &q.Choices[i]
		switch is := a.Has(q.ID, c.ID); {
		case c.ID == choice && (put || !had),
			c.ID != choice && is && (had || q.Several && !c.Lone() && !q.Choice(choice).Lone()):
			out = append(out, c.ID)
		}
	}
	return a.With(q.ID, out...)
}

// Same tells whether others say the same, hidden answers included.
func (a Answers) Same(b Answers) bool {
	return a.Star == b.Star && maps.EqualFunc(a.Choices, b.Choices, slices.Equal) && maps.Equal(a.Pins, b.Pins) &&
		slices.Equal(a.Situations, b.Situations) && slices.Equal(a.Packages, b.Packages)
}

// answersFile is the TOML form of answers.
type answersFile struct {
	Name       string            `toml:"name"` // what a saved session is called; no part of the answers
	Knowledge  string            `toml:"knowledge"`
	Situations []string          `toml:"situations"`
	Python     []string          `toml:"python"`
	Star       string            `toml:"star"`
	Pins       map[string]string `toml:"pins"`
	Answers    map[string]any    `toml:"answers"` // a text, or a list of texts
}

// ParseAnswers reads an answers file. The name is used in messages. Unknown ids are an error that is a
// strict.Problems with the line and the nearest ids, unless the file was made with another knowledge version:
// then they are left out and named in the notes.
func ParseAnswers(base *knowledge.Base, name string, text []byte) (a Answers, notes []string, err error) {
	return parseAnswers(base, name, text, false)
}

// RecallAnswers reads answers as ParseAnswers does, but always leaves out what does not fit, and names it in the
// notes: they were given to this program, perhaps with house rules that are not in force now.
func RecallAnswers(base *knowledge.Base, name string, text []byte) (a Answers, notes []string, err error) {
	return parseAnswers(base, name, text, true)
}

func parseAnswers(base *knowledge.Base, name string, text []byte, lenient bool) (a Answers, notes []string, err error) {
	var file answersFile
	lines, problems := strict.Decode(name, string(text), &file)
	tellSections(base, problems)
	if len(problems) > 0 {
		return Answers{}, nil, problems
	}
	a = Answers{Choices: map[string][]string{}, Star: file.Star}
	other := file.Knowledge != "" && file.Knowledge != base.Version
	if other {
		notes = append(notes, fmt.Sprintf("%s was made with knowledge %s; this is %s", name,
			wording.Clean(file.Knowledge), base.Version))
	}
	reject := func(path, what, mend string) {
		if other || lenient {
			notes = append(notes, what+": left out")
			return
		}
		problems = append(problems, strict.Problem{File: name, Line: lines.Of(path), What: what, Mend: mend})
	}
	for _, question := range slices.Sorted(maps.Keys(file.Answers)) {
		choices, faults := readChoices(base, question, file.Answers[question])
		for _, f := range faults {
			reject("answers."+question, f.what, f.mend)
		}
		a = a.With(question, choices...)
	}
	if a.Star != "" && base.Question(a.Star) == nil {
		reject("star", fmt.Sprintf("star names unknown question %q", wording.Clean(a.Star)), wording.Suggest(a.Star,
			questionIDs(base)))
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
	for i, name := range file.Python {
		if what, mend := MisfitPackage(base, name); what != "" {
			reject(fmt.Sprintf("python[%d]", i), what, mend)
		}
	}
	a = a.WithPackages(base, file.Python...)
	for _, decision := range slices.Sorted(maps.Keys(file.Pins)) {
		p := Pin{decision, file.Pins[decision]}
		if what, mend := p.misfit(base); what != "" {
			reject("pins."+decision, what, mend)
			continue
		}
		a = a.Pinned(p)
	}
	if len(problems) > 0 {
		slices.SortFunc(problems, func(p, q strict.Problem) int { return p.Line - q.Line })
		return Answers{}, nil, problems
	}
	return a, notes, nil
}

// tellSections mends keys that are known, but stand in the wrong section of the file.
func tellSections(base *knowledge.Base, problems strict.Problems) {
	for i, p := range problems {
		if slices.ContainsFunc(base.Questions,
			func(q knowledge.Question) bool { return p.What == fmt.Sprintf("unknown key %q", q.ID) }) {
			problems[i].Mend = "answers stand below the line [answers]"
		}
		if slices.ContainsFunc(base.Decisions,
			func(d knowledge.Decision) bool { return p.What == fmt.Sprintf("unknown key %q", d.ID) }) {
			problems[i].Mend = pinsStand
		}
	}
}

// pinsStand tells where pins are to be written.
const pinsStand = "pins stand below a line [pins]"

// fault is what is wrong with an answer, and how to mend it.
type fault struct{ what, mend string }

// readChoices reads the answer to a question: the id of a choice or, where it takes several, a list of ids. They
// come in the order of the question, each once, ids of choices that there were as those that say the same now. What
// is wrong comes apart from what is right.
func readChoices(base *knowledge.Base, question string, value any) (choices []string, faults []fault) {
	q, f := questionOf(base, question)
	if q == nil {
		return nil, []fault{f}
	}
	said, f := listOf(q, value)
	if f.what != "" {
		return nil, []fault{f}
	}
	ticked := map[string]bool{}
	for i, id := range said {
		now := q.Was[id]
		switch {
		case slices.Contains(said[:i], id):
			faults = append(faults, fault{fmt.Sprintf("%q stands twice for question %q", wording.Clean(id), q.ID),
				"name it once"})
		case now == nil && q.Choice(id) == nil:
			what, mend := misfit(base, question, id)
			faults = append(faults, fault{what, mend})
		case now == nil:
			now = []string{id}
		}
		for _, id := range now {
			ticked[id] = true
		}
	}
	for _, c := range q.Choices {
		if ticked[c.ID] {
			choices = append(choices, c.ID)
		}
	}
	for _, id := range choices {
		if q.Choice(id).Lone() && len(choices) > 1 {
			mend := fmt.Sprintf("write %s = %q, or take it out of the list", q.ID, id)
			return nil, append(faults, fault{fmt.Sprintf("%q stands beside others for question %q, but says that none holds",
				id, q.ID), mend})
		}
	}
	return choices, faults
}

// listOf is the ids that an answer names: at least one, and one where the question takes one.
func listOf(q *knowledge.Question, value any) ([]string, fault) {
	if id, ok := value.(string); ok {
		return []string{id}, fault{}
	}
	list, ok := value.([]any)
	var out []string
	for _, v := range list {
		id, isText := v.(string)
		out, ok = append(out, id), ok && isText
	}
	example := q.Choices[0].ID
	switch {
	case !ok:
		return nil, fault{fmt.Sprintf("the answer to question %q is no text", q.ID),
			fmt.Sprintf("write the id of a choice, such as %s = %q", q.ID, example)}
	case !q.Several:
		if len(out) > 0 && q.Choice(out[0]) != nil {
			example = out[0]
		}
		return nil, fault{fmt.Sprintf("question %q takes one answer, not a list", q.ID), fmt.Sprintf("write %s = %q", q.ID,
			example)}
	case len(out) == 0:
		return nil, fault{fmt.Sprintf("the list for question %q is empty", q.ID), "name a choice, or take the line out"}
	}
	return out, fault{}
}

// questionOf finds a question, or tells how to mend its name.
func questionOf(base *knowledge.Base, id string) (*knowledge.Question, fault) {
	q := base.Question(id)
	if q == nil && base.Decision(id) != nil {
		return nil, fault{fmt.Sprintf("unknown question %q", id), pinsStand}
	}
	if q == nil {
		return nil, fault{fmt.Sprintf("unknown question %q", wording.Clean(id)), cmp.Or(wording.Suggest(id,
			questionIDs(base)), "rustadvisor questions lists them")}
	}
	return q, fault{}
}

// misfit tells what is wrong with a choice of a question and how to mend it, or nothing.
func misfit(base *knowledge.Base, question, choice string) (what, mend string) {
	q, f := questionOf(base, question)
	if q == nil {
		return f.what, f.mend
	}
	if q.Choice(choice) == nil {
		var known []string
		for _, c := range q.Choices {
			known = append(known, c.ID)
		}
		return fmt.Sprintf("unknown choice %q for question %q", wording.Clean(choice), question),
			cmp.Or(wording.Suggest(choice, known), "use one of "+strings.Join(known, ", "))
	}
	return "", ""
}

// ParseSetting reads question=choice, or question=choice,choice where it takes several, as given on a command line.
func ParseSetting(base *knowledge.Base, setting string) (question string, choices []string, err error) {
	question, said, ok := strings.Cut(setting, "=")
	if !ok {
		return "", nil, fmt.Errorf("%q is not question=choice, such as store=postgres", wording.Clean(setting))
	}
	var value any = said
	if ids := strings.Split(said, ","); len(ids) > 1 {
		var list []any
		for _, id := range ids {
			list = append(list, strings.TrimSpace(id))
		}
		value = list
	}
	choices, faults := readChoices(base, question, value)
	if len(faults) == 0 {
		return question, choices, nil
	}
	what := faults[0].what
	if faults[0].mend != "" {
		what += "; " + faults[0].mend
	}
	return "", nil, fmt.Errorf("%s", what)
}

// FormatAnswers writes answers as an answers file, in the order asked, and all pins above them, so that answers can
// be added at the end. Only the questions that pass keep are written; nil writes all, also those hidden at the
// moment.
func FormatAnswers(base *knowledge.Base, a Answers, keep func(question string) bool) []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "# Answers for rustadvisor.\nknowledge = %q\n", base.Version)
	if a.Star != "" {
		fmt.Fprintf(&out, "star = %q # this answer counts double\n", a.Star)
	}
	formatSituations(&out, a.Situations)
	formatPackages(&out, a.Packages)
	formatPins(&out, a.ListedPins(base))
	out.WriteString("\n[answers]\n")
	formatChoices(&out, base, a, keep)
	return out.Bytes()
}

// formatChoices writes the lines of a table of answers, in the order asked.
func formatChoices(out *bytes.Buffer, base *knowledge.Base, a Answers, keep func(question string) bool) {
	for _, q := range base.Questions {
		if given := a.Choices[q.ID]; len(given) > 0 && (keep == nil || keep(q.ID)) {
			fmt.Fprintf(out, "%s = %s\n", q.ID, formatted(given))
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

// formatted is ids as TOML: a text for one, a list for more.
func formatted(ids []string) string {
	if len(ids) == 1 {
		return strconv.Quote(ids[0])
	}
	quoted := make([]string, len(ids))
	for i, id := range ids {
		quoted[i] = strconv.Quote(id)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

// tomlKey is a key as TOML has it: quoted where it has to be.
func tomlKey(key string) string {
	if strings.Contains(key, "@") {
		return strconv.Quote(key)
	}
	return key
}

// formatPins writes the table of pins, if there are any.
func formatPins(out *bytes.Buffer, pins []Pin) {
	if len(pins) > 0 {
		out.WriteString("\n[pins] # used whatever the answers say\n")
	}
	for _, p := range pins {
		fmt.Fprintf(out, "%s = %q\n", tomlKey(p.Decision), p.Option)
	}
}

func questionIDs(base *knowledge.Base) []string {
	var out []string
	for _, q := range base.Questions {
		out = append(out, q.ID)
	}
	return out
}
