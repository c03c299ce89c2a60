package report

import (
	"strconv"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
)

// open drops the full stop, for data within a line.
func open(s string) string { return wording.Phrase(s) }

// Begin makes the first letter small where a sentence becomes part of another. Only words that are no names are
// touched: "It speaks to MongoDB" but not "Rust needs".
func Begin(s string) string {
	head, _, _ := strings.Cut(s, " ")
	switch head {
	case "A", "All", "An", "Both", "Each", "Every", "In", "It", "Its", "No", "Nothing", "Of", "On", "Only", "The", "There",
		"These", "They", "This", "With", "Without", "You", "Your":
		return wording.Lower(s)
	}
	return s
}

// lower begins a title with a small letter where it stands within a sentence, unless it begins with an abbreviation.
func lower(title string) string {
	if len(title) > 1 && title[1] >= 'A' && title[1] <= 'Z' {
		return title
	}
	return wording.Lower(title)
}

func number(n int) string { return strconv.Itoa(n) }

// titles names options, each as a line.
func titles(options []advisor.Named) []doc.Line {
	out := make([]doc.Line, len(options))
	for i, o := range options {
		out[i] = doc.Of(o.Title)
	}
	return out
}

// clause words an answer so that it can follow "if" or "because".
func clause(question, short, label, reason string) doc.Line {
	switch {
	case question == knowledge.JourneyQuestion && reason == label:
		return doc.Of("you " + wording.Lower(label)) // journeys are worded as something to do
	case reason == label && short != "":
		return doc.Of(short, " is “", label, "”")
	}
	return doc.Of(open(reason))
}

// first returns at most n of the items, and how many are left.
func first[T any](items []T, n int) ([]T, int) {
	n = min(n, len(items))
	return items[:n], len(items) - n
}

// plain is data for where Markdown has no meaning.
func plain(s string) string { return wording.Clean(s) }

// page collects the blocks of a section.
type page struct{ blocks []doc.Block }

func (p *page) add(blocks ...doc.Block) { p.blocks = append(p.blocks, blocks...) }

// heading begins the section, of what doc.Of takes.
func (p *page) heading(parts ...any) { p.add(doc.Heading{Level: 2, Text: doc.Of(parts...)}) }

// part begins a part of the section.
func (p *page) part(parts ...any) { p.add(doc.Heading{Level: 3, Text: doc.Of(parts...)}) }

// text adds a paragraph, unless nothing is said.
func (p *page) text(parts ...any) {
	if line := doc.Of(parts...); len(line) > 0 {
		p.add(doc.Paragraph{Text: line})
	}
}

// code adds code under a name, as a part that a medium may tell elsewhere.
func (p *page) code(part, language, name, text string) {
	p.add(doc.Part{Name: part, Blocks: []doc.Block{doc.Code{Language: language, Name: name, Text: text}}})
}

// list adds items under a title, or nothing without items.
func (p *page) list(title string, items ...doc.Line) { p.listed(doc.Bullets, title, items...) }

func (p *page) listed(form doc.Form, title string, items ...doc.Line) {
	if len(items) > 0 {
		p.add(doc.List{Form: form, Title: doc.Of(title), Items: items})
	}
}

// mostExplaining is how many words explain others in a report at most.
const mostExplaining = 60

// roomFor chooses which of the words that were met are explained.
func (r *renderer) roomFor(met map[string]bool) map[string]bool {
	out, room := map[string]bool{}, mostExplaining
	for i := range r.advice.Words {
		w := &r.advice.Words[i]
		if cost := len(strings.Fields(w.Title + " " + w.Means)); met[w.ID] && cost <= room {
			out[w.ID], room = true, room-cost
		}
	}
	return out
}

// newWords are those to be explained that stand first in this text.
func (r *renderer) newWords(text string) []*knowledge.Word {
	var out []*knowledge.Word
	lower := strings.ToLower(text)
	for i := range r.advice.Words {
		w := &r.advice.Words[i]
		if r.met[w.ID] || !w.In(text, lower) {
			continue
		}
		r.met[w.ID] = true
		if r.explained[w.ID] {
			out = append(out, w)
		}
	}
	return out
}

// meaning explains below a text what stands first in it: "(crate: a package of Rust code)"; nothing where nothing
// does.
func (r *renderer) meaning(text string) doc.Line {
	var out []doc.Line
	for _, w := range r.newWords(text) {
		out = append(out, doc.Of(w.Title, ": ", w.Means))
	}
	if len(out) == 0 {
		return nil
	}
	return doc.Of(doc.NewLine(), doc.Aside("(", doc.Joined(out, "; "), ")"))
}

// meanings explains in a paragraph what stands first in blocks; nothing where nothing does.
func (r *renderer) meanings(blocks []doc.Block) doc.Line {
	var out []doc.Line
	for _, w := range r.newWords(textOf(blocks)) {
		out = append(out, doc.Of(w.Title, " (", w.Means, ")"))
	}
	if len(out) == 0 {
		return nil
	}
	return doc.Of(doc.Bold("Words"), ": ", doc.Joined(out, ", "), ".")
}

// textOf is all that is read in blocks.
func textOf(blocks []doc.Block) string {
	var out strings.Builder
	add := func(lines ...doc.Line) {
		for _, l := range lines {
			out.WriteString(l.Plain() + "\n")
		}
	}
	for _, b := range doc.Flat(blocks) {
		switch b := b.(type) {
		case doc.Heading:
			add(b.Text)
		case doc.Paragraph:
			add(b.Text)
		case doc.Callout:
			add(b.Text)
		case doc.List:
			add(b.Title)
			add(b.Items...)
		case doc.Table:
			for _, row := range b.Rows {
				add(row...)
			}
		case doc.Code:
			out.WriteString(b.Text + "\n")
		case doc.Details:
			add(b.Summary)
			out.WriteString(textOf(b.Blocks))
		}
	}
	return out.String()
}
