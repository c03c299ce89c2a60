package tui

import (
	"strings"
	"testing"
)

// Whoever does not know a sign finds it explained with the keys of the screen, however small the window.
func TestSignsAreExplained(t *testing.T) {
	for name, c := range map[string]struct {
		way   []string
		signs string
	}{"interview": {[]string{"1", "1"}, "✓ ~ = ▲▼ ▸"}, "advice": {essentials, "✓ ~ = · [1]"},
		"pinned": {append(essentials[:5:5], "x", "p", "2", "down", "enter", "enter"), "✓ ~ = ■ · [1]"}} {
		for _, size := range [][2]int{{100, 30}, {80, 24}, {50, 14}, {30, 8}} {
			d := start(t, options(t, t.TempDir()), size[0], size[1])
			d.press(c.way...)
			var pages string
			for d.press("?"); d.m.keys > 0; d.press("space") {
				pages += d.view()
			}
			for _, sign := range strings.Fields(c.signs) {
				if !strings.Contains(pages, sign+"  ") {
					t.Errorf("%s, %v: %q is not explained:\n%s", name, size, sign, pages)
				}
			}
		}
	}
}
