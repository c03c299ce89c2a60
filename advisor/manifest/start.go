package manifest

import (
	"slices"
	"strconv"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

// Start is what a project begins with.
type Start struct {
	Manifest                    // of the picks and of Main
	Main     *knowledge.Snippet // the main function, or what is exported; nil where no snippet begins such a project
	Types    []string           // of the library, as crate-type has them; none for what Rust alone uses
	Commands *knowledge.Snippet // what to type to have a project, where that is not cargo new; or nil
}

// Name is what the package is called, because of its main function or else for want of a better.
func (s Start) Name() string {
	if s.Main != nil && s.Main.Package != "" {
		return s.Main.Package
	}
	return "app"
}

// Program tells whether it is one that runs, not only what others import.
func (s Start) Program() bool { return s.Main != nil && strings.Contains(s.Main.Code, "fn main(") }

// Library tells whether others import it, whether or not it is a program as well.
func (s Start) Library() bool { return len(s.Types) > 0 }

// Cargo is the whole Cargo.toml.
func (s Start) Cargo() string {
	text := s.Manifest.Cargo(s.Name())
	if !s.Library() {
		return text
	}
	quoted := make([]string, len(s.Types))
	for i, t := range s.Types {
		quoted[i] = strconv.Quote(t)
	}
	lib := "[lib]\ncrate-type = [" + strings.Join(quoted, ", ") + "]\n"
	if at := strings.Index(text, "\n\n["); at >= 0 { // below the package
		return text[:at+2] + lib + text[at+1:]
	}
	return text + "\n" + lib
}

// Begin is what a project begins with that follows an advice: of the snippets that begin one, that with most
// conditions.
func Begin(a *advisor.Advice) Start {
	var s Start
	for i := range a.Snippets {
		snippet := &a.Snippets[i]
		to := &s.Main
		if snippet.Language == "sh" {
			to = &s.Commands
		}
		if snippet.Main && (*to == nil || len(snippet.When) > len((*to).When)) {
			*to = snippet
		}
	}
	if s.Program() {
		s.Commands = nil // they make a package that is a library only
	}
	all := wanted(a)
	if s.Main != nil {
		all = append(all, Wanted{By: s.Main.Title, Crates: s.Main.Crates})
	}
	s.Manifest = Merge(all)
	for i := range a.Decisions {
		if d := &a.Decisions[i]; d.Due() {
			for _, kind := range d.Option.CrateTypes {
				if !slices.Contains(s.Types, kind) {
					s.Types = append(s.Types, kind)
				}
			}
		}
	}
	return s
}
