package tui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"rustadvisor/knowledge/search"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/tui/keymap"
	"rustadvisor/ui/tui/screen"
	"rustadvisor/ui/tui/widget"
)

// command is a line of the palette: a key of the present screen to press, or a place to open.
type command struct {
	title, group, key string
	press             *key.Binding
	does              screen.Actions
}

// palette finds what can be done by name. It lies over the screen, which stays as it is.
type palette struct {
	field    widget.Field
	commands []command
	index    *search.Index
	hits     []search.Hit
	cursor   int
	top      int
	early    bool // a choice was made before there was one: it is of what comes with the knowledge
}

func newPalette(commands []command) *palette {
	p := &palette{}
	p.offer(commands)
	return p
}

// offer makes these the commands that are found.
func (p *palette) offer(commands []command) {
	entries := make([]search.Entry, len(commands))
	for i, c := range commands {
		entries[i] = search.Entry{Kind: strconv.Itoa(i), Title: c.title, Text: c.group}
	}
	p.commands, p.index = commands, search.NewIndex(entries)
	p.search()
}

// search finds the commands that have all the words; without a word all are there. First stand those that begin with
// what is typed, then those in which words begin with it.
func (p *palette) search() {
	p.hits, p.cursor, p.top = p.index.Search(p.field.Value(), 0), 0, 0
	words := strings.Fields(strings.ToLower(p.field.Value()))
	slices.SortStableFunc(p.hits, func(a, b search.Hit) int { return rank(a, words) - rank(b, words) })
}

// rank is smaller, the plainer it is that a command is meant.
func rank(hit search.Hit, words []string) int {
	title := strings.ToLower(hit.Title)
	begins := func(word string) bool { return strings.HasPrefix(title, word) || strings.Contains(title, " "+word) }
	switch {
	case len(words) == 0:
		return 0
	case !slices.ContainsFunc(words, func(w string) bool { return !begins(w) }) && strings.HasPrefix(title, words[0]):
		return 0
	case !slices.ContainsFunc(words, func(w string) bool { return !begins(w) }):
		return 1
	}
	return 2
}

func (p *palette) of(hit search.Hit) command {
	i, _ := strconv.Atoi(hit.Kind)
	return p.commands[i]
}

// update takes a key or what is pasted. It returns the command that was chosen, and whether the palette stays.
func (p *palette) update(msg tea.Msg, k *keymap.KeyMap, rows int) (chosen *command, stays bool) {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		p.field.Insert(msg.Content)
		p.search()
	case tea.KeyPressMsg:
		switch {
		case key.Matches(msg, k.Text.Back, k.Text.Commands):
			return nil, false
		case key.Matches(msg, k.Choose):
			if len(p.hits) == 0 {
				p.early = true
				return nil, true
			}
			c := p.of(p.hits[p.cursor])
			return &c, false
		}
		p.early = false
		if by, ok := widget.MovedInHits(msg, &k.Text, rows); ok {
			p.cursor += by
		} else if p.field.Press(msg, &k.Text) {
			p.search()
		}
	}
	p.cursor = max(0, min(p.cursor, len(p.hits)-1))
	p.top = widget.OffsetKept(p.top, p.cursor, len(p.hits), rows)
	return nil, true
}

// commands are what can be done now: first with the present screen, then places to go to, then the program's own. What
// goes to a place is there once, as the place.
func (m *root) commands() []command {
	help := m.help()
	out := slices.Concat(named(help, "Answer", help.Answer), named(help, "See", help.See),
		named(help, "Write", help.Write))
	goals := screen.GoalsFrom(m.screen, m.env)
	out = append(out, m.goals(help, goals, false)...)
	out = append(out, named(help, "Program", help.Program)...)
	return append(out, m.goals(help, goals, true)...)
}

// goals are the places to go to as commands: the screens, or what is within them.
func (m *root) goals(help keymap.Help, goals []screen.Goal, within bool) []command {
	var out []command
	for _, g := range goals {
		if g.Within != within {
			continue
		}
		c := command{title: g.Title, group: "Go to", does: g.Does}
		if c.does == nil {
			c.does = screen.Actions{screen.Open{Place: g.Place}}
		}
		if by, ok := help.Ways[g.Place.Name()]; ok && by.Enabled() && !within {
			c.key = by.Help().Key
		}
		out = append(out, c)
	}
	return out
}

// named are the keys of a group as commands.
func named(help keymap.Help, title string, group []key.Binding) []command {
	var out []command
	for _, b := range help.Named(group) {
		out = append(out, command{wording.Upper(b.Help().Desc), title, b.Help().Key, &b, nil})
	}
	return out
}

