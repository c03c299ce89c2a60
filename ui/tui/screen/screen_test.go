package screen

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
	"rustadvisor/advisor/report"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/search"
	"rustadvisor/ui/files"
	"rustadvisor/ui/session"
	"rustadvisor/ui/styles"
	"rustadvisor/ui/tui/keymap"
	"rustadvisor/ui/tui/widget"
)

// testEnv is a session on the small knowledge base of the tests: a service on PostgreSQL, plain SQL, new to Rust.
func testEnv(t testing.TB) Env {
	t.Helper()
	base, err := knowledge.Load(os.DirFS("../testdata/kb"))
	if err != nil {
		t.Fatal(err)
	}
	answers := advisor.Answers{Choices: map[string][]string{"journey": {"new-service"}, "kind": {"service"},
		"store":       {"postgres"},
		"query-style": {"sql"}, "experience": {"new"}}}
	return Env{Engine: advisor.New(base), Words: base.Words, Answers: answers, Begun: true, Keys: keymap.Default(),
		Styles: styles.New(styles.Kind{Dark: true}), Disk: noDisk{}, Store: session.Store{Dir: t.TempDir()}, Tick: tea.Tick,
		Sections: report.Sections, Index: NewSearchIndex(base, base.Entries()), Width: 100, Height: 30}
}

// noDisk has a folder in which nothing stands.
type noDisk struct{ OSDisk }

func (noDisk) Inspect(string, []string) files.Found { return files.Found{} }

// size is the window's, as the root gives it.
func (e Env) size() Size {
	return Size{Width: e.Wide(), Height: e.Height - 2, Bare: e.Height - 2, Low: e.Height < widget.Low}
}

// text is what a screen shows, without colours.
func text(s Screen, e Env) string {
	v := s.View(e, e.size())
	return ansi.Strip(v.Head.Left + " " + v.Head.Right + "\n" + strings.Join(v.Body, "\n") + "\n" + v.Foot)
}

// opened is a screen at a place, with what it begins with done.
func opened(p Place, e Env) Screen {
	s, cmd := p.Open(e)
	settle(s, e, cmd)
	return s
}

// settle runs commands to their end.
func settle(s Screen, e Env, cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			settle(s, e, c)
		}
	default:
		_, next := s.Update(e, msg)
		settle(s, e, next)
	}
}

func press(b key.Binding) tea.KeyPressMsg { return keymap.Press(b) }

func sees(t *testing.T, s Screen, e Env, want string, is bool) {
	t.Helper()
	if got := text(s, e); strings.Contains(got, want) != is {
		t.Errorf("%q is on the screen: %t, want %t:\n%s", want, !is, is, got)
	}
}

// The advice of another screen is dropped; an index is taken from whoever made it.
func TestLateIndexIsDropped(t *testing.T) {
	e := testEnv(t)
	s := opened(ToSearch{}, e).(*browse)
	s.Update(e, IndexMsg{asked: &browse{}, Index: e.Index, relevance: &relevance{}})
	if s.relevance == nil || s.relevance.made == nil {
		t.Error("the advice of another screen is taken")
	}
}

