package session

import (
	"fmt"
	"strings"
	"testing"
)

// What panics while a lock is taken does so where it is asked for, which can catch it; the next time all is well.
func TestPanicInTheLock(t *testing.T) {
	locks := lockFile
	t.Cleanup(func() { lockFile = locks })
	lockFile = func(string) (func(), error) { panic("in the lock") }
	p := &program{t: t, store: Store{t.TempDir()}}
	func() {
		defer func() {
			if said := fmt.Sprint(recover()); !strings.HasPrefix(said, "in the lock\n") ||
				!strings.Contains(said, "lock_test.go") {
				t.Errorf("caught %q", said)
			}
		}()
		p.answer(full().Questions[0], 0)
		t.Error("it goes on")
	}()
	lockFile = locks
	p.answer(full().Questions[0], 0)
	if p.held.ID == "" {
		t.Error("not saved")
	}
}
