package tui

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

const (
	measure   = 76  // columns beyond which text is hard to read
	maxWidth  = 140 // of everything; wider windows keep the rest empty
	wideAt    = 120 // from here on what stands beside has words and picks
	narrow    = 72  // below it one column: two would cut every name
	slim      = 44  // below it one thing a line
	low       = 16  // below it no rules and one column
	airy      = 20  // from here on the page of a decision has bars
	sidebarAt = 80  // the advice has a list of sections from here on
	leastWide = 30
	leastHigh = 8
)

// width is how many cells a styled text takes.
func width(s string) int { return ansi.StringWidth(s) }

// cut shortens a styled text to so many cells, marking that something is missing.
func cut(s string, cells int) string {
	if cells <= 0 {
		return ""
	}
	return ansi.Truncate(s, cells, "…")
}

// brief is a title in so many cells: its first word where all of it does not fit, for that tells titles apart.
func brief(title string, cells int) string {
	if width(title) > cells {
		title, _, _ = strings.Cut(title, " ")
	}
	return cut(title, cells)
}

// fill makes a styled text exactly so many cells wide.
func fill(s string, cells int) string {
	s = cut(s, cells)
	return s + strings.Repeat(" ", max(0, cells-width(s)))
}

// ends puts one text at the left end of a line and one at the right; the left one gives way.
func ends(left, right string, cells int) string {
	if width(right)+2 > cells {
		return cut(left, cells)
	}
	left = cut(left, cells-width(right)-1)
	return left + strings.Repeat(" ", max(0, cells-width(left)-width(right))) + right
}

// wrap breaks plain text into styled lines of at most so many cells.
func wrap(text string, cells int, style lipgloss.Style) []string {
	if text == "" || cells < 1 {
		return nil
	}
	lines := broken(whole.Replace(text), cells)
	for i, l := range lines {
		lines[i] = style.Render(strings.TrimRight(parted.Replace(l), " "))
	}
	return lines
}

// broken breaks a text into lines, a little shorter ones where the last would else be a single word.
func broken(text string, cells int) []string {
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

// Lines break at spaces only: a hyphen would part dates, versions and names of crates. While a text is broken its hyphens
// are ones that do not break.
var (
	whole  = strings.NewReplacer("-", "\u2011")
	parted = strings.NewReplacer("\u2011", "-", "\u00a0", " ")
)

// indent puts spaces before each line.
func indent(lines []string, cells int) []string {
	pad := strings.Repeat(" ", cells)
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = pad + l
	}
	return out
}

// sized cuts or extends a list of lines to a height.
func sized(lines []string, height int) []string {
	if len(lines) > height {
		return lines[:max(0, height)]
	}
	return append(lines, make([]string, height-len(lines))...)
}

// beside joins two columns with a line between them; the left one takes so many cells.
func beside(left, right []string, cells int, line string) []string {
	out := make([]string, max(len(left), len(right)))
	at := func(lines []string, i int) string {
		if i < len(lines) {
			return lines[i]
		}
		return ""
	}
	for i := range out {
		out[i] = fill(at(left, i), cells) + line + at(right, i)
	}
	return out
}

// bar draws part of a whole in halves of a cell; what is above nothing shows at least a half. A line does, for blocks of
// two rows would touch.
func bar(part, whole, cells int) string {
	if part <= 0 || whole <= 0 || cells <= 0 {
		return ""
	}
	halves := max(1, min(part*cells*2/whole, cells*2))
	return strings.Repeat("━", halves/2) + strings.Repeat("╸", halves%2)
}

// window chooses which lines of a long list to show so that those from first to last are among them, near where top was.
func window(total, height, first, last int) (top int) {
	if total <= height {
		return 0
	}
	top = max(0, min(first-1, total-height))
	if last >= top+height {
		top = min(last, total-1) - height + 1
	}
	return min(top, first)
}

// centred is the first line of a long list to show so that the one with the cursor is in the middle, where that can be: what
// is before and after it counts as much.
func centred(total, height, at int) int { return max(0, min(at-height/2, total-height)) }
