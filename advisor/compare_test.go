package advisor_test

import (
	"fmt"
	"math/bits"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rustadvisor/advisor"
	"rustadvisor/advisor/answerfile"
)

// taken is one answer, the star with the question "", or a pin with "=" and its decision, that one of two people
// could take over from the other.
type taken struct{ question, choice string }

// about is what a change or a difference is about, as in taken.
func about(question, pin string) string {
	if pin != "" {
		return "=" + pin
	}
	return question
}

// apart lists, from the answers alone, what the first could take over from the second, in the order asked, then the
// star, the pins last.
func apart(e *advisor.Engine, a, b advisor.Answers) []taken {
	var out []taken
	for _, q := range e.Base().Questions {
		if !a.SameAt(q.ID, b) {
			out = append(out, taken{q.ID, advisor.Together(b.Choices[q.ID])})
		}
	}
	if a.Star != b.Star {
		out = append(out, taken{"", b.Star})
	}
	for _, d := range e.Base().Decisions {
		if a.Pins[d.ID] != b.Pins[d.ID] {
			out = append(out, taken{"=" + d.ID, b.Pins[d.ID]})
		}
	}
	return out
}

func take(a advisor.Answers, changes []taken) advisor.Answers {
	for _, c := range changes {
		switch decision, pin := strings.CutPrefix(c.question, "="); {
		case pin:
			a = a.Pinned(advisor.Pin{Decision: decision, Option: c.choice})
		case c.question == "":
			a = advisor.Answers{Choices: a.Choices, Star: c.choice, Pins: a.Pins}
		default:
			a = a.With(c.question, strings.Split(c.choice, ",")...)
		}
	}
	return a
}

// smallest tries every subset of what could be taken over, and returns the smallest ones that make a pick come out
// as for the other, as the comparison orders them.
func smallest(e *advisor.Engine, a, b advisor.Answers, pick func(advisor.Answers) string) [][]taken {
	all, target := apart(e, a, b), pick(b)
	var out [][]taken
	for mask := range 1 << len(all) {
		if out != nil && bits.OnesCount(uint(mask)) > len(out[0]) {
			continue
		}
		var set []taken
		for i := range all {
			if mask&(1<<i) != 0 {
				set = append(set, all[i])
			}
		}
		if pick(take(a, set)) != target {
			continue
		}
		if out != nil && len(set) < len(out[0]) {
			out = nil
		}
		out = append(out, set)
	}
	place := func(t taken) int { return slices.Index(all, t) }
	slices.SortFunc(out, func(x, y []taken) int {
		return slices.CompareFunc(x, y, func(s, t taken) int { return place(s) - place(t) })
	})
	return out
}

// TestSmallestSets holds every path of two people against all subsets of their differences.
func TestSmallestSets(t *testing.T) {
	paths, sizes := 0, map[int]int{}
	eachBase(t, 300, 3, func(t *testing.T, e *advisor.Engine, raw advisor.Answers) {
		two := []advisor.Answers{raw, roll(paths).answers(e.Base())}
		if r := roll(paths); r.IntN(3) == 0 {
			two[0], two[1] = two[0].Pinned(r.pins(e.Base())...), two[1].Pinned(r.pins(e.Base())...)
		}
		c := e.Compare(two[0], two[1])
		two[0], two[1] = shown(e, two[0]), shown(e, two[1])
		for _, o := range c.Split {
			for _, p := range o.Paths {
				checkPath(t, e, two, p.Person, p.From, &o, &p)
				paths++
				sizes[len(p.Sets[0])]++
			}
		}
		checkSplit(t, e, two, &c)
	})
	t.Logf("%d paths; by size: %v", paths, sizes)
	if paths < few(t, 500) || sizes[2] < few(t, 40) || sizes[3] == 0 {
		t.Error("that is too few to show anything")
	}
}

func checkPath(t *testing.T, e *advisor.Engine, all []advisor.Answers, person, from int, o *advisor.Outcome,
	p *advisor.Path) {
	keys, of := e.Rows(all...)
	row := slices.Index(keys, o.ID)
	pick := func(a advisor.Answers) string { return of(a, row) }
	a, b := all[person], all[from]
	want := smallest(e, a, b, pick)
	var got [][]taken
	for _, set := range p.Sets {
		var changes []taken
		after := a
		for _, c := range set {
			changes = append(changes, taken{about(c.Question, c.Pin), c.Now.Choice})
			after = c.Take(after)
		}
		got = append(got, changes)
		if is := pick(after); is != o.Camps[p.To].Title() {
			t.Errorf("%s: %v is told to lead to %q, and leads to %q", o.ID, changes, o.Camps[p.To].Title(), is)
		}
	}
	if !slices.EqualFunc(got, want[:min(len(want), advisor.MostSets)], slices.Equal) || p.Count != len(want) ||
		!p.Fewest || !p.All {
		t.Errorf("%s of person %d: %v of %d, fewest %v, all %v; want %v", o.ID, p.Person, got, p.Count, p.Fewest, p.All, want)
	}
}

