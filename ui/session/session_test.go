package session

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

var began = time.Date(2026, 11, 22, 9, 30, 0, 0, time.FixedZone("somewhere", 3600))

func store(t *testing.T) (Store, *knowledge.Base) {
	t.Helper()
	base, err := knowledge.Load(os.DirFS("../../advisor/report/testdata/base"))
	if err != nil {
		t.Fatal(err)
	}
	return Store{filepath.Join(t.TempDir(), "deep", "sessions")}, base
}

var answers = advisor.Answers{Star: "store", Choices: map[string][]string{
	"journey": {"new-service"}, "store": {"mongodb"},
	"query-style": {"sql"}, // hidden with this store; kept for going back
}, Pins: map[string]string{"database-layer": "diesel"}}

func TestSaveAndLoad(t *testing.T) {
	s, base := store(t)
	if got := s.Latest(); got != "" {
		t.Fatalf("a store that is not there has the session %q", got)
	}
	id := newID(began, s.Path)
	if id != "20261122-083000" {
		t.Errorf("id %q is not the time in UTC", id)
	}
	if err := keep(s, base, Held{ID: id}, answers); err != nil {
		t.Fatal(err)
	}
	got, notes, ok := s.Load(base, s.Latest())
	if !ok || len(notes) > 0 {
		t.Fatalf("load: %v, notes %q", ok, notes)
	}
	if diff := cmp.Diff(answers, got); diff != "" {
		t.Errorf("saved and loaded (-want +got):\n%s", diff)
	}
	info, err := os.Stat(s.Path(id))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the answers are readable by others: %v %v", info.Mode(), err)
	}
	if next := newID(began, s.Path); next != id+"-2" {
		t.Errorf("a second session of the same second is %q", next)
	}
}

func TestLatestIsTheOneSavedLast(t *testing.T) {
	s, base := store(t)
	for i, id := range []string{"b", "a", "c"} {
		if err := keep(s, base, Held{ID: id}, answers); err != nil {
			t.Fatal(err)
		}
		when := began.Add(time.Duration([]int{1, 3, 2}[i]) * time.Hour)
		if err := os.Chtimes(s.Path(id), when, when); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(s.Dir, "notes.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(s.Path("b"), s.Path("z")); err != nil {
		t.Fatal(err)
	}
	if got := s.Latest(); got != "a" {
		t.Errorf("latest is %q, want a", got)
	}
}

// TestSetAside gives Load what it cannot use: it must never be lost, nor tried again, nor written to a terminal as it
// is.
func TestSetAside(t *testing.T) {
	for name, text := range map[string]string{
		"empty":     "",
		"cut short": "# Answers for rustadvisor.\nknowl",
		"foreign":   "[server]\nport = 80\n",
		"binary":    "\x00\x01\xff[answers]\n",
		"wrong id":  "[answers]\nstore = \"postgress\"\n",
		"escape":    "[answers]\nstore = \"\\u001b[31m\"\n",
		"later":     "knowledge = \"2099-01\"\nformat = 2\n[answers]\nstore = \"mongodb\"\n",
		"huge":      "[answers]\n" + strings.Repeat("# filler\n", maxFile/9),
		"name":      "name = 7\n[answers]\nstore = \"mongodb\"\n",
	} {
		t.Run(name, func(t *testing.T) {
			s, base := store(t)
			if err := os.MkdirAll(s.Dir, 0o700); err != nil {
				t.Fatal(err)
			}
			for range 2 { // a second one does not overwrite the first
				if err := os.WriteFile(s.Path("x"), []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
				_, notes, ok := s.Load(base, "x")
				if ok || len(notes) != 1 || !strings.Contains(notes[0], "the file is kept as ") ||
					strings.Contains(notes[0], "\x1b") {
					t.Fatalf("load: %v, notes %q", ok, notes)
				}
				_, aside, _ := strings.Cut(notes[0], "the file is kept as ")
				if kept, err := os.ReadFile(aside); err != nil || string(kept) != text {
					t.Errorf("kept %q, %v", kept, err)
				}
			}
			if got := s.Latest(); got != "" {
				t.Errorf("the broken session is offered again: %q", got)
			}
		})
	}
}

func TestOtherKnowledge(t *testing.T) {
	s, base := store(t)
	if err := os.MkdirAll(s.Dir, 0o700); err != nil {
		t.Fatal(err)
	}
	text := "knowledge = \"2020-01\"\n[answers]\nstore = \"mongodb\"\ngone = \"yes\"\nload = \"gone\"\n"
	if err := os.WriteFile(s.Path("old"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	got, notes, ok := s.Load(base, "old")
	if diff := cmp.Diff(map[string][]string{"store": {"mongodb"}}, got.Choices); !ok || diff != "" || len(notes) != 3 {
		t.Errorf("load: %v, notes %q (-want +got):\n%s", ok, notes, diff)
	}
}

// What is there but cannot be read is told, and left alone.
func TestUnreadable(t *testing.T) {
	s, base := store(t)
	if err := os.MkdirAll(s.Path("folder"), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, notes, ok := s.Load(base, "folder"); ok || len(notes) != 1 || !strings.Contains(notes[0], "cannot be read") {
		t.Errorf("load of a folder: %v, %q", ok, notes)
	}
	if _, err := os.Stat(s.Path("folder")); err != nil {
		t.Error(err)
	}
	h, err := s.Keep(base, Held{ID: "folder"}, answers, began)
	if err != nil || h.ID == "folder" {
		t.Errorf("answers of a session that cannot be read any more go to %q, %v", h.ID, err)
	}
}

func TestMissing(t *testing.T) {
	s, base := store(t)
	if _, notes, ok := s.Load(base, "nothing"); ok || notes != nil {
		t.Errorf("load of nothing: %v, %q", ok, notes)
	}
}

// keep is Keep with nothing but its error.
func keep(s Store, base *knowledge.Base, h Held, a advisor.Answers) error {
	_, err := s.Keep(base, h, a, began)
	return err
}
