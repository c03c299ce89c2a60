package tui

import (
	"slices"
	"testing"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

// Where not all decisions have room, those that are done without give way before picks that say more.
func TestStandingLeavesOutFirstWhatIsDoneWithout(t *testing.T) {
	var list advisor.Standings
	for _, pick := range []string{"none", "axum", "tokio"} {
		list = append(list, advisor.DecisionStanding{Decision: &knowledge.Decision{}, Pick: &knowledge.Option{ID: pick}, Standing: advisor.Settled, Touched: true})
	}
	p := panel{now: list, then: list}
	if rest := p.allot(&knowledge.Question{}, 2); rest != "and 2 more" || !slices.Equal(p.bars, []int{-1, 0, -1}) {
		t.Errorf("%q, %v", rest, p.bars)
	}
}
