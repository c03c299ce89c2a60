package keymap

import (
	"slices"

	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// Help are the keys that do something on a screen now.
type Help struct {
	Short []key.Binding // for the bottom line, most useful first and the one that lists all keys last

	// All of them, by what they are for.
	Answer, See, Write, Move, Program []key.Binding

	// Those of them that the palette has no line for: what they do depends on where the cursor is.
	AtCursor []key.Binding
	// Those of them that lead to a place, by its name. The palette has the place.
	Ways map[string]key.Binding
}

var _ help.KeyMap = Help{}

// ShortHelp implements help.KeyMap.
func (h Help) ShortHelp() []key.Binding { return h.Short }

// FullHelp implements help.KeyMap. The groups are those of Groups.
func (h Help) FullHelp() [][]key.Binding {
	return [][]key.Binding{h.Answer, h.See, h.Write, h.Move, h.Program}
}

// Groups name what keys are for, in the order of FullHelp.
var Groups = []string{"Answer", "See", "Write", "Move", "Program"}

// Named are the keys of a group that the palette has a line for.
func (h Help) Named(group []key.Binding) []key.Binding {
	var out []key.Binding
	for _, b := range group {
		if b.Enabled() && !among(h.AtCursor, b) {
			out = append(out, b)
		}
	}
	for _, way := range h.Ways {
		out = slices.DeleteFunc(out, func(b key.Binding) bool { return same(way, b) })
	}
	return out
}

// same tells whether two bindings of one screen, where a key does one thing, are the same.
func same(a, b key.Binding) bool { return slices.Equal(a.Keys(), b.Keys()) }

func among(list []key.Binding, b key.Binding) bool {
	return slices.ContainsFunc(list, func(o key.Binding) bool { return same(o, b) })
}

// With returns the binding with another description.
func With(b key.Binding, does string) key.Binding {
	b.SetHelp(b.Help().Key, does)
	return b
}

// When returns the binding, enabled or not.
func When(on bool, b key.Binding) key.Binding {
	b.SetEnabled(on)
	return b
}

// Any stands for all keys in the bottom line.
func Any(does string) key.Binding { return bind("any key", does, "any key") }

// Both are two bindings in one entry of the bottom line, by the first key of each.
func Both(a, b key.Binding, does string) key.Binding {
	first, second := Label(a.Keys()[0]), Label(b.Keys()[0])
	if !arrow(first) || !arrow(second) {
		first += "/"
	}
	return bind(first+second, does, slices.Concat(a.Keys(), b.Keys())...)
}

func arrow(label string) bool { return slices.Contains([]string{"↑", "↓", "←", "→"}, label) }

// Move moves in a list.
func (k *KeyMap) Move(does string) key.Binding { return Both(k.Up, k.Down, does) }

// Label is a key as it is shown.
func Label(key string) string {
	switch key {
	case "up":
		return "↑"
	case "down":
		return "↓"
	case "left":
		return "←"
	case "right":
		return "→"
	case "pgdown":
		return "pgdn"
	}
	return key
}

// Press is a key press that a binding matches.
func Press(b key.Binding) tea.KeyPressMsg { return tea.KeyPressMsg{Text: b.Keys()[0]} }
