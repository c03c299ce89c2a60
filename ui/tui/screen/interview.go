package tui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"rustadvisor/advisor"
	"rustadvisor/ui/tui/keymap"
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

func newInterview(e env, p ToQuestion) *interview {
	s := &interview{ToQuestion: p, flow: e.engine.Flow(e.answers)}
	asked := slices.IndexFunc(s.flow, func(t advisor.Step) bool { return t.Question.ID == p.ID })
	if asked < 0 {
		asked = 0
	}
	if !s.flow[asked].Essential {
		s.Deeper = true
	}
	if !s.Deeper {
		s.flow = slices.DeleteFunc(s.flow, func(t advisor.Step) bool { return !t.Essential })
	}
	s.here = asked
	s.standing = e.engine.Standings(e.answers)
	s.menu = newMenu(e, e.answers, s.step())
	s.look(e)
	return s
}

func (s *interview) step() advisor.Step { return s.flow[s.here] }

// look computes what the highlighted choice would do.
func (s *interview) look(e env) {
	s.preview = e.engine.Standings(e.answers.With(s.step().Question.ID, s.menu.at().ID))
}

func (s *interview) Update(e env, msg tea.Msg) (Actions, tea.Cmd) {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil, nil
	}
	q := s.step().Question
	switch {
	case key.Matches(press, e.keys.Up):
		s.move(e, s.cursor-1)
	case key.Matches(press, e.keys.Down):
		s.move(e, s.cursor+1)
	case key.Matches(press, e.keys.Choose):
		return s.choose(e, s.cursor), nil
	case key.Matches(press, e.keys.Number):
		if i, _ := strconv.Atoi(press.String()); i <= len(q.Choices) {
			return s.choose(e, i-1), nil
		}
	case key.Matches(press, e.keys.Unsure):
		if i := s.unsure(); i >= 0 {
			return s.choose(e, i), nil
		}
	case key.Matches(press, e.keys.Star):
		p := s.ToQuestion
		p.ID = q.ID
		return ask(Answer{e.answers.Starred(q.ID)}, Open{p}), nil
	case key.Matches(press, e.keys.Interview.Next) && s.step().Choice != "":
		return ask(Open{s.after(e, e.answers)}), nil
	case key.Matches(press, e.keys.Back):
		return ask(Open{s.before()}), nil
	case key.Matches(press, e.keys.Interview.Review):
		return ask(Open{ToAnswers{Question: q.ID}}), nil
	case key.Matches(press, e.keys.Interview.Finish) && (e.enough || s.answered()):
		return ask(Open{ToAdvice{}}), nil
	case key.Matches(press, e.keys.Why):
		s.Why = !s.Why
	}
	return nil, nil
}

func (s *interview) move(e env, to int) {
	if s.menu.move(to) {
		s.look(e)
	}
}

func (s *interview) choose(e env, i int) Actions {
	q := s.step().Question
	a := e.answers.With(q.ID, q.Choices[i].ID)
	return ask(Answer{a}, Open{s.after(e, a)})
}

// after is where the interview goes once this question has its answer. The answer may have brought up other questions.
func (s *interview) after(e env, a advisor.Answers) Place {
	if s.Edits != nil {
		return s.list()
	}
	passed := false
	open := ""
	for _, t := range e.engine.Flow(a) {
		if !t.Essential && !s.Deeper {
			break
		}
		if passed {
			return s.to(t.Question.ID)
		}
		passed = t.Question.ID == s.step().Question.ID
		if !passed && t.Choice == "" && open == "" {
			open = t.Question.ID
		}
	}
	if open != "" {
		return s.to(open)
	}
	return ToAdvice{}
}

// list is the list of answers that this question was changed from.
func (s *interview) list() Place {
	return ToAnswers{Question: s.step().Question.ID, Advice: s.Edits.Advice}
}

// to is another question of the same round.
func (s *interview) to(id string) Place { return ToQuestion{ID: id, Deeper: s.Deeper, Why: s.Why} }

func (s *interview) before() Place {
	switch {
	case s.Edits != nil:
		return s.list()
	case s.here == 0:
		return ToHome{}
	}
	return s.to(s.flow[s.here-1].Question.ID)
}

