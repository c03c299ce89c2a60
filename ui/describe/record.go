package describe

import (
	"iter"
	"slices"
	"strings"

	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
)

// Record is one thing of the knowledge base that has an id.
type Record struct {
	Kind  string `json:"kind"`
	ID    string `json:"id"` // options and criteria as "decision.option"
	Title string `json:"title"`
	House bool   `json:"house"` // house rules say it, or changed it

	thing any // pointer to the knowledge type
}

// Kinds are the kinds of records, by the name of many and of one, in the order that Records has them.
var Kinds = []struct{ Plural, Kind string }{
	{"decisions", knowledge.KindDecision}, {"options", knowledge.KindOption}, {"criteria", knowledge.KindCriterion},
	{"questions", knowledge.KindQuestion}, {"findings", knowledge.KindFinding}, {"corrections", knowledge.KindCorrection},
	{"technologies", knowledge.KindTechnology}, {"practices", knowledge.KindPractice}, {"packages", knowledge.KindPackage},
	{"snippets", knowledge.KindSnippet}, {"situations", knowledge.KindSituation},
	{"sources", knowledge.KindSource},
}

// KindCalled finds a kind by its name in the plural or singular: "packages", "package", "Python package".
func KindCalled(name string) (kind string, ok bool) {
	for _, k := range Kinds {
		if name == k.Plural || name == k.Kind || name == "package" && k.Kind == knowledge.KindPackage {
			return k.Kind, true
		}
	}
	return "", false
}

// Records lists everything with an id, kind by kind, in the order of the data.
func Records(b *knowledge.Base) []Record { return slices.Collect(all(b)) }

// all goes through the records without making a list of them.
func all(b *knowledge.Base) iter.Seq[Record] {
	return func(yield func(Record) bool) {
		_ = decisions(b, yield) && findings(b, yield) && others(b, yield)
	}
}

// decisions are the decisions, the options and the criteria, then the questions; false once they are not wanted any
// more.
func decisions(b *knowledge.Base, yield func(Record) bool) bool {
	for i := range b.Decisions {
		if d := &b.Decisions[i]; !yield(Record{knowledge.KindDecision, d.ID, d.Title, d.House, d}) {
			return false
		}
	}
	for i := range b.Decisions {
		d := &b.Decisions[i]
		for j := range d.Options {
			if o := &d.Options[j]; !yield(Record{knowledge.KindOption, d.ID + "." + o.ID, o.Title, o.House, o}) {
				return false
			}
		}
	}
	for i := range b.Decisions {
		d := &b.Decisions[i]
		for j := range d.Criteria {
			if c := &d.Criteria[j]; !yield(Record{knowledge.KindCriterion, d.ID + "." + c.ID, c.Title, c.House, c}) {
				return false
			}
		}
	}
	for i := range b.Questions {
		if q := &b.Questions[i]; !yield(Record{knowledge.KindQuestion, q.ID, q.Title, q.House, q}) {
			return false
		}
	}
	return true
}

// findings are the findings, then the corrections.
func findings(b *knowledge.Base, yield func(Record) bool) bool {
	for _, kind := range []string{knowledge.KindFinding, knowledge.KindCorrection} {
		for i := range b.Findings {
			f := &b.Findings[i]
			if corrects := len(f.Corrects) > 0; corrects == (kind == knowledge.KindCorrection) && !yield(Record{kind, f.ID,
				f.Title, f.House, f}) {
				return false
			}
		}
	}
	return true
}

func others(b *knowledge.Base, yield func(Record) bool) bool {
	for i := range b.Technologies {
		if t := &b.Technologies[i]; !yield(Record{knowledge.KindTechnology, t.ID, t.Name, t.House, t}) {
			return false
		}
	}
	for i := range b.Practices {
		if p := &b.Practices[i]; !yield(Record{knowledge.KindPractice, p.ID, p.Title, p.House, p}) {
			return false
		}
	}
	for i := range b.Situations {
		if s := &b.Situations[i]; !yield(Record{knowledge.KindSituation, s.ID, s.Label, s.House, s}) {
			return false
		}
	}
	for i := range b.Snippets {
		if s := &b.Snippets[i]; !yield(Record{knowledge.KindSnippet, s.ID, s.Title, s.House, s}) {
			return false
		}
	}
	for i := range b.Packages {
		if p := &b.Packages[i]; !yield(Record{knowledge.KindPackage, p.ID, p.Name(), p.House, p}) {
			return false
		}
	}
	for i := range b.Sources {
		if s := &b.Sources[i]; !yield(Record{knowledge.KindSource, s.ID, s.Title, s.House, s}) {
			return false
		}
	}
	return true
}

// names are the other names that it answers to.
func (r Record) names() []string {
	switch v := r.thing.(type) {
	case *knowledge.Option:
		return []string{v.Title}
	case *knowledge.Criterion:
		return []string{v.ID}
	case *knowledge.Finding:
		if len(v.Corrects) == 0 {
			return v.Covers
		}
	case *knowledge.Technology:
		return append([]string{v.Name}, v.Aliases...)
	case *knowledge.Situation:
		return v.Words
	case *knowledge.PythonPackage:
		return append([]string{v.Title}, v.Imports...)
	case *knowledge.Source:
		return []string{v.URL}
	}
	return nil
}

// Find is the entry that a search has found, by the name of its kind and its id.
func Find(b *knowledge.Base, kind, id string) (Record, bool) {
	for r := range all(b) {
		if r.Kind == kind && r.ID == id {
			return r, true
		}
	}
	return Record{}, false
}

// Lookup finds what an id means: whatever bears it, an option also without its decision, or else whatever has it
// for a name, capitals aside. Python packages are compared as pip compares them. An empty kind is any.
func Lookup(b *knowledge.Base, kind, id string) []Record {
	var exact, named []Record
	for r := range all(b) {
		if kind != "" && r.Kind != kind {
			continue
		}
		o, isOption := r.thing.(*knowledge.Option)
		switch {
		case r.ID == id, isOption && o.ID == id:
			exact = append(exact, r)
		case r.Kind == knowledge.KindPackage && b.PythonPackage(id) == r.thing:
			named = append(named, r)
		default:
			if slices.ContainsFunc(r.names(), func(name string) bool { return name != "" && strings.EqualFold(name, id) }) {
				named = append(named, r)
			}
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return named
}

// Name is the record's title for a line of text, with what is remarkable about it.
func (r Record) Name() string {
	out := r.Title
	switch v := r.thing.(type) {
	case *knowledge.Option:
		if v.Banned != "" {
			out += " (banned)"
		}
	case *knowledge.Question:
		if v.Retired {
			out += " (retired)"
		}
	case *knowledge.Situation:
		if v.Retired {
			out += " (retired)"
		}
	}
	return out + byHouse(r.House)
}

func byHouse(house bool) string {
	if house {
		return wording.ByHouse
	}
	return ""
}

// Fits counts the fits of an option, and how many of them house rules say or changed; none of anything else.
func (r Record) Fits() (all, ours int) {
	o, ok := r.thing.(*knowledge.Option)
	if !ok {
		return 0, 0
	}
	for _, f := range o.Fit {
		if all++; f.House {
			ours++
		}
	}
	return all, ours
}
