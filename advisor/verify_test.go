package advisor_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

// TestVerify holds the real data to what they promise.
func TestVerify(t *testing.T) {
	e := engine(t)
	found := e.Verify()
	t.Log(found)
	for _, p := range found.Problems {
		t.Error(p)
	}
	if broken := promises(e, found); len(broken) > 0 {
		t.Error("not so: ", broken)
	}
	if testing.Short() {
		return
	}
	if again := e.Verify().String(); again != found.String() {
		t.Error("the second time it finds something else")
	}
}

// promises lists what a verification said and an engine does not do.
func promises(e *advisor.Engine, found *advisor.Verification) []string {
	var broken []string
	for _, d := range found.Decisions {
		for option, a := range d.Wins {
			if got := picksOf(e, a, d.ID); !slices.Contains(got, option) {
				broken = append(broken, fmt.Sprintf("%s: %s, not %s", d.ID, got, option))
			}
		}
		for _, a := range d.Fallbacks {
			if got := picksOf(e, a, d.ID); !slices.Contains(got, "") {
				broken = append(broken, fmt.Sprintf("%s: %s, not the fallback", d.ID, got))
			}
		}
	}
	for _, c := range found.Decisive {
		keys := e.Keys(c.With)
		for i, pick := range e.Picks(c.With) {
			if got := decisionOf(keys[i]) + "." + pick; got != c.Picks[i] {
				broken = append(broken, fmt.Sprintf("%s: %s, not %s", c.What, got, c.Picks[i]))
			}
		}
	}
	return broken
}

// picksOf are the picks of a decision.
func picksOf(e *advisor.Engine, a advisor.Answers, decision string) []string {
	var out []string
	keys := e.Keys(a)
	for i, pick := range e.Picks(a) {
		if decisionOf(keys[i]) == decision {
			out = append(out, pick)
		}
	}
	return out
}

func decisionOf(key string) string { return strings.Split(key, "@")[0] }

// TestVerifyExhaustively compares what is found in small bases with all their answers of one choice or two.
func TestVerifyExhaustively(t *testing.T) {
	t.Parallel()
	options, unreachable := 0, 0
	for seed := range few(t, 25) {
		e := madeUp(t, seed)
		found := e.Verify()
		if broken := promises(e, found); len(broken) > 0 {
			t.Errorf("seed %d: not so: %q", seed, broken)
		}
		wins := map[string]bool{}
		complete(e, advisor.Answers{}, 2, func(a advisor.Answers) {
			keys := e.Keys(a)
			for i, pick := range e.Picks(a) {
				wins[decisionOf(keys[i])+"."+pick] = true
			}
		})
		for _, d := range found.Decisions {
			for option, why := range d.Unreachable {
				unreachable++
				if wins[d.ID+"."+option] {
					t.Errorf("seed %d: %s.%s is said never to win (%s), and does", seed, d.ID, option, why)
				}
			}
			options += len(d.Options)
			vetoed := slices.ContainsFunc(found.Problems, func(p string) bool { return strings.HasPrefix(p, d.ID+" is left") })
			if falls := len(d.Fallbacks) > 0 || vetoed; falls != wins[d.ID+"."] {
				t.Errorf("seed %d: %s falls back: found %v, really %v", seed, d.ID, falls, wins[d.ID+"."])
			}
		}
	}
	t.Logf("%d of %d options are unreachable", unreachable, options)
}

// TestVerifyConstraintForPins has constraints that only somebody meets who pins an option that no answers should
// make win.
func TestVerifyConstraintForPins(t *testing.T) {
	idle := func(said string) string {
		b, err := knowledge.Load(os.DirFS("../knowledge/testdata/small"))
		if err != nil {
			t.Fatal(err)
		}
		b.Option("data.files").Fit = map[string]knowledge.Fit{"calm": {Value: -2}}
		b.Option("data.files").Unreachable = said
		return strings.Join(advisor.New(b).Verify().Problems, "\n")
	}
	const problem = "forbid web.axum with data.files changes nothing"
	if got := idle("nobody should keep files"); strings.Contains(got, problem) {
		t.Errorf("it counts for who pins files: %s", got)
	}
	if got := idle(""); !strings.Contains(got, problem) {
		t.Errorf("files never win, so the constraint is idle: %s", got)
	}
}

