package screen

import (
	"fmt"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	"github.com/charmbracelet/x/ansi"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/moves"
	"rustadvisor/ui/tui/keymap"
	"rustadvisor/ui/tui/widget"
)

// side is how wide the questions are beside what moves.
func (s *whatIf) side(e Env) int { return max(37, min(56, e.Wide()*46/100)) }

// cells is how wide the text of what moves is.
func (s *whatIf) cells(e Env) int {
	if e.columns() {
		return e.Wide() - s.side(e) - 4
	}
	return e.Wide() - 2
}

// room is how many lines of what moves are shown at most.
func (s *whatIf) room(e Env) int {
	if e.Height < widget.Low {
		return max(1, e.Height-2)
	}
	return e.Height - 4
}

func (s *whatIf) View(e Env, z Size) View {
	v := View{Head: Head{Left: e.Styles.Name.Render("What if") + "   " + JourneyTitle(e.Words, s.shown())}}
	said := s.triedText(e, s.shown())
	if said != "" && s.moves != nil {
		said += " → " + s.picksText()
	}
	v.Head.Right = e.Styles.Dim.Render(said)
	if e.columns() {
		v.Head.Split = s.side(e) + 1
	}
	if n := s.page.Below(); n > 0 && (e.columns() || s.whole) {
		v.Foot = fmt.Sprintf("↓ %d more", n)
		if e.Height < widget.Low { // no rule to stand in
			v.Head.Right = e.Styles.Dim.Render(v.Foot)
		}
	}
	h := z.Body(v.Head)
	v.Body = s.body(e, s.page.Lines(h), z.Width, h)
	return v
}

func (s *whatIf) picksText() string {
	switch s.moves.Changed {
	case 0:
		return "no pick changes"
	case 1:
		return "1 pick changes"
	}
	return fmt.Sprintf("%d picks change", s.moves.Changed)
}

// body has what moves beside the questions or below them, or alone.
func (s *whatIf) body(e Env, moved []string, w, h int) []string {
	switch {
	case e.columns():
		side := s.side(e)
		return widget.Beside(widget.Fit(s.left(e, side, h), h), widget.Fit(widget.Indent(moved, 1), h), side+1,
			e.Styles.Faint.Render("│"))
	case s.whole:
		return widget.Indent(moved, 1)
	}
	below := s.summary(e, w-2, max(1, h/4))
	return append(widget.Fit(s.left(e, w-1, h-len(below)), h-len(below)), widget.Indent(below, 1)...)
}

// left is the questions, or the choices of one of them.
func (s *whatIf) left(e Env, cells, h int) []string {
	if s.menu == nil {
		return s.questions(e, cells, h)
	}
	var lines []string
	if h >= widget.Low {
		lines = append(lines, "")
	}
	lines = append(lines, widget.Indent(widget.Wrap(s.menu.question.Title, cells-3, e.Styles.Strong), 2)...)
	if s.of == ofQuestion && s.answers.Star == s.menu.question.ID {
		lines = append(lines, "  "+e.Styles.Accent.Render("★ matters most"))
	}
	if h >= widget.Low {
		lines = append(lines, "")
	}
	return append(lines, s.menu.draw(e, cells-3, h-len(lines))...)
}

// questions lists the questions in view, and at the end the line that keeps.
func (s *whatIf) questions(e Env, cells, h int) []string {
	var lines []string
	var begins []int
	at, section := 0, "-"
	for i, t := range s.steps {
		if t.Question.Section != section {
			section = t.Question.Section
			if title := sectionTitle(e, section); title != "" {
				lines = append(lines, "   "+e.Styles.Group.Render(title))
			}
		}
		if i == s.cursor || s.cursor == len(s.steps) && t.Question.ID == s.latest {
			at = len(lines)
		}
		begins = append(begins, len(lines))
		lines = append(lines, s.row(e, i, cells, h > widget.Low))
	}
	var top []string
	foot := s.keepLine(e, cells)
	if h > widget.Low {
		top, foot = []string{widget.Justify("", e.Styles.Dim.Render(widget.Truncate("picks at stake", cells-1)), cells-1)},
			append([]string{""}, foot...)
	}
	room := max(1, h-len(top)-len(foot))
	first := widget.Offset(len(lines), room, at, at)
	if room > 4 && len(lines) > room { // a few lines around the cursor
		first = max(0, min(at-room/2, len(lines)-room))
	}
	shown := widget.Marked(lines, begins, first, room, at, at, e.Styles.Dim)
	return slices.Concat(top, widget.Fit(slices.Clone(shown), room), foot)
}

