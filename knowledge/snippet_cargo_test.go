package knowledge

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestSnippetsCompile has cargo check every Rust snippet, tests in it too, with warnings as errors. Each is a
// package of its own in one workspace: its manifest names the crates that the snippet names and no others, and what
// several need is compiled once. From nothing this takes minutes; with CARGO_TARGET_DIR set, seconds from the
// second time on.
func TestSnippetsCompile(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles a few hundred crates; not with -short")
	}
	t.Parallel()
	if _, err := exec.LookPath("cargo"); err != nil {
		t.Skip("there is no cargo to compile with")
	}
	c := newCargo(t)
	c.write("probe/Cargo.toml",
		"[package]\nname = \"probe\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\ncfg-if = \"1\"\n[workspace]\n")
	c.write("probe/src/lib.rs", "")
	if out, err := c.run("probe", "metadata", "--quiet", "--format-version", "1"); err != nil {
		t.Skipf("cargo cannot get crates, or is too old: %s", out)
	}
	n := 0
	for _, s := range embedded(t).Snippets {
		if s.Language != rustLanguage {
			continue
		}
		n++
		c.write("all/"+s.ID+"/Cargo.toml", snippetManifest(&s))
		source := "lib.rs"
		if strings.Contains(s.Code, "fn main()") {
			source = "main.rs"
		}
		c.write("all/"+s.ID+"/src/"+source, s.Code)
	}
	c.write("all/Cargo.toml",
		"[workspace]\nresolver = \"3\"\nmembers = [\"*\"]\nexclude = [\"target\"]\n[workspace.lints.rust]\nwarnings = "+
			"\"deny\"\n")
	start := time.Now()
	out, err := c.run("all", "check", "--quiet", "--workspace", "--all-targets", "--keep-going")
	switch {
	case strings.Contains(out, "is not supported by the following package"):
		t.Skipf("this Rust is too old for the crates: %s", out)
	case err != nil:
		t.Fatalf("%v\n%s", err, out)
	}
	t.Logf("%d snippets compile, in %v", n, time.Since(start).Round(time.Second))
	if _, err := c.run("all", "fmt", "--version"); err != nil {
		return // rustfmt is a component of its own
	}
	if out, err := c.run("all", "fmt", "--all", "--check"); err != nil {
		t.Errorf("rustfmt would write them otherwise: %s", out)
	}
}

// cargo runs in a folder that goes with the test.
type cargo struct {
	t   *testing.T
	ctx context.Context
	dir string
	env []string
}

// newCargo sees to it that building is quick, needs no Python, and ends before the test is ended.
func newCargo(t *testing.T) *cargo {
	end, limited := t.Deadline()
	if !limited {
		end = time.Now().Add(time.Hour)
	}
	ctx, cancel := context.WithDeadline(context.Background(), end.Add(-20*time.Second))
	t.Cleanup(cancel)
	dir := t.TempDir()
	env := append(os.Environ(), "PYO3_NO_PYTHON=1", "PYO3_BUILD_EXTENSION_MODULE=1", "CARGO_PROFILE_DEV_DEBUG=0",
		"CARGO_INCREMENTAL=0", "CARGO_TERM_COLOR=never", "RUSTFLAGS=")
	if os.Getenv("CARGO_TARGET_DIR") == "" {
		env = append(env, "CARGO_TARGET_DIR="+filepath.Join(dir, "target"))
	}
	return &cargo{t, ctx, dir, env}
}

func (c *cargo) write(name, text string) {
	c.t.Helper()
	file := filepath.Join(c.dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		c.t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		c.t.Fatal(err)
	}
}

// run returns what cargo says; an error names the time when that was what ran out.
func (c *cargo) run(dir string, args ...string) (string, error) {
	run := exec.CommandContext(c.ctx, "cargo", args...)
	run.Dir, run.Env = filepath.Join(c.dir, dir), c.env
	run.WaitDelay = time.Second
	out, err := run.CombinedOutput()
	if c.ctx.Err() != nil {
		err = fmt.Errorf("cargo did not end in time: %w", err)
	}
	return string(out), err
}

func snippetManifest(s *Snippet) string {
	var out strings.Builder
	fmt.Fprintf(&out, "[package]\nname = %q\nversion = \"0.1.0\"\nedition = \"2024\"\n[lints]\nworkspace = true\n", s.ID)
	for _, section := range Sections {
		fmt.Fprintf(&out, "[%s]\n", section)
		for _, name := range sortedKeys(s.Crates) {
			c := s.Crates[name]
			if c.Section() != section {
				continue
			}
			features := ids(c.Features, strconv.Quote)
			defaults := c.DefaultFeatures == nil || *c.DefaultFeatures
			fmt.Fprintf(&out, "%s = { version = %q, default-features = %v, features = [%s] }\n", name, c.Version, defaults,
				strings.Join(features, ", "))
		}
	}
	return out.String()
}
