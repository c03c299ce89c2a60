package kb

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"rustadvisor/knowledge/search"
	"rustadvisor/ui/cli/cmdutil"
	"rustadvisor/ui/describe"
)

func (k commands) search() *cobra.Command {
	var format string
	var limit int
	c := &cobra.Command{
		Use: "search WORD...", Short: "What has all the words, best first",
		Long: "Searches decisions, options, criteria, questions, technologies, Python packages, practices, findings and\n" +
			"corrections. What it finds has every word, in its name, its id, another name of it, or its text; the better\n" +
			"the place, the earlier it stands. kb show tells all about one of them.",
		Example: "    rustadvisor kb search compile time sql\n    rustadvisor kb search celery\n    rustadvisor kb " +
			"search gil --limit 5 --format json",
		Args: func(c *cobra.Command, args []string) error {
			if strings.TrimSpace(strings.Join(args, "")) == "" {
				return cmdutil.Misuse("%s takes the words to look for", c.CommandPath())
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			return k.runSearch(strings.Join(args, " "), limit, format)
		},
	}
	cmdutil.FormatFlag(c, &format)
	c.Flags().IntVar(&limit, "limit", 20, "at most `N` results; 0 is all")
	return c
}

func (k commands) runSearch(query string, limit int, format string) error {
	if limit < 0 {
		return cmdutil.Misuse("--limit is %d; use 1 or more, or 0 for all", limit)
	}
	base, err := k.Base(format)
	if err != nil {
		return err
	}
	house := map[string]describe.Record{}
	for _, r := range describe.Records(base) {
		house[r.Kind+" "+r.ID] = r
	}
	type hit struct {
		describe.Record
		Text  string `json:"text"`
		Score int    `json:"score"`
	}
	hits := search.NewIndex(base.Entries()).Search(query, 0)
	all := len(hits)
	if limit > 0 && limit < all {
		hits = hits[:limit]
	}
	list, rows := []hit{}, [][]string{}
	for _, h := range hits {
		r := house[h.Kind+" "+h.ID]
		list = append(list, hit{r, h.Text, h.Score})
		rows = append(rows, []string{h.Kind, h.ID, r.Name()})
	}
	if format == "json" {
		return k.JSON(list)
	}
	if all == 0 {
		k.Note(fmt.Sprintf("nothing has all of %q; try fewer words, or kb list", query))
	}
	if all > len(hits) {
		defer k.Note(fmt.Sprintf("%d more; --limit 0 shows all", all-len(hits)))
	}
	return k.Write(cmdutil.Table(rows), "")
}
