package report

import (
	"bytes"
	"fmt"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

// Tally words what a workshop came to, as Markdown: the room's stack beside that of each group, the two questions that split
// the room, and the hands.
func Tally(e *advisor.Engine, t advisor.Tally) []byte {
	w := &tallyWriter{e: e, t: t}
	room := t.Answers(e.Base(), advisor.Room)
	w.line("# Workshop: %s", tableCell(journeyOf(e, room)))
	w.line("The room's answers are the choices with most hands; knowledge base of %s.", escape(e.Base().Version))
	w.outcome(room)
	w.splits()
	w.hands()
	return w.out.Bytes()
}

func journeyOf(e *advisor.Engine, a advisor.Answers) string {
	if j := e.Base().Questions[0].Choice(a.Choice(knowledge.JourneyQuestion)); j != nil {
		return j.Label
	}
	return "a Rust stack"
}

type tallyWriter struct {
	e   *advisor.Engine
	t   advisor.Tally
	out bytes.Buffer
}

// line writes a paragraph.
func (w *tallyWriter) line(format string, args ...any) {
	if w.out.Len() > 0 {
		w.out.WriteByte('\n')
	}
	fmt.Fprintf(&w.out, format+"\n", args...)
}

// row writes a row of a table.
func (w *tallyWriter) row(cells ...string) {
	fmt.Fprintf(&w.out, "| %s |\n", strings.Join(cells, " | "))
}

// table writes the head of one: the first column with words, the others with what align says.
func (w *tallyWriter) table(align, first, second string) {
	head, rule := []string{first, second}, []string{"---", align}
	for _, g := range w.t.Groups {
		head, rule = append(head, tableCell(g)), append(rule, align)
	}
	w.out.WriteByte('\n')
	w.row(head...)
	w.row(rule...)
}

func (w *tallyWriter) outcome(room advisor.Answers) {
	w.line("## The stack")
	w.table("---", "Decision", "Room")
	none := advisor.Answers{}
	var groups []map[string]string
	for g := range w.t.Groups {
		groups = append(groups, map[string]string{})
		for _, turn := range w.e.Turns(room, w.t.Answers(w.e.Base(), g)) {
			groups[g][turn.Decision.ID] = turn.Now
		}
	}
	picks := map[string]string{}
	for _, turn := range w.e.Turns(none, room) {
		picks[turn.Decision.ID] = turn.Now
	}
	for _, s := range w.e.Standings(room) {
		pick := picks[s.Decision.ID]
		switch {
		case pick == "" && s.Pick != nil:
			pick = s.Pick.Title
		case pick == "" && s.Standing == advisor.Moot:
			pick = "not needed"
		case pick == "":
			pick = "none fits"
		}
		cells := []string{tableCell(s.Decision.Title), "**" + tableCell(pick) + "**"}
		for g := range groups {
			cell := "the same"
			if now := groups[g][s.Decision.ID]; now != "" {
				cell = tableCell(now)
			}
			cells = append(cells, cell)
		}
		w.row(cells...)
	}
}

func (w *tallyWriter) splits() {
	list := w.e.Splits(w.t)
	w.line("## What split the room")
	if len(list) == 0 || len(list[0].Turns) == 0 {
		w.line("No question by itself would change a pick if the other side had won.")
		return
	}
	for _, s := range list[:min(2, len(list))] {
		if len(s.Turns) == 0 {
			break
		}
		first, second := s.Question.Choices[s.First].Label, s.Question.Choices[s.Second].Label
		w.line("**%s** %s (%d) against %s (%d). If the second had won:", escape(s.Question.Title), escape(open(first)), s.Hands[s.First],
			escape(open(second)), s.Hands[s.Second])
		w.out.WriteByte('\n')
		for _, t := range s.Turns {
			fmt.Fprintf(&w.out, "- %s: %s → %s\n", escape(t.Decision.Title), escape(t.Was), escape(t.Now))
		}
	}
	w.line("*A question splits the room by the number of picks that hang on it, times the hands of its second side for each of the first.*")
}

func (w *tallyWriter) hands() {
	w.line("## The hands")
	for _, c := range w.e.Counts(w.t, advisor.Room) {
		w.line("### %s", escape(c.Question.Title))
		w.table("--:", "Choice", "Hands")
		for i, choice := range c.Question.Choices {
			label, number := tableCell(choice.Label), fmt.Sprint(c.Hands[i])
			if i == c.Choice {
				label, number = "**"+label+"**", "**"+number+"**"
			}
			cells := []string{label, number}
			for g := range w.t.Groups {
				cells = append(cells, fmt.Sprint(w.t.Raised(c.Question.ID, choice.ID, g)))
			}
			w.row(cells...)
		}
		switch {
		case c.Open():
			w.line("A tie: the question was left open.")
		case c.Tie():
			w.line("A tie: the facilitator decided.")
		}
	}
}
