package describe

import (
	"slices"
	"strings"

	"rustadvisor/knowledge"
)

// Record is one thing of the knowledge base that has an id.
type Record struct {
	Kind  string `json:"kind"`
	ID    string `json:"id"` // options and criteria as "decision.option"
	Title string `json:"title"`
	House bool   `json:"house"` // house rules say it, or changed it

	thing any      // pointer to the knowledge type
	names []string // other names it answers to
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
func Records(b *knowledge.Base) []Record {
	var decisions, options, criteria, out []Record
	for i := range b.Decisions {
		d := &b.Decisions[i]
		decisions = append(decisions, Record{knowledge.KindDecision, d.ID, d.Title, d.House, d, nil})
		for j := range d.Options {
			o := &d.Options[j]
			options = append(options, Record{knowledge.KindOption, d.ID + "." + o.ID, o.Title, o.House, o, []string{o.Title}})
		}
		for j := range d.Criteria {
			c := &d.Criteria[j]
			criteria = append(criteria, Record{knowledge.KindCriterion, d.ID + "." + c.ID, c.Title, c.House, c, []string{c.ID}})
		}
	}
	out = append(append(append(out, decisions...), options...), criteria...)
	for i := range b.Questions {
		q := &b.Questions[i]
		out = append(out, Record{knowledge.KindQuestion, q.ID, q.Title, q.House, q, nil})
	}
	out = append(out, findingRecords(b)...)
	for i := range b.Technologies {
		t := &b.Technologies[i]
		out = append(out, Record{knowledge.KindTechnology, t.ID, t.Name, t.House, t, append([]string{t.Name}, t.Aliases...)})
	}
	for i := range b.Practices {
		p := &b.Practices[i]
		out = append(out, Record{knowledge.KindPractice, p.ID, p.Title, p.House, p, nil})
	}
	for i := range b.Situations {
		s := &b.Situations[i]
		out = append(out, Record{knowledge.KindSituation, s.ID, s.Label, s.House, s, s.Words})
	}
	for i := range b.Snippets {
		s := &b.Snippets[i]
		out = append(out, Record{knowledge.KindSnippet, s.ID, s.Title, s.House, s, nil})
	}
	for i := range b.Packages {
		p := &b.Packages[i]
		out = append(out, Record{knowledge.KindPackage, p.ID, p.Name(), p.House, p, append([]string{p.Title}, p.Imports...)})
	}
	for i := range b.Sources {
		s := &b.Sources[i]
		out = append(out, Record{knowledge.KindSource, s.ID, s.Title, s.House, s, []string{s.URL}})
	}
	return out
}

// findingRecords lists the findings, then the corrections.
func findingRecords(b *knowledge.Base) []Record {
	var findings, corrections []Record
	for i := range b.Findings {
		f := &b.Findings[i]
		if len(f.Corrects) > 0 {
			corrections = append(corrections, Record{knowledge.KindCorrection, f.ID, f.Title, f.House, f, nil})
		} else {
			findings = append(findings, Record{knowledge.KindFinding, f.ID, f.Title, f.House, f, f.Covers})
		}
	}
	return append(findings, corrections...)
}

// Find is the entry that a search has found, by the name of its kind and its id.
func Find(b *knowledge.Base, kind, id string) (Record, bool) {
	for _, r := range Records(b) {
		if r.Kind == kind && r.ID == id {
			return r, true
		}
	}
	return Record{}, false
}

// Lookup finds what an id means: whatever bears it, an option also without its decision, or else whatever has it for a name,
// capitals aside. Python packages are compared as pip compares them. An empty kind is any.
func Lookup(b *knowledge.Base, kind, id string) []Record {
	var exact, named []Record
	for _, r := range Records(b) {
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
			if slices.ContainsFunc(r.names, func(name string) bool { return name != "" && strings.EqualFold(name, id) }) {
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
		return knowledge.ByHouse
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
