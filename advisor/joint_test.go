package advisor_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

// crowd makes up a base with so many decisions, each with so many options, that differ by a point.
func crowd(decisions, options int) *knowledge.Base {
	b := &knowledge.Base{Words: words, Sections: []knowledge.Section{{ID: "all", Title: "All"}}}
	b.Findings = []knowledge.Finding{{ID: "f", Claim: "So it is.", Confidence: "high", Lines: []int{1, 1},
		Date: "2026-11-01"}}
	r := roll(decisions * options)
	for q := range 4 {
		b.Questions = append(b.Questions, r.question(b, q))
	}
	for n := range decisions {
		d := knowledge.Decision{ID: fmt.Sprint("d", n), Order: n, Title: "d", Asks: "d?", Fallback: "None fits."}
		d.Criteria = []knowledge.Criterion{{ID: "k0", Title: "k0", Prior: 1}, {ID: "k1", Title: "k1", Prior: 1}}
		for o := range options {
			made := knowledge.Option{ID: fmt.Sprint("o", o), Title: "o", Ring: "adopt", Summary: "o", Reversal: "low"}
			made.Fit = map[string]knowledge.Fit{
				"k0": {Value: r.between(-2, 2), Finding: "f"}, "k1": {Value: r.between(-2, 2), Finding: "f"},
			}
			d.Options = append(d.Options, made)
			d.TieBreak = append(d.TieBreak, made.ID)
		}
		b.Decisions = append(b.Decisions, d)
	}
	for i := range b.Questions {
		r.addPoints(b, &b.Questions[i])
	}
	return b
}

// synergies adds so many between options at random.
func synergies(b *knowledge.Base, r dice, n int) {
	for range n {
		pair := r.Perm(len(b.Decisions))[:2]
		var refs []string
		for _, d := range pair {
			refs = append(refs, fmt.Sprintf("d%d.o%d", d, r.IntN(len(b.Decisions[d].Options))))
		}
		b.Synergies = append(b.Synergies, knowledge.Synergy{Options: refs, Points: r.between(1, 9), Reason: "r",
			Finding: "f"})
	}
}

// pigeons forbids that two of the decisions have the option of one number.
func pigeons(b *knowledge.Base) {
	for d := range b.Decisions {
		for e := range d {
			for o := range b.Decisions[d].Options {
				refs := []string{fmt.Sprintf("d%d.o%d", e, o), fmt.Sprintf("d%d.o%d", d, o)}
				b.Forbids = append(b.Forbids, knowledge.Forbid{Options: refs, Reason: "r", Finding: "f"})
			}
		}
	}
}

// worth is what an assignment sums to by the words of the base.
func worth(b *brute, picks []string) (int, bool) {
	if !b.allowed(picks) {
		return 0, false
	}
	x := b.weigh(picks)
	return x.total + 1_000_000*x.filled, true
}

// TestJointManySynergies: with as many synergies between as many decisions as nobody could try one by one, the pick
// comes at once, and no change of one or two of its parts is worth more.
func TestJointManySynergies(t *testing.T) {
	for _, n := range []int{12, 20} {
		for seed := range 4 {
			b := crowd(15, 10)
			synergies(b, roll(seed), n)
			b = load(t, b)
			a := roll(seed).answers(b)
			picks := advisor.New(b).Picks(a)
			slow := newBrute(b, a)
			best, ok := worth(slow, picks)
			if !ok {
				t.Fatalf("%d synergies, seed %d: a constraint is broken", n, seed)
			}
			try := slices.Clone(picks)
			for d := range try {
				for _, x := range slow.candidates(d) {
					try[d] = x
					for e := range d {
						for _, y := range slow.candidates(e) {
							try[e] = y
							if sum, ok := worth(slow, try); ok && sum > best {
								t.Fatalf("%d synergies, seed %d: %v is worth %d more", n, seed, try, sum-best)
							}
						}
						try[e] = picks[e]
					}
				}
				try[d] = picks[d]
			}
		}
	}
}

// TestJointPigeons: five decisions share four options, each of which only one can have.
func TestJointPigeons(t *testing.T) {
	b := crowd(5, 4)
	pigeons(b)
	b = load(t, b)
	picks := advisor.New(b).Picks(advisor.Answers{})
	slices.Sort(picks)
	if want := []string{"", "o0", "o1", "o2", "o3"}; !slices.Equal(picks, want) {
		t.Errorf("picks %q, want %q", picks, want)
	}
}

// TestJointTooClose: constraints that no quick and exact pick is known for are refused when they are loaded.
func TestJointTooClose(t *testing.T) {
	b := crowd(10, 9)
	pigeons(b)
	_, err := knowledge.Load(files(t, b))
	if err == nil {
		t.Fatal("loaded")
	}
	for _, want := range []string{"constraints.toml:", "d0, d1, d2", "are tied together so closely",
		"take out constraints"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("does not say %q: %s", want, err)
		}
	}
}

// closest is the largest crowd of its kind that is accepted.
func closest(t testing.TB) *knowledge.Base {
	for n := 200; ; n-- {
		b := crowd(15, 10)
		synergies(b, roll(1), n)
		if loaded, err := knowledge.Load(files(t, b)); err == nil {
			t.Logf("%d synergies", n)
			return loaded
		}
	}
}

// BenchmarkJointClosest is all that a key asks for, on the worst base that is accepted.
func BenchmarkJointClosest(b *testing.B) {
	base := closest(b)
	e, a := advisor.New(base), roll(1).answers(base)
	for b.Loop() {
		e.Standings(a)
	}
}
