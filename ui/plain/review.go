package plain

import (
	"fmt"
	"slices"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

// review lists the answers; a number changes one.
type review struct{}

func (*review) name() string    { return "your answers" }
func (*review) words() []string { return nil }

func (*review) count(t *talk) int { return len(t.reviewed()) }

// reviewed lists the questions that are answered and may be changed.
func (t *talk) reviewed() []advisor.Step {
	return slices.DeleteFunc(t.Engine.Flow(t.answers), func(s advisor.Step) bool {
		return s.Choice == "" || t.pair && s.Question.ID == knowledge.JourneyQuestion
	})
}

func (*review) show(t *talk) {
	answered := t.reviewed()
	if len(answered) == 0 {
		t.say("Your answers. Nothing is answered yet.")
		return
	}
	t.say("Your answers. A number changes one.")
	for n, s := range answered {
		t.say("%d. %s", n+1, saidIn(s, t.answers))
	}
	for _, p := range t.answers.ListedPins(t.Engine.Base()) {
		t.say("%s: %s, pinned.", knowledge.Clean(t.Engine.Base().Decision(p.Decision).Title), t.titleOf(p))
	}
	for _, id := range t.answers.Situations {
		t.say("Also: %s", knowledge.Sentence(knowledge.Clean(t.Engine.Base().Situation(id).Label)))
	}
	for n := range t.answers.Packages {
		t.say("Python package in use: %s.", t.calledPackage(t.packageOf(n+1)))
	}
	t.sayOpen("")
}

// saidIn words an answer: "Store: PostgreSQL."
func saidIn(s advisor.Step, a advisor.Answers) string {
	label := "open"
	if s.Choice != "" {
		label = s.Label()
	}
	return fmt.Sprintf("%s: %s%s", s.Question.Short, knowledge.Sentence(label), double(a, s.Question.ID))
}

func (*review) choose(t *talk, n int) error {
	t.gap()
	t.places = append(t.places, &question{id: t.reviewed()[n-1].Question.ID, detour: true})
	t.here().show(t)
	return nil
}

func (t *talk) review(string) error {
	t.open(&review{})
	return nil
}

// change asks for another answer, from wherever the developer is.
func (t *talk) change(arg string) error {
	if n := t.number(arg, len(t.reviewed()), "your answers"); n > 0 {
		return (*review)(nil).choose(t, n)
	}
	return nil
}

// sayOpen tells how many questions are open, if any.
func (t *talk) sayOpen(why string) {
	switch open := t.pending(true); {
	case t.pair || open == 0:
	case open == 1:
		t.say("1 question is still open%s; ask asks it.", why)
	default:
		t.say("%d questions are still open%s; ask goes on with them.", open, why)
	}
}
