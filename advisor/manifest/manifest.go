// Package manifest merges the crates of all that an advice picks into what one Cargo.toml says: each crate once,
// with the features of all who want it, a version that suits them all, and the least Rust. It is pure, and the same
// picks give the same manifest.
package manifest

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

// Manifest is what all picks of an advice ask of one package.
type Manifest struct {
	Rust      string  // least Rust version that edition and picks need, such as "1.88"
	Crates    []Crate // by section, as a Cargo.toml has them, then by name
	Conflicts []Conflict
}

// Crate is one dependency in one section. A crate can stand in two: cargo builds it for the program and for the
// build script.
type Crate struct {
	Name    string
	Section string // one of knowledge.Sections
	knowledge.Crate
	For []string // titles of the picks that ask for it, in the order of the decisions
}

// Conflict is a crate that two picks want in versions that no single one is. The first stands in the manifest; no
// data of this base has any, house rules may.
type Conflict struct {
	Crate         string
	Taken, Wanted string // requirements
	By            string // title of the pick that wants the other
}

// edition is what a new package is written in, and editionRust the first Rust that knows it.
const edition, editionRust = "2024", "1.85"

// Wanted is what one part of a program asks of its manifest.
type Wanted struct {
	By     string // what asks, for people
	Rust   string // least Rust version that its crates declare, or ""
	Crates map[string]knowledge.Crate
}

// Of merges the crates of the picks that are due.
func Of(a *advisor.Advice) Manifest { return Merge(wanted(a)) }

// wanted is what the picks ask for.
func wanted(a *advisor.Advice) []Wanted {
	var wanted []Wanted
	for i := range a.Decisions {
		if d := &a.Decisions[i]; d.Due() {
			wanted = append(wanted, Wanted{d.Option.Title, d.Option.Rust, d.Option.Crates})
		}
	}
	return wanted
}

// Merge is the manifest of all that is wanted. Where two want versions that do not meet, what comes first is taken.
func Merge(wanted []Wanted) Manifest {
	m := merger{found: map[key]*Crate{}, out: Manifest{Rust: editionRust}}
	for _, w := range wanted {
		if len(w.Crates) > 0 && Older(m.out.Rust, w.Rust) {
			m.out.Rust = w.Rust
		}
		for _, name := range slices.Sorted(maps.Keys(w.Crates)) {
			m.add(name, w.Crates[name], w.By)
		}
	}
	return m.manifest()
}

type key struct{ section, name string }

type merger struct {
	found map[key]*Crate
	out   Manifest
}

// add takes in what a pick asks of a crate.
func (m *merger) add(name string, c knowledge.Crate, by string) {
	at := key{c.Section(), name}
	known := m.found[at]
	if known == nil {
		c.Features = slices.Clone(c.Features)
		m.found[at] = &Crate{name, at.section, c, []string{by}}
		return
	}
	both, ok := together(known.Version, c.Version)
	if !ok {
		m.out.Conflicts = append(m.out.Conflicts, Conflict{name, known.Version, c.Version, by})
		both = known.Version
	}
	known.Version = both
	known.Registry, known.Git = cmp.Or(known.Registry, c.Registry), cmp.Or(known.Git, c.Git)
	known.Features = union(known.Features, c.Features)
	if c.WithDefaults() {
		known.DefaultFeatures = nil
	}
	if !slices.Contains(known.For, by) {
		known.For = append(known.For, by)
	}
}

// manifest lists what was found. Tests see the dependencies of the program, so that a crate is not told a second
// time for them unless they want more of it.
func (m *merger) manifest() Manifest {
	for at, c := range m.found {
		program := m.found[key{knowledge.Sections[0], c.Name}]
		if !c.Dev || program == nil {
			continue
		}
		if both, ok := together(program.Version, c.Version); ok {
			program.Version, c.Version = both, both
		}
		if subset(c.Features, program.Features) && (program.WithDefaults() || !c.WithDefaults()) {
			delete(m.found, at)
		}
	}
	for _, c := range m.found {
		slices.Sort(c.Features)
		m.out.Crates = append(m.out.Crates, *c)
	}
	slices.SortFunc(m.out.Crates, func(a, b Crate) int {
		if by := slices.Index(knowledge.Sections, a.Section) - slices.Index(knowledge.Sections, b.Section); by != 0 {
			return by
		}
		return strings.Compare(a.Name, b.Name)
	})
	return m.out
}

// union is all of both, each once, in the order met.
func union(a, b []string) []string {
	out := slices.Clone(a)
	for _, s := range b {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

func subset(of, all []string) bool {
	return !slices.ContainsFunc(of, func(s string) bool { return !slices.Contains(all, s) })
}

// Tables are the sections of a Cargo.toml that name crates, those that have any, a blank line between them. They
// end with one line end; without crates they are "".
func (m Manifest) Tables() string {
	var tables []string
	for _, section := range knowledge.Sections {
		lines := "[" + section + "]\n"
		for _, c := range m.Crates {
			if c.Section == section {
				lines += c.Name + " = " + c.Dependency(strconv.Quote) + "\n"
			}
		}
		if strings.Count(lines, "\n") > 1 {
			tables = append(tables, lines)
		}
	}
	return strings.Join(tables, "\n")
}

// Cargo is a whole Cargo.toml for a package of that name.
func (m Manifest) Cargo(name string) string {
	head := fmt.Sprintf("[package]\nname = %q\nversion = \"0.1.0\"\nedition = %q\nrust-version = %q\n", name, edition,
		m.Rust)
	if tables := m.Tables(); tables != "" {
		head += "\n" + tables
	}
	return head
}

// Add is what to type in a shell to have the crates in a package: a line for all crates of a section that are taken
// as they are, then one for each of the others.
func (m Manifest) Add() []string {
	var out []string
	for _, section := range knowledge.Sections {
		command := "cargo add"
		if option := map[string]string{"build-dependencies": " --build",
			"dev-dependencies": " --dev"}[section]; option != "" {
			command += option
		}
		var plain string
		var rest []string
		for _, c := range m.Crates {
			switch {
			case c.Section != section:
			case len(c.Features) == 0 && c.WithDefaults() && c.Public():
				plain += " " + c.spec()
			default:
				rest = append(rest, command+" "+c.spec()+c.flags())
			}
		}
		if plain != "" {
			out = append(out, command+plain)
		}
		out = append(out, rest...)
	}
	return out
}

// spec is the crate as cargo add takes it, quoted where a shell would read it otherwise.
func (c Crate) spec() string {
	spec := c.Name
	if c.Version != "" && c.Git == "" { // a repository has the version that it has
		spec += "@" + c.Version
	}
	if strings.ContainsFunc(spec, func(r rune) bool { return strings.ContainsRune(" ~^*<>,", r) }) {
		return "'" + spec + "'"
	}
	return spec
}

func (c Crate) flags() string {
	text := ""
	if c.Registry != "" {
		text += " --registry " + c.Registry
	}
	if c.Git != "" {
		text += " --git " + c.Git
	}
	if !c.WithDefaults() {
		text += " --no-default-features"
	}
	if len(c.Features) > 0 {
		text += " --features " + strings.Join(c.Features, ",")
	}
	return text
}
