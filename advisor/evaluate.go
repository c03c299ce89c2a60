package advisor

import (
	"math/bits"
	"slices"

	"rustadvisor/knowledge"
)

const (
	open     = -1 // a question without an answer, a pick that is made for no choice in particular
	standing = -1 // an option that no need vetoes
	fallback = -1 // the pick of a decision none of whose options stands
	// nothing is what leaving a decision to its fallback costs: more than any sum of scores, so that it is the last
	// resort.
	nothing = -1 << 32
)

// evaluation is one set of answers and all that follows from it. It is scratch memory for one caller: take one with
// begin, change what is ticked, run it again as often as needed.
type evaluation struct {
	e          *Engine
	ticked     []uint64 // by question: the choices that answer it; none while it is open
	given      []uint64 // by question: those of one that is asked and has an answer other than not knowing
	star       int      // question that counts double, or open
	pins       []pinning
	situations []int // that are so
	active     []bool
	seating             // of the decisions, by what is ticked
	only       []int    // by seat: the option that is pinned, or open
	weight     []int    // by criterion, without what counts for the pick of one choice alone
	weighed    bool     // it holds for what follows
	counted    []uint64 // by question: the choices that count in it
	starred    int      // the question that counts double in it
	score      [][]int  // by seat and option
	// by seat and option: the need that fails, their number if banned, more if a situation does it, or standing
	vetoed  [][]int
	ordered [][]int // by seat: the options that stand, best first, then fallback
	picks   []int   // by seat: option or fallback
	joint   joint
}

// seating tells which picks are made.
type seating struct {
	seats []int // that are taken, in order
	count []int // by decision: how many; at least one
	own   []int // by seat: the choice that the pick is for, or open
}

func (s *seating) clone() seating {
	return seating{slices.Clone(s.seats), slices.Clone(s.count), slices.Clone(s.own)}
}

// of is the decision that a seat belongs to.
func of(seat int) int { return seat / knowledge.MostPicks }

// seat is the first one of a decision.
func seat(d int) int { return d * knowledge.MostPicks }

// begin reads the answers to the questions that are asked. Hidden ones are left out: no flip may bring one back, or
// else what was exported without them would be advised otherwise.
func (e *Engine) begin(a Answers) *evaluation {
	v := e.scratch()
	for i := range e.questions {
		q := &e.questions[i]
		v.active[i] = v.asks(q)
		if !v.active[i] || q.fixed != 0 {
			continue
		}
		for _, id := range a.Choices[q.id] {
			if c := slices.Index(q.ids, id); c >= 0 {
				v.ticked[i] |= 1 << c
			}
		}
		if q.id == a.Star {
			v.star = i
		}
	}
	v.pin(a.Pins)
	v.sit()
	v.suppose(e.situationsOf(a))
	return v
}

// scratch is an evaluation without answers: one that was released or a new one, its tables cut from a few allocations.
func (e *Engine) scratch() *evaluation {
	if v, ok := e.spare.Get().(*evaluation); ok {
		v.e = e
		v.settleFixed()
		clear(v.active)
		v.star, v.pins, v.situations, v.weighed = open, nil, nil, false
		v.sit()
		return v
	}
	n, options := len(e.decisions), 0
	seats := seat(n)
	for d := range e.decisions {
		options += len(e.decisions[d].options)
	}
	variables := seats + len(e.base.Synergies)
	numbers := make([]int, len(e.priors)+n+4*seats+2*variables+3*options+n)
	alloc := func(n int) []int {
		part := numbers[:n:n]
		numbers = numbers[n:]
		return part
	}
	rows := make([][]int, 3*seats)
	v := &evaluation{e: e, star: open, active: make([]bool, len(e.questions)),
		ticked: make([]uint64, len(e.questions)), given: make([]uint64, len(e.questions)), weight: alloc(len(e.priors)),
		counted: make([]uint64, len(e.questions)),
		score:   rows[:seats], vetoed: rows[seats : 2*seats], ordered: rows[2*seats:],
		seating: seating{alloc(seats)[:0], alloc(n), alloc(seats)},
		picks:   alloc(seats), only: alloc(seats), joint: joint{at: alloc(variables), spare: alloc(variables)}}
	v.settleFixed()
	v.joint.domains = e.scratchDomains()
	for d := range e.decisions {
		v.furnish(seat(d), alloc)
	}
	v.sit()
	return v
}

// settleFixed leaves what house rules answer, and nothing else.
func (v *evaluation) settleFixed() {
	for q := range v.ticked {
		v.ticked[q] = v.e.questions[q].fixed
	}
}

// release gives an evaluation back whose tables nobody looks at any more.
func (v *evaluation) release() { v.e.spare.Put(v) }

// furnish makes the tables of a seat. Those of a decision's first pick are made at once, others when they are needed:
// few answers have several.
func (v *evaluation) furnish(s int, alloc func(n int) []int) {
	k := len(v.e.decisions[of(s)].options)
	v.score[s], v.vetoed[s], v.ordered[s] = alloc(k), alloc(k), alloc(k + 1)[:0]
}

