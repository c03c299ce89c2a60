// Package theme holds the colours: one palette for dark and one for light terminals, as lipgloss and glamour styles.
//
// Rust orange is the only loud colour and marks what the eye should find first. Everything told by colour is told by a
// word or a sign too, so that the program reads the same without colours.
package theme

import (
	"image/color"

	"charm.land/lipgloss/v2"
)

// Theme is how things look on a dark or a light background.
type Theme struct {
	Dark bool

	Name   lipgloss.Style // the program's name
	Strong lipgloss.Style // titles and what is chosen
	Plain  lipgloss.Style
	Dim    lipgloss.Style // explanations
	Faint  lipgloss.Style // rules, what is out of reach
	Accent lipgloss.Style // the cursor and what it is on
	Pick   lipgloss.Style // the bar of a pick
	Rival  lipgloss.Style // the bars of the others
	Good   lipgloss.Style // settled, answered
	Warn   lipgloss.Style // something went wrong
	Link   lipgloss.Style // addresses
}

// Found renders what was searched for in a text of that style: bold and underlined. The underline is put around, for lipgloss
// writes every letter of an underlined text by itself.
func (t Theme) Found(text string, in lipgloss.Style) string {
	return "\x1b[4m" + in.Bold(true).Render(text)
}

// palette is what the styles are made of. Plain text keeps the terminal's own colour.
type palette struct{ accent, bar, dim, faint, rival, good, link, code string }

var (
	dark  = palette{"#FF7F45", "#F0703A", "#A39C94", "#5F5953", "#867E76", "#9CC188", "#C9A98F", "#E5C7A3"}
	light = palette{"#B7410E", "#C4531D", "#6A635B", "#C6BEB3", "#9C9388", "#3F7028", "#80512F", "#7A4A1E"}
)

func of(isDark bool) palette {
	if isDark {
		return dark
	}
	return light
}

// New returns the theme for a dark or a light background.
func New(isDark bool) Theme {
	p := of(isDark)
	fg := func(hex string) lipgloss.Style { return lipgloss.NewStyle().Foreground(rgb(hex)) }
	return Theme{
		Dark:   isDark,
		Name:   fg(p.accent).Bold(true),
		Strong: lipgloss.NewStyle().Bold(true),
		Plain:  lipgloss.NewStyle(),
		Dim:    fg(p.dim),
		Faint:  fg(p.faint),
		Accent: fg(p.accent).Bold(true),
		Pick:   fg(p.bar),
		Rival:  fg(p.rival),
		Good:   fg(p.good),
		Warn:   fg(p.accent).Bold(true),
		Link:   fg(p.link),
	}
}

func rgb(hex string) color.Color { return lipgloss.Color(hex) }
