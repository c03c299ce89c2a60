package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/adrg/xdg"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

// builtIn stands for the knowledge base that is built in, where folders are named.
const builtIn = "-"

const kbUsage = "use the house rules in `DIR`, too; may be repeated, the last on top; - leaves out your own"

// userHouse is the folder of the user's own rules. It need not be there.
func userHouse() string { return filepath.Join(xdg.ConfigHome, "rustadvisor", "house") }

// houses lists the rules in force: the user's own, then those named with --kb.
func (a *app) houses() ([]knowledge.House, error) {
	own := true
	var named []knowledge.House
	for _, dir := range a.kb {
		if dir == builtIn {
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
		return knowledge.House{}, misuse("the folder of house rules has no name; write --kb DIR")
	}
	switch info, err := os.Stat(dir); {
	case errors.Is(err, fs.ErrNotExist):
		return knowledge.House{}, misuse("there is no folder %s; name one of house rules", knowledge.Clean(dir))
	case err == nil && !info.IsDir():
		return knowledge.House{}, misuse("%s is no folder; name one of house rules", knowledge.Clean(dir))
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

// load reads the whole knowledge base with the house rules in force, once.
func (a *app) load() (*advisor.Engine, error) {
	if a.engine != nil {
		return a.engine, nil
	}
	houses, err := a.houses()
	if err != nil {
		return nil, err
	}
	base, err := a.open(houses...)
	if err != nil {
		return nil, err
	}
	a.engine = advisor.New(base)
	return a.engine, nil
}

// open reads the built-in base with house rules over it. Faults in the rules are the user's to mend.
func (a *app) open(houses ...knowledge.House) (*knowledge.Base, error) {
	base, err := knowledge.Load(a.data, houses...)
	switch {
	case err != nil && len(houses) > 0:
		return nil, wrongUse{knowledge.CleanError(err)}
	case err != nil:
		return nil, fmt.Errorf("the knowledge base has faults:\n%w", err)
	}
	return base, nil
}

// prepare returns what the TUI begins with. Without house rules that is the vocabulary alone, the rest is loaded
// behind the first frame. House rules may have faults, which must be told before the screen changes, so they are
// loaded at once.
func (a *app) prepare() (knowledge.Vocabulary, error) {
	houses, err := a.houses()
	if err != nil {
		return knowledge.Vocabulary{}, err
	}
	if len(houses) == 0 {
		return knowledge.LoadVocabulary(a.data)
	}
	engine, err := a.load()
	if err != nil {
		return knowledge.Vocabulary{}, err
	}
	return engine.Base().Words, nil
}
