package screen

import (
	"fmt"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"rustadvisor/advisor"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/tui/keymap"
	"rustadvisor/ui/tui/widget"
)

// review lists every question that the answers call for, with its answer, and below them the pins; enter changes one.
type review struct {
	ToAnswers
	steps  []advisor.Step // in the order of the sections
	pins   []advisor.Pin
	cursor int // on a step, behind them on a pin, or one past both: show the advice
}

func newReview(e Env, p ToAnswers) *review {
	s := &review{ToAnswers: p, steps: bySection(e, e.Answers), pins: e.Answers.ListedPins(e.Engine.Base())}
	if i := slices.IndexFunc(s.steps, func(t advisor.Step) bool { return t.Question.ID == p.Question }); i >= 0 {
		s.cursor = i
	}
	return s
}

// bySection lists the questions that answers call for in the order of the sections.
func bySection(e Env, a advisor.Answers) []advisor.Step {
	flow := e.Engine.Called(a)
	sections := []string{""}
	for _, sec := range e.Engine.Base().Sections {
		sections = append(sections, sec.ID)
	}
	var out []advisor.Step
	for _, sec := range sections {
		for _, t := range flow {
			if t.Question.Section == sec {
				out = append(out, t)
			}
		}
	}
	return out
}

func (s *review) Update(e Env, msg tea.Msg) (Actions, tea.Cmd) {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil, nil
	}
	switch {
	case key.Matches(press, e.Keys.Up):
		s.cursor = max(0, s.cursor-1)
	case key.Matches(press, e.Keys.Down):
		s.cursor = min(s.last(), s.cursor+1)
	case key.Matches(press, e.Keys.PageUp):
		s.cursor = max(0, s.cursor-pageOfList)
	case key.Matches(press, e.Keys.PageDown):
		s.cursor = min(s.last(), s.cursor+pageOfList)
	case key.Matches(press, e.Keys.First):
		s.cursor = 0
	case key.Matches(press, e.Keys.Last):
		s.cursor = s.last()
	case key.Matches(press, e.Keys.Review.Advice), key.Matches(press, e.Keys.Review.Change) && s.cursor == s.last():
		return Ask(Open{ToAdvice{Back: ToAnswers{Question: s.question(s.cursor)}}}), nil
	case key.Matches(press, e.Keys.Review.Change) && s.cursor >= len(s.steps):
		return Ask(Open{ToWhatIf{Pin: s.pins[s.cursor-len(s.steps)].Decision}}), nil
	case key.Matches(press, e.Keys.Review.Change):
		return Ask(Open{ToQuestion{ID: s.question(s.cursor), Edits: &s.ToAnswers}}), nil
	case key.Matches(press, e.Keys.Star) && s.cursor < len(s.steps):
		id := s.question(s.cursor)
		return Ask(Answer{e.Answers.Starred(id)}, Open{ToAnswers{Question: id, Advice: s.Advice}}), nil
	case key.Matches(press, e.Keys.Situations.Open):
		return Ask(Open{ToSituations{ToAnswers{Question: s.question(s.cursor), Advice: s.Advice}}}), nil
	case key.Matches(press, e.Keys.Situations.Packages) && e.Answers.FromPython():
		return Ask(Open{ToPackages{From: ToAnswers{Question: s.question(s.cursor), Advice: s.Advice}}}), nil
	case key.Matches(press, e.Keys.Back), key.Matches(press, e.Keys.Interview.Review):
		return Ask(Open{s.back(e)}), nil
	}
	return nil, nil
}

// pageOfList is how many entries a page key goes on in a list.
const pageOfList = 8

// last is the line that shows the advice.
func (s *review) last() int { return len(s.steps) + len(s.pins) }

// question is the id of the question on that line, or "" behind the questions.
func (s *review) question(line int) string {
	if line < len(s.steps) {
		return s.steps[line].Question.ID
	}
	return ""
}

// back leads to the advice if the reader came from there, else to the question the cursor is on.
func (s *review) back(e Env) Place {
	switch {
	case s.Advice:
		return ToAdvice{}
	case s.cursor < len(s.steps):
		return ToQuestion{ID: s.question(s.cursor)}
	}
	return ToStopped{}
}

// head is the title, and as many of the counts as there is room for.
func (s *review) head(e Env) Head {
	open, optional, unsure := 0, 0, 0
	for _, t := range s.steps {
		c := t.Question.Choice(t.Choice)
		switch {
		case c != nil && c.Unsure:
			unsure++
		case t.Choice != "":
		case t.Essential:
			open++
		default:
			optional++
		}
	}
	counts := []string{wording.Counted(len(s.steps)-open-optional-unsure, "answer")}
	if unsure > 0 {
		counts = append(counts, fmt.Sprintf("%d not sure", unsure))
	}
	if n := len(e.Answers.Situations); n > 0 {
		counts = append(counts, wording.Counted(n, "situation"))
	}
	if n := len(e.Answers.Packages); n > 0 && e.Answers.FromPython() {
		counts = append(counts, wording.Counted(n, "Python package"))
	}
	if n := len(s.pins); n > 0 {
		counts = append(counts, wording.Counted(n, "pin"))
	}
	if open > 0 {
		counts = append(counts, fmt.Sprintf("%d open", open))
	}
	if optional > 0 {
		counts = append(counts, fmt.Sprintf("%d optional", optional))
	}
	h := Head{Left: e.Styles.Name.Render("Your answers") + "   " + JourneyTitle(e.Words, e.Answers)}
	for len(counts) > 1 && widget.Width(h.Left)+widget.Width(strings.Join(counts, " · "))+3 > e.Wide() {
		counts = counts[:len(counts)-1] // the journey stands first in the list, too, but names the screen
	}
	h.Right = e.Styles.Dim.Render(strings.Join(counts, " · "))
	return h
}

