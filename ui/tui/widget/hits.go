package widget

import (
	"strings"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"rustadvisor/knowledge/search"
	"rustadvisor/ui/styles"
	"rustadvisor/ui/tui/keymap"
)

// MovedInHits is how far a key moves in a list of what was found, beside a field in which letters are text.
func MovedInHits(k tea.KeyPressMsg, t *keymap.Text, page int) (by int, ok bool) {
	switch {
	case key.Matches(k, t.Up):
		return -1, true
	case key.Matches(k, t.Down):
		return 1, true
	case key.Matches(k, t.PageUp):
		return -page, true
	case key.Matches(k, t.PageDown):
		return page, true
	}
	return 0, false
}

// HitTitle is the title of a hit, with the letters that match underlined.
func HitTitle(hit search.Hit, style lipgloss.Style, st styles.Styles) string {
	found := make([]bool, len(hit.Title))
	nth, next, matches := 0, 0, hit.Matches()
	for at, r := range hit.Title {
		if next < len(matches) && matches[next] == nth {
			for i := range utf8.RuneLen(r) {
				found[at+i] = true
			}
			next++
		}
		nth++
	}
	return Mark(hit.Title, style, st, func(i int) bool { return found[i] })
}

// Mark renders a text of which some bytes were searched for.
func Mark(text string, style lipgloss.Style, st styles.Styles, found func(i int) bool) string {
	var out strings.Builder
	for from := 0; from < len(text); {
		to := from + 1
		for to < len(text) && found(to) == found(from) {
			to++
		}
		if found(from) {
			out.WriteString(st.Found(text[from:to], style))
		} else {
			out.WriteString(style.Render(text[from:to]))
		}
		from = to
	}
	return out.String()
}
