package screen

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"rustadvisor/advisor"
	"rustadvisor/ui/tui/keymap"
	"rustadvisor/ui/tui/widget"
)

// interview asks one question and shows where the decisions stand and what the highlighted choice would do to them.
type interview struct {
	ToQuestion
	menu
	flow []advisor.Step // the questions asked in this round: the essentials, or all
	here int            // which of them this is

	standing advisor.Standings
	preview  advisor.Standings // with the highlighted choice
}

func newInterview(e Env, p ToQuestion) *interview {
	s := &interview{ToQuestion: p}
	if p.Round != nil {
		s.flow = p.Round.steps(e, e.Answers)
	} else {
		called := e.Engine.Called(e.Answers)
		if at := stepOf(called, p.ID); at >= 0 && !called[at].Essential {
			s.Deeper = true
			if !slices.Contains(s.Asked, p.ID) {
				s.Asked = append(slices.Clone(s.Asked), p.ID)
			}
		}
		s.flow = s.steps(e, e.Answers)
	}
	s.here = max(0, stepOf(s.flow, p.ID))
	s.standing = e.Engine.Standings(e.Answers)
	s.menu = newMenu(e, e.Answers, s.step())
	if p.At > 0 {
		s.menu.cursor = min(p.At, len(s.menu.question.Choices)) - 1
	}
	s.compute(e)
	return s
}

// steps are the questions that are asked outside of a round: the essential ones, or the deeper ones, too, in the order
// of what they can change; those asked already stay where they were.
func (s *interview) steps(e Env, a advisor.Answers) []advisor.Step {
	if s.Deeper {
		return e.Engine.Flow(a, s.Asked...)
	}
	return slices.DeleteFunc(e.Engine.Called(a), func(t advisor.Step) bool { return !t.Essential })
}

// stepOf is the index of a question among steps, or -1.
func stepOf(steps []advisor.Step, id string) int {
	return slices.IndexFunc(steps, func(t advisor.Step) bool { return t.Question.ID == id })
}

func (s *interview) step() advisor.Step { return s.flow[s.here] }

// compute finds what the highlighted choice would do.
func (s *interview) compute(e Env) {
	s.preview = e.Engine.Standings(e.Answers.Tick(s.step().Question, s.menu.at().ID, true))
}

func (s *interview) Update(e Env, msg tea.Msg) (Actions, tea.Cmd) {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil, nil
	}
	q := s.step().Question
	switch {
	case s.Why && key.Matches(press, e.Keys.Close):
		s.Why = false
	case key.Matches(press, e.Keys.Up):
		s.move(e, s.cursor-1)
	case key.Matches(press, e.Keys.Down):
		s.move(e, s.cursor+1)
	case key.Matches(press, e.Keys.Tick) && q.Several:
		return s.tick(e, s.cursor), nil
	case key.Matches(press, e.Keys.Choose) && q.Several && s.step().Choice != "":
		return Ask(Open{s.after(e, e.Answers)}), nil
	case key.Matches(press, e.Keys.Choose):
		return s.choose(e, s.cursor), nil
	case key.Matches(press, e.Keys.Number):
		i, _ := strconv.Atoi(press.String())
		switch {
		case i > len(q.Choices):
		case q.Several:
			return s.tick(e, i-1), nil
		default:
			return s.choose(e, i-1), nil
		}
	case key.Matches(press, e.Keys.Unsure):
		if i := s.unsure(); i >= 0 {
			return s.choose(e, i), nil
		}
	case key.Matches(press, e.Keys.Star):
		p := s.ToQuestion
		p.ID = q.ID
		return Ask(Answer{e.Answers.Starred(q.ID)}, Open{p}), nil
	case key.Matches(press, e.Keys.Interview.Next) && s.step().Choice != "":
		return Ask(Open{s.after(e, e.Answers)}), nil
	case key.Matches(press, e.Keys.Back):
		return Ask(Open{s.before()}), nil
	case key.Matches(press, e.Keys.Interview.Review):
		return Ask(Open{ToAnswers{Question: q.ID}}), nil
	case key.Matches(press, e.Keys.Interview.Finish) && s.Round != nil:
		return Ask(Open{s.Round.Advice}), nil
	case key.Matches(press, e.Keys.Interview.Finish) && (e.Enough || s.answered()):
		return Ask(Open{ToAdvice{}}), nil
	case key.Matches(press, e.Keys.Situations.Open) && len(s.flow) > 1:
		p := s.ToQuestion
		p.ID = q.ID
		return Ask(Open{ToSituations{p}}), nil
	case key.Matches(press, e.Keys.Situations.Packages) && e.Answers.FromPython():
		p := s.ToQuestion
		p.ID = q.ID
		return Ask(Open{ToPackages{From: p}}), nil
	case key.Matches(press, e.Keys.Why):
		s.Why = !s.Why
	}
	return nil, nil
}

