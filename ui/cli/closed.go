package cli

import (
	"errors"

	"github.com/spf13/cobra"
)

// results are the commands of which nothing remains but what they print.
var results = map[string]bool{"advise": true, "compare": true, "questions": true, "completion": true, "man": true, "list": true, "search": true,
	"show": true, "schema": true, "diff": true}

// checkPrinted refuses to work for nothing: a command that only prints, without a standard output. One that writes a file
// has done its work, and of those that check something the exit code is the result.
func (a *app) checkPrinted(c *cobra.Command) error {
	if out := c.Flags().Lookup("output"); !results[c.Name()] || out != nil && out.Value.String() != "" && out.Value.String() != "-" {
		return nil
	}
	if closed(a.out, a.in, a.err) {
		return errors.New("nothing can be written: standard output is closed")
	}
	return nil
}
