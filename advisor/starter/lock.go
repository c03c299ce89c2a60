package starter

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"

	"rustadvisor/advisor/manifest"

	_ "embed"
)

// A lock file holds exactly the packages that a manifest leads to, or cargo build --locked refuses it.
// packages.json, which the program carries packed, has all that any project leads to, each with its dependencies and
// the features that switch them; what a project needs of it is found as cargo's resolver finds it, with the versions
// fixed: doc.rust-lang.org/cargo/reference/resolver.html, and …/features.html for what a feature switches. `go test
// ./advisor/starter -run Packages -update` renews the file.

//go:embed packages.json.gz
var packed []byte

// packages reads that file once.
var packages = sync.OnceValues(func() (all []pkg, err error) {
	text, err := gzip.NewReader(bytes.NewReader(packed))
	if err == nil {
		err = json.NewDecoder(text).Decode(&all)
	}
	return all, err
})

// pkg is a version of a crate. Of its features only those stand here that switch a dependency.
type pkg struct {
	Name     string              `json:"name"`
	Version  string              `json:"version"`
	Checksum string              `json:"checksum"`
	Rust     string              `json:"rust,omitempty"` // least version that it declares
	Deps     []dep               `json:"deps,omitempty"`
	Features map[string][]string `json:"features,omitempty"`
}

// dep is a dependency of a package, for any target, of the library or its build script.
type dep struct {
	Name     string   `json:"name"` // as the package calls it
	To       string   `json:"to"`   // "name version"; "" when no project has it
	Optional bool     `json:"optional,omitempty"`
	Plain    bool     `json:"plain,omitempty"` // without default features
	Features []string `json:"features,omitempty"`
}

func (p *pkg) id() string { return p.Name + " " + p.Version }

// resolver finds which packages a manifest leads to, and through which of their dependencies.
type resolver struct {
	known    map[string]*pkg
	on       map[[2]string]bool // package, feature
	edges    map[string]map[string]bool
	lacking  []string
	expanded map[string]bool
}

// resolve is the Cargo.lock of a package with that manifest, and the least Rust that all of it needs. A *NameError
// says that one of the packages is called so, too.
func resolve(all []pkg, name, version string, m manifest.Manifest) (lock, rust string, err error) {
	r := resolver{known: map[string]*pkg{}, on: map[[2]string]bool{}, edges: map[string]map[string]bool{},
		expanded: map[string]bool{}}
	for i := range all {
		r.known[all[i].id()] = &all[i]
	}
	root := name + " " + version
	r.edges[root] = map[string]bool{}
	for _, c := range m.Crates {
		to := newest(all, c.Name, c.Version)
		if to == "" {
			return "", "", &Declined{fmt.Sprintf("%s %s is wanted, which no starter project was built with", c.Name, c.Version)}
		}
		r.edges[root][to] = true
		r.want(to, c.Features, c.WithDefaults())
	}
	if len(r.lacking) > 0 {
		return "", "", &Declined{"no starter project was built with " + strings.Join(r.lacking, ", ")}
	}
	rust = m.Rust
	for id := range r.expanded {
		if ident(r.known[id].Name) == ident(name) {
			return "", "", &NameError{name, "a crate that the project leads to has that name"}
		}
		if least := r.known[id].Rust; least != "" && manifest.Older(rust, least) {
			rust = least
		}
	}
	return r.write(name, version), rust, nil
}

// newest is the highest version of a crate that a requirement allows.
func newest(all []pkg, name, requirement string) string {
	best := ""
	var of string
	for i := range all {
		p := &all[i]
		if p.Name == name && manifest.Allows(requirement, p.Version) && (of == "" || manifest.Compare(of, p.Version) < 0) {
			best, of = p.id(), p.Version
		}
	}
	return best
}

// want takes in a package with features of it.
func (r *resolver) want(id string, features []string, defaults bool) {
	p := r.known[id]
	if p == nil {
		r.lacking = append(r.lacking, id)
		return
	}
	if !r.expanded[id] {
		r.expanded[id] = true
		r.edges[id] = map[string]bool{}
		for i := range p.Deps {
			if !p.Deps[i].Optional {
				r.take(p, &p.Deps[i])
			}
		}
	}
	if defaults {
		r.feature(p, "default")
	}
	for _, f := range features {
		r.feature(p, f)
	}
}

// take follows a dependency.
func (r *resolver) take(p *pkg, d *dep) {
	if d.To == "" {
		r.lacking = append(r.lacking, p.id()+" with "+d.Name)
		return
	}
	r.edges[p.id()][d.To] = true
	r.want(d.To, d.Features, !d.Plain)
}

// feature switches one on, with all that it switches.
func (r *resolver) feature(p *pkg, name string) {
	key := [2]string{p.id(), name}
	if r.on[key] {
		return
	}
	r.on[key] = true
	for _, item := range p.Features[name] {
		dependency, feature, both := strings.Cut(item, "/")
		only, isDep := strings.CutPrefix(item, "dep:")
		switch {
		case isDep:
			r.called(p, only, "")
		case both:
			weak := strings.HasSuffix(dependency, "?")
			dependency = strings.TrimSuffix(dependency, "?")
			r.called(p, dependency, feature)
			if !weak && p.Features[dependency] != nil {
				r.feature(p, dependency)
			}
		default:
			r.feature(p, item)
		}
	}
}

// called takes the dependencies of that name, with one more feature. One that is only to have the feature if it is
// there is taken as well: so cargo's lock files have it.
func (r *resolver) called(p *pkg, name, feature string) {
	for i := range p.Deps {
		if d := &p.Deps[i]; d.Name == name {
			r.take(p, d)
			if feature != "" && d.To != "" {
				r.want(d.To, []string{feature}, false)
			}
		}
	}
}

// write is the lock file as cargo writes it, version 4.
func (r *resolver) write(name, version string) string {
	versions := map[string]int{name: 1}
	packages := []*pkg{{Name: name, Version: version}}
	for id := range r.expanded {
		packages = append(packages, r.known[id])
		versions[r.known[id].Name]++
	}
	slices.SortFunc(packages, func(a, b *pkg) int {
		if by := strings.Compare(a.Name, b.Name); by != 0 {
			return by
		}
		return manifest.Compare(a.Version, b.Version)
	})
	var out strings.Builder
	out.WriteString("# This file is automatically @generated by Cargo.\n# It is not intended for manual " +
		"editing.\nversion = 4\n")
	for _, p := range packages {
		fmt.Fprintf(&out, "\n[[package]]\nname = %q\nversion = %q\n", p.Name, p.Version)
		if p.Checksum != "" {
			fmt.Fprintf(&out, "source = \"registry+https://github.com/rust-lang/crates.io-index\"\nchecksum = %q\n", p.Checksum)
		}
		var to []string
		for id := range r.edges[p.id()] {
			if of := r.known[id].Name; versions[of] == 1 {
				id = of
			}
			to = append(to, id)
		}
		if len(to) > 0 {
			slices.Sort(to)
			out.WriteString("dependencies = [\n \"" + strings.Join(to, "\",\n \"") + "\",\n]\n")
		}
	}
	return out.String()
}

// lock finds the packages of the project.
func (b *builder) lock() error {
	private := slices.ContainsFunc(b.manifest.Crates, func(c manifest.Crate) bool { return !c.Public() })
	if len(b.manifest.Crates) == 0 || private { // what else a private crate leads to, cargo finds out
		return nil
	}
	all, err := packages()
	if err == nil {
		b.locked, b.manifest.Rust, err = resolve(all, b.options.Name, "0.1.0", b.manifest)
	}
	return err
}
