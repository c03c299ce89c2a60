// Package cli is the command line: the only place with flags and exit codes.
package cli

import (
	"errors"
	"fmt"
	"os"
	"os/signal"
	"os/user"
	"runtime/debug"
	"syscall"
	"time"

	"github.com/adrg/xdg"

	"rustadvisor/knowledge"
	"rustadvisor/knowledge/strict"
	"rustadvisor/ui/cli/cmdutil"
	"rustadvisor/ui/crash"
	"rustadvisor/ui/files"
	"rustadvisor/ui/plain"
	"rustadvisor/ui/session"
	"rustadvisor/ui/signals"
)

// Exit codes. A signal gives 128 and its number: 130 for an interrupt, 143 when asked to end, 129 when the terminal
// went.
const (
	done   = 0
	failed = 1
	wrong  = 2 // wrong usage or input
)

// app is what commands work with.
type app struct {
	cmdutil.Env
	settingsFile string // that --config names
	unwritten    error  // why help could not be written
}

// Main runs one command line, without the program's name, and returns the exit code. Results go to out, everything else
// to err.
func Main(args []string, in, out, err *os.File) int {
	signal.Ignore(syscall.SIGPIPE) // a reader that has seen enough is no failure
	debug.SetGCPercent(400)        // commands are short: collecting seldom costs 6 MB and saves a fifth of their time
	atHome()
	a := &app{Env: cmdutil.Env{In: in, Out: out, Err: err, Data: knowledge.Embedded()}}
	root := a.root()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(err)
	ended := unharmed("running a command", root.Execute)
	files.Settle()
	return a.code(errors.Join(ended, a.unwritten))
}

// code tells the error, if it is worth telling, and turns it into an exit code.
func (a *app) code(err error) int {
	var problems strict.Problems
	var use cmdutil.WrongUse
	var ended *plain.Ended
	var stopped *signals.Stopped
	switch {
	case err == nil, errors.Is(err, syscall.EPIPE):
		return done
	case errors.As(err, &stopped):
		if stopped.Lost != nil {
			fmt.Fprintln(a.Err, cmdutil.Message("rustadvisor: "+stopped.Lost.Error()))
		}
		return stopped.Code()
	case errors.As(err, &problems):
		fmt.Fprintln(a.Err, cmdutil.Faults(problems)) // file:line first on its line, where editors look for it
	default:
		fmt.Fprintln(a.Err, cmdutil.Message("rustadvisor: "+err.Error()))
	}
	if errors.As(err, &use) || errors.As(err, &ended) {
		return wrong
	}
	return failed
}

// atHome finds the home directory of a process that was started without HOME, as some services are: settings and
// sessions would go below the root of the system.
func atHome() {
	if os.Getenv("HOME") != "" {
		return
	}
	if u, err := user.Current(); err == nil && u.HomeDir != "" && os.Setenv("HOME", u.HomeDir) == nil {
		xdg.Reload()
	}
}

// unharmed runs a command, or a part of one in a goroutine of its own. What panics there is told in a line, with a
// report beside the user's sessions.
func unharmed(what string, run func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = crash.Caught(r, what).End(crash.About{Folder: session.Reports(), When: time.Now(), Version: version()})
		}
	}()
	return run()
}
