package screen

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/search"
	"rustadvisor/ui/tui/keymap"
	"rustadvisor/ui/tui/widget"
)

// ticks finds what may be so as one types; enter ticks it, and beside it stands what that means.
type ticks struct {
	list   ticked
	from   Place // that esc leads back to, or nil: to where the session goes on
	then   Place // that it goes on to, or nil: likewise from
	field  widget.Field
	index  *search.Index
	hits   []search.Hit
	cursor int
	top    int // first line shown

	beside   []string // what stands beside the list
	besideOf string   // what it was made for
}

// ticked is what is ticked in a list.
type ticked interface {
	asks() string  // the question
	short() string // the same where there is little room
	hint() string  // what to type, as an example
	nothing() string
	entries(b *knowledge.Base) []search.Entry
	given(a advisor.Answers) []string // ids of what is ticked
	toggled(e Env, id string) advisor.Answers
	beside(e Env, hit search.Hit, cells int) []string
	// also are more hits: what was ticked and is in no index, or what a text comes to that finds nothing.
	also(e Env, text string) []search.Hit
	// pasted takes in a text that is more than a word, and says so.
	pasted(e Env, text string) Actions
	// taken does what enter does on a hit where that is no tick, or is nil.
	taken(e Env, s *ticks, hit search.Hit) tea.Cmd
}

func newTicks(e Env, list ticked, from, then Place) *ticks {
	s := &ticks{list: list, from: from, then: then, index: search.NewIndex(list.entries(e.Engine.Base()))}
	s.search(e)
	s.settle(e)
	return s
}

// search finds what has all the words. Without a word all are there, those that are ticked first.
func (s *ticks) search(e Env) {
	s.hits, s.cursor, s.top = append(s.index.Search(s.field.Value(), 0), s.list.also(e, s.field.Value())...), 0, 0
	if s.field.Empty() {
		slices.SortStableFunc(s.hits, func(a, b search.Hit) int { return s.rank(e, a) - s.rank(e, b) })
	}
}

// rank is 0 for what is ticked, else 1.
func (s *ticks) rank(e Env, h search.Hit) int {
	if slices.Contains(s.list.given(e.Answers), h.ID) {
		return 0
	}
	return 1
}

func (s *ticks) Typing() bool { return true }

func (s *ticks) Update(e Env, msg tea.Msg) (Actions, tea.Cmd) {
	var act Actions
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case tea.PasteMsg:
		if act = s.list.pasted(e, msg.Content); act == nil {
			s.field.Insert(msg.Content)
		}
		s.search(act.answered(e))
	case requirementsMsg:
		if msg.asked == s {
			act = msg.take(e)
			s.search(act.answered(e))
		}
	case tea.KeyPressMsg:
		act, cmd = s.press(e, msg)
	}
	s.settle(e)
	return act, cmd
}

func (s *ticks) press(e Env, k tea.KeyPressMsg) (Actions, tea.Cmd) {
	switch {
	case key.Matches(k, e.Keys.Text.Back) && !s.field.Empty():
		s.field = widget.Field{}
		s.search(e)
	case key.Matches(k, e.Keys.Text.Back):
		return Ask(Open{cmp.Or[Place](s.from, ToStopped{})}), nil
	case key.Matches(k, e.Keys.Situations.Done):
		return Ask(Open{cmp.Or[Place](s.then, s.from, ToStopped{})}), nil
	case key.Matches(k, e.Keys.Situations.Tick) && len(s.hits) > 0:
		if cmd := s.list.taken(e, s, s.hits[s.cursor]); cmd != nil {
			return nil, cmd
		}
		return Ask(Answer{s.list.toggled(e, s.hits[s.cursor].ID)}), nil
	case key.Matches(k, e.Keys.Text.First):
		s.cursor = 0
	case key.Matches(k, e.Keys.Text.Last):
		s.cursor = len(s.hits) - 1
	default:
		if by, ok := widget.MovedInHits(k, &e.Keys.Text, max(1, s.rows(e)-1)); ok {
			s.cursor += by
		} else if s.field.Press(k, &e.Keys.Text) {
			s.search(e)
		}
	}
	return nil, nil
}

// settle keeps the cursor to what there is.
func (s *ticks) settle(e Env) {
	s.cursor = max(0, min(s.cursor, len(s.hits)-1))
	s.top = widget.OffsetKept(s.top, s.cursor, len(s.hits), s.rows(e))
}

// rows is how many lines of the list are shown.
func (s *ticks) rows(e Env) int {
	if e.columns() {
		return inner(e)
	}
	return max(1, inner(e)*3/5)
}

