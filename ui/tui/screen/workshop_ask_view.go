package screen

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"rustadvisor/advisor"
	"rustadvisor/advisor/tally"
	"rustadvisor/ui/tui/widget"
)

func (p *asking) draw(s stage) ([]string, *tea.Cursor) {
	where := questionOf(p.here, len(p.flow))
	if p.step == stepHands && len(p.Tally.Groups) > 0 {
		where += fmt.Sprintf(" · group %d of %d", p.group+1, len(p.Tally.Groups))
	}
	big := bigClock(&p.Clock, s.e.Now)
	lines := s.top(where, clockText(&p.Clock, s.e.Now))
	if p.standing {
		return s.put(append(lines, p.drawStanding(s, s.height-len(lines))...)), nil
	}
	lines = append(lines, s.starred(s.title(p.question().Title), p.Tally.Given.Star == p.question().ID)...)
	if p.why {
		lines = append(lines, p.reason(s, s.height-len(lines))...)
	}
	if s.height >= widget.Low {
		lines = append(lines, "")
	}
	room := s.height - len(lines)
	var body []string
	switch p.step {
	case stepTitle:
		body = make([]string, max(0, room/3-len(big)))
	case stepChoices:
		body = p.drawChoices(s, room)
	case stepHands:
		body = p.drawHands(s, room)
	case stepResult:
		body = p.drawResult(s, room)
	}
	if p.Clock.Over && p.step <= stepChoices {
		big = []string{s.e.Styles.Accent.Render("Time is up.")}
	}
	if free := room - len(body); len(big) > 0 && free >= len(big)+1 {
		if s.height >= widget.Low {
			lines[1] = widget.Justify(s.e.Styles.Dim.Render(where), "", s.cells)
		}
		body = append(body, make([]string, min(2, free-len(big)))...)
		for _, l := range big {
			body = append(body, "  "+s.e.Styles.Accent.Render(l))
		}
	}
	var at *tea.Cursor
	if p.measurer != nil {
		_, column := p.measurer.Draw(s.cells - len(whoLabel))
		at = caret(s.left+len(whoLabel)+column, len(lines))
	}
	return s.put(append(lines, body...)), at
}

// reason is why the question is asked, in no more lines than leave room for what hands are raised for.
func (p *asking) reason(s stage, room int) []string {
	lines := s.text(p.question().Why, s.e.Styles.Dim)
	if p.step != stepTitle {
		room -= 4
	}
	return lines[:max(0, min(len(lines), room))]
}

func (p *asking) drawChoices(s stage, h int) []string {
	var blocks [][]string
	for i, c := range p.question().Choices {
		b := s.numbered(i, c.Label, i == p.cursor, s.cells)
		if i == p.cursor {
			b = append(b, widget.Indent(widget.Wrap(c.Help, min(s.cells-6, widget.Measure), s.e.Styles.Plain), 6)...)
		}
		blocks = append(blocks, b)
	}
	return s.keptInView(blocks, p.cursor, h)
}

// drawHands shows the numbers alone: who is ahead is for later.
func (p *asking) drawHands(s stage, h int) []string {
	st, q := s.e.Styles, p.question()
	var blocks [][]string
	for i := range q.Choices {
		n := strconv.Itoa(p.Tally.Raised(q.ID, q.Choices[i].ID, p.group))
		b := s.numbered(i, q.Choices[i].Label, i == p.cursor, s.cells-9)
		number := "  " + st.Strong.Render(pad(n, 3)) + "  "
		if i == p.cursor {
			number = st.Accent.Render("‹ " + pad(n, 3) + " ›")
		}
		b[0] = widget.PadTo(b[0], s.cells-8) + number
		blocks = append(blocks, b)
	}
	c, whose := p.count(tally.Room), "Hands up"
	if len(p.Tally.Groups) > 0 {
		c, whose = p.count(p.group), "Hands up, "+p.Tally.Groups[p.group]
	}
	line := widget.Justify(st.Accent.Render(whose), st.Strong.Render(hands(c.Total)), s.cells)
	if s.height < widget.Low {
		return append([]string{line}, s.keptInView(blocks, p.cursor, h-1)...)
	}
	return append([]string{line, ""}, s.keptInView(blocks, p.cursor, h-2)...)
}

// whoLabel stands before the name of who measures.
const whoLabel = "Who measures? "

func (p *asking) drawResult(s stage, h int) []string {
	st, c := s.e.Styles, p.count(tally.Room)
	raised, note := hands(c.Total), ""
	if c.Total < c.Present {
		raised = fmt.Sprintf("%d of %d hands", c.Total, c.Present)
	}
	switch {
	case c.Total == 0:
		return append(s.text("No hands were raised: the question stays open.", st.Plain), "")
	case c.Measure():
		note = measuring(p.Tally.Measures[c.Question.ID])
	case c.Open():
		note = "A tie. Choose what the room takes."
	}
	said := widget.Justify(st.Accent.Render(note), st.Strong.Render(raised), s.cells)
	if p.measurer != nil {
		text, _ := p.measurer.Draw(s.cells - len(whoLabel))
		said = st.Accent.Render(whoLabel) + text
	}
	lines := []string{said}
	if s.height >= widget.Low {
		lines = append(lines, "")
	}
	return append(lines, s.divided(&c, p.cursor, h-len(lines),
		func(i int) string { return p.byGroup(c.Question.Choices[i].ID) })...)
}

// measuring says what is to be done about a fact that hands differ on.
func measuring(who string) string {
	if who != "" {
		return "A fact: " + who + " measures it."
	}
	return "A fact: measure, do not vote. Who does it?"
}

// byGroup is whose hands a choice has.
func (p *asking) byGroup(choice string) string {
	var out []string
	for g, name := range p.Tally.Groups {
		if n := p.Tally.Raised(p.question().ID, choice, g); n > 0 {
			out = append(out, fmt.Sprintf("%s %d", name, n))
		}
	}
	return strings.Join(out, " · ")
}

// drawStanding shows what the answers come to so far, and what this question has moved.
func (p *asking) drawStanding(s stage, h int) []string {
	room := p.answers(s.e)
	moved := map[string]bool{}
	for _, t := range s.e.Engine.Turns(room.With(p.question().ID, ""), room) {
		moved[t.Key] = true
	}
	lines := append(s.title("Where it stands"), "")
	list := slices.DeleteFunc(s.e.Engine.Standings(room), func(d advisor.DecisionStanding) bool { return !d.Touched })
	if len(list) == 0 {
		return append(lines, s.text("No answer bears on a decision yet.", s.e.Styles.Plain)...)
	}
	return append(lines, spread(s.stack(list, moved).within(s, h-len(lines)), h-len(lines))...)
}
