package tui

import (
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"rustadvisor/ui/styles"
)

// firstTheme is the look until the terminal has said what it is. Most terminals are dark.
func firstTheme(set string) styles.Kind {
	return styles.Kind{Dark: set != "light", Contrast: set == "high-contrast"}
}

// asks tells whether the terminal has to say if it is dark or light: not where the user has.
func asks(set string) bool { return set != "dark" && set != "light" }

// retheme takes in what the terminal says of its colours, and tells whether the look is another now.
func (m *root) retheme(msg tea.Msg) bool {
	kind := m.env.Styles.Kind
	switch msg := msg.(type) {
	case tea.BackgroundColorMsg:
		if asks(m.o.Config.Theme) {
			kind.Dark = msg.IsDark()
		}
	case tea.ColorProfileMsg:
		kind.Few = msg.Profile <= colorprofile.ANSI
	}
	if kind == m.env.Styles.Kind {
		return false
	}
	m.env.Styles = styles.New(kind)
	return true
}
