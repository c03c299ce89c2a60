package report

import (
	"strings"
	"testing"

	"rustadvisor/advisor"
)

// TestHeadline: where one pick says that nothing else is due, the document is called after it, and its table lists
// what is due: that decision, and what is pinned. What waits is counted, and named at the end.
func TestHeadline(t *testing.T) {
	e := bases(t)["embedded"]
	stay := advisor.Answers{Choices: map[string][]string{"journey": {"migrate-python"}, "bottleneck": {"database"}}}
	for _, c := range []struct {
		answers             advisor.Answers
		title, verdict, row string
		rows, waits         string
	}{
		{stay, "Stay on Python for now", "Stay on Python for now: it waits for the database or other services",
			"| Migration strategy | **Stay on Python for now**",
			"| Web framework |", "The other 14 decisions can wait"},
		{stay.Pinned(advisor.Pin{Decision: "web-framework", Option: "axum"}), "Stay on Python for now",
			"Stay on Python for now: it waits for the database or other services",
			"| Web framework | **Axum**, pinned |", "| Database layer |", "The other 13 decisions can wait"},
		{stay.With("bottleneck", "python-cpu"), "Your Rust stack", "Move function by function",
			"language bridge (PyO3 with maturin, but “What it is” decides)", "not due", ""},
	} {
		a := e.Advise(c.answers)
		text := string(Markdown(a))
		overview, _, _ := strings.Cut(text, "\n## What could change it")
		if Title(a) != c.title || !strings.HasPrefix(text, "# "+c.verdict) || !strings.Contains(overview, c.row) ||
			strings.Contains(overview, c.rows) || !strings.Contains(overview, c.waits) {
			t.Errorf("with %v %v: %q\n%s", c.answers.Choices, c.answers.Pins, Title(a), overview)
		}
		if page := string(html(t, a)); !strings.Contains(page, "<h1>"+c.verdict) || strings.Contains(page, "not due") {
			t.Errorf("the HTML of %q has another title, or lists what is not due", c.title)
		}
	}
}

// TestStillOpen: a pick that hangs on a fact nobody has told is no row, no crate and no rule; it is named as open with
// the question that decides it, and neither as not needed.
func TestStillOpen(t *testing.T) {
	e := bases(t)["embedded"]
	proxy := advisor.Answers{Choices: map[string][]string{"artifact": {"proxy"}}}
	for _, c := range []struct {
		answers     advisor.Answers
		open, crate bool
	}{
		{proxy, true, false},
		{proxy.With("store", "postgres"), false, true},
		{proxy.Pinned(advisor.Pin{Decision: "database-layer", Option: "sqlx"}), false, true},
	} {
		a := e.Advise(c.answers)
		overview, rest, _ := strings.Cut(string(Markdown(a)), "\n## Start now")
		start, _, _ := strings.Cut(rest, "\n## ")
		agents := string(Agents(a))
		if strings.Contains(overview, "database layer (SQLx, but “Store” decides)") != c.open ||
			strings.Contains(overview, "| Database layer |") == c.open ||
			strings.Contains(start, "\nsqlx = ") != c.crate || strings.Contains(agents, "Database layer: **SQLx**") != c.crate {
			t.Errorf("with %v %v:\n%s\n%s\n%s", c.answers.Choices, c.answers.Pins, overview, start, agents)
		}
		if _, needless, _ := strings.Cut(overview, "**Not needed**"); strings.Contains(needless, "authentication") {
			t.Errorf("nobody said whether callers log in: %s", needless)
		}
	}
}

// TestNotNeeded: what no answer speaks of is not told as not needed.
func TestNotNeeded(t *testing.T) {
	e := bases(t)["embedded"]
	started := advisor.Answers{Choices: map[string][]string{"journey": {"new-service"}}}
	for _, c := range []struct {
		answers advisor.Answers
		needed  []string // nothing of them is said
		not     []string
	}{
		{started, []string{"authentication", "messaging", "language bridge"}, []string{"migration strategy"}},
		{started.With("artifact", "cli"), []string{"language bridge", "messaging"},
			[]string{"web framework", "authentication"}},
		{started.With("artifact", "worker").With("side-page", "page"), []string{"authentication"}, nil},
		{started.With("artifact", "service").With("jobs", "nothing"), []string{"authentication"}, []string{"messaging"}},
	} {
		_, needless, _ := strings.Cut(string(Markdown(e.Advise(c.answers))), "**Not needed**: ")
		needless, _, _ = strings.Cut(needless, "\n")
		for _, decision := range c.needed {
			if strings.Contains(needless, decision) {
				t.Errorf("%v: %s is told as not needed: %s", c.answers.Choices, decision, needless)
			}
		}
		for _, decision := range c.not {
			if !strings.Contains(needless, decision) {
				t.Errorf("%v: %s is not told as not needed: %s", c.answers.Choices, decision, needless)
			}
		}
	}
}

// TestOnFactsAlone: where no wish would change what is due, the facts that would are named.
func TestOnFactsAlone(t *testing.T) {
	a := bases(t)["embedded"].Advise(advisor.Answers{Choices: map[string][]string{"journey": {"migrate-python"},
		"artifact": {"service"}, "bottleneck": {"database"}, "reasons": {"speed"}, "python-link": {"network"}}})
	_, changes, _ := strings.Cut(string(Full(a)), "## What could change it")
	changes, _, _ = strings.Cut(changes, "\n## ")
	if strings.Contains(changes, "whatever one answer") || !strings.Contains(changes, "it waits for the database") {
		t.Errorf("with a profile that another answer would turn:%s", changes)
	}
}

// TestCorrectionsOnce: what is often said and not so is told with the first pick it concerns.
func TestCorrectionsOnce(t *testing.T) {
	a := bases(t)["embedded"].Advise(advisor.Answers{Choices: map[string][]string{"artifact": {"service"},
		"interface": {"rest"}, "login": {"tokens", "own-keys"}}})
	if n := strings.Count(string(Full(a)), "Often said: Use jsonwebtoken"); n != 1 {
		t.Errorf("one correction is told %d times", n)
	}
}