func (s *whatIf) keepLine(e Env, cells int) []string {
	text := s.triedText(e, s.answers)
	if text == "" {
		return []string{e.Styles.Dim.Render(widget.Truncate("   Nothing changed yet", cells))}
	}
	text = "Keep " + text
	if s.cursor == len(s.steps) {
		return []string{widget.Selected(" › "+text, cells-1, e.Styles)}
	}
	return []string{widget.Justify("   "+text, e.Styles.Dim.Render("tab, enter"), cells-1)}
}

// row is a question with its answer: ✓ as it is, ▸ changed; at the end how many picks it can change by itself, in
// words where no heading tells what the number is.
func (s *whatIf) row(e Env, i, cells int, headed bool) string {
	t, st := s.steps[i], e.Styles
	name := widget.PadTo(t.Question.Short, max(11, min(longestShort(s.steps), 17, cells*45/100)))
	mark, label, style := st.Accent.Render("○ "), "open", st.Dim
	if !t.Essential {
		mark, label = st.Dim.Render("○ "), "optional"
	}
	if t.Choice != "" {
		mark, label, style = st.Good.Render("✓ "), t.Label(), st.Plain
		if c := t.Question.Choice(t.Choice); c != nil && c.Unsure {
			mark, style = st.Dim.Render("? "), st.Dim
		}
	}
	if !s.answers.SameAt(t.Question.ID, e.Answers) {
		mark, style = st.Accent.Render("▸ "), st.Accent
	}
	label = style.Render(label)
	right := ""
	if s.answers.Star == t.Question.ID {
		right = st.Accent.Render("★ ")
	}
	switch n := s.reach.Decisions(t.Question.ID); {
	case headed && n > 0:
		right += st.Dim.Render(fmt.Sprintf("%3d", n))
	case headed && right != "":
		right += "   "
	case n > 0:
		right += st.Dim.Render(fmt.Sprintf("%-7s", wording.Counted(n, "pick")))
	}
	left := "   " + name + " " + mark + label
	if i == s.cursor {
		return widget.Selected(widget.Justify(" › "+name+" "+mark+label, right, cells-1), cells-1, st)
	}
	return widget.Justify(left, right, cells-1)
}

// movesText tells what moves: in as much detail as fits, or with all reasons, to be scrolled.
func (s *whatIf) movesText(e Env) []string {
	switch {
	case s.moves == nil:
		return nil
	case s.of == ofDecisions && s.menu != nil:
		return s.aboutPins(e)
	case s.triedText(e, s.shown()) == "" && s.of != ofQuestion:
		return s.asPinned(e)
	case s.triedText(e, s.shown()) == "":
		return s.canMove(e)
	}
	lines := s.table(e, allReasons)
	for most := allReasons - 1; most >= bareMoves && len(lines) > s.room(e) && !s.whole; most-- {
		lines = s.table(e, most)
	}
	return lines
}

// How much is told of a changed pick: so many lines of reasons; the beginning of the first, with empty lines around or
// without; or none.
const (
	allReasons = 4
	airyMoves  = 0
	shortMoves = -1
	bareMoves  = -2
)

// table is what differs, in two columns: now and then, with so many reasons below each changed pick.
func (s *whatIf) table(e Env, most int) []string {
	st, cells := e.Styles, s.cells(e)-1
	half := cells / 2
	var lines []string
	if s.room(e) >= widget.Low && most > airyMoves {
		lines = append(lines, "")
	}
	ifs := 2 + max(most, airyMoves)
	if most == bareMoves {
		ifs = 1
	}
	lines = append(lines, s.ifs(e, cells, ifs)...)
	if most > shortMoves {
		lines = append(lines, "")
	}
	if len(s.moves.Moves) > 0 {
		lines = append(lines, widget.PadTo("  "+st.Dim.Render("Now"), half)+st.Dim.Render("  Then"))
	} else {
		lines = append(lines, widget.Wrap("Nothing moves: every pick stays, as firm as it is.", cells, st.Strong)...)
	}
	for i := range s.moves.Moves {
		if most > shortMoves {
			lines = append(lines, "")
		}
		lines = append(lines, s.move(e, &s.moves.Moves[i], most)...)
	}
	if most == airyMoves {
		lines = append(lines, "")
	}
	if most <= airyMoves {
		return append(lines, st.Dim.Render(widget.Truncate(fmt.Sprintf("= %d stay as they are · w tells why",
			s.moves.Stay), cells)))
	}
	lines = append(append(lines, s.priceLines(e, cells)...), "", st.Dim.Render(widget.Truncate(s.stays(), cells)))
	for _, text := range s.questionsText() {
		lines = append(lines, widget.Wrap(text, cells, st.Dim)...)
	}
	return lines
}

