package advisor

import (
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
		possible[q.ID] = !q.Retired && !slices.ContainsFunc(q.When, func(c knowledge.Condition) bool {
			return !possible[c.Question] || c.Question == knowledge.JourneyQuestion && journey != "" &&
				!slices.Contains(c.In, journey)
		})
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
		out.Key = keyOf(known.ID, out.For.Choice)
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
