//go:build unix

// Package console runs a program on a pseudo-terminal and is the terminal: it answers what a terminal is asked, keeps
// the screen, sends keys, and tells when the screen showed what. For tests, benchmarks and pictures only.
package console

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/creack/pty"
	"github.com/hinshun/vt10x"
)

// Options are a terminal's.
type Options struct {
	Width, Height int
	Env           []string // added to TERM, COLORTERM, LANG, PATH and HOME
	Mute          bool     // no query is answered
	Light         bool     // what is answered when asked for the background
}

// Console is a program and its terminal. It is safe for concurrent use.
type Console struct {
	Started time.Time

	cmd    *exec.Cmd
	tty    *os.File
	opts   Options
	closed chan struct{} // there is no more to read

	mu      sync.Mutex
	screen  vt10x.Terminal
	bytes   int
	tail    []byte // the end of what was read, for queries cut in two
	changed chan struct{}
	last    time.Time // of the last bytes
}

// Start runs a program. The error is the system's.
func Start(o Options, name string, args ...string) (*Console, error) {
	c := &Console{opts: o, cmd: exec.Command(name, args...), closed: make(chan struct{}), changed: make(chan struct{}),
		screen: vt10x.New(vt10x.WithSize(o.Width, o.Height))}
	c.cmd.Env = append([]string{"TERM=xterm-256color", "COLORTERM=truecolor", "LANG=C.UTF-8",
		"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME")}, o.Env...)
	c.Started = time.Now()
	tty, err := pty.StartWithSize(c.cmd, &pty.Winsize{Cols: uint16(o.Width), Rows: uint16(o.Height)})
	if err != nil {
		return nil, err
	}
	c.tty = tty
	go c.read()
	return c, nil
}

func (c *Console) read() {
	defer close(c.closed)
	buf := make([]byte, 1<<16)
	for {
		n, err := c.tty.Read(buf)
		if n > 0 {
			c.take(buf[:n])
		}
		if err != nil {
			return
		}
	}
}

func (c *Console) take(b []byte) {
	c.mu.Lock()
	c.last = time.Now()
	c.bytes += len(b)
	_, _ = c.screen.Write(b)
	answer := c.answer(b)
	close(c.changed)
	c.changed = make(chan struct{})
	c.mu.Unlock()
	if len(answer) > 0 {
		_, _ = c.tty.Write(answer)
	}
}

// queries are what programs ask terminals, and what an xterm says.
var queries = []struct{ ask, dark, light string }{
	{"\x1b]10;?", "\x1b]10;rgb:dddd/dddd/dddd\x1b\\", "\x1b]10;rgb:2222/2222/2222\x1b\\"},
	{"\x1b]11;?", "\x1b]11;rgb:1616/1818/1d1d\x1b\\", "\x1b]11;rgb:ffff/ffff/ffff\x1b\\"},
	{"\x1b[?2026$p", "\x1b[?2026;2$y", "\x1b[?2026;2$y"},
	{"\x1b[?2027$p", "\x1b[?2027;0$y", "\x1b[?2027;0$y"},
	{"\x1b[6n", "\x1b[1;1R", "\x1b[1;1R"},
	{"\x1b[c", "\x1b[?62;22c", "\x1b[?62;22c"},
}

// longestQuery is how much of what was read must be kept to know a query that was cut in two.
const longestQuery = 16

func (c *Console) answer(b []byte) []byte {
	if c.opts.Mute {
		return nil
	}
	known := len(c.tail)
	text := append(c.tail, b...)
	var out []byte
	for _, q := range queries {
		for at := 0; ; {
			i := bytes.Index(text[at:], []byte(q.ask))
			if i < 0 {
				break
			}
			if at += i + len(q.ask); at > known {
				if c.opts.Light {
					out = append(out, q.light...)
				} else {
					out = append(out, q.dark...)
				}
			}
		}
	}
	c.tail = append([]byte(nil), text[max(0, len(text)-longestQuery):]...)
	return out
}

// Text is the screen as lines, without blanks at their ends.
func (c *Console) Text() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return text(c.screen)
}

func text(screen vt10x.Terminal) string {
	lines := strings.Split(screen.String(), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " ")
	}
	return strings.Join(lines, "\n")
}

// Bytes is how many the program wrote so far.
func (c *Console) Bytes() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.bytes
}

// ErrNever tells that a screen was waited for in vain, or that the program ended.
var ErrNever = errors.New("the screen never showed it")

// Wait returns when the screen first matched, which is at once if it does.
func (c *Console) Wait(want *regexp.Regexp, patience time.Duration) (time.Time, error) {
	return c.until(patience, func() bool { return want.MatchString(text(c.screen)) })
}

// Change returns when any cell of the screen first differed from what it is at the call of Key.
func (c *Console) Change(before string, patience time.Duration) (time.Time, error) {
	return c.until(patience, func() bool { return cells(c.screen) != before })
}

// Cells is the screen with its colours, to compare.
func (c *Console) Cells() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return cells(c.screen)
}

func cells(screen vt10x.Terminal) string {
	var out strings.Builder
	w, h := screen.Size()
	for y := range h {
		for x := range w {
			g := screen.Cell(x, y)
			out.WriteRune(g.Char)
			out.WriteRune(rune(g.FG & 0xffff))
			out.WriteRune(rune(g.Mode))
		}
	}
	return out.String()
}

func (c *Console) until(patience time.Duration, holds func() bool) (time.Time, error) {
	end := time.After(patience)
	for {
		c.mu.Lock()
		ok, at, changed := holds(), c.last, c.changed
		c.mu.Unlock()
		if ok {
			return at, nil
		}
		select {
		case <-changed:
		case <-c.closed:
			return time.Time{}, ErrNever
		case <-end:
			return time.Time{}, ErrNever
		}
	}
}

// Quiet waits until nothing was written for that long.
func (c *Console) Quiet(pause time.Duration) {
	for {
		c.mu.Lock()
		since := time.Since(c.last)
		c.mu.Unlock()
		select {
		case <-c.closed:
			return
		default:
		}
		if since >= pause {
			return
		}
		time.Sleep(pause - since)
	}
}

// Keys sends what a keyboard would.
func (c *Console) Keys(keys string) error {
	_, err := c.tty.WriteString(keys)
	return err
}

// End sends the program a signal, or none where it ends by itself, waits for it, and returns its state.
func (c *Console) End(signal os.Signal) *os.ProcessState {
	if signal != nil {
		_ = c.cmd.Process.Signal(signal)
	}
	_ = c.cmd.Wait()
	_ = c.tty.Close()
	<-c.closed
	return c.cmd.ProcessState
}