func (s *ticks) View(e Env, z Size) View {
	asks := s.list.asks()
	if e.Width < widget.Slim {
		asks = s.list.short()
	}
	name := e.Styles.Name.Render(asks) + "  "
	count := ""
	if n := len(s.list.given(e.Answers)); n > 0 {
		count = fmt.Sprintf("%d ticked", n)
	}
	text, at := s.field.Draw(max(1, e.Wide()-widget.Width(name)-widget.Width(count)-5))
	if s.field.Empty() {
		text = e.Styles.Dim.Render(s.list.hint())
	}
	v := View{Head: Head{Left: name + text, Right: e.Styles.Dim.Render(count)}, Caret: caret(1+widget.Width(name)+at, 0)}
	switch below := len(s.hits) - s.top - s.rows(e); {
	case below > 0 && s.top > 0:
		v.Foot = fmt.Sprintf("↑ %d  ↓ %d more", s.top, below)
	case below > 0:
		v.Foot = fmt.Sprintf("↓ %d more", below)
	case s.top > 0:
		v.Foot = fmt.Sprintf("↑ %d more", s.top)
	}
	if e.columns() {
		v.Head.Split = s.side(e)
	}
	v.Body = s.body(e, z.Width, z.Body(v.Head))
	return v
}

// side is how wide the list is beside what to mind.
func (s *ticks) side(e Env) int { return min(66, e.Wide()*11/20) }

func (s *ticks) body(e Env, w, h int) []string {
	if e.columns() {
		side := s.side(e)
		mind := shortened(e, s.means(e, min(widget.Measure, e.Wide()-side-4), side-1), h)
		return widget.Beside(widget.Fit(s.rowsOf(e, side-1, h), h), widget.Fit(mind, h), side, e.Styles.Faint.Render("│")+" ")
	}
	rows := min(s.rows(e), h)
	if n := len(s.hits); n > 0 { // what follows from the thing stands right below a short list
		rows = min(rows, n)
	}
	lines := widget.Fit(s.rowsOf(e, w, rows), rows)
	if h-rows > 4 { // parted from the list
		lines, rows = append(lines, ""), rows+1
	}
	return append(lines, widget.Fit(widget.Indent(shortened(e, s.means(e, w-4, w), h-rows), 2), h-rows)...)
}

// shortened is as many lines as there is room for, the last of them telling that there are more.
func shortened(e Env, lines []string, h int) []string {
	if len(lines) > h { // more of it is seen without what parts it
		lines = slices.DeleteFunc(slices.Clone(lines), func(l string) bool { return l == "" })
	}
	if h < 1 || len(lines) <= h {
		return lines
	}
	return append(lines[:h-1:h-1], e.Styles.Dim.Render("… the advice has all of it"))
}

// rowsOf draws what is found, each with its box.
func (s *ticks) rowsOf(e Env, cells, h int) []string {
	if len(s.hits) == 0 {
		return append([]string{""},
			widget.Indent(widget.Wrap(s.list.nothing(), cells-4, e.Styles.Dim), 3)...)
	}
	top := widget.OffsetKept(s.top, s.cursor, len(s.hits), h)
	var out []string
	for i := top; i < min(len(s.hits), top+h); i++ {
		pointer, style, box, sign := "   ", e.Styles.Plain, e.Styles.Dim, "[ ] "
		if s.rank(e, s.hits[i]) == 0 {
			box, sign = e.Styles.Good, "[✓] "
		}
		if i == s.cursor {
			pointer, style, box = " › ", e.Styles.Cursor, e.Styles.Cursor
		}
		row := widget.Truncate(style.Render(pointer)+box.Render(sign)+widget.HitTitle(s.hits[i], style, e.Styles), cells-1)
		out = append(out, row+style.Render(strings.Repeat(" ", max(0, cells-1-widget.Width(row)))))
	}
	return out
}

// means is what follows from the highlighted thing, below the whole of it where the list, so wide, cuts it.
func (s *ticks) means(e Env, cells, listed int) []string {
	if len(s.hits) == 0 {
		return nil
	}
	hit := s.hits[s.cursor]
	made := fmt.Sprint(hit.ID, cells, listed, s.list.given(e.Answers), e.Styles.Kind)
	if made != s.besideOf {
		s.beside, s.besideOf = s.list.beside(e, hit, cells), made
		if widget.Width(hit.Title)+8 > listed {
			s.beside = append(append(widget.Wrap(hit.Title, cells, e.Styles.Accent), ""), s.beside...)
		}
	}
	return s.beside
}

func (s *ticks) Keys(e Env) keymap.Help {
	t, k := e.Keys.Text, e.Keys.Situations
	tick := keymap.When(len(s.hits) > 0, k.Tick)
	return keymap.Help{
		Short: []key.Binding{keymap.Both(t.Up, t.Down, "move"), tick, k.Done, keymap.When(!s.field.Empty(),
			keymap.With(t.Back, "clear")), t.Help},
		Answer:   []key.Binding{keymap.With(tick, "tick it, or not")},
		See:      []key.Binding{t.Start, t.End, t.Erase, t.Delete, t.EraseWord, t.Clear},
		Move:     []key.Binding{t.Up, t.Down, t.PageUp, t.PageDown, t.First, t.Last, t.Left, t.Right, k.Done, t.Back},
		AtCursor: []key.Binding{keymap.With(tick, "tick it, or not")},
	}
}
