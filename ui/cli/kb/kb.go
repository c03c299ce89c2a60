// Package kb is the commands that look things up in the knowledge base, and check it.
package kb

import (
	"github.com/spf13/cobra"

	"rustadvisor/ui/cli/cmdutil"
)

// commands are those below kb.
type commands struct{ *cmdutil.Env }

// Command is kb with the commands below it.
func Command(env *cmdutil.Env) *cobra.Command {
	k := commands{env}
	c := &cobra.Command{
		Use: "kb COMMAND", Short: "Look things up in the knowledge base; check your own rules",
		Long: "What the advice rests on: decisions with their options, questions, findings with sources and dates.\n" +
			"House rules lie over it: a folder of files of the same schema that add an option, change a fit, ban a crate or\n" +
			"retire a question. Name one with --kb, or keep it in the configuration folder under rustadvisor/house.",
		Example: "    rustadvisor kb search compile time sql\n    rustadvisor kb show database-layer.sqlx\n    " +
			"rustadvisor kb list options\n" +
			"    rustadvisor kb lint our-rules\n    rustadvisor kb verify --kb our-rules\n    rustadvisor kb diff - " +
			"our-rules --answers answers.toml",
		Args: cmdutil.Subcommand,
		RunE: func(*cobra.Command, []string) error { return nil },
	}
	c.AddCommand(k.list(), k.show(), k.search(), k.lint(), k.verify(), k.diff(), k.schema())
	return c
}
