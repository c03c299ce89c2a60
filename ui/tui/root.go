package tui

import (
	"context"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"rustadvisor/advisor"
	"rustadvisor/advisor/report"
	"rustadvisor/knowledge"
	"rustadvisor/ui/session"
	"rustadvisor/ui/styles"
	"rustadvisor/ui/tui/keymap"
	"rustadvisor/ui/tui/screen"
	"rustadvisor/ui/workshop"
)

// root handles what concerns all screens: size, colours, loading, saving, the list of keys and quitting. Everything
// else goes to one screen.
type root struct {
	o       Options
	env     screen.Env
	screen  screen.Screen
	palette *palette      // open over the screen, or nil
	under   screen.Screen // what the screen covers, or nil
	keys    int           // the page of the list of keys that covers the screen, or 0
	keeper  *keeper
	room    *keeper // of the session that has a workshop's answers, or nil
	number  int     // counts the states of the answers
	left    []left
	notice  string
	unsaved error    // why the last save failed
	failed  error    // why the knowledge could not be loaded
	parting []string // to be said after the end
	changed bool     // another program has changed the session
	watched time.Time
	pending screen.Actions
	typed   []tea.KeyPressMsg // keys that came while an action waits for the knowledge

	ahead func(tea.Cmd) tea.Cmd // runs a command at once; nil leaves it to Bubble Tea

	engine  *advisor.Engine // of which the screens have one each that ends with them; nil until it is loaded
	ctx     context.Context // of all that is computed
	end     context.CancelFunc
	work    errand // of the screen
	beneath errand // of the screen that is covered
	enough  errand // finds out whether open questions can still change a pick
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
	m := &root{o: o, notice: o.Notice, env: screen.Env{Words: o.Vocabulary, Styles: styles.New(firstTheme(o.Config.Theme)),
		Disk:   screen.OSDisk{},
		Folder: o.Config.Folder, Patience: screen.Patience, Tick: tea.Tick, Sections: report.Sections, Store: o.Store,
		Saved: screen.Saved{ID: o.Store.Latest()}}}
	var said string
	if m.env.Keys, said = keymap.New(o.Config.Keys); m.notice == "" {
		m.notice = said
	}
	m.ctx, m.end = context.WithCancel(context.Background())
	m.work = m.newErrand()
	m.screen = screen.First(m.env, o.Present || o.Answers != nil || o.Journey != "")
	switch {
	case o.Present:
		m.env.Workshop = m.newWorkshop()
		m.pending = screen.Ask(screen.Gather{})
	case o.Answers != nil:
		m.pending = screen.Ask(screen.TakeUp{Opened: screen.Opened{Answers: *o.Answers, File: o.File}})
	case o.Journey != "":
		m.pending = screen.Ask(screen.Begin{Journey: o.Journey})
	}
	return m
}

func (m *root) newWorkshop() *workshop.Workshop {
	return workshop.New(given(m.o), &workshop.File{Store: m.o.Store, Now: m.o.Now})
}

// given are the answers that a workshop begins with.
func given(o Options) advisor.Answers {
	switch {
	case o.Answers != nil:
		return *o.Answers
	case o.Journey != "":
		return advisor.Answers{Choices: map[string][]string{knowledge.JourneyQuestion: {o.Journey}}}
	}
	return advisor.Answers{}
}

func (m *root) Init() tea.Cmd {
	return loadCmd(m.o.Load, m.o.Store, m.env.Saved.ID)
}

func (m *root) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m.env.Now = m.o.Now()
	return m, unlessEnded(m.update(msg))
}

