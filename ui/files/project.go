package files

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"syscall"
	"time"
)

// Project is a file of a folder that is written as a whole.
type Project struct {
	Path       string // below the folder, with slashes
	Text       []byte
	Executable bool
}

// projectDisk is what writing a folder needs of a disk; tests have one that is full.
type projectDisk interface {
	Mkdir(dir string) error
	Write(path string, text []byte, mode fs.FileMode) error
	Rename(from, to string) error
	RemoveAll(dir string) error
}

// CheckNewFolder tells why a folder cannot be made there, or nil: there is something in it, it is a link or a file, or
// nothing is where it would stand.
func CheckNewFolder(dir string) error {
	full, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	info, err := os.Lstat(full)
	switch here, _ := os.Getwd(); {
	case errors.Is(err, fs.ErrNotExist):
		return checkParent(filepath.Dir(full))
	case err != nil:
		return fmt.Errorf("%s: %s", dir, Reason(err))
	case info.Mode()&fs.ModeSymlink != 0:
		return fmt.Errorf("%s is a link; name the folder itself", dir)
	case !info.IsDir():
		return fmt.Errorf("%s is a file; name a folder that is to be made", dir)
	case full == here:
		return fmt.Errorf("%s is the folder you are in; name one that is to be made", dir)
	}
	inside, err := os.ReadDir(full)
	if err != nil {
		return fmt.Errorf("%s: %s", dir, Reason(err))
	}
	if len(inside) > 0 {
		return fmt.Errorf("%s is not empty: it holds %s", dir, inside[0].Name())
	}
	return nil
}

func checkParent(parent string) error {
	info, err := os.Stat(parent)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("there is no folder %s; make it first", parent)
	case err != nil:
		return fmt.Errorf("%s: %s", parent, Reason(err))
	case !info.IsDir():
		return fmt.Errorf("%s is a file, no folder", parent)
	}
	return nil
}

// WriteNewFolder makes a folder with all of the files, or nothing: they are written beside its place, in a folder
// that is then renamed. What has come up there since CheckNewFolder stays, unless it is an empty folder.
func WriteNewFolder(dir string, all []Project) error { return writeNewFolder(realDisk{}, dir, all) }

func writeNewFolder(disk projectDisk, dir string, all []Project) error {
	full, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	beside, err := mkdirBeside(disk, full)
	if err != nil {
		return fmt.Errorf("cannot make %s: %s; nothing was written", dir, Reason(err))
	}
	if err = fillFolder(disk, beside, all); err == nil {
		if err = disk.Rename(beside, full); err == nil {
			return nil
		}
	}
	reason := Reason(err)
	if errors.Is(err, syscall.ENOTEMPTY) || errors.Is(err, fs.ErrExist) {
		reason = "something has come up there"
	}
	if left := disk.RemoveAll(beside); left != nil {
		return fmt.Errorf("cannot make %s: %s; what was written so far stands in %s", dir, reason, beside)
	}
	return fmt.Errorf("cannot make %s: %s; nothing was written", dir, reason)
}

// mkdirBeside makes a folder beside another, under a name that nobody has.
func mkdirBeside(disk projectDisk, dir string) (beside string, err error) {
	sweepBeside(dir)
	for n := range 100 {
		beside = filepath.Join(filepath.Dir(dir), fmt.Sprintf(".%s.%d-%d.tmp", filepath.Base(dir), os.Getpid(), n))
		if err = disk.Mkdir(beside); !errors.Is(err, fs.ErrExist) {
			break
		}
	}
	return beside, err
}

// forgotten is how old what a run left beside a folder must be for that run to have been killed.
const forgotten = 10 * time.Minute

// sweepBeside takes away what killed runs left beside a folder.
func sweepBeside(dir string) {
	mine := regexp.MustCompile(`^\.` + regexp.QuoteMeta(filepath.Base(dir)) + `\.\d+-\d+\.tmp$`)
	entries, _ := os.ReadDir(filepath.Dir(dir))
	for _, e := range entries {
		if info, err := e.Info(); err == nil && e.IsDir() && mine.MatchString(e.Name()) &&
			time.Since(info.ModTime()) > forgotten {
			_ = os.RemoveAll(filepath.Join(filepath.Dir(dir), e.Name()))
		}
	}
}

func fillFolder(disk projectDisk, dir string, all []Project) error {
	made := map[string]bool{dir: true}
	for _, f := range all {
		path := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := mkdirs(disk, filepath.Dir(path), made); err != nil {
			return err
		}
		mode := fs.FileMode(0o666)
		if f.Executable {
			mode = 0o777
		}
		if err := disk.Write(path, f.Text, mode); err != nil {
			return err
		}
	}
	return nil
}

func mkdirs(disk projectDisk, dir string, made map[string]bool) error {
	if made[dir] {
		return nil
	}
	if err := mkdirs(disk, filepath.Dir(dir), made); err != nil {
		return err
	}
	made[dir] = true
	return disk.Mkdir(dir)
}

// realDisk is the disk; what it makes has the permissions that the user's umask leaves.
type realDisk struct{}

func (realDisk) Mkdir(dir string) error     { return os.Mkdir(dir, 0o777) }
func (realDisk) RemoveAll(dir string) error { return os.RemoveAll(dir) }

// Rename takes an empty folder away first: not everywhere can one be renamed over.
func (realDisk) Rename(from, to string) error {
	if info, err := os.Lstat(to); err == nil && info.IsDir() {
		if err := os.Remove(to); err != nil {
			return err
		}
	}
	return rename(from, to)
}

func (realDisk) Write(path string, text []byte, mode fs.FileMode) error {
	return os.WriteFile(path, text, mode)
}
