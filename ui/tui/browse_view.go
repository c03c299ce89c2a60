package tui

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	"charm.land/lipgloss/v2"

	"rustadvisor/knowledge"
	"rustadvisor/ui/theme"
)

// How list and preview share the window.
const (
	sideBySide = iota
	stacked
	oneAtATime
)

func (s *browse) shape(e env) int {
	switch {
	case e.width >= sidebarAt && e.height >= low:
		return sideBySide
	case e.height >= 2*low-8 && e.width >= narrow:
		return stacked
	}
	return oneAtATime
}

// inner is how many lines the body has.
func inner(e env) int {
	if e.height < low {
		return max(1, e.height-2)
	}
	return e.height - 5
}

// rows is how many entries are shown.
func (s *browse) rows(e env) int {
	if s.shape(e) == stacked {
		return inner(e) * 2 / 5
	}
	return inner(e)
}

// room is how many lines of the preview are shown.
func (s *browse) room(e env) int {
	if s.shape(e) == stacked {
		return inner(e) - s.rows(e) - 1
	}
	return inner(e)
}

// side is how wide the list is beside the preview.
func (s *browse) side(e env) int { return min(56, e.wide()*9/20) }

// text is how wide the preview's text is.
func (s *browse) text(e env) int {
	if s.shape(e) == sideBySide {
		return min(measure, e.wide()-s.side(e)-4)
	}
	return min(measure, e.wide()-4)
}

func (s *browse) head(e env) head {
	look := e.look
	h := head{foot: s.more(e)}
	if e.shelf == nil {
		h.left = look.Name.Render("Search")
		return h
	}
	count := fmt.Sprintf("%d of %d", len(s.hits), e.shelf.total[s.kind])
	if s.reading {
		count = fmt.Sprintf("entry %d of %d", s.cursor+1, len(s.hits))
	} else if e.height < low && s.kind > 0 {
		count = shelfKinds[s.kind].name + " " + count
	}
	h.right, h.second = look.Dim.Render(count), s.kinds(e, e.wide()-2)
	name := look.Name.Render("Search") + "  "
	text, caret := s.field.draw(e.wide() - width(name) - width(count) - 5)
	if len(s.field.text) == 0 {
		text = look.Dim.Render("words that must all be in it")
	}
	h.left = name + text
	if s.typing() {
		h.caret = 1 + width(name) + caret
	}
	if s.shape(e) == sideBySide {
		h.split = s.side(e)
	}
	return h
}

// kinds lists what tab cycles through, with the one chosen between angles; as many as fit, that one among them.
func (s *browse) kinds(e env, cells int) string {
	line := func(from int) string {
		var out strings.Builder
		for i := from; i < len(shelfKinds); i++ {
			name, style := " "+shelfKinds[i].name+" ", e.look.Dim
			switch {
			case i == s.kind:
				name, style = "‹"+shelfKinds[i].name+"›", e.look.Accent
			case s.found[i] == 0:
				style = e.look.Faint
			}
			out.WriteString(style.Render(name))
		}
		return out.String()
	}
	from := 0
	for from < s.kind && width(line(from))-width(line(s.kind+1)) > cells-1 {
		from++
	}
	return cut(line(from), cells)
}

// more tells how much of the preview is below the window.
func (s *browse) more(e env) string {
	if s.shape(e) == oneAtATime && !s.reading {
		return ""
	}
	if n := len(s.page) - s.offset - s.room(e); n > 0 {
		return fmt.Sprintf("↓ %d more", n)
	}
	return ""
}

func (s *browse) body(e env, w, h int) []string {
	switch {
	case e.shelf == nil:
		return nil
	case s.shape(e) == sideBySide:
		side := s.side(e)
		return beside(sized(s.list(e, side-1, h), h), sized(s.previewLines(h), h), side, e.look.Faint.Render("│")+" ")
	case s.shape(e) == stacked:
		rows := min(s.rows(e), h)
		lines := sized(s.list(e, w, rows), rows)
		lines = append(lines, " "+e.look.Faint.Render(strings.Repeat("─", w-2)))
		return append(lines, indent(s.previewLines(h-rows-1), 2)...)
	case s.reading:
		return indent(s.previewLines(h), max(1, (w-s.text(e))/2))
	}
	return s.list(e, w, h)
}

