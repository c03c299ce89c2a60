package session

import (
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"rustadvisor/advisor/answerfile"
)

func TestNames(t *testing.T) {
	s, base := store(t)
	for _, id := range []string{"a", "b", "c"} {
		if err := keep(s, base, Held{ID: id}, answers); err != nil {
			t.Fatal(err)
		}
	}
	when := began.Add(-time.Hour)
	if err := os.Chtimes(s.Path("a"), when, when); err != nil {
		t.Fatal(err)
	}
	got, err := s.Rename("a", "  The \x1b[31mbilling\x07\n \"service\" \u202e ")
	if want := `The [31mbilling "service"`; err != nil || got != want {
		t.Fatalf("%q, %v", got, err)
	}
	h, a, notes, ok := s.Open(base, "a")
	if !ok || len(notes) > 0 || h.Name != got || len(a.Choices) != len(answers.Choices) {
		t.Errorf("%+v %v %q", h, a, notes)
	}
	if info, err := os.Stat(s.Path("a")); err != nil || !info.ModTime().Equal(when) {
		t.Errorf("renaming counts as saving: %v", info.ModTime())
	}
	// The file is still one that answers can be read from.
	text, err := os.ReadFile(s.Path("a"))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := answerfile.Parse(base, "a", text); err != nil {
		t.Error(err)
	}

	var taken *Taken
	if _, err := s.Rename("b", `the [31mBILLING "service"`); !errors.As(err, &taken) ||
		taken.Free != `the [31mBILLING "service" (2)` {
		t.Errorf("the same name twice: %v", err)
	}
	if _, err := s.Rename("b", taken.Free); err != nil {
		t.Error(err)
	}
	if _, err := s.Rename("c", taken.Free); !errors.As(err, &taken) || !strings.HasSuffix(taken.Free, " (3)") {
		t.Errorf("the third: %v", err)
	}
	if got, err := s.Rename("a", strings.ToUpper(got)); err != nil || got == "" {
		t.Errorf("its own name in capitals: %v", err)
	}
	if got, err := s.Rename("a", strings.Repeat("ä", 100)); err != nil || len([]rune(got)) != 60 {
		t.Errorf("a long name: %q, %v", got, err)
	}
	if _, err := s.Rename("b", strings.Repeat("ä", 100)); !errors.As(err, &taken) || len([]rune(taken.Free)) != 60 {
		t.Errorf("a long name twice: %v", err)
	}
	if got, err := s.Rename("a", " \t"); err != nil || got != "" {
		t.Errorf("no name: %q, %v", got, err)
	}
	if _, err := s.Rename("none", "x"); err == nil || !strings.Contains(err.Error(), "no longer there") {
		t.Errorf("a session that is not there: %v", err)
	}
}

