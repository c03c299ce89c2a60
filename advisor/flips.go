package advisor

import (
	"math/bits"
	"slices"

	"rustadvisor/knowledge"
)

// change is another answer to a question: one tick put or taken away or, where one choice is ticked, another
// instead of it.
type change struct {
	question, choice int // the choice that is put, or taken away
	kind             changeKind
	ticked           uint64 // afterwards
}

type changeKind int

const (
	instead changeKind = iota // the choice alone
	also                      // beside those that are ticked
	without                   // the others stay
)

// flip is a single answer changed, and every pick after it.
type flip struct {
	change
	picks  []int  // by seat before; as it was where the pick is not made any more
	rules  []bool // by seat: the present pick is ruled out
	vetoes []bool // by seat: that, or the new one was ruled out before
	moot   []bool // by seat: nothing is left to decide
}

// changes lists the other answers to a question. A choice that stands beside no other takes the place of all.
func (v *evaluation) changes(q int) []change {
	question := &v.e.questions[q]
	if question.fixed != 0 {
		return nil
	}
	was := v.ticked[q]
	beside := was &^ question.alone
	var out []change
	for c := range question.choices {
		switch bit := uint64(1) << c; {
		case was&bit != 0 && was != bit:
			out = append(out, change{q, c, without, was &^ bit})
		case was&bit != 0:
		case !question.several || question.alone&bit != 0 || beside == 0:
			out = append(out, change{q, c, instead, bit})
		case was&(was-1) == 0:
			out = append(out, change{q, c, instead, bit}, change{q, c, also, was | bit})
		default:
			out = append(out, change{q, c, also, was | bit})
		}
	}
	return out
}

// unsure tells whether a change is to not knowing.
func (v *evaluation) unsure(c change) bool { return c.ticked&^v.e.questions[c.question].unsure == 0 }

// wish tells whether the flip of a pick is another preference, as opposed to another fact: a question that asks for
// a fact, something ruled in or out, or merely knowing less.
func (v *evaluation) wish(f flip, s int) bool {
	return !v.e.questions[f.question].fact && !f.vetoes[s] && !v.unsure(f.change)
}

// snapshot is what is compared with when an answer is changed: picks, and what is ruled out.
type snapshot struct {
	seating
	picks  []int
	vetoed [][]int
}

func (v *evaluation) snapshot() *snapshot {
	out := &snapshot{v.seating.clone(), slices.Clone(v.picks), make([][]int, len(v.vetoed))}
	for _, s := range v.seats {
		out.vetoed[s] = slices.Clone(v.vetoed[s])
	}
	return out
}

// now are the picks that are made now, by the seats of before; those not made any more as they were.
func (was *snapshot) now(v *evaluation) (picks []int, changed bool) {
	for _, s := range was.seats {
		if now := v.heir(&was.seating, s); now != open && v.picks[now] != was.picks[s] {
			if picks == nil {
				picks = slices.Clone(was.picks)
			}
			picks[s] = v.picks[now]
		}
	}
	return picks, picks != nil
}

// flips changes each answer in turn, open questions included, and keeps what changes any pick.
func (v *evaluation) flips() []flip {
	was := v.snapshot()
	var out []flip
	for q := range v.e.questions {
		if !v.active[q] {
			continue
		}
		for _, c := range v.changes(q) {
			v.with(c, func() {
				if picks, changed := was.now(v); changed {
					out = append(out, flip{c, picks, v.ruled(was), v.crossed(was), v.pointless(was)})
				}
			})
		}
		v.rerun(q)
	}
	return out
}

// with runs f as if an answer were changed. Afterwards answers are as before, but scores and picks are not: the caller
// reruns the question when done.
func (v *evaluation) with(c change, f func()) {
	was := v.ticked[c.question]
	v.ticked[c.question] = c.ticked
	v.rerun(c.question)
	f()
	v.ticked[c.question] = was
	v.activate()
}

