package typeset

import (
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"rustadvisor/advisor/doc"
	"rustadvisor/ui/styles"
)

// set is blocks without their style.
func set(cells int, blocks ...doc.Block) string {
	page := Page{Styles: styles.New(styles.Kind{Dark: true}), Cells: cells, Sign: func(mark string) string {
		return map[string]string{"by default": "·"}[mark]
	}}
	return ansi.Strip(strings.Join(page.Lines(blocks), "\n"))
}

func cites(numbers ...int) doc.Inline { return doc.Inline{Kind: doc.Citation, Numbers: numbers} }

func list(form doc.Form, items ...doc.Line) doc.List { return doc.List{Form: form, Items: items} }

// A paragraph begins new lines where it says so.
func TestParagraphsBreak(t *testing.T) {
	b := doc.Paragraph{Text: doc.Of(doc.Bold("Brings"), ": A thing.", doc.NewLine(), doc.Bold("Costs"), ": Two days.")}
	if diff := cmp.Diff("Brings: A thing.\nCosts: Two days.", set(60, b)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// A list stands right below the paragraph that introduces it, unless it is of tasks or blank lines part its items.
func TestListsBelowParagraphs(t *testing.T) {
	intro := doc.Paragraph{Text: doc.Of("Three points:")}
	led := list(doc.Bullets, doc.Of(doc.Bold("One."), doc.NewLine(), "Why."),
		doc.Of(doc.Bold("Two."), doc.NewLine(), "Why."))
	for want, blocks := range map[string][]doc.Block{
		"Three points:\n• One.\n• Two.":                     {intro, list(doc.Bullets, doc.Of("One."), doc.Of("Two."))},
		"Three points:\n\n• One.\n  Why.\n\n• Two.\n  Why.": {intro, led},
		"Three points:\n\n1. One.\n\n2. Two.":               {intro, list(doc.Numbered, doc.Of("One."), doc.Of("Two."))},
		"Three points:\n\n○ One.\n○ Two.":                   {intro, list(doc.Tasks, doc.Of("One."), doc.Of("Two."))},
	} {
		if diff := cmp.Diff(want, set(32, blocks...)); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	}
}

// A table that cannot fit a narrow window becomes a list; nothing of it is lost, and no word is parted.
func TestNarrowTablesAreLists(t *testing.T) {
	table := doc.Table{Head: doc.Lines([]string{"Decision", "Pick", "Standing"}), Rows: [][]doc.Line{
		{doc.Of("Migration strategy"), doc.Of(doc.Bold("Function by function")), doc.Of(doc.Firm("by default",
			"by default"))}}}
	for cells, want := range map[int]string{
		28: "• Migration strategy:\n  Function by function, by\n  default",
		52: "Decision            Pick                Standing\n" + strings.Repeat("─", 52) +
			"\nMigration strategy  Function by         · by default\n                    function",
		60: "Decision            Pick                  Standing\n" + strings.Repeat("─", 54) +
			"\nMigration strategy  Function by function  · by default",
	} {
		if diff := cmp.Diff(want, set(cells, table)); diff != "" {
			t.Errorf("at %d columns (-want +got):\n%s", cells, diff)
		}
	}
}

// What a list weighs stands in a column; other lists keep their bullets.
func TestPointsOfAListAreAColumn(t *testing.T) {
	reasons := list(doc.Reasons, doc.Of(doc.Bold(doc.Score(12)), " it is the reason for all that", cites(1)),
		doc.Of(doc.Bold(doc.Score(6)), " one"),
		doc.Of("and 2 more reasons, ", doc.Score(9)))
	reasons.Title = doc.Of("Because")
	for want, b := range map[string]doc.List{
		"Because\n+12  it is the reason for all\n     that [1]\n +6  one\n +9  and 2 more reasons": reasons,
		"−7  SQLx: SQL\n±0  Toasty Behind\n    redb: out": list(doc.Bullets, doc.Of(doc.Bold("SQLx ", doc.Score(-7)),
			": SQL"),
			doc.Of(doc.Bold("Toasty ", doc.Score(0)), " Behind"), doc.Of(doc.Bold("redb"), ": out")),
		"• Pin it: 3 −2 = 1\n• and more, +2": list(doc.Bullets, doc.Of(doc.Bold("Pin it"), ": 3 −2 = 1"),
			doc.Of("and more, +2")),
	} {
		if diff := cmp.Diff(want, set(32, b)); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	}
}

// The numbers of findings stay on the line of what they are about; of many, the first does.
func TestCitationsStayWithTheirWord(t *testing.T) {
	for want, b := range map[string]doc.Block{
		"Ten letters fit\nin [1] here":          doc.Paragraph{Text: doc.Of("Ten letters fit in", cites(1), " here")},
		"• Of several only\n  one [1] [4] [23]": list(doc.Bullets, doc.Of("Of several only one", cites(1, 4, 23))),
		"None of some\nstands [1] [3] [5]":      doc.Paragraph{Text: doc.Of("None of some stands", cites(1, 3, 5))},
		"Even those between\n[a] brackets":      doc.Paragraph{Text: doc.Of("Even those between [a] brackets")},
		"Of many the first\ntoo [1]–[3], they\nsay (4)": doc.Paragraph{Text: doc.Of("Of many the first too", cites(1, 2,
			3), ", they say (4)")},
	} {
		if got := set(18, b); got != want {
			t.Errorf("%q, want\n%q", got, want)
		}
	}
}

// Of a finding, what it claims, how good the evidence is, each source and what corrects it have lines of their own.
func TestEvidenceHasALineForEachSource(t *testing.T) {
	item := doc.Of("The report says: so.", doc.NewLine(), doc.Bold("Corrected"), ": see", cites(1), ", (June 2026).",
		doc.NewLine(),
		doc.Aside("(certain, primary source, 2026-11-22)"), doc.NewLine(), doc.Linked("A", "https://a.example"), ",",
		doc.NewLine(),
		doc.Linked("B, C", "https://b.example"))
	want := "1. The report says: so.\n   Corrected: see [1], (June 2026).\n   (certain, primary source, " +
		"2026-11-22)\n   A https://a.example\n" +
		"   B, C https://b.example\n\n2. Another."
	if diff := cmp.Diff(want, set(60, list(doc.Numbered, item, doc.Of("Another.")))); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// Code is shown as it is, whatever it looks like; a line that is too long goes on behind a mark, so that nobody
// takes its parts for lines of their own.
func TestCode(t *testing.T) {
	text := doc.Paragraph{Text: doc.Of("Text")}
	rust := "fn main() {\n    println!(\"| {} |\", first_of(arguments), second); // what\n\n}\n- no item"
	want := "Text\n\n  fn main() {\n      println!(\"| {} |\",\n      ↳ first_of(arguments),\n      ↳ second); " +
		"// what\n\n  }\n  - no item\n\nText"
	if diff := cmp.Diff(want, set(32, text, doc.Code{Language: "rust", Text: rust}, text)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if got := set(32, doc.Code{Text: "let a = bind(\"0.0.0.0:8080\").await?;"}); got !=
		"  let a =\n  ↳ bind(\"0.0.0.0:8080\").await?;" {
		t.Errorf("a word that fits on the next line is broken:\n%s", got)
	}
	long := strings.Repeat("x", 90)
	got := set(32, doc.Code{Text: long})
	if whole := strings.NewReplacer("\n", "", " ", "", "↳", "").Replace(got); whole != long {
		t.Errorf("of a long word is left:\n%s", got)
	}
}

// Code has colours, comments are quieter than code, and what only looks like a comment is none.
// The backslash that a command goes on with does not stand alone on a line.
func TestBackslashStaysWithItsWord(t *testing.T) {
	got := set(36, doc.Code{Language: "sh", Text: "advise --set one=yes --set two=no \\\n  --set three=yes"})
	if want := "  advise --set one=yes\n  ↳ --set two=no \\\n    --set three=yes"; got != want {
		t.Errorf("\n%s\nnot\n%s", got, want)
	}
}

func TestHighlighting(t *testing.T) {
	for i := range 8 {
		st := styles.New(styles.Kind{Dark: i&1 > 0, Contrast: i&2 > 0, Few: i&4 > 0})
		for line, comment := range map[string]string{
			"rust let a = 1; // one":        "// one",
			"rust let a = \"https://a.b\";": "",
			"rust #[derive(Debug)]":         "",
			"toml edition = \"2024\" # now": "# now",
			"sh run --locked -- -D all":     "",
			"sh # all":                      "# all",
		} {
			language, text, _ := strings.Cut(line, " ")
			got := strings.Join(Page{Styles: st, Cells: 80}.Lines([]doc.Block{doc.Code{Language: language, Text: text}}), "\n")
			if ansi.Strip(got) != "  "+text {
				t.Errorf("%+v: %q is shown as %q", st.Kind, text, got)
			}
			if comment != "" && !strings.HasSuffix(got, st.Dim.Render(comment)) {
				t.Errorf("%+v: the comment of %q is not quiet: %q", st.Kind, text, got)
			}
			if strings.Contains(text, "edition") && !strings.Contains(got, st.Link.Render("edition")) {
				t.Errorf("%+v: the key of %q is not told: %q", st.Kind, text, got)
			}
			if strings.Contains(text, "let") && !strings.Contains(got, st.Code.Bold(true).Render("let")) {
				t.Errorf("%+v: the keyword of %q is not told: %q", st.Kind, text, got)
			}
		}
	}
}

// The numbers of findings are quiet wherever they stand, in bold headings too.
func TestCitationsAreQuiet(t *testing.T) {
	st := styles.New(styles.Kind{Dark: true})
	colour, _, _ := strings.Cut(strings.TrimPrefix(st.Dim.Render("[7]"), "\x1b["), "m")
	for name, b := range map[string]doc.Block{
		"text": doc.Paragraph{Text: doc.Of("Text", cites(7))}, "heading": doc.Heading{Level: 3, Text: doc.Of("Heading",
			cites(7, 8))},
		"strong": doc.Paragraph{Text: doc.Of(doc.Bold("Strong", cites(7)), " text")}, "task": list(doc.Tasks, doc.Of("Task",
			cites(7))),
	} {
		drawn := strings.Join(Page{Styles: st, Cells: 70}.Lines([]doc.Block{b}), "\n")
		if quiet := regexp.MustCompile(`\x1b\[` + colour + `[;\d]*m\[`); !quiet.MatchString(drawn) {
			t.Errorf("%s is drawn as %q", name, drawn)
		}
	}
}
