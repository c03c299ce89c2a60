// Package answerfile reads and writes what people keep: answers, what several agree on, hands of a workshop; and the
// same as it is given on a command line.
package answerfile

import (
	"fmt"
	"maps"
	"slices"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/strict"
	"rustadvisor/knowledge/wording"
)

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

// Parse reads an answers file. The name is used in messages. Unknown ids are an error that is a
// strict.Problems with the line and the nearest ids, unless the file was made with another knowledge version:
// then they are left out and named in the notes.
func Parse(base *knowledge.Base, name string, text []byte) (a advisor.Answers, notes []string, err error) {
	return parse(base, name, text, false)
}

// Recall reads answers as Parse does, but always leaves out what does not fit, and names it in the
// notes: they were given to this program, perhaps with house rules that are not in force now.
func Recall(base *knowledge.Base, name string, text []byte) (a advisor.Answers, notes []string, err error) {
	return parse(base, name, text, true)
}

func parse(base *knowledge.Base, name string, text []byte, lenient bool) (a advisor.Answers, notes []string,
	err error) {
	var file answersFile
	lines, problems := strict.Decode(name, string(text), &file)
	tellSections(base, problems)
	if len(problems) > 0 {
		return advisor.Answers{}, nil, problems
	}
	a = advisor.Answers{Choices: map[string][]string{}, Star: file.Star}
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
		p := advisor.Pin{Decision: decision, Option: file.Pins[decision]}
		if what, mend := misfitPin(base, p); what != "" {
			reject("pins."+decision, what, mend)
			continue
		}
		a = a.Pinned(p)
	}
	if len(problems) > 0 {
		slices.SortFunc(problems, func(p, q strict.Problem) int { return p.Line - q.Line })
		return advisor.Answers{}, nil, problems
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
