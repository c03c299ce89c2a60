package screen

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"rustadvisor/advisor"
	"rustadvisor/advisor/tally"
	"rustadvisor/knowledge"
	"rustadvisor/ui/tui/keymap"
	"rustadvisor/ui/tui/widget"
)

// asking puts one question to the room, a step at a time.
type asking struct {
	room
	base *knowledge.Base
	flow []advisor.Step
	here int
	step int // one of the constants below

	cursor   int  // the highlighted choice, or -1: at first nothing is, for that would be a hint
	group    int  // whose hands are counted
	fresh    bool // the next digit begins a new number
	why      bool
	standing bool          // shown over the question
	measurer *widget.Field // while it is typed who measures a fact, or nil
}

const (
	stepTitle = iota
	stepChoices
	stepHands
	stepResult
)

// newAsking begins with the title alone, or with the result where hands were counted already.
func newAsking(e Env, w room, question string) *asking {
	w.Put(question)
	p := &asking{room: w, base: e.Engine.Base(), flow: w.Flow(e.Engine), cursor: -1}
	p.here = max(0, slices.IndexFunc(p.flow, func(s advisor.Step) bool { return s.Question.ID == question }))
	if w.Tally.Asked(p.question().ID) {
		p.step = stepResult
	}
	return p
}

func (p *asking) question() *knowledge.Question { return p.flow[p.here].Question }

func (p *asking) count(group int) tally.Count { return p.Tally.Count(p.base, p.question(), group) }

func (p *asking) press(e Env, k tea.KeyPressMsg) (Actions, tea.Cmd) {
	switch {
	case p.measurer != nil:
		return nil, p.pressMeasurer(e, k)
	case p.standing:
		p.standing = false
		return nil, nil
	case key.Matches(k, e.Keys.Workshop.Standing):
		p.standing = true
		return nil, nil
	case key.Matches(k, e.Keys.Why):
		p.why = !p.why
		return nil, nil
	case key.Matches(k, e.Keys.Star):
		return nil, p.change(e, p.Tally.Starred(p.question().ID))
	case key.Matches(k, e.Keys.Workshop.Finish):
		return p.finish(e), nil
	case key.Matches(k, e.Keys.Workshop.NextQuestion):
		return p.after(e), nil
	case key.Matches(k, e.Keys.Workshop.QuestionBefore):
		return p.before(), nil
	}
	switch p.step {
	case stepChoices:
		return p.pressChoices(e, k), nil
	case stepHands:
		return p.pressHands(e, k)
	case stepResult:
		return p.pressResult(e, k)
	}
	switch {
	case key.Matches(k, e.Keys.Workshop.OnAny):
		p.step = stepChoices
	case key.Matches(k, e.Keys.Workshop.BackAny):
		return p.before(), nil
	}
	return nil, nil
}

func (p *asking) pressChoices(e Env, k tea.KeyPressMsg) Actions {
	last := len(p.question().Choices) - 1
	switch {
	case key.Matches(k, e.Keys.Up):
		p.cursor = max(-1, p.cursor-1)
	case key.Matches(k, e.Keys.Down):
		p.cursor = min(last, p.cursor+1)
	case key.Matches(k, e.Keys.Number):
		if i := int(k.Code - '1'); i <= last {
			p.cursor = i
		}
	case key.Matches(k, e.Keys.Workshop.Hide) && p.cursor >= 0:
		p.cursor = -1
	case key.Matches(k, e.Keys.Workshop.Hide):
		p.cursor = 0
	case key.Matches(k, e.Keys.Workshop.OnAny):
		p.toHands()
	case key.Matches(k, e.Keys.Workshop.BackAny):
		p.step, p.cursor = stepTitle, -1
	}
	return nil
}

func (p *asking) toHands() { p.step, p.cursor, p.group, p.fresh = stepHands, 0, 0, true }

