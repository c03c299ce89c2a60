package tui

import (
	"flag"
	"fmt"
	"image/color"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/google/go-cmp/cmp"

	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
	"rustadvisor/advisor/report"
)

var update = flag.Bool("update", false, "write the golden files")

// Every screen at the reference size, at the full size and in one column, with the text the same on dark and light.
func TestGolden(t *testing.T) {
	screens := []struct {
		name string
		keys []string
	}{
		{"home", nil},
		{"question", []string{"1", "1", "1", "down"}},
		{"question-starred", []string{"1", "1", "*"}},
		{"question-veto", []string{"1", "1", "down", "down"}},
		{"why", []string{"1", "1", "1", "w"}},
		{"overview", essentials},
		{"decision", append(essentials[:5:5], "right")},
		{"scrolled", append(essentials[:5:5], "right", "right", "j", "j")},
		{"deeper", append(essentials[:5:5], "d")},
		{"review", append(essentials[:5:5], "a")},
		{"situations", append(essentials[:5:5], "a", "o")},
		{"situations-ticked", append(essentials[:5:5], "a", "o", "t", "e", "n", "enter", "esc", "down", "enter")},
		{"settle", append(essentials[:5:5], "s")},
		{"search", append(essentials[:5:5], "/", "p", "o", "o", "l", "space", "s")},
		{"search-read", append(essentials[:5:5], "/", "d", "i", "e", "s", "tab", "tab", "down", "enter", "j")},
		{"search-sources", append(essentials[:5:5], "/", "p", "o", "o", "l", "tab", "tab", "tab", "tab", "enter")},
		{"what-if", append(essentials[:5:5], "x")},
		{"what-if-choices", append(essentials[:5:5], "x", "down", "down", "down", "enter", "down")},
		{"what-if-changed", append(essentials[:5:5], "x", "down", "down", "enter", "3", "up", "up", "enter", "2")},
		{"what-if-why", append(essentials[:5:5], "x", "down", "down", "down", "enter", "down", "w")},
		{"pin", append(essentials[:5:5], "x", "p")},
		{"pin-veto", append(essentials[:5:5], "x", "p", "2", "down", "down", "down", "down")},
		{"pinned", append(essentials[:5:5], "x", "down", "down", "down", "enter", "2", "p", "2", "down", "enter")},
		{"pin-kept", append(essentials[:5:5], "x", "p", "2", "down", "enter", "enter", "x", "p", "2", "down")},
		{"review-pinned", append(essentials[:5:5], "x", "p", "2", "down", "enter", "enter", "a", "G", "up")},
		{"question-pinned", append(essentials[:5:5], "x", "p", "2", "down", "enter", "enter", "a", "down", "down", "enter")},
		{"keys-pin", append(essentials[:5:5], "x", "p", "?")},
		{"compare", append(essentials[:5:5], "v")},
		{"compare-file", append(essentials[:5:5], "v", "b", "e", "n", ".", "t", "o", "m", "l")},
		{"compare-added", append(essentials[:5:5], "v", "*", ".", "t", "o", "m", "l", "enter", "up")},
		{"compare-two", append(essentials[:5:5], "v", "b", "e", "n", ".", "t", "o", "m", "l", "enter", "enter")},
		{"compare-all", append(essentials[:5:5], "v", "b", "e", "n", ".", "t", "o", "m", "l", "enter", "enter", "w")},
		{"compare-three", append(essentials[:5:5], "v", "*", ".", "t", "o", "m", "l", "enter", "enter")},
		{"compare-agree", append(essentials[:5:5], "v", "b", "e", "n", ".", "t", "o", "m", "l", "enter", "enter", "s")},
		{"keys-compare", append(essentials[:5:5], "v", "b", "e", "n", ".", "t", "o", "m", "l", "enter", "enter", "?")},
		{"export", append(essentials[:5:5], "e")},
		{"export-refused", append(essentials[:5:5], "e", "enter")},
		{"export-folder", append(essentials[:5:5], "e", "f", "x")},
		{"export-done", append(essentials[:5:5], "e", "o", "enter")},
		{"export-records", append(essentials[:5:5], "e", "down", "down", "down", "down", "down", "space")},
		{"export-records-folder", append(essentials[:5:5], "e", "down", "down", "down", "down", "down", "f", "x")},
		{"export-records-done", append(essentials[:5:5], "e", "o", "down", "down", "down", "down", "down", "space", "t",
			"enter")},
		{"export-starter", append(essentials[:5:5], "e", "down", "down", "down", "down", "down", "down", "space")},
		{"keys-export", append(essentials[:5:5], "e", "?")},
		{"keys-what-if", append(essentials[:5:5], "x", "?")},
		{"keys-search", append(essentials[:5:5], "/", "f1")},
		{"keys", append(essentials[:5:5], "?")},
		{"palette", []string{"1", "1", ":"}},
		{"palette-words", append(essentials[:5:5], ":", "s", "e", "space", "d", "b")},
		{"palette-search", append(essentials[:5:5], "/", "d", "i", "ctrl+p", "k", "i", "n", "d")},
	}
	sizes := [][2]int{{100, 30}, {80, 24}, {50, 14}, {140, 45}}
	main := []string{"home", "question", "question-veto", "why", "overview", "decision", "review", "situations", "search",
		"search-read", "what-if", "what-if-changed", "pin",
		"compare-two", "export", "keys", "palette"}
	for _, s := range screens {
		sizes := sizes
		if slices.Contains(main, s.name) {
			sizes = append(sizes[:4:4], [2]int{60, 16}) // one column, with more room than the smallest
		}
		for _, size := range sizes {
			name := fmt.Sprintf("%s-%dx%d", s.name, size[0], size[1])
			t.Run(name, func(t *testing.T) {
				d := start(t, options(t, t.TempDir()), size[0], size[1])
				if slices.Contains([]string{"overview", "decision", "scrolled", "keys", "palette-words"}, s.name) {
					d.m.env.Sections = stubPages
				}
				d.press(s.keys...)
				golden(t, name, d.view())
				dark := d.view()
				d.send(tea.BackgroundColorMsg{Color: color.White})
				if d.m.env.Styles.Dark {
					t.Error("a light background is taken for dark")
				}
				if diff := cmp.Diff(dark, d.view()); diff != "" {
					t.Errorf("the text differs on a light background:\n%s", diff)
				}
			})
		}
	}
}

