package cli

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"rustadvisor/knowledge"
)

func (a *app) kbShow() *cobra.Command {
	var format string
	c := &cobra.Command{
		Use: "show [KIND] ID", Short: "All about one thing: what it rests on, what rests on it",
		Long: "Shows a decision, option, criterion, question, finding, correction, technology, practice, Python package or source\n" +
			"by its id or another of its names. Where several things have the name, put the kind before it.",
		Example: "    rustadvisor kb show database-layer.sqlx\n    rustadvisor kb show C01\n    rustadvisor kb show package redis\n" +
			"    rustadvisor kb show technology sqlx --format json",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return misuse("%s takes an id; rustadvisor kb search WORD finds one", c.CommandPath())
			}
			return atMost(2, "name one id, and its kind before it")(c, args)
		},
		ValidArgsFunction: a.completeEntry,
		RunE:              func(_ *cobra.Command, args []string) error { return a.runShow(args, format) },
	}
	formatFlag(c, &format)
	return c
}

// completeEntry completes [KIND] ID.
func (a *app) completeEntry(_ *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	engine, err := a.load()
	if err != nil || len(args) > 1 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	kind := ""
	if len(args) == 1 {
		if kind, err = kindCalled(args[0]); err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
	}
	var out []string
	if kind == "" {
		out = append(out, kindNames()...)
	}
	for _, r := range records(engine.Base()) {
		if (kind == "" || r.Kind == kind) && strings.HasPrefix(r.ID, typed) { // more would take a shell its time
			out = append(out, knowledge.Clean(r.ID)+"\t"+knowledge.Clean(r.title()))
		}
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}

func (a *app) runShow(args []string, format string) error {
	kind, id := "", args[len(args)-1]
	if len(args) == 2 {
		var err error
		if kind, err = kindCalled(args[0]); err != nil {
			return err
		}
	}
	base, err := a.base(format)
	if err != nil {
		return err
	}
	found := lookup(base, kind, id)
	switch len(found) {
	case 0:
		return unknownID(base, kind, id)
	case 1:
	default:
		return ambiguous(id, found)
	}
	s := sheetOf(base, found[0])
	if format == "json" {
		return a.json(s.json())
	}
	return a.write(s.text(a.width("")), "")
}

// unknownID names the nearest ids.
func unknownID(base *knowledge.Base, kind, id string) error {
	var known []string
	for _, r := range records(base) {
		if (kind == "" || r.Kind == kind) && len(r.ID) > 2 { // the shortest are near everything
			known = append(known, r.ID)
		}
	}
	mend := "rustadvisor kb search WORD finds one"
	if near := knowledge.Nearest(id, known); len(near) > 0 {
		mend = knowledge.Suggest(id, known)
	}
	what := "id"
	if kind != "" {
		what = kind
	}
	return misuse("unknown %s %q; %s", what, knowledge.Clean(id), mend)
}

// ambiguous lists what bears the name, with what to write for each.
func ambiguous(id string, found []record) error {
	rows := [][]string{}
	for _, r := range found {
		kind := r.Kind
		if kind == knowledge.KindPackage {
			kind = "package"
		}
		rows = append(rows, []string{"  rustadvisor kb show " + kind + " " + r.ID, r.title()})
	}
	return misuse("%q names %d things; show one of them with\n%s", knowledge.Clean(id), len(found), bytes.TrimRight(table(rows), "\n"))
}

// sheet is all that is shown of one thing.
type sheet struct {
	record
	base    *knowledge.Base
	summary string
	parts   []part
	related []relation
}

// part is a label with what it holds, each of its items on lines of its own.
type part struct {
	label string
	items []string
}

// relation leads to another thing.
type relation struct {
	Relation string `json:"relation"`
	Kind     string `json:"kind"`
	ID       string `json:"id"`
	Title    string `json:"title"`
	URL      string `json:"url,omitempty"`
}

// add adds a part; empty items are left out, and so is a part without any.
func (s *sheet) add(label string, items ...string) {
	var full []string
	for _, item := range items {
		if strings.TrimSpace(item) != "" {
			full = append(full, item)
		}
	}
	if len(full) > 0 {
		s.parts = append(s.parts, part{label, full})
	}
}

// relate records where something leads, for programs that read the JSON.
func (s *sheet) relate(how, kind, id, title, url string) {
	s.related = append(s.related, relation{how, kind, id, title, url})
}

// json is the sheet for programs: the thing as its file has it, and what it leads to.
func (s *sheet) json() any {
	related := s.related
	if related == nil {
		related = []relation{}
	}
	return struct {
		record
		Entry   any        `json:"entry"`
		Related []relation `json:"related"`
	}{s.record, knowledge.Data(s.thing), related}
}

// labelWidth is the column that items begin at.
const labelWidth = 16

// text is the sheet for reading, in lines of at most that many columns where words allow it.
func (s *sheet) text(width int) []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "%s\n%s %s\n", s.title(), s.Kind, s.ID)
	if s.summary != "" {
		fmt.Fprintf(&out, "\n%s\n", wrap(s.summary, width, ""))
	}
	out.WriteByte('\n')
	for _, p := range s.parts {
		label := p.label
		for _, item := range p.items {
			hang := strings.Repeat(" ", labelWidth+2)
			fmt.Fprintf(&out, "%-*s%s\n", labelWidth, label, wrap(item, width-len(hang), hang))
			label = ""
		}
	}
	return out.Bytes()
}

// wrap breaks a text at spaces only, so that names, addresses and ids stay whole; further lines begin with the indent.
func wrap(text string, width int, indent string) string {
	var out strings.Builder
	column := 0
	for _, word := range strings.SplitAfter(text, " ") {
		size := ansi.StringWidth(strings.TrimSuffix(word, " "))
		if column > 0 && column+size > width {
			out.WriteString("\n" + indent)
			column = 0
		}
		out.WriteString(word)
		column += ansi.StringWidth(word)
	}
	lines := strings.Split(out.String(), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}
