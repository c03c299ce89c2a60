package knowledge

import "testing"

// The real data load without a fault.
func TestEmbedded(t *testing.T) {
	base, err := Load(Embedded())
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d questions, %d decisions, %d findings, %d sources", len(base.Questions), len(base.Decisions), len(base.Findings), len(base.Sources))
}
