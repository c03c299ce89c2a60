package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"rustadvisor/advisor/adr"
	"rustadvisor/knowledge"
)

// filesystem is what saving records needs of a disk; tests have one that is full.
type filesystem interface {
	Mkdir(dir string) error
	Create(path string, text []byte) error  // whole or not at all, never over a file
	Replace(path string, text []byte) error // whole or not at all, keeping its permissions
	Read(path string) ([]byte, error)
	Remove(path string) error
}

// saver carries a plan out wholly or not at all: what fails takes back what went before it.
type saver struct {
	dir  string
	disk filesystem
	undo []func() error
}

func (s *saver) save(plan *adr.Plan) error {
	if len(plan.New) == 0 && len(plan.Changed) == 0 {
		return nil
	}
	err := s.mkdir(s.dir)
	for i := 0; err == nil && i < len(plan.New); i++ {
		err = s.create(plan.New[i])
	}
	for i := 0; err == nil && i < len(plan.Changed); i++ {
		err = s.change(plan.Changed[i])
	}
	if err == nil {
		return nil
	}
	var left []error
	for i := len(s.undo) - 1; i >= 0; i-- {
		if err := s.undo[i](); err != nil {
			left = append(left, err)
		}
	}
	if len(left) > 0 {
		return fmt.Errorf("%w; not all of what was written could be taken back: %w", err, errors.Join(left...))
	}
	return fmt.Errorf("%w; nothing was written", err)
}

// mkdir makes the folder and those above it, and remembers which it made.
func (s *saver) mkdir(dir string) error {
	info, err := os.Stat(dir)
	switch {
	case err == nil && !info.IsDir():
		return fmt.Errorf("%s is no folder; name another with --dir", knowledge.Clean(dir))
	case err == nil:
		return nil
	case !errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("cannot write records: %w", err)
	}
	if parent := filepath.Dir(dir); parent != dir {
		if err := s.mkdir(parent); err != nil {
			return err
		}
	}
	if err := s.disk.Mkdir(dir); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("cannot make the folder: %w", err)
	} else if err == nil {
		s.undo = append(s.undo, func() error { return s.disk.Remove(dir) })
	}
	return nil
}

func (s *saver) create(r adr.Record) error {
	path := filepath.Join(s.dir, r.Name)
	if err := s.disk.Create(path, []byte(r.Text)); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("%s is in the way: it exists already; run it again to take the next number", knowledge.Clean(path))
		}
		return fmt.Errorf("cannot write %s: %w", knowledge.Clean(path), err)
	}
	s.undo = append(s.undo, func() error { return s.disk.Remove(path) })
	return nil
}

// change replaces a record's text if it is still what was read.
func (s *saver) change(c adr.Change) error {
	path := filepath.Join(s.dir, c.Name)
	now, err := s.disk.Read(path)
	if err == nil && !bytes.Equal(now, []byte(c.Old)) {
		err = errors.New("it has changed meanwhile; run it again")
	}
	if err == nil {
		err = s.disk.Replace(path, []byte(c.New))
	}
	if err != nil {
		return fmt.Errorf("cannot change the status of %s: %w", knowledge.Clean(path), err)
	}
	s.undo = append(s.undo, func() error { return s.disk.Replace(path, []byte(c.Old)) })
	return nil
}

// disk is the real one.
type disk struct{}

func (disk) Mkdir(dir string) error           { return os.Mkdir(dir, 0o755) }
func (disk) Remove(path string) error         { return os.Remove(path) }
func (disk) Read(path string) ([]byte, error) { return os.ReadFile(path) }

// Create writes beside the place and then links into it, which fails where a file is; renaming would replace it.
func (disk) Create(path string, text []byte) error {
	beside, err := writeBeside(path, text)
	if err != nil {
		return err
	}
	defer os.Remove(beside)
	if err = os.Link(beside, path); err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	return writeNew(path, text) // the file system knows no links
}

// Replace keeps permissions, and a link a link.
func (disk) Replace(path string, text []byte) error {
	path, err := filepath.EvalSymlinks(path)
	if err != nil {
		return err
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	beside, err := writeBeside(path, text)
	if err != nil {
		return err
	}
	if err = os.Chmod(beside, info.Mode().Perm()); err == nil {
		err = os.Rename(beside, path)
	}
	if err != nil {
		os.Remove(beside)
	}
	return err
}

// writeBeside writes a new file in the same folder, under a name that no tool takes for a record.
func writeBeside(path string, text []byte) (string, error) {
	beside := filepath.Join(filepath.Dir(path), fmt.Sprintf(".%s.%d.tmp", filepath.Base(path), os.Getpid()))
	return beside, writeNew(beside, text)
}

// writeNew writes a file where none is, and takes it away again if that fails half way.
func writeNew(path string, text []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		os.Remove(path)
	}
	return err
}
