package screen

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"rustadvisor/advisor"
	"rustadvisor/advisor/adr"
	"rustadvisor/ui/files"
	"rustadvisor/ui/tui/widget"
)

// export writes the advice into files. The cursor is on the folder, which is text, or on one of the outputs; the
// last of them, decision records and the starter project, have folders of their own.
type export struct {
	ToExport
	folder  widget.Field
	records widget.Field // the folder of decision records, seen from the other
	project widget.Field // likewise of the starter project
	editing bool         // that at the cursor is text now
	usual   string       // what stands there unless the user types another
	style   adr.Style    // of decision records; "" for that of the folder
	items   []item
	cursor  int // 0 is the folder
	writing *writing
	done    *wrote

	wanted, running int // numbers of looks at the folder: the latest, the one under way or 0
	found           *found
}

// item is an output with what the user wants of it.
type item struct {
	files.Output
	records bool // no file, but a folder of decision records
	starter bool // or of a starter project
	ticked  bool
	over    bool // replace what is there
}

// found is what stands in the folder, and what records would be written.
type found struct {
	files.Found
	dir   string // of records
	plan  *adr.Plan
	wrong error // why there is no plan

	starter   *files.Starter
	noStarter error // why there is none
}

// foundMsg brings what stands in the folder. It names the screen that asked and the number of the look.
type foundMsg struct {
	asked  *export
	number int
	found  found
}

// Titles of outputs that are folders, and the folder of the starter project unless the user names another.
const (
	recordsTitle = "Decision records"
	starterTitle = "Starter project"
	usualProject = "app"
)

func newExport(e Env, p ToExport) *export {
	s := &export{ToExport: p, cursor: 1}
	s.folder.Insert(cmp.Or(e.Folder, "."))
	s.usual = files.RecordsDir
	s.records.Insert(s.usual)
	for _, o := range files.Outputs {
		s.items = append(s.items, item{Output: o, ticked: o.Usual})
	}
	s.items = append(s.items, item{Output: files.Output{Title: recordsTitle}, records: true},
		item{Output: files.Output{Title: starterTitle}, starter: true})
	s.project.Insert(usualProject)
	return withTally(s, e.Workshop)
}

func (s *export) Typing() bool { return (s.cursor == 0 || s.editing) && s.done == nil }

// Waits while it looks at the folder, or writes.
func (s *export) Waits() bool { return s.running != 0 || s.writing != nil }

// typed is the text being typed.
func (s *export) typed() *widget.Field {
	switch {
	case s.editing && s.items[s.cursor-1].starter:
		return &s.project
	case s.editing:
		return &s.records
	}
	return &s.folder
}

func (s *export) start(e Env) tea.Cmd {
	s.wanted++
	return s.inspect(e)
}

// inspect looks at the folder, unless a look is under way: then another follows it.
func (s *export) inspect(e Env) tea.Cmd {
	if s.running != 0 || s.found != nil {
		return nil
	}
	s.running = s.wanted
	var names []string
	for _, it := range s.items {
		if !it.folder() {
			names = append(names, it.Name)
		}
	}
	disk, engine, from, number := e.Disk, e.Engine, s.from(e), s.wanted
	folder, dir, options, untouched := s.folder.Value(), s.recordsDir(), s.recordOptions(e), s.records.Value() == s.usual
	project, today := s.projectDir(), e.Now.Format(time.DateOnly)
	return func() tea.Msg {
		msg := foundMsg{asked: s, number: number, found: found{Found: disk.Inspect(folder, names), dir: dir}}
		if place := msg.found.Records; untouched && place != "" {
			dir = files.Within(folder, place)
			msg.found.dir = dir
		}
		made := files.Session{Advice: engine.Advise(from), Engine: engine, Answers: from}
		msg.found.plan, msg.found.wrong = disk.Plan(made.Advice, dir, options)
		if msg.found.starter, msg.found.noStarter = files.MakeStarter(made, project, today); msg.found.noStarter == nil {
			msg.found.noStarter = disk.CheckNew(project)
		}
		return msg
	}
}

// from is what is written.
func (s *export) from(e Env) advisor.Answers {
	if s.Tried != nil {
		return s.Tried.answers
	}
	return e.Answers
}

// placed has decision records go where the project has them, unless the user typed another folder.
func (s *export) placed(records string) {
	if records == "" || s.records.Value() != s.usual {
		return
	}
	s.usual, s.records = records, widget.Field{}
	s.records.Insert(records)
}

// folder tells that an output is a folder of its own.
func (it *item) folder() bool { return it.records || it.starter }

// projectDir is where the starter project goes.
func (s *export) projectDir() string {
	return files.Within(s.folder.Value(), s.project.Value())
}

// recordsDir is where decision records go.
func (s *export) recordsDir() string {
	return files.Within(s.folder.Value(), s.records.Value())
}

