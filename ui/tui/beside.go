package tui

import (
	"context"
	"fmt"
	"slices"
	"time"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/spinner"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"rustadvisor/advisor"
	"rustadvisor/ui/crash"
	"rustadvisor/ui/styles"
	"rustadvisor/ui/terminal"
	"rustadvisor/ui/tui/screen"
	"rustadvisor/ui/tui/widget"
)

// The root takes messages beside Bubble Tea's loop, one after the other. Mostly it is done within a millisecond or two,
// and the loop waits for it, so that nothing flickers. Where house rules make a key dear the loop goes on: more keys
// are taken note of, a sign shows that something is under way, and ctrl+c ends it.

// inbox is the messages that the root is still to take, and what it is busy with.
type inbox struct {
	queue   []tea.Msg
	running *running // the turn that the loop does not wait for, or nil
	stopped bool     // the program ends: nothing more is taken

	last    turn      // what it came to last
	since   time.Time // when what is under way began, or zero
	ticking bool      // a spinMsg is on its way
	spin    int       // which picture of the spinner is shown, from 1; 0 is none
}

// turn is what a message comes to: a command, and what is shown then.
type turn struct {
	cmd    tea.Cmd
	drawn  bool
	view   tea.View
	frame  terminal.Frame
	styles styles.Styles
	waits  bool // the screen waits for a command
	crash  *crash.Fault
}

// running is a turn that is under way.
type running struct {
	turn
	done chan struct{} // closed when the turn is known
}

type (
	// spinMsg turns the spinner.
	spinMsg struct{}
	// stopMsg comes when keys that were typed before ctrl+c had their time.
	stopMsg struct{}
)

const (
	// atOnce is how long the loop waits for what a message comes to.
	atOnce = 20 * time.Millisecond
	// lastWords is how long keys may take that were typed before ctrl+c: they still count.
	lastWords = 150 * time.Millisecond
)

// receive has the root take a message once those before it are taken.
func (g *guard) receive(msg tea.Msg) tea.Cmd {
	if g.inbox.stopped {
		return nil
	}
	var stop tea.Cmd
	if k, ok := msg.(tea.KeyPressMsg); ok && g.inbox.running != nil && key.Matches(k, g.env.Keys.Stop) {
		stop = tea.Tick(lastWords, func(time.Time) tea.Msg { return stopMsg{} })
	}
	g.inbox.queue = append(g.inbox.queue, msg)
	return tea.Batch(stop, g.next())
}

// next takes messages until one takes longer.
func (g *guard) next() tea.Cmd {
	var cmds []tea.Cmd
	t := &g.inbox
	for t.running == nil && len(t.queue) > 0 && g.crash == nil {
		msg := t.queue[0]
		t.queue = t.queue[1:]
		if t.since.IsZero() {
			t.since = time.Now()
		}
		r := &running{done: make(chan struct{})}
		go func() {
			defer close(r.done)
			r.turn = g.turn(fmt.Sprintf("taking %T", msg), func() tea.Cmd { return g.takeNow(msg) })
		}()
		t.running = r
		select {
		case <-r.done:
			cmds = append(cmds, g.finish(r))
		case <-time.After(atOnce):
			cmds = append(cmds, func() tea.Msg {
				<-r.done
				return r
			})
		}
	}
	return tea.Batch(append(cmds, g.sign())...)
}

// takeNow has the root take a message, in a turn.
func (g *guard) takeNow(msg tea.Msg) tea.Cmd {
	g.trail.add(msg, g.root)
	if notice, ok := msg.(noticeMsg); ok {
		g.say(string(notice))
	}
	_, cmd := g.root.Update(msg)
	return cmd
}

// turn runs what changes the root, and draws it.
func (g *guard) turn(doing string, change func() tea.Cmd) (t turn) {
	defer func() {
		switch r := recover(); r {
		case nil, any(advisor.ErrEnded): // the program ends
		default:
			t.crash = crash.Caught(r, doing)
		}
	}()
	t.cmd = change()
	doing = "drawing"
	t.view = g.root.View()
	t.frame, t.styles, t.waits = frameOf(t.view, g.env), g.env.Styles, g.waits()
	t.drawn = true
	g.awaitSave()
	return t
}

