package tui

import (
	"strings"

	"rustadvisor/knowledge"

	"charm.land/bubbles/v2/key"
)

func (s *sessions) head(e env) head {
	h := head{left: e.look.Name.Render("Sessions")}
	if s.listed {
		h.right = e.look.Dim.Render(knowledge.Counted(len(s.rows), "session"))
	}
	if s.name != nil {
		above, below := 2, 2 // lines of the window that are not the body's
		if e.height < low {
			above, below = 1, 1
		}
		_, line := s.shown(e, e.wide(), e.height-above-below)
		_, column := s.name.draw(s.nameCells(e))
		h.caret, h.caretLine = width(nameLabel)+column, above+line
	}
	return h
}

func (s *sessions) body(e env, w, h int) []string {
	if len(s.rows) == 0 {
		return sized(append([]string{""}, indent(wrap(s.nothing(), min(w-4, measure), e.look.Dim), 2)...), h)
	}
	lines, _ := s.shown(e, w, h)
	return lines
}

// shown are the lines that fit, and which of them is the one with the cursor.
func (s *sessions) shown(e env, w, h int) (lines []string, at int) {
	list, first, last := s.lines(e, w, true)
	if len(list) >= h {
		list, first, last = s.lines(e, w, false)
	}
	if len(list) < h {
		list, first, last = append([]string{""}, list...), first+1, last+1
	}
	top := window(len(list), h, first, last)
	return list[top:min(len(list), top+h)], first - top
}

// nothing is what stands where there is no session.
func (s *sessions) nothing() string {
	switch {
	case !s.listed:
		return ""
	case s.deleted > 0:
		return "No session is left. u brings back the one deleted last."
	}
	return "Nothing is saved yet. Answer a question, and it is."
}

// lines are the rows, and which of them are of the one with the cursor. The second line of each is left out but there,
// where room is short.
func (s *sessions) lines(e env, w int, all bool) (lines []string, first, last int) {
	for i, r := range s.rows {
		if i == s.cursor {
			first = len(lines)
		}
		lines = append(lines, s.top(e, i, r, w))
		if about := s.about(e, r); about != "" && (all || i == s.cursor) {
			lines = append(lines, "    "+e.look.Dim.Render(cut(about, w-6)))
		}
		if i == s.cursor {
			last = len(lines) - 1
		}
		if all && i < len(s.rows)-1 {
			lines = append(lines, "")
		}
	}
	return lines, first, last
}

// top is the line with the name: the name, or the field it is typed in, gives way to how far the session is.
func (s *sessions) top(e env, i int, r row, w int) string {
	look := e.look
	state := look.Dim.Render(ago(r.When, e.now))
	if r.ID == e.session {
		state = look.Good.Render("● ") + look.Dim.Render("open now")
	}
	if w >= narrow {
		state = look.Dim.Render(r.progress+" · ") + state
	}
	state = " " + state + "  "
	if i != s.cursor {
		return ends("    "+r.title, state, w)
	}
	if s.name != nil {
		text, _ := s.name.draw(s.nameCells(e))
		return look.Accent.Render("  › ") + look.Dim.Render("Name ") + text
	}
	return ends(look.Accent.Render("  › "+r.title), state, w)
}

// nameLabel stands before a name that is typed, as wide as it is drawn.
const nameLabel = "    Name "

func (s *sessions) nameCells(e env) int { return e.wide() - width(nameLabel) - 2 }

// about is what the session came to.
func (s *sessions) about(e env, r row) string {
	parts := []string{r.progress, r.picks}
	if e.width >= narrow {
		parts[0] = ""
		if r.Name != "" {
			parts[0] = r.Journey(e.engine)
		}
	}
	return strings.Trim(strings.Join(parts, " · "), " ·")
}

func (s *sessions) footer(e env) []key.Binding {
	some := len(s.rows) > 0
	if s.name != nil {
		return []key.Binding{keyNamed, keyUnnamed, with(keyClear, "clear"), keyHelp}
	}
	return []key.Binding{when(some, keyOpenSession), when(s.deleted > 0, keyRestore), when(some, keyRename), when(some, keyRemove),
		with(keyHitBack, "back"), when(some, keyDuplicate), keyKeys}
}

func (s *sessions) keys(e env) []key.Binding {
	if s.name != nil {
		return []key.Binding{with(keyNamed, "keep the name; an empty one takes it away"), keyLeft, keyRight, keyLineStart, keyLineEnd, keyErase,
			keyDelete, keyEraseWord, keyClear, with(keyUnnamed, "leave the name as it was")}
	}
	some := len(s.rows) > 0
	return []key.Binding{keyUp, keyDown, keyFirst, keyLast, when(some, with(keyOpenSession, "go on with this session")), when(some, keyRename),
		when(some, with(keyDuplicate, "duplicate it, to try something else")), when(some, with(keyRemove, "delete it; for 30 days it can be brought back")),
		when(s.deleted > 0, with(keyRestore, "bring back the one deleted last")), with(keyBack, "back to where you were")}
}
