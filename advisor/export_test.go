package advisor

import "strconv"

// Picks is the joint pick alone, "" for a fallback; for tests that ask for very many.
func (e *Engine) Picks(a Answers) []string {
	v := e.begin(a)
	v.run()
	out := make([]string, len(v.picks))
	for d, o := range v.picks {
		out[d] = v.e.named(d, o).ID
	}
	return out
}

// Scores lists the options of each decision with their scores, and the question that rules them out if one does.
func (e *Engine) Scores(a Answers) [][]string {
	v := e.begin(a)
	v.run()
	out := make([][]string, len(e.decisions))
	for d := range e.decisions {
		for o := range e.decisions[d].options {
			said := strconv.Itoa(v.score[d][o])
			if x := v.ruledOut(d, o); x != nil {
				said += " but out (" + x.Question + ")"
			}
			out[d] = append(out[d], e.base.Decisions[d].Options[o].ID+" "+said)
		}
	}
	return out
}

// CompareWithin compares with so few evaluations for each search that some do not end.
func (e *Engine) CompareWithin(people []Person, each int) Comparison {
	return e.compare(people, 0, each)
}
