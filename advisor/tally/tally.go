// Package tally counts hands: what a room answers by them, and which questions split it.
package tally

import (
	"maps"
	"slices"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
)

// Tally is the hands raised in a room, question by question. The hands for questions that are hidden at the moment
// are kept.
type Tally struct {
	Groups []string        // names of the groups counted apart; none where the room is counted as one
	Given  advisor.Answers // settled before: everybody's answers to questions for which no hand was raised
	// question id -> choice id -> hands, by group; one number where there are no groups
	Hands   map[string]map[string][]int
	Decided map[string]string // question id -> the choice that the facilitator took among equals
	// question id -> who finds out what is so, where the hands for a fact differ
	Measures map[string]string
}

const (
	MostHands  = 999 // for one choice, of one group
	MostGroups = 6
)

// Room stands for everybody, where a group is asked for by its place.
const Room = -1

// Parts is how many numbers each choice has.
func (t Tally) Parts() int { return max(1, len(t.Groups)) }

// With returns a copy in which a group, by its place or 0 where there are none, raised so many hands for a choice:
// none if the number is below zero, MostHands if it is above.
func (t Tally) With(question, choice string, group, hands int) Tally {
	all := maps.Clone(t.Hands)
	if all == nil {
		all = map[string]map[string][]int{}
	}
	choices := maps.Clone(all[question])
	if choices == nil {
		choices = map[string][]int{}
	}
	numbers := slices.Grow(slices.Clone(choices[choice]), t.Parts())[:t.Parts()]
	numbers[group] = min(max(0, hands), MostHands)
	choices[choice], all[question] = numbers, choices
	t.Hands = all
	return t
}

// Decide returns a copy in which the facilitator takes a choice. It counts while the choice is among those with
// most hands.
func (t Tally) Decide(question, choice string) Tally {
	t.Decided = maps.Clone(t.Decided)
	if t.Decided == nil {
		t.Decided = map[string]string{}
	}
	t.Decided[question] = choice
	return t
}

// MeasuredBy returns a copy in which somebody finds out what is so; nobody does with an empty name.
func (t Tally) MeasuredBy(question, who string) Tally {
	t.Measures = maps.Clone(t.Measures)
	if t.Measures == nil {
		t.Measures = map[string]string{}
	}
	if t.Measures[question] = GroupName(who); t.Measures[question] == "" {
		delete(t.Measures, question)
	}
	return t
}

// Starred returns a copy in which the question matters most to the room; if it did already, none does.
func (t Tally) Starred(question string) Tally {
	t.Given = t.Given.Starred(question)
	return t
}

// Raised is how many hands a group, or the Room, raised for a choice.
func (t Tally) Raised(question, choice string, group int) int {
	numbers := t.Hands[question][choice]
	if group != Room {
		if group >= len(numbers) {
			return 0
		}
		return numbers[group]
	}
	sum := 0
	for _, n := range numbers {
		sum += n
	}
	return sum
}

// Present is how many people of a group, or of the Room, are there at least: the most hands raised for one question or,
// where people may raise theirs several times, for one choice of it.
func (t Tally) Present(b *knowledge.Base, group int) int {
	if group == Room {
		sum := 0
		for g := range t.Parts() {
			sum += t.Present(b, g)
		}
		return sum
	}
	most := 0
	for question, choices := range t.Hands {
		q, sum := b.Question(question), 0
		for choice := range choices {
			n := t.Raised(question, choice, group)
			most = max(most, n)
			sum += n
		}
		if q == nil || !q.Several {
			most = max(most, sum)
		}
	}
	return most
}

// Count is how hands were divided over the choices of a question.
type Count struct {
	Question *knowledge.Question
	Hands    []int // by choice, in the order asked
	Total    int
	Present  int   // people there, as far as hands tell
	Leaders  []int // places of the choices with most hands; none without hands, several at a tie
	Choice   int   // place of the answer, or of the first of its choices; -1 while there is none
	Ticked   []int // places of all choices that are the answer
}

// Tie tells whether several choices have the most hands that cannot all be so.
func (c *Count) Tie() bool {
	return len(c.Leaders) > 1 && (!c.Question.Several || slices.ContainsFunc(c.Leaders, c.lone))
}

func (c *Count) lone(i int) bool { return c.Question.Choices[i].Lone() }

// tick finds the choices that are the answer. Where a question takes several, those count with the leading one that
// have at least half as many hands.
func (c *Count) tick() {
	if c.Choice < 0 {
		return
	}
	c.Ticked = []int{c.Choice}
	if !c.Question.Several || c.lone(c.Choice) {
		return
	}
	c.Ticked = nil
	for i, n := range c.Hands {
		if !c.lone(i) && 2*n >= c.Hands[c.Choice] {
			c.Ticked = append(c.Ticked, i)
		}
	}
}

