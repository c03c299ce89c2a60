package advisor_test

import (
	"slices"
	"strings"
	"testing"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

// marks gives the standing of each pick that is firm or not by answers, by key.
func marks(a *advisor.Advice) map[string]*advisor.Decided {
	out := map[string]*advisor.Decided{}
	for i := range a.Decisions {
		if d := &a.Decisions[i]; d.Pick.ID != "" {
			out[d.Key()] = d
		}
	}
	return out
}

// TestSettledSurvives gives every other answer to every question of preference, given or open, and to every open
// fact: a settled pick stays.
func TestSettledSurvives(t *testing.T) {
	seen := 0
	eachBase(t, 200, 3, func(t *testing.T, e *advisor.Engine, a advisor.Answers) {
		a = shown(e, a)
		slow := &tested{e, map[string]solved{}}
		advice, before := e.Advise(a), newBrute(e.Base(), a)
		for key, d := range marks(advice) {
			if d.Standing != advisor.Settled {
				continue
			}
			seen++
			at := before.picks[before.at(d)]
			eachChange(e, a, func(after advisor.Answers, question string) {
				q := e.Base().Question(question)
				given := a.Answered(question) && a.Choice(question) != "not-sure"
				if question == knowledge.JourneyQuestion || after.Choice(question) == "not-sure" || given && q.Fact {
					return
				}
				// that something is ruled in or out by an answer given is another fact, whatever the question asks
				crossed := func(b *brute, option string) bool {
					i := b.at(d)
					return i >= 0 && option != "" && b.vetoed(&b.picks[i], b.picks[i].d.Option(option))
				}
				if got := slow.pickThen(after, before, at, d); got != d.Pick.ID &&
					!(given && (crossed(newBrute(e.Base(), after), d.Pick.ID) || crossed(before, got))) {
					t.Errorf("%s is settled on %s; with %s = %v it is %q", key, d.Pick.ID, question, after.Choices[question], got)
				}
			})
		}
	})
	if seen == 0 {
		t.Error("nothing is settled: the bases try too little")
	}
}

// TestOpenQuestionsSettle gives each open question that is said to settle a pick every answer: one of them changes
// it, and no question left out of the list can.
func TestOpenQuestionsSettle(t *testing.T) {
	listed := 0
	eachBase(t, 200, 3, func(t *testing.T, e *advisor.Engine, a advisor.Answers) {
		a = shown(e, a)
		slow := &tested{e, map[string]solved{}}
		advice, before := e.Advise(a), newBrute(e.Base(), a)
		for key, d := range marks(advice) {
			at := before.picks[before.at(d)]
			can := map[string]bool{}
			eachChange(e, a, func(after advisor.Answers, question string) {
				open := !a.Answered(question) || a.Choice(question) == "not-sure"
				if open && question != knowledge.JourneyQuestion && after.Choice(question) != "not-sure" &&
					slow.pickThen(after, before, at, d) != d.Pick.ID {
					can[question] = true
				}
			})
			var ids []string
			for _, q := range d.Settles {
				ids = append(ids, q.Question)
			}
			listed += len(ids)
			if len(ids) != len(can) || slices.ContainsFunc(ids, func(id string) bool { return !can[id] }) {
				t.Errorf("%s: %q are said to settle it, %v can change it", key, ids, can)
			}
		}
	})
	if listed == 0 {
		t.Error("no question settles anything: the bases try too little")
	}
}

// TestAgreeingKeepsFirm answers each open question with what speaks for no option more than for the picks, and neither
// rules anything out nor leads to questions: no pick changes, and none is less firm than before.
func TestAgreeingKeepsFirm(t *testing.T) {
	tried := 0
	eachBase(t, 200, 3, func(t *testing.T, e *advisor.Engine, a advisor.Answers) {
		a = shown(e, a)
		before := marks(e.Advise(a))
		for _, step := range e.Flow(a) {
			if a.Answered(step.Question.ID) || bindsOthers(e.Base(), step.Question.ID) {
				continue
			}
			for _, c := range step.Question.Choices {
				if c.Unsure || !agrees(e.Base(), before, c) {
					continue
				}
				tried++
				after := marks(e.Advise(a.With(step.Question.ID, c.ID)))
				for key, was := range before {
					is := after[key]
					if is == nil || is.Pick != was.Pick {
						t.Errorf("%s = %s changes %s", step.Question.ID, c.ID, key)
					} else if slices.Index(firmness, is.Standing) > slices.Index(firmness, was.Standing) {
						t.Errorf("%s = %s speaks for %s of %s, which is %s before and %s after", step.Question.ID, c.ID,
							was.Pick.ID, key, was.Standing, is.Standing)
					}
				}
			}
		}
	})
	if tried == 0 {
		t.Errorf("no answer agrees: the bases try too little")
	}
}

// firmness lists the standings from firm to open.
var firmness = []advisor.Standing{advisor.Settled, advisor.Leaning, advisor.ByDefault, advisor.TossUp, advisor.Open}

// agrees tells whether a choice adds to no option more than to the pick of its decision.
func agrees(b *knowledge.Base, picks map[string]*advisor.Decided, c knowledge.Choice) bool {
	for _, d := range picks {
		known := b.Decision(d.ID)
		sum := func(o *knowledge.Option) (sum int) {
			for criterion, fit := range o.Fit {
				sum += c.Adds[d.ID+"."+criterion] * fit.Value
			}
			return sum
		}
		for i := range known.Options {
			if sum(&known.Options[i]) > sum(known.Option(d.Pick.ID)) {
				return false
			}
		}
	}
	return true
}

// bindsOthers tells whether more than points hangs on a question: a need, a further question, how many picks are made.
func bindsOthers(b *knowledge.Base, question string) bool {
	asks := func(c knowledge.Condition) bool { return c.Question == question }
	needs := func(n knowledge.Need) bool {
		return n.Question == question || slices.ContainsFunc(slices.Concat(n.When, n.Unless), asks)
	}
	asked := func(q knowledge.Question) bool { return slices.ContainsFunc(q.When, asks) }
	return slices.ContainsFunc(b.Questions, asked) ||
		slices.ContainsFunc(b.Decisions, func(d knowledge.Decision) bool {
			return d.Per == question || slices.ContainsFunc(d.Needs, needs) ||
				slices.ContainsFunc(d.Options, func(o knowledge.Option) bool { return slices.ContainsFunc(o.Needs, needs) })
		})
}

// TestNothingSettledBeforeItsFact: a store that nobody knows yet decides the database layer, and an answer that
// speaks for a pick does not make it less firm.
func TestNothingSettledBeforeItsFact(t *testing.T) {
	e := engine(t)
	for _, artifact := range []string{"service", "worker", "proxy", "library"} {
		a := advisor.Answers{}.With("journey", "new-service").With("artifact", artifact)
		d := decided(e.Advise(a), "database-layer")
		if d.Standing != advisor.Open || d.Stands == nil || d.Stands.Question != "store" {
			t.Errorf("%s: the database layer is %s, by %+v", artifact, d.Standing, d.Stands)
		}
	}
	a := advisor.Answers{}.With("journey", "new-service").With("artifact", "service").With("interface",
		"rest").With("store", "postgres")
	unsure := advisor.Answers{}.With("journey", "new-service").With("artifact", "not-sure")
	unknown := decided(e.Advise(unsure), "web-framework")
	if unknown.Standing != advisor.Open || unknown.Stands == nil || unknown.Stands.Question != "artifact" {
		t.Errorf("nobody knows what is built, and %s is %s", unknown.Pick.ID, unknown.Standing)
	}
	before, after := decided(e.Advise(a), "web-framework"), decided(e.Advise(a.With("handler-state", "send")),
		"web-framework")
	if before.Pick != after.Pick || slices.Index(firmness, after.Standing) > slices.Index(firmness, before.Standing) {
		t.Errorf("%s %s becomes %s %s", before.Pick.ID, before.Standing, after.Pick.ID, after.Standing)
	}
}

// TestNewcomersAreSparedExpertQuestions looks for them among those asked: a team new to Rust is asked only those
// whose answer alone changes a pick.
func TestNewcomersAreSparedExpertQuestions(t *testing.T) {
	e := engine(t)
	a := advisor.Answers{}.With("journey", "new-service").With("artifact", "service").With("interface", "rest").
		With("store", "postgres").With("query-style", "sql")
	asked := func(a advisor.Answers) (out []string) {
		for _, s := range e.Flow(a) {
			if len(s.Question.Spare) > 0 {
				out = append(out, s.Question.ID)
			}
		}
		return out
	}
	if got := strings.Join(asked(a.With("rust-experience", "strong")), " "); got != "handler-state db-calls tower" {
		t.Errorf("people who know Rust are asked %q", got)
	}
	newcomers := a.With("rust-experience", "none")
	all := asked(a)
	kept := asked(newcomers)
	for _, id := range all {
		changes := changesPick(e, newcomers, id)
		if is := slices.Contains(kept, id); is != changes {
			t.Errorf("%s: asked %v, changes a pick %v", id, is, changes)
		}
	}
	if len(kept) == len(all) {
		t.Error("nothing is spared: the case tries too little")
	}
	if said := asked(newcomers.With("tower", "no")); !slices.Contains(said, "tower") {
		t.Error("a question with an answer is gone")
	}
}

// changesPick tries every answer to a question alone.
func changesPick(e *advisor.Engine, a advisor.Answers, question string) bool {
	before := e.Standings(a)
	for _, c := range e.Base().Question(question).Choices {
		for i, d := range e.Standings(a.With(question, c.ID)) {
			if d.Pick != before[i].Pick {
				return true
			}
		}
	}
	return false
}
