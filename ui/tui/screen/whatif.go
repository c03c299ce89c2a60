package tui

import (
	"strconv"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"rustadvisor/advisor"
	"rustadvisor/ui/moves"
)

// whatIf tries other answers and pins: what they would move stands beside them. They are kept or discarded together.
type whatIf struct {
	ToWhatIf
	answers advisor.Answers   // what is taken so far
	before  []advisor.Answers // for undoing
	latest  string            // the question changed last
	steps   []advisor.Step
	cursor  int    // of the steps; one past them is the line that keeps
	menu    *menu  // the choices of the question under the cursor, or of what to pin, or nil
	of      string // what the menu offers: one of the constants below, or a decision whose options it offers
	whole   bool   // all reasons are shown; in one column they have the whole window
	offset  int    // first line shown of what moves

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

func newWhatIf(e env, p ToWhatIf) *whatIf {
	s := &whatIf{ToWhatIf: p, answers: e.answers}
	s.list(e, "")
	if p.Pin != "" {
		s.offerOptions(e, p.Pin)
	}
	return s
}

// list lists the questions of the answers taken, with the cursor on that one, else about where it was.
func (s *whatIf) list(e env, question string) {
	s.steps = bySection(e, s.answers)
	s.cursor = min(s.cursor, s.last(e))
	for i, t := range s.steps {
		if t.Question.ID == question {
			s.cursor = i
		}
	}
}

// last is the last line that the cursor can be on.
func (s *whatIf) last(e env) int {
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
		return s.answers.With(s.menu.question.ID, s.menu.at().ID)
	}
	return s.answers.Pinned(advisor.Pin{Decision: s.of, Option: s.menu.at().ID})
}

// changes counts the answers that differ from those as they are, the star included. What is not asked counts as no answer.
func (s *whatIf) changes(e env, a advisor.Answers) int {
	n := 0
	active, before := e.engine.Active(a), e.engine.Active(e.answers)
	for _, q := range e.engine.Base().Questions {
		if (active(q.ID) || before(q.ID)) && !a.SameAt(q.ID, e.answers) {
			n++
		}
	}
	if a.Star != e.answers.Star {
		n++
	}
	return n
}

// start compares for the first time, or once more where an export stood over it: what came meanwhile is lost.
func (s *whatIf) start(e env) tea.Cmd {
	s.running = 0
	s.wanted++
	return s.compare(e)
}

