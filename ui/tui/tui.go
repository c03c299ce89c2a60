// Package tui is the terminal program: a root that handles what concerns all screens, and one small struct per screen.
//
// Nothing reads or writes files in Update: that happens in commands, whose results carry a number so that late ones can
// be dropped. The first frame needs the vocabulary only; the knowledge base is loaded behind it.
package tui

import (
	"context"
	"errors"
	"io"
	"os"
	"time"

	tea "charm.land/bubbletea/v2"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
	"rustadvisor/ui/config"
	"rustadvisor/ui/session"
	"rustadvisor/ui/signals"
	"rustadvisor/ui/terminal"
)

// Options are what the program runs on.
type Options struct {
	Vocabulary knowledge.Vocabulary            // enough for the first frame
	Load       func() (*advisor.Engine, error) // called once, after the first frame
	Store      session.Store                   // where answers are kept
	Answers    *advisor.Answers                // start from these instead of home
	File       string                          // that they come from, or ""
	Journey    string                          // start this journey instead of home
	Present    bool                            // the workshop view, for a room
	Config     config.Config                   // what the user has set
	Notice     string                          // said at the start, until the first key
	Reports    string                          // the folder for a report on a fault of the program
	Version    string                          // of the program, for such a report
	Now        func() time.Time                // nil is time.Now
	Tell       func(string)                    // takes what is to be said after the end; may be nil

	Input   io.Reader           // nil is the terminal
	Output  io.Writer           // nil is the terminal
	Program []tea.ProgramOption // more, for tests
}

// inASCII is said at the start where nothing else is.
const inASCII = "The locale knows no UTF-8, so this is drawn in ASCII; rustadvisor --plain needs no drawing."

// errHangs tells of a fault for which there is no cure but to end. Answers are saved when they are given.
var errHangs = errors.New("the program did not come to its end, and was ended; your answers are saved")

// Run shows the program until the user quits. The error is a *crash.Ended when the program had a fault, a
// *signals.Stopped when a signal ended it, the knowledge base's if that cannot be loaded, the store's if the last
// answers could not be saved, or the terminal's.
func Run(ctx context.Context, o Options) error {
	g := &guard{root: newRoot(o)}
	g.root.ahead = g.ahead
	// Frames are shown without Bubble Tea's clock: it ticks for modes, questions and the clipboard only.
	opts := []tea.ProgramOption{tea.WithContext(ctx), tea.WithFPS(30), tea.WithoutSignalHandler(),
		tea.WithoutCatchPanics()}
	stop := make(chan os.Signal, 1)
	if file, ok := o.Input.(*os.File); ok {
		opts = append(opts, tea.WithInput(terminal.NewInput(file, stop)))
	} else if o.Input != nil {
		opts = append(opts, tea.WithInput(o.Input))
	}
	if file, ok := o.Output.(*os.File); ok {
		out := terminal.New(file)
		g.terminal = out
		if !terminal.UTF8(os.Getenv) && g.root.notice == "" {
			g.root.notice = inASCII
		}
		opts = append(opts, out.Options()...)
	} else if o.Output != nil {
		opts = append(opts, tea.WithOutput(o.Output))
	}
	g.program = tea.NewProgram(g, append(opts, o.Program...)...)
	g.send = g.program.Send
	defer context.AfterFunc(ctx, g.root.end)()
	defer g.root.end()
	defer g.pauses.listen(g)()
	by, finished, err := g.obeying(stop)
	g.putBack(finished)
	switch {
	case by != nil && !(finished && g.idle()):
		return signals.By(by)
	case !g.idle():
		return errors.Join(err, errHangs)
	}
	err = endedBy(by, errors.Join(err, g.failed), g.close())
	if err == nil {
		g.parting = append(g.parting, g.goodbye()...)
	}
	for _, note := range g.parting {
		if o.Tell != nil {
			o.Tell(note)
		}
	}
	return err
}
