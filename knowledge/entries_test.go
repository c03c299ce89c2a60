package knowledge

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Every kind of thing can be found, each under a name of its own, in an order that does not change.
func TestEntries(t *testing.T) {
	b := embedded(t)
	entries := b.Entries()
	if diff := cmp.Diff(entries, b.Entries()); diff != "" {
		t.Fatal(diff)
	}
	count, seen := map[string]int{}, map[string]bool{}
	for _, e := range entries {
		count[e.Kind]++
		key := e.Kind + " " + e.ID
		if seen[key] || e.ID == "" || e.Title == "" {
			t.Errorf("%q stands twice or lacks its id or title", key)
		}
		seen[key] = true
	}
	for _, kind := range []string{KindDecision, KindOption, KindCriterion, KindQuestion, KindTechnology, KindPackage,
		KindPractice, KindSnippet, KindFinding, KindCorrection} {
		if count[kind] == 0 {
			t.Errorf("no %s can be found", kind)
		}
	}
	if got, want := count[KindFinding]+count[KindCorrection], len(b.Findings); got != want {
		t.Errorf("%d findings and corrections, want %d", got, want)
	}
	t.Log(len(entries), count)
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(Embedded()); err != nil {
			b.Fatal(err)
		}
	}
}
