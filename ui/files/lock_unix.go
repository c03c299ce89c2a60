//go:build unix && !solaris && !aix

package files

import (
	"os"
	"syscall"
)

// tryLock locks a folder for this process; false while another has it. The lock is one on the folder itself: it
// leaves no file, and goes with the process. Where a file system has no locks, work goes on without.
func tryLock(dir string) (unlock func(), ok bool, err error) {
	f, err := os.Open(dir)
	if err != nil {
		return nil, false, err
	}
	switch err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err {
	case syscall.EWOULDBLOCK:
		return nil, false, f.Close()
	default: // nil, or that there are no locks
		return func() { _ = f.Close() }, true, nil
	}
}
