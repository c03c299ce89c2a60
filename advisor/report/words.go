package report

import (
	"strings"

	"rustadvisor/advisor/doc"
	"rustadvisor/knowledge"
)

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
	for i := range r.advice.Words {
		w := &r.advice.Words[i]
		if r.met[w.ID] || !w.In(text) {
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
