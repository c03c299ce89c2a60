//go:build unix

package cli

import (
	"os"
	"strings"
	"testing"
)

// On a terminal the screen is wiped before each turn; an interrupt ends the pairing and leaves no file.
func TestPairInTerminal(t *testing.T) {
	dir := t.TempDir()
	w := open(t, t.TempDir(), "xterm-256color", "pair", "--dir", dir, "--journey", "new-service")
	w.shows("first person's name")
	w.send("ana\n")
	w.shows("second person's name")
	w.send("ben\n")
	w.shows("ana answers now, alone. Press enter")
	w.send("\n")
	w.shows("What will the Rust part be?")
	w.send("cli\nf\n")
	w.shows("ben answers now, alone. Press enter")
	if n := strings.Count(w.raw(), "\x1b[2J\x1b[3J"); n != 3 {
		t.Errorf("the screen was wiped %d times, want 3", n)
	}
	w.send("\x03")
	if code := w.exits(); code != 130 {
		t.Errorf("an interrupt gives exit code %d", code)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("the folder has %v, %v", left, err)
	}
}

// A dumb terminal understands no control sequence: then nothing is hidden, and that is said.
func TestPairInDumbTerminal(t *testing.T) {
	w := open(t, t.TempDir(), "dumb", "pair", "--dir", t.TempDir(), "--journey", "new-service")
	w.shows("Nothing is hidden here")
	w.send("ana\nben\n")
	w.shows("ana answers now, alone.")
	if strings.Contains(w.raw(), "\x1b") {
		t.Error("a control sequence is written")
	}
}
