package knowledge

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// MostCombinations is how many combinations of options one joint pick may have to look at: well below a millisecond, so
// that a key on the screen, which asks for some hundred picks, answers at once. The loader refuses a base with more.
const MostCombinations = 50_000

// JointOrder is the order in which the decisions are eliminated when all are picked together, by their numbers, and how
// many combinations of options that takes at most. Constraints and synergies tie decisions; one that is eliminated is
// tried with every combination of those that it is tied to, which are then tied to each other (bucket elimination,
// R. Dechter, Artificial Intelligence 113, 1999). The next is always the cheapest. Options that no constraint tells apart
// count as one, for only the best of them can be picked.
func (b *Base) JointOrder() (order []int, combinations int) {
	t := b.ties()
	for range b.Decisions {
		d, cost := t.cheapest()
		t.eliminate(d)
		order = append(order, d)
		combinations = capped(combinations + cost)
	}
	return order, combinations
}

// ties are the decisions that are not eliminated yet, and which of them are tied.
type ties struct {
	sizes []int          // by decision: options that constraints tell apart, and none
	tied  []map[int]bool // by decision; nil once it is eliminated
}

func (b *Base) ties() *ties {
	t := &ties{sizes: make([]int, len(b.Decisions)), tied: make([]map[int]bool, len(b.Decisions))}
	for d := range b.Decisions {
		t.tied[d] = map[int]bool{}
	}
	roles := map[string][]string{} // by "decision.option": what it is in the constraints
	b.eachTie(func(x, y, role string) {
		d, e := b.decisions[decisionOf(x)], b.decisions[decisionOf(y)]
		t.tied[d][e], t.tied[e][d] = true, true
		roles[x] = append(roles[x], role+"a")
		roles[y] = append(roles[y], role+"b")
	})
	for d := range b.Decisions {
		known := map[string]bool{}
		for _, o := range b.Decisions[d].Options {
			known[strings.Join(roles[b.Decisions[d].ID+"."+o.ID], " ")] = true
		}
		t.sizes[d] = len(known) + 1
	}
	return t
}

// eachTie goes through all pairs of options that constraints name. Pairs of one role are told apart by nothing else.
func (b *Base) eachTie(f func(x, y, role string)) {
	for i, c := range b.Forbids {
		f(c.Options[0], c.Options[1], fmt.Sprint("forbid", i))
	}
	for i, c := range b.Synergies {
		f(c.Options[0], c.Options[1], fmt.Sprint("synergy", i))
	}
	for i, c := range b.Requires {
		for _, n := range c.Needs {
			f(c.Option, n, fmt.Sprint("require", i))
		}
	}
}

// cheapest is the decision whose elimination looks at the fewest combinations; the first of equals.
func (t *ties) cheapest() (decision, cost int) {
	decision, cost = -1, math.MaxInt
	for d, tied := range t.tied {
		if tied == nil {
			continue
		}
		if c := t.cost(d); decision < 0 || c < cost {
			decision, cost = d, c
		}
	}
	return decision, cost
}

// cost is how many combinations the elimination of a decision looks at.
func (t *ties) cost(d int) int {
	cost := t.sizes[d]
	for e := range t.tied[d] {
		cost = capped(cost * t.sizes[e])
	}
	return cost
}

// eliminate takes a decision out and ties those that it was tied to.
func (t *ties) eliminate(d int) {
	for e := range t.tied[d] {
		for f := range t.tied[d] {
			if e != f {
				t.tied[e][f] = true
			}
		}
		delete(t.tied[e], d)
	}
	t.tied[d] = nil
}

// capped keeps a product of sizes from overflowing.
func capped(n int) int { return min(n, math.MaxInt32) }

// checkJoint refuses constraints that tie so many decisions together that picking them takes too long.
func (l *loader) checkJoint() {
	b := l.base
	if len(l.problems) > 0 {
		return // a constraint may name what is not there
	}
	order, combinations := b.JointOrder()
	if combinations <= MostCombinations {
		return
	}
	t := b.ties()
	for _, d := range order {
		if t.cost(d) > MostCombinations/len(order) {
			together := []string{b.Decisions[d].ID}
			for e := range t.tied[d] {
				together = append(together, b.Decisions[e].ID)
			}
			slices.Sort(together)
			l.fault("constraints.toml", l.lastTie(together), "take out constraints between them, or say them as needs of the options",
				"%s are tied together so closely that one pick would have to try %d combinations, more than %d",
				strings.Join(together, ", "), combinations, MostCombinations)
			return
		}
		t.eliminate(d)
	}
}

// lastTie is the path of the last constraint between two of the decisions.
func (l *loader) lastTie(together []string) string {
	path := ""
	among := func(x, y string) bool {
		return slices.Contains(together, decisionOf(x)) && slices.Contains(together, decisionOf(y))
	}
	for i, c := range l.base.Forbids {
		if among(c.Options[0], c.Options[1]) {
			path = element("forbid", i)
		}
	}
	for i, c := range l.base.Synergies {
		if among(c.Options[0], c.Options[1]) {
			path = element("synergy", i)
		}
	}
	for i, c := range l.base.Requires {
		if among(c.Option, c.Needs[0]) {
			path = element("require", i)
		}
	}
	return path
}
