// Package terminal paints frames on a terminal: it writes the cells that changed, at once.
//
// Bubble Tea's renderer does the same at the ticks of a clock, 120 in a second at most, so that a key waits half of one
// on average and an idle program wakes for each. Cells are compared by the same library. This package can go when
// Bubble Tea draws a frame as soon as a message is handled and sleeps otherwise: New then is tea.WithOutput, and
// guard.View the root's.
package terminal

import (
	"bytes"
	"os"
	"slices"
	"strconv"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
)

// Terminal is what frames are shown on, at once, and what Bubble Tea writes to: the modes it sets and what it asks. It
// knows of no frame; where it clears the window, the frame is painted again. And who leaves at once must not find the
// terminal's late replies at the shell's prompt.
type Terminal struct {
	*os.File
	before *term.State // its modes when the program began, or nil
	query  string      // that it is asked with the first frame
	ascii  bool        // it takes no UTF-8

	mu      sync.Mutex
	canvas  *Canvas
	frame   Frame     // the last that was to be shown
	painted time.Time // when something last was
	shown   bool      // the alternate screen is
	left    bool      // it was, and is no more
	mute    bool      // the program is about to leave: nothing is asked any more
	asked   time.Time // when the terminal was last asked anything
}

func New(file *os.File) *Terminal {
	before, _ := term.GetState(file.Fd())
	return &Terminal{File: file, before: before, ascii: !UTF8(os.Getenv),
		canvas: NewCanvas(os.Environ(), colorprofile.Detect(file, os.Environ()))}
}

// Ask asks the terminal something with the first frame.
func (t *Terminal) Ask(query string) { t.query = query }

// Size is the window's in cells; false if there is none.
func (t *Terminal) Size() (width, height int, ok bool) {
	width, height, err := term.GetSize(t.Fd())
	return min(width, mostWidth), min(height, mostHeight), err == nil && width > 0 && height > 0
}

// A window is never taken for larger than this, in cells: no screen is, and memory is made for each cell.
const mostWidth, mostHeight = 500, 200

// Resized tells the size of the window now. A terminal that does not know its own, as on a serial line, has what the
// environment says, or the usual one.
func (t *Terminal) Resized() tea.WindowSizeMsg {
	if width, height, ok := t.Size(); ok {
		return tea.WindowSizeMsg{Width: width, Height: height}
	}
	size := tea.WindowSizeMsg{Width: 80, Height: 24}
	for name, cells := range map[string]*int{"COLUMNS": &size.Width, "LINES": &size.Height} {
		if n, err := strconv.Atoi(os.Getenv(name)); err == nil && n > 0 {
			*cells = n
		}
	}
	return Clamp(nil, size).(tea.WindowSizeMsg)
}

// Options make a program show itself on the terminal.
func (t *Terminal) Options() []tea.ProgramOption {
	size := t.Resized()
	return []tea.ProgramOption{tea.WithOutput(t.output()), tea.WithColorProfile(t.canvas.colours),
		tea.WithWindowSize(size.Width, size.Height), tea.WithFilter(Clamp)}
}

// Clamp keeps what Bubble Tea is told of the window's size to what screens have.
func Clamp(_ tea.Model, msg tea.Msg) tea.Msg {
	if size, ok := msg.(tea.WindowSizeMsg); ok {
		return tea.WindowSizeMsg{Width: min(size.Width, mostWidth), Height: min(size.Height, mostHeight)}
	}
	return msg
}

// frameTime is the least between two frames: nobody sees more, and a paste is not painted letter by letter.
const frameTime = time.Second / 120

