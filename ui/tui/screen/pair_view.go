package screen

import (
	"cmp"
	"fmt"
	"strconv"

	"charm.land/bubbles/v2/key"

	"rustadvisor/advisor"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/tui/keymap"
	"rustadvisor/ui/tui/widget"
)

func (s *pairing) View(e Env, z Size) View {
	st := e.Styles
	v := View{Head: Head{Left: st.Name.Render("Pair")}}
	if s.pair != nil {
		v.Head.Left += "   " + s.pair.Called()
	}
	cells := min(z.Width-4, widget.MaxWidth)
	var lines []string
	line, column := -1, 0
	switch {
	case s.Typing():
		lines, line, column = s.drawNames(e, z, cells)
	case s.pair == nil:
		lines = s.drawJourneys(e, z, cells)
	case !s.pair.seen:
		lines = s.drawTurn(e, cells)
	case s.now == nil:
		v.Head.Right = st.Dim.Render("one moment …")
	case s.now.next == nil:
		lines = s.drawAgreed(e, cells)
	default:
		same, split := len(s.now.compared.Same), len(s.now.compared.Split)
		v.Head.Right = st.Dim.Render(fmt.Sprintf("%d of %d decisions come out the same", same, same+split))
		lines = s.drawDifference(e, cells)
	}
	if h := z.Body(v.Head); h >= widget.Low {
		lines = append([]string{""}, lines...)
		line++
	}
	v.Body = widget.Indent(lines, 2)
	if h := z.Body(v.Head); len(v.Body) > h { // the sign says that there is more
		v.Body = append(v.Body[:h-1:h-1], st.Dim.Render(fmt.Sprintf("  ↓ %d more", len(v.Body)-h+1)))
	}
	if s.Typing() {
		v.Caret = caret(2+column, z.Above(v.Head)+line)
	}
	return v
}

const about = "Two people answer the same questions, one after the other, the one without seeing what the other " +
	"says. " +
	"Then only what makes a difference is settled."

// drawNames are the fields for the names, with the line and the column of the caret.
func (s *pairing) drawNames(e Env, z Size, cells int) (lines []string, line, column int) {
	st := e.Styles
	if !z.Low {
		lines = append(widget.Wrap(about, min(cells, widget.Measure), st.Dim), "")
	}
	labels := [2]string{"First person", "Second person"}
	for n, label := range labels {
		text, at := s.names[n].Draw(cells - 18)
		row := "  " + widget.PadTo(st.Dim.Render(label), 16) + text
		if n == s.named {
			row = st.Accent.Render("› "+widget.PadTo(label, 16)) + text
			line, column = len(lines), 18+at
		}
		lines = append(lines, row)
	}
	return lines, line, column
}

func (s *pairing) drawJourneys(e Env, z Size, cells int) []string {
	st := e.Styles
	lines := append(widget.Wrap("Together: what do you both answer for?", cells, st.Strong), "")
	for i, j := range e.Words.Journeys {
		row := widget.Truncate("  "+st.Dim.Render(strconv.Itoa(i+1))+" "+j.Title, cells)
		if i == s.cursor {
			row = widget.Selected(st.Accent.Render("› ")+st.Dim.Render(strconv.Itoa(i+1))+" "+st.Accent.Render(j.Title),
				min(cells, widget.Measure), st)
		}
		lines = append(lines, row)
		if i == s.cursor || !z.Low {
			lines = append(lines, widget.Indent(widget.Wrap(j.Help, min(cells-4, widget.Measure), st.Dim), 4)...)
		}
	}
	return lines
}

// drawTurn says who looks at the screen now.
func (s *pairing) drawTurn(e Env, cells int) []string {
	p, cells := s.pair, min(cells, widget.Measure)
	title, text := "Both have answered", "Look together: only the differences that matter are shown."
	if p.Turn < both {
		title = p.Names[p.Turn] + " answers now, alone"
		text = p.Names[1-p.Turn] + " looks away; the answers are shown when both are done."
	}
	return append(append(widget.Wrap(title, cells, e.Styles.Strong), ""), widget.Wrap(text, cells, e.Styles.Plain)...)
}

// drawDifference is a question with what either says and where that leads, beside each other where there is room.
func (s *pairing) drawDifference(e Env, cells int) []string {
	st, d := e.Styles, s.now.next
	lines := widget.Wrap(titleOf(d), cells, st.Strong)
	if q := e.Engine.Base().Question(d.Question); q != nil && e.Height >= widget.Low {
		lines = append(lines, widget.Wrap(q.Why, min(cells, widget.Measure), st.Dim)...)
	}
	lines = append(lines, "")
	if !e.columns() {
		return append(append(append(lines, s.drawSide(e, 0, cells)...), ""), s.drawSide(e, 1, cells)...)
	}
	half := (cells - 3) / 2
	left, right := s.drawSide(e, 0, half), s.drawSide(e, 1, half)
	high := max(len(left), len(right))
	return append(lines, widget.Beside(widget.Fit(left, high), widget.Fit(right, high), half,
		" "+st.Faint.Render("│")+" ")...)
}

