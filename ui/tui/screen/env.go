package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
	"rustadvisor/ui/session"
	"rustadvisor/ui/theme"
	"rustadvisor/ui/tui/keymap"
)

// screen is one page of the program. It changes only in Update and draws only strings.
type screen interface {
	// Update takes a message. What concerns more than the screen it asks of the root.
	Update(e env, msg tea.Msg) (Actions, tea.Cmd)
	// View draws the screen in so much room.
	View(e env, z Size) View
	// Keys are those that do something now.
	Keys(e env) keymap.Help
}

// typist is a screen that takes letters as text at times.
type typist interface{ typing() bool }

func typing(s screen) bool {
	t, ok := s.(typist)
	return ok && t.typing()
}

// env is what screens may read. It is the root's, and the same while one message is handled.
type env struct {
	engine   *advisor.Engine // nil until the knowledge is loaded
	words    knowledge.Vocabulary
	answers  advisor.Answers
	begun    bool   // answers belong to a session that is under way
	enough   bool   // no open question can change a pick any more
	session  string // its id, once it is saved
	saved    saved
	kept     int // how many sessions there were at the start
	store    store
	present  *workshop // nil unless the program presents
	shelf    *shelf    // nil until something is searched
	look     theme.Theme
	keys     *keymap.KeyMap
	disk     disk
	folder   string        // that exports go to at first; "" is the current one
	patience time.Duration // before it is shown how far something is
	now      time.Time
	width    int // of the window
	height   int
}

// wide is how many columns are used.
func (e env) wide() int { return min(e.width, maxWidth) }

// margin is what is left of those columns.
func (e env) margin() int { return (e.width - e.wide()) / 2 }

// roomy tells whether the window is a wide one.
func (e env) roomy() bool { return e.width >= wideAt && e.height >= low }

// columns tells whether there is room for two.
func (e env) columns() bool { return e.width >= narrow && e.height >= low }

// saved is the session that a start offers to continue.
type saved struct {
	id      string
	loaded  bool // answers and when are known
	answers advisor.Answers
	when    time.Time
	held    session.Held
}
