package advisor

import (
	"slices"
	"testing"

	"github.com/BurntSushi/toml"

	"rustadvisor/knowledge"
)

// What is measured here has no name outside of the package.

func inside(b *testing.B) (*Engine, Answers) {
	base, err := knowledge.Load(knowledge.Embedded())
	if err != nil {
		b.Fatal(err)
	}
	var file struct{ Answers map[string]string }
	if _, err := toml.DecodeFile("testdata/briefs/c01-invoice-api.toml", &file); err != nil {
		b.Fatal(err)
	}
	var a Answers
	for question, choice := range file.Answers {
		a = a.With(question, choice)
	}
	return New(base), a
}

// One evaluation: from answers to the joint pick. The aim is 10 µs.
func BenchmarkEvaluation(b *testing.B) {
	e, a := inside(b)
	for b.Loop() {
		v := e.begin(a)
		v.run()
		v.release()
	}
}

// Another choice in an evaluation at hand, as flips and searches do by the thousand.
func BenchmarkRun(b *testing.B) {
	e, a := inside(b)
	v := e.begin(a)
	for b.Loop() {
		v.run()
	}
}

// Every single change of an answer. The aim is 2 ms.
func BenchmarkFlips(b *testing.B) {
	e, a := inside(b)
	v := e.begin(a)
	v.run()
	for b.Loop() {
		v.flips()
	}
}

// TestJointEffort: no plan looks at more combinations than the loader allows.
func TestJointEffort(t *testing.T) {
	base, err := knowledge.Load(knowledge.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	e := New(base)
	_, combinations := base.JointOrder(slices.Repeat([]int{1}, len(base.Decisions)))
	seen, looked := map[*plan]bool{}, 0
	for _, p := range e.plans {
		if seen[p] {
			continue
		}
		seen[p] = true
		for _, s := range p.steps {
			n := e.mostCandidates(p, s.d)
			for _, d := range s.scope {
				n *= e.mostCandidates(p, d)
			}
			looked += n
		}
	}
	if looked > combinations || combinations > knowledge.MostCombinations {
		t.Errorf("the plans look at %d, the order says %d, and at most %d are allowed", looked, combinations,
			knowledge.MostCombinations)
	}
}
