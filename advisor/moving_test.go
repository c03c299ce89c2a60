package advisor_test

import (
	"slices"
	"strings"
	"testing"

	"rustadvisor/advisor"
)

// spread calls f with every combination of answers; an empty one is no answer, + joins several.
func spread(a advisor.Answers, choices [][]string, f func(advisor.Answers)) {
	if len(choices) == 0 {
		f(a)
		return
	}
	for _, c := range choices[0][1:] {
		spread(a.With(choices[0][0], strings.Split(c, "+")...), choices[1:], f)
	}
}

// The ways in which a Rust part can stand to Python; each row is a question and the answers tried, "" for none.
var shapes = [][][]string{
	{{"artifact", "", "not-sure"}, {"isolation", "", "shared", "separate"}, {"python-link", "", "network", "imports"}},
	{{"artifact", "library"}, {"hosts", "", "python", "mobile", "c-hosts"}, {"isolation", "", "shared", "separate"},
		{"call-grain", "", "coarse", "tiny"}},
	{{"artifact", "service"}, {"interface", "", "rest", "websocket"}, {"python-link", "", "network", "replaces",
		"imports", "embeds"}},
	{{"artifact", "worker"}, {"isolation", "", "separate"}, {"python-link", "", "network", "replaces"}},
	{{"artifact", "cli"}, {"python-link", "", "command", "replaces", "network"}},
	{{"artifact", "service+library"}, {"hosts", "", "python"}, {"python-link", "", "network", "replaces"}},
}

// TestStayingWinsForSpeed holds for every shape: where the profile points elsewhere, or nobody has looked, and
// nothing but speed is wanted, the advice is to stay on Python.
func TestStayingWinsForSpeed(t *testing.T) {
	e, n := engine(t), 0
	rest := [][]string{
		{"bottleneck", "database", "subprocess", "unprofiled", "database+subprocess"},
		{"reasons", "", "not-sure", "speed"},
		{"tried", "", "enough"},
		{"rust-experience", "", "strong"},
		{"parity", "", "well"},
	}
	for _, shape := range shapes {
		spread(advisor.Answers{}.With("journey", "migrate-python"), append(shape, rest...), func(a advisor.Answers) {
			n++
			if !slices.Contains(e.Picks(a), "stay-on-python") {
				t.Errorf("%v: %s", a.Plain(), ranking(decided(e.Advise(a), "migration-strategy")))
			}
		})
	}
	t.Logf("%d sets of answers", n)
}

// TestReasonsBeyondSpeed: a reason that no profile shows outweighs one that points elsewhere.
func TestReasonsBeyondSpeed(t *testing.T) {
	e := engine(t)
	for _, reason := range []string{"safety", "packaging", "one-core", "new-code", "memory"} {
		for _, profile := range []string{"unprofiled", "subprocess"} {
			a := given(map[string]string{"journey": "migrate-python", "artifact": "library", "hosts": "python",
				"isolation":  "shared",
				"bottleneck": profile, "reasons": reason})
			if d := decided(e.Advise(a), "migration-strategy"); d.Pick.ID != "incremental-hybrid" {
				t.Errorf("library, %s, %s: %s", profile, reason, ranking(d))
			}
			for _, artifact := range []string{"service", "worker"} {
				a = given(map[string]string{"journey": "migrate-python", "artifact": artifact, "python-link": "network",
					"bottleneck": profile, "reasons": reason})
				if d := decided(e.Advise(a), "migration-strategy"); d.Pick.ID != "strangler-service" {
					t.Errorf("%s, %s, %s: %s", artifact, profile, reason, ranking(d))
				}
			}
		}
	}
}

// TestLeastStep: a program that stays in Python, and nobody knows where the Rust part will live, begins behind an
// import.
func TestLeastStep(t *testing.T) {
	e := engine(t)
	for _, bottleneck := range []string{"", "python-cpu", "not-sure"} {
		for _, artifact := range []string{"", "not-sure"} {
			a := given(map[string]string{"journey": "migrate-python", "artifact": artifact, "bottleneck": bottleneck})
			advice := e.Advise(a)
			for decision, want := range map[string]string{"migration-strategy": "incremental-hybrid",
				"interop-approach": "pyo3-maturin", "web-framework": "none"} {
				if d := decided(advice, decision); d.Pick.ID != want {
					t.Errorf("artifact %q, bottleneck %q: %s, not %s", artifact, bottleneck, ranking(d), want)
				}
			}
		}
	}
}

// TestLeastStepOfService: what is to be a process of its own moves beside the old program, and nothing is loaded into
// that, unless Python is said to import part of it.
func TestLeastStepOfService(t *testing.T) {
	e, n := engine(t), 0
	rest := [][]string{
		{"artifact", "service", "worker", "proxy", "service+worker"},
		{"python-link", "", "not-sure", "network", "imports"},
		{"bottleneck", "", "python-cpu", "array-code", "memory", "not-speed", "python-cpu+array-code"},
		{"tried", "", "little", "enough"},
		{"reasons", "", "speed", "safety", "new-code"},
		{"rust-experience", "", "none", "strong"},
	}
	spread(advisor.Answers{}.With("journey", "migrate-python"), rest, func(a advisor.Answers) {
		if !e.Active(a)("tried") && len(a.Choices["tried"]) > 0 {
			return
		}
		n++
		picks := e.Picks(a)
		inside := a.Choice("python-link") == "imports"
		if slices.Contains(picks, "stay-on-python") {
			if !inside && slices.Contains(picks, "pyo3-maturin") {
				t.Errorf("%v: %v", a.Plain(), picks)
			}
			return
		}
		for option, want := range map[string]bool{"incremental-hybrid": inside, "pyo3-maturin": inside,
			"strangler-service": !inside} {
			if slices.Contains(picks, option) != want {
				t.Errorf("%v: %v", a.Plain(), picks)
			}
		}
	})
	t.Logf("%d sets of answers", n)
}

// TestNothingToMove: without a Python program, or without a word about one, no way of moving is advised.
func TestNothingToMove(t *testing.T) {
	e := engine(t)
	for _, journey := range []string{"", "new-service"} {
		for _, artifact := range []string{"", "service", "worker", "cli", "library", "proxy"} {
			a := given(map[string]string{"journey": journey, "artifact": artifact, "store": "postgres"})
			if d := decided(e.Advise(a), "migration-strategy"); d.Pick.ID != "none" {
				t.Errorf("journey %q, artifact %q: %s", journey, artifact, ranking(d))
			}
		}
	}
}
