package spoken

import (
	"slices"
	"testing"

	"rustadvisor/advisor/doc"
)

func TestSaid(t *testing.T) {
	for want, in := range map[string]doc.Line{
		"plus 6 for most teams: calm; it is old (evidence 2)": doc.Of(doc.Score(6),
			" for most teams: calm – it is old", cites(2)),
		"it answers: little code (evidence 1, 3 to 5)": doc.Of("it answers → little code", cites(1, 3, 4, 5)),
		"If you want models, or if not, then SeaORM": doc.Of("If you want models, or if not", doc.Leads(),
			"SeaORM"),
		"Actix Web minus 4: Behind on sharing (minus 3, evidence 2)": doc.Of("Actix Web ", doc.Score(-4),
			": Behind on sharing (", doc.Score(-3), cites(2), ")"),
		"Phase, weeks 3 to 6 (evidence 12)": doc.Of("Phase, weeks 3–6", cites(12)),
		"a C++17 compiler, a[0] and x + 1":  doc.Of("a C++17 compiler, a[0] and x + 1"),
		"Store: none; Team: new":            doc.Of("Store: none · Team: new"),
	} {
		if got := Said(in); got != want {
			t.Errorf("%q is said as %q", want, got)
		}
	}
}

func cites(numbers ...int) doc.Inline { return doc.Inline{Kind: doc.Citation, Numbers: numbers} }

func TestSpoken(t *testing.T) {
	page := []doc.Block{
		doc.Heading{Level: 2, Text: doc.Of("A")},
		doc.List{Form: doc.Reasons, Title: doc.Of("Because"), Items: []doc.Line{doc.Of(doc.Bold(doc.Score(2)), " b_c `d_e`",
			cites(1)), doc.Of(doc.Aside("f"), " ", doc.Linked("g", "https://h.i/j_k"))}},
		doc.Table{Head: doc.Lines([]string{"x", "y"}), Rows: [][]doc.Line{doc.Lines([]string{"a", "–"}), {doc.Of("b"),
			doc.Of(doc.Bold("c"))}}},
		doc.Code{Language: "sh", Text: "+1 → \\x\n"},
		doc.Details{Summary: doc.Of("More"), Blocks: []doc.Block{doc.List{Form: doc.Numbered,
			Items: []doc.Line{doc.Of("z")}}}},
	}
	var got []string
	for _, l := range Lines(page, Row) {
		got = append(got, l.Text)
	}
	want := []string{"A", "", "Because:", "- plus 2, b_c d_e (evidence 1)", "- f g, https://h.i/j_k", "", "a: ", "b: c.",
		"", "Code, sh:", `+1 → \x`, "End of code.", "", "More:", "", "1. z"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