// TestVerifyNotices breaks a base in the ways people do and expects a sentence about it.
func TestVerifyNotices(t *testing.T) {
	tests := map[string]struct {
		change func(b *knowledge.Base)
		want   string
	}{
		"an option that cannot win": {func(b *knowledge.Base) {
			b.Option("data.files").Fit = map[string]knowledge.Fit{"calm": {Value: -2}}
		}, "data.files never wins"},
		"an option said to be out of reach": {func(b *knowledge.Base) {
			b.Option("web.axum").Unreachable = "nobody likes it"
		}, "web.axum is said to be unreachable, yet wins with no answers at all"},
		"a criterion nobody weighs": {func(b *knowledge.Base) {
			b.Decision("web").Criteria[0].Prior = 0
			b.Questions[0].Choices[0].Adds, b.Questions[1].Choices[0].Adds, b.Questions[2].Choices[0].Adds = nil, nil, nil
			b.Situations[0].Adds = nil
		}, "criterion web.fun changes nothing: its prior"},
		"a criterion on which all do the same": {func(b *knowledge.Base) {
			d := b.Decision("web")
			d.Criteria = append(d.Criteria, knowledge.Criterion{ID: "same", Prior: 1})
		}, "criterion web.same changes nothing: all options"},
		"a question without effect": {func(b *knowledge.Base) {
			b.Questions = append(b.Questions, knowledge.Question{ID: "colour", Choices: []knowledge.Choice{{ID: "red"},
				{ID: "blue"}}})
		}, "question colour changes nothing"},
		"choices without effect": {func(b *knowledge.Base) {
			q := b.Question("speed")
			q.Choices = append(q.Choices, knowledge.Choice{ID: "whatever"}, knowledge.Choice{ID: "any"})
		}, "speed = whatever, speed = any are one and the same"},
		"a constraint without effect": {func(b *knowledge.Base) {
			b.Forbids = append(b.Forbids, b.Forbids[0])
		}, "forbid web.axum with data.files changes nothing"},
		"an option that nothing binds": {func(b *knowledge.Base) {
			b.Requires = append(b.Requires, knowledge.Require{Option: "web.axum", Needs: []string{"data.sqlx"}})
			b.Forbids, b.Synergies = nil, nil
		}, "data.files is in no constraint"},
		"a practice that asks for the impossible": {func(b *knowledge.Base) {
			b.Practices = append(b.Practices, knowledge.Practice{ID: "late", When: []knowledge.Condition{
				{Question: "artifact", In: []string{"service"}}, {Question: "artifact", In: []string{"tool"}}}})
		}, "practice late is never told: artifact would have to be one of service and one of tool"},
		"a mind against what its situation goes with": {func(b *knowledge.Base) {
			s := situation(b)
			s.Expects = []knowledge.Condition{{Question: "artifact", In: []string{"tool"}}}
			s.Mind = []knowledge.Mind{{ID: "late", When: []knowledge.Condition{{Question: "artifact", In: []string{"service"}}}}}
		}, "mind late of situation ours is never told: artifact would"},
		"a mind that its situation rules out": {func(b *knowledge.Base) {
			s := situation(b)
			s.Mind, s.RulesOut = []knowledge.Mind{{ID: "late"}}, []string{"late"}
		}, "situation ours rules out mind late of situation ours, which is its own"},
		"a situation that rules out nothing": {func(b *knowledge.Base) {
			s := situation(b)
			b.Practices = append(b.Practices, knowledge.Practice{ID: "late", When: []knowledge.Condition{
				{Question: "artifact", In: []string{"service"}}}})
			s.Expects = []knowledge.Condition{{Question: "artifact", In: []string{"tool"}}}
			s.RulesOut = []string{"late"}
		}, "situation ours rules out practice late, which is not told there anyway"},
		"a situation that adds to nothing": {func(b *knowledge.Base) {
			d := b.Decision("web")
			d.Criteria = append(d.Criteria, knowledge.Criterion{ID: "same", Prior: 1})
			situation(b).Adds = map[string]int{"web.same": 1}
		}, "situation ours adds to web.same, on which all options do the same"},
		"a practice for an option that those answers rule out": {func(b *knowledge.Base) {
			b.Option("web.axum").Needs = []knowledge.Need{{Question: "artifact", In: []string{"service"}}}
			b.Practices = append(b.Practices, knowledge.Practice{ID: "late", When: []knowledge.Condition{
				{Question: "artifact", In: []string{"tool"}}, {Decision: "web", In: []string{"axum"}}}})
		}, "practice late is never told: web is none of axum"},
		"constraints that leave nothing": {func(b *knowledge.Base) {
			for _, o := range b.Decision("data").Options {
				b.Forbids = append(b.Forbids, knowledge.Forbid{Options: []string{"data." + o.ID, "web.axum"}})
				b.Forbids = append(b.Forbids, knowledge.Forbid{Options: []string{"data." + o.ID, "web.actix"}})
			}
		}, "is left without an option by constraints"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			base, err := knowledge.Load(os.DirFS("../knowledge/testdata/small"))
			if err != nil {
				t.Fatal(err)
			}
			test.change(base)
			problems := advisor.New(base).Verify().Problems
			if !slices.ContainsFunc(problems, func(p string) bool { return strings.Contains(p, test.want) }) {
				t.Errorf("no %q in %q", test.want, problems)
			}
		})
	}
}

