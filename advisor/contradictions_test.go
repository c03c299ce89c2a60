package advisor_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"rustadvisor/advisor"
	"rustadvisor/advisor/manifest"
)

// leastPython is the oldest Python 3 that the PyO3 of the manifest takes. No question asks which one users have, so a
// wheel may ask for nothing newer.
const leastPython = 9

var (
	stableABI = regexp.MustCompile(`abi3-py3(\d+)`)
	unixOnly  = regexp.MustCompile(`signal::unix|SIGTERM|SIGHUP|SIGUSR`)
	// alone is how points say that two versions must not overlap; several is what makes more than one of them fit.
	alone   = regexp.MustCompile(`\(Recreate\)|strategy Recreate|fixed client id`)
	several = regexp.MustCompile(`StatefulSet|for each|an id of its own`)
	// builds is how titles say that a Rust program runs beside what there is.
	builds = regexp.MustCompile(`\bRust (service|worker|consumer|side|sidecar|takes|reads|hears|serves|calls)\b|` +
		`\ba service\b.*\(PyO3\)|\bthrough PyO3\b|gRPC service`)
)

// rolls are the release strategies that have two versions at work.
var rolls = []string{"rolling", "canary"}

// TestContradictions walks through answers and situations ticked at random, and through pairs that once disagreed, and
// lets no report say two things that exclude each other.
func TestContradictions(t *testing.T) {
	t.Parallel()
	e, r := engine(t), roll(14)
	b := e.Base()
	windows := advisor.Answers{}.With("journey", "new-service").With("runs-on", "native")
	stays := advisor.Answers{}.With("journey", "migrate-python").With("bottleneck", "database").With("tried", "little")
	walks := []advisor.Answers{
		windows.With("artifact", "service").With("interface", "rest").WithSituations("runs-on-windows"),
		windows.With("artifact", "service").With("interface", "grpc").WithSituations("windows-service"),
		windows.With("artifact", "worker").WithSituations("windows-service", "worker-stopped"),
		windows.With("artifact", "worker").With("jobs", "devices").WithSituations("mqtt-devices"),
		windows.With("artifact", "worker").WithSituations("serial-modbus", "sqlite-server"),
		stays.With("artifact", "service").WithSituations("python-waits", "first-what", "flask-fastapi-port"),
		stays.With("artifact", "worker").WithSituations("celery-tasks", "is-it-worth-it", "django-admin"),
	}
	for range few(t, 120) {
		a := advisor.Answers{}
		for i := range b.Questions {
			if q := &b.Questions[i]; !q.Retired && e.Active(a)(q.ID) && !r.in(4) {
				a = a.With(q.ID, q.Choices[r.IntN(len(q.Choices))].ID)
			}
		}
		var ticked []string
		for range 6 {
			ticked = append(ticked, b.Situations[r.IntN(len(b.Situations))].ID)
		}
		walks = append(walks, a.WithSituations(ticked...))
	}
	verdicts := map[string]int{}
	for _, a := range walks {
		advice := e.Advise(a)
		verdicts[decided(advice, "migration-strategy").Pick.ID]++
		for _, fault := range contradictions(advice) {
			t.Errorf("%v with %v: %s", a.Choices, a.Situations, fault)
		}
	}
	t.Logf("%d reports, verdicts %v", len(walks), verdicts)
}

// contradictions are the pairs of statements in an advice that exclude each other, as far as that can be told by words.
func contradictions(a *advisor.Advice) (faults []string) {
	add := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	var code strings.Builder
	for _, s := range a.Snippets {
		code.WriteString(s.Code)
	}
	for _, c := range manifest.Begin(a).Crates {
		fmt.Fprintln(&code, c.Name, c.Features)
	}
	for _, found := range stableABI.FindAllStringSubmatch(code.String(), -1) {
		if minor, _ := strconv.Atoi(found[1]); minor > leastPython && !strings.Contains(code.String(), "oldest Python") {
			add("%s, where users may have 3.%d", found[0], leastPython)
		}
	}
	if ticked(a, "runs-on-windows", "windows-service") {
		if found := unixOnly.FindString(code.String()); found != "" {
			add("code for Windows has %s", found)
		}
		for _, p := range a.Practices {
			if unixOnly.MatchString(p.Title) && !strings.Contains(p.Title, "Windows") {
				add("on Windows: %s", p.Title)
			}
		}
	}
	points := slices.Concat(a.Mind, a.AlsoMind)
	release := decided(a, "release-strategy")
	if release != nil && slices.Contains(rolls, release.Pick.ID) {
		for _, m := range points {
			clash := slices.ContainsFunc(m.Of, func(s advisor.Ticked) bool { return s.Clash != "" })
			if text := m.Title + " " + m.Text; !clash && alone.MatchString(text) && !several.MatchString(text) {
				add("%s, and %s: %s", release.Pick.ID, m.ID, m.Title)
			}
		}
	}
	if verdict := decided(a, "migration-strategy"); verdict.Option != nil && verdict.Option.Headline != "" {
		for _, m := range points {
			if found := builds.FindString(m.Title); found != "" {
				add("%s, and %s: %s", verdict.Pick.ID, m.ID, m.Title)
			}
		}
	}
	return faults
}

// ticked tells whether an advice is for one of these situations.
func ticked(a *advisor.Advice, ids ...string) bool {
	return slices.ContainsFunc(a.Situations, func(s advisor.Ticked) bool { return slices.Contains(ids, s.ID) })
}

// Closed code in C that crashes takes its process along: whoever is told of a thread for it is told of a process, too.
func TestForeignCodeMayDie(t *testing.T) {
	t.Parallel()
	foreign := regexp.MustCompile(`(?i)\b(maker's|vendor's?|closed) (SDK|library|DLL)\b`)
	thread := regexp.MustCompile(`(?i)\b(on|one|a) (std )?thread\b`)
	for _, s := range engine(t).Base().Situations {
		for _, m := range s.Mind {
			text := m.Title + " " + m.Text
			if foreign.MatchString(text) && thread.MatchString(text) && !strings.Contains(text, "process") {
				t.Errorf("%s: %s", m.ID, m.Title)
			}
		}
	}
}