// ifs lists the changes that are tried, so many lines at most.
func (s *whatIf) ifs(e Env, cells, most int) []string {
	st, shown := e.Styles, s.shown()
	out := s.pinnedText(e, cells)
	for _, t := range bySection(e, shown) {
		if t.Choice != "" && !shown.SameAt(t.Question.ID, e.Answers) {
			out = append(out, st.Dim.Render("If ")+t.Question.Short+st.Dim.Render(": ")+t.Label())
		}
	}
	if q := e.Engine.Base().Question(shown.Star); q != nil && shown.Star != e.Answers.Star {
		out = append(out, st.Dim.Render("If ")+q.Short+st.Dim.Render(" matters most ★"))
	} else if shown.Star != e.Answers.Star {
		out = append(out, st.Dim.Render("If nothing matters most"))
	}
	var whole []string
	for i := range out {
		for n, l := range strings.Split(ansi.Wrap(out[i], cells-3, ""), "\n") {
			whole = append(whole, strings.Repeat("   ", min(1, n))+l)
		}
		out[i] = widget.Truncate(out[i], cells)
	}
	if len(whole) <= most {
		return whole
	}
	if len(out) > most {
		out = append(out[:most-1:most-1], st.Dim.Render(fmt.Sprintf("and %d more", len(out)-most+1)))
	}
	return out
}

// stays counts the decisions that are as they were.
func (s *whatIf) stays() string {
	switch n := s.moves.Stay; {
	case n == 1:
		return "= 1 decision stays as it is"
	case len(s.moves.Moves) == 0:
		return fmt.Sprintf("= all %d decisions stay as they are", n)
	default:
		return fmt.Sprintf("= %d decisions stay as they are", n)
	}
}

func (s *whatIf) questionsText() []string {
	var out []string
	if len(s.moves.Asked) > 0 {
		out = append(out, "+ now asked too: "+strings.Join(s.moves.Asked, ", "))
	}
	if len(s.moves.Dropped) > 0 {
		out = append(out, "− no longer asked: "+strings.Join(s.moves.Dropped, ", "))
	}
	return out
}

// move is one decision that differs.
func (s *whatIf) move(e Env, m *moves.Move, most int) []string {
	st, cells := e.Styles, s.cells(e)-1
	mark, word := st.Accent.Render("▸"), st.Accent.Render(m.Kind)
	switch m.Kind {
	case moves.Firmer:
		mark, word = st.Good.Render("▲"), st.Good.Render(m.Kind)
	case moves.Looser:
		mark, word = st.Dim.Render("▼"), st.Dim.Render(m.Kind)
	}
	lines := []string{
		widget.Justify(mark+" "+st.Strong.Render(m.Then.Title), word, cells),
		widget.PadTo("  "+s.sideOf(e, m.Now, cells/2-3), cells/2) + st.Dim.Render("→ ") + s.sideOf(e, m.Then,
			cells-cells/2-2),
	}
	if m.Kind == moves.Changed || m.Kind == moves.Pinned {
		then := widget.Truncate(st.Strong.Render(moves.Outcome(m.Then))+firmText(e, m.Then, moves.Outcome(m.Then),
			cells-cells/2-2), cells-cells/2-2)
		lines[1] = widget.PadTo("  "+s.sideOf(e, m.Now, cells/2-3), cells/2) + st.Accent.Render("→ ") + then
	}
	switch {
	case (most == airyMoves || most == shortMoves) && (m.Kind == moves.Changed || m.Kind == moves.Pinned):
		return append(lines, "  "+st.Dim.Render(widget.Truncate(m.Short(), cells-2)))
	case most <= airyMoves, most == 1 && m.Kind != moves.Changed && m.Kind != moves.Pinned:
		return lines
	}
	lines = append(lines, widget.Indent(widget.Wrap(m.Why, cells-2, st.Dim), 2)...)
	for i := range min(most-1, len(m.Price)) {
		lines = append(lines, widget.Indent(widget.Wrap(m.Price[i], cells-2, st.Dim), 2)...)
	}
	if m.Kind == moves.Changed {
		lines = append(lines, s.cellLines(e, m.Cells, most-1)...)
	}
	return lines
}

