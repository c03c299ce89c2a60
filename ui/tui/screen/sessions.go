package tui

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"rustadvisor/knowledge"
	"rustadvisor/ui/session"
)

// sessions lists what is saved: to open, name, duplicate and delete.
type sessions struct {
	rows    []row
	listed  bool
	cursor  int
	deleted int    // how many can be brought back
	name    *field // while one is being typed

	todo    []job // what is asked for while something is under way
	running bool
}

// row is a session as it is shown.
type row struct {
	session.Info
	title, progress, picks string
}

// job changes what is saved.
type job func() (done, error)

// done is what a job did.
type done struct {
	said string
	id   string // the session to put the cursor on, or ""
	free string // a name to take instead of one that is taken, or ""
}

// sessionsMsg brings the list after a job.
type sessionsMsg struct {
	asked   *sessions
	rows    []row
	deleted int
	done    done
	notes   []string
}

// openedMsg brings a session to go on with.
type openedMsg struct {
	asked  *sessions
	opened Opened
	notes  []string
	ok     bool
}

func (s *sessions) typing() bool { return s.name != nil }

func (s *sessions) start(e env) tea.Cmd {
	return s.do(e, func() (done, error) { return done{id: e.session}, nil })
}

// do runs a job and lists what there is then; one job at a time, for they would meet in the same folder.
func (s *sessions) do(e env, j job) tea.Cmd {
	if s.running {
		s.todo = append(s.todo, j)
		return nil
	}
	s.running = true
	return func() tea.Msg {
		did, err := j()
		if err != nil {
			did.said = knowledge.Upper(err.Error()) + "."
		}
		list, notes := e.store.List(e.engine.Base())
		msg := sessionsMsg{asked: s, deleted: len(e.store.Deleted()), done: did, notes: notes}
		for _, i := range list {
			msg.rows = append(msg.rows, row{i, i.Title(e.engine), i.Progress(e.engine), strings.Join(i.Picks(e.engine), " · ")})
		}
		return msg
	}
}

func (s *sessions) Update(e env, msg tea.Msg) (Actions, tea.Cmd) {
	switch msg := msg.(type) {
	case sessionsMsg:
		if msg.asked == s {
			return s.list(e, msg)
		}
	case openedMsg:
		if msg.asked == s {
			return s.opened(e, msg)
		}
	case tea.PasteMsg:
		if s.name != nil {
			s.name.insert(msg.Content)
		}
	case tea.KeyPressMsg:
		if s.name != nil {
			return s.pressName(e, msg)
		}
		return s.press(e, msg)
	}
	return nil, nil
}

// list shows a list that came, unless another will follow it.
func (s *sessions) list(e env, msg sessionsMsg) (Actions, tea.Cmd) {
	s.running = false
	said := slices.DeleteFunc(append([]string{msg.done.said}, msg.notes...), func(n string) bool { return n == "" })
	act := say(strings.Join(said, " "))
	if len(s.todo) > 0 {
		next := s.todo[0]
		s.todo = s.todo[1:]
		return act, s.do(e, next)
	}
	s.rows, s.deleted, s.listed = msg.rows, msg.deleted, true
	for i, r := range s.rows {
		if r.ID == msg.done.id {
			s.cursor = i
		}
	}
	s.cursor = max(0, min(s.cursor, len(s.rows)-1))
	if msg.done.free != "" && len(s.rows) > 0 {
		s.edit(msg.done.free)
	}
	return act, nil
}

func (s *sessions) press(e env, k tea.KeyPressMsg) (Actions, tea.Cmd) {
	switch {
	case key.Matches(k, e.keys.Up):
		s.cursor = max(0, s.cursor-1)
	case key.Matches(k, e.keys.Down):
		s.cursor = max(0, min(len(s.rows)-1, s.cursor+1))
	case key.Matches(k, e.keys.First):
		s.cursor = 0
	case key.Matches(k, e.keys.Last):
		s.cursor = max(0, len(s.rows)-1)
	case key.Matches(k, e.keys.Saved.Restore):
		return nil, s.do(e, s.restore(e))
	case key.Matches(k, e.keys.Back, e.keys.Sessions):
		return ask(Close{}), nil
	case s.cursor < len(s.rows):
		return s.pressRow(e, k)
	}
	return nil, nil
}

