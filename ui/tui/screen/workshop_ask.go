package tui

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
	"rustadvisor/ui/tui/keymap"
)

// asking puts one question to the room, a step at a time.
type asking struct {
	*workshop
	flow []advisor.Step
	here int
	step int // one of the constants below

	cursor   int  // the highlighted choice, or -1: at first nothing is, for that would be a hint
	group    int  // whose hands are counted
	fresh    bool // the next digit begins a new number
	why      bool
	standing bool // shown over the question
}

const (
	stepTitle = iota
	stepChoices
	stepHands
	stepResult
)

// newAsking begins with the title alone, or with the result where hands were counted already.
func newAsking(e env, w *workshop, question string) *asking {
	p := &asking{workshop: w, flow: w.flow(e), cursor: -1}
	p.here = max(0, slices.IndexFunc(p.flow, func(s advisor.Step) bool { return s.Question.ID == question }))
	if w.tally.Asked(p.question().ID) {
		p.step = stepResult
	}
	return p
}

func (p *asking) question() *knowledge.Question { return p.flow[p.here].Question }

func (p *asking) count(group int) advisor.Count { return p.tally.Count(p.question(), group) }

func (p *asking) press(e env, k tea.KeyPressMsg) (Actions, tea.Cmd) {
	switch {
	case p.standing:
		p.standing = false
		return nil, nil
	case key.Matches(k, e.keys.Workshop.Standing):
		p.standing = true
		return nil, nil
	case key.Matches(k, e.keys.Why):
		p.why = !p.why
		return nil, nil
	case key.Matches(k, e.keys.Star):
		return nil, p.change(e, p.tally.Starred(p.question().ID))
	case key.Matches(k, e.keys.Workshop.Finish):
		return p.finish(e), nil
	case key.Matches(k, e.keys.Workshop.NextQuestion):
		return p.after(e), nil
	case key.Matches(k, e.keys.Workshop.QuestionBefore):
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
	case key.Matches(k, e.keys.Workshop.OnAny):
		p.step = stepChoices
	case key.Matches(k, e.keys.Workshop.BackAny):
		return p.before(), nil
	}
	return nil, nil
}

func (p *asking) pressChoices(e env, k tea.KeyPressMsg) Actions {
	last := len(p.question().Choices) - 1
	switch {
	case key.Matches(k, e.keys.Up):
		p.cursor = max(-1, p.cursor-1)
	case key.Matches(k, e.keys.Down):
		p.cursor = min(last, p.cursor+1)
	case key.Matches(k, e.keys.Number):
		if i := int(k.Code - '1'); i <= last {
			p.cursor = i
		}
	case key.Matches(k, e.keys.Workshop.Hide) && p.cursor >= 0:
		p.cursor = -1
	case key.Matches(k, e.keys.Workshop.Hide):
		p.cursor = 0
	case key.Matches(k, e.keys.Workshop.OnAny):
		p.toHands()
	case key.Matches(k, e.keys.Workshop.BackAny):
		p.step, p.cursor = stepTitle, -1
	}
	return nil
}

func (p *asking) toHands() { p.step, p.cursor, p.group, p.fresh = stepHands, 0, 0, true }

// pressHands counts. A digit after a move begins a new number, so that a wrong one is typed over.
func (p *asking) pressHands(e env, k tea.KeyPressMsg) (Actions, tea.Cmd) {
	now := p.tally.Raised(p.question().ID, p.question().Choices[p.cursor].ID, p.group)
	switch {
	case key.Matches(k, e.keys.Workshop.Digits):
		digit := int(k.Code - '0')
		if p.fresh {
			now = 0
		}
		if now*10+digit > advisor.MostHands {
			return say("That is more than a room holds."), nil
		}
		return p.raise(e, now*10+digit)
	case key.Matches(k, e.keys.Workshop.EraseDigit):
		return p.raise(e, now/10)
	case key.Matches(k, e.keys.Workshop.None):
		return p.raise(e, 0)
	case key.Matches(k, e.keys.Workshop.Fewer):
		return p.raise(e, now-1)
	case key.Matches(k, e.keys.Workshop.More):
		return p.raise(e, now+1)
	case key.Matches(k, e.keys.Up):
		p.cursor, p.fresh = max(0, p.cursor-1), true
	case key.Matches(k, e.keys.Down):
		p.cursor, p.fresh = min(len(p.question().Choices)-1, p.cursor+1), true
	case key.Matches(k, e.keys.Workshop.Group) && len(p.tally.Groups) > 0:
		p.cursor, p.group, p.fresh = 0, (p.group+1)%len(p.tally.Groups), true
	case k.String() == "pgdown":
		p.nextGroup()
	case key.Matches(k, e.keys.Workshop.On):
		p.nextRow()
	case key.Matches(k, e.keys.Workshop.Back):
		p.step, p.cursor = stepChoices, -1
	}
	return nil, nil
}

