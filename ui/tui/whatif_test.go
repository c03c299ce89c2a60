package tui

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/google/go-cmp/cmp"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
	"rustadvisor/ui/moves"
)

// tryModels opens what-if on the essentials and highlights models for the query style.
var tryModels = append(essentials[:5:5], "x", "down", "down", "down", "enter", "down")

func TestWhatIfPreviewsAndDiscards(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 30)
	d.press(essentials...)
	before := d.m.env.Answers
	d.press("right", "x")
	d.sees("What if", "Another answer to", "Nothing changed yet")
	d.press("down", "down", "down", "enter")
	d.sees("How do you want to write queries?", "Plain SQL, checked by the", "compiler ✓")
	d.press("down")
	d.sees("Now", "Then", "▸ Database layer", "changed", "Diesel", "→ SeaORM", "SeaORM was", "you want models first",
		"no longer: you write plain SQL", "stay as they are")
	d.press("enter")
	d.sees("› Keep 1 change")
	d.press("esc")
	d.sees("Your stack", "Discarded 1 change")
	if diff := cmp.Diff(before, d.m.env.Answers); diff != "" {
		t.Errorf("a discarded what-if changed the answers:\n%s", diff)
	}
	d.sees("› What could change it")
}

// TestWhatIfFitsAgain: a window that was made smaller while an export stood over what moves is filled anew.
func TestWhatIfFitsAgain(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 30)
	d.press(essentials...)
	d.press("x", "w", "e")
	d.send(tea.WindowSizeMsg{Width: 39, Height: 19})
	_, _ = d.m.Update(keyPress("esc")) // what is compared anew is not there yet
	d.sees("Another answer to")
	if fault := misfit(d.m); fault != "" {
		t.Error(fault)
	}
}

func TestWhatIfKeepsAndSaves(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 30)
	d.press(essentials...)
	store := &fakeStore{}
	d.m.keeper.store = store
	d.press("right", "right", "right", "x", "down", "down", "down", "enter", "down", "enter")
	if len(store.saved) > 0 {
		t.Error("what is only tried is saved")
	}
	d.press("up") // the question changed
	d.sees("› Query style")
	d.press("up", "enter", "2", "enter")
	d.sees("Your stack", "Kept 2 changes", "SeaORM")
	want := map[string][]string{"journey": {"new-service"}, "kind": {"service"}, "store": {"sqlite"},
		"query-style": {"models"}, "experience": {"new"}}
	if len(store.saved) != 1 {
		t.Fatalf("%d saves", len(store.saved))
	}
	if diff := cmp.Diff(want, store.saved[0].Choices); diff != "" {
		t.Error(diff)
	}
	d.sees("› Database layer")
	if d.m.under != nil {
		t.Errorf("the advice opens over %T", d.m.under)
	}
}

func TestWhatIfUndoAndStar(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 30)
	d.press(append(tryModels[:len(tryModels):len(tryModels)], "enter", "up", "*")...)
	d.sees("2 changes", "★", "Query style matters most")
	d.press("u")
	d.sees("1 change →")
	d.press("u")
	d.sees("Nothing changed yet")
	d.press("u")
	d.press("enter", "down", "u") // a choice that is only highlighted is no change
	d.sees("1 change →")
	d.press("left", "left")
	d.sees("Your stack")
	d.lacks("Discarded")
}

// A veto is told with its reason, and questions that come and go are.
func TestWhatIfTellsVetoes(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 30)
	d.press(append(essentials[:5:5], "x", "down", "down", "enter", "down", "down")...)
	d.sees("is ruled out:", "→ MongoDB driver", "no longer asked: Query style")
}

// Keys that come while a comparison runs get one comparison, of the last of them; one that is late is dropped.
func TestWhatIfComparesTheLatest(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 30)
	d.press(append(essentials[:5:5], "x", "down", "down", "down", "enter")...)
	_, first := d.m.Update(keyPress("down"))
	_, second := d.m.Update(keyPress("down"))
	if first == nil || second != nil {
		t.Fatal("one comparison at a time")
	}
	shown := d.view()
	msg := first()
	if batch, ok := msg.(tea.BatchMsg); ok {
		t.Fatalf("%d commands", len(batch))
	}
	_, next := d.m.Update(msg)
	if d.view() != shown || next == nil {
		t.Error("a late comparison is shown")
	}
	d.run(next)
	if d.view() == shown {
		t.Error("the latest comparison is missing")
	}
}

// The points told sum to how much the margin between the two picks shifted.
func TestShiftsSum(t *testing.T) {
	base := fixture(t)
	engine := advisor.New(base)
	told := 0
	for _, a := range every(base, "store", "query-style", "experience", "c-libraries") {
		for _, b := range every(base, "query-style", "young-crates") {
			then := a
			for q, c := range b.Choices {
				then = then.With(q, c...)
			}
			got := moves.Between(engine.Advise(a), engine.Advise(then))
			for _, m := range got.Moves {
				ahead := slices.IndexFunc(m.Then.Rivals, func(r advisor.Rival) bool { return r.ID == m.Now.Pick.ID })
				behind := slices.IndexFunc(m.Now.Rivals, func(r advisor.Rival) bool { return r.ID == m.Then.Pick.ID })
				if m.Kind != moves.Changed || ahead < 0 || behind < 0 {
					continue
				}
				sum := 0
				for _, c := range m.Cells {
					sum += c.Points
				}
				if told++; sum != m.Then.Rivals[ahead].Margin+m.Now.Rivals[behind].Margin {
					t.Errorf("%v → %v: %s: told %d, shifted %d", a, then, m.Then.Title, sum,
						m.Then.Rivals[ahead].Margin+m.Now.Rivals[behind].Margin)
				}
			}
			if len(got.Moves)+got.Stay != len(base.Decisions) {
				t.Errorf("%d decisions move, %d stay", len(got.Moves), got.Stay)
			}
		}
	}
	if told == 0 {
		t.Error("no pick changed")
	}
}

// every lists answers with each combination of the choices of some questions.
func every(base *knowledge.Base, questions ...string) []advisor.Answers {
	out := []advisor.Answers{{Choices: map[string][]string{"journey": {"new-service"}}}}
	for _, id := range questions {
		var more []advisor.Answers
		for _, a := range out {
			for _, c := range base.Question(id).Choices {
				more = append(more, a.With(id, c.ID))
			}
		}
		out = more
	}
	return out
}

// Whatever is told by colour is told by a sign and a word.
func TestWhatIfNeedsNoColour(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 30)
	d.press(tryModels...)
	for line := range strings.SplitSeq(d.view(), "\n") {
		_, right, _ := strings.Cut(line, "│")
		for sign, word := range map[string]string{"▸": moves.Changed, "▲": moves.Firmer, "▼": moves.Looser} {
			if strings.HasPrefix(strings.TrimSpace(right), sign) && !strings.HasSuffix(right, word) {
				t.Errorf("%q has no word", right)
			}
		}
	}
}

func BenchmarkWhatIfKeyToView(b *testing.B) {
	d := start(b, options(b, b.TempDir()), 100, 30)
	d.press(tryModels...)
	keys := []tea.KeyPressMsg{keyPress("down"), keyPress("up")}
	for i := 0; b.Loop(); i++ {
		d.m.Update(keys[i%2])
		d.m.View()
	}
}