// pressHands counts. A digit after a move begins a new number, so that a wrong one is typed over.
func (p *asking) pressHands(e Env, k tea.KeyPressMsg) (Actions, tea.Cmd) {
	now := p.Tally.Raised(p.question().ID, p.question().Choices[p.cursor].ID, p.group)
	switch {
	case key.Matches(k, e.Keys.Workshop.Digits):
		digit := int(k.Code - '0')
		if p.fresh {
			now = 0
		}
		if now*10+digit > tally.MostHands {
			return say("That is more than a room holds."), nil
		}
		return p.raise(e, now*10+digit)
	case key.Matches(k, e.Keys.Workshop.EraseDigit):
		return p.raise(e, now/10)
	case key.Matches(k, e.Keys.Workshop.None):
		return p.raise(e, 0)
	case key.Matches(k, e.Keys.Workshop.Fewer):
		return p.raise(e, now-1)
	case key.Matches(k, e.Keys.Workshop.More):
		return p.raise(e, now+1)
	case key.Matches(k, e.Keys.Up):
		p.cursor, p.fresh = max(0, p.cursor-1), true
	case key.Matches(k, e.Keys.Down):
		p.cursor, p.fresh = min(len(p.question().Choices)-1, p.cursor+1), true
	case key.Matches(k, e.Keys.Workshop.Group) && len(p.Tally.Groups) > 0:
		p.cursor, p.group, p.fresh = 0, (p.group+1)%len(p.Tally.Groups), true
	case k.String() == "pgdown":
		p.nextGroup()
	case key.Matches(k, e.Keys.Workshop.On):
		p.nextRow()
	case key.Matches(k, e.Keys.Workshop.Back):
		p.step, p.cursor = stepChoices, -1
	}
	return nil, nil
}

func (p *asking) raise(e Env, n int) (Actions, tea.Cmd) {
	p.fresh = false
	return nil, p.change(e, p.Tally.With(p.question().ID, p.question().Choices[p.cursor].ID, p.group, n))
}

// nextRow goes through the choices, then through the groups, then to the result.
func (p *asking) nextRow() {
	p.fresh = true
	if p.cursor++; p.cursor == len(p.question().Choices) {
		p.nextGroup()
	}
}

func (p *asking) nextGroup() {
	p.cursor, p.fresh = 0, true
	if p.group++; p.group >= len(p.Tally.Groups) {
		p.step, p.cursor, p.group = stepResult, -1, 0
	}
}

// pressResult goes on, but not past a tie: that is the facilitator's to decide.
func (p *asking) pressResult(e Env, k tea.KeyPressMsg) (Actions, tea.Cmd) {
	c := p.count(tally.Room)
	at := slices.Index(c.Leaders, p.cursor)
	switch {
	case key.Matches(k, e.Keys.Workshop.Measure) && c.Measure():
		p.measurer = &widget.Field{}
		p.measurer.Insert(p.Tally.Measures[c.Question.ID])
	case key.Matches(k, e.Keys.Up) && c.Tie():
		p.cursor = c.Leaders[max(0, at-1)]
	case key.Matches(k, e.Keys.Down) && c.Tie():
		p.cursor = c.Leaders[min(len(c.Leaders)-1, at+1)]
	case key.Matches(k, e.Keys.Choose) && c.Tie() && at >= 0:
		choice := c.Question.Choices[p.cursor].ID
		p.cursor = -1
		return nil, p.change(e, p.Tally.Decide(c.Question.ID, choice))
	case key.Matches(k, e.Keys.Workshop.OnAny) && c.Open():
		return say("A tie: ↑↓ and enter decide it, o leaves it open."), nil
	case key.Matches(k, e.Keys.Workshop.Undecided) && c.Open(), key.Matches(k, e.Keys.Workshop.OnAny):
		return p.after(e), nil
	case key.Matches(k, e.Keys.Workshop.BackAny):
		p.toHands()
	}
	return nil, nil
}

// pressMeasurer takes the name of who measures what the room does not agree on.
func (p *asking) pressMeasurer(e Env, k tea.KeyPressMsg) tea.Cmd {
	switch {
	case key.Matches(k, e.Keys.Text.Back):
		p.measurer = nil
	case key.Matches(k, e.Keys.Choose):
		who := p.measurer.Value()
		p.measurer = nil
		return p.change(e, p.Tally.MeasuredBy(p.question().ID, who))
	default:
		p.measurer.Press(k, &e.Keys.Text)
	}
	return nil
}

