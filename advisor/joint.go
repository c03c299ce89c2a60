package advisor

import (
	"math"
	"slices"

	"rustadvisor/knowledge"
)

// candidate is an option that a pick may be in a joint one, or fallback.
type candidate struct {
	option, value, rank int
	must                bool // it is pinned: no constraint with another pin keeps it out
}

// plan is how some picks are made together: one candidate for each, so that their values and the bonuses of pairs
// sum to the most, and no forbidden pair is among them. It is exact. Equal sums are decided by rank, the first pick
// first.
//
// Picks are eliminated one by one (bucket elimination, R. Dechter, Artificial Intelligence 113, 1999): for every
// combination of the later picks that one is tied to, its best candidate is noted, with the sum of all that was
// eliminated before and hangs on it. What that looks at is bounded by knowledge.MostCombinations, whatever the values.
type plan struct {
	steps     []step
	cells     int // of the tables of all steps
	witnesses []witness
}

// step eliminates one pick. Picks are numbered by seat, and after the seats come the witnesses of synergies.
type step struct {
	d       int
	ties    []tie // to picks eliminated later
	scope   []int // the picks its choice depends on, all eliminated later
	strides []int // of its table, by place in the scope
	table   int   // where its table begins
	from    []int // earlier steps whose tables count here
	below   []int // itself and all picks that its choice decides, in order
}

// tie is what another pick means to that of a step.
type tie struct {
	other int
	worth [][]int // by candidate of the other and of the step's, fallback before them
	must  bool    // counts for fallback, too
}

// witness is which pair of picks of two decisions has a synergy, if any: one of several picks counts once. Its
// candidates are the pairs, by number, with the points.
type witness struct{ pick, points, pairs int }