// crossed tells, by seat before, whether a veto stands between the picks before and now: the old pick is ruled out
// now, or the new one was then.
func (v *evaluation) crossed(was *snapshot) []bool {
	out := make([]bool, len(was.picks))
	for _, s := range was.seats {
		now := v.heir(&was.seating, s)
		if now == open {
			continue
		}
		old, pick := was.picks[s], v.picks[now]
		out[s] = old != fallback && v.vetoed[now][old] != standing || pick != fallback && was.vetoed[s][pick] != standing
	}
	return out
}

// ruled tells, by seat before, whether the pick of then is ruled out now.
func (v *evaluation) ruled(was *snapshot) []bool {
	out := make([]bool, len(was.picks))
	for _, s := range was.seats {
		now := v.heir(&was.seating, s)
		out[s] = now != open && was.picks[s] != fallback && v.vetoed[now][was.picks[s]] != standing
	}
	return out
}

// pointless tells, by seat before, whether nothing is left to decide.
func (v *evaluation) pointless(was *snapshot) []bool {
	out := make([]bool, len(was.picks))
	for _, s := range was.seats {
		now := v.heir(&was.seating, s)
		out[s] = now == open || v.moot(now) != ""
	}
	return out
}

// describeFlips words the flips of one decision, likeliest first, and lists the answers it rests on: facts that,
// were they otherwise, would rule the pick out. What would leave nothing to decide says little about the pick and
// is not listed.
//
// Likeliest first means: answers before open questions, preferences before facts, another choice before "not sure",
// what changes fewer other decisions first; the journey, which nobody changes for a pick's sake, last.
func (v *evaluation) describeFlips(s int, flips []flip) (out []Flip, restsOn []Answered) {
	mine := slices.DeleteFunc(slices.Clone(flips), func(f flip) bool { return f.picks[s] == v.picks[s] })
	cost := func(f flip) int {
		cost := 0
		for other := range f.picks {
			if f.picks[other] != v.picks[other] {
				cost++
			}
		}
		if v.unsure(f.change) {
			cost += 100
		}
		if !v.wish(f, s) {
			cost += 1000
		}
		if !v.known(f.question) {
			cost += 10000
		}
		if f.question == 0 {
			cost += 100000
		}
		return cost
	}
	slices.SortStableFunc(mine, func(a, b flip) int { return cost(a) - cost(b) })
	for _, f := range mine {
		out = append(out, Flip{[]Setting{v.setting(f.change)}, v.e.named(of(s), f.picks[s]), !v.wish(f, s),
			!v.known(f.question)})
		fact := (v.e.questions[f.question].fact || f.vetoes[s]) && !f.moot[s]
		id := v.e.base.Questions[f.question].ID
		if fact && f.question != 0 && v.known(f.question) && !slices.ContainsFunc(restsOn,
			func(a Answered) bool { return a.Question == id }) {
			restsOn = append(restsOn, v.answer(f.question))
		}
	}
	return out, restsOn
}

// setting words a change.
func (v *evaluation) setting(c change) Setting {
	question := &v.e.base.Questions[c.question]
	choice := &question.Choices[c.choice]
	out := Setting{question.ID, question.Short, choice.ID, choice.Label, choice.Because(), v.e.idsOf(c.question, c.ticked)}
	switch c.kind {
	case also:
		out.Label = "also " + choice.Label
	case without:
		out.Label, out.Reason = "not "+choice.Label, "it is not so that "+choice.Because()
	}
	return out
}

// idsOf are the ids of choices in a set.
func (e *Engine) idsOf(q int, set uint64) []string {
	var out []string
	for ; set != 0; set &= set - 1 {
		out = append(out, e.questions[q].ids[bits.TrailingZeros64(set)])
	}
	return out
}

// robust counts the answers, and those of them no single change of which changes the pick.
func (v *evaluation) robust(s int, flips []flip) (unchanged, of int) {
	for q := range v.e.questions {
		if !v.known(q) || v.e.questions[q].fixed != 0 {
			continue
		}
		of++
		if !slices.ContainsFunc(flips, func(f flip) bool { return f.question == q && f.picks[s] != v.picks[s] }) {
			unchanged++
		}
	}
	return unchanged, of
}

