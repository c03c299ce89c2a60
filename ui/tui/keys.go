package tui

import (
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

// allKeys is the page that explains every key of a screen.
func allKeys(keys []key.Binding, cells, height int, look theme.Theme) []string {
	lines := []string{"", "  " + look.Strong.Render("Keys"), ""}
	wide := 0
	for _, b := range keys {
		wide = max(wide, width(b.Help().Key))
	}
	var entries []string
	for _, b := range keys {
		if b.Enabled() {
			entries = append(entries, fill(look.Strong.Render(b.Help().Key), wide+2)+look.Dim.Render(b.Help().Desc))
		}
	}
	if len(entries)+len(lines) > height {
		lines = nil
	}
	if rows := height - len(lines); len(entries) > rows && rows > 0 {
		entries = twoColumns(entries, rows, (cells-4)/2)
	}
	return append(lines, indent(entries, 2)...)
}

func twoColumns(entries []string, rows, cells int) []string {
	rows = min(rows, (len(entries)+1)/2)
	out := make([]string, rows)
	for i := range out {
		out[i] = fill(entries[i], cells-1) + " "
		if i+rows < len(entries) {
			out[i] += entries[i+rows]
		}
	}
	return out
}