// run computes everything from the answers.
func (v *evaluation) run() { v.runFor(v.e.groups) }

// runFor computes the picks of some groups of decisions.
func (v *evaluation) runFor(groups [][]int) {
	v.activate()
	v.weigh()
	for _, group := range groups {
		for _, d := range group {
			v.rateAll(d)
		}
		v.solve(group)
	}
}

// rerun computes what follows from another answer to a question, where all else is as it was run.
func (v *evaluation) rerun(q int) {
	v.activate()
	v.weigh()
	for _, d := range v.e.questions[q].touches {
		v.rateAll(d)
	}
	for _, group := range v.e.questions[q].groups {
		v.solve(group)
	}
}

// rework makes the picks of a group alone from the answers, once it is known which questions are asked.
func (v *evaluation) rework(group []int) {
	v.weigh()
	for _, d := range group {
		v.rateAll(d)
	}
	v.solve(group)
}

// rateAll rates the options for each pick of a decision.
func (v *evaluation) rateAll(d int) {
	for s := seat(d); s < seat(d)+v.count[d]; s++ {
		v.rate(s)
	}
}

// activate finds the questions whose conditions hold, and with them the picks that are made. They look back only,
// so one pass does.
func (v *evaluation) activate() {
	for i := range v.e.questions {
		v.ask(i)
	}
	v.sit()
}

// ask finds whether a question is asked, and what its answer says.
func (v *evaluation) ask(q int) {
	v.active[q], v.given[q] = v.asks(&v.e.questions[q]), 0
	if v.known(q) {
		v.given[q] = v.ticked[q]
	}
}

// sit finds which picks are made: of a decision that is made per question one for each choice that is ticked,
// unless there is nothing to decide for it; the first MostPicks of them.
func (v *evaluation) sit() {
	v.seats = v.seats[:0]
	for d := range v.e.decisions {
		s := seat(d)
		v.count[d], v.own[s] = 1, open
		v.seats = append(v.seats, s)
		per := v.e.decisions[d].per
		if per == open || !v.known(per) {
			continue
		}
		ticked := v.ticked[per]
		if some := ticked &^ v.e.decisions[d].idle; some != 0 {
			ticked = some
		} else {
			ticked &= -ticked // one pick says that there is nothing to decide
		}
		v.own[s] = bits.TrailingZeros64(ticked)
		for ticked &= ticked - 1; ticked != 0 && v.count[d] < knowledge.MostPicks; ticked &= ticked - 1 {
			v.own[s+v.count[d]] = bits.TrailingZeros64(ticked)
			v.seats = append(v.seats, s+v.count[d])
			v.count[d]++
		}
	}
	v.seatPins()
}

// beyond are the choices for which a decision has no pick any more, MostPicks being made.
func (v *evaluation) beyond(d int) []int {
	per := v.e.decisions[d].per
	if v.count[d] < knowledge.MostPicks || per == open {
		return nil
	}
	last := v.own[seat(d)+knowledge.MostPicks-1]
	return bitsOf(v.ticked[per] &^ v.e.decisions[d].idle >> (last + 1) << (last + 1))
}

// bitsOf lists the numbers in a set.
func bitsOf(set uint64) []int {
	var out []int
	for ; set != 0; set &= set - 1 {
		out = append(out, bits.TrailingZeros64(set))
	}
	return out
}

// seen is what of the answer to a question counts for a pick: of the one that it is made per only its own choice.
func (v *evaluation) seen(s, q int) uint64 {
	if own := v.own[s]; own != open && v.e.decisions[of(s)].per == q {
		return 1 << own
	}
	return v.ticked[q]
}

func (v *evaluation) asks(q *question) bool { return v.holds(q.when) || len(q.or) > 0 && v.holds(q.or) }

func (v *evaluation) holds(when []condition) bool {
	for _, c := range when {
		if !v.active[c.question] || c.in&v.ticked[c.question] == 0 {
			return false
		}
	}
	return true
}

// holdsFor tells whether conditions hold for a pick.
func (v *evaluation) holdsFor(s int, when []condition) bool {
	for _, c := range when {
		if !v.active[c.question] || c.in&v.seen(s, c.question) == 0 {
			return false
		}
	}
	return true
}

// excuses tells whether one of the conditions holds for a pick.
func (v *evaluation) excuses(s int, unless []condition) bool {
	for i := range unless {
		if v.holdsFor(s, unless[i:i+1]) {
			return true
		}
	}
	return false
}

// answered tells whether the question is asked and has an answer.
func (v *evaluation) answered(q int) bool { return v.active[q] && v.ticked[q] != 0 }

// known tells whether it has an answer other than not knowing.
func (v *evaluation) known(q int) bool {
	return v.active[q] && v.ticked[q]&^v.e.questions[q].unsure != 0
}

