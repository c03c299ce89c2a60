package answerfile

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/advisor/tally"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/strict"
	"rustadvisor/knowledge/wording"
)

// tallyFile is the TOML form of a tally.
type tallyFile struct {
	Knowledge  string                      `toml:"knowledge"`
	Star       string                      `toml:"star"`
	Groups     []string                    `toml:"groups"`
	Pins       map[string]string           `toml:"pins"`
	Answers    map[string]any              `toml:"answers"`
	Situations []string                    `toml:"situations"`
	Python     []string                    `toml:"python"`
	Decided    map[string]string           `toml:"decided"`
	Measures   map[string]string           `toml:"measures"`
	Hands      map[string]map[string][]int `toml:"hands"`
}

// FormatTally writes a tally as TOML, in the order asked: what was given as in an answers file, then the hands.
func FormatTally(base *knowledge.Base, t tally.Tally) []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "# A workshop with rustadvisor: the hands raised for each choice.\nknowledge = %q\n", base.Version)
	if t.Given.Star != "" {
		fmt.Fprintf(&out, "star = %q\n", t.Given.Star)
	}
	formatSituations(&out, t.Given.Situations)
	formatPackages(&out, t.Given.Packages)
	if len(t.Groups) > 0 {
		names := make([]string, len(t.Groups))
		for i, name := range t.Groups {
			names[i] = fmt.Sprintf("%q", tally.GroupName(name))
		}
		fmt.Fprintf(&out, "groups = [%s]\n", strings.Join(names, ", "))
	}
	formatPins(&out, t.Given.ListedPins(base))
	out.WriteString("\n[answers]\n")
	formatChoices(&out, base, t.Given, nil)
	out.WriteString("\n[decided]\n")
	for _, q := range base.Questions {
		if choice := t.Decided[q.ID]; choice != "" {
			fmt.Fprintf(&out, "%s = %q\n", q.ID, choice)
		}
	}
	if len(t.Measures) > 0 {
		out.WriteString("\n[measures]\n")
	}
	for _, q := range base.Questions {
		if who := t.Measures[q.ID]; who != "" {
			fmt.Fprintf(&out, "%s = %q\n", q.ID, who)
		}
	}
	for _, q := range base.Questions {
		if !t.Asked(q.ID) {
			continue
		}
		fmt.Fprintf(&out, "\n[hands.%s]\n", q.ID)
		for _, c := range q.Choices {
			if t.Raised(q.ID, c.ID, tally.Room) > 0 {
				fmt.Fprintf(&out, "%s = [%s]\n", c.ID, strings.Trim(strings.Join(strings.Fields(fmt.Sprint(t.Hands[q.ID][c.ID])),
					", "), "[]"))
			}
		}
	}
	return out.Bytes()
}

// ParseTally reads a tally, as strictly as Parse and with the same errors and notes: unknown questions and
// choices are left out of a file made with another knowledge version only.
func ParseTally(base *knowledge.Base, name string, text []byte) (t tally.Tally, notes []string, err error) {
	var file tallyFile
	lines, problems := strict.Decode(name, string(text), &file)
	if len(problems) > 0 {
		return tally.Tally{}, nil, problems
	}
	r := tallyReader{base: base, name: name, file: &file, lines: lines}
	if r.other = file.Knowledge != "" && file.Knowledge != base.Version; r.other {
		r.notes = append(r.notes, fmt.Sprintf("%s was made with knowledge %s; this is %s", name,
			wording.Clean(file.Knowledge), base.Version))
	}
	t = tally.Tally{Groups: r.groups(), Given: r.given(), Decided: r.choices("decided", file.Decided)}
	if file.Star != "" && base.Question(file.Star) == nil {
		r.misfit("star", fmt.Sprintf("star names unknown question %q", wording.Clean(file.Star)),
			wording.Suggest(file.Star, questionIDs(base)))
		t.Given.Star = ""
	}
	t = r.measures(r.hands(t))
	if len(r.problems) > 0 {
		slices.SortStableFunc(r.problems, func(p, q strict.Problem) int { return p.Line - q.Line })
		return tally.Tally{}, nil, r.problems
	}
	return t, r.notes, nil
}

type tallyReader struct {
	base     *knowledge.Base
	name     string
	file     *tallyFile
	lines    *strict.Lines
	other    bool // made with other knowledge
	notes    []string
	problems strict.Problems
}

