package advisor

import (
	"fmt"
	"math/bits"
	"math/rand/v2"
	"slices"
	"strings"
)

// Some numbers of the search, chosen so that it stays within two seconds for twenty decisions.
const (
	sampleCount  = 3000   // answer sets drawn; most options win in one of them
	climbStarts  = 6      // samples from which a search for one goal starts
	mostCombined = 100000 // combinations tried one by one before not finding has to do
)

// probe searches the answers for some that lead to a goal. It draws many first, and then climbs from those nearest to the
// goal by changing one answer at a time.
type probe struct {
	e       *Engine
	v       *evaluation // of what was tried last
	samples [][]int     // answer sets: the choice of each question, then the star
	tried   int
}

// newProbe draws the samples: nothing answered; each choice with the least that makes its question be asked, so that the
// examples found first are the plainest; and many at random, "not sure" and stars left to the climb.
func (e *Engine) newProbe() *probe {
	p := &probe{e: e, v: e.scratch()}
	p.samples = append(p.samples, e.unanswered())
	for q := range e.questions {
		for c := range e.questions[q].choices {
			sample := e.unanswered()
			e.lead(sample, q)
			sample[q] = c
			p.samples = append(p.samples, sample)
		}
	}
	random := rand.New(rand.NewPCG(1, 2)) // the same every time
	for range sampleCount {
		sample := e.unanswered()
		for q := range e.questions {
			if c := random.IntN(len(e.questions[q].choices)+1) - 1; c != open && !e.questions[q].choices[c].unsure {
				sample[q] = c
			}
		}
		p.samples = append(p.samples, sample)
	}
	return p
}

// unanswered is the choice of each question, none, and after them the starred question, none too.
func (e *Engine) unanswered() []int {
	return slices.Repeat([]int{open}, len(e.questions)+1)
}

// lead answers what must be answered for a question to be asked.
func (e *Engine) lead(sample []int, q int) {
	for _, c := range e.questions[q].when {
		if sample[c.question] == open && c.in != 0 { // nothing leads to a question that the house retired
			e.lead(sample, c.question)
			sample[c.question] = bits.TrailingZeros64(c.in)
		}
	}
}

// try evaluates a set of answers; hidden ones do no harm.
func (p *probe) try(sample []int) {
	p.tried++
	copy(p.v.choice, sample)
	p.v.star = sample[len(sample)-1]
	p.v.run()
}

// least drops the star and every answer that is not needed to keep what was tried last as it is, the last asked first.
func (p *probe) least(holds func() bool) Answers {
	drop := func(at *int) {
		was := *at
		if *at = open; was == open {
			return
		}
		p.tried++
		if p.v.run(); !holds() {
			*at = was
		}
	}
	drop(&p.v.star)
	for q := len(p.v.choice) - 1; q >= 0; q-- {
		drop(&p.v.choice[q])
	}
	p.v.run()
	return p.e.spell(p.v.choice, p.v.star, p.v.only)
}

// wins finds answers that make an option the pick and leaves them tried.
func (p *probe) wins(d, o int) bool {
	group := p.e.group(d)
	return p.reach(func() int {
		if p.v.picks[d] == o {
			return 1
		}
		return p.v.behind(group, d, o)
	})
}

