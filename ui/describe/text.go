package describe

import (
	"bytes"
	"fmt"
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

// Lines is the entry for reading aloud: a line for each label with its items, code below the indent that tells it
// from text.
func (e *Entry) Lines() string {
	out := []string{e.Name() + ", " + e.Kind + " " + e.ID + "."}
	if e.Summary != "" {
		out = append(out, e.Summary)
	}
	for _, f := range e.Facts {
		out = append(out, f.Label+": "+f.Text)
	}
	for _, p := range e.Parts {
		lines := p.lines()
		if len(lines) == 1 && p.Code == "" {
			out = append(out, p.Label+": "+lines[0])
			continue
		}
		out = append(out, p.Label+":")
		mark := "- "
		if p.Code != "" {
			mark = "    "
		}
		for _, l := range lines {
			out = append(out, mark+l)
		}
	}
	return strings.Join(out, "\n")
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
