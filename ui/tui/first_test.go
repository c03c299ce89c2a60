//go:build !windows

package tui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/creack/pty"

	"rustadvisor/knowledge"
	"rustadvisor/ui/session"
)

// What is painted before the renderer's first tick is what the renderer then paints.
func TestFirstFrameIsTheFirstView(t *testing.T) {
	master, terminal, err := pty.Open()
	if err != nil {
		t.Skip("no terminal can be opened here:", err)
	}
	defer master.Close()
	defer terminal.Close()
	for _, size := range []pty.Winsize{{Cols: 100, Rows: 30}, {Cols: 80, Rows: 24}, {Cols: 50, Rows: 14}, {Cols: 20, Rows: 4}} {
		if err := pty.Setsize(terminal, &size); err != nil {
			t.Fatal(err)
		}
		m := firstRoot(t, terminal)
		got := make(chan string)
		go func() {
			var text strings.Builder
			for buf := make([]byte, 1024); !strings.Contains(text.String(), painted); {
				n, err := master.Read(buf)
				if err != nil {
					break
				}
				text.Write(buf[:n])
			}
			got <- text.String()
		}()
		m.paintFirst(newTerminal(terminal))
		terminal.WriteString(painted)
		frame, _, _ := strings.Cut(<-got, painted)
		if !strings.HasPrefix(frame, ansi.SetModeAltScreenSaveCursor) {
			t.Errorf("%v: not on the alternate screen: %q", size, frame)
		}
		if lines, want := strings.Split(ansi.Strip(frame), "\n"), strings.Split(ansi.Strip(m.View().Content), "\n"); len(lines) != len(want) {
			t.Errorf("%v: %d lines, the view has %d", size, len(lines), len(want))
		} else {
			for i := range lines {
				if strings.TrimRight(lines[i], "\r ") != strings.TrimRight(want[i], " ") {
					t.Errorf("%v: line %d is %q, the view has %q", size, i, lines[i], want[i])
				}
			}
		}
	}
}

const painted = "(painted)"

func TestNoFirstFrameIntoAFile(t *testing.T) {
	file, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	firstRoot(t, file).paintFirst(newTerminal(file))
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
