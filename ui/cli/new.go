package cli

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"rustadvisor/advisor"
	"rustadvisor/advisor/answerfile"
	"rustadvisor/advisor/starter"
	"rustadvisor/knowledge/strict"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/cli/cmdutil"
	"rustadvisor/ui/files"
)

type newFlags struct {
	answerFlags
	name, date string
}

func (a *app) newProject() *cobra.Command {
	var f newFlags
	c := &cobra.Command{
		Use: "new DIR", Short: "A starter project from the advice, with tests that run",
		Long: "Makes a folder with a Cargo project for what the advice picks: health, one resource from the request to " +
			"the store,\n" +
			"tests against the real store, CI, lints, a pinned toolchain, a lock file, decision records and your answers. " +
			"Its\n" +
			"README has the two commands that do everything. The same answers give the same bytes on the same day.\n\n" +
			"What was picked and has no part yet is named, with what to add by hand. Where the advice is to stay on " +
			"Python, the\n" +
			"folder gets a profile command and a benchmark to decide by instead.",
		Example: "    rustadvisor new shop --answers answers.toml\n" +
			"    rustadvisor new shop --set journey=new-service --set artifact=service\n" +
			"    rustadvisor new ../work/shop --answers answers.toml --name shop-api",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return cmdutil.Misuse("name one folder that is to be made, such as: rustadvisor new shop --answers answers.toml")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return a.runNew(args[0], f) },
	}
	a.answerFlags(c, &f.answerFlags)
	c.Flags().StringVar(&f.name, "name", "", "the package's `NAME`; that of the folder unless given")
	c.Flags().StringVar(&f.date, "date", "", "the `DATE` of the decision records, YYYY-MM-DD; today if left out")
	return c
}

func (a *app) runNew(dir string, f newFlags) error {
	if err := f.check(); err != nil {
		return err
	}
	if err := files.CheckNewFolder(dir); err != nil {
		return cmdutil.WrongUse{Err: strict.CleanError(err)}
	}
	if f.date == "" {
		f.date = today()
	}
	advice, text, err := a.adviceAndAnswers(f.answerFlags)
	if err != nil {
		return err
	}
	name, err := nameOf(dir, f.name)
	if err != nil {
		return err
	}
	project, err := starter.Make(advice, starter.Options{Name: name, Date: wording.Clean(f.date), Answers: text})
	if err != nil {
		return starterFault(err)
	}
	var all []files.Project
	for _, p := range project.Files {
		all = append(all, files.Project{Path: p.Path, Text: p.Text, Executable: p.Executable})
	}
	return undisturbed(func() error {
		if err := files.WriteNewFolder(dir, all); err != nil {
			return strict.CleanError(err)
		}
		return a.tellProject(dir, project)
	})
}

// adviceAndAnswers is the advice with the answers file that it follows from.
func (a *app) adviceAndAnswers(f answerFlags) (*advisor.Advice, []byte, error) {
	advice, err := a.advice(f)
	if err != nil {
		return nil, nil, err
	}
	answers, err := a.given(a.Engine, f)
	if err != nil {
		return nil, nil, err
	}
	return advice, answerfile.Format(a.Engine.Base(), answers, a.Engine.Active(answers)), nil
}

// nameOf is what the package is called.
func nameOf(dir, name string) (string, error) {
	if name != "" {
		return name, nil
	}
	full, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	return filepath.Base(full), nil
}

// starterFault says what to do about it.
func starterFault(err error) error {
	var name *starter.NameError
	var declined *starter.Declined
	switch {
	case errors.As(err, &name):
		return cmdutil.Misuse("%w; give another with --name", err)
	case errors.As(err, &declined):
		return strict.CleanError(fmt.Errorf("%w. Nothing was written; rustadvisor advise tells how to begin by hand", err))
	}
	return cmdutil.WrongUse{Err: strict.CleanError(err)}
}

// tellProject says what was made and what to type next on standard output, and what was not made on standard error.
func (a *app) tellProject(dir string, p *starter.Project) error {
	if p.Instead != "" {
		a.Note(p.Instead)
	}
	for _, m := range p.Missing {
		text := fmt.Sprintf("not generated: %s: %s", m.Decision, m.Pick)
		if len(m.Add) > 0 {
			text += "; " + strings.Join(m.Add, "; ")
		}
		a.Note(text)
	}
	_, err := io.WriteString(a.Out, wording.Clean(dir)+": "+p.Title+"\n\n"+indent(append([]string{"cd " +
		wording.Clean(dir)}, p.Commands()...)))
	return err
}

func indent(lines []string) string { return "    " + strings.Join(lines, "\n    ") + "\n" }
