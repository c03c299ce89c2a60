// Package spoken writes documents as lines that read well aloud.
package spoken

import (
	"fmt"
	"regexp"
	"strings"

	"rustadvisor/advisor/doc"
	"rustadvisor/knowledge/wording"
)

// Line is a line to be read. Code is never broken or worded.
type Line struct {
	Text string
	Code bool
}

// Lines turns blocks into lines that read well aloud: the same words in the same order, without markup, and with
// words for signs that are read badly or not at all. Rows of tables are worded by the function.
func Lines(blocks []doc.Block, row func(cells []doc.Line) string) []Line {
	s := &speaker{row: row}
	for _, b := range doc.Flat(blocks) {
		s.block(b)
	}
	return s.lines
}

type speaker struct {
	row   func([]doc.Line) string
	lines []Line
}

func (s *speaker) add(text string) { s.lines = append(s.lines, Line{Text: text}) }

func (s *speaker) gap() {
	if len(s.lines) > 0 {
		s.add("")
	}
}

func (s *speaker) block(b doc.Block) {
	s.gap()
	switch b := b.(type) {
	case doc.Heading:
		s.add(Said(b.Text))
	case doc.Paragraph:
		s.add(Said(b.Text))
	case doc.Callout:
		s.add(Said(b.Text))
	case doc.List:
		if len(b.Title) > 0 {
			s.add(Said(b.Title) + ":")
		}
		s.items(b)
	case doc.Table:
		for _, row := range b.Rows {
			s.add(s.row(row))
		}
	case doc.Code:
		s.add(strings.TrimSuffix("Code, "+b.Language, ", ") + ":")
		for _, l := range strings.Split(b.Lines(), "\n") {
			s.lines = append(s.lines, Line{l, true})
		}
		s.add("End of code.")
	case doc.Details:
		s.add(Said(b.Summary) + ":")
		for _, inner := range doc.Flat(b.Blocks) {
			s.block(inner)
		}
	}
}

// items has a line for each item of a list. After points comes a pause.
func (s *speaker) items(b doc.List) {
	for i, item := range b.Items {
		mark := "- "
		if b.Form == doc.Numbered {
			mark = fmt.Sprintf("%d. ", b.Number(i))
		}
		if b.Form == doc.Reasons && len(item) > 0 && item[0].Kind == doc.Strong && len(item[0].Runs) > 0 &&
			item[0].Runs[0].Kind == doc.Points {
			s.add(mark + points(item[0].Runs[0].Value) + ", " + Said(doc.Of(item[0].Runs[1:], item[1:])))
			continue
		}
		s.add(mark + Said(item))
	}
}

// Row words the row of a table: "Web framework: Axum, settled."
func Row(cells []doc.Line) string {
	var rest []string
	for _, c := range cells[1:] {
		if text := Said(c); text != "–" { // nothing
			rest = append(rest, text)
		}
	}
	return Said(cells[0]) + ": " + wording.Sentence(strings.Join(rest, ", "))
}

// Said is a line with words for its signs, and the address after each link.
func Said(l doc.Line) string {
	var out strings.Builder
	say(&out, l)
	return strings.TrimSpace(out.String())
}

func say(out *strings.Builder, l doc.Line) {
	for _, run := range l {
		switch run.Kind {
		case doc.Mono:
			out.WriteString(run.Text)
		case doc.Strong, doc.Emphasis, doc.Ref, doc.Span:
			say(out, run.Runs)
		case doc.Link:
			say(out, run.Runs)
			out.WriteString(", " + run.To)
		case doc.Citation:
			cite(out, run.Numbers)
		case doc.Points:
			out.WriteString(points(run.Value))
		case doc.Then:
			out.WriteString(", then ")
		case doc.Break:
			out.WriteByte(' ')
		default:
			out.WriteString(Worded(run.Text))
		}
	}
}

// points is a number with its sign in words.
func points(n int) string {
	switch {
	case n > 0:
		return fmt.Sprint("plus ", n)
	case n < 0:
		return fmt.Sprint("minus ", -n)
	}
	return "0"
}

// cite words numbers of the evidence: " (evidence 29, 31 to 35)".
func cite(out *strings.Builder, numbers []int) {
	var words []string
	for _, run := range doc.Runs(numbers) {
		word := fmt.Sprint(run[0])
		if run[1] > run[0] {
			word += fmt.Sprint(" to ", run[1])
		}
		words = append(words, word)
	}
	text := out.String()
	if strings.LastIndexByte(text, '(') > strings.LastIndexByte(text, ')') {
		out.WriteString(", evidence " + strings.Join(words, ", "))
		return
	}
	out.WriteString(" (evidence " + strings.Join(words, ", ") + ")")
}

var (
	plus = regexp.MustCompile(`(^|[ (])\+(\d)`)
	span = regexp.MustCompile(`(\d)–(\d)`)
)

// Worded puts words for the signs of a text.
func Worded(s string) string {
	s = plus.ReplaceAllString(s, "${1}plus $2")
	s = span.ReplaceAllString(s, "$1 to $2")
	return strings.NewReplacer("−", "minus ", "±0", "0", " → ", ": ", " – ", "; ", " · ", "; ").Replace(s)
}
