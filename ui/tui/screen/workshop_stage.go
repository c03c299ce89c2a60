package screen

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"

	"rustadvisor/advisor/tally"
	"rustadvisor/ui/tui/widget"
)

// stage is the room that a page of the workshop has. What it shows must be read from the back row: few lines, far
// apart, in the terminal's own colour.
type stage struct {
	e      Env
	left   int // empty columns at both sides
	cells  int // columns between them
	height int
}

func newStage(e Env, w, h int) stage {
	s := stage{e: e, left: 2, height: h}
	switch {
	case w >= 110:
		s.left = 12
	case w >= 90:
		s.left = 8
	case w >= 70:
		s.left = 5
	case w < 40:
		s.left = 1
	}
	s.cells = w - 2*s.left
	return s
}

// put moves lines to their place.
func (s stage) put(lines []string) []string { return widget.Indent(lines, s.left) }

// top is the first line: where the workshop is, and the clock.
func (s stage) top(left, right string) []string {
	line := widget.Justify(s.e.Styles.Dim.Render(left), s.e.Styles.Strong.Render(right), s.cells)
	if s.height < widget.Low {
		return []string{line}
	}
	return []string{"", line, ""}
}

// title is large by its bar, weight and the space around it.
func (s stage) title(text string) []string {
	lines := widget.Wrap(text, min(s.cells-2, widget.Measure), s.e.Styles.Strong)
	for i, l := range lines {
		lines[i] = s.e.Styles.Accent.Render("▌") + " " + l
	}
	return lines
}

// starred marks the title of the question that matters most, if it is the one.
func (s stage) starred(title []string, is bool) []string {
	if !is {
		return title
	}
	star := s.e.Styles.Accent.Render("★ matters most")
	if last := len(title) - 1; widget.Width(title[last])+2+widget.Width(star) <= s.cells {
		title[last] += "  " + star
		return title
	}
	return append(title, "  "+star)
}

// text is what is said below a title.
func (s stage) text(text string, style lipgloss.Style) []string {
	return widget.Indent(widget.Wrap(text, min(s.cells-2, widget.Measure), style), 2)
}

// spread puts blocks of lines one below the other, as far apart as they may be.
func spread(blocks [][]string, height int) []string {
	total := 0
	for _, b := range blocks {
		total += len(b)
	}
	gap := 0
	if len(blocks) > 1 {
		gap = min(2, max(0, (height-total)/(len(blocks)-1)))
	}
	var out []string
	for i, b := range blocks {
		if i > 0 {
			out = append(out, make([]string, gap)...)
		}
		out = append(out, b...)
	}
	return out
}

// standApart tells that there are lines between the blocks.
func standApart(blocks [][]string, lines []string) bool {
	return len(lines) > len(slices.Concat(blocks...))
}

// keptInView spreads blocks so that the one at the cursor is seen, however many there are; that others are not is
// told.
func (s stage) keptInView(blocks [][]string, cursor, height int) []string {
	if height < 1 {
		return nil
	}
	if lines := spread(blocks, height-1); s.height < widget.Low && len(lines) < height && standApart(blocks, lines) {
		return append([]string{""}, lines...) // what is above is as far away as they are from each other
	}
	lines := spread(blocks, height)
	if len(lines) <= height {
		return lines
	}
	var begins []int
	for i, n := 0, 0; i < len(blocks); i++ {
		begins = append(begins, n)
		n += len(blocks[i])
	}
	first, last := 0, 0
	if cursor >= 0 {
		first = begins[cursor]
		last = min(first+len(blocks[cursor]), first+height) - 1
	}
	return widget.Marked(lines, begins, widget.Offset(len(lines), height, first, last), height, first, last,
		s.e.Styles.Dim)
}

// numbered is the label of a choice behind its number.
func (s stage) numbered(i int, label string, at bool, cells int) []string {
	st, pointer, style := s.e.Styles, "  ", s.e.Styles.Plain
	if at {
		pointer, style = st.Accent.Render("› "), st.Accent
	}
	lines := widget.Indent(widget.Wrap(label, max(8, cells-6), style), 6)
	number := strconv.Itoa(i + 1)
	lines[0] = pointer + st.Strong.Render(number) + strings.Repeat(" ", 4-len(number)) + strings.TrimLeft(lines[0], " ")
	if at {
		for n, l := range lines {
			lines[n] = widget.Selected(l, max(14, cells), st)
		}
	}
	return lines
}

