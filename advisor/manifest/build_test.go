package manifest

import (
	"cmp"
	"context"
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

	"rustadvisor/advisor"
)

var starts = flag.Int("starts", 1,
	"so many projects are compiled, each as its advice begins it; from nothing, forty take an hour")

// TestStartsBuild lets cargo compile what advices say a project begins with: the manifest of all picks with the main
// function, warnings being errors. The first is the service that few keys lead to. Where the registry cannot be reached
// nothing is compiled.
func TestStartsBuild(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles crates; not with -short")
	}
	cargo, err := exec.LookPath("cargo")
	if err != nil {
		t.Skip("there is no cargo to compile with")
	}
	if out, err := resolve(t, cargo, Of(picked()).Cargo("probe")+"\n[dependencies]\ncfg-if = \"1\"\n"); err != nil {
		t.Skipf("the registry cannot be reached: %s", out)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Skip(err)
	}
	all := distinctStarts(t)
	if len(all) < 40 {
		t.Errorf("only %d projects differ", len(all))
	}
	for _, s := range all[:min(len(all), *starts)] {
		t.Run(s.name, func(t *testing.T) {
			if out, err := s.check(t, cargo, filepath.Join(cache, "rustadvisor-starts")); err != nil {
				t.Errorf("%v\n%s\n%s", err, out, s.Cargo())
			}
		})
	}
}

// started is what an advice begins with.
type started struct {
	name    string
	library bool
	Start
}

// distinctStarts are those of all advices that can be built on this machine: what few keys lead to, of each
// main function that with most crates, then all others.
func distinctStarts(t *testing.T) []started {
	all := advices(t)
	all["a few keys"] = engine(t).Advise(advisor.Answers{}.With("journey", "new-service").With("artifact", "service").
		With("interface", "rest").With("python-link", "none").With("store", "postgres"))
	var out []started
	seen := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		a := all[name]
		s := started{name: name, Start: Begin(a), library: said(a, "artifact", "library")}
		text := s.Cargo() + s.main()
		elsewhere := slices.ContainsFunc(s.Crates, func(c Crate) bool {
			switch {
			case c.Name == "worker": // for WebAssembly, of which most have no standard library installed
				return true
			case slices.Contains(c.Features, "dynamic-linking"): // librdkafka of the system, which few releases have as new
				return exec.Command("pkg-config", "--exists", "rdkafka >= 2.12.1").Run() != nil
			}
			return false
		})
		if len(s.Crates) > 0 && !elsewhere && !seen[text] {
			seen[text] = true
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(a, b started) int { return cmp.Compare(len(b.Crates), len(a.Crates)) })
	mains := map[string]bool{}
	var first, rest []started
	for _, s := range out {
		switch main := s.main(); {
		case s.name == "a few keys":
			first = slices.Insert(first, 0, s)
		case !mains[main]:
			first = append(first, s)
			mains[main] = true
		default:
			rest = append(rest, s)
		}
	}
	return append(first, rest...)
}

// main is the id of the main function, or "".
func (s *started) main() string {
	if s.Main == nil {
		return ""
	}
	return s.Main.ID
}

func said(a *advisor.Advice, question, choice string) bool {
	return slices.ContainsFunc(a.Answers, func(x advisor.Answered) bool {
		return x.Question == question && slices.Contains(x.Choices, choice)
	})
}

// check compiles it in a folder of its own; crates that others want too are compiled once.
func (s *started) check(t *testing.T, cargo, target string) (string, error) {
	dir := t.TempDir()
	files := map[string]string{"Cargo.toml": s.Cargo(), "build.rs": "fn main() {}\n"}
	if s.library {
		files["src/lib.rs"] = ""
	} else {
		files["src/main.rs"] = "fn main() {}\n"
	}
	switch {
	case s.Program():
		files["src/main.rs"] = s.Main.Code
	case s.Main != nil:
		files["src/lib.rs"] = s.Main.Code
	}
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Minute)
	defer cancel()
	run := exec.CommandContext(ctx, cargo, "check", "--quiet")
	run.Dir = dir
	run.Env = append(os.Environ(), "CARGO_TARGET_DIR="+target, "CARGO_TERM_COLOR=never", "CARGO_INCREMENTAL=0",
		"CARGO_PROFILE_DEV_DEBUG=0", "RUSTFLAGS=-Dwarnings")
	out, err := run.CombinedOutput()
	return strings.TrimSpace(string(out)), err
}
