package cli

import (
	"os"
	"os/user"

	"github.com/adrg/xdg"
)

// atHome finds the home directory of a process that was started without HOME, as some services are: settings and
// sessions would go below the root of the system.
func atHome() {
	if os.Getenv("HOME") != "" {
		return
	}
	if u, err := user.Current(); err == nil && u.HomeDir != "" && os.Setenv("HOME", u.HomeDir) == nil {
		xdg.Reload()
	}
}
