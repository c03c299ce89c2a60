package tui

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

// The workshop's own keys. Page keys are what a presenter's remote control sends.
var (
	keyForth    = bind("enter", "on", "enter", "pgdown")
	keyForthAll = bind("enter", "on", "enter", "pgdown", "right", "l")
	keyFormer   = bind("esc", "back", "esc", "pgup", "shift+tab")
	keyBackward = bind("←", "back", "left", "h", "backspace", "esc", "pgup", "shift+tab")
	keyExplain  = bind("↑↓", "explain a choice", "up", "down", "k", "j")
	keyHide     = bind("space", "explain or hide", "space")
	keyReveal   = bind("s", "standing", "s")
	keyFewer    = bind("←", "a hand less", "left", "h")
	keyMore     = bind("→", "a hand more", "right", "l")
	keyDigits   = bind("0-9", "hands", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9")
	keyRubDigit = bind("backspace", "erase a digit", "backspace", "ctrl+h")
	keyNone     = bind("x", "no hands", "x", "delete")
	keyGroup    = bind("tab", "next group", "tab")
	keyLeading  = bind("n", "next question", "n")
	keyTrailing = bind("p", "question before", "p")
	keyOutcome  = bind("f", "finish", "f")
	keyUntied   = bind("o", "leave it open", "o")
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

func (p *asking) press(e env, k tea.KeyPressMsg) (action, tea.Cmd) {
	switch {
	case p.standing:
		p.standing = false
		return action{}, nil
	case key.Matches(k, keyReveal):
		p.standing = true
		return action{}, nil
	case key.Matches(k, keyWhy):
		p.why = !p.why
		return action{}, nil
	case key.Matches(k, keyStar):
		return action{}, p.change(e, p.tally.Starred(p.question().ID))
	case key.Matches(k, keyOutcome):
		return p.finish(e), nil
	case key.Matches(k, keyLeading):
		return p.after(e), nil
	case key.Matches(k, keyTrailing):
		return p.before(), nil
	}
	switch p.step {
	case stepChoices:
		return p.pressChoices(k), nil
	case stepHands:
		return p.pressHands(e, k)
	case stepResult:
		return p.pressResult(e, k)
	}
	switch {
	case key.Matches(k, keyForthAll):
		p.step = stepChoices
	case key.Matches(k, keyBackward):
		return p.before(), nil
	}
	return action{}, nil
}

func (p *asking) pressChoices(k tea.KeyPressMsg) action {
	last := len(p.question().Choices) - 1
	switch {
	case key.Matches(k, keyUp):
		p.cursor = max(-1, p.cursor-1)
	case key.Matches(k, keyDown):
		p.cursor = min(last, p.cursor+1)
	case key.Matches(k, keyNumber):
		if i := int(k.Code - '1'); i <= last {
			p.cursor = i
		}
	case key.Matches(k, keyHide) && p.cursor >= 0:
		p.cursor = -1
	case key.Matches(k, keyHide):
		p.cursor = 0
	case key.Matches(k, keyForthAll):
		p.toHands()
	case key.Matches(k, keyBackward):
		p.step, p.cursor = stepTitle, -1
	}
	return action{}
}

func (p *asking) toHands() { p.step, p.cursor, p.group, p.fresh = stepHands, 0, 0, true }

// pressHands counts. A digit after a move begins a new number, so that a wrong one is typed over.
func (p *asking) pressHands(e env, k tea.KeyPressMsg) (action, tea.Cmd) {
	now := p.tally.Raised(p.question().ID, p.question().Choices[p.cursor].ID, p.group)
	switch {
	case key.Matches(k, keyDigits):
		digit := int(k.Code - '0')
		if p.fresh {
			now = 0
		}
		if now*10+digit > advisor.MostHands {
			return action{notice: "That is more than a room holds."}, nil
		}
		return p.raise(e, now*10+digit)
	case key.Matches(k, keyRubDigit):
		return p.raise(e, now/10)
	case key.Matches(k, keyNone):
		return p.raise(e, 0)
	case key.Matches(k, keyFewer):
		return p.raise(e, now-1)
	case key.Matches(k, keyMore):
		return p.raise(e, now+1)
	case key.Matches(k, keyUp):
		p.cursor, p.fresh = max(0, p.cursor-1), true
	case key.Matches(k, keyDown):
		p.cursor, p.fresh = min(len(p.question().Choices)-1, p.cursor+1), true
	case key.Matches(k, keyGroup) && len(p.tally.Groups) > 0:
		p.cursor, p.group, p.fresh = 0, (p.group+1)%len(p.tally.Groups), true
	case k.String() == "pgdown":
		p.nextGroup()
	case key.Matches(k, keyForth):
		p.nextRow()
	case key.Matches(k, keyFormer):
		p.step, p.cursor = stepChoices, -1
	}
	return action{}, nil
}

func (p *asking) raise(e env, n int) (action, tea.Cmd) {
	p.fresh = false
	return action{}, p.change(e, p.tally.With(p.question().ID, p.question().Choices[p.cursor].ID, p.group, n))
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
func (p *asking) pressResult(e env, k tea.KeyPressMsg) (action, tea.Cmd) {
	c := p.count(advisor.Room)
	at := slices.Index(c.Leaders, p.cursor)
	switch {
	case key.Matches(k, keyUp) && c.Tie():
		p.cursor = c.Leaders[max(0, at-1)]
	case key.Matches(k, keyDown) && c.Tie():
		p.cursor = c.Leaders[min(len(c.Leaders)-1, at+1)]
	case key.Matches(k, keyChoose) && c.Tie() && at >= 0:
		choice := c.Question.Choices[p.cursor].ID
		p.cursor = -1
		return action{}, p.change(e, p.tally.Decide(c.Question.ID, choice))
	case key.Matches(k, keyForthAll) && c.Open():
		return action{notice: "A tie: ↑↓ and enter decide it, o leaves it open."}, nil
	case key.Matches(k, keyUntied) && c.Open(), key.Matches(k, keyForthAll):
		return p.after(e), nil
	case key.Matches(k, keyBackward):
		p.toHands()
	}
	return action{}, nil
}

// after is the question that follows, the first one without hands behind the last, or the end.
func (p *asking) after(e env) action {
	here := p.question().ID
	p.clock.reset()
	flow := p.workshop.flow(e)
	at := slices.IndexFunc(flow, func(s advisor.Step) bool { return s.Question.ID == here })
	if at+1 < len(flow) {
		return p.goOn(e, flow[at+1].Question.ID)
	}
	return p.finish(e)
}

func (p *asking) before() action {
	p.clock.reset()
	if p.here == 0 {
		return action{open: &place{screen: toWorkshop}}
	}
	return action{open: &place{screen: toWorkshop, question: p.flow[p.here-1].Question.ID}}
}

func (p *asking) footer(e env) []key.Binding {
	clock := with(keyClock, "start clock")
	if p.clock.running {
		clock = with(keyClock, "stop clock")
	}
	switch {
	case p.standing:
		return []key.Binding{with(keyAny, "hides it")}
	case p.step == stepTitle:
		return []key.Binding{with(keyForthAll, "the choices"), clock, keyWhy, keyBackward}
	case p.step == stepChoices:
		return []key.Binding{with(keyForthAll, "count hands"), keyExplain, clock, keyBackward}
	case p.step == stepHands:
		return []key.Binding{keyDigits, with(keyForth, "next"), with(keyMove, "choice"), when(len(p.tally.Groups) > 0, keyGroup), keyFormer}
	}
	c := p.count(advisor.Room)
	if c.Open() {
		return []key.Binding{with(keyMove, "choose"), with(keyChoose, "take"), keyUntied, with(keyBackward, "correct")}
	}
	return []key.Binding{with(keyForthAll, "next question"), keyReveal, with(keyStar, "matters most"), with(keyBackward, "correct"), keyOutcome}
}

func (p *asking) keys(e env) []key.Binding {
	out := []key.Binding{with(keyForth, "on (pgdn, as remote controls send)"), with(keyFormer, "back (pgup)"), keyLeading, keyTrailing,
		with(keyReveal, "show the standing, until the next key"), with(keyWhy, "why is this asked?"),
		with(keyStar, "this matters most to the room: it counts double"), with(keyOutcome, "finish: what came out"),
		with(keyClock, "start or stop the clock"), keyLonger, keyLess, with(keyBell, "ring the bell at the end, or not")}
	switch p.step {
	case stepChoices:
		out = append(out, keyExplain, keyNumber, keyHide)
	case stepHands:
		out = append(out, keyDigits, keyRubDigit, keyFewer, keyMore, keyNone, keyUp, keyDown, when(len(p.tally.Groups) > 0, keyGroup))
	case stepResult:
		out = append(out, keyUp, keyDown, with(keyChoose, "take the choice, at a tie"), keyUntied)
	}
	return out
}
