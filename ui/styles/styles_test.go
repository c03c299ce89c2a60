package styles

import (
	"fmt"
	"image/color"
	"math"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

// Backgrounds that terminals have: black and white, and the darkest and the lightest of well-known schemes.
var (
	darkGrounds  = []string{"#000000", "#0C0C0C", "#1E1E2E", "#282C34", "#002B36"}
	lightGrounds = []string{"#FFFFFF", "#FAFAFA", "#FDF6E3", "#EFF1F5"}
)

// WCAG 2 asks for a contrast of 4.5 to 1 for text and of 3 to 1 for what else must be seen, and of 7 to 1 where
// contrast is to be high. The colours are held to that as they are and as a terminal of 256 colours shows them.
func TestContrast(t *testing.T) {
	for _, kind := range []Kind{{Dark: true}, {}, {Dark: true, Contrast: true}, {Contrast: true}} {
		grounds, text, graphic := lightGrounds, 4.5, 3.0
		if kind.Dark {
			grounds = darkGrounds
		}
		if kind.Contrast {
			text, graphic = 7, 4.5
			grounds = grounds[:3]
		}
		p := kind.palette()
		for name, want := range map[string]struct {
			colour string
			least  float64
		}{"accent": {p.accent, text}, "dim": {p.dim, text}, "good": {p.good, text}, "link": {p.link, text},
			"code": {p.code, text},
			"bar":  {p.bar, graphic}, "rival": {p.rival, graphic}} {
			if want.colour == "" {
				continue // the terminal's own
			}
			is := lipgloss.Color(want.colour)
			for shown, c := range map[string]color.Color{"": is, " in 256 colours": ansi.Convert256(is)} {
				for _, ground := range grounds {
					if got := contrast(c, lipgloss.Color(ground)); got < want.least {
						t.Errorf("%+v: %s%s on %s has %.2f to 1, want %.1f", kind, name, shown, ground, got, want.least)
					}
				}
			}
		}
	}
}

// contrast is that of WCAG 2, between 1 and 21.
func contrast(a, b color.Color) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(c color.Color) float64 {
	linear := func(v uint32) float64 {
		if s := float64(v) / 0xffff; s > 0.04045 {
			return math.Pow((s+0.055)/1.055, 2.4)
		} else {
			return s / 12.92
		}
	}
	r, g, b, _ := c.RGBA()
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

func TestContrastIsThatOfTheStandard(t *testing.T) {
	for pair, want := range map[[2]string]string{{"#000000", "#FFFFFF"}: "21.00", {"#777777", "#FFFFFF"}: "4.48",
		{"#123456", "#123456"}: "1.00"} {
		if got := fmt.Sprintf("%.2f", contrast(lipgloss.Color(pair[0]), lipgloss.Color(pair[1]))); got != want {
			t.Errorf("%v have %s, want %s", pair, got, want)
		}
	}
}

// With few colours nothing is grey or bright, which may be the background or missing, and text keeps the terminal's
// colour.
func TestFewColours(t *testing.T) {
	for _, kind := range []Kind{{Few: true}, {Few: true, Dark: true}} {
		p := kind.palette()
		for _, c := range []string{p.accent, p.bar, p.dim, p.faint, p.rival, p.good, p.link, p.code} {
			if c != "" && (len(c) > 1 || c < "1" || c > "6") {
				t.Errorf("%+v uses colour %q", kind, c)
			}
		}
		if p.dim != "" || p.accent == "" {
			t.Errorf("%+v: dim %q, accent %q", kind, p.dim, p.accent)
		}
	}
}

// What explanations and headings are told by, beside their place, is a colour or a weight: never neither.
func TestNothingLooksAlike(t *testing.T) {
	for i := range 8 {
		st := New(Kind{Dark: i&1 > 0, Contrast: i&2 > 0, Few: i&4 > 0})
		if label, dim := st.Label.Render("a"), st.Dim.Render("a"); label == dim {
			t.Errorf("%+v: what is explained looks like its explanation", st.Kind)
		}
		if group, plain := st.Group.Render("a"), st.Plain.Render("a"); group == plain {
			t.Errorf("%+v: the headings of a list look like what is below", st.Kind)
		}
		if behind := st.Behind("a"); behind == "a" {
			t.Errorf("%+v: what is behind something looks like what is not", st.Kind)
		}
	}
}
