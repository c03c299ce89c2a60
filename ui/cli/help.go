package cli

import (
	"io"

	"github.com/spf13/cobra"

	"rustadvisor/ui/cli/cmdutil"
	"rustadvisor/ui/cli/manual"
)

func help() *cobra.Command {
	return &cobra.Command{
		Use: "help [COMMAND]", Short: "Help for a command",
		ValidArgsFunction: func(c *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			found, rest, err := c.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			var out []string
			for _, sub := range found.Commands() {
				if sub.IsAvailableCommand() {
					out = append(out, sub.Name()+"\t"+sub.Short)
				}
			}
			return out, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(c *cobra.Command, args []string) error {
			found, rest, err := c.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return cmdutil.UnknownCommand(found, rest)
			}
			return found.Help()
		},
	}
}

// printHelp is what --help does. Cobra has no way to tell that it cannot be written, so the app keeps that.
func (a *app) printHelp(c *cobra.Command, _ []string) {
	_, a.unwritten = io.WriteString(a.Out, manual.Help(c))
}

func (a *app) man() *cobra.Command {
	return &cobra.Command{
		Use: "man", Short: "The manual page of all commands",
		Long:    "Prints one page for man, made from what --help says. It does not depend on the day or the machine.",
		Example: "    mkdir -p ~/.local/share/man/man1\n    rustadvisor man > ~/.local/share/man/man1/rustadvisor.1",
		Args:    cmdutil.NoArgs("rustadvisor man > FILE writes a file"),
		RunE: func(c *cobra.Command, _ []string) error {
			_, err := a.Out.WriteString(manual.Page(c.Root()))
			return err
		},
	}
}
