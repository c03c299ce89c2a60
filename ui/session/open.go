package session

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"rustadvisor/advisor"
	"rustadvisor/advisor/answerfile"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
)

// Held is a session that a program has open, with what the program knows of its file. The zero value is one that was
// not saved yet.
type Held struct {
	ID   string // "" until something is saved
	Name string // that the user gave it, or ""

	seen    string // the text of the file as it was last read or written
	stamp   stamp
	partial bool // something in the file was left out when it was read
}

// MovedFrom words that answers had to go to a session of their own, or is empty where they did not.
func (h Held) MovedFrom(before Held) string {
	if before.ID == "" || h.ID == before.ID {
		return ""
	}
	return fmt.Sprintf("answers kept as “%s”: another program has changed this session", h.Name)
}

// stamp tells files apart at a glance; equal ones may still differ.
type stamp struct {
	when time.Time
	size int64
}

func stampOf(path string) (stamp, error) {
	info, err := os.Stat(path)
	if err != nil {
		return stamp{}, err
	}
	return stamp{info.ModTime(), info.Size()}, nil
}

// Load reads the answers of a session, as Open does.
func (s Store) Load(base *knowledge.Base, id string) (a advisor.Answers, notes []string, ok bool) {
	_, a, notes, ok = s.Open(base, id)
	return a, notes, ok
}

// Open reads a session to go on with it. A file that is no answers file is set aside and named in the notes; then ok is
// false. Notes also tell what was left out of answers made with other knowledge or other house rules; the first Keep
// then keeps the file as it was beside the new one.
func (s Store) Open(base *knowledge.Base, id string) (h Held, a advisor.Answers, notes []string, ok bool) {
	path := s.Path(id)
	h = Held{ID: id}
	var err error
	if h.stamp, err = stampOf(path); errors.Is(err, fs.ErrNotExist) {
		return Held{}, a, nil, false
	}
	text, err := readFile(path)
	if err != nil && !errors.Is(err, errLarge) {
		return Held{}, a, []string{fmt.Sprintf("the saved answers cannot be read: %v", err)}, false
	}
	switch {
	case err != nil:
	case !bytes.Contains(text, []byte("[answers]")):
		err = errors.New("it holds no answers")
	default:
		a, notes, err = answerfile.Recall(base, filepath.Base(path), text)
	}
	if err == nil && len(a.Choices) == 0 && len(notes) > 0 {
		err = errors.New(strings.Join(notes, "; "))
	}
	if err != nil {
		return Held{}, a, []string{s.setAside(path, err)}, false
	}
	h.seen, h.Name, h.partial = string(text), nameIn(string(text)), len(notes) > 0
	return h, a, notes, true
}

// maxFile bounds what is read of a file, in bytes. A session is a few kilobytes.
const maxFile = 1 << 20

var errLarge = fmt.Errorf("it is larger than %d kB", maxFile>>10)

// readFile reads what may be a session: a file of a sensible size, and nothing that would block.
func readFile(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is no file", path)
	case info.Size() > maxFile:
		return nil, errLarge
	}
	return os.ReadFile(path)
}

// Changed tells whether another program has changed the answers in the file since h was read or written. As long as
// none has touched it, that takes one look at the folder.
func (s Store) Changed(h Held) bool {
	now, err := stampOf(s.Path(h.ID))
	if h.ID == "" || err != nil || now == h.stamp {
		return false
	}
	text, err := readFile(s.Path(h.ID))
	return err == nil && body(string(text)) != body(h.seen)
}

// setAside renames a file that cannot be used, so that it is neither tried again nor lost.
func (s Store) setAside(path string, why error) string {
	aside := beside(path, ".broken")
	reason, _, _ := strings.Cut(why.Error(), "\n")
	if err := os.Rename(path, aside); err != nil {
		return fmt.Sprintf("the saved answers could not be used (%s), nor set aside: %v", wording.Clean(reason), err)
	}
	return fmt.Sprintf("the saved answers could not be used (%s); the file is kept as %s", wording.Clean(reason), aside)
}

// beside is a name that is free beside a file: its own with something behind it.
func beside(path, suffix string) string {
	aside := path + suffix
	for n := 2; exists(aside); n++ {
		aside = fmt.Sprintf("%s%s-%d", path, suffix, n)
	}
	return aside
}
