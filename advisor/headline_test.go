package advisor_test

import (
	"slices"
	"strings"
	"testing"

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
	if !slices.Equal(pages, want) {
		t.Errorf("pages %v, want %v", pages, want)
	}
}
