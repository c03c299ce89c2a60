module rustadvisor

go 1.26.0

require (
	// github.com/charmbracelet/bubbles
	charm.land/bubbles/v2 v2.2.1
	// github.com/charmbracelet/bubbletea
	charm.land/bubbletea/v2 v2.1.1
	// github.com/charmbracelet/glamour
	charm.land/glamour/v2 v2.0.1
	// github.com/charmbracelet/lipgloss
	charm.land/lipgloss/v2 v2.0.6
	github.com/BurntSushi/toml v1.6.0
	github.com/adrg/xdg v0.5.3
	github.com/charmbracelet/x/ansi v0.11.9
	github.com/creack/pty v1.1.24
	github.com/google/go-cmp v0.7.0
	github.com/google/renameio/v2 v2.0.2
	github.com/rogpeppe/go-internal v1.16.0
	github.com/sahilm/fuzzy v0.1.3
	github.com/spf13/cobra v1.10.2
)
