package advisor_test

import (
	"slices"
	"strings"
	"testing"

	"rustadvisor/advisor"
	"rustadvisor/advisor/report"
	"rustadvisor/knowledge"
)

// TestHeadline sees to it that who should stay on Python is told about nothing else: no crates, no least Rust
// version, no pages that argue for what is not due, and only practices, snippets, risks and figures that ask for
// the pick.
func TestHeadline(t *testing.T) {
	e := engine(t)
	if a := e.Advise(answers(t, e, "own/fastapi-hot.toml")); a.Rust == "" || a.Decisions[0].Waits {
		t.Error("a move that is due waits")
	}
	a := e.Advise(answers(t, e, "own/django-reports.toml"))
	asks := func(what, id string, when []knowledge.Condition) {
		if !slices.ContainsFunc(when, func(c knowledge.Condition) bool { return c.Decision == "migration-strategy" }) {
			t.Errorf("%s %s is told although nothing is due", what, id)
		}
	}
	for _, p := range a.Practices {
		asks("practice", p.ID, p.When)
	}
	for _, s := range a.Snippets {
		asks("snippet", s.ID, s.When)
	}
	for _, r := range a.Risks {
		asks("risk", r.ID, r.When)
	}
	for _, k := range a.KPIs {
		asks("figure", k.ID, k.When)
	}
	if len(a.Practices) == 0 || len(a.Risks) == 0 || len(a.Phases) != 1 || a.Rust != "" {
		t.Errorf("%d practices, %d risks, %d phases, Rust %q", len(a.Practices), len(a.Risks), len(a.Phases), a.Rust)
	}
	if strings.Contains(string(report.Markdown(a)), "[dependencies]") {
		t.Error("the report names crates")
	}
	var pages []string
	for _, s := range report.Sections(a) {
		pages = append(pages, s.ID)
	}
	want := []string{"overview", "changes", "migration-strategy", "plan", "risks", "standards", "later", "answers",
		"evidence", "reproduce"}
	pages = slices.DeleteFunc(pages, func(id string) bool { return id == report.Also }) // there where much is to be minded
	if !slices.Equal(pages, want) {
		t.Errorf("pages %v, want %v", pages, want)
	}
}

// TestNotRust sees to it that a new program of a team of another language, or one that exists already, is not answered
// by a framework in Rust, and that one reason alone does not say so.
func TestNotRust(t *testing.T) {
	e := engine(t)
	for situations, want := range map[string]string{
		"other-language-known":                             "none",
		"is-it-worth-it":                                   "none",
		"other-language-known one-rust-person":             "none",
		"other-language-known is-it-worth-it":              "known-language",
		"rust-person-leaves":                               "known-language",
		"build-or-buy":                                     "ready-product",
		"build-or-buy other-language-known is-it-worth-it": "ready-product",
	} {
		a := advisor.Answers{}.With("journey", "new-service").With("artifact", "service")
		out := e.Advise(a.WithSituations(strings.Fields(situations)...))
		d := decided(out, "migration-strategy")
		if d.Pick.ID != want {
			t.Errorf("%s: %s, want %s", situations, d.Pick.ID, want)
		}
		if waits := decided(out, "web-framework").Waits; waits != (want != "none") {
			t.Errorf("%s: a framework waits: %v", situations, waits)
		}
		if want != "none" && (len(out.Phases) != 1 || len(out.Risks) == 0 || len(out.Practices) == 0) {
			t.Errorf("%s: %d phases, %d risks, %d practices", situations, len(out.Phases), len(out.Risks), len(out.Practices))
		}
	}
	strong := advisor.Answers{}.With("journey", "new-service").With("artifact", "service").
		With("rust-experience", "strong")
	if id := decided(e.Advise(strong.WithSituations("build-or-buy")), "migration-strategy").Pick.ID; id != "none" {
		t.Errorf("a team that knows Rust well asks whether to build: %s", id)
	}
	a := advisor.Answers{}.With("journey", "new-service").With("artifact", "library")
	out := e.Advise(a.WithSituations("build-or-buy", "other-language-known", "is-it-worth-it"))
	if id := decided(out, "migration-strategy").Pick.ID; id != "none" {
		t.Errorf("a library: %s", id)
	}
}
