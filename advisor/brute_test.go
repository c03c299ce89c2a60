package advisor_test

import (
	"slices"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

// brute says again what the engine does, from the words of the knowledge base instead of its tables, slowly, and by trying
// every assignment. It shares no code with the engine.
type brute struct {
	base   *knowledge.Base
	answer map[string]string // of active questions
	star   string
	weight map[string]int // by "decision.criterion"
	scores map[string]int // by "decision.option"
	pins   map[string]string
}

func newBrute(base *knowledge.Base, a advisor.Answers) *brute {
	b := &brute{base, map[string]string{}, a.Star, map[string]int{}, map[string]int{}, a.Pins}
	for _, q := range base.Questions {
		if choice := a.Choice(q.ID); choice != "" && b.all(q.When) {
			b.answer[q.ID] = choice
		}
	}
	for _, d := range base.Decisions {
		for _, c := range d.Criteria {
			b.weight[d.ID+"."+c.ID] = c.Prior
		}
	}
	for question, choice := range b.answer {
		times := 1
		if question == b.star {
			times = 2
		}
		for criterion, points := range base.Question(question).Choice(choice).Adds {
			b.weight[criterion] += times * points
		}
	}
	for _, d := range base.Decisions {
		for _, o := range d.Options {
			for criterion, fit := range o.Fit {
				b.scores[d.ID+"."+o.ID] += b.weight[d.ID+"."+criterion] * fit.Value
			}
		}
	}
	return b
}

func (b *brute) all(when []knowledge.Condition) bool {
	for _, c := range when {
		if choice, ok := b.answer[c.Question]; !ok || !slices.Contains(c.In, choice) {
			return false
		}
	}
	return true
}

func (b *brute) vetoed(o *knowledge.Option) bool {
	for _, n := range o.Needs {
		choice, ok := b.answer[n.Question]
		if ok && choice != "not-sure" && !slices.Contains(n.In, choice) && b.all(n.When) {
			return true
		}
	}
	return false
}

// assignment is an option, or "" for the fallback, of each decision, and what speaks for it, in order of importance.
type assignment struct {
	picks  []string
	filled int
	total  int
	ranks  []int
}

func (x *assignment) before(y *assignment) bool {
	switch {
	case x.filled != y.filled:
		return x.filled > y.filled
	case x.total != y.total:
		return x.total > y.total
	}
	return slices.Compare(x.ranks, y.ranks) < 0
}

// search tries every assignment and returns the best, and the best with each option, by "decision.option".
func (b *brute) search() (best *assignment, with map[string]*assignment) {
	with = map[string]*assignment{}
	picks := make([]string, len(b.base.Decisions))
	var try func(i int)
	try = func(i int) {
		if i < len(picks) {
			for _, id := range b.candidates(i) {
				picks[i] = id
				try(i + 1)
			}
			return
		}
		if !b.allowed(picks) {
			return
		}
		x := b.weigh(picks)
		if best == nil || x.before(best) {
			best = x
		}
		for i, id := range picks {
			ref := b.base.Decisions[i].ID + "." + id
			if with[ref] == nil || x.before(with[ref]) {
				with[ref] = x
			}
		}
	}
	try(0)
	return best, with
}

// candidates lists the fallback and the options of a decision that nothing vetoes, or the one that is pinned.
func (b *brute) candidates(decision int) []string {
	if pin := b.pins[b.base.Decisions[decision].ID]; pin != "" {
		return []string{pin}
	}
	out := []string{""}
	for i := range b.base.Decisions[decision].Options {
		if o := &b.base.Decisions[decision].Options[i]; !b.vetoed(o) {
			out = append(out, o.ID)
		}
	}
	return out
}

// allowed tells whether no constraint is broken, but between two pins. A decision without an option breaks none.
func (b *brute) allowed(picks []string) bool {
	for _, f := range b.base.Forbids {
		if b.pinned(f.Options[0]) && b.pinned(f.Options[1]) {
			continue
		}
		if b.has(picks, f.Options[0]) && b.has(picks, f.Options[1]) {
			return false
		}
	}
	for _, r := range b.base.Requires {
		decision, _, _ := strings.Cut(r.Needs[0], ".")
		met := b.has(picks, decision+".")
		for _, n := range r.Needs {
			met = met || b.has(picks, n)
		}
		if b.has(picks, r.Option) && !met && !(b.pinned(r.Option) && b.pins[decision] != "") {
			return false
		}
	}
	return true
}

// pinned tells whether "decision.option" is pinned.
func (b *brute) pinned(ref string) bool {
	decision, option, _ := strings.Cut(ref, ".")
	return b.pins[decision] == option
}

// has tells whether "decision.option" is picked; "decision." is the fallback.
func (b *brute) has(picks []string, ref string) bool {
	decision, option, _ := strings.Cut(ref, ".")
	for i := range b.base.Decisions {
		if b.base.Decisions[i].ID == decision {
			return picks[i] == option
		}
	}
	return false
}

func (b *brute) weigh(picks []string) *assignment {
	x := &assignment{picks: slices.Clone(picks)}
	for i := range b.base.Decisions {
		d := &b.base.Decisions[i]
		rank := len(d.TieBreak)
		if picks[i] != "" {
			x.filled++
			x.total += b.scores[d.ID+"."+picks[i]]
			rank = slices.Index(d.TieBreak, picks[i])
		}
		x.ranks = append(x.ranks, rank)
	}
	for _, s := range b.base.Synergies {
		if b.has(picks, s.Options[0]) && b.has(picks, s.Options[1]) {
			x.total += s.Points
		}
	}
	return x
}
