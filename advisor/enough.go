package advisor

import (
	"math/bits"
	"slices"
)

// Enough tells whether no answer to any open question can still change a pick, so that the rest may be left out. It
// never says yes wrongly; it may say no where only a search through all completions would show yes.
func (e *Engine) Enough(a Answers) bool {
	v := e.begin(a)
	defer v.release()
	v.run()
	gaps := v.gaps()
	for _, group := range e.groups {
		if !v.certain(group, gaps) {
			return false
		}
	}
	return true
}

// completionsTried is how many completions of the open questions are tried one by one before bounds have to do.
const completionsTried = 2048

// certain tells whether a group of linked decisions keeps its picks whatever else is answered.
func (v *evaluation) certain(group []int, open []int) bool {
	var bearing []int
	completions, most := 1, v.e.tries(completionsTried, 1)
	for _, q := range v.bearing(group, open) {
		bearing = append(bearing, q)
		completions *= len(v.answers(q)) + 1
		if completions > most {
			return v.certainByBound(group, open)
		}
	}
	same := v.tryAll(bearing, group, v.snapshot())
	v.run()
	return same
}

// answers lists every answer to a question: its choices and, where it takes several, all sets of those that stand
// beside others; no more of them than completionsTried.
func (v *evaluation) answers(q int) []uint64 {
	question := &v.e.questions[q]
	var out []uint64
	var beside []int
	for c := range question.choices {
		if bit := uint64(1) << c; !question.several || question.alone&bit != 0 {
			out = append(out, bit)
		} else {
			beside = append(beside, c)
		}
	}
	sets := uint64(completionsTried)
	if len(beside) < bits.Len(completionsTried) {
		sets = 1 << len(beside)
	}
	for set := uint64(1); set < sets; set++ {
		var ticked uint64
		for _, i := range bitsOf(set) {
			ticked |= 1 << beside[i]
		}
		out = append(out, ticked)
	}
	return out
}

// gaps lists the questions that are open or could still come up.
func (v *evaluation) gaps() []int {
	possible := make([]bool, len(v.e.questions))
	var out []int
	for q := range v.e.questions {
		possible[q] = true
		for _, c := range v.e.questions[q].when {
			if v.answered(c.question) {
				possible[q] = possible[q] && c.in&v.ticked[c.question] != 0
			} else {
				possible[q] = possible[q] && possible[c.question]
			}
		}
		if possible[q] && !v.answered(q) {
			out = append(out, q)
		}
	}
	return out
}

// bearing keeps the questions that add to a decision of the group, can rule something out in it, or lead to one
// that does.
func (v *evaluation) bearing(group, open []int) []int {
	matters := make([]bool, len(v.e.questions))
	criteria := make([]bool, len(v.e.priors))
	for _, d := range group {
		if per := v.e.decisions[d].per; per != -1 {
			matters[per] = true
		}
		for o := range v.e.decisions[d].options {
			option := &v.e.decisions[d].options[o]
			for _, f := range option.fits {
				criteria[f.criterion] = true
			}
			for _, n := range option.needs {
				matters[n.question] = true
				for _, c := range n.when {
					matters[c.question] = true
				}
			}
		}
	}
	for q := len(v.e.questions) - 1; q >= 0; q-- {
		for _, c := range v.e.questions[q].choices {
			for _, p := range c.all() {
				matters[q] = matters[q] || criteria[p.criterion]
			}
		}
		for _, c := range v.e.questions[q].when {
			matters[c.question] = matters[c.question] || matters[q]
		}
	}
	var out []int
	for _, q := range open {
		if matters[q] {
			out = append(out, q)
		}
	}
	return out
}

// tryAll answers the questions in every way, leaving them open included, and tells whether the picks stay.
func (v *evaluation) tryAll(questions, group []int, was *snapshot) bool {
	if len(questions) == 0 {
		v.activate()
		v.rework(group)
		return v.keeps(group, was)
	}
	q := questions[0]
	before := v.ticked[q]
	defer func() { v.ticked[q] = before }()
	for _, ticked := range append([]uint64{0}, v.answers(q)...) {
		v.ticked[q] = ticked
		if !v.tryAll(questions[1:], group, was) {
			return false
		}
	}
	return true
}

