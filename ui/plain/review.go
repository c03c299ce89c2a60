package plain

import (
	"fmt"
	"slices"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/advisor/report"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
)

// review lists the answers; a number changes one.
type review struct{}

func (*review) name() string    { return "your answers" }
func (*review) words() []string { return nil }

func (*review) count(t *talk) int { return len(t.reviewed()) }

// reviewed lists the questions that are answered and may be changed.
func (t *talk) reviewed() []advisor.Step {
	return slices.DeleteFunc(t.Engine.Called(t.answers), func(s advisor.Step) bool {
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
		t.say("%s: %s, pinned.", wording.Clean(t.Engine.Base().Decision(p.Decision).Title), t.titleOf(p))
	}
	for _, id := range t.answers.Situations {
		t.say("Also: %s", wording.Sentence(wording.Clean(t.Engine.Base().Situation(id).Label)))
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
	return fmt.Sprintf("%s: %s%s", s.Question.Short, wording.Sentence(label), double(a, s.Question.ID))
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

// settle asks the open questions that settle the picks or, in a section or with its name, that of the section.
func (t *talk) settle(arg string) error {
	advice, pages := t.advice()
	key := ""
	if s, ok := t.here().(*section); ok && arg == "" && pages[s.number].Standing != "" {
		key = pages[s.number].ID
	}
	if arg != "" {
		at := slices.IndexFunc(pages, func(p report.Section) bool {
			return p.Standing != "" && (strings.EqualFold(p.ID, arg) || strings.EqualFold(p.Title, arg))
		})
		if at < 0 {
			t.say("There is no decision %s. settle alone asks what settles all of them.", quoted(arg))
			return nil
		}
		key = pages[at].ID
	}
	t.asking = nil
	for _, q := range advice.ToSettle(key) {
		t.asking = append(t.asking, q.Question)
	}
	if len(t.asking) == 0 {
		t.say("No open question can change that.")
		return nil
	}
	t.say("%s can change that; then back to the advice.", wording.Counted(len(t.asking), "open question"))
	t.settling = true
	t.goOn()
	return nil
}

// settleNext asks the next of the questions that settle a pick, or goes back to the advice.
func (t *talk) settleNext() {
	active := t.Engine.Active(t.answers)
	for len(t.asking) > 0 {
		id := t.asking[0]
		if t.asking = t.asking[1:]; active(id) {
			t.gap()
			t.places = append(t.places, &question{id: id})
			t.here().show(t)
			return
		}
	}
	t.settling = false
	t.open(&overview{})
}
