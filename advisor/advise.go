package advisor

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"rustadvisor/knowledge"
)

// Advise computes the whole advice, with the pins of the answers and their price.
func (e *Engine) Advise(a Answers) *Advice {
	v := e.begin(a)
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
	for d := range e.decisions {
		out.Decisions = append(out.Decisions, v.decide(d, flips))
	}
	v.addPairs(out, flips)
	v.recordSituations(out)
	v.addStatements(out)
	out.Mind, out.AlsoMind = v.mind(a, out)
	out.Rust = e.leastRust(v.picks)
	if d := v.headline(); d != open {
		out.wait(d)
	}
	if v.bound() {
		out.Price = v.price(a)
	}
	out.Findings = e.cite(out)
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

func (v *evaluation) answer(q int) Answered {
	c := &v.e.base.Questions[q].Choices[v.choice[q]]
	return Answered{v.asked(q), c.ID, c.Label, c.Because(), q == v.star}
}

func (v *evaluation) decide(d int, flips []flip) Decided {
	known := &v.e.base.Decisions[d]
	out := Decided{ID: known.ID, Title: known.Title, Asks: known.Asks, Touched: v.touched(d), Excluded: v.excluded(d)}
	pick := v.picks[d]
	out.Flips, out.RestsOn = v.describeFlips(d, flips)
	out.Unchanged, out.Of = v.robust(d, flips)
	if pick == fallback {
		out.Fallback, out.Standing = known.Fallback, NoneFit
		if why := v.moot(d); why != "" {
			out.Fallback, out.Standing, out.Excluded = why, Moot, nil
		}
		return out
	}
	out.Option = v.option(d, pick)
	out.Pick = v.e.named(d, pick)
	out.Score = v.score[d][pick]
	for _, o := range v.ordered[d] {
		if o != pick && o != fallback {
			out.Rivals = append(out.Rivals, v.rival(d, pick, o))
		}
	}
	out.Because, out.Against = split(v.cells(d, pick), out.Rivals)
	if v.pinned(d) {
		out.Standing, out.Flips, out.RestsOn, out.Unchanged, out.Of = MustBe, nil, nil, 0, 0
		return out
	}
	out.Moved = v.moved(d)
	lead, ties := v.lead(d)
	out.Tie = ties
	out.Standing = v.standing(d, lead, flips)
	out.Weak = v.weak(out.Rivals)
	return out
}

// option is an option as it is to be taken: the crates that the answers ask for, with their features.
func (v *evaluation) option(d, o int) *knowledge.Option {
	out := v.e.base.Decisions[d].Options[o]
	out.Crates = v.crates(out.Crates)
	return &out
}

// crates are those that the answers ask for, with their features.
func (v *evaluation) crates(all map[string]knowledge.Crate) map[string]knowledge.Crate {
	out := maps.Clone(all)
	for name, c := range out {
		if !v.wants(c) {
			delete(out, name)
			continue
		}
		c.Features = v.features(c)
		if i := slices.Index(c.Features, "default"); i >= 0 { // as Cargo calls the default features, told the usual way
			c.Features, c.DefaultFeatures = slices.Delete(c.Features, i, i+1), nil
		}
		c.FeaturesBy, c.Without, c.Only = nil, nil, nil
		out[name] = c
	}
	return out
}

// features are those of a crate that the answers ask for, each once, less those that an answer takes away.
func (v *evaluation) features(c knowledge.Crate) []string {
	all := slices.Clone(c.Features)
	for _, q := range slices.Sorted(maps.Keys(c.FeaturesBy)) {
		all = append(all, c.FeaturesBy[q][v.said(q)]...)
	}
	var out []string
	for _, f := range all {
		taken := func(q string) bool { return slices.Contains(c.Without[q][v.said(q)], f) }
		if !slices.Contains(out, f) && !slices.ContainsFunc(slices.Collect(maps.Keys(c.Without)), taken) {
			out = append(out, f)
		}
	}
	return out
}

// wants tells whether the answers need a crate.
func (v *evaluation) wants(c knowledge.Crate) bool {
	for question, choices := range c.Only {
		if !slices.Contains(choices, v.said(question)) {
			return false
		}
	}
	return true
}

// said is the choice that answers a question; "not sure" while it is open or not asked.
func (v *evaluation) said(question string) string {
	q := v.e.questionIndex(question)
	if !v.known(q) {
		return v.e.base.Words.Unsure.ID
	}
	return v.e.base.Questions[q].Choices[v.choice[q]].ID
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
func (v *evaluation) touched(d int) bool {
	first, n := v.e.decisions[d].first, len(v.e.base.Decisions[d].Criteria)
	for q := 1; q < len(v.e.questions); q++ {
		if !v.known(q) {
			continue
		}
		for _, p := range v.e.questions[q].choices[v.choice[q]].adds {
			if p.criterion >= first && p.criterion < first+n {
				return true
			}
		}
	}
	return slices.ContainsFunc(v.vetoed[d], func(n int) bool { return n != standing })
}

func (v *evaluation) excluded(d int) []Excluded {
	var out []Excluded
	for o := range v.vetoed[d] {
		if x := v.ruledOut(d, o); x != nil && o != v.picks[d] {
			out = append(out, *x)
		}
	}
	return out
}

// ruledOut tells why an option is out: the answer that vetoes it, or the ban of the house. Nil if it stands.
func (v *evaluation) ruledOut(d, o int) *Excluded {
	n := v.vetoed[d][o]
	if n == standing {
		return nil
	}
	decision, known := &v.e.base.Decisions[d], &v.e.base.Decisions[d].Options[o]
	needs := slices.Concat(decision.Needs, known.Needs)
	if n == len(needs) {
		return &Excluded{Named: v.e.named(d, o), Why: known.Banned}
	}
	need := needs[n]
	return &Excluded{v.e.named(d, o), v.answer(v.e.decisions[d].options[o].needs[n].question), houseRule(need.Reason, need.House), need.Finding}
}

// moot tells why there is nothing to decide, or "": an answer denies what the decision itself needs.
func (v *evaluation) moot(d int) string {
	needs := v.e.base.Decisions[d].Needs
	if n := v.veto(v.e.decisions[d].options[0].needs[:len(needs)]); n != standing {
		return houseRule(needs[n].Reason, needs[n].House)
	}
	return ""
}

// houseRule marks a statement that house rules make.
func houseRule(text string, house bool) string {
	if house {
		return text + knowledge.ByHouse
	}
	return text
}

// cells lists the terms that sum to an option's score: for each criterion the prior's, then each answer's, in order.
func (v *evaluation) cells(d, o int) []Cell {
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
			if p := v.adds(q, f.criterion); p != 0 {
				c := &v.e.base.Questions[q].Choices[v.choice[q]]
				cell.Question, cell.Choice, cell.Reason = v.e.base.Questions[q].ID, c.ID, c.Because()
				cell.Weight, cell.Points = p, p*f.value
				out = append(out, cell)
			}
		}
	}
	return out
}

