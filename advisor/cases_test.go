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
			Picks   map[string]string // by decision, or decision@choice where there are several; "" is none that fits
			Out     []string          // options that must be ruled out
		} `toml:"case"`
	}
	if _, err := toml.DecodeFile("testdata/cases.toml", &file); err != nil {
		t.Fatal(err)
	}
	for _, c := range file.Cases {
		a := advisor.Answers{}
		for question, given := range c.Answers {
			var choices []string
			if one, ok := given.(string); ok {
				choices = []string{one}
			} else {
				for _, choice := range given.([]any) {
					choices = append(choices, choice.(string))
				}
			}
			for _, choice := range choices {
				if q := e.Base().Question(question); q == nil || q.Choice(choice) == nil {
					t.Fatalf("%s: %s = %s is no answer", c.Says, question, choice)
				}
				a = a.Tick(e.Base().Question(question), choice, true)
			}
		}
		for question := range c.Answers {
			if !e.Active(a)(question) {
				t.Errorf("%s: %s is not asked", c.Says, question)
			}
		}
		advice := e.Advise(a)
		for key, want := range c.Picks {
			at := slices.IndexFunc(advice.Decisions, func(d advisor.Decided) bool { return d.Key() == key })
			if at < 0 {
				t.Errorf("%s there is no pick %s", c.Says, key)
			} else if d := &advice.Decisions[at]; d.Pick.ID != want {
				t.Errorf("%s %s: %s, not %q", c.Says, key, ranked(d), want)
			}
		}
		for i := range advice.Decisions {
			d := &advice.Decisions[i]
			for _, ref := range c.Out {
				if ref == d.ID+"."+d.Pick.ID || slices.ContainsFunc(d.Rivals, func(r advisor.Rival) bool { return ref == d.ID+"."+r.ID }) {
					t.Errorf("%s %s is not out", c.Says, ref)
				}
			}
		}
	}
	t.Logf("%d cases", len(file.Cases))
}
