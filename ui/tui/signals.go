package tui

import (
	"errors"
	"os"
	"os/signal"
	"syscall"

	tea "charm.land/bubbletea/v2"
)

// Stopped tells that a signal ended the program, or that its terminal is gone. The answers are saved, unless Lost says why
// not.
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

// Code is the exit code for it, which is the one that shells give: 130 for an interrupt, 143 when the program was asked to
// end, 129 when the terminal went.
func (s *Stopped) Code() int { return 128 + int(s.By) }

// StoppedBy is the error for a signal, where everything is saved.
func StoppedBy(s os.Signal) error {
	by, _ := s.(syscall.Signal)
	return &Stopped{By: by}
}

// Endings are the signals that end the program in good order.
var Endings = []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP}

// obey ends the program when a signal says so. What it returns tells which one did, or nil, and listens no more.
func obey(p *tea.Program) (ended func() os.Signal) {
	got, by := make(chan os.Signal, 1), make(chan os.Signal, 1)
	signal.Notify(got, Endings...)
	go func() {
		for s := range got {
			by <- s
			p.Quit()
			return
		}
	}()
	return func() os.Signal {
		signal.Stop(got)
		select {
		case s := <-by:
			return s
		default:
			return nil
		}
	}
}

// endedBy is what Run returns, of what ended the program: a signal, or an error of the terminal or of what could not be
// saved.
func endedBy(by os.Signal, err, lost error) error {
	if errors.Is(err, syscall.EIO) && by == nil {
		by = syscall.SIGHUP // the terminal went before the signal came
	}
	if s, ok := by.(syscall.Signal); ok {
		return &Stopped{s, lost}
	}
	return errors.Join(err, lost)
}
