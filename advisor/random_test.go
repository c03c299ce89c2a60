package advisor_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/BurntSushi/toml"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

// files writes a base as the files it could have been read from, so that tests can make bases up and still load them.
func files(t testing.TB, base *knowledge.Base) fstest.MapFS {
	t.Helper()
	fsys := fstest.MapFS{}
	put := func(name string, content any) {
		var out bytes.Buffer
		if err := toml.NewEncoder(&out).Encode(content); err != nil {
			t.Fatal(err)
		}
		fsys[name] = &fstest.MapFile{Data: out.Bytes()}
	}
	put("vocabulary.toml", base.Words)
	put("questions.toml", map[string]any{"section": base.Sections, "question": base.Questions})
	put("constraints.toml", map[string]any{"forbid": base.Forbids, "require": base.Requires, "synergy": base.Synergies})
	put("sources.toml", map[string]any{"source": base.Sources})
	put("findings/random.toml", map[string]any{"finding": base.Findings})
	put("plan.toml", map[string]any{})
	for _, d := range base.Decisions {
		put("decisions/"+d.ID+".toml", d)
	}
	return fsys
}

func load(t testing.TB, base *knowledge.Base) *knowledge.Base {
	t.Helper()
	loaded, err := knowledge.Load(files(t, base))
	if err != nil {
		t.Fatal(err)
	}
	return loaded
}

// mostAssignments bounds the sizes of random bases, so that brute force stays quick.
const mostAssignments = 2500

// dice makes up knowledge bases and answers. Everything it does follows from its seed.
type dice struct{ *rand.Rand }

func roll(seed int) dice { return dice{rand.New(rand.NewPCG(uint64(seed), 1))} }

// between returns a number from low to high, both possible.
func (r dice) between(low, high int) int { return low + r.IntN(high-low+1) }

// in tells yes in one of n cases.
func (r dice) in(n int) bool { return r.IntN(n) == 0 }

// some draws a part of the list that is neither empty nor, if it can be avoided, the whole.
func (r dice) some(list []string) []string {
	list = slices.Clone(list)
	r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list[:r.between(1, max(1, len(list)-1))]
}

// base makes up a knowledge base: as many turns as the schema allows, in small numbers so that ties are frequent.
func (r dice) base() *knowledge.Base {
	b := &knowledge.Base{Words: words}
	b.Sections = []knowledge.Section{{ID: "all", Title: "All"}}
	b.Findings = []knowledge.Finding{{ID: "f", Claim: "So it is.", Confidence: "high", Lines: []int{1, 1},
		Date: "2026-11-01"}}
	for q := range r.between(3, 6) {
		b.Questions = append(b.Questions, r.question(b, q))
	}
	assignments := 1
	for d := range r.between(2, 6) {
		decision := r.decision(b, d)
		for range r.per(b, &decision) {
			assignments *= len(decision.Options) + 1
		}
		if assignments > mostAssignments {
			break
		}
		b.Decisions = append(b.Decisions, decision)
	}
	for i := range b.Questions {
		r.addPoints(b, &b.Questions[i])
	}
	r.constrain(b)
	return b
}

var words = knowledge.Vocabulary{
	Version:     "2026-11",
	Unsure:      knowledge.Choice{ID: "not-sure", Label: "Not sure yet"},
	Journeys:    []knowledge.Journey{{ID: "there", Title: "There"}, {ID: "back", Title: "Back"}},
	Topics:      []knowledge.Term{{ID: "random", Title: "Random"}},
	Confidences: []knowledge.Term{{ID: "high", Title: "High"}},
	Rings:       []knowledge.Term{{ID: "adopt", Title: "Adopt"}},
	SourceKinds: []knowledge.Term{{ID: "primary", Title: "Primary"}},
}

func (r dice) question(b *knowledge.Base, n int) knowledge.Question {
	id := fmt.Sprint("q", n)
	q := knowledge.Question{ID: id, Section: "all", Title: id, Short: id, Why: id, Fact: r.in(4)}
	for c := range r.between(2, 3) {
		q.Choices = append(q.Choices, knowledge.Choice{ID: fmt.Sprint("c", c), Label: fmt.Sprint("c", c)})
	}
	if q.Several = r.in(2); q.Several && r.in(3) {
		q.Choices[r.IntN(len(q.Choices))].Alone = true
	}
	if n > 0 && r.in(2) {
		q.When = append(q.When, r.condition(b.Questions[:n]))
		for r.in(3) {
			q.Or = append(q.Or, r.condition(b.Questions[:n]))
		}
	}
	return q
}

// per has a decision in three made per a question that takes several, and tells how many picks it may have.
func (r dice) per(b *knowledge.Base, d *knowledge.Decision) int {
	q := &b.Questions[r.IntN(len(b.Questions))]
	if !q.Several || r.in(3) {
		return 1
	}
	d.Per = q.ID
	if r.in(3) {
		d.Needs = append(d.Needs, knowledge.Need{Question: q.ID, In: []string{"c0", "c1"}, Reason: "r", Finding: "f"})
	}
	return len(q.Choices)
}

// condition draws a question, the journey among them, and some of its choices, not knowing among them.
func (r dice) condition(questions []knowledge.Question) knowledge.Condition {
	i := r.IntN(len(questions) + 1)
	if i == len(questions) {
		return knowledge.Condition{Question: "journey", In: r.some([]string{"there", "back"})}
	}
	choices := []string{"not-sure"}
	for _, c := range questions[i].Choices {
		choices = append(choices, c.ID)
	}
	return knowledge.Condition{Question: questions[i].ID, In: r.some(choices)}
}

