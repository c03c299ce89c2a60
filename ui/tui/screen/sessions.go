package screen

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/session"
	"rustadvisor/ui/tui/widget"
)

// sessions lists what is saved: to open, name, duplicate and delete.
type sessions struct {
	rows    []row
	listed  bool
	aside   bool // some could not be used, and were set aside
	cursor  int
	deleted int           // how many can be brought back
	name    *widget.Field // while one is being typed
	naming  string        // the session that it is for

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

func (s *sessions) Typing() bool { return s.name != nil }

func (s *sessions) start(e Env) tea.Cmd {
	return s.do(e, func() (done, error) { return done{id: e.Session}, nil })
}

// do runs a job and lists what there is then; one job at a time, for they would meet in the same folder.
func (s *sessions) do(e Env, j job) tea.Cmd {
	if s.running {
		s.todo = append(s.todo, j)
		return nil
	}
	s.running = true
	return func() tea.Msg {
		did, err := j()
		if err != nil {
			did.said = wording.Upper(err.Error()) + "."
		}
		list, notes := e.Store.List(e.Engine.Base())
		msg := sessionsMsg{asked: s, deleted: len(e.Store.Deleted()), done: did, notes: notes}
		for _, i := range list {
			msg.rows = append(msg.rows, row{i, i.Title(e.Engine), i.Progress(e.Engine), strings.Join(i.Picks(e.Engine), " · ")})
		}
		return msg
	}
}

func (s *sessions) Update(e Env, msg tea.Msg) (Actions, tea.Cmd) {
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
			s.name.Insert(msg.Content)
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
func (s *sessions) list(e Env, msg sessionsMsg) (Actions, tea.Cmd) {
	s.running = false
	said := slices.DeleteFunc(append([]string{msg.done.said}, msg.notes...), func(n string) bool { return n == "" })
	s.aside = s.aside || len(msg.notes) > 0
	act := append(say(strings.Join(said, "\n")), Count{len(msg.rows)})
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
	if s.name != nil {
		if i := s.find(s.naming); i >= 0 {
			s.cursor = i
		} else { // deleted meanwhile
			s.name = nil
		}
	}
	if msg.done.free != "" && len(s.rows) > 0 {
		s.edit(msg.done.free)
	}
	return act, nil
}

func (s *sessions) press(e Env, k tea.KeyPressMsg) (Actions, tea.Cmd) {
	switch {
	case key.Matches(k, e.Keys.Up):
		s.cursor = max(0, s.cursor-1)
	case key.Matches(k, e.Keys.Down):
		s.cursor = max(0, min(len(s.rows)-1, s.cursor+1))
	case key.Matches(k, e.Keys.First):
		s.cursor = 0
	case key.Matches(k, e.Keys.Last):
		s.cursor = max(0, len(s.rows)-1)
	case key.Matches(k, e.Keys.Saved.Restore):
		return nil, s.do(e, s.restore(e))
	case key.Matches(k, e.Keys.Back, e.Keys.Sessions):
		return Ask(Close{}), nil
	case s.cursor < len(s.rows):
		return s.pressRow(e, k)
	}
	return nil, nil
}

// pressRow takes a key that concerns the session under the cursor.
func (s *sessions) pressRow(e Env, k tea.KeyPressMsg) (Actions, tea.Cmd) {
	r := s.rows[s.cursor]
	switch {
	case key.Matches(k, e.Keys.Saved.Open) && r.ID == e.Session:
		return Ask(Resume{}), nil
	case key.Matches(k, e.Keys.Saved.Open):
		return nil, s.open(e, r.ID)
	case key.Matches(k, e.Keys.Saved.Rename):
		s.edit(r.Name)
	case key.Matches(k, e.Keys.Saved.Duplicate):
		return nil, s.do(e, s.duplicate(e, r))
	case key.Matches(k, e.Keys.Saved.Delete):
		s.rows = append(s.rows[:s.cursor:s.cursor], s.rows[s.cursor+1:]...) // at once: the next key means the next one
		s.cursor = max(0, min(s.cursor, len(s.rows)-1))
		return Ask(Forget{r.ID}), s.do(e, s.remove(e, r))
	}
	return nil, nil
}

func (s *sessions) pressName(e Env, k tea.KeyPressMsg) (Actions, tea.Cmd) {
	switch {
	case key.Matches(k, e.Keys.Saved.Unname):
		s.name = nil
	case key.Matches(k, e.Keys.Saved.Name):
		name := s.name.Value()
		s.name = nil
		if i := s.find(s.naming); i >= 0 {
			return nil, s.do(e, s.rename(e, s.rows[i], name))
		}
	default:
		s.name.Press(k, &e.Keys.Text)
	}
	return nil, nil
}

// find tells where a session stands in the list; -1 where it is not in it.
func (s *sessions) find(id string) int {
	return slices.IndexFunc(s.rows, func(r row) bool { return r.ID == id })
}

// edit opens the field for a name of the session under the cursor.
func (s *sessions) edit(name string) {
	s.name, s.naming = &widget.Field{}, s.rows[s.cursor].ID
	s.name.Insert(name)
}

// opened goes on with a session that was read; one that cannot be is told, and the list is read anew.
func (s *sessions) opened(e Env, msg openedMsg) (Actions, tea.Cmd) {
	said := strings.Join(msg.notes, "\n")
	if !msg.ok {
		return say(cmp.Or(said, "The session is no longer there.")), s.start(e)
	}
	return append(say(said), TakeUp{msg.opened}), nil
}

func (s *sessions) open(e Env, id string) tea.Cmd {
	store, base := e.Store, e.Engine.Base()
	return func() tea.Msg {
		held, a, notes, ok := store.Open(base, id)
		return openedMsg{s, Opened{Held: held, Answers: a}, notes, ok}
	}
}

// rename gives the session another name. Where that is taken, the field opens again with one that is free.
func (s *sessions) rename(e Env, r row, name string) job {
	return func() (done, error) {
		_, err := e.Store.Rename(r.ID, name)
		out := done{id: r.ID}
		if taken := (*session.Taken)(nil); errors.As(err, &taken) {
			out.free = taken.Free
		}
		return out, err
	}
}

func (s *sessions) duplicate(e Env, r row) job {
	return func() (done, error) {
		h, err := e.Store.Copy(e.Engine.Base(), r.ID, e.Now)
		return done{said: DoneMark + "Duplicated as “" + h.Name + "”.", id: h.ID}, err
	}
}

func (s *sessions) remove(e Env, r row) job {
	return func() (done, error) {
		return done{said: DoneMark + "Deleted, u brings it back: “" + r.title + "”."}, e.Store.Delete(r.ID, e.Now)
	}
}

// restore brings back what was deleted last.
func (s *sessions) restore(e Env) job {
	return func() (done, error) {
		h, err := e.Store.Restore("", e.Now)
		if err != nil {
			return done{}, err
		}
		info := session.Info{Held: h}
		_, info.Answers, _, _ = e.Store.Open(e.Engine.Base(), h.ID)
		return done{said: DoneMark + "“" + info.Title(e.Engine) + "” is back.", id: h.ID}, nil
	}
}