// checkSplit holds what is told of a comparison beside the paths against the picks.
func checkSplit(t *testing.T, e *advisor.Engine, two []advisor.Answers, c *advisor.Comparison) {
	keys, pick := e.Rows(two...)
	var want, got []string
	for i, key := range keys {
		if first, second := pick(two[0], i), pick(two[1], i); first != second {
			want = append(want, fmt.Sprint(key, first, second))
		}
	}
	for _, o := range c.Split {
		got = append(got, fmt.Sprint(o.ID, o.Camps[0].Title(), o.Camps[1].Title()))
	}
	if !slices.Equal(want, got) {
		t.Errorf("split is %q, want %q", got, want)
	}
	matter := map[string]bool{}
	for _, o := range c.Split {
		for _, p := range o.Paths {
			for _, set := range p.Sets {
				for _, change := range set {
					matter[about(change.Question, change.Pin)] = true
				}
			}
		}
	}
	for _, d := range c.Matter {
		delete(matter, about(d.Question, d.Pin))
	}
	for _, d := range c.Idle {
		if matter[about(d.Question, d.Pin)] {
			t.Errorf("%q is part of a path and told to be idle", d.Question)
		}
		for n, a := range two {
			i := slices.IndexFunc(apart(e, a, two[1-n]), func(t taken) bool { return t.question == about(d.Question, d.Pin) })
			if i < 0 {
				t.Fatalf("%q is no difference", d.Question)
			}
			after := take(a, apart(e, a, two[1-n])[i:i+1])
			for row := range keys {
				if len(d.Alone) == 0 && pick(after, row) != pick(a, row) {
					t.Errorf("%q alone changes something, and nobody tells", d.Question)
				}
			}
		}
	}
}

// TestAgreement takes what three people share, and checks it against each of them; and that every other answer is
// named as a difference with everybody in one voice.
func TestAgreement(t *testing.T) {
	eachBase(t, 100, 2, func(t *testing.T, e *advisor.Engine, a advisor.Answers) {
		people := []advisor.Person{{Name: "a", Answers: a}}
		for n := range 3 {
			people = append(people, advisor.Person{Name: fmt.Sprint("=\n[x]", n), Answers: roll(n).answers(e.Base())})
		}
		if r := roll(len(a.Choices)); r.IntN(2) == 0 {
			for i := range people {
				people[i].Answers = people[i].Answers.Pinned(r.pins(e.Base())...)
			}
		}
		c := e.CompareAll(people)
		agreed, _, err := answerfile.Parse(e.Base(), "agreed", answerfile.Agreed(e, &c))
		if diff := cmp.Diff(c.Shared, agreed); err != nil || diff != "" {
			t.Errorf("the file of what all agree on (%v): %s", err, diff)
		}
		for q, choice := range c.Shared.Choices {
			for _, p := range people {
				if !slices.Equal(shown(e, p.Answers).Choices[q], choice) {
					t.Errorf("%s = %s is shared, but not by %s", q, choice, p.Name)
				}
			}
		}
		for _, d := range slices.Concat(c.Matter, c.Idle) {
			seen := map[int]bool{}
			for _, v := range d.Voices {
				for _, p := range v.People {
					own := shown(e, people[p].Answers)
					if is := own.Pins[d.Pin]; d.Pin != "" && is != v.Choice {
						t.Errorf("the pin of %s by %d is told as %q, is %q", d.Pin, p, v.Choice, is)
					}
					if is := advisor.Together(own.Choices[d.Question]); d.Question != "" && is != v.Choice && is != "" &&
						is != "not-sure" || seen[p] {
						t.Errorf("%s of %d is told as %q, is %q", d.Question, p, v.Choice, is)
					}
					seen[p] = true
				}
			}
			if len(seen) != len(people) || len(d.Voices) < 2 {
				t.Errorf("%s: %d of %d people have %d voices", d.Question, len(seen), len(people), len(d.Voices))
			}
		}
		for _, o := range c.Split {
			checkMany(t, e, people, &o)
		}
	})
}

// checkMany checks that everybody outside of the largest camp has a path that leads into it, and nobody else has one.
func checkMany(t *testing.T, e *advisor.Engine, people []advisor.Person, o *advisor.Outcome) {
	if n := len(people) - len(o.Camps[0].People); len(o.Paths) != n {
		t.Errorf("%s: %d paths for %d people", o.ID, len(o.Paths), n)
	}
	for _, p := range o.Paths {
		if p.To != 0 || slices.Contains(o.Camps[0].People, p.Person) || !slices.Contains(o.Camps[0].People, p.From) {
			t.Errorf("%s: a path from %d by way of %d to camp %d", o.ID, p.Person, p.From, p.To)
			continue
		}
		var all []advisor.Answers
		for _, other := range people {
			all = append(all, shown(e, other.Answers))
		}
		checkPath(t, e, all, p.Person, p.From, o, &p)
	}
}

