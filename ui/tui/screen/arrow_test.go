package screen

import (
	"testing"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

// TestArrowOfNewPick: a store that is highlighted brings a pick of its own, whose options had no place before.
func TestArrowOfNewPick(t *testing.T) {
	o := advisor.OptionScore{Option: &knowledge.Option{ID: "sqlx", Title: "SQLx"}, Score: 3}
	p := panel{now: advisor.Standings{{}}, then: advisor.Standings{{Options: []advisor.OptionScore{o}}}}
	if got := p.arrow(0, o); got != " " {
		t.Errorf("the arrow is %q", got)
	}
}
