package advisor_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"rustadvisor/advisor"
	"rustadvisor/advisor/answerfile"
	"rustadvisor/advisor/tally"
	"rustadvisor/knowledge"
)

// mindRules lay three situations over the real base, of which two meet and one calls a practice wrong.
const mindRules = `
[[situation]]
id = "test-one"
label = "One"
expects = [{ question = "store", in = ["postgres"] }]
rules-out = ["pool-limits", "three-wrong"]
[[situation.mind]]
id = "one-light"
title = "One, light"
text = "t"
weight = 1
sources = ["page"]
[[situation.mind]]
id = "one-heavy"
title = "One, heavy"
text = "t"
weight = 3
sources = ["page"]
[[situation.mind]]
id = "one-and-two"
title = "One and two"
text = "t"
when = [{ situation = ["test-two"] }]
sources = ["page"]
[[situation.mind]]
id = "one-worker"
title = "One, for workers"
text = "t"
weight = 3
when = [{ question = "artifact", in = ["worker"] }]
sources = ["page"]
[[situation]]
id = "test-two"
label = "Two"
[[situation.mind]]
id = "two"
title = "Two"
text = "t"
sources = ["page"]
[[situation.mind]]
id = "two-second"
title = "Two, second"
text = "t"
sources = ["page"]
[[situation]]
id = "test-three"
label = "Three"
[[situation.mind]]
id = "three-wrong"
title = "Three, wrong beside one"
text = "t"
weight = 3
sources = ["page"]
[[situation.mind]]
id = "three"
title = "Three"
text = "t"
findings = ["db-sqlx"]
[[source]]
id = "page"
url = "https://example.org"
title = "A page"
kind = "primary"
seen = "2026-11-29"
`

func mindEngine(t *testing.T, more string) *advisor.Engine {
	t.Helper()
	rules := fstest.MapFS{"situations/operations.toml": {Data: []byte(mindRules + more)}}
	base, err := knowledge.Load(knowledge.Embedded(), knowledge.House{Name: "test", FS: rules})
	if err != nil {
		t.Fatal(err)
	}
	return advisor.New(base)
}

func service() advisor.Answers {
	return advisor.Answers{}.With("journey", "new-service").With("artifact", "service").With("store", "postgres")
}

func mindIDs(minds []advisor.Minded, practices bool) []string {
	var out []string
	for _, m := range minds {
		if m.Practice == practices {
			out = append(out, m.ID)
		}
	}
	return out
}

// Of situations in the order of the list the point that needs two comes first, then the heaviest of each, then the
// second of each.
func TestMindOrder(t *testing.T) {
	e := mindEngine(t, "")
	advice := e.Advise(service().WithSituations("test-one", "test-two", "test-three"))
	// One and two had a turn with the point that they share. One goes with the store, so that it comes before three, which
	// comes before what is left of two.
	want := []string{"one-and-two", "one-heavy", "three", "two", "two-second", "one-light"}
	got := mindIDs(slices.Concat(advice.Mind, advice.AlsoMind), false)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(advice.Mind) > advisor.MostMind {
		t.Errorf("%d come first", len(advice.Mind))
	}
	if of := advice.Mind[0].Of; len(of) != 2 || of[0].Label != "One (house rule)" {
		t.Errorf("the first is of %v", of)
	}
	for _, m := range advice.Mind {
		if len(m.From) == 0 && !m.Practice {
			t.Errorf("%s rests on no page", m.ID)
		}
	}
	worker := e.Advise(service().With("artifact", "worker").WithSituations("test-one"))
	if got := mindIDs(worker.Mind, false); !slices.Equal(got, []string{"one-worker", "one-heavy", "one-light"}) {
		t.Errorf("for a worker %v", got)
	}
	if because := worker.Mind[0].Because; len(because) != 1 || because[0] != "it answers no requests" {
		t.Errorf("because %q", because)
	}
}