// update takes a message.
func (m *root) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.env.Width, m.env.Height = msg.Width, msg.Height
	case tea.BackgroundColorMsg, tea.ColorProfileMsg:
		if !m.retheme(msg) {
			return nil
		}
	case loadedMsg:
		return m.loaded(msg)
	case savedMsg:
		m.saved(msg)
		return nil
	case changedMsg:
		m.changed = msg.keeper == m.keeper
		return nil
	case reloadedMsg:
		return m.reloaded(msg)
	case tea.FocusMsg:
		return m.watch()
	case enoughMsg:
		if msg.number == m.number {
			m.env.Enough = msg.enough
		}
		return nil
	case screen.IndexMsg:
		m.env.Index = msg.Index
	case tea.KeyPressMsg:
		return tea.Batch(m.press(msg), m.watch())
	}
	return m.pass(msg)
}

// pass hands a message to the screen and does what it asks. The screen it covers learns all but keys: what it is
// waiting for may come, and the window may change.
func (m *root) pass(msg tea.Msg) tea.Cmd {
	if _, isPaste := msg.(tea.PasteMsg); isPaste && m.palette != nil {
		return m.pressPalette(msg)
	}
	var below tea.Cmd
	if _, isKey := msg.(tea.KeyPressMsg); m.under != nil && !isKey {
		_, below = m.under.Update(m.env, msg)
	}
	acts, cmd := m.screen.Update(m.env, msg)
	return tea.Batch(below, cmd, m.do(acts))
}

// press takes a key as it was pressed, and gives it the meaning that the user wants.
func (m *root) press(msg tea.KeyPressMsg) tea.Cmd {
	if m.palette != nil && !key.Matches(msg, m.env.Keys.Stop, m.env.Keys.Suspend) {
		return m.pressPalette(msg)
	}
	return m.take(msg)
}

// take does what a key means.
func (m *root) take(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case key.Matches(msg, m.env.Keys.Stop):
		return tea.Quit
	case key.Matches(msg, m.env.Keys.Suspend):
		return tea.Suspend
	case m.keys > 0:
		if m.keys++; m.keys > len(m.keyPages()) || key.Matches(msg, m.env.Keys.Text.Back) {
			m.keys = 0
		}
		return nil
	case key.Matches(msg, m.helpKey()):
		m.keys = 1
		return nil
	case key.Matches(msg, m.paletteKey()):
		m.palette = newPalette(m.commands())
		return nil
	case key.Matches(msg, m.env.Keys.Quit) && !m.typing():
		return tea.Quit
	case m.pending != nil:
		m.typed = append(m.typed, msg)
		return nil
	}
	m.notice = ""
	switch {
	case m.changed && key.Matches(msg, m.env.Keys.Reload):
		return reloadCmd(m.keeper, m.number, m.env.Answers)
	case m.under == nil && key.Matches(msg, m.env.Keys.Search):
		return m.do(screen.Ask(screen.Open{Place: screen.ToSearch{}}))
	case m.under == nil && key.Matches(msg, m.env.Keys.Sessions):
		return m.do(screen.Ask(screen.Open{Place: screen.ToSessions{}}))
	}
	return m.pass(msg)
}

// typing tells whether letters are text, now or once what is pending is done.
func (m *root) typing() bool {
	for _, a := range m.pending {
		if open, ok := a.(screen.Open); ok {
			return open.Place == screen.Place(screen.ToSearch{})
		}
	}
	return screen.Typing(m.screen)
}

func (m *root) helpKey() key.Binding {
	if m.typing() {
		return m.env.Keys.Text.Help
	}
	return m.env.Keys.Help
}

func (m *root) paletteKey() key.Binding {
	if m.typing() {
		return m.env.Keys.Text.Commands
	}
	return m.env.Keys.Commands
}

