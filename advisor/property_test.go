package advisor_test

import (
	"maps"
	"reflect"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

// TestPicks holds the joint pick, scores, vetoes, leads and ties against brute force.
func TestPicks(t *testing.T) {
	eachBase(t, 400, 4, func(t *testing.T, e *advisor.Engine, a advisor.Answers) {
		advice, b := e.Advise(a), newBrute(e.Base(), a)
		best, with := b.search()
		if got := picks(advice); !slices.Equal(got, best.picks) {
			t.Errorf("picks %q, brute force %q", got, best.picks)
		}
		for i := range advice.Decisions {
			checkDecided(t, b, &advice.Decisions[i], i, best, with)
		}
	})
}

func checkDecided(t *testing.T, b *brute, got *advisor.Decided, i int, best *assignment, with map[string]*assignment) {
	d := &b.base.Decisions[i]
	excluded := map[string]bool{}
	for _, x := range got.Excluded {
		excluded[x.ID] = true
	}
	for j := range d.Options {
		o := &d.Options[j]
		if b.vetoed(o) != excluded[o.ID] {
			t.Errorf("%s.%s: excluded %v", d.ID, o.ID, excluded[o.ID])
		}
	}
	if got.Pick.ID == "" {
		if got.Standing != advisor.NoneFit || got.Fallback == "" {
			t.Errorf("%s falls back with standing %q and advice %q", d.ID, got.Standing, got.Fallback)
		}
		return
	}
	if excluded[got.Pick.ID] {
		t.Errorf("%s: %s wins although it is vetoed", d.ID, got.Pick.ID)
	}
	if want := b.scores[d.ID+"."+got.Pick.ID]; got.Score != want {
		t.Errorf("%s: score %d, brute force %d", d.ID, got.Score, want)
	}
	var ties []string
	tossUp := false
	for j := range d.Options {
		id := d.Options[j].ID
		if excluded[id] || id == got.Pick.ID {
			continue
		}
		other := with[d.ID+"."+id]
		if other == nil || other.filled < best.filled {
			continue
		}
		tossUp = tossUp || other.total >= best.total-1
		if other.total == best.total {
			ties = append(ties, id)
		}
	}
	if got := names(got.Tie); !slices.Equal(got, ties) {
		t.Errorf("%s: ties %q, brute force %q", d.ID, got, ties)
	}
	if tossUp != (got.Standing == advisor.TossUp) {
		t.Errorf("%s is %s; within a point by brute force: %v", d.ID, got.Standing, tossUp)
	}
}

// TestCells adds up every explanation.
func TestCells(t *testing.T) {
	eachBase(t, 300, 4, func(t *testing.T, e *advisor.Engine, a advisor.Answers) {
		for _, d := range e.Advise(a).Decisions {
			if sum := points(d.Because) + points(d.Against); sum != d.Score {
				t.Errorf("%s: cells sum to %d, score %d", d.ID, sum, d.Score)
			}
			if slices.ContainsFunc(d.Because, func(c advisor.Cell) bool { return c.Points <= 0 }) ||
				slices.ContainsFunc(d.Against, func(c advisor.Cell) bool { return c.Points >= 0 }) {
				t.Errorf("%s: a cell stands on the wrong side", d.ID)
			}
			for _, r := range d.Rivals {
				if sum := points(r.Cells); sum != r.Margin || r.Margin != d.Score-r.Score {
					t.Errorf("%s over %s: cells sum to %d, margin %d, scores %d and %d", d.ID, r.ID, sum, r.Margin, d.Score, r.Score)
				}
			}
		}
	})
}

func points(cells []advisor.Cell) int {
	sum := 0
	for _, c := range cells {
		sum += c.Points
	}
	return sum
}

// TestFlips evaluates every single change of an answer anew: exactly those that change a pick are reported. Pairs change
// it together and neither does alone. It is about answers as they are exported, without hidden ones.
func TestFlips(t *testing.T) {
	eachBase(t, 200, 3, func(t *testing.T, e *advisor.Engine, a advisor.Answers) {
		a = shown(e, a)
		advice := e.Advise(a)
		now := picks(advice)
		for i, d := range advice.Decisions {
			told := map[[2]string]string{}
			for _, f := range d.Flips {
				after := a
				for _, s := range f.Set {
					after = after.With(s.Question, s.Choice)
				}
				if got := e.Picks(after)[i]; got != f.Pick.ID || got == d.Pick.ID {
					t.Errorf("%s: %v is told to lead from %q to %q, and leads to %q", d.ID, f.Set, d.Pick.ID, f.Pick.ID, got)
				}
				if len(f.Set) == 1 {
					told[[2]string{f.Set[0].Question, f.Set[0].Choice}] = f.Pick.ID
					continue
				}
				for _, s := range f.Set {
					if got := e.Picks(a.With(s.Question, s.Choice))[i]; got != d.Pick.ID {
						t.Errorf("%s: %v is told as a pair, yet %v alone leads to %q", d.ID, f.Set, s, got)
					}
				}
			}
			eachChange(e, a, func(question, choice string) {
				got := e.Picks(a.With(question, choice))[i]
				if got != now[i] && told[[2]string{question, choice}] != got {
					t.Errorf("%s: %s = %s leads to %q, and nobody tells", d.ID, question, choice, got)
				}
			})
		}
	})
}

// eachChange calls f with every answer that differs from the present ones.
func eachChange(e *advisor.Engine, a advisor.Answers, f func(question, choice string)) {
	active := e.Active(a)
	for _, q := range e.Base().Questions {
		for _, c := range q.Choices {
			if active(q.ID) && a.Choice(q.ID) != c.ID {
				f(q.ID, c.ID)
			}
		}
	}
}

// TestRobust counts from the flips: an answer counts as unchanging when no change of it is told as a flip.
func TestRobust(t *testing.T) {
	eachBase(t, 200, 3, func(t *testing.T, e *advisor.Engine, a advisor.Answers) {
		advice := e.Advise(a)
		for _, d := range advice.Decisions {
			movers := map[string]bool{}
			for _, f := range d.Flips {
				if len(f.Set) == 1 && !f.Open {
					movers[f.Set[0].Question] = true
				}
			}
			of, unchanged := 0, 0
			for _, x := range advice.Answers {
				if x.Question != knowledge.JourneyQuestion {
					of++
					if !movers[x.Question] {
						unchanged++
					}
				}
			}
			if d.Of != of || d.Unchanged != unchanged {
				t.Errorf("%s: %d of %d, counted %d of %d", d.ID, d.Unchanged, d.Of, unchanged, of)
			}
		}
	})
}

// TestEnough completes the answers in every way: if they are enough, no completion changes a pick.
func TestEnough(t *testing.T) {
	enough, searched := 0, 0
	eachBase(t, 300, 3, func(t *testing.T, e *advisor.Engine, a advisor.Answers) {
		searched++
		if r := roll(searched); r.IntN(3) == 0 {
			a = a.Pinned(r.pins(e.Base())...)
		}
		if !e.Enough(a) {
			return
		}
		enough++
		want := picks(e.Advise(a))
		complete(e, shown(e, a), func(full advisor.Answers) {
			best, _ := newBrute(e.Base(), full).search()
			if !slices.Equal(best.picks, want) {
				t.Errorf("enough, yet %v changes %q to %q", full.Choices, want, best.picks)
			}
		})
	})
	t.Logf("enough in %d of %d", enough, searched)
	if enough < searched/20 {
		t.Errorf("enough in %d of %d only; the test shows little", enough, searched)
	}
}

// complete calls f with every completion of the open questions, in the order asked, leaving them open included.
func complete(e *advisor.Engine, a advisor.Answers, f func(advisor.Answers)) {
	var from func(i int, a advisor.Answers)
	from = func(i int, a advisor.Answers) {
		if i == len(e.Base().Questions) {
			f(a)
			return
		}
		q := e.Base().Questions[i]
		from(i+1, a)
		if a.Choice(q.ID) != "" || !e.Active(a)(q.ID) {
			return
		}
		for _, c := range q.Choices {
			from(i+1, a.With(q.ID, c.ID))
		}
	}
	from(0, a)
}

// TestHidden keeps answers to questions that are not asked from changing anything.
func TestHidden(t *testing.T) {
	eachBase(t, 300, 3, func(t *testing.T, e *advisor.Engine, a advisor.Answers) {
		seen := shown(e, a)
		if without, with := e.Advise(seen), e.Advise(a); !reflect.DeepEqual(without, with) {
			t.Errorf("hidden answers change the advice:\n%s", cmp.Diff(without, with))
		}
		if e.Enough(seen) != e.Enough(a) {
			t.Error("hidden answers change whether it is enough")
		}
	})
}

// TestSame asks twice, and from many sides at once.
func TestSame(t *testing.T) {
	eachBase(t, 40, 2, func(t *testing.T, e *advisor.Engine, a advisor.Answers) {
		want := e.Advise(a)
		standings := e.Standings(a)
		given := maps.Clone(a.Choices)
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				if !reflect.DeepEqual(want, e.Advise(a)) || !reflect.DeepEqual(standings, e.Standings(a)) {
					t.Error("the same answers give other advice")
				}
				e.Enough(a)
				e.Flow(a)
			})
		}
		all.Wait()
		if !maps.EqualFunc(given, a.Choices, slices.Equal) {
			t.Error("the answers were written to")
		}
	})
}

