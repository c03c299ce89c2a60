package starter

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"rustadvisor/advisor/manifest"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/strict"
)

// crates are those that code names, by name. One that is for tests as well as the program stands in the program's
// section.
type crates map[string]knowledge.Crate

// splitDependencies parts the text of a Cargo.toml, or of a part.toml, in the tables of dependencies and the rest.
func splitDependencies(text string) (rest, tables string) {
	inside := false
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "[") {
			name := strings.Trim(strings.TrimSpace(line), "[]")
			inside = slices.Contains(knowledge.Sections, name)
		}
		if inside {
			tables += line
		} else {
			rest += line
		}
	}
	return rest, tables
}

// tables are those of a Cargo.toml that name crates. Each dependency is a table, too: name = { version = "1" }.
type tables struct {
	Dependencies crates `toml:"dependencies"`
	Build        crates `toml:"build-dependencies"`
	Dev          crates `toml:"dev-dependencies"`
}

// readCrates reads them from a file of that name.
func readCrates(name, text string) (crates, error) {
	var read tables
	if _, problems := strict.Decode(name, text, &read); len(problems) > 0 {
		return nil, problems
	}
	out := crates{}
	for name, c := range read.Dependencies {
		out[name] = c
	}
	for name, c := range read.Build {
		c.Build = true
		out[name] = c
	}
	for name, c := range read.Dev {
		c.Dev = true
		out[name] = c
	}
	if len(out) != len(read.Dependencies)+len(read.Build)+len(read.Dev) {
		return nil, fmt.Errorf("%s: a crate stands in two tables", name)
	}
	return out, nil
}

// merge is the manifest of the code with what the picks want of the crates that the code names: their versions,
// which count instead of the code's own, and the features that the answers ask for.
func (b *builder) merge(code []manifest.Wanted) manifest.Manifest {
	named := map[string]bool{}
	for _, w := range code {
		for name := range w.Crates {
			named[name] = true
		}
	}
	var used []manifest.Wanted
	for i := range b.advice.Decisions {
		d := &b.advice.Decisions[i]
		if d.Option == nil || d.Waits || d.For != nil && !b.covers(d) {
			continue
		}
		mine := maps.Clone(d.Option.Crates)
		maps.DeleteFunc(mine, func(name string, _ knowledge.Crate) bool { return !named[name] })
		used = append(used, manifest.Wanted{By: d.Option.Title, Rust: d.Option.Rust, Crates: mine})
	}
	for _, w := range code {
		used = append(used, manifest.Wanted{By: w.By, Crates: versioned(w.Crates, used)})
	}
	return manifest.Merge(used)
}

// versioned are the crates in the versions that the first of the others wants them in.
func versioned(own crates, others []manifest.Wanted) crates {
	out := crates{}
	for name, c := range own {
		for _, w := range others {
			if other, ok := w.Crates[name]; ok {
				c.Version, c.Registry, c.Git = other.Version, other.Registry, other.Git
				break
			}
		}
		out[name] = c
	}
	return out
}

// cargo is the archetype's Cargo.toml with the crates of the manifest in the place of its own, and its least Rust.
func cargo(text string, m manifest.Manifest) string {
	rest, _ := splitDependencies(text)
	head, tail, more := strings.Cut(rest, "\n[") // the package comes first
	var lines []string
	for line := range strings.Lines(strings.TrimRight(head, "\n") + "\n") {
		if !strings.HasPrefix(line, "rust-version") {
			lines = append(lines, line)
		}
	}
	out := strings.Join(lines, "") + fmt.Sprintf("rust-version = %q\n\n", m.Rust) + m.Tables()
	if more {
		out += "\n[" + strings.TrimRight(tail, "\n") + "\n"
	}
	return out
}
