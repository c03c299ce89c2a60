package terminal

import (
	"errors"
	"io"
	"os"
	"syscall"
	"time"
)

// Input is a terminal that tells when it is gone. Who does not have it as the controlling one gets no signal for that,
// and Bubble Tea would wait for keys for ever.
type Input struct {
	*os.File
	sent *bounded
	gone chan<- os.Signal
}

// NewInput reads the keys of a terminal; gone gets a signal when it is there no more.
func NewInput(file *os.File, gone chan<- os.Signal) *Input {
	return &Input{file, newBounded(file, time.Now), gone}
}

func (l *Input) Read(p []byte) (int, error) {
	n, err := l.sent.Read(p)
	if errors.Is(err, io.EOF) {
		select {
		case l.gone <- syscall.SIGHUP:
		default: // it is ending already
		}
	}
	return n, err
}
