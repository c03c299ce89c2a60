package typeset

import (
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/charmbracelet/x/ansi"

	"rustadvisor/advisor/doc"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/styles"
)

// obeyed is what a page may tell a terminal: colours, and where links lead.
var obeyed = regexp.MustCompile("\x1b\\[[0-9;:]*m|\x1b\\]8;[^\x07\x1b]*(\x07|\x1b\\\\)")

// FuzzPage sets any text in all blocks for any width: nothing of it is obeyed, and no line is wider.
func FuzzPage(f *testing.F) {
	for _, text := range []string{"Axum", "a\tb", "**h** `i` [f](https://x)", "|a|b|", "日本語のテキスト", "👩‍👩‍👧",
		"e\u0301\u0301", "\u202ea", "a\x1b[31mb", "# h", "- x\n- y", "1. x", "<b>", "&amp;", "\\*",
		strings.Repeat("x", 300), "می\u200cخواهم"} {
		f.Add(text, 40)
		f.Add(text, 7)
		f.Add(text, 0)
	}
	f.Fuzz(func(t *testing.T, text string, cells int) {
		if len(text) > 1000 {
			t.Skip()
		}
		text = wording.Clean(text) // as the loader does with all it reads
		cells = 4 + int(uint(cells)%120)
		line := func() doc.Line { return doc.Of("x", text, " ", doc.Bold(text), " ", doc.Score(3)) }
		blocks := []doc.Block{doc.Heading{Level: 2, Text: line()}, doc.Paragraph{Text: line()},
			doc.List{Form: doc.Bullets, Title: line(), Items: []doc.Line{line(), line()}},
			doc.List{Form: doc.Reasons, Items: []doc.Line{line()}},
			doc.Table{Head: []doc.Line{line(), line()}, Rows: [][]doc.Line{{line(), line()}}},
			doc.Callout{Text: line()}, doc.Code{Language: "rust", Text: text + "\n" + text}}
		page := Page{Styles: styles.New(styles.Kind{Dark: true}), Cells: cells, Digits: true,
			Sign: func(mark string) string { return "" }}
		for _, l := range page.Lines(blocks) {
			if bare := obeyed.ReplaceAllString(l, ""); strings.ContainsFunc(bare, unicode.IsControl) {
				t.Errorf("a terminal would obey %q", l)
			}
			if w := ansi.StringWidth(l); w > max(cells, 12) {
				t.Errorf("%d columns, more than %d: %q", w, cells, ansi.Strip(l))
			}
		}
	})
}