func (s *interview) move(e Env, to int) {
	if s.menu.move(to) {
		s.compute(e)
	}
}

func (s *interview) choose(e Env, i int) Actions {
	q := s.step().Question
	a := e.Answers.With(q.ID, q.Choices[i].ID)
	return Ask(Answer{a}, Open{s.after(e, a)})
}

// tick ticks a choice of a question that takes several, or no longer, and stays.
func (s *interview) tick(e Env, i int) Actions {
	q, p := s.step().Question, s.ToQuestion
	p.ID, p.At = q.ID, i+1
	return Ask(Answer{e.Answers.Tick(q, q.Choices[i].ID, false)}, Open{p})
}

// after is where the interview goes once this question has its answer. The answer may have brought up other questions.
func (s *interview) after(e Env, a advisor.Answers) Place {
	if s.Edits != nil {
		return s.list()
	}
	if s.Round != nil {
		return s.inRound(e, a)
	}
	passed := false
	open := ""
	for _, t := range s.steps(e, a) {
		if passed {
			return s.to(t.Question.ID)
		}
		passed = t.Question.ID == s.step().Question.ID
		if !passed && t.Choice == "" && open == "" {
			open = t.Question.ID
		}
	}
	switch {
	case open != "":
		return s.to(open)
	case a.FromPython() && !s.Deeper && len(a.Packages) == 0:
		return ToPackages{From: s.to(s.step().Question.ID), Then: ToAdvice{}}
	}
	return ToAdvice{}
}

// steps are the questions of a round that these answers call for.
func (r *Round) steps(e Env, a advisor.Answers) []advisor.Step {
	var out []advisor.Step
	flow := e.Engine.Called(a)
	for _, id := range r.Questions {
		if i := stepOf(flow, id); i >= 0 {
			out = append(out, flow[i])
		}
	}
	return out
}

// inRound is the next question of the round, or the advice.
func (s *interview) inRound(e Env, a advisor.Answers) Place {
	at := slices.Index(s.Round.Questions, s.step().Question.ID)
	for _, t := range s.Round.steps(e, a) {
		if slices.Index(s.Round.Questions, t.Question.ID) > at {
			return s.to(t.Question.ID)
		}
	}
	return s.Round.Advice
}

// list is the list of answers that this question was changed from.
func (s *interview) list() Place {
	return ToAnswers{Question: s.step().Question.ID, Advice: s.Edits.Advice}
}

// to is another question of the same round.
func (s *interview) to(id string) Place {
	return ToQuestion{ID: id, Deeper: s.Deeper, Asked: s.Asked, Why: s.Why, Round: s.Round}
}

func (s *interview) before() Place {
	switch {
	case s.Edits != nil:
		return s.list()
	case s.here == 0 && s.Round != nil:
		return s.Round.Advice
	case s.here == 0:
		return ToHome{}
	}
	return s.to(s.flow[s.here-1].Question.ID)
}

