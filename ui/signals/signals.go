// Package signals ends a program in good order when it is told to from outside.
package signals

import (
	"os"
	"syscall"
)

// Stopped tells that a signal ended the program, or that its terminal is gone. The answers are saved, unless Lost says
// why not.
type Stopped struct {
	By   syscall.Signal
	Lost error
}

func (s *Stopped) Error() string {
	if s.Lost != nil {
		return s.Lost.Error()
	}
	return "stopped: " + s.By.String()
}

// Code is the exit code for it, which is the one that shells give: 130 for an interrupt, 143 when the program was asked
// to end, 129 when the terminal went, 131 when it was told to quit.
func (s *Stopped) Code() int { return 128 + int(s.By) }

// By is the error for a signal, where everything is saved.
func By(s os.Signal) error {
	by, _ := s.(syscall.Signal)
	return &Stopped{By: by}
}

// Endings are the signals that end the program in good order.
var Endings = []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT}
