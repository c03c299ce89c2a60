package screen

import (
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"

	"rustadvisor/knowledge"
	"rustadvisor/knowledge/search"
	"rustadvisor/ui/tui/keymap"
	"rustadvisor/ui/tui/widget"
)

// How list and preview share the window.
const (
	sideBySide = iota
	stacked
	oneAtATime
)

func (s *browse) shape(e Env) int {
	switch {
	case e.Width >= widget.SidebarAt && e.Height >= widget.Low:
		return sideBySide
	case e.Height >= 2*widget.Low-8 && e.Width >= widget.Narrow:
		return stacked
	}
	return oneAtATime
}

// inner is how many lines the body has.
func inner(e Env) int {
	if e.Height < widget.Low {
		return max(1, e.Height-2)
	}
	return e.Height - 5
}

// rows is how many entries are shown.
func (s *browse) rows(e Env) int {
	if s.shape(e) == stacked {
		return inner(e) * 2 / 5
	}
	return inner(e)
}

// room is how many lines of the preview are shown.
func (s *browse) room(e Env) int {
	if s.shape(e) == stacked {
		return inner(e) - s.rows(e) - 1
	}
	return inner(e)
}

// side is how wide the list is beside the preview.
func (s *browse) side(e Env) int { return min(56, e.Wide()*9/20) }

// text is how wide the preview's text is.
func (s *browse) text(e Env) int {
	if s.shape(e) == sideBySide {
		return min(widget.Measure, e.Wide()-s.side(e)-4)
	}
	return min(widget.Measure, e.Wide()-4)
}

func (s *browse) View(e Env, z Size) View {
	st := e.Styles
	v := View{Head: Head{Left: st.Name.Render("Search")}, Foot: s.more(e)}
	if e.Index == nil {
		return v
	}
	count := fmt.Sprintf("%d of %d", len(s.hits), e.Index.total[s.kind])
	if s.reading {
		count = fmt.Sprintf("entry %d of %d", s.cursor+1, len(s.hits))
	} else if e.Height < widget.Low && s.kind > 0 {
		count = searchKinds[s.kind].name + " " + count
	}
	v.Head.Right, v.Head.Second = st.Dim.Render(count), s.kinds(e, e.Wide()-2)
	name := st.Name.Render("Search") + "  "
	text, at := s.field.Draw(e.Wide() - widget.Width(name) - widget.Width(count) - 5)
	if s.field.Empty() {
		text = st.Dim.Render("words that must all be in it")
	}
	v.Head.Left = name + text
	if s.Typing() {
		v.Caret = caret(1+widget.Width(name)+at, 0)
	}
	if s.shape(e) == sideBySide {
		v.Head.Split = s.side(e)
	}
	v.Body = s.body(e, z.Width, z.Body(v.Head))
	return v
}

// kinds lists what tab cycles through, with the one chosen between angles; as many as fit, that one among them.
func (s *browse) kinds(e Env, cells int) string {
	line := func(from int) string {
		var out strings.Builder
		for i := from; i < len(searchKinds); i++ {
			name, style := " "+searchKinds[i].name+" ", e.Styles.Dim
			switch {
			case i == s.kind:
				name, style = "‹"+searchKinds[i].name+"›", e.Styles.Accent
			case s.found[i] == 0:
				style = e.Styles.Faint
			}
			out.WriteString(style.Render(name))
		}
		return out.String()
	}
	from := 0
	for from < s.kind && widget.Width(line(from))-widget.Width(line(s.kind+1)) > cells-1 {
		from++
	}
	return widget.Truncate(line(from), cells)
}

// more tells how much of the preview is below the window.
func (s *browse) more(e Env) string {
	if s.shape(e) == oneAtATime && !s.reading {
		return ""
	}
	if n := s.page.Below(); n > 0 {
		return fmt.Sprintf("↓ %d more", n)
	}
	return ""
}

func (s *browse) body(e Env, w, h int) []string {
	switch {
	case s.shape(e) == sideBySide:
		side := s.side(e)
		return widget.Beside(widget.Fit(s.list(e, side-1, h), h), widget.Fit(s.page.Lines(h), h), side,
			e.Styles.Faint.Render("│")+" ")
	case s.shape(e) == stacked:
		rows := min(s.rows(e), h)
		lines := widget.Fit(s.list(e, w, rows), rows)
		lines = append(lines, " "+e.Styles.Faint.Render(strings.Repeat("─", w-2)))
		return append(lines, widget.Indent(s.page.Lines(h-rows-1), 2)...)
	case s.reading:
		return widget.Indent(s.page.Lines(h), max(1, (w-s.text(e))/2))
	}
	return s.list(e, w, h)
}

