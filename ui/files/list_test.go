package files

import (
	"os"
	"path/filepath"
	"testing"

	"rustadvisor/advisor/adr"
)

// put makes files of a project, with the folders they lie in.
func put(t *testing.T, root string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// Records go where the project has them.
func TestRecordsPlace(t *testing.T) {
	for _, c := range []struct {
		files      map[string]string
		from, want string
	}{
		{nil, ".", "docs/decisions"},
		{map[string]string{".adr-dir": "doc/arch\n"}, ".", "doc/arch"},
		{map[string]string{".git/HEAD": "", ".adr-dir": "doc/arch", "sub/x": ""}, "sub", "doc/arch"},
		{map[string]string{".adr-dir": "doc/arch", "sub/x": ""}, "sub", "sub/docs/decisions"}, // perhaps another project's
		{map[string]string{".log4brains.yml": "project:\n  name: x\n  adrFolder: './docs/adr' # here\n"}, ".", "docs/adr"},
		{map[string]string{".log4brains.yml": "project:\n  name: x\n"}, ".", "docs/decisions"},
		{map[string]string{"doc/adr/0001-use-x.md": ""}, ".", "doc/adr"},
		{map[string]string{"doc/adr/notes.md": ""}, ".", "docs/decisions"},
		{map[string]string{"docs/adr/arch/007-x.md": "", "docs/adr/README.md": ""}, ".", "docs/adr"},
		{map[string]string{"docs/adr/.old/007-x.md": "", "docs/adr/node_modules/007-x.md": ""}, ".", "docs/decisions"},
		{map[string]string{"doc/adr/0001-use-x.md": "", "docs/decisions/adr-2.md": ""}, ".", "docs/decisions"},
	} {
		root := t.TempDir()
		put(t, root, c.files)
		if got := RecordsPlace(filepath.Join(root, c.from)); got != filepath.Join(root, c.want) {
			t.Errorf("%v from %s: %s, want %s", c.files, c.from, got, c.want)
		}
	}
}

// What is looked at of a folder of records: what lies in it and below, and what is above it in the repository.
func TestListRecords(t *testing.T) {
	root := t.TempDir()
	put(t, root, map[string]string{".git/HEAD": "", "SUMMARY.md": "s",
		".log4brains.yml": "project:\n  adrFolder: docs/adr\n", ".adr-dir": "elsewhere",
		"docs/0042-not-a-record.md": "x", "docs/adr/0001-a.md": "a", "docs/adr/arch/007-x.md": "x", "docs/adr/b.png": "",
		"docs/adr/.hidden/9.md": "x"})
	list, err := listRecords(filepath.Join(root, "docs/adr"))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, f := range list {
		got[f.Name] = f.Text
	}
	for name, text := range map[string]string{"0001-a.md": "a", "arch/007-x.md": "x", "b.png": "", "arch": "",
		"../../SUMMARY.md":      "s",
		"../../.log4brains.yml": "project:\n  adrFolder: docs/adr\n"} {
		if there, ok := got[name]; !ok || there != text {
			t.Errorf("%s is %q, %v", name, there, ok)
		}
		delete(got, name)
	}
	if len(got) > 0 {
		t.Errorf("also %v", got)
	}
}

// What a run that was killed left behind goes with the next one; what is others' stays.
func TestSweep(t *testing.T) {
	root := t.TempDir()
	put(t, root, map[string]string{".0001-a.md.123-0.tmp": "", ".ADR-7-x.md.9-1.tmp": "", ".SUMMARY.md.9-1.tmp": "",
		".notes.md.1-0.tmp": "", ".0001-a.md.swp": "",
		"0001-a.md.1-0.tmp": ""})
	if err := SaveRecords(root, &adr.Plan{New: []adr.File{{Name: "0002-b.md", Text: "b"}}, Folder: folderNow(t,
		root)}); err != nil {
		t.Fatal(err)
	}
	entries, _ := os.ReadDir(root)
	want := []string{".0001-a.md.swp", ".notes.md.1-0.tmp", "0001-a.md.1-0.tmp", "0002-b.md"}
	if len(entries) != len(want) {
		t.Fatal(entries)
	}
	for i, e := range entries {
		if e.Name() != want[i] {
			t.Errorf("%s, want %s", e.Name(), want[i])
		}
	}
}

func folderNow(t *testing.T, dir string) string {
	t.Helper()
	list, err := listRecords(dir)
	if err != nil {
		t.Fatal(err)
	}
	return adr.Fingerprint(list)
}

// A plan is carried out only in the folder that it was made for.
func TestFolderChanged(t *testing.T) {
	root := t.TempDir()
	plan := &adr.Plan{New: []adr.File{{Name: "0001-a.md", Text: "a"}}, Folder: folderNow(t, root)}
	put(t, root, map[string]string{"0001-b.md": "b"})
	err := SaveRecords(root, plan)
	if entries, _ := os.ReadDir(root); err == nil || len(entries) != 1 {
		t.Errorf("%v, %v", err, entries)
	}
}
