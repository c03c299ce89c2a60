package cli

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/adrg/xdg"

	"rustadvisor/ui/cli/cmdutil"
	"rustadvisor/ui/crash"
)

// What panics in a command, or in the goroutine of a conversation, is one line and a report; the exit code is that of a
// failure, not that of wrong usage.
func TestPanicInACommand(t *testing.T) {
	state := t.TempDir()
	t.Setenv("XDG_STATE_HOME", state)
	xdg.Reload()
	t.Cleanup(xdg.Reload)
	fails := func() error { panic("in a command\nsecond line\x1b[2J") }
	for what, err := range map[string]error{
		"a command":      unharmed("running a command", fails),
		"a conversation": interruptible(fails),
	} {
		var ended *crash.Ended
		if !errors.As(err, &ended) || filepath.Dir(ended.Report) != filepath.Join(state, "rustadvisor") ||
			strings.ContainsAny(err.Error(), "\n\x1b") ||
			strings.Contains(err.Error(), "answers") {
			t.Fatalf("%s: %v", what, err)
		}
		text, err := os.ReadFile(ended.Report)
		if err != nil || !strings.Contains(string(text), "panic: in a command\nsecond line[2J\n") ||
			!strings.Contains(string(text), "crash_test.go") {
			t.Errorf("%s: %v; the report is\n%s", what, err, text)
		}
		said, err := os.Create(filepath.Join(t.TempDir(), "said"))
		if err != nil {
			t.Fatal(err)
		}
		if code := (&app{Env: cmdutil.Env{Err: said}}).code(ended); code != failed {
			t.Errorf("%s: exit code %d", what, code)
		}
		said.Close()
	}
}
