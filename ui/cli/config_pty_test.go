//go:build unix

package cli

import (
	"os"
	"path/filepath"
	"testing"
)

// A faulty settings file keeps nothing from starting: the first screen says what is wrong with it.
func TestFaultySettingsInTerminal(t *testing.T) {
	state := t.TempDir()
	folder := filepath.Join(state, "config", "rustadvisor")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "config.toml"), []byte("\nthme = \"dark\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	w := open(t, state, "xterm-256color")
	w.shows("your settings are not used: config.toml:2: unknown key")
	w.shows("Move from Python to Rust")
	w.send("q")
	if code := w.exits(); code != done {
		t.Errorf("exit code %d", code)
	}
}
