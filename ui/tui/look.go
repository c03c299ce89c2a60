package tui

import (
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"rustadvisor/ui/theme"
)

// firstLook is the look until the terminal has said what it is. Most terminals are dark.
func firstLook(set string) theme.Kind {
	return theme.Kind{Dark: set != "light", Contrast: set == "high-contrast"}
}

// askBackground asks the terminal whether it is dark or light, unless the user has said so.
func askBackground(set string) tea.Cmd {
	if set == "dark" || set == "light" {
		return nil
	}
	return tea.RequestBackgroundColor
}

// relook takes in what the terminal says of its colours, and tells whether the look is another now.
func (m *root) relook(msg tea.Msg) bool {
	kind := m.env.look.Kind
	switch msg := msg.(type) {
	case tea.BackgroundColorMsg:
		if askBackground(m.o.Config.Theme) != nil {
			kind.Dark = msg.IsDark()
		}
	case tea.ColorProfileMsg:
		kind.Few = msg.Profile == colorprofile.ANSI
	}
	if kind == m.env.look.Kind {
		return false
	}
	m.env.look = theme.New(kind)
	return true
}
