// Package answers reads answers files.
package answers

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"rustadvisor/advisor"
	"rustadvisor/advisor/answerfile"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/strict"
	"rustadvisor/knowledge/wording"
)

// most bounds what is read of an answers file, in bytes. A full one is a few kilobytes.
const most = 1 << 20

// Open reads an answers file by its name. Notes tell what was left out of one made with other knowledge. Errors say
// what to do; those in the text are strict.Problems with their lines.
func Open(base *knowledge.Base, name string) (a advisor.Answers, notes []string, err error) {
	file, err := os.Open(name)
	if err != nil {
		return a, nil, fmt.Errorf("cannot read the answers: %w; rustadvisor questions writes a file to fill in", err)
	}
	defer file.Close()
	shown := wording.Clean(name)
	if info, err := file.Stat(); err == nil && info.IsDir() {
		return a, nil, fmt.Errorf("cannot read the answers: %s is a folder; name a file in it, or as %s all", shown,
			filepath.Join(shown, "*.toml"))
	}
	return Read(base, shown, file)
}

// Read reads answers from anywhere. The name is used in messages.
func Read(base *knowledge.Base, name string, from io.Reader) (a advisor.Answers, notes []string, err error) {
	text, err := io.ReadAll(io.LimitReader(from, most+1))
	if err != nil {
		return a, nil, fmt.Errorf("cannot read the answers: %w", err)
	}
	if len(text) > most {
		return a, nil, fmt.Errorf("%s is larger than %d kB: that is no answers file", name, most>>10)
	}
	a, notes, err = answerfile.Parse(base, name, text)
	return a, notes, strict.CleanError(err)
}
