package advisor_test

import (
	"maps"
	"slices"
	"testing"

	"rustadvisor/advisor"
)

// Crates come with the features that the answers ask for, and the base is left as it is.
func TestFeaturesByAnswer(t *testing.T) {
	e := engine(t)
	a := advisor.Answers{}.With("journey", "improve-rust").With("artifact", "service").With("existing-db", "diesel")
	for store, want := range map[string][]string{
		"mysql":       {"r2d2", "mysql"},
		"postgres":    {"r2d2", "postgres"},
		"several-sql": {"r2d2", "postgres", "mysql", "sqlite"},
		"not-sure":    {"r2d2", "postgres"},
		"":            {"r2d2", "postgres"},
	} {
		d := decided(e.Advise(a.With("store", store).With("db-calls", "blocking")), "database-layer")
		if d.Pick.ID != "diesel" {
			t.Fatalf("%s: the pick is %s", store, d.Pick.ID)
		}
		if got := d.Option.Crates["diesel"].Features; !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", store, got, want)
		}
	}
	if got := e.Base().Option("database-layer.diesel").Crates["diesel"].Features; !slices.Equal(got, []string{"r2d2"}) {
		t.Errorf("the base has %v now", got)
	}
}

// With C ruled out no crate asks for a feature that compiles C where it can do without; else it keeps it.
func TestFeaturesWithoutC(t *testing.T) {
	e := engine(t)
	a := advisor.Answers{}.With("journey", "new-service").With("artifact", "service").With("store",
		"postgres").With("login", "tokens")
	for c, want := range map[string]map[string][]string{
		"fine": {"sqlx": {"runtime-tokio", "postgres", "tls-rustls-aws-lc-rs"}, "jsonwebtoken": {"use_pem",
			"aws_lc_rs"}},
		"ruled-out": {"sqlx": {"runtime-tokio", "postgres"}, "jsonwebtoken": {"use_pem", "rust_crypto"}},
	} {
		advice := e.Advise(a.With("c-libraries", c))
		for crate, decision := range map[string]string{"sqlx": "database-layer", "jsonwebtoken": "authentication"} {
			if got := decided(advice, decision).Option.Crates[crate].Features; !slices.Equal(got, want[crate]) {
				t.Errorf("%s: %s with %v, want %v", c, crate, got, want[crate])
			}
		}
	}
}

// A crate that only some answers need comes with those alone.
func TestCratesByAnswer(t *testing.T) {
	e := engine(t)
	on := advisor.Answers{}.With("journey", "new-service").With("runs-on", "lambda")
	for artifact, want := range map[string][]string{
		"service": {"lambda_http"},
		"worker":  {"aws_lambda_events", "lambda_runtime"},
	} {
		d := decided(e.Advise(on.With("artifact", artifact)), "deployment")
		if got := slices.Sorted(maps.Keys(d.Option.Crates)); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", artifact, got, want)
		}
	}
	if n := len(e.Base().Option("deployment.aws-lambda").Crates); n != 3 {
		t.Errorf("the base has %d crates now", n)
	}
}
