package advisor

import (
	"cmp"
	"math/bits"
	"slices"
	"strconv"

	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
)

// Advise computes the whole advice, with the pins of the answers and their price.
func (e *Engine) Advise(a Answers) *Advice {
	v := e.begin(a)
	defer v.release()
	v.run()
	flips := v.flips()
	out := &Advice{Knowledge: e.base.Version}
	for _, h := range e.base.Houses {
		if h.Own {
			out.OwnHouse = true
		} else {
			out.Houses = append(out.Houses, h.Name)
		}
	}
	v.recordAnswers(out)
	listed := v.listed()
	for _, s := range listed {
		out.Decisions = append(out.Decisions, v.decide(s, flips))
	}
	v.addPairs(out, listed, flips)
	v.recordSituations(out)
	v.recordPackages(out, a.Packages)
	v.addStatements(out)
	out.Mind, out.AlsoMind = v.mind(a, out)
	out.Rust = v.leastRust()
	if s := v.headline(); s != open {
		out.wait(e.base.Decisions[of(s)].ID)
	}
	if v.bound() {
		out.Price = v.price(a)
	}
	out.Findings = e.cite(out)
	out.Verdict = v.verdict(out)
	if e.starter != nil {
		out.Starter = e.starter(out)
	}
	return out
}

// listed are the picks that are told of: those with nothing to decide only where no other of their decision has.
func (v *evaluation) listed() []int {
	var out []int
	for d := range v.e.decisions {
		seats := v.seats[slices.Index(v.seats, seat(d)):][:v.count[d]]
		for _, s := range seats {
			idle := v.moot(s) != "" && !v.pinned(s)
			if idle && (s != seats[0] || slices.ContainsFunc(seats, func(other int) bool {
				return v.moot(other) == "" ||
					v.pinned(other)
			})) {
				continue
			}
			out = append(out, s)
		}
	}
	return out
}

func (v *evaluation) recordAnswers(out *Advice) {
	if v.star != open {
		out.Star = v.e.base.Questions[v.star].ID
	}
	for i := range v.e.questions {
		switch {
		case v.known(i):
			out.Answers = append(out.Answers, v.answer(i))
		case v.active[i]:
			out.Open = append(out.Open, v.asked(i))
			if v.answered(i) {
				out.Unsure = append(out.Unsure, v.answer(i))
			}
		}
	}
}

func (v *evaluation) asked(q int) Asked {
	question := &v.e.base.Questions[q]
	return Asked{question.ID, question.Title, question.Short}
}

func (v *evaluation) answer(q int) Answered { return v.told(q, v.ticked[q]) }

// told is some of the choices that answer a question, told as one answer.
func (v *evaluation) told(q int, ticked uint64) Answered {
	out := Answered{Asked: v.asked(q), Starred: q == v.star}
	var labels, reasons []string
	for _, c := range bitsOf(ticked) {
		choice := &v.e.base.Questions[q].Choices[c]
		out.Choices = append(out.Choices, choice.ID)
		labels, reasons = append(labels, choice.Label), append(reasons, choice.Because())
	}
	if v.e.questions[q].fixed != 0 {
		out.Fixed = true
		labels[len(labels)-1] = houseRule(labels[len(labels)-1], true)
	}
	out.Labels = labels
	out.Choice, out.Label, out.Reason = Together(out.Choices), wording.Listed(labels, "and"),
		wording.Listed(reasons, "and")
	return out
}

// forChoice is the choice that a pick is made for where its decision has several picks, else nil.
func (v *evaluation) forChoice(s int) *Setting {
	d := of(s)
	if v.count[d] < 2 {
		return nil
	}
	out := v.setting(change{v.e.decisions[d].per, v.own[s], instead, 1 << v.own[s]})
	return &out
}

// choiceOf is the id of the choice that a pick is for, or "".
func (v *evaluation) choiceOf(s int) string {
	if v.own[s] == open {
		return ""
	}
	return v.e.questions[v.e.decisions[of(s)].per].ids[v.own[s]]
}

// title is what a pick is called: by its decision and, where there are several, the choice that it is for.
func (v *evaluation) title(s int) string {
	known := &v.e.base.Decisions[of(s)]
	if v.count[of(s)] < 2 {
		return known.Title
	}
	return known.Title + " for " + v.e.base.Questions[v.e.decisions[of(s)].per].Choices[v.own[s]].Name()
}