// newPlan makes the plan of a group of decisions that are tied to no others, with so many picks of each.
func (e *Engine) newPlan(group []int, count []int) *plan {
	p := &plan{}
	ties := e.ties(p, group, count)
	order, _ := e.base.JointOrder(count)
	at := map[int]int{} // pick -> its step
	var mine []int
	for _, pick := range order {
		if _, ok := ties[pick]; ok {
			at[pick] = len(mine)
			mine = append(mine, pick)
		}
	}
	scopes := map[int][]int{}
	for i, d := range mine {
		s := step{d: d, table: p.cells, below: []int{d}}
		scope := scopes[d]
		for _, t := range ties[d] {
			if at[t.other] > i {
				s.ties, scope = append(s.ties, t), append(scope, t.other)
			}
		}
		slices.SortFunc(scope, func(a, b int) int { return at[a] - at[b] })
		s.scope = slices.Compact(scope)
		size := 1
		for _, other := range s.scope {
			s.strides = append(s.strides, size)
			size *= e.mostCandidates(p, other)
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

// ties lists for each pick of a group what others mean to it, and notes the witnesses.
func (e *Engine) ties(p *plan, group, count []int) map[int][]tie {
	out := map[int][]tie{}
	for _, d := range group {
		for k := range count[d] {
			out[seat(d)+k] = nil
		}
	}
	for i := range e.links {
		l := &e.links[i]
		if !slices.Contains(group, l.a) {
			continue
		}
		worth := l.worth
		if count[l.a]*count[l.b] > 1 {
			worth = l.barred
		}
		for a := seat(l.a); a < seat(l.a)+count[l.a]; a++ {
			for b := seat(l.b); b < seat(l.b)+count[l.b]; b++ {
				out[a] = append(out[a], tie{other: b, worth: worth[1]})
				out[b] = append(out[b], tie{other: a, worth: worth[0]})
			}
		}
	}
	for i, s := range e.base.Synergies {
		a, x := e.optionIndex(s.Options[0])
		b, y := e.optionIndex(s.Options[1])
		if !slices.Contains(group, a) || count[a]*count[b] == 1 {
			continue
		}
		w := witness{seat(len(e.decisions)) + i, s.Points, count[a] * count[b]}
		p.witnesses = append(p.witnesses, w)
		bear := func(seat, options, option int, bears func(pair int) bool) {
			of := make([][]int, options+1) // by candidate of the seat, then of the witness
			for c := range of {
				of[c] = make([]int, w.pairs+1)
				for pair := range w.pairs {
					if bears(pair) && c != option+1 {
						of[c][pair+1] = impossible
					}
				}
			}
			out[seat] = append(out[seat], tie{w.pick, transposed(of), true})
			out[w.pick] = append(out[w.pick], tie{seat, of, true})
		}
		for k := range count[a] {
			bear(seat(a)+k, len(e.decisions[a].options), x, func(pair int) bool { return pair/count[b] == k })
		}
		for k := range count[b] {
			bear(seat(b)+k, len(e.decisions[b].options), y, func(pair int) bool { return pair%count[b] == k })
		}
	}
	return out
}

func transposed(rows [][]int) [][]int {
	out := make([][]int, len(rows[0]))
	for c := range out {
		for _, row := range rows {
			out[c] = append(out[c], row[c])
		}
	}
	return out
}

// mostCandidates is how many candidates a pick has at most.
func (e *Engine) mostCandidates(p *plan, pick int) int {
	for _, w := range p.witnesses {
		if w.pick == pick {
			return w.pairs + 1
		}
	}
	return e.decisions[of(pick)].most
}

// cell is the best that a combination allows: the sum, and the place of the candidate that gives it.
type cell struct{ sum, best int }

// joint is the scratch memory of joint picks.
type joint struct {
	domains [][]candidate // by pick, no two alike to all constraints
	cells   []cell
	at      []int   // by pick: the place of a candidate in its domain
	spare   []int   // another combination, to break ties
	rows    [][]int // what the candidates of a step are worth beside those of its scope
	sums    [][]cell
}

// join finds the best candidates, leaves their places in at, and returns their sum. Without ties, equal sums are
// decided by the order of the domains: for callers that ask for the sum alone.
func (v *evaluation) join(p *plan, ties bool) int {
	v.e.goOn()
	if len(v.joint.cells) < p.cells {
		v.joint.cells = make([]cell, p.cells)
	}
	for _, w := range p.witnesses {
		domain := append(v.joint.domains[w.pick][:0], candidate{option: fallback})
		for pair := range w.pairs {
			domain = append(domain, candidate{option: pair, value: w.points})
		}
		v.joint.domains[w.pick] = domain
	}
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

// scratchDomains makes the memory that the candidates of the first pick of each decision need.
func (e *Engine) scratchDomains() [][]candidate {
	all := 0
	for d := range e.decisions {
		all += e.decisions[d].most
	}
	domains, candidates := make([][]candidate, seat(len(e.decisions))+len(e.base.Synergies)), make([]candidate, all)
	for d := range e.decisions {
		n := e.decisions[d].most
		domains[seat(d)], candidates = candidates[:0:n], candidates[n:]
	}
	return domains
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
	for i := range s.ties {
		t := &s.ties[i]
		other := &j.domains[t.other][j.at[t.other]]
		if (t.must || other.option != fallback) && !(other.must && domain[0].must) {
			j.rows = append(j.rows, t.worth[other.option+1])
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

// solve makes the picks of a group so that scores and bonuses sum to the most without breaking a constraint.
func (v *evaluation) solve(group []int) {
	if d := group[0]; len(group) == 1 {
		for s := seat(d); s < seat(d)+v.count[d]; s++ {
			v.picks[s] = v.candidates(s)[0]
		}
		return
	}
	v.reduceAll(group)
	v.join(v.plan(group), true)
	for _, d := range group {
		for s := seat(d); s < seat(d)+v.count[d]; s++ {
			v.picks[s] = v.joint.domains[s][v.joint.at[s]].option
		}
	}
}

// plan is how the picks of a group are made together. Plans for several picks of a decision are made when they are
// needed.
func (v *evaluation) plan(group []int) *plan {
	one := true
	for _, d := range group {
		one = one && v.count[d] == 1
	}
	if one {
		return v.e.plans[group[0]]
	}
	var key [knowledge.MostDecisions]uint8
	for _, d := range group {
		key[d] = uint8(v.count[d])
	}
	if p, ok := v.e.more.Load(key); ok {
		return p.(*plan)
	}
	count := make([]int, len(v.count))
	for _, d := range group {
		count[d] = v.count[d]
	}
	p := v.e.newPlan(group, count)
	v.e.more.Store(key, p)
	return p
}

// solveWith returns for each of some options of a pick the most that the group can sum to with it.
func (v *evaluation) solveWith(s int, options []int) []int {
	group := v.e.group(of(s))
	v.reduceAll(group)
	p := v.plan(group)
	var out []int
	for _, o := range options {
		v.joint.domains[s] = append(v.joint.domains[s][:0], v.candidate(s, o))
		out = append(out, v.join(p, false))
	}
	return out
}

func (v *evaluation) reduceAll(group []int) {
	for _, d := range group {
		for s := seat(d); s < seat(d)+v.count[d]; s++ {
			v.reduce(s)
		}
	}
}

// reduce leaves of the options of a pick, best first, those that no better one is as free as, and fallback.
func (v *evaluation) reduce(s int) {
	options := v.e.decisions[of(s)].options
	domain := v.joint.domains[s][:0]
	var kept uint64 // classes
	for _, o := range v.candidates(s) {
		if o != fallback {
			if kept&options[o].freer != 0 {
				continue
			}
			kept |= 1 << options[o].class
		}
		domain = append(domain, v.candidate(s, o))
	}
	v.joint.domains[s] = domain
}

func (v *evaluation) candidate(s, o int) candidate {
	return candidate{o, v.value(s, o), v.rank(s, o), v.pinned(s)}
}

// tabulate notes what each pair of options is worth, for either of them.
func (l *link) tabulate() {
	as, bs := len(l.forbidden), len(l.forbidden[0])
	table := func(bonus bool) [2][][]int {
		rows := make([][]int, as+1) // fallback first, which is worth nothing
		for x := range rows {
			rows[x] = make([]int, bs+1)
		}
		for x := range as {
			for y := range bs {
				switch {
				case l.forbidden[x][y]:
					rows[x+1][y+1] = impossible
				case bonus:
					rows[x+1][y+1] = l.bonus[x][y]
				}
			}
		}
		return [2][][]int{rows, transposed(rows)}
	}
	l.worth, l.barred = table(true), table(false)
}

// classify tells the options of each decision apart by what constraints and synergies say of them. Where several
// picks are made of a decision, two that differ may have two synergies with a third, so that each option with one
// is told apart.
func (e *Engine) classify() {
	for d := range e.decisions {
		options := e.decisions[d].options
		lone := func(o int) bool { return e.decisions[d].per != open && e.helped(d, o) }
		var first []int // by class: its first option
		for o := range options {
			class := slices.IndexFunc(first, func(other int) bool {
				return !lone(o) && !lone(other) && e.asFree(d, o, other) && e.asFree(d, other, o)
			})
			if class < 0 {
				class = len(first)
				first = append(first, o)
			}
			options[o].class = class
		}
		for o := range options {
			for class, other := range first {
				if other == first[options[o].class] || !lone(o) && e.asFree(d, other, o) {
					options[o].freer |= 1 << class
				}
			}
		}
		e.decisions[d].most = len(first) + 1
	}
}

// helped tells whether an option has a synergy.
func (e *Engine) helped(d, o int) bool {
	ref := e.base.Decisions[d].ID + "." + e.base.Decisions[d].Options[o].ID
	return slices.ContainsFunc(e.base.Synergies, func(s knowledge.Synergy) bool { return slices.Contains(s.Options, ref) })
}

// compilePlans makes the plan of each group, in the order that the knowledge base says is cheap.
func (e *Engine) compilePlans() {
	e.plans = make([]*plan, len(e.decisions))
	for _, group := range e.groups {
		p := e.newPlan(group, slices.Repeat([]int{1}, len(e.decisions)))
		for _, d := range group {
			e.plans[d] = p
		}
	}
}
