package report

import (
	"strings"
	"testing"

	"rustadvisor/advisor"
)

// TestPinnedReport: what is pinned stands at the top with its price, its own page says that it is no advice, and
// the command pins it again.
func TestPinnedReport(t *testing.T) {
	e := bases(t)["embedded"]
	a := advisor.Answers{Choices: map[string][]string{"journey": {"new-service"}, "artifact": {"service"},
		"store": {"mongodb"}}}
	text := string(Markdown(e.Advise(a.Pinned(advisor.Pin{Decision: "database-layer", Option: "diesel"}))))
	for _, want := range []string{"| Database layer | **Diesel**, pinned |", "**Pinned by you**: Diesel; that ",
		"breaks 1 veto",
		"## Pinned\n", "**Database layer: Diesel**", "- The advice would be MongoDB",
		"- Breaks a veto: “Store: MongoDB” rules Diesel out:",
		"**Pinned** by you; the advice would be MongoDB", "--pin database-layer=diesel"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in the report", want)
		}
	}
	for _, lie := range []string{"**Diesel**: out", "does not go with the rest of the stack"} {
		if strings.Contains(text, lie) {
			t.Errorf("%q is in the report", lie)
		}
	}
	if strings.Contains(string(Markdown(e.Advise(a))), "by you") {
		t.Error("without pins the report speaks of them")
	}
}
