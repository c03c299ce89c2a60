//go:build !windows

package tui

import (
	"os"
	"os/signal"
	"syscall"

	tea "charm.land/bubbletea/v2"
)

// pauses listens for the signals that stop the program for a while and go on with it. ctrl+z is a key here; these come from
// elsewhere. Before the program stops itself nobody may listen, or it would not stop.
type pauses struct{ got chan os.Signal }

func (s *pauses) listen(p *tea.Program) (end func()) {
	s.got = make(chan os.Signal, 1)
	s.again()
	go func() {
		for sig := range s.got {
			if sig == syscall.SIGTSTP {
				s.stopping()
				p.Send(tea.SuspendMsg{})
			} else {
				p.Send(tea.ClearScreen()) // the shell may have written there meanwhile
			}
		}
	}()
	return func() {
		signal.Stop(s.got)
		close(s.got)
		s.got = nil
	}
}

func (s *pauses) again() {
	if s.got != nil {
		signal.Notify(s.got, syscall.SIGTSTP, syscall.SIGCONT)
	}
}

func (s *pauses) stopping() { signal.Reset(syscall.SIGTSTP) }
