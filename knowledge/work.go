package knowledge

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"rustadvisor/knowledge/strict"
)

// MostCombinations is how many combinations of options one joint pick may have to look at: well below a millisecond, so
// that a key on the screen, which asks for some hundred picks, answers at once. The loader refuses a base with more.
const MostCombinations = 50_000

// JointOrder is the order in which picks are eliminated when all are made together, and how many combinations of
// options that takes at most, for so many picks of each decision. Pick k of decision d has the number
// d*MostPicks+k. Constraints and synergies tie picks; one that is eliminated is tried with every combination of
// those that it is tied to, which are then tied to each other (bucket elimination, R. Dechter, Artificial
// Intelligence 113, 1999). The next is always the cheapest. Options that no constraint tells apart count as one,
// for only the best of them can be picked.
//
// A synergy of a decision with several picks counts once. So it is a pick of its own, of which of the pairs of
// picks have it, if any; synergy i has the number len(Decisions)*MostPicks+i.
func (b *Base) JointOrder(picks []int) (order []int, combinations int) {
	t := b.ties(picks)
	for range t.tied {
		d, cost := t.cheapest()
		if d < 0 {
			break
		}
		t.eliminate(d)
		order = append(order, d)
		combinations = capped(combinations + cost)
	}
	return order, combinations
}

// ties are the picks that are not eliminated yet, and which of them are tied.
type ties struct {
	sizes []int          // by pick: options that constraints tell apart, and none
	tied  []map[int]bool // by pick; nil where there is none, or once it is eliminated
}

func (b *Base) ties(picks []int) *ties {
	n := len(b.Decisions)*MostPicks + len(b.Synergies)
	t := &ties{sizes: make([]int, n), tied: make([]map[int]bool, n)}
	roles := map[string][]string{} // by "decision.option": what it is in the constraints
	b.eachTie(func(x, y, role string) {
		roles[x] = append(roles[x], role+"a")
		roles[y] = append(roles[y], role+"b")
	})
	for d := range b.Decisions {
		known := map[string]bool{}
		for _, o := range b.Decisions[d].Options {
			known[strings.Join(roles[b.Decisions[d].ID+"."+o.ID], " ")] = true
		}
		for k := range picks[d] {
			t.sizes[d*MostPicks+k], t.tied[d*MostPicks+k] = len(known)+1, map[int]bool{}
		}
	}
	synergy := 0
	b.eachTie(func(x, y, role string) {
		d, e := b.decisions[decisionOf(x)], b.decisions[decisionOf(y)]
		if !strings.HasPrefix(role, "synergy") || picks[d]*picks[e] == 1 {
			t.tie(d, picks[d], e, picks[e])
		}
		if strings.HasPrefix(role, "synergy") {
			if picks[d]*picks[e] > 1 {
				t.witness(len(b.Decisions)*MostPicks+synergy, d, picks[d], e, picks[e])
			}
			synergy++
		}
	})
	return t
}

// tie ties all picks of two decisions.
func (t *ties) tie(d, n, e, m int) {
	for i := range n {
		for j := range m {
			a, b := d*MostPicks+i, e*MostPicks+j
			t.tied[a][b], t.tied[b][a] = true, true
		}
	}
}

// witness makes the pick of which pair of the picks of two decisions has a synergy.
func (t *ties) witness(w, d, n, e, m int) {
	t.sizes[w], t.tied[w] = n*m+1, map[int]bool{}
	for i := range n {
		t.tied[w][d*MostPicks+i], t.tied[d*MostPicks+i][w] = true, true
	}
	for j := range m {
		t.tied[w][e*MostPicks+j], t.tied[e*MostPicks+j][w] = true, true
	}
}

// MostEach is how many picks each decision can have at most.
func (b *Base) MostEach() []int {
	out := make([]int, len(b.Decisions))
	for d := range out {
		out[d] = 1
		if q := b.Question(b.Decisions[d].Per); q != nil {
			lone := slices.DeleteFunc(slices.Clone(q.Choices), func(c Choice) bool { return !c.Lone() })
			out[d] = max(1, min(MostPicks, len(q.Choices)-len(lone)))
		}
	}
	return out
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
	order, combinations := b.JointOrder(b.MostEach())
	if combinations <= MostCombinations {
		return
	}
	t := b.ties(b.MostEach())
	for _, d := range order {
		if t.cost(d) > MostCombinations/len(order) {
			var together []string
			for e := range t.tied[d] {
				together = append(together, b.picksOf(e)...)
			}
			together = append(together, b.picksOf(d)...)
			slices.Sort(together)
			together = slices.Compact(together)
			l.fault("constraints.toml", l.lastTie(together),
				"take out constraints between them, or say them as needs of the options",
				"%s are tied together so closely that one pick would have to try %d combinations, more than %d",
				strings.Join(together, ", "), combinations, MostCombinations)
			return
		}
		t.eliminate(d)
	}
}

// picksOf are the decisions that a pick is of, or that have the synergy which it is the pick of.
func (b *Base) picksOf(pick int) []string {
	if d := pick / MostPicks; d < len(b.Decisions) {
		return []string{b.Decisions[d].ID}
	}
	s := b.Synergies[pick-len(b.Decisions)*MostPicks]
	return []string{decisionOf(s.Options[0]), decisionOf(s.Options[1])}
}

// lastTie is the path of the last constraint between two of the decisions.
func (l *loader) lastTie(together []string) string {
	path := ""
	among := func(x, y string) bool {
		return slices.Contains(together, decisionOf(x)) && slices.Contains(together, decisionOf(y))
	}
	for i, c := range l.base.Forbids {
		if among(c.Options[0], c.Options[1]) {
			path = strict.Element("forbid", i)
		}
	}
	for i, c := range l.base.Synergies {
		if among(c.Options[0], c.Options[1]) {
			path = strict.Element("synergy", i)
		}
	}
	for i, c := range l.base.Requires {
		if among(c.Option, c.Needs[0]) {
			path = strict.Element("require", i)
		}
	}
	return path
}

// MostWork is how much a key on the screen may make the advisor look at: every other answer is tried, to tell how firm
// the picks are. It is about a third of a second. The loader refuses a base with more.
const MostWork = 20_000_000

// RunWork is how much is looked at to make all picks from one set of answers: combinations of options, what each option
// is measured by, and what answers add.
func (b *Base) RunWork() int {
	_, work := b.JointOrder(b.MostEach())
	for d, picks := range b.MostEach() {
		options := b.Decisions[d].Options
		for o := range options {
			work += picks * (len(options[o].Fit) + len(options)/4)
		}
	}
	for q := range b.Questions {
		for _, c := range b.Questions[q].Choices {
			work += len(c.Adds)
		}
	}
	return capped(work)
}

// choices counts the choices of all questions.
func (b *Base) choices() int {
	n := 0
	for q := range b.Questions {
		n += len(b.Questions[q].Choices)
	}
	return n
}

// checkWork refuses a base that would let people wait at every key.
func (l *loader) checkWork() {
	if len(l.problems) > 0 {
		return
	}
	choices, work := l.base.choices(), l.base.RunWork()
	if capped(choices*work) > MostWork {
		l.fault("questions.toml", "", "offer fewer choices, or tie fewer decisions by constraints",
			"trying each of %d choices would look at %d combinations, more than %d", choices, capped(choices*work), MostWork)
	}
}
