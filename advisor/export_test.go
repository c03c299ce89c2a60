package advisor

import "strconv"

// Picks is the joint pick alone, "" for a fallback, in the order of Advice.Decisions; for tests that ask for very many.
func (e *Engine) Picks(a Answers) []string {
	v := e.begin(a)
	v.run()
	var out []string
	for _, s := range v.listed() {
		out = append(out, v.e.named(of(s), v.picks[s]).ID)
	}
	return out
}

// Keys are those of Advice.Decisions.
func (e *Engine) Keys(a Answers) []string {
	v := e.begin(a)
	v.run()
	var out []string
	for _, s := range v.listed() {
		out = append(out, v.key(s))
	}
	return out
}

// Scores lists the options of each pick with their scores, and the question that rules them out if one does.
func (e *Engine) Scores(a Answers) [][]string {
	v := e.begin(a)
	v.run()
	var out [][]string
	for _, s := range v.seats {
		var scores []string
		for o := range e.decisions[of(s)].options {
			said := strconv.Itoa(v.score[s][o])
			if x := v.ruledOut(s, o); x != nil {
				said += " but out (" + x.Question + ")"
			}
			scores = append(scores, e.base.Decisions[of(s)].Options[o].ID+" "+said)
		}
		out = append(out, scores)
	}
	return out
}

// CompareWithin compares with so few evaluations for each search that some do not end.
func (e *Engine) CompareWithin(people []Person, each int) Comparison {
	return e.compare(people, 0, each)
}

// Rows are what the outcomes of some answers are compared of, by key, and what any answers come to in each, as a
// Camp is called.
func (e *Engine) Rows(all ...Answers) (keys []string, pick func(a Answers, row int) string) {
	var seatings []seating
	for _, a := range all {
		seatings = append(seatings, e.begin(a).seating)
	}
	rows := e.rows(seatings)
	for _, r := range rows {
		keys = append(keys, e.rowKey(r))
	}
	return keys, func(a Answers, row int) string {
		v := e.begin(a)
		v.run()
		return e.camp(rows[row].decision, v.outcome(rows[row])).Title()
	}
}
