package cli

import (
	"os"
	"runtime"
	"strconv"
	"time"

	"github.com/charmbracelet/x/term"

	"rustadvisor/advisor/doc"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/cli/cmdutil"
	"rustadvisor/ui/config"
	"rustadvisor/ui/describe"
	"rustadvisor/ui/plain"
	"rustadvisor/ui/session"
)

// plainVariable turns line mode on or off for one user, whatever the settings say.
const plainVariable = "RUSTADVISOR_PLAIN"

// lineMode decides between line mode and the full screen: the flag, then the environment, then the settings, then a
// terminal that can do no more. The cause is what turned it on, for people to find it again.
func lineMode(flag *bool, settings config.Config) (on bool, cause string, err error) {
	switch said := os.Getenv(plainVariable); {
	case flag != nil:
		return *flag, "--plain", nil
	case said == "1":
		return true, plainVariable + "=1", nil
	case said == "0":
		return false, "", nil
	case said != "":
		return false, "", cmdutil.Misuse("%s is %q; use 1 for line mode, 0 for the full screen, or leave it out",
			plainVariable, wording.Clean(said))
	case settings.Plain != nil:
		return *settings.Plain, "plain = true in " + config.Path(), nil
	}
	cause = unable()
	return cause != "", cause, nil
}

// unable says by what a terminal is known that cannot place text, or "". Consoles of Windows have no TERM.
func unable() string {
	switch os.Getenv("TERM") {
	case "dumb":
		return "TERM=dumb"
	case "":
		if runtime.GOOS != "windows" {
			return "TERM, which is not set"
		}
	}
	return ""
}

// lines holds the conversation in line mode, with what it begins with.
func (a *app) lines(with plain.Options) error {
	engine, err := a.Load()
	if err != nil {
		return err
	}
	o := a.plainOptions()
	o.Engine, o.Cause, o.Answers, o.File, o.Journey, o.Exports = engine, with.Cause, with.Answers, with.File, with.Journey,
		with.Exports
	o.Describe = func(kind, id string) []doc.Block {
		found := describe.Lookup(engine.Base(), kind, id)
		if len(found) == 0 {
			return nil
		}
		return describe.Of(engine.Base(), found[0], false).Blocks
	}
	return interruptible(func() error { return plain.Run(o) })
}

// plainOptions is what line mode and pairing have in common.
func (a *app) plainOptions() plain.Options {
	return plain.Options{Store: session.Default(), In: a.In, Out: a.Out, Err: a.Err, Now: time.Now,
		Width: a.columns(), Echo: !term.IsTerminal(a.In.Fd()), Reports: session.Reports(), Version: version()}
}

// leastColumns is the narrowest that lines are broken for. Less in COLUMNS is taken for a mistake.
const leastColumns = 20

// columns is where lines are to be broken: COLUMNS, if the user sets it, else the width of the terminal; 0 is nowhere.
func (a *app) columns() int {
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n >= leastColumns {
		return n
	}
	if width, _, err := term.GetSize(a.Out.Fd()); err == nil && width >= leastColumns {
		return width
	}
	return 0
}
