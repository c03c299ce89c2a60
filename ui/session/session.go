// Package session keeps answers between runs: one TOML answers file a session in the user's state directory.
//
// Files are written atomically (on Windows as nearly as it allows), so that a kill at any moment leaves the last saved answers; a file that cannot be read is
// set aside under another name, never deleted.
package session

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/adrg/xdg"
	"github.com/google/renameio/v2/maybe"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

// Store is a folder of sessions.
type Store struct{ Dir string }

// Default is the user's own store, below the state directory of the platform ($XDG_STATE_HOME on Linux).
func Default() Store { return Store{filepath.Join(xdg.StateHome, "rustadvisor", "sessions")} }

// NewID names a new session after the time it began, so that names sort by age.
func (s Store) NewID(now time.Time) string {
	id := now.UTC().Format("20060102-150405")
	for n := 2; s.exists(id); n++ {
		id = fmt.Sprintf("%s-%d", now.UTC().Format("20060102-150405"), n)
	}
	return id
}

func (s Store) exists(id string) bool {
	_, err := os.Lstat(s.Path(id))
	return err == nil
}

// Path is the file of a session.
func (s Store) Path(id string) string { return filepath.Join(s.Dir, id+".toml") }

// Save writes all answers of a session, hidden ones included, and returns once they are safe.
func (s Store) Save(base *knowledge.Base, id string, a advisor.Answers) error {
	if err := os.MkdirAll(s.Dir, 0o700); err != nil {
		return fmt.Errorf("cannot save answers: %w", err)
	}
	if err := maybe.WriteFile(s.Path(id), advisor.FormatAnswers(base, a, nil), 0o600); err != nil {
		return fmt.Errorf("cannot save answers: %w", err)
	}
	return nil
}

// Latest names the session that was saved last, or "" when there is none. It reads no file, only the folder.
func (s Store) Latest() string {
	entries, err := os.ReadDir(s.Dir)
	if err != nil {
		return ""
	}
	latest, when := "", time.Time{}
	for _, e := range slices.Backward(entries) {
		id, ok := strings.CutSuffix(e.Name(), ".toml")
		if info, err := e.Info(); ok && err == nil && info.Mode().IsRegular() && info.ModTime().After(when) {
			latest, when = id, info.ModTime()
		}
	}
	return latest
}

// Load reads a session. A file that is no answers file is set aside and named in the notes; then ok is false. Notes also
// tell what was left out of answers made with other knowledge.
func (s Store) Load(base *knowledge.Base, id string) (a advisor.Answers, notes []string, ok bool) {
	path := s.Path(id)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return a, nil, false
	}
	if err != nil {
		return a, []string{fmt.Sprintf("the saved answers cannot be read: %v", err)}, false
	}
	if !bytes.Contains(text, []byte("[answers]")) {
		err = errors.New("it holds no answers")
	} else {
		a, notes, err = advisor.ParseAnswers(base, filepath.Base(path), text)
	}
	if err == nil {
		return a, notes, true
	}
	return a, []string{s.setAside(path, err)}, false
}

// setAside renames a file that cannot be used, so that it is neither tried again nor lost.
func (s Store) setAside(path string, why error) string {
	aside := path + ".broken"
	for n := 2; ; n++ {
		if _, err := os.Lstat(aside); err != nil {
			break
		}
		aside = fmt.Sprintf("%s.broken-%d", path, n)
	}
	reason, _, _ := strings.Cut(why.Error(), "\n")
	if err := os.Rename(path, aside); err != nil {
		return fmt.Sprintf("the saved answers could not be used (%s), nor set aside: %v", knowledge.Clean(reason), err)
	}
	return fmt.Sprintf("the saved answers could not be used (%s); the file is kept as %s", knowledge.Clean(reason), aside)
}
