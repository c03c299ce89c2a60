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
		if len(e.Blocks) < 2 {
			t.Errorf("nothing is told of %s %s", r.Kind, r.ID)
		}
		for _, p := range parts(e) {
			label, things, code := held(p)
			if label == "" || utf8.RuneCountInString(label) > labelWidth || len(things) == 0 && code == "" {
				t.Errorf("%s %s: %q with %d things", r.Kind, r.ID, label, len(things))
			}
			for _, thing := range things {
				if p.Name != Fact && thing.Named(What).Plain() == "" || thing.Plain() == "" {
					t.Errorf("%s %s: %+v", r.Kind, r.ID, thing)
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

// held is the label of a part, and what it holds.
func held(p doc.Part) (label string, things []doc.Line, code string) {
	for _, b := range p.Blocks {
		switch b := b.(type) {
		case doc.Paragraph:
			label = b.Text.Named(Label).Plain()
			if thing := b.Text.Named(Thing); thing != nil {
				things = append(things, thing)
			}
		case doc.List:
			label, things = b.Title.Plain(), b.Items
		case doc.Code:
			code = b.Text
		}
	}
	return label, things, code
}

// parts are those of an entry.
func parts(e *Entry) (out []doc.Part) {
	for _, b := range e.Blocks {
		if p, is := b.(doc.Part); is {
			out = append(out, p)
		}
	}
	return out
}

// Readers are told nothing else than keepers, only less.
func TestReadersAndKeepers(t *testing.T) {
	b := base(t)
	for _, r := range Records(b) {
		labels := map[string]bool{}
		for _, p := range parts(Of(b, r, true)) {
			label, _, _ := held(p)
			labels[label] = true
		}
		brief := Of(b, r, false)
		for _, p := range parts(brief) {
			if label, _, _ := held(p); !labels[label] {
				t.Errorf("%s %s: only readers are told of %q", r.Kind, r.ID, label)
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
	for _, l := range strings.Split(Text(e.Blocks, 80), "\n") {
		if utf8.RuneCountInString(l) > 80 && strings.Contains(strings.TrimSpace(l), " ") {
			t.Errorf("longer than it must be: %s", l)
		}
	}
	for _, want := range []string{"SQLx\noption database-layer.sqlx\n", "\nConfirm           `cargo sqlx prepare",
		"+2  ", "\nRing              adopt"} {
		if !strings.Contains(Text(e.Blocks, 80), want) {
			t.Errorf("%q is missing:\n%s", want, Text(e.Blocks, 80))
		}
	}
	if text := doc.Markdown(e.Blocks); !strings.HasPrefix(text, "# SQLx, option database-layer.sqlx.\n") ||
		!strings.Contains(text, "\n- +2 ") {
		t.Error(text)
	}
}

// What an answer must be is told by what it must not be, where that is shorter.
func TestNeed(t *testing.T) {
	b := base(t)
	for _, q := range b.Questions {
		var ids []string
		for _, c := range q.Choices {
			if !c.Unsure {
				ids = append(ids, c.ID)
			}
		}
		n := len(ids)
		if n < 4 {
			continue
		}
		but, some := knowledge.Condition{Question: q.ID, In: ids[:n-1]}, knowledge.Condition{Question: q.ID, In: ids[:1]}
		if want := "“" + q.Short + "” is not “" + q.Choice(ids[n-1]).Label + "”"; need(b, but) != want {
			t.Errorf("all but one: %s, not %s", need(b, but), want)
		}
		if need(b, some) != Condition(b, some) {
			t.Errorf("one alone: %s", need(b, some))
		}
	}
}
