package tui

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/google/go-cmp/cmp"

	"rustadvisor/advisor"
	"rustadvisor/advisor/adr"
	"rustadvisor/advisor/answerfile"
	"rustadvisor/advisor/report"
	"rustadvisor/advisor/starter"
	"rustadvisor/knowledge"
	"rustadvisor/ui/files"
	"rustadvisor/ui/internal/folder"
	"rustadvisor/ui/tui/screen"
)

// exporting is the program on the file system itself, with the export screen open on a folder of its own.
func exporting(t *testing.T) (d *driver, dir string) {
	t.Helper()
	d, dir = start(t, options(t, t.TempDir()), 100, 30), t.TempDir()
	d.m.env.Disk = screen.OSDisk{}
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
	advice := d.m.env.Engine.Advise(d.m.env.Answers)
	asJSON, err := report.JSON(advice)
	if err != nil {
		t.Fatal(err)
	}
	asHTML, err := report.HTML(advice, report.Occasion{})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string][]byte{"STACK.md": report.Markdown(advice), "report.html": asHTML,
		"advice.json": asJSON} {
		if diff := cmp.Diff(string(want), folder.Text(t, dir, name)); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
	answers, notes, err := answerfile.Parse(d.m.env.Engine.Base(), "answers.toml",
		[]byte(folder.Text(t, dir, "answers.toml")))
	if err != nil || len(notes) > 0 {
		t.Fatal(err, notes)
	}
	if diff := cmp.Diff(d.m.env.Answers, answers); diff != "" {
		t.Error(diff)
	}
	if info, err := os.Stat(filepath.Join(dir, "STACK.md")); err != nil || info.Mode().Perm()&0o044 == 0 {
		t.Errorf("others cannot read the report: %v %v", info.Mode(), err)
	}
	folder.Only(t, dir, "STACK.md", "advice.json", "answers.toml", "report.html")
	d.press("esc")
	d.sees("Your stack")
}

// What is hidden at the moment is not exported.
func TestExportLeavesHiddenAnswersOut(t *testing.T) {
	d, dir := exporting(t)
	d.m.env.Answers = d.m.env.Answers.With("store", "mongodb")
	d.press("enter")
	if text := folder.Text(t, dir, "answers.toml"); strings.Contains(text, "query-style") ||
		!strings.Contains(text, "mongodb") {
		t.Error(text)
	}
}

func TestExportNeverOverwritesUnasked(t *testing.T) {
	d, dir := exporting(t)
	folder.Put(t, dir, "STACK.md", "mine")
	d.press("f", "ctrl+u", "x", "ctrl+u")
	d.send(tea.PasteMsg{Content: dir})
	d.press("enter")
	d.sees("exists", "will not be overwritten unless you tick overwrite")
	d.press("enter")
	d.sees("Not written: STACK.md exists; o overwrites it, space leaves it out.")
	folder.Only(t, dir, "STACK.md")
	d.press("o")
	d.sees("will be overwritten")
	d.press("f", "x", "backspace", "enter") // another folder in between: what was allowed is so no more
	d.lacks("will be overwritten")
	d.press("o", "enter")
	d.sees("2 files written")
	if folder.Text(t, dir, "STACK.md") == "mine" {
		t.Error("what was to be overwritten is not")
	}
}

// What cannot be made leaves no file at all; what could not be written is named beside what was.
func TestExportFailures(t *testing.T) {
	failing := true
	outputs := slices.Clone(files.Outputs)
	t.Cleanup(func() { files.Outputs = outputs })
	files.Outputs = slices.Clone(outputs)
	files.Outputs[1].Make = func(x files.Session) ([]byte, error) {
		if failing {
			return nil, errDisk
		}
		return outputs[1].Make(x)
	}
	d := start(t, options(t, t.TempDir()), 100, 30)
	disk := d.m.env.Disk.(*fakeDisk)
	d.press(append(essentials[:5:5], "e", "o")...)
	d.press("enter")
	d.sees("Not written: answers.toml: cannot save answers")
	if len(disk.files) > 0 {
		t.Errorf("%d files are written", len(disk.files))
	}
	failing = false
	disk.err = errors.New("answers.toml: permission denied")
	d.press("enter")
	d.sees("1 file written", "✓ STACK.md", "! answers.toml is not written", "permission denied",
		"With the answers ticked too")
}

// A look at a folder that is no longer the one typed is dropped.
func TestLateLooksAreDropped(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 30)
	d.press(append(essentials[:5:5], "e", "f")...)
	_, first := d.m.Update(keyPress("x"))
	d.m.Update(keyPress("y"))
	d.run(first)
	d.sees(".xy", "there is no such folder")
	d.press("enter", "enter")
	d.sees("Not written: there is no such folder")
}

// A file that comes up after the look stays, and nothing is left beside it.
func TestExportLosesNoRace(t *testing.T) {
	d, dir := exporting(t)
	d.sees("a new file")
	folder.Put(t, dir, "answers.toml", "mine")
	d.press("enter")
	d.sees("Not written", "exists already")
	folder.Only(t, dir, "answers.toml")
}

func TestExportOfNothing(t *testing.T) {
	d, dir := exporting(t)
	d.press("space", "down", "space", "enter")
	d.sees("Nothing is ticked")
	folder.Only(t, dir)
}

// onRecords is the export screen with nothing ticked but decision records, and the cursor on them.
func onRecords(t *testing.T) (d *driver, dir string) {
	d, dir = exporting(t)
	d.press("space", "down", "space", "down", "down", "down", "down", "space")
	return d, dir
}

