package kb

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/cli/cmdutil"
)

func (k commands) diff() *cobra.Command {
	var answers []string
	var format string
	c := &cobra.Command{
		Use: "diff OLD NEW --answers FILE...", Short: "Which advice changes between two knowledge bases",
		Long: "Gives the same answers to two knowledge bases and names what is advised otherwise: picks, how firm they " +
			"are, what is\n" +
			"ruled out, practices. OLD and NEW are folders of house rules, or of a whole base (its vocabulary.toml has a\n" +
			"version); - is the built-in base.",
		Example: "    rustadvisor kb diff - our-rules --answers answers.toml\n" +
			"    rustadvisor kb diff our-rules next-rules --answers ana.toml --format json",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) != 2 {
				return cmdutil.Misuse("%s takes two folders, of which - is the built-in base, but was given %d",
					c.CommandPath(), len(args))
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return k.runDiff(args[0], args[1], answers, format) },
	}
	c.Flags().StringArrayVar(&answers, "answers", nil, "give the answers in `FILE`; may be repeated")
	cmdutil.FormatFlag(c, &format)
	return c
}

func (k commands) runDiff(from, to string, files []string, format string) error {
	if err := cmdutil.CheckFormat(format, cmdutil.Formats); err != nil {
		return err
	}
	if len(files) == 0 {
		return cmdutil.Misuse("no answers are given; name files with --answers FILE (rustadvisor questions writes one to " +
			"fill in)")
	}
	older, err := k.engineOf(from)
	if err != nil {
		return err
	}
	newer, err := k.engineOf(to)
	if err != nil {
		return err
	}
	all := []difference{}
	for _, file := range files {
		d, err := k.differ(older, newer, file)
		if err != nil {
			return err
		}
		all = append(all, d)
	}
	if format == "json" {
		return k.JSON(all)
	}
	var out bytes.Buffer
	for i, d := range all {
		if i > 0 {
			out.WriteByte('\n')
		}
		d.write(&out)
	}
	return k.Write(out.Bytes(), "")
}

// engineOf opens one side, over what --kb names; the user's own rules are left out, since both sides are named.
func (k commands) engineOf(dir string) (*advisor.Engine, error) {
	side := *k.Env
	side.KB = append([]string{cmdutil.BuiltIn}, append(slices.Clone(k.KB), dir)...)
	houses, err := side.Houses()
	if err != nil {
		return nil, err
	}
	base, err := side.Open(houses...)
	if err != nil {
		return nil, err
	}
	return advisor.New(base), nil
}

// difference is how the advice on one set of answers differs.
type difference struct {
	File      string          `json:"answers"`
	LeftOut   []string        `json:"left_out"`  // answers that only one of the bases has a question or choice for
	Decisions []decidedChange `json:"decisions"` // those that changed
	Practices changes         `json:"practices"`
}

// decidedChange is a decision that came out otherwise. A decision that only one base has changes from or to "".
type decidedChange struct {
	ID       string         `json:"id"`
	Title    string         `json:"title"`
	Pick     [2]string      `json:"pick"` // option ids, old and new; "" when none stands
	Standing [2]string      `json:"standing"`
	Out      []advisedAgain `json:"ruled_out"` // no more an option
	Back     []advisedAgain `json:"ruled_in"`  // an option again, or for the first time
	titles   [2]string      // of the picks
}

type advisedAgain struct {
	Option string `json:"option"`
	Title  string `json:"title"`
	Why    string `json:"why"`
}

type changes struct {
	Added   []practiceOut `json:"added"`
	Removed []practiceOut `json:"removed"`
}

type practiceOut struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

func (k commands) differ(older, newer *advisor.Engine, file string) (difference, error) {
	d := difference{File: wording.Clean(file), LeftOut: []string{}, Decisions: []decidedChange{}}
	answers, err := k.readEither(older, newer, file)
	if err != nil {
		return d, err
	}
	for _, q := range slices.Sorted(maps.Keys(answers.Choices)) {
		for _, c := range answers.Choices[q] {
			if !has(older, q, c) || !has(newer, q, c) {
				d.LeftOut = append(d.LeftOut, q+" = "+c)
			}
		}
	}
	before, after := older.Advise(fitting(older, answers)), newer.Advise(fitting(newer, answers))
	was := map[string]*advisor.Decided{}
	for i := range before.Decisions {
		was[before.Decisions[i].Key()] = &before.Decisions[i]
	}
	for i := range after.Decisions {
		is := &after.Decisions[i]
		old := was[is.Key()]
		if old == nil {
			old = &advisor.Decided{}
		}
		delete(was, is.Key())
		d.compare(is.Key(), is.Title, old, is)
	}
	for _, old := range before.Decisions { // in order: those that are gone
		if was[old.Key()] != nil {
			d.compare(old.Key(), old.Title, &old, &advisor.Decided{})
		}
	}
	d.Practices = changes{Added: practicesMore(after, before), Removed: practicesMore(before, after)}
	return d, nil
}

