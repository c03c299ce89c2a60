package advisor_test

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

// TestCrates has cargo resolve the crates of every option into a lock file of its own: they exist, in these versions and
// with these features, and all of the tree compiles with the Rust that the option names; that it could do with an older one
// is for knowledge/fresh to say. Nothing is compiled.
func TestCrates(t *testing.T) {
	cargo := withRegistry(t)
	for _, d := range base(t).Decisions {
		for _, o := range d.Options {
			if len(o.Crates) == 0 {
				continue
			}
			t.Run(d.ID+"."+o.ID, func(t *testing.T) {
				tree := cargo.resolve(t, everything(o.Crates))
				least, by := tree.leastRust()
				if compareVersions(o.Rust, least) < 0 {
					t.Errorf("%s needs Rust %s, and the option says %q", by, least, o.Rust)
				}
			})
		}
	}
}

// TestOneProvider resolves whole stacks, as the advice gives them: whatever crates meet in one, rustls finds one provider of
// cryptography, or none where C is ruled out and Graviola is named instead. With two it panics at the first connection,
// unless the main function installs one, which is then among the snippets.
func TestOneProvider(t *testing.T) {
	cargo := withRegistry(t)
	e := engine(t)
	service := advisor.Answers{}.With("journey", "new-service").With("artifact", "service").With("interface", "rest").
		With("runs-on", "hosts").With("watching", "traces")
	stacks := map[string]advisor.Answers{}
	for store, jobs := range map[string]string{"postgres": "nats", "mysql": "rabbitmq", "mongodb": "kafka", "redis": "redis",
		"clickhouse": "devices", "cassandra": "nats", "dynamodb": "rabbitmq", "several-sql": "devices"} {
		for _, c := range []string{"fine", "fips", "ruled-out"} {
			stacks[store+" and "+jobs+", C "+c] = service.With("store", store).With("jobs", jobs).With("c-libraries", c).With("login", "oidc")
		}
	}
	stacks["models"] = service.With("store", "postgres").With("query-style", "models").With("jobs", "nats").With("login", "oidc")
	stacks["Diesel kept"] = service.With("journey", "improve-rust").With("store", "postgres").With("existing-db", "diesel").With("jobs", "nats")
	for name, answers := range stacks {
		t.Run(name, func(t *testing.T) {
			advice := e.Advise(answers)
			crates := map[string]knowledge.Crate{}
			for _, d := range advice.Decisions {
				if d.Option == nil {
					continue
				}
				for name, c := range d.Option.Crates {
					crates[name] = union(crates[name], c)
				}
			}
			tree := cargo.resolve(t, crates)
			providers := tree.providers()
			installed := slices.ContainsFunc(advice.Snippets, func(s knowledge.Snippet) bool { return s.ID == "rustls-provider" })
			_, graviola := crates["rustls-graviola"]
			switch {
			case len(providers) > 1 && !installed:
				t.Errorf("rustls finds %v, and nobody installs one", providers)
			case len(providers) == 0 && tree.has("rustls") && !graviola && !installed:
				t.Error("rustls finds no provider")
			case slices.Contains(answers.Choices["c-libraries"], "ruled-out") && tree.has("aws-lc-sys"):
				t.Error("aws-lc-sys is in the tree, and C is ruled out")
			}
		})
	}
}

// TestTreeSizes counts the crates that the database layers bring, for the finding that says how many.
func TestTreeSizes(t *testing.T) {
	cargo := withRegistry(t)
	b := base(t)
	count := func(option, store string) int {
		crates := map[string]knowledge.Crate{}
		for name, c := range b.Option("database-layer." + option).Crates {
			if len(c.Only) > 0 {
				continue // TLS
			}
			c.Features = append(slices.Clone(c.Features), c.FeaturesBy["store"][store]...)
			c.Features = slices.DeleteFunc(c.Features, func(f string) bool { return strings.HasPrefix(f, "tls") || f == "mysql-rsa" })
			crates[name] = c
		}
		return len(cargo.resolve(t, crates))
	}
	var said []int
	for _, digits := range regexp.MustCompile(`\d+`).FindAllString(b.Finding("db-layer-sizes").Claim, -1) {
		n, _ := strconv.Atoi(digits)
		said = append(said, n)
	}
	found := []int{count("rusqlite", "sqlite"), count("diesel", "sqlite"), count("toasty", "sqlite"), count("sqlx", "sqlite"),
		count("sea-orm", "sqlite"), count("embedded-kv", "embedded"), count("diesel-async", "postgres"), count("sqlx", "postgres"),
		count("sea-orm", "postgres")}
	near := func(a, b int) bool { return 10*max(a-b, b-a) <= max(a, b) } // releases add a crate and drop one
	if !slices.EqualFunc(said, found, near) {
		t.Errorf("the finding says %v, and cargo finds %v", said, found)
	}
}

