package screen

import (
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/lipgloss/v2"

	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/differences"
	"rustadvisor/ui/styles"
	"rustadvisor/ui/tui/keymap"
	"rustadvisor/ui/tui/widget"
)

// Labels before what is typed.
const (
	fileLabel  = "    Another file  "
	agreeLabel = "    File  "
)

// room is how many lines of the comparison are shown.
func (s *versus) room(e Env) int {
	if e.Height < widget.Low {
		return max(1, e.Height-2)
	}
	return e.Height - 4
}

func (s *versus) View(e Env, z Size) View {
	st := e.Styles
	v := View{Head: Head{Left: st.Name.Render("Compare") + "   " + s.subtitle()}}
	h, top := z.Body(v.Head), z.Above(v.Head)
	right := ""
	switch {
	case s.busy:
		right = "one moment …"
	case s.result != nil && !s.asking:
		right = fmt.Sprintf("%d of %d decisions differ", len(s.result.Split), len(s.result.Split)+len(s.result.Same))
		if n := s.page.Below(); n > 0 {
			v.Foot = fmt.Sprintf("↓ %d more", n)
			if e.Height < widget.Low {
				right = v.Foot
			}
		}
	case s.result == nil:
		right = fmt.Sprintf("%d ticked", len(s.chosen()))
	}
	v.Head.Right = st.Dim.Render(right)
	switch {
	case s.asking:
		text, at := s.agree.Draw(s.cells(e) - widget.Width(agreeLabel))
		said := s.agreeText(e)
		v.Body, v.Caret = append(said, st.Accent.Render("  › File  ")+text), caret(widget.Width(agreeLabel)+at,
			top+len(said))
	case s.result != nil:
		v.Body = s.page.Lines(h)
	default:
		lines, file := s.listed(e, h)
		v.Body = lines
		if s.Typing() {
			_, at := s.file.Draw(s.cells(e) - widget.Width(fileLabel))
			v.Caret = caret(widget.Width(fileLabel)+at, top+min(file, len(lines)-1))
		}
	}
	if s.busy {
		v.Caret = nil
	}
	return v
}

func (s *versus) subtitle() string {
	if s.result == nil {
		return "who says otherwise, and what it changes"
	}
	names := s.result.People
	if len(names) > 3 {
		return wording.Counted(len(names), "set") + " of answers"
	}
	return strings.Join(names, ", ")
}

func (s *versus) cells(e Env) int { return min(e.Wide()-2, widget.Measure+16) }

// listed is the list to choose from, and on which line of it the file is typed.
func (s *versus) listed(e Env, h int) (lines []string, file int) {
	st, cells := e.Styles, s.cells(e)
	var list []string
	var begins []int
	at := 0
	for i, t := range s.rows {
		begins = append(begins, i)
		if i == s.cursor {
			at = len(list)
		}
		list = append(list, s.row(e, i, &t))
	}
	text, _ := s.file.Draw(cells - widget.Width(fileLabel))
	label := fileLabel
	if s.Typing() {
		label = st.Accent.Render("  › Another file  ")
		at = len(list)
	}
	if text == "" {
		hint := "a path, or a pattern such as answers/*.toml"
		if widget.Width(label)+len(hint) > cells {
			hint = "a path, or answers/*.toml"
		}
		text = st.Dim.Render(hint)
	}
	list = append(list, widget.Truncate(label+text, cells))
	said := widget.Indent(widget.Wrap("Tick whose answers to compare, two or more. A file is an answers.toml, say a "+
		"colleague's.", cells-2, st.Dim), 2)
	if h >= widget.Low || h >= len(said)+len(list)+3 {
		if h >= widget.Low {
			lines = append(lines, "")
		}
		lines = append(append(lines, said...), "")
		list = append(list[:len(list)-1], "", list[len(list)-1])
		if s.Typing() {
			at++
		}
	}
	room := max(1, h-len(lines))
	top := widget.Offset(len(list), room, at, at)
	file = len(lines) + len(list) - 1 - top
	return append(lines, widget.Marked(list, begins, top, room, at, at, st.Dim)...), file
}

func (s *versus) row(e Env, i int, t *Others) string {
	st := e.Styles
	box := "[ ] "
	if t.ticked {
		box = "[" + st.Good.Render("✓") + "] "
	}
	name := widget.PadTo(t.Name, s.nameCells(e))
	row := "    " + box + name
	if i == s.cursor {
		row = st.Accent.Render("  › ") + box + st.Accent.Render(name)
	}
	about := t.About
	if widget.Width(row)+2+widget.Width(about) > s.cells(e) {
		about, _, _ = strings.Cut(about, ", ")
	}
	row += "  " + st.Dim.Render(about)
	if i == s.cursor {
		return widget.Selected(row, s.cells(e), st)
	}
	return widget.Truncate(row, s.cells(e))
}

// nameCells is how wide the column of names is: what is said of them gives way, but for how many answers there are.
func (s *versus) nameCells(e Env) int {
	const box, answers = 8, len("  16 answers")
	longest := 12
	for _, t := range s.rows {
		longest = max(longest, widget.Width(t.Name))
	}
	return max(12, min(longest, s.cells(e)-box-answers))
}

// laid is what the lines of a comparison depend on.
type laid struct {
	of    *advisor.Comparison
	all   bool
	cells int
	wide  int // of a table
	low   bool
	kind  styles.Kind
}