// weigh sums what criteria weigh: the prior and what the active answers add, the starred one twice. Of what was weighed
// before only what is ticked otherwise is added or taken away.
func (v *evaluation) weigh() {
	v.e.goOn()
	if !v.weighed || v.starred != v.star {
		v.weighAnew()
	}
	for q := range v.e.questions {
		was, now := v.counted[q], v.ticked[q]
		if !v.active[q] {
			now = 0
		}
		if was == now {
			continue
		}
		choices := v.e.questions[q].choices
		for set := was &^ now; set != 0; set &= set - 1 {
			v.add(q, choices[bits.TrailingZeros64(set)].adds, -1)
		}
		for set := now &^ was; set != 0; set &= set - 1 {
			v.add(q, choices[bits.TrailingZeros64(set)].adds, 1)
		}
		v.counted[q] = now
	}
}

// suppose makes these situations so, and no others.
func (v *evaluation) suppose(situations []int) { v.situations, v.weighed = situations, false }

// weighAnew begins with the priors and what situations add, which stay as they are.
func (v *evaluation) weighAnew() {
	v.weighed, v.starred = true, v.star
	clear(v.counted)
	copy(v.weight, v.e.priors)
	for _, i := range v.situations {
		for _, p := range v.e.situations[i].adds {
			v.weight[p.criterion] += p.value
		}
	}
}

// add adds points of an answer to the weights, or takes them away again.
func (v *evaluation) add(q int, adds []points, sign int) {
	for _, p := range adds {
		v.weight[p.criterion] += sign * p.value * v.times(q)
	}
}

// times is how often an answer counts.
func (v *evaluation) times(q int) int {
	if q == v.star {
		return 2
	}
	return 1
}

// rate vetoes and scores the options for a pick and orders those that stand.
func (v *evaluation) rate(s int) {
	decision := &v.e.decisions[of(s)]
	if v.score[s] == nil {
		v.furnish(s, func(n int) []int { return make([]int, n) })
	}
	if own := v.own[s]; own != open {
		adds := v.e.questions[decision.per].choices[own].own
		v.add(decision.per, adds, 1)
		defer v.add(decision.per, adds, -1)
	}
	options := decision.options
	order := v.ordered[s][:0]
	for o := range options {
		v.vetoed[s][o] = v.veto(s, options[o].needs)
		if options[o].banned {
			v.vetoed[s][o] = len(options[o].needs)
		} else if by := v.ruledOutBy(of(s), o); by != open && v.vetoed[s][o] == standing {
			v.vetoed[s][o] = len(options[o].needs) + 1 + by
		}
		sum := 0
		for _, f := range options[o].fits {
			sum += v.weight[f.criterion] * f.value
		}
		v.score[s][o] = sum
		if v.vetoed[s][o] != standing {
			continue
		}
		at := len(order)
		order = append(order, o)
		for ; at > 0 && v.better(s, o, order[at-1]); at-- {
			order[at] = order[at-1]
		}
		order[at] = o
	}
	v.ordered[s] = append(order, fallback)
}

func (v *evaluation) better(s, o, than int) bool {
	if a, b := v.score[s][o], v.score[s][than]; a != b {
		return a > b
	}
	options := v.e.decisions[of(s)].options
	return options[o].rank < options[than].rank
}

// veto returns the first need that an active answer denies a pick. Not knowing denies nothing.
func (v *evaluation) veto(s int, needs []need) int {
	for i := range needs {
		if v.given[needs[i].question] != 0 && v.denies(s, &needs[i]) {
			return i
		}
	}
	return standing
}

func (v *evaluation) denies(s int, n *need) bool {
	return v.given[n.question] != 0 && !n.meets(v.seen(s, n.question)) && v.holdsFor(s, n.when) &&
		!v.excuses(s, n.unless)
}

// meets tells whether choices are what a need asks for.
func (n *need) meets(choices uint64) bool {
	if n.any {
		return choices&n.in != 0
	}
	return choices&^n.in == 0
}

func (v *evaluation) rank(s, o int) int {
	options := v.e.decisions[of(s)].options
	if o == fallback {
		return len(options)
	}
	return options[o].rank
}

func (v *evaluation) value(s, o int) int {
	if o == fallback {
		return nothing
	}
	return v.score[s][o]
}

// candidates are what a pick may be, best first.
func (v *evaluation) candidates(s int) []int {
	if v.pinned(s) {
		return v.only[s : s+1]
	}
	return v.ordered[s]
}

// alone is what the pick would be if there were no others.
func (v *evaluation) alone(s int) int { return v.ordered[s][0] }

// group returns the group the decision belongs to.
func (e *Engine) group(d int) []int {
	for _, g := range e.groups {
		if slices.Contains(g, d) {
			return g
		}
	}
	return nil
}

// heir is where the pick of a seat as they were taken before is made now: the one for the same choice or, where
// there was one and is one, that; open if it is not made any more.
func (v *evaluation) heir(was *seating, s int) int {
	d := of(s)
	for now := seat(d); now < seat(d)+v.count[d]; now++ {
		if v.own[now] == was.own[s] {
			return now
		}
	}
	if was.count[d] == 1 && v.count[d] == 1 {
		return seat(d)
	}
	return open
}
