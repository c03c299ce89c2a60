package report

import (
	"slices"

	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
)

// Writer words parts of an advice for a document of its own, such as a decision record. It numbers citations from
// 1, in the order in which it is asked; Evidence, asked last, lists them.
type Writer struct{ r renderer }

// NewWriter begins a document.
func NewWriter(a *advisor.Advice) *Writer {
	return &Writer{renderer{advice: a, numbers: map[string]int{}}}
}

// Cite refers to findings that the advice knows.
func (w *Writer) Cite(findings ...string) doc.Line { return w.r.cite(findings...) }

// Standing says in a paragraph how firm the pick is.
func (w *Writer) Standing(d *advisor.Decided) doc.Line { return w.r.standing(d) }

// Excluded says which options are out and why, one line for each answer that rules some out.
func (w *Writer) Excluded(d *advisor.Decided) []doc.Line { return w.r.excluded(d) }

// Changes says what would change the pick, a line each.
func (w *Writer) Changes(d *advisor.Decided) []doc.Line { return w.r.flips(d) }

// Evidence is the findings cited so far, each with its sources.
func (w *Writer) Evidence() []doc.Line {
	var out []doc.Line
	for i := range w.r.cited {
		out = append(out, w.r.entry(i))
	}
	return out
}

// QuotesReport tells whether the evidence says what the report says.
func (w *Writer) QuotesReport() bool { return slices.ContainsFunc(w.r.cited, quotesReport) }

// Answer is an answer as lists have it: "Store: PostgreSQL".
func Answer(x advisor.Answered) doc.Line {
	line := doc.Of(x.Short, ": ", open(x.Label))
	if x.Starred {
		line = doc.Of(line, " (matters most)")
	}
	return line
}

// Note is how an option does on a criterion, as what follows a dash, or nothing.
func Note(s string) doc.Line { return note(s) }
