package advisor_test

import (
	"flag"
	"fmt"
	"iter"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGoldenConsequences holds down what every single answer does to every option's score, and every need to the
// options it rules out. A change of the data shows here as a change of lines: read them before you take them over with
// -update.
func TestGoldenConsequences(t *testing.T) {
	e := engine(t)
	golden(t, "testdata/golden/consequences.txt", strings.Join(slices.Collect(consequences(e)), ""))
}

// TestGoldenEvidence holds down what each finding rests on, so that a lost source shows.
func TestGoldenEvidence(t *testing.T) {
	base := engine(t).Base()
	var out strings.Builder
	for i := range base.Findings {
		f := &base.Findings[i]
		fmt.Fprintf(&out, "%s: %s, %s confidence, %s\n", f.ID, base.Grade(f), f.Confidence, strings.Join(f.Sources, " "))
	}
	golden(t, "testdata/golden/evidence.txt", out.String())
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s (run with -update if this is meant):\n%s", file, diff)
	}
}

// consequences words what follows from no answer, from each answer with only those that lead to its question, and from
// each denied need, one after the other: who looks for the first difference need not have the rest computed.
func consequences(e *advisor.Engine) iter.Seq[string] {
	base := e.Base()
	return func(yield func(string) bool) {
		var nothing strings.Builder
		nothing.WriteString("no answers\n")
		for d, scores := range e.Scores(advisor.Answers{}) {
			fmt.Fprintf(&nothing, "  %s: %s\n", base.Decisions[d].ID, strings.Join(scores, ", "))
		}
		if !yield(nothing.String()) {
			return
		}
		for _, q := range base.Questions {
			given := leadingTo(base, q.When, advisor.Answers{})
			before := e.Scores(given)
			for _, c := range q.Choices {
				if !yield(changes(base, fmt.Sprintf("%s = %s", q.ID, c.ID), before, e.Scores(given.With(q.ID, c.ID)))) {
					return
				}
			}
		}
		for _, d := range base.Decisions {
			for _, o := range d.Options {
				for _, n := range slices.Concat(d.Needs, o.Needs) {
					title := fmt.Sprintf("%s.%s needs %s", d.ID, o.ID, n.Question)
					a := denied(base, n)
					if !yield(changes(base, title, e.Scores(a.With(n.Question, "")), e.Scores(a))) {
						return
					}
				}
			}
		}
	}
}

// changes words what is scored otherwise after something than before it.
func changes(base *knowledge.Base, title string, before, after [][]string) string {
	var out strings.Builder
	fmt.Fprintln(&out, title)
	for d := range after {
		var changed []string
		for o := range after[d] {
			if after[d][o] != before[d][o] {
				changed = append(changed, after[d][o])
			}
		}
		if len(changed) > 0 {
			fmt.Fprintf(&out, "  %s: %s\n", base.Decisions[d].ID, strings.Join(changed, ", "))
		}
	}
	return out.String()
}

// same tells whether a sequence is that list.
func same(seq iter.Seq[string], list []string) bool {
	i := 0
	for x := range seq {
		if i == len(list) || x != list[i] {
			return false
		}
		i++
	}
	return i == len(list)
}

// leadingTo answers what conditions ask for, each with its first choice.
func leadingTo(base *knowledge.Base, when []knowledge.Condition, a advisor.Answers) advisor.Answers {
	for _, c := range when {
		a = leadingTo(base, base.Question(c.Question).When, a)
		if !slices.Contains(c.In, a.Choice(c.Question)) {
			a = a.With(c.Question, c.In[0])
		}
	}
	return a
}

// denied answers so that a need is denied: its conditions hold, and its question has the first choice it does not take.
func denied(base *knowledge.Base, n knowledge.Need) advisor.Answers {
	a := leadingTo(base, n.When, advisor.Answers{})
	q := base.Question(n.Question)
	a = leadingTo(base, q.When, a)
	for _, c := range q.Choices {
		if !c.Unsure && !slices.Contains(n.In, c.ID) {
			return a.With(n.Question, c.ID)
		}
	}
	return a
}
