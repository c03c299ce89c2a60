package tui

import (
	"errors"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/session"
	"rustadvisor/ui/tui/screen"
)

// What the root does with the session under way.

// changedNotice stays until the user decides, by a key or by answering on.
const changedNotice = "Changed by another program: ctrl+r loads it; answering on keeps both."

// startSession makes further saves go to that session, or to a new one.
func (m *root) startSession(h session.Held) {
	if m.keeper != nil {
		m.left = append(m.left, left{m.keeper, m.number, m.env.Answers, m.env.Session})
	}
	m.number = 0
	m.keeper = &keeper{store: m.env.Store, base: m.env.Engine.Base(), now: m.o.Now, held: h, resumed: h.ID != ""}
	m.env.Begun, m.env.Enough, m.unsaved = true, false, nil
	m.env.Session, m.env.File, m.changed = h.ID, "", false
	m.env.Pair = nil
}

// takeTurn lets the next of a pair answer, or go on with it.
func (m *root) takeTurn(p *screen.Pair) tea.Cmd {
	if p.Begun {
		return m.open(screen.ToStopped{})
	}
	m.startSession(session.Held{Name: p.Names[p.Turn]})
	m.env.Pair, p.Begun = p, true
	save := m.change(advisor.Answers{Choices: map[string][]string{knowledge.JourneyQuestion: {p.Journey}}})
	return tea.Batch(save, m.open(screen.ToStopped{}))
}

// paired is where to go instead, while one of a pair answers: their advice waits until both have agreed.
func (m *root) paired(p screen.Place) screen.Place {
	if m.env.Pair.Answering() == "" {
		return p
	}
	if _, on := p.(screen.ToStopped); on {
		p = screen.WhereStopped(m.env)
	}
	if _, advice := p.(screen.ToAdvice); !advice {
		return p
	}
	m.env.Pair.EndTurn(m.env.Answers)
	return screen.ToPair{}
}

// toRoom goes to the session of the workshop: the user may have opened another one meanwhile, which must stay as it is.
func (m *root) toRoom() {
	k := m.room
	if k != nil && k == m.keeper {
		return
	}
	held := session.Held{}
	if k != nil && !k.gone.Load() {
		k.mu.Lock()
		held = k.held
		k.mu.Unlock()
	}
	m.startSession(held)
	m.room = m.keeper
}

// goOn takes up a session that was read. What is in a file is no session before it is changed.
func (m *root) goOn(o screen.Opened) tea.Cmd {
	m.startSession(o.Held)
	m.env.Answers, m.env.File = o.Answers, o.File
	return m.findEnough()
}

// forget ends what concerns a session that is being deleted.
func (m *root) forget(id string) {
	if m.env.Saved.ID == id {
		m.env.Saved = screen.Saved{}
	}
	for _, l := range m.left {
		if l.id == id {
			l.keeper.gone.Store(true)
		}
	}
	if m.env.Session != id || m.keeper == nil {
		return
	}
	m.keeper.gone.Store(true)
	m.keeper, m.number = nil, 0
	m.env.Begun, m.env.Enough, m.unsaved, m.changed = false, false, nil, false
	m.env.Session, m.env.Answers, m.env.Pair = "", advisor.Answers{}, nil
	m.under = screen.Home() // what is covered showed those answers
}

// change takes new answers and saves them.
func (m *root) change(a advisor.Answers) tea.Cmd {
	if m.keeper == nil {
		m.startSession(session.Held{})
	}
	m.number++
	m.env.Answers = a
	cmd := m.findEnough()
	if !worthSaving(m.keeper, a) {
		return cmd
	}
	return tea.Batch(cmd, m.saveCmd(m.keeper, m.number, a))
}

// saved takes note of how a save went.
func (m *root) saved(msg savedMsg) {
	if msg.moved != "" {
		m.say(wording.Upper(msg.moved) + ".")
	}
	if msg.keeper != m.keeper {
		return
	}
	if msg.number == m.number {
		m.unsaved = msg.err
	}
	if msg.err == nil {
		m.env.Session, m.changed = msg.id, false
	}
}

// watchEvery is how long after a look at the session's file a key causes the next.
const watchEvery = time.Second

// watch looks whether another program has changed the session, unless that is known.
func (m *root) watch() tea.Cmd {
	if m.keeper == nil || m.changed || m.env.Now.Sub(m.watched) < watchEvery {
		return nil
	}
	m.watched = m.env.Now
	return changedCmd(m.keeper)
}

// reloaded takes up what another program saved.
func (m *root) reloaded(msg reloadedMsg) tea.Cmd {
	if msg.keeper != m.keeper {
		return nil
	}
	if !msg.ok {
		m.say(msg.notes...)
		return nil
	}
	loaded := "Loaded " + wording.Counted(len(msg.opened.Answers.Choices), "answer")
	m.say(strings.Join(append([]string{loaded}, msg.notes...), "; "))
	return m.do(screen.Ask(screen.TakeUp{Opened: msg.opened}))
}

// flush saves what is not saved yet; it waits for saves that are under way.
func (m *root) flush() error {
	errs := []error{m.env.Workshop.Flush(m.env.Engine.Base)}
	for _, l := range append(m.left, left{m.keeper, m.number, m.env.Answers, m.env.Session}) {
		if l.keeper == nil || !worthSaving(l.keeper, l.answers) {
			continue
		}
		moved, err := l.keeper.save(l.number, l.answers)
		if moved != "" {
			m.parting = append(m.parting, moved)
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// goodbye is what stays in the terminal after the end: the stack, where the answers are, and how to go on. It is empty
// where there are none.
func (m *root) goodbye() []string {
	if m.keeper == nil || m.env.Engine == nil || m.keeper.gone.Load() {
		return nil
	}
	where := ""
	switch id := m.keeper.held.ID; {
	case worthSaving(m.keeper, m.env.Answers) && id != "":
		where = "Saved in " + m.o.Store.Path(id) + "; rustadvisor goes on with it."
	case m.env.File != "":
		where = wording.Clean(m.env.File) + " is as it was, so nothing was saved."
	default:
		return nil
	}
	var out []string
	if picks := (session.Info{Answers: m.env.Answers}).Picks(m.engine); len(picks) > 0 {
		out = append(out, "Your stack: "+strings.Join(picks, " · "))
	}
	return append(out, where)
}
