package tui

import (
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"rustadvisor/ui/crash"
	"rustadvisor/ui/terminal"
	"rustadvisor/ui/tui/screen"
)

// A fault of the program's own must cost the user nothing: whatever panics in a screen or a command, the terminal is
// put back, the answers are saved, and a report is left that tells what is needed to find the fault.

// guard stands between Bubble Tea and the root, and catches what panics there.
type guard struct {
	*root
	inbox  inbox
	pauses pauses
	trail  trail
	crash  *crash.Fault // the first
	send   func(tea.Msg)
	saving <-chan struct{} // closed once the last answer is on disk; nil when nobody waits for it

	program  *tea.Program
	terminal display // nil where the output is none
	awaited  bool    // a frameMsg is
}

// display is what frames are shown on: a terminal.Terminal.
type display interface {
	Size() (width, height int, ok bool)
	Resized() tea.WindowSizeMsg
	Ask(query string)
	Learn(msg tea.Msg)
	Show(f terminal.Frame) (wait time.Duration)
	Settle()
	PutBack()
	PutAllBack()
	Cook()
}

func (g *guard) Init() tea.Cmd {
	if g.terminal != nil { // what Bubble Tea would tell and ask later
		if width, height, ok := g.terminal.Size(); ok {
			g.env.Width, g.env.Height = width, height
		}
		if asks(g.o.Config.Theme) {
			g.terminal.Ask(ansi.RequestBackgroundColor)
		}
	}
	first := g.turn("beginning", g.root.Init)
	return tea.Batch(g.finish(&running{turn: first}), g.sign())
}

func (g *guard) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if c, ok := msg.(*crash.Fault); ok && g.crash == nil {
		g.crash = c
	}
	if g.crash != nil {
		return g, tea.Quit
	}
	switch msg := msg.(type) {
	case frameMsg:
		g.awaited = false
		return g, nil
	case spinMsg:
		return g, g.turnSpinner()
	case stopMsg:
		return g, g.stop()
	case *running:
		return g, tea.Batch(g.finish(msg), g.next())
	case tea.ColorProfileMsg, tea.ModeReportMsg:
		if g.terminal != nil {
			g.terminal.Learn(msg)
		}
	case tea.ResumeMsg:
		g.pauses.again()
	}
	return g, g.receive(msg)
}

// noticeMsg is something to be said.
type noticeMsg string

// frameMsg tells that a frame can be shown for which it was too early.
type frameMsg struct{}

// View shows the frame where there is a terminal. Bubble Tea, which would wait for its clock, gets an empty one: it has
// the modes from it.
func (g *guard) View() tea.View {
	t := &g.inbox
	if g.crash != nil || !t.last.drawn {
		return blankView()
	}
	v, frame := t.last.view, t.signed(t.last.frame)
	if g.terminal != nil {
		g.show(frame)
		v.Content, v.Cursor = empty, nil
	}
	return v
}

func frameOf(v tea.View, e screen.Env) terminal.Frame {
	f := terminal.Frame{Width: e.Width, Height: e.Height, Lines: strings.Split(v.Content, "\n")}
	if v.Cursor != nil {
		f.Caret = &terminal.Caret{X: v.Cursor.X, Y: v.Cursor.Y}
	}
	return f
}

// show shows a frame now, or a moment later where the last one was just shown.
func (g *guard) show(f terminal.Frame) {
	if wait := g.terminal.Show(f); wait > 0 && !g.awaited {
		g.awaited = true
		time.AfterFunc(wait, func() { g.send(frameMsg{}) })
	}
}

// empty is a frame without anything; Bubble Tea clears the window again and again for one without a line.
const empty = " "

func blankView() tea.View {
	v := tea.NewView(empty)
	v.AltScreen = true
	return v
}

