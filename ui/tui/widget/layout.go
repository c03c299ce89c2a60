package widget

import (
	"fmt"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"rustadvisor/ui/styles"
)

const (
	Measure   = 76  // columns beyond which text is hard to read
	MaxWidth  = 140 // of everything; wider windows keep the rest empty
	WideAt    = 120 // from here on what stands beside has words and picks
	Narrow    = 72  // below it one column: two would cut every name
	Slim      = 44  // below it one thing a line
	Low       = 16  // below it no rules and one column
	Airy      = 20  // from here on the page of a decision has bars
	SidebarAt = 80  // the advice has a list of sections from here on
	LeastWide = 30
	LeastHigh = 8
)

// Width is how many cells a styled text takes.
func Width(s string) int { return ansi.StringWidth(s) }

// Truncate shortens a styled text to so many cells, marking that something is missing.
func Truncate(s string, cells int) string {
	if cells <= 0 {
		return ""
	}
	return ansi.Truncate(s, cells, "…")
}

// Cut is a styled line of so many cells whose text goes on where nobody sees it.
func Cut(line string, cells int) string {
	return ansi.Truncate(strings.TrimRight(line, " "), cells-2, "") + " …"
}

// AtMost are the first lines of a text so many cells wide, the last of them with a sign where others are left out.
func AtMost(lines []string, n, cells int) []string {
	if len(lines) <= n {
		return lines
	}
	lines = slices.Clone(lines[:n])
	lines[n-1] = Cut(lines[n-1], cells)
	return lines
}

// Shorten is a title in so many cells, in brief where all of it does not fit.
func Shorten(title string, cells int) string {
	if Width(title) > cells {
		title = Brief(title)
	}
	return Truncate(title, cells)
}

// Brief is what tells a title apart: its first word, and what it is for, as in "Database: PostgreSQL" of "Database
// layer for PostgreSQL".
func Brief(title string) string {
	if _, what, ok := strings.Cut(title, " for "); ok {
		return FirstWord(title) + ": " + what
	}
	return FirstWord(title)
}

// FirstWord is the first word of a title.
func FirstWord(title string) string {
	first, _, _ := strings.Cut(title, " ")
	return first
}

// PadTo makes a styled text exactly so many cells wide.
func PadTo(s string, cells int) string {
	s = Truncate(s, cells)
	return s + strings.Repeat(" ", max(0, cells-Width(s)))
}

// Justify puts one text at the left end of a line and one at the right; the left one gives way.
func Justify(left, right string, cells int) string {
	if Width(right)+2 > cells {
		return Truncate(left, cells)
	}
	left = Truncate(left, cells-Width(right)-1)
	return left + strings.Repeat(" ", max(0, cells-Width(left)-Width(right))) + right
}

// Wrap breaks plain text into styled lines of at most so many cells.
func Wrap(text string, cells int, style lipgloss.Style) []string {
	if text == "" || cells < 1 {
		return nil
	}
	lines := Break(NoBreak.Replace(text), cells)
	for i, l := range lines {
		lines[i] = style.Render(strings.TrimRight(Broken.Replace(l), " "))
	}
	return lines
}

// Break breaks a text into lines, a little shorter ones where the last would else be a single word.
func Break(text string, cells int) []string {
	lines := strings.Split(ansi.Wrap(text, cells, ""), "\n")
	lone := func(lines []string) bool { return len(lines) > 1 && !strings.Contains(lines[len(lines)-1], " ") }
	if !lone(lines) {
		return lines
	}
	for less := cells - 1; less > cells*3/4; less-- {
		shorter := strings.Split(ansi.Wrap(text, less, ""), "\n")
		if len(shorter) > len(lines) {
			break
		}
		if !lone(shorter) {
			return shorter
		}
	}
	return lines
}

// Lines break at spaces only: a hyphen would part dates, versions and names of crates. While a text is broken its
// hyphens are ones that do not break.
var (
	NoBreak = strings.NewReplacer("-", "\u2011")
	Broken  = strings.NewReplacer("\u2011", "-", "\u00a0", " ")
)

// Indent puts spaces before each line.
func Indent(lines []string, cells int) []string {
	pad := strings.Repeat(" ", cells)
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = pad + l
	}
	return out
}

// Fit shortens or extends a list of lines to a height.
func Fit(lines []string, height int) []string {
	if len(lines) > height {
		return lines[:max(0, height)]
	}
	return append(lines, make([]string, height-len(lines))...)
}

// Beside joins two columns with a line between them; the left one takes so many cells.
func Beside(left, right []string, cells int, line string) []string {
	out := make([]string, max(len(left), len(right)))
	at := func(lines []string, i int) string {
		if i < len(lines) {
			return lines[i]
		}
		return ""
	}
	for i := range out {
		out[i] = PadTo(at(left, i), cells) + line + at(right, i)
	}
	return out
}

