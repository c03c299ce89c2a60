package tui

import (
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
	"rustadvisor/ui/session"
	"rustadvisor/ui/theme"
	"rustadvisor/ui/tui/keymap"
)

// root handles what concerns all screens: size, colours, loading, saving, the list of keys and quitting. Everything else
// goes to one screen.
type root struct {
	o       Options
	env     env
	screen  screen
	palette *palette  // open over the screen, or nil
	under   screen    // what the screen covers, or nil
	keys    int       // the page of the list of keys that covers the screen, or 0
	present *workshop // nil unless the program presents
	keeper  *keeper
	number  int // counts the states of the answers
	left    []left
	notice  string
	unsaved error    // why the last save failed
	failed  error    // why the knowledge could not be loaded
	parting []string // to be said after the end
	changed bool     // another program has changed the session
	watched time.Time
	pending *action
	typed   []tea.KeyPressMsg // keys that came while an action waits for the knowledge
}

// left is a session that the user left for another one: its last answers, should they not be saved yet.
type left struct {
	keeper  *keeper
	number  int
	answers advisor.Answers
	id      string // of the session, as far as it was known
}

func newRoot(o Options) *root {
	if o.Now == nil {
		o.Now = time.Now
	}
	m := &root{o: o, notice: o.Notice, env: env{words: o.Vocabulary, look: theme.New(firstLook(o.Config.Theme)), disk: osDisk{}, folder: o.Config.Folder, patience: patience, store: o.Store, saved: saved{id: o.Store.Latest()}}}
	var said string
	if m.env.keys, said = keymap.New(o.Config.Keys); m.notice == "" {
		m.notice = said
	}
	m.screen = &home{offered: m.env.saved.id != "", waiting: o.Present || o.Answers != nil || o.Journey != ""}
	switch {
	case o.Present:
		m.present = newWorkshop(o)
		m.pending = &action{open: &place{screen: toWorkshop}}
	case o.Answers != nil:
		m.pending = &action{answers: o.Answers, resume: true}
	case o.Journey != "":
		m.pending = &action{begin: o.Journey}
	}
	return m
}

func (m *root) Init() tea.Cmd {
	return loadCmd(m.o.Load, m.o.Store, m.env.saved.id)
}

func (m *root) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m.env.now = m.o.Now()
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.env.width, m.env.height = msg.Width, msg.Height
	case tea.BackgroundColorMsg, tea.ColorProfileMsg:
		if !m.relook(msg) {
			return m, nil
		}
	case loadedMsg:
		return m, m.loaded(msg)
	case savedMsg:
		m.saved(msg)
		return m, nil
	case changedMsg:
		m.changed = msg.keeper == m.keeper
		return m, nil
	case reloadedMsg:
		return m, m.reloaded(msg)
	case tea.FocusMsg:
		return m, m.watch()
	case enoughMsg:
		if msg.number == m.number {
			m.env.enough = msg.enough
		}
		return m, nil
	case sessionsMsg:
		m.env.kept = len(msg.rows)
	case shelfMsg:
		m.env.shelf = msg.shelf
	case tea.KeyPressMsg:
		return m, tea.Batch(m.press(msg), m.watch())
	}
	return m, m.pass(msg)
}

// pass hands a message to the screen and does what it asks. The screen it covers learns all but keys: what it is waiting
// for may come, and the window may change.
func (m *root) pass(msg tea.Msg) tea.Cmd {
	if _, isPaste := msg.(tea.PasteMsg); isPaste && m.palette != nil {
		return m.pressPalette(msg)
	}
	var below tea.Cmd
	if _, isKey := msg.(tea.KeyPressMsg); m.under != nil && !isKey {
		_, below = m.under.update(m.env, msg)
	}
	act, cmd := m.screen.update(m.env, msg)
	return tea.Batch(below, cmd, m.do(act))
}

// press takes a key as it was pressed, and gives it the meaning that the user wants.
func (m *root) press(msg tea.KeyPressMsg) tea.Cmd {
	if m.palette != nil && !key.Matches(msg, m.env.keys.Stop, m.env.keys.Suspend) {
		return m.pressPalette(msg)
	}
	return m.take(msg)
}

// take does what a key means.
func (m *root) take(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case key.Matches(msg, m.env.keys.Stop):
		return tea.Quit
	case key.Matches(msg, m.env.keys.Suspend):
		return tea.Suspend
	case m.keys > 0:
		if m.keys++; m.keys > len(m.keyPages()) || key.Matches(msg, m.env.keys.Text.Back) {
			m.keys = 0
		}
		return nil
	case key.Matches(msg, m.helpKey()):
		m.keys = 1
		return nil
	case key.Matches(msg, m.paletteKey()):
		m.palette = newPalette(m.commands())
		return nil
	case key.Matches(msg, m.env.keys.Quit) && !m.typing():
		return tea.Quit
	case m.pending != nil:
		m.typed = append(m.typed, msg)
		return nil
	}
	m.notice = ""
	switch {
	case m.changed && key.Matches(msg, m.env.keys.Reload):
		return reloadCmd(m.keeper, m.number, m.env.answers)
	case m.under == nil && key.Matches(msg, m.env.keys.Search):
		return m.do(action{open: &place{screen: toBrowse}})
	case m.under == nil && key.Matches(msg, m.env.keys.Sessions):
		return m.do(action{open: &place{screen: toSessions}})
	}
	return m.pass(msg)
}

