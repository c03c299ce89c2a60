package files

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rustadvisor/advisor/adr"
	"rustadvisor/knowledge"
	"rustadvisor/ui/internal/folder"
)

// What comes up right before writing stays, and nothing is left beside it.
func TestWriteLosesNoRace(t *testing.T) {
	dir := t.TempDir()
	folder.Put(t, dir, "answers.toml", "mine")
	path := filepath.Join(dir, "answers.toml")
	if err := create(path, []byte("other")); !errors.Is(err, os.ErrExist) {
		t.Errorf("got %v", err)
	}
	if err := moveTo(path, filepath.Join(dir, "none")); !errors.Is(err, os.ErrExist) {
		t.Errorf("got %v", err)
	}
	if got, err := Write(dir, File{Name: "answers.toml", Text: []byte("other")}); err == nil ||
		!strings.Contains(err.Error(), "a file has come up there") {
		t.Errorf("got %v, %v", got, err)
	}
	if got := folder.Text(t, dir, "answers.toml"); got != "mine" {
		t.Errorf("overwritten with %q", got)
	}
	folder.Only(t, dir, "answers.toml")
}

// Where there are no links, a file that cannot be moved into place leaves none behind.
func TestWriteWithoutLinks(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "STACK.md")
	if err := moveTo(path, filepath.Join(dir, "none")); err == nil {
		t.Error("what is not there is moved")
	}
	folder.Only(t, dir)
	folder.Put(t, dir, "whole", "text")
	if err := moveTo(path, filepath.Join(dir, "whole")); err != nil {
		t.Fatal(err)
	}
	folder.Only(t, dir, "STACK.md")
}

// A name that a crash left behind beside the file is no obstacle, and is left alone.
func TestWriteBesideWhatACrashLeft(t *testing.T) {
	dir := t.TempDir()
	beside, err := writeBeside(filepath.Join(dir, "STACK.md"), []byte("half"), 0o644)
	if err != nil {
		t.Fatal(err)
	}
	if err := create(filepath.Join(dir, "STACK.md"), []byte("whole")); err != nil {
		t.Fatal(err)
	}
	if got := folder.Text(t, dir, "STACK.md"); got != "whole" || folder.Text(t, dir, filepath.Base(beside)) != "half" {
		t.Error(got)
	}
}

func TestCheckRefuses(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "STACK.md"), 0o755); err != nil {
		t.Fatal(err)
	}
	folder.Put(t, dir, "a-file", "")
	files := []File{{Name: "answers.toml", Text: []byte("x")}, {Name: "STACK.md", Over: true}}
	if err := Check(dir, files); err == nil || !strings.Contains(err.Error(), "STACK.md is in the way: it is no file") {
		t.Errorf("with a folder in the way: %v", err)
	}
	if err := Check(dir, []File{{Name: "a-file"}}); err == nil || !strings.Contains(err.Error(), "a-file exists already") {
		t.Errorf("over a file: %v", err)
	}
	for folder, want := range map[string]string{
		filepath.Join(dir, "missing"):     "there is no such folder",
		filepath.Join(dir, "a-file"):      "that is a file, no folder",
		filepath.Join(dir, "a-file", "x"): "not a directory",
	} {
		if got := Inspect(folder, nil).Wrong; got != want {
			t.Errorf("%s: %q, want %q", folder, got, want)
		}
		if err := Check(folder, files[:1]); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", folder, err)
		}
		if _, err := Write(folder, files[0]); err == nil {
			t.Errorf("wrote into %s", folder)
		}
	}
	folder.Only(t, dir, "STACK.md", "a-file")
}

func TestWriteThroughALink(t *testing.T) {
	dir := t.TempDir()
	folder.Put(t, dir, "real.md", "old")
	if err := os.Chmod(filepath.Join(dir, "real.md"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("real.md", filepath.Join(dir, "STACK.md")); err != nil {
		t.Fatal(err)
	}
	if _, err := Write(dir, File{Name: "STACK.md", Over: true, Text: []byte("new")}); err != nil {
		t.Fatal(err)
	}
	if got := folder.Text(t, dir, "real.md"); got != "new" {
		t.Errorf("the file behind the link has %q", got)
	}
	if info, err := os.Stat(filepath.Join(dir, "real.md")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("its permissions are %v, %v", info.Mode(), err)
	}
	if err := os.Symlink("nowhere", filepath.Join(dir, "answers.toml")); err != nil {
		t.Fatal(err)
	}
	if got := inspectFile(filepath.Join(dir, "answers.toml")); got != Other {
		t.Errorf("a link that leads nowhere is taken for %d", got)
	}
	folder.Only(t, dir, "STACK.md", "answers.toml", "real.md")
}

// A folder in which nothing can be made says so, and an old file in it stays.
func TestSealedFolder(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("who may write everywhere is refused nothing")
	}
	dir := t.TempDir()
	folder.Put(t, dir, "STACK.md", "mine")
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	for _, f := range []File{{Name: "STACK.md", Over: true}, {Name: "new.md"}} {
		if _, err := Write(dir, f); err == nil || !strings.Contains(err.Error(), "permission denied") {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
	if folder.Text(t, dir, "STACK.md") != "mine" {
		t.Error("the old file is changed")
	}
	folder.Only(t, dir, "STACK.md")
}

func TestWords(t *testing.T) {
	for path, want := range map[string]string{"docs/a.toml": "docs/a.toml", "my docs/a": "'my docs/a'", "-rf": "./-rf",
		"it's": `'it'\''s'`} {
		if got := word(path); got != want {
			t.Errorf("%q is written %s, want %s", path, got, want)
		}
	}
}

func TestFolders(t *testing.T) {
	t.Setenv("HOME", "/home/me")
	for typed, want := range map[string]string{"~": "/home/me", "~/a": "/home/me/a", "": ".", " a/ ": "a", "~me": "~me"} {
		if got := Usable(typed); got != want {
			t.Errorf("%q is %q, want %q", typed, got, want)
		}
	}
	for _, within := range [][3]string{{".", "docs", "docs"}, {"a", "docs/b", "a/docs/b"}, {"a", "/b", "/b"}, {"a",
		"~/b", "/home/me/b"}, {"~", "b", "/home/me/b"}} {
		if got := Within(within[0], within[1]); got != within[2] {
			t.Errorf("%q within %q is %q, want %q", within[1], within[0], got, within[2])
		}
	}
}

// The commands to go on with have the house rules and the style, and keep no file of another project.
func TestNext(t *testing.T) {
	w := Written{Paths: []string{"STACK.md", "answers.toml"}, Records: "docs/my decisions", Style: adr.Nygard,
		Houses: []knowledge.House{{Name: "own", Own: true}, {Name: "our rules"}}}
	var got []string
	for _, n := range w.Next() {
		got = append(got, n.Command)
	}
	want := []string{"rustadvisor advise --answers answers.toml --kb 'our rules'",
		"rustadvisor --answers answers.toml --kb 'our rules'",
		"rustadvisor adr --answers answers.toml --kb 'our rules' --dir 'docs/my decisions' --style nygard",
		"git add STACK.md answers.toml 'docs/my decisions'"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := (Written{Paths: []string{"/other/STACK.md"}}).Next(); got != nil {
		t.Errorf("%v", got)
	}
}
