package cli

import (
	"bytes"
	"strings"

	"github.com/charmbracelet/colorprofile"
	"github.com/spf13/cobra"

	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
	"rustadvisor/advisor/report"
	"rustadvisor/ui/cli/cmdutil"
	"rustadvisor/ui/styles"
	"rustadvisor/ui/typeset"
)

type adviseFlags struct {
	answerFlags
	format, out   string
	project, date string
	force, light  bool
	full, brief   bool
}

var adviceFormats = []string{"markdown", "html", "json", "terminal", "agents"}

func (a *app) advise() *cobra.Command {
	var f adviseFlags
	c := &cobra.Command{
		Use: "advise", Short: "Advice from an answers file, without questions",
		Long: "Reads answers and writes the advice: what to take, why, why not the others, and what would change that.\n" +
			"The same answers give the same bytes. rustadvisor questions writes an answers file to fill in.",
		Example: "    rustadvisor advise --answers answers.toml\n" +
			"    rustadvisor advise --answers answers.toml --format html -o stack.html\n" +
			"    rustadvisor advise --answers answers.toml --format agents -o AGENTS.md\n" +
			"    rustadvisor advise --answers answers.toml --set store=sqlite --format json\n" +
			"    rustadvisor advise --answers answers.toml --pin database-layer=diesel\n" +
			"    rustadvisor advise --answers - --format terminal < answers.toml\n" +
			"    rustadvisor advise --set journey=new-service --set store=sqlite -o STACK.md",
		Args: cmdutil.NoArgs("name the answers with --answers FILE"),
		RunE: func(*cobra.Command, []string) error { return a.runAdvise(f) },
	}
	a.answerFlags(c, &f.answerFlags)
	c.Flags().StringVar(&f.format, "format", "markdown", "`FORMAT`: "+strings.Join(adviceFormats, ", "))
	c.Flags().StringVarP(&f.out, "output", "o", "", "write to `FILE` instead of standard output")
	c.Flags().BoolVar(&f.force, "force", false, "let -o replace an existing file")
	c.Flags().BoolVar(&f.full, "full", false, "all of it in Markdown: every reason, task, standard and source")
	c.Flags().BoolVar(&f.brief, "brief", false, "verdict, picks, what to mind and the manifest only, with --format json")
	c.Flags().StringVar(&f.project, "project", "", "name `PROJECT` at the top, with --format html")
	c.Flags().StringVar(&f.date, "date", "", "put `DATE` at the top, with --format html")
	c.Flags().BoolVar(&f.light, "light", false, "colours for a light background, with --format terminal")
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(adviceFormats, cobra.ShellCompDirectiveNoFileComp))
	return c
}

func (a *app) runAdvise(f adviseFlags) error {
	if err := f.check(); err != nil {
		return err
	}
	if err := cmdutil.CheckFormat(f.format, adviceFormats); err != nil {
		return err
	}
	if err := cmdutil.CheckOutput(f.out, f.force, f.answers, f.requirements); err != nil {
		return err
	}
	for _, only := range []struct {
		given        bool
		flag, format string
	}{{f.light, "--light", "terminal"}, {f.full, "--full", "markdown"}, {f.brief, "--brief", "json"},
		{f.project != "", "--project", "html"}, {f.date != "", "--date", "html"}} {
		if only.given && f.format != only.format {
			return cmdutil.Misuse("%s is for --format %s; leave it out, or add that", only.flag, only.format)
		}
	}
	advice, err := a.advice(f.answerFlags)
	if err != nil {
		return err
	}
	text, err := a.render(advice, f)
	if err != nil {
		return err
	}
	return a.Save(text, f.out, f.force)
}

func (a *app) render(advice *advisor.Advice, f adviseFlags) ([]byte, error) {
	switch f.format {
	case "html":
		return report.HTML(advice, report.Occasion{Project: f.project, Date: f.date})
	case "json":
		if f.brief {
			return report.Brief(advice)
		}
		return report.JSON(advice)
	case "agents":
		return report.Agents(advice), nil
	case "terminal":
		return a.terminal(doc.Without(report.Document(advice), report.PartFolded), f)
	}
	if f.full {
		return report.Full(advice), nil
	}
	return report.Markdown(advice), nil
}

// terminal sets a document for reading. The terminal is never asked anything: its width is known to the system, what
// colours it has to the environment, and its background is taken for dark unless the user says otherwise.
func (a *app) terminal(blocks []doc.Block, f adviseFlags) ([]byte, error) {
	st := styles.New(styles.Kind{Dark: !f.light, Few: a.Profile(f.out) == colorprofile.ANSI})
	lines := typeset.Page{Styles: st, Cells: a.Width(f.out)}.Lines(blocks)
	var out bytes.Buffer
	w := colorprofile.Writer{Forward: &out, Profile: a.Profile(f.out)}
	if _, err := w.Write([]byte(strings.Join(lines, "\n") + "\n")); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
