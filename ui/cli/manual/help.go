// Package manual is what help and the manual page say, made from the commands themselves.
package manual

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"rustadvisor/ui/describe"
)

// helpColumns is how wide help is: every terminal has so many columns.
const helpColumns = 80

// Help is about a command: what it does, how it is written, examples, commands below it, flags.
func Help(c *cobra.Command) string {
	var out strings.Builder
	section := func(title, text string) {
		if text = strings.Trim(text, "\n"); text != "" {
			fmt.Fprintf(&out, "\n%s:\n%s\n", title, text)
		}
	}
	about := c.Long
	if about == "" {
		about = c.Short + "."
	}
	var paragraphs []string
	for _, p := range strings.Split(about, "\n\n") {
		paragraphs = append(paragraphs, describe.Wrap(strings.Join(strings.Fields(p), " "), helpColumns, "")+"\n")
	}
	out.WriteString(strings.Join(paragraphs, "\n"))
	section("Usage", usageLines(c))
	section("Also", strings.Join(aliases(c), "\n"))
	section("Examples", c.Example)
	section("Commands", commandList(c))
	section("Flags", c.LocalFlags().FlagUsagesWrapped(helpColumns))
	section("Flags of every command", c.InheritedFlags().FlagUsagesWrapped(helpColumns))
	if c.HasAvailableSubCommands() {
		fmt.Fprintf(&out, "\n%s COMMAND --help tells about one of the commands.\n", c.CommandPath())
	}
	return out.String()
}

// usageLines is how a command is written, also with those below it.
func usageLines(c *cobra.Command) string {
	line := "  " + c.UseLine()
	if c.HasAvailableSubCommands() && !strings.Contains(c.Use, "COMMAND") {
		line += "\n  " + c.CommandPath() + " COMMAND [flags]"
	}
	return line
}

func aliases(c *cobra.Command) []string {
	var out []string
	for _, also := range c.Aliases {
		out = append(out, "  "+c.Parent().CommandPath()+" "+also)
	}
	return out
}

// commandList is the commands below one, each with what it does.
func commandList(c *cobra.Command) string {
	var out strings.Builder
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() || sub.Name() == "help" {
			head := fmt.Sprintf("  %-*s ", sub.NamePadding(), sub.Name())
			out.WriteString(head + describe.Wrap(sub.Short, helpColumns-len(head), strings.Repeat(" ", len(head))) + "\n")
		}
	}
	return out.String()
}
