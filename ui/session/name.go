package session

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"rustadvisor/knowledge/wording"
)

// longestName is how many characters of a name are kept.
const longestName = 60

// CleanName is a name as it is kept: one line without control characters, of at most 60 characters.
func CleanName(name string) string {
	name = strings.Join(strings.Fields(wording.Clean(name)), " ")
	if runes := []rune(name); len(runes) > longestName {
		name = strings.TrimSpace(string(runes[:longestName]))
	}
	return name
}

// A name is the first line of its file, so that answers can be compared without it. In a file that a person wrote it
// may stand further below, before the first table.

func withName(answers, name string) string {
	if name == "" {
		return answers
	}
	return fmt.Sprintf("name = %q\n%s", name, answers)
}

// nameLine is one that gives a name, whole.
var nameLine = regexp.MustCompile(`^\s*name\s*=\s*("([^"\\]|\\.)*"|'[^']*')\s*(#.*)?$`)

// body is a file without its name.
func body(text string) string {
	text = strings.TrimPrefix(text, "\uFEFF")
	rest := text
	for rest != "" && !strings.HasPrefix(strings.TrimSpace(rest), "[") {
		line, after, _ := strings.Cut(rest, "\n")
		if nameLine.MatchString(line) {
			return text[:len(text)-len(rest)] + after
		}
		rest = after
	}
	return text
}

func nameIn(text string) string {
	var file struct{ Name string }
	if _, err := toml.Decode(text, &file); err != nil {
		return ""
	}
	return CleanName(file.Name)
}

// Taken is the error when a name belongs to another session.
type Taken struct {
	Name string
	Free string // one that does not
}

func (e *Taken) Error() string {
	return fmt.Sprintf("another session is called “%s”; “%s” is free", e.Name, e.Free)
}

// Rename gives a session another name, and returns it as it is kept; an empty one takes the name away. The error is a
// *Taken if another session has that name, whatever its capitals.
func (s Store) Rename(id, name string) (string, error) {
	defer s.lock()()
	name = CleanName(name)
	if taken(s.Names(), name, id) {
		return "", &Taken{name, s.unused(name)}
	}
	return name, s.rename(id, name)
}

// rename leaves the time at which the answers were saved as it is. The folder is locked.
func (s Store) rename(id, name string) error {
	info, err := os.Stat(s.Path(id))
	if err != nil {
		return unreachable(err)
	}
	text, err := readFile(s.Path(id))
	if err != nil {
		return unreachable(err)
	}
	named := withName(body(string(text)), name)
	if _, err := toml.Decode(named, new(any)); err != nil || nameIn(named) != name {
		return errors.New("cannot rename the session: its file begins otherwise than this program writes it; change its " +
			"name there by hand")
	}
	if err := s.write(&Held{ID: id}, named); err != nil {
		return fmt.Errorf("cannot rename the session: %w", err)
	}
	return os.Chtimes(s.Path(id), info.ModTime(), info.ModTime())
}

// taken tells whether a session other than that one has the name.
func taken(all []Held, name, except string) bool {
	if name == "" {
		return false
	}
	return slices.ContainsFunc(all, func(h Held) bool { return h.ID != except && strings.EqualFold(h.Name, name) })
}

// Names lists the sessions by id and name, whether they can be used or not, the newest id first.
func (s Store) Names() []Held {
	var out []Held
	for _, id := range s.ids() {
		if text, err := readFile(s.Path(id)); err == nil {
			out = append(out, Held{ID: id, Name: nameIn(string(text))})
		}
	}
	return out
}

// unused is the name, with a number if it is taken.
func (s Store) unused(name string) string {
	all := s.Names()
	if !taken(all, name, "") {
		return name
	}
	stem := name
	if at := strings.LastIndex(name, " ("); at > 0 && strings.Trim(name[at+2:], "0123456789") == ")" {
		stem = name[:at]
	}
	for n := 2; ; n++ {
		number := fmt.Sprintf(" (%d)", n)
		runes := []rune(stem)
		numbered := string(runes[:min(len(runes), longestName-len(number))]) + number
		if !taken(all, numbered, "") {
			return numbered
		}
	}
}
