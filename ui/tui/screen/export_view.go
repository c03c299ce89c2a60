package screen

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	"github.com/charmbracelet/x/ansi"

	"rustadvisor/advisor/adr"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/files"
	"rustadvisor/ui/tui/keymap"
	"rustadvisor/ui/tui/widget"
)

// folderLabel stands before the folder, titleWide is room for the titles of outputs.
const (
	folderLabel = "    Folder  "
	titleWide   = 20
)

func (s *export) View(e Env, z Size) View {
	st := e.Styles
	v := View{Head: Head{Left: st.Name.Render("Export") + "   " + JourneyTitle(e.Words, e.Answers)}}
	if s.Tried != nil {
		v.Head.Left = st.Name.Render("Export") + "   what you try: " + cmp.Or(s.Tried.triedText(e, s.Tried.answers),
			"nothing yet")
	}
	ticked := 0
	for _, it := range s.items {
		if it.ticked {
			ticked++
		}
	}
	w, h := z.Width, z.Body(v.Head)
	switch {
	case s.done != nil:
		v.Head.Right = st.Dim.Render(wording.Counted(s.done.count(), "file") + " written")
		v.Body = s.summary(e, w, h)
		return v
	case s.writing != nil && s.writing.slow:
		v.Head.Right = st.Strong.Render(s.writing.far())
	default:
		v.Head.Right = st.Dim.Render(fmt.Sprintf("%d of %d ticked", ticked, len(s.items)))
	}
	lines, column := s.folderLines(e, w)
	if e.Height >= widget.Low {
		lines = append(append([]string{""}, lines...), "")
	}
	if s.Typing() && (s.writing == nil || !s.writing.slow) {
		v.Caret = caret(column, z.Above(v.Head)+(len(lines)-2)/2)
	}
	v.Body = append(lines, s.listed(e, w, h-len(lines))...)
	return v
}

// listed is the outputs that fit, the one with the cursor among them.
func (s *export) listed(e Env, w, room int) []string {
	list, begins := s.list(e, w, true, e.Height >= widget.Low)
	for _, all := range []bool{true, false} {
		if len(list) > room {
			list, begins = s.list(e, w, all, false)
		}
	}
	i := max(0, s.cursor-1)
	at, last := begins[i], len(list)-1
	if i+1 < len(begins) {
		last = begins[i+1] - 1
	}
	for last > at && list[last] == "" {
		last--
	}
	return widget.Marked(list, begins, widget.Offset(len(list), room, at, last), room, at, last, e.Styles.Dim)
}

// far tells how far it is.
func (w *writing) far() string {
	n := len(w.files)
	if w.plan != nil {
		n++
	}
	if w.starter != nil {
		n++
	}
	if n == 0 { // nothing is made yet
		return "writing"
	}
	return fmt.Sprintf("writing %d of %d", min(len(w.written.Paths)+1, n), n)
}

// count is how many files were written, those of records too.
func (w *wrote) count() int {
	n := len(w.Paths)
	if w.plan != nil {
		n += len(w.plan.New) + len(w.plan.Changed)
	}
	if w.Starter != nil {
		n += len(w.Starter.Files)
	}
	return n
}

func (s *export) folderCells(e Env) int { return e.Wide() - widget.Width(folderLabel) - 2 }

// folderLines is the folder as typed, or that of decision records while it is, with the column in which it is;
// below it where that is or what is wrong.
func (s *export) folderLines(e Env, w int) (lines []string, caret int) {
	st := e.Styles
	text, at := s.typed().Draw(s.folderCells(e))
	if text == "" {
		text = st.Dim.Render("the current one")
	}
	label := folderLabel
	switch {
	case s.editing:
		label = st.Accent.Render("  › Records ")
		if s.items[s.cursor-1].starter {
			label = st.Accent.Render("  › Project ")
		}
	case s.cursor == 0:
		label = st.Accent.Render("  › Folder  ")
	}
	below := ""
	switch {
	case s.found == nil:
	case s.editing:
		below = st.Dim.Render(truncateStart(wording.Clean(files.Within(s.found.Full, s.typed().Value())),
			w-widget.Width(folderLabel)-2))
	case s.found.Wrong != "":
		below = st.Warn.Render("! ") + s.found.Wrong
		if mend := ": name another, or make it first"; widget.Width(folderLabel)+widget.Width(below)+widget.Width(mend) < w {
			below += st.Dim.Render(mend)
		}
	default:
		below = st.Dim.Render(truncateStart(wording.Clean(s.found.Full), w-widget.Width(folderLabel)-2))
	}
	return []string{label + text, widget.Truncate(strings.Repeat(" ", widget.Width(folderLabel))+below, w)},
		widget.Width(folderLabel) + at
}

// truncateStart shortens a path to so many cells at its start: its end tells more.
func truncateStart(path string, cells int) string {
	runes := []rune(path)
	for from := range runes {
		if rest := string(runes[from:]); from == 0 && widget.Width(rest) <= cells || widget.Width(rest) < cells {
			if from > 0 {
				return "…" + rest
			}
			return rest
		}
	}
	return ""
}