// pressRow takes a key that concerns the session under the cursor.
func (s *sessions) pressRow(e env, k tea.KeyPressMsg) (Actions, tea.Cmd) {
	r := s.rows[s.cursor]
	switch {
	case key.Matches(k, e.keys.Saved.Open) && r.ID == e.session:
		return ask(Resume{}), nil
	case key.Matches(k, e.keys.Saved.Open):
		return nil, s.open(e, r.ID)
	case key.Matches(k, e.keys.Saved.Rename):
		s.edit(r.Name)
	case key.Matches(k, e.keys.Saved.Duplicate):
		return nil, s.do(e, s.duplicate(e, r))
	case key.Matches(k, e.keys.Saved.Delete):
		s.rows = append(s.rows[:s.cursor:s.cursor], s.rows[s.cursor+1:]...) // at once: the next key means the next one
		s.cursor = max(0, min(s.cursor, len(s.rows)-1))
		return ask(Forget{r.ID}), s.do(e, s.remove(e, r))
	}
	return nil, nil
}

func (s *sessions) pressName(e env, k tea.KeyPressMsg) (Actions, tea.Cmd) {
	switch {
	case key.Matches(k, e.keys.Saved.Unname):
		s.name = nil
	case key.Matches(k, e.keys.Saved.Name):
		name := string(s.name.text)
		s.name = nil
		return nil, s.do(e, s.rename(e, s.rows[s.cursor], name))
	default:
		s.name.press(k, &e.keys.Text)
	}
	return nil, nil
}

// edit opens the field for a name.
func (s *sessions) edit(name string) {
	s.name = &field{}
	s.name.insert(name)
}

// opened goes on with a session that was read; one that cannot be is told, and the list is read anew.
func (s *sessions) opened(e env, msg openedMsg) (Actions, tea.Cmd) {
	said := strings.Join(msg.notes, "; ")
	if !msg.ok {
		return say(cmp.Or(said, "The session is no longer there.")), s.start(e)
	}
	return append(say(said), TakeUp{msg.opened}), nil
}

func (s *sessions) open(e env, id string) tea.Cmd {
	store, base := e.store, e.engine.Base()
	return func() tea.Msg {
		held, a, notes, ok := store.Open(base, id)
		return openedMsg{s, Opened{held, a}, notes, ok}
	}
}

// rename gives the session another name. Where that is taken, the field opens again with one that is free.
func (s *sessions) rename(e env, r row, name string) job {
	return func() (done, error) {
		_, err := e.store.Rename(r.ID, name)
		out := done{id: r.ID}
		if taken := (*session.Taken)(nil); errors.As(err, &taken) {
			out.free = taken.Free
		}
		return out, err
	}
}

func (s *sessions) duplicate(e env, r row) job {
	return func() (done, error) {
		h, err := e.store.Copy(e.engine.Base(), r.ID, e.now)
		return done{said: doneMark + "Duplicated as “" + h.Name + "”.", id: h.ID}, err
	}
}

func (s *sessions) remove(e env, r row) job {
	return func() (done, error) {
		return done{said: doneMark + "Deleted, u brings it back: “" + r.title + "”."}, e.store.Delete(r.ID, e.now)
	}
}

// restore brings back what was deleted last.
func (s *sessions) restore(e env) job {
	return func() (done, error) {
		h, err := e.store.Restore("", e.now)
		if err != nil {
			return done{}, err
		}
		info := session.Info{Held: h}
		_, info.Answers, _, _ = e.store.Open(e.engine.Base(), h.ID)
		return done{said: doneMark + "“" + info.Title(e.engine) + "” is back.", id: h.ID}, nil
	}
}