// list draws the entries in view.
func (s *browse) list(e Env, cells, h int) []string {
	if len(s.hits) == 0 {
		return s.nothing(e, cells)
	}
	top := widget.OffsetKept(s.top, s.cursor, len(s.hits), h)
	rows, at := make([]string, len(s.hits)), make([]int, len(s.hits))
	for i := range s.hits {
		at[i] = i
		if i >= top && i < top+h {
			rows[i] = s.row(e, i, cells)
		}
	}
	return widget.Marked(rows, at, top, h, s.cursor, s.cursor, e.Styles.Dim)
}

// nothing says why the list is empty and what helps.
func (s *browse) nothing(e Env, cells int) []string {
	said := "Nothing has all these words."
	if n := len(s.all); n > 0 {
		said = fmt.Sprintf("None of the %s has all these words. %d of other kinds do: tab shows them.",
			searchKinds[s.kind].name, n)
	}
	return append([]string{""}, widget.Indent(widget.Wrap(said, cells-4, e.Styles.Dim), 3)...)
}

// row is one entry: its kind, unless all are the same, and its title with what was searched for underlined.
func (s *browse) row(e Env, i, cells int) string {
	hit, st := s.hits[i], e.Styles
	pointer, style, quiet := "   ", st.Plain, st.Dim
	switch {
	case i == s.cursor && s.reading:
		pointer, style = " › ", st.Strong
	case i == s.cursor:
		pointer, style, quiet = " › ", st.Cursor, st.Cursor
	}
	row := style.Render(pointer)
	if s.kind < 2 {
		row += quiet.Render(widget.PadTo(kindName(hit.Kind), 11))
	}
	row += widget.HitTitle(hit, style, st)
	if of := s.decisionOf(e, hit); of != "" && widget.Width(row)+widget.Width(of)+2 < cells {
		row += quiet.Render("  " + of)
	}
	row = widget.Truncate(row, cells-1)
	return row + style.Render(strings.Repeat(" ", max(0, cells-1-widget.Width(row))))
}

// decisionOf is the title of the decision that an option or a criterion belongs to.
func (s *browse) decisionOf(e Env, hit search.Hit) string {
	id, _, within := strings.Cut(hit.ID, ".")
	if d := e.Index.base.Decision(id); within && d != nil && (hit.Kind == knowledge.KindOption ||
		hit.Kind == knowledge.KindCriterion) {
		return d.Title
	}
	return ""
}

func (s *browse) Keys(e Env) keymap.Help {
	k := e.Keys
	if s.reading {
		return keymap.Help{
			Short: []key.Binding{k.Move("scroll"), keymap.With(k.PageDown, "page"), keymap.Both(k.Browse.Previous,
				k.Browse.Next, "entry"),
				k.Browse.List, k.Quit, k.Help},
			Move: []key.Binding{keymap.With(k.Up, "a line up"), keymap.With(k.Down, "a line down"), k.PageUp, k.PageDown,
				k.First, k.Last,
				k.Browse.Previous, k.Browse.Next, keymap.With(k.Browse.List, "back to the list")},
		}
	}
	t := k.Text
	read := keymap.With(k.Browse.Read, "scroll the preview")
	return keymap.Help{
		Short: []key.Binding{keymap.Both(t.Up, t.Down, "move"), keymap.When(len(s.hits) > 0, k.Browse.Read), k.Browse.Kind,
			t.Back,
			keymap.When(!s.field.Empty(), keymap.With(t.Clear, "clear")), t.Help},
		Answer: []key.Binding{read},
		See:    []key.Binding{t.Start, t.End, t.Erase, t.Delete, t.EraseWord, t.Clear},
		Move: []key.Binding{t.Up, t.Down, t.PageUp, t.PageDown, t.First, t.Last, keymap.With(k.Browse.Kind,
			"only one kind: the next"),
			k.Browse.KindBefore, t.Left, t.Right, keymap.With(t.Back, "back to where you were")},
		AtCursor: []key.Binding{read},
	}
}
