package cli

import (
	"bytes"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/cli/cmdutil"
)

var shells = []string{"bash", "zsh", "fish", "powershell"}

func (a *app) completion() *cobra.Command {
	return &cobra.Command{
		Use: "completion SHELL", Short: "Completion script for " + strings.Join(shells, ", "),
		Long: "Prints a script with which a shell completes commands, flags, questions, choices and ids: for " +
			strings.Join(shells, ", ") + ".\n\n" +
			"In bash it needs the package bash-completion. In zsh, the folder of the script has to be in fpath before " +
			"compinit runs.",
		Example: "    source <(rustadvisor completion bash)\n" +
			"    mkdir -p ~/.zfunc\n    rustadvisor completion zsh > ~/.zfunc/_rustadvisor\n" +
			"    mkdir -p ~/.config/fish/completions\n    rustadvisor completion fish > " +
			"~/.config/fish/completions/rustadvisor.fish\n" +
			"    rustadvisor completion powershell | Out-String | Invoke-Expression",
		ValidArgs: shells,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) != 1 {
				return cmdutil.Misuse("%s takes one shell: %s", c.CommandPath(), strings.Join(shells, ", "))
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			switch args[0] {
			case "bash":
				return c.Root().GenBashCompletionV2(a.Out, true)
			case "zsh":
				return a.anchored(c.Root().GenZshCompletion)
			case "fish":
				return a.anchored(func(to io.Writer) error { return c.Root().GenFishCompletion(to, true) })
			case "powershell":
				return c.Root().GenPowerShellCompletionWithDesc(a.Out)
			}
			return cmdutil.Misuse("unknown shell %q; %s", wording.Clean(args[0]), wording.Suggest(args[0], shells))
		},
	}
}

// anchored prints a script that takes for a flag with a value what begins as one: cobra's also finds one in the
// middle of database-layer=die, and has the shell write -layer=database-layer=diesel.
func (a *app) anchored(script func(io.Writer) error) error {
	var out bytes.Buffer
	if err := script(&out); err != nil {
		return err
	}
	return a.Write(bytes.ReplaceAll(out.Bytes(), []byte("'-.*='"), []byte("'^-[^=]*='")), "")
}

// completeSetting completes QUESTION=CHOICE.
func (a *app) completeSetting(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	engine, err := a.Load()
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	base := engine.Base()
	question, _, chosen := strings.Cut(typed, "=")
	if q := base.Question(question); chosen && q != nil {
		var out []string
		for _, c := range q.Choices {
			out = append(out, q.ID+"="+c.ID+"\t"+wording.Clean(c.Label))
		}
		return out, cobra.ShellCompDirectiveNoFileComp
	}
	var out []string
	for _, q := range base.Questions {
		if q.Retired {
			continue
		}
		out = append(out, q.ID+"=\t"+wording.Clean(q.Title))
	}
	return out, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

func (a *app) completeQuestion(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	engine, err := a.Load()
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	var out []string
	for _, q := range engine.Base().Questions {
		if !q.Retired {
			out = append(out, q.ID+"\t"+wording.Clean(q.Title))
		}
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}

func (a *app) completeSituation(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	engine, err := a.Load()
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	var out []string
	before := typed[:strings.LastIndexByte(typed, ',')+1]
	for _, id := range engine.Base().SituationIDs() {
		out = append(out, before+id+"\t"+wording.Clean(engine.Base().Situation(id).Label))
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}

// completePin completes DECISION=OPTION.
func (a *app) completePin(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	engine, err := a.Load()
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	decision, _, chosen := strings.Cut(typed, "=")
	var decisions, options []string
	for _, d := range engine.Base().Decisions {
		decisions = append(decisions, d.ID+"=\t"+wording.Clean(d.Title))
		for _, o := range d.Options {
			if chosen && d.ID == decision {
				options = append(options, d.ID+"="+o.ID+"\t"+wording.Clean(o.Title))
			}
		}
	}
	if options != nil {
		return options, cobra.ShellCompDirectiveNoFileComp
	}
	return decisions, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}