// TestCompareBriefs compares the briefs, all pairs of them and all at once, on the real data: whatever is named
// leads where it is told to, and of a set not known to be smallest nothing can be left out.
func TestCompareBriefs(t *testing.T) {
	e := engine(t)
	people := briefs(t, e)
	for i, a := range people {
		for _, b := range people[i+1:] {
			two := []advisor.Person{a, b}
			checkReal(t, e, two, e.CompareAll(two))
		}
	}
	c := e.CompareAll(people)
	checkReal(t, e, people, c)
	for _, o := range slices.Concat(c.Split, c.Same) {
		checkCamps(t, e, people, &o)
	}
}

func briefs(t testing.TB, e *advisor.Engine) []advisor.Person {
	t.Helper()
	entries, err := os.ReadDir("testdata/briefs")
	if err != nil {
		t.Fatal(err)
	}
	var out []advisor.Person
	for _, entry := range entries {
		name, _ := strings.CutSuffix(entry.Name(), ".toml")
		out = append(out, advisor.Person{Name: name, Answers: answers(t, e, "briefs/"+entry.Name())})
	}
	return out
}

// checkReal checks the paths of a comparison on any base.
func checkReal(t *testing.T, e *advisor.Engine, people []advisor.Person, c advisor.Comparison) {
	t.Helper()
	keys, pick := rows(e, people)
	for _, o := range c.Split {
		row := slices.Index(keys, o.ID)
		for _, p := range o.Paths {
			to := o.Camps[p.To]
			for _, set := range p.Sets {
				if got := pick(follow(e, people[p.Person], set, -1), row); got != to.Title() {
					t.Errorf("%s: %s is told to come to %q, and comes to %q", o.ID, c.People[p.Person], to.Title(), got)
				}
				for left := range set {
					if to.Pick.ID != "" && pick(follow(e, people[p.Person], set, left), row) == to.Title() {
						t.Errorf("%s: %s does not need %s", o.ID, c.People[p.Person], set[left].Question)
					}
				}
			}
		}
	}
}

// checkCamps holds what camps are said to come to, and whether there is anything to decide, against the answers.
func checkCamps(t *testing.T, e *advisor.Engine, people []advisor.Person, o *advisor.Outcome) {
	keys, pick := rows(e, people)
	row := slices.Index(keys, o.ID)
	for _, camp := range o.Camps {
		for _, p := range camp.People {
			if got := pick(people[p].Answers, row); got != camp.Title() {
				t.Errorf("%s: %s comes to %q, and the camp to %q", o.ID, people[p].Name, got, camp.Title())
			}
			for _, s := range e.Standings(people[p].Answers) {
				if s.Choice == "" && s.Key == o.ID && (s.Standing == advisor.Moot) != camp.Moot {
					t.Errorf("%s: %s is %s, and camp %+v", o.ID, people[p].Name, s.Standing, camp)
				}
			}
		}
	}
}

// TestNearest: a path leads by way of whoever differs least in what bears on the decision, the first of equals.
func TestNearest(t *testing.T) {
	e := engine(t)
	sql := busy(t, e)
	models := advisor.Person{Name: "models", Answers: sql.With("query-style", "models")}
	far := advisor.Person{Name: "far", Answers: sql.With("workload", "").With("c-libraries", "")}
	near := advisor.Person{Name: "near", Answers: sql.With("forge", "gitlab")} // bears on another decision
	for _, people := range [][]advisor.Person{{models, far, near, near}, {far, near, models}, {near, near, models, far}} {
		c := e.CompareAll(people)
		at := slices.IndexFunc(c.Split, func(o advisor.Outcome) bool { return o.ID == "database-layer" })
		if at < 0 || len(c.Split[at].Paths) != 1 {
			t.Fatalf("%+v", c.Split)
		}
		first := slices.IndexFunc(people, func(p advisor.Person) bool { return p.Name == "near" })
		if got := c.Split[at].Paths[0].From; got != first {
			t.Errorf("by way of %s at %d, not %d", people[got].Name, got, first)
		}
	}
}

// rows are those of a comparison of people, by key, and what answers come to in each.
func rows(e *advisor.Engine, people []advisor.Person) (keys []string, pick func(advisor.Answers, int) string) {
	var all []advisor.Answers
	for _, p := range people {
		all = append(all, p.Answers)
	}
	return e.Rows(all...)
}

