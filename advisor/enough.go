package advisor

// Enough tells whether no answer to any open question can still change a pick, so that the rest may be left out. It never
// says yes wrongly; it may say no where only a search through all completions would show yes.
func (e *Engine) Enough(a Answers) bool {
	v := e.begin(a)
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
	completions := 1
	for _, q := range v.bearing(group, open) {
		bearing = append(bearing, q)
		completions *= len(v.e.questions[q].choices) + 1
		if completions > completionsTried {
			return v.certainByBound(group, open)
		}
	}
	before := append([]int(nil), v.picks...)
	same := v.tryAll(bearing, group, before)
	v.run()
	return same
}

// gaps lists the questions that are open or could still come up.
func (v *evaluation) gaps() []int {
	possible := make([]bool, len(v.e.questions))
	var out []int
	for q := range v.e.questions {
		possible[q] = true
		for _, c := range v.e.questions[q].when {
			if v.answered(c.question) {
				possible[q] = possible[q] && c.in&(1<<v.choice[c.question]) != 0
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

// bearing keeps the questions that add to a decision of the group, can rule something out in it, or lead to one that does.
func (v *evaluation) bearing(group, open []int) []int {
	matters := make([]bool, len(v.e.questions))
	criteria := make([]bool, len(v.e.priors))
	for _, d := range group {
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
			for _, p := range c.adds {
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
func (v *evaluation) tryAll(questions, group, before []int) bool {
	if len(questions) == 0 {
		v.run()
		for _, d := range group {
			if v.picks[d] != before[d] {
				return false
			}
		}
		return true
	}
	q := questions[0]
	was := v.choice[q]
	defer func() { v.choice[q] = was }()
	for c := open; c < len(v.e.questions[q].choices); c++ {
		v.choice[q] = c
		if !v.tryAll(questions[1:], group, before) {
			return false
		}
	}
	return true
}

// certainByBound gives each rival every open point that could favour it at once. If the picks still lead, no completion
// can change them.
func (v *evaluation) certainByBound(group, open []int) bool {
	slack := 0 // what the other decisions and all bonuses could gain at most by moving
	gain := map[int]int{}
	for _, d := range group {
		if v.pinned(d) {
			gain[d] = nothing // it stays, whatever else is answered
			continue
		}
		if v.picks[d] == fallback || v.canBeRuledOut(d, open) {
			return false
		}
		best := nothing
		for o := range v.e.decisions[d].options {
			if o != v.picks[d] {
				best = max(best, v.mostGained(d, o, open))
			}
		}
		gain[d] = best
		slack += max(0, best)
	}
	for _, l := range v.e.links {
		for _, d := range group {
			if l.a == d {
				slack += l.maxBonus - v.bonusOf(l)
			}
		}
	}
	for _, d := range group {
		if gain[d]+slack-max(0, gain[d]) >= 0 {
			return false
		}
	}
	return true
}

func (v *evaluation) bonusOf(l link) int {
	if v.picks[l.a] == fallback || v.picks[l.b] == fallback {
		return 0
	}
	return l.bonus[v.picks[l.a]][v.picks[l.b]]
}

// canBeRuledOut tells whether an open question could veto the pick.
func (v *evaluation) canBeRuledOut(d int, open []int) bool {
	for _, n := range v.e.decisions[d].options[v.picks[d]].needs {
		for _, q := range open {
			if n.question == q {
				return true
			}
			for _, c := range n.when {
				if c.question == q {
					return true
				}
			}
		}
	}
	return false
}

// mostGained is an upper bound of how far an option could come to lead the pick: its lead now, negative while behind, plus
// for each open question the best any of its answers could do for it.
func (v *evaluation) mostGained(d, o int, open []int) int {
	pick := &v.e.decisions[d].options[v.picks[d]]
	other := &v.e.decisions[d].options[o]
	difference := map[int]int{}
	for _, f := range other.fits {
		difference[f.criterion] += f.value
	}
	for _, f := range pick.fits {
		difference[f.criterion] -= f.value
	}
	total := v.score[d][o] - v.score[d][v.picks[d]]
	for _, q := range open {
		best := 0
		for _, c := range v.e.questions[q].choices {
			sum := 0
			for _, p := range c.adds {
				sum += p.value * difference[p.criterion] * v.times(q)
			}
			best = max(best, sum)
		}
		total += best
	}
	return total
}