func (v *evaluation) decide(s int, flips []flip) Decided {
	known := &v.e.base.Decisions[of(s)]
	out := Decided{ID: known.ID, For: v.forChoice(s), Choice: v.choiceOf(s), Title: v.title(s), Asks: known.Asks,
		Criteria: known.Criteria, Touched: v.touched(s), Excluded: v.excluded(s)}
	if s == seat(of(s)) {
		for _, c := range v.beyond(of(s)) {
			out.LeftOut = append(out.LeftOut, v.setting(change{v.e.decisions[of(s)].per, c, instead, 1 << c}))
		}
	}
	pick := v.picks[s]
	out.Flips, out.RestsOn = v.describeFlips(s, flips)
	out.Unchanged, out.Of = v.robust(s, flips)
	if pick == fallback {
		out.Fallback, out.Standing = known.Fallback, NoneFit
		if why := v.moot(s); why != "" {
			out.Fallback, out.Standing, out.Excluded = why, Moot, nil
		}
		return out
	}
	out.Option = v.option(s, pick)
	out.Pick = v.e.named(of(s), pick)
	out.Score = v.score[s][pick]
	for _, o := range v.ordered[s] {
		if o != pick && o != fallback {
			out.Rivals = append(out.Rivals, v.rival(s, pick, o))
		}
	}
	out.Because, out.Against = split(v.cells(s, pick), out.Rivals)
	if v.pinned(s) {
		out.Standing, out.Flips, out.RestsOn, out.Unchanged, out.Of = MustBe, nil, nil, 0, 0
		return out
	}
	out.Moved = v.moved(s)
	lead, ties := v.lead(s)
	out.Tie = ties
	out.Standing = v.standing(s, lead, flips)
	out.Settles = v.settles(s, flips)
	if out.Standing == Open {
		out.Stands = v.stands(s, flips)
	}
	out.Weak = v.weak(out.Rivals)
	return out
}

// option is an option as it is to be taken for a pick: the crates that the answers ask for, with their features.
func (v *evaluation) option(s, o int) *knowledge.Option {
	out := v.e.base.Decisions[of(s)].Options[o]
	out.Crates = v.crates(s, out.Crates)
	return &out
}

// named is an option by name; what is none, such as fallback, has no name.
func (e *Engine) named(d, o int) Named {
	if o < 0 {
		return Named{}
	}
	option := &e.base.Decisions[d].Options[o]
	return Named{option.ID, option.Title}
}

// touched tells whether an answer other than the journey adds to the decision or rules something out in it.
func (v *evaluation) touched(s int) bool {
	d := of(s)
	first, n := v.e.decisions[d].first, len(v.e.base.Decisions[d].Criteria)
	for q := 1; q < len(v.e.questions); q++ {
		if !v.known(q) {
			continue
		}
		for _, c := range bitsOf(v.seen(s, q)) {
			if slices.ContainsFunc(v.e.questions[q].choices[c].all(), func(p points) bool {
				return p.criterion >= first && p.criterion < first+n
			}) {
				return true
			}
		}
	}
	for _, i := range v.situations {
		if slices.ContainsFunc(v.e.situations[i].adds, func(p points) bool {
			return p.criterion >= first &&
				p.criterion < first+n
		}) {
			return true
		}
	}
	return slices.ContainsFunc(v.vetoed[s], func(n int) bool { return n != standing })
}

func (v *evaluation) excluded(s int) []Excluded {
	var out []Excluded
	for o := range v.vetoed[s] {
		if x := v.ruledOut(s, o); x != nil && o != v.picks[s] {
			out = append(out, *x)
		}
	}
	return out
}

// ruledOut tells why an option is out: the answer that vetoes it, or the ban of the house. Nil if it stands.
func (v *evaluation) ruledOut(s, o int) *Excluded {
	n := v.vetoed[s][o]
	if n == standing {
		return nil
	}
	d := of(s)
	decision, known := &v.e.base.Decisions[d], &v.e.base.Decisions[d].Options[o]
	needs := slices.Concat(decision.Needs, known.Needs)
	switch {
	case n == len(needs):
		return &Excluded{Named: v.e.named(d, o), Why: known.Banned}
	case n > len(needs):
		return v.excludedBy(n-len(needs)-1, d, o)
	}
	need := needs[n]
	return &Excluded{v.e.named(d, o), v.denial(s, &v.e.decisions[d].options[o].needs[n]), houseRule(need.Reason,
		need.House), need.Finding}
}

// denial is the answer that denies a need, without the choices that meet it.
func (v *evaluation) denial(s int, n *need) Answered {
	seen := v.seen(s, n.question)
	if !n.any {
		seen &^= n.in
	}
	return v.told(n.question, seen)
}

// moot tells why there is nothing to decide, or "": an answer denies what the decision itself needs.
func (v *evaluation) moot(s int) string {
	needs := v.e.base.Decisions[of(s)].Needs
	if n := v.veto(s, v.e.decisions[of(s)].options[0].needs[:len(needs)]); n != standing {
		return houseRule(needs[n].Reason, needs[n].House)
	}
	return ""
}

// houseRule marks a statement that house rules make.
func houseRule(text string, house bool) string {
	if house {
		return text + wording.ByHouse
	}
	return text
}

