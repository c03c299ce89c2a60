package files

import (
	"path/filepath"
	"strings"

	"rustadvisor/advisor/adr"
	"rustadvisor/advisor/report"
	"rustadvisor/knowledge"
)

// Next is a command to go on with once something is written, and what it does.
type Next struct{ Command, Does string }

// Written is what was written.
type Written struct {
	Paths   []string // of files
	Records string   // the folder of decision records, or ""
	Style   adr.Style
	Starter *Starter          // or nil
	Houses  []knowledge.House // rules that the answers were advised by
}

// rules names house rules for a command; a user's own hold without.
func rules(houses []knowledge.House) string {
	out := ""
	for _, h := range houses {
		if !h.Own {
			out += " --kb " + word(h.Name)
		}
	}
	return out
}

// Next lists commands to go on with, for a POSIX shell.
func (w Written) Next() []Next {
	var out []Next
	if w.Starter != nil {
		out = w.Starter.next()
	}
	for _, path := range w.Paths {
		if filepath.Base(path) != AnswersName {
			continue
		}
		answers := " --answers " + word(path) + rules(w.Houses)
		out = append(out, Next{"rustadvisor advise" + answers, "the same advice again, without questions"},
			Next{"rustadvisor" + answers, "go on from these answers"})
		if w.Records != "" {
			style := ""
			if w.Style != "" && w.Style != adr.MADR {
				style = " --style " + string(w.Style)
			}
			out = append(out, Next{"rustadvisor adr" + answers + " --dir " + word(w.Records) + style,
				"when answers have changed: what is decided otherwise is superseded"})
		}
	}
	words, paths := []string{"git add"}, w.Paths
	if len(w.Paths) == 0 && w.Records == "" {
		return out
	}
	if w.Records != "" {
		paths = append(paths[:len(paths):len(paths)], w.Records)
	}
	for _, path := range paths {
		if words = append(words, word(path)); filepath.IsAbs(path) {
			return out // perhaps of another project
		}
	}
	return append(out, Next{strings.Join(words, " "), "keep them with the project"})
}

// word is a path as one word of a POSIX shell that no command takes for an option.
func word(path string) string {
	if strings.HasPrefix(path, "-") {
		path = "./" + path
	}
	return report.ShellWord(path)
}