// guarded makes a command, and those that it brings, tell of a panic instead of ending everything.
func (g *guard) guarded(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer func() {
			if r := recover(); r != nil {
				msg = crash.Caught(r, "running a command")
			}
		}()
		msg = cmd()
		switch msg := msg.(type) {
		case tea.BatchMsg:
			for i := range msg {
				msg[i] = g.guarded(msg[i])
			}
		case tea.SuspendMsg:
			if !pausable() {
				return noticeMsg("There is no shell to come back from: the program goes on.")
			}
			g.settle()
			g.pauses.stopping()
		case tea.QuitMsg:
			g.settle()
		}
		return msg
	}
}

// ahead runs a command at once. Bubble Tea would begin only when the next screen is computed, which saving need not
// wait for.
func (g *guard) ahead(cmd tea.Cmd) tea.Cmd {
	var msg tea.Msg
	done := make(chan struct{})
	g.saving, cmd = done, g.guarded(cmd)
	go func() {
		defer close(done)
		msg = cmd()
	}()
	return func() tea.Msg {
		<-done
		return msg
	}
}

// slowDisk is how long a frame waits for the answer that led to it to be on disk: what is shown then outlives any end
// of the program. A disk takes a millisecond, less than the frame; one that hangs must not keep the program from going
// on.
const slowDisk = 250 * time.Millisecond

func (g *guard) awaitSave() {
	if g.saving == nil {
		return
	}
	select {
	case <-g.saving:
	case <-time.After(slowDisk):
	}
	g.saving = nil
}

// settle waits for replies of the terminal that are on their way.
func (g *guard) settle() {
	if g.terminal != nil {
		g.terminal.Settle()
	}
}

// putBack gives the terminal back as it was. Where Bubble Tea did not come to its end, what it would write is written
// for it, unless the terminal takes nothing more: then it gets its modes only.
func (g *guard) putBack(ended bool) {
	switch {
	case g.terminal == nil:
	case ended:
		g.terminal.PutBack()
	default:
		written := make(chan struct{})
		go func() {
			defer close(written)
			g.terminal.PutAllBack()
		}()
		select {
		case <-written:
		case <-time.After(late):
		}
		g.terminal.Cook()
	}
}

// late is how long a terminal may take to take what puts it back.
const late = 250 * time.Millisecond

// beside runs something in a goroutine of its own, where a panic would else be the end of everything.
func (g *guard) beside(doing string, run func()) {
	go func() {
		defer func() {
			if r := recover(); r != nil {
				g.send(crash.Caught(r, doing))
			}
		}()
		run()
	}()
}

// close saves what is not saved, and tells of a crash.
func (g *guard) close() error {
	lost := g.flush()
	if g.crash == nil {
		return lost
	}
	return g.crash.End(crash.About{Folder: g.o.Reports, When: g.o.Now(), Version: g.o.Version, Answers: true, Lost: lost,
		More: [][2]string{{"window", fmt.Sprintf("%d×%d", g.env.Width, g.env.Height)}, {"screen", g.screens()},
			{"before", g.trail.String()}}})
}

// flush saves what is not saved; after a crash that may panic as well.
func (g *guard) flush() (err error) {
	if g.crash != nil {
		defer func() {
			if r := recover(); r != nil {
				err = fmt.Errorf("cannot save answers: %v", r)
			}
		}()
	}
	return g.root.flush()
}

// screens names the screen shown, and the one it covers.
func (g *guard) screens() string {
	name := screen.Name(g.screen)
	if g.under != nil {
		name += " over " + screen.Name(g.under)
	}
	return name
}

// trail is what happened last: keys by name, what was typed as text only by its being text, anything else by its kind.
type trail []string

const trailLength = 60

func (t *trail) add(msg tea.Msg, m *root) {
	what := strings.TrimPrefix(fmt.Sprintf("%T", msg), "tui.")
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		what = msg.String()
		if msg.Text != "" && (m.typing() || m.palette != nil) {
			what = "(text)"
		}
	case tea.WindowSizeMsg:
		what = fmt.Sprintf("%d×%d", msg.Width, msg.Height)
	}
	if *t = append(*t, what); len(*t) > trailLength {
		*t = (*t)[1:]
	}
}

func (t trail) String() string { return strings.Join(t, " ") }
