package advisor_test

import (
	"slices"
	"testing"

	"github.com/BurntSushi/toml"

	"rustadvisor/advisor"
)

// TestOwnBriefs compares our picks with what we ourselves expected of three senior engineers before asking the advisor.
// It says that the advice holds in more situations, not that outsiders agree: TestBriefs is for that.
func TestOwnBriefs(t *testing.T) {
	e := engine(t)
	var file struct {
		Briefs []struct {
			Case, Text string
			Decide     map[string]struct{ Picks, Sign []string }
			Differs    map[string]string
		} `toml:"brief"`
	}
	if _, err := toml.DecodeFile("testdata/own.toml", &file); err != nil {
		t.Fatal(err)
	}
	var all, signed, first counts
	for _, b := range file.Briefs {
		advice := e.Advise(answers(t, e, "own/"+b.Case+".toml"))
		for i := range advice.Decisions {
			d := &advice.Decisions[i]
			want, why := b.Decide[d.Key()], b.Differs[d.Key()]
			if len(want.Picks) != 3 {
				t.Fatalf("%s: %s: three picks are needed", b.Case, d.Key())
			}
			pick := or(d.Pick.ID, "-")
			if pick == "-" && majority(want.Picks) == "none" {
				pick = "none" // that the decision does not arise says the same
			}
			ok := slices.Contains(slices.Concat(want.Picks, want.Sign), pick)
			all.add(d.ID, true)
			signed.add(d.ID, ok)
			first.add(d.ID, pick == majority(want.Picks))
			switch {
			case ok && why != "":
				t.Errorf("%s: %s agrees by now; remove the excuse", b.Case, d.ID)
			case !ok && why == "":
				t.Errorf("%s: %s: nobody would sign %s; expected %v, or %v", b.Case, d.ID, ranked(d), want.Picks, want.Sign)
			case !ok:
				t.Logf("✗ %s: %s: ours %s, expected %v: %s", b.Case, d.ID, pick, want.Picks, why)
			}
		}
	}
	for _, d := range e.Base().Decisions {
		t.Logf("our own judgement: %-18s signed %d of %d, first pick of most %d", d.ID, signed[d.ID], all[d.ID], first[d.ID])
	}
	t.Logf("our own judgement: signed %d of %d, first pick of most %d", signed.sum(), all.sum(), first.sum())
}

// ranked is the ranking of a decision, or that nothing is picked.
func ranked(d *advisor.Decided) string {
	if d.Pick.ID == "" {
		return "no option"
	}
	return ranking(d)
}

// majority is the pick of two of the three; the first one when all differ.
func majority(picks []string) string {
	if picks[1] == picks[2] {
		return picks[1]
	}
	return picks[0]
}

func or(s, instead string) string {
	if s == "" {
		return instead
	}
	return s
}

// counts are numbers by decision.
type counts map[string]int

func (c *counts) add(id string, yes bool) {
	if *c == nil {
		*c = counts{}
	}
	if yes {
		(*c)[id]++
	}
}

func (c counts) sum() (n int) {
	for _, one := range c {
		n += one
	}
	return n
}
