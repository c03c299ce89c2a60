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
	keyUp            = bind("↑/k", "up", "up", "k")
	keyDown          = bind("↓/j", "down", "down", "j")
	keyMove          = bind("↑↓", "move", keyUp.Keys()...) // for the footer: both directions in one entry
	keyChoose        = bind("enter", "choose", "enter")
	keyNumber        = bind("1-9", "choose at once", "1", "2", "3", "4", "5", "6", "7", "8", "9")
	keyBack          = bind("←", "back", "left", "backspace", "h", "shift+tab", "esc")
	keyQuit          = bind("q", "quit", "q")
	keyKeys          = bind("?", "keys", "?", "f1")
	keyHelp          = bind("f1", "keys", "f1")                // where letters are text
	keyAny           = bind("any key", "goes back", "any key") // for the footer only
	keyPalette       = bind(":", "commands", ":", "ctrl+p")
	keyPaletteTyping = bind("ctrl+p", "commands", "ctrl+p") // where letters are text
	keyStop          = bind("ctrl+c", "quit from anywhere", "ctrl+c")
	keyPause         = bind("ctrl+z", "to the shell; fg comes back", "ctrl+z")
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

// mostHints is how many keys of a screen stand in the bottom line; the palette and the list of keys have all.
const mostHints = 5

// hints lists a screen's most useful keys at the left of the bottom line and the ways to all others, the last of the list and
// what is given beside, at its right. What does not fit is left out, but the last one always stays.
func hints(keys, beside []key.Binding, cells int, look theme.Theme) string {
	if len(keys) == 0 {
		return ""
	}
	right := hint(keys[len(keys)-1], look)
	left, n := "", 0
	for _, b := range keys[:len(keys)-1] {
		if !b.Enabled() || n == mostHints {
			continue
		}
		next := left + "  " + hint(b, look)
		if left == "" {
			next = " " + hint(b, look)
		}
		if width(next)+2+width(right) > cells {
			break
		}
		left = next
		n++
	}
	for _, b := range beside {
		if more := hint(b, look) + "  " + right; width(left)+3+width(more) <= cells {
			right = more
		}
	}
	if width(left)+3+width(right) <= cells {
		right += " "
	}
	return ends(left, right, cells)
}

func hint(b key.Binding, look theme.Theme) string {
	return look.Strong.Render(b.Help().Key) + " " + look.Dim.Render(b.Help().Desc)
}