// behind is how far the best joint pick with an option is behind the best, as a number that is not positive. Ruled out is
// far behind, by each need that fails.
func (v *evaluation) behind(group []int, d, o int) int {
	if v.vetoed[d][o] != standing {
		failing := 0
		for _, n := range v.e.decisions[d].options[o].needs {
			if v.veto([]need{n}) != standing {
				failing++
			}
		}
		return max(1, failing) * nothing // a ban fails without a need
	}
	sums := v.solveWith(group, d, []int{o, v.picks[d]})
	return sums[0] - sums[1]
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
func (p *probe) climb(from []int, height int, goal func() int) bool {
	at := slices.Clone(from)
	for {
		where, what := open, open
		for i := range at {
			was, most := at[i], len(p.e.questions)
			if i < most {
				most = len(p.e.questions[i].choices)
			}
			for c := open; c < most; c++ {
				at[i] = c
				p.try(at)
				if h := goal(); h > 0 {
					return true
				} else if h > height {
					where, what, height = i, c, h
				}
			}
			at[i] = was
		}
		if where == open {
			return false
		}
		at[where] = what
	}
}

// scope is what some decisions look at in the answers: criteria, unless only vetoes are asked for, and conditions.
type scope struct {
	criteria []bool
	needs    []condition
	when     []condition // of needs, and of questions that bear on the scope
}

func (e *Engine) scope(decisions []int, scores bool) *scope {
	s := &scope{criteria: make([]bool, len(e.priors))}
	for _, d := range decisions {
		for _, o := range e.decisions[d].options {
			for _, f := range o.fits {
				s.criteria[f.criterion] = scores && e.separates(d, f.criterion)
			}
			for _, n := range o.needs {
				s.needs = append(s.needs, n.condition)
				s.when = append(s.when, n.when...)
			}
		}
	}
	for q := len(e.questions) - 1; q >= 0; q-- {
		if len(e.classes(s, q)) > 1 {
			s.when = append(s.when, e.questions[q].when...)
		}
	}
	return s
}

// meaning is everything a choice, or none, does within the scope. Choices that mean the same are interchangeable there.
func (e *Engine) meaning(s *scope, q, c int) string {
	var out strings.Builder
	known := c != open && !e.questions[q].choices[c].unsure
	if c != open {
		for _, p := range e.questions[q].choices[c].adds {
			if s.criteria[p.criterion] {
				fmt.Fprint(&out, p.criterion, "+", p.value, " ")
			}
		}
	}
	for _, n := range s.needs {
		if n.question == q {
			fmt.Fprint(&out, known && n.in&(1<<c) == 0)
		}
	}
	for _, w := range s.when {
		if w.question == q {
			fmt.Fprint(&out, c != open && w.in&(1<<c) != 0)
		}
	}
	return out.String()
}

// classes returns one choice of each meaning; leaving the question open is the first.
func (e *Engine) classes(s *scope, q int) []int {
	var out []int
	seen := map[string]bool{}
	for c := open; c < len(e.questions[q].choices); c++ {
		if m := e.meaning(s, q, c); !seen[m] {
			seen[m] = true
			out = append(out, c)
		}
	}
	return out
}

// every evaluates all answers that differ within the scope, calls f after each until it says stop, and tells whether it
// came to the end. It gives up beforehand when there are too many. How to evaluate is the caller's: scopes differ.
func (p *probe) every(s *scope, evaluate func(), f func() (goOn bool)) bool {
	classes := make([][]int, len(p.e.questions))
	budget := mostCombined
	p.v.star = open
	for q := range classes {
		classes[q] = p.e.classes(s, q)
		p.v.choice[q] = open
	}
	var from func(q int) bool
	from = func(q int) bool {
		for ; q < len(classes); q++ {
			p.v.active[q] = p.v.holds(p.e.questions[q].when)
			if !p.v.active[q] || len(classes[q]) == 1 {
				continue
			}
			for _, c := range classes[q] {
				p.v.choice[q] = c
				if !from(q + 1) {
					return false
				}
			}
			p.v.choice[q] = open
			return true
		}
		budget--
		p.tried++
		evaluate()
		return budget > 0 && f()
	}
	return from(0)
}

// unreachable tells why no answers make an option the pick, or that none were found; or nothing, and then such answers are
// left tried.
func (p *probe) unreachable(d, o int) string {
	if p.e.decisions[d].options[o].banned {
		return "house rules ban it"
	}
	if p.wins(d, o) {
		return ""
	}
	if rival := p.e.dominator(d, o); rival >= 0 {
		return p.e.base.Decisions[d].Options[rival].ID + " stands whenever it does and is never behind it"
	}
	group := p.e.group(d)
	all := p.every(p.e.scope(group, true), func() {
		p.v.weigh()
		for _, d := range group {
			p.v.rate(d)
		}
		p.v.solve(group)
	}, func() bool { return p.v.picks[d] != o })
	switch {
	case all:
		return "every combination of the answers that bear on it was tried, without a star"
	case p.v.picks[d] == o:
		return ""
	}
	return "no answers were found that make it win"
}

// fallbacks finds the least answers that rule out every option of a decision.
func (p *probe) fallbacks(d int) []Answers {
	var out []Answers
	var found [][]int
	none := func() bool {
		return !slices.ContainsFunc(p.e.decisions[d].options, func(o option) bool { return !o.banned && p.v.veto(o.needs) == standing })
	}
	p.every(p.e.scope([]int{d}, false), func() {}, func() bool {
		if none() {
			found = append(found, slices.Clone(p.v.choice))
		}
		return true
	})
	seen := map[string]bool{}
	for len(found) > 0 {
		copy(p.v.choice, found[0])
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

// siblings lists what was tried last with one answer replaced by another that keeps it as it is.
func (p *probe) siblings(holds func() bool) [][]int {
	var out [][]int
	now := slices.Clone(p.v.choice)
	for q, was := range now {
		for c := range p.e.questions[q].choices {
			if was == open || c == was {
				continue
			}
			copy(p.v.choice, now)
			p.v.choice[q] = c
			p.tried++
			if p.v.run(); holds() {
				out = append(out, slices.Clone(p.v.choice))
			}
		}
	}
	return out
}

// decisive looks for answers that are advised otherwise without a constraint between an option and others, and leaves them
// tried. The engine given is the one without it; points are a synergy's, 0 for what forbids.
func (p *probe) decisive(without *Engine, option string, others []string, points int) (Answers, bool) {
	q := &probe{e: without, v: without.scratch(), samples: p.samples}
	copy(q.v.only, p.v.only)
	defer func() { p.tried += q.tried }()
	a, x := p.e.optionIndex(option)
	group := p.e.group(a)
	differs := func() bool {
		copy(p.v.choice, q.v.choice)
		p.v.star = q.v.star
		p.v.run()
		return !slices.Equal(p.v.picks, q.v.picks)
	}
	for _, other := range others {
		b, y := p.e.optionIndex(other)
		if q.reach(func() int {
			apart := q.v.apart(group, a, x, b, y, points)
			if apart > -max(1, 2*points) && differs() {
				return 1
			}
			return apart
		}) {
			found := q.least(differs)
			differs()
			return found, true
		}
	}
	return Answers{}, false
}

// apart measures how far two options are from being picked together, as a number that is not positive; for a synergy also
// how far they are beyond the point at which its points decide.
func (v *evaluation) apart(group []int, a, x, b, y, points int) int {
	apart := v.behind(group, a, x) + v.behind(group, b, y)
	if apart == 0 && points > 0 {
		leadA, _ := v.lead(a)
		leadB, _ := v.lead(b)
		apart = -min(leadA, leadB)
	}
	return min(0, apart)
}
