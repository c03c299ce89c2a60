package starter

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"rustadvisor/advisor/manifest"
	"rustadvisor/knowledge"
)

var (
	update = flag.Bool("update", false, "have cargo resolve all that any project leads to, and write packages.json")
	keep   = flag.Bool("keep", false,
		"with -update, leave the versions that packages.json has: what was run with them need not be run again")
)

// worlds are the manifests whose packages any project's are among: for each archetype so many that each part is in
// one, of a slot one at a time, since two may link to the same library; with all that any answer asks of their crates.
func worlds(t *testing.T) map[string]manifest.Manifest {
	picks := map[string][]knowledge.Crate{}
	for _, d := range engine(t).Base().Decisions {
		for _, o := range d.Options {
			for name, c := range o.Crates {
				picks[name] = append(picks[name], whole(c))
			}
		}
	}
	all, err := archetypes()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]manifest.Manifest{}
	for i := range all {
		a := &all[i]
		own, err := a.crates()
		if err != nil {
			t.Fatal(err)
		}
		known, err := a.parts()
		if err != nil {
			t.Fatal(err)
		}
		if own == nil {
			continue
		}
		for n, parts := range together(a, known) {
			wanted := []manifest.Wanted{{By: a.ID, Crates: asked(own, picks)}}
			for _, p := range parts {
				wanted = append(wanted, manifest.Wanted{By: p.name(), Crates: asked(p.crates, picks)})
			}
			out[fmt.Sprint(a.ID, " ", n)] = pinned(wanted)
		}
	}
	return out
}

// together are parts that answers can lead to at once, of a slot one; each part is among them somewhere.
func together(a *archetype, known []part) (out [][]*part) {
	placed := map[string]bool{}
	for i := range known {
		if placed[known[i].name()] {
			continue
		}
		when, parts := slices.Concat(a.When, known[i].When), []*part{&known[i]}
		for _, slot := range a.Slots {
			var best *part
			for j := range known {
				p := &known[j]
				if p.Slot == slot && slot != known[i].Slot && !contradict(slices.Concat(when, p.When)) &&
					(best == nil || placed[best.name()] && !placed[p.name()]) {
					best = p
				}
			}
			if best != nil {
				when, parts = append(when, best.When...), append(parts, best)
			}
		}
		for _, p := range parts {
			placed[p.name()] = true
		}
		out = append(out, parts)
	}
	return out
}

// pinned is a manifest for the toolchain that the starters pin: cargo takes no version that needs a newer one.
func pinned(wanted []manifest.Wanted) manifest.Manifest {
	m := manifest.Merge(wanted)
	m.Rust = toolchain
	return m
}

// whole is a crate with the features that any answer asks for.
func whole(c knowledge.Crate) knowledge.Crate {
	for _, by := range c.FeaturesBy {
		for _, features := range by {
			c.Features = slices.Concat(c.Features, features)
		}
	}
	if slices.Contains(c.Features, "default") {
		c.DefaultFeatures = nil
	}
	c.Features = slices.DeleteFunc(slices.Clone(c.Features), func(f string) bool { return f == "default" })
	return c
}

// asked is what code names, with all that any pick asks of it.
func asked(own crates, picks map[string][]knowledge.Crate) crates {
	out := crates{}
	for name, c := range own {
		for _, p := range picks[name] {
			c.Version = p.Version
			if p.Section() == c.Section() {
				m := manifest.Merge([]manifest.Wanted{{Crates: crates{name: p}}, {Crates: crates{name: c}}})
				c = m.Crates[0].Crate
			}
		}
		out[name] = c
	}
	return out
}

