package kb

import (
	"bytes"
	"strings"

	"github.com/spf13/cobra"

	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/cli/cmdutil"
	"rustadvisor/ui/describe"
)

func (k commands) show() *cobra.Command {
	var format string
	c := &cobra.Command{
		Use: "show [KIND] ID", Short: "All about one thing: what it rests on, what rests on it",
		Long: "Shows a decision, option, criterion, question, finding, correction, technology, practice, Python package " +
			"or source\n" +
			"by its id or another of its names. Where several things have the name, put the kind before it.",
		Example: "    rustadvisor kb show database-layer.sqlx\n    rustadvisor kb show C01\n    rustadvisor kb show " +
			"package redis\n" +
			"    rustadvisor kb show technology sqlx --format json",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cmdutil.Misuse("%s takes an id; rustadvisor kb search WORD finds one", c.CommandPath())
			}
			return cmdutil.AtMost(2, "name one id, and its kind before it")(c, args)
		},
		ValidArgsFunction: k.completeEntry,
		RunE:              func(_ *cobra.Command, args []string) error { return k.runShow(args, format) },
	}
	cmdutil.FormatFlag(c, &format)
	return c
}

// completeEntry completes [KIND] ID.
func (k commands) completeEntry(_ *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	engine, err := k.Load()
	if err != nil || len(args) > 1 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	kind := ""
	if len(args) == 1 {
		if kind, err = kindNamed(args[0]); err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
	}
	var out []string
	if kind == "" {
		out = append(out, kindNames()...)
	}
	for _, r := range describe.Records(engine.Base()) {
		if (kind == "" || r.Kind == kind) && strings.HasPrefix(r.ID, typed) { // more would take a shell its time
			out = append(out, wording.Clean(r.ID)+"\t"+wording.Clean(r.Name()))
		}
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}

func (k commands) runShow(args []string, format string) error {
	kind, id := "", args[len(args)-1]
	if len(args) == 2 {
		var err error
		if kind, err = kindNamed(args[0]); err != nil {
			return err
		}
	}
	base, err := k.Base(format)
	if err != nil {
		return err
	}
	found := describe.Lookup(base, kind, id)
	switch len(found) {
	case 0:
		return unknownID(base, kind, id)
	case 1:
	default:
		return ambiguous(id, found)
	}
	e := describe.Of(base, found[0], true)
	if format == "json" {
		return k.JSON(entryJSON(e))
	}
	return k.Write([]byte(describe.Text(e.Blocks, k.Width(""))), "")
}

// unknownID names the nearest ids.
func unknownID(base *knowledge.Base, kind, id string) error {
	var known []string
	for _, r := range describe.Records(base) {
		if (kind == "" || r.Kind == kind) && len(r.ID) > 2 { // the shortest are near everything
			known = append(known, r.ID)
		}
	}
	mend := "rustadvisor kb search WORD finds one"
	if near := wording.Nearest(id, known); len(near) > 0 {
		mend = wording.Suggest(id, known)
	}
	what := "id"
	if kind != "" {
		what = kind
	}
	return cmdutil.Misuse("unknown %s %q; %s", what, wording.Clean(id), mend)
}

// ambiguous lists what bears the name, with what to write for each.
func ambiguous(id string, found []describe.Record) error {
	rows := [][]string{}
	for _, r := range found {
		kind := r.Kind
		if kind == knowledge.KindPackage {
			kind = "package"
		}
		rows = append(rows, []string{"  rustadvisor kb show " + kind + " " + r.ID, r.Name()})
	}
	return cmdutil.Misuse("%q names %d things; show one of them with\n%s", wording.Clean(id), len(found),
		bytes.TrimRight(cmdutil.Table(rows), "\n"))
}

// entryJSON is an entry for programs: the thing as its file has it, and what it leads to.
func entryJSON(e *describe.Entry) any {
	related := e.Related
	if related == nil {
		related = []describe.Relation{}
	}
	return struct {
		describe.Record
		Entry   any                 `json:"entry"`
		Related []describe.Relation `json:"related"`
	}{e.Record, e.Data(), related}
}

// kindNamed is a kind as the user calls it.
func kindNamed(name string) (kind string, err error) {
	kind, ok := describe.KindCalled(name)
	if !ok {
		return "", cmdutil.Misuse("unknown kind %q; %s", wording.Clean(name), wording.Suggest(name, append(kindNames(),
			allKinds)))
	}
	return kind, nil
}

// allKinds asks for everything.
const allKinds = "all"

func kindNames() []string {
	var out []string
	for _, k := range describe.Kinds {
		out = append(out, k.Plural)
	}
	return out
}
