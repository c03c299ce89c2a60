package tui

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"rustadvisor/ui/crash"
	"rustadvisor/ui/tui/keymap"
	"rustadvisor/ui/tui/screen"
)

// faulty is a screen that panics where it is told to.
type faulty struct{ where string }

func (f faulty) Update(_ screen.Env, msg tea.Msg) (screen.Actions, tea.Cmd) {
	if k, ok := msg.(tea.KeyPressMsg); ok && k.Text == "x" {
		switch f.where {
		case "update":
			panic("in update\nsecond line\x1b[2J")
		case "command":
			return nil, tea.Batch(func() tea.Msg { panic("in a command") }, func() tea.Msg { return nil })
		case "view":
			return screen.Ask(screen.Copy{Text: "x"}), nil
		}
	}
	return nil, nil
}

func (f faulty) View(screen.Env, screen.Size) screen.View {
	if f.where == "view" {
		panic("in view")
	}
	return screen.View{Head: screen.Head{Left: "faulty"}, Body: []string{"faulty " + f.where}}
}

func (faulty) Keys(screen.Env) keymap.Help { return keymap.Help{} }

// breaking is a program with answers of which nothing is saved, and the screen that panics.
func breaking(t *testing.T, o Options, where string) (g *guard, ended *bool) {
	t.Helper()
	g, ended = &guard{root: newRoot(o)}, new(bool)
	engine, _ := o.Load()
	msgs := []tea.Msg{tea.WindowSizeMsg{Width: 100, Height: 30}, loadedMsg{engine: engine}}
	for _, k := range []string{"1", "1", "/", "s", "e", "c", "r", "e", "t"} {
		msgs = append(msgs, keyPress(k))
	}
	for _, msg := range msgs {
		g.Update(msg)
		if !g.idle() { // the loop waits a moment only, a busy machine takes longer
			t.Fatal("the root hangs")
		}
	}
	g.screen, g.under = faulty{where}, nil
	m, cmd := g.Update(keyPress("x"))
	if m != g {
		t.Errorf("the model is %v", m)
	}
	runGuarded(g, cmd, ended)
	g.View()
	return g, ended
}

// runGuarded runs commands as Bubble Tea does.
func runGuarded(g *guard, cmd tea.Cmd, ended *bool) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			runGuarded(g, c, ended)
		}
	case tea.QuitMsg:
		*ended = true
	default:
		_, cmd := g.Update(msg)
		runGuarded(g, cmd, ended)
	}
}

// Wherever a screen panics, the program ends, the answers are saved, and there is a report without what was typed.
func TestPanic(t *testing.T) {
	for _, where := range []string{"update", "view", "command"} {
		t.Run(where, func(t *testing.T) {
			o := options(t, t.TempDir())
			o.Reports, o.Version = filepath.Join(t.TempDir(), "state"), "v1.2.3"
			g, ended := breaking(t, o, where)
			if !*ended || g.crash == nil {
				t.Fatal("it does not end")
			}
			var crashed *crash.Ended
			if err := g.close(); !errors.As(err, &crashed) || crashed.Lost != nil {
				t.Fatalf("closing gives %v", err)
			}
			if text := crashed.Error(); strings.ContainsAny(text, "\n\x1b") ||
				!strings.Contains(text, "your answers are saved") || !strings.Contains(text, crashed.Report) {
				t.Errorf("the user is told %q", text)
			}
			checkReport(t, crashed.Report, o.Reports, where)
			base := fixture(t)
			a, _, ok := o.Store.Load(base, o.Store.Latest())
			if !ok || a.Choice("kind") != "service" {
				t.Errorf("saved is %v", a)
			}
		})
	}
}

func checkReport(t *testing.T, path, folder, where string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil || filepath.Dir(path) != folder {
		t.Fatalf("%s: %v", path, err)
	}
	for _, want := range []string{"panic: in ", where, "version    v1.2.3", "window     100×30", "screen     faulty",
		"guard_test.go",
		"before     100×30 loadedMsg 1 1 / (text) (text)"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("the report lacks %q:\n%s", want, text)
		}
	}
	if strings.Contains(string(text), "s e c r e t") || strings.Contains(string(text), "postgres") {
		t.Errorf("the report has what was typed:\n%s", text)
	}
}

// A report that cannot be written is told of, and so are answers that cannot be saved.
func TestPanicWithoutRoom(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("TMPDIR", filepath.Join(file, "no"))
	t.Setenv("TMP", filepath.Join(file, "no"))
	o := options(t, filepath.Join(file, "sessions"))
	o.Reports = filepath.Join(file, "state")
	g, _ := breaking(t, o, "update")
	err := g.close()
	if text := err.Error(); !strings.Contains(text, "your last answer could not be saved") ||
		!strings.Contains(text, "in update") || strings.Contains(text, "\n") {
		t.Errorf("the user is told %q", text)
	}
}

// After a crash, saving may panic as well.
func TestPanicTwice(t *testing.T) {
	o := options(t, t.TempDir())
	o.Reports = t.TempDir()
	g, _ := breaking(t, o, "update")
	g.keeper.store = nil
	var crashed *crash.Ended
	if err := g.close(); !errors.As(err, &crashed) || crashed.Lost == nil {
		t.Errorf("closing gives %v", err)
	}
}