// bar is how long the bar of all those present is: beside it are an indent, a number, and what became of the choice.
func (s stage) bar() int {
	if s.cells < widget.Narrow {
		return s.cells - 24
	}
	return s.cells - 36
}

// block draws part of a whole as a bar to be seen from afar, a cell of it at least; one that leads stands out.
func (s stage) block(leads bool, part, whole, cells int) string {
	if part <= 0 || whole <= 0 || cells <= 0 {
		return ""
	}
	style, ink := s.e.Styles.Rival, "▆"
	switch {
	case leads:
		style = s.e.Styles.Pick
	case s.e.Styles.Few: // without a quiet colour
		ink = "▂"
	}
	return style.Render(strings.Repeat(ink, max(1, part*cells/whole)))
}

// divided draws hands as bars below the labels. Where there is no room, first whose they are gives way, then the
// bars, then what nobody raised a hand for, which may leave room for the bars again.
func (s stage) divided(c *tally.Count, cursor, height int, below func(i int) string) []string {
	var blocks [][]string
	kept := -1 // the block of the cursor
	total, none := 0, 0
	for how := withGroups; how <= withoutNone; how++ {
		blocks, total, none = nil, 0, 0
		for i := range c.Hands {
			if how >= barsOfSome && c.Hands[i] == 0 {
				none++
				continue
			}
			if i == cursor {
				kept = len(blocks)
			}
			b := s.overBar(c, i, cursor == i, how)
			if text := below(i); text != "" && how == withGroups {
				b = append(b, "      "+s.e.Styles.Dim.Render(widget.Truncate(text, s.cells-6)))
			}
			total += len(b)
			blocks = append(blocks, b)
		}
		if none > 0 {
			total++
			blocks = append(blocks, []string{"      " + s.e.Styles.Dim.Render(fmt.Sprintf("no hands for %d more", none))})
		}
		if total <= height {
			break
		}
	}
	if last := len(blocks) - 1; total > height && none > 0 && height > 1 { // that there are more is always told
		return append(s.keptInView(blocks[:last], min(kept, last-1), height-1), blocks[last]...)
	}
	return s.keptInView(blocks, kept, height)
}

// How much of each choice is drawn.
const (
	withGroups = iota
	withBars
	withoutBars
	barsOfSome
	withoutNone
)

// verdict is what became of a choice, in words.
func (s stage) verdict(c *tally.Count, i int) string {
	switch {
	case len(c.Ticked) > 1 && slices.Contains(c.Ticked, i):
		return s.e.Styles.Good.Render("✓ counts")
	case c.Choice == i && c.Tie():
		return s.e.Styles.Good.Render("✓ taken from a tie")
	case c.Choice == i && c.Majority():
		return s.e.Styles.Good.Render("✓ majority")
	case c.Choice == i && s.cells < widget.Narrow:
		return s.e.Styles.Accent.Render("no majority")
	case c.Choice == i:
		return s.e.Styles.Accent.Render("most hands, no majority")
	case c.Open() && slices.Contains(c.Leaders, i):
		return s.e.Styles.Accent.Render("= tie")
	}
	return ""
}

// overBar is the label of a choice above its bar, which is as long as the part of those present. Without hands there is
// none, and the number stands behind the label.
func (s stage) overBar(c *tally.Count, i int, at bool, how int) []string {
	n, verdict := c.Hands[i], s.verdict(c, i)
	number := s.e.Styles.Strong.Render(strconv.Itoa(n))
	label := c.Question.Choices[i].Label
	lines := s.numbered(i, label, at, s.cells)
	if n > 0 && how != withoutBars && how != withoutNone {
		return append(lines, "      "+s.block(slices.Contains(c.Leaders, i), n, c.Present, s.bar())+" "+number+"  "+verdict)
	}
	tail := "  " + number
	if verdict != "" {
		tail += "  " + verdict
	}
	if widget.Width(lines[len(lines)-1])+widget.Width(tail) > s.cells {
		lines = s.numbered(i, label, at, s.cells-widget.Width(tail))
	}
	lines[len(lines)-1] += tail
	return lines
}

// pad puts spaces before a number.
func pad(s string, cells int) string { return strings.Repeat(" ", max(0, cells-len(s))) + s }