func (r *tallyReader) problem(path, what, mend string) {
	r.problems = append(r.problems, strict.Problem{File: r.name, Line: r.lines.Of(path), What: what, Mend: mend})
}

// misfit is a problem unless the knowledge may have changed.
func (r *tallyReader) misfit(path, what, mend string) {
	if r.other {
		r.notes = append(r.notes, what+": left out")
		return
	}
	r.problem(path, what, mend)
}

func (r *tallyReader) groups() []string {
	for _, g := range r.file.Groups {
		if g == "" || g != tally.GroupName(g) {
			r.problem("groups", fmt.Sprintf("%q is no name of a group", wording.Clean(g)), "write one line of 1 to 24 letters")
		}
	}
	if n := len(r.file.Groups); n > tally.MostGroups {
		r.problem("groups", fmt.Sprintf("there are %d groups", n), fmt.Sprintf("name at most %d", tally.MostGroups))
	}
	return r.file.Groups
}

func (r *tallyReader) pins() map[string]string {
	var out advisor.Answers
	for _, decision := range slices.Sorted(maps.Keys(r.file.Pins)) {
		p := advisor.Pin{Decision: decision, Option: r.file.Pins[decision]}
		if what, mend := misfitPin(r.base, p); what != "" {
			r.misfit("pins."+decision, what, mend)
			continue
		}
		out = out.Pinned(p)
	}
	return out.Pins
}

func (r *tallyReader) given() advisor.Answers {
	out := advisor.Answers{Choices: map[string][]string{}, Star: r.file.Star, Pins: r.pins()}
	for _, question := range slices.Sorted(maps.Keys(r.file.Answers)) {
		choices, faults := readChoices(r.base, question, r.file.Answers[question])
		for _, f := range faults {
			r.misfit("answers."+question, f.what, f.mend)
		}
		out = out.With(question, choices...)
	}
	for i, id := range r.file.Situations {
		if what, mend := MisfitSituation(r.base, id); what != "" {
			r.misfit(fmt.Sprintf("situations[%d]", i), what, mend)
			continue
		}
		out.Situations = append(out.Situations, id)
	}
	for i, name := range r.file.Python {
		if what, mend := MisfitPackage(r.base, name); what != "" {
			r.misfit(fmt.Sprintf("python[%d]", i), what, mend)
		}
	}
	return out.WithSituations(out.Situations...).WithPackages(r.base, r.file.Python...)
}

func (r *tallyReader) choices(table string, of map[string]string) map[string]string {
	out := map[string]string{}
	for _, question := range slices.Sorted(maps.Keys(of)) {
		if what, mend := misfit(r.base, question, of[question]); what != "" {
			r.misfit(table+"."+question, what, mend)
			continue
		}
		out[question] = of[question]
	}
	return out
}

func (r *tallyReader) measures(t tally.Tally) tally.Tally {
	for _, question := range slices.Sorted(maps.Keys(r.file.Measures)) {
		path, who := "measures."+question, r.file.Measures[question]
		switch {
		case r.base.Question(question) == nil:
			r.misfit(path, fmt.Sprintf("unknown question %q", wording.Clean(question)),
				wording.Suggest(question, questionIDs(r.base)))
		case who == "" || who != tally.GroupName(who):
			r.problem(path, fmt.Sprintf("%q is no name", wording.Clean(who)), "write one line of 1 to 24 letters")
		default:
			t = t.MeasuredBy(question, who)
		}
	}
	return t
}

func (r *tallyReader) hands(t tally.Tally) tally.Tally {
	for _, question := range slices.Sorted(maps.Keys(r.file.Hands)) {
		for _, choice := range slices.Sorted(maps.Keys(r.file.Hands[question])) {
			path, numbers := "hands."+question+"."+choice, r.file.Hands[question][choice]
			if what, mend := misfit(r.base, question, choice); what != "" {
				r.misfit(path, what, mend)
				continue
			}
			if len(numbers) != t.Parts() {
				r.problem(path, fmt.Sprintf("there are %d numbers", len(numbers)), fmt.Sprintf("write %d: one for each group",
					t.Parts()))
				continue
			}
			for group, n := range numbers {
				if n < 0 || n > tally.MostHands {
					r.problem(path, fmt.Sprintf("%d is no number of hands", n), fmt.Sprintf("write one from 0 to %d", tally.MostHands))
				}
				t = t.With(question, choice, group, n)
			}
		}
	}
	return t
}