// styled is the style of decision records, as far as it is known.
func (s *export) styled() adr.Style {
	if s.style == "" && s.found != nil && s.found.plan != nil {
		return s.found.plan.Style
	}
	return cmp.Or(s.style, adr.MADR)
}

func (s *export) recordOptions(e Env) adr.Options {
	return adr.Options{Style: s.style, Date: e.Now.Format(time.DateOnly)}
}

func (s *export) Update(e Env, msg tea.Msg) (Actions, tea.Cmd) {
	var act Actions
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case foundMsg:
		if msg.asked == s {
			s.running = 0
			if msg.number == s.wanted {
				s.found = &msg.found
				s.placed(msg.found.Records)
			}
		}
	case madeMsg, wroteMsg, slowMsg:
		act, cmd = s.progress(e, msg)
	case tea.PasteMsg:
		if s.Typing() {
			s.typed().Insert(msg.Content)
			s.moved()
		}
	case tea.KeyPressMsg:
		switch {
		case s.writing != nil && !s.writing.made && key.Matches(msg, e.Keys.Back, e.Keys.Text.Back):
			s.writing, act = nil, say("Not written.") // what is made comes too late
		case s.writing != nil:
		case s.done != nil:
			act = s.pressDone(e, msg)
		case s.Typing():
			act = s.pressFolder(e, msg)
		default:
			act, cmd = s.press(e, msg)
		}
	}
	if act.leave() {
		return act, nil
	}
	return act, tea.Batch(cmd, s.inspect(e))
}

// leave leads back to what is tried, or to the screen below.
func (s *export) leave() Actions {
	if s.Tried != nil {
		return Ask(Open{again{s.Tried}})
	}
	return Ask(Close{})
}

// moved takes note of another folder: what may be overwritten was said of the files of the one before.
func (s *export) moved() {
	s.changed()
	for i := range s.items {
		s.items[i].over = s.items[i].over && s.editing
	}
}

// changed takes note that what was found is so no more.
func (s *export) changed() {
	s.wanted++
	s.found = nil
}

func (s *export) pressFolder(e Env, k tea.KeyPressMsg) Actions {
	switch {
	case key.Matches(k, e.Keys.Text.Back) && !s.editing:
		return s.leave()
	case s.editing && key.Matches(k, e.Keys.Text.Back), key.Matches(k, e.Keys.Text.Down), key.Matches(k,
		e.Keys.Exporting.ToFiles):
		if s.editing = false; s.cursor == 0 {
			s.cursor = 1
		}
	default:
		before := s.typed().Value()
		s.typed().Press(k, &e.Keys.Text)
		if s.typed().Value() != before {
			s.moved()
		}
	}
	return nil
}

func (s *export) press(e Env, k tea.KeyPressMsg) (Actions, tea.Cmd) {
	it := &s.items[s.cursor-1]
	switch {
	case key.Matches(k, e.Keys.Up):
		s.cursor--
	case key.Matches(k, e.Keys.Down):
		s.cursor = min(len(s.items), s.cursor+1)
	case key.Matches(k, e.Keys.Exporting.Folder) && it.folder():
		s.editing = true
	case key.Matches(k, e.Keys.Exporting.Folder):
		s.cursor = 0
	case key.Matches(k, e.Keys.Exporting.Style) && it.records:
		at := slices.Index(adr.Styles, string(s.styled()))
		s.style = adr.Style(adr.Styles[(at+1)%len(adr.Styles)])
		s.changed()
	case key.Matches(k, e.Keys.Tick):
		it.ticked = !it.ticked
	case key.Matches(k, e.Keys.Exporting.Overwrite):
		return s.toggleOver(it), nil
	case key.Matches(k, e.Keys.Exporting.Write):
		return s.write(e)
	case key.Matches(k, e.Keys.Back):
		return s.leave(), nil
	}
	return nil, nil
}

func (s *export) toggleOver(it *item) Actions {
	switch {
	case it.records:
		return say("Records are never overwritten: what a person edited stays.")
	case it.starter:
		return say("A starter project is never written over anything: f names another folder.")
	case s.found == nil:
		return nil
	case s.found.Files[it.Name] == files.Nothing:
		return say("Nothing to overwrite: there is no " + it.Name + " yet.")
	case s.found.Files[it.Name] == files.Other:
		return say(it.Name + " is no file there, and stays.")
	}
	it.over = !it.over
	it.ticked = it.ticked || it.over
	return nil
}

func (s *export) pressDone(e Env, k tea.KeyPressMsg) Actions {
	switch {
	case key.Matches(k, e.Keys.Exporting.Done):
		return s.leave()
	case key.Matches(k, e.Keys.Exporting.Commands) && len(s.done.Next()) > 0:
		var lines []string
		for _, n := range s.done.Next() {
			lines = append(lines, n.Command)
		}
		return Ask(Copy{strings.Join(lines, "\n") + "\n"}, Say{DoneMark + "Copied, if the terminal allows it."})
	}
	return nil
}
