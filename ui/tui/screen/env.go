package screen

import (
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"rustadvisor/advisor"
	"rustadvisor/advisor/report"
	"rustadvisor/knowledge"
	"rustadvisor/ui/session"
	"rustadvisor/ui/styles"
	"rustadvisor/ui/tui/keymap"
	"rustadvisor/ui/tui/widget"
	"rustadvisor/ui/workshop"
)

// Screen is one page of the program. It changes only in Update and draws only strings.
type Screen interface {
	// Update takes a message. What concerns more than the screen it asks of the root.
	Update(e Env, msg tea.Msg) (Actions, tea.Cmd)
	// View draws the screen in so much room.
	View(e Env, z Size) View
	// Keys are those that do something now.
	Keys(e Env) keymap.Help
}

// Typist is a screen that takes letters as text at times.
type Typist interface{ Typing() bool }

// Typing tells whether letters are text on a screen now.
func Typing(s Screen) bool {
	t, ok := s.(Typist)
	return ok && t.Typing()
}

// Waiter is a screen that waits at times for what it had worked out.
type Waiter interface{ Waits() bool }

// Waits tells whether a screen waits for something now.
func Waits(s Screen) bool {
	w, ok := s.(Waiter)
	return ok && w.Waits()
}

// Name tells the screen, for reports: that of its type, or of the page that a workshop shows.
func Name(s Screen) string {
	name := fmt.Sprintf("%T", s)
	if h, ok := s.(*workshopView); ok {
		name = fmt.Sprintf("%T", h.page)
	}
	return name[strings.LastIndex(name, ".")+1:]
}

// Env is what screens may read. It is the root's, and the same while one message is handled.
type Env struct {
	Engine   *advisor.Engine // nil until the knowledge is loaded; its work ends when the screen is left
	Words    knowledge.Vocabulary
	Answers  advisor.Answers
	Begun    bool   // answers belong to a session that is under way
	Enough   bool   // no open question can change a pick any more
	Session  string // its id, once it is saved
	File     string // that its answers come from, or ""
	Saved    Saved
	Kept     int // how many sessions there were at the start
	Store    Store
	Workshop *workshop.Workshop // nil unless the program presents
	Pair     *Pair              // nil unless two people answer in turn
	Index    *SearchIndex       // nil until something is searched
	Styles   styles.Styles
	Keys     *keymap.KeyMap
	Disk     Disk
	Folder   string        // that exports go to at first; "" is the current one
	Patience time.Duration // before it is shown how far something is
	Tick     Tick
	Sections Sections
	Now      time.Time
	Width    int // of the window
	Height   int
}

// Tick makes a command of what comes after a while: tea.Tick.
type Tick func(time.Duration, func(time.Time) tea.Msg) tea.Cmd

// Sections tells an advice in sections: report.Sections.
type Sections func(*advisor.Advice) []report.Section

// Store is what screens and the root need of session.Store.
type Store interface {
	Keep(base *knowledge.Base, h session.Held, a advisor.Answers, now time.Time) (session.Held, error)
	Open(base *knowledge.Base, id string) (session.Held, advisor.Answers, []string, bool)
	Changed(h session.Held) bool
	List(base *knowledge.Base) ([]session.Info, []string)
	Rename(id, name string) (string, error)
	Copy(base *knowledge.Base, id string, now time.Time) (session.Held, error)
	Delete(id string, now time.Time) error
	Deleted() []session.Deleted
	Restore(id string, now time.Time) (session.Held, error)
}

// LoadedMsg tells that the knowledge is loaded, and it is known what can be continued.
type LoadedMsg struct{}

// Wide is how many columns are used.
func (e Env) Wide() int { return min(e.Width, widget.MaxWidth) }

// Margin is what is left of those columns.
func (e Env) Margin() int { return (e.Width - e.Wide()) / 2 }

// roomy tells whether the window is a wide one.
func (e Env) roomy() bool { return e.Width >= widget.WideAt && e.Height >= widget.Low }

// columns tells whether there is room for two.
func (e Env) columns() bool { return e.Width >= widget.Narrow && e.Height >= widget.Low }

// Saved is the session that a start offers to continue.
type Saved struct {
	ID      string
	Loaded  bool // what follows is known
	Title   string
	Answers advisor.Answers
	When    time.Time
	Held    session.Held
}
