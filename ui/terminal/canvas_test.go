package terminal

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/hinshun/vt10x"
)

func plain() *Canvas { return NewCanvas([]string{"TERM=xterm-256color"}, colorprofile.TrueColor) }

// shows is what a terminal shows: characters, colours, and the cursor where it is seen.
func shows(screen vt10x.Terminal) string {
	var out strings.Builder
	w, h := screen.Size()
	for y := range h {
		for x := range w {
			g := screen.Cell(x, y)
			out.WriteRune(g.Char)
			if g.FG != vt10x.DefaultFG || g.Mode != 0 {
				fmt.Fprintf(&out, "<%d %d>", g.FG, g.Mode)
			}
		}
		out.WriteByte('\n')
	}
	if c := screen.Cursor(); screen.CursorVisible() {
		fmt.Fprintf(&out, "cursor %d %d", c.X, c.Y)
	}
	return out.String()
}

// author makes frames, one of the other as a program does: lines change, move and come back, the window changes.
type author struct {
	*rand.Rand
	frame Frame
}

func (a *author) line() string {
	var out strings.Builder
	for range a.IntN(6) {
		word := strings.Repeat(string(rune('a'+a.IntN(26))), a.IntN(9)) + strings.Repeat(" ", a.IntN(3)) +
			strings.Repeat("─", a.IntN(4))
		switch a.IntN(4) {
		case 0:
			word = ansi.Style{}.Bold().Styled(word)
		case 1:
			word = ansi.Style{}.ForegroundColor(ansi.BasicColor(a.IntN(8))).Styled(word)
		case 2:
			word = ansi.Style{}.ForegroundColor(ansi.RGBColor{R: uint8(a.IntN(255)), G: 90}).Styled(word)
		}
		out.WriteString(word)
	}
	return ansi.Truncate(out.String(), a.frame.Width, "")
}

func (a *author) next() Frame {
	f := &a.frame
	f.Lines = append([]string{}, f.Lines...) // the canvas keeps those it was given
	switch kind := a.IntN(10); {
	case f.Width == 0 || kind == 0:
		f.Width, f.Height = 1+a.IntN(60), 1+a.IntN(20)
		f.Lines = nil
		for range f.Height {
			f.Lines = append(f.Lines, a.line())
		}
	case kind < 3 && len(f.Lines) > 2: // scroll
		by := 1 + a.IntN(len(f.Lines)-1)
		f.Lines = append(f.Lines[by:], f.Lines[:by]...)
	case kind < 4 && len(f.Lines) > 1:
		f.Lines = f.Lines[:len(f.Lines)-1]
	case kind < 8 && len(f.Lines) > 0:
		f.Lines[a.IntN(len(f.Lines))] = a.line()
	}
	f.Caret = nil
	if a.IntN(3) == 0 {
		f.Caret = &Caret{a.IntN(f.Width), a.IntN(f.Height)}
	}
	return *f
}

// Whatever was shown before, a terminal shows the frame.
func TestShowsTheFrame(t *testing.T) {
	for seed := range uint64(40) {
		a := &author{Rand: rand.New(rand.NewPCG(seed, 0))}
		c, screen := plain(), vt10x.New(vt10x.WithSize(1, 1))
		for n := range 100 {
			before := a.frame
			f := a.next()
			if f.Width != before.Width || f.Height != before.Height {
				screen.Resize(f.Width, f.Height)
			}
			if a.IntN(20) == 0 {
				screen.Write([]byte("\x1b[2J\x1b[Hsomething else"))
				c.Forget()
			}
			screen.Write(c.Paint(f))
			fresh := vt10x.New(vt10x.WithSize(f.Width, f.Height))
			fresh.Write(plain().Paint(f))
			if got, want := shows(screen), shows(fresh); got != want {
				t.Fatalf("seed %d, frame %d: shown\n%s\nnot\n%s", seed, n, got, want)
			}
			for y, line := range strings.Split(screen.String(), "\n")[:f.Height] {
				if got, want := strings.TrimRight(line, " "), strings.TrimRight(ansi.Strip(at(f.Lines, y)), " "); got != want {
					t.Fatalf("seed %d, frame %d: line %d is %q, not %q", seed, n, y, got, want)
				}
			}
			if c := screen.Cursor(); f.Caret == nil == screen.CursorVisible() || f.Caret != nil &&
				(c.X != f.Caret.X || c.Y != f.Caret.Y) {
				t.Fatalf("seed %d, frame %d: the cursor is at %d, %d, not %v", seed, n, c.X, c.Y, f.Caret)
			}
			if again := c.Paint(f); len(again) > 0 {
				t.Fatalf("seed %d, frame %d: the same frame writes %q", seed, n, again)
			}
		}
	}
}

