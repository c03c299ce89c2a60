package screen

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"rustadvisor/advisor"
	"rustadvisor/advisor/answerfile"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/differences"
	"rustadvisor/ui/files"
	"rustadvisor/ui/tui/widget"
)

// Others is the answers of somebody, by a name.
type Others struct {
	Name, About string
	File        string // with its whole path; "" for a session
	Answers     advisor.Answers
	ticked      bool
}

// versus compares answers: those of the user, of saved sessions and of files. First it lets choose, then it shows the
// comparison, from which what all agree on can be written.
type versus struct {
	rows   []Others
	file   widget.Field
	cursor int  // on a row, or past them on the file that is typed
	busy   bool // reading a file, comparing or writing

	result *advisor.Comparison
	all    bool // nothing is folded
	page   widget.Pager
	laid   laid // of which comparison and for which window the page is

	agree  widget.Field
	asking bool // for the name of the file that takes what all agree on
	over   bool // the file is there; the next enter replaces it
}

// Messages of the screen; each names the screen that asked.
type (
	theirsMsg struct {
		asked *versus
		list  []Others
		typed bool // they come from the path that was typed
		notes []string
		err   error
	}
	versusMsg struct {
		asked  *versus
		result advisor.Comparison
	}
	agreedMsg struct {
		asked  *versus
		path   string
		exists bool // a file that may not be replaced
		err    error
	}
)

func newVersus(e Env) *versus {
	s := &versus{}
	s.agree.Insert("agreed.toml")
	if len(e.Answers.Choices) > 0 {
		about := "now: " + JourneyTitle(e.Words, e.Answers) + " · " +
			wording.Counted(e.Engine.Known(e.Answers), "answer")
		s.rows = []Others{{Name: differences.You, About: about, File: e.File, Answers: e.Answers, ticked: true}}
	}
	return s
}

func (s *versus) Typing() bool { return s.asking || s.result == nil && s.cursor == len(s.rows) }

// Waits while it reads, compares or writes.
func (s *versus) Waits() bool { return s.busy }

// start lists the sessions but the one under way, the one saved last first.
func (s *versus) start(e Env) tea.Cmd {
	store, engine, mine, now := e.Store, e.Engine, e.Session, e.Now
	return func() tea.Msg {
		msg := theirsMsg{asked: s}
		list, notes := store.List(engine.Base())
		for _, info := range list {
			if info.ID != mine {
				about := wording.Counted(engine.Known(info.Answers), "answer") + ", saved " + ago(info.When, now)
				msg.list = append(msg.list, Others{Name: info.Title(engine), About: about, Answers: info.Answers})
			}
		}
		msg.notes = notes
		return msg
	}
}

func (s *versus) Update(e Env, msg tea.Msg) (Actions, tea.Cmd) {
	act, cmd := s.take(e, msg)
	s.lay(e)
	return act, cmd
}

// take does what a message asks for.
func (s *versus) take(e Env, msg tea.Msg) (Actions, tea.Cmd) {
	switch msg := msg.(type) {
	case theirsMsg:
		if msg.asked == s {
			return s.add(msg), nil
		}
	case versusMsg:
		if msg.asked == s {
			s.busy, s.result, s.all = false, &msg.result, false
			s.page.ScrollTo(0)
		}
	case agreedMsg:
		if msg.asked == s && s.busy {
			return s.wrote(msg), nil
		}
	case tea.PasteMsg:
		if f := s.typed(); f != nil {
			f.Insert(msg.Content)
			s.over = false
		}
	case tea.KeyPressMsg:
		return s.press(e, msg)
	}
	return nil, nil
}

// typed is the field that takes letters, or nil.
func (s *versus) typed() *widget.Field {
	switch {
	case s.asking:
		return &s.agree
	case s.Typing():
		return &s.file
	}
	return nil
}

// add takes in the sessions, or what was read of files. The cursor goes to the first of the sessions, or where
// files are named.
func (s *versus) add(msg theirsMsg) Actions {
	s.busy = false
	if msg.err != nil {
		first, _, _ := strings.Cut(msg.err.Error(), "\n")
		return say(wording.Upper(first))
	}
	at := len(s.rows)
	notes := msg.notes
	for _, t := range msg.list {
		if have := slices.IndexFunc(s.rows, func(o Others) bool { return t.File != "" && o.File == t.File }); have >= 0 {
			notes = append([]string{fmt.Sprintf("“%s” is in the list as “%s”, and counts once", t.Name, s.rows[have].Name)},
				notes...)
			continue
		}
		t.ticked = msg.typed
		t.Name = s.unused(t.Name)
		s.rows = append(s.rows, t)
	}
	s.cursor = at
	if msg.typed {
		s.cursor, s.file = len(s.rows), widget.Field{}
	}
	return say(strings.Join(notes, "\n"))
}

// unused is the name, or with a number after it where another has it.
func (s *versus) unused(name string) string {
	free := name
	for n := 2; slices.ContainsFunc(s.rows, func(o Others) bool { return o.Name == free }); n++ {
		free = fmt.Sprintf("%s (%d)", name, n)
	}
	return free
}

func (s *versus) press(e Env, k tea.KeyPressMsg) (Actions, tea.Cmd) {
	switch {
	case s.busy && key.Matches(k, e.Keys.Text.Back):
		return Ask(Close{}), nil
	case s.busy:
		return nil, nil
	case s.asking:
		return s.pressAgree(e, k)
	case s.result != nil:
		return s.pressResult(e, k), nil
	case s.Typing():
		return s.pressFile(e, k)
	}
	return s.pressRows(e, k)
}

