package answers

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
)

// OpenRequirements reads a file that lists Python packages: requirements.txt, pyproject.toml, Pipfile and their like.
func OpenRequirements(base *knowledge.Base, name string) (knowledge.Requirements, error) {
	file, err := os.Open(name)
	if err != nil {
		return knowledge.Requirements{}, fmt.Errorf("cannot read the packages: %w", err)
	}
	defer file.Close()
	if info, err := file.Stat(); err == nil && info.IsDir() {
		return knowledge.Requirements{}, fmt.Errorf("cannot read the packages: %s is a folder; name a file in it, such as %s",
			wording.Clean(name), wording.Clean(filepath.Join(name, "requirements.txt")))
	}
	return ReadRequirements(base, wording.Clean(name), file)
}

// ReadRequirements reads such a list from anywhere. The name is used in messages.
func ReadRequirements(base *knowledge.Base, name string, from io.Reader) (knowledge.Requirements, error) {
	text, err := io.ReadAll(io.LimitReader(from, most+1))
	if err != nil {
		return knowledge.Requirements{}, fmt.Errorf("cannot read the packages: %w", err)
	}
	if len(text) > most {
		return knowledge.Requirements{}, fmt.Errorf("%s is larger than %d kB: that is no list of packages", name, most>>10)
	}
	found := base.ParseRequirements(string(text))
	if len(found.Packages()) == 0 {
		return found, fmt.Errorf("%s names no Python package", name)
	}
	return found, nil
}
