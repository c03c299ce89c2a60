package report

import (
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

// Writer words parts of an advice for a document of its own, such as a decision record. It numbers citations from 1, in the
// order in which it is asked; Evidence, asked last, lists them. All that it returns is Markdown with data escaped.
type Writer struct{ r renderer }

// NewWriter begins a document.
func NewWriter(a *advisor.Advice) *Writer {
	return &Writer{renderer{advice: a, numbers: map[string]int{}}}
}

// Cite is " [1] [2]" for findings the advice knows, or "".
func (w *Writer) Cite(findings ...string) string { return w.r.cite(findings...) }

// Standing says in a paragraph how firm the pick is.
func (w *Writer) Standing(d *advisor.Decided) string { return w.r.standing(d) }

// Excluded says which options are out and why, one line for each answer that rules some out.
func (w *Writer) Excluded(d *advisor.Decided) []string { return w.r.excluded(d) }

// Changes says what would change the pick, a line each.
func (w *Writer) Changes(d *advisor.Decided) []string {
	var p page
	w.r.flips(&p, d)
	if len(p.blocks) == 0 {
		return nil
	}
	lines := strings.Split(p.blocks[len(p.blocks)-1], "\n")
	for i := range lines {
		lines[i] = strings.TrimPrefix(lines[i], "- ")
	}
	return lines
}

// Evidence numbers the findings cited so far, one a line with their sources, or is "".
func (w *Writer) Evidence() string {
	return strings.TrimSpace(strings.TrimPrefix(w.r.evidence(), "## Evidence"))
}

// Answer is an answer as lists have it: "Store: PostgreSQL".
func Answer(x advisor.Answered) string {
	line := escape(x.Short) + ": " + escape(open(x.Label))
	if x.Starred {
		line += " (matters most)"
	}
	return line
}

// Escape makes data fit to stand within a line of Markdown, without the full stop.
func Escape(s string) string { return escape(open(s)) }

// Paragraph makes data a paragraph of Markdown that ends with a full stop.
func Paragraph(s string) string { return paragraph(knowledge.Sentence(s)) }
