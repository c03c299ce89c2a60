package cli

import (
	"errors"
	"io"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"rustadvisor/advisor"
	"rustadvisor/advisor/adr"
	"rustadvisor/knowledge/strict"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/cli/cmdutil"
	"rustadvisor/ui/files"
)

type adrFlags struct {
	answerFlags
	dir, style, date string
	all              bool
}

// today is the clock of the command line.
var today = func() string { return time.Now().Format(time.DateOnly) }

func (a *app) records() *cobra.Command {
	var f adrFlags
	c := &cobra.Command{
		Use: "adr", Short: "One decision record per decision, for your repository",
		Long: "Writes a numbered Markdown file for each decision that your answers bear on: context, drivers, options, " +
			"outcome,\n" +
			"good and bad consequences, a command that confirms it, and what would change it. Names, numbers and style are " +
			"those\n" +
			"of the records that lie there. Run it again when answers change: what is decided otherwise gets a record that\n" +
			"supersedes the old one, and a proposal that nobody edited is written anew in its place. A record that a " +
			"person has\n" +
			"edited is never touched, whatever happens.\n\n" +
			"The style madr is MADR 4, log4brains is MADR as log4brains reads it, nygard is for adr-tools. A SUMMARY.md of " +
			"mdBook\n" +
			"in the folder or above it gets entries. Files written or changed go to standard output, a line each.",
		Example: "    rustadvisor adr --answers answers.toml\n" +
			"    rustadvisor adr --answers answers.toml --pin database-layer=diesel\n" +
			"    rustadvisor adr --answers answers.toml --dir doc/adr --style nygard\n" +
			"    rustadvisor adr --answers answers.toml --set store=sqlite --date 2026-11-22",
		Args: cmdutil.NoArgs("name the answers with --answers FILE, the folder with --dir FOLDER"),
		RunE: func(c *cobra.Command, _ []string) error {
			if !c.Flags().Changed("dir") {
				settings, unused, err := a.settings()
				if err != nil {
					return err
				}
				if unused != "" {
					a.Note(unused)
				}
				f.dir = files.RecordsPlace(settings.Folder) // as when exporting
			}
			return a.runADR(f)
		},
	}
	a.answerFlags(c, &f.answerFlags)
	c.Flags().StringVar(&f.dir, "dir", "",
		"the `FOLDER` of the records, made if need be; unless given, where the project has its records, or "+
			""+files.RecordsDir+", seen from the folder of your settings or from this one")
	c.Flags().StringVar(&f.style, "style", "", "`STYLE`: "+strings.Join(adr.Styles,
		", ")+"; unless given, that of the records there, or else "+adr.Styles[0])
	c.Flags().StringVar(&f.date, "date", "", "the `DATE` of the records, YYYY-MM-DD; today if left out")
	c.Flags().BoolVar(&f.all, "all", false,
		"write records of decisions that no answer bears on, too, and of those that are not needed or can wait")
	_ = c.RegisterFlagCompletionFunc("style", cobra.FixedCompletions(adr.Styles, cobra.ShellCompDirectiveNoFileComp))
	_ = c.MarkFlagDirname("dir")
	return c
}

func (a *app) runADR(f adrFlags) error {
	if err := f.check(); err != nil {
		return err
	}
	if f.dir == "" {
		return cmdutil.Misuse("--dir is empty; name the folder of the records, such as docs/decisions")
	}
	if f.date == "" {
		f.date = today()
	}
	advice, err := a.advice(f.answerFlags)
	if err != nil {
		return err
	}
	return undisturbed(func() error { return a.writeRecords(advice, f) })
}

func (a *app) writeRecords(advice *advisor.Advice, f adrFlags) error {
	plan, err := files.WriteRecords(advice, f.dir, adr.Options{Style: adr.Style(f.style), Date: wording.Clean(f.date),
		All: f.all})
	switch {
	case errors.As(err, new(files.FolderError)):
		return cmdutil.Misuse("%w; name another with --dir", err)
	case errors.As(err, new(adr.OptionError)):
		return cmdutil.WrongUse{Err: strict.CleanError(err)}
	case err != nil:
		return strict.CleanError(err)
	}
	return a.tellRecords(f.dir, plan)
}

// tellRecords names the files on standard output, the rest on standard error.
func (a *app) tellRecords(dir string, plan *adr.Plan) error {
	a.Notes(plan.Notes)
	for _, c := range plan.Changed {
		a.Note(path.Base(c.Name) + ": " + c.What.Text())
	}
	if plan.Empty() {
		a.Note("nothing to write in " + dir)
	}
	var out strings.Builder
	for _, r := range plan.New {
		out.WriteString(wording.Clean(filepath.Join(dir, r.Name)) + "\n")
	}
	for _, c := range plan.Changed {
		out.WriteString(wording.Clean(filepath.Join(dir, c.Name)) + "\n")
	}
	_, err := io.WriteString(a.Out, out.String())
	return err
}