// keeps tells whether each pick of some decisions is one that was made before for the same choice or, where there
// was one pick, whatever that was for.
func (v *evaluation) keeps(group []int, was *snapshot) bool {
	for _, d := range group {
		for s := seat(d); s < seat(d)+v.count[d]; s++ {
			before := seat(d)
			if was.count[d] > 1 {
				before += slices.Index(was.own[before:before+was.count[d]], v.own[s])
			}
			if before < seat(d) || v.picks[s] != was.picks[before] {
				return false
			}
		}
	}
	return true
}

// certainByBound gives each rival every open point that could favour it at once. If the picks still lead, no completion
// can change them. Where an open question may bring more picks it does not know.
func (v *evaluation) certainByBound(group, gaps []int) bool {
	slack := 0 // what the other picks and all bonuses could gain at most by moving
	gain := map[int]int{}
	for _, d := range group {
		if slices.Contains(gaps, v.e.decisions[d].per) {
			return false
		}
		for s := seat(d); s < seat(d)+v.count[d]; s++ {
			if v.pinned(s) {
				gain[s] = nothing // it stays, whatever else is answered
				continue
			}
			if v.picks[s] == fallback || v.canBeRuledOut(s, gaps) {
				return false
			}
			best := nothing
			for o := range v.e.decisions[d].options {
				if o != v.picks[s] {
					best = max(best, v.mostGained(s, o, gaps))
				}
			}
			gain[s] = best
			slack += max(0, best)
		}
	}
	slack += v.bonusesMissed(group)
	for _, most := range gain {
		if most+slack-max(0, most) >= 0 {
			return false
		}
	}
	return true
}

// bonusesMissed bounds what other picks of a group could gain together beyond what these do.
func (v *evaluation) bonusesMissed(group []int) int {
	sum := 0
	for _, l := range v.e.links {
		if !slices.Contains(group, l.a) {
			continue
		}
		if v.count[l.a]*v.count[l.b] == 1 {
			sum += l.maxBonus - v.bonusOf(l)
			continue
		}
		for _, row := range l.bonus {
			for _, bonus := range row {
				sum += bonus
			}
		}
	}
	return sum
}

func (v *evaluation) bonusOf(l link) int {
	a, b := v.picks[seat(l.a)], v.picks[seat(l.b)]
	if a == fallback || b == fallback {
		return 0
	}
	return l.bonus[a][b]
}

// canBeRuledOut tells whether an open question could veto the pick.
func (v *evaluation) canBeRuledOut(s int, gaps []int) bool {
	for _, n := range v.e.decisions[of(s)].options[v.picks[s]].needs {
		if slices.Contains(gaps, n.question) ||
			slices.ContainsFunc(n.when, func(c condition) bool { return slices.Contains(gaps, c.question) }) {
			return true
		}
	}
	return false
}

// mostGained is an upper bound of how far an option could come to lead the pick: its lead now, negative while
// behind, plus for each open question the best that any answers to it could do for it.
func (v *evaluation) mostGained(s, o int, gaps []int) int {
	total := v.score[s][o] - v.score[s][v.picks[s]]
	for _, q := range gaps {
		total += v.mostOf(s, o, q)
	}
	return total
}

// mostOf is the most that answers to a question could bring an option ahead of the pick, compared with none.
func (v *evaluation) mostOf(s, o, q int) int {
	options := v.e.decisions[of(s)].options
	most := 0
	for _, c := range v.e.questions[q].choices {
		sum := 0
		for _, p := range c.all() {
			ahead := sumOf(options[o].fits, p.criterion) - sumOf(options[v.picks[s]].fits, p.criterion)
			sum += p.value * ahead * v.times(q)
		}
		if v.e.questions[q].several {
			most += max(0, sum)
		} else {
			most = max(most, sum)
		}
	}
	return most
}
