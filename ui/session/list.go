package session

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

// Info is a session in a list.
type Info struct {
	Held
	Answers advisor.Answers
	When    time.Time // it was saved last
}

// List reads all sessions, the one saved last first. Files that cannot be used are set aside and named in the notes.
func (s Store) List(base *knowledge.Base) (list []Info, notes []string) {
	for _, id := range s.ids() {
		h, a, said, ok := s.Open(base, id)
		if !ok {
			notes = append(notes, said...)
			continue
		}
		list = append(list, Info{h, a, h.stamp.when})
	}
	slices.SortStableFunc(list, func(a, b Info) int { return b.When.Compare(a.When) })
	return list, notes
}

// Count is how many sessions there are. It reads no file, only the folder.
func (s Store) Count() int { return len(s.ids()) }

// ids lists the sessions by their files, the newest name first.
func (s Store) ids() []string {
	entries, err := os.ReadDir(s.Dir)
	if err != nil {
		return nil
	}
	var out []string
	for _, e := range slices.Backward(entries) {
		if id, ok := strings.CutSuffix(e.Name(), ".toml"); ok && e.Type().IsRegular() {
			out = append(out, id)
		}
	}
	return out
}

// Copy makes a session of its own of the answers in another.
func (s Store) Copy(base *knowledge.Base, id string, now time.Time) (Held, error) {
	h, a, notes, ok := s.Open(base, id)
	if !ok {
		return Held{}, fmt.Errorf("cannot copy the session: %s", strings.Join(append(notes, "it is no longer there")[:1], ""))
	}
	return s.Keep(base, Held{Name: s.another(base, h, a)}, a, now)
}

// unreachable words the error of a session that another program may have deleted.
func unreachable(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return errors.New("the session is no longer there")
	}
	return fmt.Errorf("the session cannot be reached: %w", err)
}
