package tui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"rustadvisor/advisor"
	"rustadvisor/advisor/answerfile"
	"rustadvisor/ui/tui/screen"
)

// typeText types text as a terminal would send it.
func (d *driver) typeText(text string) {
	for _, r := range text {
		d.press(map[rune]string{' ': "space"}[r] + strings.TrimSpace(string(r)))
	}
}

// compared compares the user's answers with those of a path.
func comparedWith(t testing.TB, path string, width, height int) *driver {
	t.Helper()
	d := start(t, options(t, t.TempDir()), width, height)
	d.press(append(essentials[:5:5], "v")...)
	d.typeText(path)
	d.press("enter")
	return d
}

func TestCompareTellsWhatMatters(t *testing.T) {
	d := comparedWith(t, "ben.toml", 100, 30)
	d.sees("[✓] you", "[✓] ben", "2 ticked")
	d.press("enter")
	d.sees("1 of 4 decisions differ", "You and ben differ on 2 answers; only 1 matters.",
		"Database layer: Diesel (you), SeaORM (ben)",
		"because of one answer:", "Changes nothing: Young crates.")
	d.press("w")
	d.sees("· Young crates: ", "w fold")
	d.press("esc")
	d.sees("Tick whose answers", "[✓] ben")
	d.press("esc")
	d.sees("Your stack")
}

// A pattern adds all files that fit, once; notes of what was left out are told. Of three, each choice has its people.
func TestCompareThree(t *testing.T) {
	d := comparedWith(t, "*.toml", 100, 40)
	d.sees("3 ticked", "cai.toml was made with knowledge 2020-01")
	d.typeText("ben.toml")
	d.press("enter")
	if n := strings.Count(d.view(), "ben.toml"); n != 1 {
		t.Errorf("ben stands there %d times", n)
	}
	d.press("enter")
	d.sees("You, ben and cai differ on 3 answers", "Who  Database layer\n", "  cai  MongoDB driver\n",
		"1  Diesel: you", "cai would come to Diesel with:", "To change: ben")
	d.press("esc", "up", "space", "enter") // without cai
	d.sees("You and ben differ on 2 answers")
}

// Who started from a file of their own is not counted once more when a pattern finds it.
func TestCompareCountsNobodyTwice(t *testing.T) {
	o := options(t, t.TempDir())
	list, _, err := (&fakeDisk{}).Theirs(nil, "ben.toml")
	if err != nil {
		t.Fatal(err)
	}
	o.Answers, o.File = &list[0].Answers, list[0].File
	d := start(t, o, 100, 40)
	d.press("v")
	d.typeText("*.toml")
	d.press("enter")
	d.sees("“ben” is in the list as “you”, and counts once", "[✓] cai", "2 ticked")
}

func TestCompareNeedsTwo(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 30)
	d.press(append(essentials[:5:5], "v", "up", "enter")...)
	d.sees("Only “you” is ticked")
	d.press("space", "down", "enter")
	d.sees("Nobody is ticked")
	d.typeText("nobody.toml")
	d.press("enter")
	d.sees("No such file or directory: nobody.toml", "Another file  nobody.toml")
	d.press("esc")
	d.sees("Your stack")
}

// What all agree on is written; a file that is there is replaced only after it was named.
func TestCompareWritesWhatAllAgreeOn(t *testing.T) {
	d := comparedWith(t, "ben.toml", 100, 30)
	disk := d.m.env.Disk.(*fakeDisk)
	d.press("enter", "s")
	d.sees("4 answers all agree on", "2 answers to settle", "File  agreed.toml")
	d.press("enter")
	d.sees("agreed.toml holds 4 answers; 2 are left open.", "You and ben differ")
	if len(disk.files) != 1 || disk.files[0].Over || !strings.Contains(string(disk.files[0].Text),
		`#query-style = "models"`) {
		t.Fatalf("%+v", disk.files)
	}
	d.press("s", "ctrl+u")
	d.press("enter")
	d.sees("Not written: name a file.")
	d.typeText("STACK.md")
	d.press("enter")
	d.sees("STACK.md exists already: enter replaces it", "enter replace it")
	if len(disk.files) != 1 {
		t.Error("a file is replaced unasked")
	}
	d.press("backspace", "d", "enter") // another key takes the permission back
	d.sees("exists already")
	d.press("enter")
	if len(disk.files) != 2 || !disk.files[1].Over {
		t.Errorf("%d files", len(disk.files))
	}
	d.press("s", "esc", "esc")
	d.press("esc")
	d.sees("Your stack")
}

// From home without answers of one's own: the sessions are there, and any two of them can be compared.
func TestCompareSessionsFromHome(t *testing.T) {
	dir := t.TempDir()
	base := fixture(t)
	a := advisor.Answers{Choices: map[string][]string{"journey": {"new-service"}, "kind": {"service"},
		"store": {"postgres"}, "query-style": {"sql"}}}
	for name, x := range map[string]advisor.Answers{"20261120-100000": a, "20261121-100000": a.With("store", "mongodb")} {
		if err := os.WriteFile(filepath.Join(dir, name+".toml"), answerfile.Format(base, x, nil), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	d := start(t, options(t, dir), 100, 30)
	d.press("up", "down", "down", "down", "down", "down", "enter")
	d.sees("Compare", "0 ticked", "Axum · MongoDB driver  3 answers", "Axum · SQLx ")
	d.lacks("you ")
	d.press("space", "down", "space", "enter")
	d.sees("1 of 4 decisions differ", "because of one answer")
}

// A comparison that comes after the screen was left, or another was opened, is dropped; keys that come before it wait
// for nothing.
func TestCompareLate(t *testing.T) {
	d := comparedWith(t, "ben.toml", 100, 30)
	_, late := d.m.Update(keyPress("enter"))
	d.sees("one moment …")
	d.press("w", "s", "enter")
	d.press("esc")
	d.sees("Your stack")
	d.run(late)
	d.sees("Your stack")
	d.press("v")
	d.send(late())
	d.sees("Tick whose answers")
}

// TestReadTheirs reads real files: patterns, one that is no answers file, none, a folder.
func TestReadTheirs(t *testing.T) {
	e := advisor.New(fixture(t))
	dir := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("ana.toml", "[answers]\nstore = \"postgres\"\n")
	write("ben.toml", "knowledge = \"2020-01\"\n[answers]\nstore = \"postgres\"\ngone = \"yes\"\n")
	list, notes, err := screen.OSDisk{}.Theirs(e, filepath.Join(dir, "*.toml"))
	if err != nil || len(list) != 2 || list[0].Name != "ana" || len(notes) != 2 {
		t.Fatalf("%+v %v %v", list, notes, err)
	}
	write("cai.toml", "[answers]\nstore = \"postgress\"\n")
	for path, want := range map[string]string{
		"*.toml":      `unknown choice "postgress"`,
		"nobody.toml": "no such file or directory",
		"*.json":      "no file is named like",
		"[":           "no file is named like",
		".":           "is a folder; name a file in it",
	} {
		if _, _, err := (screen.OSDisk{}).Theirs(e, filepath.Join(dir, path)); err == nil ||
			!strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestComparePastes(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 30)
	d.press(append(essentials[:5:5], "v")...)
	d.send(tea.PasteMsg{Content: "ben.toml\n"})
	d.press("enter", "enter")
	d.sees("You and ben differ")
}
