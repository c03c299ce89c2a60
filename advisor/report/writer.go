package report

import (
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
	"rustadvisor/knowledge"
)

// Writer words parts of an advice for a document of its own, such as a decision record. It numbers citations from
// 1, in the order in which it is asked; Evidence, asked last, lists them. All that it returns is Markdown with data
// escaped.
type Writer struct{ r renderer }

// NewWriter begins a document.
func NewWriter(a *advisor.Advice) *Writer {
	return &Writer{renderer{advice: a, numbers: map[string]int{}}}
}

// Cite is " [1] [2]" for findings the advice knows, or "".
func (w *Writer) Cite(findings ...string) string { return w.r.cite(findings...).Markdown() }

// Standing says in a paragraph how firm the pick is.
func (w *Writer) Standing(d *advisor.Decided) string { return w.r.standing(d).Markdown() }

// Excluded says which options are out and why, one line for each answer that rules some out.
func (w *Writer) Excluded(d *advisor.Decided) []string { return markdown(w.r.excluded(d)) }

// Changes says what would change the pick, a line each.
func (w *Writer) Changes(d *advisor.Decided) []string { return markdown(w.r.flips(d)) }

// Evidence numbers the findings cited so far, one a line with their sources, or is "".
func (w *Writer) Evidence() string {
	var items []doc.Line
	for i := range w.r.cited {
		items = append(items, w.r.entry(i))
	}
	if len(items) == 0 {
		return ""
	}
	return strings.TrimSpace(doc.Markdown([]doc.Block{doc.List{Form: doc.Numbered, Items: items}}))
}

func markdown(lines []doc.Line) []string {
	var out []string
	for _, l := range lines {
		out = append(out, l.Markdown())
	}
	return out
}

// Answer is an answer as lists have it: "Store: PostgreSQL".
func Answer(x advisor.Answered) string { return answer(x).Markdown() }

func answer(x advisor.Answered) doc.Line {
	line := doc.Of(x.Short, ": ", open(x.Label))
	if x.Starred {
		line = doc.Of(line, " (matters most)")
	}
	return line
}

// Escape makes data fit to stand within a line of Markdown, without the full stop.
func Escape(s string) string { return doc.Of(open(s)).Markdown() }

// Paragraph makes data a paragraph of Markdown that ends with a full stop.
func Paragraph(s string) string {
	return strings.TrimSpace(doc.Markdown([]doc.Block{doc.Paragraph{Text: doc.Of(knowledge.Sentence(s))}}))
}

// Note is how an option does on a criterion, as what follows a dash in Markdown, or "".
func Note(s string) string { return note(s).Markdown() }

// Points is a signed number with a true minus.
func Points(n int) string { return doc.Signed(n) }