// sideOf is a pick with its standing, where there is room for that.
func (s *whatIf) sideOf(e Env, d *advisor.Decided, cells int) string {
	return widget.Truncate(moves.Outcome(d)+firmText(e, d, moves.Outcome(d), cells), cells)
}

// firmText is a standing as a word, or where that does not fit as its sign.
func firmText(e Env, d *advisor.Decided, pick string, cells int) string {
	word := moves.FirmWord(d)
	switch {
	case word == "":
		return ""
	case widget.Width(pick)+widget.Width(word)+2 <= cells:
		return "  " + e.Styles.Dim.Render(word)
	}
	return " " + sign(e, d.Standing)
}

// cellLines are the strongest of the points that shifted.
func (s *whatIf) cellLines(e Env, list []advisor.Cell, most int) []string {
	var lines []string
	for i, c := range list {
		if i >= most {
			break
		}
		points := fmt.Sprintf("%4s ", signed(c.Points))
		for j, l := range widget.Wrap(because(c), s.cells(e)-4-widget.Width(points), e.Styles.Plain) {
			if j > 0 {
				points = strings.Repeat(" ", widget.Width(points))
			}
			lines = append(lines, "  "+e.Styles.Strong.Render(points)+l)
		}
	}
	return lines
}

// canMove tells, while nothing is changed, what another answer to the question under the cursor would change.
func (s *whatIf) canMove(e Env) []string {
	st, cells := e.Styles, s.cells(e)-1
	var lines []string
	if s.room(e) >= widget.Low {
		lines = append(lines, "")
	}
	if s.cursor >= len(s.steps) {
		return lines
	}
	q := s.steps[s.cursor].Question
	turns := s.reach[q.ID]
	if len(turns) == 0 {
		lines = append(lines, st.Strong.Render(widget.Truncate("“"+q.Short+"” alone changes no pick", cells)))
		return append(lines, widget.Wrap("Together with other answers it may. Its choices show what moves.", cells,
			st.Dim)...)
	}
	heading := fmt.Sprintf("Another answer to “%s” can change %s", q.Short,
		wording.Counted(s.reach.Decisions(q.ID), "pick"))
	lines = append(lines, widget.Wrap(heading, cells, st.Strong)...)
	if row := s.row(e, s.cursor, s.side(e), true); strings.Contains(ansi.Strip(row), "…") { // the list cuts it
		lines = append(lines, widget.Wrap("Now: "+s.steps[s.cursor].Label(), cells, st.Dim)...)
	}
	for _, answer := range answersOf(q, turns) {
		var picks []string
		for _, t := range turns {
			if t.Answer == answer {
				picks = append(picks, t.Decision+" → "+t.Pick)
			}
		}
		if len(picks) > 0 {
			lines = append(append(lines, ""), widget.Wrap(answer, cells, st.Plain)...)
			for _, p := range picks {
				lines = append(lines, st.Dim.Render(widget.Truncate("  ▸ "+p, cells)))
			}
		}
	}
	return lines
}

// summary is what moves in a few lines, where the window has one column.
func (s *whatIf) summary(e Env, cells, h int) []string {
	st := e.Styles
	if s.moves == nil || s.triedText(e, s.shown()) == "" {
		return nil
	}
	lines := []string{widget.Truncate(st.Strong.Render(wording.Upper(s.picksText()))+st.Dim.Render("  "+s.stays()),
		cells)}
	if p := s.moves.Price; p != nil && len(s.pinnedText(e, cells)) > 0 {
		lines = []string{widget.Truncate(st.Strong.Render(wording.Upper(p.Short())), cells)}
	}
	for i := range s.moves.Moves {
		m := &s.moves.Moves[i]
		if m.Kind != moves.Changed && m.Kind != moves.Pinned {
			break
		}
		if len(lines) == h-1 && i+1 < s.moves.Changed {
			return append(lines, st.Dim.Render(widget.Truncate(fmt.Sprintf("  and %d more: w tells all", s.moves.Changed-i),
				cells)))
		}
		lines = append(lines, widget.Truncate(st.Accent.Render("▸ ")+m.Brief(), cells))
	}
	return widget.Fit(lines, min(len(lines), h))
}

