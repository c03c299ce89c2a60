package cli

import (
	"os"
	"os/signal"

	"rustadvisor/ui/signals"
)

// undisturbed does what is to be done wholly or not at all: a signal that comes meanwhile is obeyed once it is.
func undisturbed(do func() error) error {
	got := make(chan os.Signal, 1)
	signal.Notify(got, signals.Endings...)
	defer signal.Stop(got)
	if err := do(); err != nil {
		return err
	}
	select {
	case by := <-got:
		return signals.By(by)
	default:
		return nil
	}
}
