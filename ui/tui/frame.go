package tui

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/tui/keymap"
	"rustadvisor/ui/tui/screen"
	"rustadvisor/ui/tui/widget"
)

// View is the only place that makes a tea.View.
func (m *root) View() tea.View {
	text, caret := m.draw()
	v := tea.NewView(text)
	v.AltScreen = true
	v.ReportFocus = true // who comes back to this window may have used the session in another
	v.WindowTitle = "rustadvisor"
	v.Cursor = caret
	return v
}

func (m *root) tooSmall() bool {
	return m.env.Width < widget.LeastWide || m.env.Height < widget.LeastHigh
}

// draw composes the window: head, body, notice, keys; caret is where text is being typed, or nil. Nothing it returns is
// larger than the window.
func (m *root) draw() (text string, caret *tea.Cursor) {
	e := m.env
	if e.Width == 0 || e.Height == 0 {
		return "", nil
	}
	if m.tooSmall() {
		return widget.Truncate(fmt.Sprintf("too small: %d×%d needed", widget.LeastWide, widget.LeastHigh), e.Width), nil
	}
	w := e.Wide()
	v := m.screen.View(e, m.size())
	if down := "↓"; e.Height < widget.Low && strings.Contains(v.Foot, down) && !strings.Contains(v.Head.Right, down) {
		v.Head.Right += e.Styles.Dim.Render(" " + down) // there is no rule for the foot
	}
	top, bottom := m.above(v.Head, w), m.below(&v, w)
	body := v.Body
	if pages := m.keyPages(); len(pages) > 0 {
		body, v.Caret = pages[min(m.keys, len(pages))-1], nil
	}
	lines := slices.Concat(top, widget.Fit(body, e.Height-len(top)-len(bottom)), bottom)
	pad := strings.Repeat(" ", e.Margin())
	for i, l := range lines {
		if widget.Width(l) > w {
			l = widget.Truncate(l, w)
		}
		lines[i] = pad + strings.TrimRight(l, " ")
	}
	if m.palette != nil {
		return strings.Join(m.underPalette(lines), "\n"), m.paletteCaret()
	}
	if v.Caret != nil {
		v.Caret.X += e.Margin()
	}
	return strings.Join(lines, "\n"), v.Caret
}

// size is the room that the screen has. A notice of several lines lies over its last lines.
func (m *root) size() screen.Size {
	z := screen.Size{Width: m.env.Wide(), Height: m.env.Height - 2, Bare: m.env.Height - 2, Low: m.env.Height < widget.Low}
	if z.Low && !m.noticing() {
		z.Height++
	}
	return z
}

// underPalette is the window with the palette over it. The last line are the palette's keys.
func (m *root) underPalette(lines []string) []string {
	box, left := m.paletteBox()
	behind := lines[:len(lines)-1]
	for i, l := range behind {
		behind[i] = m.env.Styles.Behind(ansi.Strip(l))
	}
	return laidOver(lines, box, m.paletteTop(), left)
}

// help are the keys of the screen with those that mean the same on every screen.
func (m *root) help() keymap.Help {
	k, h := m.env.Keys, m.screen.Keys(m.env)
	search := keymap.When(m.under == nil, keymap.With(k.Search, "search everything known"))
	sessions := keymap.When(m.under == nil, keymap.With(k.Sessions, "all sessions"))
	h.See = append(h.See, search)
	commands := keymap.With(m.paletteKey(), "all commands by name")
	h.Program = append(h.Program, sessions, keymap.When(m.changed, k.Reload), commands, m.helpKey(),
		keymap.When(!m.typing(), k.Quit),
		k.Stop, k.Suspend)
	h.AtCursor = append(h.AtCursor, commands, k.Stop)
	ways := map[string]key.Binding{screen.NameSearch: search, screen.NameSessions: sessions}
	maps.Copy(ways, h.Ways)
	h.Ways = ways
	return h
}

// keyPages is the list of keys in pages, or none when it is not shown. One that is added to a screen's head or foot at
// times must not move it, so room for all of them is left.
func (m *root) keyPages() [][]string {
	if m.keys == 0 {
		return nil
	}
	taken := 5
	if m.env.Height < widget.Low {
		taken = 3
	}
	return allKeys(m.explained(), m.env.Wide(), max(1, m.env.Height-taken), m.env.Styles)
}

