package files

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

var someProject = []Project{
	{Path: "Cargo.toml", Text: []byte("[package]\n")},
	{Path: "check", Text: []byte("#!/bin/sh\n"), Executable: true},
	{Path: "src/bin/main.rs", Text: []byte("fn main() {}\n")},
}

func TestNewFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "shop")
	if err := CheckNewFolder(dir); err != nil {
		t.Fatal(err)
	}
	if err := WriteNewFolder(dir, someProject); err != nil {
		t.Fatal(err)
	}
	for _, f := range someProject {
		path := filepath.Join(dir, f.Path)
		text, err := os.ReadFile(path)
		info, _ := os.Stat(path)
		if err != nil || string(text) != string(f.Text) || info.Mode()&0o100 != 0 != f.Executable {
			t.Errorf("%s: %q, %v, %v", f.Path, text, info.Mode(), err)
		}
	}
	if err := CheckNewFolder(dir); err == nil || !strings.Contains(err.Error(), "not empty: it holds Cargo.toml") {
		t.Errorf("%v", err)
	}
	before := tree(t, dir)
	if err := WriteNewFolder(dir, someProject[:1]); err == nil || !strings.Contains(err.Error(), "nothing was written") {
		t.Errorf("%v", err)
	}
	if tree(t, dir) != before {
		t.Error("what was there has changed")
	}
	onlyOne(t, dir)
}

// onlyOne wants nothing beside the folder.
func onlyOne(t *testing.T, dir string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(dir))
	if err != nil || len(entries) != 1 {
		t.Errorf("%v, %v", entries, err)
	}
}

// What a killed run left beside goes with the next, once that run cannot be another's that goes on.
func TestNewFolderSweeps(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "shop")
	old, young := filepath.Join(filepath.Dir(dir), ".shop.1-0.tmp"), filepath.Join(filepath.Dir(dir), ".shop.2-0.tmp")
	for _, left := range []string{old, young} {
		if err := os.MkdirAll(filepath.Join(left, "src"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	long := time.Now().Add(-time.Hour)
	if err := os.Chtimes(old, long, long); err != nil {
		t.Fatal(err)
	}
	if err := WriteNewFolder(dir, someProject); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(old); err == nil {
		t.Error("what was left an hour ago is there")
	}
	if _, err := os.Stat(young); err != nil {
		t.Error("what another run may be writing is gone")
	}
}

// A folder that is there and empty is taken.
func TestNewFolderWhereAnEmptyOneIs(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "shop")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := CheckNewFolder(dir); err != nil {
		t.Error(err)
	}
	if err := WriteNewFolder(dir, someProject); err != nil {
		t.Error(err)
	}
	onlyOne(t, dir)
}

func TestWhereNoFolderCanBe(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "file"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for name, to := range map[string]string{"link": ".", "astray": "nowhere"} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]string{
		"link": "is a link", "astray": "is a link", "file": "is a file", "file/shop": "not a directory",
		"none/shop": "there is no folder", ".": "not empty",
	} {
		if err := CheckNewFolder(filepath.Join(dir, name)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := CheckNewFolder("."); err == nil || !strings.Contains(err.Error(), "the folder you are in") {
		t.Errorf("%v", err)
	}
}

// fullProjectDisk is a disk that has room for some steps only.
type fullProjectDisk struct {
	realDisk
	room int
}

func (d *fullProjectDisk) step(path string) error {
	if d.room--; d.room < 0 {
		return &os.PathError{Op: "write", Path: path, Err: syscall.ENOSPC}
	}
	return nil
}

func (d *fullProjectDisk) Mkdir(dir string) error {
	if err := d.step(dir); err != nil {
		return err
	}
	return d.realDisk.Mkdir(dir)
}

func (d *fullProjectDisk) Write(path string, text []byte, mode fs.FileMode) error {
	if err := d.step(path); err != nil {
		return err
	}
	return d.realDisk.Write(path, text, mode)
}

func (d *fullProjectDisk) Rename(from, to string) error {
	if err := d.step(to); err != nil {
		return err
	}
	return d.realDisk.Rename(from, to)
}

// Wherever the disk is full, nothing is there afterwards.
func TestNewFolderOnAFullDisk(t *testing.T) {
	const steps = 7 // three folders, three files, the renaming
	for room := range steps {
		dir := filepath.Join(t.TempDir(), "shop")
		err := writeNewFolder(&fullProjectDisk{room: room}, dir, someProject)
		if err == nil || !strings.Contains(err.Error(), "no space left on device; nothing was written") {
			t.Errorf("%d: %v", room, err)
		}
		if entries, _ := os.ReadDir(filepath.Dir(dir)); len(entries) > 0 {
			t.Errorf("%d: %v is left", room, entries)
		}
	}
	if err := writeNewFolder(&fullProjectDisk{room: steps}, filepath.Join(t.TempDir(), "shop"), someProject); err != nil {
		t.Error(err)
	}
}

// Of several at once one wins, whole; the others say so.
func TestNewFolderByTwoAtOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "shop")
	var wait sync.WaitGroup
	made := make(chan error, 8)
	for range cap(made) {
		wait.Go(func() { made <- WriteNewFolder(dir, someProject) })
	}
	wait.Wait()
	close(made)
	good := 0
	for err := range made {
		if err == nil {
			good++
		} else if !strings.Contains(err.Error(), "has come up there; nothing was written") {
			t.Error(err)
		}
	}
	if good != 1 {
		t.Errorf("%d made it", good)
	}
	onlyOne(t, dir)
}