// compare records the decision if it came out otherwise.
func (d *difference) compare(id, title string, old, new *advisor.Decided) {
	c := decidedChange{ID: id, Title: title, Pick: [2]string{old.Pick.ID, new.Pick.ID}, titles: [2]string{old.Pick.Title,
		new.Pick.Title},
		Standing: [2]string{string(old.Standing), string(new.Standing)}}
	if old.ID != "" && new.ID != "" {
		c.Out, c.Back = excludedMore(new, old), excludedMore(old, new)
	}
	if c.Pick[0] != c.Pick[1] || c.Standing[0] != c.Standing[1] || len(c.Out)+len(c.Back) > 0 {
		c.Out, c.Back = append([]advisedAgain{}, c.Out...), append([]advisedAgain{}, c.Back...)
		d.Decisions = append(d.Decisions, c)
	}
}

// excludedMore lists what the first rules out and the second does not.
func excludedMore(first, second *advisor.Decided) []advisedAgain {
	var out []advisedAgain
	for _, x := range first.Excluded {
		if !slices.ContainsFunc(second.Excluded, func(y advisor.Excluded) bool { return y.ID == x.ID }) {
			why := x.Why
			if x.Question == "" { // no answer did it
				why += wording.ByHouse
			}
			out = append(out, advisedAgain{x.ID, x.Title, why})
		}
	}
	return out
}

// practicesMore lists the practices of the first that the second lacks.
func practicesMore(first, second *advisor.Advice) []practiceOut {
	out := []practiceOut{}
	for _, p := range first.Practices {
		if !slices.ContainsFunc(second.Practices, func(q knowledge.Practice) bool { return q.ID == p.ID }) {
			out = append(out, practiceOut{p.ID, p.Title})
		}
	}
	return out
}

// readEither reads answers that fit one of the bases: a question may be new in the one, or gone from the other.
func (k commands) readEither(older, newer *advisor.Engine, file string) (advisor.Answers, error) {
	answers, err := k.Answers(older, file)
	if err == nil || file == "-" {
		return answers, err
	}
	if second, secondErr := k.Answers(newer, file); secondErr == nil {
		return second, nil
	}
	return answers, err
}

func has(e *advisor.Engine, question, choice string) bool {
	q := e.Base().Question(question)
	return q != nil && q.Choice(choice) != nil
}

// fitting leaves out the answers that the base does not know.
func fitting(e *advisor.Engine, a advisor.Answers) advisor.Answers {
	out := advisor.Answers{Choices: map[string][]string{}}
	for q, given := range a.Choices {
		out = out.With(q, slices.DeleteFunc(slices.Clone(given), func(c string) bool { return !has(e, q, c) })...)
	}
	if e.Base().Question(a.Star) != nil {
		out.Star = a.Star
	}
	return out
}

// write tells the difference in lines.
func (d *difference) write(out *bytes.Buffer) {
	fmt.Fprintf(out, "%s\n", d.File)
	if len(d.LeftOut) > 0 {
		fmt.Fprintf(out, "  known to one base only: %s\n", strings.Join(d.LeftOut, ", "))
	}
	if len(d.Decisions) == 0 && len(d.Practices.Added)+len(d.Practices.Removed) == 0 {
		fmt.Fprintln(out, "  nothing changes")
	}
	for _, c := range d.Decisions {
		fmt.Fprintf(out, "  %s: %s\n", c.Title, c.change())
		for _, x := range c.Out {
			fmt.Fprintf(out, "    now ruled out: %s: %s\n", x.Title, x.Why)
		}
		for _, x := range c.Back {
			fmt.Fprintf(out, "    no longer ruled out: %s\n", x.Title)
		}
	}
	for _, p := range d.Practices.Added {
		fmt.Fprintf(out, "  practice added: %s\n", p.Title)
	}
	for _, p := range d.Practices.Removed {
		fmt.Fprintf(out, "  practice gone: %s\n", p.Title)
	}
}

// change words a decision's change: "SQLx, leaning → acme-data, settled".
func (c *decidedChange) change() string {
	side := func(i int) string {
		switch {
		case c.Standing[i] == "":
			return "not decided"
		case c.Pick[i] == "":
			return "nothing stands"
		}
		return c.titles[i] + ", " + c.Standing[i]
	}
	if side(0) == side(1) {
		return "still " + side(0)
	}
	return side(0) + " → " + side(1)
}
