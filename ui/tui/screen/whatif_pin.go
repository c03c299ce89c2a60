package screen

import (
	"slices"

	"rustadvisor/advisor"
	"rustadvisor/advisor/report"
	"rustadvisor/knowledge"
	"rustadvisor/ui/moves"
	"rustadvisor/ui/tui/widget"
)

// noPin is the choice that takes a pin back.
const noPin = ""

// with is what is taken with an option pinned, or with no pin of that decision.
func (s *whatIf) with(decision, option string) advisor.Answers {
	return s.answers.Pinned(advisor.Pin{Decision: decision, Option: option})
}

// offerDecisions lists the decisions with what they come to, to pin an option of one.
func (s *whatIf) offerDecisions(e Env) {
	q := &knowledge.Question{Title: "What must be used, whatever the answers say?"}
	list := e.Engine.Standings(s.answers)
	m := &menu{question: q, pointless: make([]string, len(list))}
	for i, d := range list {
		label := d.Title + ": " + title(d)
		if d.Standing == advisor.MustBe {
			label += " (pinned)"
		}
		q.Choices = append(q.Choices, knowledge.Choice{ID: d.Key, Label: label})
		if d.Key == s.of || s.menu == nil && d.Key == s.Advice.Section {
			m.cursor = i
		}
	}
	s.menu, s.of = m, ofDecisions
}

// offerOptions lists the options of a decision, best first, each with what its pin costs; those that are ruled out
// come last, with the reason, and can be pinned all the same.
func (s *whatIf) offerOptions(e Env, decision string) {
	list := e.Engine.Standings(s.answers)
	at := slices.IndexFunc(list, func(d advisor.DecisionStanding) bool { return d.Key == decision })
	d := list[at]
	q := &knowledge.Question{ID: decision, Title: d.Title + ": which must it be?"}
	m := &menu{question: q, dim: "Ruled out", choice: s.answers.Pins[decision]}
	if m.choice != noPin {
		q.Choices = append(q.Choices, knowledge.Choice{ID: noPin, Label: "No pin: what the answers say"})
		m.pointless = append(m.pointless, "")
	}
	for _, o := range d.Options {
		if o.Option.ID == m.choice {
			m.cursor = len(q.Choices)
		}
		label := o.Option.Title
		if o.Vetoed == "" { // else that it is ruled out is its price; beside it stands what it costs, too
			label += s.costText(e, decision, o.Option.ID)
		}
		q.Choices = append(q.Choices, knowledge.Choice{ID: o.Option.ID, Label: label, Help: o.Option.Summary})
		m.pointless = append(m.pointless, o.Vetoed)
	}
	s.menu, s.of = m, decision
}

// costText is how many points a pin loses, beyond what those of other decisions do.
func (s *whatIf) costText(e Env, decision, option string) string {
	cost := e.Engine.Cost(s.with(decision, option)) - e.Engine.Cost(s.with(decision, noPin))
	if cost == 0 {
		return ""
	}
	return "  " + signed(-cost)
}

// choosePin opens the options of a decision, or pins one.
func (s *whatIf) choosePin(e Env, i int) {
	decision, choice := s.of, s.menu.question.Choices[i].ID
	if decision == ofDecisions {
		s.offerOptions(e, choice)
		return
	}
	a := s.with(decision, choice)
	s.drop()
	if !a.Same(s.answers) {
		s.change(e, a)
	}
	s.cursor = s.last(e)
}

// command copies the command line that writes the advice as it is tried. It waits for the comparison to know it.
func (s *whatIf) command() Actions {
	if s.moves == nil || s.got != s.wanted {
		return say("Not worked out yet: once more, please.")
	}
	return Ask(Copy{report.Command(s.moves.Then, "") + "\n"},
		Say{DoneMark + "Copied the command that writes this advice, if the terminal allows it."})
}

// triedText counts what differs from the session: "2 changes, 1 pin", or "".
func (s *whatIf) triedText(e Env, a advisor.Answers) string {
	return moves.Trying(e.Engine, e.Answers, a).String()
}

// pinnedText lists the pins that differ from those of the session, and what all pins cost.
func (s *whatIf) pinnedText(e Env, cells int) []string {
	var out []string
	if s.moves == nil {
		return nil
	}
	shown, price, whole := s.shown(), s.moves.Price, true
	for _, d := range e.Engine.Base().Decisions {
		o := d.Option(shown.Pins[d.ID])
		switch {
		case shown.Pins[d.ID] == e.Answers.Pins[d.ID]:
			whole = whole && o == nil
		case o == nil:
			out = append(out, e.Styles.Dim.Render("If ")+d.Title+e.Styles.Dim.Render(" is not pinned"))
		default:
			out = append(out, e.Styles.Dim.Render("If ")+widget.Shorten(d.Title,
				cells-len("If  must be ")-widget.Width(o.Title))+e.Styles.Dim.Render(" must be ")+o.Title)
		}
	}
	switch {
	case len(out) == 0 || price == nil:
	case whole:
		out = append(out, e.Styles.Dim.Render("That ")+e.Styles.Strong.Render(price.Short()))
	default:
		out = append(out, e.Styles.Dim.Render("In all: ")+e.Styles.Strong.Render(price.Short()))
	}
	return out
}

// priceLines tells what of the price stands with no decision.
func (s *whatIf) priceLines(e Env, cells int) []string {
	if s.moves.Price == nil {
		return nil
	}
	var lines []string
	for _, r := range s.moves.Price.Rest() {
		lines = append(lines, widget.Wrap(r.Text, cells, e.Styles.Dim)...)
	}
	if len(lines) > 0 {
		lines = append([]string{"", e.Styles.Strong.Render("Price")}, lines...)
	}
	return lines
}

// asPinned tells, at the option that is pinned already, what that costs.
func (s *whatIf) asPinned(e Env) []string {
	pin := s.moves.Then.Price.Pin(s.of)
	if pin == nil {
		return nil
	}
	cells := s.cells(e) - 1
	lines := widget.Wrap(pin.Option.Title+" is pinned", cells, e.Styles.Strong)
	if s.room(e) >= widget.Low {
		lines = append([]string{""}, lines...)
	}
	for _, r := range pin.Words() {
		lines = append(lines, widget.Wrap(r.Text, cells, e.Styles.Dim)...)
	}
	return lines
}

// aboutPins tells what a pin is, while a decision is chosen.
func (s *whatIf) aboutPins(e Env) []string {
	cells := s.cells(e) - 1
	lines := widget.Wrap("A pin says what must be used", cells, e.Styles.Strong)
	if s.room(e) >= widget.Low {
		lines = append([]string{""}, lines...)
	}
	return append(lines, widget.Wrap("“We must use Diesel”: choose a decision, then an option. Each option shows "+
		"its price beside it: the points "+
		"it loses, the picks it moves, the answers that speak against it. One that is ruled out can be pinned all the "+
		"same.", cells, e.Styles.Dim)...)
}
