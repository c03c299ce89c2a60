package screen

import (
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"rustadvisor/advisor/adr"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/files"
)

// Patience is how long something may take before it is shown how far it is.
const Patience = 150 * time.Millisecond

// writing is what is being written, one thing after the other: files, then decision records.
type writing struct {
	files   []files.File
	plan    *adr.Plan // of records, or nil
	starter *files.Starter
	written files.Written
	made    bool // all of it; from here on it is written to its end
	saved   bool // the records
	slow    bool // tell how far it is
}

// madeMsg brings all that is to be written, once it is made and nothing is in its way.
type madeMsg struct {
	asked *writing
	files []files.File
	plan  *adr.Plan
	err   error

	starter *files.Starter
}

// wroteMsg tells that one thing was written, or why not.
type wroteMsg struct {
	asked *writing
	path  string // of a file; "" for records and a starter project
	err   error

	starter *files.Starter
}

// slowMsg comes when Patience is at an end.
type slowMsg struct{ asked *writing }

// wrote is what became of it.
type wrote struct {
	files.Written
	plan *adr.Plan // of records that were written, or nil
	left []string  // what was to be written too
	err  error
}

// write writes what is ticked, once nothing that is known speaks against it. What is not known yet is found out then.
func (s *export) write(e Env) (Actions, tea.Cmd) {
	var wanted []item
	for i, it := range s.items {
		if !it.ticked {
			continue
		}
		wanted = append(wanted, it)
		if why := s.against(&it); why != "" {
			s.cursor = i + 1
			return say("Not written: " + why), nil
		}
	}
	switch {
	case len(wanted) == 0:
		return say("Nothing is ticked: space ticks a line."), nil
	case s.found != nil && s.found.Wrong != "":
		s.cursor = 0
		return say("Not written: " + s.found.Wrong + "."), nil
	}
	w := &writing{written: files.Written{Style: s.style, Houses: e.Engine.Base().Houses}}
	s.writing = w
	return nil, tea.Batch(s.makeCmd(e, w, wanted), e.Tick(e.Patience, func(time.Time) tea.Msg { return slowMsg{w} }))
}

// against is what is known to speak against writing an output, or "".
func (s *export) against(it *item) string {
	switch {
	case s.found == nil || s.found.Wrong != "":
	case it.records && s.found.wrong != nil:
		return noRecords(s.found.wrong) + "."
	case it.records:
	case it.starter && s.found.noStarter != nil:
		return wording.Clean(s.found.noStarter.Error()) + "."
	case it.starter:
	case s.found.Files[it.Name] == files.Other:
		return it.Name + " is in the way."
	case s.found.Files[it.Name] == files.Regular && !it.over:
		return it.Name + " exists; o overwrites it, space leaves it out."
	}
	return ""
}

// makeCmd makes everything before anything is written.
func (s *export) makeCmd(e Env, w *writing, wanted []item) tea.Cmd {
	disk, engine, from, folder := e.Disk, e.Engine, s.from(e), s.folder.Value()
	dir, options, project := s.recordsDir(), s.recordOptions(e), s.projectDir()
	return func() tea.Msg {
		msg := madeMsg{asked: w}
		x := files.Session{Advice: engine.Advise(from), Engine: engine, Answers: from}
		for _, it := range wanted {
			if it.records {
				if msg.plan, msg.err = disk.Plan(x.Advice, dir, options); msg.err != nil {
					return msg
				}
				continue
			}
			if it.starter {
				if msg.starter, msg.err = files.MakeStarter(x, project, options.Date); msg.err == nil {
					msg.err = disk.CheckNew(project)
				}
				if msg.err != nil {
					return msg
				}
				continue
			}
			text, err := it.Make(x)
			if err != nil {
				msg.err = fmt.Errorf("%s: %w", it.Name, err)
				return msg
			}
			msg.files = append(msg.files, files.File{Name: it.Name, Over: it.over, Text: text})
		}
		msg.err = disk.Check(folder, msg.files)
		return msg
	}
}

// stepCmd writes the next thing.
func (s *export) stepCmd(e Env) tea.Cmd {
	w, disk := s.writing, e.Disk
	if at := len(w.written.Paths); at < len(w.files) {
		folder, f := s.folder.Value(), w.files[at]
		return func() tea.Msg {
			path, err := disk.Write(folder, f)
			return wroteMsg{asked: w, path: path, err: err}
		}
	}
	if p := w.starter; p != nil && w.written.Starter == nil {
		return func() tea.Msg { return wroteMsg{asked: w, starter: p, err: disk.Start(p)} }
	}
	dir, plan := s.recordsDir(), w.plan
	return func() tea.Msg { return wroteMsg{asked: w, err: disk.Save(dir, plan)} }
}

// progress goes on with what is being written. Messages about anything else are late.
func (s *export) progress(e Env, msg tea.Msg) (Actions, tea.Cmd) {
	w := s.writing
	var err error
	switch msg := msg.(type) {
	case slowMsg:
		if msg.asked == w && w != nil {
			w.slow = true
		}
		return nil, nil
	case madeMsg:
		if msg.asked != w {
			return nil, nil
		}
		w.made = true
		w.files, w.plan, w.starter, err = msg.files, msg.plan, msg.starter, msg.err
	case wroteMsg:
		switch {
		case msg.asked != w:
			return nil, nil
		case msg.err != nil:
			err = msg.err
		case msg.path != "":
			w.written.Paths = append(w.written.Paths, msg.path)
		case msg.starter != nil:
			w.written.Starter = msg.starter
		default:
			w.saved = true
			if p := w.plan; len(p.New)+len(p.Changed)+len(p.Kept) > 0 {
				w.written.Records = s.recordsDir()
			}
		}
	}
	if err == nil && w.more() {
		return nil, s.stepCmd(e)
	}
	return s.ended(err), nil
}

// more tells whether something is left to write.
func (w *writing) more() bool {
	return len(w.written.Paths) < len(w.files) || w.starter != nil && w.written.Starter == nil ||
		w.plan != nil && !w.saved
}

// ended tells what became of writing. When nothing was written the user is back at the list.
func (s *export) ended(err error) Actions {
	w := s.writing
	s.writing = nil
	if err != nil && len(w.written.Paths) == 0 && w.written.Starter == nil {
		s.changed()
		return say("Not written: " + wording.Clean(err.Error()))
	}
	s.done = &wrote{Written: w.written, err: err}
	for _, f := range w.files[len(w.written.Paths):] {
		s.done.left = append(s.done.left, f.Name)
	}
	if w.starter != nil && w.written.Starter == nil {
		s.done.left = append(s.done.left, "the starter project")
	}
	switch {
	case w.saved:
		s.done.plan = w.plan
	case w.plan != nil:
		s.done.left = append(s.done.left, "decision records")
	}
	return nil
}
