package advisor

import (
	"slices"

	"rustadvisor/knowledge"
)

// Step is a question to ask now, with its answer if it has one.
type Step struct {
	Question  *knowledge.Question
	Choice    string // "" while open
	Essential bool
}

// Flow lists the questions that the answers so far call for, in the order asked: the journey, the essentials of the
// journey, then the deeper ones.
func (e *Engine) Flow(a Answers) []Step {
	v := e.begin(a)
	v.activate()
	journey := a.Choice(knowledge.JourneyQuestion)
	var essential, deeper []Step
	for i := range e.questions {
		if !v.active[i] {
			continue
		}
		q := &e.base.Questions[i]
		s := Step{Question: q, Choice: a.Choice(q.ID), Essential: q.EssentialIn(journey)}
		if v.choice[i] == open {
			s.Choice = ""
		}
		if s.Essential {
			essential = append(essential, s)
		} else {
			deeper = append(deeper, s)
		}
	}
	return append(essential, deeper...)
}

// Active tells which questions the answers call for; hidden ones must be neither read nor exported.
func (e *Engine) Active(a Answers) func(question string) bool {
	v := e.begin(a)
	v.activate()
	return func(question string) bool {
		i := e.questionIndex(question)
		return i >= 0 && v.active[i]
	}
}

// Standings is where every decision stands, quick enough to compute on every key press.
type Standings []DecisionStanding

// DecisionStanding is where one decision stands.
type DecisionStanding struct {
	Decision *knowledge.Decision
	Pick     *knowledge.Option // nil when no option stands
	Standing Standing
	Touched  bool
	Options  []OptionScore // best first; vetoed ones last
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
	v.run()
	flips := v.flips()
	var out Standings
	for d := range e.decisions {
		known := &e.base.Decisions[d]
		s := DecisionStanding{Decision: known, Touched: v.touched(d) || v.pinned(d), Standing: NoneFit}
		if v.moot(d) != "" {
			s.Standing = Moot
		}
		if v.picks[d] != fallback {
			s.Pick = &known.Options[v.picks[d]]
			lead, _ := v.lead(d)
			s.Standing = v.standing(d, lead, flips)
		}
		if v.pinned(d) {
			s.Standing = MustBe
		}
		for _, o := range v.ordered[d] {
			if o != fallback {
				s.Options = append(s.Options, OptionScore{Option: &known.Options[o], Score: v.score[d][o]})
			}
		}
		for o := range v.vetoed[d] {
			if x := v.ruledOut(d, o); x != nil {
				s.Options = append(s.Options, OptionScore{&known.Options[o], v.score[d][o], x.Why})
			}
		}
		out = append(out, s)
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
	v := e.begin(a.With(question, choice))
	v.run()
	c := v.choice[q]
	if c == open || !v.active[q] || len(e.questions[q].choices[c].adds) == 0 {
		return ""
	}
	why := ""
	for _, p := range e.questions[q].choices[c].adds {
		if p.value < 0 {
			continue
		}
		for d := range e.decisions {
			for o := range e.decisions[d].options {
				i := slices.IndexFunc(e.decisions[d].options[o].fits, func(f points) bool { return f.criterion == p.criterion })
				if i < 0 || e.decisions[d].options[o].fits[i].value <= 0 {
					continue
				}
				if v.vetoed[d][o] == standing {
					return ""
				}
				if x := v.ruledOut(d, o); why == "" && x.Question != question {
					why = x.Why
				}
			}
		}
	}
	return why
}
