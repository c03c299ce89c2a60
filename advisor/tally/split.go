package tally

import (
	"slices"

	"rustadvisor/advisor"
)

// Split is a question that divided a room, and what hangs on it.
//
// Its two sides are the room's answer and the choice with most hands after it, the first of equals; where a tie is
// undecided, the first two of the equals. What hangs on it are the decisions that come out otherwise when the
// room's answers are kept but for the second side in place of the first. Questions that this hides lose their
// answers, and those it brings up have none.
//
// Of a question that takes several, the second side is the choice that most hands were raised for without being part
// of the answer or, if there is none, the part of the answer that has fewest; what hangs on it comes out otherwise when
// that choice is put or taken away.
type Split struct {
	Count
	First, Second int            // places of the two choices
	Turns         []advisor.Turn // what comes out otherwise if the second side wins, in the order advised
}

// Otherwise says what would have to be for the turns of a split to come, behind "If" and the second side.
func (s *Split) Otherwise() string {
	switch {
	case !s.several():
		return "had won"
	case slices.Contains(s.Ticked, s.Second):
		return "did not count"
	}
	return "counted as well"
}

// several tells whether the two sides can both be so.
func (s *Split) several() bool {
	return s.Question.Several && !s.Open() && !s.lone(s.First) && !s.lone(s.Second)
}

// Splits lists the questions that divided the room, those that split it most first. How much a question splits it
// is the number of decisions that hang on it, times the hands of the second side for each of the first: 1 where the
// sides are equal, towards 0 where the second is small. The fractions are compared exactly. Between equals the one
// with more hands on the second side comes first, then the one asked first. Questions on which nothing hangs come
// last.
func Splits(e *advisor.Engine, t Tally) []Split {
	room := e.Shown(t.Answers(e.Base(), Room))
	var out []Split
	for _, c := range Counts(e, t, Room) {
		s := Split{Count: c}
		if s.First, s.Second = c.sides(); s.Second < 0 {
			continue
		}
		with := func(places ...int) advisor.Answers { return room.With(c.Question.ID, c.IDs(places)...) }
		was, now := with(s.First), with(s.Second)
		if s.several() {
			was = with(c.Ticked...)
			now = was.Tick(c.Question, c.Question.Choices[s.Second].ID, false)
		}
		s.Turns = e.Turns(was, now)
		out = append(out, s)
	}
	slices.SortStableFunc(out, func(a, b Split) int {
		if d := b.weight()*a.Hands[a.First] - a.weight()*b.Hands[b.First]; d != 0 {
			return d
		}
		return b.Hands[b.Second] - a.Hands[a.Second]
	})
	return out
}

// weight is what a split counts, times the hands of the first side.
func (s *Split) weight() int { return len(s.Turns) * s.Hands[s.Second] }

// sides are the two choices that divide the room; the second is -1 where all agree.
func (c *Count) sides() (first, second int) {
	second = -1
	if first = c.Choice; first < 0 {
		first = c.Leaders[0]
	}
	for i, n := range c.Hands {
		if i != first && n > 0 && (second < 0 || c.divides(i, second)) {
			second = i
		}
	}
	return first, second
}

// divides tells whether a choice divides the room more than another: it is no part of the answer, and has more hands
// then, or fewer where both are.
func (c *Count) divides(i, than int) bool {
	in, other := slices.Contains(c.Ticked, i), slices.Contains(c.Ticked, than)
	switch {
	case in != other:
		return other
	case in:
		return c.Hands[i] < c.Hands[than]
	}
	return c.Hands[i] > c.Hands[than]
}