func TestNothingWithoutAWindow(t *testing.T) {
	for _, f := range []Frame{{}, {Width: 10}, {Height: 3}, {Width: -1, Height: -1}} {
		if got := plain().Paint(f); len(got) > 0 {
			t.Errorf("%v: %q", f, got)
		}
	}
}

// A line that changes costs what changes, and one that moves costs less than all.
func TestWritesWhatChanged(t *testing.T) {
	c := plain()
	var lines []string
	for n := range 30 {
		lines = append(lines, fmt.Sprintf("%d of the lines of a page that is read, and none is as another %d", n, n*n))
	}
	whole := len(c.Paint(Frame{Width: 100, Height: 30, Lines: lines}))
	lines = append([]string{}, lines...)
	lines[7] = strings.Replace(lines[7], "page", "book", 1)
	if got := len(c.Paint(Frame{Width: 100, Height: 30, Lines: lines})); got > 20 {
		t.Errorf("%d bytes for one word", got)
	}
	if got := len(c.Paint(Frame{Width: 100, Height: 30, Lines: append(append([]string{}, lines[1:]...),
		"a new one")})); got > whole/10 {
		t.Errorf("%d bytes for one line further, %d for all", got, whole)
	}
}

func TestFewerColours(t *testing.T) {
	red := Frame{Width: 20, Height: 1, Lines: []string{ansi.Style{}.ForegroundColor(ansi.RGBColor{R: 255}).Styled("red")}}
	for profile, want := range map[colorprofile.Profile]string{colorprofile.TrueColor: "38;2;255;0;0",
		colorprofile.ANSI256: "38;5;196", colorprofile.ANSI: "[91m", colorprofile.ASCII: "Hred"} {
		c := plain()
		c.Paint(red)
		c.Colours(profile)
		got := string(c.Paint(red))
		if profile != colorprofile.TrueColor && !strings.Contains(strings.ReplaceAll(got, "\x1b[2J", ""), want) {
			t.Errorf("%v: %q", profile, got)
		}
		if profile == colorprofile.TrueColor && got != "" {
			t.Errorf("as many colours as before: %q", got)
		}
	}
}

// A change is shown at once where the terminal can, and what is no change is no reason to ask for that.
func TestSynchronize(t *testing.T) {
	c := plain()
	c.Synchronize()
	f := Frame{Width: 20, Height: 2, Lines: []string{"a"}}
	if got := string(c.Paint(f)); !strings.HasPrefix(got, ansi.SetModeSynchronizedOutput) ||
		!strings.HasSuffix(got, ansi.ResetModeSynchronizedOutput) {
		t.Errorf("%q", got)
	}
	f.Caret = &Caret{1, 0}
	c.Paint(f)
	f.Caret = nil
	if got := string(c.Paint(f)); got != ansi.ResetModeTextCursorEnable {
		t.Errorf("%q hides the cursor", got)
	}
}

// What stands behind a sign of several characters stands where the terminal thinks it does.
func TestSignsOfSeveralCharacters(t *testing.T) {
	const family = "👩‍👩‍👧"
	f := Frame{Width: 20, Height: 1, Lines: []string{family + " ab"}}
	told, untold := plain(), plain()
	told.Graphemes()
	if got := string(told.Paint(f)); !strings.Contains(got, ansi.SetModeUnicodeCore) {
		t.Errorf("%q does not tell the terminal", got)
	}
	if got := string(untold.Paint(f)); strings.Contains(got, ansi.SetModeUnicodeCore) {
		t.Errorf("%q tells a terminal that cannot", got)
	}
	for c, want := range map[*Canvas]int{told: ansi.StringWidth(family), untold: ansi.StringWidthWc(family)} {
		at := -1
		for x := range f.Width {
			if c.cells.CellAt(x, 0).Content == "a" {
				at = x
			}
		}
		if at != want+1 {
			t.Errorf("a letter stands in column %d, not %d", at, want+1)
		}
	}
	simple := plain()
	simple.Paint(Frame{Width: 20, Height: 1, Lines: []string{"── é ✓ 日本"}})
	if simple.measure != ansi.GraphemeWidth {
		t.Error("the tables for signs of several characters are loaded for simple ones")
	}
}

func BenchmarkPaint(b *testing.B) {
	a := &author{Rand: rand.New(rand.NewPCG(1, 0)), frame: Frame{Width: 100, Height: 30}}
	for range 30 {
		a.frame.Lines = append(a.frame.Lines, a.line())
	}
	f, g := a.frame, a.frame
	g.Lines = append([]string{}, f.Lines...)
	g.Lines[10], g.Lines[12] = g.Lines[12], g.Lines[10]
	b.Run("whole", func(b *testing.B) {
		c := plain()
		for b.Loop() {
			c.Forget()
			c.Paint(f)
		}
	})
	b.Run("two lines", func(b *testing.B) {
		c := plain()
		for n := 0; b.Loop(); n++ {
			c.Paint([]Frame{f, g}[n%2])
		}
	})
}
