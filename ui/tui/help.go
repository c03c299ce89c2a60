package tui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"

	"rustadvisor/ui/styles"
	"rustadvisor/ui/tui/keymap"
	"rustadvisor/ui/tui/screen"
	"rustadvisor/ui/tui/widget"
)

// group is what keys there are for a task.
type group struct {
	task string
	keys []key.Binding
}

// grouped are the keys of a screen by task, those that are off left out.
func grouped(help keymap.Help) []group {
	var out []group
	for i, keys := range help.FullHelp() {
		g := group{task: keymap.Groups[i]}
		for _, b := range keys {
			if b.Enabled() {
				g.keys = append(g.keys, b)
			}
		}
		if len(g.keys) > 0 {
			out = append(out, g)
		}
	}
	return out
}

// How wide a column of keys is at least: where there is room, and where all would else not be on one page.
const (
	roomyKeys = 34
	leastKeys = 30
)

// allKeys are the pages that explain every key of a screen by task, and its signs: one page wherever they fit, in as
// many columns as there is room for, about equally high. Nothing is cut: what is too long for a line goes on below.
//
// The full help of Bubbles has neither titles nor pages, and cuts what is too long.
func allKeys(groups []group, cells, height int, st styles.Styles) [][]string {
	most := max(1, min(3, cells/roomyKeys))
	for _, columns := range []int{most, most - 1, 1, min(3, cells/leastKeys)} {
		across := (cells - 2) / max(1, columns)
		blocks := blocksOf(groups, across-2, st)
		for h := 1; h < height; h++ {
			if list := columnsOf(blocks, h); len(list) <= columns && tallest(list) <= h {
				return [][]string{append([]string{""}, widget.Indent(abreast(list, across), 2)...)}
			}
		}
	}
	return keyPagesOf(columnsOf(blocksOf(groups, (cells-2)/most-2, st), height), most, (cells-2)/most, height)
}

// keyPagesOf puts so many columns on each page. A column that is higher than a page goes on, on the next one.
func keyPagesOf(columns [][]string, most, across, height int) [][]string {
	var pages [][]string
	for len(columns) > 0 {
		n := min(most, len(columns))
		for lines := abreast(columns[:n], across); len(lines) > 0; lines = lines[min(height, len(lines)):] {
			pages = append(pages, widget.Indent(lines[:min(height, len(lines))], 1))
		}
		columns = columns[n:]
	}
	return pages
}

// column puts blocks below each other, with an empty line between.
func column(blocks [][]string) []string {
	var out []string
	for i, b := range blocks {
		if i > 0 {
			out = append(out, "")
		}
		out = append(out, b...)
	}
	return out
}

// columnsOf fills columns of a height with blocks, in order; a block that is higher has one of its own.
func columnsOf(blocks [][]string, height int) [][]string {
	var out [][]string
	for len(blocks) > 0 {
		n := 1
		for n < len(blocks) && len(column(blocks[:n+1])) <= height {
			n++
		}
		out = append(out, column(blocks[:n]))
		blocks = blocks[n:]
	}
	return out
}

// abreast puts columns beside each other, each so many cells wide.
func abreast(columns [][]string, across int) []string {
	out := columns[len(columns)-1]
	for i := len(columns) - 2; i >= 0; i-- {
		out = widget.Beside(columns[i], out, across, "")
	}
	return out
}

// blocksOf draws each group: its task, and below it the keys with what they do.
func blocksOf(groups []group, cells int, st styles.Styles) [][]string {
	wide := 0
	for _, g := range groups {
		for _, b := range g.keys {
			wide = max(wide, widget.Width(b.Help().Key)+2)
		}
	}
	var out [][]string
	for _, g := range groups {
		lines := []string{st.Accent.Render(g.task)}
		for _, b := range g.keys {
			name := widget.PadTo(st.Strong.Render(b.Help().Key), wide)
			for _, l := range widget.Wrap(b.Help().Desc, max(8, cells-wide-1), st.Dim) {
				lines = append(lines, " "+name+l)
				name = strings.Repeat(" ", wide)
			}
		}
		out = append(out, lines)
	}
	return out
}

// tallest is how many lines the longest column has.
func tallest(columns [][]string) int {
	most := 0
	for _, c := range columns {
		most = max(most, len(c))
	}
	return most
}

// mostHints is how many keys of a screen stand in the bottom line; the palette and the list of keys have all.
const mostHints = 5

// hints lists a screen's most useful keys at the left of the bottom line and the ways to all others, the last of the
// list and what is given beside, at its right. What does not fit is left out, but the last one always stays.
func hints(keys, beside []key.Binding, cells int, st styles.Styles) string {
	if len(keys) == 0 {
		return ""
	}
	line := shortHelp(st)
	last := keys[len(keys)-1:]
	left, right := "", line.ShortHelpView(last)
	var some []key.Binding
	for _, b := range keys[:len(keys)-1] {
		if !b.Enabled() || len(some) == mostHints {
			continue
		}
		next := " " + line.ShortHelpView(append(some, b))
		if widget.Width(next)+2+widget.Width(right) > cells {
			break
		}
		some, left = append(some, b), next
	}
	if more := line.ShortHelpView(slices.Concat(beside, last)); widget.Width(left)+3+widget.Width(more) <= cells {
		right = more
	}
	if widget.Width(left)+3+widget.Width(right) <= cells {
		right += " "
	}
	return widget.Justify(left, right, cells)
}

// shortHelp is the help of Bubbles in our styles.
func shortHelp(st styles.Styles) help.Model {
	line := help.New()
	line.ShortSeparator = "  "
	line.Styles = help.Styles{ShortKey: st.Strong, ShortDesc: st.Dim}
	return line
}

// explained are the keys of a screen by task, and before those that move its signs.
func (m *root) explained() []group {
	groups := grouped(m.help())
	l, ok := m.screen.(screen.Legend)
	if !ok {
		return groups
	}
	at := slices.IndexFunc(groups, func(g group) bool { return g.task == "Move" })
	return slices.Insert(groups, max(0, at), group{"Signs", l.Signs(m.env)})
}
