// Package describe tells what the knowledge base says about one of its entries, once for every medium, as a document.
// The command line, line mode and the preview of the search write it, each in its own form.
package describe

import (
	"slices"
	"strings"

	"rustadvisor/advisor/doc"
	"rustadvisor/knowledge"
)

// Entry is what is told of one thing. The document begins with a heading and, if there is a summary, a paragraph; the
// rest is parts: facts, then what the entry holds.
type Entry struct {
	Record
	Blocks  []doc.Block
	Related []Relation // where it leads; only when all is told
}

// Names of the parts of the document. Each has one block, and code the paragraph above it.
const (
	Fact  = "fact"  // a short word on the whole entry, such as its date: a paragraph
	Holds = "holds" // one thing, in a paragraph, or several, in a list; or code
	Pages = "pages" // things that are pages: their addresses are worth reading
)

// Names within its lines.
const (
	Title   = "title"   // the entry's, in the heading
	Named   = "named"   // its kind and id, likewise
	Label   = "label"   // of a part that is a paragraph; of a list it is the title
	Thing   = "thing"   // what the part of a paragraph holds, the whole of it
	What    = "what"    // what a thing is
	ID      = "id"      // what the files call it
	Option  = "option"  // around what it is, where it is an option; the id is then "decision.option"
	Note    = "note"    // more about it, which may be left out or stand back
	Finding = "finding" // the id of the finding behind it
)

// item is one thing of a part, before it becomes a line.
type item struct {
	scored  bool // it weighs or scores something: its points
	points  int
	id      string // what the files call it, or ""
	text    string
	note    string // more about it, or ""
	finding string // the id of the finding behind it, or ""
	house   bool   // house rules say it
	url     string // where to read more, or ""
	option  bool   // it is an option
}

// line is the item with all that is known of it.
func (i item) line() doc.Line {
	var out doc.Line
	if i.scored {
		out = doc.Of(doc.Score(i.points), " ")
	}
	if i.id != "" {
		out = doc.Of(out, doc.Named(ID, i.id), ": ")
	}
	what := doc.Named(What, doc.Linked(i.text, i.url))
	if i.option {
		what = doc.Named(Option, what)
	}
	out = append(out, what)
	if i.note != "" {
		out = doc.Of(out, " – ", doc.Named(Note, i.note))
	}
	if i.finding != "" {
		out = doc.Of(out, " [", doc.Named(Finding, i.finding), "]")
	}
	return doc.Of(out, byHouse(i.house))
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
	d := &describer{Record: r, base: b, all: all}
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
	return &Entry{r, d.blocks(), d.related}
}

// Data is the thing as its file has it, for programs.
func (e *Entry) Data() any { return knowledge.Data(e.thing) }

// describer gathers what is told.
type describer struct {
	Record
	base         *knowledge.Base
	all          bool
	summary      string
	facts, parts []doc.Block
	related      []Relation
}

// blocks is the document.
func (d *describer) blocks() []doc.Block {
	out := []doc.Block{doc.Heading{Level: 1, Text: doc.Of(doc.Named(Title, d.Name()), ", ",
		doc.Named(Named, d.Kind, " ", d.ID), ".")}}
	if d.summary != "" {
		out = append(out, doc.Paragraph{Text: doc.Of(d.summary)})
	}
	return slices.Concat(out, d.facts, d.parts)
}

// labelled is a paragraph of one thing.
func labelled(label string, thing doc.Line) doc.Paragraph {
	return doc.Paragraph{Text: doc.Of(doc.Named(Label, label), ": ", doc.Named(Thing, thing))}
}

func (d *describer) fact(label, text string) {
	if text != "" {
		d.facts = append(d.facts, doc.Part{Name: Fact, Blocks: []doc.Block{labelled(label, doc.Of(text))}})
	}
}

// list adds a part; items without a text are left out, and so is a part without any.
func (d *describer) list(label string, items ...item) { d.part(Holds, label, items) }

func (d *describer) part(name, label string, items []item) {
	var lines []doc.Line
	for _, item := range items {
		if strings.TrimSpace(item.text) != "" {
			lines = append(lines, item.line())
		}
	}
	var block doc.Block
	switch len(lines) {
	case 0:
		return
	case 1:
		block = labelled(label, lines[0])
	default:
		block = doc.List{Form: doc.Bullets, Title: doc.Of(label), Items: lines}
	}
	d.parts = append(d.parts, doc.Part{Name: name, Blocks: []doc.Block{block}})
}

// code adds a part of code.
func (d *describer) code(label, language, text string) {
	d.parts = append(d.parts, doc.Part{Name: Holds, Blocks: []doc.Block{
		doc.Paragraph{Text: doc.Of(doc.Named(Label, label), ":")}, doc.Code{Language: language, Text: text}}})
}

// text adds a part of one or more texts.
func (d *describer) text(label string, texts ...string) {
	var items []item
	for _, t := range texts {
		items = append(items, item{text: t})
	}
	d.list(label, items...)
}

// relate records where the entry leads.
func (d *describer) relate(how, kind, id, title, url string) {
	if d.all {
		d.related = append(d.related, Relation{how, kind, id, title, url})
	}
}

// cite relates a finding, once.
func (d *describer) cite(id string) {
	f := d.base.Finding(id)
	if f == nil || !d.all {
		return
	}
	for _, r := range d.related {
		if r.Relation == "finding" && r.ID == id {
			return
		}
	}
	d.relate("finding", knowledge.KindFinding, id, f.Title, "")
}
