package cli

import (
	"time"

	"rustadvisor/ui/crash"
	"rustadvisor/ui/session"
)

// unharmed runs a command, or a part of one in a goroutine of its own. What panics there is told in a line, with a
// report beside the user's sessions.
func unharmed(what string, run func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = crash.Caught(r, what).End(crash.About{Folder: session.Reports(), When: time.Now(), Version: version()})
		}
	}()
	return run()
}
