//go:build !windows

package tui

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/creack/pty"

	"rustadvisor/advisor"
	"rustadvisor/ui/session"
)

// code is the exit code that a program ended with.
func code(t *testing.T, err error) int {
	t.Helper()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	if exit == nil {
		return 0
	}
	return exit.ExitCode()
}

// answered is a program of which the third answer was given.
func answered(t *testing.T, store string, env ...string) *console {
	t.Helper()
	c := run(t, store, env...)
	c.until("Improve Rust code")
	c.keys("11")
	c.until("data live")
	c.keys("1")
	c.until("write queries")
	return c
}

// putBack checks that the terminal is as it was: its first screen, with a caret, echoing what is typed.
func (c *console) putBack() {
	c.t.Helper()
	if left := disorder(c.whole()); left != "" {
		c.t.Errorf("the terminal is left with %s: %q", left, c.whole())
	}
	for _, want := range []string{"\x1b[?1049l", "\x1b[?25h"} {
		if !strings.Contains(c.raw(), want) {
			c.t.Errorf("the terminal does not get %q: %q", want, c.raw())
		}
	}
	stty := exec.Command("stty", "-a")
	stty.Stdin = c.tty
	if modes, err := stty.Output(); err == nil && (!strings.Contains(string(modes), " icanon") ||
		!strings.Contains(string(modes), " echo ")) {
		c.t.Errorf("the terminal has the modes\n%s", modes)
	}
}

func keptAnswers(t *testing.T, store string) advisor.Answers {
	t.Helper()
	sessions := session.Store{Dir: store}
	a, _, ok := sessions.Load(fixture(t), sessions.Latest())
	if !ok {
		t.Error("no session is left")
	}
	return a
}

// A signal ends the program in good order: answers are saved, the terminal is put back, the exit code names the signal.
func TestSignals(t *testing.T) {
	for signal, want := range map[syscall.Signal]int{syscall.SIGINT: 130, syscall.SIGTERM: 143, syscall.SIGHUP: 129,
		syscall.SIGQUIT: 131} {
		store := t.TempDir()
		c := answered(t, store)
		if err := c.cmd.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		if got := code(t, c.wait()); got != want {
			t.Errorf("%v gives exit code %d, want %d", signal, got, want)
		}
		c.putBack()
		if a := keptAnswers(t, store); a.Choice("store") != "postgres" {
			t.Errorf("%v leaves %v", signal, a)
		}
	}
}

