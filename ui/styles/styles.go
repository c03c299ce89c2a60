// Package styles holds the looks, as lipgloss and glamour styles: a theme is a function of the background, of the
// contrast wished for and of how many colours there are.
//
// Rust orange is the only loud colour and marks what the eye should find first. Everything told by colour is told by a
// word or a sign too, so that the program reads the same without colours.
package styles

import "charm.land/lipgloss/v2"

// Kind is what the looks depend on. The zero value is for a light background.
type Kind struct {
	Dark     bool // the background is dark
	Contrast bool // high contrast is wished for
	Few      bool // the terminal has sixteen colours, eight or none
}

// Styles is how things look.
type Styles struct {
	Kind

	Name   lipgloss.Style // titles of screens
	Strong lipgloss.Style // headings and what is chosen
	Plain  lipgloss.Style
	Dim    lipgloss.Style // explanations
	Label  lipgloss.Style // what has its explanation below
	Group  lipgloss.Style // headings in a list, quieter than what is below
	Faint  lipgloss.Style // rules, what is out of reach
	Accent lipgloss.Style // the cursor and what it is on
	Cursor lipgloss.Style // the row that the cursor is on, seen from across a room
	Pick   lipgloss.Style // the bar of a pick
	Rival  lipgloss.Style // the bars of the others
	Good   lipgloss.Style // settled, answered
	Warn   lipgloss.Style // something went wrong
	Link   lipgloss.Style // addresses
	Code   lipgloss.Style
}

// Found renders what was searched for in a text of that style: bold and underlined. The underline is put around, for
// lipgloss writes every letter of an underlined text by itself.
func (t Styles) Found(text string, in lipgloss.Style) string {
	return "\x1b[4m" + in.Bold(true).Render(text)
}

// Behind renders a line that something lies over. One that cannot be dimmed is left out.
func (t Styles) Behind(line string) string {
	if t.Few || t.Contrast {
		return ""
	}
	return t.Faint.Render(line)
}

// New returns the theme of a kind.
func New(k Kind) Styles {
	p := k.palette()
	label, group := lipgloss.NewStyle(), fg(p.dim)
	if p.dim == "" { // explanations look like what they explain: weight tells them apart
		label, group = label.Bold(true), group.Bold(true)
	}
	return Styles{
		Kind:   k,
		Label:  label,
		Group:  group,
		Name:   lipgloss.NewStyle().Bold(true),
		Strong: lipgloss.NewStyle().Bold(true),
		Plain:  lipgloss.NewStyle(),
		Dim:    fg(p.dim),
		Faint:  fg(p.faint),
		Accent: fg(p.accent).Bold(true),
		Cursor: fg(p.accent).Bold(true).Reverse(true),
		Pick:   fg(p.bar),
		Rival:  fg(p.rival),
		Good:   fg(p.good),
		Warn:   fg(p.accent).Bold(true),
		Link:   fg(p.link),
		Code:   fg(p.code),
	}
}

// fg is a style with that colour of a palette.
func fg(c string) lipgloss.Style {
	if c == "" {
		return lipgloss.NewStyle()
	}
	return lipgloss.NewStyle().Foreground(lipgloss.Color(c))
}
