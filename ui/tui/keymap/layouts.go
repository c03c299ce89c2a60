package keymap

import (
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"
)

// Rows of keys as Latin, Russian, Ukrainian and Greek layouts have them, from the top left on; a space where a layout
// has nothing of its own.
var rows = []struct{ latin, other string }{
	{"qwertyuiop[]asdfghjkl;'zxcvbnm,.", "йцукенгшщзхъфывапролджэячсмитьбю"},
	{"qwertyuiop[]asdfghjkl;'zxcvbnm,.", "йцукенгшщзхїфівапролджєячсмитьбю"},
	{"wertyuiopasdfghjklzxcvbnm", "ςερτυθιοπασδφγηξκλζχψωβνμ"},
}

// positions are letters of other layouts, and what stands on their key in the Latin one.
var positions = func() map[rune]rune {
	out := map[rune]rune{}
	for _, row := range rows {
		latin := []rune(row.latin)
		for i, r := range []rune(row.other) {
			out[r] = latin[i]
		}
	}
	return out
}()

// ByPosition is the key as the Latin layout has it: on a Cyrillic or a Greek one, letters would else do nothing.
func ByPosition(k tea.KeyPressMsg) tea.KeyPressMsg {
	typed := []rune(k.Text)
	if len(typed) != 1 {
		return k
	}
	latin, known := positions[unicode.ToLower(typed[0])]
	if !known {
		return k
	}
	k.Code, k.Text = latin, string(latin)
	if unicode.IsUpper(typed[0]) {
		k.Text = strings.ToUpper(k.Text)
	}
	return k
}