func (s *whatIf) Keys(e Env) keymap.Help {
	k, w := e.Keys, e.Keys.WhatIf
	take := keymap.With(w.Take, "take the choice; nothing is saved yet")
	help := keymap.Help{
		Short: s.hints(e),
		See:   []key.Binding{keymap.With(w.Whole, "what moves with all reasons, or as much as fits")},
	}
	star := keymap.When(s.of == ofQuestion, keymap.With(k.Star, "this answer matters most: it counts double"))
	undo := keymap.With(w.Undo, "undo the last change")
	switch {
	case s.menu != nil && s.of != ofQuestion:
		take = keymap.With(w.Take, "open the options of a decision; pin an option")
		help.Answer = []key.Binding{take, keymap.With(k.Number, "at once"), star, undo}
		help.Move = []key.Binding{k.Up, k.Down, keymap.With(w.Drop, "back"), keymap.With(k.PageDown,
			"scroll what moves (pgdn)"), keymap.With(k.PageUp, "scroll it up (pgup)")}
	case s.menu != nil:
		help.Answer = []key.Binding{take, keymap.With(k.Number, "take it at once"),
			keymap.When(s.menu.unsure() >= 0, keymap.With(k.Unsure, "not sure: leaves it open")), star, undo}
		help.Move = []key.Binding{keymap.With(k.Up, "the choice above: shows what it moves"), keymap.With(k.Down,
			"the choice below"),
			keymap.With(w.Drop, "back to the questions"), keymap.With(k.PageDown, "scroll what moves (pgdn)"),
			keymap.With(k.PageUp, "scroll it up (pgup)")}
	default:
		take = keymap.With(w.Open, "open the choices; on the last line: keep the changes")
		export := keymap.With(k.Export, "write this advice into files")
		help.Answer = []key.Binding{take, keymap.With(w.Pin, "pin: say what must be used, and see its price"), star, undo}
		help.Write = []key.Binding{keymap.With(w.Command, "copy the command that writes this advice"), export}
		help.Move = []key.Binding{k.Up, k.Down, k.First, keymap.With(w.ToKeep, "to the line that keeps the changes"),
			keymap.With(w.Discard, "discard the changes, back to the advice"), keymap.With(k.PageDown,
				"scroll what moves (pgdn)"), keymap.With(k.PageUp, "scroll it up (pgup)")}
		help.Ways = map[string]key.Binding{NameExport: export}
	}
	help.AtCursor = []key.Binding{take, k.Number}
	return help
}

// hints are the keys for the bottom line.
func (s *whatIf) hints(e Env) []key.Binding {
	k, w, move := e.Keys, e.Keys.WhatIf, e.Keys.Move("move")
	why := keymap.With(w.Whole, map[bool]string{true: "shorter", false: "why"}[s.whole])
	undo := keymap.When(len(s.before) > 0, w.Undo)
	pinned := len(s.answers.Pins) > 0
	command, export := keymap.When(pinned, w.Command), keymap.When(pinned, k.Export)
	switch {
	case s.whole && !e.columns():
		return []key.Binding{k.Move("scroll"), keymap.With(w.Whole, "back to the answers"), k.Quit, k.Help}
	case s.menu != nil && s.of == ofDecisions:
		return []key.Binding{move, keymap.With(w.Take, "its options"), w.Drop, k.Help}
	case s.menu != nil && s.of != ofQuestion:
		return []key.Binding{move, keymap.With(w.Take, "pin"), w.Drop, why, k.Help}
	case s.menu != nil:
		return []key.Binding{move, w.Take, w.Drop, why, k.Star, undo, k.Help}
	case s.cursor == len(s.steps):
		return []key.Binding{w.Keep, w.Discard, command, export, undo, why, w.Pin, move, k.Help}
	case len(s.before) == 0:
		return []key.Binding{move, w.Open, w.Pin, keymap.With(w.Discard, "back"), k.Star, why, k.Quit, k.Help}
	}
	return []key.Binding{move, w.Open, w.Pin, keymap.When(s.last(e) == len(s.steps), w.ToKeep), undo, w.Discard, why,
		command, export,
		k.Star, k.Help}
}

// answersOf are the other answers to a question that some turns are about, in its order.
func answersOf(q *knowledge.Question, turns []moves.Turn) []string {
	var out []string
	for _, c := range q.Choices {
		for _, t := range turns {
			if t.Choice == c.ID && !slices.Contains(out, t.Answer) {
				out = append(out, t.Answer)
			}
		}
	}
	return out
}