// fewFlips is how many ways to change a pick are worth telling; with fewer single ones, pairs are looked for.
const fewFlips = 3

// addPairs completes the flips with pairs of answers, neither of which changes the pick by itself. Journey and open
// questions are left out: two things nobody said are no news.
func (v *evaluation) addPairs(out *Advice, listed []int, singles []flip) {
	was := v.snapshot()
	wanted := make([]int, len(v.picks))
	told := map[int]*Decided{}
	left := 0
	for i, s := range listed {
		d := &out.Decisions[i]
		told[s] = d
		n := 0
		for _, f := range d.Flips {
			if !f.Open && f.Set[0].Question != v.e.base.Questions[0].ID {
				n++
			}
		}
		if v.picks[s] != fallback {
			wanted[s] = max(0, fewFlips-n)
		}
		left += wanted[s]
	}
	if left == 0 {
		return
	}
	v.eachPair(func(a, b change, groups [][]int) bool {
		picks, changed := was.now(v)
		if !changed {
			return true
		}
		crossed := v.crossed(was)
		for _, s := range was.seats {
			if wanted[s] == 0 || picks[s] == was.picks[s] || !among(groups, of(s)) || flipsAlone(singles, a, s, was.picks) ||
				flipsAlone(singles, b, s, was.picks) {
				continue
			}
			told[s].Flips = append(told[s].Flips,
				Flip{Set: []Setting{v.setting(a), v.setting(b)}, Pick: v.e.named(of(s), picks[s]), Fact: crossed[s]})
			wanted[s]--
			left--
		}
		return left > 0
	})
	v.run()
}

// mostPairs is how many pairs of changed answers are tried at most.
const mostPairs = 100_000

// eachPair makes the picks for pairs of changed answers, until f says stop or as many are tried as may be. Only what
// both bear on can come out otherwise than by one of them, so f is given the groups for which that is so; other picks
// are left as they happen to be.
func (v *evaluation) eachPair(f func(a, b change, groups [][]int) bool) {
	changes := make([][]change, len(v.e.questions))
	for q := 1; q < len(v.e.questions); q++ {
		if v.known(q) {
			changes[q] = slices.DeleteFunc(v.changes(q), v.unsure)
		}
	}
	left := v.e.tries(mostPairs, 1)
	for q := range changes {
		for _, a := range changes[q] {
			for other := q + 1; other < len(changes); other++ {
				groups := v.e.sharedGroups(q, other)
				for _, b := range changes[other] {
					if len(groups) == 0 {
						break
					}
					if left--; left < 0 || !v.withBoth(a, b, func() bool { return f(a, b, groups) }, groups) {
						return
					}
				}
			}
		}
	}
}

// withBoth runs f as if two answers were changed, for the picks of some groups, and returns what it says.
func (v *evaluation) withBoth(a, b change, f func() bool, groups [][]int) (goOn bool) {
	first, second := v.ticked[a.question], v.ticked[b.question]
	v.ticked[a.question], v.ticked[b.question] = a.ticked, b.ticked
	v.activate()
	goOn = true
	if v.active[a.question] && v.active[b.question] {
		for _, group := range groups {
			v.rework(group)
		}
		goOn = f()
	}
	v.ticked[a.question], v.ticked[b.question] = first, second
	v.activate()
	return goOn
}

// sharedGroups are the groups that two questions both bear on.
func (e *Engine) sharedGroups(q, other int) [][]int {
	var out [][]int
	for _, group := range e.questions[q].groups {
		if among(e.questions[other].groups, group[0]) {
			out = append(out, group)
		}
	}
	return out
}

// among tells whether a decision is in one of some groups.
func among(groups [][]int, d int) bool {
	return slices.ContainsFunc(groups, func(group []int) bool { return slices.Contains(group, d) })
}

func flipsAlone(singles []flip, c change, s int, before []int) bool {
	return slices.ContainsFunc(singles, func(f flip) bool { return f.change == c && f.picks[s] != before[s] })
}

