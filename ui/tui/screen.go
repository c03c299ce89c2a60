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

// screen is one page of the program. It changes only in update and draws only strings; what concerns more than itself
// goes to the root as an action.
type screen interface {
	update(e env, msg tea.Msg) (action, tea.Cmd)
	head(e env) head
	body(e env, width, height int) []string
	// keys are those that do something now.
	keys(e env) keymap.Help
}

// typist is a screen that takes letters as text at times.
type typist interface{ typing() bool }

func typing(s screen) bool {
	t, ok := s.(typist)
	return ok && t.typing()
}

// head is what stands above a screen's body; an empty one leaves the whole window to the body.
type head struct {
	left, right string
	second      string // a second line, or ""
	split       int    // column in which a line divides the body, or 0
	foot        string // at the end of the rule below the body
	caret       int    // column in which text is being typed, or 0
	caretLine   int    // its line, from the top of the window
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
	shelf    *shelf // nil until something is searched
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

// action is what a screen asks of the root; the parts that are set are done in this order.
type action struct {
	answers *advisor.Answers // these are the answers now
	room    bool             // they are those of a workshop, which has a session of its own
	begin   string           // start this journey
	forget  string           // the session with that id is being deleted
	session *opened          // these are the session and the answers now
	resume  bool             // go on where the session stopped
	copy    string           // put into the clipboard
	notice  string           // say once
	open    *place
	instead starter // show this screen over the one below, in place of the one shown
	close   bool    // back to the screen below, as it was left
	quit    bool
}

// place is a screen to open.
type place struct {
	screen   string // one of the constants below
	question string // for the interview
	deeper   bool   // the interview goes on to the deeper questions
	editing  bool   // the interview goes back to the review after this question
	why      bool   // the interview shows why it asks
	from     string // the screen that back leads to, where that is not plain
	section  string // of the advice, by id
	pin      string // the decision whose options what-if offers to pin
}

const (
	toHome      = "home"
	toInterview = "interview"
	toReview    = "review"
	toAdvice    = "advice"
	toBrowse    = "browse"   // over the screen shown
	toWhatIf    = "what-if"  // over the advice
	toExport    = "export"   // over the advice
	toSessions  = "sessions" // over the screen shown
	toCompare   = "compare"  // over the screen shown
)

// saved is the session that a start offers to continue.
type saved struct {
	id      string
	loaded  bool // answers and when are known
	answers advisor.Answers
	when    time.Time
	held    session.Held
}
