package session

import (
	"fmt"
	"path/filepath"
	"runtime/debug"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// patience is how long a program waits for another to finish with the folder. Writing takes milliseconds; one that
// takes longer was stopped in the middle of it, and must not hold up this one.
const patience = 2 * time.Second

// lock keeps other programs from writing in the folder until it is given back. The lock belongs to the process, so a
// killed one leaves none behind. Where there can be no lock, on some network file systems, work goes on without: what
// is compared before writing then still catches all but what happens in the same millisecond.
func (s Store) lock() (unlock func()) {
	got, gone := make(chan locked), make(chan struct{})
	go func() {
		t := take(filepath.Join(s.Dir, ".lock"))
		select {
		case got <- t:
		case <-gone: // it comes after all
			t.unlock()
		}
	}()
	select {
	case t := <-got:
		if t.fault != "" {
			panic(t.fault)
		}
		return t.unlock
	case <-time.After(patience):
		close(gone)
		return func() {}
	}
}

// locked is a lock, or what panicked when it was taken: in a goroutine of its own that would be the end of the program,
// with nobody to save the answers and to put the terminal back.
type locked struct {
	unlock func()
	fault  string
}

func take(path string) (t locked) {
	t.unlock = func() {}
	defer func() {
		if r := recover(); r != nil {
			t.fault = fmt.Sprintf("%v\nwhile a lock was taken, at\n%s", r, debug.Stack())
		}
	}()
	if unlock, err := lockFile(path); err == nil {
		t.unlock = unlock
	}
	return t
}

// lockFile waits for the lock; tests put another in its place.
var lockFile = func(path string) (unlock func(), err error) { return lockedfile.MutexAt(path).Lock() }
