package describe

import (
	"strings"
	"testing"
	"unicode/utf8"

	"rustadvisor/advisor/doc"
	"rustadvisor/knowledge"
)

func base(t *testing.T) *knowledge.Base {
	t.Helper()
	b, err := knowledge.Load(knowledge.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Every entry of the base is told, and what a search finds can be told.
func TestEveryEntry(t *testing.T) {
	b := base(t)
	for _, r := range Records(b) {
		e := Of(b, r, true)
		if e.Summary == "" && len(e.Parts) == 0 {
			t.Errorf("nothing is told of %s %s", r.Kind, r.ID)
		}
		for _, p := range e.Parts {
			if utf8.RuneCountInString(p.Label) > labelWidth || p.Code == "" && len(p.Items) == 0 {
				t.Errorf("%s %s: %q with %d items", r.Kind, r.ID, p.Label, len(p.Items))
			}
			for _, item := range p.Items {
				if item.Text == "" || item.Points != 0 && !item.Scored {
					t.Errorf("%s %s: %+v", r.Kind, r.ID, item)
				}
			}
		}
	}
	for _, entry := range b.Entries() {
		if _, ok := Find(b, entry.Kind, entry.ID); !ok {
			t.Errorf("%s %s is found by a search, and not to be told", entry.Kind, entry.ID)
		}
	}
}

// Readers are told nothing else than keepers, only less.
func TestReadersAndKeepers(t *testing.T) {
	b := base(t)
	for _, r := range Records(b) {
		labels := map[string]bool{}
		for _, p := range Of(b, r, true).Parts {
			labels[p.Label] = true
		}
		brief := Of(b, r, false)
		for _, p := range brief.Parts {
			if !labels[p.Label] {
				t.Errorf("%s %s: only readers are told of %q", r.Kind, r.ID, p.Label)
			}
		}
		if len(brief.Related) > 0 {
			t.Errorf("%s %s: relations that nobody reads", r.Kind, r.ID)
		}
	}
}

// One entry as text and as lines to be read aloud.
func TestText(t *testing.T) {
	b := base(t)
	found := Lookup(b, "option", "sqlx")
	if len(found) != 1 {
		t.Fatal(found)
	}
	e := Of(b, found[0], true)
	for _, l := range strings.Split(e.Text(80), "\n") {
		if utf8.RuneCountInString(l) > 80 && strings.Contains(strings.TrimSpace(l), " ") {
			t.Errorf("longer than it must be: %s", l)
		}
	}
	for _, want := range []string{"SQLx\noption database-layer.sqlx\n", "\nConfirm           `cargo sqlx prepare",
		"+2  ", "\nRing              adopt"} {
		if !strings.Contains(e.Text(80), want) {
			t.Errorf("%q is missing:\n%s", want, e.Text(80))
		}
	}
	if text := doc.Markdown(e.Blocks()); !strings.HasPrefix(text, "# SQLx, option database-layer.sqlx.\n") ||
		!strings.Contains(text, "\n- +2 ") {
		t.Error(text)
	}
}

// A preview is made anew on every key.
func BenchmarkPreview(b *testing.B) {
	base, err := knowledge.Load(knowledge.Embedded())
	if err != nil {
		b.Fatal(err)
	}
	entries := base.Entries()
	for i := 0; b.Loop(); i++ {
		e := entries[i*37%len(entries)]
		if r, ok := Find(base, e.Kind, e.ID); ok {
			Of(base, r, false)
		}
	}
}
