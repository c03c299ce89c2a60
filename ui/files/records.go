package files

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"rustadvisor/advisor"
	"rustadvisor/advisor/adr"
	"rustadvisor/knowledge/wording"
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

// PlanRecords is what decision records of the advice would change in a folder. Errors are those of listRecords and
// adr.Make.
func PlanRecords(a *advisor.Advice, dir string, o adr.Options) (*adr.Plan, error) {
	there, err := listRecords(dir)
	if err != nil {
		return nil, err
	}
	if full, err := filepath.Abs(dir); err == nil {
		o.Dir = filepath.ToSlash(full)
	}
	return adr.Make(a, there, o)
}

// WriteRecords plans records and writes them, while no other run writes in the folder. Errors are those of
// PlanRecords and SaveRecords.
func WriteRecords(a *advisor.Advice, dir string, o adr.Options) (*adr.Plan, error) {
	plan, err := PlanRecords(a, dir, o)
	if _, missing := os.Stat(dir); err != nil || plan.Empty() && missing != nil {
		return plan, err
	}
	err = inFolder(dir, func(s *saver) error {
		if plan, err = PlanRecords(a, dir, o); err != nil {
			return s.takeBack(err)
		}
		return s.save(plan)
	})
	return plan, err
}

// SaveRecords carries a plan out wholly or not at all, in a folder that is still as the plan found it; the folder
// is made if need be. The error says that nothing was written, or what could not be taken back.
func SaveRecords(dir string, plan *adr.Plan) error {
	if plan.Empty() {
		return nil
	}
	return inFolder(dir, func(s *saver) error {
		now, err := listRecords(dir)
		if err == nil && adr.Fingerprint(now) != plan.Folder {
			err = fmt.Errorf("%s has changed meanwhile; run it again", wording.Clean(dir))
		}
		if err != nil {
			return s.takeBack(err)
		}
		return s.save(plan)
	})
}

// busy is held while records are written.
var busy sync.Mutex

// Settle waits until records that are being written are whole, or for a few seconds: to be called before the
// program ends.
func Settle() {
	settled := make(chan bool)
	go func() {
		busy.Lock()
		defer busy.Unlock()
		close(settled)
	}()
	select {
	case <-settled:
	case <-time.After(patience):
	}
}

// inFolder does something with a folder of records, made if need be, while no other run does.
func inFolder(dir string, do func(*saver) error) error {
	busy.Lock()
	defer busy.Unlock()
	s := &saver{dir: dir, disk: osDisk{}}
	if err := s.mkdir(dir); err != nil {
		return s.takeBack(err)
	}
	unlock, err := lockFolder(dir)
	if err != nil {
		return s.takeBack(err)
	}
	defer unlock()
	sweep(dir)
	return do(s)
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

// save writes new records first and then marks the old ones: a run that is killed between leaves what the next one
// mends.
func (s *saver) save(plan *adr.Plan) error {
	err := s.mkdir(s.dir)
	for i := 0; err == nil && i < len(plan.New); i++ {
		err = s.create(plan.New[i])
	}
	for i := 0; err == nil && i < len(plan.Changed); i++ {
		err = s.change(plan.Changed[i])
	}
	if err != nil {
		return s.takeBack(err)
	}
	return nil
}

// takeBack undoes what was done, the last first, and adds to the error what became of that.
func (s *saver) takeBack(err error) error {
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
		return fmt.Errorf("%s is no folder", wording.Clean(dir))
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
			return fmt.Errorf("%s is in the way: it exists already; run it again to take the next number", wording.Clean(path))
		}
		return fmt.Errorf("cannot write %s: %s", wording.Clean(path), Reason(err))
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
		return fmt.Errorf("cannot change %s: %s", wording.Clean(path), Reason(err))
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
