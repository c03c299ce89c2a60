package screen

import (
	"slices"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"rustadvisor/advisor"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/session"
	"rustadvisor/ui/tui/widget"
)

// Pair is two people who answer in turn, then settle what makes a difference. It outlives the screens.
type Pair struct {
	Names   [2]string
	Journey string
	Answers [2]advisor.Answers
	Turn    int  // whose it is, or that both have answered
	Begun   bool // the session of this turn is under way
	seen    bool // both look
	steps   []advisor.Settling
}

// both is the turn after those of either.
const both = 2

// Called is what the two are called together.
func (p *Pair) Called() string { return p.Names[0] + " and " + p.Names[1] }

// Answering is whose turn is under way, or "".
func (p *Pair) Answering() string {
	if p == nil || !p.Begun || p.Turn == both {
		return ""
	}
	return p.Names[p.Turn]
}

// EndTurn takes what one of the two has answered.
func (p *Pair) EndTurn(a advisor.Answers) {
	p.Answers[p.Turn], p.Begun = a, false
	p.Turn++
}

// pairing is what the two see between their turns and after them: who they are, whose turn it is, then each difference
// that matters with where either answer leads, and what they agree on.
type pairing struct {
	pair   *Pair // nil until both are named
	names  [2]widget.Field
	named  int // the field that is typed in, or both
	cursor int // on a journey, or the side of a difference
	now    *settled
}

// settled is where the settling stands.
type settled struct {
	compared advisor.Comparison
	next     *advisor.Difference    // nil where all decisions come out the same
	leads    [2]*advisor.Comparison // if the answer of either is taken
	first    advisor.Comparison     // before anything was settled; it, and what is below, once all is
	agreed   advisor.Comparison
	taken    []advisor.Difference
	verdict  string // on what both agree on
}

// settledMsg brings it: to compare takes longer than a key press may.
type settledMsg struct {
	asked *pairing
	now   *settled
}

func newPairing(e Env) *pairing {
	s := &pairing{pair: e.Pair}
	if s.pair != nil {
		s.named = both
	}
	return s
}

func (s *pairing) Typing() bool { return s.named < both }

// Waits while it is compared.
func (s *pairing) Waits() bool { return s.pair != nil && s.pair.seen && s.now == nil }

func (s *pairing) start(e Env) tea.Cmd {
	if s.pair == nil || !s.pair.seen {
		return nil
	}
	return s.compute(e)
}

// compute works out what is to be settled now.
func (s *pairing) compute(e Env) tea.Cmd {
	p := s.pair
	if len(p.steps) == 0 {
		p.steps = []advisor.Settling{e.Engine.Settle(advisor.Person{Name: p.Names[0], Answers: p.Answers[0]},
			advisor.Person{Name: p.Names[1], Answers: p.Answers[1]})}
	}
	from, at := p.steps[0].Within(e.Engine), p.steps[len(p.steps)-1].Within(e.Engine)
	s.now, s.cursor = nil, 0
	return func() tea.Msg {
		now := &settled{compared: at.Compare()}
		if now.next = at.Next(&now.compared); now.next == nil {
			now.first = from.Compare()
			now.agreed, now.taken = at.Agreed()
			now.verdict = wording.Sentence(e.Engine.Advise(now.agreed.Shared).Verdict)
			return settledMsg{s, now}
		}
		for side := range now.leads {
			after := at.With(now.next, now.next.By(side)).Compare()
			now.leads[side] = &after
		}
		return settledMsg{s, now}
	}
}

func (s *pairing) Update(e Env, msg tea.Msg) (Actions, tea.Cmd) {
	switch msg := msg.(type) {
	case settledMsg:
		if msg.asked == s {
			s.now = msg.now
		}
	case tea.PasteMsg:
		if s.Typing() {
			s.names[s.named].Insert(msg.Content)
		}
	case tea.KeyPressMsg:
		return s.press(e, msg)
	}
	return nil, nil
}

