package cli

import (
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"rustadvisor/advisor/adr"
	"rustadvisor/knowledge"
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
		Long: "Writes a numbered Markdown file for each decision that your answers bear on: context, drivers, options, outcome,\n" +
			"good and bad consequences, a command that confirms it, and what would change it. Numbering continues what the\n" +
			"folder holds. Run it again when answers change: a decision that stands keeps its record, one that does not gets a\n" +
			"record that supersedes the old one. A record that a person has edited is never touched, whatever happens; to have\n" +
			"one written anew, delete it first.\n\n" +
			"The style madr is read by MADR tools and log4brains alike, nygard by adr-tools. Files written or changed go to\n" +
			"standard output, a line each.",
		Example: "    rustadvisor adr --answers answers.toml\n" +
			"    rustadvisor adr --answers answers.toml --pin database-layer=diesel\n" +
			"    rustadvisor adr --answers answers.toml --dir doc/adr --style nygard\n" +
			"    rustadvisor adr --answers answers.toml --set store=sqlite --date 2026-11-22",
		Args: noArgs("name the folder with --dir, the answers with --answers"),
		RunE: func(c *cobra.Command, _ []string) error {
			if !c.Flags().Changed("dir") {
				f.dir = a.recordsDir()
			}
			return a.runADR(f)
		},
	}
	a.answerFlags(c, &f.answerFlags)
	c.Flags().StringVar(&f.dir, "dir", "", "the `FOLDER` of the records, made if need be; unless given, "+files.RecordsDir+" below the folder of your settings, or below this one")
	c.Flags().StringVar(&f.style, "style", adr.Styles[0], "`STYLE`: "+strings.Join(adr.Styles, ", "))
	c.Flags().StringVar(&f.date, "date", "", "the `DATE` of the records, YYYY-MM-DD; today if left out")
	c.Flags().BoolVar(&f.all, "all", false, "write records of decisions that no answer bears on, too, and of those that are not needed")
	_ = c.RegisterFlagCompletionFunc("style", cobra.FixedCompletions(adr.Styles, cobra.ShellCompDirectiveNoFileComp))
	_ = c.MarkFlagDirname("dir")
	return c
}

// recordsDir is the folder of records where none is named: below that of the settings, as when exporting. Faults in them are
// told and stop nothing.
func (a *app) recordsDir() string {
	settings, err := a.settings()
	if text := unusedSettings(err); text != "" {
		a.note(text)
	}
	return files.Within(settings.Folder, files.RecordsDir)
}

func (a *app) runADR(f adrFlags) error {
	if err := f.check(); err != nil {
		return err
	}
	if f.dir == "" {
		return misuse("--dir is empty; name the folder of the records, such as docs/decisions")
	}
	if f.date == "" {
		f.date = today()
	}
	advice, err := a.advice(f.answerFlags)
	if err != nil {
		return err
	}
	plan, err := files.PlanRecords(advice, f.dir, adr.Options{Style: adr.Style(f.style), Date: knowledge.Clean(f.date), All: f.all})
	var unusable files.FolderError
	var unreadable *fs.PathError
	switch {
	case errors.As(err, &unusable):
		return misuse("%w; name another with --dir", err)
	case errors.As(err, &unreadable):
		return knowledge.CleanError(err)
	case err != nil:
		return wrongUse{knowledge.CleanError(err)}
	}
	if err := files.SaveRecords(f.dir, plan); err != nil {
		return knowledge.CleanError(err)
	}
	return a.tellRecords(f.dir, plan)
}

// tellRecords names the files on standard output, the rest on standard error.
func (a *app) tellRecords(dir string, plan *adr.Plan) error {
	for _, n := range plan.Notes {
		a.note(n)
	}
	for _, c := range plan.Changed {
		a.note(c.Name + ": only the status changed")
	}
	if len(plan.New) == 0 {
		a.note("nothing to write in " + dir)
	}
	var out strings.Builder
	for _, r := range plan.New {
		out.WriteString(knowledge.Clean(filepath.Join(dir, r.Name)) + "\n")
	}
	for _, c := range plan.Changed {
		out.WriteString(knowledge.Clean(filepath.Join(dir, c.Name)) + "\n")
	}
	_, err := io.WriteString(a.out, out.String())
	return err
}