// The records are those that rustadvisor adr writes; written again, they stay.
func TestExportOfRecords(t *testing.T) {
	d, dir := onRecords(t)
	d.sees("2 new records, as MADR tools have them")
	d.press("enter")
	d.sees("2 files written", "docs/decisions: 2 new records", "With the answers ticked too")
	records := filepath.Join(dir, "docs", "decisions")
	plan, err := adr.Make(d.m.env.Engine.Advise(d.m.env.Answers), nil, adr.Options{Style: adr.MADR, Date: "2026-11-22"})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, r := range plan.New {
		names = append(names, r.Name)
		if diff := cmp.Diff(r.Text, folder.Text(t, records, r.Name)); diff != "" {
			t.Errorf("%s:\n%s", r.Name, diff)
		}
	}
	folder.Only(t, records, names...)
	d.press("enter", "e", "down", "down", "down", "down", "down", "f", "ctrl+u")
	d.send(tea.PasteMsg{Content: records})
	d.press("enter")
	d.sees("2 as before")
}

// What a person edited stays when the answers lead elsewhere, and the screen says so before and after.
func TestExportKeepsEditedRecords(t *testing.T) {
	d, dir := onRecords(t)
	d.press("t", "t", "enter", "enter")
	records := filepath.Join(dir, "docs", "decisions")
	first, err := filepath.Glob(filepath.Join(records, "0002-*.md"))
	if err != nil || len(first) != 1 {
		t.Fatal(first, err)
	}
	name := filepath.Base(first[0])
	edited := folder.Text(t, records, name) + "We like it.\n"
	if !strings.HasPrefix(edited, "# 2. Database layer") {
		t.Error("the style is not nygard, or the decision another")
	}
	folder.Put(t, records, name, edited)
	d.m.env.Answers = d.m.env.Answers.With("store", "mongodb")
	d.press("e", "f", "ctrl+u")
	d.send(tea.PasteMsg{Content: dir})
	d.press("enter", "space", "down", "space", "down", "down", "down", "down", "space")
	d.sees("1 new record", "1 record edited by hand, not touched")
	d.press("o")
	d.sees("Records are never overwritten")
	d.press("enter")
	d.sees(name + " was edited and is not touched")
	if folder.Text(t, records, name) != edited {
		t.Error("the edited record is changed")
	}
}

// A folder that can hold no records is named, and with it nothing at all is written.
func TestExportOfRecordsRefused(t *testing.T) {
	d, dir := onRecords(t)
	folder.Put(t, dir, "docs", "a file")
	d.press("f", "x", "backspace", "enter", "up", "up", "up", "space", "enter")
	d.sees("! no records can go there: not a directory", "Not written: no records can go there: not a directory.")
	folder.Only(t, dir, "docs")
}

// What was written before a failure is named, and so is what is left.
func TestExportOfRecordsFails(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 30)
	disk := d.m.env.Disk.(*fakeDisk)
	d.press(append(essentials[:5:5], "e", "o", "down", "space", "down", "down", "down", "down", "space")...)
	disk.err = errors.New("cannot make the folder: no space left on device; nothing was written")
	d.press("enter")
	d.sees("1 file written", "✓ STACK.md", "! decision records are not written", "no space left on device")
}

// Decision records go where the project has them, in the style that they have there.
func TestExportFindsTheRecords(t *testing.T) {
	d, dir := onRecords(t)
	folder.Put(t, dir, ".adr-dir", "doc/arch\n")
	if err := os.MkdirAll(filepath.Join(dir, "doc", "arch"), 0o755); err != nil {
		t.Fatal(err)
	}
	folder.Put(t, filepath.Join(dir, "doc", "arch"), "0007-use-x.md", "# 7. Use x\n\n## Status\n\nAccepted\n")
	d.press("esc", "e", "f", "ctrl+u")
	d.send(tea.PasteMsg{Content: dir})
	d.press("enter")
	d.sees("doc/arch · nygard")
}

// The starter project is written into a folder of its own, which is named as that of records is; where there is
// something already, or no project for these picks, that is said and nothing written.
func TestExportOfAStarter(t *testing.T) {
	o := options(t, t.TempDir())
	base, err := knowledge.Load(knowledge.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	o.Vocabulary = base.Words
	o.Load = func() (*advisor.Engine, error) { return advisor.New(base).Starting(starter.Kind), nil }
	answers := advisor.Answers{}.With("journey", "new-service").With("artifact", "service").With("interface", "rest").
		With("store", "postgres")
	o.Answers = &answers
	d := start(t, o, 120, 40)
	disk := d.m.env.Disk.(*fakeDisk)
	d.press("tab", "a")
	d.sees("Start now")
	d.press("down")
	d.sees("1 Starter project", "rustadvisor new app", "--set store=postgres", "1-9 copy code")
	d.press("2") // each block of code is copied by its digit
	d.sees("✓ Copied Shell")
	d.press("3")
	d.sees("✓ Copied Cargo.toml")
	d.press("9")
	d.lacks("Copied")
	d.press("e", "space", "down", "space", "down", "down", "down", "down", "down", "space")
	d.sees("[✓] Starter project", "Axum", "files")
	d.press("f", "ctrl+u")
	d.write("taken")
	d.press("enter", "enter")
	d.sees("Not written: taken is not empty: it holds README.md.")
	d.press("f", "ctrl+u")
	d.write("Shop!")
	d.press("enter")
	d.sees("cannot be the project's name")
	d.press("f", "ctrl+u")
	d.write("shop")
	d.press("enter", "enter")
	d.sees("✓ shop: ", "cd shop", "cargo test")
	if disk.started == nil || disk.started.Dir != "shop" || len(disk.files) > 0 {
		t.Errorf("written are %v and %v", disk.started, disk.files)
	}
}
