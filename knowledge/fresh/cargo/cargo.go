// Package cargo asks cargo what becomes of crates: what they bring along, which Rust that takes, what is newer. It
// serves the program beside it and the tests that hold the facts about crates; the advisor itself never asks
// anybody.
package cargo

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"rustadvisor/knowledge"
)

// target is the platform that trees are resolved for.
const target = "x86_64-unknown-linux-gnu"

// longest is how long one question to cargo may take; the first one fetches much of the registry's index.
const longest = 5 * time.Minute

// Package is an empty package that depends on some crates, with no lock file to begin with.
type Package struct{ Dir string }

// NewPackage writes one into an empty folder.
func NewPackage(dir string, crates map[string]knowledge.Crate) (Package, error) {
	for name, text := range map[string]string{"Cargo.toml": Manifest(crates), "src/lib.rs": "",
		"build.rs": "fn main() {}\n"} {
		file := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(text), 0o644)); err != nil {
			return Package{}, err
		}
	}
	return Package{dir}, nil
}

// Manifest is the Cargo.toml of such a package. Edition 2021, so that cargo takes the newest versions, whatever
// Rust they need.
func Manifest(crates map[string]knowledge.Crate) string {
	var out strings.Builder
	out.WriteString("[package]\nname = \"tree\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[workspace]\n")
	for _, section := range knowledge.Sections {
		fmt.Fprintf(&out, "[%s]\n", section)
		for name, c := range crates {
			if c.Section() != section {
				continue
			}
			var features []string
			for _, f := range c.Features {
				features = append(features, strconv.Quote(f))
			}
			slices.Sort(features)
			defaults := c.DefaultFeatures == nil || *c.DefaultFeatures
			fmt.Fprintf(&out, "%s = { version = %q, default-features = %v, features = [%s] }\n", name, c.Version, defaults,
				strings.Join(slices.Compact(features), ", "))
		}
	}
	return out.String()
}

// Everything is the crates with all features that some answer asks for.
func Everything(crates map[string]knowledge.Crate) map[string]knowledge.Crate {
	out := map[string]knowledge.Crate{}
	for name, c := range crates {
		c.Features = slices.Clone(c.Features)
		for _, choices := range c.FeaturesBy {
			for _, features := range choices {
				c.Features = append(c.Features, features...)
			}
		}
		out[name] = c
	}
	return out
}

// Union is a crate as two options ask for it.
func Union(a, b knowledge.Crate) knowledge.Crate {
	if a.Version == "" {
		return b
	}
	b.Features = append(slices.Clone(a.Features), b.Features...)
	if a.DefaultFeatures == nil || *a.DefaultFeatures {
		b.DefaultFeatures = a.DefaultFeatures
	}
	return b
}

// Run has cargo answer in the package's folder. The error has the lines on which cargo says what is wrong.
func (p Package) Run(args ...string) (stdout, stderr string, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), longest)
	defer cancel()
	run := exec.CommandContext(ctx, "cargo", args...)
	run.Dir, run.Env = p.Dir, append(os.Environ(), "CARGO_TERM_COLOR=never")
	var told, warned strings.Builder
	run.Stdout, run.Stderr = &told, &warned
	if err = run.Run(); err != nil {
		err = fmt.Errorf("cargo %s: %w: %s", args[0], err, strings.TrimSpace(warned.String()))
	}
	return told.String(), warned.String(), err
}

// Crate is one crate of a tree.
type Crate struct {
	Name, Version string
	Rust          string // the least that it says it needs; empty where it says nothing
	Features      []string
}

// Tree is what a package depends on to be built, tested and run, by name and version. It is what cargo tree prints;
// cargo metadata alone has crates in it that no feature asks for.
type Tree map[string]*Crate

// Resolve makes a lock file of the newest versions, unless there is one, and returns the tree.
func (p Package) Resolve() (Tree, error) {
	lines, _, err := p.Run("tree", "--quiet", "--prefix", "none", "--format", "{p}|{f}", "--target", target)
	if err != nil {
		return nil, err
	}
	rust, err := p.rust()
	if err != nil {
		return nil, err
	}
	tree := Tree{}
	for _, line := range strings.Split(lines, "\n")[1:] { // the first is the package itself
		crate, features, told := strings.Cut(strings.TrimSuffix(line, " (*)"), "|")
		words := strings.Fields(crate)
		if !told || len(words) < 2 {
			continue
		}
		id := words[0] + " " + words[1]
		if tree[id] == nil {
			tree[id] = &Crate{Name: words[0], Version: strings.TrimPrefix(words[1], "v"), Rust: rust[id]}
		}
		tree[id].Features = append(tree[id].Features, strings.Split(features, ",")...)
	}
	return tree, nil
}

// rust is the least Rust of each crate in the lock file, by name and version as cargo tree prints them.
func (p Package) rust() (map[string]string, error) {
	out, _, err := p.Run("metadata", "--quiet", "--format-version", "1")
	if err != nil {
		return nil, err
	}
	var all struct {
		Packages []struct {
			Name, Version string
			Rust          string `json:"rust_version"`
		}
	}
	if err := json.Unmarshal([]byte(out), &all); err != nil {
		return nil, fmt.Errorf("cargo metadata: %w", err)
	}
	rust := map[string]string{}
	for _, p := range all.Packages {
		rust[p.Name+" v"+p.Version] = p.Rust
	}
	return rust, nil
}

// Has tells whether a crate of that name is in the tree.
func (t Tree) Has(name string) bool {
	for _, c := range t {
		if c.Name == name {
			return true
		}
	}
	return false
}

// LeastRust is the newest Rust that a crate of the tree asks for, and that crate. A patch of 0 is left out.
func (t Tree) LeastRust() (version, by string) {
	for id, c := range t {
		if order := Compare(c.Rust, version); order > 0 || order == 0 && id < by {
			version, by = c.Rust, id
		}
	}
	if strings.Count(version, ".") == 2 {
		version = strings.TrimSuffix(version, ".0")
	}
	return version, by
}

// available is how cargo tells of a release that the requirement leaves out.
var available = regexp.MustCompile(`(?m)^\s*Adding (\S+) v\S+ \(.*?available: v([0-9][^\s,)]*)`)

// Newer lists the direct dependencies of which there are releases that the requirement leaves out, with the newest.
func (p Package) Newer() (map[string]string, error) {
	_, told, err := p.Run("update", "--dry-run")
	if err != nil {
		return nil, err
	}
	newer := map[string]string{}
	for _, m := range available.FindAllStringSubmatch(told, -1) {
		newer[m[1]] = m[2]
	}
	return newer, nil
}

// Compare compares versions by their numbers; what is missing is zero.
func Compare(a, b string) int {
	numbers := func(s string) (out [3]int) {
		for i, part := range strings.SplitN(s, ".", 3) {
			out[i], _ = strconv.Atoi(part)
		}
		return out
	}
	x, y := numbers(a), numbers(b)
	return cmp.Or(cmp.Compare(x[0], y[0]), cmp.Compare(x[1], y[1]), cmp.Compare(x[2], y[2]))
}
