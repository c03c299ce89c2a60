package advisor_test

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"rustadvisor/advisor"
	"rustadvisor/advisor/answerfile"
	"rustadvisor/knowledge"
)

var showMind = flag.Bool("show-mind", false, "log what each brief is told first, and the points that it is not told")

// mindBrief is a brief with the points that must be said, and what of the advice says each.
type mindBrief struct {
	ID         string            `toml:"id"`
	Text       string            `toml:"text"`
	Points     []string          `toml:"points"`
	By         []string          `toml:"by"` // a point each: what says it; "~" before what only touches it; "" for nothing
	Answers    map[string]string `toml:"answers"`
	Situations []string          `toml:"situations"`
}

// mindCounts are the figures of all briefs together, as the file has them.
type mindCounts struct {
	Said    int `toml:"said"`
	First   int `toml:"first"` // of those said: among the first seven
	Half    int `toml:"half"`
	Missing int `toml:"missing"`
}

// TestMindBriefs holds the advice against briefs: what is recorded as saying a point must be in the advice, and the
// figures in the file must be those that come out. How the briefs were made, and what the figures are worth, stands
// in the file.
func TestMindBriefs(t *testing.T) {
	base, err := knowledge.Load(knowledge.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Counts mindCounts  `toml:"counts"`
		Briefs []mindBrief `toml:"brief"`
	}
	text, err := os.ReadFile("testdata/mind/briefs.toml")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := toml.Decode(string(text), &file); err != nil {
		t.Fatal(err)
	}
	e := advisor.New(base)
	var got mindCounts
	for _, b := range file.Briefs {
		got.add(t, b, tellBrief(t, e, b))
	}
	if got != file.Counts {
		t.Errorf("the figures are %+v, the file says %+v", got, file.Counts)
	}
}

// tellBrief is the advice on a brief; its answers and situations must be known, and go together.
func tellBrief(t *testing.T, e *advisor.Engine, b mindBrief) *advisor.Advice {
	t.Helper()
	a := advisor.Answers{}
	for question, choice := range b.Answers {
		if q := e.Base().Question(question); q == nil || q.Choice(choice) == nil {
			t.Fatalf("%s: %s = %q is no answer", b.ID, question, choice)
		}
		a = a.With(question, choice)
	}
	for _, id := range b.Situations {
		if what, mend := answerfile.MisfitSituation(e.Base(), id); what != "" {
			t.Fatalf("%s: %s; %s", b.ID, what, mend)
		}
	}
	if len(b.By) != len(b.Points) {
		t.Fatalf("%s: %d points, and %d times what says them", b.ID, len(b.Points), len(b.By))
	}
	return e.Advise(a.WithSituations(b.Situations...))
}

// add counts the points of one brief.
func (c *mindCounts) add(t *testing.T, b mindBrief, advice *advisor.Advice) {
	t.Helper()
	first := append(mindIDs(advice.Mind, false), mindIDs(advice.Mind, true)...)
	all := slices.Concat(first, mindIDs(advice.AlsoMind, false), mindIDs(advice.AlsoMind, true))
	for _, p := range advice.Practices {
		all = append(all, p.ID)
	}
	var missing []string
	for i, by := range b.By {
		id, half := strings.CutPrefix(by, "~")
		if id != "" && !slices.Contains(all, id) {
			t.Errorf("%s: %q is to be said by %s, which is not in the advice", b.ID, b.Points[i], id)
		}
		switch {
		case id == "":
			c.Missing++
			missing = append(missing, b.Points[i])
		case half:
			c.Half++
		default:
			c.Said++
			if slices.Contains(first, id) {
				c.First++
			}
		}
	}
	if *showMind {
		t.Logf("%s\n  first: %s\n  missing: %s", b.ID, strings.Join(first, ", "), strings.Join(missing, "; "))
	}
}
