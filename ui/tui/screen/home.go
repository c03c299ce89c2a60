package screen

import (
	"strconv"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/session"
	"rustadvisor/ui/tui/keymap"
	"rustadvisor/ui/tui/widget"
)

const tagline = "A few questions, and you get a Rust stack with its reasons and its sources."

// home offers the journeys, and before them the session that can be continued.
type home struct {
	cursor  int
	offered bool   // a session to continue, before it is known whether it can be
	waiting bool   // something else is about to open
	now     string // what the session under way is called
}

// Home is the screen that offers the journeys.
func Home() Screen { return &home{} }

// homeNow is home while a session may be under way.
func homeNow(e Env) Screen {
	s := &home{}
	if e.Begun {
		s.now = session.Info{Answers: e.Answers}.Title(e.Engine)
	}
	return s
}

// First is the screen that the program begins with, before the knowledge is loaded; waiting tells that something
// else is about to open.
func First(e Env, waiting bool) Screen { return &home{offered: e.Saved.ID != "", waiting: waiting} }

// offer is one line of home.
type offer struct {
	title, help string
	does        Action
}

func (s *home) offers(e Env) []offer {
	var out []offer
	if o, ok := s.continueOffer(e); ok {
		out = append(out, o)
	}
	for _, j := range e.Words.Journeys {
		out = append(out, offer{j.Title, j.Help, Begin{j.ID}})
	}
	if e.Kept > 1 {
		out = append(out, offer{"All sessions", wording.Counted(e.Kept, "session") + " saved: open, name or delete one",
			Open{ToSessions{}}})
	}
	if e.Begun || e.Saved.ID != "" {
		out = append(out, offer{"Compare answers", "Two people, or twenty: which of the differences matter.",
			Open{ToCompare{}}})
	}
	pair := offer{"Pair", "Two people answer in turn, then settle the differences that matter.", Open{ToPair{}}}
	if e.Pair != nil {
		pair.title = "Continue as a pair: " + e.Pair.Called()
	}
	return append(out, pair, offer{"Workshop", "A room answers by raised hands, before a projector.", Gather{}})
}

// known counts the answers that say something or, while the base is read, all of them.
func known(e Env, a advisor.Answers) int {
	if e.Engine == nil {
		return len(a.Choices)
	}
	return e.Engine.Known(a)
}

// continueOffer is what can be continued: the session under way, or the last one of the store.
func (s *home) continueOffer(e Env) (offer, bool) {
	o := offer{title: "Continue", does: Resume{}}
	switch {
	case e.Begun:
		o.title = "Continue: " + s.now
		o.help = wording.Counted(known(e, e.Answers), "answer")
	case e.Saved.Loaded:
		o.title = "Continue: " + e.Saved.Title
		o.help = wording.Counted(known(e, e.Saved.Answers), "answer") + ", saved " + ago(e.Saved.When, e.Now)
	case e.Saved.ID != "" && e.Engine == nil:
		o.help = "the answers you gave last"
	default:
		return offer{}, false
	}
	return o, true
}

func (s *home) Update(e Env, msg tea.Msg) (Actions, tea.Cmd) {
	offers := s.offers(e)
	switch msg := msg.(type) {
	case LoadedMsg:
		if s.offered && !e.Saved.Loaded {
			s.cursor = max(0, min(s.cursor, len(offers))-1) // the offer is gone
		}
	case tea.KeyPressMsg:
		switch {
		case key.Matches(msg, e.Keys.Up):
			s.cursor = max(0, s.cursor-1)
		case key.Matches(msg, e.Keys.Down):
			s.cursor = min(len(offers)-1, s.cursor+1)
		case key.Matches(msg, e.Keys.Choose):
			if s.cursor < len(offers) {
				return Ask(offers[s.cursor].does), nil
			}
		case key.Matches(msg, e.Keys.Number):
			if i, _ := strconv.Atoi(msg.String()); i <= len(offers) {
				s.cursor = i - 1
				return Ask(offers[i-1].does), nil
			}
		}
	}
	return nil, nil
}

