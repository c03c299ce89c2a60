package tui

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/google/go-cmp/cmp"

	"rustadvisor/advisor"
	"rustadvisor/ui/session"
	"rustadvisor/ui/tui/screen"
)

// stock puts three sessions into a store: a named one done, an unnamed one under way, and one with a long name.
func stock(t *testing.T) string {
	t.Helper()
	s, base := session.Store{Dir: t.TempDir()}, fixture(t)
	for n, c := range []struct {
		name    string
		choices map[string][]string
	}{
		{"Payments", map[string][]string{"journey": {"new-service"}, "kind": {"service"}, "store": {"postgres"},
			"query-style": {"sql"}, "experience": {"new"}}},
		{"", map[string][]string{"journey": {"migrate-python"}, "store": {"sqlite"}}},
		{"The reporting service of the accounting department, twice",
			map[string][]string{"journey": {"new-service"}, "kind": {"worker"}, "store": {"mongodb"}, "experience": {"some"}}},
	} {
		id := fmt.Sprintf("2026112%d-100000", n)
		if _, err := s.Keep(base, session.Held{ID: id, Name: c.name}, advisor.Answers{Choices: c.choices}, noon); err != nil {
			t.Fatal(err)
		}
		when := noon.Add(-[]time.Duration{2 * time.Hour, 26 * time.Hour, 408 * time.Hour}[n])
		if c.name != "" {
			if _, err := s.Rename(id, c.name); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.Chtimes(s.Path(id), when, when); err != nil {
			t.Fatal(err)
		}
	}
	return s.Dir
}

func TestSessionsGolden(t *testing.T) {
	for name, keys := range map[string][]string{
		"sessions":         {"ctrl+o"},
		"sessions-open":    {"1", "ctrl+o"},
		"sessions-rename":  {"ctrl+o", "down", "r", "A", "P", "I"},
		"sessions-deleted": {"ctrl+o", "d"},
		"home-sessions":    nil,
		"keys-sessions":    {"ctrl+o", "?"},
	} {
		for _, size := range [][2]int{{100, 30}, {80, 24}, {50, 14}, {140, 45}} {
			full := fmt.Sprintf("%s-%dx%d", name, size[0], size[1])
			t.Run(full, func(t *testing.T) {
				d := start(t, options(t, stock(t)), size[0], size[1])
				d.press(keys...)
				golden(t, full, d.view())
				fits(t, d.m)
			})
		}
	}
}

func TestOpenASession(t *testing.T) {
	d := start(t, options(t, stock(t)), 100, 30)
	d.press("2", "1", "ctrl+o") // one of this run's own, then another
	d.sees("open now", "Payments")
	d.press("G", "enter")
	d.sees("Your stack", "MongoDB driver")
	d.press("ctrl+o")
	d.sees("› The reporting service", "open now", "4 sessions")
	d.press("esc")
	d.sees("Your stack")
	d.press("ctrl+o", "g", "enter")
	if screen.Name(d.m.screen) != "interview" {
		t.Errorf("the session left for another is gone: %T", d.m.screen)
	}
}

func TestRenameASession(t *testing.T) {
	dir := stock(t)
	d := start(t, options(t, dir), 100, 30)
	d.press("ctrl+o", "down", "r", "P", "a", "y", "m", "e", "n", "t", "s", "enter")
	d.sees("Another session is called “Payments”; “Payments (2)” is free", "Name Payments (2)")
	d.press("enter")
	d.sees("› Payments (2)")
	d.press("r", "ctrl+u", "q", "esc") // letters are text there
	if d.sees("› Payments (2)"); d.quit {
		t.Error("a letter of a name quits")
	}
	d.press("r", "ctrl+u")
	d.send(tea.PasteMsg{Content: "evil\x1b[2J\nname"})
	d.press("enter")
	d.sees("› evil[2J name")
	list, _ := session.Store{Dir: dir}.List(fixture(t))
	if list[1].Name != "evil[2J name" {
		t.Errorf("kept as %q", list[1].Name)
	}
}

// A name belongs to the session that it was begun for: a list that comes meanwhile leaves the field there, and closes
// it where that session is gone.
func TestNameStaysWithItsSession(t *testing.T) {
	for gone, want := range map[bool]string{false: "› Ledger", true: "No session is left."} {
		dir := stock(t)
		store := session.Store{Dir: dir}
		d := start(t, options(t, dir), 100, 30)
		d.press("ctrl+o")
		_, late := d.m.Update(keyPress("d"))
		if d.press("G", "r", "ctrl+u", "L", "e", "d", "g", "e", "r"); gone {
			for _, id := range []string{"20261121-100000", "20261122-100000"} {
				if err := os.Remove(store.Path(id)); err != nil {
					t.Fatal(err)
				}
			}
		}
		d.run(late)
		d.press("enter")
		d.sees(want)
		if list, _ := store.List(fixture(t)); !gone && (len(list) != 2 || list[1].Name != "Ledger") {
			t.Errorf("named are %v", list)
		}
	}
}

// A session that was left for another with an answer not saved yet, and then deleted, does not come back at the end.
func TestDeletedAfterItWasLeft(t *testing.T) {
	dir := stock(t)
	d := start(t, options(t, dir), 100, 30)
	d.press("1", "ctrl+o", "G", "enter", "ctrl+o")
	if len(d.m.left) != 1 || d.m.left[0].id != "20261120-100000" {
		t.Fatalf("left are %v", d.m.left)
	}
	d.m.left[0].number++
	d.press("g", "d")
	d.sees("Deleted, u brings it back: “Payments”.")
	if err := d.m.flush(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(session.Store{Dir: dir}.Path("20261120-100000")); err == nil {
		t.Error("it is back")
	}
}

func TestDeleteAndBringBack(t *testing.T) {
	dir := stock(t)
	d := start(t, options(t, dir), 100, 30)
	d.press("1", "a", "ctrl+o", "d") // the one under way
	d.sees("Deleted, u brings it back: “Payments”.", "2 sessions")
	d.press("d", "d")
	d.sees("No session is left.", "0 sessions")
	d.press("esc")
	d.sees("A few questions, and you get", "Start something new in Rust")
	d.lacks("Continue")
	if err := d.m.flush(); err != nil || (session.Store{Dir: dir}).Latest() != "" {
		t.Errorf("a deleted session is saved again: %v", err)
	}
	d.press("ctrl+o", "u", "u", "u")
	d.sees("Payments", "3 sessions", "“Payments” is back.")
	d.press("u")
	d.sees("Nothing was deleted.")
	d.press("g", "enter")
	d.sees("Your stack")
}

func TestDuplicateASession(t *testing.T) {
	d := start(t, options(t, stock(t)), 100, 30)
	d.press("ctrl+o", "c")
	d.sees("Duplicated as “Payments (2)”.", "› Payments (2)", "4 sessions")
}

func TestSessionsOfNothing(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 30)
	d.press("ctrl+o")
	d.sees("Nothing is saved yet.")
	d.press("enter", "r", "d", "c", "up", "down", "G")
	d.press("esc")
	d.sees("A few questions, and you get")
}

// Where nothing is left but what was set aside, that is said for longer than the notice stands.
func TestBrokenSessions(t *testing.T) {
	dir := t.TempDir()
	for _, id := range []string{"20261120-101010", "20261121-101010"} {
		if err := os.WriteFile(filepath.Join(dir, id+".toml"), []byte("answers = [ broken\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	d := start(t, options(t, dir), 100, 30)
	d.press("ctrl+o")
	d.press("down")
	d.sees("None can be opened. The files are kept as *.broken.")
	d.lacks("Nothing is saved yet")
}

// Another program on the same session is noticed with the next key or when the window is used again; its answers can be
// loaded, and whoever answers on keeps both.
func TestAnotherProgram(t *testing.T) {
	for _, way := range []string{"load", "answer on"} {
		t.Run(way, func(t *testing.T) {
			dir, now := stock(t), noon
			o := options(t, dir)
			o.Now = func() time.Time { now = now.Add(2 * time.Second); return now }
			a, b := start(t, o, 100, 30), start(t, o, 100, 30)
			a.press("1", "a", "g", "down", "down", "enter")
			b.press("1", "a", "g", "down", "down", "enter")
			b.sees("Where do the data live?")
			b.lacks("another program")
			a.press("2")
			if way == "load" {
				b.send(tea.FocusMsg{})
				b.sees("! Changed by another program: ctrl+r loads it; answering on keeps both.")
				b.press("down")
				b.sees("! Changed by another program")
				b.press("ctrl+r")
				b.sees("Loaded 5 answers")
				b.press("down")
				b.lacks("another program")
				if got := b.m.env.Answers.Choice("store"); got != "sqlite" {
					t.Errorf("loaded the store %q", got)
				}
				if a.press("up"); a.m.changed {
					t.Error("loading is taken for a change")
				}
				return
			}
			b.press("3")
			b.sees("Answers kept as “Payments (2)”: another program")
			b.press("ctrl+o")
			b.sees("4 sessions", "› Payments (2)")
			list, _ := session.Store{Dir: dir}.List(fixture(t))
			stores := map[string]string{}
			for _, i := range list {
				stores[i.Name] = i.Answers.Choice("store")
			}
			if stores["Payments"] != "sqlite" || stores["Payments (2)"] != "mongodb" {
				t.Errorf("saved %v", stores)
			}
		})
	}
}

// What could not be saved is first when another program's answers are loaded.
func TestReloadKeepsWhatIsNotSaved(t *testing.T) {
	dir, now := stock(t), noon
	o := options(t, dir)
	o.Now = func() time.Time { now = now.Add(2 * time.Second); return now }
	a, b := start(t, o, 100, 30), start(t, o, 100, 30)
	a.press("1", "a", "g", "down", "down", "enter")
	b.press("1", "a", "g", "down", "down", "enter")
	a.press("2")
	disk := b.m.keeper.store
	b.m.keeper.store = &fakeStore{Store: disk.(session.Store), fail: errDisk}
	b.press("3")
	b.sees("Not saved")
	b.send(changedMsg{b.m.keeper})
	b.press("ctrl+r")
	b.sees("Not saved") // nothing is given up
	b.m.keeper.store = disk
	b.press("ctrl+r")
	b.sees("Loaded 5 answers; answers kept as “Payments (2)”")
	if got := b.m.env.Answers.Choice("store"); got != "sqlite" {
		t.Errorf("loaded the store %q", got)
	}
	if list, _ := (session.Store{Dir: dir}).List(fixture(t)); len(list) != 4 {
		t.Errorf("%d sessions", len(list))
	}
}

// What the end has to say is said after it.
func TestConflictAtTheEnd(t *testing.T) {
	dir := stock(t)
	a, b := start(t, options(t, dir), 100, 30), start(t, options(t, dir), 100, 30)
	for _, d := range []*driver{a, b} {
		d.press("1", "a", "g", "down", "down", "enter")
	}
	a.press("2")
	b.m.Update(keyPress("3")) // the command that saves does not run
	if err := b.m.flush(); err != nil || len(b.m.parting) != 1 || !strings.Contains(b.m.parting[0], "“Payments (2)”") {
		t.Errorf("%v, %q", err, b.m.parting)
	}
}

// failing is a store in which nothing can be changed.
type failing struct{ session.Store }

var errFolder = errors.New("permission denied")

func (failing) Rename(string, string) (string, error)           { return "", errFolder }
func (failing) Delete(string, time.Time) error                  { return errFolder }
func (failing) Restore(string, time.Time) (session.Held, error) { return session.Held{}, errFolder }

func TestWhatFailsIsToldAndTheListStays(t *testing.T) {
	dir := stock(t)
	d := start(t, options(t, dir), 100, 30)
	d.m.env.Store = failing{session.Store{Dir: dir}}
	for _, keys := range [][]string{{"ctrl+o", "d"}, {"r", "x", "enter"}, {"u"}} {
		d.press(keys...)
		d.sees("! Permission denied.", "3 sessions")
	}
}

// Two programs in one folder, whatever is done in either: what a program shows as saved is in its file, or the other
// one has changed or deleted that since; and what the other one has changed stays as it is.
func TestTwoProgramsAtRandom(t *testing.T) {
	keys := []string{"1", "2", "3", "enter", "down", "up", "left", "a", "s", "*", "ctrl+o", "ctrl+o", "d", "u", "c", "r",
		"x", "ctrl+r", "esc", "n", "g", "G"}
	for seed := range uint64(2) {
		rng, dir, now := rand.New(rand.NewPCG(seed, 3)), stock(t), noon
		o := options(t, dir)
		o.Now = func() time.Time { now = now.Add(2 * time.Second); return now }
		both := []*driver{start(t, o, 100, 30), start(t, o, 80, 24)}
		for step := range 300 {
			d := both[rng.IntN(2)]
			name := keys[rng.IntN(len(keys))]
			k, s := d.m.keeper, session.Store{Dir: dir}
			if k != nil && k.changed() {
				id := k.held.ID
				theirs, _, _ := s.Load(fixture(t), id)
				d.press(name)
				if now, _, ok := s.Load(fixture(t), id); ok && !cmp.Equal(theirs, now) {
					t.Fatalf("seed %d, step %d, %s: the other's answers %v are now %v", seed, step, name, theirs, now)
				}
			} else {
				d.press(name)
			}
			fits(t, d.m)
			k = d.m.keeper
			if k == nil || d.m.number == 0 || !worthSaving(k, d.m.env.Answers) || d.m.unsaved != nil {
				continue
			}
			a, notes, ok := s.Load(fixture(t), k.held.ID)
			if len(notes) > 0 || ok && !cmp.Equal(a, d.m.env.Answers) && !k.changed() {
				t.Fatalf("seed %d, step %d, %s: shown as saved %v, but in the file is %v, %q", seed, step, name, d.m.env.Answers,
					a, notes)
			}
		}
	}
}

// Answers of a file are a session once one is changed: a start that changes nothing leaves none behind.
func TestAFileIsASessionOnceItIsChanged(t *testing.T) {
	o := options(t, t.TempDir())
	answers := advisor.Answers{Choices: map[string][]string{"journey": {"new-service"}, "kind": {"service"},
		"store": {"postgres"}, "query-style": {"sql"}, "experience": {"new"}}}
	o.Answers, o.File = &answers, "/team/ana.toml"
	d := start(t, o, 100, 30)
	d.sees("Your stack")
	d.press("q")
	if err := d.m.flush(); err != nil || o.Store.Count() != 0 {
		t.Errorf("%d sessions, %v", o.Store.Count(), err)
	}
	if said := strings.Join(d.m.goodbye(), "\n"); !strings.Contains(said, "Your stack: ") ||
		!strings.Contains(said, "/team/ana.toml is as it was") {
		t.Errorf("said at the end: %q", said)
	}
	d = start(t, o, 100, 30)
	d.press("a", "down", "enter", "2")
	if o.Store.Count() != 1 {
		t.Errorf("%d sessions after a change", o.Store.Count())
	}
	if said := strings.Join(d.m.goodbye(), "\n"); !strings.Contains(said, "Saved in ") {
		t.Errorf("said at the end: %q", said)
	}
}
