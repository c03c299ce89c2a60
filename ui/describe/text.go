package describe

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"rustadvisor/advisor/doc"
)

// labelWidth is the column that items begin at, less two.
const labelWidth = 16

// Text writes the document of an entry for reading, in lines of at most that many columns where words allow it.
func Text(blocks []doc.Block, width int) string {
	out := lines{width: width}
	for i, b := range blocks {
		switch b := b.(type) {
		case doc.Heading:
			fmt.Fprintf(&out, "%s\n%s\n", plain(b.Text.Named(Title)), plain(b.Text.Named(Named)))
		case doc.Paragraph:
			fmt.Fprintf(&out, "\n%s\n", Wrap(plain(b.Text), width, ""))
		case doc.Part:
			out.part(b)
		}
		if _, inner := b.(doc.Part); !inner && (i+1 == len(blocks) || isPart(blocks[i+1])) {
			out.WriteByte('\n')
		}
	}
	return out.String()
}

func isPart(b doc.Block) bool {
	_, is := b.(doc.Part)
	return is
}

// lines is a text in the making.
type lines struct {
	bytes.Buffer
	width int
}

// part writes the label of a part, and beside it what it holds.
func (out *lines) part(p doc.Part) {
	label := ""
	for _, b := range p.Blocks {
		switch b := b.(type) {
		case doc.Paragraph:
			label = plain(b.Text.Named(Label))
			if thing := b.Text.Named(Thing); thing != nil {
				out.row(label, plain(thing))
			}
		case doc.List:
			label = plain(b.Title)
			for _, item := range b.Items {
				out.row(label, plain(item))
				label = ""
			}
		case doc.Code:
			for _, l := range strings.Split(b.Text, "\n") {
				out.row(label, l)
				label = ""
			}
		}
	}
}

func (out *lines) row(label, text string) {
	hang := strings.Repeat(" ", labelWidth+2)
	fmt.Fprintf(out, "%-*s  %s\n", labelWidth, label, Wrap(text, out.width-len(hang), hang))
}

// plain is a line as it is typed: code between backticks, addresses written out.
func plain(l doc.Line) string {
	var out strings.Builder
	for _, run := range l {
		switch run.Kind {
		case doc.Mono:
			out.WriteString("`" + run.Text + "`")
		case doc.Points:
			fmt.Fprintf(&out, "%2s ", Signed(run.Value))
		case doc.Link:
			out.WriteString(plain(run.Runs) + " <" + run.To + ">")
		default:
			out.WriteString(run.Text + plain(run.Runs))
		}
	}
	return out.String()
}

// Wrap breaks a text at spaces only, so that names, addresses and ids stay whole; further lines begin with the indent.
func Wrap(text string, width int, indent string) string {
	var out strings.Builder
	column := 0
	for _, word := range strings.SplitAfter(text, " ") {
		size := ansi.StringWidth(strings.TrimSuffix(word, " "))
		if column > 0 && column+size > width {
			out.WriteString("\n" + indent)
			column = 0
		}
		out.WriteString(word)
		column += ansi.StringWidth(word)
	}
	lines := strings.Split(out.String(), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}
