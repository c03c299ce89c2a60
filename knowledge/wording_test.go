package knowledge

import (
	"strings"
	"testing"
)

func TestWording(t *testing.T) {
	for got, want := range map[string]string{
		Lower("Übung"): "übung", Upper("übung"): "Übung", Lower(""): "", Upper("×2"): "×2",
		Sentence(" So it is "): "So it is.", Sentence("So it is."): "So it is.",
		Sentence("It is. (house rule)"): "It is. (house rule)", Sentence(" "): "",
		Listed(nil, "or"): "", Listed([]string{"a"}, "or"): "a", Listed([]string{"a", "b"}, "or"): "a or b",
		Listed([]string{"a", "b", "c"}, "and"): "a, b and c",
		Number(-3):                             "−3", Number(3): "3",
		Counted(1, "veto"): "1 veto", Counted(2, "veto"): "2 vetoes", Counted(0, "answer"): "0 answers",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

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
