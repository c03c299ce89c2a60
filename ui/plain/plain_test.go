package plain

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
	"rustadvisor/advisor/report"
	"rustadvisor/knowledge"
	"rustadvisor/ui/session"
)

var update = flag.Bool("update", false, "write the transcripts anew")

func engine(t testing.TB, data string) *advisor.Engine {
	t.Helper()
	base, err := knowledge.Load(os.DirFS(data))
	if err != nil {
		t.Fatal(err)
	}
	return advisor.New(base)
}

// small is a base of a few questions, real the one that is built in.
func small(t testing.TB) *advisor.Engine { return engine(t, "../../advisor/report/testdata/base") }
func real(t testing.TB) *advisor.Engine  { return engine(t, "../../knowledge/data") }

// converse holds a conversation over the lines and returns what was said.
func converse(e *advisor.Engine, dir string, o Options, lines ...string) (said, warned string, err error) {
	var out, warnings bytes.Buffer
	o.Engine, o.Store, o.Out, o.Err, o.Cause = e, session.Store{Dir: dir}, &out, &warnings, "--plain"
	o.In = strings.NewReader(strings.Join(lines, "\n"))
	o.Now = func() time.Time { return time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC) }
	o.Echo = true
	o.Describe = func(kind, id string) []doc.Block {
		return []doc.Block{doc.Paragraph{Text: doc.Of("All about " + kind + " " + id + ".")}}
	}
	err = Run(o)
	return out.String(), warnings.String(), err
}

// says holds a conversation that ends well.
func says(t *testing.T, o Options, lines ...string) string {
	t.Helper()
	said, _, err := converse(small(t), t.TempDir(), o, lines...)
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	return said
}

func wants(t *testing.T, said string, texts ...string) {
	t.Helper()
	whole := said
	for _, text := range texts {
		at := strings.Index(said, text)
		if at < 0 {
			t.Fatalf("%q is not said, or not in this order, in:\n%s", text, whole)
		}
		said = said[at+len(text):]
	}
}

func TestInterview(t *testing.T) {
	dir := t.TempDir()
	said, _, err := converse(small(t), dir, Options{}, "new-service", "1", "postgres", "b", "", "models", "d", "r", "b",
		"1", "e 3", "2", "q")
	if err != nil {
		t.Fatal(err)
	}
	wants(t, said, "in line mode, turned on by --plain", "Question 1.", "What brings you here?", "Question 2 of 3, Data.",
		"Store: PostgreSQL.", "Question 4 of 4, Data.", "Question 3 of 4", "Your answer is 1; an empty line keeps it.",
		"Query style: Models first.\nDatabase layer: SeaORM, before SQLx.\n", "Your Rust stack, from 4 answers.",
		"2 questions are still open",
		"Question 5 of 6", "Your answers. A number changes one.", "4. Query style: Models first.", "Question 5 of 6",
		"Question 6 of 6",
		"Where do the data live?", "Database layer: MongoDB driver, before SeaORM.", "Saved as "+filepath.Join(dir,
			"20261122-093000.toml"))
}

// A question that another answer hides is passed over on the way back.
func TestBackPassesOverWhatIsHidden(t *testing.T) {
	said := says(t, Options{Journey: "new-service"}, "1", "1", "e 3", "mongodb", "b", "q")
	wants(t, said, "How do you want to write queries?", "Where do the data live?",
		"Database layer: MongoDB driver, before SQLx.", "Where do the data live?", "Saved as")
}

func TestEveryJourneyBackToItsBeginning(t *testing.T) {
	e := real(t)
	for _, j := range e.Base().Words.Journeys {
		lines := append([]string{j.ID}, strings.Fields(strings.Repeat("1 ", 30))...)
		lines = append(lines, "") // no Python packages
		lines = append(append(lines, strings.Fields(strings.Repeat("back ", 40))...), "q")
		said, _, err := converse(e, t.TempDir(), Options{}, lines...)
		if err != nil {
			t.Fatal(err)
		}
		wants(t, said, ", from ", "More to read: ", "Question 1", "This is where it begins")
	}
}

