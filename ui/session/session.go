// Package session keeps answers between runs: one TOML answers file a session in the user's state directory.
//
// Files are written whole, so that a kill or a full disk at any moment leaves the answers saved last; a file that
// cannot be read is set aside under another name, never deleted. Two programs may have the same session open: before
// one writes, it makes sure that the file is as it knows it, and if not, goes on with its answers in a session of their
// own.
package session

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/adrg/xdg"
)

// Store is a folder of sessions.
type Store struct{ Dir string }

// Default is the user's own store, below the state directory of the platform ($XDG_STATE_HOME on Linux).
func Default() Store { return Store{filepath.Join(xdg.StateHome, "rustadvisor", "sessions")} }

// Reports is the folder beside the user's own sessions where a fault of the program leaves a report.
func Reports() string { return filepath.Join(xdg.StateHome, "rustadvisor") }

// newID names what is new after the time it began, so that names sort by age; path is the file of an id.
func newID(now time.Time, path func(id string) string) string {
	began := now.UTC().Format("20060102-150405")
	id := began
	for n := 2; exists(path(id)); n++ {
		id = fmt.Sprintf("%s-%d", began, n)
	}
	return id
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// Path is the file of a session.
func (s Store) Path(id string) string { return filepath.Join(s.Dir, id+".toml") }

// Latest names the session that was saved last, or "" when there is none. It reads no file, only the folder.
func (s Store) Latest() string {
	id, _ := s.latest(".toml")
	return id
}

// latest is the id and the time of the file saved last of those that end so.
func (s Store) latest(suffix string) (id string, when time.Time) {
	entries, err := os.ReadDir(s.Dir)
	if err != nil {
		return "", when
	}
	for _, e := range slices.Backward(entries) {
		name, ok := strings.CutSuffix(e.Name(), suffix)
		if info, err := e.Info(); ok && err == nil && info.Mode().IsRegular() && info.ModTime().After(when) {
			id, when = name, info.ModTime()
		}
	}
	return id, when
}
