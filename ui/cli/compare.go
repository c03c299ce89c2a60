package cli

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rustadvisor/advisor"
	"rustadvisor/advisor/answerfile"
	"rustadvisor/advisor/doc"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/cli/cmdutil"
	"rustadvisor/ui/describe"
	"rustadvisor/ui/differences"
)

type compareFlags struct {
	format, agree string
	force, all    bool
}

var compareFormats = []string{"text", "markdown", "json"}

func (a *app) compare() *cobra.Command {
	var f compareFlags
	c := &cobra.Command{
		Use: "compare FILE FILE...", Short: "Which differences between answers change the advice",
		Long: "Compares answers files. First the decisions that come out differently, each with the fewest answers that " +
			"make\n" +
			"the difference; then what differs without consequence. Of three or more, it counts who says what, and names\n" +
			"who would have to change which answer to come to what most come to. - is standard input.",
		Example: "    rustadvisor compare ana.toml ben.toml\n" +
			"    rustadvisor compare *.toml --format json\n" +
			"    rustadvisor compare ana.toml ben.toml cai.toml --agree agreed.toml",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) < 2 {
				return cmdutil.Misuse("%s takes two answers files or more, but was given %d; rustadvisor questions writes one to "+
					"fill in",
					c.CommandPath(), len(args))
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return a.runCompare(args, f) },
	}
	c.Flags().StringVar(&f.format, "format", compareFormats[0], "`FORMAT`: "+strings.Join(compareFormats, ", "))
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(compareFormats, cobra.ShellCompDirectiveNoFileComp))
	c.Flags().StringVar(&f.agree, "agree", "", "write to `FILE` the answers all agree on, and leave the others open")
	c.Flags().BoolVar(&f.force, "force", false, "let --agree replace an existing file")
	c.Flags().BoolVar(&f.all, "all", false, "fold nothing: also the answers that do not matter, and every name")
	return c
}

func (a *app) runCompare(files []string, f compareFlags) error {
	if err := cmdutil.CheckFormat(f.format, compareFormats); err != nil {
		return err
	}
	if err := checkAgree(f, files); err != nil {
		return err
	}
	files, again := distinct(files)
	if len(files) < 2 {
		return cmdutil.Misuse("all that is named is %s; name the answers of somebody else, too", wording.Clean(files[0]))
	}
	if len(again) > 0 {
		a.Note("named twice, counted once: " + wording.Clean(strings.Join(again, ", ")))
	}
	engine, err := a.Load()
	if err != nil {
		return err
	}
	var people []advisor.Person
	for i, name := range differences.Called(files) {
		answers, err := a.Answers(engine, files[i])
		if err != nil {
			return err
		}
		people = append(people, advisor.Person{Name: name, Answers: answers})
	}
	c := engine.CompareAll(people)
	if f.agree != "" {
		if err := a.Save(answerfile.Agreed(engine, &c), f.agree, f.force); err != nil {
			return err
		}
		a.Note(fmt.Sprintf("%s holds %s all agree on, and leaves %s open", f.agree,
			wording.Counted(len(c.Shared.Choices), "answer"), wording.Counted(len(c.Matter)+len(c.Idle), "answer")))
	}
	if f.format == "json" {
		return a.JSON(differences.JSON(&c, files))
	}
	if f.format == "markdown" {
		return a.Write([]byte(doc.Markdown(differences.Document(&c, f.all, asksAll))), "")
	}
	return a.Write(broken(differences.Document(&c, f.all, asksAll), a.Width("")), "")
}

// distinct are the files without those that are there already by another name, and these.
func distinct(names []string) (files, again []string) {
	var seen []os.FileInfo
	for _, name := range names {
		info, err := os.Stat(name)
		if err == nil && slices.ContainsFunc(seen, func(other os.FileInfo) bool { return os.SameFile(info, other) }) {
			again = append(again, name)
			continue
		}
		if err == nil {
			seen = append(seen, info)
		}
		files = append(files, name)
	}
	return files, again
}

// checkAgree refuses what cannot be done before anything is read.
func checkAgree(f compareFlags, files []string) error {
	if f.agree == "-" {
		return cmdutil.Misuse("--agree takes the name of a file; standard output has the comparison")
	}
	stdin := func(name string) bool { return name == "-" }
	if first := slices.IndexFunc(files, stdin); first >= 0 && slices.ContainsFunc(files[first+1:], stdin) {
		return cmdutil.Misuse("standard input can be read once; name it - once")
	}
	return cmdutil.CheckOutput(f.agree, f.force, files...)
}

// asksAll says how to see what is folded.
const asksAll = "--all tells them"

// broken writes a comparison in lines of so many columns.
func broken(blocks []doc.Block, width int) []byte {
	var out bytes.Buffer
	for _, l := range differences.Lines(blocks) {
		if l.Kind == differences.Matrix {
			fmt.Fprintln(&out, strings.Join(differences.Grid(l.Table, width), "\n"))
			continue
		}
		indent := strings.Repeat(" ", l.Indent)
		hang := indent + strings.Repeat(" ", len(l.Mark))
		fmt.Fprintf(&out, "%s%s\n", indent, describe.Wrap(l.Mark+l.Text, width-len(hang), hang))
	}
	return out.Bytes()
}
