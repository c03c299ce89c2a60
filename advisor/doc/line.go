package doc

import (
	"fmt"
	"slices"
	"strings"

	"rustadvisor/knowledge/wording"
)

// Kind is what an inline is.
type Kind string

// Kinds of inlines.
const (
	Text     Kind = "text"
	Mono     Kind = "code"     // code within a line
	Strong   Kind = "strong"   //
	Emphasis Kind = "weak"     // said by the way
	Link     Kind = "link"     // to a page on the web
	Citation Kind = "cite"     // numbers of the evidence, after what they bear out
	Points   Kind = "points"   // a signed number
	Standing Kind = "standing" // how firm a pick is
	Ref      Kind = "ref"      // to another section of the document
	Then     Kind = "then"     // leads from a condition to what follows
	Span     Kind = "span"     // a run with a name, for a medium that tells it in its own way; others write it as it is
	Break    Kind = "break"    // where a medium that has the room may begin a new line; a space elsewhere
)

// Inline is a run of text within a line.
type Inline struct {
	Kind    Kind
	Text    string // of text, code and a standing
	Mark    string // of a standing: the word that its sign stands for
	Name    string // of a span
	To      string // of a link: its address, which begins with http:// or https://; of a reference: the section's id
	Runs    Line   // what a link or reference leads from, is strong or said by the way, or has a name
	Numbers []int  // of a citation, ascending
	Value   int    // of points
}

// Line is text without line breaks.
type Line []Inline

// Of joins what a line is made of: strings, which are data and may hold code between backticks, numbers, inlines
// and lines.
func Of(parts ...any) Line {
	var out Line
	for _, p := range parts {
		switch p := p.(type) {
		case string:
			out = append(out, spans(wording.Clean(p))...)
		case Inline:
			out = append(out, p)
		case Line:
			out = append(out, p...)
		default:
			out = append(out, spans(wording.Clean(fmt.Sprint(p)))...)
		}
	}
	return out
}

// Bold is a strong run, of what Of takes.
func Bold(parts ...any) Inline { return Inline{Kind: Strong, Runs: Of(parts...)} }

// Aside is a run said by the way, of what Of takes.
func Aside(parts ...any) Inline { return Inline{Kind: Emphasis, Runs: Of(parts...)} }

// Named is a run with a name, of what Of takes.
func Named(name string, parts ...any) Inline {
	return Inline{Kind: Span, Name: name, Runs: Of(parts...)}
}

// Score is a number of points, which may be negative.
func Score(n int) Inline { return Inline{Kind: Points, Value: n} }

// Firm is a standing: the text shown, and the word that its sign stands for.
func Firm(text, mark string) Inline {
	return Inline{Kind: Standing, Text: wording.Clean(text), Mark: mark}
}

// Leads is what stands between a condition and what follows.
func Leads() Inline { return Inline{Kind: Then} }

// NewLine is a place for a line to be broken.
func NewLine() Inline { return Inline{Kind: Break} }

// Linked is a text that leads to an address on the web; to any other address nothing leads.
func Linked(text, address string) Line {
	if !strings.HasPrefix(address, "https://") && !strings.HasPrefix(address, "http://") {
		return Of(text)
	}
	return Line{{Kind: Link, Runs: Of(text), To: wording.Clean(address)}}
}

// Refer is a text that leads to a section.
func Refer(text, section string) Inline { return Inline{Kind: Ref, Runs: Of(text), To: section} }

// Led parts a line that begins with strong words on a line of their own: these, and what follows, nil in any other.
func (l Line) Led() (lead, rest Line) {
	if len(l) > 2 && l[0].Kind == Strong && l[1].Kind == Break {
		return l[:1], l[2:]
	}
	return l, nil
}

// Joined puts a separator between lines.
func Joined(lines []Line, separator string) Line {
	var out Line
	for i, l := range lines {
		if i > 0 {
			out = append(out, Inline{Kind: Text, Text: separator})
		}
		out = append(out, l...)
	}
	return out
}

// Listed names lines as a sentence does: "a, b and c".
func Listed(lines []Line, last string) Line {
	n := len(lines)
	if n < 2 {
		return Joined(lines, "")
	}
	return Of(Joined(lines[:n-1], ", "), " "+last+" ", lines[n-1])
}

