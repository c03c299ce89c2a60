package advisor

import (
	"math/bits"
	"slices"

	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
)

// Step is a question to ask now, with its answer if it has one.
type Step struct {
	Question  *knowledge.Question
	Choice    string   // what is ticked, as Together writes it; "" while open
	Choices   []string // all that is ticked, in the order of the question
	Essential bool
	Changes   int // of a deeper one that is open: how many picks an answer to it alone changes
}

// Label is what is ticked in words; "" while open.
func (s *Step) Label() string {
	var labels []string
	for _, id := range s.Choices {
		labels = append(labels, s.Question.Choice(id).Label)
	}
	return wording.Listed(labels, "and")
}

// Flow lists the questions that the answers so far call for, in the order asked: the journey, the essentials of the
// journey, then the deeper ones. Of these come first those that have an answer, then, as they are given, those that
// were asked already, then the open ones: first those of which an answer alone changes more picks, and of as many
// those for experts last. An open one that changes none is left out for people who are spared it.
func (e *Engine) Flow(a Answers, asked ...string) []Step {
	v := e.begin(a)
	defer v.release()
	v.run()
	was := v.snapshot()
	steps := v.called(a, asked)
	for i := range steps {
		if s := &steps[i]; !s.Essential && s.Choice == "" {
			s.Changes = v.changed(e.questionIndex(s.Question.ID), was)
		}
	}
	slices.SortStableFunc(steps, func(a, b Step) int { return slices.Compare(rank(a, asked), rank(b, asked)) })
	return steps
}

// Called lists the same questions with the deeper ones in the order of the base, whatever is answered: for lists, and
// for who counts or asks the essentials only.
func (e *Engine) Called(a Answers) []Step {
	v := e.begin(a)
	defer v.release()
	v.run()
	out := v.called(a, nil)
	slices.SortStableFunc(out, func(a, b Step) int { return min(1, len(rank(a, nil))) - min(1, len(rank(b, nil))) })
	return out
}

// Askable lists the questions that can come up in a journey, in the order asked as far as nothing else is answered yet:
// its essential ones, the deeper ones as Flow has them, then those that hang on other answers; all of them, in the
// order of the base, when no journey is named. Conditions look back only, so one pass is enough.
func (e *Engine) Askable(journey string) []*knowledge.Question {
	possible := map[string]bool{}
	var out []*knowledge.Question
	for i := range e.base.Questions {
		q := &e.base.Questions[i]
		never := func(c knowledge.Condition) bool {
			return !possible[c.Question] || c.Question == knowledge.JourneyQuestion && journey != "" &&
				!slices.Contains(c.In, journey)
		}
		possible[q.ID] = !q.Retired && (!slices.ContainsFunc(q.When, never) ||
			len(q.Or) > 0 && !slices.ContainsFunc(q.Or, never))
		if possible[q.ID] {
			out = append(out, q)
		}
	}
	if journey == "" {
		return out
	}
	flow := e.Flow(Answers{}.With(knowledge.JourneyQuestion, journey))
	at := func(q *knowledge.Question) int {
		now := slices.IndexFunc(flow, func(s Step) bool { return s.Question == q })
		switch {
		case q.EssentialIn(journey):
			return -1
		case now < 0:
			return len(flow) + min(1, len(q.Spare))
		}
		return now
	}
	slices.SortStableFunc(out, func(a, b *knowledge.Question) int { return at(a) - at(b) })
	return out
}

// called lists the questions that are asked, in the order of the base, but for those that people are spared.
func (v *evaluation) called(a Answers, asked []string) []Step {
	var out []Step
	journey := a.Choice(knowledge.JourneyQuestion)
	was := v.snapshot()
	for i := range v.e.questions {
		if !v.active[i] || v.e.questions[i].fixed != 0 {
			continue
		}
		q := &v.e.base.Questions[i]
		s := Step{Question: q, Choices: v.e.idsOf(i, v.ticked[i]), Essential: q.EssentialIn(journey)}
		s.Choice = Together(s.Choices)
		spared := !s.Essential && s.Choice == "" && len(q.Spare) > 0 && v.holds(v.e.questions[i].spare)
		if !spared || slices.Contains(asked, q.ID) || v.changed(i, was) > 0 {
			out = append(out, s)
		}
	}
	return out
}

// rank is where a question stands among others, the first number counting most.
func rank(s Step, asked []string) []int {
	expert := 0
	if len(s.Question.Spare) > 0 {
		expert = 1
	}
	switch at := slices.Index(asked, s.Question.ID); {
	case s.Essential:
		return nil
	case at >= 0:
		return []int{2, at}
	case s.Choice != "":
		return []int{1}
	}
	return []int{3, -s.Changes, expert}
}

// changed counts the picks that another answer to a question alone changes.
func (v *evaluation) changed(q int, was *snapshot) int {
	changed := make([]bool, len(was.picks))
	n := 0
	for _, c := range v.changes(q) {
		v.with(c, func() {
			picks, any := was.now(v)
			for _, s := range was.seats {
				if any && picks[s] != was.picks[s] && !changed[s] {
					changed[s] = true
					n++
				}
			}
		})
	}
	v.rerun(q)
	return n
}

