//go:build !windows

package tui

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/creack/pty"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
	"rustadvisor/ui/session"
	"rustadvisor/ui/signals"
)

// The test binary is the program too: with this variable set it runs on the terminal it finds.
const asProgram = "RUSTADVISOR_TUI_TEST_STORE"

// With this one the knowledge has the house rules in that folder.
const asHouse = "RUSTADVISOR_TUI_TEST_HOUSE"

// With this one what screens compute takes seconds.
const asSlow = "RUSTADVISOR_TUI_TEST_SLOW"

func TestMain(m *testing.M) {
	if dir := os.Getenv(asProgram); dir != "" {
		err := program(dir)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
		var stopped *signals.Stopped
		switch {
		case errors.As(err, &stopped):
			os.Exit(stopped.Code())
		case err != nil:
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func program(dir string) error {
	var houses []knowledge.House
	if rules := os.Getenv(asHouse); rules != "" {
		houses = append(houses, knowledge.House{Name: "dear", FS: os.DirFS(rules)})
	}
	if os.Getenv(asSlow) != "" {
		longer = 3 * time.Second
	}
	base, err := knowledge.Load(os.DirFS("testdata/kb"), houses...)
	if err != nil {
		return err
	}
	return Run(context.Background(), Options{Vocabulary: base.Words, Store: session.Store{Dir: dir}, Reports: dir,
		Input: os.Stdin, Output: os.Stdout,
		Load: func() (*advisor.Engine, error) { return advisor.New(base), nil }, Now: faultyClock(dir)})
}

// faultyClock panics once there is a file named panic, stands still once there is one named busy, and removes those.
func faultyClock(dir string) func() time.Time {
	return func() time.Time {
		if os.Remove(filepath.Join(dir, "panic")) == nil {
			panic("in the clock")
		}
		if os.Remove(filepath.Join(dir, "busy")) == nil {
			time.Sleep(time.Hour)
		}
		return time.Now()
	}
}

// console is a program on a pty that answers no query.
type console struct {
	t   *testing.T
	cmd *exec.Cmd
	tty *os.File

	mu    sync.Mutex
	out   bytes.Buffer
	since int           // what was written before the last keys
	read  chan struct{} // closed when there is no more to read
}

func run(t *testing.T, store string, env ...string) *console {
	t.Helper()
	return open(t, store, exec.Command(os.Args[0]), env...)
}

func open(t *testing.T, store string, cmd *exec.Cmd, env ...string) *console {
	t.Helper()
	return openSized(t, store, cmd, pty.Winsize{Cols: 100, Rows: 30}, env...)
}

func openSized(t *testing.T, store string, cmd *exec.Cmd, size pty.Winsize, env ...string) *console {
	t.Helper()
	c := &console{t: t, cmd: cmd, read: make(chan struct{})}
	c.cmd.Env = append([]string{"TERM=xterm-256color", "COLORTERM=truecolor", "LANG=C.UTF-8", asProgram + "=" + store},
		env...)
	tty, err := pty.StartWithSize(c.cmd, &size)
	if err != nil {
		t.Fatal(err)
	}
	c.tty = tty
	t.Cleanup(func() { _ = tty.Close(); _ = c.cmd.Process.Kill() })
	go func() {
		defer close(c.read)
		buf := make([]byte, 1<<16)
		for {
			n, err := tty.Read(buf)
			c.mu.Lock()
			c.out.Write(buf[:n])
			c.mu.Unlock()
			if err != nil {
				return
			}
		}
	}()
	return c
}

// raw is what was written since the last keys.
func (c *console) raw() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.out.String()[c.since:]
}

// whole is all that was written.
func (c *console) whole() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.out.String()
}

// until waits for text to be written since the last keys, whatever the colours. Only what changed is written, so the
// texts are short ones that stand on no earlier screen.
func (c *console) until(text string) {
	c.t.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if strings.Contains(ansi.Strip(c.raw()), text) {
			return
		}
	}
	c.t.Fatalf("%q does not appear:\n%s", text, ansi.Strip(c.raw()))
}

func (c *console) keys(s string) {
	c.mu.Lock()
	c.since = c.out.Len()
	c.mu.Unlock()
	if _, err := c.tty.WriteString(s); err != nil {
		c.t.Fatal(err)
	}
}

func (c *console) wait() (err error) {
	if late := c.ended(&err); late != nil {
		c.t.Fatal(late)
	}
	return err
}

// ended waits for the program's end and gives what it ended with; an error of its own is that it goes on.
func (c *console) ended(with ...*error) error {
	done := make(chan error, 1)
	go func() {
		err := c.cmd.Wait()
		<-c.read
		done <- err
	}()
	select {
	case err := <-done:
		for _, w := range with {
			*w = err
		}
		return nil
	case <-time.After(20 * time.Second):
		return errors.New("the program does not end")
	}
}

// From the first screen to the advice, and on the next start back to it.
func TestLifeOnATerminal(t *testing.T) {
	store := t.TempDir()
	c := run(t, store)
	c.until("Improve Rust code")
	c.keys("1")
	c.until("What will it be?")
	c.keys("1111")
	c.until("Your stack")
	c.keys("q")
	if err := c.wait(); err != nil {
		t.Fatal(err)
	}
	if out := c.raw(); !strings.Contains(out, "\x1b[?1049l") || !strings.Contains(out, "\x1b[?25h") {
		t.Errorf("the terminal is not put back: %q", out)
	}
	c = run(t, store)
	c.until("5 answers, saved just now")
	c.keys("\r")
	c.until("Your stack")
	c.keys("\x03")
	if err := c.wait(); err != nil {
		t.Fatal(err)
	}
}

// An answer is on disk before the next question is shown: nothing that can end the program loses it.
func TestAnswersSurviveSignals(t *testing.T) {
	for _, signal := range []syscall.Signal{syscall.SIGTERM, syscall.SIGKILL} {
		store := t.TempDir()
		c := run(t, store)
		c.until("Improve Rust code")
		c.keys("11")
		c.until("data live")
		c.keys("1")
		c.until("write queries")
		if err := c.cmd.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		_ = c.wait()
		sessions := session.Store{Dir: store}
		a, _, ok := sessions.Load(fixture(t), sessions.Latest())
		if !ok || a.Choice("kind") != "service" || a.Choice("store") != "postgres" {
			t.Errorf("%v leaves %v", signal, a.Choices)
		}
	}
}

func TestNoColor(t *testing.T) {
	c := run(t, t.TempDir(), "NO_COLOR=1")
	c.until("Improve Rust code")
	c.keys("111")
	c.until("Models first")
	c.keys("q")
	_ = c.wait()
	for _, colour := range []string{"\x1b[38;", "\x1b[1;38;", "\x1b[48;", ";38;2"} {
		if strings.Contains(c.raw(), colour) {
			t.Errorf("NO_COLOR is set, yet %q is written", colour)
		}
	}
}

// Whatever bytes come from the terminal, the program goes on.
func TestGarbledInput(t *testing.T) {
	c := run(t, t.TempDir())
	c.until("Improve Rust code")
	for _, sent := range []string{"\xff\x1b[M\x00\x1b[;;;;~\x1bP\x9c\xc3", "c\x93\x9bM;<8", "1"} {
		c.keys(sent)
		time.Sleep(100 * time.Millisecond) // or they are read as one
	}
	c.until("What will it be?")
	c.keys("\x03")
	if err := c.wait(); err != nil {
		t.Errorf("%v: %q", err, c.raw())
	}
}
