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
	white := tea.BackgroundColorMsg{Color: color.White}
	for _, c := range []struct {
		set  string
		asks bool
		then theme.Kind // on a light terminal of sixteen colours, or of none
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
		for _, p := range []colorprofile.Profile{colorprofile.ANSI, colorprofile.ANSI256, colorprofile.Ascii} {
			want := c.then
			want.Few = p != colorprofile.ANSI256
			d.send(tea.ColorProfileMsg{Profile: p})
			if got := d.m.env.look.Kind; got != want {
				t.Errorf("%q, %v: %+v, want %+v", c.set, p, got, want)
			}
		}
	}
}
