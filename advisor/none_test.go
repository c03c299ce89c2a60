package advisor_test

import (
	"os"
	"slices"
	"testing"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

// demands are answers that ask for a thing, by the decision whose "none" must not stand for it, with the answers
// that lead to the question.
var demands = []struct {
	decision, question string
	allows             []string // the choices with which none is right
	given              map[string]string
}{
	{"web-framework", "interface", []string{"grpc", "own-protocol"}, map[string]string{"artifact": "service"}},
	{"web-framework", "interface", []string{"own-protocol"}, map[string]string{"artifact": "proxy"}},
	{"authentication", "login", []string{"nobody"}, map[string]string{"artifact": "service"}},
	{"database-layer", "store", []string{"none", "files"}, nil},
	{"messaging", "jobs", []string{"nothing", "python-side"}, map[string]string{"artifact": "worker"}},
	{"api-protocol", "artifact", []string{"worker", "cli", "library"}, nil},
	{"interop-approach", "hosts", []string{"rust-only"}, map[string]string{"artifact": "library"}},
	{"interop-approach", "python-link", []string{"none", "network", "replaces"}, map[string]string{"artifact": "cli"}},
}

// TestNoneAbsorbsNothing rules out everything but doing without, and sees that an answer that demands the thing then
// leaves nothing, with the reason, instead of "none".
func TestNoneAbsorbsNothing(t *testing.T) {
	for _, d := range demands {
		base := engine(t).Base()
		options := base.Decision(d.decision).Options
		for i := range options {
			if options[i].ID != "none" {
				options[i].Banned = "not here"
			}
		}
		e := advisor.New(base)
		for _, c := range base.Question(d.question).Choices {
			a := given(d.given).With(d.question, c.ID)
			got := decided(e.Advise(a), d.decision)
			allowed := c.Unsure || slices.Contains(d.allows, c.ID)
			if none := got.Pick.ID == "none"; none != allowed {
				t.Errorf("%s with %s = %s: pick %q, %s", d.decision, d.question, c.ID, got.Pick.ID, got.Standing)
			}
			if !allowed && got.Standing != advisor.NoneFit {
				t.Errorf("%s with %s = %s: %s", d.decision, d.question, c.ID, got.Standing)
			}
		}
	}
}

// TestHouseFrameworkChecksTokens bans two frameworks and adds one that the base knows nothing of: tokens are still
// checked.
func TestHouseFrameworkChecksTokens(t *testing.T) {
	house := t.TempDir()
	if err := os.MkdirAll(house+"/decisions", 0o755); err != nil {
		t.Fatal(err)
	}
	const rules = `id = "web-framework"
[[option]]
id = "axum"
banned = "Not here."
[[option]]
id = "actix-web"
banned = "Not here."
[[option]]
id = "ours"
title = "Ours"
ring = "adopt"
summary = "A layer of our own."
reversal = "low: it is Axum below"
findings = ["axum-state"]
[option.fit]
ecosystem = { value = 2, finding = "axum-state" }
ergonomics = { value = 2, finding = "axum-state" }
`
	if err := os.WriteFile(house+"/decisions/web-framework.toml", []byte(rules), 0o644); err != nil {
		t.Fatal(err)
	}
	base, err := knowledge.Load(knowledge.Embedded(), knowledge.House{Name: "ours", FS: os.DirFS(house)})
	if err != nil {
		t.Fatal(err)
	}
	a := given(map[string]string{"journey": "new-service", "artifact": "service", "interface": "rest",
		"store": "postgres", "login": "tokens"})
	advice := advisor.New(base).Advise(a)
	for decision, want := range map[string]string{"web-framework": "ours", "authentication": "jwt-axum-middleware"} {
		if got := decided(advice, decision).Pick.ID; got != want {
			t.Errorf("%s: %q, not %q", decision, got, want)
		}
	}
}

// given are answers by question.
func given(choices map[string]string) (a advisor.Answers) {
	for question, choice := range choices {
		a = a.With(question, choice)
	}
	return a
}
