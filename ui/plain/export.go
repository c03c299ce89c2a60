package plain

import (
	"path/filepath"
	"slices"
	"strings"
	"time"

	"rustadvisor/advisor/adr"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/files"
)

// export writes the advice into files: a number writes one.
type export struct{}

func (*export) name() string    { return "the export" }
func (*export) words() []string { return []string{"folder", "replace"} }

// count is the files, then the decision records in each style, then the starter project.
func (*export) count(*talk) int { return len(files.Outputs) + len(adr.Styles) + 1 }

func (x *export) show(t *talk) {
	there := x.inspect(t)
	t.say("Export. A number writes a file into %s.", there.Full)
	if there.Wrong != "" {
		t.say("Nothing can be written there: %s. folder names another.", there.Wrong)
	}
	for n, o := range files.Outputs {
		text := "."
		switch there.Files[o.Name] {
		case files.Regular:
			text = ", which exists and stays unless you type replace."
		case files.Other:
			text = ", which is in the way and no file."
		}
		t.say("%d. %s, %s%s", n+1, o.Title, o.Name, text)
	}
	for n, style := range adr.Styles {
		t.say("%d. Decision records in the style %s, in %s.", len(files.Outputs)+n+1, style, files.RecordsPlace(t.folder))
	}
	t.say("%d. A starter project in %s; project and a folder makes it elsewhere.", x.count(t),
		files.Within(t.folder, usualProject))
}

func (*export) inspect(t *talk) files.Found {
	var names []string
	for _, o := range files.Outputs {
		names = append(names, o.Name)
	}
	return files.Inspect(t.folder, names)
}

func (x *export) choose(t *talk, n int) error {
	if n == x.count(t) {
		return t.project(usualProject)
	}
	if n > len(files.Outputs) {
		t.writeRecords(adr.Style(adr.Styles[n-len(files.Outputs)-1]))
		return nil
	}
	t.writeOutput(n, false)
	return nil
}

// writeOutput writes one file, over another only when that is asked for.
func (t *talk) writeOutput(n int, over bool) {
	o := &files.Outputs[n-1]
	advice, _ := t.advice()
	made, err := o.Make(files.Session{Advice: advice, Engine: t.Engine, Answers: t.answers})
	f := files.File{Name: o.Name, Over: over, Text: made}
	if err == nil {
		err = files.Check(t.folder, []files.File{f})
	}
	path := ""
	if err == nil {
		path, err = files.Write(t.folder, f)
	}
	switch {
	case err == nil:
		t.say("Written: %s.", path)
	case (&export{}).inspect(t).Files[o.Name] == files.Regular && !over:
		t.say("Not written: %s. replace %d writes over it.", err, n)
	default:
		t.say("Not written: %s", wording.Sentence(err.Error()))
	}
}

// writeRecords writes a record for each decision that the answers bear on.
func (t *talk) writeRecords(style adr.Style) {
	there := files.Inspect(t.folder, nil)
	if there.Wrong != "" {
		t.say("Not written: %s: %s. folder names another.", there.Folder, there.Wrong)
		return
	}
	advice, _ := t.advice()
	dir := files.RecordsPlace(there.Folder)
	plan, err := files.WriteRecords(advice, dir, adr.Options{Style: style, Date: t.Now().Format(time.DateOnly)})
	if err != nil {
		t.say("Not written: %s", wording.Sentence(strings.ReplaceAll(err.Error(), "\n", " ")))
		return
	}
	for _, note := range wording.First(plan.Notes, "such note") {
		t.say("%s", wording.Sentence(strings.Replace(note, " (--all writes one)", "", 1))) // the command line's word
	}
	for _, r := range plan.New {
		t.say("Written: %s.", filepath.Join(dir, r.Name))
	}
	for _, c := range plan.Changed {
		t.say("Changed: %s: %s.", filepath.Join(dir, c.Name), c.What.Text())
	}
	if plan.Empty() {
		t.say("Nothing to write in %s.", dir)
	}
}

func (t *talk) export(string) error {
	t.open(&export{})
	return nil
}

// chdir makes another folder the one to write to.
func (t *talk) chdir(folder string) error {
	there := files.Inspect(folder, nil)
	if there.Wrong != "" {
		t.say("%s: %s. Files still go to %s.", quoted(folder), there.Wrong, files.Inspect(t.folder, nil).Full)
		return nil
	}
	t.folder = folder
	t.here().show(t)
	return nil
}

// replace writes a file over the one that is there.
func (t *talk) replace(arg string) error {
	var names []string
	for _, o := range files.Outputs {
		names = append(names, o.Name)
	}
	if i := slices.Index(names, arg); i >= 0 {
		t.writeOutput(i+1, true)
	} else if n := t.number(arg, len(names), "the files that can be replaced"); n > 0 {
		t.writeOutput(n, true)
	}
	return nil
}

// usualProject is the folder of the starter project unless another is named.
const usualProject = "app"

// project makes the starter project in a folder that is yet to be made.
func (t *talk) project(folder string) error {
	dir := files.Within(t.folder, folder)
	advice, _ := t.advice()
	made, err := files.MakeStarter(files.Session{Advice: advice, Engine: t.Engine, Answers: t.answers}, dir,
		t.Now().Format(time.DateOnly))
	if err == nil {
		err = files.CheckNewFolder(dir)
	}
	if err == nil {
		t.say("Writing %s, %s.", made.Title, wording.Counted(len(made.Files), "file"))
		err = made.Write()
	}
	if err != nil {
		t.say("Not written: %s", wording.Sentence(wording.Clean(err.Error())))
		return nil
	}
	t.say("Written: %s.", dir)
	for _, left := range made.Left() {
		t.say("Not generated: %s.", left)
	}
	for _, n := range (files.Written{Starter: made}).Next() {
		t.say("Next: %s", n.Command)
	}
	return nil
}
