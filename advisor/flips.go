package advisor

import (
	"slices"
)

// flip is a single answer changed, and every pick after it.
type flip struct {
	question, choice int
	picks            []int
	vetoes           []bool // by decision: the present pick is ruled out, or the new one was before
	moot             []bool // by decision: nothing is left to decide
}

// wish tells whether the flip of a decision is another preference, as opposed to another fact: a question that asks for a
// fact, something ruled in or out, or merely knowing less.
func (v *evaluation) wish(f flip, d int) bool {
	return !v.e.questions[f.question].fact && !f.vetoes[d] && !v.e.questions[f.question].choices[f.choice].unsure
}

// flips changes each answer in turn to each other choice, open questions included, and keeps what changes any pick.
func (v *evaluation) flips() []flip {
	before := slices.Clone(v.picks)
	vetoed := v.vetoes()
	var out []flip
	for q := range v.e.questions {
		if !v.active[q] {
			continue
		}
		for c := range v.e.questions[q].choices {
			if v.choice[q] == c {
				continue
			}
			v.with(q, c, func() {
				if !slices.Equal(before, v.picks) {
					out = append(out, flip{q, c, slices.Clone(v.picks), v.crossed(before, vetoed), v.pointless()})
				}
			})
		}
		v.rerun(q)
	}
	return out
}

// with runs f as if the question had the choice. Afterwards answers are as before, but scores and picks are not: the
// caller reruns the question when done.
func (v *evaluation) with(q, c int, f func()) {
	was := v.choice[q]
	v.choice[q] = c
	v.rerun(q)
	f()
	v.choice[q] = was
	v.activate()
}

// vetoes copies which options are ruled out.
func (v *evaluation) vetoes() [][]int {
	out := make([][]int, len(v.vetoed))
	for d := range out {
		out[d] = slices.Clone(v.vetoed[d])
	}
	return out
}

// crossed tells, by decision, whether a veto stands between the picks before and now: the old pick is ruled out now, or the
// new one was then.
func (v *evaluation) crossed(before []int, vetoed [][]int) []bool {
	out := make([]bool, len(before))
	for d, old := range before {
		now := v.picks[d]
		out[d] = old != fallback && v.vetoed[d][old] != standing || now != fallback && vetoed[d][now] != standing
	}
	return out
}

// pointless tells, by decision, whether nothing is left to decide.
func (v *evaluation) pointless() []bool {
	out := make([]bool, len(v.picks))
	for d := range out {
		out[d] = v.moot(d) != ""
	}
	return out
}

// describeFlips words the flips of one decision, likeliest first, and lists the answers it rests on: facts that, were they
// otherwise, would rule the pick out. What would leave nothing to decide says little about the pick and is not listed.
//
// Likeliest first means: answers before open questions, preferences before facts, another choice before "not sure", what
// changes fewer other decisions first; the journey, which nobody changes for a pick's sake, last.
func (v *evaluation) describeFlips(d int, flips []flip) (out []Flip, restsOn []Answered) {
	mine := slices.DeleteFunc(slices.Clone(flips), func(f flip) bool { return f.picks[d] == v.picks[d] })
	cost := func(f flip) int {
		cost := 0
		for other := range f.picks {
			if f.picks[other] != v.picks[other] {
				cost++
			}
		}
		if v.e.questions[f.question].choices[f.choice].unsure {
			cost += 100
		}
		if !v.wish(f, d) {
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
		out = append(out, Flip{[]Setting{v.setting(f.question, f.choice)}, v.e.named(d, f.picks[d]), !v.wish(f, d), !v.known(f.question)})
		fact := (v.e.questions[f.question].fact || f.vetoes[d]) && !f.moot[d]
		if fact && f.question != 0 && v.known(f.question) && !slices.ContainsFunc(restsOn, func(a Answered) bool { return a.Question == v.e.base.Questions[f.question].ID }) {
			restsOn = append(restsOn, v.answer(f.question))
		}
	}
	return out, restsOn
}

func (v *evaluation) setting(q, c int) Setting {
	question := &v.e.base.Questions[q]
	choice := &question.Choices[c]
	return Setting{question.ID, question.Short, choice.ID, choice.Label, choice.Because()}
}

// robust counts the answers, and those of them no single change of which changes the pick. The journey is not counted.
func (v *evaluation) robust(d int, flips []flip) (unchanged, of int) {
	for q := 1; q < len(v.e.questions); q++ {
		if !v.known(q) {
			continue
		}
		of++
		if !slices.ContainsFunc(flips, func(f flip) bool { return f.question == q && f.picks[d] != v.picks[d] }) {
			unchanged++
		}
	}
	return unchanged, of
}

// fewFlips is how many ways to change a pick are worth telling; with fewer single ones, pairs are looked for.
const fewFlips = 3

// addPairs completes the flips with pairs of answers, neither of which changes the pick by itself. Journey and open
// questions are left out: two things nobody said are no news.
func (v *evaluation) addPairs(out *Advice, singles []flip) {
	wanted := make([]int, len(v.e.decisions))
	left := 0
	for d := range out.Decisions {
		told := 0
		for _, f := range out.Decisions[d].Flips {
			if !f.Open && f.Set[0].Question != v.e.base.Questions[0].ID {
				told++
			}
		}
		if v.picks[d] != fallback {
			wanted[d] = max(0, fewFlips-told)
		}
		left += wanted[d]
	}
	if left == 0 {
		return
	}
	before, vetoed := slices.Clone(v.picks), v.vetoes()
	v.eachPair(singles, func(a, b [2]int) bool {
		if slices.Equal(before, v.picks) {
			return true
		}
		crossed := v.crossed(before, vetoed)
		for d := range out.Decisions {
			if wanted[d] == 0 || v.picks[d] == before[d] || flipsAlone(singles, a, d, before) || flipsAlone(singles, b, d, before) {
				continue
			}
			out.Decisions[d].Flips = append(out.Decisions[d].Flips, Flip{
				Set: []Setting{v.setting(a[0], a[1]), v.setting(b[0], b[1])}, Pick: v.e.named(d, v.picks[d]), Fact: crossed[d]})
			wanted[d]--
			left--
		}
		return left > 0
	})
	v.run()
}

// eachPair runs the evaluation for every pair of changed answers, until f says stop.
func (v *evaluation) eachPair(singles []flip, f func(a, b [2]int) bool) {
	var changes [][2]int
	for q := 1; q < len(v.e.questions); q++ {
		if !v.known(q) {
			continue
		}
		for c := range v.e.questions[q].choices {
			if v.choice[q] != c && !v.e.questions[q].choices[c].unsure {
				changes = append(changes, [2]int{q, c})
			}
		}
	}
	for i, a := range changes {
		first := v.choice[a[0]]
		for _, b := range changes[i+1:] {
			if a[0] == b[0] {
				continue
			}
			second, goOn := v.choice[b[0]], true
			v.choice[a[0]], v.choice[b[0]] = a[1], b[1]
			v.run()
			if v.active[a[0]] && v.active[b[0]] {
				goOn = f(a, b)
			}
			v.choice[a[0]], v.choice[b[0]] = first, second
			v.activate()
			if !goOn {
				return
			}
		}
	}
}

func flipsAlone(singles []flip, change [2]int, d int, before []int) bool {
	return slices.ContainsFunc(singles, func(f flip) bool {
		return f.question == change[0] && f.choice == change[1] && f.picks[d] != before[d]
	})
}
