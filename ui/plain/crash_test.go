package plain

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rustadvisor/advisor/doc"
	"rustadvisor/ui/crash"
	"rustadvisor/ui/session"
)

// faulty is a conversation in which something panics: the clock, which saving asks, or looking up an entry.
func faulty(t *testing.T, o Options) (Options, *session.Store) {
	t.Helper()
	s := session.Store{Dir: t.TempDir()}
	asked := 0
	o.Engine, o.Store, o.Out, o.Err, o.Cause, o.Journey, o.Reports, o.Version = small(t), s, &strings.Builder{},
		&strings.Builder{}, "--plain", "new-service", t.TempDir(), "v1.2.3"
	o.Now = func() time.Time {
		if asked++; asked == 3 {
			panic("in the clock\nsecond line")
		}
		return time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)
	}
	o.Describe = func(string, string) []doc.Block { panic("in looking up") }
	return o, &s
}

// checkEnd wants one line that tells where the report is, and a report without anything typed as text.
func checkEnd(t *testing.T, err error, folder string, wants ...string) {
	t.Helper()
	var ended *crash.Ended
	if !errors.As(err, &ended) || ended.Lost != nil || filepath.Dir(ended.Report) != folder {
		t.Fatalf("it ends with %v", err)
	}
	if said := err.Error(); strings.Contains(said, "\n") || !strings.Contains(said,
		"your answers are saved; what happened is in "+ended.Report) {
		t.Errorf("the developer is told %q", said)
	}
	text, err := os.ReadFile(ended.Report)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range append(wants, "version    v1.2.3", "crash_test.go") {
		if !strings.Contains(string(text), want) {
			t.Errorf("the report lacks %q:\n%s", want, text)
		}
	}
	if strings.Contains(string(text), "secret") || strings.Contains(string(text), "postgres") {
		t.Errorf("the report has what was typed:\n%s", text)
	}
}

// A panic ends a conversation with all answers saved, that of the line which made it panic, too.
func TestPanic(t *testing.T) {
	o, s := faulty(t, Options{In: strings.NewReader("secret\n1\npostgres\n1\n")})
	err := Run(o)
	checkEnd(t, err, o.Reports, "panic: in the clock", "place      *plain.question", "before     (text) 1 (text)")
	if a, _, _ := s.Load(o.Engine.Base(), s.Latest()); a.Choice("store") != "postgres" {
		t.Errorf("saved is %v", a)
	}
	o, s = faulty(t, Options{In: strings.NewReader("1\nsearch sql\n1\n")})
	o.Now = time.Now
	err = Run(o)
	checkEnd(t, err, o.Reports, "panic: in looking up", "before     1 search (text) 1")
	if a, _, _ := s.Load(o.Engine.Base(), s.Latest()); len(a.Choices) != 2 {
		t.Errorf("saved is %v", a)
	}
}

// While a pair answers, both keep what they said.
func TestPanicOfAPair(t *testing.T) {
	o, s := faulty(t, Options{In: strings.NewReader("Ana\nBen\n1\nfinish\n2\npostgres\n")})
	err := Pair(o, false, nowhere{})
	checkEnd(t, err, o.Reports, "panic: in the clock")
	list, _ := s.List(o.Engine.Base())
	stores := map[string]bool{}
	for _, i := range list {
		stores[i.Answers.Choice("store")] = true
	}
	if len(list) != 2 || !stores["postgres"] {
		t.Errorf("saved are %d sessions, with %v", len(list), stores)
	}
}

// nowhere is a folder that takes any file and keeps none.
type nowhere struct{}

func (nowhere) Refuses(string) string                   { return "" }
func (nowhere) Write(map[string][]byte) (string, error) { return "", nil }
