package advisor_test

import (
	"slices"
	"testing"

	"github.com/BurntSushi/toml"

	"rustadvisor/advisor"
)

// TestCases holds the advice to what a senior engineer would say in each kind of situation.
func TestCases(t *testing.T) {
	e := engine(t)
	var file struct {
		Cases []struct {
			Says    string
			Answers map[string]any
			Picks   map[string]string // by decision; "" is none that fits
			Out     []string          // options that must be ruled out
		} `toml:"case"`
	}
	if _, err := toml.DecodeFile("testdata/cases.toml", &file); err != nil {
		t.Fatal(err)
	}
	for _, c := range file.Cases {
		a := advisor.Answers{}
		for question, choice := range c.Answers {
			if e.Base().Question(question) == nil || e.Base().Question(question).Choice(choice.(string)) == nil {
				t.Fatalf("%s: %s = %s is no answer", c.Says, question, choice)
			}
			a = a.With(question, choice.(string))
		}
		for question := range c.Answers {
			if !e.Active(a)(question) {
				t.Errorf("%s: %s is not asked", c.Says, question)
			}
		}
		advice := e.Advise(a)
		for decision, want := range c.Picks {
			if d := decided(advice, decision); d.Pick.ID != want {
				t.Errorf("%s %s: %s, not %q", c.Says, decision, ranked(d), want)
			}
		}
		for i := range advice.Decisions {
			d := &advice.Decisions[i]
			for _, ref := range c.Out {
				if ref == d.ID+"."+d.Pick.ID || slices.ContainsFunc(d.Rivals,
					func(r advisor.Rival) bool { return ref == d.ID+"."+r.ID }) {
					t.Errorf("%s %s is not out", c.Says, ref)
				}
			}
		}
	}
	t.Logf("%d cases", len(file.Cases))
}
