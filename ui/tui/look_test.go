package tui

import (
	"image/color"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"rustadvisor/ui/theme"
)

// What the user set is not overruled by the terminal; what is left to it is asked and followed.
func TestLook(t *testing.T) {
	white, sixteen := tea.BackgroundColorMsg{Color: color.White}, tea.ColorProfileMsg{Profile: colorprofile.ANSI}
	for _, c := range []struct {
		set  string
		asks bool
		then theme.Kind // on a light terminal of sixteen colours
	}{
		{"auto", true, theme.Kind{Few: true}},
		{"", true, theme.Kind{Few: true}},
		{"dark", false, theme.Kind{Dark: true, Few: true}},
		{"light", false, theme.Kind{Few: true}},
		{"high-contrast", true, theme.Kind{Contrast: true, Few: true}},
	} {
		o := options(t, t.TempDir())
		o.Config.Theme = c.set
		d := start(t, o, 80, 24)
		if asks := asks(c.set); asks != c.asks {
			t.Errorf("%q: asked %v", c.set, asks)
		}
		d.send(white)
		d.send(sixteen)
		if got := d.m.env.look.Kind; got != c.then {
			t.Errorf("%q: %+v, want %+v", c.set, got, c.then)
		}
	}
}
