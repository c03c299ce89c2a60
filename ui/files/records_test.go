package files

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"rustadvisor/advisor/adr"
)

// fullDisk is a disk that has room for some files only.
type fullDisk struct {
	osDisk
	room int
}

func (d *fullDisk) Create(path string, text []byte) error {
	if d.room--; d.room < 0 {
		return &os.PathError{Op: "write", Path: path, Err: syscall.ENOSPC}
	}
	return d.osDisk.Create(path, text)
}

func (d *fullDisk) Replace(path string, text []byte) error {
	if d.room--; d.room == -1 { // what is freed by taking back suffices to take back
		return &os.PathError{Op: "write", Path: path, Err: syscall.ENOSPC}
	}
	return d.osDisk.Replace(path, text)
}

// tree is every file below a folder with its text, and every folder.
func tree(t *testing.T, dir string) string {
	t.Helper()
	var out strings.Builder
	err := filepath.Walk(dir, func(path string, info os.FileInfo, err error) error {
		if err != nil {
			return err
		}
		out.WriteString(strings.TrimPrefix(path, dir) + " " + info.Mode().String() + "\n")
		if info.Mode().IsRegular() {
			text, _ := os.ReadFile(path)
			out.Write(text)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// Wherever the disk is full, the folder is as it was.
func TestFullDisk(t *testing.T) {
	plan := &adr.Plan{
		New:     []adr.File{{Name: "0003-c.md", Text: "c"}, {Name: "0004-d.md", Text: "d"}},
		Changed: []adr.Change{{Name: "0001-a.md", Old: "a", New: "A"}, {Name: "0002-b.md", Old: "b", New: "B"}},
	}
	for room := range 5 {
		root := t.TempDir()
		dir := filepath.Join(root, "docs", "decisions")
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		for name, text := range map[string]string{"0001-a.md": "a", "0002-b.md": "b"} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		before := tree(t, root)
		err := (&saver{dir: dir, disk: &fullDisk{room: room}}).save(plan)
		after := tree(t, root)
		switch {
		case room == 4 && err != nil:
			t.Error(err)
		case room == 4:
			if !strings.Contains(after, "0001-a.md -rw-------\nA") || !strings.Contains(after, "0004-d.md -rw-r--r--\nd") {
				t.Error(after)
			}
		case err == nil || !strings.Contains(err.Error(), "no space left") || !strings.HasSuffix(err.Error(),
			"; nothing was written"):
			t.Errorf("room for %d: %v", room, err)
		case before != after:
			t.Errorf("room for %d: the folder is not as it was:\n%s", room, after)
		}
	}
}

// Folders made for records that could not be written go again.
func TestFullDiskNewFolder(t *testing.T) {
	root := t.TempDir()
	plan := &adr.Plan{New: []adr.File{{Name: "0001-a.md", Text: "a"}, {Name: "0002-b.md", Text: "b"}}}
	err := (&saver{dir: filepath.Join(root, "docs", "decisions"), disk: &fullDisk{room: 1}}).save(plan)
	if entries, _ := os.ReadDir(root); err == nil || len(entries) > 0 {
		t.Errorf("%v, %v", err, entries)
	}
}

// What came or changed since the folder was read is left alone.
func TestMeanwhile(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("0002-b.md", "theirs")
	before := tree(t, dir)
	err := (&saver{dir: dir, disk: osDisk{}}).save(&adr.Plan{New: []adr.File{{Name: "0001-a.md", Text: "a"},
		{Name: "0002-b.md", Text: "b"}}})
	if err == nil || !strings.Contains(err.Error(), "is in the way") || tree(t, dir) != before {
		t.Errorf("%v\n%s", err, tree(t, dir))
	}
	err = (&saver{dir: dir, disk: osDisk{}}).save(&adr.Plan{New: []adr.File{{Name: "0003-c.md", Text: "c"}},
		Changed: []adr.Change{{Name: "0002-b.md", Old: "b", New: "B"}}})
	if err == nil || !strings.Contains(err.Error(), "it has changed meanwhile") || tree(t, dir) != before {
		t.Errorf("%v\n%s", err, tree(t, dir))
	}
}
