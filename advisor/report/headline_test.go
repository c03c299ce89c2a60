package report

import (
	"strings"
	"testing"

	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
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
		{stay, "Stay on Python for now", "Stay on Python for now: it waits for the database",
			"**First**: Fix the slow queries", "| Migration strategy |", "The other 14 decisions can wait.\n"},
		{stay.With("artifact", "service").With("interface", "rest").With("store", "postgres"), "Stay on Python for now",
			"Stay on Python for now: it waits for the database", "**First**: Fix the slow queries", "| Migration strategy |",
			"Should a part be Rust after all, these answers point to **Axum**, **SQLx**"},
		{stay.Pinned(advisor.Pin{Decision: "web-framework", Option: "axum"}), "Stay on Python for now",
			"Stay on Python for now: it waits for the database",
			"| Web framework | **Axum**, pinned |", "| Database layer |", "The other 13 decisions can wait"},
		{stay.With("bottleneck", "python-cpu"), "Your Rust stack", "Move function by function",
			"language bridge (“What will the Rust part be?” decides; PyO3 with maturin until then)", "not due", ""},
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
	service := advisor.Answers{Choices: map[string][]string{"artifact": {"service"}}}
	for _, c := range []struct {
		answers     advisor.Answers
		open, crate bool
	}{
		{service, true, false},
		{service.With("store", "postgres"), false, true},
		{service.Pinned(advisor.Pin{Decision: "database-layer", Option: "sqlx"}), false, true},
	} {
		a := e.Advise(c.answers)
		overview, rest, _ := strings.Cut(string(Markdown(a)), "\n## Start now")
		start, _, _ := strings.Cut(rest, "\n## ")
		agents := string(Agents(a))
		still := "database layer (“Where does the Rust part keep its own data?” decides; SQLx until then)"
		if strings.Contains(overview, still) != c.open ||
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
		{started, []string{"authentication", "messaging", "language bridge", "migration strategy"}, nil},
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

// TestFirstStep: what hurts decides how an improvement begins, in the overview and in the plan.
func TestFirstStep(t *testing.T) {
	e := bases(t)["embedded"]
	said := map[string]string{}
	for _, c := range e.Base().Question("hurts").Choices {
		answers := advisor.Answers{Choices: map[string][]string{"journey": {"improve-rust"}, "artifact": {"service"},
			"interface": {"rest"}, "hurts": {c.ID}}}
		text := string(Markdown(e.Advise(answers)))
		_, first, has := strings.Cut(text, "\n**First**: ")
		first, _, _ = strings.Cut(first, ".")
		if !has || !strings.Contains(text, "- [ ] "+first) {
			t.Errorf("with %s the report does not begin with a task: %q", c.ID, first)
		}
		said[first] += c.ID + " "
	}
	if len(said) < len(e.Base().Question("hurts").Choices)-2 { // old dependencies and nothing begin as who is not sure
		t.Errorf("what hurts decides too little: %v", said)
	}
}

// TestNothingToStart: where there is a program and nobody said what of it is to be built, no code begins it.
func TestNothingToStart(t *testing.T) {
	e := bases(t)["embedded"]
	for settings, starts := range map[string]bool{"": true, "new-service": true, "migrate-python": false,
		"improve-rust": false, "migrate-python cli": true, "improve-rust service": true} {
		a := advisor.Answers{}
		if journey, artifact, both := strings.Cut(settings, " "); journey != "" {
			if a = a.With("journey", journey); both {
				a = a.With("artifact", artifact)
			}
		}
		if got := strings.Contains(string(Markdown(e.Advise(a))), "\n## Start now"); got != starts {
			t.Errorf("with %q there is a start: %v", settings, got)
		}
	}
}

// TestPlanFits: who moves for another reason than speed is told no figures of speed, and whoever rewrites in one go
// moves nothing part by part; the risks of that are told before those of everybody.
func TestPlanFits(t *testing.T) {
	a := advisor.Answers{Choices: map[string][]string{"journey": {"migrate-python"}, "artifact": {"cli"},
		"reasons": {"packaging"}, "bottleneck": {"not-speed"}, "python-link": {"replaces"}, "runs-on": {"native"}}}
	text := string(Markdown(bases(t)["embedded"].Advise(a)))
	if !strings.HasPrefix(text, "# Rewrite in one go") || !strings.Contains(text, "steps and minutes to install it") ||
		!strings.Contains(text, "**The rewrite never catches up with the old program**") {
		t.Errorf("the plan of a rewrite lacks its own steps or risks:\n%s", text)
	}
	for _, wrong := range []string{"Rust takes longer to learn", "p95", "Throughput of",
		"Move part by part", "behind a switch that goes back"} {
		if strings.Contains(text, wrong) {
			t.Errorf("%q is said of a rewrite for other reasons than speed", wrong)
		}
	}
}

// TestAnswerBefore: an open question whose answer would turn how to move stands before the picks, until it is answered.
func TestAnswerBefore(t *testing.T) {
	e := bases(t)["embedded"]
	a := advisor.Answers{}.With("journey", "migrate-python").With("artifact", "library").With("bottleneck", "array-code").
		With("reasons", "speed")
	before := "**Before all else**: “What has been tried in Python already?” If a cheaper fix in Python has not been " +
		"made yet → **Stay on Python for now**.\n\n**First**: "
	if text := string(Markdown(e.Advise(a))); !strings.Contains(text, before) {
		t.Errorf("what would turn all is not asked first:\n%.1500s", text)
	}
	for _, answer := range []string{"left", "little", "enough"} {
		text := string(Markdown(e.Advise(a.With("tried", answer))))
		if strings.Contains(text, "Before all else**: “What has been tried") {
			t.Errorf("tried=%s: what is answered is asked again", answer)
		}
	}
}

// TestShorter: where there is much to say, answers and lesser reasons give way before tasks do, and the first step
// stays.
func TestShorter(t *testing.T) {
	short := func(a *advisor.Advice, step int) string {
		r := renderer{advice: a, brief: true, tight: step, named: mostNamed}
		return doc.Markdown(whole(a, written(a, r)))
	}
	for name, a := range reports(t) {
		before := len(strings.Fields(short(a, 0)))
		for step := answersGo; step <= tightest; step++ {
			text := short(a, step)
			words := len(strings.Fields(text))
			if words > before {
				t.Errorf("%s: step %d makes %d words of %d", name, step, words, before)
			}
			before = words
			if has := strings.Contains(text, "## Your answers\n\n- Journey"); has {
				t.Errorf("%s: step %d repeats the answers", name, step)
			}
			if has := strings.Contains(text, "- [ ] "); has == (step >= costsGo) && len(a.Phases) > 0 {
				t.Errorf("%s: tasks in step %d: %v", name, step, has)
			}
			if !strings.Contains(text, "**First**: ") {
				t.Errorf("%s: step %d tells no first step", name, step)
			}
		}
	}
}
