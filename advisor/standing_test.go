package advisor_test

import (
	"slices"
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
	firm := []advisor.Standing{advisor.Settled, advisor.Leaning, advisor.ByDefault, advisor.TossUp, advisor.Open}
	a := advisor.Answers{}.With("journey", "new-service").With("artifact", "service").With("interface",
		"rest").With("store", "postgres")
	before, after := decided(e.Advise(a), "web-framework"), decided(e.Advise(a.With("handler-state", "send")),
		"web-framework")
	if before.Pick != after.Pick || slices.Index(firm, after.Standing) > slices.Index(firm, before.Standing) {
		t.Errorf("%s %s becomes %s %s", before.Pick.ID, before.Standing, after.Pick.ID, after.Standing)
	}
}
