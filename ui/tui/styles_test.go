package tui

import (
	"image/color"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"rustadvisor/ui/styles"
)

// What the user set is not overruled by the terminal; what is left to it is asked and followed.
func TestStylesFollow(t *testing.T) {
	white := tea.BackgroundColorMsg{Color: color.White}
	for _, c := range []struct {
		set  string
		asks bool
		then styles.Kind // on a light terminal of sixteen colours, or of none
	}{
		{"auto", true, styles.Kind{Few: true}},
		{"", true, styles.Kind{Few: true}},
		{"dark", false, styles.Kind{Dark: true, Few: true}},
		{"light", false, styles.Kind{Few: true}},
		{"high-contrast", true, styles.Kind{Contrast: true, Few: true}},
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
			if got := d.m.env.Styles.Kind; got != want {
				t.Errorf("%q, %v: %+v, want %+v", c.set, p, got, want)
			}
		}
	}
}
