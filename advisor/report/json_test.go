package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/schematest"
)

// bases are the knowledge bases the promises below are kept on.
func bases(t *testing.T) map[string]*advisor.Engine {
	t.Helper()
	real, err := knowledge.Load(knowledge.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return map[string]*advisor.Engine{"small": engine(t), "embedded": advisor.New(real)}
}

// some answers many different ways, the same on every run: the n-th takes its choices by a fixed pattern.
func some(base *knowledge.Base, n int) advisor.Answers {
	a := advisor.Answers{Choices: map[string][]string{}}
	for i, q := range base.Questions {
		if k := (n*(i+3) + n/3) % (len(q.Choices) + 1); k < len(q.Choices) {
			a.Choices[q.ID] = []string{q.Choices[k].ID}
		}
		if n%3 == 1 && i == n%len(base.Questions) {
			a.Star = q.ID
		}
	}
	return a
}

// somePins pins an option or two in three of four cases, by a fixed pattern.
func somePins(base *knowledge.Base, n int) []advisor.Pin {
	var out []advisor.Pin
	for i := range n % 4 {
		d := base.Decisions[(n/4+i*3)%len(base.Decisions)]
		out = append(out, advisor.Pin{Decision: d.ID, Option: d.Options[n%len(d.Options)].ID})
	}
	return out
}

func TestJSONKeepsItsContract(t *testing.T) {
	for name, e := range bases(t) {
		for n := range 24 {
			pins := somePins(e.Base(), n)
			advice := e.Advise(some(e.Base(), n).Pinned(pins...))
			text, err := JSON(advice)
			if err != nil {
				t.Fatal(err)
			}
			again, _ := JSON(e.Advise(some(e.Base(), n).Pinned(pins...)))
			if !bytes.Equal(text, again) {
				t.Fatalf("%s %d: two runs differ", name, n)
			}
			for _, fault := range schematest.Validate(Schema, text) {
				t.Errorf("%s %d: %s", name, n, fault)
			}
			brief, err := Brief(advice)
			if err != nil {
				t.Fatal(err)
			}
			for _, fault := range schematest.Validate(BriefSchema, brief) {
				t.Errorf("%s %d, in brief: %s", name, n, fault)
			}
			var doc document
			decoder := json.NewDecoder(bytes.NewReader(text))
			decoder.DisallowUnknownFields()
			if err := decoder.Decode(&doc); err != nil {
				t.Fatal(err)
			}
			for _, fault := range incoherent(&doc) {
				t.Errorf("%s %d: %s", name, n, fault)
			}
		}
	}
}

// incoherent finds what a schema cannot say: sums that do not hold, ids that point nowhere.
func incoherent(doc *document) (faults []string) {
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	known := map[string]bool{"": true}
	for _, f := range doc.Findings {
		known[f.ID] = true
	}
	sum := func(cells []cell) (n int) {
		for _, c := range cells {
			n += c.Points
			if !known[c.Finding] {
				fault("finding %q is not listed", c.Finding)
			}
		}
		return n
	}
	for _, d := range doc.Decisions {
		if got := sum(d.Because) + sum(d.Against); got != d.Score {
			fault("%s: cells sum to %d, the score is %d", d.ID, got, d.Score)
		}
		for _, m := range d.Margins {
			if got := sum(m.Cells); got != m.Margin {
				fault("%s over %s: cells sum to %d, the margin is %d", d.ID, m.Option, got, m.Margin)
			}
		}
		if !slices.IsSortedFunc(d.Ranking, func(a, b ranked) int { return b.Score - a.Score }) {
			fault("%s: ranking is not best first: %v", d.ID, d.Ranking)
		}
		if d.Pick != "" && !slices.Contains(d.Ranking, ranked{d.Pick, d.Score}) {
			fault("%s: ranking lacks the pick", d.ID)
		}
		for _, x := range d.Excluded {
			if given := fmt.Sprint(doc.Answers[x.Question]); x.Question != "" && !strings.Contains(given,
				strings.Trim(fmt.Sprint(x.Answer), "[]")) {
				fault("%s: %s is out for an answer nobody gave", d.ID, x.Option)
			}
		}
	}
	return faults
}
