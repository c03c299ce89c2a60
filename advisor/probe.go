package advisor

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Some numbers of the search, chosen so that it stays within two seconds for twenty decisions.
const (
	sampleCount  = 3000   // answer sets drawn; most options win in one of them
	climbStarts  = 6      // samples from which a search for one goal starts
	mostCombined = 100000 // combinations tried one by one before not finding has to do
)

// probe searches the answers for some that lead to a goal. It draws many first, and then climbs from those nearest
// to the goal by changing one answer at a time.
type probe struct {
	e       *Engine
	groups  [][]int     // of decisions that the search is about; all of them where it is nil
	v       *evaluation // of what was tried last
	samples []sample
	tried   int
}

// sample is a set of answers: what is ticked of each question, and the starred one.
type sample struct {
	ticked []uint64
	star   int
}

// newProbe draws the samples: nothing answered; each choice, and each pair of choices that may stand together, with
// the least that makes its question be asked, so that the examples found first are the plainest; and many at
// random, "not sure" and stars left to the climb.
func (e *Engine) newProbe() *probe {
	p := &probe{e: e, v: e.scratch()}
	p.samples = append(p.samples, e.unanswered())
	for q := range e.questions {
		for _, ticked := range e.answersTo(q) {
			s := e.unanswered()
			e.lead(s.ticked, q)
			s.ticked[q] = ticked
			p.samples = append(p.samples, s)
		}
	}
	random := rand.New(rand.NewPCG(1, 2)) // the same every time
	for range sampleCount {
		s := e.unanswered()
		for q := range e.questions {
			if c := random.IntN(len(e.questions[q].choices)+1) - 1; c != open && e.questions[q].unsure&(1<<c) == 0 &&
				e.questions[q].fixed == 0 {
				s.ticked[q] = 1 << c
			}
		}
		p.samples = append(p.samples, s)
	}
	return p
}

// answersTo lists the answers to a question that are tried: each choice and, where it takes several, each pair of those
// that may stand together.
func (e *Engine) answersTo(q int) []uint64 {
	question := &e.questions[q]
	if question.fixed != 0 {
		return []uint64{question.fixed}
	}
	var out []uint64
	for c := range question.choices {
		out = append(out, 1<<c)
	}
	if !question.several {
		return out
	}
	for b := range question.choices {
		for a := range b {
			if pair := uint64(1)<<a | 1<<b; pair&question.alone == 0 {
				out = append(out, pair)
			}
		}
	}
	return out
}

// unanswered is a sample without answers.
func (e *Engine) unanswered() sample {
	s := sample{make([]uint64, len(e.questions)), open}
	for q := range e.questions {
		s.ticked[q] = e.questions[q].fixed
	}
	return s
}

// lead answers what must be answered for a question to be asked.
func (e *Engine) lead(ticked []uint64, q int) {
	for _, c := range e.questions[q].conditions() {
		if ticked[c.question] == 0 && c.in != 0 { // nothing leads to a question that the house retired
			e.lead(ticked, c.question)
			ticked[c.question] = c.in & -c.in
		}
	}
}

// run computes the picks that the search is about.
func (p *probe) run() {
	if p.groups == nil {
		p.v.run()
		return
	}
	p.v.runFor(p.groups)
}

// try evaluates a set of answers; hidden ones do no harm.
func (p *probe) try(s sample) {
	p.tried++
	copy(p.v.ticked, s.ticked)
	p.v.star = s.star
	p.run()
}

// least drops the star and every tick that is not needed to keep what was tried last as it is, the last asked first.
func (p *probe) least(holds func() bool) Answers {
	drop := func(undo func()) {
		p.tried++
		if p.run(); !holds() {
			undo()
		}
	}
	if star := p.v.star; star != open {
		p.v.star = open
		drop(func() { p.v.star = star })
	}
	for q := len(p.v.ticked) - 1; q >= 0; q-- {
		if p.e.questions[q].fixed != 0 {
			continue
		}
		for _, c := range bitsOf(p.v.ticked[q]) {
			was := p.v.ticked[q]
			p.v.ticked[q] &^= 1 << c
			drop(func() { p.v.ticked[q] = was })
		}
	}
	p.run()
	return p.e.spell(p.v.ticked, p.v.star, p.v.pins).WithSituations(p.e.situationIDs(p.v.situations)...)
}

