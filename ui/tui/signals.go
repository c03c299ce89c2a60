package tui

import (
	"errors"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"rustadvisor/ui/crash"
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

// grace is how long the program may take to end once it is told to. One whose terminal takes nothing more, as over a dead
// connection, never would; its answers are saved by then, for that needs no terminal.
const grace = 2 * time.Second

// obeying runs the program to its end, or to that which a signal makes. It returns the signal, or nil, and whether the
// program came to its end.
func (g *guard) obeying(got chan os.Signal) (by os.Signal, finished bool, err error) {
	ended := make(chan error, 1)
	signal.Notify(got, Endings...)
	defer signal.Stop(got)
	go func() { ended <- g.run() }()
	select {
	case err := <-ended:
		return nil, true, err
	case by = <-got:
	}
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
		return &Stopped{s, lost}
	}
	return errors.Join(err, lost)
}

// lifeline is a terminal that tells when it is gone. Who does not have it as the controlling one gets no signal for that,
// and Bubble Tea would wait for keys for ever.
type lifeline struct {
	*os.File
	sent sevenBit
	gone chan<- os.Signal
}

func newLifeline(file *os.File, gone chan<- os.Signal) *lifeline {
	return &lifeline{file, sevenBit{from: file}, gone}
}

func (l *lifeline) Read(p []byte) (int, error) {
	n, err := l.sent.Read(p)
	if errors.Is(err, io.EOF) {
		select {
		case l.gone <- syscall.SIGHUP:
		default: // it is ending already
		}
	}
	return n, err
}
