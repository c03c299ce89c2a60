package advisor_test

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rustadvisor/advisor"
	"rustadvisor/advisor/answerfile"
	"rustadvisor/knowledge"
)

// TestPicks holds the joint pick, scores, vetoes, leads and ties against brute force.
func TestPicks(t *testing.T) {
	eachBase(t, 400, 4, func(t *testing.T, e *advisor.Engine, a advisor.Answers) {
		advice, b := e.Advise(a), newBrute(e.Base(), a)
		best, with := b.search()
		if got, want := picked(advice), b.told(best.picks); !maps.Equal(got, want) {
			t.Errorf("picks %q, brute force %q", got, want)
		}
		for i := range advice.Decisions {
			checkDecided(t, b, &advice.Decisions[i], b.at(&advice.Decisions[i]), best, with)
		}
	})
}

// at is the number of the pick that is told of.
func (b *brute) at(d *advisor.Decided) int {
	return slices.IndexFunc(b.picks, func(p pick) bool {
		return p.d.ID == d.ID && (d.For == nil ||
			p.choice == d.For.Choice)
	})
}

// told names the picks of an assignment as an advice does: those with nothing to decide only where no other is made.
func (b *brute) told(picks []string) map[string]string {
	out, of := map[string]string{}, map[string]int{}
	for _, p := range b.picks {
		of[p.d.ID]++
	}
	for i := range b.picks {
		p := &b.picks[i]
		key := p.d.ID
		if of[p.d.ID] > 1 {
			key += "@" + p.choice
		}
		out[key] = picks[i]
	}
	for i := range b.picks {
		p := &b.picks[i]
		if of[p.d.ID] < 2 || !b.denied(p, p.d.Needs) || b.pin(p) != "" {
			continue
		}
		other := slices.ContainsFunc(b.picks, func(q pick) bool {
			return q.d == p.d && (!b.denied(&q, p.d.Needs) ||
				b.pin(&q) != "")
		})
		first := !slices.ContainsFunc(b.picks[:i], func(q pick) bool { return q.d == p.d })
		if other || !first {
			delete(out, p.d.ID+"@"+p.choice)
		}
	}
	return out
}

// picked are the picks of an advice by key.
func picked(a *advisor.Advice) map[string]string {
	out := map[string]string{}
	for i := range a.Decisions {
		out[a.Decisions[i].Key()] = a.Decisions[i].Pick.ID
	}
	return out
}

