package screen

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"rustadvisor/advisor"
	"rustadvisor/advisor/report"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/moves"
	"rustadvisor/ui/tui/keymap"
	"rustadvisor/ui/tui/widget"
)

// advice shows the report, one section at a time.
type advice struct {
	ToAdvice
	made    *advisor.Advice
	pages   []report.Section
	at      int
	full    bool         // one column in a window wide enough for two
	page    widget.Pager // the section at
	drawn   map[int]pageMsg
	drawing bool
	given   int    // answers that say something
	deeper  int    // open questions beyond the essential ones
	first   string // the first of them
}

// adviceMsg brings the advice. Like a page it names the screen that asked, so that a late one is dropped.
type adviceMsg struct {
	asked *advice
	made  *advisor.Advice
	pages []report.Section
}

func newAdvice(e Env, p ToAdvice) *advice {
	s := &advice{ToAdvice: p, drawn: map[int]pageMsg{}, given: e.Engine.Known(e.Answers)}
	for _, t := range e.Engine.Flow(e.Answers) {
		if t.Choice == "" && !t.Essential {
			if s.deeper++; s.deeper == 1 {
				s.first = t.Question.ID
			}
		}
	}
	return s
}

// start computes the advice, which takes longer than a key press may.
func (s *advice) start(e Env) tea.Cmd {
	engine, answers, sections := e.Engine, e.Answers, e.Sections
	return func() tea.Msg {
		a := engine.Advise(answers)
		return adviceMsg{s, a, sections(a)}
	}
}

func (s *advice) Update(e Env, msg tea.Msg) (Actions, tea.Cmd) {
	switch msg := msg.(type) {
	case adviceMsg:
		if msg.asked == s {
			s.made, s.pages = msg.made, msg.pages
			if s.Section != "" {
				s.at = max(0, slices.IndexFunc(s.pages, func(p report.Section) bool { return p.ID == s.Section }))
				s.Section = ""
			}
		}
	case pageMsg:
		if msg.asked == s {
			s.take(e, msg)
		}
	case tea.WindowSizeMsg:
		s.show(e)
	case tea.KeyPressMsg:
		if act := s.press(e, msg); act != nil {
			return act, nil
		}
	}
	return nil, s.draw(e)
}

// Waits until there is a page.
func (s *advice) Waits() bool { return s.made == nil || s.drawing && s.drawn[s.at].lines == nil }

// take keeps a drawn page. One drawn for another width is better than none until the right one comes; where the reader
// was is kept as a fraction of the page.
func (s *advice) take(e Env, msg pageMsg) {
	s.drawing = false
	before, had := s.drawn[msg.page]
	s.drawn[msg.page] = msg
	if had && msg.page == s.at && len(before.lines) > 0 && before.layout.cells != msg.layout.cells {
		at := (s.page.Offset()*len(msg.lines) + len(before.lines)/2) / len(before.lines)
		s.show(e)
		s.page.ScrollTo(at)
	}
	s.show(e)
}

// show takes the section at into the page.
func (s *advice) show(e Env) {
	s.page.SetHeight(s.room(e))
	s.page.Set(s.drawn[s.at].lines)
}

// draw asks for the page shown, or when it is there for one of the others. One command runs at a time.
func (s *advice) draw(e Env) tea.Cmd {
	if s.drawing || len(s.pages) == 0 || e.Width < widget.LeastWide {
		return nil
	}
	layout := pageLayout{s.text(e), e.Height >= widget.Airy, !s.listed(e), e.Styles.Kind}
	for i := range s.pages {
		page := (s.at + i) % len(s.pages)
		if d, ok := s.drawn[page]; !ok || d.layout != layout {
			s.drawing = true
			return pageCmd(s, page, layout)
		}
	}
	return nil
}

