package tui

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"rustadvisor/ui/theme"
)

func pageText(markdown string, cells int) string {
	return ansi.Strip(strings.Join(markdownLines(markdown, pageLook{cells: cells}), "\n"))
}

// A table that cannot fit a narrow window becomes a list; nothing of it is lost, and no word is parted.
func TestNarrowTablesAreLists(t *testing.T) {
	table := "| Decision | Pick | Standing |\n|---|---|---|\n| Migration strategy | **Function by function** | by default |\n"
	for cells, want := range map[int]string{
		28: "• Migration strategy:\n  Function by function, by\n  default",
		52: "Decision            Pick                Standing\n" + strings.Repeat("─", 52) +
			"\nMigration strategy  Function by         · by default\n                    function",
		60: "Decision            Pick                  Standing\n" + strings.Repeat("─", 54) + "\nMigration strategy  Function by function  · by default",
	} {
		if diff := cmp.Diff(want, pageText(table, cells)); diff != "" {
			t.Errorf("at %d columns (-want +got):\n%s", cells, diff)
		}
	}
}

// What a list weighs stands in a column; other lists keep their bullets.
func TestPointsOfAListAreAColumn(t *testing.T) {
	for markdown, want := range map[string]string{
		"**Because**\n\n- **+12** it is the reason for all that [1]\n- **+6** one\n- and 2 more reasons, +9": "Because\n+12  it is the reason for all\n     that [1]\n" +
			" +6  one\n +9  and 2 more reasons",
		"- **SQLx −7**: SQL\n- **Toasty ±0** Behind\n- **redb**: out": "−7  SQLx: SQL\n±0  Toasty Behind\n    redb: out",
		"- **Pin it**: 3 −2 = 1\n- and more, +2":                      "• Pin it: 3 −2 = 1\n• and more, +2",
	} {
		if diff := cmp.Diff(want, pageText(markdown, 32)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", markdown, diff)
		}
	}
}

// The number of a finding stays on the line of what it is about; of several, the first does.
func TestCitationsStayWithTheirWord(t *testing.T) {
	for markdown, want := range map[string]string{
		"Ten letters fit in [1] here":        "Ten letters fit\nin [1] here",
		"- Of several only one [1] [23] [4]": "• Of several only\n  one [1] [23] [4]",
		"Even those between [a] brackets":    "Even those between\n[a] brackets",
	} {
		if got := pageText(markdown, 18); got != want {
			t.Errorf("%s:\n%q, want\n%q", markdown, got, want)
		}
	}
}

// Of a finding, what it claims, how good the evidence is, each source and what corrects it have lines of their own.
func TestEvidenceHasALineForEachSource(t *testing.T) {
	markdown := "9. The report says: so. **Corrected**: see [1], (June 2026). *(certain, primary source, 2026-11-22)* [A](https://a.example), " +
		"[B, C](https://b.example) **Confirmed**: see [12].\n\n- **Check it**: in [D](https://d.example)"
	want := "9. The report says: so.\n   Corrected: see [1], (June 2026).\n   (certain, primary source, 2026-11-22)\n   A https://a.example\n" +
		"   B, C https://b.example\n   Confirmed: see [12].\n\n• Check it: in D https://d.example"
	if diff := cmp.Diff(want, pageText(markdown, 60)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// Code is shown as it is, whatever it looks like; a line that is too long goes on behind a mark, so that nobody takes its
// parts for lines of their own.
func TestCode(t *testing.T) {
	rust := "fn main() {\n    println!(\"| {} |\", first_of(arguments), second); // what\n\n}\n- no item"
	want := "Text\n\n  fn main() {\n      println!(\"| {} |\",\n      ↳ first_of(arguments),\n      ↳ second); // what\n\n  }\n  - no item\n\nText"
	if diff := cmp.Diff(want, pageText("Text\n````rust\n"+rust+"\n````\nText", 32)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	long := strings.Repeat("x", 90)
	got := pageText("```\n"+long+"\n```", 32)
	if whole := strings.NewReplacer("\n", "", " ", "", "↳", "").Replace(got); whole != long {
		t.Errorf("of a long word is left:\n%s", got)
	}
}

// Comments are dim and code is not, nor what only looks like a comment.
func TestComments(t *testing.T) {
	look := theme.New(theme.Kind{Dark: true})
	for line, comment := range map[string]string{
		"rust let a = 1; // one":        " // one",
		"rust \"https://example.org\"":  "",
		"rust #[derive(Debug)]":         "",
		"toml edition = \"2024\" # now": " # now",
		"sh run --locked -- -D all":     "",
		"sh # all":                      "# all",
	} {
		language, text, _ := strings.Cut(line, " ")
		want := []string{"  " + look.Code.Render(strings.TrimSuffix(text, comment)) + look.Dim.Render(comment)}
		if diff := cmp.Diff(want, codeLines(language, []string{text}, 80, look)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", line, diff)
		}
	}
}

// The arrows move in the list of sections while it is there; where the text has taken its place, they move in the text.
func TestArrowsMoveInWhatIsShown(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 20)
	d.press(append(essentials[:5:5], "down")...)
	s := d.m.screen.(*advice)
	d.press("space")
	offset := s.offset
	if s.at != 1 || offset == 0 {
		t.Fatalf("section %d, line %d", s.at, offset)
	}
	d.sees("‹ Web framework: Axum ›", "leaning ~ · 2 of ", "end")
	d.press("up")
	if s.at != 1 || s.offset != offset-1 {
		t.Errorf("section %d, line %d", s.at, s.offset)
	}
	d.press("g", "down")
	if s.at != 2 || s.offset != 0 {
		t.Errorf("section %d, line %d", s.at, s.offset)
	}
}

// The numbers of findings are quiet wherever they stand, in bold headings too.
func TestCitationsAreQuiet(t *testing.T) {
	look := theme.Kind{Dark: true}
	quiet, _, _ := strings.Cut(theme.New(look).Dim.Render("[7]"), "[7]")
	for _, markdown := range []string{"Text [7]", "### Heading [7] [8]", "**Strong [7]** text", "- [ ] Task [8] [7]"} {
		drawn := strings.Join(markdownLines(markdown, pageLook{cells: 70, kind: look}), "\n")
		if !strings.Contains(drawn, quiet+"[7]") {
			t.Errorf("%q is drawn as %q", markdown, drawn)
		}
	}
}

// The heading of a decision is read whole, with how firm the pick is at its end.
func TestHeadingsAreWhole(t *testing.T) {
	const title = "Authentication: Tokens or keys checked in middleware"
	for cells := 40; cells < 80; cells++ {
		lines := narrowHeading(markdownLines("## "+title+"\n\nText.\n", pageLook{cells: cells}), cells-standingCells)
		var heading []string
		for _, l := range lines[:slices.Index(lines, "")] {
			if width(l) > cells-standingCells {
				t.Errorf("%d cells: %q leaves no room", cells, l)
			}
			heading = append(heading, ansi.Strip(l))
		}
		if got := strings.Join(heading, " "); got != title || lines[len(lines)-1] != "Text." {
			t.Errorf("%d cells: %q", cells, got)
		}
	}
}
