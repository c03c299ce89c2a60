package advisor_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

// adversarial are ways to make a base that is hard to advise on; what n counts makes it harder.
var adversarial = []struct {
	name string
	most int // that n is tried up to
	make func(n int) *knowledge.Base
}{
	{"synergies", 200, func(n int) *knowledge.Base {
		b := crowd(15, 10)
		synergies(b, roll(1), n)
		return b
	}},
	{"decisions that exclude each other", 60, func(n int) *knowledge.Base {
		b := crowd(n, 4)
		pigeons(b)
		return b
	}},
	{"questions of 59 choices", 299, func(n int) *knowledge.Base { return wide(n, 59, 20, 20) }},
	{"decisions of 59 options", 60, func(n int) *knowledge.Base { return wide(20, 20, n, 59) }},
	{"questions, choices, decisions and options", 59, func(n int) *knowledge.Base { return wide(n, n, n, n) }},
	{"decisions made for each choice", 60, func(n int) *knowledge.Base {
		b := wide(n, 6, n, 6)
		for d := range b.Decisions {
			b.Decisions[d].Per = fmt.Sprint("q", d)
		}
		synergies(b, roll(2), n)
		return b
	}},
}

// wide makes up a base with so many questions that take several of so many choices, each of which bears on three
// criteria.
func wide(questions, choices, decisions, options int) *knowledge.Base {
	b := crowd(decisions, options)
	b.Questions = nil
	r := roll(questions)
	for q := range questions {
		made := knowledge.Question{ID: fmt.Sprint("q", q), Section: "all", Title: "q", Short: "q", Why: "q", Several: true}
		for c := range choices {
			adds := map[string]int{}
			for range 3 {
				adds[fmt.Sprintf("d%d.k%d", r.IntN(decisions), r.IntN(2))] = r.between(1, 9)
			}
			made.Choices = append(made.Choices, knowledge.Choice{ID: fmt.Sprint("c", c), Label: "c", Adds: adds})
		}
		b.Questions = append(b.Questions, made)
	}
	return b
}

// everything ticks every other choice that stands beside others.
func everything(b *knowledge.Base) advisor.Answers {
	a := advisor.Answers{Choices: map[string][]string{}}
	for _, q := range b.Questions {
		for i, c := range q.Choices {
			if i == 0 || q.Several && i%2 == 0 && !c.Lone() {
				a.Choices[q.ID] = append(a.Choices[q.ID], c.ID)
			}
		}
	}
	return a
}

// endless is when advice does not come. A test must not measure, so it is far beyond the second that people are
// promised; what it takes is logged.
const endless = 30 * time.Second

// TestAdversarial: the hardest bases of their kinds that the loader accepts are advised on all the same.
func TestAdversarial(t *testing.T) {
	for _, kind := range adversarial {
		low, high := 1, kind.most+1 // accepted, refused
		var base *knowledge.Base
		var refused error
		for high-low > 1 {
			n := (low + high) / 2
			if loaded, err := knowledge.Load(files(t, kind.make(n))); err == nil {
				low, base = n, loaded
			} else {
				high, refused = n, err
			}
		}
		if base == nil {
			t.Errorf("%s: none is accepted", kind.name)
			continue
		}
		if refused != nil && !strings.Contains(refused.Error(), ", more than ") {
			t.Errorf("%d %s are refused for another reason: %v", high, kind.name, refused)
		}
		e := advisor.New(base)
		var key, advice time.Duration
		for _, a := range []advisor.Answers{{}, everything(base)} {
			key = max(key, took(func() { e.Standings(a) }))
			took(func() { e.Enough(a) })
			advice = max(advice, took(func() { e.Advise(a) }))
		}
		t.Logf("%d %s: a key %v, the advice %v", low, kind.name, key, advice)
		if key > endless || advice > endless {
			t.Errorf("%s: that is endless", kind.name)
		}
	}
}

func took(f func()) time.Duration {
	begun := time.Now()
	f()
	return time.Since(begun).Round(time.Millisecond)
}
