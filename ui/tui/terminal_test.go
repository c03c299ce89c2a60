//go:build !windows

package tui

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/creack/pty"
	"github.com/hinshun/vt10x"

	"rustadvisor/knowledge"
	"rustadvisor/ui/canvas"
	"rustadvisor/ui/session"
)

// paper is a terminal that keeps what is written to it.
type paper struct {
	*terminal
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
	p := &paper{terminal: newTerminal(tty)}
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
	p.show(canvas.Frame{Width: 20, Height: 4, Lines: []string{text}})
}

func TestFirstFrameIsTheFirstView(t *testing.T) {
	for _, size := range []pty.Winsize{{Cols: 100, Rows: 30}, {Cols: 80, Rows: 24}, {Cols: 50, Rows: 14}, {Cols: 20, Rows: 4}} {
		p := newPaper(t, size)
		g := &guard{root: firstRoot(t, p.File), terminal: p.terminal}
		g.Init()
		told := g.View()
		if !told.AltScreen || !told.ReportFocus || strings.TrimSpace(told.Content) != "" || told.Cursor != nil {
			t.Errorf("Bubble Tea is told %+v", told)
		}
		text := p.next()
		if !strings.HasPrefix(text, ansi.SetModeAltScreenSaveCursor) {
			t.Errorf("%v: not on the alternate screen: %q", size, text)
		}
		screen := vt10x.New(vt10x.WithSize(int(size.Cols), int(size.Rows)))
		screen.Write([]byte(text))
		shown := strings.Split(screen.String(), "\n")
		for y, want := range strings.Split(ansi.Strip(g.root.View().Content), "\n") {
			if got := strings.TrimRight(shown[y], " "); got != strings.TrimRight(want, " ") {
				t.Errorf("%v: line %d is %q, the view has %q", size, y, got, want)
			}
		}
	}
}

func TestNoFirstFrameIntoAFile(t *testing.T) {
	file, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	g := &guard{root: firstRoot(t, file), terminal: newTerminal(file)}
	g.Init()
	g.View()
	if info, err := file.Stat(); err != nil || info.Size() > 0 {
		t.Errorf("%d bytes, %v", info.Size(), err)
	}
}

func firstRoot(t *testing.T, out *os.File) *root {
	words, err := knowledge.LoadVocabulary(os.DirFS("testdata/kb"))
	if err != nil {
		t.Fatal(err)
	}
	return newRoot(Options{Vocabulary: words, Store: session.Store{Dir: t.TempDir()}, Output: out})
}

// Bubble Tea clears the window when it begins, when its size changes, and when the program goes on after a pause.
func TestWhatIsClearedIsPaintedAgain(t *testing.T) {
	p := newPaper(t, pty.Winsize{Cols: 20, Rows: 4})
	p.shows("what is shown")
	p.next()
	for cleared, end := range map[string]string{"\x1b[H\x1b[2J": "", "\x1b[?2026h\x1b[H\x1b[2J\x1b[?2026l": "\x1b[?2026l"} {
		p.Write([]byte(cleared))
		if got := p.next(); !strings.Contains(got, "what is shown") || !strings.HasPrefix(got, strings.TrimSuffix(cleared, end)) || !strings.HasSuffix(got, end) {
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

// The first of many frames is shown at once, the last a moment later, and those between not at all.
func TestAPasteIsNotPaintedLetterByLetter(t *testing.T) {
	p := newPaper(t, pty.Winsize{Cols: 20, Rows: 4})
	g := &guard{root: firstRoot(t, p.File), terminal: p.terminal}
	asked := make(chan tea.Msg, 9)
	g.send = func(msg tea.Msg) { asked <- msg }
	write := func(text string) { g.show(canvas.Frame{Width: 20, Height: 4, Lines: []string{text}}) }
	write("a")
	p.painted = time.Now().Add(50 * time.Millisecond) // the test may be slow, this moment is not over
	for _, text := range []string{"ab", "abc", "abcd"} {
		write(text)
	}
	if got := ansi.Strip(p.next()); strings.TrimSpace(got) != "a" {
		t.Errorf("%q is shown at once", got)
	}
	if msg := <-asked; msg != (frameMsg{}) {
		t.Errorf("%T comes a moment later", msg)
	}
	p.painted = time.Time{}
	g.Update(frameMsg{})
	write("abcd")
	if got := ansi.Strip(p.next()); got != "bcd" || len(asked) > 0 {
		t.Errorf("%q is shown a moment later, which is asked for %d times more", got, len(asked))
	}
}
