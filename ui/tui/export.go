package tui

import (
	"cmp"
	"fmt"
	"path/filepath"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"rustadvisor/advisor"
	"rustadvisor/advisor/report"
	"rustadvisor/knowledge"
)

var (
	keyExport   = bind("e", "export", "e")
	keyTick     = bind("space", "tick", "space")
	keyOver     = bind("o", "overwrite", "o")
	keyWrite    = bind("enter", "write", "enter")
	keyFolder   = bind("f", "folder", "f")
	keyToFiles  = bind("enter", "to the files", "enter", "tab")
	keyCommands = bind("c", "copy the commands", "c")
	keyDone     = bind("enter", "back to the advice", "enter", "esc", "left", "h", "backspace", "shift+tab")
)

// output is one thing that can be written.
type output struct {
	name, file string
	ticked     bool // from the start
	bytes      func(exported) ([]byte, error)
}

// exported is what outputs are made of.
type exported struct {
	advice  *advisor.Advice
	engine  *advisor.Engine
	answers advisor.Answers
}

var outputs = []output{
	{"Report as Markdown", "STACK.md", true, func(x exported) ([]byte, error) { return report.Markdown(x.advice), nil }},
	{answersOutput, "answers.toml", true, func(x exported) ([]byte, error) {
		return advisor.FormatAnswers(x.engine.Base(), x.answers, x.engine.Active(x.answers)), nil
	}},
	{"Report as HTML", "report.html", false, func(x exported) ([]byte, error) { return report.HTML(x.advice) }},
	{"Advice as JSON", "advice.json", false, func(x exported) ([]byte, error) { return report.JSON(x.advice) }},
}

const answersOutput = "Answers"

// export writes the advice into files. The cursor is on the folder, which is text, or on one of the outputs.
type export struct {
	folder  field
	items   []item
	cursor  int // 0 is the folder
	writing bool
	done    *wroteMsg

	wanted, running int // numbers of looks at the folder: the latest, the one under way or 0
	found           *found
}

// item is an output with what the user wants of it.
type item struct {
	output
	over bool // replace what is there
}

// foundMsg brings what stands in the folder. It names the screen that asked and the number of the look.
type foundMsg struct {
	asked  *export
	number int
	found  found
}

// wroteMsg tells what was written.
type wroteMsg struct {
	asked *export
	paths []string
	left  []string // names of files that were to be written too
	err   error
}

func newExport(folder string) *export {
	s := &export{cursor: 1}
	s.folder.insert(cmp.Or(folder, "."))
	for _, o := range outputs {
		s.items = append(s.items, item{output: o})
	}
	return s
}

func (s *export) typing() bool { return s.cursor == 0 && s.done == nil }

func (s *export) start(e env) tea.Cmd {
	s.wanted++
	return s.look(e)
}

// look looks at the folder, unless a look is under way: then another follows it.
func (s *export) look(e env) tea.Cmd {
	if s.running != 0 || s.found != nil {
		return nil
	}
	s.running = s.wanted
	names := make([]string, len(s.items))
	for i, o := range s.items {
		names[i] = o.file
	}
	disk, folder, number := e.disk, string(s.folder.text), s.wanted
	return func() tea.Msg { return foundMsg{s, number, disk.look(folder, names)} }
}

func (s *export) update(e env, msg tea.Msg) (action, tea.Cmd) {
	var act action
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case foundMsg:
		if msg.asked == s {
			s.running = 0
			if msg.number == s.wanted {
				s.found = &msg.found
			}
		}
	case wroteMsg:
		if msg.asked == s {
			act = s.wrote(msg)
		}
	case tea.PasteMsg:
		if s.typing() {
			s.folder.insert(msg.Content)
			s.moved()
		}
	case tea.KeyPressMsg:
		switch {
		case s.done != nil:
			act = s.pressDone(e, msg)
		case s.typing():
			act = s.pressFolder(msg)
		default:
			act, cmd = s.press(e, msg)
		}
	}
	if act.close {
		return act, nil
	}
	return act, tea.Batch(cmd, s.look(e))
}

// moved takes note of another folder: what may be overwritten was said of the files of the one before.
func (s *export) moved() {
	s.wanted++
	s.found = nil
	for i := range s.items {
		s.items[i].over = false
	}
}

func (s *export) pressFolder(k tea.KeyPressMsg) action {
	switch {
	case key.Matches(k, keyHitBack):
		return action{close: true}
	case key.Matches(k, keyHitDown), key.Matches(k, keyToFiles):
		s.cursor = 1
	default:
		before := string(s.folder.text)
		s.folder.press(k)
		if string(s.folder.text) != before {
			s.moved()
		}
	}
	return action{}
}