// What somebody ticks first is what he came for, unless the ticks stand in the order of the list; what
// is about who does it, as with any program, comes behind.
func TestMindTicked(t *testing.T) {
	rules := ""
	for _, s := range []string{"f", "b", "e general", "c", "d", "a"} {
		id, general, _ := strings.Cut(s, " ")
		rules += "[[situation]]\nid = \"test-" + id + "\"\nlabel = \"" + id + "\"\n"
		if general != "" {
			rules += "general = true\n"
		}
		rules += "[[situation.mind]]\nid = \"" + id + "\"\n" + "title = \"t\"\ntext = \"t\"\nsources = [\"page\"]\n"
	}
	e := mindEngine(t, rules)
	for ticks, want := range map[string]string{
		"d c a e b f":     "d c a b f e", // the general one, fourth, three turns late: behind the sixth
		"e d c a f b":     "d c a e f b",
		"f b e c d a":     "f b c d a e", // as the list has them
		"c d":             "c d",
		"d c":             "d c",
		"f b c d a e f e": "f b c d a e",
	} {
		a := service().WithSituations(strings.Fields("test-" + strings.ReplaceAll(ticks, " ", " test-"))...)
		if got := strings.Join(mindIDs(e.Advise(a).Mind, false), " "); got != want {
			t.Errorf("of %s come %s, want %s", ticks, got, want)
		}
	}
}

// A condition that holds for who is not sure, too, only keeps a point from where it would be wrong: it lifts it not.
func TestMindLimits(t *testing.T) {
	e := mindEngine(t, `
[[situation]]
id = "test-limits"
label = "Limits"
[[situation.mind]]
id = "everywhere"
title = "Everywhere"
text = "t"
sources = ["page"]
[[situation.mind]]
id = "limited"
title = "On a server of databases, as far as anybody knows"
text = "t"
when = [{ question = "store", in = ["postgres", "mysql", "not-sure"] }]
sources = ["page"]
`)
	for store, want := range map[string][]string{
		"postgres": {"everywhere", "limited"},
		"not-sure": {"everywhere", "limited"},
		"sqlite":   {"everywhere"},
	} {
		advice := e.Advise(service().With("store", store).WithSituations("test-limits"))
		if got := mindIDs(advice.Mind, false); !slices.Equal(got, want) {
			t.Errorf("with %s %v", store, got)
		}
	}
}

