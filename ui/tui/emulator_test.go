package tui

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/hinshun/vt10x"

	"rustadvisor/ui/terminal"
)

// emulator is a terminal that shows all frames, one after the other.
type emulator struct {
	canvas *terminal.Canvas
	screen vt10x.Terminal
}

func newEmulator() *emulator {
	return &emulator{terminal.NewCanvas([]string{"TERM=xterm-256color"}, colorprofile.TrueColor),
		vt10x.New(vt10x.WithSize(1, 1))}
}

// show shows what the program draws, and tells what is not as it was drawn; "" if all is.
func (g *emulator) show(m *root) string {
	f := frameOf(m.View(), m.env)
	if f.Width == 0 {
		return ""
	}
	if w, h := g.screen.Size(); w != f.Width || h != f.Height {
		g.screen.Resize(f.Width, f.Height)
	}
	_, _ = g.screen.Write(g.canvas.Paint(f))
	if fault := carries(f); fault != "" {
		return fault
	}
	shown := strings.Split(g.screen.String(), "\n")
	for y, line := range f.Lines {
		want := strings.TrimRight(ansi.Strip(line), " ")
		// of signs, and of what Unicode brought after one of the tables was made
		odd := func(r rune) bool { return ansi.StringWidth(string(r)) != 1 || ansi.StringWidthWc(string(r)) != 1 }
		if strings.ContainsFunc(want, odd) {
			g.canvas.Forget() // the emulator has one column for any character
			return ""
		}
		if got := strings.TrimRight(shown[y], " "); got != want {
			return fmt.Sprintf("not shown: line %d of %d is %q, not %q", y, f.Height, got, want)
		}
	}
	if c := g.screen.Cursor(); f.Caret == nil == g.screen.CursorVisible() || f.Caret != nil &&
		(c.X != f.Caret.X || c.Y != f.Caret.Y) {
		return fmt.Sprintf("not shown: the cursor is at %d, %d, not at %v", c.X, c.Y, f.Caret)
	}
	return ""
}

// carries tells of a line that leaves a style to the next one, which is painted without it when it changes alone.
func carries(f terminal.Frame) string {
	whole, single := uv.NewScreenBuffer(f.Width, f.Height), uv.NewScreenBuffer(f.Width, 1)
	uv.NewStyledString(strings.Join(f.Lines, "\n")).Draw(whole, whole.Bounds())
	for y, line := range f.Lines {
		uv.NewStyledString(line).Draw(single, single.Bounds())
		for x := range f.Width {
			if !single.CellAt(x, 0).Equal(whole.CellAt(x, y)) {
				return fmt.Sprintf("style carried: line %d, column %d: %q", y, x, f.Lines[max(0, y-1):y+1])
			}
		}
	}
	return ""
}
