package tui

import (
	"errors"
	"os"
	"os/signal"
	"syscall"
	"time"

	"rustadvisor/ui/crash"
	"rustadvisor/ui/signals"
)

// grace is how long the program may take to end once it is told to. One whose terminal takes nothing more, as over a
// dead connection, never would; its answers are saved by then, for that needs no terminal.
const grace = 2 * time.Second

// obeying runs the program to its end, or to that which a signal makes. It returns the signal, or nil, and whether the
// program came to its end.
func (g *guard) obeying(got chan os.Signal) (by os.Signal, finished bool, err error) {
	ended := make(chan error, 1)
	signal.Notify(got, signals.Endings...)
	defer signal.Stop(got)
	go func() { ended <- g.run() }()
	select {
	case err := <-ended:
		return nil, true, err
	case by = <-got:
	}
	g.root.end() // whatever is computed
	go func() {
		g.settle()
		g.program.Quit()
	}()
	select {
	case err := <-ended:
		return by, true, err
	case <-time.After(grace):
		return by, false, nil
	}
}

// run runs the program to its end. What panics there is not of a screen, but of what shows them.
func (g *guard) run() (err error) {
	defer func() {
		if r := recover(); r != nil {
			g.crash = crash.Caught(r, "showing the program")
			g.program.Kill()
		}
	}()
	_, err = g.program.Run()
	return err
}

// endedBy is what Run returns, of what ended the program: a signal, or an error of the terminal or of what could not be
// saved.
func endedBy(by os.Signal, err, lost error) error {
	if errors.Is(err, syscall.EIO) && by == nil {
		by = syscall.SIGHUP // the terminal went before the signal came
	}
	if s, ok := by.(syscall.Signal); ok {
		return &signals.Stopped{By: s, Lost: lost}
	}
	return errors.Join(err, lost)
}
