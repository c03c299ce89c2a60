package plain

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
)

// question asks one question: of the interview, or of a what-if.
type question struct {
	id     string
	trial  *whatIf // whose answers it is about; nil for the developer's own
	detour bool    // once answered, it leads back to where it was asked from
}

func (q *question) name() string    { return "a question" }
func (q *question) words() []string { return []string{"why"} }

func (q *question) count(t *talk) int { return len(t.Engine.Base().Question(q.id).Choices) }

// answers are those the question is about.
func (q *question) answers(t *talk) advisor.Answers {
	if q.trial != nil {
		return q.trial.answers
	}
	return t.answers
}

func (t *talk) active(q *question) bool { return t.Engine.Active(q.answers(t))(q.id) }

func (q *question) show(t *talk) {
	known, answers := t.Engine.Base().Question(q.id), q.answers(t)
	t.say("%s", q.heading(t))
	t.say("%s", known.Title)
	var given []string
	for n, c := range known.Choices {
		text := fmt.Sprintf("%d. %s", n+1, wording.Sentence(c.Label))
		if why := t.Engine.Pointless(answers, q.id, c.ID); why != "" {
			text += " It would change nothing: " + wording.Sentence(why)
		}
		if answers.Has(q.id, c.ID) {
			given = append(given, strconv.Itoa(n+1))
		}
		t.say("%s", text)
	}
	if known.Several {
		t.say("Several may be so: 1 and 2, say.")
	}
	if len(given) > 0 {
		t.say("Your answer is %s; an empty line keeps it.%s", wording.Listed(given, "and"), double(answers, q.id))
	}
}

func double(a advisor.Answers, question string) string {
	if a.Star == question {
		return " It matters most and counts double."
	}
	return ""
}

// heading tells how far the interview is.
func (q *question) heading(t *talk) string {
	if q.trial != nil {
		return "What if, another answer to:"
	}
	if t.settling && !q.detour {
		return fmt.Sprintf("A question that settles picks, %d more to come.", len(t.asking))
	}
	steps := t.steps()
	at := slices.IndexFunc(steps, func(s advisor.Step) bool { return s.Question.ID == q.id }) + 1
	total := len(steps)
	if !t.deeper {
		total = 0
		for _, s := range steps {
			if s.Essential {
				total++
			}
		}
	}
	section := ""
	for _, s := range t.Engine.Base().Sections {
		if s.ID == t.Engine.Base().Question(q.id).Section {
			section = ", " + s.Title
		}
	}
	if total < at || total == 1 {
		return fmt.Sprintf("Question %d%s.", at, section) // how many follow is not known yet
	}
	return fmt.Sprintf("Question %d of %d%s.", at, total, section)
}

// meant is the choice that words name by its id or label, from 1; 0 is none.
func (q *question) meant(t *talk, low string) int {
	return 1 + slices.IndexFunc(t.Engine.Base().Question(q.id).Choices, func(c knowledge.Choice) bool {
		return strings.EqualFold(low, c.ID) || strings.EqualFold(low, wording.Clean(c.Label))
	})
}

// listed are the choices that a line names by number or id: "1 and 5", "rest, websocket"; an empty line names those
// that are the answer. None where it does not name choices.
func (q *question) listed(t *talk, low string) []string {
	known := t.Engine.Base().Question(q.id)
	if low == "" {
		return q.answers(t).Choices[q.id]
	}
	words := strings.FieldsFunc(low, func(r rune) bool { return r == ' ' || r == ',' })
	words = slices.DeleteFunc(words, func(w string) bool { return w == "and" })
	if !known.Several || len(words) < 2 {
		return nil
	}
	var named advisor.Answers
	for _, w := range words {
		n, err := strconv.Atoi(strings.TrimSuffix(w, "."))
		if err != nil {
			n = q.meant(t, w)
		}
		if n < 1 || n > len(known.Choices) {
			return nil
		}
		choice := &known.Choices[n-1]
		if was := named.Choices[q.id]; len(was) > 0 && (choice.Lone() || known.Choice(was[0]).Lone()) {
			return nil // one of them says that no other holds
		}
		named = named.Tick(known, choice.ID, true)
	}
	return named.Choices[q.id]
}

func (q *question) choose(t *talk, n int) error {
	return q.answer(t, []string{t.Engine.Base().Question(q.id).Choices[n-1].ID})
}

// answer gives the answer and goes on.
func (q *question) answer(t *talk, choices []string) error {
	if q.trial != nil {
		t.places = t.places[:len(t.places)-1]
		q.trial.try(t, q.trial.answers.With(q.id, choices...))
		return nil
	}
	if !slices.Equal(t.answers.Choices[q.id], choices) {
		before := t.Engine.Standings(t.answers)
		t.become(t.answers.With(q.id, choices...))
		var labels []string
		for _, id := range choices {
			labels = append(labels, t.Engine.Base().Question(q.id).Choice(id).Label)
		}
		t.say("%s: %s", t.Engine.Base().Question(q.id).Short, wording.Sentence(wording.Listed(labels, "and")))
		if q.id != knowledge.JourneyQuestion || len(t.answers.Choices) > 1 { // before, nobody has heard of any pick
			t.announce(before, t.answers)
		}
	}
	if q.detour {
		return t.back()
	}
	t.offer()
	t.goOn()
	return nil
}

// steps are the questions that the answers call for; those put before stay where they were.
func (t *talk) steps() []advisor.Step { return t.Engine.Flow(t.answers, t.put...) }

