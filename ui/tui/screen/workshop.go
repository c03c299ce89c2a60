package screen

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"rustadvisor/advisor"
	"rustadvisor/advisor/tally"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/tui/keymap"
	"rustadvisor/ui/tui/widget"
	"rustadvisor/ui/workshop"
)

// room is the workshop with what its pages do in it. It outlives them: the advice leads back to it.
type room struct{ *workshop.Workshop }

// tallySavedMsg tells how saving a tally went.
type tallySavedMsg struct{ err error }

// change takes a tally and saves it.
func (w room) change(e Env, t tally.Tally) tea.Cmd {
	save := w.Change(e.Engine.Base(), t)
	return func() tea.Msg { return tallySavedMsg{save()} }
}

// answers are what the hands come to so far.
func (w room) answers(e Env) advisor.Answers { return w.Answers(e.Engine.Base()) }

// page is what the workshop view shows at a time.
type page interface {
	press(e Env, k tea.KeyPressMsg) (Actions, tea.Cmd)
	draw(s stage) (lines []string, caret *tea.Cursor)
	Keys(e Env) keymap.Help
}

// workshopView is the view of a workshop: what its pages have in common.
type workshopView struct {
	room
	page page
}

// newWorkshopView is a place in the workshop: its beginning, a question, or what came out.
func newWorkshopView(e Env, p ToWorkshop) *workshopView {
	w := room{e.Workshop}
	switch {
	case p.End:
		return &workshopView{w, newEnding(e, w)}
	case p.Question != "":
		return &workshopView{w, newAsking(e, w, p.Question)}
	}
	return &workshopView{w, &beginning{room: w}}
}

func (s *workshopView) start(e Env) tea.Cmd {
	if p, ok := s.page.(*beginning); ok {
		return p.find(e)
	}
	return nil
}

func (s *workshopView) Typing() bool {
	return s.field() != nil
}

// field is the one that letters go to, or nil.
func (s *workshopView) field() *widget.Field {
	switch p := s.page.(type) {
	case *beginning:
		if p.naming {
			return &p.name
		}
	case *asking:
		return p.measurer
	}
	return nil
}

func (s *workshopView) Update(e Env, msg tea.Msg) (Actions, tea.Cmd) {
	switch msg := msg.(type) {
	case tallySavedMsg:
		if msg.err != nil {
			return say("Not saved: " + wording.Clean(msg.err.Error()) + ". The hands stay here."), nil
		}
	case clockMsg:
		return nil, s.ticked(e, msg)
	case foundTallyMsg:
		if p, ok := s.page.(*beginning); ok && msg.asked == p {
			return p.take(msg), nil
		}
	case tea.PasteMsg:
		if f := s.field(); f != nil {
			f.Insert(msg.Content)
		}
	case tea.KeyPressMsg:
		if _, ok := s.page.(*asking); ok && !s.Typing() {
			if cmd, taken := s.pressClock(e, msg); taken {
				return nil, cmd
			}
		}
		return s.page.press(e, msg)
	}
	return nil, nil
}

// View has no head: the window belongs to the room.
func (s *workshopView) View(e Env, z Size) View {
	h := z.Body(Head{})
	lines, at := s.page.draw(newStage(e, z.Width, h))
	return View{Body: lines[:min(len(lines), h)], Caret: at}
}

// finish goes to what came out; the room's answers are the session's from there on.
func (w room) finish(e Env) Actions {
	return Ask(AnswerForRoom{w.answers(e)}, Open{ToWorkshop{End: true}})
}

// goOn goes to a question, or to the end if there is none.
func (w room) goOn(e Env, question string) Actions {
	if question == "" {
		return w.finish(e)
	}
	return Ask(Open{ToWorkshop{Question: question}})
}

// hands words a number of hands.
func hands(n int) string {
	switch n {
	case 0:
		return "no hands"
	}
	return wording.Counted(n, "hand")
}

// questionOf is "question 3 of 9".
func questionOf(here, of int) string { return fmt.Sprintf("Question %d of %d", here+1, of) }

func (s *workshopView) Keys(e Env) keymap.Help {
	help := s.page.Keys(e)
	all := e.Keys.Help
	if s.Typing() {
		all = e.Keys.Text.Help
	}
	help.Short = append(help.Short, all)
	return help
}
