// Package crates_test resolves the crates of every option, and of whole stacks, with cargo. It stands by itself, since
// the registry's pace is not the advisor's.
package crates_test

import (
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/fresh/cargo"
)

// TestCrates has cargo resolve the crates of every option into a lock file of its own: they exist, in these
// versions and with these features, and all of the tree compiles with the Rust that the option names; that it could
// do with an older one is for knowledge/fresh to say. Nothing is compiled.
func TestCrates(t *testing.T) {
	withRegistry(t)
	for _, d := range base(t).Decisions {
		for _, o := range d.Options {
			if len(o.Crates) == 0 {
				continue
			}
			t.Run(d.ID+"."+o.ID, func(t *testing.T) {
				tree := resolve(t, cargo.Everything(o.Crates))
				least, by := tree.LeastRust()
				if cargo.Compare(o.Rust, least) < 0 {
					t.Errorf("%s needs Rust %s, and the option says %q", by, least, o.Rust)
				}
			})
		}
	}
}

// TestOneProvider resolves whole stacks, as the advice gives them: whatever crates meet in one, rustls finds one
// provider of cryptography, or none where C is ruled out and Graviola is named instead. With two it panics at the
// first connection, unless the main function installs one, which is then among the snippets.
func TestOneProvider(t *testing.T) {
	withRegistry(t)
	e := advisor.New(base(t))
	service := advisor.Answers{}.With("journey", "new-service").With("artifact", "service").With("interface", "rest").
		With("runs-on", "hosts").With("watching", "traces")
	stacks := map[string]advisor.Answers{}
	for store, jobs := range map[string]string{"postgres": "nats", "mysql": "rabbitmq", "mongodb": "kafka",
		"redis":      "redis",
		"clickhouse": "devices", "cassandra": "nats", "dynamodb": "rabbitmq", "several-sql": "devices"} {
		for _, c := range []string{"fine", "fips", "distribution", "ruled-out"} {
			stacks[store+" and "+jobs+", C "+c] = service.With("store", store).With("jobs", jobs).With("c-libraries",
				c).With("login", "oidc")
		}
	}
	stacks["models"] = service.With("store", "postgres").With("query-style", "models").With("jobs", "nats").With("login",
		"oidc")
	stacks["Diesel kept"] = service.With("journey", "improve-rust").With("store", "postgres").With("existing-db",
		"diesel").With("jobs", "nats")
	for name, answers := range stacks {
		t.Run(name, func(t *testing.T) {
			advice := e.Advise(answers)
			crates := map[string]knowledge.Crate{}
			for _, d := range advice.Decisions {
				if d.Option == nil {
					continue
				}
				for name, c := range d.Option.Crates {
					crates[name] = cargo.Union(crates[name], c)
				}
			}
			tree := resolve(t, crates)
			found := providers(tree)
			installed := slices.ContainsFunc(advice.Snippets,
				func(s knowledge.Snippet) bool { return s.ID == "rustls-provider" })
			_, graviola := crates["rustls-graviola"]
			switch {
			case len(found) > 1 && !installed:
				t.Errorf("rustls finds %v, and nobody installs one", found)
			case len(found) == 0 && tree.Has("rustls") && !graviola && !installed:
				t.Error("rustls finds no provider")
			case slices.Contains(answers.Choices["c-libraries"], "ruled-out") && tree.Has("aws-lc-sys"):
				t.Error("aws-lc-sys is in the tree, and C is ruled out")
			}
			if slices.Contains(answers.Choices["c-libraries"], "distribution") && (tree.Has("aws-lc-sys") || tree.Has("ring")) {
				t.Error("aws-lc-sys or ring is in the tree, which compile C of their own")
			}
		})
	}
}

// TestTreeSizes counts the crates that the database layers bring, for the finding that says how many.
func TestTreeSizes(t *testing.T) {
	withRegistry(t)
	b := base(t)
	count := func(option, store string) int {
		crates := map[string]knowledge.Crate{}
		for name, c := range b.Option("database-layer." + option).Crates {
			if len(c.Only) > 0 {
				continue // TLS
			}
			c.Features = append(slices.Clone(c.Features), c.FeaturesBy["store"][store]...)
			c.Features = slices.DeleteFunc(c.Features, func(f string) bool {
				return strings.HasPrefix(f, "tls") ||
					f == "mysql-rsa"
			})
			crates[name] = c
		}
		return len(resolve(t, crates))
	}
	var said []int
	for _, digits := range regexp.MustCompile(`\d+`).FindAllString(b.Finding("db-layer-sizes").Claim, -1) {
		n, _ := strconv.Atoi(digits)
		said = append(said, n)
	}
	found := []int{count("rusqlite", "sqlite"), count("diesel", "sqlite"), count("toasty", "sqlite"), count("sqlx",
		"sqlite"),
		count("sea-orm", "sqlite"), count("embedded-kv", "embedded"), count("diesel-async", "postgres"), count("sqlx",
			"postgres"),
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

// withRegistry skips the test where cargo or the registry cannot be had.
func withRegistry(t *testing.T) {
	if testing.Short() {
		t.Skip("asks the registry; not with -short")
	}
	if _, err := exec.LookPath("cargo"); err != nil {
		t.Skip("there is no cargo to ask")
	}
	p, err := cargo.NewPackage(t.TempDir(), map[string]knowledge.Crate{"cfg-if": {Version: "1"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Resolve(); err != nil {
		t.Skipf("the registry cannot be reached: %v", err)
	}
}

func resolve(t *testing.T, crates map[string]knowledge.Crate) cargo.Tree {
	t.Helper()
	p, err := cargo.NewPackage(t.TempDir(), crates)
	if err != nil {
		t.Fatal(err)
	}
	tree, err := p.Resolve()
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// providers are those between which rustls would have to choose: with two of its features it does not, and panics
// (rustls::crypto::CryptoProvider::get_default_or_install_from_crate_features).
func providers(tree cargo.Tree) (out []string) {
	for _, c := range tree {
		if c.Name != "rustls" {
			continue
		}
		for _, feature := range []string{"ring", "aws_lc_rs"} {
			if slices.Contains(c.Features, feature) && !slices.Contains(out, feature) {
				out = append(out, feature)
			}
		}
	}
	return out
}
