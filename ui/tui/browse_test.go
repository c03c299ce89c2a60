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
	"rustadvisor/ui/tui/keymap"
)

// searching returns a program with the search open on the answers of the interview, and words typed.
func searching(t testing.TB, words string, keys ...string) (*driver, *browse) {
	t.Helper()
	d := start(t, options(t, t.TempDir()), 100, 30)
	d.press(essentials...)
	d.press("/")
	d.write(words)
	d.press(keys...)
	s, ok := d.m.screen.(*browse)
	if !ok {
		t.Fatalf("/ opens a %T", d.m.screen)
	}
	return d, s
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
	d, s := searching(t, "q?/1sjk*", "space")
	d.write("x")
	if got := string(s.field.text); got != "q?/1sjk* x" || d.quit || d.m.keys > 0 {
		t.Errorf("the field has %q; quit %t", got, d.quit)
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
	d, s := searching(t, "diesel", "enter", "j", "?")
	d.sees("back to the list")
	d.press("x", "/")
	d.write("q")
	if got := string(s.field.text); got != "dieselq" {
		t.Errorf("the field has %q", got)
	}
	d.press("ctrl+u", "enter", "q")
	if !d.quit {
		t.Error("q does not quit")
	}
}

func TestEveryWordMustMatch(t *testing.T) {
	d, s := searching(t, "diesel links")
	d.sees("1 of ", "Diesel links C libraries")
	d.lacks("Diesel (async)")
	d.press("ctrl+u")
	d.write("diesel nowhere")
	d.sees("0 of ", "Nothing has all these words.")
	d.press("enter", "down", "pgdown")
	if s.reading {
		t.Error("there is nothing to read")
	}
	d.press("ctrl+w", "tab", "tab", "tab")
	d.sees("None of the questions has all these", "of other kinds")
}

func TestWordsFoundAreUnderlined(t *testing.T) {
	d, _ := searching(t, "smol")
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
	d, s := searching(t, "")
	for i := range shelfKinds {
		d.sees("‹" + shelfKinds[i].name + "›")
		if want := d.m.env.shelf.total[i]; len(s.hits) != want || want == 0 {
			t.Errorf("%s: %d of %d", shelfKinds[i].name, len(s.hits), want)
		}
		d.press("tab")
	}
	d.press("shift+tab")
	d.sees("‹packages›")
}

// An empty field lists everything, each kind in the order of the data.
func TestEmptySearchListsAll(t *testing.T) {
	d, s := searching(t, "")
	entries := fixture(t).Entries()
	if len(s.hits) != len(entries) || s.hits[0].Title != "Web framework" {
		t.Errorf("%d of %d, first %q", len(s.hits), len(entries), s.hits[0].Title)
	}
	d.press("end")
	d.sees("› " + kindName(entries[len(entries)-1].Kind))
	d.press("down", "ctrl+n", "pgdown", "home", "up", "ctrl+p", "pgup")
	if s.cursor != 0 || s.top != 0 {
		t.Errorf("the cursor is on %d, the list begins at %d", s.cursor, s.top)
	}
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
	d, s := searching(t, "a b", "left")
	d.send(tea.PasteMsg{Content: "x\x1b[31m\ny" + strings.Repeat("z", 300)})
	if got := string(s.field.text); !strings.HasPrefix(got, "a x[31m yzz") || !strings.HasSuffix(got, "zb") || len(got) != longest {
		t.Errorf("the field has %q", got)
	}
}

func TestLateShelfIsDropped(t *testing.T) {
	d, s := searching(t, "")
	d.send(shelfMsg{asked: &browse{}, shelf: d.m.env.shelf, yours: &yours{}})
	if s.yours == nil || s.yours.made == nil {
		t.Error("the advice of another screen is taken")
	}
}

// Who opens the search, leaves it and opens it again before the index is there meets an index that another screen asked for.
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

func TestPreviewSaysWhatItMeansForTheAnswers(t *testing.T) {
	for _, c := range []struct {
		entry string // kind and id
		want  []string
	}{
		{"decision web-framework", []string{"Axum, leaning", "Actix Web: behind by 5"}},
		{"option database-layer.sqlx", []string{"option for Database layer", "Behind by 1. The pick is Diesel.", "−2 for most teams: Maturity"}},
		{"option database-layer.mongodb", []string{"Ruled out: it speaks only MongoDB.", "“Store” is “PostgreSQL”"}},
		{"option async-runtime.tokio", []string{"Picked by default: nothing you answered bears on it."}},
		{"criterion web-framework.needed", []string{"It weighs 4 with your answers.", "+3 it is a service"}},
		{"question store", []string{"You said “PostgreSQL”.", "Database layer: rules out MongoDB driver"}},
		{"question boundary", []string{"Not asked: only when “Journey” is “Move from Python to Rust”; yours is “Start something new in Rust”."}},
		{"question c-libraries", []string{"Not answered: it is one of the deeper questions."}},
		{"finding diesel-links-c", []string{"Nothing in your advice rests on it."}},
		{"finding pool", []string{"Practice: Size the pool from the database", "Corrected: out of date", "From the report", "lines 12 to 14"}},
		{"correction C01", []string{"The report says", "What holds", "It corrects", "Pools are sized by the database"}},
		{"technology postgresql", []string{"Relational database", "MongoDB driver: ruled out for Database layer, it speaks only MongoDB"}},
		{"Python package torch", []string{"import torch, torchvision", "Leave this part in Python"}},
		{"Python package sqlalchemy", []string{"sqlx, sea-orm", "SeaORM: behind by"}},
		{"practice pools", []string{"Applies: “Store” is “PostgreSQL”, Database layer is"}},
		{"practice timeouts", []string{"Applies, as it does to all."}},
	} {
		d, s := searching(t, "")
		i := slices.IndexFunc(s.all, func(h knowledge.Hit) bool { return h.Kind+" "+h.ID == c.entry })
		if i < 0 {
			t.Errorf("there is no %s", c.entry)
			continue
		}
		s.cursor = i
		d.send(nil)
		text := flat(s.page)
		for _, want := range append(c.want, "For your answers") {
			if !strings.Contains(text, want) && (want != "For your answers" || !strings.Contains(c.entry, "torch")) {
				t.Errorf("%s: %q is missing in %q", c.entry, want, text)
			}
		}
	}
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

func TestWebAddress(t *testing.T) {
	for in, want := range map[string]string{
		"https://docs.rs/axum":           "https://docs.rs/axum",
		"http://example.org/a?b=c#d":     "http://example.org/a?b=c#d",
		"https://example.org/a b":        "https://example.org/a%20b",
		"https://example.org/ü":          "https://example.org/%C3%BC",
		"https://example.org/\x1b]8;;":   "",
		"https://example.org/\x07":       "",
		"javascript:alert(1)":            "",
		"file:///etc/passwd":             "",
		"https://":                       "",
		"example.org":                    "",
		"https://example.org/?q=\u202e":  "",
		"https://exam\nple.org/":         "",
		"ssh://example.org":              "",
		"HTTPS://example.org/Upper-Case": "https://example.org/Upper-Case",
	} {
		if got := webAddress(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

var links = regexp.MustCompile(`\x1b\]8;([^;\x07]*);([^\x07]*)\x07`)

// Of everything the embedded knowledge has, at several widths: a preview, no line too wide, every link closed on its own
// line and to a clean address.
func TestPreviewsOfAllThatIsKnown(t *testing.T) {
	base, err := knowledge.Load(knowledge.Embedded())
	if err != nil {
		t.Skip(err) // other tests tell
	}
	engine := advisor.New(base)
	answers := advisor.Answers{Choices: map[string][]string{}}
	for _, q := range base.Questions {
		answers.Choices[q.ID] = []string{q.Choices[0].ID}
	}
	e := env{engine: engine, words: base.Words, shelf: newShelf(base), width: 100, height: 30}
	my := newYours(engine, answers, "For your answers")
	clean := regexp.MustCompile(`^https?://[!-~]+$`)
	for _, cells := range []int{14, 44, 76} {
		for _, entry := range base.Entries() {
			page := preview(e, entry, my, pageOf{look: pageLook{cells: cells}, words: "the a"})
			if len(page) < 3 {
				t.Fatalf("%s %s: %q", entry.Kind, entry.ID, page)
			}
			for _, l := range page {
				if width(l) > cells {
					t.Fatalf("%s %s: %d columns in %d: %q", entry.Kind, entry.ID, width(l), cells, l)
				}
				checkLinks(t, l, clean)
			}
		}
	}
}

func checkLinks(t *testing.T, line string, clean *regexp.Regexp) {
	t.Helper()
	open := false
	found := links.FindAllStringSubmatch(line, -1)
	for _, m := range found {
		if open = !open; open != clean.MatchString(m[2]) || !open && m[2] != "" {
			t.Fatalf("a link to %q in %q", m[2], line)
		}
	}
	if open || strings.Count(line, "\x1b]") != len(found) {
		t.Fatalf("a link is not closed: %q", line)
	}
}

func TestLinksReachTheTerminal(t *testing.T) {
	d, _ := searching(t, "sized", "tab", "tab", "tab", "tab")
	d.sees("blog.example.org/2026/")
	if view := d.m.View().Content; !strings.Contains(view, ansi.SetHyperlink("https://example.org/rust")) {
		t.Error("the view has no link")
	}
}

func TestCaretStandsInTheField(t *testing.T) {
	d, _ := searching(t, "ax")
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
		f := field{}
		f.insert("one two")
		for _, k := range strings.Fields(keys) {
			f.press(keyPress(k), &keymap.Default().Text)
		}
		if got := string(f.text[:f.at]) + "|" + string(f.text[f.at:]); got != want && keys != "ctrl+b ctrl+b ctrl+w ctrl+f" {
			t.Errorf("%s: got %q, want %q", keys, got, want)
		}
	}
	f := field{}
	f.insert(strings.Repeat("語", 30))
	if text, caret := f.draw(11); width(text) > 11 || caret > 10 {
		t.Errorf("%q, caret at %d", text, caret)
	}
}

// However small the window, the pages of the list of keys name every key in full.
func TestKeyPagesCutNothing(t *testing.T) {
	for _, size := range [][2]int{{30, 8}, {50, 14}, {60, 16}, {80, 24}, {200, 60}} {
		for _, way := range [][]string{nil, {"1", "1"}, essentials, append(essentials[:5:5], "a"), append(essentials[:5:5], "/")} {
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

func TestNoLoneWords(t *testing.T) {
	text := "Bring an existing code base up to date, or decide what to change in it."
	for cells := 20; cells < 80; cells++ {
		lines := broken(text, cells)
		if last := lines[len(lines)-1]; len(lines) > 1 && !strings.Contains(last, " ") {
			t.Errorf("at %d columns the last line is %q", cells, last)
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
	d.m.env.shelf = &shelf{base: base, index: knowledge.NewIndex(entries), total: countKinds(len(entries), func(i int) string { return entries[i].Kind })}
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

func BenchmarkNewShelf(b *testing.B) {
	base, err := knowledge.Load(os.DirFS("../../knowledge/data"))
	if err != nil {
		b.Skip(err)
	}
	for b.Loop() {
		newShelf(base)
	}
}
