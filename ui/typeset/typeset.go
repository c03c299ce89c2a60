// Package typeset sets documents for a terminal. Glamour draws prose and code, the table of Lip Gloss draws tables;
// what is left to do here is to break lines: Glamour does not let what follows a bullet hang below its first word.
package typeset

import (
	"fmt"
	"slices"
	"strings"

	"charm.land/glamour/v2"

	"rustadvisor/advisor/doc"
	"rustadvisor/ui/styles"
)

// Page is what a document is set for.
type Page struct {
	Styles styles.Styles
	Cells  int                      // how wide lines may be
	Sign   func(mark string) string // draws the sign of a standing, "" for one without; nil for no signs
	Digits bool                     // the first nine blocks of code have their number and name above them
}

// Lines sets blocks, with a blank line between those that do not belong together.
func (p Page) Lines(blocks []doc.Block) []string {
	s := &setter{Page: p}
	var out []string
	var above doc.Block
	for _, b := range doc.Flat(blocks) {
		lines := s.block(b)
		if len(lines) == 0 {
			continue
		}
		if above != nil && !tied(above, b) {
			out = append(out, "")
		}
		out, above = append(out, lines...), b
	}
	return out
}

// tied tells whether a block stands right below another: a list below the paragraph that introduces it, unless it is of
// tasks or blank lines part its items, and what a heading within the page is of.
func tied(above, b doc.Block) bool {
	list, isList := b.(doc.List)
	_, isCode := b.(doc.Code)
	switch above := above.(type) {
	case doc.Heading:
		return above.Level > 2 && (isList || isCode)
	case doc.Paragraph:
		spaced := func(item doc.Line) bool { return apart(list, item) }
		return isList && len(list.Title) == 0 && list.Form != doc.Tasks && !slices.ContainsFunc(list.Items, spaced)
	}
	return false
}

// setter sets one page. It has a renderer of its own, which is not safe to share.
type setter struct {
	Page
	renderer *glamour.TermRenderer
	codes    int // blocks of code so far
}

func (s *setter) block(b doc.Block) []string {
	switch b := b.(type) {
	case doc.Heading:
		return hanging("", s.drawn(strings.Repeat("#", b.Level)+" ", b.Text), s.Cells)
	case doc.Paragraph:
		var out []string
		for _, part := range broken(b.Text) {
			out = append(out, hanging("", s.line(part), s.Cells)...)
		}
		return out
	case doc.Callout:
		return hanging(s.Styles.Accent.Render("│")+" ", s.line(b.Text), s.Cells)
	case doc.List:
		return s.list(b)
	case doc.Table:
		return s.table(b)
	case doc.Code:
		return s.code(b)
	case doc.Details:
		inner := Page{Styles: s.Styles, Cells: s.Cells - 2, Sign: s.Sign}.Lines(b.Blocks)
		for i, l := range inner {
			if l != "" {
				inner[i] = "  " + l
			}
		}
		return append(hanging("", s.line(doc.Of(doc.Bold(b.Summary))), s.Cells), inner...)
	}
	return nil
}

// list sets items below their title. Where they have points, these stand in a column in place of bullets; numbered
// items and those below a lead are long, and parted by blank lines.
func (s *setter) list(b doc.List) []string {
	var out []string
	if len(b.Title) > 0 && len(b.Items) > 0 {
		out = hanging("", s.line(doc.Of(doc.Bold(b.Title))), s.Cells)
	}
	marks, items := s.marks(b)
	for i, item := range items {
		if i > 0 && apart(b, item) {
			out = append(out, "")
		}
		mark := marks[i]
		for _, part := range broken(item) {
			out = append(out, hanging(mark, s.line(part), s.Cells)...)
			mark = strings.Repeat(" ", width(mark))
		}
	}
	return out
}

// apart tells whether a blank line stands before an item of a list.
func apart(list doc.List, item doc.Line) bool {
	_, led := item.Led()
	return list.Form == doc.Numbered || list.Form == doc.Bullets && led != nil
}