// Show shows a frame. It returns 0, or how long to wait before this one can be shown: then it is to be called again.
func (t *Terminal) Show(f Frame) (wait time.Duration) {
	if t.ascii {
		f.Lines = slices.Clone(f.Lines)
		for i := range f.Lines {
			f.Lines[i] = ascii(f.Lines[i])
		}
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.frame = f
	switch wait = frameTime - time.Since(t.painted); {
	case t.left:
		return 0 // until Bubble Tea comes back to the alternate screen
	case wait > 0:
		return wait
	}
	out := t.canvas.Paint(f)
	if len(out) == 0 {
		return 0
	}
	if !t.shown {
		out = t.first(out)
	}
	t.painted = time.Now()
	if t.put(out) == nil { // else who reads the keys learns that the terminal is gone
		t.shown = true
	}
	return 0
}

// first is the first frame with what it begins with.
func (t *Terminal) first(frame []byte) []byte {
	if t.query == "" || t.mute {
		return slices.Concat(enter, wheelOn, frame)
	}
	t.asked = time.Now()
	return slices.Concat(enter, wheelOn, []byte(t.query), frame)
}

// Learn takes in what the terminal says of itself.
func (t *Terminal) Learn(msg tea.Msg) {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch msg := msg.(type) {
	case tea.ColorProfileMsg:
		t.canvas.Colours(msg.Profile)
	case tea.ModeReportMsg:
		switch {
		case msg.Mode == ansi.ModeSynchronizedOutput && msg.Value == ansi.ModeReset:
			t.canvas.Synchronize()
		case msg.Mode == ansi.ModeUnicodeCore && (msg.Value == ansi.ModeReset || msg.Value == ansi.ModeSet ||
			msg.Value == ansi.ModePermanentlySet):
			t.canvas.Graphemes()
		}
	}
}

// Queries are what a terminal is asked.
var Queries = [][]byte{[]byte(ansi.RequestModeSynchronizedOutput), []byte(ansi.RequestModeUnicodeCore),
	[]byte(ansi.RequestBackgroundColor),
	[]byte(ansi.RequestKittyKeyboard)}

var (
	enter, leave = []byte(ansi.SetModeAltScreenSaveCursor), []byte(ansi.ResetModeAltScreenSaveCursor)
	clearing     = []byte(ansi.EraseEntireScreen)

	// The wheel sends arrows while the alternate screen is shown (mode 1007), and text can be selected as ever. As the
	// terminal has been set is saved before and restored after.
	wheelOn  = []byte("\x1b[?1007s\x1b[?1007h")
	wheelOff = []byte("\x1b[?1007r")

	endOfChange = []byte(ansi.ResetModeSynchronizedOutput)
)

// Write leaves out what is asked when leaving: Bubble Tea writes at the end what it did not come to write. A terminal
// without an alternate screen, as GNU screen is by default, keeps what was shown; the line that the shell goes on in is
// emptied.
func (t *Terminal) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	out := p
	for _, q := range Queries {
		switch {
		case !bytes.Contains(out, q):
		case t.mute:
			out = bytes.ReplaceAll(out, q, nil)
		default:
			t.asked = time.Now()
		}
	}
	switch in, off := bytes.LastIndex(out, enter), bytes.LastIndex(out, leave); {
	case in > off:
		if t.shown { // by the first frame; some terminals would now forget where the shell's cursor was
			out = bytes.ReplaceAll(out, enter, nil)
		} else {
			out = bytes.ReplaceAll(out, enter, slices.Concat(enter, wheelOn))
		}
		t.mute = t.shown && t.mute
		t.shown, t.left = true, false
	case in < off:
		t.shown, t.left, t.mute = false, true, true
		out = bytes.ReplaceAll(out, leave, slices.Concat([]byte(ansi.EraseEntireLine), wheelOff, leave))
	}
	if t.shown && bytes.Contains(out, clearing) {
		out = t.again(out)
	}
	if len(out) > 0 {
		if err := t.put(out); err != nil {
			return 0, err
		}
	}
	return len(p), nil
}

func (t *Terminal) put(out []byte) error {
	_, err := t.File.Write(out)
	if err != nil {
		t.canvas.Forget() // nobody knows how much of it is shown
	}
	return err
}

// again adds the frame to what clears the window, before the terminal may show that it is empty.
func (t *Terminal) again(cleared []byte) []byte {
	t.canvas.Forget()
	head, synced := bytes.CutSuffix(cleared, endOfChange)
	out := slices.Concat(head, t.canvas.Paint(t.frame))
	if synced {
		out = append(out, endOfChange...)
	}
	return out
}

// late is how long a terminal may take to answer, over a slow link.
const late = 250 * time.Millisecond

// Settle waits until the terminal has answered, which takes no time but right after the start, and asks no more.
func (t *Terminal) Settle() {
	t.mu.Lock()
	t.mute = true
	asked := t.asked
	t.mu.Unlock()
	time.Sleep(late - time.Since(asked))
}

// PutBack leaves the alternate screen if Bubble Tea did not: it does not know of the first frame.
func (t *Terminal) PutBack() {
	if t.shown {
		_, _ = t.Write([]byte(ansi.ResetModeAltScreenSaveCursor + ansi.SetModeTextCursorEnable))
	}
}

// PutAllBack does all that Bubble Tea would at the end of a program: for one that does not come to it.
func (t *Terminal) PutAllBack() {
	_, _ = t.Write([]byte(ansi.ResetModeBracketedPaste + ansi.ResetModeFocusEvent + ansi.ResetModifyOtherKeys +
		ansi.PopKittyKeyboard(1) + ansi.ResetModeSynchronizedOutput + ansi.ResetModeUnicodeCore +
		ansi.ResetModeAltScreenSaveCursor + ansi.SetModeTextCursorEnable))
}

// Cook gives the terminal the modes it had, where it takes no text that would do it.
func (t *Terminal) Cook() {
	if t.before != nil {
		_ = term.Restore(t.Fd(), t.before)
	}
}
