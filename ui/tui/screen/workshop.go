package tui

import (
	"fmt"
	"slices"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
	"rustadvisor/ui/session"
	"rustadvisor/ui/tui/keymap"
)

// workshop is what the pages of the workshop view share. It outlives them: the advice leads back to it.
type workshop struct {
	tally  advisor.Tally
	deeper bool // the deeper questions are asked too
	clock  clock
	file   *tallyFile
	keeper *keeper // of the session that has the room's answers, or nil
	number int     // counts the states of the tally
	tick   func(time.Duration, func(time.Time) tea.Msg) tea.Cmd
}

// newWorkshop begins one in which some answers are given.
func newWorkshop(o Options) *workshop {
	w := &workshop{clock: newClock(), tick: tea.Tick, file: &tallyFile{store: o.Store, now: o.Now}}
	switch {
	case o.Answers != nil:
		w.tally.Given = *o.Answers
	case o.Journey != "":
		w.tally.Given.Choices = map[string][]string{knowledge.JourneyQuestion: {o.Journey}}
	}
	return w
}

// tallyFile writes the tally, the latest state last.
type tallyFile struct {
	store session.Store
	now   func() time.Time

	mu      sync.Mutex
	id      string // empty until the first save
	written int
}

func (f *tallyFile) save(base *knowledge.Base, number int, t advisor.Tally) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if number <= f.written {
		return nil
	}
	if f.id == "" {
		f.id = f.store.NewTallyID(f.now())
	}
	if err := f.store.SaveTally(base, f.id, t); err != nil {
		return err
	}
	f.written = number
	return nil
}

// tallySavedMsg tells how saving a tally went.
type tallySavedMsg struct{ err error }

// change takes a tally and saves it.
func (w *workshop) change(e env, t advisor.Tally) tea.Cmd {
	w.tally = t
	w.number++
	file, base, number := w.file, e.engine.Base(), w.number
	return func() tea.Msg { return tallySavedMsg{file.save(base, number, t)} }
}

// flush saves what is not saved yet. There may be no workshop.
func (w *workshop) flush(e env) error {
	if w == nil || w.number == 0 {
		return nil
	}
	return w.file.save(e.engine.Base(), w.number, w.tally)
}

// room is the answers that the hands come to so far.
func (w *workshop) room(e env) advisor.Answers { return w.tally.Answers(e.engine.Base(), advisor.Room) }

// flow is what is asked: what the answers call for and was not given before, unless hands were raised for it.
func (w *workshop) flow(e env) []advisor.Step {
	return slices.DeleteFunc(e.engine.Flow(w.room(e)), func(s advisor.Step) bool {
		asked := w.tally.Asked(s.Question.ID)
		return !asked && (w.tally.Given.Answered(s.Question.ID) || !s.Essential && !w.deeper)
	})
}

// open is the first question without hands, or "".
func (w *workshop) open(e env) string {
	for _, s := range w.flow(e) {
		if !w.tally.Asked(s.Question.ID) {
			return s.Question.ID
		}
	}
	return ""
}

// page is what the workshop view shows at a time.
type page interface {
	press(e env, k tea.KeyPressMsg) (Actions, tea.Cmd)
	draw(s stage) (lines []string, caret *tea.Cursor)
	Keys(e env) keymap.Help
}

// hall is the workshop view: what its pages have in common.
type hall struct {
	*workshop
	page page
}

// screen is a place in the workshop: its beginning, a question, or what came out.
func (w *workshop) screen(e env, p ToWorkshop) starter {
	switch {
	case p.End:
		return &hall{w, newEnding(e, w)}
	case p.Question != "":
		return &hall{w, newAsking(e, w, p.Question)}
	}
	return &hall{w, &beginning{workshop: w}}
}

func (s *hall) start(e env) tea.Cmd {
	if p, ok := s.page.(*beginning); ok {
		return p.find(e)
	}
	return nil
}

func (s *hall) typing() bool {
	p, ok := s.page.(*beginning)
	return ok && p.naming
}

func (s *hall) Update(e env, msg tea.Msg) (Actions, tea.Cmd) {
	switch msg := msg.(type) {
	case tallySavedMsg:
		if msg.err != nil {
			return say("Not saved: " + knowledge.Clean(msg.err.Error()) + ". The hands stay here."), nil
		}
	case clockMsg:
		return nil, s.ticked(e, msg)
	case foundTallyMsg:
		if p, ok := s.page.(*beginning); ok && msg.asked == p {
			return p.take(msg), nil
		}
	case tea.PasteMsg:
		if s.typing() {
			s.page.(*beginning).name.insert(msg.Content)
		}
	case tea.KeyPressMsg:
		if _, ok := s.page.(*asking); ok {
			if cmd, taken := s.pressClock(e, msg); taken {
				return nil, cmd
			}
		}
		return s.page.press(e, msg)
	}
	return nil, nil
}

// View has no head: the window belongs to the room.
func (s *hall) View(e env, z Size) View {
	h := z.Body(Head{})
	lines, at := s.page.draw(newStage(e, z.Width, h))
	return View{Body: lines[:min(len(lines), h)], Caret: at}
}

// finish goes to what came out; the room's answers are the session's from there on.
func (w *workshop) finish(e env) Actions {
	w.clock.stop(e.now)
	return ask(AnswerForRoom{w.room(e)}, Open{ToWorkshop{End: true}})
}

// goOn goes to a question, or to the end if there is none.
func (w *workshop) goOn(e env, question string) Actions {
	if question == "" {
		return w.finish(e)
	}
	return ask(Open{ToWorkshop{Question: question}})
}

// hands words a number of hands.
func hands(n int) string {
	switch n {
	case 0:
		return "no hands"
	}
	return knowledge.Counted(n, "hand")
}

// questionOf is "question 3 of 9".
func questionOf(here, of int) string { return fmt.Sprintf("Question %d of %d", here+1, of) }

func (s *hall) Keys(e env) keymap.Help {
	help := s.page.Keys(e)
	help.Short = append(help.Short, e.keys.Help)
	return help
}