func (s *interview) head(e Env) Head {
	q := s.step().Question
	right := fmt.Sprintf("question %d of %d", s.here+1, len(s.flow))
	if essentials := s.essentials(); s.Round != nil {
		right = fmt.Sprintf("to settle: %d of %d", s.here+1, len(s.flow))
	} else if s.here >= essentials {
		right = fmt.Sprintf("deeper question %d of %d", s.here-essentials+1, len(s.flow)-essentials)
	}
	if t := sectionTitle(e, q.Section); t != "" {
		if e.Height < widget.Low { // else the line below has it
			right += " · " + t
		}
	}
	title := JourneyTitle(e.Words, e.Answers)
	if name := e.Pair.Answering(); name != "" {
		title = name + " answers"
	}
	h := Head{Left: e.Styles.Name.Render("rustadvisor") + "   " + title,
		Right: e.Styles.Dim.Render(right)}
	switch {
	case e.Width < widget.Slim:
		h.Left, h.Right = e.Styles.Name.Render(right), ""
	case e.Width < widget.Narrow:
		h.Left = e.Styles.Name.Render(title)
	}
	h.Second = s.progress(e, e.Wide()-2)
	if e.columns() {
		h.Split = leftOf(e.Wide()) + 1
	}
	return h
}

func (s *interview) essentials() int {
	n := slices.IndexFunc(s.flow, func(t advisor.Step) bool { return !t.Essential })
	if n < 0 {
		return len(s.flow)
	}
	return n
}

// progress shows the sections of this round: done ✓, here ●, to come ○. Where words do not fit, only the present one
// has its name. The progress of Bubbles is a bar without names.
func (s *interview) progress(e Env, cells int) string {
	here := s.step().Question.Section
	line := func(words bool) string {
		var parts []string
		for _, sec := range e.Engine.Base().Sections {
			state := s.section(sec.ID)
			if state == "" {
				continue
			}
			name := " " + sec.Title
			switch {
			case sec.ID == here:
				parts = append(parts, e.Styles.Accent.Render("●")+e.Styles.Strong.Render(name))
				continue
			case !words:
				name = ""
			}
			style := e.Styles.Dim
			if state == "✓" {
				style = e.Styles.Good
			}
			parts = append(parts, style.Render(state)+e.Styles.Dim.Render(name))
		}
		return strings.Join(parts, "  ")
	}
	if full := line(true); widget.Width(full) <= cells {
		return full
	}
	return line(false)
}

// section tells whether the questions of a section all have answers; "" when it has none in this round.
func (s *interview) section(id string) string {
	state := ""
	for _, t := range s.flow {
		if t.Question.Section == id {
			if t.Choice == "" {
				return "○"
			}
			state = "✓"
		}
	}
	return state
}

// finish goes to the advice: back to it once the essential questions have answers, or before, where the others
// change no pick.
func (s *interview) finish(e Env, again, now string) key.Binding {
	if s.answered() || s.Round != nil {
		return keymap.With(e.Keys.Interview.Finish, again)
	}
	return keymap.When(e.Enough, keymap.With(e.Keys.Interview.Finish, now))
}

// answered tells whether all essential questions have answers.
func (s *interview) answered() bool {
	return !slices.ContainsFunc(s.flow, func(t advisor.Step) bool { return t.Essential && t.Choice == "" })
}

// leftOf is how wide the question's column is in a window.
func leftOf(w int) int {
	if w >= widget.WideAt {
		return w - min(58, w-widget.Measure-6) - 2
	}
	return w - max(24, min(42, w*39/100)) - 2
}

func (s *interview) View(e Env, z Size) View {
	v := View{Head: s.head(e)}
	v.Body = s.body(e, z.Width, z.Body(v.Head))
	return v
}

func (s *interview) body(e Env, w, h int) []string {
	if !e.columns() {
		return s.oneColumn(e, w, h)
	}
	left := leftOf(w)
	lines := s.question(e, left-1, h)
	right := w - left - 4
	var panel []string
	if s.Why {
		panel = reasons(e, s.step().Question, right, h)
	} else {
		panel = standingPanel(e, s, right, h)
	}
	return widget.Beside(widget.Fit(lines, h), widget.Fit(panel, h), left, " "+e.Styles.Faint.Render("│")+" ")
}

