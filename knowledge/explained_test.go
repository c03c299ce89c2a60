package knowledge

import (
	"strings"
	"testing"
)

// TestExpertWordsAreExplained reads the questions that people new to Rust meet: a word of the trade stands beside what
// it means.
func TestExpertWordsAreExplained(t *testing.T) {
	base, err := Load(Embedded())
	if err != nil {
		t.Fatal(err)
	}
	means := map[string]string{"crate": "as Rust calls a package", "panic": "Rust's way to give up",
		"unsafe": "does not check", "not Send": "a reference counted without a lock", "Tower": "the same parts",
		"PyO3": "Python", "abi3": "stable ABI",
		"async runtime": "asyncio", "sidecar": "beside each service", "mesh": "a proxy beside each",
		"Fuzz": "odd inputs", "static binar": "no shared libraries", "Axum": "framework"}
	met := map[string]bool{}
	for i := range base.Questions {
		q := &base.Questions[i]
		if len(q.Essential) == 1 && q.Essential[0] == "improve-rust" && q.ID != "db-calls" || q.ID == "behind" {
			continue // only people with Rust code are asked
		}
		text := q.Title + " " + q.Why
		for _, c := range q.Choices {
			text += " " + c.Label + " " + c.Help
		}
		for word, meaning := range means {
			if strings.Contains(strings.ToLower(text), strings.ToLower(word)) {
				met[word] = true
				if !strings.Contains(text, meaning) {
					t.Errorf("%s says %q without %q", q.ID, word, meaning)
				}
			}
		}
	}
	for word := range means {
		if !met[word] {
			t.Errorf("no question says %q any more", word)
		}
	}
}