// follow is somebody's answers after a set of changes, all but one.
func follow(e *advisor.Engine, p advisor.Person, set []advisor.Change, without int) advisor.Answers {
	a := e.Shown(p.Answers)
	for i, change := range set {
		if i != without {
			a = change.Take(a)
		}
	}
	return a
}

// TestTooManySets bounds the search so that it cannot end: what it then says must still hold, and be told as it is.
func TestTooManySets(t *testing.T) {
	e := engine(t)
	people := briefs(t, e)
	pruned := 0
	for i, a := range people {
		for _, b := range people[i+1:] {
			two := []advisor.Person{a, b}
			c := e.CompareWithin(two, 40)
			checkReal(t, e, two, c)
			for _, o := range c.Split {
				for _, p := range o.Paths {
					if !p.Fewest {
						pruned++
					}
					if !p.Fewest && (p.All || p.Count != 1) || p.Count < len(p.Sets) {
						t.Errorf("%s: %+v", o.ID, p)
					}
				}
			}
		}
	}
	if pruned == 0 {
		t.Error("the bound pruned nothing")
	}
}

// TestSilence: not being sure, not answering and not being asked are no differences, unless they lead elsewhere.
func TestSilence(t *testing.T) {
	e := engine(t)
	a := advisor.Answers{Choices: map[string][]string{"journey": {"new-service"}, "store": {"postgres"},
		"query-style": {"not-sure"}}}
	b := advisor.Answers{Choices: map[string][]string{"journey": {"new-service"}, "store": {"postgres"},
		"runs-on": {"not-sure"}}}
	if c := e.Compare(a, b); !c.Identical() {
		t.Errorf("%+v", c.Idle)
	}
	b = b.With("query-style", "models")
	c := e.Compare(a, b)
	all := slices.Concat(c.Matter, c.Idle)
	if len(all) != 1 || all[0].Question != "query-style" || all[0].Voices[0].Choice != "not-sure" {
		t.Errorf("%+v", all)
	}
	if diff := cmp.Diff(map[string][]string{"journey": {"new-service"}, "store": {"postgres"}},
		c.Shared.Choices); diff != "" {
		t.Error(diff)
	}
	if c := e.Compare(a, a.With("journey", "improve-rust")); !c.Journeys {
		t.Error("that the journeys differ is not told")
	}
}

// many makes up people who answer like the briefs but for some of the answers, as a workshop would.
func many(b *testing.B, e *advisor.Engine, n, changes int) []advisor.Person {
	r, from := roll(7), briefs(b, e)
	var out []advisor.Person
	for i := range n {
		a := from[i%len(from)].Answers
		for range changes {
			q := e.Base().Questions[r.IntN(len(e.Base().Questions))]
			a = a.With(q.ID, q.Choices[r.IntN(len(q.Choices))].ID)
		}
		out = append(out, advisor.Person{Name: fmt.Sprint("p", i), Answers: a})
	}
	return out
}

// A comparison of two is worked out when it is asked for; of two hundred it should take less than a second.
func BenchmarkCompare(b *testing.B) {
	e := engine(b)
	for _, n := range []int{2, 20, 200} {
		for _, changes := range []int{3, 15, 150} {
			people := many(b, e, n, changes)
			b.Run(fmt.Sprintf("%d people, %d changes", n, changes), func(b *testing.B) {
				for b.Loop() {
					e.CompareAll(people)
				}
			})
		}
	}
}

// Of questions that take several, what somebody ticks beside the others comes first.
func TestComparisonOfSets(t *testing.T) {
	e := engine(t)
	a := given(map[string]string{"journey": "new-service", "artifact": "service"})
	for name, test := range map[string]struct {
		a, b []string
		want [2]string
	}{
		"apart": {[]string{"postgres"}, []string{"redis"}, [2]string{"PostgreSQL", "Redis or Valkey, as the main store"}},
		"one more": {[]string{"postgres"}, []string{"postgres", "clickhouse"},
			[2]string{"no more than PostgreSQL", "ClickHouse beside PostgreSQL"}},
		"one silent": {nil, []string{"postgres"}, [2]string{"not answered", "PostgreSQL"}},
		"each one more": {[]string{"postgres", "mongodb"}, []string{"postgres", "clickhouse"},
			[2]string{"MongoDB beside PostgreSQL", "ClickHouse beside PostgreSQL"}},
	} {
		c := e.Compare(a.With("store", test.a...), a.With("store", test.b...))
		var got [2]string
		for _, d := range slices.Concat(c.Matter, c.Idle) {
			for _, v := range d.Voices {
				got[v.People[0]] = v.Label
			}
		}
		if got != test.want {
			t.Errorf("%s: they say %q, want %q", name, got, test.want)
		}
	}
}
