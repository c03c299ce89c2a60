package tui

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/google/go-cmp/cmp"

	"rustadvisor/advisor"
	"rustadvisor/advisor/report"
)

// exporting is the program on the file system itself, with the export screen open on a folder of its own.
func exporting(t *testing.T) (d *driver, dir string) {
	t.Helper()
	d, dir = start(t, options(t, t.TempDir()), 100, 30), t.TempDir()
	d.m.env.disk = osDisk{}
	d.press(append(essentials[:5:5], "e", "f", "ctrl+u")...)
	d.send(tea.PasteMsg{Content: dir})
	d.press("enter")
	return d, dir
}

func TestExportWritesWhatTheReportSays(t *testing.T) {
	d, dir := exporting(t)
	d.sees("STACK.md", "a new file")
	d.press("down", "down", "space", "down", "space", "enter")
	d.sees("4 files written", "rustadvisor advise --answers", filepath.Join(dir, "answers.toml"))
	advice := d.m.env.engine.Advise(d.m.env.answers)
	asJSON, err := report.JSON(advice)
	if err != nil {
		t.Fatal(err)
	}
	asHTML, err := report.HTML(advice)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string][]byte{"STACK.md": report.Markdown(advice), "report.html": asHTML, "advice.json": asJSON} {
		if diff := cmp.Diff(string(want), contents(t, dir, name)); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
	answers, notes, err := advisor.ParseAnswers(d.m.env.engine.Base(), "answers.toml", []byte(contents(t, dir, "answers.toml")))
	if err != nil || len(notes) > 0 {
		t.Fatal(err, notes)
	}
	if diff := cmp.Diff(d.m.env.answers, answers); diff != "" {
		t.Error(diff)
	}
	if info, err := os.Stat(filepath.Join(dir, "STACK.md")); err != nil || info.Mode().Perm()&0o044 == 0 {
		t.Errorf("others cannot read the report: %v %v", info.Mode(), err)
	}
	only(t, dir, "STACK.md", "advice.json", "answers.toml", "report.html")
	d.press("esc")
	d.sees("Your stack")
}

// What is hidden at the moment is not exported.
func TestExportLeavesHiddenAnswersOut(t *testing.T) {
	d, dir := exporting(t)
	d.m.env.answers = d.m.env.answers.With("store", "mongodb")
	d.press("enter")
	if text := contents(t, dir, "answers.toml"); strings.Contains(text, "query-style") || !strings.Contains(text, "mongodb") {
		t.Error(text)
	}
}

func TestExportNeverOverwritesUnasked(t *testing.T) {
	d, dir := exporting(t)
	put(t, dir, "STACK.md", "mine")
	d.press("f", "ctrl+u", "x", "ctrl+u")
	d.send(tea.PasteMsg{Content: dir})
	d.press("enter")
	d.sees("exists", "will not be overwritten unless you tick overwrite")
	d.press("enter")
	d.sees("Not written: STACK.md exists; o overwrites it, space leaves it out.")
	only(t, dir, "STACK.md")
	d.press("o")
	d.sees("will be overwritten")
	d.press("f", "x", "backspace", "enter") // another folder in between: what was allowed is so no more
	d.lacks("will be overwritten")
	d.press("o", "enter")
	d.sees("2 files written")
	if contents(t, dir, "STACK.md") == "mine" {
		t.Error("what was to be overwritten is not")
	}
}

// A file that comes up after the look, even right before writing, stays, and nothing is left beside it.
func TestExportLosesNoRace(t *testing.T) {
	d, dir := exporting(t)
	d.sees("a new file")
	put(t, dir, "answers.toml", "mine")
	d.press("enter")
	d.sees("Not written", "exists already")
	only(t, dir, "answers.toml")

	path := filepath.Join(dir, "answers.toml")
	other := file{name: "answers.toml", text: []byte("other")}
	if err := write(path, other); !errors.Is(err, os.ErrExist) {
		t.Errorf("got %v", err)
	}
	if err := moveTo(path, filepath.Join(dir, "none")); !errors.Is(err, os.ErrExist) {
		t.Errorf("got %v", err)
	}
	if got := contents(t, dir, "answers.toml"); got != "mine" {
		t.Errorf("overwritten with %q", got)
	}
	only(t, dir, "answers.toml")
}

// Where there are no links, a file that cannot be moved into place leaves none behind.
func TestExportWithoutLinks(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "STACK.md")
	if err := moveTo(path, filepath.Join(dir, "none")); err == nil {
		t.Error("what is not there is moved")
	}
	only(t, dir)
	put(t, dir, "whole", "text")
	if err := moveTo(path, filepath.Join(dir, "whole")); err != nil {
		t.Fatal(err)
	}
	only(t, dir, "STACK.md")
}

