//go:build !windows

package tui

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
	"github.com/creack/pty"
	"github.com/google/go-cmp/cmp"
	"github.com/hinshun/vt10x"

	"rustadvisor/knowledge"
	"rustadvisor/ui/session"
	"rustadvisor/ui/terminal"
)

// paper is a display that keeps what it is to show, and makes the program wait where it is told to.
type paper struct {
	*terminal.Terminal
	shown []string
	wait  time.Duration
}

func (p *paper) Show(f terminal.Frame) time.Duration {
	if p.wait == 0 {
		p.shown = append(p.shown, strings.Join(f.Lines, "\n"))
	}
	return p.wait
}

// Where frames come too fast, the program comes back once, a moment later.
func TestAFrameThatIsTooEarlyComesLater(t *testing.T) {
	p := &paper{}
	g := &guard{root: firstRoot(t, nil), terminal: p}
	asked := make(chan tea.Msg, 9)
	g.send = func(msg tea.Msg) { asked <- msg }
	write := func(text string) { g.show(terminal.Frame{Width: 20, Height: 4, Lines: []string{text}}) }
	write("a")
	p.wait = time.Millisecond
	for _, text := range []string{"ab", "abc", "abcd"} {
		write(text)
	}
	if msg := <-asked; msg != (frameMsg{}) {
		t.Errorf("%T comes a moment later", msg)
	}
	p.wait = 0
	g.Update(frameMsg{})
	write("abcd")
	if diff := cmp.Diff([]string{"a", "abcd"}, p.shown); diff != "" || len(asked) > 0 {
		t.Errorf("asked for %d times more: %s", len(asked), diff)
	}
}

func TestFirstFrameIsTheFirstView(t *testing.T) {
	for _, size := range []pty.Winsize{{Cols: 100, Rows: 30}, {Cols: 80, Rows: 24}, {Cols: 50, Rows: 14},
		{Cols: 20, Rows: 4}} {
		master, tty := ofSize(t, size)
		g := &guard{root: firstRoot(t, tty), terminal: terminal.New(tty)}
		g.Init()
		told := g.View()
		if !told.AltScreen || !told.ReportFocus || strings.TrimSpace(told.Content) != "" || told.Cursor != nil {
			t.Errorf("Bubble Tea is told %+v", told)
		}
		_ = tty.Close()
		text := readAll(master)
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
	g := &guard{root: firstRoot(t, file), terminal: terminal.New(file)}
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

// ofSize is a terminal of a size, and what its other side reads.
func ofSize(t *testing.T, size pty.Winsize) (master, tty *os.File) {
	t.Helper()
	master, tty, err := pty.Open()
	if err != nil {
		t.Skip("no terminal can be opened here:", err)
	}
	t.Cleanup(func() { _, _ = master.Close(), tty.Close() })
	if err := pty.Setsize(tty, &size); err != nil {
		t.Fatal(err)
	}
	// As Bubble Tea does before the first frame: line ends stay as they are.
	if _, err := term.MakeRaw(tty.Fd()); err != nil {
		t.Fatal(err)
	}
	return master, tty
}

// readAll is what was written to a terminal that is closed.
func readAll(master *os.File) string {
	text, _ := io.ReadAll(master) // ends with an error where the other side is gone
	return string(text)
}