func base(t *testing.T) *knowledge.Base {
	b, err := knowledge.Load(knowledge.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// registry resolves crates with cargo.
type registry struct{ cargo string }

// withRegistry skips the test where cargo or the registry cannot be had.
func withRegistry(t *testing.T) registry {
	if testing.Short() {
		t.Skip("asks the registry; not with -short")
	}
	cargo, err := exec.LookPath("cargo")
	if err != nil {
		t.Skip("there is no cargo to ask")
	}
	r := registry{cargo}
	if _, err := r.run(t.TempDir(), map[string]knowledge.Crate{"cfg-if": {Version: "1"}}, "metadata", "--format-version", "1"); err != nil {
		t.Skipf("the registry cannot be reached: %v", err)
	}
	return r
}

// tree is what a package depends on to be built, tested and run on x86-64 Linux: each crate, by name and version, with its
// features and the Rust it asks for. It is what cargo tree prints; cargo metadata alone has crates in it that no feature
// asks for.
type tree map[string]*struct {
	name, rust string
	features   []string
}

func (r registry) resolve(t *testing.T, crates map[string]knowledge.Crate) tree {
	t.Helper()
	dir := t.TempDir()
	lines, err := r.run(dir, crates, "tree", "--prefix", "none", "--format", "{p}|{f}", "--target", "x86_64-unknown-linux-gnu")
	if err != nil {
		t.Fatal(err)
	}
	out, err := r.run(dir, crates, "metadata", "--format-version", "1")
	if err != nil {
		t.Fatal(err)
	}
	var all struct {
		Packages []struct {
			Name, Version string
			Rust          string `json:"rust_version"`
		}
	}
	if err := json.Unmarshal(out, &all); err != nil {
		t.Fatal(err)
	}
	rust := map[string]string{}
	for _, p := range all.Packages {
		rust[p.Name+" v"+p.Version] = p.Rust
	}
	found := tree{}
	for _, line := range strings.Split(string(lines), "\n")[1:] { // the first is the package itself
		crate, features, told := strings.Cut(strings.TrimSuffix(line, " (*)"), "|")
		if words := strings.Fields(crate); told && len(words) >= 2 {
			id := words[0] + " " + words[1]
			if found[id] == nil {
				found[id] = &struct {
					name, rust string
					features   []string
				}{name: words[0], rust: rust[id]}
			}
			found[id].features = append(found[id].features, strings.Split(features, ",")...)
		}
	}
	return found
}

// run writes an empty package that depends on the crates, unless it is there, and has cargo say something about it.
func (r registry) run(dir string, crates map[string]knowledge.Crate, args ...string) ([]byte, error) {
	if _, err := os.Stat(filepath.Join(dir, "Cargo.toml")); err != nil {
		for name, text := range map[string]string{"Cargo.toml": manifest(crates), "src/lib.rs": "", "build.rs": "fn main() {}\n"} {
			file := filepath.Join(dir, name)
			if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(text), 0o644)); err != nil {
				return nil, err
			}
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), 4*time.Minute)
	defer cancel()
	run := exec.CommandContext(ctx, r.cargo, append(args, "--quiet")...)
	run.Dir = dir
	out, err := run.Output()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		return nil, fmt.Errorf("%w\n%s", err, exit.Stderr)
	}
	return out, err
}

func (f tree) has(crate string) bool {
	for _, c := range f {
		if c.name == crate {
			return true
		}
	}
	return false
}

// leastRust is the newest Rust that a crate of the tree asks for, and the crate.
func (f tree) leastRust() (version, by string) {
	for _, id := range slices.Sorted(maps.Keys(f)) {
		if c := f[id]; compareVersions(c.rust, version) > 0 {
			version, by = c.rust, id
		}
	}
	return version, by
}

// providers are those between which rustls would have to choose: with two of its features it does not, and panics
// (rustls::crypto::CryptoProvider::get_default_or_install_from_crate_features).
func (f tree) providers() (out []string) {
	for _, c := range f {
		if c.name != "rustls" {
			continue
		}
		for _, feature := range []string{"ring", "aws_lc_rs"} {
			if slices.Contains(c.features, feature) && !slices.Contains(out, feature) {
				out = append(out, feature)
			}
		}
	}
	return out
}

// everything is the crates with all features that some answer asks for.
func everything(crates map[string]knowledge.Crate) map[string]knowledge.Crate {
	out := map[string]knowledge.Crate{}
	for name, c := range crates {
		for _, choices := range c.FeaturesBy {
			for _, features := range choices {
				c.Features = append(slices.Clone(c.Features), features...)
			}
		}
		out[name] = c
	}
	return out
}

// union is a crate as two options ask for it.
func union(a, b knowledge.Crate) knowledge.Crate {
	if a.Version == "" {
		return b
	}
	b.Features = append(slices.Clone(a.Features), b.Features...)
	if off := func(c knowledge.Crate) bool { return c.DefaultFeatures != nil && !*c.DefaultFeatures }; !off(a) {
		b.DefaultFeatures = a.DefaultFeatures
	}
	return b
}

func manifest(crates map[string]knowledge.Crate) string {
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

// compareVersions compares versions by their numbers; what is missing is zero.
func compareVersions(a, b string) int {
	numbers := func(s string) (out [3]int) {
		for i, part := range strings.SplitN(s, ".", 3) {
			out[i], _ = strconv.Atoi(part)
		}
		return out
	}
	x, y := numbers(a), numbers(b)
	return cmp.Or(cmp.Compare(x[0], y[0]), cmp.Compare(x[1], y[1]), cmp.Compare(x[2], y[2]))
}
