//go:build !windows

package tui

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Inside tmux the program paints, takes keys, follows the window's size, and leaves the shell's screen as it was.
func TestInsideTmux(t *testing.T) {
	if _, err := exec.LookPath("tmux"); err != nil {
		t.Skip("there is no tmux")
	}
	socket := filepath.Join(t.TempDir(), "s")
	tmux := func(args ...string) string {
		t.Helper()
		c := exec.Command("tmux", append([]string{"-S", socket, "-f", os.DevNull}, args...)...)
		c.Env = append(os.Environ(), "TERM=xterm-256color", "LC_ALL=C.UTF-8", "TMUX=")
		out, err := c.CombinedOutput()
		if err != nil {
			t.Fatalf("tmux %v: %v: %s", args, err, out)
		}
		return string(out)
	}
	until := func(texts ...string) {
		t.Helper()
		screen := ""
		for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
			screen = tmux("capture-pane", "-p")
			all := true
			for _, text := range texts {
				all = all && strings.Contains(screen, text)
			}
			if all {
				return
			}
		}
		t.Fatalf("%q do not appear:\n%s", texts, screen)
	}
	tmux("new-session", "-d", "-x", "100", "-y", "30", "env "+asProgram+"="+t.TempDir()+" "+os.Args[0]+"; echo the shell again; sleep 60")
	t.Cleanup(func() { _ = exec.Command("tmux", "-S", socket, "kill-server").Run() })
	until("Improve Rust code", "? keys")
	tmux("send-keys", "1", "1")
	until("question 3 of", "● Data", "PostgreSQL")
	tmux("send-keys", "C-p")
	until("what do you want to do?", "Your stack: the advice")
	tmux("send-keys", "-l", "stack adv")
	until("stack adv")
	tmux("send-keys", "Enter")
	until("▌Your stack", "Overview", "Do next")
	tmux("resize-window", "-x", "50", "-y", "14")
	until("‹ Overview ›", "1 of")
	tmux("send-keys", "q")
	until("the shell again")
	if screen := tmux("capture-pane", "-p"); strings.Contains(screen, "Overview") {
		t.Errorf("the program's screen stays:\n%s", screen)
	}
}