// situation adds one to a base.
func situation(b *knowledge.Base) *knowledge.Situation {
	b.Situations = append(b.Situations, knowledge.Situation{ID: "ours"})
	return &b.Situations[len(b.Situations)-1]
}

// TestVerifyFindsSituations: an option that no answers make the pick may win in a situation.
func TestVerifyFindsSituations(t *testing.T) {
	base, err := knowledge.Load(os.DirFS("../knowledge/testdata/small"))
	if err != nil {
		t.Fatal(err)
	}
	base.Forbids, base.Requires, base.Synergies = nil, nil, nil
	base.Option("data.files").Fit = map[string]knowledge.Fit{"calm": {Value: -2}}
	situation(base).Adds = map[string]int{"data.calm": -9}
	e := advisor.New(base)
	found := e.Verify()
	if broken := promises(e, found); len(broken) > 0 {
		t.Error("not so: ", broken)
	}
	for _, d := range found.Decisions {
		if wins := d.Wins["files"]; d.ID == "data" && !slices.Equal(wins.Situations, []string{"ours"}) {
			t.Errorf("files win with %+v; %q", wins, found.Problems)
		}
	}
}

// TestVerifyHouse searches under house rules: what they ban is out of reach and no problem, what they retire is not
// asked.
func TestVerifyHouse(t *testing.T) {
	if testing.Short() {
		t.Skip("searches for a second")
	}
	base, err := knowledge.Load(knowledge.Embedded(), knowledge.House{Name: "acme",
		FS: os.DirFS("../knowledge/testdata/house")})
	if err != nil {
		t.Fatal(err)
	}
	e := advisor.New(base)
	found := e.Verify()
	if broken := promises(e, found); len(broken) > 0 {
		t.Error("not so: ", broken)
	}
	bans := 0
	for i, d := range found.Decisions {
		for _, o := range base.Decisions[i].Options {
			if o.Banned == "" {
				continue
			}
			bans++
			if d.Unreachable[o.ID] != "house rules ban it" {
				t.Errorf("%s.%s is banned, yet %q", d.ID, o.ID, d.Unreachable[o.ID])
			}
			if slices.ContainsFunc(found.Problems, func(p string) bool { return strings.HasPrefix(p, d.ID+"."+o.ID) }) {
				t.Errorf("that %s.%s is banned is a problem", d.ID, o.ID)
			}
		}
	}
	if bans == 0 {
		t.Error("the house bans nothing; the test shows nothing")
	}
}

// meetings are answers with each situation that speaks for something, in a library and in code that is there, and with
// each two that do so in one decision.
func meetings(base *knowledge.Base) (sets []advisor.Answers) {
	adds := func(s *knowledge.Situation) (decisions []string) {
		for criterion := range s.Adds {
			decision, _, _ := strings.Cut(criterion, ".")
			decisions = append(decisions, decision)
		}
		return decisions
	}
	for i := range base.Situations {
		if alone := (advisor.Answers{Situations: []string{base.Situations[i].ID}}); len(base.Situations[i].Adds) > 0 {
			sets = append(sets, alone.With("journey", "new-service").With("artifact", "library"),
				alone.With("journey", "improve-rust").With("artifact", "service"))
		}
		for j := range i {
			one, other := &base.Situations[i], &base.Situations[j]
			if slices.ContainsFunc(adds(one), func(d string) bool { return slices.Contains(adds(other), d) }) {
				sets = append(sets, advisor.Answers{Situations: []string{one.ID, other.ID}}.
					With("journey", "new-service").With("artifact", "service"))
			}
		}
	}
	return sets
}