// compare runs a comparison, unless one is under way: then the latest follows it. Advice takes longer than a key press may.
func (s *whatIf) compare(e env) tea.Cmd {
	if s.running != 0 || s.wanted == s.got && (!s.stale || s.menu != nil) {
		return nil
	}
	s.running = s.wanted
	engine, base, taken, shown, now := e.engine, e.answers, s.answers, s.shown(), s.now
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

func (s *whatIf) Update(e env, msg tea.Msg) (Actions, tea.Cmd) {
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
func (s *whatIf) settle(e env) tea.Cmd {
	s.offset = max(0, min(s.offset, len(s.movesText(e))-s.room(e)))
	return s.compare(e)
}

// take shows a comparison, unless it is late.
func (s *whatIf) take(msg movesMsg) {
	s.now = msg.now
	if msg.number != s.wanted {
		return
	}
	s.got, s.moves, s.offset = msg.number, &msg.moves, 0
	if msg.reach != nil {
		s.reach, s.stale = msg.reach, false
	}
}

// press does what a key asks for within the screen, or says what it asks of the root.
func (s *whatIf) press(e env, k tea.KeyPressMsg) Actions {
	switch {
	case key.Matches(k, e.keys.WhatIf.PageDown):
		s.offset += max(1, s.room(e)-2)
	case key.Matches(k, e.keys.WhatIf.PageUp):
		s.offset -= max(1, s.room(e)-2)
	case key.Matches(k, e.keys.WhatIf.Whole):
		s.whole, s.offset = !s.whole, 0
	case s.whole && !e.columns():
		s.pressWhole(e, k)
	case key.Matches(k, e.keys.WhatIf.Undo):
		s.undo(e)
	case key.Matches(k, e.keys.Star) && s.under() != "" && s.of == ofQuestion:
		s.change(e, s.answers.Starred(s.under()))
	case key.Matches(k, e.keys.WhatIf.Pin) && s.menu == nil:
		s.offerDecisions(e)
	case key.Matches(k, e.keys.WhatIf.Command) && s.menu == nil:
		return s.command()
	case key.Matches(k, e.keys.Export) && s.menu == nil:
		return ask(Open{ToExport{Tried: s}})
	case s.menu != nil:
		s.pressMenu(e, k)
	default:
		return s.pressList(e, k)
	}
	return nil
}

// pressWhole takes a key while what moves has the whole window.
func (s *whatIf) pressWhole(e env, k tea.KeyPressMsg) {
	switch {
	case key.Matches(k, e.keys.Up):
		s.offset--
	case key.Matches(k, e.keys.Down):
		s.offset++
	case key.Matches(k, e.keys.Back):
		s.whole, s.offset = false, 0
	}
}

func (s *whatIf) pressList(e env, k tea.KeyPressMsg) Actions {
	switch {
	case key.Matches(k, e.keys.Up) && s.cursor == len(s.steps):
		s.cursor--
		s.list(e, s.latest)
	case key.Matches(k, e.keys.Up):
		s.cursor = max(0, s.cursor-1)
	case key.Matches(k, e.keys.Down):
		s.cursor = min(s.last(e), s.cursor+1)
	case key.Matches(k, e.keys.First):
		s.cursor = 0
	case key.Matches(k, e.keys.Last, e.keys.WhatIf.ToKeep):
		s.cursor = s.last(e)
	case key.Matches(k, e.keys.WhatIf.Keep) && s.cursor == len(s.steps):
		return s.keep(e)
	case key.Matches(k, e.keys.WhatIf.Open) && s.cursor < len(s.steps):
		m := newMenu(e, s.answers, s.steps[s.cursor])
		s.menu = &m
	case key.Matches(k, e.keys.WhatIf.Discard), key.Matches(k, e.keys.Back) && s.last(e) < len(s.steps):
		if said := s.triedText(e, s.answers); said != "" {
			return ask(Say{doneMark + "Discarded " + said + ". Your answers are as they were."}, Close{})
		}
		return ask(Close{})
	}
	return nil
}

func (s *whatIf) pressMenu(e env, k tea.KeyPressMsg) {
	m := s.menu
	switch {
	case key.Matches(k, e.keys.Up):
		m.move(m.cursor - 1)
	case key.Matches(k, e.keys.Down):
		m.move(m.cursor + 1)
	case key.Matches(k, e.keys.WhatIf.Take):
		s.choose(e, m.cursor)
	case key.Matches(k, e.keys.Number):
		if i, _ := strconv.Atoi(k.String()); i <= len(m.question.Choices) {
			s.choose(e, i-1)
		}
	case key.Matches(k, e.keys.Unsure) && m.unsure() >= 0:
		s.choose(e, m.unsure())
	case key.Matches(k, e.keys.WhatIf.Drop) && s.of != ofQuestion && s.of != ofDecisions:
		s.offerDecisions(e)
	case key.Matches(k, e.keys.WhatIf.Drop):
		s.drop()
	}
}

// drop closes the menu.
func (s *whatIf) drop() { s.menu, s.of = nil, ofQuestion }

// choose takes a choice. The cursor goes to the line that keeps: the next enter does.
func (s *whatIf) choose(e env, i int) {
	if s.of != ofQuestion {
		s.choosePin(e, i)
		return
	}
	q := s.menu.question
	s.drop()
	if s.answers.Choice(q.ID) != q.Choices[i].ID {
		s.change(e, s.answers.With(q.ID, q.Choices[i].ID))
		s.cursor = s.last(e)
		if s.cursor < len(s.steps) {
			s.list(e, q.ID) // back to what it was: nothing to keep
		}
	}
}

// change takes something else.
func (s *whatIf) change(e env, a advisor.Answers) {
	s.latest = s.under()
	s.before = append(s.before, s.answers)
	s.answers = a
	s.relist(e)
}

func (s *whatIf) undo(e env) {
	if n := len(s.before); n > 0 {
		s.answers, s.before = s.before[n-1], s.before[:n-1]
		s.drop()
		s.relist(e)
	}
}

// relist lists the questions anew; the cursor stays with its question, and the menu with its choice.
func (s *whatIf) relist(e env) {
	s.list(e, s.under())
	s.stale = true
}

// keep makes the answers and pins that are tried those of the session.
func (s *whatIf) keep(e env) Actions {
	kept := s.triedText(e, s.answers)
	return ask(Answer{s.answers}, Say{doneMark + "Kept " + kept + "."}, Open{s.Advice})
}