func (s *interview) oneColumn(e Env, w, h int) []string {
	summary := widget.Truncate(" "+s.summary(e), w-1)
	if s.Why {
		return append(widget.Fit(widget.Indent(reasons(e, s.step().Question, w-2, h-1), 1), h-1), summary)
	}
	return append(widget.Fit(s.question(e, w-1, h-1), h-1), summary)
}

// summary is what the highlighted choice changes, or where the picks stand if it changes none.
func (s *interview) summary(e Env) string {
	p := panel{e: e, now: s.preview.Beside(s.standing), then: s.preview, cells: e.Width - 3}
	list := p.changes(9)
	switch len(list) {
	case 0:
		return e.Styles.Dim.Render("now ") + picks(s.preview)
	case 1:
		return list[0]
	}
	return list[0] + e.Styles.Dim.Render(fmt.Sprintf(" and %d more", len(list)-1))
}

// question draws the question, why it is asked, and its choices, in so many lines at most.
func (s *interview) question(e Env, cells, h int) []string {
	q, st := s.step().Question, e.Styles
	var lines []string
	if h >= widget.Low {
		lines = append(lines, "")
	}
	text := min(cells-3, widget.Measure)
	third := max(1, h/3) // house rules may be long, and the choices count for more
	title := widget.AtMost(widget.Wrap(q.Title, text, st.Strong), third, text)
	if e.Answers.Star == q.ID {
		star := st.Accent.Render("★ matters most")
		if last := len(title) - 1; widget.Width(title[last])+widget.Width(star)+2 <= text {
			title[last] += "  " + star
		} else {
			title = append(title, star)
		}
	}
	lines = append(lines, widget.Indent(title, 2)...)
	if h >= 8 {
		lines = append(lines, widget.Indent(widget.AtMost(widget.Wrap(q.Why, text, st.Dim), third, text), 2)...)
	}
	if h >= 10 {
		lines = append(lines, "")
	}
	var foot []string
	if e.Enough && h >= 10 { // the keys say so, too
		foot = widget.Indent(widget.Wrap("✓ Nothing left open can change a pick: f finishes.", text, st.Good), 2)
	}
	room := h - len(lines) - len(foot)
	return append(widget.Fit(append(lines, s.menu.draw(e, text, room)...), h-len(foot)), foot...)
}

func sectionTitle(e Env, id string) string {
	for _, s := range e.Engine.Base().Sections {
		if s.ID == id {
			return s.Title
		}
	}
	return ""
}

func (s *interview) Keys(e Env) keymap.Help {
	keys := *e.Keys // a copy: its words are of this question alone
	k, unsure, tick := &keys, s.unsure() >= 0, key.Binding{}
	if s.step().Question.Several {
		k.Number, tick = keymap.With(k.Number, "tick or untick"), keymap.With(k.Tick, "tick or untick")
		if s.step().Choice != "" {
			k.Choose = keymap.With(k.Choose, "go on")
		}
	}
	review := keymap.With(k.Interview.Review, "review all answers")
	also := keymap.When(len(s.flow) > 1, keymap.With(k.Situations.Open, "what else is so: tick it from a list"))
	return keymap.Help{
		Short: []key.Binding{s.finish(e, "advice", "finish now"), tick, k.Choose, k.Back, keymap.When(unsure, k.Unsure),
			k.Why,
			k.Interview.Review, k.Help},
		Answer: []key.Binding{tick, k.Choose, k.Number, keymap.When(unsure, keymap.With(k.Unsure,
			"not sure: leaves it open")),
			keymap.With(k.Star, "this answer matters most: it counts double"),
			s.finish(e, "to the advice", "finish now: no open answer can change a pick")},
		See: []key.Binding{keymap.With(k.Why, "why is this asked?"), review, also, packagesKey(e)},
		Move: []key.Binding{k.Up, k.Down, keymap.With(k.Back, "back to the question before"),
			keymap.When(s.step().Choice != "", k.Interview.Next)},
		AtCursor: []key.Binding{k.Choose, k.Number},
		Ways:     map[string]key.Binding{NameAnswers: review, NameSituations: also, NamePackages: packagesKey(e)},
	}
}