// pressPalette takes a key while the palette is open, and does what is chosen.
func (m *root) pressPalette(msg tea.Msg) tea.Cmd {
	chosen, stays := m.palette.update(msg, m.env.Keys, m.paletteRows())
	if stays {
		return nil
	}
	m.palette = nil
	switch {
	case chosen == nil:
		return nil
	case chosen.does != nil:
		if m.under != nil { // what covers another screen is left
			m.screen, m.under = m.under, nil
		}
		return m.do(chosen.does)
	}
	return m.take(keymap.Press(*chosen.press))
}

// The palette is so large, where the window is.
const (
	paletteWide = 68
	paletteRows = 12
)

// paletteRows is how many commands are shown.
func (m *root) paletteRows() int {
	return max(1, min(paletteRows, m.env.Height-m.paletteTop()-5)) // four lines are its box, and the last its keys
}

// paletteTop is the line of the window that the palette begins on.
func (m *root) paletteTop() int {
	if m.env.Height < widget.Low {
		return 0
	}
	return 3
}

// paletteBox is the palette, and the column of the window that it begins in.
func (m *root) paletteBox() (box []string, left int) {
	st, p := m.env.Styles, m.palette
	cells := min(paletteWide, m.env.Width-2)
	text, _ := p.field.Draw(cells - 6)
	if text == "" {
		text = st.Dim.Render("what do you want to do?")
	}
	edge := st.Faint.Render("│")
	line := func(s string) { box = append(box, edge+widget.PadTo(s, cells-2)+edge) }
	rule := func(from, to string) {
		box = append(box, st.Faint.Render(from+strings.Repeat("─", cells-2)+to))
	}
	rule("╭", "╮")
	line(" " + st.Accent.Render("› ") + text)
	rule("├", "┤")
	rows := m.paletteRows()
	for i := p.top; i < min(len(p.hits), p.top+rows); i++ {
		line(p.row(m.env, i, cells-2))
	}
	if len(p.hits) == 0 {
		line(st.Dim.Render("   No command has all these words."))
	}
	for len(box) < 3+min(rows, len(p.commands)) { // the box does not jump while one types
		line("")
	}
	if below := len(p.hits) - p.top - rows; below > 0 {
		more := fmt.Sprintf(" ↓ %d more ", below)
		box = append(box, st.Faint.Render("╰"+strings.Repeat("─",
			cells-3-widget.Width(more)))+st.Dim.Render(more)+st.Faint.Render("─╯"))
	} else {
		rule("╰", "╯")
	}
	return box, (m.env.Width - cells) / 2
}

// row is a command: what it does, and at the end its group and its key.
func (p *palette) row(e screen.Env, i, cells int) string {
	hit, st := p.hits[i], e.Styles
	c := p.of(hit)
	pointer, style, quiet, strong := "   ", st.Plain, st.Dim, st.Strong
	if i == p.cursor {
		pointer, style, quiet, strong = " › ", st.Cursor, st.Cursor, st.Cursor
	}
	right := quiet.Render(c.group+" ") + strong.Render(widget.PadTo("  "+c.key, 9))
	if cells < 56 {
		right = strong.Render(widget.PadTo(" "+c.key, 7))
	}
	left := widget.Truncate(style.Render(pointer)+widget.HitTitle(hit, style, st), cells-widget.Width(right)-1)
	return left + style.Render(strings.Repeat(" ", max(0, cells-widget.Width(left)-widget.Width(right)))) + right
}

// laidOver lays a box over lines, from a line and a column on.
func laidOver(lines, box []string, top, left int) []string {
	for i, b := range box {
		if at := top + i; at < len(lines) {
			lines[at] = covered(lines[at], b, left)
		}
	}
	return lines
}

// sliver is how narrow what is left at the sides of a box is when nobody can read it.
const sliver = 12

// covered is a line with a part of it covered, from a column on.
func covered(line, part string, left int) string {
	if left < sliver {
		line = ""
	}
	before := ansi.Truncate(line, left-1, "")
	return before + strings.Repeat(" ", left-widget.Width(before)) + part + " " +
		ansi.TruncateLeft(line, left+widget.Width(part)+1, "")
}

// paletteCaret is where the next letter goes.
func (m *root) paletteCaret() *tea.Cursor {
	box, left := m.paletteBox()
	_, at := m.palette.field.Draw(widget.Width(box[0]) - 6)
	return tea.NewCursor(left+4+at, m.paletteTop()+1)
}
