package knowledge

import "testing"

func TestWording(t *testing.T) {
	for got, want := range map[string]string{
		Lower("Übung"): "übung", Upper("übung"): "Übung", Lower(""): "", Upper("×2"): "×2",
		Counted(1, "veto"): "1 veto", Counted(2, "veto"): "2 vetoes", Counted(0, "answer"): "0 answers",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