// A signal ends the program in good order while it computes, too, however long that would take.
func TestSignalsWhileComputing(t *testing.T) {
	for signal, want := range map[syscall.Signal]int{syscall.SIGINT: 130, syscall.SIGTERM: 143, syscall.SIGHUP: 129} {
		store := t.TempDir()
		c := answered(t, store)
		if err := os.WriteFile(filepath.Join(store, "busy"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		c.keys("?")
		c.gone(filepath.Join(store, "busy")) // from here on it computes
		if err := c.cmd.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		if got := code(t, c.wait()); got != want {
			t.Errorf("%v gives exit code %d, want %d", signal, got, want)
		}
		c.putBack()
		if a := keptAnswers(t, store); a.Choice("store") != "postgres" {
			t.Errorf("%v leaves %v", signal, a)
		}
	}
}

// gone waits for a file to go.
func (c *console) gone(file string) {
	c.t.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if _, err := os.Stat(file); err != nil {
			return
		}
	}
	c.t.Fatal("nothing comes of the key")
}

// A terminal that is closed ends the program; nothing is lost. It need not be the controlling one. Nobody may be
// reading there, or closing would wait.
func TestTerminalGone(t *testing.T) {
	for _, own := range []bool{true, false} {
		terminalGone(t, &syscall.SysProcAttr{Setsid: true, Setctty: own})
	}
}

func terminalGone(t *testing.T, attrs *syscall.SysProcAttr) {
	store := t.TempDir()
	cmd := exec.Command(os.Args[0])
	cmd.Env = []string{"TERM=xterm-256color", "LANG=C.UTF-8", asProgram + "=" + store}
	tty, err := pty.StartWithAttrs(cmd, &pty.Winsize{Cols: 100, Rows: 30}, attrs)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	out, buf := "", make([]byte, 1<<16)
	for _, wait := range []struct{ text, keys string }{{"Improve Rust code", "11"}, {"data live", "1"},
		{"write queries", ""}} {
		for !strings.Contains(ansi.Strip(out), wait.text) {
			n, err := tty.Read(buf)
			if err != nil {
				t.Fatal(err, out)
			}
			out += string(buf[:n])
		}
		if _, err := tty.WriteString(wait.keys); err != nil {
			t.Fatal(err)
		}
	}
	if err := tty.Close(); err != nil {
		t.Fatal(err)
	}
	if got := code(t, cmd.Wait()); got != 129 {
		t.Errorf("exit code %d", got)
	}
	if a := keptAnswers(t, store); a.Choice("store") != "postgres" {
		t.Errorf("left is %v", a)
	}
}

// A panic in a screen or in a command, on a real terminal.
func TestPanicOnATerminal(t *testing.T) {
	store := t.TempDir()
	c := answered(t, store)
	if err := os.WriteFile(filepath.Join(store, "panic"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	c.keys("2")
	if got := code(t, c.wait()); got != 1 {
		t.Errorf("exit code %d", got)
	}
	c.putBack()
	_, after, _ := strings.Cut(c.raw(), "\x1b[?1049l")
	reports, _ := filepath.Glob(filepath.Join(store, "crash-*.txt"))
	if len(reports) != 1 || !strings.Contains(after, "your answers are saved; what happened is in "+reports[0]) ||
		strings.Contains(after, "goroutine") {
		t.Errorf("reports %q; the user is told %q", reports, after)
	}
	if a := keptAnswers(t, store); a.Choice("store") != "postgres" {
		t.Errorf("left is %v", a)
	}
}

// Where nothing can be saved, that is told at once and at the end; the advice can be read all the same.
func TestNoRoomOnATerminal(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	c := run(t, filepath.Join(file, "sessions"))
	c.until("Improve Rust code")
	c.keys("11")
	c.until("Not saved")
	c.keys("111")
	c.until("Your stack")
	c.keys("q")
	if got := code(t, c.wait()); got != 1 || !strings.Contains(c.raw(), "cannot save answers") {
		t.Errorf("exit code %d: %q", got, c.raw())
	}
	c.putBack()
}

// pid reads the number of a process that a shell has written to a file.
func (c *console) pid(file string) int {
	c.t.Helper()
	text, _ := os.ReadFile(file)
	id, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		c.t.Fatal(err)
	}
	return id
}

// The program stops for a while by its key and by a signal, and goes on where it was.
func TestPause(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("bash is what stops and goes on with programs here")
	}
	for _, by := range []string{"key", "signal"} {
		store := t.TempDir()
		pid := filepath.Join(store, "pid")
		c := open(t, store, exec.Command(bash, "-m", "-c",
			`(echo $BASHPID >"$1"; exec "$0"); echo stopped; read; fg; echo code $?`, os.Args[0], pid))
		c.until("Improve Rust code")
		c.keys("11")
		c.until("data live")
		if by == "key" {
			c.keys("\x1a")
		} else {
			if err := syscall.Kill(c.pid(pid), syscall.SIGTSTP); err != nil {
				t.Fatal(err)
			}
		}
		c.until("stopped")
		c.putBack()
		c.keys("\r")
		c.until("data live")
		c.keys("1")
		c.until("write queries")
		c.keys("q")
		c.until("code 0")
		_ = c.wait()
	}
}

// Without a shell to come back from, stopping would be for ever.
func TestNoPauseWithoutAShell(t *testing.T) {
	c := answered(t, t.TempDir())
	c.keys("\x1a")
	c.until("no shell")
	c.keys("1")
	c.until("know Rust")
	c.keys("q")
	if got := code(t, c.wait()); got != 0 {
		t.Errorf("exit code %d", got)
	}
}
