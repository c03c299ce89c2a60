package manifest

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

var every = flag.Bool("every", false,
	"have cargo resolve the manifests of all advices; from nothing, that takes ten minutes")

// TestCargoResolves asks cargo to resolve manifests of advices that the advisor is held against: all crates exist
// in these versions with these features, no two of them cannot stand together, and none of the whole tree wants a
// newer Rust than the manifest says. Nothing is compiled.
func TestCargoResolves(t *testing.T) {
	if testing.Short() {
		t.Skip("asks the registry; not with -short")
	}
	t.Parallel()
	cargo, err := exec.LookPath("cargo")
	if err != nil {
		t.Skip("there is no cargo to ask")
	}
	if out, err := resolve(t, cargo, Of(picked()).Cargo("probe")+"\n[dependencies]\ncfg-if = \"1\"\n"); err != nil {
		t.Skipf("the registry cannot be reached: %s", out)
	}
	for name, m := range telling(t) {
		t.Run(name, func(t *testing.T) {
			out, err := resolve(t, cargo, m.Cargo("x"))
			if err != nil {
				t.Fatalf("%v\n%s\n%s", err, out, m.Cargo("x"))
			}
			checkRust(t, m.Rust, out)
		})
	}
}

// resolve returns what cargo finds for a package with that manifest, or says.
func resolve(t *testing.T, cargo, manifest string) ([]byte, error) {
	dir := t.TempDir()
	for name, text := range map[string]string{"Cargo.toml": manifest, "src/lib.rs": "", "build.rs": "fn main() {}\n"} {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	run := exec.CommandContext(ctx, cargo, "metadata", "--format-version", "1", "--quiet", "--filter-platform",
		"x86_64-unknown-linux-gnu")
	run.Dir = dir
	out, err := run.Output()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		return exit.Stderr, err
	}
	return out, err
}

// checkRust holds the Rust versions that the packages declare against the manifest's.
func checkRust(t *testing.T, least string, metadata []byte) {
	var found struct {
		Packages []struct {
			Name, Version string
			Rust          string `json:"rust_version"`
		}
	}
	if err := json.Unmarshal(metadata, &found); err != nil {
		t.Fatal(err)
	}
	for _, p := range found.Packages {
		if Older(least, p.Rust) {
			t.Errorf("%s %s needs Rust %s; the manifest says %q", p.Name, p.Version, p.Rust, least)
		}
	}
}

// telling are ten manifests of those advices, by name: the longest first, each that has a line which none before it
// has. With -every they are all that differ.
func telling(t *testing.T) map[string]Manifest {
	all := map[string]Manifest{}
	for name, a := range advices(t) {
		all[name] = Of(a)
	}
	const enough = 10 // take a minute on a machine that has the crates already
	names := slices.SortedFunc(maps.Keys(all), func(a, b string) int {
		return cmp.Or(len(all[b].Crates)-len(all[a].Crates), strings.Compare(a, b))
	})
	seen, out := map[string]bool{}, map[string]Manifest{}
	for _, name := range names {
		lines := strings.Split(all[name].Tables(), "\n")
		if *every {
			lines = []string{all[name].Cargo("x")}
		} else if len(out) == enough {
			break
		}
		for _, line := range lines {
			if !seen[line] {
				seen[line] = true
				out[name] = all[name]
			}
		}
	}
	t.Logf("%d of %d manifests", len(out), len(all))
	return out
}