// The end of the input is an error at every prompt, but where the advice was given and nothing is pending.
func TestEndOfInput(t *testing.T) {
	e := small(t)
	var ended *Ended
	if _, _, err := converse(e, t.TempDir(), Options{}); !errors.As(err, &ended) || ended.Saved != "" {
		t.Errorf("no input: %v", err)
	}
	whole := []string{"new-service", "why", "2", "star", "postgres", "review", "1", "back", "b", "sql", "x", "2", "1",
		"discard", "ask", "1", "ask", "1", "advice plan", "b", "q"}
	for n := range whole {
		dir := t.TempDir()
		said, _, err := converse(e, dir, Options{}, whole[:n+1]...)
		prompt := said[strings.LastIndexByte(strings.TrimRight(said, "\n"), '\n')+1:]
		asking := strings.Contains(prompt, "why")
		given := strings.Contains(said, "Your Rust stack")
		pending := strings.HasSuffix(strings.Join(whole[:n+1], " "), "x 2 1")
		switch {
		case n == len(whole)-1 || given && !asking && !pending:
			if err != nil {
				t.Errorf("%q: %v", whole[:n+1], err)
			}
		case !errors.As(err, &ended):
			t.Errorf("%q ends without an error:\n%s", whole[:n+1], said)
		case n > 0 && ended.Saved != filepath.Join(dir, "20261122-093000.toml"):
			t.Errorf("%q: saved as %q", whole[:n+1], ended.Saved)
		case pending && ended.Lost != 1:
			t.Errorf("%q: %v", whole[:n+1], err)
		}
	}
	if _, _, err := converse(e, t.TempDir(), Options{}, "1", strings.Repeat("x", 1<<20)); err == nil || errors.As(err,
		&ended) {
		t.Errorf("a line without end: %v", err)
	}
}

func TestContinue(t *testing.T) {
	e, dir := small(t), t.TempDir()
	if _, _, err := converse(e, dir, Options{}, "new-service", "1", "q"); err != nil {
		t.Fatal(err)
	}
	said, _, err := converse(e, dir, Options{}, "3", "1", "mongodb", "q")
	if err != nil {
		t.Fatal(err)
	}
	wants(t, said, "Start.", "1. Continue ", "2. Begin anew; what is saved is kept.",
		"There is no 3 here. Type 1, 2, back or help.",
		"Question 3 of", "Your Rust stack, from 3 answers.")
	said, _, err = converse(e, dir, Options{}, "2", "b", "1", "back", "back", "q")
	if err != nil {
		t.Fatal(err)
	}
	wants(t, said, "What brings you here?", "Back at the start.", "Your Rust stack", "Where do the data live?",
		"What do you build?")
	if list, _ := (session.Store{Dir: dir}).List(e.Base()); len(list) != 1 || len(list[0].Answers.Choices) != 3 {
		t.Errorf("the session is %+v", list)
	}
}

// settle asks the open questions that can change a pick, of the section that is read or of all, then gives the advice.
func TestSettle(t *testing.T) {
	e := real(t)
	given := advisor.Answers{}.With("journey", "new-service").With("artifact", "service").With("store", "postgres")
	settles := e.Advise(given).ToSettle("web-framework")
	if len(settles) < 2 {
		t.Fatalf("%v settle it; the test shows nothing", settles)
	}
	lines := []string{"advice web-framework", "settle"}
	var wanted []string
	for i, q := range settles {
		lines = append(lines, "not sure")
		wanted = append(wanted, fmt.Sprintf("A question that settles picks, %d more to come.", len(settles)-i-1), q.Title)
	}
	said, _, err := converse(e, t.TempDir(), Options{Answers: &given}, append(lines, "q")...)
	if err != nil {
		t.Fatal(err)
	}
	wants(t, said, append(wanted, "Your Rust stack", "More to read")...)
	said, _, err = converse(e, t.TempDir(), Options{Answers: &given}, "settle nowhere", "settle web framework", "finish",
		"ask", "q")
	if err != nil {
		t.Fatal(err)
	}
	wants(t, said, "There is no decision ", "then back to the advice.", "A question that settles picks",
		"Your Rust stack", "Question ")
}