// finish takes up what a message came to.
func (g *guard) finish(r *running) tea.Cmd {
	t := &g.inbox
	t.running = nil
	switch {
	case r.crash != nil:
		g.crash = r.crash
		return tea.Quit
	case r.drawn:
		t.last = r.turn
	}
	switch {
	case !t.last.waits:
		t.since, t.spin = time.Time{}, 0
	case t.since.IsZero():
		t.since = time.Now()
	}
	return g.guarded(r.cmd)
}

// stop ends the program at once, and whatever is computed.
func (g *guard) stop() tea.Cmd {
	g.inbox.stopped = true
	g.root.end()
	return g.guarded(tea.Quit)
}

// idle waits until the root is as the last message left it. One that hangs must be left alone.
func (g *guard) idle() bool {
	r := g.inbox.running
	if r == nil {
		return true
	}
	select {
	case <-r.done:
		_ = g.finish(r)
		return true
	case <-time.After(grace):
		return false
	}
}

// sign has the spinner shown once something takes longer than people take for at once.
func (g *guard) sign() tea.Cmd {
	t := &g.inbox
	if t.since.IsZero() || t.ticking {
		return nil
	}
	t.ticking = true
	wait := spinner.Line.FPS
	if t.spin == 0 {
		wait = time.Until(t.since.Add(screen.Patience))
	}
	return tea.Tick(wait, func(time.Time) tea.Msg { return spinMsg{} })
}

// turnSpinner shows the next picture of the spinner, if something is still under way.
func (g *guard) turnSpinner() tea.Cmd {
	t := &g.inbox
	t.ticking = false
	if !t.since.IsZero() && time.Since(t.since) >= screen.Patience {
		t.spin++
	}
	return g.sign()
}

// working is what is told beside the spinner.
const working = " working; ctrl+c ends it"

// signed is a frame with the spinner, at the end of the line above the keys or, in a low window, of the keys.
func (t *inbox) signed(f terminal.Frame) terminal.Frame {
	at, left := len(f.Lines)-1, "…" // out, of the keys
	if f.Height >= widget.Low {
		at, left = at-1, "" // of a line, which is as good shorter
	}
	if t.spin == 0 || at < 0 {
		return f
	}
	st := t.last.styles
	sign := " " + st.Accent.Render(spinner.Line.Frames[t.spin%len(spinner.Line.Frames)]) + st.Dim.Render(working)
	cells := min(f.Width, widget.MaxWidth) + (f.Width-min(f.Width, widget.MaxWidth))/2
	f.Lines = slices.Clone(f.Lines)
	room := max(0, cells-widget.Width(sign)-1)
	f.Lines[at] = widget.PadTo(ansi.Truncate(f.Lines[at], max(0, room-1), left), room) + sign
	return f
}

// errand is something that is computed as long as somebody waits for it.
type errand struct {
	ctx  context.Context
	stop context.CancelFunc
}

func (m *root) newErrand() errand {
	ctx, stop := context.WithCancel(m.ctx)
	return errand{ctx, stop}
}

// end ends what is computed; there need be nothing.
func (x *errand) end() {
	if x.stop != nil {
		x.stop()
	}
}

// longer is how much longer than it has to a command takes: nothing, but in tests, whose machines may be fast.
var longer time.Duration

// unlessEnded is a command that brings nothing where what it computes was ended.
func unlessEnded(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer func() {
			if r := recover(); r != nil && r != any(advisor.ErrEnded) {
				panic(r)
			}
		}()
		time.Sleep(longer)
		msg = cmd()
		if batch, is := msg.(tea.BatchMsg); is {
			for i := range batch {
				batch[i] = unlessEnded(batch[i])
			}
		}
		return msg
	}
}

// turnTo gives the screen an engine whose work ends when the screen is left.
func (m *root) turnTo(x errand) {
	m.work = x
	if m.engine != nil {
		m.env.Engine = m.engine.Within(x.ctx)
	}
}

// waits tells whether somebody waits for what runs beside.
func (m *root) waits() bool {
	return m.pending != nil || screen.Waits(m.screen)
}