func TestTrash(t *testing.T) {
	s, base := store(t)
	if _, err := s.Restore("", began); err == nil {
		t.Error("something comes back from an empty trash")
	}
	if err := keep(s, base, Held{ID: "a"}, answers); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Rename("a", "Billing"); err != nil {
		t.Fatal(err)
	}
	if err := s.Delete("a", began); err != nil {
		t.Fatal(err)
	}
	if list, _ := s.List(base); len(list) != 0 || s.Latest() != "" {
		t.Errorf("deleted, yet listed: %v, latest %q", list, s.Latest())
	}
	if d := s.Deleted(); len(d) != 1 || d[0].ID != "a" || d[0].Name != "Billing" || !d[0].When.Equal(began) {
		t.Errorf("the trash holds %+v", d)
	}
	if err := s.Delete("a", began); err == nil {
		t.Error("it can be deleted twice")
	}
	// Meanwhile another session has its id, and a second one its name.
	for _, id := range []string{"a", "b"} {
		if err := keep(s, base, Held{ID: id}, answers); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Rename("b", "billing"); err != nil {
		t.Fatal(err)
	}
	h, err := s.Restore("a", began)
	if err != nil || h.ID == "a" || h.Name != "Billing (2)" {
		t.Fatalf("restored as %+v, %v", h, err)
	}
	if got, _, _, ok := s.Open(base, h.ID); !ok || got.Name != "Billing (2)" {
		t.Errorf("%+v, %v", got, ok)
	}
	if len(s.Deleted()) != 0 {
		t.Error("it is still in the trash")
	}
}

// The last one deleted comes back first; what was deleted over 30 days ago goes with the next deletion.
func TestTrashIsEmptied(t *testing.T) {
	s, base := store(t)
	day := func(n int) time.Time { return began.AddDate(0, 0, n) }
	for n, id := range []string{"a", "b", "c"} {
		if err := keep(s, base, Held{ID: id}, answers); err != nil {
			t.Fatal(err)
		}
		if err := s.Delete(id, day(15*n)); err != nil {
			t.Fatal(err)
		}
	}
	if d := s.Deleted(); len(d) != 3 || d[0].ID != "c" {
		t.Errorf("within 30 days: %+v", d)
	}
	if err := keep(s, base, Held{ID: "d"}, answers); err != nil {
		t.Fatal(err)
	}
	if err := s.Delete("d", day(31)); err != nil {
		t.Fatal(err)
	}
	if d := s.Deleted(); len(d) != 3 || d[2].ID != "b" {
		t.Errorf("after 31 days: %+v", d)
	}
}

func TestListAndCopy(t *testing.T) {
	s, base := store(t)
	for n, id := range []string{"a", "b"} {
		if err := keep(s, base, Held{ID: id}, answers); err != nil {
			t.Fatal(err)
		}
		when := began.Add(-time.Duration(n) * time.Hour)
		if err := os.Chtimes(s.Path(id), when, when); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(s.Path("x"), []byte("foreign"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(s.Path("folder"), 0o700); err != nil {
		t.Fatal(err)
	}
	list, notes := s.List(base)
	if len(list) != 2 || list[0].ID != "a" || list[1].ID != "b" || len(notes) != 1 ||
		!strings.Contains(notes[0], "x.toml.broken") {
		t.Errorf("%+v, %q", list, notes)
	}
	h, err := s.Copy(base, "b", began)
	if err != nil || h.ID == "b" {
		t.Fatalf("%+v, %v", h, err)
	}
	if h.Name != "Start something new in Rust (2)" {
		t.Errorf("the copy is called %q", h.Name)
	}
	if _, a, _, _ := s.Open(base, h.ID); len(a.Choices) != len(answers.Choices) {
		t.Errorf("the copy has %v", a)
	}
	if _, err := s.Copy(base, "none", began); err == nil || !strings.Contains(err.Error(), "no longer there") {
		t.Errorf("a copy of nothing: %v", err)
	}
}

// What other knowledge or other house rules made is kept as it was before what does not fit is left out of it.
func TestOtherKnowledgeIsKeptWhole(t *testing.T) {
	for _, version := range []string{"2099-01", "2026-11"} {
		keepsWhole(t, "knowledge = \""+version+"\"\n[pins]\ndatabase-layer = \"sqlx\"\nweb-framework = "+
			"\"ours\"\n[answers]\nstore = \"mongodb\"\ninvented = \"later\"\n")
	}
}

func keepsWhole(t *testing.T, text string) {
	t.Helper()
	s, base := store(t)
	if err := os.MkdirAll(s.Dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(s.Path("new"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	h, a, notes, ok := s.Open(base, "new")
	if !ok || len(a.Choices) != 1 || !strings.Contains(strings.Join(notes, "; "),
		`unknown question "invented": left out`) {
		t.Fatalf("%v, %v, %q", ok, a, notes)
	}
	if said := strings.Join(notes, "; "); len(a.Pins) > 1 || !strings.Contains(said, "of web-framework: left out") {
		t.Errorf("pins %v, %s", a.Pins, said)
	}
	for range 2 {
		var err error
		if h, err = s.Keep(base, h, a, began); err != nil || h.ID != "new" {
			t.Fatal(h.ID, err)
		}
	}
	if kept, err := os.ReadFile(s.Path("new") + ".before"); err != nil || string(kept) != text {
		t.Errorf("kept %q, %v", kept, err)
	}
	if _, err := os.Stat(s.Path("new") + ".before-2"); err == nil {
		t.Error("it is kept twice")
	}
}

// A file that a person wrote may begin otherwise: it has one name after renaming, and its answers, or stays as it is.
func TestRenameOfOtherFiles(t *testing.T) {
	for text, can := range map[string]bool{
		"# mine\nname = \"Old\"\n[answers]\njourney = \"new-service\"\n":         true,
		"\ufeffname = 'Old' # ours\n[answers]\njourney = \"new-service\"\n":      true,
		"star = \"store\"\nname=\"Old\"\n[answers]\njourney = \"new-service\"\n": true,
		"[answers]\njourney = \"new-service\"\n":                                 true,
		"name = \"\"\"\nOld\"\"\"\n[answers]\njourney = \"new-service\"\n":       false,
	} {
		s := Store{t.TempDir()}
		path := s.Path("20261122-100000")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := s.Rename("20261122-100000", "New")
		now, _ := os.ReadFile(path)
		if (err == nil) != can {
			t.Errorf("%q: %v", text, err)
		}
		if can && (nameIn(string(now)) != "New" || strings.Count(string(now), "name") != 1 ||
			!strings.Contains(string(now), "journey")) {
			t.Errorf("%q became %q", text, now)
		}
		if !can && string(now) != text {
			t.Errorf("%q became %q though it says %v", text, now, err)
		}
	}
}