// press does what a key asks for within the screen, or says what it asks of the root.
func (s *advice) press(e Env, k tea.KeyPressMsg) Actions {
	switch {
	case key.Matches(k, e.Keys.Close) && s.full:
		s.full = false
		return Ask()
	case key.Matches(k, e.Keys.Close) && s.made == nil:
		return Ask(Open{cmp.Or[Place](s.Back, ToAnswers{})})
	case key.Matches(k, e.Keys.Close):
		a := e.Keys.Advice
		return say(fmt.Sprintf("Nothing is open here. %s leads to your answers, %s home; %s quits.", a.Answers.Help().Key,
			a.Home.Help().Key,
			e.Keys.Quit.Help().Key))
	case key.Matches(k, e.Keys.Advice.Back) && s.Back != nil:
		return Ask(Open{s.Back})
	case key.Matches(k, e.Keys.Advice.Answers):
		return Ask(Open{ToAnswers{Advice: true}})
	case key.Matches(k, e.Keys.Situations.Open):
		return Ask(Open{ToSituations{s.here()}})
	case key.Matches(k, e.Keys.Situations.Packages) && e.Answers.FromPython():
		return Ask(Open{ToPackages{From: s.here()}})
	case key.Matches(k, e.Keys.Advice.Deeper) && s.deeper > 0:
		return Ask(Open{ToQuestion{ID: s.first, Deeper: true}})
	case key.Matches(k, e.Keys.Advice.Settle) && len(s.toSettle()) > 0:
		round := &Round{Advice: s.here()}
		for _, q := range s.toSettle() {
			round.Questions = append(round.Questions, q.Question)
		}
		return Ask(Open{ToQuestion{ID: round.Questions[0], Round: round}})
	case key.Matches(k, e.Keys.Advice.Home):
		return Ask(Open{ToHome{}})
	case key.Matches(k, e.Keys.Advice.WhatIf):
		return Ask(Open{ToWhatIf{Advice: s.here()}})
	case key.Matches(k, e.Keys.Advice.Compare):
		return Ask(Open{ToCompare{}})
	case key.Matches(k, e.Keys.Export):
		return Ask(Open{ToExport{}})
	case key.Matches(k, e.Keys.Advice.Copy) && len(s.pages) > 0:
		return copied(s.pages[s.at].Copied())
	case key.Matches(k, e.Keys.Number) && len(s.pages) > 0:
		blocks := s.pages[s.at].Copies()
		if n, _ := strconv.Atoi(k.String()); n <= len(blocks) {
			return copied(blocks[n-1])
		}
	}
	s.browse(e, k)
	return nil
}

// toSettle are the questions that settle the pick of the section shown or, in other sections, all picks.
func (s *advice) toSettle() []advisor.Asked {
	if s.made == nil {
		return nil
	}
	if d := decidedOf(s.made, s.pages[s.at].ID); d != nil {
		return s.made.ToSettle(d.Key())
	}
	return s.made.ToSettle("")
}

// settleKey is the key that asks those questions.
func (s *advice) settleKey(e Env, long bool) key.Binding {
	n := len(s.toSettle())
	text := fmt.Sprintf("settle (%d)", n)
	if long {
		text = "settle it: " + wording.Counted(n, "open question")
	}
	return keymap.When(n > 0, keymap.With(e.Keys.Advice.Settle, text))
}

func copied(c report.Copy) Actions {
	return Ask(Copy{c.Text}, Say{DoneMark + "Copied " + c.What + ", if the terminal allows it."})
}

// blocks is how many blocks of code there are to copy on this page by their digits.
func (s *advice) blocks() int {
	if len(s.pages) == 0 {
		return 0
	}
	return min(9, len(s.pages[s.at].Copies()))
}

// Goals are the sections.
func (s *advice) Goals(Env) []Goal {
	var out []Goal
	for _, p := range s.pages {
		to := s.ToAdvice
		to.Section = p.ID
		out = append(out, Goal{Title: "Section: " + p.Title, Place: to, Within: true})
	}
	return out
}

