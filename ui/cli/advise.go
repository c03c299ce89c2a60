package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rustadvisor/advisor"
	"rustadvisor/advisor/report"
	"rustadvisor/knowledge"
	"rustadvisor/ui/answers"
	"rustadvisor/ui/files"
)

type adviseFlags struct {
	answerFlags
	format, out   string
	project, date string
	force, light  bool
	full, brief   bool
}

// answerFlags say what is answered.
type answerFlags struct {
	answers, star string
	set, pin      []string
	situations    []string
}

// answerFlags gives a command the flags that say what is answered.
func (a *app) answerFlags(c *cobra.Command, f *answerFlags) {
	c.Flags().StringVar(&f.answers, "answers", "", "read the answers from `FILE`; - is standard input")
	c.Flags().StringArrayVar(&f.set, "set", nil, "answer `QUESTION=CHOICE`, over what the file says; may be repeated")
	c.Flags().StringVar(&f.star, "star", "", "let the answer to `QUESTION` count double, instead of the one the file says")
	c.Flags().StringArrayVar(&f.situations, "situation", nil,
		"say that `SITUATION` is so, beside what the file says; may be repeated; kb list situations names them")
	a.pinFlag(c, &f.pin)
	onlyOnce(c, "answers")
	_ = c.RegisterFlagCompletionFunc("set", a.completeSetting)
	_ = c.RegisterFlagCompletionFunc("star", a.completeQuestion)
	_ = c.RegisterFlagCompletionFunc("situation", a.completeSituation)
}

