package session

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"rustadvisor/advisor/answerfile"
	"rustadvisor/advisor/tally"
	"rustadvisor/knowledge"
	"rustadvisor/ui/files"
)

// Tallies of workshops lie beside the sessions, under names of their own.
const tallySuffix = ".tally"

// TallyPath is the file of a workshop's tally.
func (s Store) TallyPath(id string) string { return filepath.Join(s.Dir, id+tallySuffix) }

// NewTallyID names a new tally after the time it began.
func (s Store) NewTallyID(now time.Time) string {
	return newID(now, s.TallyPath)
}

// SaveTally writes a tally and returns once it is safe.
func (s Store) SaveTally(base *knowledge.Base, id string, t tally.Tally) error {
	err := os.MkdirAll(s.Dir, 0o700)
	if err == nil {
		err = files.Save(s.TallyPath(id), answerfile.FormatTally(base, t))
	}
	if err != nil {
		return fmt.Errorf("cannot save the tally: %w", err)
	}
	return nil
}

// LatestTally names the tally that was saved last, and when; "" if there is none.
func (s Store) LatestTally() (id string, when time.Time) {
	return s.latest(tallySuffix)
}

// LoadTally reads a tally; like Load it sets aside what is none.
func (s Store) LoadTally(base *knowledge.Base, id string) (t tally.Tally, notes []string, ok bool) {
	path := s.TallyPath(id)
	text, err := readFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return t, nil, false
	}
	if err != nil {
		return t, []string{fmt.Sprintf("the saved tally cannot be read: %v", err)}, false
	}
	if t, notes, err = answerfile.ParseTally(base, filepath.Base(path), text); err != nil {
		return t, []string{s.setAside(path, err)}, false
	}
	return t, notes, true
}