func TestExportRefusals(t *testing.T) {
	d, dir := exporting(t)
	if err := os.Mkdir(filepath.Join(dir, "STACK.md"), 0o755); err != nil {
		t.Fatal(err)
	}
	put(t, dir, "a-file", "")
	files := []file{{name: "answers.toml", text: []byte("x")}, {name: "STACK.md", over: true}}
	if paths, err := (osDisk{}).write(dir, files); err == nil || len(paths) > 0 {
		t.Errorf("wrote %v with a folder in the way", paths)
	}
	for folder, want := range map[string]string{
		filepath.Join(dir, "missing"):     "there is no such folder",
		filepath.Join(dir, "a-file"):      "that is a file, no folder",
		filepath.Join(dir, "a-file", "x"): "not a directory",
	} {
		if got := (osDisk{}).look(folder, nil).wrong; got != want {
			t.Errorf("%s: %q, want %q", folder, got, want)
		}
		if paths, err := (osDisk{}).write(folder, files[:1]); err == nil || len(paths) > 0 {
			t.Errorf("wrote %v into %s", paths, folder)
		}
	}
	only(t, dir, "STACK.md", "a-file")
	d.press("space", "down", "space", "enter")
	d.sees("Nothing is ticked")
}

func TestExportWritesThroughALink(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "real.md", "old")
	if err := os.Symlink("real.md", filepath.Join(dir, "STACK.md")); err != nil {
		t.Fatal(err)
	}
	if _, err := (osDisk{}).write(dir, []file{{name: "STACK.md", over: true, text: []byte("new")}}); err != nil {
		t.Fatal(err)
	}
	if got := contents(t, dir, "real.md"); got != "new" {
		t.Errorf("the file behind the link has %q", got)
	}
	if err := os.Symlink("nowhere", filepath.Join(dir, "answers.toml")); err != nil {
		t.Fatal(err)
	}
	if got := lookAt(filepath.Join(dir, "answers.toml")); got != otherThere {
		t.Errorf("a link that leads nowhere is taken for %d", got)
	}
}

// What cannot be made leaves no file at all; what could not be written is named beside what was.
func TestExportFailures(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 30)
	disk := d.m.env.disk.(*fakeDisk)
	d.press(append(essentials[:5:5], "e", "o")...)
	s := d.m.screen.(*export)
	make := s.items[1].bytes
	s.items[1].bytes = func(exported) ([]byte, error) { return nil, errDisk }
	d.press("enter")
	d.sees("Not written: answers.toml: cannot save answers")
	if len(disk.files) > 0 {
		t.Errorf("%d files are written", len(disk.files))
	}
	s.items[1].bytes = make
	disk.err = errors.New("answers.toml: permission denied")
	d.press("enter")
	d.sees("1 file written", "✓ STACK.md", "! answers.toml is not written", "permission denied", "With the answers ticked too")
}

// A look at a folder that is no longer the one typed is dropped.
func TestLateLooksAreDropped(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 30)
	d.press(append(essentials[:5:5], "e", "f")...)
	s := d.m.screen.(*export)
	_, first := d.m.Update(keyPress("x"))
	d.m.Update(keyPress("y"))
	d.m.Update(foundMsg{asked: s, number: s.wanted - 1})
	if s.found != nil {
		t.Error("a late look is shown")
	}
	d.run(first)
	d.sees(".xy", "there is no such folder")
	d.press("enter", "enter")
	d.sees("Not written: there is no such folder")
}

func TestShellWords(t *testing.T) {
	for path, want := range map[string]string{"docs/a.toml": "docs/a.toml", "my docs/a": "'my docs/a'", "-rf": "./-rf", "it's": `'it'\''s'`} {
		if got := shellWord(path); got != want {
			t.Errorf("%q is written %s, want %s", path, got, want)
		}
	}
}

func TestHomeFolder(t *testing.T) {
	t.Setenv("HOME", "/home/me")
	for typed, want := range map[string]string{"~": "/home/me", "~/a": "/home/me/a", "": ".", " a/ ": "a", "~me": "~me"} {
		if got := usable(typed); got != want {
			t.Errorf("%q is %q, want %q", typed, got, want)
		}
	}
}

func contents(t *testing.T, dir, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func put(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// only checks that a folder has these entries and no others, such as temporary files.
func only(t *testing.T, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("in the folder (-want +got):\n%s", diff)
	}
}
