package wording

import (
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

func TestLower(t *testing.T) {
	for text, want := range map[string]string{"": "", "A": "a", "Money is booked": "money is booked",
		"PDFs of strangers": "PDFs of strangers", "A PHP program": "a PHP program", "Émile": "émile"} {
		if got := Lower(text); got != want {
			t.Errorf("%q is %q, not %q", text, got, want)
		}
	}
}
