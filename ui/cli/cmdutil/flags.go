package cmdutil

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"rustadvisor/knowledge/strict"
	"rustadvisor/knowledge/wording"
)

// errTwice is the fault of a flag that is given twice but counts once: the first would be forgotten silently.
var errTwice = errors.New("is given twice; name one file, and change single answers with --set")

// once is a flag that can be given once.
type once struct {
	pflag.Value
	given bool
}

func (o *once) Set(text string) error {
	if o.given {
		return errTwice
	}
	o.given = true
	return o.Value.Set(text)
}

// OnlyOnce keeps a flag of a command from being given twice.
func OnlyOnce(c *cobra.Command, name string) {
	f := c.Flags().Lookup(name)
	f.Value = &once{Value: f.Value}
}

// FlagError words what is wrong with a flag, and the mend: the nearest flags to an unknown one, what a value can be.
func FlagError(c *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &invalid):
		return Misuse("--%s %w", invalid.GetFlag().Name, valueError(invalid))
	case errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() == "":
		known := []string{"help"}
		c.Flags().VisitAll(func(f *pflag.Flag) { known = append(known, f.Name) })
		if near := wording.Nearest(unknown.GetSpecifiedName(), known); len(near) > 0 {
			return Misuse("%w; did you mean --%s?", strict.CleanError(err), near[0])
		}
	}
	return Misuse("%w; see %s --help", strict.CleanError(err), c.CommandPath())
}

// valueError tells what a value can be, without the words of the library that cannot read it.
func valueError(invalid *pflag.InvalidValueError) error {
	given := wording.Clean(invalid.GetValue())
	switch {
	case errors.Is(invalid, errTwice):
		return errTwice
	case invalid.GetFlag().Value.Type() == "bool":
		return Misuse("is %q; use true or false, or leave the value out", given)
	case invalid.GetFlag().Value.Type() == "int":
		return Misuse("is %q; use a whole number", given)
	}
	return invalid
}

// Formats are those of most commands.
var Formats = []string{"text", "json"}

// FormatFlag adds --format text or json.
func FormatFlag(c *cobra.Command, format *string) {
	c.Flags().StringVar(format, "format", Formats[0], "`FORMAT`: "+strings.Join(Formats, ", "))
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(Formats, cobra.ShellCompDirectiveNoFileComp))
}

// CheckFormat refuses a format that is none of those known.
func CheckFormat(format string, known []string) error {
	if slices.Contains(known, format) {
		return nil
	}
	return Misuse("unknown format %q; %s", wording.Clean(format), wording.Suggest(format, known))
}
