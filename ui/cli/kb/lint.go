package kb

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/cli/cmdutil"
	"rustadvisor/ui/describe"
)

type lintFlags struct {
	stale  string
	months int
}

func (k commands) lint() *cobra.Command {
	var f lintFlags
	c := &cobra.Command{
		Use: "lint [DIR]", Short: "Check house rules, or the knowledge base itself",
		Long: "Reads the house rules in DIR over the built-in knowledge base and names every fault with file, line and " +
			"mend;\n" +
			"without DIR, the base with the rules in force. A DIR whose vocabulary.toml has a version is a base of its own.\n" +
			"What loads may still lead nowhere: kb verify looks for that.\n\n" +
			"--stale DATE lists what will not have been looked at for a year by then: findings, corrections and sources\n" +
			"whose own date is more than 12 months before DATE. --months sets another age.",
		Example: "    rustadvisor kb lint our-rules\n    rustadvisor kb lint --stale 2027-06-01\n    rustadvisor kb " +
			"lint our-rules --stale 2027-06-01 --months 6",
		Args: cmdutil.AtMost(1, "name one folder, and lay others under it with --kb"),
		RunE: func(_ *cobra.Command, args []string) error { return k.runLint(args, f) },
	}
	c.Flags().StringVar(&f.stale, "stale", "", "list what has aged by `DATE`, YYYY-MM-DD")
	c.Flags().IntVar(&f.months, "months", aYear, "with --stale, the age in `MONTHS`")
	return c
}

// aYear is the usual age, in months.
const aYear = 12

func (k commands) runLint(args []string, f lintFlags) error {
	before, err := f.before()
	if err != nil {
		return err
	}
	if len(args) == 1 {
		// Without the user's own rules the result does not depend on whose machine it is.
		k.KB = append([]string{cmdutil.BuiltIn}, append(k.KB, args[0])...)
	}
	houses, err := k.Houses()
	if err != nil {
		return err
	}
	base, err := k.Open(houses...)
	if err != nil {
		return err
	}
	if before != "" {
		return k.Write(staleText(base, before, f), "")
	}
	what := "the knowledge base " + base.Version
	if len(houses) > 0 {
		what = wording.Clean(filepath.Clean(houses[len(houses)-1].Name))
	}
	all, ours := statements(base)
	count := wording.Counted(all, "statement")
	if ours > 0 {
		count = fmt.Sprintf("%s over knowledge %s", wording.Counted(ours, "statement"), base.Version)
	}
	unbound := base.Unbound()
	if len(unbound) == 0 {
		return k.Write([]byte(fmt.Sprintf("%s is sound: %s\n", what, count)), "")
	}
	places := knowledge.Locate(k.Data, houses...)
	text := fmt.Sprintf("%s can be read: %s\n", what, count)
	for _, ref := range unbound {
		text += places.Placed(ref+" "+knowledge.UnboundMend) + "\n"
	}
	if err := k.Write([]byte(text), ""); err != nil {
		return err
	}
	return errors.New(wording.Counted(len(unbound), "problem"))
}

// before is the day before which a date is too old, or "" when nobody asks.
func (f lintFlags) before() (string, error) {
	if f.months < 1 {
		return "", cmdutil.Misuse("--months is %d; use 1 or more", f.months)
	}
	if f.stale == "" && f.months != aYear {
		return "", cmdutil.Misuse("--months counts only with --stale DATE; add that, or leave it out")
	}
	if f.stale == "" {
		return "", nil
	}
	day, err := time.Parse(time.DateOnly, f.stale)
	if err != nil {
		return "", cmdutil.Misuse("--stale is %q, which is no date; write it as 2027-06-01", wording.Clean(f.stale))
	}
	return day.AddDate(0, -f.months, 0).Format(time.DateOnly), nil
}

// statements counts what the base says, and how much of it house rules said or changed.
func statements(b *knowledge.Base) (all, ours int) {
	for _, r := range describe.Records(b) {
		fits, house := r.Fits()
		all, ours = all+1+fits, ours+house
		if r.House {
			ours++
		}
	}
	return all, ours
}

// staleText lists what has aged, topic by topic.
func staleText(base *knowledge.Base, before string, f lintFlags) []byte {
	aged := base.Stale(before)
	var out bytes.Buffer
	fmt.Fprintf(&out, "By %s, %s will not have been looked at for %s: what each rests on is from before %s.\n", f.stale,
		wording.Counted(len(aged), "thing"), wording.Counted(f.months, "month"), before)
	for len(aged) > 0 {
		topic, rows := aged[0].Topic, [][]string{}
		for len(aged) > 0 && aged[0].Topic == topic {
			rows = append(rows, []string{"  " + aged[0].Date, aged[0].ID, aged[0].Title})
			aged = aged[1:]
		}
		fmt.Fprintf(&out, "\n%s: %d\n%s", topic, len(rows), cmdutil.Table(rows))
	}
	if n := base.Unread(); n > 0 {
		fmt.Fprintf(&out, "\nNobody has read %s for this base; `go run ./knowledge/fresh` tells whether they answer.\n",
			wording.Counted(n, "further source"))
	}
	return out.Bytes()
}
