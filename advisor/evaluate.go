package advisor

import "slices"

const (
	open     = -1 // a question without an answer
	standing = -1 // an option that no need vetoes
	fallback = -1 // the pick of a decision none of whose options stands
	// nothing is what leaving a decision to its fallback costs: more than any sum of scores, so that it is the last resort.
	nothing = -1 << 32
)

// evaluation is one set of answers and all that follows from it. It is scratch memory for one caller: take one with begin,
// change choices, run it again as often as needed.
type evaluation struct {
	e       *Engine
	choice  []int // by question; open if none
	star    int   // question that counts double, or open
	ticked  []int // the situations that are so
	only    []int // by decision: the option that is pinned, or open
	active  []bool
	weight  []int   // by criterion
	score   [][]int // by decision and option
	vetoed  [][]int // by decision and option: the need that fails, their number if banned, or standing
	ordered [][]int // by decision: the options that stand, best first, then fallback
	picks   []int   // by decision: option or fallback
	joint   joint
}

// begin reads the answers to the questions that are asked. Hidden ones are left out: no flip may bring one back, or else
// what was exported without them would be advised otherwise.
func (e *Engine) begin(a Answers) *evaluation {
	v := e.scratch()
	for i := range e.questions {
		q := &e.questions[i]
		v.choice[i] = open
		v.active[i] = v.holds(q.when)
		if !v.active[i] {
			continue
		}
		if id := a.Choice(q.id); id != "" {
			v.choice[i] = slices.Index(q.ids, id)
		}
		if q.id == a.Star {
			v.star = i
		}
	}
	v.pin(a.Pins)
	v.ticked = e.ticked(a)
	return v
}

// scratch makes an evaluation without answers, its tables cut from a few allocations.
func (e *Engine) scratch() *evaluation {
	n, options := len(e.decisions), 0
	for d := range e.decisions {
		options += len(e.decisions[d].options)
	}
	numbers := make([]int, len(e.questions)+len(e.priors)+5*n+3*options)
	cut := func(n int) []int {
		part := numbers[:n:n]
		numbers = numbers[n:]
		return part
	}
	rows := make([][]int, 3*n)
	v := &evaluation{e: e, star: open, active: make([]bool, len(e.questions)),
		choice: cut(len(e.questions)), weight: cut(len(e.priors)),
		score: rows[:n], vetoed: rows[n : 2*n], ordered: rows[2*n:],
		picks: cut(n), only: cut(n), joint: joint{at: cut(n), spare: cut(n)}}
	v.pin(nil)
	v.joint.domains, v.joint.cells = e.scratchJoint()
	for d := range e.decisions {
		k := len(e.decisions[d].options)
		v.score[d], v.vetoed[d], v.ordered[d] = cut(k), cut(k), cut(k + 1)[:0]
	}
	return v
}

// run computes everything from the answers.
func (v *evaluation) run() {
	v.activate()
	v.weigh()
	for d := range v.e.decisions {
		v.rate(d)
	}
	for _, group := range v.e.groups {
		v.solve(group)
	}
}

// rerun computes what follows from another answer to a question, where all else is as it was run.
func (v *evaluation) rerun(q int) {
	v.activate()
	v.weigh()
	for _, d := range v.e.questions[q].touches {
		v.rate(d)
	}
	for _, group := range v.e.questions[q].groups {
		v.solve(group)
	}
}

// activate finds the questions whose conditions hold. They look back only, so one pass does.
func (v *evaluation) activate() {
	for i := range v.e.questions {
		v.active[i] = v.holds(v.e.questions[i].when)
	}
}

func (v *evaluation) holds(when []condition) bool {
	for _, c := range when {
		if !v.answered(c.question) || c.in&(1<<v.choice[c.question]) == 0 {
			return false
		}
	}
	return true
}

// answered tells whether the question is asked and has an answer.
func (v *evaluation) answered(q int) bool { return v.active[q] && v.choice[q] != open }

// known tells whether it has an answer other than not knowing.
func (v *evaluation) known(q int) bool {
	return v.answered(q) && !v.e.questions[q].choices[v.choice[q]].unsure
}

// weigh sums what criteria weigh: the prior and what the active answers add, the starred one twice.
func (v *evaluation) weigh() {
	copy(v.weight, v.e.priors)
	for i := range v.e.questions {
		if !v.answered(i) {
			continue
		}
		for _, p := range v.e.questions[i].choices[v.choice[i]].adds {
			v.weight[p.criterion] += p.value * v.times(i)
		}
	}
}

// times is how often an answer counts.
func (v *evaluation) times(q int) int {
	if q == v.star {
		return 2
	}
	return 1
}

// rate vetoes and scores the options of a decision and orders those that stand.
func (v *evaluation) rate(d int) {
	options := v.e.decisions[d].options
	order := v.ordered[d][:0]
	for o := range options {
		v.vetoed[d][o] = v.veto(options[o].needs)
		if options[o].banned {
			v.vetoed[d][o] = len(options[o].needs)
		}
		sum := 0
		for _, f := range options[o].fits {
			sum += v.weight[f.criterion] * f.value
		}
		v.score[d][o] = sum
		if v.vetoed[d][o] != standing {
			continue
		}
		at := len(order)
		order = append(order, o)
		for ; at > 0 && v.better(d, o, order[at-1]); at-- {
			order[at] = order[at-1]
		}
		order[at] = o
	}
	v.ordered[d] = append(order, fallback)
}

func (v *evaluation) better(d, o, than int) bool {
	if a, b := v.score[d][o], v.score[d][than]; a != b {
		return a > b
	}
	return v.e.decisions[d].options[o].rank < v.e.decisions[d].options[than].rank
}

// veto returns the first need an active answer denies. Not knowing denies nothing.
func (v *evaluation) veto(needs []need) int {
	for i, n := range needs {
		if v.known(n.question) && n.in&(1<<v.choice[n.question]) == 0 && v.holds(n.when) {
			return i
		}
	}
	return standing
}

func (v *evaluation) rank(d, o int) int {
	if o == fallback {
		return len(v.e.decisions[d].options)
	}
	return v.e.decisions[d].options[o].rank
}

func (v *evaluation) value(d, o int) int {
	if o == fallback {
		return nothing
	}
	return v.score[d][o]
}

// candidates are what a decision may come to, best first.
func (v *evaluation) candidates(d int) []int {
	if v.pinned(d) {
		return v.only[d : d+1]
	}
	return v.ordered[d]
}

// alone is what the decision would pick if there were no others.
func (v *evaluation) alone(d int) int { return v.ordered[d][0] }

// group returns the group the decision belongs to.
func (e *Engine) group(d int) []int {
	for _, g := range e.groups {
		if slices.Contains(g, d) {
			return g
		}
	}
	return nil
}
