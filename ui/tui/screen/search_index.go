package tui

import (
	"slices"

	"rustadvisor/knowledge"
)

// shelf is what browsing needs of the knowledge; it is made once, when the screen is first opened.
type shelf struct {
	base  *knowledge.Base
	index *knowledge.Index
	total []int // entries by shelf kind
}

// shelfKinds are what tab cycles through; the first takes all. A criterion is looked for with its decision.
var shelfKinds = []struct {
	name  string
	kinds []string
}{
	{"all", nil},
	{"decisions", []string{knowledge.KindDecision, knowledge.KindCriterion}},
	{"options", []string{knowledge.KindOption}},
	{"questions", []string{knowledge.KindQuestion}},
	{"findings", []string{knowledge.KindFinding}},
	{"corrections", []string{knowledge.KindCorrection}},
	{"technologies", []string{knowledge.KindTechnology}},
	{"practices", []string{knowledge.KindPractice, knowledge.KindSnippet, knowledge.KindSituation}},
	{"packages", []string{knowledge.KindPackage}},
}

// onShelf tells whether a kind of entry is among those.
func onShelf(shelfKind int, kind string) bool {
	return shelfKind == 0 || slices.Contains(shelfKinds[shelfKind].kinds, kind)
}

func newShelf(base *knowledge.Base) *shelf {
	entries := base.Entries()
	total := countKinds(len(entries), func(i int) string { return entries[i].Kind })
	return &shelf{base: base, index: knowledge.NewIndex(entries), total: total}
}

// countKinds counts n entries by shelf kind.
func countKinds(n int, kind func(i int) string) []int {
	counts := make([]int, len(shelfKinds))
	counts[0] = n
	for i := range n {
		for k := 1; k < len(shelfKinds); k++ {
			if onShelf(k, kind(i)) {
				counts[k]++
				break
			}
		}
	}
	return counts
}

// kindName is an entry's kind in the list.
func kindName(kind string) string {
	if kind == knowledge.KindPackage {
		return "package"
	}
	return kind
}
