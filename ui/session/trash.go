package session

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// keptFor is how long a deleted session can be brought back at least.
const keptFor = 30 * 24 * time.Hour

// Deleted is a session in the trash.
type Deleted struct {
	ID, Name string
	When     time.Time // it was deleted
	file     string
}

const deletedTime = "20060102-150405.000000"

func (s Store) trash() string { return filepath.Join(s.Dir, "trash") }

// Delete moves a session to the trash, from which Restore brings it back. What was deleted over 30 days ago goes for
// good.
func (s Store) Delete(id string, now time.Time) error {
	if err := os.MkdirAll(s.trash(), 0o700); err != nil {
		return fmt.Errorf("cannot delete the session: %w", err)
	}
	defer s.lock()()
	for _, d := range s.Deleted() {
		if now.Sub(d.When) > keptFor {
			_ = os.Remove(d.file) // else the next time
		}
	}
	name := now.UTC().Format(deletedTime) + "@" + id + ".toml"
	if err := os.Rename(s.Path(id), filepath.Join(s.trash(), name)); err != nil {
		return unreachable(err)
	}
	return nil
}

// Deleted lists the trash, what was deleted last first.
func (s Store) Deleted() []Deleted {
	entries, err := os.ReadDir(s.trash())
	if err != nil {
		return nil
	}
	var out []Deleted
	for _, e := range slices.Backward(entries) { // names begin with the time
		when, id, ok := strings.Cut(strings.TrimSuffix(e.Name(), ".toml"), "@")
		at, err := time.Parse(deletedTime, when)
		if !ok || err != nil || !e.Type().IsRegular() {
			continue
		}
		d := Deleted{ID: id, When: at, file: filepath.Join(s.trash(), e.Name())}
		if text, err := readFile(d.file); err == nil {
			d.Name = nameIn(string(text))
		}
		out = append(out, d)
	}
	return out
}

// Restore brings a session back from the trash: that one, or with "" the one deleted last. Where its id or name is
// taken by now, it gets another.
func (s Store) Restore(id string, now time.Time) (Held, error) {
	defer s.lock()()
	list := s.Deleted()
	at := slices.IndexFunc(list, func(d Deleted) bool { return id == "" || d.ID == id })
	if at < 0 && id == "" {
		return Held{}, errors.New("nothing was deleted")
	}
	if at < 0 {
		return Held{}, fmt.Errorf("no deleted session is called %q", id)
	}
	d := list[at]
	h := Held{ID: d.ID, Name: s.unused(d.Name)}
	if exists(s.Path(h.ID)) {
		h.ID = newID(now, s.Path)
	}
	if err := os.Rename(d.file, s.Path(h.ID)); err != nil {
		return Held{}, fmt.Errorf("cannot bring the session back: %w", err)
	}
	if h.Name != d.Name {
		return h, s.rename(h.ID, h.Name)
	}
	return h, nil
}
