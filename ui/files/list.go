package files

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"rustadvisor/advisor/adr"
)

// Limits of what is looked at in a folder of records, which may turn out to be a whole disk.
const (
	deepest  = 3    // folders below it
	maxFiles = 5000 // in all
	highest  = 8    // folders above it
)

// listRecords is what a folder of records holds, with what lies below it and with the settings and lists of
// contents above it, as adr.Make wants it; no records when it is yet to be made. The error is a FolderError unless
// it is of a single record.
func listRecords(dir string) ([]adr.File, error) {
	var out []adr.File
	err := listFolder(dir, "", &out)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for n, above := range project(dir) {
		for _, name := range []string{adr.ContentsName, ".log4brains.yml", ".adr-dir"} {
			path := filepath.Join(above, name)
			text, ok, err := readText(path)
			switch {
			case err != nil:
				return nil, err
			case !ok, n == 0 && name == adr.ContentsName: // that is among the files
			case (!adr.StyleFile(name) || sameFolder(namedBy(path, string(text)), dir)):
				out = append(out, adr.File{Name: strings.Repeat("../", n) + name, Text: string(text)})
			}
		}
	}
	return out, nil
}

// listFolder adds what lies in a folder of records, or in one below it.
func listFolder(dir, below string, out *[]adr.File) error {
	entries, err := os.ReadDir(filepath.Join(dir, below))
	switch {
	case err != nil && below == "":
		return FolderError{dir, err}
	case err != nil:
		return nil
	}
	for _, e := range entries {
		name := below + e.Name()
		if ignored(e.Name()) || len(*out) >= maxFiles {
			continue
		}
		f := adr.File{Name: name}
		if filepath.Ext(name) == ".md" {
			text, ok, err := readText(filepath.Join(dir, name))
			if err != nil { // it may be a record of ours, which we would write a second time
				return err
			}
			if ok {
				f.Text = string(text)
			}
		}
		if below == "" || f.Text != "" {
			*out = append(*out, f)
		}
		if e.IsDir() && strings.Count(name, "/") < deepest {
			if err := listFolder(dir, name+"/", out); err != nil {
				return err
			}
		}
	}
	return nil
}

// readText reads a file of a sensible size; false where there is none.
func readText(path string) ([]byte, bool, error) {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxRecord {
		return nil, false, nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, false, fmt.Errorf("cannot read a record: %w", err)
	}
	return text, true, nil
}

// project is a folder and those above it, up to that of the repository or else to the current one; the folder alone
// where it is in neither.
func project(dir string) []string {
	full, err := filepath.Abs(dir)
	if err != nil {
		return []string{dir}
	}
	here, _ := os.Getwd()
	var out []string
	end := 1
	for at := full; len(out) < highest; at = filepath.Dir(at) {
		out = append(out, at)
		if _, err := os.Stat(filepath.Join(at, ".git")); err == nil {
			return out
		}
		if at == here {
			end = len(out)
		}
		if filepath.Dir(at) == at {
			break
		}
	}
	return out[:end]
}

var adrFolder = regexp.MustCompile(`(?m)^\s*adrFolder:\s*["']?([^"'#\r\n]+)`)

// namedBy is the folder of records that the settings of adr-tools or log4brains name, or "".
func namedBy(path, text string) string {
	folder, _, _ := strings.Cut(text, "\n")
	if filepath.Base(path) == ".log4brains.yml" {
		if folder = ""; adrFolder.MatchString(text) {
			folder = adrFolder.FindStringSubmatch(text)[1]
		}
	}
	if folder = strings.TrimSpace(folder); folder == "" || filepath.IsAbs(folder) {
		return folder
	}
	return filepath.Join(filepath.Dir(path), filepath.FromSlash(folder))
}

func sameFolder(a, b string) bool {
	a, errA := filepath.Abs(a)
	b, errB := filepath.Abs(b)
	return errA == nil && errB == nil && a == b
}

// usualPlaces are where records lie in other projects, the commonest first.
var usualPlaces = []string{RecordsDir, "doc/adr", "docs/adr", "docs/adrs", "docs/architecture/decisions",
	"doc/architecture/decisions", "adr"}

// RecordsPlace is where the records of a project go, seen from a folder in it: where the settings of adr-tools or
// log4brains say, where records lie already, or else RecordsDir.
func RecordsPlace(folder string) string {
	folder = Usable(folder)
	for _, above := range project(folder) {
		for _, name := range []string{".adr-dir", ".log4brains.yml"} {
			path := filepath.Join(above, name)
			text, ok, _ := readText(path)
			if at := namedBy(path, string(text)); ok && at != "" {
				if full, err := filepath.Abs(folder); err == nil {
					if rel, err := filepath.Rel(full, at); err == nil {
						return filepath.Join(folder, rel)
					}
				}
				return at
			}
		}
	}
	for _, place := range usualPlaces {
		if hasRecord(filepath.Join(folder, place), deepest) {
			return filepath.Join(folder, place)
		}
	}
	return filepath.Join(folder, RecordsDir)
}

// hasRecord tells whether a record lies in a folder or so many levels below it.
func hasRecord(dir string, levels int) bool {
	entries, _ := os.ReadDir(dir)
	return slices.ContainsFunc(entries, func(e fs.DirEntry) bool {
		if e.IsDir() {
			return levels > 0 && !ignored(e.Name()) && hasRecord(filepath.Join(dir, e.Name()), levels-1)
		}
		return adr.IsRecord(e.Name())
	})
}

// ignored tells that nobody keeps records there.
func ignored(name string) bool { return strings.HasPrefix(name, ".") || name == "node_modules" }

// left are files that writeBeside makes and that a run which was killed left behind.
var left = regexp.MustCompile(`^\.(.+)\.[0-9]+-[0-9]+\.tmp$`)

// sweep takes away what killed runs left in a folder of records, which no other run may be writing in, and beside
// the lists of contents above it, where one may: there it must be older than any run.
func sweep(dir string) {
	for n, folder := range project(dir) {
		entries, _ := os.ReadDir(folder)
		for _, e := range entries {
			m := left.FindStringSubmatch(e.Name())
			if m == nil || !adr.IsRecord(m[1]) && m[1] != adr.ContentsName {
				continue
			}
			info, err := e.Info()
			if err == nil && (n == 0 || time.Since(info.ModTime()) > time.Minute) {
				_ = os.Remove(filepath.Join(folder, e.Name()))
			}
		}
	}
}
