// Package advisor turns answers into advice: which option of each decision, why, why not the others, and what would
// change that. It is pure: no clock, no files, no terminal; the same answers and knowledge give the same advice.
package advisor

import (
	"maps"
	"slices"
	"strings"

	"rustadvisor/knowledge"
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

// WithSituations returns a copy with these situations ticked and no others, each once, in this order: what was ticked
// first tells what matters most.
func (a Answers) WithSituations(ids ...string) Answers {
	a.Situations = nil
	for _, id := range ids {
		if !slices.Contains(a.Situations, id) {
			a.Situations = append(a.Situations, id)
		}
	}
	return a
}

// Toggled returns a copy in which the situation is ticked if it was not, and not if it was.
func (a Answers) Toggled(id string) Answers {
	if slices.Contains(a.Situations, id) {
		return a.WithSituations(slices.DeleteFunc(slices.Clone(a.Situations), func(s string) bool { return s == id })...)
	}
	return a.WithSituations(append(slices.Clone(a.Situations), id)...)
}

// FromPython tells that a Python program is to be moved: then it counts which packages it uses.
func (a Answers) FromPython() bool { return a.Choice(knowledge.JourneyQuestion) == "migrate-python" }

// WithPackages returns a copy with these Python packages in use and no others: each once, sorted, by the id that the
// base knows it by, or else by its name as pip compares it. What can be no name is left out.
func (a Answers) WithPackages(base *knowledge.Base, names ...string) Answers {
	a.Packages = nil
	for _, name := range names {
		if id, _ := base.PackageID(name); id != "" {
			a.Packages = append(a.Packages, id)
		}
	}
	slices.Sort(a.Packages)
	a.Packages = slices.Compact(a.Packages)
	return a
}

// ToggledPackage returns a copy in which a package is in use if it was not, and not if it was.
func (a Answers) ToggledPackage(base *knowledge.Base, name string) Answers {
	id, _ := base.PackageID(name)
	if slices.Contains(a.Packages, id) {
		return a.WithPackages(base, slices.DeleteFunc(slices.Clone(a.Packages), func(p string) bool { return p == id })...)
	}
	return a.WithPackages(base, append(slices.Clone(a.Packages), name)...)
}

// Pin is an option that must be used, whatever speaks against it. It names all picks of a decision or, as
// decision@choice, the one that is made for that choice; of two the latter counts.
type Pin struct{ Decision, Option string }

// String is the pin as a command line has it.
func (p Pin) String() string { return p.Decision + "=" + p.Option }

// known tells whether decision, choice and option are those of the base.
func (p Pin) known(base *knowledge.Base) bool {
	decision, choice, one := strings.Cut(p.Decision, "@")
	d := base.Decision(decision)
	if d == nil || d.Option(p.Option) == nil || one && d.Per == "" {
		return false
	}
	return !one || base.Question(d.Per).Choice(choice) != nil
}

// ListedPins are the pins in the order of the decisions. One that names nothing known is left out: it does not count.
func (a Answers) ListedPins(base *knowledge.Base) []Pin {
	var out []Pin
	for i := range base.Decisions {
		d := &base.Decisions[i]
		keys := []string{d.ID}
		if q := base.Question(d.Per); q != nil {
			for _, c := range q.Choices {
				keys = append(keys, KeyOf(d.ID, c.ID))
			}
		}
		for _, key := range keys {
			if o := a.Pins[key]; d.Option(o) != nil {
				out = append(out, Pin{key, o})
			}
		}
	}
	return out
}