// wins finds answers that make an option a pick and leaves them tried.
func (p *probe) wins(d, o int) bool {
	return p.reach(func() int {
		if p.v.picked(d, o) {
			return 1
		}
		return p.v.behind(d, o)
	})
}

// winsInSituation finds a situation that makes an option a pick where answers alone do not, and leaves them tried.
func (p *probe) winsInSituation(d, o int) bool {
	fits := p.e.decisions[d].options[o].fits
	for i, s := range p.e.situations {
		speaks := slices.ContainsFunc(s.adds, func(add points) bool { return add.value*sumOf(fits, add.criterion) > 0 }) ||
			slices.ContainsFunc(s.vetoes, func(v place) bool { return v.decision == d && v.option != o })
		if p.v.suppose([]int{i}); speaks && !p.e.base.Situations[i].Retired && p.wins(d, o) {
			return true
		}
	}
	p.v.suppose(nil)
	return false
}

// picked tells whether an option is a pick of a decision.
func (v *evaluation) picked(d, o int) bool {
	return slices.Contains(v.picks[seat(d):seat(d)+v.count[d]], o)
}

// behind is how far the best joint pick with an option is behind the best, as a number that is not positive: for
// the pick where it is nearest. Ruled out is far behind, by each need that fails.
func (v *evaluation) behind(d, o int) int {
	best := math.MinInt
	for s := seat(d); s < seat(d)+v.count[d]; s++ {
		if v.vetoed[s][o] == standing {
			sums := v.solveWith(s, []int{o, v.picks[s]})
			best = max(best, sums[0]-sums[1])
			continue
		}
		failing := 0
		needs := v.e.decisions[d].options[o].needs
		for i := range needs {
			if v.denies(s, &needs[i]) {
				failing++
			}
		}
		best = max(best, max(1, failing)*nothing) // a ban fails without a need
	}
	return best
}

// reach looks for answers for which the goal, a measure of what was tried last, is positive.
func (p *probe) reach(goal func() int) bool {
	type start struct{ sample, height int }
	var best []start
	for i, sample := range p.samples {
		p.try(sample)
		height := goal()
		if height > 0 {
			return true
		}
		at, _ := slices.BinarySearchFunc(best, height, func(s start, h int) int {
			if s.height < h {
				return 1
			}
			return -1
		})
		if at < climbStarts {
			best = slices.Insert(best, at, start{i, height})[:min(climbStarts, len(best)+1)]
		}
	}
	for _, s := range best {
		if p.climb(p.samples[s.sample], s.height, goal) {
			return true
		}
	}
	return false
}

// climb takes the best single change of an answer, or of the star, as long as one brings the goal nearer.
func (p *probe) climb(from sample, height int, goal func() int) bool {
	at := sample{slices.Clone(from.ticked), from.star}
	for {
		best, nearer := sample{}, false
		try := func() bool {
			p.try(at)
			h := goal()
			if h > height {
				best, nearer, height = sample{slices.Clone(at.ticked), at.star}, true, h
			}
			return h > 0
		}
		for q, was := range at.ticked {
			for _, ticked := range p.e.steps(q, was) {
				at.ticked[q] = ticked
				if try() {
					return true
				}
			}
			at.ticked[q] = was
		}
		star := at.star
		for at.star = open; at.star < len(p.e.questions); at.star++ {
			if try() {
				return true
			}
		}
		at.star = star
		if !nearer {
			return false
		}
		at = best
	}
}

// steps are the answers to a question that a climb tries next: each choice alone, none, and one tick more or less.
func (e *Engine) steps(q int, ticked uint64) []uint64 {
	question := &e.questions[q]
	if question.fixed != 0 {
		return nil
	}
	out := []uint64{0}
	for c := range question.choices {
		bit := uint64(1) << c
		out = append(out, bit)
		if question.several && question.alone&bit == 0 && ticked&^bit&^question.alone != 0 {
			out = append(out, ticked&^question.alone^bit)
		}
	}
	return out
}

