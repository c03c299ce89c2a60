// Package files writes what a session comes to into folders of the user's: reports, answers, decision records.
// Every file is written whole or not at all, and none over another unasked. It is used in commands only, for it
// waits for the disk.
package files

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// File is what is written.
type File struct {
	Name string
	Over bool // an existing one may be replaced
	Text []byte
}

// Found is what stands in a folder.
type Found struct {
	Folder string // as it can be used
	Full   string // from the root
	Wrong  string // why nothing can be written there, or ""
	Files  map[string]There

	Records string // where decision records of the project go, seen from there
}

// There is what stands where a file would.
type There int

// What may stand there.
const (
	Nothing There = iota
	Regular
	Other // a folder, a device, a link that leads nowhere
)

// Inspect tells what stands where files of those names would.
func Inspect(folder string, names []string) Found {
	out := Found{Folder: Usable(folder), Files: map[string]There{}, Records: RecordsDir}
	if rel, err := filepath.Rel(out.Folder, RecordsPlace(folder)); err == nil {
		out.Records = filepath.ToSlash(rel)
	}
	if full, err := filepath.Abs(out.Folder); err == nil {
		out.Full = full
	}
	switch info, err := os.Stat(out.Folder); {
	case errors.Is(err, fs.ErrNotExist):
		out.Wrong = "there is no such folder"
	case err != nil:
		out.Wrong = Reason(err)
	case !info.IsDir():
		out.Wrong = "that is a file, no folder"
	}
	for _, name := range names {
		out.Files[name] = inspectFile(filepath.Join(out.Folder, name))
	}
	return out
}

// Usable is a folder as typed, with a leading ~ for the home directory; nothing is the current one.
func Usable(folder string) string {
	folder = strings.TrimSpace(folder)
	if rest, ok := strings.CutPrefix(folder, "~"); ok && (rest == "" || rest[0] == '/') {
		if home, err := os.UserHomeDir(); err == nil {
			folder = home + rest
		}
	}
	return filepath.Clean(folder)
}

// Within is a folder as typed, seen from another.
func Within(folder, typed string) string {
	if typed = Usable(typed); filepath.IsAbs(typed) {
		return typed
	}
	return filepath.Join(Usable(folder), typed)
}

func inspectFile(path string) There {
	if _, err := os.Lstat(path); err != nil {
		return Nothing // or out of sight: then writing fails with the reason
	}
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return Other
	}
	return Regular
}

// Check tells why not all of the files can be written into the folder, or nil.
func Check(folder string, files []File) error {
	var names []string
	for _, f := range files {
		names = append(names, f.Name)
	}
	there := Inspect(folder, names)
	if there.Wrong != "" {
		return fmt.Errorf("%s: %s", there.Folder, there.Wrong)
	}
	for _, f := range files {
		path := filepath.Join(there.Folder, f.Name)
		switch {
		case there.Files[f.Name] == Other:
			return fmt.Errorf("%s is in the way: it is no file", path)
		case there.Files[f.Name] == Regular && !f.Over:
			return fmt.Errorf("%s exists already", path)
		}
	}
	return nil
}

// Write writes a file into a folder and tells its path. What has come up there since it was checked stays, unless
// the file may replace it.
func Write(folder string, f File) (path string, err error) {
	path = filepath.Join(Usable(folder), f.Name)
	if f.Over && inspectFile(path) == Regular {
		err = replace(path, f.Text)
	} else {
		err = create(path, f.Text)
	}
	if err != nil {
		return path, fmt.Errorf("%s: %s", path, Reason(err))
	}
	return path, nil
}