// stubPages are sections of the test's own: how the real ones are worded is not for these tests.
func stubPages(*advisor.Advice) []report.Section {
	return []report.Section{
		{ID: "overview", Title: "Overview", Blocks: []doc.Block{heading("Overview"),
			doc.Table{Head: doc.Lines([]string{"Decision", "Pick", "Standing"}), Rows: [][]doc.Line{
				{doc.Of("Web framework"), doc.Of(doc.Bold("Axum")), doc.Of(doc.Firm("leaning", "leaning"))},
				{doc.Of("Database layer"), doc.Of(doc.Bold("Diesel")), doc.Of(doc.Firm("toss-up", "toss-up"))}}},
			doc.List{Form: doc.Bullets, Title: doc.Of("Do next"), Items: []doc.Line{doc.Of("Try both on one real case.")}}}},
		{ID: "database-layer", Title: "Database layer", Standing: advisor.TossUp,
			Blocks: []doc.Block{heading("Database layer: Diesel"),
				doc.Paragraph{Text: doc.Of("A ", doc.Aside("typed"), " query builder, `checked` by the compiler.", cites(1))},
				doc.List{Form: doc.Reasons, Title: doc.Of("Because"), Items: []doc.Line{
					doc.Of(doc.Bold(doc.Score(4)), " the team is new to it → Maturity, which is a long "+
						"reason that has to be broken somewhere, on 2026-11-22 for one", cites(2)),
					doc.Of(doc.Bold(doc.Score(2)), " another")}},
				doc.Code{Language: "toml", Text: "[dependencies]\ndiesel = \"2.3\""}}},
		{ID: "evidence", Title: "Evidence", Blocks: []doc.Block{heading("Evidence"),
			doc.List{Form: doc.Numbered, Items: []doc.Line{
				doc.Of("A claim that is long enough to be broken at eighty columns, with its source.", doc.NewLine(),
					doc.Aside("(high confidence)"),
					doc.NewLine(), doc.Linked("A page", "https://example.org/rust-page")),
				doc.Of("Another claim.", doc.NewLine(), doc.Linked("A page", "https://example.org/b"))}},
			doc.Heading{Level: 3, Text: doc.Of("Tasks")},
			doc.List{Form: doc.Tasks, Items: doc.Lines([]string{"Open"})},
			doc.Callout{Text: doc.Of("Somebody said so.")}}},
	}
}

func heading(text string) doc.Block { return doc.Heading{Level: 2, Text: doc.Of(text)} }

func cites(numbers ...int) doc.Inline { return doc.Inline{Kind: doc.Citation, Numbers: numbers} }

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", "golden", name+".txt")
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("the screen changed (-want +got); go test -update writes it anew:\n%s", diff)
	}
}
