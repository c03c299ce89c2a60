// Package config is what a user sets once: a TOML file in the configuration folder of the platform. It is read
// strictly, with every fault named by file and line; a file that is not there sets nothing.
package config

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/adrg/xdg"

	"rustadvisor/knowledge/strict"
	"rustadvisor/knowledge/wording"
)

// Themes are what Theme can be; the first is the default.
var Themes = []string{"auto", "dark", "light", "high-contrast"}

// Config is what the file sets. The zero value with a Theme is the default; Default returns it.
type Config struct {
	Theme string // one of Themes
	Plain *bool  // line mode; nil when the file does not say
	// where exports and records are written, or "" for the current one; a leading ~ is not resolved
	Folder string
	Keys   map[string][]string // the keys of an action, by its name, in the spelling of bubbletea
}

// Default is what holds where nothing is set.
func Default() Config { return Config{Theme: Themes[0]} }

// Path is the user's own file, below the configuration folder of the platform ($XDG_CONFIG_HOME on Linux). It need not
// be there.
func Path() string { return filepath.Join(xdg.ConfigHome, "rustadvisor", "config.toml") }

// Load reads the user's own file. The actions are the names that keys can be given to; without any, names are not
// checked. A missing file gives the default. The error is a strict.Problems with every fault; the default comes with
// it, for a faulty file keeps nothing from starting.
func Load(actions ...string) (Config, error) {
	c, err := Read(Path(), actions...)
	if errors.Is(err, fs.ErrNotExist) {
		return Default(), nil
	}
	return c, err
}

// maxFile bounds what is read, in bytes; a file with every key set anew is a few kilobytes.
const maxFile = 1 << 18

// Read reads a file as Load does, but a missing one is an fs.ErrNotExist.
func Read(path string, actions ...string) (Config, error) {
	text, err := read(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Default(), err
	}
	if err != nil {
		return Default(), strict.Problems{{File: path, Line: 1, What: err.Error(),
			Mend: "rustadvisor config example writes one that can be"}}
	}
	return Parse(path, string(text), actions...)
}

func read(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, unreadable(err)
	case !info.Mode().IsRegular():
		return nil, errors.New("cannot be read: it is no file")
	case info.Size() > maxFile:
		return nil, fmt.Errorf("cannot be read: it is larger than %d kB", maxFile>>10)
	}
	text, err := os.ReadFile(path)
	return text, unreadable(err)
}

// unreadable is the error without the path, which stands before it anyway.
func unreadable(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return fmt.Errorf("cannot be read: %w", at.Err)
	}
	return err
}

// Where tells on which line of a file each setting stands, by its path, such as "theme" or "keys.export". A file that
// cannot be read has none.
func Where(path string) map[string]int {
	text, err := read(path)
	if err != nil {
		return nil
	}
	var tree map[string]any
	lines, _ := strict.Decode(path, string(text), &tree)
	out := map[string]int{}
	for key, value := range tree {
		out[key] = lines.Of(key)
		inner, _ := value.(map[string]any)
		for name := range inner {
			out[key+"."+name] = lines.Of(key + "." + name)
		}
	}
	return out
}

// Parse reads the text of a file of that name, as Load does.
func Parse(name, text string, actions ...string) (Config, error) {
	var tree map[string]any
	lines, problems := strict.Decode(name, text, &tree)
	if len(problems) > 0 && tree == nil { // else only what stands in tables is said to be unknown, for nothing declares it
		problems[0].Mend = "fix the TOML, or compare with what rustadvisor config example writes"
		return Default(), problems
	}
	r := reader{name: name, lines: lines, config: Default(), actions: actions}
	for _, key := range slices.Sorted(maps.Keys(tree)) {
		if take := settings[key]; take != nil {
			take(&r, tree[key])
		} else {
			r.fault(key, fmt.Sprintf("unknown key %q", key), wording.Suggest(key, slices.Sorted(maps.Keys(settings))))
		}
	}
	if len(r.problems) > 0 {
		slices.SortStableFunc(r.problems, func(p, q strict.Problem) int { return p.Line - q.Line })
		return Default(), r.problems
	}
	return r.config, nil
}
