// Package workshop is a room that decides together: who is there, what hands were raised, and the clock of a
// discussion. It knows no screen; the terminal program shows it on a projector.
package workshop

import (
	"slices"
	"sync"
	"time"

	"rustadvisor/advisor"
	"rustadvisor/advisor/tally"
	"rustadvisor/knowledge"
	"rustadvisor/ui/session"
)

// Workshop is one, from its first question to what comes out.
type Workshop struct {
	Tally  tally.Tally
	Deeper bool     // the deeper questions are asked too
	put    []string // questions so far, in that order
	Clock  Clock
	File   *File
	number int // counts the states of the tally
}

// New begins a workshop in which some answers are given.
func New(given advisor.Answers, file *File) *Workshop {
	return &Workshop{Tally: tally.Tally{Given: given}, Clock: NewClock(), File: file}
}

// Answers are what the hands come to so far.
func (w *Workshop) Answers(base *knowledge.Base) advisor.Answers {
	return w.Tally.Answers(base, tally.Room)
}

// Put notes that a question is put to the room: deeper ones stay where they were, whatever is answered later.
func (w *Workshop) Put(question string) {
	if !slices.Contains(w.put, question) {
		w.put = append(w.put, question)
	}
}

// Flow is what is asked: what the answers call for and was not given before, unless hands were raised for it.
func (w *Workshop) Flow(engine *advisor.Engine) []advisor.Step {
	return slices.DeleteFunc(engine.Flow(w.Answers(engine.Base()), w.put...), func(s advisor.Step) bool {
		asked := w.Tally.Asked(s.Question.ID)
		return !asked && (w.Tally.Given.Answered(s.Question.ID) || !s.Essential && !w.Deeper)
	})
}

// Open is the first question without hands, or "".
func (w *Workshop) Open(engine *advisor.Engine) string {
	for _, s := range w.Flow(engine) {
		if !w.Tally.Asked(s.Question.ID) {
			return s.Question.ID
		}
	}
	return ""
}

// Change takes a tally; what it returns saves it, and can run while the next is taken.
func (w *Workshop) Change(base *knowledge.Base, t tally.Tally) (save func() error) {
	w.Tally = t
	w.number++
	file, number := w.File, w.number
	return func() error { return file.save(base, number, t) }
}

// Changed tells whether there is anything to save.
func (w *Workshop) Changed() bool { return w.number > 0 }

// Flush saves what is not saved yet. There may be no workshop.
func (w *Workshop) Flush(base func() *knowledge.Base) error {
	if w == nil || w.number == 0 {
		return nil
	}
	return w.File.save(base(), w.number, w.Tally)
}

// File is where a tally is written, the latest state last.
type File struct {
	Store session.Store
	Now   func() time.Time

	mu      sync.Mutex
	id      string // empty until the first save
	written int
}

// ID is that of the tally in the store, or "" before the first save.
func (f *File) ID() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.id
}

// Resume makes further saves go to an earlier tally.
func (f *File) Resume(id string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.id = id
}

func (f *File) save(base *knowledge.Base, number int, t tally.Tally) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if number <= f.written {
		return nil
	}
	if f.id == "" {
		f.id = f.Store.NewTallyID(f.Now())
	}
	if err := f.Store.SaveTally(base, f.id, t); err != nil {
		return err
	}
	f.written = number
	return nil
}
