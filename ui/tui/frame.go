package tui

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"rustadvisor/knowledge"
	"rustadvisor/ui/tui/keymap"
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

func (m *root) tooSmall() bool { return m.env.width < leastWide || m.env.height < leastHigh }

// draw composes the window: head, body, notice, keys; caret is where text is being typed, or nil. Nothing it returns is larger
// than the window.
func (m *root) draw() (text string, caret *tea.Cursor) {
	e := m.env
	if e.width == 0 || e.height == 0 {
		return "", nil
	}
	if m.tooSmall() {
		return cut(fmt.Sprintf("too small: %d×%d needed", leastWide, leastHigh), e.width), nil
	}
	w := e.wide()
	v := m.screen.View(e, m.size())
	top, bottom := m.above(v.Head, w), m.below(&v, w)
	body := v.Body
	if pages := m.keyPages(); len(pages) > 0 {
		body, v.Caret = pages[min(m.keys, len(pages))-1], nil
	}
	lines := slices.Concat(top, sized(body, e.height-len(top)-len(bottom)), bottom)
	pad := strings.Repeat(" ", e.margin())
	for i, l := range lines {
		if width(l) > w {
			l = cut(l, w)
		}
		lines[i] = pad + strings.TrimRight(l, " ")
	}
	if m.palette != nil {
		return strings.Join(m.underPalette(lines), "\n"), m.paletteCaret()
	}
	if v.Caret != nil {
		v.Caret.X += e.margin()
	}
	return strings.Join(lines, "\n"), v.Caret
}

// size is the room that the screen has. A notice of several lines lies over its last lines.
func (m *root) size() Size {
	z := Size{Width: m.env.wide(), Height: m.env.height - 2, Bare: m.env.height - 2, Low: m.env.height < low}
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
		behind[i] = m.env.look.Behind(ansi.Strip(l))
	}
	return laidOver(lines, box, m.paletteTop(), left)
}

// help are the keys of the screen with those that mean the same on every screen.
func (m *root) help() keymap.Help {
	k, h := m.env.keys, m.screen.Keys(m.env)
	search := keymap.When(m.under == nil, keymap.With(k.Search, "search everything known"))
	sessions := keymap.When(m.under == nil, keymap.With(k.Sessions, "all sessions"))
	h.See = append(h.See, search)
	commands := keymap.With(m.paletteKey(), "all commands by name")
	h.Program = append(h.Program, sessions, keymap.When(m.changed, k.Reload), commands, m.helpKey(), keymap.When(!m.typing(), k.Quit),
		k.Stop, k.Suspend)
	h.AtCursor = append(h.AtCursor, commands, k.Stop)
	ways := map[string]key.Binding{nameSearch: search, nameSessions: sessions}
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
	if m.env.height < low {
		taken = 3
	}
	return allKeys(m.explained(), m.env.wide(), max(1, m.env.height-taken), m.env.look)
}

func (m *root) above(h Head, w int) []string {
	if h.Left == "" {
		return nil
	}
	lines := []string{ends(m.env.look.Accent.Render("▌")+h.Left, h.Right+" ", w)}
	if m.env.height < low {
		return lines
	}
	if h.Second != "" {
		lines = append(lines, " "+h.Second)
	}
	return append(lines, m.rule(h, w, "┬", ""))
}

// rule divides the window; joint is where the line between two columns meets it.
func (m *root) rule(h Head, w int, joint, foot string) string {
	look := m.env.look
	line := strings.Repeat("─", max(0, w-2))
	if h.Split > 0 && h.Split < w-1 && m.keys == 0 {
		line = strings.Repeat("─", h.Split-1) + joint + strings.Repeat("─", max(0, w-2-h.Split))
	}
	if foot != "" && m.keys == 0 {
		line = ansi.Truncate(line, w-5-width(foot), "")
		return " " + look.Faint.Render(line) + " " + look.Dim.Render(foot) + look.Faint.Render(" ─")
	}
	return " " + look.Faint.Render(line)
}

// below is the notice, or a rule where there is none, and the keys.
func (m *root) below(v *View, w int) []string {
	keys := hints(m.hinted(), m.beside(), w, m.env.look)
	switch {
	case m.unsaved != nil: // this stays, so it must not lie over anything
		return append(m.noticed("Not saved: "+knowledge.Clean(m.unsaved.Error())+". Your answers stay here.", w, 1), keys)
	case m.notice != "":
		return append(m.noticed(m.notice, w, mostNotice), keys)
	case m.changed:
		return append(m.noticed(changedNotice, w, 1), keys)
	case v.Head.Left == "":
		return []string{"", keys}
	case m.env.height < low:
		return []string{keys}
	}
	return []string{m.rule(v.Head, w, "┴", v.Foot), keys}
}

// noticing tells whether a notice stands above the keys.
func (m *root) noticing() bool { return m.unsaved != nil || m.notice != "" || m.changed }

// mostNotice is how many lines a notice may take that is gone with the next key.
const mostNotice = 3

// noticed draws a notice on so many lines at most.
func (m *root) noticed(notice string, w, most int) []string {
	mark := m.env.look.Warn.Render("! ")
	if said, ok := strings.CutPrefix(notice, doneMark); ok {
		mark, notice = m.env.look.Good.Render(doneMark), said
	}
	lines := wrap(notice, w-4, m.env.look.Plain)
	if len(lines) > most {
		lines = append(lines[:most-1:most-1], cut(strings.Join(lines[most-1:], " "), w-4))
	}
	return append([]string{" " + mark + lines[0]}, indent(lines[1:], 3)...)
}

// doneMark begins a notice of what was done; others are of what is amiss.
const doneMark = "✓ "

// hinted are the keys for the bottom line.
func (m *root) hinted() []key.Binding {
	k := m.env.keys
	switch {
	case m.palette != nil:
		return []key.Binding{keymap.Both(k.Text.Up, k.Text.Down, "move"), k.Choose, k.Text.Back}
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
