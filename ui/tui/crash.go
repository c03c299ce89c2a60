package tui

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"rustadvisor/knowledge"
)

// A fault of the program's own must cost the user nothing: whatever panics in a screen or a command, the terminal is put
// back, the answers are saved, and a report is left that tells what is needed to find the fault.

// Crashed tells that the program had to end because of a fault of its own. It is one line.
type Crashed struct {
	Report string // the file that tells more, or "" where none could be written
	Lost   error  // why the answers could not be saved, or nil
	cause  string
}

func (c *Crashed) Error() string {
	answers := "your answers are saved"
	if c.Lost != nil {
		answers = "your last answer could not be saved"
	}
	if c.Report == "" {
		return fmt.Sprintf("a fault of the program ended it (%s); %s; no report could be written", c.cause, answers)
	}
	return fmt.Sprintf("a fault of the program ended it; %s; what happened is in %s", answers, c.Report)
}

// guard stands between Bubble Tea and the root, and catches what panics there.
type guard struct {
	*root
	pauses pauses
	trail  trail
	crash  *crash // the first
	end    func() // ends the program; View can ask for nothing itself
}

// crash is what panicked. It is a message, too: that of a command that did.
type crash struct {
	cause any
	stack []byte
	doing string
}

func caught(cause any, doing string) *crash { return &crash{cause, debug.Stack(), doing} }

func (g *guard) Init() tea.Cmd {
	g.root.paintFirst()
	return g.guarded(g.root.Init())
}

func (g *guard) Update(msg tea.Msg) (m tea.Model, cmd tea.Cmd) {
	defer func() {
		if r := recover(); r != nil {
			m, g.crash, cmd = g, caught(r, fmt.Sprintf("taking %T", msg)), tea.Quit
		}
	}()
	if c, ok := msg.(*crash); ok && g.crash == nil {
		g.crash = c
	}
	if g.crash != nil {
		return g, tea.Quit
	}
	switch msg := msg.(type) {
	case tea.ResumeMsg:
		g.pauses.again()
	case noticeMsg:
		g.say(string(msg))
	}
	g.trail.add(msg, g.root)
	_, cmd = g.root.Update(msg)
	return g, g.guarded(cmd)
}

// noticeMsg is something to be said.
type noticeMsg string

func (g *guard) View() (v tea.View) {
	defer func() {
		if r := recover(); r != nil {
			g.crash, v = caught(r, "drawing"), blankView()
			go g.end() // waits for the loop that calls View
		}
	}()
	if g.crash != nil {
		return blankView()
	}
	return g.root.View()
}

func blankView() tea.View {
	v := tea.NewView("")
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
				msg = caught(r, "running a command")
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
			g.pauses.stopping()
		}
		return msg
	}
}

// close saves what is not saved, and tells of a crash.
func (g *guard) close() error {
	lost := g.flush()
	if g.crash == nil {
		return lost
	}
	report, err := g.report(g.o.Reports)
	if err != nil {
		if report, err = g.report(os.TempDir()); err != nil {
			report = ""
		}
	}
	return &Crashed{report, lost, oneLine(g.crash.cause)}
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

func oneLine(cause any) string {
	first, _, _ := strings.Cut(fmt.Sprint(cause), "\n")
	return knowledge.Clean(first)
}

// report writes the report into a folder. It holds neither answers nor anything typed.
func (g *guard) report(folder string) (path string, err error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", err
	}
	now := g.o.Now().UTC()
	path = filepath.Join(folder, "crash-"+now.Format("20060102-150405")+".txt")
	text := fmt.Sprintf(`rustadvisor ended because of a fault of its own. This file has neither your answers nor what you typed.

when       %s
version    %s, knowledge %s
system     %s %s, %s, TERM=%s
window     %d×%d
screen     %s
doing      %s
before     %s

panic: %v

%s`, now.Format(time.RFC3339), g.o.Version, g.env.words.Version, runtime.GOOS, runtime.GOARCH, runtime.Version(), os.Getenv("TERM"),
		g.env.width, g.env.height, g.screens(), g.crash.doing, g.trail, g.crash.cause, g.crash.stack)
	return path, os.WriteFile(path, []byte(text), 0o600)
}

// screens names the screen shown, and the one it covers.
func (g *guard) screens() string {
	name := fmt.Sprintf("%T", g.screen)
	if g.under != nil {
		name += fmt.Sprintf(" over %T", g.under)
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
