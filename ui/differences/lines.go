package differences

import (
	"fmt"

	"rustadvisor/advisor/doc"
)

// Line is a line of a comparison in plain text, not yet broken. What is broken goes on below its text.
type Line struct {
	Kind   Kind
	Indent int       // columns
	Mark   string    // a dash or a count before the text, or ""
	Text   string    // of all but a gap and a matrix
	Table  doc.Table // of a matrix
}

// Kind is what a line is.
type Kind int

// Kinds of lines.
const (
	Gap     Kind = iota // empty
	Summary             // the first thing to know
	Heading             // begins what is said of a decision, or of an answer
	Body
	Item
	Idle   // what does not matter
	Matrix // who comes to what; Grid draws it
)

// Lines sets the document close: a comparison is read at a glance. Only headings, the matrix and what is folded have
// an empty line above; what belongs to a heading stands deeper, and lists below what introduces them deeper still.
func Lines(blocks []doc.Block) []Line {
	var l liner
	for _, b := range blocks {
		if p, is := b.(doc.Part); is {
			l.gap()
			l.deep, l.folded = 0, p.Name == Folded
			for _, inner := range p.Blocks {
				l.block(inner)
			}
			l.folded = false
			continue
		}
		l.block(b)
	}
	return l.lines
}

type liner struct {
	lines  []Line
	deep   int  // of paragraphs
	headed bool // a heading stands right above
	folded bool // in the part that does not matter
}

func (l *liner) gap() { l.lines = append(l.lines, Line{}) }

func (l *liner) add(kind Kind, indent int, mark string, text doc.Line) {
	if l.folded {
		kind = Idle
	}
	l.lines = append(l.lines, Line{Kind: kind, Indent: indent, Mark: mark, Text: text.Plain()})
}

func (l *liner) block(b doc.Block) {
	headed := l.headed
	l.headed = false
	switch b := b.(type) {
	case doc.Heading:
		if b.Level == 1 { // who shows it has said what it is
			return
		}
		l.gap()
		l.add(Heading, 2*(b.Level-2), "", b.Text)
		l.deep, l.headed = 2*(b.Level-1), true
	case doc.Paragraph:
		kind := Body
		if len(b.Text) == 1 && b.Text[0].Kind == doc.Strong {
			kind = Summary
		}
		l.add(kind, l.deep, "", b.Text)
	case doc.Table:
		l.gap()
		l.lines = append(l.lines, Line{Kind: Matrix, Table: b})
	case doc.List:
		for _, item := range b.Items {
			switch {
			case b.Form == doc.Counts:
				l.add(Item, 2, fmt.Sprintf("%3s  ", item[0].Text), item[2:])
			case headed:
				l.add(Item, l.deep, "- ", item)
			default:
				l.add(Item, l.deep+2, "- ", item)
			}
		}
	}
}