// here is this place, at the section shown.
func (s *advice) here() ToAdvice {
	p := s.ToAdvice
	if s.made != nil {
		p.Section = s.pages[s.at].ID
	}
	return p
}

// browse moves in the page and among the sections. Where these are listed, up and down move in the list.
func (s *advice) browse(e Env, k tea.KeyPressMsg) {
	a, listed := e.Keys.Advice, s.listed(e)
	switch {
	case key.Matches(k, a.Previous), listed && key.Matches(k, a.Above):
		s.turn(e, -1)
	case key.Matches(k, a.Next), listed && key.Matches(k, a.Below):
		s.turn(e, 1)
	case key.Matches(k, a.LineDown):
		s.page.ScrollTo(s.page.Offset() + 1)
	case key.Matches(k, a.LineUp):
		s.page.ScrollTo(s.page.Offset() - 1)
	case key.Matches(k, a.Read):
		s.full = !s.full
	default:
		s.page.Press(k, e.Keys)
	}
}

func (s *advice) turn(e Env, by int) {
	if to := s.at + by; to >= 0 && to < len(s.pages) {
		s.at = to
		s.show(e)
		s.page.ScrollTo(0)
	}
}

// listed tells whether the list of sections is shown beside the page.
func (s *advice) listed(e Env) bool {
	return e.Width >= widget.SidebarAt && e.Height >= widget.Low && !s.full
}

// room is how many lines of the page are shown.
func (s *advice) room(e Env) int {
	if e.Height < widget.Low {
		return max(1, e.Height-2)
	}
	return e.Height - 5 // with an empty line above
}

// side is how wide the list of sections is.
func (s *advice) side(e Env) int {
	if e.roomy() {
		return max(44, e.Wide()-widget.Measure-4) // there is room for the picks
	}
	return max(24, min(27, e.Wide()*25/100))
}

// text is how wide the page's text is.
func (s *advice) text(e Env) int {
	if s.listed(e) {
		return min(widget.Measure, e.Wide()-s.side(e)-4)
	}
	return min(widget.Measure, e.Wide()-2)
}

func (s *advice) head(e Env) Head {
	st, h := e.Styles, Head{}
	if s.made == nil {
		h.Left = st.Name.Render("Your stack")
		return h
	}
	h.Right = st.Dim.Render(wording.Counted(s.given, "answer") + " · knowledge " + s.made.Knowledge)
	if s.listed(e) {
		h.Left, h.Split = st.Name.Render(s.title())+"   "+JourneyTitle(e.Words, e.Answers), s.side(e)+1
		if widget.Width(h.Left)+widget.Width(h.Right)+3 > e.Wide() {
			h.Right = st.Dim.Render(wording.Counted(s.given, "answer"))
		}
		return h
	}
	name := s.pages[s.at].Title
	h.Right = st.Dim.Render(fmt.Sprintf("%d of %d", s.at+1, len(s.pages)))
	if word, sign := s.standing(e, s.at); word != "" &&
		s.page.Offset() > 0 { // the heading that says so is above the window
		name += ": " + outcomeOf(s.made, s.pages[s.at].ID)
		h.Right = st.Dim.Render(word) + " " + sign + st.Dim.Render(" · ") + h.Right
	}
	h.Left = st.Dim.Render("‹ ") + st.Name.Render(name) + st.Dim.Render(" ›")
	return h
}

// title is that of the report where it is of one thing alone, such as staying on Python.
func (s *advice) title() string {
	if slices.ContainsFunc(s.made.Decisions, func(d advisor.Decided) bool { return d.Waits }) {
		return report.Title(s.made)
	}
	return "Your stack"
}

// more tells how much of the page is below the window.
func (s *advice) more() string {
	if n := s.page.Below(); n > 0 {
		return fmt.Sprintf("↓ %d more", n)
	}
	if s.page.Offset() > 0 {
		return "end"
	}
	return ""
}