func (m *root) above(h screen.Head, w int) []string {
	if h.Left == "" {
		return nil
	}
	lines := []string{widget.Justify(m.env.Styles.Accent.Render("▌")+h.Left, h.Right+" ", w)}
	if m.env.Height < widget.Low {
		return lines
	}
	if h.Second != "" {
		lines = append(lines, " "+h.Second)
	}
	return append(lines, m.rule(h, w, "┬", ""))
}

// rule divides the window; joint is where the line between two columns meets it.
func (m *root) rule(h screen.Head, w int, joint, foot string) string {
	st := m.env.Styles
	line := strings.Repeat("─", max(0, w-2))
	if h.Split > 0 && h.Split < w-1 && m.keys == 0 {
		line = strings.Repeat("─", h.Split-1) + joint + strings.Repeat("─", max(0, w-2-h.Split))
	}
	if foot != "" && m.keys == 0 {
		line = ansi.Truncate(line, w-5-widget.Width(foot), "")
		return " " + st.Faint.Render(line) + " " + st.Dim.Render(foot) + st.Faint.Render(" ─")
	}
	return " " + st.Faint.Render(line)
}

// below is the notice, or a rule where there is none, and the keys.
func (m *root) below(v *screen.View, w int) []string {
	keys := hints(m.hinted(), m.beside(), w, m.env.Styles)
	switch {
	case m.unsaved != nil: // this stays, so it must not lie over anything
		return append(m.noticed("Not saved: "+wording.Clean(m.unsaved.Error())+". Your answers stay here.", w, 1), keys)
	case m.notice != "":
		return append(m.noticed(m.notice, w, max(leastNotice, m.env.Height/3)), keys)
	case m.changed:
		return append(m.noticed(changedNotice, w, 1), keys)
	case v.Head.Left == "":
		return []string{"", keys}
	case m.env.Height < widget.Low:
		return []string{keys}
	}
	return []string{m.rule(v.Head, w, "┴", v.Foot), keys}
}

// noticing tells whether a notice stands above the keys.
func (m *root) noticing() bool { return m.unsaved != nil || m.notice != "" || m.changed }

// leastNotice is how many lines a notice that is gone with the next key may take in any window.
const leastNotice = 3

// noticed draws notes on so many lines at most, each with a mark, and a line at least where there is one.
func (m *root) noticed(notice string, w, most int) []string {
	var out []string
	notes := strings.Split(notice, "\n")
	notes = notes[:min(len(notes), most)]
	for i, note := range notes {
		mark := m.env.Styles.Warn.Render("! ")
		if said, ok := strings.CutPrefix(note, screen.DoneMark); ok {
			mark, note = m.env.Styles.Good.Render(screen.DoneMark), said
		}
		lines := widget.Wrap(cmp.Or(note, " "), w-4, m.env.Styles.Plain)
		if room := most - len(out) - (len(notes) - 1 - i); len(lines) > room {
			lines = append(lines[:room-1:room-1], widget.Truncate(strings.Join(lines[room-1:], " "), w-4))
		}
		out = append(append(out, " "+mark+lines[0]), widget.Indent(lines[1:], 3)...)
	}
	return out
}

// hinted are the keys for the bottom line.
func (m *root) hinted() []key.Binding {
	k := m.env.Keys
	switch {
	case m.palette != nil:
		return []key.Binding{keymap.Both(k.Text.Up, k.Text.Down, "move"),
			keymap.When(len(m.palette.hits) > 0, k.Choose), k.Text.Back}
	case m.keys > 0 && m.keys < len(m.keyPages()):
		return []key.Binding{keymap.Any("more"), k.Text.Back}
	case m.keys > 0:
		return []key.Binding{keymap.Any("goes back")}
	}
	return m.screen.Keys(m.env).ShortHelp()
}

// beside are the keys that stand with the one for all keys.
func (m *root) beside() []key.Binding {
	if m.palette != nil || m.keys > 0 {
		return nil
	}
	return []key.Binding{m.paletteKey()}
}