func TestFinishIsOffered(t *testing.T) {
	given := advisor.Answers{Choices: map[string][]string{"store": {"mongodb"}}}
	said := says(t, Options{Answers: &given}, "new-service", "f", "q")
	wants(t, said, "Nothing that is still open can change a pick. finish goes to the advice.", "What do you build?",
		"Your Rust stack")
}

func TestUnsaved(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(dir, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	said, warned, err := converse(small(t), dir, Options{}, "1", "q")
	if !strings.Contains(warned, "cannot save answers") || !strings.Contains(said, "What do you build?") {
		t.Errorf("it must go on and tell: %q\n%s", warned, said)
	}
	if err == nil || err.Error() != "your last answers could not be saved" || strings.Contains(said, "Saved as") {
		t.Errorf("it must end with that: %v\n%s", err, said)
	}
}

func TestWhatIf(t *testing.T) {
	dir := t.TempDir()
	lines := []string{"new-service", "1", "1", "what if 2", "1", "x", "3", "2", "back", "undo", "undo", "star 4",
		"what if 3", "2", "picks", "keep", "r", "q"}
	said, _, err := converse(small(t), dir, Options{}, lines...)
	if err != nil {
		t.Fatal(err)
	}
	wants(t, said, "If Query style is “Models first”:\nDatabase layer: SeaORM, before SQLx. ",
		// tells, and does not choose
		"Query style: Plain SQL", "What if. Try other answers; yours stay as they are until you type keep.",
		"What if, another answer to:",
		"If Store is “MongoDB”:", "Database layer: MongoDB driver, before SQLx. SQLx is ruled out",
		"keep makes 1 change yours",
		"1 change not kept yet. Type keep or discard.", "All answers are as yours are, so nothing moves.",
		"Nothing was tried yet.", "If Query style matters most:",
		"Database layer: MongoDB driver", "Kept 2 changes.", "3. Store: MongoDB.")
}

func TestWhatIfDiscarded(t *testing.T) {
	said := says(t, Options{}, "new-service", "1", "1", "1", "x 3", "2", "advice", "x", "discard", "r", "q")
	wants(t, said, "If Store is “MongoDB”:", "Your Rust stack, from 4 answers.", "Back at the what-if.",
		"Discarded 1 change. Your answers are as they were.", "3. Store: PostgreSQL.")
	said = says(t, Options{}, "new-service", "1", "1", "1", "x 3", "2", "q")
	wants(t, said, "1 change tried and not kept.\nSaved as")
}

func TestMust(t *testing.T) {
	said := says(t, Options{}, "new-service", "1", "1", "1", "must seaorm", "must nosuch", "must sqlx", "picks", "q")
	wants(t, said, "must seaorm\nDatabase layer: SeaORM, before SQLx. ", "There is no option “nosuch”.",
		"Database layer: SQLx")
}

// A pin holds in the advice, the picks, a what-if and what is exported, until it is released.
func TestPins(t *testing.T) {
	dir := t.TempDir()
	said := says(t, Options{Exports: dir}, "new-service", "1", "1", "1", "pin", "release", "pin nosuch", "pin seaorm",
		"pin SeaORM", "picks", "pin", "must sqlx",
		"x 3", "2", "discard", "advice pinned", "export", "1", "pin axum", "release diesel", "release seaorm", "release",
		"pin sea-orm", "q")
	wants(t, said, "Nothing is pinned. pin and an option uses it", "Nothing is pinned.",
		"There is no option “nosuch”.",
		"Pinned SeaORM.\nDatabase layer: SeaORM, before SQLx. The advice would be SQLx", "SeaORM is pinned already.",
		"Database layer: SeaORM, pinned.",
		"Database layer: SeaORM, pinned; 8 points behind SQLx.\nIn all that costs 9 points.",
		"Database layer: SQLx, before SeaORM. It is the advice anyway",
		"If Store is “MongoDB”:\nDatabase layer: SeaORM. The advice would be MongoDB driver", "Breaks a veto",
		"Pinned\n", "What must be used",
		"STACK.md", "Pinned Axum.", "“diesel” is not pinned. Pinned: Axum and SeaORM.",
		"Released SeaORM.\nDatabase layer: SQLx, before SeaORM. SeaORM is no longer pinned.", "Released Axum.\nNothing moves")
	e := small(t)
	answers := advisor.Answers{Choices: map[string][]string{"journey": {"new-service"}, "artifact": {"http-service"},
		"store": {"postgres"}, "query-style": {"sql"}}}
	made, err := os.ReadFile(filepath.Join(dir, "STACK.md"))
	want := report.Markdown(e.Advise(answers.Pinned(advisor.Pin{Decision: "database-layer", Option: "sea-orm"})))
	if err != nil || string(made) != string(want) {
		t.Errorf("the exported report is not that of advise --pin: %v\n%s", err, cmp.Diff(string(want), string(made)))
	}
}

// Pins are saved with the answers, and are there again. In a what-if they are tried, and become the session's with
// keep.
func TestPinsStay(t *testing.T) {
	dir, e := t.TempDir(), small(t)
	said, _, err := converse(e, dir, Options{}, "new-service", "1", "1", "1", "x", "pin seaorm", "undo", "pin seaorm",
		"discard", "pin", "pin sqlx", "x", "pin seaorm", "release", "keep",
		"pin seaorm", "x", "keep", "b", "q")
	if err != nil {
		t.Fatal(err)
	}
	wants(t, said, "Pinned SeaORM.\nIf Database layer must be SeaORM:\nDatabase layer: SeaORM, before SQLx.",
		"keep makes 1 pin yours", "Taken back.", "Discarded 1 pin.", "Nothing is pinned.",
		"Pinned SQLx.\nDatabase layer: SQLx. It is the advice anyway", "If Database layer must be SeaORM:",
		"Released SeaORM.\nIf Database layer is not pinned:", "Kept 1 pin released.", "Pinned SeaORM.")
	said, _, err = converse(e, dir, Options{}, "1", "pin", "review", "release", "q")
	if err != nil {
		t.Fatal(err)
	}
	wants(t, said, "Database layer: SeaORM, pinned; 8 points behind SQLx.", "Your answers.",
		"Database layer: SeaORM, pinned.", "Released SeaORM.")
	said, _, err = converse(e, dir, Options{}, "1", "pin", "q")
	if err != nil {
		t.Fatal(err)
	}
	wants(t, said, "Nothing is pinned.")
}

// A pin of an option that several decisions have is asked for by decision.
func TestPinOfSeveral(t *testing.T) {
	said, _, err := converse(real(t), t.TempDir(), Options{}, "new-service", "f", "pin none", "pin web-framework.none",
		"pin ci-platform=jenkins", "release none", "release", "q")
	if err != nil {
		t.Fatal(err)
	}
	wants(t, said, "“none” is an option of several decisions. Type pin and one of web-framework.none, ",
		"Pinned No web framework.", "Pinned Jenkins.",
		"In all: ", "Released No web framework.", "Released Jenkins.")
}

func TestCompare(t *testing.T) {
	file := filepath.Join(t.TempDir(), "ben.toml")
	if err := os.WriteFile(file, []byte("[answers]\njourney = \"new-service\"\nstore = \"mongodb\"\n"),
		0o600); err != nil {
		t.Fatal(err)
	}
	wants(t, says(t, Options{}, "new-service", "1", "postgres", "1", "compare "+file, "all", "b", "q"),
		"Comparison.\nYou and ben differ on 3 answers", "Database layer: SQLx (you), MongoDB driver (ben)", "Comparison.",
		"Back at your advice.")
	// Of more, who comes to what is told first; who is in the conversation already counts once.
	o := Options{Answers: &advisor.Answers{Choices: map[string][]string{"journey": {"new-service"},
		"store": {"postgres"}, "artifact": {"http-service"}}}, File: file}
	said := []string{"compare", file}
	for _, name := range []string{"cai", "dora"} {
		said = append(said, filepath.Join(filepath.Dir(file), name+".toml"))
		text := "[answers]\njourney = \"new-service\"\nstore = \"mongodb\"\nartifact = \"http-service\"\n"
		if err := os.WriteFile(said[len(said)-1], []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	wants(t, says(t, o, strings.Join(said, " "), "q"), file+" is where your answers come from; it counts once.",
		"Comparison.\nYou, cai and dora differ on", "cai, dora: Database layer MongoDB driver")
	wants(t, says(t, Options{}, "compare none.toml", "compare", "q"), "cannot read the answers: open none.toml",
		"compare needs something after it: compare FILE.")
}

func TestSearch(t *testing.T) {
	wants(t, says(t, Options{}, "search", "search sqlx", "1", "search xyzzy", "b", "q"),
		"search needs something after it: search WORDS.",
		"Found ", "1. SQLx, option.", "All about option database-layer.sqlx.",
		"Nothing has all of “xyzzy”. Try fewer words.", "What brings you here?")
}

func TestExport(t *testing.T) {
	dir := t.TempDir()
	said := says(t, Options{Exports: dir}, "new-service", "1", "1", "1", "export", "1", "1", "replace 1", "2", "3", "4",
		"5", "6", "6", "replace 99", "folder nowhere", "folder "+dir, "q")
	wants(t, said, "Export. A number writes a file into "+dir, "Written: "+filepath.Join(dir, "STACK.md"),
		"STACK.md exists already. replace 1 writes over it.",
		"Written: ", "answers.toml", "report.html", "advice.json", "docs", "Nothing to write in", "There is no “99”",
		"“nowhere”: there is no such folder.",
		"1. Report as Markdown, STACK.md, which exists and stays unless you type replace.")
	for _, name := range []string{"STACK.md", "answers.toml", "report.html", "advice.json", "docs/decisions"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Error(err)
		}
	}
}

// Exports never go over what is there unasked.
func TestExportKeeps(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "STACK.md")
	if err := os.WriteFile(file, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	says(t, Options{Exports: dir}, "export", "1", "q")
	if text, _ := os.ReadFile(file); string(text) != "mine" {
		t.Errorf("the file has become %q", text)
	}
}

// Wrong input names what can be typed, and chooses nothing.
func TestWrongInput(t *testing.T) {
	for typed, want := range map[string]string{
		"99":                     "There is no 99 here. Type 1, 2, why, back or help.",
		"0":                      "There is no 0 here.",
		"-1":                     "There is no -1 here.",
		"":                       "Nothing is typed. Type 1, 2, why, back or help.",
		"xyzzy":                  "“xyzzy” is not understood here. Type 1, 2, why, back or help.",
		"new-servic":             "Did you mean new-service?",
		"revue":                  "Did you mean review?",
		"e 7":                    "There is nothing in your answers yet.",
		"e":                      "change needs something after it: change NUMBER.",
		"back 2":                 "back takes nothing after it. Type back alone.",
		"keep":                   "keep can be used only while you try a what-if.",
		"s":                      "This one needs an answer; it can be changed later.",
		"what if 9":              "There is no “9” in this question. Use a number from 1 to 2.",
		"what if x":              "There is no “x” in this question.",
		"advice nosuch":          "There is no section “nosuch”.",
		"advice 99":              "There is no section “99”.",
		"evidence 999":           "There is no “999” in the evidence.",
		"help nosuch":            "There is no command “nosuch”.",
		"help keep":              "keep: make what you tried your answers. It can be used while you try a what-if.",
		"co":                     "compare needs something after it",
		"f x":                    "finish takes nothing after it.",
		"\x1b[2Jx":               "is not understood here.",
		strings.Repeat("x", 500): " and so on” is not understood here.",
	} {
		dir := t.TempDir()
		said, _, err := converse(small(t), dir, Options{}, typed, "q")
		if err != nil || !strings.Contains(said, want) || strings.Contains(said, "\x1b") {
			t.Errorf("%q: %v: %q is not in\n%s", typed, err, want, said)
		}
		wants(t, said, "Nothing was answered, so nothing is saved.")
	}
	wants(t, says(t, Options{}, "START something new in rust", "a library", "q"), "Artifact: A library.")
	wants(t, says(t, Options{}, "an", "rev", "b", "wh", "q"), "“an” is not understood",
		"Your answers. Nothing is answered yet.", "“wh” could be why or what if.")
}

// Every command can be found by help, and no two are called the same.
func TestCommands(t *testing.T) {
	said := says(t, Options{}, "help", "q")
	seen := map[string]bool{}
	for _, k := range tasks() {
		for _, c := range k.commands {
			if !strings.Contains(said, c.name) {
				t.Errorf("help does not tell of %s", c.name)
			}
			if (c.at == nil) != (c.only == "") {
				t.Errorf("%s: where it can be used is told, or held, but not both", c.name)
			}
			for _, name := range append([]string{c.name}, c.also...) {
				if seen[name] {
					t.Errorf("two commands are called %s", name)
				}
				seen[name] = true
			}
		}
	}
	for _, q := range real(t).Base().Questions {
		for _, c := range q.Choices {
			if c, arg := called((&talk{places: []place{&review{}}}).commands(false), c.Label); c != nil && arg == "" {
				t.Errorf("choice “%s” of %s is a command", c.name, q.ID)
			}
		}
	}
}

// Lines are broken between words where a width is given, and nowhere else; code never is.
func TestWidth(t *testing.T) {
	lines := []string{"new-service", "1", "1", "1", "all", "q"}
	longest := func(o Options) (most int) {
		code := false
		for _, l := range strings.Split(says(t, o, lines...), "\n") {
			if strings.HasPrefix(l, "Code") || l == "End of code." {
				code = !code
			}
			if strings.Contains(l, " ") && !code && !strings.Contains(l, "help: ") && !strings.Contains(l, "Saved") {
				most = max(most, len([]rune(l)))
			}
		}
		return most
	}
	if n := longest(Options{Width: 60}); n > 60 || n < 50 {
		t.Errorf("the longest line has %d columns of 60", n)
	}
	if n := longest(Options{}); n < 100 {
		t.Errorf("without a width the longest line has %d columns", n)
	}
}

// TestGoldenTranscripts holds a whole conversation on each journey against what was read and found good.
func TestGoldenTranscripts(t *testing.T) {
	e := real(t)
	for journey, lines := range map[string][]string{
		"new-service": {"1", "why", "service", "rest", "1", "what if 8", "postgres", "1", "back", "star", "1", "1", "1",
			"not sure", "1",
			"2", "evidence 7", "back", "what if", "5", "mongodb", "back", "undo", "discard", "search sqlx offline", "1", "back",
			"compare testdata/ben.toml", "b", "pin diesel", "pin", "advice pinned", "back", "release", "review", "5", "sqlite",
			"b", "ask", "s", "advice plan", "quit"},
		"migrate-python": {"2", "1", "1", "1", "1", "1", "1", "1", "1", "3", "next", "next", "picks", "wat", "help what if",
			"must pyo3-maturin", "what if 4", "3",
			"celery, our-thing", "", "keep", "advice python", "quit"},
		"improve-rust": {"3", "2", "s", "s", "2", "2", "1", "1", "1", "finish", "1", "next", "next", "advice risks",
			"evidence 1", "quit"},
	} {
		said, warned, err := converse(e, t.TempDir(), Options{}, lines...)
		if err != nil || warned != "" {
			t.Fatalf("%s: %v %s\n%s", journey, err, warned, said)
		}
		said, _, _ = strings.Cut(said, "Saved as ")
		file := filepath.Join("testdata", journey+".txt")
		if *update {
			if err := os.WriteFile(file, []byte(said), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), said); diff != "" {
			t.Errorf("%s, -want +got (-update writes it anew):\n%s", journey, diff)
		}
		for _, sign := range "→−–·│─★✓▲▼" {
			if strings.ContainsRune(withoutCode(said), sign) {
				t.Errorf("%s: %q is not read aloud", journey, sign)
			}
		}
	}
}

// withoutCode leaves out what is code, where signs are what they are.
func withoutCode(said string) string {
	var out []string
	code := false
	for _, l := range strings.Split(said, "\n") {
		code = code && l != "End of code." || strings.HasPrefix(l, "Code, ") || l == "Code:"
		if !code && !strings.Contains(l, "https://") && !strings.Contains(l, "=true") {
			out = append(out, l)
		}
	}
	return strings.Join(out, "\n")
}