// list is the outputs, and on which line each begins. What is there already is told below each, or only
// below the one with the cursor; blank lines part them where it is airy.
func (s *export) list(e Env, w int, all, airy bool) (lines []string, begins []int) {
	st := e.Styles
	for i := range s.items {
		it := &s.items[i]
		box := "[ ] "
		if it.ticked {
			box = "[" + st.Good.Render("✓") + "] "
		}
		name := widget.PadTo(it.Title, titleWide)
		row := "    " + box + name
		begins = append(begins, len(lines))
		if i+1 == s.cursor && !s.editing {
			row = st.Accent.Render("  › ") + box + st.Accent.Render(name)
		}
		row = widget.Truncate(row+"  "+s.path(e, it), w-1)
		if i+1 == s.cursor && !s.editing {
			row = widget.Selected(row, w-1, st)
		}
		lines = append(lines, row)
		switch said := s.state(e, it); {
		case i+1 == s.cursor && !s.editing && widget.Width(said) > w-9:
			lines = append(lines, widget.Indent(widget.Wrap(ansi.Strip(said), w-9, st.Dim), 8)...)
		case all || i+1 == s.cursor:
			lines = append(lines, widget.Truncate("        "+said, w-1))
		}
		if airy {
			lines = append(lines, "")
		}
	}
	return lines, begins
}

// path is where an output goes.
func (s *export) path(e Env, it *item) string {
	switch {
	case it.records && e.Width < widget.SidebarAt:
		return wording.Clean(s.recordsDir())
	case it.records:
		return wording.Clean(s.recordsDir()) + e.Styles.Dim.Render(" · "+string(s.styled()))
	case it.starter:
		return wording.Clean(s.projectDir())
	case s.found == nil:
		return it.Name
	}
	return wording.Clean(filepath.Join(s.found.Folder, it.Name))
}

// state tells whether something is there already, and what becomes of it.
func (s *export) state(e Env, it *item) string {
	st := e.Styles
	switch {
	case s.found == nil:
		return ""
	case it.records:
		return s.recordsState(e, it)
	case it.starter:
		return s.starterState(e, it)
	}
	wide := e.Width >= widget.SidebarAt
	switch there := s.found.Files[it.Name]; {
	case there == files.Other:
		return st.Warn.Render("! in the way: ") + "what is there is no file"
	case there == files.Regular && it.over && it.ticked:
		return st.Warn.Render("! exists: will be overwritten") + st.Dim.Render(" [✓]")
	case there == files.Regular && it.ticked && wide:
		return st.Strong.Render("exists") + st.Dim.Render(": will not be overwritten unless you tick overwrite ") +
			st.Strong.Render("o") + " [ ]"
	case there == files.Regular && it.ticked:
		return st.Strong.Render("exists") + st.Dim.Render(": kept unless ") + st.Strong.Render("o") +
			st.Dim.Render(" ticks overwrite [ ]")
	case there == files.Regular:
		return st.Dim.Render("exists, and stays as it is")
	case it.ticked && s.found.Wrong == "":
		return st.Dim.Render("a new file")
	}
	return st.Dim.Render(it.For)
}

// recordsState tells what records there are, and which would be written.
func (s *export) recordsState(e Env, it *item) string {
	st := e.Styles
	if s.found.wrong != nil {
		return st.Warn.Render("! ") + noRecords(s.found.wrong)
	}
	said := s.found.plan.Words()
	switch style := s.found.plan.Style; {
	case !it.ticked:
	case e.Width < widget.SidebarAt:
		said = string(style) + ": " + said
	case style == adr.Nygard:
		said += ", as adr-tools has them"
	case style == adr.Log4brains:
		said += ", as log4brains has them"
	default:
		said += ", as MADR tools have them"
	}
	if n := len(s.found.plan.Edited); n > 0 {
		return st.Dim.Render(said+"; ") + st.Strong.Render(wording.Counted(n, "record")+" edited by hand, not touched")
	}
	return st.Dim.Render(said)
}

// starterState tells which project it would be, what it lacks, or why there is none.
func (s *export) starterState(e Env, it *item) string {
	st, p := e.Styles, s.found.starter
	if s.found.noStarter != nil {
		return st.Warn.Render("! ") + wording.Clean(s.found.noStarter.Error())
	}
	said := p.Title + ", " + wording.Counted(len(p.Files), "file")
	if left := p.Left(); len(left) > 0 {
		said += "; not generated: " + strings.Join(left, ", ")
	}
	return st.Dim.Render(wording.Clean(said))
}

// noRecords tells why no records can be written, without the folder, which stands beside it.
func noRecords(err error) string {
	var folder files.FolderError
	if errors.As(err, &folder) {
		return "no records can go there: " + files.Reason(err)
	}
	return wording.Clean(err.Error())
}

