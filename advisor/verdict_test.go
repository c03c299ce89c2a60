package advisor_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

// The verdict names what is built, how, and on what, as a colleague would in one breath.
func TestVerdict(t *testing.T) {
	e := engine(t)
	for settings, want := range map[string]string{
		"journey=new-service artifact=service interface=rest store=postgres runs-on=hosts": "An Axum service on Tokio, " +
			"PostgreSQL through SQLx, in containers",
		"journey=new-service artifact=worker store=none": "A worker on Tokio, in " +
			"containers",
		"journey=migrate-python artifact=service bottleneck=database store=postgres": "Stay on Python for now: it " +
			"waits for the database or other services",
		"journey=migrate-python artifact=library hosts=python bottleneck=python-cpu tried=enough": "Move function by " +
			"function, behind the Python import: " +
			"a library imported through PyO3, with threads and rayon",
		"": "An Axum program on Tokio",
	} {
		a := advisor.Answers{}
		for _, s := range strings.Fields(settings) {
			question, choice, _ := strings.Cut(s, "=")
			a = a.With(question, choice)
		}
		if got := e.Advise(a).Verdict; got != want {
			t.Errorf("%s\n got %q\nwant %q", settings, got, want)
		}
	}
}

// Whatever is answered, the verdict is a sentence of at most so many words, without a slot that nobody filled.
func TestVerdictIsShort(t *testing.T) {
	e := engine(t)
	r := rand.New(rand.NewPCG(5, 6))
	for range 200 {
		a := advisor.Answers{}
		for _, q := range e.Base().Questions {
			if r.IntN(3) > 0 || q.ID == knowledge.JourneyQuestion {
				a = a.With(q.ID, q.Choices[r.IntN(len(q.Choices))].ID)
			}
		}
		got := e.Advise(a).Verdict
		if n := len(strings.Fields(got)); n == 0 || n > advisor.MostVerdict || strings.ContainsAny(got, "{}") ||
			strings.ContainsAny(got[len(got)-1:], ".,: ") {
			t.Errorf("%v: %q", a.Choices, got)
		}
	}
}
