package kb

import (
	"strings"

	"github.com/spf13/cobra"

	"rustadvisor/knowledge"
	"rustadvisor/ui/cli/cmdutil"
)

func (k commands) schema() *cobra.Command {
	return &cobra.Command{
		Use: "schema [FILE-KIND]", Short: "A JSON Schema of the files, for editors",
		Long: "Writes a JSON Schema (draft 2020-12) of the TOML files of a knowledge base, house rules among them: of " +
			"one kind of\n" +
			"file, or of all. Editors that check TOML by a schema complete keys and tell mistakes as you type; they take\n" +
			"it where the first line of a file is #:schema and its path: #:schema ../decision.schema.json, say.\n" +
			"Kinds of files are " + strings.Join(knowledge.FileKinds(), ", ") + ".",
		Example: "    rustadvisor kb schema > knowledge.schema.json\n    rustadvisor kb schema decision > " +
			"decision.schema.json",
		ValidArgs: knowledge.FileKinds(),
		Args:      cmdutil.AtMost(1, "name one kind of file"),
		RunE: func(_ *cobra.Command, args []string) error {
			base, err := k.Base("json")
			if err != nil {
				return err
			}
			text, err := knowledge.JSONSchema(base, strings.Join(args, ""))
			if err != nil {
				return cmdutil.WrongUse{Err: err}
			}
			return k.Write(text, "")
		},
	}
}