// titleOf is what the two differ on.
func titleOf(d *advisor.Difference) string {
	return cmp.Or(wording.Clean(d.Title), "Which answer counts double?")
}

func (s *pairing) drawSide(e Env, side, cells int) []string {
	st, said := e.Styles, s.now.next.By(side)
	pointer, name := "  ", st.Dim.Render(s.pair.Names[side])
	if side == s.cursor {
		pointer, name = st.Accent.Render("› "), st.Accent.Render(s.pair.Names[side])
	}
	head := pointer + st.Dim.Render(strconv.Itoa(side+1)+" ") + name
	if side == s.cursor {
		head = widget.Selected(head, cells, st)
	}
	lines := []string{widget.Truncate(head, cells)}
	lines = append(lines, widget.Indent(widget.Wrap(wording.Clean(said.Label), cells-4, st.Strong), 4)...)
	titles, picks := s.leadsTo(side)
	if len(titles) > 0 && e.columns() {
		lines = append(lines, "")
	}
	for i, title := range titles {
		text := title + ": " + picks[i]
		lines = append(lines, widget.Indent(widget.Wrap(text, cells-4, st.Plain), 4)...)
	}
	return lines
}

// drawAgreed is what the two have come to.
func (s *pairing) drawAgreed(e Env, cells int) []string {
	st, p := e.Styles, s.pair
	first := &s.now.first
	said := "Every decision comes out the same for both."
	switch {
	case len(first.Matter)+len(first.Idle) == 0:
		said = "You say the same throughout: there is nothing to settle."
	case len(first.Split) == 0:
		said = "You differ on " + wording.Counted(len(first.Idle), "answer") +
			"; none matters: every decision comes out the same."
	}
	cells = min(cells, widget.Measure)
	lines := append(widget.Wrap(said, cells, st.Strong), "")
	if v := s.now.verdict; v != "" {
		lines = append(append(lines, widget.Wrap(v, cells, st.Plain)...), "")
	}
	for _, o := range first.Split {
		if now := s.now.compared.Comes(o.ID); now != nil {
			lines = append(lines, widget.Truncate(st.Dim.Render(widget.PadTo(wording.Clean(o.Title), 24))+
				st.Strong.Render(now.Camps[0].Title()), cells))
		}
	}
	for _, d := range s.now.agreed.Matter {
		lines = append(lines, widget.Wrap("Left open: "+titleOf(&d), cells, st.Dim)...)
	}
	for _, d := range s.now.taken {
		lines = append(lines, widget.Wrap(fmt.Sprintf("%s’s answer stands, for left open it would change a pick: %s: %s",
			p.Names[0], titleOf(&d), wording.Clean(d.By(0).Label)), cells, st.Dim)...)
	}
	return lines
}

func (s *pairing) Keys(e Env) keymap.Help {
	k, p, t := e.Keys, e.Keys.Pair, e.Keys.Text
	leave := keymap.With(p.Leave, "home; the pair can go on later")
	switch {
	case s.Typing():
		next := keymap.With(k.Choose, "next")
		return keymap.Help{Short: []key.Binding{next, t.Back, t.Help},
			Answer: []key.Binding{next}, Move: []key.Binding{t.Up, t.Down, keymap.With(t.Back, "home")}}
	case s.pair == nil:
		return keymap.Help{Short: []key.Binding{k.Move("move"), k.Choose, p.Leave, k.Help},
			Answer: []key.Binding{k.Choose, k.Number}, Move: []key.Binding{k.Up, k.Down, p.Leave},
			AtCursor: []key.Binding{k.Choose, k.Number}}
	case !s.pair.seen:
		ready := keymap.With(k.Choose, "ready")
		return keymap.Help{Short: []key.Binding{ready, p.Leave, k.Help}, Answer: []key.Binding{ready},
			Move: []key.Binding{leave}}
	case s.now != nil && s.now.next == nil:
		on := keymap.With(k.Choose, "the advice for what you agree on")
		return keymap.Help{Short: []key.Binding{on, p.Undo, p.Leave, k.Help}, Answer: []key.Binding{on, p.Undo},
			Move: []key.Binding{leave}}
	}
	take, number := keymap.With(k.Choose, "take"), keymap.With(k.Number, "take the first’s answer, or the second’s")
	return keymap.Help{
		Short:    []key.Binding{p.Side, take, p.LeaveOpen, p.Undo, p.Leave, k.Help},
		Answer:   []key.Binding{take, number, p.LeaveOpen, p.Undo},
		Move:     []key.Binding{p.Side, leave},
		AtCursor: []key.Binding{take, number},
	}
}
