package screen

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"

	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/tui/keymap"
	"rustadvisor/ui/tui/widget"
)

func (s *sessions) View(e Env, z Size) View {
	v := View{Head: Head{Left: e.Styles.Name.Render("Sessions")}}
	if s.listed {
		v.Head.Right = e.Styles.Dim.Render(wording.Counted(len(s.rows), "session"))
	}
	w, h := z.Width, z.Body(v.Head)
	if len(s.rows) == 0 {
		v.Body = append([]string{""}, widget.Indent(widget.Wrap(s.nothing(), min(w-4, widget.Measure), e.Styles.Dim), 2)...)
		return v
	}
	lines, line := s.shown(e, w, h)
	v.Body = lines
	if s.name != nil {
		_, column := s.name.Draw(s.nameCells(e))
		v.Caret = caret(widget.Width(nameLabel)+column, z.Above(v.Head)+line)
	}
	return v
}

// shown are the lines that fit, and which of them is the one with the cursor.
func (s *sessions) shown(e Env, w, h int) (lines []string, at int) {
	list, begins, last := s.lines(e, w, true)
	if len(list) >= h {
		list, begins, last = s.lines(e, w, false)
	}
	first := begins[s.cursor]
	if len(list) < h {
		return append([]string{""}, list...), first + 1
	}
	top := widget.Offset(len(list), h, first, last)
	return widget.Marked(list, begins, top, h, first, last, e.Styles.Dim), first - top
}

// nothing is what stands where there is no session.
func (s *sessions) nothing() string {
	switch {
	case !s.listed:
		return ""
	case s.deleted > 0:
		return "No session is left. u brings back the one deleted last."
	case s.aside:
		return "None can be opened. The files are kept as *.broken."
	}
	return "Nothing is saved yet. Answer a question, and it is."
}

// lines are the rows, where each begins, and the last of the one with the cursor. The second line of each is left
// out but there, where room is short.
func (s *sessions) lines(e Env, w int, all bool) (lines []string, begins []int, last int) {
	for i, r := range s.rows {
		begins = append(begins, len(lines))
		lines = append(lines, s.top(e, i, r, w))
		if about := s.about(e, r); about != "" && (all || i == s.cursor) {
			lines = append(lines, "    "+e.Styles.Dim.Render(widget.Truncate(about, w-6)))
		}
		if i == s.cursor {
			last = len(lines) - 1
		}
		if all && i < len(s.rows)-1 {
			lines = append(lines, "")
		}
	}
	return lines, begins, last
}

// top is the line with the name: the name, or the field it is typed in, gives way to how far the session is.
func (s *sessions) top(e Env, i int, r row, w int) string {
	st := e.Styles
	state := st.Dim.Render(ago(r.When, e.Now))
	if r.ID == e.Session {
		state = st.Good.Render("● ") + st.Dim.Render("open now")
	}
	if !s.below(e, w) {
		state = st.Dim.Render(r.progress+" · ") + state
	}
	state = " " + state + "  "
	if i != s.cursor {
		return widget.Justify("    "+r.title, state, w)
	}
	if s.name != nil {
		text, _ := s.name.Draw(s.nameCells(e))
		return st.Accent.Render("  › ") + st.Dim.Render("Name ") + text
	}
	return widget.Selected(widget.Justify("  › "+r.title, state, w), w-1, st)
}

// below tells that how far sessions are stands below their names, for beside them a name would be cut.
func (s *sessions) below(e Env, w int) bool {
	return w < widget.Narrow || slices.ContainsFunc(s.rows, func(r row) bool {
		return widget.Width("    "+r.title+"   "+r.progress+" · "+ago(r.When, e.Now)+"  ") > w
	})
}

// nameLabel stands before a name that is typed, as wide as it is drawn.
const nameLabel = "    Name "

func (s *sessions) nameCells(e Env) int { return e.Wide() - widget.Width(nameLabel) - 2 }

// about is what else tells the session from others: its journey, and its picks where it has a name instead.
func (s *sessions) about(e Env, r row) string {
	narrow, named := e.Width < widget.Narrow, r.Name != "" && r.picks != ""
	var parts []string
	if s.below(e, e.Wide()) {
		parts = append(parts, r.progress)
	}
	if journey := r.Journey(e.Engine); journey != r.title && !(narrow && named) {
		parts = append(parts, journey)
	}
	if named {
		parts = append(parts, r.picks)
	}
	return strings.Join(parts, " · ")
}

func (s *sessions) Keys(e Env) keymap.Help {
	k, v, t, some := e.Keys, e.Keys.Saved, e.Keys.Text, len(s.rows) > 0
	if s.name != nil {
		return keymap.Help{
			Short: []key.Binding{v.Name, v.Unname, keymap.With(t.Clear, "clear"), t.Help},
			See: []key.Binding{keymap.With(v.Name, "keep the name; an empty one takes it away"), t.Start, t.End, t.Erase,
				t.Delete, t.EraseWord,
				t.Clear, keymap.With(v.Unname, "leave the name as it was")},
			Move: []key.Binding{t.Left, t.Right},
		}
	}
	deleted := s.deleted > 0
	open := keymap.When(some, keymap.With(v.Open, "go on with this session"))
	return keymap.Help{
		Short: []key.Binding{keymap.When(some, v.Open), keymap.When(deleted, v.Restore), keymap.When(some, v.Rename),
			keymap.When(some, v.Delete), keymap.With(t.Back, "back"), keymap.When(some, v.Duplicate), k.Help},
		Answer: []key.Binding{open},
		Move:   []key.Binding{k.Up, k.Down, k.First, k.Last, keymap.With(k.Back, "back to where you were")},
		Program: []key.Binding{keymap.When(some, v.Rename),
			keymap.When(some, keymap.With(v.Duplicate, "duplicate it, to try something else")),
			keymap.When(some, keymap.With(v.Delete, "delete it; for 30 days it can be brought back")),
			keymap.When(deleted, keymap.With(v.Restore, "bring back the one deleted last"))},
		AtCursor: []key.Binding{open},
	}
}
