//go:build unix

package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// rules makes a folder with one file of house rules.
func rules(t *testing.T, file, text string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// Faults in house rules are told before the screen changes, and stay on it.
func TestFaultyRulesInTerminal(t *testing.T) {
	w := open(t, t.TempDir(), "xterm-256color", "--kb", rules(t, "questions.toml",
		"[[question]]\ncolour = 1\nid = \"store\"\n"))
	if code := w.exits(); code != wrong {
		t.Errorf("exit code %d, want %d", code, wrong)
	}
	if got := w.raw(); strings.Contains(got, "\x1b") || !strings.Contains(got, "questions.toml:2: unknown key") {
		t.Errorf("the terminal got %q", got)
	}
}

// Sound rules show in the full screen.
func TestRulesInTerminal(t *testing.T) {
	w := open(t, t.TempDir(), "xterm-256color", "--kb", rules(t, "vocabulary.toml",
		"[[journey]]\nid = \"new-service\"\ntitle = \"Start it the Acme way\"\n"))
	w.shows("Start it the Acme way")
}
