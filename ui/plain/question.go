package plain

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

var (
	errBack   = errors.New("back")
	errFinish = errors.New("finish")
)

// ask goes through the open questions until none is left, or the developer finishes.
func (i *interview) ask() error {
	for {
		next := i.next()
		if next == "" || i.done {
			return nil
		}
		err := i.one(next)
		for errors.Is(err, errBack) {
			err = i.back()
		}
		if errors.Is(err, errFinish) {
			i.done = true
			return nil
		}
		if err != nil {
			return err
		}
		i.offer()
	}
}

// next is the first open question, or "".
func (i *interview) next() string {
	for _, s := range i.Engine.Flow(i.answers) {
		if s.Choice == "" && (s.Essential || i.deeper) {
			return s.Question.ID
		}
	}
	return ""
}

// open counts the open questions, with the deeper ones or without.
func (i *interview) open(deeper bool) int {
	n := 0
	for _, s := range i.Engine.Flow(i.answers) {
		if s.Choice == "" && (s.Essential || deeper) {
			n++
		}
	}
	return n
}

func (i *interview) answered(a advisor.Answers) int {
	n := 0
	for _, s := range i.Engine.Flow(a) {
		if s.Choice != "" {
			n++
		}
	}
	return n
}

// offer tells once when the rest cannot change a pick any more.
func (i *interview) offer() {
	if i.offered || i.open(false) == 0 || !i.Engine.Enough(i.answers) {
		return
	}
	i.offered = true
	i.say("Nothing that is still open can change a pick: f finishes now.")
}

// back asks the question before again, passing over those hidden by now. The one shown is the last in asked.
func (i *interview) back() error {
	shown := i.asked[len(i.asked)-1]
	active := i.Engine.Active(i.answers)
	for n := len(i.asked) - 2; n >= 0; n-- {
		if before := i.asked[n]; active(before) && before != shown {
			i.asked = i.asked[:n]
			return i.one(before)
		}
	}
	i.say("This is the first question.")
	return i.one(shown)
}

// one asks one question until it is answered.
func (i *interview) one(id string) error {
	if n := len(i.asked); n == 0 || i.asked[n-1] != id {
		i.asked = append(i.asked, id)
	}
	i.show(id)
	for {
		line, err := i.read()
		if err != nil {
			return err
		}
		done, err := i.obey(id, line)
		if done || err != nil {
			return err
		}
	}
}

func (i *interview) show(id string) {
	steps := i.Engine.Flow(i.answers)
	at := slices.IndexFunc(steps, func(s advisor.Step) bool { return s.Question.ID == id })
	total := len(steps)
	if !i.deeper {
		total = 0
		for _, s := range steps {
			if s.Essential {
				total++
			}
		}
	}
	q := i.Engine.Base().Question(id)
	i.say("\nQuestion %d of %d%s", at+1, max(total, at+1), i.section(q))
	i.say("%s", knowledge.Clean(q.Title))
	for n, c := range q.Choices {
		line := fmt.Sprintf("  %d  %s [%s]", n+1, knowledge.Clean(c.Label), c.ID)
		if c.ID == i.answers.Choices[id] {
			line += " (your answer; an empty line keeps it)"
		}
		if why := i.Engine.Pointless(i.answers, id, c.ID); why != "" {
			line += " (would change nothing: " + knowledge.Clean(why) + ")"
		}
		i.say("%s", line)
	}
}

func (i *interview) section(q *knowledge.Question) string {
	for _, s := range i.Engine.Base().Sections {
		if s.ID == q.Section {
			return ", " + knowledge.Clean(s.Title)
		}
	}
	return ""
}

// obey does what a line says; done means that the question is answered.
func (i *interview) obey(id, line string) (done bool, err error) {
	q := i.Engine.Base().Question(id)
	switch {
	case line == "" && i.answers.Choices[id] != "":
		return true, nil
	case line == "?":
		i.explain(q)
	case line == "b":
		return false, errBack
	case line == "f":
		return false, errFinish
	case line == "q":
		return false, i.quit()
	case line == "*":
		i.star(id)
	case line == "r":
		i.review()
	case line == "e" || strings.HasPrefix(line, "e "):
		return i.detour(id, line)
	default:
		return i.choose(q, line), nil
	}
	return false, nil
}

// detour edits another answer, then comes back to the question if it is still asked.
func (i *interview) detour(id, line string) (done bool, err error) {
	other := i.numbered(line)
	if other == "" {
		return false, nil
	}
	if err := i.one(other); err != nil && !errors.Is(err, errBack) {
		return false, err
	}
	if !i.Engine.Active(i.answers)(id) || other == id {
		return true, nil
	}
	i.show(id)
	return false, nil
}