// check wants something to be answered.
func (f answerFlags) check() error {
	if f.answers == "" && len(f.set)+len(f.situations) == 0 {
		return misuse("no answers are given; name a file with --answers FILE (rustadvisor questions writes one to fill in) " +
			"or answer with --set QUESTION=CHOICE")
	}
	return nil
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
		Args: noArgs("name the answers with --answers FILE"),
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
	if err := checkFormat(f.format, adviceFormats); err != nil {
		return err
	}
	if err := checkOutput(f.out, f.force, f.answers); err != nil {
		return err
	}
	for _, only := range []struct {
		given        bool
		flag, format string
	}{{f.light, "--light", "terminal"}, {f.full, "--full", "markdown"}, {f.brief, "--brief", "json"},
		{f.project != "", "--project", "html"}, {f.date != "", "--date", "html"}} {
		if only.given && f.format != only.format {
			return misuse("%s is for --format %s; leave it out, or add that", only.flag, only.format)
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
	return a.save(text, f.out, f.force)
}

// advice is what follows from the answers. It tells of answers, and of a star, that do not count.
func (a *app) advice(f answerFlags) (*advisor.Advice, error) {
	engine, err := a.load()
	if err != nil {
		return nil, err
	}
	answers, err := a.given(engine, f)
	if err != nil {
		return nil, err
	}
	a.tellHidden(engine, answers)
	advice := engine.Advise(answers)
	if f.star != "" && !slices.ContainsFunc(advice.Answers, func(x advisor.Answered) bool { return x.Starred }) {
		a.note("--star: there is no answer to " + f.star + " that could count double")
	}
	return advice, nil
}

// given is what the file says, with what the command line says over it.
func (a *app) given(engine *advisor.Engine, f answerFlags) (answers advisor.Answers, err error) {
	if f.answers != "" {
		if answers, err = a.read(engine, f.answers); err != nil {
			return answers, err
		}
	}
	base := engine.Base()
	var said []string
	for _, s := range f.set {
		question, choices, err := advisor.ParseSetting(base, s)
		if err != nil {
			return answers, misuse("--set: %w", err)
		}
		if slices.Contains(said, question) {
			return answers, misuse("--set: %s is answered twice; where it takes several, write %s=a,b", question, question)
		}
		said = append(said, question)
		answers = answers.With(question, choices...)
	}
	for _, id := range f.situations {
		if what, mend := advisor.MisfitSituation(base, id); what != "" {
			return answers, misuse("--situation: %s; %s", what, mend)
		}
	}
	answers = answers.WithSituations(append(slices.Clone(answers.Situations), f.situations...)...)
	pins, err := pinned(base, f.pin)
	if err != nil {
		return answers, err
	}
	answers = answers.Pinned(pins...)
	if f.star == "" {
		return answers, nil
	}
	if base.Question(f.star) == nil {
		return answers, misuse("--star: unknown question %q; %s", knowledge.Clean(f.star), suggest(f.star, base))
	}
	answers.Star = f.star
	return answers, nil
}

// suggest names the questions whose ids are near, or else where to find them all.
func suggest(word string, base *knowledge.Base) string {
	var known []string
	for _, q := range base.Questions {
		known = append(known, q.ID)
	}
	if mend := knowledge.Suggest(word, known); mend != "" {
		return mend
	}
	return "rustadvisor questions lists them"
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
		return a.terminal(report.Document(advice), f)
	}
	if f.full {
		return report.Full(advice), nil
	}
	return report.Markdown(advice), nil
}

func checkFormat(format string, known []string) error {
	if slices.Contains(known, format) {
		return nil
	}
	return misuse("unknown format %q; %s", knowledge.Clean(format), knowledge.Suggest(format, known))
}

// read reads an answers file; "-" is standard input. What of it does not fit is an error with its line, or, in a
// file made with other knowledge, told and left out.
func (a *app) read(engine *advisor.Engine, name string) (got advisor.Answers, err error) {
	var notes []string
	if name == "-" {
		got, notes, err = answers.Read(engine.Base(), "standard input", a.in)
	} else {
		got, notes, err = answers.Open(engine.Base(), name)
	}
	if err != nil {
		return advisor.Answers{}, wrongUse{err}
	}
	for _, n := range notes {
		a.note(n)
	}
	return got, nil
}

// tellHidden names the answers that do not count, because with the others their question is not asked.
func (a *app) tellHidden(engine *advisor.Engine, answers advisor.Answers) {
	active := engine.Active(answers)
	var hidden []string
	for _, q := range engine.Base().Questions {
		if answers.Answered(q.ID) && !active(q.ID) {
			hidden = append(hidden, q.ID)
		}
	}
	if len(hidden) > 0 {
		a.note("left out, because the other answers make them pointless: " + strings.Join(hidden, ", "))
	}
}

// checkOutput refuses to write over a file unasked, over what is no file at all, and over what is read.
func checkOutput(name string, force bool, read ...string) error {
	if name == "" || name == "-" {
		return nil
	}
	info, err := os.Stat(name)
	_, link := os.Readlink(name)
	switch {
	case errors.Is(err, fs.ErrNotExist) && link == nil:
		return misuse("%s is a link that leads nowhere; name another file with -o", knowledge.Clean(name))
	case errors.Is(err, fs.ErrNotExist) && os.IsPathSeparator(name[len(name)-1]):
		return misuse("%s is no folder that is there; name a file with -o", knowledge.Clean(name))
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return misuse("cannot write %w", err)
	case info.IsDir():
		return misuse("%s is a folder; name a file in it with -o", knowledge.Clean(name))
	case !info.Mode().IsRegular():
		return misuse("%s is no regular file; name another with -o", knowledge.Clean(name))
	case !force:
		return misuse("%s exists already; name another file, or replace it with --force", knowledge.Clean(name))
	}
	for _, other := range read {
		if from, err := os.Stat(other); err == nil && os.SameFile(info, from) {
			return misuse("%s is read, and would be lost; name another file to write to", knowledge.Clean(name))
		}
	}
	return nil
}

// write puts a result where it belongs, over no file.
func (a *app) write(text []byte, name string) error { return a.save(text, name, false) }

// save puts a result where it belongs; into a file whole or not at all, and over one only by force: what has come
// up since it was checked stays.
func (a *app) save(text []byte, name string, force bool) error {
	if name == "" || name == "-" {
		_, err := io.Copy(a.out, bytes.NewReader(text))
		return err
	}
	_, err := files.Write(filepath.Dir(name), files.File{Name: filepath.Base(name), Over: force, Text: text})
	if err != nil {
		return knowledge.CleanError(fmt.Errorf("cannot write %w", err))
	}
	return nil
}