// loaded takes the knowledge in and does what had to wait for it.
func (m *root) loaded(msg loadedMsg) tea.Cmd {
	if msg.err != nil {
		m.failed = msg.err
		return tea.Quit
	}
	m.engine, m.env.Saved, m.env.Kept = msg.engine, msg.saved, msg.kept
	m.env.Engine = m.engine.Within(m.work.ctx)
	m.say(msg.notes...)
	cmds := []tea.Cmd{m.pass(screen.LoadedMsg{})}
	if m.pending != nil {
		acts, typed := m.pending, m.typed
		m.pending, m.typed = nil, nil
		cmds = append(cmds, m.do(acts))
		for _, k := range typed {
			cmds = append(cmds, m.press(k))
		}
	}
	if m.palette != nil { // there is more to do now, on the screen that was waited for
		m.palette.offer(m.commands())
		if m.palette.early {
			cmds = append(cmds, m.pressPalette(keymap.Press(m.env.Keys.Choose)))
		}
	}
	return tea.Batch(cmds...)
}

// say adds to the notice, which stays until the next key; each note begins a line.
func (m *root) say(notes ...string) {
	if m.notice != "" {
		notes = append([]string{m.notice}, notes...)
	}
	m.notice = strings.Join(notes, "\n")
}

// do does what a screen asks for, one after the other; what needs the knowledge waits for it.
func (m *root) do(acts screen.Actions) tea.Cmd {
	if m.env.Engine == nil && len(acts) > 0 {
		m.pending = acts
		return nil
	}
	var cmds []tea.Cmd
	for _, a := range acts {
		cmds = append(cmds, m.apply(a))
	}
	return tea.Batch(cmds...)
}

// apply does one thing.
func (m *root) apply(a screen.Action) tea.Cmd {
	switch a := a.(type) {
	case screen.Answer:
		return m.change(a.Answers)
	case screen.AnswerForRoom:
		m.toRoom()
		return m.change(a.Answers)
	case screen.Begin:
		m.startSession(session.Held{})
		save := m.change(advisor.Answers{Choices: map[string][]string{knowledge.JourneyQuestion: {a.Journey}}})
		return tea.Batch(save, m.open(screen.ToStopped{}))
	case screen.Resume:
		if !m.env.Begun {
			return m.apply(screen.TakeUp{Opened: screen.Opened{Held: m.env.Saved.Held, Answers: m.env.Saved.Answers}})
		}
		return m.open(screen.ToStopped{})
	case screen.TakeUp:
		return tea.Batch(m.goOn(a.Opened), m.open(screen.ToStopped{}))
	case screen.Forget:
		m.forget(a.ID)
	case screen.Count:
		m.env.Kept = a.Sessions
	case screen.Gather:
		if m.env.Workshop == nil {
			m.env.Workshop = m.newWorkshop()
		}
		return m.open(screen.ToWorkshop{})
	case screen.TakeTurn:
		return m.takeTurn(a.Pair)
	case screen.Agree:
		m.startSession(session.Held{Name: a.Pair.Called()})
		return tea.Batch(m.change(a.Answers), m.open(screen.ToAdvice{}))
	case screen.Open:
		return m.open(a.Place)
	case screen.Close:
		if m.under != nil {
			m.screen, m.under = m.under, nil
			m.work.end()
			m.turnTo(m.beneath)
		}
	case screen.Say:
		m.notice = a.Text
	case screen.Copy:
		return tea.SetClipboard(a.Text)
	}
	return nil
}

// worthSaving tells whether answers are a session. The journey alone is none: it would hide the last one.
func worthSaving(k *keeper, a advisor.Answers) bool {
	return len(a.Choices) > 1 || len(a.Choices) == 1 && len(a.Pins) > 0 || k.resumed
}

// open goes to a place. Its screen covers the one shown, or takes the place of all there is.
func (m *root) open(p screen.Place) tea.Cmd {
	p = m.paired(p)
	switch {
	case !screen.Covers(p):
		if m.under != nil {
			m.beneath.end()
		}
		m.under = nil
		m.work.end()
	case m.under == nil:
		m.under, m.beneath = m.screen, m.work
	default:
		m.work.end()
	}
	m.turnTo(m.newErrand())
	var cmd tea.Cmd
	m.screen, cmd = p.Open(m.env)
	return cmd
}

var _ screen.Store = session.Store{}
