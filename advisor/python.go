package advisor

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
)

// Used is a Python package that the team uses.
type Used struct {
	Name                     string // its title or, where nothing is known of it, its name
	*knowledge.PythonPackage        // nil where nothing is known of it: nothing is guessed then
	Picks                    []Taken
}

// Taken is what usually takes a package's place in a decision, and the pick. Where the answers rule the former out,
// the latter is no answer to the package, and there is no Taken.
type Taken struct {
	Decision, Title string // key and title of the decision
	Usual           []Named
	Pick            Named
}

// Differs tells that something else than usual was picked.
func (t Taken) Differs() bool { return !slices.Contains(t.Usual, t.Pick) }

// FromPython tells that a Python program is to be moved: then it counts which packages it uses.
func (a Answers) FromPython() bool { return a.Choice(knowledge.JourneyQuestion) == "migrate-python" }

// WithPackages returns a copy with these Python packages in use and no others: each once, sorted, by the id that the
// base knows it by, or else by its name as pip compares it. What can be no name is left out.
func (a Answers) WithPackages(base *knowledge.Base, names ...string) Answers {
	a.Packages = nil
	for _, name := range names {
		if id, _ := base.PackageID(name); id != "" {
			a.Packages = append(a.Packages, id)
		}
	}
	slices.Sort(a.Packages)
	a.Packages = slices.Compact(a.Packages)
	return a
}

// ToggledPackage returns a copy in which a package is in use if it was not, and not if it was.
func (a Answers) ToggledPackage(base *knowledge.Base, name string) Answers {
	id, _ := base.PackageID(name)
	if slices.Contains(a.Packages, id) {
		return a.WithPackages(base, slices.DeleteFunc(slices.Clone(a.Packages), func(p string) bool { return p == id })...)
	}
	return a.WithPackages(base, append(slices.Clone(a.Packages), name)...)
}

// MisfitPackage tells why a text cannot be the name of a Python package, and how to mend it, or nothing.
func MisfitPackage(base *knowledge.Base, name string) (what, mend string) {
	if id, _ := base.PackageID(name); id == "" {
		return fmt.Sprintf("%q is no name of a Python package", wording.Clean(name)),
			`write it as pip install takes it, without a version, such as "fastapi"`
	}
	return "", ""
}

// recordPackages notes what is used, known packages in the order of the base, and which picks take their place.
func (v *evaluation) recordPackages(out *Advice, used []string) {
	for i := range v.e.base.Packages {
		if p := &v.e.base.Packages[i]; slices.Contains(used, p.ID) {
			out.Python = append(out.Python, Used{p.Name(), p, takenFor(v.e, p, out.Decisions)})
		}
	}
	for _, name := range used {
		if _, known := v.e.base.PackageID(name); !known {
			out.Python = append(out.Python, Used{Name: name})
		}
	}
}

// takenFor are the picks of the decisions that a package's usual successors belong to.
func takenFor(e *Engine, p *knowledge.PythonPackage, decisions []Decided) []Taken {
	var out []Taken
	for i := range decisions {
		d := &decisions[i]
		var usual []Named
		for _, ref := range p.Options {
			if decision, option, _ := strings.Cut(ref, "."); decision == d.ID {
				usual = append(usual, Named{option, e.base.Decision(decision).Option(option).Title})
			}
		}
		stands := func(o Named) bool {
			return o == d.Pick || slices.ContainsFunc(d.Rivals, func(r Rival) bool { return r.Named == o })
		}
		if d.Option != nil && d.Standing != Moot && slices.ContainsFunc(usual, stands) {
			out = append(out, Taken{d.Key(), d.Title, usual, d.Pick})
		}
	}
	return out
}

// sharedPackages are the Python packages of all, and those that not all named.
func (e *Engine) sharedPackages(people []Person) (all []string, some []TickedBy) {
	for _, p := range people {
		all = append(all, p.Answers.Packages...)
	}
	slices.Sort(all)
	all = slices.Compact(all)
	for _, name := range all {
		by := TickedBy{ID: name, Label: name}
		if p := e.base.PythonPackage(name); p != nil {
			by.Label = p.Name()
		}
		for n, p := range people {
			if slices.Contains(p.Answers.Packages, name) {
				by.People = append(by.People, n)
			}
		}
		if len(by.People) < len(people) {
			some = append(some, by)
		}
	}
	return all, some
}

// formatPackages writes the Python packages in use, if there are any.
func formatPackages(out *bytes.Buffer, names []string) {
	if len(names) == 0 {
		return
	}
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = fmt.Sprintf("%q", name)
	}
	fmt.Fprintf(out, "python = [%s] # packages in use\n", strings.Join(quoted, ", "))
}
