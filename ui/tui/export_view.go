package tui

import (
	"path/filepath"
	"strings"

	"charm.land/bubbles/v2/key"

	"rustadvisor/knowledge"
)

// folderLabel stands before the folder.
const folderLabel = "    Folder  "

func (s *export) head(e env) head {
	h := head{left: e.look.Name.Render("Export") + "   " + journeyTitle(e.words, e.answers)}
	if s.done != nil {
		h.right = e.look.Dim.Render(counted(len(s.done.paths), "file") + " written")
		return h
	}
	ticked := 0
	for _, it := range s.items {
		if it.ticked {
			ticked++
		}
	}
	h.right = e.look.Dim.Render(counted(ticked, "file") + " to write")
	if s.typing() {
		_, at := s.folder.draw(s.folderCells(e))
		h.caret, h.caretLine = width(folderLabel)+at, 3
		if e.height < low {
			h.caretLine = 1
		}
	}
	return h
}

func (s *export) folderCells(e env) int { return e.wide() - width(folderLabel) - 2 }

func (s *export) body(e env, w, h int) []string {
	if s.done != nil {
		return s.summary(e, w, h)
	}
	var lines []string
	if e.height >= low {
		lines = append(lines, "")
	}
	lines = append(lines, s.folderLines(e, w)...)
	if e.height >= low {
		lines = append(lines, "")
	}
	room := h - len(lines)
	list, at := s.list(e, w, true)
	if len(list) > room {
		list, at = s.list(e, w, false)
	}
	top := window(len(list), room, at, min(at+1, len(list)-1))
	return append(lines, list[top:min(len(list), top+room)]...)
}

// folderLines is the folder as typed, and below it where that is or what is wrong with it.
func (s *export) folderLines(e env, w int) []string {
	look := e.look
	text, _ := s.folder.draw(s.folderCells(e))
	if text == "" {
		text = look.Dim.Render("the current one")
	}
	label := folderLabel
	if s.cursor == 0 {
		label = look.Accent.Render("  › Folder  ")
	}
	below := ""
	switch {
	case s.found == nil:
	case s.found.wrong != "":
		below = look.Warn.Render("! ") + s.found.wrong
		if mend := ": name another, or make it first"; width(folderLabel)+width(below)+width(mend) < w {
			below += look.Dim.Render(mend)
		}
	default:
		below = look.Dim.Render(startCut(knowledge.Clean(s.found.full), w-width(folderLabel)-2))
	}
	return []string{label + text, cut(strings.Repeat(" ", width(folderLabel))+below, w)}
}

// startCut shortens a path to so many cells at its start: its end tells more.
func startCut(path string, cells int) string {
	runes := []rune(path)
	for from := range runes {
		if rest := string(runes[from:]); from == 0 && width(rest) <= cells || width(rest) < cells {
			if from > 0 {
				return "…" + rest
			}
			return rest
		}
	}
	return ""
}

// list is the outputs, and on which line the one with the cursor begins. What is there already is told below each, or only
// below the one with the cursor.
func (s *export) list(e env, w int, all bool) (lines []string, at int) {
	look := e.look
	for i := range s.items {
		it := &s.items[i]
		box := "[ ] "
		if it.ticked {
			box = "[" + look.Good.Render("✓") + "] "
		}
		name := fill(it.name, 20)
		row := "    " + box + name
		if i+1 == s.cursor {
			at = len(lines)
			row = look.Accent.Render("  › ") + box + look.Accent.Render(name)
		}
		lines = append(lines, cut(row+"  "+s.path(it), w-1))
		if all || i+1 == s.cursor {
			lines = append(lines, cut("        "+s.state(e, it), w-1))
		}
		if all && e.height >= low {
			lines = append(lines, "")
		}
	}
	return lines, at
}

// path is where an output goes.
func (s *export) path(it *item) string {
	if s.found == nil {
		return it.file
	}
	return knowledge.Clean(filepath.Join(s.found.folder, it.file))
}

