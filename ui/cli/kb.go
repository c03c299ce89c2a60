package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"rustadvisor/knowledge"
)

var kbFormats = []string{"text", "json"}

func (a *app) knowledge() *cobra.Command {
	c := &cobra.Command{
		Use: "kb COMMAND", Short: "Look things up in the knowledge base; check your own rules",
		Long: "What the advice rests on: decisions with their options, questions, findings with sources and dates.\n" +
			"House rules lie over it: a folder of files of the same schema that add an option, change a fit, ban a crate or\n" +
			"retire a question. Name one with --kb, or keep it in the configuration folder under rustadvisor/house.",
		Example: "    rustadvisor kb search compile time sql\n    rustadvisor kb show database-layer.sqlx\n    " +
			"rustadvisor kb list options\n" +
			"    rustadvisor kb lint our-rules\n    rustadvisor kb verify --kb our-rules\n    rustadvisor kb diff - " +
			"our-rules --answers answers.toml",
		Args: subcommand,
		RunE: func(*cobra.Command, []string) error { return nil },
	}
	c.AddCommand(a.kbList(), a.kbShow(), a.kbSearch(), a.kbLint(), a.kbVerify(), a.kbDiff(), a.kbSchema())
	return c
}

// formatFlag adds --format text or json.
func formatFlag(c *cobra.Command, format *string) {
	c.Flags().StringVar(format, "format", kbFormats[0], "`FORMAT`: "+strings.Join(kbFormats, ", "))
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(kbFormats, cobra.ShellCompDirectiveNoFileComp))
}

// base reads the knowledge base in force, after the format has been checked: wrong use is told first.
func (a *app) base(format string) (*knowledge.Base, error) {
	if err := checkFormat(format, kbFormats); err != nil {
		return nil, err
	}
	engine, err := a.load()
	if err != nil {
		return nil, err
	}
	return engine.Base(), nil
}

// json writes a value as JSON, the way all commands do.
func (a *app) json(value any) error {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(value); err != nil {
		return err
	}
	return a.write(out.Bytes(), "")
}

// table aligns the columns of rows; the last one runs on.
func table(rows [][]string) []byte {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], ansi.StringWidth(cell))
		}
	}
	var out bytes.Buffer
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			line.WriteString(cell)
			if i < len(row)-1 {
				line.WriteString(strings.Repeat(" ", widths[i]-ansi.StringWidth(cell)+2))
			}
		}
		fmt.Fprintln(&out, strings.TrimRight(line.String(), " "))
	}
	return out.Bytes()
}
