package plain

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rustadvisor/advisor"
	"rustadvisor/advisor/report"
	"rustadvisor/knowledge"
	"rustadvisor/ui/session"
)

func small(t *testing.T) *advisor.Engine {
	t.Helper()
	base, err := knowledge.Load(os.DirFS("../../advisor/report/testdata/base"))
	if err != nil {
		t.Fatal(err)
	}
	return advisor.New(base)
}

// talk runs an interview over the lines and returns what was said.
func talk(e *advisor.Engine, dir string, o Options, lines ...string) (said, warned string, err error) {
	var out, warnings bytes.Buffer
	o.Engine, o.Store, o.Out, o.Err, o.Cause = e, session.Store{Dir: dir}, &out, &warnings, "--plain"
	o.In = strings.NewReader(strings.Join(lines, "\n"))
	o.Now = func() time.Time { return time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC) }
	err = Run(o)
	return out.String(), warnings.String(), err
}

func wants(t *testing.T, said string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		at := strings.Index(said, text)
		if at < 0 {
			t.Fatalf("%q is not said, or not in this order; what is left:\n%s", text, said)
		}
		said = said[at+len(text):]
	}
}

func TestInterview(t *testing.T) {
	e := small(t)
	dir := t.TempDir()
	said, _, err := talk(e, dir, Options{}, "new-service", "1", "postgres", "b", "", "models", "d", "r", "s", "b", "1", "e 3", "2", "2", "q")
	if err != nil {
		t.Fatal(err)
	}
	wants(t, said, "line mode (--plain)", "Question 1 of 1", "What brings you here?", "Question 2 of 3, Data",
		"Question 4 of 4, Data", "Question 3 of 4", "1  PostgreSQL [postgres] (your answer; an empty line keeps it)",
		"Database layer: SQLx → SeaORM", "# Your Rust stack", "2 more questions could refine this", "Question 5 of 6",
		"4  Query style: Models first", "Question 6 of 6", "Question 5 of 6", "Question 6 of 6", "Where do the data live?",
		"Database layer: SeaORM → MongoDB driver", "# Your Rust stack", "Saved as "+filepath.Join(dir, "20261122-093000.toml"))
}

func TestEditOfWhatHidesTheQuestion(t *testing.T) {
	said, _, err := talk(small(t), t.TempDir(), Options{Journey: "new-service"}, "1", "1", "e 3", "mongodb", "b", "q")
	if err != nil {
		t.Fatal(err)
	}
	// The layer's questions are gone with the store: the advice follows; going back leads to the store.
	wants(t, said, "How do you want to write queries?", "Where do the data live?", "Database layer: SQLx → MongoDB driver",
		"# Your Rust stack", "Where do the data live?", "Saved as")
}

func TestEndOfInput(t *testing.T) {
	e, dir := small(t), t.TempDir()
	var ended *Ended
	if _, _, err := talk(e, dir, Options{}); !errors.As(err, &ended) || ended.Saved != "" {
		t.Errorf("no input: %v", err)
	}
	_, _, err := talk(e, dir, Options{}, "new-service", "2")
	if !errors.As(err, &ended) || ended.Saved != filepath.Join(dir, "20261122-093000.toml") {
		t.Errorf("short input: %v", err)
	}
	said, _, err := talk(e, dir, Options{}, "y", "f")
	if err != nil {
		t.Errorf("once the advice is given the end is no error: %v", err)
	}
	wants(t, said, "with 2 answers?", "Question 3 of", "# Your Rust stack")
	if _, _, err := talk(e, dir, Options{}, "n", strings.Repeat("x", 1<<20)); err == nil || errors.As(err, &ended) {
		t.Errorf("a line without end: %v", err)
	}
}

func TestFinishIsOffered(t *testing.T) {
	given := advisor.Answers{Choices: map[string]string{"store": "mongodb"}}
	said, _, err := talk(small(t), t.TempDir(), Options{Answers: &given}, "new-service", "f", "q")
	if err != nil {
		t.Fatal(err)
	}
	wants(t, said, "Nothing that is still open can change a pick: f finishes now.", "What do you build?", "# Your Rust stack")
}

func TestUnsaved(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(dir, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	said, warned, err := talk(small(t), dir, Options{}, "1", "q")
	wants(t, said, "Your answers could not be saved.")
	if err != nil || !strings.Contains(warned, "cannot save answers") {
		t.Errorf("the interview must go on and tell: %v, %q", err, warned)
	}
}

// TestWholeJourneys takes the first choice of everything in each real journey; the advice shown is the report's.
func TestWholeJourneys(t *testing.T) {
	base, err := knowledge.Load(knowledge.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	e := advisor.New(base)
	for _, j := range base.Words.Journeys {
		dir := t.TempDir()
		lines := append([]string{j.ID}, strings.Split(strings.Repeat("1 ", 60), " ")...)
		said, _, err := talk(e, dir, Options{}, append(lines, "d", "q")...)
		if err != nil {
			t.Fatalf("%s: %v", j.ID, err)
		}
		store := session.Store{Dir: dir}
		answers, _, _ := store.Load(base, store.Latest())
		if !strings.Contains(said, string(report.Markdown(e.Advise(answers)))) {
			t.Errorf("%s: the advice is not the report", j.ID)
		}
	}
}

// TestAnyInput types at random: nothing may panic, loop or leave a file that cannot be read.
func TestAnyInput(t *testing.T) {
	e := small(t)
	words := []string{"1", "2", "3", "", "s", "b", "*", "r", "e 1", "e 2", "e 9", "e", "f", "d", "?", "y", "n", "9", "sql", "mongodb", "x\x1b[31m", "é"}
	random := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		dir := t.TempDir()
		var lines []string
		for range random.IntN(60) {
			lines = append(lines, words[random.IntN(len(words))])
		}
		said, _, err := talk(e, dir, Options{}, lines...)
		var ended *Ended
		if err != nil && !errors.As(err, &ended) {
			t.Fatalf("%q: %v", lines, err)
		}
		if strings.Contains(said, "\x1b") {
			t.Fatalf("%q: a control sequence comes back", lines)
		}
		store := session.Store{Dir: dir}
		if id := store.Latest(); id != "" {
			if _, notes, ok := store.Load(e.Base(), id); !ok || notes != nil {
				t.Fatalf("%q: saved %v", lines, notes)
			}
		}
	}
}
