package tui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/google/go-cmp/cmp"

	"rustadvisor/advisor"
	"rustadvisor/advisor/answerfile"
	"rustadvisor/advisor/report"
	"rustadvisor/ui/internal/folder"
	"rustadvisor/ui/tui/screen"
)

// toPin opens what-if and the options of the database layer.
var toPin = append(essentials[:5:5], "x", "p", "2")

// A pin is tried like an answer: until it is kept, nothing of the session changes.
func TestPinShowsItsPriceAndIsTriedOnly(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 30)
	d.press(append(toPin[:len(toPin):len(toPin)], "down")...)
	d.sees("which must it be?", "If Database layer must be SQLx", "That costs ", "▸ Database layer", "pinned",
		"The advice would be Diesel")
	store := &fakeStore{}
	d.m.keeper.store = store
	d.press("enter")
	d.sees("› Keep 1 pin", "1 pin → 1 pick changes")
	if got := copied(d.m.screen, d.m.env); !strings.Contains(got, "--pin database-layer=sqlx") ||
		!strings.HasPrefix(got, "rustadvisor advise ") {
		t.Errorf("the command is %q", got)
	}
	d.press("c")
	d.sees("Copied the command", "› Keep 1 pin")
	before := d.m.env.Answers
	d.press("esc")
	d.sees("Your stack", "Discarded 1 pin")
	if len(store.saved) > 0 || !before.Same(d.m.env.Answers) || len(before.Pins) > 0 {
		t.Error("a pin that was only tried is saved")
	}
}

// A pin that is kept belongs to the session: it is saved, advised by, listed, what the next what-if starts from, and
// taken back there.
func TestPinIsKept(t *testing.T) {
	o := options(t, t.TempDir())
	d := start(t, o, 100, 30)
	d.press(append(toPin[:len(toPin):len(toPin)], "down", "enter", "g", "down", "down", "enter", "2")...)
	d.sees("› Keep 1 change, 1 pin")
	d.press("enter")
	d.sees("Your stack", "Kept 1 change, 1 pin.", "Pinned by you: SQLx")
	if got := d.m.env.Answers; got.Choice("store") != "sqlite" || got.Pins["database-layer"] != "sqlx" {
		t.Errorf("%+v", got)
	}
	text, err := os.ReadFile(o.Store.Path(d.m.env.Session))
	if err != nil {
		t.Fatal(err)
	}
	read, _, err := answerfile.Parse(d.m.env.Engine.Base(), "session.toml", text)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(report.Markdown(d.m.env.Engine.Advise(read))),
		string(report.Markdown(d.m.env.Engine.Advise(d.m.env.Answers)))); diff != "" {
		t.Errorf("what is saved gives another advice than is shown (-saved +shown):\n%s", diff)
	}
	again := start(t, o, 100, 30)
	again.press("enter")
	if !again.m.env.Answers.Same(d.m.env.Answers) {
		t.Errorf("saved as %+v", again.m.env.Answers)
	}
	d = again
	d.press("a")
	d.sees("Your answers", "· 1 pin", "Pinned: used whatever the answers say", "Database layer", "■ SQLx")
	d.press("G", "up", "enter")
	d.sees("What if", "Database layer: which must it be?", "SQLx is pinned", "The advice would be Diesel")
	d.press("1")
	d.sees("› Keep 1 pin released", "If Database layer is not pinned", "SQLx is no longer pinned")
	d.press("enter")
	d.sees("Kept 1 pin released.")
	d.lacks("Pinned by you")
	if got := d.m.env.Answers; len(got.Pins) > 0 || got.Choice("store") != "sqlite" {
		t.Errorf("%+v", got)
	}
}