func (s *advice) View(e Env, z Size) View {
	v := View{Head: s.head(e), Foot: s.more()}
	v.Body = s.body(e, z.Width, z.Body(v.Head))
	return v
}

func (s *advice) body(e Env, w, h int) []string {
	if s.made == nil {
		return nil
	}
	page := append([]string{""}, s.lines(e, h-1)...)
	if e.Height < widget.Low {
		page = s.lines(e, h)
	}
	if !s.listed(e) {
		return widget.Indent(page, max(1, (w-s.text(e))/2))
	}
	side := s.side(e)
	return widget.Beside(widget.Fit(s.sections(e, side, h), h), widget.Fit(page, h), side+1,
		e.Styles.Faint.Render("│")+" ")
}

// lines is the part of the page that the window shows, with the standing at the end of its heading.
func (s *advice) lines(e Env, h int) []string {
	out := slices.Clone(s.page.Lines(h))
	for i, line := range out {
		if word, sign := s.standing(e, s.at); i == 0 && s.page.Offset() == 0 && word != "" {
			line = widget.Justify(line, e.Styles.Dim.Render(word)+" "+sign, s.text(e))
		}
		out[i] = widget.Truncate(line, s.text(e))
	}
	return out
}

// standing is how firm the decision of a page is, as a word and a sign; "" for a page that is no decision.
func (s *advice) standing(e Env, page int) (word, mark string) {
	p := s.pages[page]
	if p.Standing == "" {
		return "", ""
	}
	if s.made != nil && p.Standing == advisor.Settled {
		if d := decidedOf(s.made, p.ID); d != nil && d.Pick.ID == "none" {
			return string(advisor.Moot), sign(e, advisor.Moot)
		}
	}
	return string(p.Standing), sign(e, p.Standing)
}

// sections lists the pages, the one shown in view, and below them what more could be asked.
func (s *advice) sections(e Env, w, h int) []string {
	var foot []string
	if s.deeper > 0 {
		more := wording.Counted(s.deeper, "more question")
		if widget.Width(more) > w-6 {
			more = wording.Counted(s.deeper, "question")
		}
		foot = []string{"   " + e.Styles.Strong.Render(e.Keys.Advice.Deeper.Help().Key) + " " + e.Styles.Dim.Render(more)}
	}
	if len(e.Answers.Situations) == 0 {
		foot = append(foot, "   "+e.Styles.Strong.Render(e.Keys.Situations.Open.Help().Key)+" "+
			e.Styles.Dim.Render("what else is so"))
	}
	lines := []string{""}
	var at []int
	for i, p := range s.pages {
		at = append(at, len(lines))
		lines = append(lines, s.row(e, i, w))
		if i+1 < len(s.pages) && (p.Standing == "") != (s.pages[i+1].Standing == "") {
			lines = append(lines, "")
		}
	}
	room := h - len(foot)
	top := widget.OffsetCentred(len(lines), room, at[s.at])
	return append(widget.Fit(widget.Marked(lines, at, top, room, at[s.at], at[s.at], e.Styles.Dim), room), foot...)
}

// row is a page in the list: a decision in brief with how firm it is and, where there is room and the page shown does
// not say the same, with its pick.
func (s *advice) row(e Env, i, w int) string {
	p, st := s.pages[i], e.Styles
	word, mark := s.standing(e, i)
	cells := w - 4
	if mark != "" {
		cells = w - 6
	}
	name, rest := widget.Truncate(p.Title, cells), ""
	if p.Standing != "" {
		name = widget.Shorten(p.Title, cells)
	}
	if mark != "" && e.roomy() && s.at > 0 {
		const title, standing = 19, len("by default")
		name = widget.PadTo(p.Title, title)
		if pick := w - title - 7; pick >= 2*standing+6 {
			rest = widget.PadTo(outcomeOf(s.made, p.ID), pick-standing-2) + "  " + st.Dim.Render(fmt.Sprintf("%*s", standing,
				word))
		} else {
			rest = widget.Truncate(outcomeOf(s.made, p.ID), pick)
		}
	}
	if word == string(advisor.Moot) {
		rest = st.Dim.Render(ansi.Strip(rest))
	}
	row := "   " + name
	if word == string(advisor.Moot) {
		row = "   " + st.Dim.Render(name)
	}
	if i == s.at {
		row = " › " + name
	}
	if mark != "" {
		row = widget.PadTo(row+" "+rest, w-2) + mark
	}
	if i == s.at {
		return widget.Selected(row, w, st)
	}
	return row
}