func checkDecided(t *testing.T, b *brute, got *advisor.Decided, i int, best *assignment, with map[string]*assignment) {
	p := &b.picks[i]
	d := p.d
	if got.Standing == advisor.Moot {
		if !b.denied(p, d.Needs) {
			t.Errorf("%s is not needed, they say", got.Key())
		}
		return
	}
	excluded := map[string]bool{}
	for _, x := range got.Excluded {
		excluded[x.ID] = true
	}
	for j := range d.Options {
		o := &d.Options[j]
		if b.vetoed(p, o) != excluded[o.ID] {
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
	if want := p.scores[got.Pick.ID]; got.Score != want {
		t.Errorf("%s: score %d, brute force %d", d.ID, got.Score, want)
	}
	var ties []string
	tossUp := false
	for j := range d.Options {
		id := d.Options[j].ID
		if excluded[id] || id == got.Pick.ID {
			continue
		}
		other := with[fmt.Sprint(i, id)]
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
	if got.Standing != advisor.Open && tossUp != (got.Standing == advisor.TossUp) {
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

// TestFlips evaluates every single change of an answer anew: exactly those that change a pick are reported. Pairs
// change it together and neither does alone. It is about answers as they are exported, without hidden ones.
func TestFlips(t *testing.T) {
	eachBase(t, 200, 3, func(t *testing.T, e *advisor.Engine, a advisor.Answers) {
		a = shown(e, a)
		slow := &tested{e, map[string]solved{}}
		advice, before := e.Advise(a), newBrute(e.Base(), a)
		for i := range advice.Decisions {
			d := &advice.Decisions[i]
			at := before.picks[before.at(d)]
			told := map[string]bool{}
			for _, f := range d.Flips {
				after := a
				for _, s := range f.Set {
					after = s.Take(after)
				}
				if got := slow.pickThen(after, before, at, d); got != f.Pick.ID || got == d.Pick.ID {
					t.Errorf("%s: %v is told to lead from %q to %q, and leads to %q", d.Key(), f.Set, d.Pick.ID, f.Pick.ID, got)
				}
				if len(f.Set) == 1 {
					told[fmt.Sprint(f.Set[0].Question, f.Set[0].Choices)] = true
					continue
				}
				for _, s := range f.Set {
					if got := slow.pickThen(s.Take(a), before, at, d); got != d.Pick.ID {
						t.Errorf("%s: %v is told as a pair, yet %v alone leads to %q", d.Key(), f.Set, s, got)
					}
				}
			}
			eachChange(e, a, func(after advisor.Answers, question string) {
				got := slow.pickThen(after, before, at, d)
				if got != d.Pick.ID && !told[fmt.Sprint(question, after.Choices[question])] {
					t.Errorf("%s: %s = %v leads to %q, and nobody tells", d.Key(), question, after.Choices[question], got)
				}
			})
		}
	})
}

// pickThen is, by brute force, what a pick comes to with other answers; as it was where it is not made any more.
func (e *tested) pickThen(a advisor.Answers, before *brute, at pick, d *advisor.Decided) string {
	key := string(answerfile.Format(e.Base(), a, nil))
	now, ok := e.solved[key]
	if !ok {
		b := newBrute(e.Base(), a)
		best, _ := b.search()
		now = solved{b, best.picks}
		e.solved[key] = now
	}
	of := func(b *brute) (n int) {
		for _, p := range b.picks {
			if p.d == at.d {
				n++
			}
		}
		return n
	}
	for i, p := range now.b.picks {
		if p.d == at.d && (p.choice == at.choice || of(before) == 1 && of(now.b) == 1) {
			return now.picks[i]
		}
	}
	return d.Pick.ID
}

// eachChange calls f with every other answer to each question: one tick put or taken away or, where one choice is
// ticked, another instead of it.
func eachChange(e *advisor.Engine, a advisor.Answers, f func(after advisor.Answers, question string)) {
	active := e.Active(a)
	for _, q := range e.Base().Questions {
		if !active(q.ID) {
			continue
		}
		given := a.Choices[q.ID]
		seen := map[string]bool{fmt.Sprint(given): true, "[]": true}
		try := func(after advisor.Answers) {
			if key := fmt.Sprint(after.Choices[q.ID]); !seen[key] {
				seen[key] = true
				f(after, q.ID)
			}
		}
		for _, c := range q.Choices {
			if try(a.Tick(&q, c.ID, false)); len(given) < 2 || c.Lone() {
				try(a.With(q.ID, c.ID))
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
				of++
				if !movers[x.Question] {
					unchanged++
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
		was := newBrute(e.Base(), a)
		now, _ := was.search()
		complete(e, shown(e, a), 60, func(full advisor.Answers) {
			b := newBrute(e.Base(), full)
			best, _ := b.search()
			for i, p := range b.picks {
				before := slices.IndexFunc(was.picks, func(w pick) bool { return w.d == p.d && w.choice == p.choice })
				if before < 0 {
					before = slices.IndexFunc(was.picks, func(w pick) bool { return w.d == p.d })
				}
				if best.picks[i] != now.picks[before] {
					t.Errorf("enough, yet %v changes %q to %q", full.Choices, now.picks, best.picks)
				}
			}
		})
	})
	t.Logf("enough in %d of %d", enough, searched)
	if enough < searched/20 {
		t.Errorf("enough in %d of %d only; the test shows little", enough, searched)
	}
}

// complete calls f with every completion of the open questions, in the order asked, leaving them open included,
// with so many choices of a question at most.
func complete(e *advisor.Engine, a advisor.Answers, most int, f func(advisor.Answers)) {
	var from func(i int, a advisor.Answers)
	from = func(i int, a advisor.Answers) {
		if i == len(e.Base().Questions) {
			f(a)
			return
		}
		q := e.Base().Questions[i]
		from(i+1, a)
		if a.Answered(q.ID) || !e.Active(a)(q.ID) {
			return
		}
		for _, given := range answersOf(&q) {
			if len(given) <= most {
				from(i+1, a.With(q.ID, given...))
			}
		}
	}
	from(0, a)
}

// answersOf lists all answers to a question.
func answersOf(q *knowledge.Question) (out [][]string) {
	sets := [][]string{nil}
	for _, c := range q.Choices {
		if !q.Several || c.Lone() {
			out = append(out, []string{c.ID})
			continue
		}
		for _, s := range sets {
			sets = append(sets, append(slices.Clone(s), c.ID))
		}
	}
	return append(out, sets[1:]...)
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
// How firm the picks are is left out: by another answer the option could come in.
func order(a *advisor.Advice) []string {
	var out []string
	for i := range a.Decisions {
		d := &a.Decisions[i]
		out = append(out, strings.Replace(ranking(d), "("+string(d.Standing)+")", "", 1))
	}
	return out
}

// TestStar gives the starred answer a second time, as another question, and expects the same scores.
func TestStar(t *testing.T) {
	t.Parallel()
	for seed := range few(t, 150) {
		r := roll(seed)
		base := r.base()
		for i := range base.Decisions {
			base.Decisions[i].Per, base.Decisions[i].Needs = "", nil // an answer counts for one pick, and its twin would for all
		}
		starred := base.Questions[r.IntN(len(base.Questions))]
		e := advisor.New(load(t, base))
		a := shown(e, r.answers(e.Base()))
		a.Star = starred.ID
		twin := starred
		twin.ID = "twin"
		base.Questions = append(base.Questions, twin)
		twice := advisor.New(load(t, base))
		b := a.With("twin", a.Choices[starred.ID]...)
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

func names(list []advisor.Named) []string {
	var out []string
	for _, n := range list {
		out = append(out, n.ID)
	}
	slices.Sort(out)
	return out
}
