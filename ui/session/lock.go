package session

import (
	"path/filepath"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// patience is how long a program waits for another to finish with the folder. Writing takes milliseconds; one that takes
// longer was stopped in the middle of it, and must not hold up this one.
const patience = 2 * time.Second

// lock keeps other programs from writing in the folder until it is given back. The lock belongs to the process, so a killed
// one leaves none behind. Where there can be no lock, on some network file systems, work goes on without: what is compared
// before writing then still catches all but what happens in the same millisecond.
func (s Store) lock() (unlock func()) {
	got := make(chan func(), 1)
	go func() {
		unlock, err := lockedfile.MutexAt(filepath.Join(s.Dir, ".lock")).Lock()
		if err != nil {
			unlock = func() {}
		}
		got <- unlock
	}()
	select {
	case unlock := <-got:
		return unlock
	case <-time.After(patience):
		go func() { (<-got)() }() // when it comes after all
		return func() {}
	}
}
