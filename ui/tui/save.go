package tui

import (
	"os"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
	"rustadvisor/ui/session"
)

// store is what the program needs of session.Store.
type store interface {
	NewID(now time.Time) string
	Save(base *knowledge.Base, id string, a advisor.Answers) error
}

// keeper writes the answers of one session. Commands run in no fixed order, so every state of the answers has a number:
// one older than what is written already is left out.
type keeper struct {
	store   store
	base    *knowledge.Base
	now     func() time.Time
	resumed bool // the session was there before this run

	mu      sync.Mutex
	id      string // empty until the first save
	written int
}

// save returns once the answers with that number, or later ones, are safe.
func (k *keeper) save(number int, a advisor.Answers) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if number <= k.written {
		return nil
	}
	if k.id == "" {
		k.id = k.store.NewID(k.now())
	}
	if err := k.store.Save(k.base, k.id, a); err != nil {
		return err
	}
	k.written = number
	return nil
}

// savedMsg tells how a save went.
type savedMsg struct {
	keeper *keeper
	number int
	err    error
}

func saveCmd(k *keeper, number int, a advisor.Answers) tea.Cmd {
	return func() tea.Msg { return savedMsg{k, number, k.save(number, a)} }
}

// firstFrame is when the first frame is painted at the latest: at the renderer's first tick.
const firstFrame = 12 * time.Millisecond

// loadedMsg brings what the first frame does not wait for.
type loadedMsg struct {
	engine *advisor.Engine
	err    error
	saved  saved
	notes  []string
}

func loadCmd(load func() (*advisor.Engine, error), sessions session.Store, latest string) tea.Cmd {
	return func() tea.Msg {
		time.Sleep(firstFrame) // the first frame first: loading takes a processor or two
		engine, err := load()
		if err != nil {
			return loadedMsg{err: err}
		}
		msg := loadedMsg{engine: engine}
		if latest == "" {
			return msg
		}
		info, err := os.Stat(sessions.Path(latest))
		if err != nil {
			return msg
		}
		answers, notes, ok := sessions.Load(engine.Base(), latest)
		msg.notes = notes
		if ok && len(answers.Choices) > 0 {
			msg.saved = saved{latest, true, answers, info.ModTime()}
		}
		return msg
	}
}

// enoughMsg tells whether the open questions can still change a pick.
type enoughMsg struct {
	number int
	enough bool
}

func enoughCmd(engine *advisor.Engine, number int, a advisor.Answers) tea.Cmd {
	return func() tea.Msg { return enoughMsg{number, engine.Enough(a)} }
}
