package session

import (
	"os"
	"path/filepath"
	"testing"

	"rustadvisor/advisor"
	"rustadvisor/advisor/answerfile"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
)

// FuzzOpen finds anything in the place of a session: it is gone on with, and then saved and read again as it is, or it
// is set aside. Whatever it is, it is still there afterwards, unless all of it was understood.
func FuzzOpen(f *testing.F) {
	base, err := knowledge.Load(os.DirFS("../../advisor/report/testdata/base"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(answerfile.Format(base, answers, nil)))
	f.Add(withName(string(answerfile.Format(base, answers, nil)), "Billing"))
	for _, text := range []string{"", "[answers]", "[answers]\nstore = \"mongodb\"",
		"name = \"a\\u001b[2Jb\"\n[answers]\n", "name = \"\\u202e\"\nname = \"x\"\n[answers]",
		"name = 3\n[answers]", "name = \"unended\n[answers]",
		"knowledge = \"2099-01\"\n[answers]\nstore = \"mongodb\"\ninvented = \"later\"", "[answers]\nstore = \"invented\"",
		"star = \"nobody\"\n[answers]\n", "\x00[answers]\x00", "\xef\xbb\xbf[answers]",
		"[answers]\r\nstore = \"mongodb\"\r\n", "name = \"x\"\r\n[answers]\r\n", "# [answers]"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s := Store{t.TempDir()}
		if err := os.WriteFile(s.Path("x"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		h, a, notes, ok := s.Open(base, "x")
		for _, n := range notes {
			if n != wording.Clean(n) {
				t.Errorf("a note that a terminal would obey: %q", n)
			}
		}
		if h.Name != CleanName(h.Name) {
			t.Errorf("the name %q", h.Name)
		}
		if ok {
			goOn(t, s, base, h, a)
		}
		if (!ok || len(notes) > 0) && !remembers(s, text) {
			t.Errorf("%q is gone; %q", text, notes)
		}
	})
}

// goOn saves what was opened, and reads it again.
func goOn(t *testing.T, s Store, base *knowledge.Base, h Held, a advisor.Answers) {
	t.Helper()
	kept, err := s.Keep(base, h, a, began)
	if err != nil || kept.ID != "x" || kept.Name != h.Name {
		t.Fatalf("kept as %+v, %v", kept, err)
	}
	again, b, notes, ok := s.Open(base, "x")
	if !ok || len(notes) > 0 || again.Name != h.Name || b.Star != a.Star || !a.Same(b) {
		t.Errorf("%q %v becomes %q %v, %v when saved and read", h.Name, a, again.Name, b, notes)
	}
}

// remembers tells whether a file of the store is that text.
func remembers(s Store, text string) bool {
	names, _ := filepath.Glob(filepath.Join(s.Dir, "*"))
	for _, name := range names {
		if got, err := os.ReadFile(name); err == nil && string(got) == text {
			return true
		}
	}
	return false
}
