package advisor_test

import (
	"os"
	"strings"
	"testing"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

// House rules bend the advice: a banned option never wins and says why, a retired question is not asked, an own
// option can win, and what the rules say is marked.
func TestHouseRulesInAdvice(t *testing.T) {
	base, err := knowledge.Load(knowledge.Embedded(), knowledge.House{Name: "acme",
		FS: os.DirFS("../knowledge/testdata/house")})
	if err != nil {
		t.Fatal(err)
	}
	e := advisor.New(base)
	a := advisor.Answers{Choices: map[string][]string{"journey": {"new-service"}, "artifact": {"service"},
		"store": {"postgres"}, "query-style": {"sql"}}}
	advice := e.Advise(a)
	d := decided(advice, "database-layer")
	if d.Pick.ID != "acme-data" {
		t.Errorf("picks %s", ranking(d))
	}
	for _, x := range d.Excluded {
		if x.ID == "toasty" && (!strings.HasPrefix(x.Why, "Platform approves") || x.Question != "") {
			t.Errorf("the ban reads %+v", x)
		}
	}
	for _, s := range e.Flow(a) {
		if s.Question.ID == "footprint" {
			t.Error("the retired question is asked")
		}
	}
	marked := false
	for _, r := range d.Rivals {
		for _, c := range r.Cells {
			marked = marked || strings.HasSuffix(c.Rival, "(house rule)")
		}
	}
	for _, p := range advice.Practices {
		marked = marked && (p.ID != "acme-runbook" || strings.HasSuffix(p.Title, "(house rule)"))
	}
	if !marked {
		t.Error("statements of the house are not marked")
	}
	everything := a.With("query-style", "models").With("dependency-age", "young")
	if d := decided(e.Advise(everything.With("store", "dynamodb")), "database-layer"); d.Pick.ID == "toasty" {
		t.Error("a banned option wins")
	}
}
