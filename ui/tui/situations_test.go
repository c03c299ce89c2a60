package tui

import (
	"slices"
	"testing"

	"rustadvisor/ui/tui/screen"
)

// From a question: type, tick, read what to mind, and go on where one was; what is ticked is saved and counts in
// the advice.
func TestSituationsAreTicked(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 30)
	d.press("1", "1")
	before := d.view()
	d.press("o")
	d.sees("What else is so?", "[ ] A connection pooler stands", "Turn prepared statements off")
	d.write("supav")
	d.lacks("Power is cut")
	d.press("enter")
	d.sees("[✓] A connection pooler stands", "1 ticked")
	d.press("tab")
	if d.view() != before {
		t.Errorf("it does not go on where it was:\n%s", d.view())
	}
	if got := d.m.env.Answers.Situations; !slices.Equal(got, []string{"pooler"}) {
		t.Errorf("ticked %v", got)
	}
	d.press(essentials[2:]...)
	d.press("o")
	d.write("tenants")
	d.press("enter")
	d.sees("Set the tenant in every transaction", "2 ticked")
	d.press("tab")
	d.sees("Overview")
	_, held, _, ok := d.m.o.Store.Open(fixture(t), d.m.env.Session)
	if !ok || !slices.Equal(held.Situations, []string{"pooler", "tenants"}) {
		t.Errorf("saved %v %v", ok, held.Situations)
	}
}

// Esc first clears what was typed, then goes back; a tick can be taken back; nothing found is said.
func TestSituationsEsc(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 60, 16)
	d.press(append(essentials[:5:5], "a", "o")...)
	d.write("zzz")
	d.sees("Nothing known has all these words")
	d.press("enter", "esc")
	d.sees("[ ] Power is cut")
	d.press("end", "enter", "enter", "esc")
	if _, is := d.m.screen.(interface{ Typing() bool }); is {
		t.Errorf("still on %s", screen.Name(d.m.screen))
	}
	if n := len(d.m.env.Answers.Situations); n > 0 {
		t.Errorf("%d are ticked", n)
	}
}

// What does not go with an answer is said beside the list.
func TestSituationsClash(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 140, 45)
	d.press("1", "1", "2", "o")
	d.write("pgbouncer")
	d.sees("This does not go with an answer: Store is answered “SQLite")
}
