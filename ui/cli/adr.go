package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"rustadvisor/advisor/adr"
	"rustadvisor/knowledge"
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
			"    rustadvisor adr --answers answers.toml --dir doc/adr --style nygard\n" +
			"    rustadvisor adr --answers answers.toml --set store=sqlite --date 2026-11-22",
		Args: noArgs("name the folder with --dir, the answers with --answers"),
		RunE: func(*cobra.Command, []string) error { return a.runADR(f) },
	}
	a.answerFlags(c, &f.answerFlags)
	c.Flags().StringVar(&f.dir, "dir", "docs/decisions", "the `FOLDER` of the records; it is made if need be")
	c.Flags().StringVar(&f.style, "style", adr.Styles[0], "`STYLE`: "+strings.Join(adr.Styles, ", "))
	c.Flags().StringVar(&f.date, "date", "", "the `DATE` of the records, YYYY-MM-DD; today if left out")
	c.Flags().BoolVar(&f.all, "all", false, "write records of decisions that no answer bears on, too, and of those that are not needed")
	_ = c.RegisterFlagCompletionFunc("style", cobra.FixedCompletions(adr.Styles, cobra.ShellCompDirectiveNoFileComp))
	_ = c.MarkFlagDirname("dir")
	return c
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
	advice, err := a.advice(f.answerFlags, nil)
	if err != nil {
		return err
	}
	files, err := listing(f.dir)
	if err != nil {
		return err
	}
	plan, err := adr.Make(advice, files, adr.Options{Style: adr.Style(f.style), Date: knowledge.Clean(f.date), All: f.all})
	if err != nil {
		return wrongUse{clean(err)}
	}
	s := saver{dir: f.dir, disk: disk{}}
	if err := s.save(plan); err != nil {
		return clean(err)
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

// maxRecord bounds what is read of a record, in bytes. Larger files are not ours; only their numbers count.
const maxRecord = 1 << 20

// listing is what the folder holds; nothing when it is yet to be made.
func listing(dir string) ([]adr.File, error) {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, misuse("cannot read the folder of records: %w; name another with --dir", err)
	}
	var out []adr.File
	for _, e := range entries {
		f := adr.File{Name: e.Name()}
		path := filepath.Join(dir, e.Name())
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() && info.Size() <= maxRecord && filepath.Ext(path) == ".md" {
			text, err := os.ReadFile(path)
			if err != nil { // it may be a record of ours, which we would write a second time
				return nil, fmt.Errorf("cannot read a record: %w", err)
			}
			f.Text = string(text)
		}
		out = append(out, f)
	}
	return out, nil
}
