package tui

import (
	"slices"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"rustadvisor/knowledge"
	"rustadvisor/ui/tui/keymap"
)

// goal is a place to go to by name.
type goal struct {
	title string
	place Place
	begun bool // there has to be a session under way
}

// places are the screens. Each is a goal wherever the user is.
var places = []goal{
	{"All answers", ToAnswers{}, true},
	{"Your stack: the advice", ToAdvice{}, true},
	{"What if: try other answers", ToWhatIf{}, true},
	{"Export: write the report and the answers into files", ToExport{}, true},
	{"Compare with the answers of others", ToCompare{}, false},
	{"Search everything known", ToSearch{}, false},
	{"Home: start something new", ToHome{}, false},
	{"All sessions", ToSessions{}, false},
}

// guide is a screen that has more places to go to.
type guide interface{ goals(env) []goal }

// command is a line of the palette: a key of the present screen to press, or a place to open.
type command struct {
	title, group, key string
	press             *key.Binding
	open              Place
}

// palette finds what can be done by name. It lies over the screen, which stays as it is.
type palette struct {
	field    field
	commands []command
	index    *knowledge.Index
	hits     []knowledge.Hit
	cursor   int
	top      int
}

func newPalette(commands []command) *palette {
	p := &palette{commands: commands}
	entries := make([]knowledge.Entry, len(commands))
	for i, c := range commands {
		entries[i] = knowledge.Entry{Kind: strconv.Itoa(i), Title: c.title, Text: c.group}
	}
	p.index = knowledge.NewIndex(entries)
	p.search()
	return p
}

// search finds the commands that have all the words; without a word all are there.
func (p *palette) search() {
	p.hits, p.cursor, p.top = p.index.Search(string(p.field.text), 0), 0, 0
}

func (p *palette) of(hit knowledge.Hit) command {
	i, _ := strconv.Atoi(hit.Kind)
	return p.commands[i]
}

// update takes a key or what is pasted. It returns the command that was chosen, and whether the palette stays.
func (p *palette) update(msg tea.Msg, k *keymap.KeyMap, rows int) (chosen *command, stays bool) {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		p.field.insert(msg.Content)
		p.search()
	case tea.KeyPressMsg:
		switch {
		case key.Matches(msg, k.Text.Back, k.Text.Commands):
			return nil, false
		case key.Matches(msg, k.Choose):
			if len(p.hits) == 0 {
				return nil, true
			}
			c := p.of(p.hits[p.cursor])
			return &c, false
		}
		if by, ok := hitsMoved(msg, &k.Text, rows); ok {
			p.cursor += by
		} else if p.field.press(msg, &k.Text) {
			p.search()
		}
	}
	p.cursor = max(0, min(p.cursor, len(p.hits)-1))
	p.top = scrolled(p.top, p.cursor, len(p.hits), rows)
	return nil, true
}

// commands are what can be done now: first with the present screen, then places to go to, then the program's own. What goes
// to a place is there once, as the place.
func (m *root) commands() []command {
	help := m.help()
	out := slices.Concat(named(help, "Answer", help.Answer), named(help, "See", help.See), named(help, "Write", help.Write))
	for _, g := range m.goals() {
		c := command{title: g.title, group: "Go to", open: g.place}
		if by, ok := help.Ways[g.place.Name()]; ok && by.Enabled() {
			c.key = by.Help().Key
		}
		out = append(out, c)
	}
	return append(out, named(help, "Program", help.Program)...)
}

// named are the keys of a group as commands.
func named(help keymap.Help, title string, group []key.Binding) []command {
	var out []command
	for _, b := range help.Named(group) {
		out = append(out, command{knowledge.Upper(b.Help().Desc), title, b.Help().Key, &b, nil})
	}
	return out
}

// goals are the places that can be gone to now: those of the present screen first, then the screens, then the questions.
func (m *root) goals() []goal {
	e := m.env
	if e.engine == nil {
		return nil
	}
	var out []goal
	if g, ok := m.screen.(guide); ok {
		out = g.goals(e)
	}
	if e.present != nil {
		out = append(out, goal{title: "The workshop: what came out", place: ToWorkshop{End: true}})
	}
	for _, g := range places {
		if e.begun || !g.begun {
			out = append(out, g)
		}
	}
	if !e.begun {
		return out
	}
	for _, t := range bySection(e, e.answers) {
		p := ToQuestion{ID: t.Question.ID, Deeper: !t.Essential}
		out = append(out, goal{title: "Question: " + t.Question.Short, place: p})
	}
	return out
}

// pressPalette takes a key while the palette is open, and does what is chosen.
func (m *root) pressPalette(msg tea.Msg) tea.Cmd {
	chosen, stays := m.palette.update(msg, m.env.keys, m.paletteRows())
	if stays {
		return nil
	}
	m.palette = nil
	switch {
	case chosen == nil:
		return nil
	case chosen.open != nil:
		if m.under != nil { // what covers another screen is left
			m.screen, m.under = m.under, nil
		}
		if chosen.open == Place(ToWorkshop{End: true}) {
			return m.do(m.env.present.finish(m.env)) // as with the workshop's own key
		}
		return m.do(ask(Open{chosen.open}))
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
	return max(1, min(paletteRows, m.env.height-m.paletteTop()-5)) // four lines are its box, and the last its keys
}

// paletteTop is the line of the window that the palette begins on.
func (m *root) paletteTop() int {
	if m.env.height < low {
		return 0
	}
	return 3
}

// paletteBox is the palette, and the column of the window that it begins in.
func (m *root) paletteBox() (box []string, left int) {
	look, p := m.env.look, m.palette
	cells := min(paletteWide, m.env.width-2)
	text, _ := p.field.draw(cells - 6)
	if text == "" {
		text = look.Dim.Render("what do you want to do?")
	}
	edge := look.Faint.Render("│")
	line := func(s string) { box = append(box, edge+fill(s, cells-2)+edge) }
	rule := func(from, to string) {
		box = append(box, look.Faint.Render(from+strings.Repeat("─", cells-2)+to))
	}
	rule("╭", "╮")
	line(" " + look.Accent.Render("› ") + text)
	rule("├", "┤")
	rows := m.paletteRows()
	for i := p.top; i < min(len(p.hits), p.top+rows); i++ {
		line(p.row(m.env, i, cells-2))
	}
	if len(p.hits) == 0 {
		line(look.Dim.Render("   No command has all these words."))
	}
	for len(box) < 3+min(rows, len(p.commands)) { // the box does not jump while one types
		line("")
	}
	rule("╰", "╯")
	return box, (m.env.width - cells) / 2
}

// row is a command: what it does, and at the end its group and its key.
func (p *palette) row(e env, i, cells int) string {
	hit, look := p.hits[i], e.look
	c := p.of(hit)
	pointer, style := "   ", look.Plain
	if i == p.cursor {
		pointer, style = look.Accent.Render(" › "), look.Accent
	}
	right := look.Dim.Render(c.group+" ") + fill("  "+look.Strong.Render(c.key), 9)
	if cells < 56 {
		right = fill(" "+look.Strong.Render(c.key), 7)
	}
	return ends(pointer+titleOf(hit, style, look), right, cells)
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
	return before + strings.Repeat(" ", left-width(before)) + part + " " + ansi.TruncateLeft(line, left+width(part)+1, "")
}

// paletteCaret is where the next letter goes.
func (m *root) paletteCaret() *tea.Cursor {
	box, left := m.paletteBox()
	_, at := m.palette.field.draw(width(box[0]) - 6)
	return tea.NewCursor(left+4+at, m.paletteTop()+1)
}
