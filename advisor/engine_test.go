package advisor_test

import (
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

// TestGolden is the arithmetic the engine was designed with, worked by hand:
//
//	weights  sql 1+3, maturity 2+2, orm 0, async 1+2
//	SQLx     2·4 + 1·4 − 1·0 + 2·3 = 18      SeaORM  0·4 + 1·4 + 2·0 + 2·3 = 10
//	Diesel   2·4 + 2·4 + 1·0 − 1·3 = 13      Toasty  0·4 − 2·4 + 2·0 + 2·3 = −2
func TestGolden(t *testing.T) {
	base, err := knowledge.Load(os.DirFS("testdata/golden"))
	if err != nil {
		t.Fatal(err)
	}
	advice := advisor.New(base).Advise(advisor.Answers{Choices: map[string][]string{
		"query-style": {"sql"}, "stakes": {"proven"}, "load": {"waiting"}}})
	d := advice.Decisions[0]
	got := map[string]int{d.Pick.ID: d.Score}
	margins := map[string]int{}
	var diesel advisor.Rival
	for _, r := range d.Rivals {
		got[r.ID], margins[r.ID] = r.Score, r.Margin
		if r.ID == "diesel" {
			diesel = r
		}
	}
	if diff := cmp.Diff(map[string]int{"sqlx": 18, "sea-orm": 10, "diesel": 13, "toasty": -2}, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]int{"sea-orm": 8, "diesel": 5, "toasty": 20}, margins); diff != "" {
		t.Error(diff)
	}
	byCriterion := map[string]int{}
	for _, c := range diesel.Cells {
		byCriterion[c.Criterion] += c.Points
	}
	// SQLx over Diesel: sql 0, maturity −4, orm 0, async +9. Terms that cancel are not told.
	if diff := cmp.Diff(map[string]int{"maturity": -4, "async": 9}, byCriterion); diff != "" {
		t.Error(diff)
	}
	// Each term is told by itself: prior and answer of sql 2 + 6, of maturity 2 + 2, of async 2 + 4; orm weighs nothing.
	wantBecause := []int{2, 2, 2, 2, 4, 6}
	var because []int
	for _, c := range d.Because {
		because = append(because, c.Points)
	}
	slices.Sort(because)
	if diff := cmp.Diff(wantBecause, because); diff != "" || len(d.Against) > 0 {
		t.Error(diff, d.Against)
	}
}

// A pick rests on the facts that would make it another one, not on those that would leave nothing to decide.
func TestRestsOn(t *testing.T) {
	e := engine(t)
	advice := e.Advise(advisor.Answers{Choices: map[string][]string{
		"journey": {"new-service"}, "artifact": {"service"}, "interface": {"rest"}, "store": {"postgres"},
		"runs-on": {"kubernetes"}}})
	for decision, want := range map[string][]string{
		"web-framework":  {"artifact", "interface"},
		"database-layer": {"artifact", "store"},
		"deployment":     {"artifact", "runs-on"},
	} {
		var got []string
		for _, a := range decided(advice, decision).RestsOn {
			got = append(got, a.Question)
		}
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", decision, diff)
		}
	}
}