// TestUnrelated adds an option that nothing speaks for and an answer vetoes: the rest stays in order.
func TestUnrelated(t *testing.T) {
	t.Parallel()
	for seed := range few(t, 150) {
		r := roll(seed)
		base := r.base()
		before := advisor.New(load(t, base))
		a := r.answers(before.Base()).With("journey", "there")
		d := &base.Decisions[r.IntN(len(base.Decisions))]
		d.Options = slices.Insert(slices.Clone(d.Options), r.IntN(len(d.Options)+1), knowledge.Option{
			ID: "late", Title: "late", Ring: "adopt", Summary: "s", Reversal: "r",
			Needs: []knowledge.Need{{Question: "journey", In: []string{"back"}, Reason: "r", Finding: "f"}}})
		d.TieBreak = append([]string{"late"}, d.TieBreak...)
		after := advisor.New(load(t, base))
		if want, got := order(before.Advise(a)), order(after.Advise(a)); !cmp.Equal(want, got) {
			t.Fatalf("seed %d: an unrelated option reorders the rest:\n%s", seed, cmp.Diff(want, got))
		}
	}
}

// order lists pick, rivals and their scores of each decision.
func order(a *advisor.Advice) []string {
	var out []string
	for i := range a.Decisions {
		out = append(out, ranking(&a.Decisions[i]))
	}
	return out
}

