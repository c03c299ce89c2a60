package kb

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"rustadvisor/knowledge"
	"rustadvisor/ui/cli/cmdutil"
	"rustadvisor/ui/describe"
)

func (k commands) list() *cobra.Command {
	var format string
	c := &cobra.Command{
		Use: "list [KIND]", Short: "What there is of a kind, with ids; without KIND, how much of each",
		Long: "Lists what the knowledge base has of a kind: id and title, one a line.\nKinds are " +
			strings.Join(kindNames(), ", ") +
			"; " + allKinds + " lists everything.",
		Example:   "    rustadvisor kb list\n    rustadvisor kb list options\n    rustadvisor kb list findings --format json",
		ValidArgs: append(kindNames(), allKinds),
		Args:      cmdutil.AtMost(1, "name one kind"),
		RunE: func(_ *cobra.Command, args []string) error {
			return k.runList(strings.Join(args, ""), format)
		},
	}
	cmdutil.FormatFlag(c, &format)
	return c
}

func (k commands) runList(name, format string) error {
	kind := ""
	if name != "" && name != allKinds {
		var err error
		if kind, err = kindNamed(name); err != nil {
			return err
		}
	}
	base, err := k.Base(format)
	if err != nil {
		return err
	}
	if name == "" {
		return k.listKinds(base, format)
	}
	list := []describe.Record{}
	for _, r := range describe.Records(base) {
		if kind == "" || r.Kind == kind {
			list = append(list, r)
		}
	}
	if format == "json" {
		return k.JSON(list)
	}
	var rows [][]string
	for _, r := range list {
		row := []string{r.ID, r.Name()}
		if kind == "" {
			row = append([]string{r.Kind}, row...)
		}
		rows = append(rows, row)
	}
	return k.Write(cmdutil.Table(rows), "")
}

// listKinds tells how much there is of each kind.
func (k commands) listKinds(base *knowledge.Base, format string) error {
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
		return k.JSON(list)
	}
	return k.Write(cmdutil.Table(rows), "")
}
