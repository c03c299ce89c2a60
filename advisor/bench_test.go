package advisor_test

import (
	"testing"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

// busy is a set of answers that leaves hardly any question open.
func busy(t testing.TB, e *advisor.Engine) advisor.Answers {
	return answers(t, e, "briefs/c01-invoice-api.toml")
}

func BenchmarkNew(b *testing.B) {
	base, err := knowledge.Load(knowledge.Embedded())
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		advisor.New(base)
	}
}

func BenchmarkAdvise(b *testing.B) {
	e := engine(b)
	a := busy(b, e)
	for b.Loop() {
		e.Advise(a)
	}
}

// Standings are computed on every key press: an evaluation, every single flip, and the lead of every pick.
func BenchmarkStandings(b *testing.B) {
	e := engine(b)
	a := busy(b, e)
	for b.Loop() {
		e.Standings(a)
	}
}

func BenchmarkFlow(b *testing.B) {
	e := engine(b)
	a := busy(b, e)
	for b.Loop() {
		e.Flow(a)
	}
}

func BenchmarkPointless(b *testing.B) {
	e := engine(b)
	a := busy(b, e)
	for b.Loop() {
		e.Pointless(a, "query-style", "models")
	}
}

// With few answers there are too many completions to try, so bounds decide; with many the search does.
func BenchmarkEnough(b *testing.B) {
	e := engine(b)
	for name, a := range map[string]advisor.Answers{"none": {}, "brief": busy(b, e)} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				e.Enough(a)
			}
		})
	}
}