func (s *versus) pressRows(e Env, k tea.KeyPressMsg) (Actions, tea.Cmd) {
	switch {
	case key.Matches(k, e.Keys.Up):
		s.cursor = max(0, s.cursor-1)
	case key.Matches(k, e.Keys.Down):
		s.cursor++
	case key.Matches(k, e.Keys.First):
		s.cursor = 0
	case key.Matches(k, e.Keys.Last, e.Keys.Compare.File):
		s.cursor = len(s.rows)
	case key.Matches(k, e.Keys.Tick):
		s.rows[s.cursor].ticked = !s.rows[s.cursor].ticked
	case key.Matches(k, e.Keys.Compare.Compare):
		if len(s.chosen()) < 2 {
			s.rows[s.cursor].ticked = true
		}
		return s.compare(e)
	case key.Matches(k, e.Keys.Back):
		return Ask(Close{}), nil
	}
	return nil, nil
}

func (s *versus) pressFile(e Env, k tea.KeyPressMsg) (Actions, tea.Cmd) {
	path := strings.TrimSpace(s.file.Value())
	switch {
	case key.Matches(k, e.Keys.Text.Back):
		return Ask(Close{}), nil
	case key.Matches(k, e.Keys.Compare.ToRows):
		s.cursor = max(0, len(s.rows)-1)
	case key.Matches(k, e.Keys.Compare.AddFile) && path == "":
		return s.compare(e)
	case key.Matches(k, e.Keys.Compare.AddFile):
		s.busy = true
		disk, engine := e.Disk, e.Engine
		return nil, func() tea.Msg {
			list, notes, err := disk.Theirs(engine, path)
			return theirsMsg{s, list, true, notes, err}
		}
	default:
		s.file.Press(k, &e.Keys.Text)
	}
	return nil, nil
}

// chosen are those to compare.
func (s *versus) chosen() []advisor.Person {
	var out []advisor.Person
	for _, t := range s.rows {
		if t.ticked {
			out = append(out, advisor.Person{Name: t.Name, Answers: t.Answers})
		}
	}
	return out
}

// compare compares those ticked. Of many that takes longer than a key press may.
func (s *versus) compare(e Env) (Actions, tea.Cmd) {
	people, engine := s.chosen(), e.Engine
	switch len(people) {
	case 0:
		return say("Nobody is ticked: space ticks a line; two or more can be compared."), nil
	case 1:
		return say("Only “" + people[0].Name + "” is ticked: tick another, or name a file."), nil
	}
	s.busy = true
	return nil, func() tea.Msg { return versusMsg{s, engine.CompareAll(people)} }
}

func (s *versus) pressResult(e Env, k tea.KeyPressMsg) Actions {
	switch {
	case key.Matches(k, e.Keys.Compare.Unfold):
		s.all = !s.all
		s.page.ScrollTo(0)
	case key.Matches(k, e.Keys.Compare.Agree):
		s.asking, s.over = true, false
	case key.Matches(k, e.Keys.Compare.Back):
		s.result = nil
	default:
		s.page.Press(k, e.Keys)
	}
	return nil
}

func (s *versus) pressAgree(e Env, k tea.KeyPressMsg) (Actions, tea.Cmd) {
	switch {
	case key.Matches(k, e.Keys.Text.Back):
		s.asking = false
	case key.Matches(k, e.Keys.Compare.Write):
		return s.write(e)
	default:
		before := s.agree.Value()
		s.agree.Press(k, &e.Keys.Text)
		s.over = s.over && before == s.agree.Value()
	}
	return nil, nil
}

// write writes what all agree on. A file that is there is named first; only another enter replaces it.
func (s *versus) write(e Env) (Actions, tea.Cmd) {
	path := strings.TrimSpace(s.agree.Value())
	_, name := filepath.Split(path)
	folder := filepath.Dir(path)
	if name == "" {
		return say("Not written: name a file."), nil
	}
	s.busy = true
	disk, f := e.Disk, files.File{Name: name, Over: s.over, Text: answerfile.Agreed(e.Engine, s.result)}
	return nil, func() tea.Msg {
		if !f.Over && disk.Inspect(folder, []string{f.Name}).Files[f.Name] == files.Regular {
			return agreedMsg{asked: s, path: path, exists: true}
		}
		err := disk.Check(folder, []files.File{f})
		if err == nil {
			_, err = disk.Write(folder, f)
		}
		return agreedMsg{asked: s, path: path, err: err}
	}
}

// wrote tells what became of writing.
func (s *versus) wrote(msg agreedMsg) Actions {
	s.busy = false
	path := wording.Clean(msg.path)
	switch {
	case msg.exists:
		s.over = true
		return say(path + " exists already: enter replaces it, or name another.")
	case msg.err == nil:
		s.asking = false
		return say(fmt.Sprintf("%s holds %s; %s left open.", path, wording.Counted(len(s.result.Shared.Choices), "answer"),
			wereLeft(len(s.result.Matter)+len(s.result.Idle))))
	}
	return say("Not written: " + wording.Clean(msg.err.Error()))
}

func wereLeft(n int) string {
	if n == 1 {
		return "1 is"
	}
	return fmt.Sprintf("%d are", n)
}
