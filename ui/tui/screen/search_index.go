package screen

import (
	"slices"

	"rustadvisor/knowledge"
	"rustadvisor/knowledge/search"
)

// SearchIndex is what browsing needs of the knowledge; it is made once, when the screen is first opened.
type SearchIndex struct {
	base  *knowledge.Base
	index *search.Index
	total []int // entries by kind of search
}

// searchKinds are what tab cycles through; the first takes all. A criterion is looked for with its decision.
var searchKinds = []struct {
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

// isOfKind tells whether a kind of entry is among those.
func isOfKind(searchKind int, kind string) bool {
	return searchKind == 0 || slices.Contains(searchKinds[searchKind].kinds, kind)
}

// NewSearchIndex makes the index of entries of a base.
func NewSearchIndex(base *knowledge.Base, entries []search.Entry) *SearchIndex {
	total := countKinds(len(entries), func(i int) string { return entries[i].Kind })
	return &SearchIndex{base: base, index: search.NewIndex(entries), total: total}
}

// countKinds counts n entries by kind of search.
func countKinds(n int, kind func(i int) string) []int {
	counts := make([]int, len(searchKinds))
	counts[0] = n
	for i := range n {
		for k := 1; k < len(searchKinds); k++ {
			if isOfKind(k, kind(i)) {
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
