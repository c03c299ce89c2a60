package cli

import (
	"strings"

	"rustadvisor/knowledge"
)

// record is one thing of the knowledge base that has an id.
type record struct {
	Kind  string `json:"kind"`
	ID    string `json:"id"` // options and criteria as "decision.option"
	Title string `json:"title"`
	House bool   `json:"house"` // house rules say it, or changed it

	thing any      // pointer to the knowledge type
	names []string // other names it answers to
}

// kinds are what kb list takes and kb show shows, in the order listed.
var kinds = []struct{ plural, kind string }{
	{"decisions", knowledge.KindDecision}, {"options", knowledge.KindOption}, {"criteria", knowledge.KindCriterion},
	{"questions", knowledge.KindQuestion}, {"findings", knowledge.KindFinding}, {"corrections", knowledge.KindCorrection},
	{"technologies", knowledge.KindTechnology}, {"practices", knowledge.KindPractice}, {"packages", knowledge.KindPackage},
	{"snippets", knowledge.KindSnippet}, {"situations", knowledge.KindSituation},
	{"sources", knowledge.KindSource},
}

// allKinds asks for everything.
const allKinds = "all"

func kindNames() []string {
	var out []string
	for _, k := range kinds {
		out = append(out, k.plural)
	}
	return out
}

// kindCalled finds a kind by its name in the plural or singular: "packages", "package", "Python package".
func kindCalled(name string) (kind string, err error) {
	for _, k := range kinds {
		if name == k.plural || name == k.kind || name == "package" && k.kind == knowledge.KindPackage {
			return k.kind, nil
		}
	}
	return "", misuse("unknown kind %q; %s", knowledge.Clean(name), knowledge.Suggest(name, append(kindNames(), allKinds)))
}

// records lists everything with an id, kind by kind, in the order of the data.
func records(b *knowledge.Base) []record {
	var decisions, options, criteria, out []record
	for i := range b.Decisions {
		d := &b.Decisions[i]
		decisions = append(decisions, record{knowledge.KindDecision, d.ID, d.Title, d.House, d, nil})
		for j := range d.Options {
			o := &d.Options[j]
			options = append(options, record{knowledge.KindOption, d.ID + "." + o.ID, o.Title, o.House, o, []string{o.Title}})
		}
		for j := range d.Criteria {
			c := &d.Criteria[j]
			criteria = append(criteria, record{knowledge.KindCriterion, d.ID + "." + c.ID, c.Title, c.House, c, []string{c.ID}})
		}
	}
	out = append(append(append(out, decisions...), options...), criteria...)
	for i := range b.Questions {
		q := &b.Questions[i]
		out = append(out, record{knowledge.KindQuestion, q.ID, q.Title, q.House, q, nil})
	}
	out = append(out, findingRecords(b)...)
	for i := range b.Technologies {
		t := &b.Technologies[i]
		out = append(out, record{knowledge.KindTechnology, t.ID, t.Name, t.House, t, append([]string{t.Name}, t.Aliases...)})
	}
	for i := range b.Practices {
		p := &b.Practices[i]
		out = append(out, record{knowledge.KindPractice, p.ID, p.Title, p.House, p, nil})
	}
	for i := range b.Situations {
		s := &b.Situations[i]
		out = append(out, record{knowledge.KindSituation, s.ID, s.Label, s.House, s, s.Words})
	}
	for i := range b.Snippets {
		s := &b.Snippets[i]
		out = append(out, record{knowledge.KindSnippet, s.ID, s.Title, s.House, s, nil})
	}
	for i := range b.Packages {
		p := &b.Packages[i]
		out = append(out, record{knowledge.KindPackage, p.ID, p.Name(), p.House, p, append([]string{p.Title}, p.Imports...)})
	}
	for i := range b.Sources {
		s := &b.Sources[i]
		out = append(out, record{knowledge.KindSource, s.ID, s.Title, s.House, s, []string{s.URL}})
	}
	return out
}

// findingRecords lists the findings, then the corrections.
func findingRecords(b *knowledge.Base) []record {
	var findings, corrections []record
	for i := range b.Findings {
		f := &b.Findings[i]
		if len(f.Corrects) > 0 {
			corrections = append(corrections, record{knowledge.KindCorrection, f.ID, f.Title, f.House, f, nil})
		} else {
			findings = append(findings, record{knowledge.KindFinding, f.ID, f.Title, f.House, f, f.Covers})
		}
	}
	return append(findings, corrections...)
}

// lookup finds what an id means: whatever bears it, an option also without its decision, or else whatever has it for a name,
// capitals aside. Python packages are compared as pip compares them. An empty kind is any.
func lookup(b *knowledge.Base, kind, id string) []record {
	var exact, named []record
	for _, r := range records(b) {
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
			for _, name := range r.names {
				if name != "" && strings.EqualFold(name, id) {
					named = append(named, r)
					break
				}
			}
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return named
}

// title is the record's for a line of text.
func (r record) title() string {
	out := r.Title
	if o, ok := r.thing.(*knowledge.Option); ok && o.Banned != "" {
		out += " (banned)"
	}
	if q, ok := r.thing.(*knowledge.Question); ok && q.Retired {
		out += " (retired)"
	}
	if s, ok := r.thing.(*knowledge.Situation); ok && s.Retired {
		out += " (retired)"
	}
	return out + byHouse(r.House)
}