// lead is how far the best joint pick is ahead of the best one with another option here, and who ties with it.
func (v *evaluation) lead(s int) (lead int, ties []Named) {
	rivals := slices.DeleteFunc(slices.Clone(v.ordered[s]), func(o int) bool { return o == v.picks[s] || o == fallback })
	sums := v.solveWith(s, append(rivals, v.picks[s]))
	best := sums[len(rivals)]
	lead = -nothing
	for i, o := range rivals {
		behind := best - sums[i]
		lead = min(lead, behind)
		if behind == 0 {
			ties = append(ties, v.e.named(of(s), o))
		}
	}
	return lead, ties
}

// standing is how firm a pick is. Flips are of single answers, so an answer may make a pick less firm by speaking
// against it; one that speaks for it does not, unless it brings up a question.
func (v *evaluation) standing(s, lead int, flips []flip) Standing {
	switch {
	case v.picks[s] == fallback:
		return NoneFit
	case v.decider(s, flips) != open:
		return Open
	case lead <= 1:
		return TossUp
	case !v.touched(s):
		return ByDefault
	}
	for _, f := range flips {
		if f.picks[s] != v.picks[s] && f.question != 0 && !v.unsure(f.change) && (!v.known(f.question) || v.wish(f, s)) {
			return Leaning
		}
	}
	return Settled
}

// decider is the first open question of fact that decides a pick, or open: with at least half of its answers the
// pick is ruled out or, while nobody knows what is built, another. Of a fact that rules it out in a rare case only
// nobody would say that it decides.
func (v *evaluation) decider(s int, flips []flip) int {
	against := map[int]int{} // question -> answers that rule the pick out
	for _, f := range flips {
		if f.picks[s] == v.picks[s] || f.question == 0 || v.known(f.question) || !v.e.questions[f.question].fact ||
			!f.rules[s] && v.e.base.Questions[f.question].ID != artifactQuestion {
			continue
		}
		against[f.question]++
		answers := len(v.e.questions[f.question].choices) - bits.OnesCount64(v.e.questions[f.question].unsure)
		if 2*against[f.question] >= answers {
			return f.question
		}
	}
	return open
}

// settles lists the open questions that could change a pick. None of them can be left out: each could by itself.
func (v *evaluation) settles(s int, flips []flip) []Asked {
	var out []Asked
	for _, f := range flips {
		asked := v.asked(f.question)
		if f.picks[s] != v.picks[s] && f.question != 0 && !v.known(f.question) && !v.unsure(f.change) &&
			!slices.Contains(out, asked) {
			out = append(out, asked)
		}
	}
	return out
}

// stands tells what an open pick hangs on.
func (v *evaluation) stands(s int, flips []flip) *Stands {
	q := v.decider(s, flips)
	if q == open {
		return nil
	}
	out := &Stands{Asked: v.asked(q)}
	for _, c := range v.changes(q) {
		changed := slices.ContainsFunc(flips, func(f flip) bool { return f.change == c && f.picks[s] != v.picks[s] })
		if !changed && !v.unsure(c) {
			out.With = append(out.With, v.setting(c))
		}
	}
	return out
}

// weak tells whether the lead over the next option would be gone without the cells whose findings have no source or
// only an anecdote. A finding that was checked since, by a correction with better sources, is as good as those.
func (v *evaluation) weak(rivals []Rival) bool {
	if len(rivals) == 0 {
		return false
	}
	firm := rivals[0].Margin
	for _, c := range rivals[0].Cells {
		if f := v.e.base.Finding(c.Finding); f != nil && c.Points > 0 && !v.e.holdsUp(f) {
			firm -= c.Points
		}
	}
	return rivals[0].Margin > 0 && firm <= 0
}

// holdsUp tells whether a finding, or a correction of it, rests on more than an anecdote.
func (e *Engine) holdsUp(f *knowledge.Finding) bool {
	for _, f := range append([]*knowledge.Finding{f}, e.base.Corrections(f.ID)...) {
		if grade := e.base.Grade(f); grade != "anecdote" && (grade != "none" || f.Evidence != "") {
			return true
		}
	}
	return false
}