// TestMutants changes the real data in one place at a time and sees whether that shows: in the picks of the briefs and
// projects, in what Verify found before, or in the consequences of single answers.
func TestMutants(t *testing.T) {
	if testing.Short() {
		t.Skip("searches for seconds")
	}
	t.Parallel()
	base, err := knowledge.Load(knowledge.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	e := advisor.New(base)
	found := e.Verify()
	var sets []advisor.Answers
	for _, folder := range []string{"briefs", "projects"} {
		names, err := filepath.Glob("testdata/" + folder + "/*.toml")
		if err != nil || len(names) == 0 {
			t.Fatal(err, names)
		}
		for _, name := range names {
			sets = append(sets, answers(t, e, strings.TrimPrefix(name, "testdata/")))
		}
	}
	sets = append(sets, meetings(base)...)
	all := func(e *advisor.Engine) (out []string) {
		for _, a := range sets {
			out = append(out, e.Picks(a)...)
		}
		return out
	}
	want, said := all(e), slices.Collect(consequences(e))
	seen, tried := map[string]int{}, map[string]int{}
	mutate(base, func(kind, what string) {
		tried[kind]++
		mutant := advisor.New(base)
		if !slices.Equal(want, all(mutant)) || !same(consequences(mutant), said) || len(promises(mutant, found)) > 0 {
			seen[kind]++
		} else {
			t.Logf("unnoticed: %s %s", kind, what)
		}
	})
	for kind, n := range tried {
		t.Logf("%s: %d of %d noticed", kind, seen[kind], n)
		if seen[kind] < n {
			t.Errorf("%s: only %d of %d mutants are noticed", kind, seen[kind], n)
		}
	}
}

// mutate changes the base in one place, calls f, and changes it back.
func mutate(b *knowledge.Base, f func(kind, what string)) {
	for i := range b.Decisions {
		for j := range b.Decisions[i].Options {
			o := &b.Decisions[i].Options[j]
			ref := b.Decisions[i].ID + "." + o.ID
			needs := o.Needs
			for k := range needs {
				o.Needs = slices.Delete(slices.Clone(needs), k, k+1)
				f("without need", ref+" on "+needs[k].Question)
			}
			o.Needs = needs
			for c, fit := range o.Fit {
				o.Fit[c] = knowledge.Fit{Value: -fit.Value, Finding: fit.Finding}
				if fit.Value != 0 {
					f("other sign of", ref+" on "+c)
				}
				o.Fit[c] = fit
			}
		}
	}
	for i := range b.Questions {
		for j := range b.Questions[i].Choices {
			c := &b.Questions[i].Choices[j]
			if adds := c.Adds; len(adds) > 0 {
				c.Adds = nil
				f("without points of", b.Questions[i].ID+" = "+c.ID)
				c.Adds = adds
			}
		}
	}
	eachLess(&b.Forbids, func(x knowledge.Forbid) { f("without constraint", strings.Join(x.Options, " with ")) })
	eachLess(&b.Requires, func(x knowledge.Require) { f("without constraint", x.Option+" requires") })
	eachLess(&b.Synergies, func(x knowledge.Synergy) { f("without constraint", strings.Join(x.Options, " helps ")) })
}

func eachLess[T any](list *[]T, f func(T)) {
	all := *list
	for i := range all {
		*list = slices.Delete(slices.Clone(all), i, i+1)
		f(all[i])
	}
	*list = all
}

// TestDefaults is the report's own stack where nothing is known.
func TestDefaults(t *testing.T) {
	e := engine(t)
	want := map[string]map[string]string{
		"": {"web-framework": "axum", "database-layer": "sqlx", "async-runtime": "tokio"},
		"new-service": {"web-framework": "axum", "database-layer": "sqlx", "async-runtime": "tokio",
			"interop-approach": "none"},
		"migrate-python": {"web-framework": "none", "database-layer": "sqlx", "async-runtime": "tokio",
			"interop-approach": "pyo3-maturin"},
	}
	for journey, picks := range want {
		unanswered := advisor.Answers{}.With("journey", journey)
		unsure := unanswered
		for _, q := range e.Base().Questions[1:] {
			unsure = unsure.With(q.ID, e.Base().Words.Unsure.ID)
		}
		for name, a := range map[string]advisor.Answers{"unanswered": unanswered, "not sure": unsure} {
			advice := e.Advise(a)
			for decision, pick := range picks {
				if d := decided(advice, decision); d.Pick.ID != pick {
					t.Errorf("%s, %s: %s is %s, not %s", journey, name, decision, ranking(d), pick)
				}
			}
		}
	}
}

func BenchmarkVerify(b *testing.B) {
	e := engine(b)
	for b.Loop() {
		e.Verify()
	}
}