func (s *browse) previewLines(h int) []string {
	from := max(0, min(s.offset, len(s.page)-h))
	return s.page[from:min(len(s.page), from+h)]
}

// list draws the entries in view.
func (s *browse) list(e env, cells, h int) []string {
	if len(s.hits) == 0 {
		return s.nothing(e, cells)
	}
	top := scrolled(s.top, s.cursor, len(s.hits), h)
	var out []string
	for i := top; i < min(len(s.hits), top+h); i++ {
		out = append(out, s.row(e, i, cells))
	}
	return out
}

// nothing says why the list is empty and what helps.
func (s *browse) nothing(e env, cells int) []string {
	said := "Nothing has all these words."
	if n := len(s.all); n > 0 {
		said = fmt.Sprintf("None of the %s has all these words. %d of other kinds do: tab shows them.", shelfKinds[s.kind].name, n)
	}
	return append([]string{""}, indent(wrap(said, cells-4, e.look.Dim), 3)...)
}

// row is one entry: its kind, unless all are the same, and its title with what was searched for underlined.
func (s *browse) row(e env, i, cells int) string {
	hit, look := s.hits[i], e.look
	pointer, style := "   ", look.Plain
	if i == s.cursor {
		pointer, style = " › ", look.Accent
		if s.reading {
			style = look.Strong
		}
	}
	row := style.Render(pointer)
	if s.kind < 2 {
		row += fill(look.Dim.Render(kindName(hit.Kind)), 11)
	}
	row += titleOf(hit, style, look)
	if of := s.decisionOf(e, hit); of != "" && width(row)+width(of)+2 < cells {
		row += look.Dim.Render("  " + of)
	}
	return cut(row, cells-1)
}

// decisionOf is the title of the decision that an option or a criterion belongs to.
func (s *browse) decisionOf(e env, hit knowledge.Hit) string {
	id, _, within := strings.Cut(hit.ID, ".")
	if d := e.shelf.base.Decision(id); within && d != nil && (hit.Kind == knowledge.KindOption || hit.Kind == knowledge.KindCriterion) {
		return d.Title
	}
	return ""
}

// titleOf is the title of a hit, with the letters that match underlined.
func titleOf(hit knowledge.Hit, style lipgloss.Style, look theme.Theme) string {
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
	return runs(hit.Title, style, look, func(i int) bool { return found[i] })
}

func (s *browse) footer(e env) []key.Binding {
	if s.reading {
		return []key.Binding{with(keyMove, "scroll"), with(keyScroll, "page"), keyTurnHit, keyToList, keyQuit, keyKeys}
	}
	return []key.Binding{keyHits, when(len(s.hits) > 0, keyHitRead), keyKind, keyHitBack, when(len(s.field.text) > 0, with(keyClear, "clear")), keyHelp}
}

func (s *browse) keys(e env) []key.Binding {
	if s.reading {
		return []key.Binding{with(keyUp, "a line up"), with(keyDown, "a line down"), with(keyPageUp, "a page up (pgup)"), keyPageDown,
			keyFirst, keyLast, keyFormerHit, keyNextHit, with(keyToList, "back to the list")}
	}
	return []key.Binding{keyHitUp, keyHitDown, keyHitsUp, keyHitsDown, keyHitFirst, keyHitLast, with(keyHitRead, "scroll the preview"),
		with(keyKind, "only one kind: the next"), keyKindBack, keyLeft, keyRight, keyLineStart, keyLineEnd, keyErase, keyDelete, keyEraseWord, keyClear,
		with(keyHitBack, "back to where you were")}
}