// every evaluates all answers that differ within the scope, calls f after each until it says stop, and tells whether it
// came to the end. It gives up beforehand when there are too many. How to evaluate is the caller's: scopes differ.
func (p *probe) every(s *scope, evaluate func(), f func() (goOn bool)) bool {
	classes := make([][]uint64, len(p.e.questions))
	budget := p.e.tries(mostCombined, 10)
	p.v.star = open
	for q := range classes {
		classes[q] = p.e.classes(s, q)
		p.v.ticked[q] = p.e.questions[q].fixed
	}
	var from func(q int) bool
	from = func(q int) bool {
		for ; q < len(classes); q++ {
			p.v.ask(q)
			if !p.v.active[q] || len(classes[q]) == 1 {
				continue
			}
			for _, ticked := range classes[q] {
				p.v.ticked[q] = ticked
				p.v.ask(q)
				if !from(q + 1) {
					return false
				}
			}
			p.v.ticked[q] = 0
			return true
		}
		p.v.sit()
		budget--
		p.tried++
		evaluate()
		return budget > 0 && f()
	}
	return from(0)
}

// unreachable tells why no answers make an option the pick, or that none were found; or nothing, and then such
// answers are left tried.
func (p *probe) unreachable(d, o int) string {
	if p.e.decisions[d].options[o].banned {
		return "house rules ban it"
	}
	if p.wins(d, o) || p.winsInSituation(d, o) {
		return ""
	}
	if rival := p.e.dominator(d, o); rival >= 0 {
		return p.e.base.Decisions[d].Options[rival].ID + " stands whenever it does and is never behind it"
	}
	group := p.e.group(d)
	all := p.every(p.e.scope(group, true), func() {
		p.v.weigh()
		for _, d := range group {
			p.v.rateAll(d)
		}
		p.v.solve(group)
	}, func() bool { return !p.v.picked(d, o) })
	switch {
	case all:
		return "every combination of the answers that bear on it was tried, without a star"
	case p.v.picked(d, o):
		return ""
	}
	return "no answers were found that make it win"
}

// fallbacks finds the least answers that rule out every option for a pick of a decision.
func (p *probe) fallbacks(d int) []Answers {
	var out []Answers
	var found [][]uint64
	none := func() bool {
		for s := seat(d); s < seat(d)+p.v.count[d]; s++ {
			if !slices.ContainsFunc(p.e.decisions[d].options, func(o option) bool {
				return !o.banned && p.v.veto(s,
					o.needs) == standing
			}) {
				return true
			}
		}
		return false
	}
	p.every(p.e.scope([]int{d}, false), func() {}, func() bool {
		if none() {
			found = append(found, slices.Clone(p.v.ticked))
		}
		return true
	})
	seen := map[string]bool{}
	for len(found) > 0 {
		copy(p.v.ticked, found[0])
		found = found[1:]
		a := p.least(none)
		if key := p.e.phrase(a); !seen[key] {
			seen[key] = true
			out = append(out, a)
			found = append(found, p.siblings(none)...)
		}
	}
	return out
}

// siblings lists what was tried last with one answer replaced by another single choice that keeps it as it is.
func (p *probe) siblings(holds func() bool) [][]uint64 {
	var out [][]uint64
	now := slices.Clone(p.v.ticked)
	for q, was := range now {
		for c := range p.e.questions[q].choices {
			if was == 0 || was == 1<<c || p.e.questions[q].fixed != 0 {
				continue
			}
			copy(p.v.ticked, now)
			p.v.ticked[q] = 1 << c
			p.tried++
			if p.run(); holds() {
				out = append(out, slices.Clone(p.v.ticked))
			}
		}
	}
	return out
}

// decisive looks for answers that are advised otherwise without a constraint between an option and others, and
// leaves them tried. The engine given is the one without it; points are a synergy's, 0 for what forbids.
func (p *probe) decisive(without *Engine, option string, others []string, points int) (Answers, bool) {
	a, x := p.e.optionIndex(option)
	group := p.e.group(a)
	p.groups = [][]int{group}
	q := &probe{e: without, v: without.scratch(), samples: p.samples}
	q.groups = slices.DeleteFunc(slices.Clone(without.groups), func(g []int) bool { return !slices.Contains(group, g[0]) })
	q.v.pins = p.v.pins
	defer func() { p.tried += q.tried }()
	differs := func() bool {
		copy(p.v.ticked, q.v.ticked)
		p.v.star = q.v.star
		p.run()
		return slices.ContainsFunc(p.v.seats, func(s int) bool {
			return p.v.picks[s] != q.v.picks[s] && slices.Contains(group, of(s))
		})
	}
	for _, other := range others {
		b, y := p.e.optionIndex(other)
		if q.reach(func() int {
			apart := q.v.apart(a, x, b, y, points)
			if apart > -max(1, 2*points) && differs() {
				return 1
			}
			return apart
		}) {
			found := q.least(differs)
			differs()
			p.v.run()
			return found, true
		}
	}
	return Answers{}, false
}