func (s *export) press(e env, k tea.KeyPressMsg) (action, tea.Cmd) {
	it := &s.items[s.cursor-1]
	switch {
	case s.writing:
	case key.Matches(k, keyUp):
		s.cursor--
	case key.Matches(k, keyDown):
		s.cursor = min(len(s.items), s.cursor+1)
	case key.Matches(k, keyFolder):
		s.cursor = 0
	case key.Matches(k, keyTick):
		it.ticked = !it.ticked
	case key.Matches(k, keyOver):
		return s.toggleOver(it), nil
	case key.Matches(k, keyWrite):
		return s.write(e)
	case key.Matches(k, keyBack):
		return action{close: true}, nil
	}
	return action{}, nil
}

func (s *export) toggleOver(it *item) action {
	switch {
	case s.found == nil:
		return action{}
	case s.found.files[it.file] == nothingThere:
		return action{notice: "Nothing to overwrite: there is no " + it.file + " yet."}
	case s.found.files[it.file] == otherThere:
		return action{notice: it.file + " is no file there, and stays."}
	}
	it.over = !it.over
	it.ticked = it.ticked || it.over
	return action{}
}

// write writes what is ticked, once nothing that is known speaks against it. What is not known yet is found out then.
func (s *export) write(e env) (action, tea.Cmd) {
	var wanted []item
	for i, it := range s.items {
		if !it.ticked {
			continue
		}
		wanted = append(wanted, it)
		if s.found == nil || s.found.wrong != "" {
			continue
		}
		switch there := s.found.files[it.file]; {
		case there == otherThere:
			s.cursor = i + 1
			return action{notice: "Not written: " + it.file + " is in the way."}, nil
		case there == fileThere && !it.over:
			s.cursor = i + 1
			return action{notice: "Not written: " + it.file + " exists; o overwrites it, space leaves it out."}, nil
		}
	}
	switch {
	case len(wanted) == 0:
		return action{notice: "Nothing is ticked: space ticks a line."}, nil
	case s.found != nil && s.found.wrong != "":
		s.cursor = 0
		return action{notice: "Not written: " + s.found.wrong + "."}, nil
	}
	s.writing = true
	return action{}, s.writeCmd(e, wanted)
}

func (s *export) writeCmd(e env, wanted []item) tea.Cmd {
	disk, engine, answers, folder := e.disk, e.engine, e.answers, string(s.folder.text)
	return func() tea.Msg {
		msg := wroteMsg{asked: s}
		x := exported{engine.Advise(answers), engine, answers}
		var files []file
		for _, it := range wanted {
			text, err := it.bytes(x)
			if err != nil {
				msg.err = fmt.Errorf("%s: %w", it.file, err)
				return msg
			}
			files = append(files, file{it.file, it.over, text})
		}
		msg.paths, msg.err = disk.write(folder, files)
		for _, f := range files[len(msg.paths):] {
			msg.left = append(msg.left, f.name)
		}
		return msg
	}
}

// wrote tells what became of writing. When nothing was written the user is back at the list.
func (s *export) wrote(msg wroteMsg) action {
	s.writing = false
	if len(msg.paths) > 0 {
		s.done = &msg
		return action{}
	}
	s.wanted++
	s.found = nil
	return action{notice: "Not written: " + knowledge.Clean(msg.err.Error())}
}

func (s *export) pressDone(e env, k tea.KeyPressMsg) action {
	switch {
	case key.Matches(k, keyDone):
		return action{close: true}
	case key.Matches(k, keyCommands) && len(s.next()) > 0:
		var lines []string
		for _, n := range s.next() {
			lines = append(lines, n.command)
		}
		return action{copy: strings.Join(lines, "\n") + "\n", notice: "Copied, if the terminal allows it."}
	}
	return action{}
}

// next is a command to go on with, and what it does.
type next struct{ command, does string }

func (s *export) next() []next {
	var out []next
	for _, path := range s.done.paths {
		if filepath.Base(path) == fileOf(answersOutput) {
			file := shellWord(path)
			out = append(out, next{"rustadvisor advise --answers " + file, "the same advice again, without questions"},
				next{"rustadvisor --answers " + file, "go on from these answers"})
		}
	}
	words := []string{"git add"}
	for _, path := range s.done.paths {
		if words = append(words, shellWord(path)); filepath.IsAbs(path) {
			return out // perhaps of another project
		}
	}
	return append(out, next{strings.Join(words, " "), "keep them with the project"})
}

func fileOf(name string) string {
	for _, o := range outputs {
		if o.name == name {
			return o.file
		}
	}
	return ""
}

// shellWord is a path as one word of a POSIX shell that no command takes for an option.
func shellWord(path string) string {
	if strings.HasPrefix(path, "-") {
		path = "./" + path
	}
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_=.,:/@%+", r)
	}
	if path != "" && strings.IndexFunc(path, func(r rune) bool { return !plain(r) }) < 0 {
		return path
	}
	return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
}
