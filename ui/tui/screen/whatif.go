package screen

import (
	"strconv"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"rustadvisor/advisor"
	"rustadvisor/ui/moves"
	"rustadvisor/ui/tui/widget"
)

// whatIf tries other answers and pins: what they would move stands beside them. They are kept or discarded together.
type whatIf struct {
	ToWhatIf
	answers advisor.Answers   // what is taken so far
	before  []advisor.Answers // for undoing
	latest  string            // the question changed last
	steps   []advisor.Step
	cursor  int          // of the steps; one past them is the line that keeps
	menu    *menu        // the choices of the question under the cursor, or of what to pin, or nil
	of      string       // what the menu offers: one of the constants below, or a decision whose options it offers
	whole   bool         // all reasons are shown; in one column they have the whole window
	page    widget.Pager // what moves

	wanted, running, got int // numbers of comparisons: the latest, the one under way or 0, the one shown
	now                  *advisor.Advice
	reach                moves.Reach // of the answers taken
	stale                bool        // reach is of other answers
	moves                *moves.Difference
}

// What a menu offers but the options of a decision.
const (
	ofQuestion  = ""
	ofDecisions = "?"
)

// movesMsg brings what the answers of a what-if do. It names the screen that asked and the number of the comparison.
type movesMsg struct {
	asked  *whatIf
	number int
	now    *advisor.Advice
	reach  moves.Reach
	moves  moves.Difference
}

func newWhatIf(e Env, p ToWhatIf) *whatIf {
	s := &whatIf{ToWhatIf: p, answers: e.Answers}
	s.list(e, "")
	if p.Pin != "" {
		s.offerOptions(e, p.Pin)
	}
	return s
}

// list lists the questions of the answers taken, with the cursor on that one, else about where it was.
func (s *whatIf) list(e Env, question string) {
	s.steps = bySection(e, s.answers)
	s.cursor = min(s.cursor, s.last(e))
	for i, t := range s.steps {
		if t.Question.ID == question {
			s.cursor = i
		}
	}
}

// last is the last line that the cursor can be on.
func (s *whatIf) last(e Env) int {
	if s.triedText(e, s.answers) != "" {
		return len(s.steps)
	}
	return len(s.steps) - 1
}

// under is the id of the question under the cursor, or "".
func (s *whatIf) under() string {
	if s.cursor < len(s.steps) {
		return s.steps[s.cursor].Question.ID
	}
	return ""
}

// shown is what has its effect shown: what is taken, with the highlighted choice.
func (s *whatIf) shown() advisor.Answers {
	switch {
	case s.menu == nil, s.of == ofDecisions:
		return s.answers
	case s.of == ofQuestion:
		return s.answers.Tick(s.menu.question, s.menu.at().ID, true)
	}
	return s.answers.Pinned(advisor.Pin{Decision: s.of, Option: s.menu.at().ID})
}

// start compares for the first time, or once more where an export stood over it: what came meanwhile is lost, and the
// window may have changed.
func (s *whatIf) start(e Env) tea.Cmd {
	s.running = 0
	s.wanted++
	return s.settle(e)
}

// compare runs a comparison, unless one is under way: then the latest follows it. Advice takes longer than a key
// press may.
func (s *whatIf) compare(e Env) tea.Cmd {
	if s.running != 0 || s.wanted == s.got && (!s.stale || s.menu != nil) {
		return nil
	}
	s.running = s.wanted
	engine, base, taken, shown, now := e.Engine, e.Answers, s.answers, s.shown(), s.now
	msg := movesMsg{asked: s, number: s.wanted}
	return func() tea.Msg {
		if now == nil {
			now = engine.Advise(base)
		}
		then := engine.Advise(shown)
		msg.now, msg.moves = now, moves.Between(now, then)
		if taken.Same(shown) {
			msg.reach = moves.ReachOf(engine.Base(), then)
		}
		return msg
	}
}

// Waits while what is shown is not of what is highlighted.
func (s *whatIf) Waits() bool { return s.running != 0 }

func (s *whatIf) Update(e Env, msg tea.Msg) (Actions, tea.Cmd) {
	switch msg := msg.(type) {
	case movesMsg:
		if msg.asked == s {
			s.running = 0
			s.take(msg)
		}
	case tea.KeyPressMsg:
		before := s.shown()
		act := s.press(e, msg)
		if act.leave() {
			return act, nil
		}
		if !before.Same(s.shown()) {
			s.wanted++
		}
		return act, s.settle(e)
	}
	return nil, s.settle(e)
}

// settle keeps what moves within its text, and compares if what is shown is of something else.
func (s *whatIf) settle(e Env) tea.Cmd {
	s.page.SetHeight(s.room(e))
	s.page.Set(s.movesText(e))
	return s.compare(e)
}

// take shows a comparison, unless it is late.
func (s *whatIf) take(msg movesMsg) {
	s.now = msg.now
	if msg.number != s.wanted {
		return
	}
	s.got, s.moves = msg.number, &msg.moves
	s.page.ScrollTo(0)
	if msg.reach != nil {
		s.reach, s.stale = msg.reach, false
	}
}

