package terminal

import (
	"bytes"
	"runtime"
	"strings"
	"unicode"

	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// Frame is what a window shows.
type Frame struct {
	Width, Height int      // of the window, in cells; nothing is shown in one without any
	Lines         []string // styled, from the top; each ends the styles it begins
	Caret         *Caret   // where text is being typed, or nil
}

// Caret is a cell of the window, counted from 0.
type Caret struct{ X, Y int }

// Canvas knows what a terminal shows. It is not safe for concurrent use.
type Canvas struct {
	screen  *uv.TerminalRenderer
	changes bytes.Buffer // that the screen needs to be as the cells are
	cells   uv.ScreenBuffer
	shown   Frame
	whole   bool // what is shown is not known
	colours colorprofile.Profile
	synced  bool
	measure ansi.Method // how the terminal finds the width of characters
	told    bool        // it was told to do so
}

// NewCanvas returns the canvas of a terminal on its alternate screen, of which nothing is known but its environment
// (TERM) and its colours.
func NewCanvas(environ []string, colours colorprofile.Profile) *Canvas {
	c := &Canvas{whole: true, measure: ansi.GraphemeWidth}
	c.screen = uv.NewTerminalRenderer(&c.changes, environ)
	c.screen.SetFullscreen(true)
	c.screen.SetRelativeCursor(false)
	// Windows Terminal moves the cursor out of a region that is scrolled
	c.screen.SetScrollOptim(runtime.GOOS != "windows")
	c.Colours(colours)
	return c
}

// Forget makes the next frame be painted whole: something else was written to the terminal.
func (c *Canvas) Forget() { c.whole = true }

// Colours tells how many the terminal has.
func (c *Canvas) Colours(p colorprofile.Profile) {
	if c.colours != p {
		c.colours = p
		c.screen.SetColorProfile(p)
		c.Forget()
	}
}

// Synchronize tells that the terminal can be asked to show a change at once and not in parts.
func (c *Canvas) Synchronize() { c.synced = true }

// Graphemes tells that the terminal can measure characters as they are seen (mode 2027). It is told to do so.
func (c *Canvas) Graphemes() {
	c.told = true
	c.measure = ansi.GraphemeWidth
	c.screen.SetGraphemeWidth(true)
	c.Forget()
}

// joining are characters that make one sign with their neighbours. Terminals that measure them one by one find another
// width.
var joining = []*unicode.RangeTable{unicode.M, unicode.Cf, unicode.Sk, unicode.Hangul, unicode.Regional_Indicator}

// firstJoining is the first that is not ASCII, nor a letter with its accent.
const firstJoining = 0x300

func joins(line string) bool {
	return strings.IndexFunc(line, func(r rune) bool { return r >= firstJoining && unicode.In(r, joining...) }) >= 0
}

// byCharacter measures as terminals do that were not told otherwise, once a frame has characters for which it matters.
// The tables for it take 2 MB, so they are left alone before.
func (c *Canvas) byCharacter(f Frame) {
	if c.told || c.measure == ansi.WcWidth {
		return
	}
	for y, line := range f.Lines {
		if line != at(c.shown.Lines, y) && joins(line) {
			c.measure = ansi.WcWidth
			c.Forget()
			return
		}
	}
}

// Paint returns what is to be written for a frame to be shown; nothing when it is.
func (c *Canvas) Paint(f Frame) []byte {
	if f.Width <= 0 || f.Height <= 0 {
		return nil
	}
	c.draw(f)
	c.screen.Render(c.cells.RenderBuffer)
	if f.Caret != nil {
		c.screen.MoveTo(f.Caret.X, f.Caret.Y)
	}
	c.changes.Reset()
	_ = c.screen.Flush() // into changes, which takes everything
	changed, visible := c.changes.Len() > 0, c.shown.Caret != nil
	hide := c.whole || visible && (changed || f.Caret == nil) // or the cursor is seen running over the screen
	show := f.Caret != nil && (hide || !visible)
	var out []byte
	add := func(when bool, sequence string) {
		if when {
			out = append(out, sequence...)
		}
	}
	add(c.synced && changed, ansi.SetModeSynchronizedOutput)
	add(c.told && c.whole, ansi.SetModeUnicodeCore)
	add(hide, ansi.ResetModeTextCursorEnable)
	out = append(out, c.changes.Bytes()...)
	add(show, ansi.SetModeTextCursorEnable)
	add(c.synced && changed, ansi.ResetModeSynchronizedOutput)
	c.shown, c.whole = f, false
	return out
}

// draw puts the lines that changed into cells.
func (c *Canvas) draw(f Frame) {
	c.byCharacter(f)
	whole := c.whole || f.Width != c.shown.Width || f.Height != c.shown.Height
	if whole {
		if c.cells.RenderBuffer == nil {
			c.cells = uv.NewScreenBuffer(f.Width, f.Height)
		}
		c.cells.Resize(f.Width, f.Height)
		c.cells.Method = c.measure
		c.screen.SetWidthMethod(c.measure)
		c.screen.Resize(f.Width, f.Height)
		c.screen.Erase()
	}
	for y := range f.Height {
		if line := at(f.Lines, y); whole || line != at(c.shown.Lines, y) {
			uv.NewStyledString(line).Draw(c.cells, uv.Rect(0, y, f.Width, 1))
		}
	}
}

func at(lines []string, y int) string {
	if y < len(lines) {
		return lines[y]
	}
	return ""
}
