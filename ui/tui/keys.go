package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"

	"rustadvisor/ui/theme"
)

func bind(label, does string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(label, does))
}

// Keys that several screens share.
var (
	keyUp     = bind("↑/k", "up", "up", "k", "ctrl+p")
	keyDown   = bind("↓/j", "down", "down", "j", "ctrl+n")
	keyMove   = bind("↑↓", "move", keyUp.Keys()...) // for the footer: both directions in one entry
	keyChoose = bind("enter", "choose", "enter")
	keyNumber = bind("1-9", "choose at once", "1", "2", "3", "4", "5", "6", "7", "8", "9")
	keyBack   = bind("←", "back", "left", "backspace", "h", "shift+tab", "esc")
	keyQuit   = bind("q", "quit", "q")
	keyKeys   = bind("?", "keys", "?", "f1")
	keyHelp   = bind("f1", "keys", "f1")                // where letters are text
	keyAny    = bind("any key", "goes back", "any key") // for the footer only
	keyStop   = bind("ctrl+c", "quit from anywhere", "ctrl+c")
	keyPause  = bind("ctrl+z", "to the shell; fg comes back", "ctrl+z")
)

// with returns the binding with another description.
func with(b key.Binding, does string) key.Binding {
	b.SetHelp(b.Help().Key, does)
	return b
}

// when returns the binding, enabled or not.
func when(on bool, b key.Binding) key.Binding {
	b.SetEnabled(on)
	return b
}

// hints lists a screen's most useful keys in one line: what does not fit is left out, but the last one, which leads to
// all keys, always stays.
func hints(keys []key.Binding, cells int, look theme.Theme) string {
	if len(keys) == 0 {
		return ""
	}
	last := hint(keys[len(keys)-1], look)
	line, room := " ", cells-1-width(last)
	for _, b := range keys[:len(keys)-1] {
		if !b.Enabled() {
			continue
		}
		h := hint(b, look) + "  "
		if room -= width(h); room < 0 {
			break
		}
		line += h
	}
	return cut(line+last, cells)
}

func hint(b key.Binding, look theme.Theme) string {
	return look.Strong.Render(b.Help().Key) + " " + look.Dim.Render(b.Help().Desc)
}

// allKeys are the pages that explain every key of a screen: one page wherever they fit, in two columns if need be. Nothing
// is cut: what is too long for a line goes on below.
func allKeys(keys []key.Binding, cells, height int, look theme.Theme) [][]string {
	wide := 0
	for _, b := range keys {
		if b.Enabled() {
			wide = max(wide, width(b.Help().Key)+2)
		}
	}
	var lines []string
	for _, b := range keys {
		if !b.Enabled() {
			continue
		}
		name := fill(look.Strong.Render(b.Help().Key), wide)
		for _, l := range wrap(b.Help().Desc, max(8, cells-4-wide), look.Dim) {
			lines = append(lines, "  "+name+l)
			name = strings.Repeat(" ", wide)
		}
	}
	top := []string{"", "  " + look.Strong.Render("Keys"), ""}
	if both := twoColumns(lines); len(lines)+len(top) > height && widest(both) <= cells {
		lines = both
	}
	if len(lines)+len(top) > height {
		top = nil
	}
	var pages [][]string
	for rows := max(1, height-len(top)); len(lines) > 0; lines = lines[min(rows, len(lines)):] {
		pages = append(pages, append(top[:len(top):len(top)], lines[:min(rows, len(lines))]...))
	}
	return pages
}

// twoColumns puts the second half of the lines beside the first.
func twoColumns(lines []string) []string {
	half := (len(lines) + 1) / 2
	return beside(lines[:half], lines[half:], widest(lines[:half])+2, "")
}

func widest(lines []string) int {
	cells := 0
	for _, l := range lines {
		cells = max(cells, width(l))
	}
	return cells
}
