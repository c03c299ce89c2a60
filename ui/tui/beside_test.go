//go:build !windows

package tui

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
	"rustadvisor/ui/session"
	"rustadvisor/ui/terminal"
	"rustadvisor/ui/tui/keymap"
	"rustadvisor/ui/tui/screen"
)

// dearest is how many dear questions lint takes.
var dearest = sync.OnceValues(func() (int, error) {
	dir, err := os.MkdirTemp("", "dear")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	low, high := 1, 60
	for high-low > 1 {
		n := (low + high) / 2
		if err := writeRules(dir, n); err != nil {
			return 0, err
		}
		if _, err := withRules(dir); err == nil {
			low = n
		} else if high = n; !strings.Contains(err.Error(), ", more than ") {
			return 0, err
		}
	}
	return low, nil
})

func withRules(dir string) (*knowledge.Base, error) {
	return knowledge.Load(os.DirFS("testdata/kb"), knowledge.House{Name: "dear", FS: os.DirFS(dir)})
}

// dearRules writes house rules that make advice as dear as lint allows: many questions that take several of many
// choices, each of which bears on several decisions.
func dearRules(t *testing.T, dir string) *knowledge.Base {
	t.Helper()
	n, err := dearest()
	if err == nil {
		err = writeRules(dir, n)
	}
	base, wrong := withRules(dir)
	if err := errors.Join(err, wrong); err != nil {
		t.Fatal(err)
	}
	return base
}

func writeRules(dir string, questions int) error {
	criteria := []string{"database-layer.sql", "database-layer.orm", "database-layer.async", "web-framework.needed",
		"web-framework.small", "async-runtime.ecosystem", "async-runtime.small"}
	var out strings.Builder
	for q := range questions {
		fmt.Fprintf(&out, "[[question]]\nid = \"dear-%d\"\nsection = \"team\"\ntitle = \"Dear %d?\"\nshort = \"Dear %d\"\n"+
			"why = \"It is dear.\"\nseveral = true\n", q, q, q)
		for c := range 59 {
			fmt.Fprintf(&out, "[[question.choice]]\nid = \"c%d\"\nlabel = \"Choice %d\"\nadds = { %q = %d, %q = %d, %q = %d }\n",
				c, c, criteria[(q+c)%7], 1+c%5, criteria[(q+c+2)%7], 1+q%5, criteria[(q+c+5)%7], 1+(c+q)%4)
		}
	}
	return os.WriteFile(filepath.Join(dir, "questions.toml"), []byte(out.String()), 0o600)
}

// besieged is a program that works out advice on the dearest rules, and tells so.
func besieged(t *testing.T) (c *console, store string) {
	t.Helper()
	rules := t.TempDir()
	base := dearRules(t, rules)
	a := advisor.Answers{Choices: map[string][]string{}}
	for _, q := range base.Questions {
		for i, choice := range q.Choices {
			if i == 0 || q.Several && i%2 == 0 && !choice.Lone() {
				a.Choices[q.ID] = append(a.Choices[q.ID], choice.ID)
			}
		}
	}
	a.Choices[knowledge.JourneyQuestion] = []string{"new-service"}
	store = t.TempDir()
	if _, err := (session.Store{Dir: store}).Keep(base, session.Held{}, a, noon); err != nil {
		t.Fatal(err)
	}
	c = run(t, store, asHouse+"="+rules, asSlow+"=1")
	c.until("ontinue")
	c.keys("\r")
	c.until(strings.TrimSpace(working))
	return c, store
}

// While advice is worked out keys are obeyed, and ctrl+c does not wait for it.
func TestKeysWhileComputing(t *testing.T) {
	c, store := besieged(t)
	c.keys("?")
	c.until("ctrl+z") // the list of keys
	c.keys("\x03")
	if got := code(t, c.wait()); got != 0 {
		t.Errorf("exit code %d", got)
	}
	c.putBack()
	if (session.Store{Dir: store}).Latest() == "" {
		t.Error("no session is left")
	}
}

