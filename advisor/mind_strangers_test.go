package advisor_test

import (
	"encoding/json"
	"os"
	"testing"

	"rustadvisor/advisor/answerfile"
)

// The record of what strangers missed is whole: its counts are those of its verdicts, and what was ticked can still be
// read, so that the same reports can be made and judged again.
func TestStrangersRecord(t *testing.T) {
	text, err := os.ReadFile("testdata/mind/strangers.json")
	if err != nil {
		t.Fatal(err)
	}
	var record struct {
		Sets []struct {
			Set    string
			Counts map[string]int
			Briefs []struct {
				ID, Text, Answers string
				Points            []struct{ Point, Verdict string }
			}
		}
	}
	if err := json.Unmarshal(text, &record); err != nil {
		t.Fatal(err)
	}
	e := engine(t)
	for _, set := range record.Sets {
		counted := map[string]int{}
		for _, b := range set.Briefs {
			answers, _, err := answerfile.Parse(e.Base(), b.ID, []byte(b.Answers))
			if err != nil {
				t.Errorf("%s: %v", b.ID, err)
				continue
			}
			if a := e.Advise(answers); len(a.Mind) == 0 {
				t.Errorf("%s: nothing to mind", b.ID)
			}
			for _, p := range b.Points {
				counted[p.Verdict]++
			}
		}
		for _, verdict := range []string{"said", "half", "missing"} {
			if counted[verdict] != set.Counts[verdict] {
				t.Errorf("%s: %d are %s, the counts have %d", set.Set, counted[verdict], verdict, set.Counts[verdict])
			}
		}
		t.Logf("%s: said %d, half %d, missing %d", set.Set, counted["said"], counted["half"], counted["missing"])
	}
}
