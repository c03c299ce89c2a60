package tui

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/google/renameio/v2/maybe"

	"rustadvisor/advisor"
)

// disk is what exporting and comparing need of the file system. It is used in commands only.
type disk interface {
	// look tells what stands where files of those names would.
	look(folder string, names []string) found
	// write writes all files, each whole or not at all. Before the first it makes sure that nothing is in the way. The
	// paths are those written before the error.
	write(folder string, files []file) (paths []string, err error)
	// theirs reads the answers files of a path as typed, which may be a pattern. Notes tell what was left out of them.
	theirs(e *advisor.Engine, path string) (list []theirs, notes []string, err error)
}

// file is what is written.
type file struct {
	name string
	over bool // an existing one may be replaced
	text []byte
}

// found is what stands in a folder.
type found struct {
	folder string // as it can be used
	full   string // from the root
	wrong  string // why nothing can be written there, or ""
	files  map[string]standsThere
}

// standsThere is what stands where a file would.
type standsThere int

const (
	nothingThere standsThere = iota
	fileThere
	otherThere // a folder, a device, a link that leads nowhere
)

// osDisk is the file system itself.
type osDisk struct{}

func (osDisk) look(folder string, names []string) found {
	out := found{folder: usable(folder), files: map[string]standsThere{}}
	if full, err := filepath.Abs(out.folder); err == nil {
		out.full = full
	}
	switch info, err := os.Stat(out.folder); {
	case errors.Is(err, fs.ErrNotExist):
		out.wrong = "there is no such folder"
	case err != nil:
		out.wrong = reason(err)
	case !info.IsDir():
		out.wrong = "that is a file, no folder"
	}
	for _, name := range names {
		out.files[name] = lookAt(filepath.Join(out.folder, name))
	}
	return out
}

// usable is a folder as typed, with a leading ~ for the home directory; nothing is the current one.
func usable(folder string) string {
	folder = strings.TrimSpace(folder)
	if rest, ok := strings.CutPrefix(folder, "~"); ok && (rest == "" || rest[0] == '/') {
		if home, err := os.UserHomeDir(); err == nil {
			folder = home + rest
		}
	}
	return filepath.Clean(folder)
}

func lookAt(path string) standsThere {
	if _, err := os.Lstat(path); err != nil {
		return nothingThere // or out of sight: then writing fails with the reason
	}
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return otherThere
	}
	return fileThere
}

func (d osDisk) write(folder string, files []file) (paths []string, err error) {
	var names []string
	for _, f := range files {
		names = append(names, f.name)
	}
	there := d.look(folder, names)
	if there.wrong != "" {
		return nil, fmt.Errorf("%s: %s", there.folder, there.wrong)
	}
	for _, f := range files {
		path := filepath.Join(there.folder, f.name)
		switch {
		case there.files[f.name] == otherThere:
			return nil, fmt.Errorf("%s is in the way: it is no file", path)
		case there.files[f.name] == fileThere && !f.over:
			return nil, fmt.Errorf("%s exists already", path)
		}
	}
	for _, f := range files {
		path := filepath.Join(there.folder, f.name)
		if err := write(path, f); err != nil {
			return paths, fmt.Errorf("%s: %s", path, reason(err))
		}
		paths = append(paths, path)
	}
	return paths, nil
}

// write writes one file. Unless it may replace another it appears by a link, which fails where a file has come up meanwhile.
func write(path string, f file) error {
	if f.over {
		if to, err := filepath.EvalSymlinks(path); err == nil {
			path = to // a link stays one
		}
		return maybe.WriteFile(path, f.text, 0o644)
	}
	aside, err := os.MkdirTemp(filepath.Dir(path), ".rustadvisor-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(aside)
	whole := filepath.Join(aside, f.name)
	if err := maybe.WriteFile(whole, f.text, 0o644); err != nil {
		return err
	}
	if err = os.Link(whole, path); err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	return moveTo(path, whole)
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

// reason is an error without the paths it happened at: those may be of temporary files.
func reason(err error) string {
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
