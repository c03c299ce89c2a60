//go:build unix

package cli

import (
	"os"
	"syscall"
)

// closed tells whether a stream was closed when the program started. Go opens the null device in its place, for reading and
// writing, before anything here runs; a shell's >/dev/null is for writing only. Where another stream is like it, whoever
// started the program wants no streams, as for a service, and has nobody to tell.
func closed(stream *os.File, others ...*os.File) bool {
	for _, other := range others {
		if replaced(other) {
			return false
		}
	}
	return replaced(stream)
}

func replaced(f *os.File) bool {
	flags, _, failed := syscall.Syscall(syscall.SYS_FCNTL, f.Fd(), syscall.F_GETFL, 0)
	return failed == 0 && flags&syscall.O_ACCMODE == syscall.O_RDWR && nowhere(f)
}

// nowhere tells whether a file is the null device.
func nowhere(f *os.File) bool {
	is, err := f.Stat()
	null, failed := os.Stat(os.DevNull)
	return err == nil && failed == nil && os.SameFile(is, null)
}