// IDs are those of choices by place.
func (c *Count) IDs(places []int) (ids []string) {
	for _, i := range places {
		ids = append(ids, c.Question.Choices[i].ID)
	}
	return ids
}

// Majority tells whether one choice has more than half of those present.
func (c *Count) Majority() bool {
	return len(c.Leaders) == 1 && 2*c.Hands[c.Leaders[0]] > c.Present
}

// Measure tells whether a fact split those who raised hands: it is to be found out, not voted on.
func (c *Count) Measure() bool {
	if !c.Question.Fact || c.Total == 0 {
		return false
	}
	if c.Question.Several && len(c.Ticked) > 0 { // several facts are no split: one that only few know of is
		raised := 0
		for _, n := range c.Hands {
			raised += min(n, 1)
		}
		return raised > len(c.Ticked)
	}
	said := 0
	for i, n := range c.Hands {
		if n > 0 && !c.Question.Choices[i].Unsure {
			said++
		}
	}
	return said != 1
}

// Open tells whether a tie still waits for the facilitator.
func (c *Count) Open() bool { return c.Tie() && c.Choice < 0 }

// Count counts the hands of a group, or of the Room, for a question. The answer is what has most hands, "not sure"
// like any other choice; of a question that takes several, all choices with at least half as many. At a tie the room
// has the answer that the facilitator decided on; a group has the room's answer if that is among its equals, else none.
func (t Tally) Count(b *knowledge.Base, q *knowledge.Question, group int) Count {
	c := Count{Question: q, Hands: make([]int, len(q.Choices)), Choice: -1, Present: t.Present(b, group)}
	most := 1
	for i := range q.Choices {
		n := t.Raised(q.ID, q.Choices[i].ID, group)
		c.Hands[i] = n
		c.Total += n
		if n > most {
			most, c.Leaders = n, nil
		}
		if n == most {
			c.Leaders = append(c.Leaders, i)
		}
	}
	switch {
	case len(c.Leaders) > 0 && !c.Tie():
		c.Choice = c.Leaders[0]
	case !c.Tie():
	case group == Room:
		c.settle(func(i int) bool { return q.Choices[i].ID == t.Decided[q.ID] })
	default:
		room := t.Count(b, q, Room)
		c.settle(func(i int) bool { return i == room.Choice })
	}
	c.tick()
	return c
}

// settle takes the leader that is chosen, if one is.
func (c *Count) settle(chosen func(int) bool) {
	if i := slices.IndexFunc(c.Leaders, chosen); i >= 0 {
		c.Choice = c.Leaders[i]
	}
}

// Answers are those of a group, or of the Room, to the questions of the base: by their hands or, where nobody in
// the room raised one, as given before. A group that raised no hand where others did has no answer there.
func (t Tally) Answers(base *knowledge.Base, group int) advisor.Answers {
	out := advisor.Answers{Choices: map[string][]string{}, Star: t.Given.Star, Pins: t.Given.Pins,
		Situations: t.Given.Situations, Packages: t.Given.Packages}
	for i := range base.Questions {
		q := &base.Questions[i]
		if !t.Asked(q.ID) {
			if given := t.Given.Choices[q.ID]; len(given) > 0 {
				out.Choices[q.ID] = given
			}
			continue
		}
		if c := t.Count(base, q, group); c.Choice >= 0 {
			out.Choices[q.ID] = c.IDs(c.Ticked)
		}
	}
	return out
}

// Asked tells whether any hand was raised for a question.
func (t Tally) Asked(question string) bool {
	for choice := range t.Hands[question] {
		if t.Raised(question, choice, Room) > 0 {
			return true
		}
	}
	return false
}

// Counts counts the hands of a group, or of the Room, for the questions that the room's answers call for and that
// hands were raised for, in the order of the base.
func Counts(e *advisor.Engine, t Tally, group int) []Count {
	var out []Count
	for _, s := range e.Called(t.Answers(e.Base(), Room)) {
		if t.Asked(s.Question.ID) {
			out = append(out, t.Count(e.Base(), s.Question, group))
		}
	}
	return out
}

// LongestGroup is how many letters the name of a group may have.
const LongestGroup = 24

// GroupName is a name as a group may have it: one line without control characters, of at most 24 letters.
func GroupName(s string) string {
	runes := []rune(OneLine(s))
	return strings.TrimSpace(string(runes[:min(len(runes), LongestGroup)]))
}

// OneLine is text as one line without control characters.
func OneLine(s string) string { return strings.Join(strings.Fields(wording.Clean(s)), " ") }