// cells lists the terms that sum to an option's score: for each criterion the prior's, then those of each choice
// that is ticked, in order.
func (v *evaluation) cells(s, o int) []Cell {
	d := of(s)
	known := &v.e.base.Decisions[d]
	first := v.e.decisions[d].first
	var out []Cell
	for _, f := range v.e.decisions[d].options[o].fits {
		criterion := &known.Criteria[f.criterion-first]
		fit := known.Options[o].Fit[criterion.ID]
		cell := Cell{Criterion: criterion.ID, Title: criterion.Title, Note: note(criterion, fit), Finding: fit.Finding}
		if p := v.e.priors[f.criterion]; p != 0 {
			cell.Weight, cell.Points = p, p*f.value
			out = append(out, cell)
		}
		for q := range v.e.questions {
			for set := v.counts(s, q); set != 0; set &= set - 1 {
				n := bits.TrailingZeros64(set)
				p := sumOf(v.e.questions[q].choices[n].all(), f.criterion) * v.times(q)
				if p == 0 {
					continue
				}
				c := &v.e.base.Questions[q].Choices[n]
				cell.Question, cell.Choice, cell.Reason = v.e.base.Questions[q].ID, c.ID, c.Because()
				cell.Weight, cell.Points = p, p*f.value
				out = append(out, cell)
			}
		}
		out = append(out, v.situationCells(f, cell)...)
	}
	return out
}

// situationCells are those of an option on one criterion that come from situations; like has what they have in common.
func (v *evaluation) situationCells(f points, like Cell) []Cell {
	var out []Cell
	for _, i := range v.situations {
		if p := sumOf(v.e.situations[i].adds, f.criterion); p != 0 {
			said := v.e.saidSituation(i)
			like.Question, like.Choice, like.Reason = said.Question, said.Choice, said.Reason
			like.Weight, like.Points = p, p*f.value
			out = append(out, like)
		}
	}
	return out
}

// counts is what is ticked of a question that is asked, as far as it counts for a pick.
func (v *evaluation) counts(s, q int) uint64 {
	if !v.active[q] {
		return 0
	}
	return v.seen(s, q)
}

// note is how an option does on a criterion, in its own words or else the scale's.
func note(c *knowledge.Criterion, f knowledge.Fit) string {
	if f.Note != "" {
		return houseRule(f.Note, f.House)
	}
	return houseRule(c.Scale[strconv.Itoa(f.Value)], f.House)
}

// rival compares the pick with another option: the cells of both, matched by answer and criterion, sum to the margin.
func (v *evaluation) rival(s, pick, other int) Rival {
	v.e.goOn()
	margin := v.cells(s, pick)
	for _, c := range v.cells(s, other) {
		same := func(p Cell) bool {
			return p.Criterion == c.Criterion && p.Question == c.Question && p.Choice == c.Choice
		}
		if i := slices.IndexFunc(margin, same); i >= 0 {
			margin[i].Points -= c.Points
			margin[i].Rival = c.Note
			continue
		}
		c.Points, c.Rival, c.Note = -c.Points, c.Note, ""
		margin = append(margin, c)
	}
	margin = slices.DeleteFunc(margin, func(c Cell) bool { return c.Points == 0 })
	slices.SortStableFunc(margin, func(a, b Cell) int { return b.Points - a.Points })
	return Rival{v.e.named(of(s), other), v.score[s][other], v.score[s][pick] - v.score[s][other], margin,
		&v.e.base.Decisions[of(s)].Options[other]}
}

// split sorts cells into those for and those against, each strongest first. Strongest is what sets the pick apart from
// the next option; what both have in common comes after it, answers before what holds for everybody.
func split(cells []Cell, rivals []Rival) (because, against []Cell) {
	apart := func(c Cell) int {
		if len(rivals) == 0 {
			return 0
		}
		for _, m := range rivals[0].Cells {
			if m.Criterion == c.Criterion && m.Question == c.Question && m.Choice == c.Choice {
				return m.Points
			}
		}
		return 0
	}
	for _, c := range cells {
		if c.Points > 0 {
			because = append(because, c)
		} else {
			against = append(against, c)
		}
	}
	answered := func(c Cell) int { return min(len(c.Question), 1) }
	slices.SortStableFunc(because, func(a, b Cell) int {
		return cmp.Or(cmp.Compare(apart(b), apart(a)), cmp.Compare(answered(b), answered(a)), cmp.Compare(b.Points, a.Points))
	})
	slices.SortStableFunc(against, func(a, b Cell) int {
		return cmp.Or(cmp.Compare(apart(a), apart(b)), cmp.Compare(a.Points, b.Points))
	})
	return because, against
}

// moved says what other decisions changed about a pick. Between equals there is nothing to tell.
func (v *evaluation) moved(s int) *Moved {
	alone := v.alone(s)
	if alone == v.picks[s] || alone == fallback || v.score[s][alone] == v.score[s][v.picks[s]] {
		return nil
	}
	m := &Moved{Alone: v.e.named(of(s), alone), By: v.score[s][alone] - v.score[s][v.picks[s]],
		Why: "together, the other picks gain more than this one loses"}
	pick := v.ref(s, v.picks[s])
	picked := slices.DeleteFunc(v.refs(), func(ref string) bool { return ref == pick })
	if why := append(v.e.clashes(v.ref(s, alone), picked), v.e.helps(pick, picked)...); len(why) > 0 {
		m.Why, m.Finding = why[0].Why, why[0].Finding
	}
	return m
}
