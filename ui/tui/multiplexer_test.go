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

// pane is a window of tmux or GNU screen, which are terminals of their own: what they show is what they made of all
// that was written to them.
type pane struct {
	t    *testing.T
	run  func(args ...string) string
	text func() string // what the pane shows
}

// multiplexer makes sure that one is there, and returns how to run its commands.
func multiplexer(t *testing.T, name string, env []string, always ...string) func(args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skipf("%s is not installed", name)
	}
	return func(args ...string) string {
		t.Helper()
		c := exec.Command(name, append(always, args...)...)
		c.Env = append(os.Environ(), append(env, "TERM=xterm-256color", "LC_ALL=C.UTF-8")...)
		out, err := c.CombinedOutput()
		if err != nil {
			t.Fatalf("%s %q: %v: %s", name, args, err, out)
		}
		return string(out)
	}
}

// until waits for texts to be shown together.
func (p *pane) until(texts ...string) {
	p.t.Helper()
	shown := ""
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		shown = p.text()
		all := true
		for _, text := range texts {
			all = all && strings.Contains(shown, text)
		}
		if all {
			return
		}
	}
	p.t.Fatalf("%q do not appear:\n%s", texts, shown)
}

// exists waits for a file.
func exists(t *testing.T, pattern string) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(time.Millisecond) {
		if found, _ := filepath.Glob(pattern); len(found) > 0 {
			return
		}
	}
	t.Fatalf("no %s appears", pattern)
}

// forShell is the program for a shell, and what is written before and after it.
func forShell(t *testing.T) string {
	return "echo the shell; env " + asProgram + "=" + t.TempDir() + " " + os.Args[0] + "; echo the shell again; sleep 60"
}

// Inside tmux the program paints, takes keys, follows the window's size, and leaves the shell's screen as it was.
func TestInsideTmux(t *testing.T) {
	tmux := multiplexer(t, "tmux", []string{"TMUX="}, "-S", filepath.Join(t.TempDir(), "s"), "-f", os.DevNull)
	p := &pane{t, tmux, func() string { return tmux("capture-pane", "-p") }}
	tmux("new-session", "-d", "-x", "100", "-y", "30", forShell(t))
	t.Cleanup(func() { tmux("kill-server") })
	p.until("Improve Rust code", "? keys")
	tmux("send-keys", "1", "1")
	p.until("question 3 of", "● Data", "PostgreSQL")
	tmux("send-keys", "C-p")
	p.until("what do you want to do?", "Your stack: the advice")
	tmux("send-keys", "-l", "stack adv")
	p.until("stack adv")
	tmux("send-keys", "Enter")
	p.until("▌Your stack", "Overview", "Web framework")
	tmux("resize-window", "-x", "50", "-y", "14")
	p.until("‹ Overview ›", "1 of")
	tmux("send-keys", "q")
	p.until("the shell again")
	if shown := p.text(); strings.Contains(shown, "Overview") || !strings.HasPrefix(shown, "the shell\n") {
		t.Errorf("the shell's screen is not as it was:\n%s", shown)
	}
}

// Inside GNU screen, too. By default that has no alternate screen: then the shell goes on below what was shown, in a
// line of its own.
func TestInsideGNUScreen(t *testing.T) {
	for settings, alternate := range map[string]bool{"": false, "altscreen on\n": true} {
		folder := t.TempDir()
		if err := os.Chmod(folder, 0o700); err != nil { // which it insists on
			t.Fatal(err)
		}
		rc, copied := filepath.Join(folder, "rc"), filepath.Join(folder, "copy")
		if err := os.WriteFile(rc, []byte(settings), 0o600); err != nil {
			t.Fatal(err)
		}
		screen := multiplexer(t, "screen", []string{"SCREENDIR=" + folder, "STY="}, "-U", "-S", "test", "-p", "0", "-c", rc)
		p := &pane{t, screen, func() string {
			_ = os.Remove(copied)
			screen("-X", "hardcopy", copied)
			text := ""
			for end := time.Now().Add(time.Second); !strings.HasSuffix(text, "\n") &&
				time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
				written, _ := os.ReadFile(copied)
				text = string(written)
			}
			return text
		}}
		screen("-d", "-m", "sh", "-c", forShell(t))
		t.Cleanup(func() { screen("-X", "quit") })
		exists(t, filepath.Join(folder, "*.test")) // the command is done before the session can be spoken to
		p.until("Improve Rust code", "? keys")     // its copies have the letters of ASCII only
		screen("-X", "stuff", "11")
		p.until("question 3 of", "PostgreSQL")
		screen("-X", "stuff", "111")
		p.until("Your stack", "Overview", "Web framework")
		screen("-X", "stuff", "q")
		p.until("the shell again\n")
		if shown := p.text(); alternate && (strings.Contains(shown, "Overview") || !strings.HasPrefix(shown, "the shell\n")) {
			t.Errorf("the shell's screen is not as it was:\n%s", shown)
		}
	}
}