// state tells whether something is there already, and what becomes of it.
func (s *export) state(e env, it *item) string {
	look := e.look
	if s.found == nil {
		return ""
	}
	wide := e.width >= sidebarAt
	switch there := s.found.files[it.file]; {
	case there == otherThere:
		return look.Warn.Render("! in the way: ") + "what is there is no file"
	case there == fileThere && it.over && it.ticked:
		return look.Warn.Render("! exists: will be overwritten") + look.Dim.Render(" [✓]")
	case there == fileThere && it.ticked && wide:
		return look.Strong.Render("exists") + look.Dim.Render(": will not be overwritten unless you tick overwrite ") + look.Strong.Render("o") + " [ ]"
	case there == fileThere && it.ticked:
		return look.Strong.Render("exists") + look.Dim.Render(": kept unless ") + look.Strong.Render("o") + look.Dim.Render(" ticks overwrite [ ]")
	case there == fileThere:
		return look.Dim.Render("exists, and stays as it is")
	case it.ticked && s.found.wrong == "":
		return look.Dim.Render("a new file")
	}
	return look.Dim.Render("not written")
}

// summary is what was written, and what to do with it.
func (s *export) summary(e env, w, h int) []string {
	look, cells := e.look, min(w-6, measure+20)
	var lines []string
	if e.height >= low {
		lines = append(lines, "")
	}
	for _, path := range s.done.paths {
		lines = append(lines, "  "+look.Good.Render("✓ ")+startCut(knowledge.Clean(path), cells-2))
	}
	for _, name := range s.done.left {
		lines = append(lines, "  "+look.Warn.Render("! ")+cut(name+" is not written", cells))
	}
	if s.done.err != nil {
		lines = append(lines, indent(wrap(knowledge.Clean(s.done.err.Error()), cells, look.Plain), 4)...)
	}
	if e.height >= low {
		lines = append(lines, "", "  "+look.Strong.Render("Next"))
	}
	for _, n := range s.next() {
		for i, l := range wrap(knowledge.Clean(n.command), cells-2, look.Strong) {
			pad := "    "
			if i > 0 {
				pad = "      "
			}
			lines = append(lines, pad+l)
		}
		if e.height >= low {
			lines = append(lines, "      "+look.Dim.Render(cut(n.does, cells)))
		}
	}
	if !s.wroteAnswers() {
		text := "With the answers ticked too, rustadvisor advise --answers gives the same advice again."
		lines = append(lines, indent(wrap(text, cells, look.Dim), 4)...)
	}
	return sized(lines, min(h, len(lines)))
}

func (s *export) wroteAnswers() bool {
	for _, path := range s.done.paths {
		if filepath.Base(path) == fileOf(answersOutput) {
			return true
		}
	}
	return false
}

func (s *export) footer(e env) []key.Binding {
	switch {
	case s.done != nil:
		return []key.Binding{keyDone, keyCommands, keyQuit, keyKeys}
	case s.typing():
		return []key.Binding{keyToFiles, with(keyClear, "clear"), keyHitBack, keyHelp}
	}
	return []key.Binding{keyMove, keyTick, keyWrite, keyOver, keyFolder, with(keyHitBack, "back"), keyKeys}
}

func (s *export) keys(e env) []key.Binding {
	switch {
	case s.done != nil:
		return []key.Binding{keyDone, with(keyCommands, "copy the commands below “Next”")}
	case s.typing():
		return []key.Binding{with(keyToFiles, "to the files (or ↓)"), keyLeft, keyRight, keyLineStart, keyLineEnd, keyErase, keyDelete, keyEraseWord,
			keyClear, with(keyHitBack, "back to the advice")}
	}
	return []key.Binding{keyUp, keyDown, with(keyTick, "write this file, or not"), with(keyOver, "overwrite the file that is there, or not"),
		with(keyFolder, "edit the folder (or ↑)"), with(keyWrite, "write what is ticked"), with(keyBack, "back to the advice")}
}