func (s *interview) head(e env) Head {
	q := s.step().Question
	right := fmt.Sprintf("question %d of %d", s.here+1, len(s.flow))
	if essentials := s.essentials(); s.here >= essentials {
		right = fmt.Sprintf("deeper question %d of %d", s.here-essentials+1, len(s.flow)-essentials)
	}
	if t := sectionTitle(e, q.Section); t != "" {
		if e.height < low { // else the line below has it
			right += " · " + t
		}
	}
	h := Head{Left: e.look.Name.Render("rustadvisor") + "   " + journeyTitle(e.words, e.answers), Right: e.look.Dim.Render(right)}
	switch {
	case e.width < slim:
		h.Left, h.Right = e.look.Name.Render(right), ""
	case e.width < narrow:
		h.Left = e.look.Name.Render(journeyTitle(e.words, e.answers))
	}
	h.Second = s.progress(e, e.wide()-2)
	if e.columns() {
		h.Split = leftOf(e.wide()) + 1
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

// progress shows the sections of this round: done ✓, here ●, to come ○. Where words do not fit, only the present one has
// its name.
func (s *interview) progress(e env, cells int) string {
	here := s.step().Question.Section
	line := func(words bool) string {
		var parts []string
		for _, sec := range e.engine.Base().Sections {
			state := s.section(sec.ID)
			if state == "" {
				continue
			}
			name := " " + sec.Title
			switch {
			case sec.ID == here:
				parts = append(parts, e.look.Accent.Render("●")+e.look.Strong.Render(name))
				continue
			case !words:
				name = ""
			}
			style := e.look.Dim
			if state == "✓" {
				style = e.look.Good
			}
			parts = append(parts, style.Render(state)+e.look.Dim.Render(name))
		}
		return strings.Join(parts, "  ")
	}
	if full := line(true); width(full) <= cells {
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

// finish goes to the advice: back to it once the essential questions have answers, or before, where the others change no pick.
func (s *interview) finish(e env, again, now string) key.Binding {
	if s.answered() {
		return keymap.With(e.keys.Interview.Finish, again)
	}
	return keymap.When(e.enough, keymap.With(e.keys.Interview.Finish, now))
}

// answered tells whether all essential questions have answers.
func (s *interview) answered() bool {
	return !slices.ContainsFunc(s.flow, func(t advisor.Step) bool { return t.Essential && t.Choice == "" })
}

// leftOf is how wide the question's column is in a window.
func leftOf(w int) int {
	if w >= wideAt {
		return w - min(58, w-measure-6) - 2
	}
	return w - max(24, min(42, w*39/100)) - 2
}

func (s *interview) View(e env, z Size) View {
	v := View{Head: s.head(e)}
	v.Body = s.body(e, z.Width, z.Body(v.Head))
	return v
}

func (s *interview) body(e env, w, h int) []string {
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
	return beside(sized(lines, h), sized(panel, h), left, " "+e.look.Faint.Render("│")+" ")
}

func (s *interview) oneColumn(e env, w, h int) []string {
	summary := cut(" "+s.summary(e), w-1)
	if s.Why {
		return append(sized(indent(reasons(e, s.step().Question, w-2, h-1), 1), h-1), summary)
	}
	return append(sized(s.question(e, w-1, h-1), h-1), summary)
}

// summary is what the highlighted choice changes, or where the picks stand if it changes none.
func (s *interview) summary(e env) string {
	p := panel{e: e, now: s.standing, then: s.preview, cells: e.width - 3}
	list := p.changes(9)
	switch len(list) {
	case 0:
		return e.look.Dim.Render("now ") + picks(s.preview)
	case 1:
		return list[0]
	}
	return list[0] + e.look.Dim.Render(fmt.Sprintf(" and %d more", len(list)-1))
}

// question draws the question, why it is asked, and its choices, in so many lines at most.
func (s *interview) question(e env, cells, h int) []string {
	q, look := s.step().Question, e.look
	var lines []string
	if h >= low {
		lines = append(lines, "")
	}
	text := min(cells-3, measure)
	title := wrap(q.Title, text, look.Strong)
	if e.answers.Star == q.ID {
		star := look.Accent.Render("★ matters most")
		if last := len(title) - 1; width(title[last])+width(star)+2 <= text {
			title[last] += "  " + star
		} else {
			title = append(title, star)
		}
	}
	lines = append(lines, indent(title, 2)...)
	if h >= 8 {
		lines = append(lines, indent(wrap(q.Why, text, look.Dim), 2)...)
	}
	if h >= 10 {
		lines = append(lines, "")
	}
	var foot []string
	if e.enough {
		foot = indent(wrap("✓ Nothing left open can change a pick: f finishes.", text, look.Good), 2)
	}
	room := h - len(lines) - len(foot)
	return append(sized(append(lines, s.menu.draw(e, text, room)...), h-len(foot)), foot...)
}

func sectionTitle(e env, id string) string {
	for _, s := range e.engine.Base().Sections {
		if s.ID == id {
			return s.Title
		}
	}
	return ""
}

func (s *interview) Keys(e env) keymap.Help {
	k, unsure := e.keys, s.unsure() >= 0
	review := keymap.With(k.Interview.Review, "review all answers")
	return keymap.Help{
		Short: []key.Binding{s.finish(e, "advice", "finish now"), k.Choose, k.Back, keymap.When(unsure, k.Unsure), k.Why,
			k.Interview.Review, k.Help},
		Answer: []key.Binding{k.Choose, k.Number, keymap.When(unsure, keymap.With(k.Unsure, "not sure: leaves it open")),
			keymap.With(k.Star, "this answer matters most: it counts double"),
			s.finish(e, "to the advice", "finish now: no open answer can change a pick")},
		See: []key.Binding{keymap.With(k.Why, "why is this asked?"), review},
		Move: []key.Binding{k.Up, k.Down, keymap.With(k.Back, "back to the question before"),
			keymap.When(s.step().Choice != "", k.Interview.Next)},
		AtCursor: []key.Binding{k.Choose, k.Number},
		Ways:     map[string]key.Binding{nameAnswers: review},
	}
}
