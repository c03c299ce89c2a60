package advisor_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"rustadvisor/advisor"
	"rustadvisor/advisor/manifest"
	"rustadvisor/advisor/report"
)

// expected is what a senior engineer would say to some answers.
type expected struct {
	Says       string
	Answers    map[string]any // a choice or several by question
	Situations []string
	Unasked    []string // questions answered above that need not be asked
	Picks      map[string]string
	Standing   map[string]advisor.Standing
	Out        []string // options that must be ruled out
	Offers     []string // ids of snippets, practices and points to mind that must be there
	Spares     []string // and that must not
	Crates     []string // in the manifest: "name", or "name/feature"
	Without    []string // not in the manifest
	Told       []string // in the whole report
	Untold     []string // not in it
}

// TestCases holds the advice to what a senior engineer would say in each kind of situation.
func TestCases(t *testing.T) {
	e := engine(t)
	var file struct {
		Cases []expected `toml:"case"`
	}
	known, err := toml.DecodeFile("testdata/cases.toml", &file)
	if err != nil || len(known.Undecoded()) > 0 {
		t.Fatal(err, known.Undecoded())
	}
	for _, c := range file.Cases {
		t.Run(c.Says, func(t *testing.T) {
			advice := e.Advise(c.given(t, e))
			c.picked(t, advice)
			c.beside(t, advice)
			c.written(t, advice)
		})
	}
	t.Logf("%d cases", len(file.Cases))
}

// given are the answers, each to a question that they lead to.
func (c *expected) given(t *testing.T, e *advisor.Engine) advisor.Answers {
	a := advisor.Answers{}.WithSituations(c.Situations...)
	for question, said := range c.Answers {
		choices, several := said.([]any)
		if !several {
			choices = []any{said}
		}
		var ids []string
		for _, choice := range choices {
			ids = append(ids, choice.(string))
			if q := e.Base().Question(question); q == nil || q.Choice(choice.(string)) == nil || several && !q.Several {
				t.Fatalf("%s = %s is no answer", question, choice)
			}
		}
		a = a.With(question, ids...)
	}
	for question := range c.Answers {
		if !e.Active(a)(question) && !slices.Contains(c.Unasked, question) {
			t.Errorf("%s is not asked", question)
		}
	}
	for _, id := range c.Situations {
		if e.Base().Situation(id) == nil {
			t.Fatalf("there is no situation %q", id)
		}
	}
	return a
}

// picked checks the picks by key, their standings, and what is ruled out.
func (c *expected) picked(t *testing.T, advice *advisor.Advice) {
	at := map[string]*advisor.Decided{}
	for i := range advice.Decisions {
		d := &advice.Decisions[i]
		at[d.Key()] = d
		for _, ref := range c.Out {
			if ref == d.ID+"."+d.Pick.ID || slices.ContainsFunc(d.Rivals,
				func(r advisor.Rival) bool { return ref == d.ID+"."+r.ID }) {
				t.Errorf("%s is not out", ref)
			}
		}
	}
	for key, want := range c.Picks {
		if d := at[key]; d == nil {
			t.Errorf("%s is not decided", key)
		} else if d.Pick.ID != want {
			t.Errorf("%s: %s, not %q", key, ranked(d), want)
		}
	}
	for key, want := range c.Standing {
		if d := at[key]; d == nil {
			t.Errorf("%s is not decided", key)
		} else if d.Standing != want {
			t.Errorf("%s is %s, not %s", key, d.Standing, want)
		}
	}
}

// beside checks what stands beside the picks, and the manifest.
func (c *expected) beside(t *testing.T, advice *advisor.Advice) {
	has := map[string]bool{}
	for _, s := range advice.Snippets {
		has[s.ID] = true
	}
	for _, p := range advice.Practices {
		has[p.ID] = true
	}
	for _, m := range advice.Mind {
		has[m.ID] = true
	}
	crates := map[string]bool{}
	for _, c := range manifest.Begin(advice).Crates {
		crates[c.Name] = true
		for _, f := range c.Features {
			crates[c.Name+"/"+f] = true
		}
	}
	for _, check := range []struct {
		ids  []string
		in   map[string]bool
		want bool
	}{{c.Offers, has, true}, {c.Spares, has, false}, {c.Crates, crates, true}, {c.Without, crates, false}} {
		for _, id := range check.ids {
			if check.in[id] != check.want {
				t.Errorf("%s: %t among %v", id, check.in[id], slices.Sorted(maps.Keys(check.in)))
			}
		}
	}
}

// written checks what the reader is told.
func (c *expected) written(t *testing.T, advice *advisor.Advice) {
	if len(c.Told)+len(c.Untold) == 0 {
		return
	}
	text := string(report.Full(advice))
	for _, words := range c.Told {
		if !strings.Contains(text, words) {
			t.Errorf("%q is not told", words)
		}
	}
	for _, words := range c.Untold {
		if strings.Contains(text, words) {
			t.Errorf("%q is told", words)
		}
	}
}
