package plain

import (
	"slices"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/moves"
	"rustadvisor/ui/spoken"
)

// whatIf tries other answers: what they would move is told, and they are kept or discarded together.
type whatIf struct {
	answers advisor.Answers
	before  []advisor.Answers // for undoing
}

func (*whatIf) name() string        { return "the what-if" }
func (*whatIf) words() []string     { return []string{"keep", "discard"} }
func (w *whatIf) count(t *talk) int { return len(w.steps(t)) }

// steps are the questions that can be answered otherwise, in the order asked.
func (w *whatIf) steps(t *talk) []advisor.Step { return t.Engine.Called(w.answers) }

// trying is the what-if that is open, or nil.
func (t *talk) trying() *whatIf {
	for _, p := range t.places {
		if w, ok := p.(*whatIf); ok {
			return w
		}
	}
	return nil
}

// tried is what a what-if changes.
func (t *talk) tried(w *whatIf) moves.Tried { return moves.Trying(t.Engine, t.answers, w.answers) }

func (w *whatIf) show(t *talk) {
	t.say("What if. Try other answers; yours stay as they are until you type keep. Behind each stands how many picks " +
		"another answer can change.")
	reach := moves.ReachOf(t.Engine.Base(), t.Engine.Advise(w.answers))
	for n, s := range w.steps(t) {
		text := saidIn(s, w.answers)
		if can := reach.Decisions(s.Question.ID); can > 0 {
			text += " " + wording.Counted(can, "pick") + "."
		}
		t.say("%d. %s", n+1, text)
	}
	t.say("star and a number tries what would matter most.")
}

func (w *whatIf) choose(t *talk, n int) error {
	t.gap()
	t.places = append(t.places, &question{id: w.steps(t)[n-1].Question.ID, trial: w, detour: true})
	t.here().show(t)
	return nil
}

// whatIf opens the what-if, at one of its questions if a number is given. At a question it tells what a choice
// would do.
func (t *talk) whatIf(arg string) error {
	if q, ok := t.here().(*question); ok && arg != "" {
		if n := t.number(arg, q.count(t), "this question"); n > 0 {
			known := t.Engine.Base().Question(q.id)
			t.tell(q.answers(t), q.answers(t).With(q.id, known.Choices[n-1].ID))
		}
		return nil
	}
	w := t.trying()
	switch {
	case w != nil:
		t.places = t.places[:1+slices.Index(t.places, place(w))] // what was tried waits there
	case arg == "":
		t.open(&whatIf{answers: t.answers})
		return nil
	default:
		w = &whatIf{answers: t.answers}
		t.places = append(t.places, w)
	}
	if arg == "" {
		t.arrive()
		return nil
	}
	if n := t.number(arg, w.count(t), "the what-if"); n > 0 {
		return w.choose(t, n)
	}
	if len(w.before) == 0 { // there is nothing to come back to
		t.leave(func(p place) bool { return p == place(w) })
	}
	return nil
}

// try takes other answers into the what-if and tells all that they and those before do.
func (w *whatIf) try(t *talk, a advisor.Answers) {
	w.before = append(w.before, w.answers)
	w.answers = a
	w.told(t)
}

func (w *whatIf) told(t *talk) {
	if t.tried(w).None() {
		t.say("All answers are as yours are, so nothing moves.")
		return
	}
	t.tell(t.answers, w.answers)
	t.say("keep makes %s yours, discard leaves your answers as they are, undo takes the last back.", t.tried(w))
}

// tell says what other answers change, and why: changed picks first, then what becomes more or less firm.
func (t *talk) tell(now, then advisor.Answers) {
	t.say("If %s:", strings.Join(t.ifs(now, then), ", and "))
	moved := moves.Between(t.Engine.Advise(now), t.Engine.Advise(then))
	if len(t.repinned(now, then)) > 0 {
		t.tellPinned(moved)
		return
	}
	t.tellMoves(moved)
}

func (t *talk) tellMoves(d moves.Difference) {
	if len(d.Moves) == 0 {
		t.say("Nothing moves: every pick stays, as firm as it is.")
	}
	for _, m := range d.Moves {
		was, is := moves.Outcome(m.Now), moves.Outcome(m.Then)
		if m.Kind == moves.Pinned {
			if is != was {
				is += ", before " + was
			}
			t.say("%s: %s. %s", m.Then.Title, is, spoken.Worded(strings.Join(append([]string{m.Why}, m.Price...), " ")))
			continue
		}
		if m.Kind == moves.Changed {
			t.say("%s: %s, before %s. %s", m.Then.Title, is, was, spoken.Worded(m.Why))
			for i := range min(mostCells, len(m.Cells)) {
				c := &m.Cells[i]
				t.say("- %s", spoken.Worded(pointsFor(c)))
			}
			continue
		}
		t.say("%s: still %s, %s, before %s. %s", m.Then.Title, is, moves.FirmWord(m.Then), moves.FirmWord(m.Now),
			spoken.Worded(m.Why))
	}
	if d.Stay > 0 && len(d.Moves) > 0 {
		t.say("%s as before.", wording.Counted(d.Stay, "decision"))
	}
	if len(d.Asked) > 0 {
		t.say("Asked too then: %s.", strings.Join(d.Asked, ", "))
	}
	if len(d.Dropped) > 0 {
		t.say("No longer asked then: %s.", strings.Join(d.Dropped, ", "))
	}
}

// mostCells is how many of the shifted points are told of a changed pick.
const mostCells = 3

// pointsFor words a shift of points: "plus 6, it answers requests: little code".
func pointsFor(c *advisor.Cell) string {
	why := c.Reason + ": "
	if c.Question == "" {
		why = "for most teams: "
	}
	return signed(c.Points) + ", " + why + c.Title
}

// ifs words what differs between answers: "Store is MongoDB".
func (t *talk) ifs(now, then advisor.Answers) []string {
	var out []string
	for _, s := range t.Engine.Called(then) {
		if s.Choice != "" && !then.SameAt(s.Question.ID, now) {
			out = append(out, s.Question.Short+" is “"+s.Label()+"”")
		}
	}
	switch q := t.Engine.Base().Question(then.Star); {
	case then.Star == now.Star:
	case q != nil:
		out = append(out, q.Short+" matters most")
	default:
		out = append(out, "nothing matters most")
	}
	out = append(out, t.repinned(now, then)...)
	if len(out) == 0 {
		return []string{"you said so"} // it is what was said before
	}
	return out
}

// keep makes what was tried the answers.
func (t *talk) keep(string) error {
	w := t.trying()
	tried := t.tried(w)
	if tried.None() {
		t.say("Nothing is changed, so there is nothing to keep. back leaves.")
		return nil
	}
	t.become(w.answers)
	t.say("Kept %s. The answers are yours now.", tried)
	return t.closeWhatIf(w)
}

func (t *talk) discard(string) error {
	w := t.trying()
	if tried := t.tried(w); !tried.None() {
		t.say("Discarded %s. Your answers are as they were.", tried)
	}
	return t.closeWhatIf(w)
}

// closeWhatIf goes back to where it was opened.
func (t *talk) closeWhatIf(w *whatIf) error {
	w.answers = t.answers
	t.places = t.places[:1+slices.Index(t.places, place(w))]
	return t.back()
}

func (t *talk) undo(string) error {
	w := t.trying()
	n := len(w.before)
	if n == 0 {
		t.say("Nothing was tried yet.")
		return nil
	}
	w.answers, w.before = w.before[n-1], w.before[:n-1]
	t.places = t.places[:1+slices.Index(t.places, place(w))]
	t.say("Taken back.")
	w.told(t)
	return nil
}
