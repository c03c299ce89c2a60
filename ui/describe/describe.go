// Package describe tells what the knowledge base says about one of its entries, once for every medium: the command
// line, line mode and the preview of the search take an Entry and put it into their own form.
package describe

import (
	"strings"

	"rustadvisor/knowledge"
)

// Entry is what is told of one thing.
type Entry struct {
	Record
	Facts   []Fact // what it is, in a few words each
	Summary string // a paragraph, or ""
	Parts   []Part
	Related []Relation // where it leads; only when all is told
}

// Fact is a short word on the whole entry, such as its date.
type Fact struct{ Label, Text string }

// Part is a label with what it holds. Code has no items.
type Part struct {
	Label          string
	Items          []Item
	Code, Language string
	Links          bool // the items are pages: their addresses are worth reading
}

// Item is one thing of a part.
type Item struct {
	Scored  bool // it weighs or scores something: its points
	Points  int
	ID      string // what the files call it, or ""
	Text    string
	Note    string // more about it, which may be left out or stand back
	Finding string // the id of the finding behind it, or ""
	House   bool   // house rules say it
	URL     string // where to read more, or ""
	Option  string // the option it stands for, as "decision.option", or ""
}

// Relation leads to another thing.
type Relation struct {
	Relation string `json:"relation"`
	Kind     string `json:"kind"`
	ID       string `json:"id"`
	Title    string `json:"title"`
	URL      string `json:"url,omitempty"`
}

// Of tells about an entry what its readers want to know; all adds what the keepers of the knowledge need: what each
// thing is called in the files, what rests on it, and where it leads.
func Of(b *knowledge.Base, r Record, all bool) *Entry {
	d := &describer{Entry: &Entry{Record: r}, base: b, all: all}
	switch v := r.thing.(type) {
	case *knowledge.Decision:
		d.decision(v)
	case *knowledge.Option:
		d.option(v)
	case *knowledge.Criterion:
		d.criterion(v)
	case *knowledge.Question:
		d.question(v)
	case *knowledge.Finding:
		d.finding(v)
	case *knowledge.Technology:
		d.technology(v)
	case *knowledge.Practice:
		d.practice(v)
	case *knowledge.Situation:
		d.situation(v)
	case *knowledge.Snippet:
		d.snippet(v)
	case *knowledge.PythonPackage:
		d.pythonPackage(v)
	case *knowledge.Source:
		d.source(v)
	}
	return d.Entry
}

// Data is the thing as its file has it, for programs.
func (e *Entry) Data() any { return knowledge.Data(e.thing) }

// describer fills an entry.
type describer struct {
	*Entry
	base *knowledge.Base
	all  bool
}

func (d *describer) fact(label, text string) {
	if text != "" {
		d.Facts = append(d.Facts, Fact{label, text})
	}
}

// list adds a part; items without a text are left out, and so is a part without any.
func (d *describer) list(label string, items ...Item) {
	var full []Item
	for _, item := range items {
		if strings.TrimSpace(item.Text) != "" {
			full = append(full, item)
		}
	}
	if len(full) > 0 {
		d.Parts = append(d.Parts, Part{Label: label, Items: full})
	}
}

// text adds a part of one or more texts.
func (d *describer) text(label string, texts ...string) {
	var items []Item
	for _, t := range texts {
		items = append(items, Item{Text: t})
	}
	d.list(label, items...)
}

// relate records where the entry leads.
func (d *describer) relate(how, kind, id, title, url string) {
	if d.all {
		d.Related = append(d.Related, Relation{how, kind, id, title, url})
	}
}

// cite relates a finding, once.
func (d *describer) cite(id string) {
	f := d.base.Finding(id)
	if f == nil || !d.all {
		return
	}
	for _, r := range d.Related {
		if r.Relation == "finding" && r.ID == id {
			return
		}
	}
	d.relate("finding", knowledge.KindFinding, id, f.Title, "")
}