// Of points that weigh the same, those come first whose situation goes with the store or another answer that tells
// what the program is about. What stands alone was perhaps ticked because a word occurred.
func TestMindCore(t *testing.T) {
	rules := ""
	for id, more := range map[string]string{
		"test-alone": "", "test-store": `expects = [{ question = "store", in = ["postgres"] }]`,
	} {
		rules += "[[situation]]\nid = \"" + id + "\"\nlabel = \"" + id + "\"\n" + more + "\n[[situation.mind]]\nid = \"" +
			id + "-mind\"\ntitle = \"t\"\ntext = \"t\"\nsources = [\"page\"]\n"
	}
	got := mindIDs(mindEngine(t, rules).Advise(service().WithSituations("test-alone", "test-store")).Mind, false)
	if want := []string{"test-store-mind", "test-alone-mind"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// What a situation calls wrong is said nowhere.
func TestRuledOut(t *testing.T) {
	e := mindEngine(t, "")
	said := func(a advisor.Answers, id string) bool {
		advice := e.Advise(a)
		return slices.ContainsFunc(advice.Practices, func(p knowledge.Practice) bool { return p.ID == id }) ||
			slices.ContainsFunc(slices.Concat(advice.Mind, advice.AlsoMind), func(m advisor.Minded) bool { return m.ID == id })
	}
	if !said(service(), "pool-limits") || said(service().WithSituations("test-one"), "pool-limits") {
		t.Error("the practice does not go with the situation that rules it out")
	}
	if !said(service().WithSituations("test-three"), "three-wrong") || said(service().WithSituations("test-three",
		"test-one"), "three-wrong") {
		t.Error("the point does not go with the situation that rules it out")
	}
}

// What does not go with an answer is said; its points are not swallowed.
func TestClash(t *testing.T) {
	e := mindEngine(t, "")
	for store, want := range map[string]string{"postgres": "", "not-sure": "", "sqlite": "is answered “SQLite"} {
		advice := e.Advise(service().With("store", store).WithSituations("test-one"))
		if got := advice.Situations[0].Clash; (want == "") != (got == "") || !strings.Contains(got, want) {
			t.Errorf("%s: %q", store, got)
		}
		if len(mindIDs(advice.Mind, false)) == 0 {
			t.Errorf("%s: its points are gone", store)
		}
	}
}

// What holds for everybody is never among the first, whatever is answered; the other practices stay where they are.
func TestMindIsParticular(t *testing.T) {
	e := mindEngine(t, "")
	everywhere := map[string]int{}
	stores := []string{"postgres", "sqlite", "mongodb", "none", "not-sure"}
	for _, store := range stores {
		advice := e.Advise(service().With("store", store))
		for _, m := range advice.Mind {
			everywhere[m.ID]++
		}
		rest := advice.RestOfPractices()
		if len(rest)+len(mindIDs(slices.Concat(advice.Mind, advice.AlsoMind), true)) != len(advice.Practices) {
			t.Errorf("%s: %d of %d practices are left beside what is said first", store, len(rest), len(advice.Practices))
		}
	}
	for id, n := range everywhere {
		if n == len(stores) {
			t.Errorf("%s is said to everybody", id)
		}
	}
	if bare := e.Advise(advisor.Answers{}); len(bare.Mind) > 0 {
		t.Errorf("without answers: %v", mindIDs(bare.Mind, true))
	}
}

// Two hundred at once give seven points, and the others behind them, each once.
func TestTwoHundredSituations(t *testing.T) {
	var more strings.Builder
	var all []string
	for i := range 200 {
		id := fmt.Sprintf("test-many-%d", i)
		all = append(all, id)
		fmt.Fprintf(&more, "[[situation]]\nid = %q\nlabel = %q\n[[situation.mind]]\nid = %q\ntitle = \"t\"\ntext = "+
			"\"t\"\nsources = [\"page\"]\n", id, id, id+"-mind")
	}
	e := mindEngine(t, more.String())
	advice := e.Advise(service().WithSituations(append(all, all...)...))
	got := mindIDs(slices.Concat(advice.Mind, advice.AlsoMind), false)
	if len(advice.Mind) != advisor.MostMind || len(got) != 200 ||
		len(slices.Compact(slices.Sorted(slices.Values(got)))) != 200 {
		t.Errorf("%d first, %d in all", len(advice.Mind), len(got))
	}
}

// Situations are read and written with answers, unknown ones named with what they may mean.
func TestSituationsInFiles(t *testing.T) {
	e := mindEngine(t, "")
	a := service().WithSituations("test-two", "test-one", "test-two")
	text := answerfile.Format(e.Base(), a, nil)
	back, notes, err := answerfile.Parse(e.Base(), "a.toml", text)
	if err != nil || len(notes) > 0 || !back.Same(a) || len(back.Situations) != 2 {
		t.Errorf("%v %v %+v from\n%s", err, notes, back, text)
	}
	if !slices.Equal(back.Situations, []string{"test-two", "test-one"}) ||
		a.Same(a.WithSituations("test-one", "test-two")) {
		t.Errorf("ticks come back as %v", back.Situations)
	}
	if a.Same(a.Toggled("test-one")) || !a.Same(a.Toggled("test-three").Toggled("test-three")) {
		t.Error("a tick is not seen, or does not go again")
	}
	for id, mend := range map[string]string{"test-ones": "did you mean test-one",
		"pgbouncer": "did you mean pooler-transaction-mode"} {
		_, _, err = answerfile.Parse(e.Base(), "a.toml", []byte("situations = [\n\"test-one\",\n\""+id+"\"]\n"))
		if err == nil || !strings.Contains(err.Error(), "a.toml:3: unknown situation") || !strings.Contains(err.Error(),
			mend) {
			t.Errorf("%s: %v", id, err)
		}
	}
	recalled, notes, err := answerfile.Recall(e.Base(), "a.toml", []byte("situations = [\"gone\", \"test-one\"]\n"))
	if err != nil || len(notes) != 1 || !slices.Equal(recalled.Situations, []string{"test-one"}) {
		t.Errorf("%v %v %v", err, notes, recalled.Situations)
	}
}

// A situation adds to scores and rules out as an answer does: the cells sum, the reason names it, and it goes with
// its tick.
func TestSituationsMovePicks(t *testing.T) {
	e := mindEngine(t, `
[[situation]]
id = "test-moves"
label = "Everything is models"
adds = { "database-layer.models" = 9 }
[[situation.veto]]
option = "database-layer.sqlx"
reason = "The wrapper wants models."
finding = "db-sqlx"
`)
	before := decided(e.Advise(service()), "database-layer")
	d := decided(e.Advise(service().WithSituations("test-moves")), "database-layer")
	if before.Pick.ID != "sqlx" || d.Pick.ID == "sqlx" {
		t.Errorf("before %s, then %s", before.Pick.ID, d.Pick.ID)
	}
	sum, said := 0, false
	for _, c := range slices.Concat(d.Because, d.Against) {
		sum += c.Points
		said = said || c.Question == advisor.SituationsAsked && c.Choice == "test-moves" && c.Reason == "everything is models"
	}
	if sum != d.Score || !said {
		t.Errorf("cells sum to %d of %d, told %v", sum, d.Score, said)
	}
	for _, r := range d.Rivals {
		margin := 0
		for _, c := range r.Cells {
			margin += c.Points
		}
		if margin != r.Margin {
			t.Errorf("%s: cells sum to %d, the margin is %d", r.ID, margin, r.Margin)
		}
	}
	i := slices.IndexFunc(d.Excluded, func(x advisor.Excluded) bool { return x.ID == "sqlx" })
	if i < 0 || d.Excluded[i].Why != "The wrapper wants models. (house rule)" || d.Excluded[i].Choice != "test-moves" {
		t.Errorf("excluded: %+v", d.Excluded)
	}
	if !d.Touched {
		t.Error("it is said to be by default")
	}
}

// People who ticked other situations are compared by their answers: a fact that one of them knows counts for all,
// and is told.
func TestCompareSituations(t *testing.T) {
	e := mindEngine(t, `
[[situation]]
id = "test-moves"
label = "Everything is models"
adds = { "database-layer.models" = 9 }
`)
	a, b := service().WithSituations("test-moves", "test-one"), service().WithSituations("test-one")
	c := e.Compare(a, b)
	if len(c.Split) > 0 || len(c.Matter)+len(c.Idle) > 0 || c.Identical() {
		t.Errorf("split %v, identical %v", c.Split, c.Identical())
	}
	if len(c.Ticked) != 1 || c.Ticked[0].ID != "test-moves" || !slices.Equal(c.Ticked[0].People, []int{0}) {
		t.Errorf("ticked %+v", c.Ticked)
	}
	if !slices.Equal(c.Shared.Situations, []string{"test-one", "test-moves"}) {
		t.Errorf("shared %v", c.Shared.Situations)
	}
	if other := e.Compare(a, b.With("store", "mongodb")); len(other.Split) == 0 ||
		len(other.Split[0].Paths[0].Sets[0]) != 1 {
		t.Errorf("another store splits %+v", other.Split)
	}
	if shown := e.Shown(a); !slices.Equal(shown.Situations, a.Situations) {
		t.Errorf("shown %v", shown.Situations)
	}
}

// A workshop keeps the situations that it began with, in its file and in the answers of the room.
func TestTallySituations(t *testing.T) {
	e := mindEngine(t, "")
	hands := tally.Tally{Given: service().WithSituations("test-one")}
	back, notes, err := answerfile.ParseTally(e.Base(), "w.hands", answerfile.FormatTally(e.Base(), hands))
	if err != nil || len(notes) > 0 || !slices.Equal(back.Given.Situations, []string{"test-one"}) {
		t.Errorf("%v %v %v", err, notes, back.Given.Situations)
	}
	if room := back.Answers(e.Base(), tally.Room); !slices.Equal(room.Situations, []string{"test-one"}) {
		t.Errorf("the room has %v", room.Situations)
	}
	_, _, err = answerfile.ParseTally(e.Base(), "w.hands", []byte("situations = [\"test-ones\"]\n"))
	if err == nil || !strings.Contains(err.Error(), "w.hands:1: unknown situation") {
		t.Errorf("%v", err)
	}
}

// TestFirstStepFollowsTheTicks: of the steps that situations ask for that comes first which was ticked first.
func TestFirstStepFollowsTheTicks(t *testing.T) {
	e := engine(t)
	a := advisor.Answers{}.With("journey", "new-service").With("artifact", "service").With("store", "postgres")
	first := func(situations ...string) string {
		return e.Advise(a.WithSituations(situations...)).Phases[0].Tasks[0].Text
	}
	asked := []string{"reservations", "tenants-in-one-table"}
	for i, s := range asked {
		alone, other := first(s), asked[1-i]
		if alone == first() || alone == first(other) {
			t.Fatalf("%s has no first step of its own", s)
		}
		if got := first(s, "uploads", other); got != alone {
			t.Errorf("%s was ticked first, and the first step is %q", s, got)
		}
	}
}
