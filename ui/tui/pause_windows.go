package tui

// pauses does nothing where programs cannot be stopped for a while.
type pauses struct{}

func (*pauses) listen(*guard) (end func()) { return func() {} }
func (*pauses) again()                     {}
func (*pauses) stopping()                  {}

func pausable() bool { return true }