// The interview can begin with pins: nothing is saved before something is answered, and then they are.
func TestPinsToBeginWith(t *testing.T) {
	o := options(t, t.TempDir())
	o.Answers = &advisor.Answers{Pins: map[string]string{"database-layer": "sqlx"}}
	d := start(t, o, 100, 30)
	d.sees("What brings you here?", "pinned ■")
	if o.Store.Latest() != "" {
		t.Error("a pin alone is saved")
	}
	d.press("1", "1")
	if _, a, _, ok := o.Store.Open(d.m.env.Engine.Base(), o.Store.Latest()); !ok || a.Pins["database-layer"] != "sqlx" ||
		len(a.Choices) != 2 {
		t.Errorf("saved: %+v", a)
	}
}

func TestPinUndoAndTakeBack(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 30)
	d.press(append(toPin[:len(toPin):len(toPin)], "down", "enter", "p", "1", "2")...)
	d.sees("2 pins", "› Keep 2 pins")
	d.press("u")
	d.sees("1 pin →")
	d.press("p", "2")
	d.sees("1 No pin: what the answers say", "✓")
	d.press("up")
	d.press("1") // takes it back
	d.sees("Nothing changed yet")
	d.press("p", "2", "left", "left") // back by both lists
	d.sees("Nothing changed yet")
	d.press("esc")
	d.lacks("Discarded")
}

// One that is ruled out stands last, dimmed, with the reason, and can be pinned; the answer that would have to change
// is named.
func TestPinAgainstAVeto(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 30)
	d.press(append(toPin[:len(toPin):len(toPin)], "down", "down", "down", "down")...)
	d.sees("› 5 MongoDB driver", "Ruled out: it speaks only", "breaks 1 veto", "Breaks a veto: “Store: PostgreSQL”")
	d.press("enter")
	d.sees("1 pin → 1 pick changes", "→ MongoDB driver")
}

// A star in the lists of pins would be one on a question that is not shown.
func TestPinListsTakeNoStar(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 30)
	d.press(append(toPin[:len(toPin):len(toPin)], "*")...)
	d.press("esc", "esc", "esc")
	d.lacks("★")
}

// What is tried is exported from where it is tried, pins included, and trying goes on afterwards.
func TestPinsAreExported(t *testing.T) {
	d, dir := start(t, options(t, t.TempDir()), 100, 30), t.TempDir()
	d.m.env.Disk = screen.OSDisk{}
	d.press(append(toPin[:len(toPin):len(toPin)], "down", "enter", "e", "f", "ctrl+u")...)
	d.sees("what you try: 1 pin")
	d.send(tea.PasteMsg{Content: dir})
	d.press("enter", "down", "down", "down", "down", "down", "space", "enter")
	d.sees("rustadvisor advise --answers")
	d.lacks("--pin")
	want := d.m.env.Engine.Advise(d.m.env.Answers.Pinned(advisor.Pin{Decision: "database-layer", Option: "sqlx"}))
	if diff := cmp.Diff(string(report.Markdown(want)), folder.Text(t, dir, "STACK.md")); diff != "" {
		t.Error(diff)
	}
	a, _, err := answerfile.Parse(d.m.env.Engine.Base(), "answers.toml", []byte(folder.Text(t, dir, "answers.toml")))
	if err != nil || a.Pins["database-layer"] != "sqlx" {
		t.Errorf("the answers file: %v, %v", a, err)
	}
	records, _ := filepath.Glob(filepath.Join(dir, "docs", "decisions", "*-database-layer-sqlx.md"))
	if len(records) != 1 || !strings.Contains(folder.Text(t, filepath.Dir(records[0]), filepath.Base(records[0])),
		"The team has pinned SQLx") {
		t.Errorf("the records are %v", records)
	}
	d.press("enter")
	d.sees("What if", "1 pin → 1 pick changes")
	d.press("p", "2", "1") // and it still compares
	d.sees("Nothing changed yet")
	d.press("e", "esc", "esc")
	d.sees("Your stack")
}

// copied is the text that the screen's c puts into the clipboard, or "".
func copied(s screen.Screen, e screen.Env) string {
	acts, _ := s.Update(e, keyPress("c"))
	for _, a := range acts {
		if c, ok := a.(screen.Copy); ok {
			return c.Text
		}
	}
	return ""
}
