//go:build !windows

package tui

import (
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
	"golang.org/x/sys/unix"
)

// pausable tells whether a shell is there to come back from: who leads the session was started by the terminal itself,
// and would stand still for ever.
func pausable() bool {
	leader, err := unix.Getsid(0)
	return err != nil || leader != os.Getpid()
}

// pauses stops the program for a while when a signal asks for it, and paints anew when it goes on. Bubble Tea puts the
// terminal back and then sends itself the signal; who listens to that once never again stops by it, so what stops the
// program then is one that nobody can listen to.
type pauses struct{ released atomic.Bool }

// rest is for Bubble Tea's renderer, whose goroutine stops its clock when it is told to end: should it come to that
// only when the program goes on, it would stop the clock that was started anew, and nothing would be painted any more.
const rest = 50 * time.Millisecond

func (s *pauses) listen(g *guard) (end func()) {
	got := make(chan os.Signal, 1)
	signal.Notify(got, syscall.SIGTSTP, syscall.SIGCONT)
	moved := make(chan os.Signal, 1) // many at once are as good as one
	signal.Notify(moved, syscall.SIGWINCH)
	g.beside("taking the size of the window", func() {
		for range moved {
			g.resized()
		}
	})
	g.beside("obeying a signal", func() {
		for sig := range got {
			switch {
			case sig == syscall.SIGCONT:
				g.resized()
				g.send(tea.ClearScreen()) // the shell may have written there meanwhile
			case s.released.Load():
				time.Sleep(rest)
				_ = syscall.Kill(os.Getpid(), syscall.SIGSTOP)
			case pausable():
				s.stopping()
				g.send(tea.SuspendMsg{})
			}
		}
	})
	return func() {
		signal.Stop(got)
		signal.Stop(moved)
		close(got)
		close(moved)
	}
}

// resized tells the size of the window, which Bubble Tea does not see.
func (g *guard) resized() {
	if g.terminal != nil {
		g.send(g.terminal.Resized())
	}
}

// stopping is called before the terminal is put back, again once the program goes on.
func (s *pauses) stopping() { s.released.Store(true) }
func (s *pauses) again()    { s.released.Store(false) }
