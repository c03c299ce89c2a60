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

// Exit codes. A signal gives 128 and its number: 130 for an interrupt, 143 when asked to end, 129 when the terminal
// went.
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
	atHome()
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
			fmt.Fprintln(a.err, message("rustadvisor: "+stopped.Lost.Error()))
		}
		return stopped.Code()
	case errors.As(err, &problems):
		fmt.Fprintln(a.err, faults(problems)) // file:line first on its line, where editors look for it
	default:
		fmt.Fprintln(a.err, message("rustadvisor: "+err.Error()))
	}
	if errors.As(err, &use) || errors.As(err, &ended) {
		return wrong
	}
	return failed
}

func (a *app) note(text string) {
	if !a.quiet {
		fmt.Fprintln(a.err, message("rustadvisor: "+knowledge.Clean(text)))
	}
}

// Bounds of what goes to a terminal: messages quote what they are about, which may be megabytes.
const (
	longestLine = 1000 // characters
	mostLines   = 100
	mostFaults  = 20
)

// message is a text fit for a terminal: without control characters, and cut where it runs on.
func message(text string) string {
	lines := strings.Split(knowledge.CleanLines(text), "\n")
	if n := len(lines) - mostLines; n > 1 {
		lines = append(lines[:mostLines], "and "+knowledge.Counted(n, "more line"))
	}
	for i, l := range lines {
		if runes := []rune(l); len(runes) > longestLine { // its end tells the mend
			lines[i] = string(runes[:longestLine/2]) + " … " + string(runes[len(runes)-longestLine/2:])
		}
	}
	return strings.Join(lines, "\n")
}

// faults is the first problems, one a line, and how many more there are.
func faults(problems knowledge.Problems) string {
	more := len(problems) - mostFaults
	if more < 2 {
		return message(problems.Error())
	}
	return message(problems[:mostFaults].Error()) + "\nand " + knowledge.Counted(more, "more fault")
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