// Known counts the answers that say something: to questions that are called for, and not that one is not sure.
func (e *Engine) Known(a Answers) int {
	v := e.begin(a)
	defer v.release()
	v.activate()
	n := 0
	for q := range v.e.questions {
		if v.known(q) && v.e.questions[q].fixed == 0 {
			n++
		}
	}
	return n
}

// Active tells which questions the answers call for; hidden ones must be neither read nor exported.
func (e *Engine) Active(a Answers) func(question string) bool {
	v := e.begin(a)
	v.activate()
	return func(question string) bool {
		i := e.questionIndex(question)
		return i >= 0 && v.active[i] && e.questions[i].fixed == 0
	}
}

// Standings is where every decision stands, quick enough to compute on every key press.
type Standings []DecisionStanding

// DecisionStanding is where one decision stands.
type DecisionStanding struct {
	Decision *knowledge.Decision
	For      *Setting // as in Decided, like the next three
	Choice   string
	Title    string
	Key      string            // as of Decided
	Pick     *knowledge.Option // nil when no option stands
	Standing Standing
	Touched  bool
	Options  []OptionScore // best first; vetoed ones last
}

// Beside is what each of these was in other standings; one that was not made then has nothing to decide there.
func (s Standings) Beside(others Standings) Standings {
	var out Standings
	for _, d := range s {
		was := DecisionStanding{Decision: d.Decision, Title: d.Title, Standing: Moot, Touched: d.Touched}
		for _, o := range others {
			if o.Decision.ID == d.Decision.ID && (o.Choice == d.Choice || o.For == nil && d.For == nil) {
				was = o
				break
			}
		}
		out = append(out, was)
	}
	return out
}

// OptionScore is an option with its score, or the reason it is out.
type OptionScore struct {
	Option *knowledge.Option
	Score  int
	Vetoed string
}

// Standings computes where every decision stands.
func (e *Engine) Standings(a Answers) Standings {
	v := e.begin(a)
	defer v.release()
	v.run()
	flips := v.flips()
	var out Standings
	for _, seat := range v.listed() {
		out = append(out, v.decisionStanding(seat, flips))
	}
	return out
}

func (v *evaluation) decisionStanding(s int, flips []flip) DecisionStanding {
	known := &v.e.base.Decisions[of(s)]
	out := DecisionStanding{Decision: known, For: v.forChoice(s), Choice: v.choiceOf(s), Title: v.title(s), Key: known.ID,
		Touched: v.touched(s) || v.pinned(s), Standing: NoneFit}
	if out.For != nil {
		out.Key = KeyOf(known.ID, out.For.Choice)
	}
	if v.moot(s) != "" {
		out.Standing = Moot
	}
	if v.picks[s] != fallback {
		out.Pick = &known.Options[v.picks[s]]
		lead, _ := v.lead(s)
		out.Standing = v.standing(s, lead, flips)
	}
	if v.pinned(s) {
		out.Standing = MustBe
	}
	for _, o := range v.ordered[s] {
		if o != fallback {
			out.Options = append(out.Options, OptionScore{Option: &known.Options[o], Score: v.score[s][o]})
		}
	}
	for o := range v.vetoed[s] {
		if x := v.ruledOut(s, o); x != nil {
			out.Options = append(out.Options, OptionScore{&known.Options[o], v.score[s][o], x.Why})
		}
	}
	return out
}

// Pointless tells why a choice would change nothing that still stands: each option it speaks for is ruled out by other
// answers. Empty when the choice has a point, or speaks for nothing in particular.
func (e *Engine) Pointless(a Answers, question, choice string) string {
	q := e.questionIndex(question)
	if q < 0 {
		return ""
	}
	c := slices.Index(e.questions[q].ids, choice)
	if c < 0 {
		return ""
	}
	v := e.begin(a.Tick(&e.base.Questions[q], choice, true))
	defer v.release()
	v.run()
	if !v.active[q] || len(e.questions[q].choices[c].all()) == 0 {
		return ""
	}
	why := ""
	for _, p := range e.questions[q].choices[c].all() {
		if p.value < 0 {
			continue
		}
		for _, s := range v.seats {
			options := e.decisions[of(s)].options
			for o := range options {
				if sumOf(options[o].fits, p.criterion) <= 0 || v.own[s] != c && e.decisions[of(s)].per == q {
					continue
				}
				if v.vetoed[s][o] == standing {
					return ""
				}
				if x := v.ruledOut(s, o); why == "" && x.Question != question {
					why = x.Why
				}
			}
		}
	}
	return why
}

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
		never := func(c condition) bool {
			if v.answered(c.question) {
				return c.in&v.ticked[c.question] == 0
			}
			return !possible[c.question]
		}
		question := &v.e.questions[q]
		possible[q] = !slices.ContainsFunc(question.when, never) ||
			len(question.or) > 0 && !slices.ContainsFunc(question.or, never)
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
				for _, c := range n.conditions() {
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
		for _, c := range v.e.questions[q].conditions() {
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
			slices.ContainsFunc(n.conditions(), func(c condition) bool { return slices.Contains(gaps, c.question) }) {
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
