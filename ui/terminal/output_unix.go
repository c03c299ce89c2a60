//go:build !windows

package terminal

import "io"

// output is the terminal as Bubble Tea writes to it. Bubble Tea does not see that it is one: it would make memory for
// every cell of the window, however large, before anybody can tell it otherwise, and asks nothing else of it.
func (t *Terminal) output() io.Writer { return struct{ io.Writer }{t} }
