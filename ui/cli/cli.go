// Package cli is the command line: the only place with flags and exit codes.
package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
	"rustadvisor/ui/files"
	"rustadvisor/ui/plain"
	"rustadvisor/ui/signals"
)

// Exit codes. A signal gives 128 and its number: 130 for an interrupt, 143 when asked to end, 129 when the terminal went.
const (
	done   = 0
	failed = 1
	wrong  = 2 // wrong usage or input
)

// wrongUse is an error in what the user gave: it is named, with the way to mend it.
type wrongUse struct{ error }

func (w wrongUse) Unwrap() error { return w.error }

func misuse(format string, args ...any) error { return wrongUse{fmt.Errorf(format, args...)} }

// app is what commands work with.
type app struct {
	in       *os.File
	out, err *os.File
	data     fs.FS           // the knowledge base that is built in
	kb       []string        // folders of house rules, as --kb names them
	quiet    bool            // no notes
	engine   *advisor.Engine // once loaded

	settingsFile string // that --config names
	unwritten    error  // why help could not be written
}

// Main runs one command line, without the program's name, and returns the exit code. Results go to out, everything else
// to err.
func Main(args []string, in, out, err *os.File) int {
	signal.Ignore(syscall.SIGPIPE) // a reader that has seen enough is no failure
	debug.SetGCPercent(400)        // commands are short: collecting seldom costs 6 MB and saves a fifth of their time
	a := &app{in: in, out: out, err: err, data: knowledge.Embedded()}
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
	var problems knowledge.Problems
	var use wrongUse
	var ended *plain.Ended
	var stopped *signals.Stopped
	switch {
	case err == nil, errors.Is(err, syscall.EPIPE):
		return done
	case errors.As(err, &stopped):
		if stopped.Lost != nil {
			fmt.Fprintln(a.err, "rustadvisor:", stopped.Lost)
		}
		return stopped.Code()
	case errors.As(err, &problems):
		fmt.Fprintln(a.err, err) // file:line first on its line, where editors look for it
	default:
		fmt.Fprintln(a.err, "rustadvisor:", err)
	}
	if errors.As(err, &use) || errors.As(err, &ended) {
		return wrong
	}
	return failed
}

func (a *app) note(text string) {
	if !a.quiet {
		fmt.Fprintln(a.err, "rustadvisor:", knowledge.Clean(text))
	}
}

// subcommand is for commands that only hold others: it names those, or the nearest to what was given.
func subcommand(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return misuse("name one of the commands: %s", strings.Join(names(c), ", "))
	}
	return unknownCommand(c, args)
}

// noArgs refuses arguments, with what to write instead.
func noArgs(mend string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) == 0 {
			return nil
		}
		return misuse("%s takes no argument, but was given %q; %s", c.CommandPath(), knowledge.Clean(args[0]), mend)
	}
}