// choose answers with what a line picks, if anything.
func (i *interview) choose(q *knowledge.Question, line string) bool {
	choice := i.pick(q, line)
	if choice != "" {
		i.set(q.ID, choice)
	}
	return choice != ""
}

// pick understands a number, an id, or s for not sure. Otherwise it says what is wrong.
func (i *interview) pick(q *knowledge.Question, line string) string {
	if n, err := strconv.Atoi(line); err == nil {
		if n < 1 || n > len(q.Choices) {
			i.say("There is no choice %d; use 1 to %d.", n, len(q.Choices))
			return ""
		}
		return q.Choices[n-1].ID
	}
	if line == "s" {
		at := slices.IndexFunc(q.Choices, func(c knowledge.Choice) bool { return c.Unsure })
		if at < 0 {
			i.say("This one needs an answer; it can be changed later.")
			return ""
		}
		return q.Choices[at].ID
	}
	if q.Choice(line) != nil {
		return line
	}
	var ids []string
	for _, c := range q.Choices {
		ids = append(ids, c.ID)
	}
	if mend := knowledge.Suggest(line, ids); line != "" && mend != "" {
		i.say("%q is no choice; %s", knowledge.Clean(line), mend)
	} else {
		i.say("Type a number from 1 to %d, or ? for help.", len(q.Choices))
	}
	return ""
}

// set answers, saves, and announces what changed.
func (i *interview) set(question, choice string) {
	before := i.Engine.Standings(i.answers)
	i.answers = i.answers.With(question, choice)
	i.save()
	i.announce(before)
}

func (i *interview) star(id string) {
	before := i.Engine.Standings(i.answers)
	i.answers = i.answers.Starred(id)
	i.save()
	if i.answers.Star == id {
		i.say("This answer counts double.")
	} else {
		i.say("This answer counts once again.")
	}
	i.announce(before)
}

// announce tells in one line which picks changed.
func (i *interview) announce(before advisor.Standings) {
	var changed []string
	for n, now := range i.Engine.Standings(i.answers) {
		if was := before[n]; name(was) != name(now) {
			changed = append(changed, fmt.Sprintf("%s: %s → %s", knowledge.Clean(now.Decision.Title), name(was), name(now)))
		}
	}
	if len(changed) > 0 {
		i.say("%s", strings.Join(changed, "; "))
	}
}

func name(s advisor.DecisionStanding) string {
	switch {
	case s.Pick != nil:
		return knowledge.Clean(s.Pick.Title)
	case s.Standing == advisor.Moot:
		return "not needed"
	}
	return "none fits"
}

// explain tells why the question is asked and what each choice means.
func (i *interview) explain(q *knowledge.Question) {
	i.say("%s", knowledge.Clean(q.Why))
	for n, c := range q.Choices {
		if c.Help != "" {
			i.say("  %d  %s: %s", n+1, knowledge.Clean(c.Label), knowledge.Clean(c.Help))
		}
	}
	i.say("%s", keys)
}

// review lists the answers by number.
func (i *interview) review() {
	answered := i.reviewed()
	if len(answered) == 0 {
		i.say("Nothing is answered yet.")
		return
	}
	for n, s := range answered {
		label := s.Choice
		if c := s.Question.Choice(s.Choice); c != nil {
			label = c.Label
		}
		line := fmt.Sprintf("  %d  %s: %s", n+1, knowledge.Clean(s.Question.Short), knowledge.Clean(label))
		if i.answers.Star == s.Question.ID {
			line += " (counts double)"
		}
		i.say("%s", line)
	}
	i.say("e and a number changes one, such as e 1.")
}

// reviewed lists the answers that may be changed.
func (i *interview) reviewed() []advisor.Step {
	return slices.DeleteFunc(i.Engine.Flow(i.answers), func(s advisor.Step) bool { return s.Choice == "" || s.Question.ID == i.fixed })
}

// numbered finds the question that "e 2" means; it says what is wrong otherwise.
func (i *interview) numbered(line string) string {
	answered := i.reviewed()
	n, err := strconv.Atoi(strings.TrimSpace(strings.TrimPrefix(line, "e")))
	if err != nil || n < 1 || n > len(answered) {
		i.say("There is no such answer; r lists them.")
		return ""
	}
	return answered[n-1].Question.ID
}
