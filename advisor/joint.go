package advisor

import (
	"math"
	"slices"
)

// candidate is an option that a decision may come to in a joint pick, or fallback.
type candidate struct {
	option, value, rank int
	must                bool // it is pinned: no constraint with another pin keeps it out
}

// plan is how some decisions are picked together: one candidate for each, so that their values and the bonuses of pairs
// sum to the most, and no forbidden pair is among them. It is exact. Equal sums are decided by rank, the first decision
// first.
//
// Decisions are eliminated one by one (bucket elimination, R. Dechter, Artificial Intelligence 113, 1999): for every
// combination of the later decisions that one is tied to, its best candidate is noted, with the sum of all that was
// eliminated before and hangs on it. What that looks at is bounded by knowledge.MostCombinations, whatever the values.
type plan struct {
	steps []step
	cells int // of the tables of all steps
}

// step eliminates one decision.
type step struct {
	d       int
	links   []int // to decisions eliminated later, by number in the engine
	scope   []int // the decisions its choice depends on, all eliminated later
	strides []int // of its table, by place in the scope
	table   int   // where its table begins
	from    []int // earlier steps whose tables count here
	below   []int // itself and all decisions that its choice decides, in order
	other   []int // by link: the other decision
}

// newPlan makes the plan of some decisions, which are tied to no others. The order is that of their elimination.
func (e *Engine) newPlan(order []int) *plan {
	p := &plan{}
	at := map[int]int{} // decision -> its step
	scopes := map[int][]int{}
	for i, d := range order {
		at[d] = i
	}
	for i, d := range order {
		s := step{d: d, table: p.cells, below: []int{d}}
		scope := scopes[d]
		for l := range e.links {
			other := e.links[l].a + e.links[l].b - d
			if (e.links[l].a == d || e.links[l].b == d) && at[other] > i {
				s.links, s.other = append(s.links, l), append(s.other, other)
				scope = append(scope, other)
			}
		}
		slices.SortFunc(scope, func(a, b int) int { return at[a] - at[b] })
		s.scope = slices.Compact(scope)
		size := 1
		for _, other := range s.scope {
			s.strides = append(s.strides, size)
			size *= e.decisions[other].most
		}
		p.cells += size
		for j, earlier := range p.steps {
			if len(earlier.scope) > 0 && earlier.scope[0] == d {
				s.from = append(s.from, j)
				s.below = append(s.below, earlier.below...)
			}
		}
		slices.Sort(s.below)
		if len(s.scope) > 0 {
			scopes[s.scope[0]] = append(scopes[s.scope[0]], s.scope[1:]...)
		}
		p.steps = append(p.steps, s)
	}
	return p
}

// cell is the best that a combination allows: the sum, and the place of the candidate that gives it.
type cell struct{ sum, best int }

// joint is the scratch memory of joint picks.
type joint struct {
	domains [][]candidate // by decision, no two alike to all constraints
	cells   []cell
	at      []int   // by decision: the place of a candidate in its domain
	spare   []int   // another combination, to break ties
	rows    [][]int // what the candidates of a step are worth beside those of its scope
	sums    [][]cell
}

// join finds the best candidates, leaves their places in at, and returns their sum. Without ties, equal sums are decided
// by the order of the domains: for callers that ask for the sum alone.
func (v *evaluation) join(p *plan, ties bool) int {
	sum := 0
	for i := range p.steps {
		s := &p.steps[i]
		v.fill(p, s, ties)
		if len(s.scope) == 0 {
			sum += v.joint.cells[s.table].sum
		}
	}
	for i := len(p.steps) - 1; i >= 0; i-- {
		s := &p.steps[i]
		v.joint.at[s.d] = v.joint.cells[s.cell(v.joint.at)].best
	}
	return sum
}

// scratchJoint makes the memory that domains and tables of all plans need.
func (e *Engine) scratchJoint() ([][]candidate, []cell) {
	all, cells := 0, 0
	for d := range e.decisions {
		all += e.decisions[d].most
		cells = max(cells, e.plans[d].cells)
	}
	domains, candidates := make([][]candidate, len(e.decisions)), make([]candidate, all)
	for d := range domains {
		n := e.decisions[d].most
		domains[d], candidates = candidates[:0:n], candidates[n:]
	}
	return domains, make([]cell, cells)
}

// cell is where the table of a step has the combination.
func (s *step) cell(at []int) int {
	i := s.table
	for j, d := range s.scope {
		i += at[d] * s.strides[j]
	}
	return i
}

// fill computes the table of a step, from those of earlier ones.
func (v *evaluation) fill(p *plan, s *step, ties bool) {
	at := v.joint.at
	for _, d := range s.scope {
		at[d] = 0
	}
	for {
		v.joint.cells[s.cell(at)] = v.best(p, s, ties)
		i := 0
		for ; i < len(s.scope); i++ {
			d := s.scope[i]
			if at[d]++; at[d] < len(v.joint.domains[d]) {
				break
			}
			at[d] = 0
		}
		if i == len(s.scope) {
			return
		}
	}
}

