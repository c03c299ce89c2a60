//go:build !windows

package terminal

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/creack/pty"
)

// paper is a terminal that keeps what is written to it.
type paper struct {
	*Terminal
	mu      sync.Mutex
	written strings.Builder
}

func newPaper(t *testing.T, size pty.Winsize) *paper {
	t.Helper()
	master, tty, err := pty.Open()
	if err != nil {
		t.Skip("no terminal can be opened here:", err)
	}
	t.Cleanup(func() { _, _ = master.Close(), tty.Close() })
	if err := pty.Setsize(tty, &size); err != nil {
		t.Fatal(err)
	}
	p := &paper{Terminal: New(tty)}
	go func() {
		for buf := make([]byte, 1024); ; {
			n, err := master.Read(buf)
			p.mu.Lock()
			p.written.Write(buf[:n])
			p.mu.Unlock()
			if err != nil {
				return
			}
		}
	}()
	return p
}

// next is what was written since the last call.
func (p *paper) next() string {
	const end = "(end)"
	_, _ = p.File.WriteString(end)
	for {
		p.mu.Lock()
		text, done := strings.CutSuffix(p.written.String(), end)
		if done {
			p.written.Reset()
		}
		p.mu.Unlock()
		if done {
			return text
		}
		time.Sleep(time.Millisecond)
	}
}

func (p *paper) shows(text string) {
	p.painted = time.Time{}
	p.Show(Frame{Width: 20, Height: 4, Lines: []string{text}})
}

// Bubble Tea clears the window when it begins, when its size changes, and when the program goes on after a pause.
func TestWhatIsClearedIsPaintedAgain(t *testing.T) {
	p := newPaper(t, pty.Winsize{Cols: 20, Rows: 4})
	p.shows("what is shown")
	p.next()
	for cleared, end := range map[string]string{"\x1b[H\x1b[2J": "",
		"\x1b[?2026h\x1b[H\x1b[2J\x1b[?2026l": "\x1b[?2026l"} {
		p.Write([]byte(cleared))
		if got := p.next(); !strings.Contains(got, "what is shown") ||
			!strings.HasPrefix(got, strings.TrimSuffix(cleared, end)) || !strings.HasSuffix(got, end) {
			t.Errorf("%q became %q", cleared, got)
		}
	}
	p.Write([]byte("\x1b[?1049h\x1b[H\x1b[2J"))
	if got := p.next(); strings.Contains(got, "\x1b[?1049h") || !strings.Contains(got, "what is shown") {
		t.Errorf("the alternate screen is entered twice: %q", got)
	}
	p.Write([]byte("\x1b]52;c;Zm9v\x07"))
	if got := p.next(); got != "\x1b]52;c;Zm9v\x07" {
		t.Errorf("%q is written where nothing was cleared", got)
	}
}

// A terminal that did not take a frame gets it whole the next time.
func TestWhatWasNotTakenIsPaintedAgain(t *testing.T) {
	p := newPaper(t, pty.Winsize{Cols: 20, Rows: 4})
	good := p.File
	closed, err := os.Create(filepath.Join(t.TempDir(), "closed"))
	if err != nil {
		t.Fatal(err)
	}
	_ = closed.Close()
	for range 2 {
		p.File = closed
		p.shows("what is shown")
		p.File = good
		p.shows("what is shown")
		if got := p.next(); !strings.Contains(got, "what is shown") {
			t.Errorf("%q is shown", got)
		}
		p.File = closed
		p.Write(clearing)
	}
}

// While another program has the terminal, nothing is painted on it.
func TestNothingIsPaintedDuringAPause(t *testing.T) {
	p := newPaper(t, pty.Winsize{Cols: 20, Rows: 4})
	p.shows("before")
	p.Write(leave)
	p.next()
	p.shows("meanwhile")
	if got := p.next(); got != "" {
		t.Errorf("%q is painted on the shell's screen", got)
	}
	p.Write(append(enter, clearing...))
	if got := p.next(); !strings.Contains(got, "meanwhile") {
		t.Errorf("%q is shown on coming back", got)
	}
}

// The first of many frames is shown at once; the next are to wait, and the last of them is shown then.
func TestAPasteIsNotPaintedLetterByLetter(t *testing.T) {
	p := newPaper(t, pty.Winsize{Cols: 20, Rows: 4})
	write := func(text string) time.Duration { return p.Show(Frame{Width: 20, Height: 4, Lines: []string{text}}) }
	if wait := write("a"); wait != 0 {
		t.Errorf("the first waits %v", wait)
	}
	p.painted = time.Now().Add(time.Hour) // the test may be slow, this moment is not over
	for _, text := range []string{"ab", "abc", "abcd"} {
		if write(text) <= 0 {
			t.Errorf("%q is shown at once", text)
		}
	}
	if got := ansi.Strip(p.next()); strings.TrimSpace(got) != "a" {
		t.Errorf("%q is shown at once", got)
	}
	p.painted = time.Time{}
	if wait := write("abcd"); wait != 0 || ansi.Strip(p.next()) != "bcd" {
		t.Errorf("the last is not shown a moment later, but in %v", wait)
	}
}
