package describe

import (
	"bytes"
	"fmt"
	"rustadvisor/advisor/doc"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// labelWidth is the column that items begin at, less two.
const labelWidth = 16

// Text is the entry for reading, in lines of at most that many columns where words allow it.
func (e *Entry) Text(width int) string {
	var out bytes.Buffer
	fmt.Fprintf(&out, "%s\n%s %s\n", e.Name(), e.Kind, e.ID)
	if e.Summary != "" {
		fmt.Fprintf(&out, "\n%s\n", Wrap(e.Summary, width, ""))
	}
	out.WriteByte('\n')
	hang := strings.Repeat(" ", labelWidth+2)
	row := func(label, text string) {
		fmt.Fprintf(&out, "%-*s  %s\n", labelWidth, label, Wrap(text, width-len(hang), hang))
	}
	for _, f := range e.Facts {
		row(f.Label, f.Text)
	}
	for _, p := range e.Parts {
		label := p.Label
		for _, l := range p.lines() {
			row(label, l)
			label = ""
		}
	}
	return out.String()
}

// Blocks is the entry as a document.
func (e *Entry) Blocks() []doc.Block {
	out := []doc.Block{doc.Heading{Level: 1, Text: doc.Of(e.Name(), ", ", e.Kind, " ", e.ID, ".")}}
	add := func(parts ...any) { out = append(out, doc.Paragraph{Text: doc.Of(parts...)}) }
	if e.Summary != "" {
		add(e.Summary)
	}
	for _, f := range e.Facts {
		add(f.Label, ": ", f.Text)
	}
	for _, p := range e.Parts {
		switch {
		case p.Code != "":
			add(p.Label, ":")
			out = append(out, doc.Code{Language: p.Language, Text: p.Code})
		case len(p.Items) == 1:
			add(p.Label, ": ", p.Items[0].line())
		default:
			list := doc.List{Form: doc.Bullets, Title: doc.Of(p.Label)}
			for _, item := range p.Items {
				list.Items = append(list.Items, item.line())
			}
			out = append(out, list)
		}
	}
	return out
}

// line is the item with all that is known of it.
func (i Item) line() doc.Line {
	var out doc.Line
	if i.Scored {
		out = doc.Of(doc.Score(i.Points), " ")
	}
	if i.ID != "" {
		out = doc.Of(out, i.ID, ": ")
	}
	out = doc.Of(out, doc.Linked(i.Text, i.URL))
	if i.Note != "" {
		out = doc.Of(out, " – ", i.Note)
	}
	if i.Finding != "" {
		out = doc.Of(out, " [", i.Finding, "]")
	}
	return doc.Of(out, byHouse(i.House))
}

// lines is what a part holds as text.
func (p Part) lines() []string {
	if p.Code != "" {
		return strings.Split(p.Code, "\n")
	}
	var out []string
	for _, item := range p.Items {
		out = append(out, item.String())
	}
	return out
}

// String is the item in one line, with all that is known of it.
func (i Item) String() string {
	out := i.Text
	if i.ID != "" {
		out = i.ID + ": " + out
	}
	if i.Scored {
		out = fmt.Sprintf("%2s  %s", Signed(i.Points), out)
	}
	if i.URL != "" {
		out += " <" + i.URL + ">"
	}
	if i.Note != "" {
		out += " – " + i.Note
	}
	if i.Finding != "" {
		out += " [" + i.Finding + "]"
	}
	return out + byHouse(i.House)
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
