package cmdutil

import (
	"strings"

	"github.com/spf13/cobra"

	"rustadvisor/knowledge/wording"
)

// Subcommand is for commands that only hold others: it names those, or the nearest to what was given.
func Subcommand(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return Misuse("name one of the commands: %s", strings.Join(Names(c), ", "))
	}
	return UnknownCommand(c, args)
}

// UnknownCommand tells of the first word that names no command below one.
func UnknownCommand(below *cobra.Command, words []string) error {
	known := Names(below)
	if len(known) == 0 {
		return Misuse("%s has no commands below it, such as %q; see %[1]s --help", below.CommandPath(),
			wording.Clean(words[0]))
	}
	return Misuse("unknown command %q; %s", wording.Clean(words[0]), wording.Suggest(words[0], known))
}

// Names lists the commands below one.
func Names(c *cobra.Command) []string {
	var out []string
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() {
			out = append(out, sub.Name())
		}
	}
	return out
}

// NoArgs refuses arguments, with what to write instead.
func NoArgs(mend string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) == 0 {
			return nil
		}
		return Misuse("%s takes no argument, but was given %q; %s", c.CommandPath(), wording.Clean(args[0]), mend)
	}
}

// AtMost refuses more arguments than a command takes.
func AtMost(n int, mend string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) > n {
			return Misuse("%s does not take %q; %s", c.CommandPath(), wording.Clean(args[n]), mend)
		}
		return nil
	}
}

// Exactly refuses another number of arguments, with what to write.
func Exactly(n int, mend string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) == n {
			return nil
		}
		return Misuse("%s takes %s, but was given %d; %s", c.CommandPath(), wording.Counted(n, "argument"), len(args), mend)
	}
}