// Lines is Of for each of some strings.
func Lines(data []string) []Line {
	var out []Line
	for _, s := range data {
		out = append(out, Of(s))
	}
	return out
}

// Named is what has a name in a line, or nil.
func (l Line) Named(name string) Line {
	for _, run := range l {
		if run.Kind == Span && run.Name == name {
			return run.Runs
		}
		if found := run.Runs.Named(name); found != nil {
			return found
		}
	}
	return nil
}

// Flat puts what has a name in its place.
func (l Line) Flat() Line {
	if !slices.ContainsFunc(l, func(run Inline) bool { return run.Kind == Span }) {
		return l
	}
	var out Line
	for _, run := range l {
		if run.Kind == Span {
			out = append(out, run.Runs.Flat()...)
			continue
		}
		out = append(out, run)
	}
	return out
}

// Plain is the words of a line without markup.
func (l Line) Plain() string {
	var out strings.Builder
	for _, run := range l {
		switch run.Kind {
		case Citation:
			out.WriteString(cited(run.Numbers))
		case Points:
			out.WriteString(Signed(run.Value))
		case Then:
			out.WriteString(arrow)
		case Break:
			out.WriteByte(' ')
		default:
			out.WriteString(run.Text)
			out.WriteString(run.Runs.Plain())
		}
	}
	return out.String()
}

const arrow = " → "

// Signed is a number with its sign, a true minus, and ±0.
func Signed(n int) string {
	switch {
	case n > 0:
		return "+" + wording.Number(n)
	case n < 0:
		return wording.Number(n)
	}
	return "±0"
}

// cited is " [1] [2]"; three numbers in a row or more become " [1]–[3]".
func cited(numbers []int) string {
	var out strings.Builder
	for _, run := range Runs(numbers) {
		fmt.Fprintf(&out, " [%d]", run[0])
		if run[1] > run[0] {
			fmt.Fprintf(&out, "–[%d]", run[1])
		}
	}
	return out.String()
}

// Runs joins three ascending numbers in a row or more to their first and last; others stand alone, as both.
func Runs(numbers []int) [][2]int {
	var out [][2]int
	for len(numbers) > 0 {
		run := 1
		for run < len(numbers) && numbers[run] == numbers[0]+run {
			run++
		}
		if run < 3 {
			run = 1
		}
		out = append(out, [2]int{numbers[0], numbers[run-1]})
		numbers = numbers[run:]
	}
	return out
}

// spans parts code between backticks from text. As in CommonMark, a run of backticks opens code that the next run
// of the same length closes; one without a partner is no code, and becomes quotes, for it could find a partner in
// what follows.
func spans(s string) Line {
	var out Line
	text := func(t string) {
		if t == "" {
			return
		}
		if n := len(out); n > 0 && out[n-1].Kind == Text {
			out[n-1].Text += t
			return
		}
		out = append(out, Inline{Kind: Text, Text: t})
	}
	for s != "" {
		at := strings.IndexByte(s, '`')
		if at < 0 {
			break
		}
		text(s[:at])
		ticks := runOf(s[at:])
		rest := s[at+ticks:]
		end := closing(rest, ticks)
		if end < 0 {
			text(strings.Repeat("'", ticks))
			s = rest
			continue
		}
		out = append(out, Inline{Kind: Mono, Text: stripped(rest[:end])})
		s = rest[end+ticks:]
	}
	text(s)
	return out
}

// runOf is how many backticks a text begins with.
func runOf(s string) int { return len(s) - len(strings.TrimLeft(s, "`")) }

// closing finds the first run of exactly so many backticks, or is -1.
func closing(s string, ticks int) int {
	for at := 0; ; {
		i := strings.IndexByte(s[at:], '`')
		if i < 0 {
			return -1
		}
		at += i
		n := runOf(s[at:])
		if n == ticks {
			return at
		}
		at += n
	}
}

// stripped drops the spaces that keep backticks of the code from those around it.
func stripped(code string) string {
	if len(code) > 2 && code[0] == ' ' && code[len(code)-1] == ' ' && strings.Trim(code, " ") != "" {
		return code[1 : len(code)-1]
	}
	return code
}
