// Package doc is a document as data: blocks of lines, and lines of inlines. Reports, sections and results of
// workshops are documents; each medium writes them in its own way. Markdown is written here, HTML in
// advisor/report, lines to be read aloud in ui/spoken, pages for a terminal in ui/typeset.
package doc

import (
	"slices"
	"strings"

	"rustadvisor/knowledge/wording"
)

// Block is one of Heading, Paragraph, List, Table, Code, Callout, Details and Part.
type Block interface{ block() }

// Heading begins what is below it. The title of a document has level 1.
type Heading struct {
	Level int
	Text  Line
}

// Paragraph is a line of prose.
type Paragraph struct{ Text Line }

// Form is how the items of a list are marked.
type Form string

// Forms of lists.
const (
	Bullets  Form = "list"
	Reasons  Form = "reasons"  // items have points, which may stand in place of bullets
	Tasks    Form = "tasks"    // to be ticked off
	Numbered Form = "numbered" // from 1, as citations refer to them
	Counts   Form = "counts"   // items begin with a number, a space and what it counts, an inline each
)

// List is items below each other, with what stands over them, which may be empty.
type List struct {
	Form  Form
	Title Line
	From  int // the number of the first item, where items are numbered and it is not 1
	Items []Line
}

// Number is that of an item.
func (l List) Number(i int) int { return max(l.From, 1) + i }

// Table has a row for each thing and a column for each of its properties. Each row is as long as the head.
type Table struct {
	Head  []Line
	Right []bool // columns of numbers; columns beyond its end are not
	Rows  [][]Line
}

// Code is text to be copied as it is, with its language ("" for none) and what it is, such as the name of a file.
type Code struct {
	Language, Name, Text string
}

// Callout is what must not be overlooked.
type Callout struct{ Text Line }

// Details is what is folded away until somebody asks, where a medium can fold.
type Details struct {
	Summary Line
	Blocks  []Block
}

// Part names some blocks, for a medium that tells them in its own way or leaves them out; others write them as they
// are.
type Part struct {
	Name   string
	Blocks []Block
}

func (Heading) block()   {}
func (Paragraph) block() {}
func (List) block()      {}
func (Table) block()     {}
func (Code) block()      {}
func (Callout) block()   {}
func (Details) block()   {}
func (Part) block()      {}

// Without is the blocks without the named parts, wherever they stand.
func Without(blocks []Block, names ...string) []Block {
	var out []Block
	for _, b := range blocks {
		p, is := b.(Part)
		switch {
		case !is:
			out = append(out, b)
		case !slices.Contains(names, p.Name):
			out = append(out, Part{Name: p.Name, Blocks: Without(p.Blocks, names...)})
		}
	}
	return out
}

// Flat puts the blocks of parts in their place.
func Flat(blocks []Block) []Block {
	var out []Block
	for _, b := range blocks {
		if p, is := b.(Part); is {
			out = append(out, Flat(p.Blocks)...)
			continue
		}
		out = append(out, b)
	}
	return out
}

// Lines is the text of code as it is shown: without control sequences, and without empty lines at its ends.
func (c Code) Lines() string { return strings.Trim(wording.CleanLines(c.Text), "\n") }