func (s *review) View(e Env, z Size) View {
	v := View{Head: s.head(e)}
	h := z.Body(v.Head)
	lines, at := s.lines(e, z.Width, h)
	here := at[s.cursor]
	v.Body = widget.Marked(lines, at, widget.OffsetCentred(len(lines), h, here), h, here, here, e.Styles.Dim)
	return v
}

// lines are all lines, and on which of them each row begins.
func (s *review) lines(e Env, w, h int) (lines []string, at []int) {
	at = make([]int, 0, s.last()+1)
	section := "-"
	for i, t := range s.steps {
		if t.Question.Section != section {
			section = t.Question.Section
			if title := sectionTitle(e, section); title != "" {
				lines = append(lines, "", "  "+e.Styles.Group.Render(title))
			} else if h >= widget.Low {
				lines = append(lines, "")
			}
		}
		at = append(at, len(lines))
		lines = append(lines, s.row(e, i, min(w, widget.Measure+24)))
	}
	for i, p := range s.pins {
		if i == 0 {
			lines = append(lines, "", widget.Truncate("  "+e.Styles.Group.Render("Pinned: used whatever the answers say"), w))
		}
		at = append(at, len(lines))
		lines = append(lines, s.pinned(e, i, p, min(w, widget.Measure+24)))
	}
	at = append(at, len(lines)+1)
	lines = append(lines, "", s.line(e, s.last(), "Show advice", "", min(w, widget.Measure+24)-1))
	return lines, at
}

func (s *review) row(e Env, i, w int) string {
	t := s.steps[i]
	short := widget.PadTo(t.Question.Short, s.shortCells(w))
	answer := e.Styles.Accent.Render("○") + e.Styles.Dim.Render(" open")
	switch c := t.Question.Choice(t.Choice); {
	case c != nil && c.Unsure:
		answer = e.Styles.Dim.Render("? " + c.Label)
	case t.Choice != "":
		answer = e.Styles.Good.Render("✓") + " " + t.Label()
	case !t.Essential:
		answer = e.Styles.Dim.Render("○ optional")
	}
	star := ""
	if e.Answers.Star == t.Question.ID {
		star = e.Styles.Accent.Render(" ★ matters most")
	}
	return s.line(e, i, short, answer+star, w-1)
}

// shortCells is how wide the names of questions and decisions are: no wider than the longest.
func (s *review) shortCells(w int) int {
	longest := longestShort(s.steps)
	if len(s.pins) > 0 {
		longest = max(longest, len("Migration strategy"))
	}
	return min(longest+2, max(12, min(22, w/3)))
}

// longestShort is how wide the longest name of the questions is.
func longestShort(steps []advisor.Step) int {
	longest := 0
	for _, t := range steps {
		longest = max(longest, widget.Width(t.Question.Short))
	}
	return longest
}

// pinned is a pin, of that number.
func (s *review) pinned(e Env, i int, p advisor.Pin, w int) string {
	d := e.Engine.Base().Decision(p.Decision)
	mark := firmSign(e.Styles, advisor.MustBe) + " "
	return s.line(e, len(s.steps)+i, widget.PadTo(d.Title, s.shortCells(w)), mark+d.Option(p.Option).Title, w-1)
}

// line is a row of the list, that of the cursor as a bar.
func (s *review) line(e Env, i int, name, rest string, cells int) string {
	if i == s.cursor {
		return widget.Selected("  › "+name+" "+rest, cells, e.Styles)
	}
	return widget.Truncate("    "+name+" "+rest, cells)
}

func (s *review) Keys(e Env) keymap.Help {
	k := e.Keys
	also := keymap.With(k.Situations.Open, "what else is so: tick it from a list")
	change := keymap.With(k.Review.Change, "change this answer, then come back here; a pin opens in what-if")
	return keymap.Help{
		Short:  []key.Binding{k.Move("move"), k.Review.Change, k.Back, k.Review.Advice, k.Star, k.Search, k.Quit, k.Help},
		Answer: []key.Binding{change, keymap.With(k.Star, "this answer matters most: it counts double")},
		See:    []key.Binding{k.Review.Advice, also, packagesKey(e)},
		Move: []key.Binding{k.Up, k.Down, k.PageUp, k.PageDown, k.First, k.Last, keymap.With(k.Back,
			"back to where you were")},
		AtCursor: []key.Binding{change},
		Ways: map[string]key.Binding{NameAdvice: k.Review.Advice, NameSituations: also,
			NamePackages: packagesKey(e)},
	}
}