func (p *asking) raise(e env, n int) (Actions, tea.Cmd) {
	p.fresh = false
	return nil, p.change(e, p.tally.With(p.question().ID, p.question().Choices[p.cursor].ID, p.group, n))
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
	if p.group++; p.group >= len(p.tally.Groups) {
		p.step, p.cursor, p.group = stepResult, -1, 0
	}
}

// pressResult goes on, but not past a tie: that is the facilitator's to decide.
func (p *asking) pressResult(e env, k tea.KeyPressMsg) (Actions, tea.Cmd) {
	c := p.count(advisor.Room)
	at := slices.Index(c.Leaders, p.cursor)
	switch {
	case key.Matches(k, e.keys.Up) && c.Tie():
		p.cursor = c.Leaders[max(0, at-1)]
	case key.Matches(k, e.keys.Down) && c.Tie():
		p.cursor = c.Leaders[min(len(c.Leaders)-1, at+1)]
	case key.Matches(k, e.keys.Choose) && c.Tie() && at >= 0:
		choice := c.Question.Choices[p.cursor].ID
		p.cursor = -1
		return nil, p.change(e, p.tally.Decide(c.Question.ID, choice))
	case key.Matches(k, e.keys.Workshop.OnAny) && c.Open():
		return say("A tie: ↑↓ and enter decide it, o leaves it open."), nil
	case key.Matches(k, e.keys.Workshop.Undecided) && c.Open(), key.Matches(k, e.keys.Workshop.OnAny):
		return p.after(e), nil
	case key.Matches(k, e.keys.Workshop.BackAny):
		p.toHands()
	}
	return nil, nil
}

// after is the question that follows, the first one without hands behind the last, or the end.
func (p *asking) after(e env) Actions {
	here := p.question().ID
	p.clock.reset()
	flow := p.workshop.flow(e)
	at := slices.IndexFunc(flow, func(s advisor.Step) bool { return s.Question.ID == here })
	if at+1 < len(flow) {
		return p.goOn(e, flow[at+1].Question.ID)
	}
	return p.finish(e)
}

func (p *asking) before() Actions {
	p.clock.reset()
	if p.here == 0 {
		return ask(Open{ToWorkshop{}})
	}
	return ask(Open{ToWorkshop{Question: p.flow[p.here-1].Question.ID}})
}

func (p *asking) Keys(e env) keymap.Help {
	k, w := e.keys, e.keys.Workshop
	help := keymap.Help{
		Short: p.hints(e),
		Answer: []key.Binding{keymap.With(k.Star, "this matters most to the room: it counts double"),
			keymap.With(w.Finish, "finish: what came out")},
		See: []key.Binding{keymap.With(w.Standing, "show the standing, until the next key"), keymap.With(k.Why, "why is this asked?"),
			keymap.With(w.Clock, "start or stop the clock"), w.Longer, w.Shorter, keymap.With(w.Bell, "ring the bell at the end, or not")},
		Move: []key.Binding{keymap.With(w.On, "on (pgdn, as remote controls send)"), keymap.With(w.Back, "back (pgup)"), w.NextQuestion,
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
		help.Answer = append(help.Answer, w.None, keymap.When(len(p.tally.Groups) > 0, w.Group))
	case stepResult:
		help.Answer = append(help.Answer, w.Undecided)
	}
	return help
}

// hints are the keys for the bottom line.
func (p *asking) hints(e env) []key.Binding {
	k, w := e.keys, e.keys.Workshop
	clock := keymap.With(w.Clock, "start clock")
	if p.clock.running {
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
		return []key.Binding{w.Digits, keymap.With(w.On, "next"), k.Move("choice"), keymap.When(len(p.tally.Groups) > 0, w.Group), w.Back}
	}
	if c := p.count(advisor.Room); c.Open() {
		return []key.Binding{k.Move("choose"), keymap.With(k.Choose, "take"), w.Undecided, keymap.With(w.BackAny, "correct")}
	}
	return []key.Binding{keymap.With(w.OnAny, "next question"), w.Standing, keymap.With(k.Star, "matters most"),
		keymap.With(w.BackAny, "correct"), w.Finish}
}
