//go:build unix

package cli

import (
	"bytes"
	"errors"
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
	"rustadvisor/advisor/answerfile"
	"rustadvisor/advisor/report"
	"rustadvisor/knowledge"
)

// patience bounds every wait; a machine that builds something else at the same time is slow.
const patience = 30 * time.Second

// terminal is the program in a real one, of 100 by 30, that answers no query.
type terminal struct {
	t     *testing.T
	file  *os.File
	cmd   *exec.Cmd
	state string
	ended chan error

	mu  sync.Mutex
	got bytes.Buffer
}

func open(t *testing.T, state, term string, args ...string) *terminal {
	t.Helper()
	return start(t, exec.Command("rustadvisor", args...), state, term)
}

func environment(state, term string) []string {
	// Under the race detector a program that ends waits for a second, in which the next interrupt kills it.
	return append(os.Environ(), "TERM="+term, "XDG_STATE_HOME="+state, "XDG_CONFIG_HOME="+filepath.Join(state, "config"),
		"NO_COLOR=", "CLICOLOR_FORCE=", "LC_ALL=C.UTF-8", "GORACE=atexit_sleep_ms=0")
}

func start(t *testing.T, cmd *exec.Cmd, state, term string) *terminal {
	t.Helper()
	return startIn(t, cmd, environment(state, term), state)
}

// startIn starts it in an environment of its own.
func startIn(t *testing.T, cmd *exec.Cmd, env []string, state string) *terminal {
	t.Helper()
	cmd.Env = env
	file, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 30, Cols: 100})
	if err != nil {
		t.Fatal(err)
	}
	w := &terminal{t: t, file: file, cmd: cmd, state: state, ended: make(chan error, 1)}
	go func() {
		buf := make([]byte, 4096)
		for {
			n, err := file.Read(buf)
			w.mu.Lock()
			w.got.Write(buf[:n])
			w.mu.Unlock()
			if err != nil {
				w.ended <- cmd.Wait()
				return
			}
		}
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = file.Close()
	})
	return w
}

func (w *terminal) raw() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.got.String()
}

// until waits for a condition, and fails with what is on the terminal if it never holds.
func (w *terminal) until(what string, holds func() bool) {
	w.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if holds() {
			return
		}
	}
	w.t.Fatalf("waited in vain for %s; the terminal got:\n%s", what, ansi.Strip(w.raw()))
}

func (w *terminal) shows(text string) {
	w.t.Helper()
	w.until(text, func() bool { return strings.Contains(ansi.Strip(w.raw()), text) })
}

func (w *terminal) send(keys string) {
	w.t.Helper()
	if _, err := w.file.WriteString(keys); err != nil {
		w.t.Fatal(err)
	}
}

// exits waits for the end and returns the exit code.
func (w *terminal) exits() int {
	w.t.Helper()
	select {
	case err := <-w.ended:
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			return exit.ExitCode()
		}
		if err != nil {
			w.t.Fatal(err)
		}
		return 0
	case <-time.After(patience):
		w.t.Fatalf("the program does not end; the terminal got:\n%s", ansi.Strip(w.raw()))
	}
	return -1
}

// saved reads the one session; no answers while there is none.
func (w *terminal) saved(base *knowledge.Base) (advisor.Answers, string) {
	w.t.Helper()
	files, _ := filepath.Glob(filepath.Join(w.state, "rustadvisor", "sessions", "*.toml"))
	if len(files) == 0 {
		return advisor.Answers{}, ""
	}
	if len(files) > 1 {
		w.t.Fatalf("more than one session: %q", files)
	}
	text, err := os.ReadFile(files[0])
	if err != nil {
		w.t.Fatal(err)
	}
	answers, _, err := answerfile.Parse(base, files[0], text)
	if err != nil {
		w.t.Fatalf("a file that was saved half: %v\n%s", err, text)
	}
	return answers, files[0]
}

func (w *terminal) answers(base *knowledge.Base, atLeast int) {
	w.t.Helper()
	w.until("another answer to be saved", func() bool {
		a, _ := w.saved(base)
		return len(a.Choices) >= atLeast
	})
}

// begin takes the first journey on the first screen.
func (w *terminal) begin(base *knowledge.Base) {
	w.t.Helper()
	w.shows(base.Words.Journeys[0].Title)
	w.send("\r")
	w.shows("question 2 of")
}

