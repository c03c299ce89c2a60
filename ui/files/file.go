package files

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"rustadvisor/knowledge/wording"
)

// create writes a file where none is, whole or not at all. Where something stands the error is fs.ErrExist: the text is
// written beside the place and then linked into it, which fails where renaming would replace.
func create(path string, text []byte) error {
	beside, err := writeBeside(path, text, 0o644)
	if err != nil {
		return err
	}
	defer os.Remove(beside)
	if err = os.Link(beside, path); errors.Is(err, fs.ErrExist) {
		return err
	}
	if err != nil {
		err = moveTo(path, beside)
	}
	if err == nil {
		syncFolder(filepath.Dir(path))
	}
	return err
}

// moveTo is for file systems without links: it holds the name with an empty file, then replaces that.
func moveTo(path, whole string) error {
	hold, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	if err := errors.Join(hold.Close(), os.Rename(whole, path)); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}

// replace writes over a file, whole or not at all. It keeps the file's permissions, and a link a link.
func replace(path string, text []byte) error {
	path, err := filepath.EvalSymlinks(path)
	if err != nil {
		return err
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	beside, err := writeBeside(path, text, 0o644)
	if err != nil {
		return err
	}
	if err = os.Chmod(beside, info.Mode().Perm()); err == nil {
		err = rename(beside, path)
	}
	if err != nil {
		os.Remove(beside)
	}
	return err
}

// Save writes a file for nobody but the user, whole or not at all, whether there is one or not.
func Save(path string, text []byte) error {
	beside, err := writeBeside(path, text, 0o600)
	if err != nil {
		return err
	}
	if err = rename(beside, path); err != nil {
		os.Remove(beside)
	}
	return err
}

// SaveAll writes files into a folder, by name, in the place of those there. All are whole beside their places
// before the first is moved there, so that what can fail does before any is.
func SaveAll(dir string, texts map[string][]byte) (err error) {
	names := slices.Sorted(maps.Keys(texts))
	beside := map[string]string{}
	defer func() {
		for _, left := range beside {
			os.Remove(left)
		}
	}()
	for _, name := range names {
		if beside[name], err = writeBeside(filepath.Join(dir, name), texts[name], 0o644); err != nil {
			return fmt.Errorf("cannot write %s: %w", wording.Clean(name), err)
		}
	}
	for _, name := range names {
		if err := rename(beside[name], filepath.Join(dir, name)); err != nil {
			return fmt.Errorf("cannot write %s: %w", wording.Clean(name), err)
		}
		delete(beside, name)
	}
	return nil
}

// rename puts a file in the place of another. On Windows it cannot while a program reads the other; that passes.
func rename(from, to string) (err error) {
	for range 20 {
		if err = os.Rename(from, to); err == nil {
			syncFolder(filepath.Dir(to))
		}
		if err == nil || runtime.GOOS != "windows" {
			return err
		}
		time.Sleep(5 * time.Millisecond)
	}
	return err
}

// syncFolder has the names in a folder reach the disk, where a system can: what was renamed would be lost with the
// power, though its text is safe.
func syncFolder(dir string) {
	if f, err := os.Open(dir); err == nil {
		_ = f.Sync()
		_ = f.Close()
	}
}

// longestBase leaves room for what writeBeside adds: file systems take names of 255 bytes.
const longestBase = 200

// writeBeside writes a new file in the same folder, under a name that no tool takes for a report or a record.
func writeBeside(path string, text []byte, mode fs.FileMode) (beside string, err error) {
	base := filepath.Base(path)
	base = base[:min(len(base), longestBase)]
	for n := range 100 { // one that a crash left behind stays
		beside = filepath.Join(filepath.Dir(path), fmt.Sprintf(".%s.%d-%d.tmp", base, os.Getpid(), n))
		if err = writeNew(beside, text, mode); !errors.Is(err, fs.ErrExist) {
			break
		}
	}
	return beside, err
}

// writeNew writes a file where none is, and takes it away again if that fails half way.
func writeNew(path string, text []byte, mode fs.FileMode) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
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

// Reason is an error without the paths it happened at: those may be of files beside the one that was to be written.
func Reason(err error) string {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		err = path.Err
	case errors.As(err, &link):
		err = link.Err
	}
	if errors.Is(err, fs.ErrExist) {
		return "a file has come up there"
	}
	return err.Error()
}