// after is the question that follows, the first one without hands behind the last, or the end.
func (p *asking) after(e Env) Actions {
	here := p.question().ID
	p.Clock.Reset()
	flow := p.Flow(e.Engine)
	at := slices.IndexFunc(flow, func(s advisor.Step) bool { return s.Question.ID == here })
	if at+1 < len(flow) {
		return p.goOn(e, flow[at+1].Question.ID)
	}
	return p.finish(e)
}

func (p *asking) before() Actions {
	p.Clock.Reset()
	if p.here == 0 {
		return Ask(Open{ToWorkshop{}})
	}
	return Ask(Open{ToWorkshop{Question: p.flow[p.here-1].Question.ID}})
}

func (p *asking) Keys(e Env) keymap.Help {
	k, w := e.Keys, e.Keys.Workshop
	if p.measurer != nil {
		name := keymap.With(k.Choose, "measures it")
		return keymap.Help{Short: []key.Binding{name, e.Keys.Text.Back}, Answer: []key.Binding{name},
			Move: []key.Binding{e.Keys.Text.Back}}
	}
	help := keymap.Help{
		Short: p.hints(e),
		Answer: []key.Binding{keymap.With(k.Star, "this matters most to the room: it counts double"),
			keymap.With(w.Finish, "finish: what came out")},
		See: []key.Binding{keymap.With(w.Standing, "show the standing, until the next key"), keymap.With(k.Why,
			"why is this asked?"),
			keymap.With(w.Clock, "start or stop the clock"), w.Longer, w.Shorter, keymap.With(w.Bell,
				"ring the bell at the end, or not")},
		Move: []key.Binding{keymap.With(w.On, "on (pgdn, as remote controls send)"), keymap.With(w.Back, "back (pgup)"),
			w.NextQuestion,
			w.QuestionBefore},
	}
	switch p.step {
	case stepChoices:
		help.AtCursor = []key.Binding{w.Explain, k.Number}
		help.See = append(help.See, w.Hide)
	case stepHands:
		help.AtCursor = []key.Binding{w.Digits, w.EraseDigit, w.Fewer, w.More}
		help.Move = append(help.Move, k.Up, k.Down)
	case stepResult:
		help.AtCursor = []key.Binding{keymap.With(k.Choose, "take the choice, at a tie")}
		help.Move = append(help.Move, k.Up, k.Down)
	}
	help.Answer = append(help.Answer, help.AtCursor...)
	switch p.step {
	case stepHands:
		help.Answer = append(help.Answer, w.None, keymap.When(len(p.Tally.Groups) > 0, w.Group))
	case stepResult:
		c := p.count(tally.Room)
		help.Answer = append(help.Answer, w.Undecided, keymap.When(c.Measure(), w.Measure))
	}
	return help
}

// hints are the keys for the bottom line.
func (p *asking) hints(e Env) []key.Binding {
	k, w := e.Keys, e.Keys.Workshop
	clock := keymap.With(w.Clock, "start clock")
	if p.Clock.Running {
		clock = keymap.With(w.Clock, "stop clock")
	}
	switch {
	case p.standing:
		return []key.Binding{keymap.Any("hides it")}
	case p.step == stepTitle:
		return []key.Binding{keymap.With(w.OnAny, "the choices"), clock, k.Why, w.BackAny}
	case p.step == stepChoices:
		return []key.Binding{keymap.With(w.OnAny, "count hands"), w.Explain, clock, w.BackAny}
	case p.step == stepHands:
		return []key.Binding{w.Digits, keymap.With(w.On, "next"), k.Move("choice"), keymap.When(len(p.Tally.Groups) > 0,
			w.Group), w.Back}
	}
	c := p.count(tally.Room)
	measure := keymap.When(c.Measure(), w.Measure)
	if c.Open() {
		return []key.Binding{k.Move("choose"), keymap.With(k.Choose, "take"), w.Undecided, measure,
			keymap.With(w.BackAny, "correct")}
	}
	return []key.Binding{keymap.With(w.OnAny, "next question"), measure, w.Standing, keymap.With(k.Star, "matters most"),
		keymap.With(w.BackAny, "correct"), w.Finish}
}
