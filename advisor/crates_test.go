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
	if out, err := resolves(t, cargo, &knowledge.Option{Crates: map[string]knowledge.Crate{"cfg-if": {Version: "1"}}}); err != nil {
		t.Skipf("the registry cannot be reached: %s", out)
	}
	for i := range base.Decisions {
		for j := range base.Decisions[i].Options {
			o := &base.Decisions[i].Options[j]
			if len(o.Crates) == 0 {
				continue
			}
			t.Run(base.Decisions[i].ID+"."+o.ID, func(t *testing.T) {
				out, err := resolves(t, cargo, o)
				if err != nil {
					t.Fatalf("%v\n%s", err, out)
				}
				checkRust(t, o, out)
			})
		}
	}
}

// resolves writes an empty crate with the option's dependencies and returns what cargo finds, or says.
func resolves(t *testing.T, cargo string, o *knowledge.Option) ([]byte, error) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "src"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"Cargo.toml": manifest(o), "src/lib.rs": ""} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	run := exec.CommandContext(ctx, cargo, "metadata", "--format-version", "1", "--quiet")
	run.Dir = dir
	out, err := run.Output()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		return exit.Stderr, err
	}
	return out, err
}

func manifest(o *knowledge.Option) string {
	var out strings.Builder
	out.WriteString("[package]\nname = \"asked\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[workspace]\n")
	for _, section := range []string{"dependencies", "dev-dependencies"} {
		fmt.Fprintf(&out, "[%s]\n", section)
		for name, c := range o.Crates {
			if c.Dev == (section == "dependencies") {
				continue
			}
			features := make([]string, len(c.Features))
			for i, f := range c.Features {
				features[i] = strconv.Quote(f)
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