// goOn asks the next open question, or gives the advice when none is left.
func (t *talk) goOn() {
	t.wayBack()
	if t.settling {
		t.settleNext()
		return
	}
	for _, s := range t.steps() {
		if s.Choice == "" && (s.Essential || t.deeper) {
			t.gap()
			t.put = append(t.put, s.Question.ID)
			t.places = append(t.places, &question{id: s.Question.ID})
			t.here().show(t)
			return
		}
	}
	if t.pair {
		t.done = true
		return
	}
	if t.answers.FromPython() && len(t.answers.Packages) == 0 && !t.deeper && !t.packages {
		t.packages = true
		t.open(&packages{asked: true})
		return
	}
	t.open(&overview{})
}

// wayBack makes going back pass over the answered questions in the order asked. Once the advice was given, those
// before it lie behind it.
func (t *talk) wayBack() {
	end := len(t.places)
	for end > 0 && is[*question](t.places[end-1]) {
		end--
	}
	t.places = t.places[:end]
	later := slices.ContainsFunc(t.places, is[*overview])
	for _, s := range t.steps() {
		fixed := t.pair && s.Question.ID == knowledge.JourneyQuestion
		if s.Choice != "" && !fixed && (!s.Essential || !later) && (s.Essential || t.deeper) {
			t.places = append(t.places, &question{id: s.Question.ID})
		}
	}
}

// offer tells once when the rest cannot change a pick any more.
func (t *talk) offer() {
	if t.offered || t.pair || t.pending(false) == 0 || !t.Engine.Enough(t.answers) {
		return
	}
	t.offered = true
	t.say("Nothing that is still open can change a pick. finish goes to the advice.")
}

// pending counts the open questions, with the deeper ones or without.
func (t *talk) pending(deeper bool) int {
	n := 0
	for _, s := range t.steps() {
		if s.Choice == "" && (s.Essential || deeper) {
			n++
		}
	}
	return n
}

// announce tells which picks other answers change: a line each, and what was before.
func (t *talk) announce(before advisor.Standings, a advisor.Answers) {
	after := t.Engine.Standings(a)
	were := after.Beside(before)
	for n, now := range after {
		if was := were[n]; pick(was) != pick(now) {
			t.say("%s: %s, before %s.", now.Title, pick(now), pick(was))
		}
	}
}

func pick(s advisor.DecisionStanding) string {
	switch {
	case s.Pick != nil:
		return wording.Clean(s.Pick.Title)
	case s.Standing == advisor.Moot:
		return "not needed"
	}
	return "none fits"
}

// why tells why the question is asked and what each choice means.
func (t *talk) why(string) error {
	q := t.Engine.Base().Question(t.here().(*question).id)
	t.say("%s", wording.Sentence(q.Why))
	for n, c := range q.Choices {
		if c.Help != "" {
			t.say("%d. %s: %s", n+1, c.Label, wording.Sentence(c.Help))
		}
	}
	return nil
}

func (t *talk) unsure(string) error {
	q := t.here().(*question)
	n := 1 + slices.IndexFunc(t.Engine.Base().Question(q.id).Choices, func(c knowledge.Choice) bool { return c.Unsure })
	if n == 0 {
		t.say("This one needs an answer; it can be changed later.")
		return nil
	}
	return q.choose(t, n)
}

// star makes an answer the one that matters most, or takes that back: the one to this question, or one of a list.
func (t *talk) star(arg string) error {
	switch p := t.here().(type) {
	case *question:
		if arg != "" {
			t.say("At a question star takes no number: it is about this one.")
			return nil
		}
		if p.trial != nil {
			p.trial.try(t, p.trial.answers.Starred(p.id))
			return nil
		}
		t.starOf(p.id)
	case *review:
		steps := t.reviewed()
		if n := t.number(arg, len(steps), "your answers"); n > 0 {
			t.starOf(steps[n-1].Question.ID)
		}
	case *whatIf:
		if n := t.number(arg, len(p.steps(t)), "the what-if"); n > 0 {
			p.try(t, p.answers.Starred(p.steps(t)[n-1].Question.ID))
		}
	}
	return nil
}

func (t *talk) starOf(id string) {
	before := t.Engine.Standings(t.answers)
	t.become(t.answers.Starred(id))
	short := t.Engine.Base().Question(id).Short
	if t.answers.Star == id {
		t.say("%s matters most now: its answer counts double.", short)
	} else {
		t.say("%s counts once again.", short)
	}
	t.announce(before, t.answers)
}

// finish ends the questions, whatever is open.
func (t *talk) finish(string) error {
	t.settling = false
	if t.pair {
		t.done = true
		return nil
	}
	return t.showAdvice("")
}

// ask goes on with the open questions: the essential ones, then the deeper ones.
func (t *talk) ask(string) error {
	t.settling = false
	switch {
	case t.pending(true) == 0:
		t.say("Every question is answered. review lists them.")
		return nil
	case t.pending(false) == 0:
		t.deeper, t.offered = true, true
	}
	t.goOn()
	return nil
}

// picks tells where every decision stands, whatever the place.
func (t *talk) picks(string) error {
	a := t.answers
	if w := t.trying(); w != nil && trial(t.here()) {
		a = w.answers
	}
	for _, s := range t.Engine.Standings(a) {
		word := ", " + string(s.Standing)
		if s.Pick == nil {
			word = ""
		}
		t.say("%s: %s%s.", s.Title, pick(s), word)
	}
	return nil
}
