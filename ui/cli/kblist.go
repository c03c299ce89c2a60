package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"rustadvisor/knowledge"
	"rustadvisor/ui/describe"
)

func (a *app) kbList() *cobra.Command {
	var format string
	c := &cobra.Command{
		Use: "list [KIND]", Short: "What there is of a kind, with ids; without KIND, how much of each",
		Long: "Lists what the knowledge base has of a kind: id and title, one a line.\nKinds are " +
			strings.Join(kindNames(), ", ") +
			"; " + allKinds + " lists everything.",
		Example:   "    rustadvisor kb list\n    rustadvisor kb list options\n    rustadvisor kb list findings --format json",
		ValidArgs: append(kindNames(), allKinds),
		Args:      atMost(1, "name one kind"),
		RunE: func(_ *cobra.Command, args []string) error {
			return a.runList(strings.Join(args, ""), format)
		},
	}
	formatFlag(c, &format)
	return c
}

// atMost refuses more arguments than a command takes.
func atMost(n int, mend string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) > n {
			return misuse("%s does not take %q; %s", c.CommandPath(), knowledge.Clean(args[n]), mend)
		}
		return nil
	}
}

func (a *app) runList(name, format string) error {
	kind := ""
	if name != "" && name != allKinds {
		var err error
		if kind, err = kindNamed(name); err != nil {
			return err
		}
	}
	base, err := a.base(format)
	if err != nil {
		return err
	}
	if name == "" {
		return a.listKinds(base, format)
	}
	list := []describe.Record{}
	for _, r := range describe.Records(base) {
		if kind == "" || r.Kind == kind {
			list = append(list, r)
		}
	}
	if format == "json" {
		return a.json(list)
	}
	var rows [][]string
	for _, r := range list {
		row := []string{r.ID, r.Name()}
		if kind == "" {
			row = append([]string{r.Kind}, row...)
		}
		rows = append(rows, row)
	}
	return a.write(table(rows), "")
}

// listKinds tells how much there is of each kind.
func (a *app) listKinds(base *knowledge.Base, format string) error {
	type count struct {
		Kind  string `json:"kind"`
		Count int    `json:"count"`
	}
	counts := map[string]int{}
	for _, r := range describe.Records(base) {
		counts[r.Kind]++
	}
	var list []count
	var rows [][]string
	for _, k := range describe.Kinds {
		list = append(list, count{k.Plural, counts[k.Kind]})
		rows = append(rows, []string{k.Plural, fmt.Sprintf("%5d", counts[k.Kind])})
	}
	if format == "json" {
		return a.json(list)
	}
	return a.write(table(rows), "")
}
