package tui

import (
	"bytes"
	"os"
	"sync"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
)

// terminal is what Bubble Tea writes to. It stands between because of the program's first moments: the first frame is there
// before Bubble Tea's, and who leaves at once must not find the terminal's late replies at the shell's prompt.
type terminal struct {
	*os.File
	before *term.State // its modes when the program began, or nil

	mu    sync.Mutex
	shown bool      // the alternate screen is
	mute  bool      // the program is about to leave: nothing is asked any more
	asked time.Time // when the terminal was last asked anything
}

func newTerminal(file *os.File) *terminal {
	before, _ := term.GetState(file.Fd())
	return &terminal{File: file, before: before}
}

// queries are what Bubble Tea asks a terminal.
var queries = [][]byte{[]byte(ansi.RequestModeSynchronizedOutput), []byte(ansi.RequestModeUnicodeCore), []byte(ansi.RequestBackgroundColor),
	[]byte(ansi.RequestKittyKeyboard)}

var enter, leave = []byte(ansi.SetModeAltScreenSaveCursor), []byte(ansi.ResetModeAltScreenSaveCursor)

// Write leaves out what is asked when leaving: Bubble Tea writes at the end what it did not come to write. A terminal without
// an alternate screen, as GNU screen is by default, keeps what was shown; the line that the shell goes on in is emptied.
func (t *terminal) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	out := p
	for _, q := range queries {
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
		t.mute = t.shown && t.mute // it was shown by the first frame
		t.shown = true
	case in < off:
		t.shown, t.mute = false, true
		out = bytes.ReplaceAll(out, leave, []byte(ansi.EraseEntireLine+ansi.ResetModeAltScreenSaveCursor))
	}
	if len(out) > 0 {
		if _, err := t.File.Write(out); err != nil {
			return 0, err
		}
	}
	return len(p), nil
}

// late is how long a terminal may take to answer, over a slow link.
const late = 250 * time.Millisecond

// settle waits until the terminal has answered, which takes no time but right after the start, and asks no more.
func (t *terminal) settle() {
	t.mu.Lock()
	t.mute = true
	asked := t.asked
	t.mu.Unlock()
	time.Sleep(late - time.Since(asked))
}

// putBack leaves the alternate screen if Bubble Tea did not: it does not know of the first frame.
func (t *terminal) putBack() {
	if t.shown {
		_, _ = t.Write([]byte(ansi.ResetModeAltScreenSaveCursor + ansi.SetModeTextCursorEnable))
	}
}

// cook gives the terminal the modes it had, where it takes no text that would do it.
func (t *terminal) cook() {
	if t.before != nil {
		_ = term.Restore(t.Fd(), t.before)
	}
}