// TestPackages has cargo resolve the worlds, with -update, and holds our resolver against cargo's: of a world's own
// manifest it makes the very lock file that cargo makes.
func TestPackages(t *testing.T) {
	if !*update {
		t.Skip("asks the registry; with -update")
	}
	cargo, err := exec.LookPath("cargo")
	if err != nil {
		t.Fatal(err)
	}
	found, before := map[string]pkg{}, map[string]pkg{}
	if *keep {
		known, err := packages()
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range known {
			before[p.id()] = p
		}
	}
	all := worlds(t)
	locks := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		locks[name] = resolved(t, cargo, all[name], found, before)
	}
	var lines []string
	var sorted []pkg
	for _, id := range slices.Sorted(maps.Keys(found)) {
		text, err := json.Marshal(found[id])
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, string(text))
		sorted = append(sorted, found[id])
	}
	text := []byte("[\n" + strings.Join(lines, ",\n") + "\n]\n")
	for name, content := range map[string][]byte{"packages.json": text, "packages.json.gz": pack(t, text)} {
		if err := os.WriteFile(name, content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range locks {
		got, _, err := resolve(sorted, "x", "0.1.0", all[name])
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if got != want {
			t.Errorf("%s: our lock file is not cargo's: %s", name, firstDifference(got, want))
		}
	}
	t.Logf("%d packages of %d worlds", len(found), len(all))
}

func pack(t *testing.T, text []byte) []byte {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err == nil {
		_, err = w.Write(text)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestPacked fails where the program carries other packages than packages.json has, which people read.
func TestPacked(t *testing.T) {
	text, err := os.ReadFile("packages.json")
	if err != nil {
		t.Fatal(err)
	}
	var read []pkg
	if err := json.Unmarshal(text, &read); err != nil {
		t.Fatal(err)
	}
	if carried, err := packages(); err != nil || !reflect.DeepEqual(carried, read) {
		t.Errorf("packages.json.gz is not packages.json: go test ./advisor/starter -run Packages -update -keep; %v", err)
	}
}

// TestPackagesAreOfTheseWorlds fails where packages.json is of other parts than these: it lacks what one leads to, or
// has what none does.
func TestPackagesAreOfTheseWorlds(t *testing.T) {
	if *update {
		t.Skip("the file is written anew; without -update")
	}
	all, err := packages()
	if err != nil {
		t.Fatal(err)
	}
	locked := map[string]bool{}
	for name, m := range worlds(t) {
		lock, _, err := resolve(all, "x", "0.1.0", m)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		var of struct{ Package []pkg }
		if err := toml.Unmarshal([]byte(lock), &of); err != nil {
			t.Fatal(err)
		}
		for _, p := range of.Package {
			locked[p.id()] = true
		}
	}
	for _, p := range all {
		if !locked[p.id()] {
			t.Errorf("no project leads to %s: go test ./advisor/starter -run Packages -update", p.id())
		}
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range g {
		if i >= len(w) || g[i] != w[i] {
			from := max(0, i-6)
			return "\n" + strings.Join(g[from:min(len(g), i+3)], "\n") + "\n--- cargo's\n" + strings.Join(w[from:min(len(w),
				i+3)], "\n")
		}
	}
	return "it is shorter"
}

// resolved resolves a manifest, adds its packages to those found, and returns cargo's lock file. It begins from those
// found and those before, so that all worlds have one version of a crate where they can.
func resolved(t *testing.T, cargo string, m manifest.Manifest, found, before map[string]pkg) string {
	dir := t.TempDir()
	known := maps.Clone(before)
	maps.Copy(known, found)
	for name, text := range map[string]string{"Cargo.toml": m.Cargo("x"), "Cargo.lock": lockOf(known), "src/lib.rs": "",
		"build.rs": "fn main() {}\n"} {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	run := exec.Command(cargo, "metadata", "--format-version", "1", "--quiet")
	run.Dir = dir
	run.Stderr = os.Stderr
	out, err := run.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, m.Cargo("x"))
	}
	lock, err := os.ReadFile(filepath.Join(dir, "Cargo.lock"))
	if err != nil {
		t.Fatal(err)
	}
	takeIn(t, out, lock, found)
	return string(lock)
}

// lockOf is a lock file of all that was found, for cargo to begin from.
func lockOf(found map[string]pkg) string {
	r := resolver{known: map[string]*pkg{}, edges: map[string]map[string]bool{}, expanded: map[string]bool{}}
	for id, p := range found {
		r.known[id], r.expanded[id], r.edges[id] = &p, true, map[string]bool{}
		for _, d := range p.Deps {
			if d.To != "" {
				r.edges[id][d.To] = true
			}
		}
	}
	r.edges["x 0.1.0"] = map[string]bool{}
	return r.write("x", "0.1.0")
}

// crateMetadata is what cargo metadata tells of a package.
type crateMetadata struct {
	Name, Version string
	Source        *string
	Rust          string `json:"rust_version"`
	Features      map[string][]string
	Dependencies  []struct {
		Name, Req       string
		Kind            *string
		Rename          *string
		Optional        bool
		DefaultFeatures bool `json:"uses_default_features"`
		Features        []string
	}
}

func takeIn(t *testing.T, metadata, lock []byte, found map[string]pkg) {
	var told struct{ Packages []crateMetadata }
	if err := json.Unmarshal(metadata, &told); err != nil {
		t.Fatal(err)
	}
	var locked struct {
		Package []struct {
			Name, Version, Checksum string
			Dependencies            []string
		}
	}
	if err := toml.Unmarshal(lock, &locked); err != nil {
		t.Fatal(err)
	}
	versions := map[string][]string{}
	for _, l := range locked.Package {
		versions[l.Name] = append(versions[l.Name], l.Version)
	}
	for _, l := range locked.Package {
		i := slices.IndexFunc(told.Packages, func(p crateMetadata) bool { return p.Name == l.Name && p.Version == l.Version })
		if i < 0 || told.Packages[i].Source == nil {
			continue
		}
		p := pkg{Name: l.Name, Version: l.Version, Checksum: l.Checksum, Rust: told.Packages[i].Rust}
		linked := map[string][]string{}
		for _, d := range l.Dependencies {
			name, version, one := strings.Cut(d, " ")
			if !one {
				version = versions[name][0]
			}
			linked[name] = append(linked[name], version)
		}
		p.Deps = dependencies(&told.Packages[i], linked)
		p.Features = switching(told.Packages[i].Features, p.Deps)
		if old, ok := found[p.id()]; ok {
			p.Deps = both(old.Deps, p.Deps)
		}
		found[p.id()] = p
	}
}

// dependencies are those of a package that is no root, each with the version that it was linked to. They are the same
// ones in each world: two may have one name, and differ in what they are called by (semver's serde).
func dependencies(p *crateMetadata, linked map[string][]string) []dep {
	var out []dep
	seen := map[string]bool{}
	for _, d := range p.Dependencies {
		if d.Kind != nil && *d.Kind == "dev" {
			continue
		}
		one := dep{Name: d.Name, Optional: d.Optional, Plain: !d.DefaultFeatures, Features: d.Features}
		if d.Rename != nil {
			one.Name = *d.Rename
		}
		for _, version := range linked[d.Name] {
			if len(linked[d.Name]) == 1 || satisfies(d.Req, version) {
				one.To = d.Name + " " + version
			}
		}
		if key := fmt.Sprint(d.Name, d.Req, one.Name, d.Optional, d.DefaultFeatures, d.Features); !seen[key] {
			seen[key] = true
			out = append(out, one)
		}
	}
	return out
}

// both are the dependencies of a package in two worlds: what one leads nowhere with, the other may lead on.
func both(old, now []dep) []dep {
	for i := range now {
		if now[i].To == "" {
			now[i].To = old[i].To
		}
	}
	return now
}

// satisfies reads requirements of several parts, as metadata has them.
func satisfies(req, version string) bool {
	for part := range strings.SplitSeq(req, ",") {
		part = strings.TrimSpace(part)
		switch {
		case strings.HasPrefix(part, ">="):
			if manifest.Compare(version, filled(part[2:])) < 0 {
				return false
			}
		case strings.HasPrefix(part, "<"):
			if manifest.Compare(version, filled(strings.TrimPrefix(part[1:], "="))) >= 0 {
				return false
			}
		case part != "*" && !manifest.Allows(part, version):
			return false
		}
	}
	return true
}

func filled(version string) string {
	version = strings.TrimSpace(version)
	for strings.Count(version, ".") < 2 {
		version += ".0"
	}
	return version
}

// switching are the features that lead to a dependency, by themselves or through others.
func switching(all map[string][]string, deps []dep) map[string][]string {
	out := map[string][]string{}
	leads := func(item string) bool {
		return strings.HasPrefix(item, "dep:") || strings.Contains(item, "/") || out[item] != nil
	}
	for changed := true; changed; {
		changed = false
		for name, items := range all {
			if out[name] == nil && slices.ContainsFunc(items, leads) {
				out[name], changed = []string{}, true
			}
		}
	}
	for name := range out {
		for _, item := range all[name] {
			if leads(item) {
				out[name] = append(out[name], item)
			}
		}
	}
	return out
}