// lay breaks the comparison into lines of the window's width, unless they are there: those of many people take
// longer than a key press may.
func (s *versus) lay(e Env) {
	now := laid{s.result, s.all, s.cells(e), e.Wide(), e.Height < widget.Low, e.Styles.Kind}
	s.page.SetHeight(s.room(e))
	if now == s.laid || s.result == nil || now.cells < 1 {
		return
	}
	s.laid = now
	s.page.Set(s.told(e))
}

// told is the comparison in lines.
func (s *versus) told(e Env) []string {
	cells := s.cells(e) - 2
	var out []string
	if e.Height >= widget.Low {
		out = append(out, "")
	}
	for _, l := range differences.Lines(differences.Document(s.result, s.all, "w tells them")) {
		switch l.Kind {
		case differences.Gap:
			out = append(out, "")
			continue
		case differences.Matrix:
			out = append(out, widget.Indent(s.grid(e, l.Table, e.Wide()-4), 2)...) // as many side by side as there may be
			continue
		}
		lead := s.style(e, l.Kind).Render(strings.Replace(l.Mark, "- ", "· ", 1))
		for _, line := range widget.Wrap(l.Text, cells-l.Indent-len(l.Mark), s.style(e, l.Kind)) {
			out = append(out, strings.Repeat(" ", 2+l.Indent)+lead+line)
			lead = strings.Repeat(" ", len(l.Mark))
		}
	}
	return out
}

// grid is who comes to what, under quiet titles.
func (s *versus) grid(e Env, t doc.Table, cells int) []string {
	lines := differences.Grid(t, cells)
	for i, l := range lines {
		if i == 0 || lines[i-1] == "" {
			lines[i] = e.Styles.Dim.Render(l)
		}
	}
	return lines
}

func (s *versus) style(e Env, kind differences.Kind) lipgloss.Style {
	switch kind {
	case differences.Summary, differences.Heading:
		return e.Styles.Strong
	case differences.Idle, differences.Body:
		return e.Styles.Dim
	}
	return e.Styles.Plain
}

// agreeText says what is about to be written.
func (s *versus) agreeText(e Env) []string {
	open := len(s.result.Matter) + len(s.result.Idle)
	text := fmt.Sprintf("Writes an answers file with the %s all agree on. What they differ on is left open in it, "+
		"each choice with who "+
		"says so: %s to settle.", wording.Counted(len(s.result.Shared.Choices), "answer"), wording.Counted(open,
		"answer"))
	lines := widget.Indent(widget.Wrap(text, s.cells(e)-2, e.Styles.Dim), 2)
	if e.Height < widget.Low {
		return lines
	}
	return append(append([]string{""}, lines...), "")
}

func (s *versus) Keys(e Env) keymap.Help {
	k, c, t := e.Keys, e.Keys.Compare, e.Keys.Text
	switch {
	case s.asking:
		write := c.Write
		if s.over {
			write = keymap.With(write, "replace it")
		}
		return keymap.Help{
			Short: []key.Binding{write, t.Back, t.Help},
			Write: []key.Binding{c.Write},
			See:   []key.Binding{t.EraseWord, t.Clear},
			Move:  []key.Binding{keymap.With(t.Back, "back to the comparison")},
		}
	case s.result != nil:
		return s.resultKeys(k)
	case s.Typing():
		short := []key.Binding{keymap.When(len(s.chosen()) > 1, c.Compare), c.ToRows, t.Back, t.Help}
		if !s.file.Empty() {
			short = []key.Binding{c.AddFile, c.ToRows, t.Back, t.Help}
		}
		return keymap.Help{
			Short: short,
			See:   []key.Binding{keymap.With(c.AddFile, "add what the path names; without one: compare"), t.EraseWord, t.Clear},
			Move:  []key.Binding{c.ToRows, keymap.With(t.Back, "back, comparing nothing")},
		}
	}
	with := keymap.With(c.Compare, "compare those ticked; one alone: with this one")
	return keymap.Help{
		Short:    []key.Binding{k.Move("move"), k.Tick, c.Compare, c.File, k.Back, k.Help},
		Answer:   []key.Binding{with},
		See:      []key.Binding{keymap.With(c.File, "type the path of a file")},
		Write:    []key.Binding{keymap.With(k.Tick, "tick whose answers to compare")},
		Move:     []key.Binding{k.Up, k.Down, k.First, keymap.With(k.Back, "back, comparing nothing")},
		AtCursor: []key.Binding{with},
	}
}

func (s *versus) resultKeys(k *keymap.KeyMap) keymap.Help {
	c, unfold := k.Compare, k.Compare.Unfold
	if s.all {
		unfold = keymap.With(unfold, "fold")
	}
	return keymap.Help{
		Short: []key.Binding{k.Move("scroll"), unfold, c.Agree, c.Back, k.Quit, k.Help},
		See:   []key.Binding{keymap.With(c.Unfold, "all names and all answers, or the short form")},
		Write: []key.Binding{keymap.With(c.Agree, "save an answers file of what all agree on")},
		Move: []key.Binding{keymap.With(k.Up, "a line up"), keymap.With(k.Down, "a line down"),
			k.PageDown, k.PageUp, k.First, k.Last, c.Back},
	}
}
