package advisor_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"rustadvisor/knowledge"
)

// TestCrates asks cargo whether the crates of every option exist, in these versions and with these features, and whether
// they compile with the Rust version the option names. It resolves and compiles nothing.
func TestCrates(t *testing.T) {
	if testing.Short() {
		t.Skip("asks the registry; not with -short")
	}
	t.Parallel()
	cargo, err := exec.LookPath("cargo")
	if err != nil {
		t.Skip("there is no cargo to ask")
	}
	base, err := knowledge.Load(knowledge.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	if out, err := metadata(t, cargo, map[string]*knowledge.Option{"any": {Crates: map[string]knowledge.Crate{"cfg-if": {Version: "1"}}}}); err != nil {
		t.Skipf("the registry cannot be reached: %s", out)
	}
	for i := range base.Decisions {
		options := map[string]*knowledge.Option{}
		for j := range base.Decisions[i].Options {
			if o := &base.Decisions[i].Options[j]; len(o.Crates) > 0 {
				options[o.ID] = o
			}
		}
		t.Run(base.Decisions[i].ID, func(t *testing.T) { checkCrates(t, cargo, options) })
	}
}

// checkCrates asks for all options in one go, and if they do not resolve together, as layers over one native library do
// not, for each.
func checkCrates(t *testing.T, cargo string, options map[string]*knowledge.Option) {
	out, err := metadata(t, cargo, options)
	for name, o := range options {
		t.Run(name, func(t *testing.T) {
			found, err := out, err
			if err != nil {
				if found, err = metadata(t, cargo, map[string]*knowledge.Option{name: o}); err != nil {
					t.Fatalf("%v\n%s", err, found)
				}
			}
			checkRust(t, o, found)
		})
	}
}

// metadata writes a workspace with an empty crate for each option, which depends on the option's crates, and returns what
// cargo finds for it, or says.
func metadata(t *testing.T, cargo string, options map[string]*knowledge.Option) ([]byte, error) {
	dir := t.TempDir()
	write := func(name, text string) {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("Cargo.toml", "[workspace]\nresolver = \"2\"\nmembers = [\"*\"]\n")
	for name, o := range options {
		write(name+"/Cargo.toml", manifest(name, o))
		write(name+"/src/lib.rs", "")
		write(name+"/build.rs", "fn main() {}\n")
	}
	ctx, cancel := context.WithTimeout(context.Background(), 4*time.Minute)
	defer cancel()
	run := exec.CommandContext(ctx, cargo, "metadata", "--format-version", "1", "--quiet")
	run.Dir = dir
	out, err := run.Output()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		return exit.Stderr, err
	}
	return out, err
}

// everyFeature is the features of a crate, those too that some answer asks for.
func everyFeature(c knowledge.Crate) []string {
	out := slices.Clone(c.Features)
	for _, choices := range c.FeaturesBy {
		for _, features := range choices {
			out = append(out, features...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func manifest(name string, o *knowledge.Option) string {
	var out strings.Builder
	fmt.Fprintf(&out, "[package]\nname = %q\nversion = \"0.1.0\"\nedition = \"2021\"\n", name)
	for _, section := range knowledge.Sections {
		fmt.Fprintf(&out, "[%s]\n", section)
		for name, c := range o.Crates {
			if c.Section() != section {
				continue
			}
			var features []string
			for _, f := range everyFeature(c) {
				features = append(features, strconv.Quote(f))
			}
			defaults := c.DefaultFeatures == nil || *c.DefaultFeatures
			fmt.Fprintf(&out, "%s = { version = %q, default-features = %v, features = [%s] }\n", name, c.Version, defaults, strings.Join(features, ", "))
		}
	}
	return out.String()
}

// checkRust compares the Rust version of the option with those its crates declare.
func checkRust(t *testing.T, o *knowledge.Option, metadata []byte) {
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
		if _, named := o.Crates[p.Name]; !named || p.Rust == "" {
			continue
		}
		t.Logf("%s %s needs Rust %s; the option says %q", p.Name, p.Version, p.Rust, o.Rust)
		if older(o.Rust, p.Rust) {
			t.Errorf("%s %s needs Rust %s, and the option says %q", p.Name, p.Version, p.Rust, o.Rust)
		}
	}
}

// older compares versions by their numbers; what is missing is zero.
func older(a, b string) bool {
	numbers := func(s string) []int {
		out := make([]int, 3)
		for i, part := range strings.SplitN(s, ".", 3) {
			out[i], _ = strconv.Atoi(part)
		}
		return out
	}
	return slices.Compare(numbers(a), numbers(b)) < 0
}
