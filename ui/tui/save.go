package tui

import (
	"os"
	"sync"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
	"rustadvisor/ui/session"
	"rustadvisor/ui/tui/screen"
)

// keeper writes the answers of one session. Commands run in no fixed order, so every state of the answers has a number:
// one older than what is written already is left out.
type keeper struct {
	store   screen.Store
	base    *knowledge.Base
	now     func() time.Time
	resumed bool        // the session was there before this run
	gone    atomic.Bool // it was deleted: nothing more is saved

	mu      sync.Mutex
	held    session.Held
	written int
}

// save returns once the answers with that number, or later ones, are safe. What it says is to be told: that they had to
// go to another session.
func (k *keeper) save(number int, a advisor.Answers) (moved string, err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if number <= k.written || k.gone.Load() {
		return "", nil
	}
	kept, err := k.store.Keep(k.base, k.held, a, k.now())
	if err != nil {
		return "", err
	}
	moved = kept.MovedFrom(k.held)
	k.held, k.written = kept, number
	return moved, nil
}

// changed tells whether another program has changed the session since.
func (k *keeper) changed() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return !k.gone.Load() && k.store.Changed(k.held)
}

// savedMsg tells how a save went.
type savedMsg struct {
	keeper *keeper
	number int
	id     string // of the session
	moved  string
	err    error
}

// saveCmd writes answers; with ahead, it has begun when this returns.
func (m *root) saveCmd(k *keeper, number int, a advisor.Answers) tea.Cmd {
	if m.ahead == nil {
		return saveCmd(k, number, a)
	}
	return m.ahead(saveCmd(k, number, a))
}

func saveCmd(k *keeper, number int, a advisor.Answers) tea.Cmd {
	return func() tea.Msg {
		moved, err := k.save(number, a)
		k.mu.Lock()
		defer k.mu.Unlock()
		return savedMsg{k, number, k.held.ID, moved, err}
	}
}

// changedMsg tells that another program has changed the session.
type changedMsg struct{ keeper *keeper }

func changedCmd(k *keeper) tea.Cmd {
	return func() tea.Msg {
		if k.changed() {
			return changedMsg{k}
		}
		return nil
	}
}

// reloadedMsg brings what another program saved.
type reloadedMsg struct {
	keeper *keeper
	opened screen.Opened
	notes  []string
	ok     bool
}

// reloadCmd reads the session anew. Answers that are not saved yet are first, which makes them a session of their own.
func reloadCmd(k *keeper, number int, a advisor.Answers) tea.Cmd {
	return func() tea.Msg {
		k.mu.Lock()
		id := k.held.ID
		k.mu.Unlock()
		moved, err := k.save(number, a)
		if err != nil {
			return reloadedMsg{k, screen.Opened{}, []string{"not loaded, for your answers cannot be saved: " + err.Error()},
				false}
		}
		held, a, notes, ok := k.store.Open(k.base, id)
		if moved != "" {
			notes = append(notes, moved)
		}
		return reloadedMsg{k, screen.Opened{Held: held, Answers: a}, notes, ok}
	}
}

// loadedMsg brings what the first frame does not wait for.
type loadedMsg struct {
	engine *advisor.Engine
	err    error
	saved  screen.Saved
	kept   int // sessions there are
	notes  []string
}

func loadCmd(load func() (*advisor.Engine, error), sessions session.Store, latest string) tea.Cmd {
	return func() tea.Msg {
		engine, err := load()
		if err != nil {
			return loadedMsg{err: err}
		}
		msg := loadedMsg{engine: engine, kept: sessions.Count()}
		if latest == "" {
			return msg
		}
		info, err := os.Stat(sessions.Path(latest))
		if err != nil {
			return msg
		}
		held, answers, notes, ok := sessions.Open(engine.Base(), latest)
		msg.notes = notes
		if ok && len(answers.Choices) > 0 {
			msg.saved = screen.Saved{ID: latest, Loaded: true, Answers: answers, When: info.ModTime(), Held: held,
				Title: session.Info{Held: held, Answers: answers}.Title(engine)}
		}
		return msg
	}
}

// enoughMsg tells whether the open questions can still change a pick.
type enoughMsg struct {
	number int
	enough bool
}

// findEnough finds that out for the answers as they are now. For those before nobody wants to know it any more.
func (m *root) findEnough() tea.Cmd {
	m.enough.end()
	m.enough = m.newErrand()
	engine, number, a := m.engine.Within(m.enough.ctx), m.number, m.env.Answers
	return func() tea.Msg { return enoughMsg{number, engine.Enough(a)} }
}