// typing tells whether letters are text, now or once what is pending is done.
func (m *root) typing() bool {
	if m.pending != nil && m.pending.open != nil {
		return m.pending.open.screen == toBrowse
	}
	return typing(m.screen)
}

func (m *root) helpKey() key.Binding {
	if m.typing() {
		return m.env.keys.Text.Help
	}
	return m.env.keys.Help
}

func (m *root) paletteKey() key.Binding {
	if m.typing() {
		return m.env.keys.Text.Commands
	}
	return m.env.keys.Commands
}

// loaded takes the knowledge in and does what had to wait for it.
func (m *root) loaded(msg loadedMsg) tea.Cmd {
	if msg.err != nil {
		m.failed = msg.err
		return tea.Quit
	}
	m.env.engine, m.env.saved, m.env.kept = msg.engine, msg.saved, msg.kept
	m.say(msg.notes...)
	cmds := []tea.Cmd{m.pass(msg)}
	if m.pending != nil {
		act, typed := *m.pending, m.typed
		m.pending, m.typed = nil, nil
		cmds = append(cmds, m.do(act))
		for _, k := range typed {
			cmds = append(cmds, m.press(k))
		}
	}
	return tea.Batch(cmds...)
}

// say adds to the notice, which stays until the next key.
func (m *root) say(notes ...string) {
	if m.notice != "" {
		notes = append([]string{m.notice}, notes...)
	}
	m.notice = strings.Join(notes, "; ")
}

// do does what a screen asks for; what needs the knowledge waits for it.
func (m *root) do(a action) tea.Cmd {
	if a == (action{}) {
		return nil
	}
	if m.env.engine == nil && !a.quit {
		m.pending = &a
		return nil
	}
	var cmds []tea.Cmd
	if a.forget != "" {
		m.forget(a.forget)
	}
	if a.session != nil {
		cmds = append(cmds, m.goOn(*a.session))
	}
	if a.begin != "" {
		m.startSession(session.Held{})
		a.answers = &advisor.Answers{Choices: map[string][]string{knowledge.JourneyQuestion: {a.begin}}}
		a.resume = true
	} else if a.resume && a.answers == nil && !m.env.begun {
		cmds = append(cmds, m.goOn(opened{m.env.saved.held, m.env.saved.answers}))
	}
	if a.room {
		m.toRoom()
	}
	if a.answers != nil {
		cmds = append(cmds, m.change(*a.answers))
	}
	if a.notice != "" {
		m.notice = a.notice
	}
	if a.copy != "" {
		cmds = append(cmds, tea.SetClipboard(a.copy))
	}
	if a.resume {
		a.open = ptr(whereStopped(m.env))
	}
	if a.open != nil {
		cmds = append(cmds, m.open(*a.open))
	}
	if a.instead != nil {
		m.screen = a.instead
		cmds = append(cmds, a.instead.start(m.env))
	}
	if a.close && m.under != nil {
		m.screen, m.under = m.under, nil
	}
	if a.quit {
		cmds = append(cmds, tea.Quit)
	}
	return tea.Batch(cmds...)
}

// worthSaving tells whether answers are a session. The journey alone is none: it would hide the last one.
func worthSaving(k *keeper, a advisor.Answers) bool {
	return len(a.Choices) > 1 || len(a.Choices) == 1 && len(a.Pins) > 0 || k.resumed
}

func (m *root) open(p place) tea.Cmd {
	if over := m.over(p); over != nil {
		m.under, m.screen = m.screen, over
		return over.start(m.env)
	}
	m.under = nil
	switch p.screen {
	case toWorkshop:
		s := m.present.screen(m.env, p)
		m.screen = s
		return s.start(m.env)
	case toHome:
		m.screen = &home{}
	case toInterview:
		m.screen = newInterview(m.env, p)
	case toReview:
		m.screen = newReview(m.env, p)
	case toAdvice:
		screen := newAdvice(m.env, p)
		m.screen = screen
		return screen.start(m.env)
	}
	return nil
}

// starter is a screen that begins with a command.
type starter interface {
	screen
	start(env) tea.Cmd
}

// over makes a screen that covers the one shown, which stays as it is; nil if the place is none.
func (m *root) over(p place) starter {
	switch p.screen {
	case toBrowse:
		return &browse{}
	case toWhatIf:
		return newWhatIf(m.env, p)
	case toExport:
		return withTally(newExport(m.env.folder), m.present)
	case toSessions:
		return &sessions{}
	case toCompare:
		return newVersus(m.env)
	}
	return nil
}

func ptr[T any](v T) *T { return &v }

var _ store = session.Store{}
