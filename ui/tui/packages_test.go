package tui

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// moving answers the essential questions of a migration.
func moving(t *testing.T, width, height int) *driver {
	t.Helper()
	d := start(t, options(t, t.TempDir()), width, height)
	d.press("2")
	for range 20 {
		if strings.Contains(d.view(), "Python packages in use?") {
			return d
		}
		d.press("1")
	}
	t.Fatalf("nobody asks for the packages:\n%s", d.view())
	return nil
}

// A migration asks once which packages are in use; what is ticked is saved, and answered in the advice and beside the
// decision that it concerns.
func TestPackagesAreAskedInAMigration(t *testing.T) {
	d := moving(t, 100, 30)
	d.sees("[ ] SQLAlchemy", "Core users find themselves in SQLx")
	d.write("torchv")
	d.sees("[ ] torch", "keep it in Python")
	d.press("enter", "esc", "tab")
	d.sees("Overview", "From Python")
	if got := d.m.env.Answers.Packages; !slices.Equal(got, []string{"torch"}) {
		t.Errorf("in use are %q", got)
	}
	_, held, _, ok := d.m.o.Store.Open(fixture(t), d.m.env.Session)
	if !ok || !slices.Equal(held.Packages, []string{"torch"}) {
		t.Errorf("saved %v %q", ok, held.Packages)
	}
	d.press("p")
	d.sees("[✓] torch", "1 ticked")
	d.press("esc")
	d.sees("From Python")
}

// A list that is pasted, and a file that is named, are taken in whole; what nothing is known of is told, not guessed.
func TestPackagesOfAList(t *testing.T) {
	d := moving(t, 100, 30)
	d.send(tea.PasteMsg{Content: "sqlalchemy==2.0.1\nour-thing\n-e ./local\n"})
	d.sees("1 package known; 1 not: our-thing", "[✓] SQLAlchemy", "[✓] our-thing")
	d.write("missing.txt")
	d.sees("Read missing.txt")
	d.press("enter")
	d.sees("Cannot read the packages: there is no missing.txt")
	d.press("esc")
	d.write("requirements.txt")
	d.press("enter")
	want := []string{"inhouse", "our-thing", "sqlalchemy"}
	if got := d.m.env.Answers.Packages; !slices.Equal(got, want) {
		t.Errorf("in use are %q, not %q", got, want)
	}
	d.write("another-one")
	d.sees("another-one: not known here", "Nothing is known of it")
	d.press("enter", "tab")
	d.sees("Overview")
}

// Nobody else is asked, and where nothing is moved the key does nothing.
func TestPackagesAreOfAMigration(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 30)
	d.press(essentials...)
	d.sees("Overview")
	before := d.view()
	d.press("p")
	if d.view() != before {
		t.Errorf("p does something:\n%s", d.view())
	}
}
