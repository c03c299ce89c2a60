package cmdutil

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/adrg/xdg"

	"rustadvisor/advisor"
	"rustadvisor/advisor/starter"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/strict"
	"rustadvisor/knowledge/wording"
)

// BuiltIn stands for the knowledge base that is built in, where folders are named.
const BuiltIn = "-"

// KBUsage is the help of --kb.
const KBUsage = "use the house rules in `DIR`, too; may be repeated, the last on top; - leaves out your own"

// userHouse is the folder of the user's own rules. It need not be there.
func userHouse() string { return filepath.Join(xdg.ConfigHome, "rustadvisor", "house") }

// Houses lists the rules in force: the user's own, then those named with --kb.
func (e *Env) Houses() ([]knowledge.House, error) {
	own := true
	var named []knowledge.House
	for _, dir := range e.KB {
		if dir == BuiltIn {
			own = false
			continue
		}
		h, err := house(dir)
		if err != nil {
			return nil, err
		}
		named = append(named, h)
	}
	if dir := userHouse(); own && ruled(dir) {
		h, err := house(dir)
		h.Own = true
		return append([]knowledge.House{h}, named...), err
	}
	return named, nil
}

func house(dir string) (knowledge.House, error) {
	if dir == "" {
		return knowledge.House{}, Misuse("the folder of house rules has no name; write --kb DIR")
	}
	switch info, err := os.Stat(dir); {
	case errors.Is(err, fs.ErrNotExist):
		return knowledge.House{}, Misuse("there is no folder %s; name one of house rules", wording.Clean(dir))
	case err == nil && !info.IsDir():
		return knowledge.House{}, Misuse("%s is no folder; name one of house rules", wording.Clean(dir))
	}
	return knowledge.House{Name: dir, FS: os.DirFS(dir)}, nil
}

// ruled tells whether the user's own folder counts: a missing one does not, nor one without rules. One that cannot
// be read does, so that this is told.
func ruled(dir string) bool {
	found := false
	err := filepath.WalkDir(dir, func(name string, _ fs.DirEntry, err error) error {
		found = found || strings.HasSuffix(name, ".toml")
		if found && err == nil {
			return fs.SkipAll
		}
		return err
	})
	return found || err != nil && !errors.Is(err, fs.ErrNotExist)
}

// Load reads the whole knowledge base with the house rules in force, once.
func (e *Env) Load() (*advisor.Engine, error) {
	if e.Engine != nil {
		return e.Engine, nil
	}
	houses, err := e.Houses()
	if err != nil {
		return nil, err
	}
	open := e.Open
	if len(houses) == 0 && e.Data == knowledge.Embedded() {
		open = func(...knowledge.House) (*knowledge.Base, error) { return knowledge.BuiltIn() }
	}
	base, err := open(houses...)
	if err != nil {
		return nil, err
	}
	e.Engine = advisor.New(base).Starting(starter.Kind)
	return e.Engine, nil
}

// Open reads the built-in base with house rules over it. Faults in the rules are the user's to mend.
func (e *Env) Open(houses ...knowledge.House) (*knowledge.Base, error) {
	base, err := knowledge.Load(e.Data, houses...)
	switch {
	case err != nil && len(houses) > 0:
		return nil, WrongUse{strict.CleanError(err)}
	case err != nil:
		return nil, fmt.Errorf("the knowledge base has faults:\n%w", err)
	}
	return base, nil
}

// Prepare returns what the TUI begins with. Without house rules that is the vocabulary alone, the rest is loaded
// behind the first frame. House rules may have faults, which must be told before the screen changes, so they are
// loaded at once.
func (e *Env) Prepare() (knowledge.Vocabulary, error) {
	houses, err := e.Houses()
	if err != nil {
		return knowledge.Vocabulary{}, err
	}
	if len(houses) == 0 {
		return knowledge.LoadVocabulary(e.Data)
	}
	engine, err := e.Load()
	if err != nil {
		return knowledge.Vocabulary{}, err
	}
	return engine.Base().Words, nil
}

// Base reads the knowledge base in force, after the format has been checked: wrong use is told first.
func (e *Env) Base(format string) (*knowledge.Base, error) {
	if err := CheckFormat(format, Formats); err != nil {
		return nil, err
	}
	engine, err := e.Load()
	if err != nil {
		return nil, err
	}
	return engine.Base(), nil
}