// essentials is how many questions are asked when every first choice is taken.
func essentials(e *advisor.Engine) (n int) {
	a := advisor.Answers{}
	for {
		steps := e.Flow(a)
		if n == len(steps) || !steps[n].Essential {
			return n
		}
		a = a.With(steps[n].Question.ID, steps[n].Question.Choices[0].ID)
		n++
	}
}

// TestLifeCycle goes from the first screen to the advice, leaves, and comes back to the same advice, which is the
// one the command gives for the saved answers.
func TestLifeCycle(t *testing.T) {
	e := embedded(t)
	state := t.TempDir()
	w := open(t, state, "xterm-256color")
	w.shows("rustadvisor")
	w.begin(e.Base())
	for n := 1; n < essentials(e); n++ {
		w.send("\r")
		w.answers(e.Base(), n+1)
	}
	w.shows("Overview")
	w.send("q")
	if code := w.exits(); code != 0 {
		t.Errorf("quitting gives exit code %d", code)
	}
	if !strings.Contains(w.raw(), "\x1b[?1049h") || !strings.Contains(w.raw(), "\x1b[?1049l") {
		t.Error("the screen was not left as it was found")
	}
	answers, file := w.saved(e.Base())
	want := report.Markdown(e.Advise(answers))
	got, err := exec.Command("rustadvisor", "advise", "--answers", file).Output()
	if err != nil || !bytes.Equal(want, got) {
		t.Errorf("advise on the saved session differs from the advice on its answers (%v)", err)
	}

	w = open(t, state, "xterm-256color")
	w.shows("Continue")
	w.send("\r")
	w.shows("Overview")
	w.send("q")
	if code := w.exits(); code != 0 {
		t.Errorf("quitting gives exit code %d", code)
	}
}

// TestKill kills the program without warning in the midst of things: all answers but the last must be there.
func TestKill(t *testing.T) {
	e := embedded(t)
	for kept := 1; kept < min(5, essentials(e)); kept++ {
		w := open(t, t.TempDir(), "xterm-256color")
		w.begin(e.Base())
		for n := 1; n < kept; n++ {
			w.send("\r")
			w.answers(e.Base(), n+1)
		}
		w.send("\r")
		time.Sleep(time.Duration(kept*3) * time.Millisecond)
		if err := w.cmd.Process.Signal(syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
		w.exits()
		if a, _ := w.saved(e.Base()); kept > 1 && len(a.Choices) < kept {
			t.Errorf("%d answers were given, %d are left", kept+1, len(a.Choices))
		}
	}
}

// TestLineModeInTerminal is what a dumb terminal gets, to the interrupt.
func TestLineModeInTerminal(t *testing.T) {
	e := embedded(t)
	w := open(t, t.TempDir(), "dumb")
	w.shows("turned on by TERM=dumb")
	w.send("1\n")
	w.answers(e.Base(), 1)
	w.shows("Question 2 of")
	if strings.Contains(w.raw(), "\x1b") {
		t.Error("line mode writes control sequences")
	}
	w.send("\x03")
	if code := w.exits(); code != 130 {
		t.Errorf("an interrupt gives exit code %d, want 130", code)
	}
}

// TestColoursInTerminal renders into a terminal: colours and its width, and no query.
func TestColoursInTerminal(t *testing.T) {
	w := open(t, t.TempDir(), "xterm-256color", "advise", "--set", "store=postgres", "--format", "terminal")
	if code := w.exits(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	raw := w.raw()
	if !strings.Contains(raw, "\x1b[") || !strings.Contains(ansi.Strip(raw), "Database layer") {
		t.Errorf("no colours:\n%s", raw)
	}
	for _, query := range []string{"\x1b]11;?", "\x1b]10;?", "\x1b[c", "\x1b[6n"} {
		if strings.Contains(raw, query) {
			t.Errorf("the terminal is asked %q", query)
		}
	}
	widest := 0
	for _, line := range strings.Split(ansi.Strip(raw), "\n") {
		widest = max(widest, ansi.StringWidth(strings.TrimRight(line, "\r ")))
	}
	if widest <= 80 || widest > 100 {
		t.Errorf("the widest line has %d columns of 100", widest)
	}
}