// note is how an option does on a criterion, in its own words or else the scale's.
func note(c *knowledge.Criterion, f knowledge.Fit) string {
	if f.Note != "" {
		return houseRule(f.Note, f.House)
	}
	return houseRule(c.Scale[strconv.Itoa(f.Value)], f.House)
}

// adds is what the answer to a question adds to a criterion.
func (v *evaluation) adds(q, criterion int) int {
	if !v.answered(q) {
		return 0
	}
	sum := 0
	for _, p := range v.e.questions[q].choices[v.choice[q]].adds {
		if p.criterion == criterion {
			sum += p.value
		}
	}
	return sum * v.times(q)
}

// rival compares the pick with another option: the cells of both, matched by answer and criterion, sum to the margin.
func (v *evaluation) rival(d, pick, other int) Rival {
	margin := v.cells(d, pick)
	for _, c := range v.cells(d, other) {
		same := func(p Cell) bool { return p.Criterion == c.Criterion && p.Question == c.Question }
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
	return Rival{v.e.named(d, other), v.score[d][other], v.score[d][pick] - v.score[d][other], margin,
		&v.e.base.Decisions[d].Options[other]}
}

// split sorts cells into those for and those against, each strongest first. Strongest is what sets the pick apart from
// the next option; what both have in common comes after it, answers before what holds for everybody.
func split(cells []Cell, rivals []Rival) (because, against []Cell) {
	apart := func(c Cell) int {
		if len(rivals) == 0 {
			return 0
		}
		for _, m := range rivals[0].Cells {
			if m.Criterion == c.Criterion && m.Question == c.Question {
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

// lead is how far the best joint pick is ahead of the best one with another option in this decision, and who ties with it.
func (v *evaluation) lead(d int) (lead int, ties []Named) {
	rivals := slices.DeleteFunc(slices.Clone(v.ordered[d]), func(o int) bool { return o == v.picks[d] || o == fallback })
	sums := v.solveWith(v.e.group(d), d, append(rivals, v.picks[d]))
	best := sums[len(rivals)]
	lead = -nothing
	for i, o := range rivals {
		behind := best - sums[i]
		lead = min(lead, behind)
		if behind == 0 {
			ties = append(ties, v.e.named(d, o))
		}
	}
	return lead, ties
}

func (v *evaluation) standing(d, lead int, flips []flip) Standing {
	if v.picks[d] == fallback {
		return NoneFit
	}
	if lead <= 1 {
		return TossUp
	}
	for _, f := range flips {
		if f.picks[d] != v.picks[d] && v.known(f.question) && v.wish(f, d) {
			return Leaning
		}
	}
	return Settled
}

// moved says what other decisions changed about a pick. Between equals there is nothing to tell.
func (v *evaluation) moved(d int) *Moved {
	alone := v.alone(d)
	if alone == v.picks[d] || alone == fallback || v.score[d][alone] == v.score[d][v.picks[d]] {
		return nil
	}
	m := &Moved{Alone: v.e.named(d, alone), By: v.score[d][alone] - v.score[d][v.picks[d]],
		Why: "together, the other picks gain more than this one loses"}
	pick := v.ref(d, v.picks[d])
	picked := slices.DeleteFunc(v.refs(), func(ref string) bool { return ref == pick })
	if why := append(v.e.clashes(v.ref(d, alone), picked), v.e.helps(pick, picked)...); len(why) > 0 {
		m.Why, m.Finding = why[0].Why, why[0].Finding
	}
	return m
}

// weak tells whether the lead over the next option would be gone without the cells whose findings have no source or only
// an anecdote. A finding that was checked since, by a correction with better sources, is as good as those.
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

// leastRust is the highest Rust version any picked option needs.
func (e *Engine) leastRust(picks []int) string {
	least := ""
	for d, o := range picks {
		if o == fallback {
			continue
		}
		if r := e.base.Decisions[d].Options[o].Rust; newer(r, least) {
			least = r
		}
	}
	return least
}

// newer compares versions such as 1.80 and 1.94 by their numbers.
func newer(a, b string) bool {
	as, bs := strings.Split(a, "."), strings.Split(b, ".")
	for i := range max(len(as), len(bs)) {
		x, y := 0, 0
		if i < len(as) {
			x, _ = strconv.Atoi(as[i])
		}
		if i < len(bs) {
			y, _ = strconv.Atoi(bs[i])
		}
		if x != y {
			return x > y
		}
	}
	return false
}
