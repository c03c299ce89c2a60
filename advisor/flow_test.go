package advisor_test

import (
	"slices"
	"testing"

	"rustadvisor/advisor"
)

// TestDeeperQuestionsByWhatTheyChange gives each deeper question that is open every other answer: one that changes more
// picks comes before one that changes fewer, of as many one that all can answer before one for experts, then as the
// base has them. Those with answers come before, and those asked already keep their order.
func TestDeeperQuestionsByWhatTheyChange(t *testing.T) {
	ranked := 0
	eachBase(t, 200, 3, func(t *testing.T, e *advisor.Engine, a advisor.Answers) {
		a = shown(e, a)
		slow := &tested{e, map[string]solved{}}
		advice, before := e.Advise(a), newBrute(e.Base(), a)
		changes := map[string]map[string]bool{}
		eachChange(e, a, func(after advisor.Answers, question string) {
			if changes[question] == nil {
				changes[question] = map[string]bool{}
			}
			for i := range advice.Decisions { // one that nothing fits, too: an answer can find it something
				d := &advice.Decisions[i]
				if slow.pickThen(after, before, before.picks[before.at(d)], d) != d.Pick.ID {
					changes[question][d.Key()] = true
				}
			}
		})
		var open []advisor.Step
		for _, s := range e.Flow(a) {
			switch {
			case !s.Essential && s.Choice == "":
				open = append(open, s)
				if n := len(changes[s.Question.ID]); n != s.Changes {
					t.Errorf("%s changes %d picks, not %d", s.Question.ID, n, s.Changes)
				}
			case len(open) > 0:
				t.Errorf("%s comes after %s, which is open and deeper", s.Question.ID, open[0].Question.ID)
			}
		}
		at := func(s advisor.Step) int {
			return slices.IndexFunc(e.Called(a), func(c advisor.Step) bool { return c.Question.ID == s.Question.ID })
		}
		for i := 1; i < len(open); i++ {
			one, next := open[i-1], open[i]
			expert, last := len(one.Question.Spare) > 0, len(next.Question.Spare) > 0
			ranked++
			if one.Changes < next.Changes || one.Changes == next.Changes && (expert && !last || expert == last && at(one) >
				at(next)) {
				t.Errorf("%s, which changes %d, comes before %s with %d", one.Question.ID, one.Changes, next.Question.ID,
					next.Changes)
			}
		}
		keepsAsked(t, e, a, open)
	})
	if ranked == 0 {
		t.Error("no two questions are open: the bases try too little")
	}
}

// keepsAsked says that the last two of the open questions were asked: they stand first, in that order.
func keepsAsked(t *testing.T, e *advisor.Engine, a advisor.Answers, open []advisor.Step) {
	if len(open) < 3 {
		return
	}
	last, other := open[len(open)-1].Question.ID, open[len(open)-2].Question.ID
	var got []string
	for _, s := range e.Flow(a, last, other) {
		if !s.Essential && s.Choice == "" {
			got = append(got, s.Question.ID)
		}
	}
	want := []string{last, other}
	for _, s := range open[:len(open)-2] {
		want = append(want, s.Question.ID)
	}
	if !slices.Equal(got, want) {
		t.Errorf("with %s and %s asked before the order is %q, not %q", last, other, got, want)
	}
}