func TestPreviewSaysWhatItMeansForTheAnswers(t *testing.T) {
	e := testEnv(t)
	my := newRelevance(e.Engine, e.Answers, "For your answers")
	for _, c := range []struct {
		entry string // kind and id
		want  []string
	}{
		{"decision web-framework", []string{"Axum, leaning", "Actix Web: behind by 5"}},
		{"option database-layer.sqlx", []string{"decision Database layer", "Behind by 1. The pick is Diesel.",
			"−2 for most teams: Maturity"}},
		{"option database-layer.mongodb", []string{"Ruled out: it speaks only MongoDB.", "“Store” is “PostgreSQL”"}},
		{"option async-runtime.tokio", []string{"Picked by default: nothing you answered bears on it."}},
		{"criterion web-framework.needed", []string{"It weighs 4 with your answers.", "+3 it is a service"}},
		{"question store", []string{"You said “PostgreSQL”.", "Database layer: rules out MongoDB driver"}},
		{"question boundary",
			[]string{"Not asked: only when “Journey” is “Move from Python to Rust”; yours is “Start something " +
				"new in Rust”."}},
		{"question c-libraries", []string{"Not answered: it is one of the deeper questions."}},
		{"finding diesel-links-c", []string{"Nothing in your advice rests on it."}},
		{"finding pool", []string{"Practice: Size the pool from the database", "Corrected", "out of date, 2026-11-21",
			"From the report", "lines 12 to 14"}},
		{"correction C01", []string{"The report says", "What holds", "Corrects", "Pools are sized by the database"}},
		{"technology postgresql", []string{"Relational database",
			"MongoDB driver: ruled out for Database layer: it speaks only MongoDB"}},
		{"Python package torch", []string{"imported as torch, torchvision", "better left in Python"}},
		{"Python package sqlalchemy", []string{"sqlx, sea-orm", "SeaORM: behind by"}},
		{"practice pools", []string{"Applies: “Store” is “PostgreSQL”, Database layer is"}},
		{"practice timeouts", []string{"Applies, as it does to all."}},
	} {
		i := slices.IndexFunc(e.Engine.Base().Entries(), func(h search.Entry) bool { return h.Kind+" "+h.ID == c.entry })
		if i < 0 {
			t.Errorf("there is no %s", c.entry)
			continue
		}
		page := preview(e, e.Engine.Base().Entries()[i], my, pageOf{layout: pageLayout{cells: 70}})
		text := strings.Join(strings.Fields(ansi.Strip(strings.Join(page, " "))), " ")
		for _, want := range append(c.want, "For your answers") {
			if !strings.Contains(text, want) && (want != "For your answers" || !strings.Contains(c.entry, "torch")) {
				t.Errorf("%s: %q is missing in %q", c.entry, want, text)
			}
		}
	}
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

// Of everything the embedded knowledge has, at several widths: a preview, no line too wide, every link closed on
// its own line and to a clean address.
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
	e := Env{Engine: engine, Words: base.Words, Index: NewSearchIndex(base, base.Entries()), Width: 100, Height: 30}
	my := newRelevance(engine, answers, "For your answers")
	clean := regexp.MustCompile(`^https?://[!-~]+$`)
	for _, cells := range []int{14, 44, 76} {
		for _, entry := range base.Entries() {
			page := preview(e, entry, my, pageOf{layout: pageLayout{cells: cells}, words: "the a"})
			if len(page) < 3 {
				t.Fatalf("%s %s: %q", entry.Kind, entry.ID, page)
			}
			for _, l := range page {
				if widget.Width(l) > cells {
					t.Fatalf("%s %s: %d columns in %d: %q", entry.Kind, entry.ID, widget.Width(l), cells, l)
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

// The heading of a decision is read whole, with how firm the pick is at its end.
func TestHeadingsAreWhole(t *testing.T) {
	const title = "Authentication: Tokens or keys checked in middleware"
	blocks := []doc.Block{doc.Heading{Level: 2, Text: doc.Of(title)}, doc.Paragraph{Text: doc.Of("Text.")}}
	for cells := 40; cells < 80; cells++ {
		lines := drawnPage(blocks, &advisor.Decided{}, pageLayout{cells: cells})
		var heading []string
		for _, l := range lines[:slices.Index(lines, "")] {
			if widget.Width(l) > cells-standingCells {
				t.Errorf("%d cells: %q leaves no room", cells, l)
			}
			heading = append(heading, ansi.Strip(l))
		}
		if got := strings.Join(heading, " "); got != title || lines[len(lines)-1] != "Text." {
			t.Errorf("%d cells: %q", cells, got)
		}
	}
}

// Where not all decisions have room, those that are done without give way before picks that say more.
func TestStandingLeavesOutFirstWhatIsDoneWithout(t *testing.T) {
	var list advisor.Standings
	for _, pick := range []string{"none", "axum", "tokio"} {
		list = append(list, advisor.DecisionStanding{Decision: &knowledge.Decision{}, Pick: &knowledge.Option{ID: pick},
			Standing: advisor.Settled, Touched: true})
	}
	p := panel{now: list, then: list}
	rest := p.allot(&knowledge.Question{}, 2)
	if rest != "1 not needed, 1 more" || !slices.Equal(p.bars, []int{-1, 0, -1}) {
		t.Errorf("%q, %v", rest, p.bars)
	}
}

// What needs nothing has no line of its own however much room there is, and no place among the picks.
func TestNothingIsNoPick(t *testing.T) {
	var list advisor.Standings
	for _, pick := range []string{"axum", "none", "tokio"} {
		list = append(list, advisor.DecisionStanding{Decision: &knowledge.Decision{}, Standing: advisor.Settled,
			Pick: &knowledge.Option{ID: pick, Title: strings.ToUpper(pick)}, Touched: true})
	}
	p := panel{now: list, then: list}
	if rest := p.allot(&knowledge.Question{}, 20); rest != "and 1 not needed" || !slices.Equal(p.bars, []int{0, -1, 0}) {
		t.Errorf("%q, %v", rest, p.bars)
	}
	if got := picks(list); got != "AXUM · TOKIO" {
		t.Errorf("the picks are %s", got)
	}
	pinned := slices.Clone(list)
	pinned[1].Standing = advisor.MustBe
	if p = (panel{now: list, then: pinned}); p.allot(&knowledge.Question{}, 20) != "" || p.bars[1] != 0 {
		t.Error("what must be used is left out")
	}
}

// The sign of the answer so far stays with its label, however long that is.
func TestAnswerKeepsItsSign(t *testing.T) {
	e := testEnv(t)
	m := menu{question: &knowledge.Question{Choices: []knowledge.Choice{{ID: "a", Label: "We mend it within minutes"}}},
		pointless: []string{""}, ticked: []string{"a"}}
	for cells := 20; cells < 40; cells++ {
		lines, _ := m.listed(e, cells, here)
		text := ansi.Strip(strings.Join(lines, "\n"))
		if !strings.Contains(text, "minutes ✓") || strings.Contains(text, "…") {
			t.Errorf("at %d columns:\n%s", cells, text)
		}
	}
}

// What a key is called at one question is not what it is called elsewhere.
func TestKeysKeepTheirWords(t *testing.T) {
	e := testEnv(t)
	before := e.Keys.Choose.Help()
	s := opened(ToQuestion{ID: "experience"}, e).(*interview)
	several := *s.step().Question
	several.Several = true
	s.flow[s.here] = advisor.Step{Question: &several, Choice: "none", Choices: []string{"none"}}
	s.Keys(e)
	if after := e.Keys.Choose.Help(); after != before {
		t.Errorf("enter is called %q everywhere now", after.Desc)
	}
}

func TestPointlessChoicesSayWhy(t *testing.T) {
	e := testEnv(t)
	s := opened(ToQuestion{ID: "experience"}, e).(*interview)
	s.pointless[2] = "nothing it speaks for stands"
	sees(t, s, e, "Would change nothing: nothing it", true)
	e.Width, e.Height = 60, 16 // no room for why, and it is not told by a colour alone
	sees(t, s, e, "· no effect", true)
	sees(t, s, e, "nothing it speaks for", false)
}

// The reader keeps his place when the window changes.
func TestResizeKeepsThePlace(t *testing.T) {
	e := testEnv(t)
	e.Height = 14
	s := opened(ToAdvice{}, e).(*advice)
	for _, b := range []key.Binding{e.Keys.Advice.Next, e.Keys.Advice.Next, e.Keys.PageDown} {
		s.Update(e, press(b))
	}
	before := float64(s.page.Offset()) / float64(len(s.drawn[s.at].lines))
	e.Width = 44
	_, cmd := s.Update(e, tea.WindowSizeMsg{Width: 44, Height: 14})
	settle(s, e, cmd)
	after := float64(s.page.Offset()) / float64(len(s.drawn[s.at].lines))
	if s.page.Offset() == 0 || after-before > 0.1 || before-after > 0.1 {
		t.Errorf("the page was at %.2f, now at %.2f", before, after)
	}
}

// A page drawn for another advice is dropped, and one drawn for another width is drawn anew at once.
func TestLatePagesAreDropped(t *testing.T) {
	e := testEnv(t)
	s := opened(ToAdvice{}, e).(*advice)
	s.Update(e, pageMsg{asked: &advice{}, page: 0, lines: []string{"late"}})
	sees(t, s, e, "late", false)
	_, cmd := s.Update(e, pageMsg{asked: s, page: 0, layout: pageLayout{cells: 20, kind: e.Styles.Kind},
		lines: []string{"late"}})
	settle(s, e, cmd)
	sees(t, s, e, "late", false)
}

// However low the panel, what the question bears on is in it, and it keeps to its height.
func TestPanelShowsWhatTheQuestionBearsOn(t *testing.T) {
	e := testEnv(t)
	s := opened(ToQuestion{ID: "store"}, e).(*interview)
	s.Update(e, press(e.Keys.Down))
	for h := 5; h < 30; h++ {
		lines := standingPanel(e, s, 30, h)
		if len(lines) > h {
			t.Errorf("%d lines in %d", len(lines), h)
		}
		if text := strings.Join(lines, "\n"); !strings.Contains(text, "Database layer") {
			t.Errorf("at height %d the database layer is missing:\n%s", h, ansi.Strip(text))
		}
	}
}

// How far it is, is told only when it takes its time; keys wait meanwhile.
func TestExportTellsHowFarItIs(t *testing.T) {
	e := testEnv(t)
	s := opened(ToExport{}, e).(*export)
	_, made := s.Update(e, press(e.Keys.Exporting.Write))
	w := s.writing
	sees(t, s, e, "writing", false)
	s.Update(e, slowMsg{w})
	sees(t, s, e, "writing", true)
	list := []files.File{{Name: "STACK.md"}, {Name: "answers.toml"}}
	s.Update(e, madeMsg{asked: w, files: list})
	sees(t, s, e, "writing 1 of 2", true)
	s.Update(e, wroteMsg{asked: w, path: "STACK.md"})
	s.Update(e, press(e.Keys.Tick))
	sees(t, s, e, "writing 2 of 2", true)
	s.Update(e, slowMsg{&writing{}})
	s.Update(e, wroteMsg{asked: &writing{}, path: "other"})
	s.Update(e, wroteMsg{asked: w, path: "answers.toml"})
	sees(t, s, e, "2 files written", true)
	_ = made // all of it would be late
}

// What was written comes late where the screen no longer waits for it.
func TestLateAgreementIsDropped(t *testing.T) {
	e := testEnv(t)
	s := opened(ToCompare{}, e).(*versus)
	if acts, _ := s.Update(e, agreedMsg{asked: s}); acts != nil {
		t.Errorf("it says %v", acts)
	}
}

// However small the window, what the highlighted choice would mean begins below it, and what is left out has a sign.
func TestHintOfTheChoiceIsDroppedLast(t *testing.T) {
	e := testEnv(t)
	base, err := knowledge.Load(knowledge.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	e.Engine = advisor.New(base)
	answers := advisor.Answers{}.With("journey", "new-service")
	for i := range base.Questions {
		m := newMenu(e, answers, advisor.Step{Question: &base.Questions[i]})
		for h := 5; h < 20; h++ {
			for m.cursor = range m.question.Choices {
				lines := m.draw(e, 36, h)
				shown := ansi.Strip(strings.Join(lines, "\n"))
				hint := m.at().Help
				if why := m.pointless[m.cursor]; why != "" {
					hint = "Would change nothing: " + why
				}
				word, _, _ := strings.Cut(hint, " ")
				_, below, _ := strings.Cut(shown, "› ")
				whole := strings.Contains(strings.Join(strings.Fields(below), " "), strings.TrimSuffix(hint, "."))
				if len(lines) > h || !strings.Contains(below, "\n      "+word) || !whole && !strings.Contains(below, "…") {
					t.Fatalf("%s in %d lines:\n%s", m.question.ID, h, shown)
				}
			}
		}
	}
}

// A choice that the end of the list breaks off says so, with a digit before it or none.
func TestChoiceThatIsBrokenOffSaysSo(t *testing.T) {
	e, q := testEnv(t), knowledge.Question{ID: "many"}
	for i := range 16 {
		q.Choices = append(q.Choices, knowledge.Choice{ID: string(rune('a' + i)),
			Label: "Deployment: containers on own hosts"})
	}
	m := menu{question: &q, pointless: make([]string, len(q.Choices))}
	for h := 4; h < 32; h++ {
		for m.cursor = range q.Choices {
			shown := ansi.Strip(strings.Join(m.draw(e, 33, h), "\n"))
			for broken := range strings.SplitSeq(shown, "containers on") {
				if after := strings.TrimLeft(broken, " "); strings.HasPrefix(after, "\n    ↓") {
					t.Fatalf("in %d lines, at %d:\n%s", h, m.cursor, shown)
				}
			}
		}
	}
}

// What is ticked and what is not has to be seen: the faint colour is for rules.
func TestBoxesAreSeen(t *testing.T) {
	e := testEnv(t)
	base, err := knowledge.Load(knowledge.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	e.Engine, e.Answers = advisor.New(base), advisor.Answers{}
	body := strings.Join(opened(ToSituations{}, e).View(e, e.size()).Body, "\n")
	if !strings.Contains(body, e.Styles.Dim.Render("[ ] ")) || strings.Contains(body, e.Styles.Faint.Render("[ ] ")) {
		t.Error("boxes that are not ticked are faint")
	}
}

// A question of house rules may be of any length: it is cut with a sign, and its choices are still there.
func TestLongQuestionLeavesRoomForItsChoices(t *testing.T) {
	e := testEnv(t)
	for i := range e.Engine.Base().Questions {
		q := &e.Engine.Base().Questions[i]
		q.Title, q.Why = strings.Repeat("what does the group approve ", 20), strings.Repeat("abcdefghij", 90)
	}
	for _, size := range [][2]int{{40, 10}, {60, 16}, {80, 24}, {100, 30}} {
		e.Width, e.Height = size[0], size[1]
		shown := text(newInterview(e, ToQuestion{ID: "store"}), e)
		if !strings.Contains(shown, "› 1") || !strings.Contains(shown, " …\n") && !strings.Contains(shown, " … ") {
			t.Errorf("%v:\n%s", size, shown)
		}
	}
}

// A question that newcomers are spared says why it is not asked.
func TestSparedQuestionSaysWhy(t *testing.T) {
	base, err := knowledge.Load(knowledge.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	a := advisor.Answers{}.With("journey", "new-service").With("artifact", "service").With("interface", "rest").
		With("store", "postgres").With("query-style", "sql").With("rust-experience", "none")
	said, _ := newRelevance(advisor.New(base), a, "For your answers").question(base.Question("tower"))
	if said != "Not asked: no answer to it changes a pick." {
		t.Error(said)
	}
}

// A preview is made anew on every key.
func BenchmarkPreview(b *testing.B) {
	base, err := knowledge.Load(knowledge.Embedded())
	if err != nil {
		b.Fatal(err)
	}
	engine, entries := advisor.New(base), base.Entries()
	e := Env{Engine: engine, Words: base.Words, Index: NewSearchIndex(base, entries), Width: 100, Height: 30}
	my := newRelevance(engine, advisor.Answers{}, "For your answers")
	for i := 0; b.Loop(); i++ {
		preview(e, entries[i*37%len(entries)], my, pageOf{layout: pageLayout{cells: 70}, words: "the a"})
	}
}

// TestSectionsCutWithASign lists pages in a narrow column: a decision is named in brief, any other title says that it
// is cut.
func TestSectionsCutWithASign(t *testing.T) {
	s := &advice{at: 2, pages: []report.Section{{Title: "What could change it"},
		{Title: "Migration strategy", Standing: advisor.Settled}, {Title: "Plan"}}}
	for i, want := range []string{"What could chan…", "Migration"} {
		if got := strings.Fields(ansi.Strip(s.row(testEnv(t), i, 20))); !strings.HasPrefix(strings.Join(got, " "), want) {
			t.Errorf("%q is listed as %q", s.pages[i].Title, got)
		}
	}
}

// Whose answers are compared is read in full where there is room; when they were saved gives way.
func TestNamesOfComparedStandWhole(t *testing.T) {
	e := testEnv(t)
	e.Width, e.Height = 60, 16
	s := &versus{rows: []Others{{Name: "Ana, for the accounting department", About: "16 answers, saved just now"}}}
	if got := ansi.Strip(s.row(e, 1, &s.rows[0])); got != "    [ ] Ana, for the accounting department  16 answers" {
		t.Errorf("%q", got)
	}
}