// best is the best candidate of a step for the combination that its scope has now.
func (v *evaluation) best(p *plan, s *step, ties bool) cell {
	j := &v.joint
	domain := j.domains[s.d]
	j.rows, j.sums = j.rows[:0], j.sums[:0]
	for i, l := range s.links {
		other := &j.domains[s.other[i]][j.at[s.other[i]]]
		if other.option != fallback && !(other.must && domain[0].must) {
			j.rows = append(j.rows, v.e.links[l].row(s.d, other.option))
		}
	}
	j.at[s.d] = 0
	for _, i := range s.from {
		first := p.steps[i].cell(j.at) // its scope begins with this decision, so that the next ones are of its candidates
		j.sums = append(j.sums, j.cells[first:first+len(domain)])
	}
	out := cell{sum: math.MinInt}
	for c := range domain {
		sum := domain[c].value
		for _, row := range j.rows {
			sum += row[domain[c].option+1]
		}
		for _, earlier := range j.sums {
			sum += earlier[c].sum
		}
		if sum > out.sum || ties && sum == out.sum && v.earlier(p, s, c, out.best) {
			out = cell{sum, c}
		}
	}
	return out
}

// impossible is what a forbidden pair is worth: less than any sum, and far from overflow.
const impossible = -1 << 50

// row is what each option of a decision is worth beside an option of the other, with fallback before them.
func (l *link) row(d, other int) []int {
	if d == l.a {
		return l.worth[1][other]
	}
	return l.worth[0][other]
}

// earlier tells whether all that a candidate of a step decides comes before what another one decides, by rank.
func (v *evaluation) earlier(p *plan, s *step, c, than int) bool {
	at, spare := v.joint.at, v.joint.spare
	at[s.d] = than
	v.decideBelow(p, s)
	for _, d := range s.below {
		spare[d] = at[d]
	}
	at[s.d] = c
	v.decideBelow(p, s)
	for _, d := range s.below {
		if a, b := v.joint.domains[d][at[d]].rank, v.joint.domains[d][spare[d]].rank; a != b {
			return a < b
		}
	}
	return false
}

// decideBelow chooses the candidates of the decisions eliminated before a step, as its tables say.
func (v *evaluation) decideBelow(p *plan, s *step) {
	for i := len(s.from) - 1; i >= 0; i-- {
		below := &p.steps[s.from[i]]
		v.joint.at[below.d] = v.joint.cells[below.cell(v.joint.at)].best
		v.decideBelow(p, below)
	}
}

// solve picks one option for each decision of a group so that scores and bonuses sum to the most without breaking a
// constraint, and returns that sum.
func (v *evaluation) solve(group []int) int {
	if d := group[0]; len(group) == 1 {
		v.picks[d] = v.candidates(d)[0]
		return v.value(d, v.picks[d])
	}
	for _, d := range group {
		v.reduce(d)
	}
	sum := v.join(v.e.plans[group[0]], true)
	for _, d := range group {
		v.picks[d] = v.joint.domains[d][v.joint.at[d]].option
	}
	return sum
}

// solveWith returns for each of some options of a decision the most that the group can sum to with it.
func (v *evaluation) solveWith(group []int, d int, options []int) []int {
	for _, other := range group {
		v.reduce(other)
	}
	var out []int
	for _, o := range options {
		v.joint.domains[d] = append(v.joint.domains[d][:0], v.candidate(d, o))
		out = append(out, v.join(v.e.plans[d], false))
	}
	return out
}

// reduce leaves of the options of a decision, best first, those that no better one is as free as, and fallback.
func (v *evaluation) reduce(d int) {
	options := v.e.decisions[d].options
	domain := v.joint.domains[d][:0]
	var kept uint64 // classes
	for _, o := range v.candidates(d) {
		if o != fallback {
			if kept&options[o].freer != 0 {
				continue
			}
			kept |= 1 << options[o].class
		}
		domain = append(domain, v.candidate(d, o))
	}
	v.joint.domains[d] = domain
}

func (v *evaluation) candidate(d, o int) candidate {
	return candidate{o, v.value(d, o), v.rank(d, o), v.pinned(d)}
}

// tabulate notes what each pair of options is worth, for either of them.
func (l *link) tabulate() {
	rows := func(n, width int) [][]int {
		out := make([][]int, n)
		for i := range out {
			out[i] = make([]int, width+1) // fallback first, which is worth nothing
		}
		return out
	}
	as, bs := len(l.forbidden), len(l.forbidden[0])
	l.worth = [2][][]int{rows(as, bs), rows(bs, as)}
	for x := range as {
		for y := range bs {
			worth := l.bonus[x][y]
			if l.forbidden[x][y] {
				worth = impossible
			}
			l.worth[0][x][y+1], l.worth[1][y][x+1] = worth, worth
		}
	}
}

// classify tells the options of each decision apart by what constraints and synergies say of them.
func (e *Engine) classify() {
	for d := range e.decisions {
		options := e.decisions[d].options
		var first []int // by class: its first option
		for o := range options {
			class := slices.IndexFunc(first, func(other int) bool { return e.asFree(d, o, other) && e.asFree(d, other, o) })
			if class < 0 {
				class = len(first)
				first = append(first, o)
			}
			options[o].class = class
		}
		for o := range options {
			for class, other := range first {
				if e.asFree(d, other, o) {
					options[o].freer |= 1 << class
				}
			}
		}
		e.decisions[d].most = len(first) + 1
	}
}

// compilePlans makes the plan of each group, in the order that the knowledge base says is cheap.
func (e *Engine) compilePlans() {
	order, _ := e.base.JointOrder()
	e.plans = make([]*plan, len(e.decisions))
	for _, group := range e.groups {
		p := e.newPlan(slices.DeleteFunc(slices.Clone(order), func(d int) bool { return !slices.Contains(group, d) }))
		for _, d := range group {
			e.plans[d] = p
		}
	}
}