// outcomeOf is the pick of a decision by name, or why there is none.
func outcomeOf(a *advisor.Advice, decision string) string {
	if d := decidedOf(a, decision); d != nil {
		return moves.Outcome(d)
	}
	return ""
}

// decidedOf is the advice on a decision, or nil for a section that is none.
func decidedOf(a *advisor.Advice, id string) *advisor.Decided {
	for i := range a.Decisions {
		if a.Decisions[i].Key() == id {
			return &a.Decisions[i]
		}
	}
	return nil
}

func (s *advice) Keys(e Env) keymap.Help {
	k := e.Keys
	a := k.Advice
	above, below, read := a.Above, a.Below, a.Read
	if !s.listed(e) {
		above, below = keymap.With(above, "a line up"), keymap.With(below, "a line down")
	}
	if s.full {
		read = keymap.With(read, "back to the list of sections")
	}
	whatIf := keymap.With(a.WhatIf, "what if: try other answers side by side")
	compare := keymap.With(a.Compare, "compare with the answers of others")
	export := keymap.With(k.Export, "export: reports, records, starter project")
	home := keymap.With(a.Home, "home: something new")
	also := keymap.With(k.Situations.Open, "what else is so: tick it from a list")
	answers := keymap.With(a.Answers, "review the answers")
	return keymap.Help{
		Short: s.hints(e),
		Answer: []key.Binding{s.settleKey(e, true),
			keymap.When(s.deeper > 0, keymap.With(a.Deeper, "answer the deeper questions"))},
		See: []key.Binding{keymap.When(e.Width >= widget.SidebarAt && e.Height >= widget.Low, read), whatIf, compare,
			answers, also, packagesKey(e)},
		Write: []key.Binding{export, keymap.With(a.Copy, "copy this section as Markdown"),
			keymap.When(s.blocks() > 0, keymap.With(k.Number, "copy the block of code with that number"))},
		Move: []key.Binding{above, below, a.Previous, a.Next, a.LineUp, a.LineDown, k.PageUp, k.PageDown, k.First, k.Last,
			keymap.When(s.Back != nil, a.Back)},
		Program: []key.Binding{home},
		Ways: map[string]key.Binding{NameWhatIf: whatIf, NameCompare: compare, NameExport: export, NameHome: home,
			NameSituations: also, NamePackages: packagesKey(e), NameAnswers: answers},
	}
}

// hints are the keys for the bottom line. While the list of sections is there, it tells itself how many questions
// are left.
func (s *advice) hints(e Env) []key.Binding {
	k := e.Keys
	scroll, block := keymap.With(k.PageDown, "scroll"), keymap.When(s.blocks() > 0, keymap.With(k.Number, "copy code"))
	settle := s.settleKey(e, false)
	if s.listed(e) {
		return []key.Binding{keymap.Both(k.Advice.Above, k.Advice.Below, "section"), scroll, block, settle, k.Advice.WhatIf,
			k.Export, k.Advice.Answers, k.Search, k.Advice.Compare, k.Help}
	}
	return []key.Binding{keymap.Both(k.Advice.Previous, k.Advice.Next, "section"), scroll, block, settle,
		k.Advice.WhatIf, k.Export, keymap.When(s.deeper > 0, keymap.With(k.Advice.Deeper, "deeper")), k.Advice.Answers,
		k.Help}
}
