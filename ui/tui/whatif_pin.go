package tui

import (
	"slices"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/advisor/report"
	"rustadvisor/knowledge"
	"rustadvisor/ui/moves"
)

var (
	keyPin     = bind("p", "pin", "p")
	keyCommand = bind("c", "copy the command", "c")
)

// noPin is the choice that takes a pin back.
const noPin = ""

// pinned is what is taken with an option pinned, or with no pin of that decision. Pins are sorted, so that the
// same ones are equal.
func (s *whatIf) pinned(decision, option string) trial {
	pins := slices.DeleteFunc(slices.Clone(s.pins), func(p advisor.Pin) bool { return p.Decision == decision })
	if option != noPin {
		pins = append(pins, advisor.Pin{Decision: decision, Option: option})
	}
	slices.SortFunc(pins, func(a, b advisor.Pin) int { return strings.Compare(a.Decision, b.Decision) })
	return trial{s.answers, pins}
}

// pinOf is the option pinned for a decision, or "".
func (s *whatIf) pinOf(decision string) string {
	for _, p := range s.pins {
		if p.Decision == decision {
			return p.Option
		}
	}
	return noPin
}

// offerDecisions lists the decisions with what they come to, to pin an option of one.
func (s *whatIf) offerDecisions(e env) {
	q := &knowledge.Question{Title: "What must be used, whatever the answers say?"}
	m := &menu{question: q, pointless: make([]string, len(e.engine.Base().Decisions))}
	for i, d := range e.engine.Base().Decisions {
		label := d.Title
		if s.moves != nil {
			label += ": " + moves.Outcome(&s.moves.Then.Decisions[i])
		}
		if s.pinOf(d.ID) != noPin {
			label += " (pinned)"
		}
		q.Choices = append(q.Choices, knowledge.Choice{ID: d.ID, Label: label})
		if d.ID == s.of || s.menu == nil && d.ID == s.section {
			m.cursor = i
		}
	}
	s.menu, s.of = m, ofDecisions
}

// offerOptions lists the options of a decision, best first, each with what its pin costs; those that are ruled out come last,
// with the reason, and can be pinned all the same.
func (s *whatIf) offerOptions(e env, decision string) {
	list := e.engine.Standings(s.answers)
	at := slices.IndexFunc(list, func(d advisor.DecisionStanding) bool { return d.Decision.ID == decision })
	d := list[at]
	q := &knowledge.Question{ID: decision, Title: d.Decision.Title + ": which must it be?"}
	m := &menu{question: q, dim: "Ruled out", choice: s.pinOf(decision)}
	if m.choice != noPin {
		q.Choices = append(q.Choices, knowledge.Choice{ID: noPin, Label: "No pin: what the answers say"})
		m.pointless = append(m.pointless, "")
	}
	for _, o := range d.Options {
		if o.Option.ID == m.choice {
			m.cursor = len(q.Choices)
		}
		label := o.Option.Title + s.costText(e, decision, o.Option.ID)
		q.Choices = append(q.Choices, knowledge.Choice{ID: o.Option.ID, Label: label, Help: o.Option.Summary})
		m.pointless = append(m.pointless, o.Vetoed)
	}
	s.menu, s.of = m, decision
}

// costText is how many points a pin loses, beyond what those of other decisions do.
func (s *whatIf) costText(e env, decision, option string) string {
	cost := e.engine.Cost(s.answers, s.pinned(decision, option).pins) - e.engine.Cost(s.answers, s.pinned(decision, noPin).pins)
	if cost == 0 {
		return ""
	}
	return "  " + signed(-cost)
}

// choosePin opens the options of a decision, or pins one.
func (s *whatIf) choosePin(e env, i int) {
	decision, choice := s.of, s.menu.question.Choices[i].ID
	if decision == ofDecisions {
		s.offerOptions(e, choice)
		return
	}
	t := s.pinned(decision, choice)
	s.drop()
	if !t.same(s.trial) {
		s.change(e, t)
	}
	s.cursor = s.last(e)
}

// command copies the command line that writes the advice as it is tried. It waits for the comparison to know it.
func (s *whatIf) command() action {
	if s.moves == nil || s.got != s.wanted {
		return action{notice: "Not worked out yet: once more, please."}
	}
	return action{copy: report.Command(s.moves.Then, "") + "\n",
		notice: doneMark + "Copied the command that writes this advice, if the terminal allows it."}
}

// export writes what is tried: reports and records of the advice as it is shown, pins included. It leads back here.
func (s *whatIf) export(e env) *export {
	out := newExport(e.folder)
	out.tried = s
	return out
}

// triedText counts what is tried: "2 changes, 1 pin", or "".
func (s *whatIf) triedText(e env, t trial) string {
	var said []string
	if n := s.changes(e, t.answers); n > 0 {
		said = append(said, knowledge.Counted(n, "change"))
	}
	if n := len(t.pins); n > 0 {
		said = append(said, knowledge.Counted(n, "pin"))
	}
	return strings.Join(said, ", ")
}

func pinsText(n int) string {
	if n == 1 {
		return "the pin"
	}
	return "the pins"
}

// pinnedText lists the pins, and what they cost.
func (s *whatIf) pinnedText(e env) []string {
	p := s.moves.Price
	if p == nil {
		return nil
	}
	var out []string
	for _, pin := range p.Pins {
		out = append(out, e.look.Dim.Render("If ")+pin.Free.Title+e.look.Dim.Render(" must be ")+pin.Option.Title)
	}
	return append(out, e.look.Dim.Render("That ")+e.look.Strong.Render(p.Short()))
}

// priceLines tells what of the price stands with no decision.
func (s *whatIf) priceLines(e env, cells int) []string {
	if s.moves.Price == nil {
		return nil
	}
	var lines []string
	for _, r := range s.moves.Price.Rest() {
		lines = append(lines, wrap(r.Text, cells, e.look.Dim)...)
	}
	if len(lines) > 0 {
		lines = append([]string{"", e.look.Strong.Render("Price")}, lines...)
	}
	return append(append(lines, ""), wrap("Pins are not saved with your answers: c copies the command that has them, e exports with them.", cells, e.look.Dim)...)
}

// aboutPins tells what a pin is, while a decision is chosen.
func (s *whatIf) aboutPins(e env) []string {
	cells := s.cells(e) - 1
	lines := wrap("A pin says what must be used", cells, e.look.Strong)
	if s.room(e) >= low {
		lines = append([]string{""}, lines...)
	}
	return append(lines, wrap("“We must use Diesel”: choose a decision, then an option. Each option shows its price beside it: the points "+
		"it loses, the picks it moves, the answers that speak against it. One that is ruled out can be pinned all the same.", cells, e.look.Dim)...)
}