// Bar draws part of a whole in halves of a cell; what is above nothing shows at least a half. A line does, for blocks
// of two rows would touch. The progress of Bubbles has whole cells, and always draws what is missing.
func Bar(part, whole, cells int) string {
	if part <= 0 || whole <= 0 || cells <= 0 {
		return ""
	}
	halves := max(1, min(part*cells*2/whole, cells*2))
	return strings.Repeat("━", halves/2) + strings.Repeat("╸", halves%2)
}

// The list of Bubbles has rows of one height, each of one title and one description, and pages instead of scrolling:
// Offset, OffsetCentred, OffsetKept and Marked are for rows of any height.

// Offset chooses which lines of a long list to show so that those from first to last are among them, near where top
// was.
func Offset(total, height, first, last int) (top int) {
	if total <= height {
		return 0
	}
	top = max(0, min(first-1, total-height))
	if last >= top+height {
		top = min(last, total-1) - height + 1
	}
	return min(top, first)
}

// OffsetCentred is the first line of a long list to show so that the one with the cursor is in the middle, where that
// can be: what is before and after it counts as much.
func OffsetCentred(total, height, at int) int { return max(0, min(at-height/2, total-height)) }

// OffsetKept is the first line shown so that the one with the cursor is, moved no more than that takes.
func OffsetKept(top, cursor, total, rows int) int {
	top = max(min(top, cursor), cursor-rows+1)
	return max(0, min(top, total-rows))
}

// Marked are the lines of a list that a window of a height shows from an offset on. Where entries are left out, the
// first or the last line tells how many, unless it is one of those between first and last, which have the cursor: then
// the list moves by a line, or the first line tells both. An entry that the last line breaks off says so, and no
// heading stands alone above that line. Entries begin at the lines in at.
func Marked(lines []string, at []int, offset, height, first, last int, style lipgloss.Style) []string {
	if len(lines) <= height || height < 1 {
		return lines
	}
	end := min(len(lines), offset+height)
	if last == end-1 && end < len(lines) && first > offset+1 {
		offset, end = offset+1, end+1
	}
	shown := slices.Clone(lines[offset:end])
	above, below := between(at, 0, offset), between(at, end, len(lines)-1)
	switch {
	case first <= offset:
	case last == end-1 && below > 0 && above > 0:
		shown[0] = style.Render(fmt.Sprintf("    ↑ %d  ↓ %d more", above, below))
	case last == end-1 && below > 0:
		shown[0] = style.Render(fmt.Sprintf("    ↓ %d more", below))
	case above > 0 && offset > 0:
		shown[0] = style.Render(fmt.Sprintf("    ↑ %d more", above))
	}
	if end < len(lines) && last < end-1 {
		markEnd(lines, shown, at, end, last, style)
	}
	return shown
}

// markEnd makes the last line shown the sign that there are more below.
func markEnd(lines, shown []string, at []int, end, last int, style lipgloss.Style) {
	sign := len(shown) - 1
	more := "    ↓"
	if n := between(at, end-1, len(lines)-1); n > 0 {
		more = fmt.Sprintf("    ↓ %d more", n)
	}
	switch before := sign - 1; {
	case last >= end-2 || before < 0:
	case goesOn(lines, at, end-1):
		shown[before] = strings.TrimRight(shown[before], " ") + " …"
	case heads(lines, at, end-2) && before > 0:
		shown[sign] = ""
		sign = before
	}
	shown[sign] = style.Render(more)
}

// heads tells whether a line is a heading of the entry that begins right below it.
func heads(lines []string, at []int, line int) bool {
	return !slices.Contains(at, line) && slices.Contains(at, line+1) && strings.TrimSpace(lines[line]) != "" &&
		!goesOn(lines, at, line)
}

// goesOn tells whether a line goes on with an entry that began above it: it stands further in, which no heading does.
func goesOn(lines []string, at []int, line int) bool {
	begins := -1
	for _, n := range at {
		if n <= line {
			begins = n
		}
	}
	indent := func(n int) int {
		text := strings.TrimRight(ansi.Strip(lines[n]), " ")
		return len(text) - len(strings.TrimLeft(text, " "))
	}
	return begins >= 0 && begins < line && indent(line) > indent(begins) && indent(line-1) >= indent(begins)
}

// between counts the entries that begin on the lines from first to last.
func between(at []int, first, last int) int {
	n := 0
	for _, line := range at {
		if line >= first && line <= last {
			n++
		}
	}
	return n
}

// Selected is the row that the cursor is on, as a bar so many cells wide.
func Selected(row string, cells int, st styles.Styles) string {
	return st.Cursor.Render(PadTo(strings.TrimRight(ansi.Strip(row), " "), cells))
}
