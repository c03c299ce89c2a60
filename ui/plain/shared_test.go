package plain

import (
	"io"
	"strings"
	"testing"
	"time"

	"rustadvisor/ui/session"
)

// typist types one line at a time; before some something else happens.
type typist struct {
	lines  []string
	before map[int]func()
	at     int
}

func (r *typist) Read(p []byte) (int, error) {
	if r.at == len(r.lines) {
		return 0, io.EOF
	}
	if does := r.before[r.at]; does != nil {
		does()
	}
	r.at++
	return copy(p, r.lines[r.at-1]+"\n"), nil
}

// Another program that changes the session meanwhile keeps its answers, and so does this one; it is told.
func TestAnotherProgram(t *testing.T) {
	e, s := small(t), session.Store{Dir: t.TempDir()}
	now := time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)
	other := func() {
		held, a, _, _ := s.Open(e.Base(), s.Latest())
		if _, err := s.Keep(e.Base(), held, a.With("store", "mongodb"), now); err != nil {
			t.Error(err)
		}
	}
	var out, warned strings.Builder
	err := Run(Options{Engine: e, Store: s, Out: &out, Err: &warned, Now: func() time.Time { return now },
		Cause: "--plain", Journey: "new-service",
		In: &typist{lines: []string{"1", "postgres", "q"}, before: map[int]func(){1: other}}})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(warned.String(), "another program has changed this session") {
		t.Errorf("warned: %q", warned.String())
	}
	list, _ := s.List(e.Base())
	stores := map[string]bool{}
	for _, i := range list {
		stores[i.Answers.Choice("store")] = true
	}
	if len(list) != 2 || !stores["mongodb"] || !stores["postgres"] {
		t.Errorf("saved %+v", list)
	}
}