// summary is what was written, and what to do with it.
func (s *export) summary(e Env, w, h int) []string {
	st, cells := e.Styles, min(w-6, widget.Measure+20)
	var lines []string
	if e.Height >= widget.Low {
		lines = append(lines, "")
	}
	for _, path := range s.done.Paths {
		lines = append(lines, "  "+st.Good.Render("✓ ")+truncateStart(wording.Clean(path), cells-2))
	}
	lines = append(lines, s.recordLines(e, cells)...)
	if p := s.done.Starter; p != nil {
		said := fmt.Sprintf("%s: %s, %s", p.Dir, p.Title, wording.Counted(len(p.Files), "file"))
		lines = append(lines, "  "+st.Good.Render("✓ ")+widget.Truncate(wording.Clean(said), cells-2))
	}
	for _, name := range s.done.left {
		lines = append(lines, "  "+st.Warn.Render("! ")+widget.Truncate(name+" "+areNot(name)+" written", cells))
	}
	if s.done.err != nil {
		lines = append(lines, widget.Indent(widget.Wrap(wording.Clean(s.done.err.Error()), cells, st.Plain), 4)...)
	}
	if e.Height >= widget.Low {
		lines = append(lines, "", "  "+st.Strong.Render("Next"))
	}
	for _, n := range s.done.Next() {
		for i, l := range widget.Wrap(wording.Clean(n.Command), cells-2, st.Strong) {
			pad := "    "
			if i > 0 {
				pad = "      "
			}
			lines = append(lines, pad+l)
		}
		if e.Height >= widget.Low {
			lines = append(lines, "      "+st.Dim.Render(widget.Truncate(n.Does, cells)))
		}
	}
	if !s.wroteAnswers() {
		text := "With the answers ticked too, rustadvisor advise --answers gives the same advice again."
		lines = append(lines, widget.Indent(widget.Wrap(text, cells, st.Dim), 4)...)
	}
	return widget.Fit(lines, min(h, len(lines)))
}

// recordLines tells of the records that were written, and of those that a person has to see to.
func (s *export) recordLines(e Env, cells int) []string {
	p := s.done.plan
	if p == nil {
		return nil
	}
	said := p.Words()
	if dir := s.done.Records; dir != "" {
		said = truncateStart(wording.Clean(dir), cells-2-widget.Width(said)-2) + ": " + said
	}
	lines := []string{"  " + e.Styles.Good.Render("✓ ") + widget.Truncate(said, cells-2)}
	for _, name := range p.Edited {
		text := name + " was edited and is not touched: mark it as superseded by hand"
		lines = append(lines, widget.Indent(widget.Wrap(wording.Clean(text), cells, e.Styles.Plain), 4)...)
	}
	return lines
}

func areNot(name string) string {
	if strings.HasSuffix(name, "s") { // decision records
		return "are not"
	}
	return "is not"
}

func (s *export) wroteAnswers() bool {
	return slices.ContainsFunc(s.done.Paths, func(path string) bool { return filepath.Base(path) == files.AnswersName })
}

// onRecords tells that the cursor is on the decision records.
func (s *export) onRecords() bool { return s.cursor > 0 && s.items[s.cursor-1].records }

// backTo names what lies behind.
func (s *export) backTo() string {
	if s.Tried != nil {
		return "back to what you try"
	}
	return "back to the advice"
}

func (s *export) Keys(e Env) keymap.Help {
	k, x, t := e.Keys, e.Keys.Exporting, e.Keys.Text
	switch {
	case s.done != nil:
		done := keymap.With(x.Done, s.backTo())
		return keymap.Help{
			Short: []key.Binding{done, x.Commands, k.Quit, k.Help},
			Write: []key.Binding{keymap.With(x.Commands, "copy the commands below “Next”")},
			Move:  []key.Binding{done},
		}
	case s.Typing():
		return keymap.Help{
			Short: []key.Binding{x.ToFiles, keymap.With(t.Clear, "clear"), t.Back, t.Help},
			See:   []key.Binding{t.Start, t.End, t.Erase, t.Delete, t.EraseWord, t.Clear},
			Move: []key.Binding{keymap.With(x.ToFiles, "to the files (or ↓)"), t.Left, t.Right,
				keymap.With(t.Back, s.backTo())},
		}
	}
	help := keymap.Help{
		Short: []key.Binding{k.Move("move"), k.Tick, x.Write, x.Overwrite, x.Folder, keymap.With(t.Back, "back"), k.Help},
		Write: []key.Binding{keymap.With(k.Tick, "write this file, or not"),
			keymap.With(x.Overwrite, "overwrite the file that is there, or not"),
			keymap.With(x.Folder, "edit the folder, on decision records and the starter project theirs"),
			keymap.With(x.Style, "on decision records: madr for MADR tools, log4brains, nygard for adr-tools"),
			keymap.With(x.Write, "write what is ticked")},
		Move: []key.Binding{k.Up, k.Down, keymap.With(k.Back, s.backTo())},
	}
	switch {
	case s.writing != nil:
		help.Short = []key.Binding{k.Quit, k.Help}
	case s.onRecords():
		help.Short[3] = x.Style
	}
	return help
}
