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
// journey, then the deeper ones, those for experts last. Of these an open one is left out for people who are spared it
// unless an answer changes a pick.
func (e *Engine) Flow(a Answers) []Step {
	v := e.begin(a)
	defer v.release()
	v.activate()
	journey := a.Choice(knowledge.JourneyQuestion)
	var essential, deeper, expert []Step
	for i := range e.questions {
		if !v.active[i] || e.questions[i].fixed != 0 {
			continue
		}
		q := &e.base.Questions[i]
		s := Step{Question: q, Choices: e.idsOf(i, v.ticked[i]), Essential: q.EssentialIn(journey)}
		s.Choice = Together(s.Choices)
		switch {
		case s.Essential:
			essential = append(essential, s)
		case len(q.Spare) == 0:
			deeper = append(deeper, s)
		case s.Choice != "" || !v.holds(e.questions[i].spare) || v.changesPick(i):
			expert = append(expert, s)
		}
	}
	return slices.Concat(essential, deeper, expert)
}

// changesPick tells whether another answer to a question alone changes a pick.
func (v *evaluation) changesPick(q int) bool {
	v.run()
	was, changed := v.snapshot(), false
	for _, c := range v.changes(q) {
		v.with(c, func() {
			_, other := was.now(v)
			changed = changed || other
		})
	}
	return changed
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
