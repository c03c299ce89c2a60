package tui

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
	"rustadvisor/ui/tui/screen"
)

// searching returns a program with the search open on the answers of the interview, and words typed.
func searching(t testing.TB, words string, keys ...string) *driver {
	t.Helper()
	d := start(t, options(t, t.TempDir()), 100, 30)
	d.press(essentials...)
	d.press("/")
	d.write(words)
	d.press(keys...)
	return d
}

// write types letters.
func (d *driver) write(text string) {
	for _, r := range text {
		d.send(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

// Esc leads back to the very screen, with its cursor and its scroll position, whatever was done in between.
func TestSearchLeavesTheScreenBelowAsItWas(t *testing.T) {
	for name, way := range map[string][]string{
		"home":      {"down", "down"},
		"interview": {"1", "1", "down", "w"},
		"review":    append(essentials[:5:5], "a", "up", "up"),
		"advice":    append(essentials[:5:5], "right", "right", "j", "j"),
	} {
		t.Run(name, func(t *testing.T) {
			d := start(t, options(t, t.TempDir()), 100, 16)
			d.press(way...)
			before := d.view()
			d.press("/")
			d.write("axum")
			d.press("tab", "tab", "down", "enter", "j", "esc")
			d.sees("Search  axum")
			d.send(tea.WindowSizeMsg{Width: 50, Height: 12})
			d.send(tea.WindowSizeMsg{Width: 100, Height: 16})
			d.press("esc")
			if diff := cmp.Diff(before, d.view()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// What the screen below waits for comes while the search covers it.
func TestWhatComesLateReachesTheScreenBelow(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 30)
	d.press(essentials[:4]...)
	_, cmd := d.m.Update(keyPress(essentials[4]))
	d.press("/")
	d.run(cmd) // the advice
	d.press("esc")
	d.sees("Your stack", "Overview", "Web framework")
}

func TestLettersAreTextInTheField(t *testing.T) {
	d := searching(t, "q?/1sjk*", "space")
	d.write("x")
	d.sees("Search  q?/1sjk* x")
	if d.quit || d.m.keys > 0 {
		t.Errorf("quit %t, keys %d", d.quit, d.m.keys)
	}
	d.press("f1")
	d.sees("back to where you were")
	d.lacks("q          quit")
	d.press("x", "ctrl+c")
	if !d.quit {
		t.Error("ctrl+c does not quit")
	}
}

// While the preview has the focus, letters are keys again.
func TestLettersAreKeysInThePreview(t *testing.T) {
	d := searching(t, "diesel", "enter", "j", "?")
	d.sees("back to the list")
	d.press("x", "/")
	d.write("q")
	d.sees("Search  dieselq")
	d.press("ctrl+u", "enter", "q")
	if !d.quit {
		t.Error("q does not quit")
	}
}

func TestEveryWordMustMatch(t *testing.T) {
	d := searching(t, "diesel links")
	d.sees("1 of ", "Diesel links C libraries")
	d.lacks("Diesel (async)")
	d.press("ctrl+u")
	d.write("diesel nowhere")
	d.sees("0 of ", "Nothing has all these words.")
	d.press("enter", "down", "pgdown")
	d.lacks("esc list") // there is nothing to read
	d.press("ctrl+w", "tab", "tab", "tab")
	d.sees("None of the questions has all these", "of other kinds")
}

func TestWordsFoundAreUnderlined(t *testing.T) {
	d := searching(t, "smol")
	var row string
	for _, l := range strings.Split(d.m.View().Content, "\n") {
		if strings.Contains(ansi.Strip(l), "› option") {
			row = l
		}
	}
	if !regexp.MustCompile(`\x1b\[4m\x1b\[1;[0-9;]*m` + "smol").MatchString(row) {
		t.Errorf("smol is not underlined: %q", row)
	}
}

func TestKindsCycle(t *testing.T) {
	d := searching(t, "")
	count := regexp.MustCompile(`([1-9]\d*) of (\d+)`)
	for _, kind := range []string{"all", "decisions", "options", "questions", "findings", "corrections", "technologies",
		"practices", "packages"} {
		d.sees("‹" + kind + "›")
		if n := count.FindStringSubmatch(d.view()); n == nil || n[1] != n[2] {
			t.Errorf("%s: %q", kind, n)
		}
		d.press("tab")
	}
	d.press("shift+tab")
	d.sees("‹packages›")
}

// An empty field lists everything, each kind in the order of the data.
func TestEmptySearchListsAll(t *testing.T) {
	d := searching(t, "")
	entries := fixture(t).Entries()
	d.sees(fmt.Sprintf("%d of %d", len(entries), len(entries)), "› decision   Web framework")
	d.press("end")
	d.sees(entries[len(entries)-1].Title)
	d.press("down", "ctrl+n", "pgdown", "home", "up", "ctrl+p", "pgup", "esc")
	d.sees("› decision   Web framework")
}

// What is typed after / while the knowledge is being loaded goes into the field.
func TestSearchTypedAhead(t *testing.T) {
	d := &driver{t: t, m: newRoot(options(t, t.TempDir()))}
	d.send(tea.WindowSizeMsg{Width: 100, Height: 30})
	d.press("/")
	d.write("sq?")
	d.run(d.m.Init())
	d.sees("Search  sq?")
	if d.quit {
		t.Error("q quits")
	}
}

func TestPasteGoesIntoTheField(t *testing.T) {
	d := searching(t, "a b", "left")
	d.send(tea.PasteMsg{Content: "x\x1b[31m\ny"})
	d.sees("Search  a x[31m yb")
}

// Who opens the search, leaves it and opens it again before the index is there meets an index that another screen asked
// for.
func TestSearchOpenedTwiceBeforeTheIndexIsThere(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 30)
	_, first := d.m.Update(keyPress("/"))
	d.press("esc")
	_, second := d.m.Update(keyPress("/"))
	d.run(first)
	d.sees("all", "of")
	d.run(second)
	d.press("down")
	d.sees("Search")
}

// flat joins lines to one text.
func flat(lines []string) string {
	return strings.Join(strings.Fields(ansi.Strip(strings.Join(lines, " "))), " ")
}

// From home, before anything is continued, the saved answers are what counts; without answers nothing is said of any.
func TestSavedAnswersCountAtHome(t *testing.T) {
	dir := t.TempDir()
	d := start(t, options(t, dir), 100, 30)
	d.press("/")
	d.sees("Web framework")
	d.lacks("For your answers")
	d.press("esc")
	d.press(essentials...)
	d = start(t, options(t, dir), 100, 30)
	d.press("/")
	d.sees("For the answers you saved")
}

func TestLinksReachTheTerminal(t *testing.T) {
	d := searching(t, "sized", "tab", "tab", "tab", "tab")
	d.sees("blog.example.org/2026/")
	if view := d.m.View().Content; !strings.Contains(view, ansi.SetHyperlink("https://example.org/rust")) {
		t.Error("the view has no link")
	}
}

func TestCaretStandsInTheField(t *testing.T) {
	d := searching(t, "ax")
	if c := d.m.View().Cursor; c == nil || c.X != 1+len("Search  ax") || c.Y != 0 {
		t.Errorf("the caret is at %v", c)
	}
	d.press("left")
	if c := d.m.View().Cursor; c.X != 1+len("Search  a") {
		t.Errorf("the caret is at %v", c)
	}
	d.press("enter")
	if c := d.m.View().Cursor; c != nil {
		t.Errorf("the caret is at %v while reading", c)
	}
}

// However small the window, the pages of the list of keys name every key in full.
func TestKeyPagesCutNothing(t *testing.T) {
	for _, size := range [][2]int{{30, 8}, {50, 14}, {60, 16}, {80, 24}, {200, 60}} {
		for _, way := range [][]string{nil, {"1", "1"}, essentials, append(essentials[:5:5], "a"),
			append(essentials[:5:5], "/")} {
			d := start(t, options(t, t.TempDir()), size[0], size[1])
			d.press(way...)
			all := slices.Concat(d.m.help().FullHelp()...)
			d.press("f1")
			pages := d.m.keyPages()
			text := flat(slices.Concat(pages...))
			for _, b := range all {
				for _, word := range strings.Fields(b.Help().Desc) { // columns part what is broken
					if b.Enabled() && !strings.Contains(text, word) {
						t.Errorf("%v, %v: %q of %q is missing in %q", size, way, word, b.Help().Desc, text)
					}
				}
			}
			for range pages {
				d.press("x")
			}
			if d.m.keys > 0 || strings.Contains(text, "…") {
				t.Errorf("%v, %v: cut, or no end: %q", size, way, text)
			}
		}
	}
}

// A key in the search, on ten thousand entries: searching, the preview and the drawing.
func BenchmarkSearchKeyToView(b *testing.B) {
	base, err := knowledge.Load(os.DirFS("../../knowledge/data"))
	if err != nil {
		b.Skip(err)
	}
	o := options(b, b.TempDir())
	o.Load = func() (*advisor.Engine, error) { return advisor.New(base), nil }
	d := start(b, o, 100, 30)
	d.press("/")
	entries := base.Entries()
	for round := 0; len(entries) < 10_000; round++ {
		for _, e := range base.Entries() {
			e.Aliases = append(slices.Clone(e.Aliases), fmt.Sprint(round))
			entries = append(entries, e)
		}
	}
	entries = entries[:10_000]
	d.m.env.Index = screen.NewSearchIndex(base, entries)
	for _, word := range []string{"axum", "async database", "e"} {
		b.Run(word, func(b *testing.B) {
			d.press("ctrl+u")
			d.write(word)
			keys := []tea.KeyPressMsg{keyPress("x"), keyPress("backspace")}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				d.m.Update(keys[i%2])
				d.m.View()
			}
		})
	}
}

func BenchmarkNewSearchIndex(b *testing.B) {
	base, err := knowledge.Load(os.DirFS("../../knowledge/data"))
	if err != nil {
		b.Skip(err)
	}
	for b.Loop() {
		screen.NewSearchIndex(base, base.Entries())
	}
}
