package report

import (
	"cmp"
	"slices"

	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
	"rustadvisor/advisor/tally"
	"rustadvisor/knowledge"
)

// Tally words what a workshop came to, as Markdown: the room's stack beside that of each group, the two questions
// that split the room, and the hands.
func Tally(e *advisor.Engine, t tally.Tally) []byte {
	w := &tallyWriter{e: e, t: t}
	room := t.Answers(e.Base(), tally.Room)
	w.add(doc.Heading{Level: 1, Text: doc.Of("Workshop: ", journeyOf(e, room))})
	w.text("People present, by the hands raised: ", t.Present(e.Base(), tally.Room),
		". The room's answers are the choices with most hands; knowledge base of ", e.Base().Version, ".")
	w.outcome(room)
	w.splits()
	w.facts()
	w.hands()
	return []byte(doc.Markdown(w.blocks))
}

func journeyOf(e *advisor.Engine, a advisor.Answers) string {
	if j := e.Base().Questions[0].Choice(a.Choice(knowledge.JourneyQuestion)); j != nil {
		return j.Label
	}
	return "a Rust stack"
}

type tallyWriter struct {
	e *advisor.Engine
	t tally.Tally
	page
}

// table begins one: the first column has words, and the others numbers if so told.
func (w *tallyWriter) table(numbers bool, first, second string) doc.Table {
	t := doc.Table{Head: doc.Lines(append([]string{first, second}, w.t.Groups...)), Right: []bool{false}}
	for range t.Head[1:] {
		t.Right = append(t.Right, numbers)
	}
	return t
}

func (w *tallyWriter) outcome(room advisor.Answers) {
	w.heading("The stack")
	table := w.table(false, "Decision", "Room")
	none := advisor.Answers{}
	var groups []map[string]string
	for g := range w.t.Groups {
		groups = append(groups, map[string]string{})
		for _, turn := range w.e.Turns(room, w.t.Answers(w.e.Base(), g)) {
			groups[g][turn.Key] = turn.Now
		}
	}
	picks := map[string]string{}
	for _, turn := range w.e.Turns(none, room) {
		picks[turn.Key] = turn.Now
	}
	for _, s := range w.e.Standings(room) {
		pick := picks[s.Key]
		switch {
		case pick == "" && s.Pick != nil:
			pick = s.Pick.Title
		case pick == "" && s.Standing == advisor.Moot:
			pick = "not needed"
		case pick == "":
			pick = "none fits"
		}
		row := []doc.Line{doc.Of(s.Title), doc.Of(doc.Bold(pick))}
		for g := range groups {
			cell := "the same"
			if now := groups[g][s.Key]; now != "" {
				cell = now
			}
			row = append(row, doc.Of(cell))
		}
		table.Rows = append(table.Rows, row)
	}
	w.add(table)
}

func (w *tallyWriter) splits() {
	list := tally.Splits(w.e, w.t)
	w.heading("What split the room")
	if len(list) == 0 || len(list[0].Turns) == 0 {
		w.text("No question by itself would change a pick if the other side had won.")
		return
	}
	for _, s := range list[:min(2, len(list))] {
		if len(s.Turns) == 0 {
			break
		}
		first, second := s.Question.Choices[s.First].Label, s.Question.Choices[s.Second].Label
		fact := ""
		if s.Measure() {
			fact = " That is a fact to measure, not to vote on."
		}
		w.text(doc.Bold(s.Question.Title), " ", open(first), " (", s.Hands[s.First], ") against ", open(second), " (",
			s.Hands[s.Second],
			").", fact, " If the second ", s.Otherwise(), ":")
		var turns []doc.Line
		for _, t := range s.Turns {
			turns = append(turns, doc.Of(t.Title, ": ", t.Was, " → ", t.Now))
		}
		w.list("", turns...)
	}
	w.text(doc.Aside("A question splits the room by the number of picks that hang on it, times the hands of its " +
		"second side for each of the first."))
}

// facts are those that the room does not agree on: to find out, with a line for who does it.
func (w *tallyWriter) facts() {
	var rows []doc.Line
	for _, c := range tally.Counts(w.e, w.t, tally.Room) {
		if c.Measure() {
			who := cmp.Or(w.t.Measures[c.Question.ID], "________")
			rows = append(rows, doc.Of(c.Question.Title, " Who finds out: ", who))
		}
	}
	if len(rows) > 0 {
		w.heading("Measure, do not vote")
		w.list("", rows...)
	}
}

func (w *tallyWriter) hands() {
	w.heading("The hands")
	for _, c := range tally.Counts(w.e, w.t, tally.Room) {
		w.part(c.Question.Title)
		table := w.table(true, "Choice", "Hands")
		for i, choice := range c.Question.Choices {
			row := doc.Lines([]string{choice.Label, number(c.Hands[i])})
			if slices.Contains(c.Ticked, i) {
				row = []doc.Line{doc.Of(doc.Bold(row[0])), doc.Of(doc.Bold(row[1]))}
			}
			for g := range w.t.Groups {
				row = append(row, doc.Of(w.t.Raised(c.Question.ID, choice.ID, g)))
			}
			table.Rows = append(table.Rows, row)
		}
		w.add(table)
		switch {
		case c.Open():
			w.text("A tie: the question was left open.")
		case c.Tie():
			w.text("A tie: the facilitator decided.")
		case len(c.Ticked) > 1:
			w.text("Several are so: those with at least half as many hands as the first.")
		case c.Choice >= 0 && !c.Majority():
			w.text("No majority.")
		}
	}
}
