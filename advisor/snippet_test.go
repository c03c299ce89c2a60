package advisor_test

import (
	"slices"
	"testing"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

// Every snippet is offered to somebody, with its findings, and only where its conditions hold.
func TestSnippets(t *testing.T) {
	base, err := knowledge.Load(knowledge.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	e := advisor.New(base)
	service := advisor.Answers{Choices: map[string][]string{"journey": {"new-service"}, "artifact": {"service"},
		"interface": {"rest"}}}
	extension := advisor.Answers{Choices: map[string][]string{"journey": {"migrate-python"}, "artifact": {"library"},
		"python-link": {"imports"}, "hosts": {"python"}}}
	left := map[string]bool{}
	for _, s := range base.Snippets {
		left[s.ID] = true
	}
	for _, c := range []struct {
		name    string
		answers advisor.Answers
		has     []string
		not     []string
	}{
		{"nothing", advisor.Answers{}, []string{"rust-toolchain"}, []string{"tracing-init", "sqlx-query", "actix-error"}},
		{"service", service.With("store", "postgres").With("jobs", "new-jobs").With("jobs-in-database", "yes").With("login",
			"tokens"),
			[]string{"axum-error", "axum-main", "axum-test", "tracing-init", "sqlx-query", "sqlx-jobs", "jwt-claims"},
			[]string{"actix-error", "maturin"}},
		{"service on Actix", service.With("journey", "improve-rust").With("existing-web", "actix"),
			[]string{"actix-error"}, []string{"axum-error", "axum-main", "axum-test"}},
		{"service with a stream of events, computing", service.With("interface", "sse").With("workload", "both"),
			[]string{"axum-sse", "rayon-behind-tokio", "axum-error"}, []string{"worker-fetch"}},
		{"service on SQLite", service.With("store", "sqlite").With("query-style", "sql"), []string{"sqlx-sqlite"},
			[]string{"sqlx-query"}},
		{"service with validated cryptography", service.With("c-libraries", "fips"), []string{"fips-pin"},
			[]string{"jwt-claims"}},
		{"service on Kubernetes", service.With("runs-on", "kubernetes"), []string{"axum-main-kubernetes"},
			[]string{"axum-main", "tonic-main"}},
		{"service on Windows", service.WithSituations("runs-on-windows"), []string{"windows-stop", "axum-error"},
			[]string{"axum-main"}},
		{"gRPC and REST on one port", service.With("interface", "rest", "grpc").With("tower", "yes"),
			[]string{"axum-and-tonic"}, nil},
		{"gRPC alone", service.With("interface", "grpc"), []string{"tonic-main"}, []string{"axum-main", "axum-test"}},
		{"service on Lambda", service.With("runs-on", "lambda"), []string{"lambda-main"}, []string{"axum-main",
			"lambda-worker"}},
		{"worker on Lambda", service.With("artifact", "worker").With("runs-on", "lambda").With("jobs", "cloud"),
			[]string{"lambda-worker"}, []string{"lambda-main"}},
		{"WebSocket on Actix", service.With("journey", "improve-rust").With("existing-web", "actix").With("interface",
			"websocket"),
			[]string{"actix-main", "actix-websocket"}, []string{"axum-main"}},
		{"diesel-async", service.With("store", "postgres").Pinned(advisor.Pin{Decision: "database-layer",
			Option: "diesel-async"}), []string{"diesel-async-tls"}, []string{"sqlx-query"}},
		{"Toasty", service.With("store", "postgres").Pinned(advisor.Pin{Decision: "database-layer", Option: "toasty"}),
			[]string{"rustls-provider"}, []string{"sqlx-query"}},
		{"worker", service.With("artifact", "worker").With("jobs", "kafka"), []string{"worker-main"}, []string{"axum-main"}},
		{"command", advisor.Answers{}.With("journey", "new-service").With("artifact", "cli"), []string{"clap-main"},
			[]string{"tracing-init-service", "axum-main"}},
		{"command from pip", advisor.Answers{}.With("journey", "migrate-python").With("artifact", "cli").With("python-link",
			"command").With("runs-on", "pip"),
			[]string{"pyproject-bin", "wheels-workflow"}, []string{"pyo3-module"}},
		{"extension over arrays", extension.With("call-grain", "batches"), []string{"pyo3-arrays"}, []string{"pyo3-rayon"}},
		{"service on a WebAssembly platform", service.With("runs-on", "wasm"),
			[]string{"worker-fetch"}, []string{"axum-main", "axum-test", "tracing-init"}},
		{"extension", extension.With("call-grain", "coarse"), []string{"maturin", "pyo3-module", "pyo3-rayon"},
			[]string{"axum-main", "uniffi-export", "tracing-init"}},
		{"extension, a wheel for each Python", extension.With("wheels", "each"), []string{"maturin-each", "pyo3-module"},
			[]string{"maturin"}},
		{"extension of records", extension.With("call-grain", "records"), []string{"pyo3-module"}, []string{"pyo3-rayon"}},
		{"core of apps", extension.With("hosts", "mobile"), []string{"uniffi-export"}, []string{"maturin"}},
	} {
		advice := e.Advise(c.answers)
		var offered []string
		for _, s := range advice.Snippets {
			offered = append(offered, s.ID)
			delete(left, s.ID)
			for _, f := range s.Findings {
				if !slices.ContainsFunc(advice.Findings, func(c advisor.Cited) bool { return c.ID == f }) {
					t.Errorf("%s: %s cites %s, which the advice lacks", c.name, s.ID, f)
				}
			}
		}
		for _, id := range c.has {
			if !slices.Contains(offered, id) {
				t.Errorf("%s: %s is not offered; %v are", c.name, id, offered)
			}
		}
		for _, id := range c.not {
			if slices.Contains(offered, id) {
				t.Errorf("%s: %s is offered", c.name, id)
			}
		}
	}
	for id := range left {
		t.Errorf("%s is never offered", id)
	}
}
