// Package session keeps answers between runs: one TOML answers file a session in the user's state directory.
//
// Files are written whole, so that a kill or a full disk at any moment leaves the answers saved last; a file that cannot be
// read is set aside under another name, never deleted. Two programs may have the same session open: before one writes, it
// makes sure that the file is as it knows it, and if not, goes on with its answers in a session of their own.
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

const idTime = "20060102-150405"

// NewID names a new session after the time it began, so that names sort by age.
func (s Store) NewID(now time.Time) string {
	id := now.UTC().Format(idTime)
	for n := 2; s.exists(id); n++ {
		id = fmt.Sprintf("%s-%d", now.UTC().Format(idTime), n)
	}
	return id
}

func (s Store) exists(id string) bool {
	_, err := os.Lstat(s.Path(id))
	return err == nil
}

// Path is the file of a session.
func (s Store) Path(id string) string { return filepath.Join(s.Dir, id+".toml") }

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
