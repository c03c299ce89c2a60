package screen

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
	"rustadvisor/ui/tui/widget"
)

// menu is the choices of a question, one of them highlighted.
type menu struct {
	question  *knowledge.Question
	choice    string   // the option pinned so far, or ""
	ticked    []string // the answer so far
	pointless []string // by choice: why it would change nothing, or ""
	dim       string   // what that is called, if otherwise
	cursor    int
}

// newMenu highlights the answer so far, or else the first choice.
func newMenu(e Env, a advisor.Answers, step advisor.Step) menu {
	m := menu{question: step.Question, ticked: step.Choices}
	for i, c := range m.question.Choices {
		m.pointless = append(m.pointless, e.Engine.Pointless(a, m.question.ID, c.ID))
		if len(step.Choices) > 0 && c.ID == step.Choices[0] {
			m.cursor = i
		}
	}
	return m
}

// at is the highlighted choice.
func (m *menu) at() *knowledge.Choice { return &m.question.Choices[m.cursor] }

// move highlights another choice, if there is one there.
func (m *menu) move(to int) bool {
	if to < 0 || to >= len(m.question.Choices) {
		return false
	}
	m.cursor = to
	return true
}

// explains tells whether any choice has a text below it.
func (m *menu) explains() bool {
	return slices.ContainsFunc(m.question.Choices, func(c knowledge.Choice) bool { return c.Help != "" }) ||
		slices.ContainsFunc(m.pointless, func(why string) bool { return why != "" })
}

// unsure is the choice that leaves the question open, or -1.
func (m *menu) unsure() int {
	return slices.IndexFunc(m.question.Choices, func(c knowledge.Choice) bool { return c.Unsure })
}

// draw lists the choices with their consequences: of all where there is room, else of the highlighted one. That one
// is cut only where it would leave no line for how many more choices there are.
func (m *menu) draw(e Env, cells, h int) []string {
	all, at := m.listed(e, cells, apart)
	for how := together; len(all) > h && how <= here; how++ {
		all, at = m.listed(e, cells, how)
	}
	if len(all) <= h || h < 1 {
		return all
	}
	first, last := at[m.cursor], len(all)-1
	if m.cursor+1 < len(at) {
		last = at[m.cursor+1] - 1
	}
	if over := last - first + 1 - max(1, h-1); over > 0 {
		all = slices.Delete(all, last-over+1, last+1)
		for i := m.cursor + 1; i < len(at); i++ {
			at[i] -= over
		}
		last -= over
		all[last] = widget.Cut(all[last], cells)
	}
	return widget.Marked(all, at, widget.Offset(len(all), h, first, last), h, first, last, e.Styles.Dim)
}

// How much of the choices is listed, from most to least.
const (
	apart     = iota // all consequences, and an empty line between choices
	together         // all consequences
	hereApart        // the consequence of the highlighted choice, and an empty line between choices
	here             // the consequence of the highlighted choice
)

// listed draws every choice and tells on which line each begins.
func (m *menu) listed(e Env, cells, how int) (lines []string, at []int) {
	for i := range m.question.Choices {
		c := &m.question.Choices[i]
		at = append(at, len(lines))
		label, help := c.Label, c.Help
		explained := how <= together || i == m.cursor
		switch {
		case m.pointless[i] == "":
		case explained:
			help = cmp.Or(m.dim, "Would change nothing") + ": " + strings.TrimSuffix(m.pointless[i], ".") + "."
		default: // not by colour alone
			label += "\u00a0·\u00a0" + strings.ReplaceAll(cmp.Or(strings.ToLower(m.dim), "no effect"), " ", "\u00a0")
		}
		lines = append(lines, m.label(e, i, label, cells, how)...)
		if explained {
			lines = append(lines, widget.Indent(widget.Wrap(help, cells-6, e.Styles.Dim), 6)...)
		}
		if how == apart || how == hereApart {
			lines = append(lines, "")
		}
	}
	return lines, at
}

// box is what stands before a choice of a question that takes several.
func (m *menu) box(i int) string {
	switch {
	case !m.question.Several:
		return ""
	case slices.Contains(m.ticked, m.question.Choices[i].ID):
		return "[✓]\u00a0"
	}
	return "[\u00a0]\u00a0"
}

// label is a choice with its number; it stands out from consequences around it.
func (m *menu) label(e Env, i int, text string, cells, how int) []string {
	number := "\u00a0 " // as wide, but no indentation: what goes on below it is told from where it begins by that
	if i < 9 {
		number = e.Styles.Dim.Render(strconv.Itoa(i+1)) + " "
	}
	style, pointer := e.Styles.Plain, "  "
	switch {
	case i == m.cursor:
		style, pointer = e.Styles.Accent, e.Styles.Accent.Render("› ")
	case m.pointless[i] != "":
		style = e.Styles.Dim
	case how == together && m.explains():
		style = e.Styles.Strong
	case how == apart:
		style = e.Styles.Label
	}
	box, mark := m.box(i), ""
	if id := m.question.Choices[i].ID; !m.question.Several && (id == m.choice || slices.Contains(m.ticked, id)) {
		mark = "✓"
		text += "\u00a0" + mark // stays with the last word
	}
	lead := 6 + widget.Width(box) // what is broken goes on below the label, not below its box
	out := widget.Wrap(text, cells-lead, style)
	if last := len(out) - 1; mark != "" {
		out[last] = style.Render(strings.TrimSuffix(ansi.Strip(out[last]), mark)) + e.Styles.Good.Render(mark)
	}
	out = widget.Indent(out, lead)
	out[0] = "  " + pointer + number + box + strings.TrimLeft(out[0], " ")
	if i == m.cursor {
		for n, l := range out {
			out[n] = widget.Selected(l, cells, e.Styles)
		}
	}
	return out
}