func (s *pairing) press(e Env, k tea.KeyPressMsg) (Actions, tea.Cmd) {
	switch {
	case s.Typing():
		return s.pressName(e, k), nil
	case key.Matches(k, e.Keys.Pair.Leave):
		return Ask(Open{ToHome{}}), nil
	case s.pair == nil:
		return s.pressJourney(e, k), nil
	case s.pair.seen:
		return s.pressSettle(e, k)
	case !key.Matches(k, e.Keys.Choose):
		return nil, nil
	case s.pair.Turn < both:
		return Ask(TakeTurn{s.pair}), nil
	}
	s.pair.seen = true
	return nil, s.compute(e)
}

// pressName takes the names, one after the other.
func (s *pairing) pressName(e Env, k tea.KeyPressMsg) Actions {
	switch {
	case key.Matches(k, e.Keys.Text.Back):
		return Ask(Open{ToHome{}})
	case key.Matches(k, e.Keys.Text.Up):
		s.named = 0
	case key.Matches(k, e.Keys.Text.Down) && s.name(0) != "":
		s.named = 1
	case !key.Matches(k, e.Keys.Choose):
		s.names[s.named].Press(k, &e.Keys.Text)
	case s.name(s.named) == "":
		return say("Type a name, then enter.")
	case s.named == 1 && strings.EqualFold(s.name(0), s.name(1)):
		return say("That is the first person’s name; use another.")
	default:
		s.named++
	}
	return nil
}

func (s *pairing) name(n int) string { return session.CleanName(s.names[n].Value()) }

// pressJourney chooses what both answer for.
func (s *pairing) pressJourney(e Env, k tea.KeyPressMsg) Actions {
	journeys := e.Words.Journeys
	switch {
	case key.Matches(k, e.Keys.Up):
		s.cursor = max(0, s.cursor-1)
	case key.Matches(k, e.Keys.Down):
		s.cursor = min(len(journeys)-1, s.cursor+1)
	case key.Matches(k, e.Keys.Number):
		if i, _ := strconv.Atoi(k.String()); i <= len(journeys) {
			s.begin(journeys[i-1].ID)
		}
	case key.Matches(k, e.Keys.Choose):
		s.begin(journeys[s.cursor].ID)
	}
	return nil
}

func (s *pairing) begin(journey string) {
	s.pair = &Pair{Names: [2]string{s.name(0), s.name(1)}, Journey: journey}
}

// pressSettle takes the answer of either, or leaves a difference open.
func (s *pairing) pressSettle(e Env, k tea.KeyPressMsg) (Actions, tea.Cmd) {
	p := s.pair
	switch {
	case s.now == nil:
		return nil, nil
	case key.Matches(k, e.Keys.Pair.Undo):
		if len(p.steps) == 1 {
			return say("Nothing is settled yet."), nil
		}
		p.steps = p.steps[:len(p.steps)-1]
		return nil, s.compute(e)
	case s.now.next == nil && key.Matches(k, e.Keys.Choose):
		return Ask(Agree{p, s.now.agreed.Shared}), nil
	case s.now.next == nil:
		return nil, nil
	case key.Matches(k, e.Keys.Pair.Side):
		s.cursor = 1 - s.cursor
	case key.Matches(k, e.Keys.Number):
		if i, _ := strconv.Atoi(k.String()); i <= both {
			return nil, s.settle(e, s.now.next.By(i-1))
		}
	case key.Matches(k, e.Keys.Choose):
		return nil, s.settle(e, s.now.next.By(s.cursor))
	case key.Matches(k, e.Keys.Pair.LeaveOpen):
		return nil, s.settle(e, advisor.Said{})
	}
	return nil, nil
}

func (s *pairing) settle(e Env, said advisor.Said) tea.Cmd {
	p := s.pair
	p.steps = append(p.steps[:len(p.steps):len(p.steps)], p.steps[len(p.steps)-1].With(s.now.next, said))
	return s.compute(e)
}

// leadsTo are what the decisions that hang on a difference come to with one answer.
func (s *pairing) leadsTo(side int) (titles, picks []string) {
	d := s.now.next
	for _, o := range s.now.compared.Split {
		if d.Effect > 0 && !slices.Contains(d.Decisions, o.ID) {
			continue
		}
		to := s.now.leads[side].Comes(o.ID)
		if to == nil {
			continue
		}
		var parts []string
		for _, c := range to.Camps {
			parts = append(parts, c.Title())
		}
		titles, picks = append(titles, wording.Clean(o.Title)), append(picks, strings.Join(parts, " or "))
	}
	return titles, picks
}