// press does what a key asks for within the screen, or says what it asks of the root.
func (s *whatIf) press(e Env, k tea.KeyPressMsg) Actions {
	switch {
	case key.Matches(k, e.Keys.PageDown, e.Keys.PageUp):
		s.page.Press(k, e.Keys)
	case key.Matches(k, e.Keys.WhatIf.Whole), s.whole && key.Matches(k, e.Keys.Close):
		s.whole = !s.whole
		s.page.ScrollTo(0)
	case s.whole && !e.columns():
		s.pressWhole(e, k)
	case key.Matches(k, e.Keys.WhatIf.Undo):
		s.undo(e)
	case key.Matches(k, e.Keys.Star) && s.under() != "" && s.of == ofQuestion:
		s.change(e, s.answers.Starred(s.under()))
	case key.Matches(k, e.Keys.WhatIf.Pin) && s.menu == nil:
		s.offerDecisions(e)
	case key.Matches(k, e.Keys.WhatIf.Command) && s.menu == nil:
		return s.command()
	case key.Matches(k, e.Keys.Export) && s.menu == nil:
		return Ask(Open{ToExport{Tried: s}})
	case s.menu != nil:
		s.pressMenu(e, k)
	default:
		return s.pressList(e, k)
	}
	return nil
}

// pressWhole takes a key while what moves has the whole window.
func (s *whatIf) pressWhole(e Env, k tea.KeyPressMsg) {
	if key.Matches(k, e.Keys.Back) {
		s.whole = false
		s.page.ScrollTo(0)
	} else {
		s.page.Press(k, e.Keys)
	}
}

func (s *whatIf) pressList(e Env, k tea.KeyPressMsg) Actions {
	switch {
	case key.Matches(k, e.Keys.Up) && s.cursor == len(s.steps):
		s.cursor--
		s.list(e, s.latest)
	case key.Matches(k, e.Keys.Up):
		s.cursor = max(0, s.cursor-1)
	case key.Matches(k, e.Keys.Down):
		s.cursor = min(s.last(e), s.cursor+1)
	case key.Matches(k, e.Keys.First):
		s.cursor = 0
	case key.Matches(k, e.Keys.Last, e.Keys.WhatIf.ToKeep):
		s.cursor = s.last(e)
	case key.Matches(k, e.Keys.WhatIf.Keep) && s.cursor == len(s.steps):
		return s.keep(e)
	case key.Matches(k, e.Keys.WhatIf.Open) && s.cursor < len(s.steps):
		m := newMenu(e, s.answers, s.steps[s.cursor])
		s.menu = &m
	case key.Matches(k, e.Keys.WhatIf.Discard), key.Matches(k, e.Keys.Back) && s.last(e) < len(s.steps):
		if said := s.triedText(e, s.answers); said != "" {
			return Ask(Say{DoneMark + "Discarded " + said + ". Your answers are as they were."}, Close{})
		}
		return Ask(Close{})
	}
	return nil
}

func (s *whatIf) pressMenu(e Env, k tea.KeyPressMsg) {
	m := s.menu
	switch {
	case key.Matches(k, e.Keys.Up):
		m.move(m.cursor - 1)
	case key.Matches(k, e.Keys.Down):
		m.move(m.cursor + 1)
	case key.Matches(k, e.Keys.WhatIf.Take):
		s.choose(e, m.cursor)
	case key.Matches(k, e.Keys.Number):
		if i, _ := strconv.Atoi(k.String()); i <= len(m.question.Choices) {
			s.choose(e, i-1)
		}
	case key.Matches(k, e.Keys.Unsure) && m.unsure() >= 0:
		s.choose(e, m.unsure())
	case key.Matches(k, e.Keys.WhatIf.Drop) && s.of != ofQuestion && s.of != ofDecisions:
		s.offerDecisions(e)
	case key.Matches(k, e.Keys.WhatIf.Drop):
		s.drop()
	}
}

// drop closes the menu.
func (s *whatIf) drop() { s.menu, s.of = nil, ofQuestion }

// choose takes a choice. The cursor goes to the line that keeps: the next enter does.
func (s *whatIf) choose(e Env, i int) {
	if s.of != ofQuestion {
		s.choosePin(e, i)
		return
	}
	q := s.menu.question
	s.drop()
	if a := s.answers.Tick(q, q.Choices[i].ID, !q.Several); a.Answered(q.ID) && !a.SameAt(q.ID, s.answers) {
		s.change(e, a)
		s.cursor = s.last(e)
		if s.cursor < len(s.steps) {
			s.list(e, q.ID) // back to what it was: nothing to keep
		}
	}
}

// change takes something else.
func (s *whatIf) change(e Env, a advisor.Answers) {
	s.latest = s.under()
	s.before = append(s.before, s.answers)
	s.answers = a
	s.relist(e)
}

func (s *whatIf) undo(e Env) {
	if n := len(s.before); n > 0 {
		s.answers, s.before = s.before[n-1], s.before[:n-1]
		s.drop()
		s.relist(e)
	}
}

// relist lists the questions anew; the cursor stays with its question, and the menu with its choice.
func (s *whatIf) relist(e Env) {
	s.list(e, s.under())
	s.stale = true
}

// keep makes the answers and pins that are tried those of the session.
func (s *whatIf) keep(e Env) Actions {
	kept := s.triedText(e, s.answers)
	return Ask(Answer{s.answers}, Say{DoneMark + "Kept " + kept + "."}, Open{s.Advice})
}
