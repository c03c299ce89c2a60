//go:build unix

package cli

import (
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
)

// Of a terminal without a name nobody knows what it obeys: it gets plain lines, unless it is asked for more.
func TestTerminalWithoutAName(t *testing.T) {
	w := open(t, t.TempDir(), "")
	w.shows("turned on by TERM, which is not set")
	w.send("1\n")
	w.shows("Question 2 of")
	if strings.Contains(w.raw(), "\x1b") {
		t.Error("line mode writes control sequences")
	}
	w.send("q\n")
	if code := w.exits(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	w = open(t, t.TempDir(), "", "--plain=false")
	w.begin(embedded(t).Base())
	w.send("q")
	if code := w.exits(); code != 0 {
		t.Errorf("exit code %d with --plain=false", code)
	}
}

// In the smallest window the program waits for a larger one.
func TestSmallestWindow(t *testing.T) {
	w := open(t, t.TempDir(), "xterm-256color")
	e := embedded(t)
	w.shows(e.Base().Words.Journeys[0].Title)
	for _, size := range []pty.Winsize{{Rows: 1, Cols: 1}, {Rows: 120, Cols: 1}, {Rows: 1, Cols: 400}, {Rows: 120,
		Cols: 400}} {
		if err := pty.Setsize(w.file, &size); err != nil {
			t.Fatal(err)
		}
	}
	w.send("\r")
	w.shows("question 2 of")
	w.send("q")
	if code := w.exits(); code != 0 {
		t.Errorf("exit code %d", code)
	}
}

// With a pipe at one end there is no terminal to ask in; the other end is not used instead.
func TestPipeAtOneEnd(t *testing.T) {
	for _, line := range []string{"true | rustadvisor", "rustadvisor | cat", "rustadvisor </dev/null",
		"rustadvisor >/dev/null"} {
		w := start(t, exec.Command("bash", "-c", "set -o pipefail; "+line), t.TempDir(), "xterm-256color")
		if code := w.exits(); code != 2 {
			t.Errorf("%s: exit code %d", line, code)
		}
		if raw := w.raw(); !strings.Contains(raw, "rustadvisor advise --answers FILE") || strings.Contains(raw, "\x1b") {
			t.Errorf("%s: %q", line, raw)
		}
	}
}

// A terminal that takes nothing more, as over a dead connection, keeps the program neither from ending nor from
// saving, and edits lines again.
func TestTerminalThatTakesNothing(t *testing.T) {
	cmd := exec.Command("rustadvisor", "--journey", "new-service")
	cmd.Env = environment(t.TempDir(), "xterm-256color")
	file, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 120, Cols: 400})
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for range 40 { // a window full each, which nobody reads
		_, _ = file.WriteString("\x1b[B?")
		time.Sleep(20 * time.Millisecond)
	}
	ended := make(chan error, 1)
	_ = cmd.Process.Signal(syscall.SIGTERM)
	go func() { ended <- cmd.Wait() }()
	select {
	case <-ended:
	case <-time.After(patience):
		t.Error("the program does not end")
		_ = cmd.Process.Kill()
		return
	}
	if code := cmd.ProcessState.ExitCode(); code != 143 {
		t.Errorf("exit code %d", code)
	}
	stty := exec.Command("stty", "-a")
	stty.Stdin = file
	if modes, err := stty.Output(); err == nil && !strings.Contains(string(modes), " icanon") {
		t.Errorf("the terminal is left raw:\n%s", modes)
	}
}
