package screen

import (
	"fmt"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
	"rustadvisor/ui/tui/keymap"
	"rustadvisor/ui/tui/widget"
)

// situations finds what else is so as one types; enter ticks it, and beside it stands what to mind then.
type situations struct {
	ToSituations
	field  widget.Field
	index  *knowledge.Index
	hits   []knowledge.Hit
	cursor int
	top    int // first line shown

	points []advisor.Minded // of what the cursor is on
	clash  string
	shown  string // what they were made for
}

func newSituations(e Env, p ToSituations) *situations {
	s := &situations{ToSituations: p, index: knowledge.NewIndex(e.Engine.Base().SituationEntries())}
	s.search(e)
	s.settle(e)
	return s
}

// search finds what has all the words. Without a word all are there, those that are ticked first.
func (s *situations) search(e Env) {
	s.hits, s.cursor, s.top = s.index.Search(s.field.Value(), 0), 0, 0
	if s.field.Empty() {
		slices.SortStableFunc(s.hits, func(a, b knowledge.Hit) int { return rank(e, a) - rank(e, b) })
	}
}

// rank is 0 for what is ticked, else 1.
func rank(e Env, h knowledge.Hit) int {
	if slices.Contains(e.Answers.Situations, h.ID) {
		return 0
	}
	return 1
}

func (s *situations) Typing() bool { return true }

func (s *situations) Update(e Env, msg tea.Msg) (Actions, tea.Cmd) {
	var act Actions
	switch msg := msg.(type) {
	case tea.PasteMsg:
		s.field.Insert(msg.Content)
		s.search(e)
	case tea.KeyPressMsg:
		act = s.press(e, msg)
	}
	s.settle(e)
	return act, nil
}

func (s *situations) press(e Env, k tea.KeyPressMsg) Actions {
	switch {
	case key.Matches(k, e.Keys.Text.Back) && !s.field.Empty():
		s.field = widget.Field{}
		s.search(e)
	case key.Matches(k, e.Keys.Text.Back, e.Keys.Situations.Done):
		return Ask(Open{s.back()})
	case key.Matches(k, e.Keys.Situations.Tick):
		if len(s.hits) > 0 {
			return Ask(Answer{e.Answers.Toggled(s.hits[s.cursor].ID)})
		}
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
	return nil
}

// back is where the screen was opened from.
func (s *situations) back() Place {
	if s.From != nil {
		return s.From
	}
	return ToStopped{}
}

// settle keeps the cursor to what there is, and what is said to the cursor.
func (s *situations) settle(e Env) {
	s.cursor = max(0, min(s.cursor, len(s.hits)-1))
	s.top = widget.OffsetKept(s.top, s.cursor, len(s.hits), s.rows(e))
	if len(s.hits) == 0 {
		s.points, s.clash, s.shown = nil, "", ""
		return
	}
	id := s.hits[s.cursor].ID
	if made := id + " " + strings.Join(e.Answers.Situations, " "); made != s.shown {
		s.points, s.clash = e.Engine.Minding(e.Answers, id)
		s.shown = made
	}
}

// rows is how many lines of the list are shown.
func (s *situations) rows(e Env) int {
	if e.columns() {
		return inner(e)
	}
	return max(1, inner(e)*3/5)
}

func (s *situations) View(e Env, z Size) View {
	name := e.Styles.Name.Render("What else is so?") + "  "
	count := ""
	if n := len(e.Answers.Situations); n > 0 {
		count = fmt.Sprintf("%d ticked", n)
	}
	text, at := s.field.Draw(max(1, e.Wide()-widget.Width(name)-widget.Width(count)-5))
	if s.field.Empty() {
		text = e.Styles.Dim.Render("type: pgbouncer, order per customer, glibc …")
	}
	v := View{Head: Head{Left: name + text, Right: e.Styles.Dim.Render(count)}, Caret: caret(1+widget.Width(name)+at, 0)}
	if n := len(s.hits) - s.top - s.rows(e); n > 0 {
		v.Foot = fmt.Sprintf("↓ %d more", n)
	}
	if e.columns() {
		v.Head.Split = s.side(e)
	}
	v.Body = s.body(e, z.Width, z.Body(v.Head))
	return v
}

// side is how wide the list is beside what to mind.
func (s *situations) side(e Env) int { return min(66, e.Wide()*11/20) }

func (s *situations) body(e Env, w, h int) []string {
	if e.columns() {
		side := s.side(e)
		mind := shortened(e, s.mind(e, min(widget.Measure, e.Wide()-side-4)), h)
		return widget.Beside(widget.Fit(s.list(e, side-1, h), h), widget.Fit(mind, h), side, e.Styles.Faint.Render("│")+" ")
	}
	rows := min(s.rows(e), h)
	lines := widget.Fit(s.list(e, w, rows), rows)
	return append(lines, widget.Fit(widget.Indent(shortened(e, s.mind(e, w-4), h-rows), 2), h-rows)...)
}

// shortened is as many lines as there is room for, the last of them telling that there are more.
func shortened(e Env, lines []string, h int) []string {
	if h < 1 || len(lines) <= h {
		return lines
	}
	return append(lines[:h-1:h-1], e.Styles.Dim.Render("… the advice has all of it"))
}

// list draws what is found, each with its box.
func (s *situations) list(e Env, cells, h int) []string {
	if len(s.hits) == 0 {
		return append([]string{""},
			widget.Indent(widget.Wrap("Nothing known has all these words. Try what else people call it.", cells-4,
				e.Styles.Dim), 3)...)
	}
	top := widget.OffsetKept(s.top, s.cursor, len(s.hits), h)
	var out []string
	for i := top; i < min(len(s.hits), top+h); i++ {
		pointer, style, box, sign := "   ", e.Styles.Plain, e.Styles.Faint, "[ ] "
		if rank(e, s.hits[i]) == 0 {
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

// mind is what to watch out for where the highlighted thing is so.
func (s *situations) mind(e Env, cells int) []string {
	if len(s.hits) == 0 {
		return nil
	}
	var out []string
	if s.clash != "" {
		out = append(out, widget.Wrap("This does not go with an answer: "+knowledge.Sentence(s.clash), cells,
			e.Styles.Warn)...)
	}
	for _, m := range s.points {
		if len(out) > 0 {
			out = append(out, "")
		}
		out = append(out, widget.Wrap(m.Title, cells, e.Styles.Strong)...)
		out = append(out, widget.Wrap(m.Text, cells, e.Styles.Plain)...)
	}
	return out
}

func (s *situations) Keys(e Env) keymap.Help {
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
