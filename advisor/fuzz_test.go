package advisor_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rustadvisor/advisor/answerfile"
	"rustadvisor/knowledge/strict"
	"rustadvisor/knowledge/wording"
)

// FuzzAnswers reads anything as answers: they are understood, and then survive being written and read again,
// or are refused with the line.
func FuzzAnswers(f *testing.F) {
	e := engine(f)
	names, _ := filepath.Glob("testdata/*/*.toml")
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	for _, text := range []string{"", "[answers]\nstore = \"postgress\"", "[answers]\nstore = 1",
		"star = \"store\"\n[answers]\nstore = \"not-sure\"",
		"star = \"nobody\"", "knowledge = \"2020-01\"\n[answers]\nold = \"x\"\nstore = \"paper\"",
		"[answers]\n\"a.b\" = \"c\"", "[[answers]]",
		"knowledge = \"\x1b[31m\"\n[answers]\n\"\u202e\" = \"\\u0007\"", "answers = { store = \"postgres\" }",
		"answers.store = \"postgres\"",
		"[pins]\nweb-framework = \"axum\"\n[answers]\nstore = \"postgres\"",
		"knowledge = \"2020-01\"\n[pins]\nold = \"x\"\nweb-framework = \"gone\"", "pins = 1"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		a, notes, err := answerfile.Parse(e.Base(), "answers.toml", []byte(text))
		if err != nil {
			checkRefusal(t, text, err)
			return
		}
		for _, note := range notes {
			if note != wording.Clean(note) {
				t.Errorf("a note that a terminal would obey: %q", note)
			}
		}
		e.Picks(a)
		again, notes, err := answerfile.Parse(e.Base(), "again", answerfile.Format(e.Base(), a, nil))
		if err != nil || len(notes) > 0 || !again.Same(a) {
			t.Errorf("%v becomes %v, %v, %v when written and read", a, again, notes, err)
		}
	})
}

func checkRefusal(t *testing.T, text string, err error) {
	var problems strict.Problems
	if !errors.As(err, &problems) || len(problems) == 0 {
		t.Fatalf("refused with %T %v", err, err)
	}
	for _, p := range problems {
		if p.File != "answers.toml" || p.Line < 1 || p.Line > 1+strings.Count(text, "\n") || p.What == "" {
			t.Errorf("a problem without a place: %+v", p)
		}
		if s := p.String(); s != wording.Clean(s) {
			t.Errorf("a message that a terminal would obey: %q", s)
		}
	}
}