// TestStar gives the starred answer a second time, as another question, and expects the same scores.
func TestStar(t *testing.T) {
	t.Parallel()
	for seed := range few(t, 150) {
		r := roll(seed)
		base := r.base()
		starred := base.Questions[r.IntN(len(base.Questions))]
		e := advisor.New(load(t, base))
		a := shown(e, r.answers(e.Base()))
		a.Star = starred.ID
		twin := starred
		twin.ID = "twin"
		base.Questions = append(base.Questions, twin)
		twice := advisor.New(load(t, base))
		b := a.With("twin", a.Choice(starred.ID))
		b.Star = ""
		if want, got := scores(twice.Standings(b)), scores(e.Standings(a)); !cmp.Equal(want, got) {
			t.Fatalf("seed %d: starring is not the same as answering twice:\n%s", seed, cmp.Diff(want, got))
		}
	}
}

func scores(s advisor.Standings) map[string]int {
	out := map[string]int{}
	for _, d := range s {
		for _, o := range d.Options {
			out[d.Decision.ID+"."+o.Option.ID] = o.Score
		}
	}
	return out
}

// TestStandings compares the quick look with the whole advice.
func TestStandings(t *testing.T) {
	eachBase(t, 200, 3, func(t *testing.T, e *advisor.Engine, a advisor.Answers) {
		advice := e.Advise(a)
		for i, s := range e.Standings(a) {
			d := advice.Decisions[i]
			pick := ""
			if s.Pick != nil {
				pick = s.Pick.ID
			}
			if pick != d.Pick.ID || s.Standing != d.Standing || s.Touched != d.Touched {
				t.Errorf("%s: %s %s, advised %s %s", d.ID, pick, s.Standing, d.Pick.ID, d.Standing)
			}
			if len(s.Options) != len(s.Decision.Options) {
				t.Errorf("%s lists %d of %d options", d.ID, len(s.Options), len(s.Decision.Options))
			}
		}
	})
}

func picks(a *advisor.Advice) []string {
	var out []string
	for _, d := range a.Decisions {
		out = append(out, d.Pick.ID)
	}
	return out
}

func names(list []advisor.Named) []string {
	var out []string
	for _, n := range list {
		out = append(out, n.ID)
	}
	slices.Sort(out)
	return out
}