// marks are what the items of a list begin with, all equally wide where they have points, and the items without
// their points.
func (s *setter) marks(b doc.List) (marks []string, items []doc.Line) {
	points, most := make([]string, len(b.Items)), 0
	for i, item := range b.Items {
		n, rest, has := withoutPoints(item)
		if has {
			points[i], item = doc.Signed(n), rest
			most = max(most, width(points[i]))
		}
		items = append(items, item)
	}
	for i := range b.Items {
		switch {
		case most > 0:
			marks = append(marks, strings.Repeat(" ", most-width(points[i]))+s.Styles.Strong.Render(points[i])+"  ")
		case b.Form == doc.Numbered:
			marks = append(marks, fmt.Sprintf("%d. ", b.Number(i)))
		case b.Form == doc.Tasks:
			marks = append(marks, "○ ")
		default:
			marks = append(marks, "• ")
		}
	}
	return marks, items
}

// withoutPoints takes the points out of an item that is about them: those that it begins or ends with, or that end
// the strong words which it begins with. Spaces and commas before or after them go, too.
func withoutPoints(item doc.Line) (n int, rest doc.Line, has bool) {
	if len(item) == 0 {
		return 0, item, false
	}
	first, last := item[0], item[len(item)-1]
	switch {
	case first.Kind == doc.Points:
		return first.Value, trimLeft(item[1:]), true
	case first.Kind == doc.Strong && len(first.Runs) > 0:
		inner := first.Runs
		switch end := inner[len(inner)-1]; {
		case inner[0].Kind == doc.Points:
			if rest := trimLeft(inner[1:]); len(rest) > 0 {
				return inner[0].Value, doc.Of(doc.Bold(rest), item[1:]), true
			}
			return inner[0].Value, trimLeft(item[1:]), true
		case end.Kind == doc.Points:
			return end.Value, doc.Of(doc.Bold(trimRight(inner[:len(inner)-1])), item[1:]), true
		}
	case last.Kind == doc.Points && len(item) > 1:
		return last.Value, trimRight(item[:len(item)-1]), true
	}
	return 0, item, false
}

func trimLeft(l doc.Line) doc.Line {
	l = doc.Of(l)
	if len(l) > 0 && l[0].Kind == doc.Text {
		if l[0].Text = strings.TrimLeft(l[0].Text, " ,"); l[0].Text == "" {
			return l[1:]
		}
	}
	return l
}

func trimRight(l doc.Line) doc.Line {
	l = doc.Of(l)
	if n := len(l) - 1; n >= 0 && l[n].Kind == doc.Text {
		if l[n].Text = strings.TrimRight(l[n].Text, " ,"); l[n].Text == "" {
			return l[:n]
		}
	}
	return l
}

// broken parts a line where it says that one may be begun.
func broken(l doc.Line) []doc.Line {
	out := []doc.Line{nil}
	for _, run := range l {
		if run.Kind != doc.Break {
			out[len(out)-1] = append(out[len(out)-1], run)
			continue
		}
		if last := len(out) - 1; len(out[last]) > 0 {
			out[last] = trimRight(out[last])
			out = append(out, nil)
		}
	}
	return out
}

// line is a line as Glamour draws it, whole.
func (s *setter) line(l doc.Line) string { return s.drawn("", l) }

// drawn is a line after what begins a block of Markdown.
func (s *setter) drawn(lead string, l doc.Line) string {
	if len(l) == 0 {
		return ""
	}
	return strings.TrimSpace(strings.ReplaceAll(s.glamour(lead+s.quiet(l).Markdown()), "\n", " "))
}

// together is how long citations are that stay on one line, so that none stands alone on the next; longer ones are
// broken behind the first.
const together = 24

// quiet makes citations an aside, which is dim, and keeps them on the line of what they are about.
func (s *setter) quiet(l doc.Line) doc.Line {
	var out doc.Line
	for _, run := range l {
		if run.Kind == doc.Citation {
			numbers := strings.TrimSpace(doc.Line{run}.Plain())
			if len(numbers) <= together {
				numbers = strings.ReplaceAll(numbers, " ", "\u00a0")
			}
			out = append(out, doc.Inline{Kind: doc.Text, Text: "\u00a0"}, doc.Aside(numbers))
			continue
		}
		run.Runs = s.quiet(run.Runs)
		out = append(out, run)
	}
	return out
}

// glamour draws Markdown without breaking lines. What cannot be drawn is shown as it is.
func (s *setter) glamour(markdown string) string {
	if s.renderer == nil {
		r, err := s.Styles.Glamour()
		if err != nil {
			return markdown
		}
		s.renderer = r
	}
	text, err := s.renderer.Render(markdown)
	if err != nil {
		return markdown
	}
	return strings.Trim(text, "\n")
}
