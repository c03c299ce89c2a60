package terminal

import "io"

// output is the terminal as Bubble Tea writes to it, which sets the modes of the console. Its windows are no larger
// than a screen.
func (t *Terminal) output() io.Writer { return t }
