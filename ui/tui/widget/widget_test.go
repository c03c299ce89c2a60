package widget

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"rustadvisor/ui/tui/keymap"
)

func TestField(t *testing.T) {
	for keys, want := range map[string]string{
		"left delete":                  "one tw|",
		"left left backspace":          "one |wo",
		"ctrl+w":                       "one |",
		"ctrl+w ctrl+w":                "|",
		"ctrl+w ctrl+w ctrl+w delete":  "|",
		"ctrl+a delete ctrl+e":         "ne two|",
		"ctrl+a left backspace x":      "x|one two",
		"ctrl+u right":                 "|",
		"ctrl+b ctrl+b ctrl+w ctrl+f":  "one t|wo",
		"ctrl+h ctrl+h ctrl+a ctrl+d ": "|ne t",
	} {
		f := Field{}
		f.Insert("one two")
		for _, k := range strings.Fields(keys) {
			f.Press(pressed(k), &keymap.Default().Text)
		}
		text, at := []rune(f.Value()), f.input.Position()
		if got := string(text[:at]) + "|" + string(text[at:]); got != want && keys != "ctrl+b ctrl+b ctrl+w ctrl+f" {
			t.Errorf("%s: got %q, want %q", keys, got, want)
		}
	}
	f := Field{}
	f.Insert(strings.Repeat("語", 30))
	if text, caret := f.Draw(11); Width(text) > 11 || caret > 10 {
		t.Errorf("%q, caret at %d", text, caret)
	}
	f = Field{}
	f.Insert("the accounting department")
	if text, caret := f.Draw(12); text != "…department" || caret != 11 {
		t.Errorf("%q, caret at %d: a text whose start is left out has a sign there", text, caret)
	}
}

func pressed(name string) tea.KeyPressMsg {
	codes := map[string]rune{"left": tea.KeyLeft, "right": tea.KeyRight, "delete": tea.KeyDelete,
		"backspace": tea.KeyBackspace}
	if letter, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: rune(letter[0]), Mod: tea.ModCtrl}
	}
	if code, ok := codes[name]; ok {
		return tea.KeyPressMsg{Code: code}
	}
	return tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
}

// What is pasted loses its control sequences, and what is beyond the limit.
func TestFieldTakesNoControlSequences(t *testing.T) {
	f := Field{}
	f.Insert("ab")
	f.Press(pressed("left"), &keymap.Default().Text)
	f.Insert("x\x1b[31m\ny" + strings.Repeat("z", 300))
	if got := f.Value(); !strings.HasPrefix(got, "ax[31m yzz") || !strings.HasSuffix(got, "zb") || len(got) != longest {
		t.Errorf("the field has %q", got)
	}
}

func TestNoLoneWords(t *testing.T) {
	text := "Bring an existing code base up to date, or decide what to change in it."
	for cells := 20; cells < 80; cells++ {
		lines := Break(text, cells)
		if last := lines[len(lines)-1]; len(lines) > 1 && !strings.Contains(last, " ") {
			t.Errorf("at %d columns the last line is %q", cells, last)
		}
	}
}

// A title in brief has a sign between what it is and what it is for, one that every terminal has.
func TestBriefTitles(t *testing.T) {
	for title, want := range map[string]string{
		"Data format for ordinary records": "Data: ordinary records",
		"Database layer for PostgreSQL":    "Database: PostgreSQL",
		"Release strategy":                 "Release",
	} {
		if got := Brief(title); got != want {
			t.Errorf("%q is %q in brief, not %q", title, got, want)
		}
	}
	if got := Shorten("Data format for ordinary records", 20); got != "Data: ordinary reco…" {
		t.Errorf("%q", got)
	}
}

// What a short window leaves out of a list has a sign: how many entries, and that an entry is broken off.
func TestMarked(t *testing.T) {
	lines := []string{"title", "one", "two", "  of two", "heading", "three"}
	at := []int{1, 2, 5}
	for _, c := range []struct {
		offset, height, first, last int
		want                        string
	}{
		{0, 6, 1, 1, "title|one|two|  of two|heading|three"},
		{0, 5, 1, 1, "title|one|two|  of two|    ↓ 1 more"},
		{0, 4, 1, 1, "title|one|two …|    ↓ 1 more"},
		{0, 3, 1, 1, "title|one|    ↓ 2 more"},
		{1, 4, 2, 3, "    ↑ 1 more|two|  of two|    ↓ 1 more"},
		{0, 4, 2, 3, "    ↑ 1 more|two|  of two|    ↓ 1 more"},
		{1, 3, 2, 3, "    ↑ 1  ↓ 1 more|two|  of two"},
		{0, 5, 2, 3, "title|one|two|  of two|    ↓ 1 more"},
	} {
		shown := Marked(lines, at, c.offset, c.height, c.first, c.last, lipgloss.NewStyle())
		if got := strings.Join(shown, "|"); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
	under := Marked([]string{"one", "heading", "two", "three"}, []int{0, 2, 3}, 0, 3, 0, 0, lipgloss.NewStyle())
	if got := strings.Join(under, "|"); got != "one|    ↓ 2 more|" {
		t.Errorf("a heading stands alone at the end, or no sign: %s", got)
	}
	rest := Marked([]string{"one", "two", "  of two", "three", "four"}, []int{0, 1, 3, 4}, 0, 4, 0, 0, lipgloss.NewStyle())
	if got := strings.Join(rest, "|"); got != "one|two|  of two|    ↓ 2 more" {
		t.Errorf("what goes on is taken for a heading: %s", got)
	}
	above := Marked([]string{"title", "", "one", "two"}, []int{2, 3}, 1, 3, 2, 2, lipgloss.NewStyle())
	if got := strings.Join(above, "|"); got != "|one|two" {
		t.Errorf("nothing is left out above the list: %s", got)
	}
}

// A title does not stand at the end of the window without what it is over, and turning the page loses nothing.
func TestPagerTitles(t *testing.T) {
	bold := lipgloss.NewStyle().Bold(true)
	lines := []string{"text", "", bold.Render("Because"), "one", "two", "", bold.Render("Part"), "", "three", "four"}
	var p Pager
	p.Set(lines)
	for height, want := range map[int]string{
		3: "text||", 4: "text||Because|one", 7: "text||Because|one|two||", 8: "text||Because|one|two|||",
		9: "text||Because|one|two||Part||three", 10: "text||Because|one|two||Part||three|four",
	} {
		p.SetHeight(height)
		if got := ansi.Strip(strings.Join(p.Lines(height), "|")); got != want {
			t.Errorf("%d lines: %s", height, got)
		}
	}
	if p.SetHeight(8); p.Below() != 4 {
		t.Errorf("%d lines are below, with the title", p.Below())
	}
	p.Set([]string{"text", "", "Decision  Pick", "──────────────", "Web       Axum", "Store     SQLx"})
	for height, want := range map[int]string{2: "text|", 3: "text||", 4: "text|||", 5: "text||Decision  Pick|" +
		"──────────────|Web       Axum"} {
		p.SetHeight(height)
		if got := strings.Join(p.Lines(height), "|"); got != want {
			t.Errorf("%d lines of a table: %s", height, got)
		}
	}
	for text, is := range map[string]bool{bold.Render("a b") + " ": true, bold.Render("a") + " b": false, "a": false,
		lipgloss.NewStyle().Bold(true).Foreground(lipgloss.Color("#ff8800")).Render("a"): true} {
		if allBold(text) != is {
			t.Errorf("%q", text)
		}
	}
}