func (s *home) View(e Env, z Size) View {
	return View{Body: s.body(e, z.Width, z.Body(Head{}))}
}

func (s *home) body(e Env, w, h int) []string {
	st := e.Styles
	cells := min(w-4, widget.Measure+4)
	lines := []string{st.Accent.Render("▌rustadvisor")}
	if s.waiting {
		return s.place(e, lines, w, h, cells)
	}
	lines = append(lines, widget.Wrap(tagline, cells, st.Dim)...)
	offers := s.offers(e)
	if h < len(lines)+2+len(offers) {
		lines = lines[:1]
	}
	roomy := h >= len(lines)+3+3*len(offers)
	if roomy {
		lines = append(lines, "")
	}
	lines = append(lines, "")
	every := h >= len(lines)+2*len(offers) && w >= widget.Narrow
	var at []int
	for i, o := range offers {
		at = append(at, len(lines))
		style := e.Styles.Plain
		if roomy || every {
			style = e.Styles.Label
		}
		lines = append(lines, s.offer(e, i, o, style, cells))
		if i == s.cursor || roomy || every {
			lines = append(lines, widget.Indent(widget.Wrap(o.help, cells-4, st.Dim), 4)...)
		}
		if roomy {
			lines = append(lines, "")
		}
	}
	if len(lines) > h {
		here, last := at[min(s.cursor, len(at)-1)], len(lines)-1
		if s.cursor+1 < len(at) {
			last = at[s.cursor+1] - 1
		}
		lines = widget.Marked(lines, at, widget.Offset(len(lines), h, here, last), h, here, last, st.Dim)
	}
	return s.place(e, lines, w, h, cells)
}

func (s *home) offer(e Env, i int, o offer, style lipgloss.Style, cells int) string {
	pointer := "  "
	if i == s.cursor {
		pointer, style = e.Styles.Accent.Render("› "), e.Styles.Accent
	}
	row := pointer + e.Styles.Dim.Render(strconv.Itoa(i+1)) + " " + style.Render(widget.Truncate(o.title, cells-4))
	if i == s.cursor {
		return widget.Selected(row, cells, e.Styles)
	}
	return row
}

// place puts the lines a little above the middle of the window.
func (s *home) place(e Env, lines []string, w, h, cells int) []string {
	left := max(1, (w-cells)/2)
	above := max(0, (h-len(lines))*2/5)
	if e.Height < widget.Low {
		above = min(above, 1)
	}
	return append(make([]string, above), widget.Indent(lines, left)...)
}

func JourneyTitle(words knowledge.Vocabulary, a advisor.Answers) string {
	for _, j := range words.Journeys {
		if j.ID == a.Choice(knowledge.JourneyQuestion) {
			return j.Title
		}
	}
	return "your answers"
}

// ago words a time in the past for somebody reading it now.
func ago(then, now time.Time) string {
	switch d := now.Sub(then); {
	case d < time.Minute:
		return "just now"
	case d < time.Hour:
		return wording.Counted(int(d.Minutes()), "minute") + " ago"
	case d < 24*time.Hour:
		return wording.Counted(int(d.Hours()), "hour") + " ago"
	case d < 7*24*time.Hour:
		return wording.Counted(int(d.Hours()/24), "day") + " ago"
	}
	return "on " + then.Local().Format("2 January 2006")
}

func (s *home) Keys(e Env) keymap.Help {
	k := e.Keys
	if s.waiting { // what is about to open has keys of its own
		return keymap.Help{Short: []key.Binding{k.Quit, k.Help}}
	}
	return keymap.Help{
		Short:    []key.Binding{k.Move("move"), k.Choose, k.Search, keymap.When(e.Kept > 1, k.Sessions), k.Quit, k.Help},
		Answer:   []key.Binding{k.Choose, k.Number},
		Move:     []key.Binding{k.Up, k.Down},
		AtCursor: []key.Binding{k.Choose, k.Number},
	}
}