func (r dice) decision(b *knowledge.Base, n int) knowledge.Decision {
	id := fmt.Sprint("d", n)
	d := knowledge.Decision{ID: id, Order: n, Title: id, Asks: id, Fallback: "None fits."}
	for c := range r.between(1, 3) {
		d.Criteria = append(d.Criteria, knowledge.Criterion{ID: fmt.Sprint("k", c), Title: "k", Prior: r.between(0, 2)})
	}
	for o := range r.between(2, 6) {
		d.Options = append(d.Options, r.option(b, d.Criteria, o))
		d.TieBreak = append(d.TieBreak, fmt.Sprint("o", o))
	}
	r.Shuffle(len(d.TieBreak), func(i, j int) { d.TieBreak[i], d.TieBreak[j] = d.TieBreak[j], d.TieBreak[i] })
	return d
}

func (r dice) option(b *knowledge.Base, criteria []knowledge.Criterion, n int) knowledge.Option {
	id := fmt.Sprint("o", n)
	o := knowledge.Option{ID: id, Title: id, Ring: "adopt", Summary: id, Reversal: id, Fit: map[string]knowledge.Fit{}}
	for _, c := range criteria {
		if !r.in(4) {
			o.Fit[c.ID] = knowledge.Fit{Value: r.between(-2, 2), Finding: "f"}
		}
	}
	for range r.IntN(3) {
		c := r.condition(b.Questions)
		need := knowledge.Need{Question: c.Question, In: c.In, Any: r.in(3), Reason: "r", Finding: "f"}
		if r.in(3) {
			need.When = append(need.When, r.condition(b.Questions))
		}
		for r.in(3) {
			need.Unless = append(need.Unless, r.condition(b.Questions))
		}
		o.Needs = append(o.Needs, need)
	}
	return o
}

func (r dice) addPoints(b *knowledge.Base, q *knowledge.Question) {
	for c := range q.Choices {
		q.Choices[c].Adds = map[string]int{}
		for range r.IntN(4) {
			d := &b.Decisions[r.IntN(len(b.Decisions))]
			if points := r.between(-2, 3); points != 0 {
				q.Choices[c].Adds[d.ID+"."+d.Criteria[r.IntN(len(d.Criteria))].ID] = points
			}
		}
	}
}

func (r dice) constrain(b *knowledge.Base) {
	ref := func(d int) string {
		return b.Decisions[d].ID + "." + b.Decisions[d].Options[r.IntN(len(b.Decisions[d].Options))].ID
	}
	for range r.IntN(6) {
		if len(b.Decisions) < 2 {
			return
		}
		order := r.Perm(len(b.Decisions))
		if b.Decisions[order[0]].Per != "" && b.Decisions[order[1]].Per != "" {
			continue // so many combinations that the loader refuses them
		}
		x, y := ref(order[0]), ref(order[1])
		switch r.IntN(3) {
		case 0:
			b.Forbids = append(b.Forbids, knowledge.Forbid{Options: []string{x, y}, Reason: "r", Finding: "f"})
		case 1:
			needs := []string{y}
			if z := ref(order[1]); z != y {
				needs = append(needs, z)
			}
			b.Requires = append(b.Requires, knowledge.Require{Option: x, Needs: needs, Reason: "r", Finding: "f"})
		case 2:
			b.Synergies = append(b.Synergies, knowledge.Synergy{Options: []string{x, y}, Points: r.between(1, 3), Reason: "r",
				Finding: "f"})
		}
	}
}

// answers draws answers to about three questions in four, hidden ones included.
func (r dice) answers(b *knowledge.Base) advisor.Answers {
	a := advisor.Answers{Choices: map[string][]string{}}
	for _, q := range b.Questions {
		if r.in(4) {
			continue
		}
		a = a.With(q.ID, q.Choices[r.IntN(len(q.Choices))].ID)
		for range r.IntN(3) {
			if q.Several {
				a = a.Tick(&q, q.Choices[r.IntN(len(q.Choices))].ID, true)
			}
		}
	}
	if r.in(3) {
		a.Star = b.Questions[r.IntN(len(b.Questions))].ID
	}
	return a
}

// shown keeps the answers to questions that are asked.
func shown(e *advisor.Engine, a advisor.Answers) advisor.Answers {
	active := e.Active(a)
	for q := range a.Choices {
		if !active(q) {
			a = a.With(q, "")
		}
	}
	if a.Star != "" && !active(a.Star) {
		a.Star = ""
	}
	return a
}

// made keeps the engines of the bases made up so far: making one up takes longer than most of what is asked of it.
var made sync.Map

func madeUp(t *testing.T, seed int) *advisor.Engine {
	if e, ok := made.Load(seed); ok {
		return e.(*advisor.Engine)
	}
	e := advisor.New(load(t, roll(seed).base()))
	made.Store(seed, e)
	return e
}

// few is a number of bases, a quarter of it with -short.
func few(t *testing.T, bases int) int {
	t.Helper()
	if testing.Short() {
		return bases / 4
	}
	return bases
}

// tested is an engine, and what brute force found out about its base.
type tested struct {
	*advisor.Engine
	solved map[string]solved // by answers
}

type solved struct {
	b     *brute
	picks []string
}

// eachBase runs f on bases made up, and on sets of answers made up for each.
func eachBase(t *testing.T, bases, sets int, f func(t *testing.T, e *advisor.Engine, a advisor.Answers)) {
	t.Parallel()
	for seed := range few(t, bases) {
		e, r := madeUp(t, seed), roll(seed+1000)
		for range sets {
			a := r.answers(e.Base())
			f(t, e, a)
			if t.Failed() {
				t.Fatalf("in the base of seed %d with %v, starred %q", seed, a.Choices, a.Star)
			}
		}
	}
}