// Leaving what is worked out ends it: the answers are there at once, and what is answered then is kept.
func TestLeavingWhileComputing(t *testing.T) {
	c, store := besieged(t)
	c.keys("\x1b")
	c.until("Query style")
	c.keys("\x1b[B\r")
	c.until("What will it be?")
	c.keys("2")
	c.until("A worker")
	c.keys("\x03")
	if got := code(t, c.wait()); got != 0 {
		t.Errorf("exit code %d", got)
	}
	c.putBack()
	sessions := session.Store{Dir: store}
	text, err := os.ReadFile(sessions.Path(sessions.Latest()))
	if err != nil || !strings.Contains(string(text), `kind = "worker"`) {
		t.Errorf("saved is %s, %v", text, err)
	}
}

// Signals do not wait for it either.
func TestSignalsWhileAdvising(t *testing.T) {
	for signal, want := range map[syscall.Signal]int{syscall.SIGINT: 130, syscall.SIGTERM: 143, syscall.SIGHUP: 129,
		syscall.SIGQUIT: 131} {
		c, _ := besieged(t)
		if err := c.cmd.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		if got := code(t, c.wait()); got != want {
			t.Errorf("%v gives exit code %d, want %d", signal, got, want)
		}
		c.putBack()
	}
}

// slow is a screen that takes a key only once it is let.
type slow struct {
	let   chan struct{}
	taken *[]string
}

func (s slow) Update(_ screen.Env, msg tea.Msg) (screen.Actions, tea.Cmd) {
	if k, ok := msg.(tea.KeyPressMsg); ok {
		<-s.let
		*s.taken = append(*s.taken, k.String())
	}
	return nil, nil
}

func (s slow) View(screen.Env, screen.Size) screen.View {
	return screen.View{Head: screen.Head{Left: "slow"}, Body: []string{strings.Join(*s.taken, "")}}
}

func (slow) Keys(screen.Env) keymap.Help { return keymap.Help{} }

// slowly is a program with such a screen that was given three keys.
func slowly(t *testing.T) (g *guard, s slow, later tea.Cmd) {
	t.Helper()
	g = &guard{root: newRoot(options(t, t.TempDir()))}
	g.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	s = slow{make(chan struct{}), new([]string)}
	g.screen = s
	_, later = g.Update(keyPress("x"))
	for _, k := range []string{"y", "z"} {
		g.Update(keyPress(k))
	}
	return g, s, later
}

// Keys that come while another is being taken are taken in turn, and what is shown does not wait for them; the
// spinner comes once that takes longer.
func TestKeysInTurn(t *testing.T) {
	g, s, later := slowly(t)
	g.inbox.since = time.Now().Add(-time.Second)
	g.Update(spinMsg{})
	if frame := shown(g); !strings.Contains(frame, "working") || strings.Contains(frame, "x") {
		t.Errorf("while x is taken shown is\n%s", frame)
	}
	close(s.let)
	var ended bool
	runGuarded(g, later, &ended)
	if got := strings.Join(*s.taken, ""); got != "xyz" || ended {
		t.Errorf("taken is %q", got)
	}
	if frame := shown(g); strings.Contains(frame, "working") || !strings.Contains(frame, "xyz") {
		t.Errorf("afterwards shown is\n%s", frame)
	}
}

// The spinner takes the end of the line above the keys, which is cut without a sign: a shorter line hides nothing.
func TestSpinnerCutsTheLine(t *testing.T) {
	for height, want := range map[int]bool{24: false, 14: true} {
		f := terminal.Frame{Width: 60, Height: height, Lines: []string{"", strings.Repeat("─", 60), strings.Repeat("k", 60)}}
		got := strings.Join((&inbox{spin: 1}).signed(f).Lines[1:], "\n")
		if !strings.Contains(got, working) || strings.Contains(got, "…") != want {
			t.Errorf("in %d lines:\n%s", height, got)
		}
	}
}

// shown is what a terminal would get.
func shown(g *guard) string { return strings.Join(g.inbox.signed(g.inbox.last.frame).Lines, "\n") }

// What was typed before ctrl+c still counts, if it is done soon; if not, the program ends without.
func TestTypedBeforeCtrlC(t *testing.T) {
	for _, soon := range []bool{true, false} {
		g, s, later := slowly(t)
		_, stop := g.Update(keyPress("ctrl+c"))
		want := ""
		if soon {
			want = "xyz"
			close(s.let)
		} else {
			later = stop
		}
		var ended bool
		runGuarded(g, later, &ended)
		if got := strings.Join(*s.taken, ""); got != want || !ended {
			t.Errorf("taken is %q, the program ended: %v", got, ended)
		}
		if !soon {
			close(s.let)
		}
	}
}
