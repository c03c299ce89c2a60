package advisor_test

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"rustadvisor/advisor"
	"rustadvisor/advisor/answerfile"
	"rustadvisor/knowledge"
)

// engine loads the real knowledge.
func engine(t testing.TB) *advisor.Engine {
	t.Helper()
	base, err := knowledge.Load(knowledge.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return advisor.New(base)
}

// answers reads an answers file of the test data.
func answers(t testing.TB, e *advisor.Engine, name string) advisor.Answers {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	a, notes, err := answerfile.Parse(e.Base(), name, text)
	if err != nil || len(notes) > 0 {
		t.Fatal(err, notes)
	}
	return a
}

// TestBriefs compares our picks with those of three experts, who each answered the briefs from their needs. Where
// we pick what none of them would sign, the data say why.
func TestBriefs(t *testing.T) {
	e := engine(t)
	var file struct {
		Briefs []struct {
			Case, Decision, Pick, Why, Differs string
			Sign                               []string
		} `toml:"brief"`
	}
	if _, err := toml.DecodeFile("testdata/briefs.toml", &file); err != nil {
		t.Fatal(err)
	}
	first, cells := map[string]int{}, map[string]int{}
	signed, firsts := 0, 0
	for _, b := range file.Briefs {
		d := decided(e.Advise(answers(t, e, "briefs/"+b.Case+".toml")), b.Decision)
		if d == nil {
			t.Fatalf("there is no decision %q", b.Decision)
		}
		cells[b.Decision]++
		mark := "✗"
		switch {
		case d.Pick.ID == b.Pick:
			first[b.Decision]++
			firsts++
			signed++
			mark = " "
		case slices.Contains(b.Sign, d.Pick.ID):
			signed++
			mark = "~"
		case b.Differs == "":
			t.Errorf("%s: %s: we pick %q, experts would sign %v: %s", b.Case, b.Decision, d.Pick.ID, b.Sign, b.Why)
		}
		t.Logf("%s %-26s %-18s expert %-16s ours %s %s", mark, b.Case, b.Decision, b.Pick, ranking(d), b.Differs)
	}
	for _, decision := range []string{"web-framework", "database-layer", "async-runtime", "interop-approach"} {
		if first[decision] < 10 {
			t.Errorf("%s: first pick agrees in %d of %d only", decision, first[decision], cells[decision])
		}
	}
	t.Logf("first pick agrees by decision: %v", first)
	t.Logf("experts would sign %d of %d, first pick agrees in %d", signed, len(file.Briefs), firsts)
	if signed < 92 || firsts < 84 {
		t.Errorf("experts would sign %d of %d, first pick agrees in %d", signed, len(file.Briefs), firsts)
	}
}

// TestProjects compares our picks with what real projects run on; where they differ, the data say why.
func TestProjects(t *testing.T) {
	e := engine(t)
	var file struct {
		Projects []struct {
			Case    string
			Actual  map[string]string
			Differs map[string]string
		} `toml:"project"`
	}
	if _, err := toml.DecodeFile("testdata/projects.toml", &file); err != nil {
		t.Fatal(err)
	}
	agree, all := 0, 0
	for _, p := range file.Projects {
		advice := e.Advise(answers(t, e, "projects/"+p.Case+".toml"))
		for _, d := range advice.Decisions {
			actual, ok := p.Actual[d.ID]
			if !ok {
				continue
			}
			all++
			why := p.Differs[d.ID]
			if d.Pick.ID == actual {
				agree++
				if why != "" {
					t.Errorf("%s: %s agrees by now; remove the excuse", p.Case, d.ID)
				}
			} else if why == "" {
				t.Errorf("%s: %s: runs on %s, we say %s", p.Case, d.ID, actual, ranking(&d))
			}
			t.Logf("%-26s %-18s actual %-16s ours %s  %s", p.Case, d.ID, actual, ranking(&d), why)
		}
	}
	t.Logf("agrees in %d of %d", agree, all)
}

func decided(a *advisor.Advice, id string) *advisor.Decided {
	for i := range a.Decisions {
		if a.Decisions[i].ID == id || a.Decisions[i].Key() == id {
			return &a.Decisions[i]
		}
	}
	return nil
}

// ranking lists the options that stand with their scores, best first.
func ranking(d *advisor.Decided) string {
	out := []string{d.Pick.ID + "(" + string(d.Standing) + ")"}
	for _, r := range d.Rivals {
		out = append(out, r.ID+" "+strconv.Itoa(-r.Margin))
	}
	return strings.Join(out, ", ")
}