// apart measures how far two options are from being picked together, as a number that is not positive; for a
// synergy also how far they are beyond the point at which its points decide.
func (v *evaluation) apart(a, x, b, y, points int) int {
	apart := 0
	for _, of := range [][2]int{{a, x}, {b, y}} {
		if !v.picked(of[0], of[1]) {
			apart += v.behind(of[0], of[1])
		}
	}
	if apart == 0 && points > 0 {
		leadA, _ := v.lead(v.seatOf(a, x))
		leadB, _ := v.lead(v.seatOf(b, y))
		apart = -min(leadA, leadB)
	}
	return min(0, apart)
}

// seatOf is the first seat whose pick is the option, or else the first of the decision: the option is level there.
func (v *evaluation) seatOf(d, o int) int {
	return seat(d) + max(0, slices.Index(v.picks[seat(d):seat(d)+v.count[d]], o))
}

// dominator finds an option that stands whenever o does and that no answers put behind it, or -1. The bound takes each
// question's worst choice without asking whether they go together, so it proves what it finds and misses some.
func (e *Engine) dominator(d, o int) int {
	options := e.decisions[d].options
	for rival := range options {
		lead := e.mostLead(d, o, rival)
		if rival != o && !options[rival].banned && (lead < 0 || lead == 0 && options[rival].rank < options[o].rank) &&
			e.implies(options[o].needs, options[rival].needs) && e.asFree(d, rival, o) && !e.ruledOutAlone(d, rival, o) {
			return rival
		}
	}
	return -1
}

// ruledOutAlone tells whether a situation rules out an option and not the other.
func (e *Engine) ruledOutAlone(d, option, other int) bool {
	return slices.ContainsFunc(e.situations, func(s situation) bool {
		return slices.Contains(s.vetoes, place{d, option}) && !slices.Contains(s.vetoes, place{d, other})
	})
}

// mostLead bounds from above what option o can be ahead of another, whatever is answered, starred and ticked.
func (e *Engine) mostLead(d, o, other int) int {
	fits := e.decisions[d].options
	difference := func(criterion int) int { return sumOf(fits[o].fits, criterion) - sumOf(fits[other].fits, criterion) }
	first, n := e.decisions[d].first, len(e.base.Decisions[d].Criteria)
	total, star := 0, 0
	for c := first; c < first+n; c++ {
		total += e.priors[c] * difference(c)
	}
	ahead := func(adds []points) (sum int) {
		for _, p := range adds {
			if p.criterion >= first && p.criterion < first+n {
				sum += p.value * difference(p.criterion)
			}
		}
		return sum
	}
	for _, s := range e.situations {
		total += max(0, ahead(s.adds))
	}
	for _, q := range e.questions {
		most := 0
		for _, c := range q.choices {
			sum := ahead(c.all())
			if q.several {
				most += max(0, sum)
			} else {
				most = max(most, sum)
			}
		}
		total += most
		star = max(star, most)
	}
	return total + star
}

// implies tells whether whatever the second needs deny, the first deny too.
func (e *Engine) implies(needs, weaker []need) bool {
	for _, w := range weaker {
		if !slices.ContainsFunc(needs, func(n need) bool {
			return n.question == w.question && n.in&^w.in == 0 && (w.any || !n.any) &&
				(len(n.when) == 0 || slices.Equal(n.when, w.when)) &&
				(len(n.unless) == 0 || slices.Equal(n.unless, w.unless))
		}) {
			return false
		}
	}
	return true
}

// asFree tells whether constraints and synergies leave an option wherever they leave the other, with as many points.
func (e *Engine) asFree(d, option, other int) bool {
	row := func(l *link, o, i int) (forbidden bool, bonus int) {
		if l.a == d {
			return l.forbidden[o][i], l.bonus[o][i]
		}
		return l.forbidden[i][o], l.bonus[i][o]
	}
	for i := range e.links {
		l := &e.links[i]
		if l.a != d && l.b != d {
			continue
		}
		for j := range e.decisions[l.a+l.b-d].options {
			no, bonus := row(l, option, j)
			otherNo, otherBonus := row(l, other, j)
			if no && !otherNo || bonus < otherBonus {
				return false
			}
		}
	}
	return true
}
