package files

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"rustadvisor/advisor"
	"rustadvisor/advisor/adr"
	"rustadvisor/knowledge"
)

// RecordsDir is where decision records go, below the folder of exports, unless another is named.
const RecordsDir = "docs/decisions"

// maxRecord bounds what is read of a record, in bytes. Larger files are not ours; only their numbers count.
const maxRecord = 1 << 20

// FolderError tells that a folder of records cannot be one.
type FolderError struct {
	Dir string
	Err error
}

func (e FolderError) Error() string {
	return fmt.Sprintf("cannot read the folder of records %s: %s", e.Dir, Reason(e.Err))
}
func (e FolderError) Unwrap() error { return e.Err }

// listRecords is what a folder of records holds, as adr.Make wants it; nothing when it is yet to be made. The error is a
// FolderError unless it is of a single record.
func listRecords(dir string) ([]adr.File, error) {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, FolderError{dir, err}
	}
	var out []adr.File
	for _, e := range entries {
		f := adr.File{Name: e.Name()}
		path := filepath.Join(dir, e.Name())
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() && info.Size() <= maxRecord && filepath.Ext(path) == ".md" {
			text, err := os.ReadFile(path)
			if err != nil { // it may be a record of ours, which we would write a second time
				return nil, fmt.Errorf("cannot read a record: %w", err)
			}
			f.Text = string(text)
		}
		out = append(out, f)
	}
	return out, nil
}

// PlanRecords is what decision records of the advice would change in a folder. Errors are those of listRecords and adr.Make.
func PlanRecords(a *advisor.Advice, dir string, o adr.Options) (*adr.Plan, error) {
	there, err := listRecords(dir)
	if err != nil {
		return nil, err
	}
	return adr.Make(a, there, o)
}

// SaveRecords carries a plan out wholly or not at all. What it makes it makes where nothing is, and it changes only what is
// still as the plan read it; the folder is made if need be. The error says that nothing was written, or what could not be
// taken back.
func SaveRecords(dir string, plan *adr.Plan) error {
	return (&saver{dir: dir, disk: osDisk{}}).save(plan)
}

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
		return fmt.Errorf("%s is no folder", knowledge.Clean(dir))
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

func (s *saver) create(r adr.File) error {
	path := filepath.Join(s.dir, r.Name)
	if err := s.disk.Create(path, []byte(r.Text)); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("%s is in the way: it exists already; run it again to take the next number", knowledge.Clean(path))
		}
		return fmt.Errorf("cannot write %s: %s", knowledge.Clean(path), Reason(err))
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
		return fmt.Errorf("cannot change the status of %s: %s", knowledge.Clean(path), Reason(err))
	}
	s.undo = append(s.undo, func() error { return s.disk.Replace(path, []byte(c.Old)) })
	return nil
}

// osDisk is the real one.
type osDisk struct{}

func (osDisk) Mkdir(dir string) error                 { return os.Mkdir(dir, 0o755) }
func (osDisk) Remove(path string) error               { return os.Remove(path) }
func (osDisk) Read(path string) ([]byte, error)       { return os.ReadFile(path) }
func (osDisk) Create(path string, text []byte) error  { return create(path, text) }
func (osDisk) Replace(path string, text []byte) error { return replace(path, text) }
