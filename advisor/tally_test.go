package advisor_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rustadvisor/advisor"
	"rustadvisor/advisor/answerfile"
	"rustadvisor/advisor/tally"
	"rustadvisor/knowledge"
)

// What hands come to: most hands, ties and who decides them, groups, "not sure", what was given before.
func TestTallyCounts(t *testing.T) {
	q := &knowledge.Question{ID: "q", Choices: []knowledge.Choice{{ID: "a"}, {ID: "b"}, {ID: "not-sure", Unsure: true}}}
	tests := map[string]struct {
		hands   [3][]int
		decided string
		group   int
		leaders []int
		choice  int
	}{
		"no hands":                      {[3][]int{{0}, {0}, {0}}, "a", tally.Room, nil, -1},
		"most hands":                    {[3][]int{{4}, {7}, {1}}, "a", tally.Room, []int{1}, 1},
		"not sure counts as such":       {[3][]int{{4}, {2}, {5}}, "", tally.Room, []int{2}, 2},
		"a tie is open":                 {[3][]int{{4}, {2}, {4}}, "", tally.Room, []int{0, 2}, -1},
		"the facilitator decides":       {[3][]int{{4}, {2}, {4}}, "not-sure", tally.Room, []int{0, 2}, 2},
		"among equals only":             {[3][]int{{4}, {2}, {4}}, "b", tally.Room, []int{0, 2}, -1},
		"the room is all groups":        {[3][]int{{4, 0}, {2, 3}, {0, 0}}, "", tally.Room, []int{1}, 1},
		"a group by itself":             {[3][]int{{4, 0}, {2, 3}, {0, 0}}, "", 0, []int{0}, 0},
		"a tied group goes by the room": {[3][]int{{2, 0}, {2, 3}, {0, 0}}, "", 0, []int{0, 1}, 1},
		"or has no answer":              {[3][]int{{2, 0}, {2, 0}, {0, 9}}, "", 0, []int{0, 1}, -1},
		"a group without hands":         {[3][]int{{2, 0}, {0, 0}, {0, 0}}, "", 1, nil, -1},
	}
	for name, tt := range tests {
		votes := tally.Tally{Groups: make([]string, len(tt.hands[0]))}
		for i, numbers := range tt.hands {
			for group, n := range numbers {
				votes = votes.With("q", q.Choices[i].ID, group, n)
			}
		}
		if tt.decided != "" {
			votes = votes.Decide("q", tt.decided)
		}
		c := votes.Count(&knowledge.Base{}, q, tt.group)
		if !slices.Equal(c.Leaders, tt.leaders) || c.Choice != tt.choice {
			t.Errorf("%s: leaders %v, choice %d; want %v, %d", name, c.Leaders, c.Choice, tt.leaders, tt.choice)
		}
	}
}

// Of a question that takes several, every choice counts that at least half as many hands were raised for as for the
// first; what says that no other holds counts alone, and people are not counted once for each hand.
func TestTallyOfSeveral(t *testing.T) {
	base := engine(t).Base()
	q := base.Question("store")
	for want, hands := range map[string]map[string]int{
		"postgres redis":    {"postgres": 8, "redis": 4, "sqlite": 3},
		"postgres sqlite":   {"postgres": 5, "sqlite": 5},
		"none":              {"none": 6, "postgres": 3},
		"":                  {"none": 4, "postgres": 4},
		"postgres not sure": {"postgres": 4, "not-sure": 1},
	} {
		var votes tally.Tally
		present := 0
		for choice, n := range hands {
			votes = votes.With("store", choice, 0, n)
			present = max(present, n)
		}
		c := votes.Count(base, q, tally.Room)
		answers := votes.Answers(base, tally.Room).Choices["store"]
		if got := strings.Join(answers, " "); got != strings.TrimSuffix(want, " not sure") || c.Present != present {
			t.Errorf("%v: the answer is %q with %d present, want %q with %d", hands, got, c.Present, want, present)
		}
		if c.Open() != (want == "") {
			t.Errorf("%v: open is %v", hands, c.Open())
		}
	}
	votes := tally.Tally{}.With("store", "postgres", 0, 8).With("store", "redis", 0, 5).With("store", "sqlite", 0, 2)
	e := engine(t)
	for _, s := range tally.Splits(e, votes.With("journey", "new-service", 0, 9).With("artifact", "service", 0, 9)) {
		if s.Question.ID == "store" && s.Question.Choices[s.Second].ID != "sqlite" {
			t.Errorf("the room is split over %s, not over what is no part of the answer", s.Question.Choices[s.Second].ID)
		}
	}
}

// A majority is more than half of those present, who may have raised a hand for another question only.
func TestTallyMajority(t *testing.T) {
	q := &knowledge.Question{ID: "q", Fact: true, Choices: []knowledge.Choice{{ID: "a"}, {ID: "b"},
		{ID: "not-sure", Unsure: true}}}
	votes := tally.Tally{Groups: []string{"x", "y"}}.With("q", "a", 0, 5).With("q", "b", 1, 1).With("other", "c", 1, 4).
		With("other", "c", 0, 3)
	c := votes.Count(&knowledge.Base{}, q, tally.Room)
	if c.Present != 9 || !c.Majority() || !c.Measure() {
		t.Errorf("5 of %d: majority %v, measure %v", c.Present, c.Majority(), c.Measure())
	}
	votes = votes.With("q", "a", 0, 4).With("q", "b", 1, 0).With("q", "not-sure", 0, 1)
	if c = votes.Count(&knowledge.Base{}, q, tally.Room); c.Present != 9 || c.Majority() || c.Measure() {
		t.Errorf("4 of %d: majority %v, measure %v", c.Present, c.Majority(), c.Measure())
	}
	if c = votes.With("q", "a", 0, 0).Count(&knowledge.Base{}, q, tally.Room); !c.Measure() {
		t.Error("nobody knows a fact, and nobody is to find out")
	}
	q.Fact = false
	if c = votes.With("q", "b", 0, 2).Count(&knowledge.Base{}, q, tally.Room); c.Measure() {
		t.Error("a wish is measured")
	}
}

// An earlier tally stays what it was, and numbers stay in their bounds.
func TestTallyIsCopied(t *testing.T) {
	before := tally.Tally{Groups: []string{"x", "y"}}.With("q", "a", 1, 5).Decide("q", "a")
	after := before.With("q", "a", 1, 7).With("q", "a", 0, -3).With("q", "b", 0, 5000).Decide("q", "b")
	if n := before.Raised("q", "a", 1); n != 5 || before.Decided["q"] != "a" || before.Raised("q", "b", 0) != 0 {
		t.Errorf("the earlier tally has %d hands, %q", n, before.Decided)
	}
	if after.Raised("q", "a", 0) != 0 || after.Raised("q", "b", 0) != tally.MostHands {
		t.Errorf("the bounds are not kept: %v", after.Hands)
	}
}

// tally draws hands in groups, few enough that ties are frequent.
func (r dice) tally(b *knowledge.Base, groups int) tally.Tally {
	t := tally.Tally{Given: advisor.Answers{Choices: map[string][]string{"journey": {"there"}}}}
	for range groups {
		t.Groups = append(t.Groups, string(rune('A'+len(t.Groups))))
	}
	for _, q := range b.Questions[1:] {
		if r.in(5) {
			continue
		}
		for _, c := range q.Choices {
			for g := range max(1, groups) {
				t = t.With(q.ID, c.ID, g, r.IntN(5))
			}
		}
		if r.in(2) {
			t = t.Decide(q.ID, q.Choices[r.IntN(len(q.Choices))].ID)
		}
		if r.in(4) {
			t = t.MeasuredBy(q.ID, "Ana, “by Friday”")
		}
	}
	return t
}

func eachTally(t *testing.T, f func(e *advisor.Engine, r dice, votes tally.Tally)) {
	t.Parallel()
	for seed := range few(t, 60) {
		e, r := madeUp(t, seed), roll(seed+5000)
		for range 5 {
			f(e, r, r.tally(e.Base(), r.IntN(4)))
			if t.Failed() {
				t.Fatalf("in the base of seed %d", seed)
			}
		}
	}
}

// The room has the hands of its groups, and who is named first makes no difference to what comes out.
func TestTallyGroups(t *testing.T) {
	eachTally(t, func(e *advisor.Engine, r dice, votes tally.Tally) {
		order := r.Perm(max(1, len(votes.Groups)))
		swapped := tally.Tally{Groups: slices.Clone(votes.Groups), Given: votes.Given, Decided: votes.Decided}
		for i := range votes.Groups {
			swapped.Groups[i] = votes.Groups[order[i]]
		}
		for i := range e.Base().Questions {
			q := &e.Base().Questions[i]
			room, sum := votes.Count(e.Base(), q, tally.Room), 0
			for place, g := range order {
				sum += votes.Count(e.Base(), q, g).Total
				for _, c := range q.Choices {
					swapped = swapped.With(q.ID, c.ID, place, votes.Raised(q.ID, c.ID, g))
				}
			}
			if room.Total != sum {
				t.Errorf("%s: the room has %d hands, its groups %d", q.ID, room.Total, sum)
			}
		}
		if diff := cmp.Diff(votes.Answers(e.Base(), tally.Room), swapped.Answers(e.Base(), tally.Room)); diff != "" {
			t.Errorf("the room's answers depend on the order of the groups:\n%s", diff)
		}
		if diff := cmp.Diff(tally.Splits(e, votes), tally.Splits(e, swapped),
			cmp.AllowUnexported(knowledge.Question{})); diff != "" {
			t.Errorf("the splits depend on the order of the groups:\n%s", diff)
		}
		for place, g := range order {
			if diff := cmp.Diff(votes.Answers(e.Base(), g), swapped.Answers(e.Base(), place)); diff != "" {
				t.Errorf("a group's answers depend on its place:\n%s", diff)
			}
		}
	})
}

// Splits are held against brute force: every question with two sides, what differs by trying every assignment, and
// an order in which no earlier question splits the room less.
func TestSplitsAreExact(t *testing.T) {
	eachTally(t, func(e *advisor.Engine, r dice, votes tally.Tally) {
		splits := tally.Splits(e, votes)
		room := shown(e, votes.Answers(e.Base(), tally.Room))
		active, want := e.Active(room), 0
		for i := range e.Base().Questions {
			q := &e.Base().Questions[i]
			sides := 0
			for _, c := range q.Choices {
				if votes.Raised(q.ID, c.ID, tally.Room) > 0 {
					sides++
				}
			}
			if active(q.ID) && sides > 1 {
				want++
			}
		}
		if len(splits) != want {
			t.Fatalf("%d splits, want %d", len(splits), want)
		}
		for i, s := range splits {
			first, second := s.Question.Choices[s.First].ID, s.Question.Choices[s.Second].ID
			if given := room.Choice(s.Question.ID); given != "" && given != first {
				t.Errorf("%s: the first side is %s, the answer %s", s.Question.ID, first, given)
			}
			for n, hands := range s.Hands {
				if s.Question.Several && len(s.Ticked) > 1 {
					break
				}
				if n != s.First && hands > s.Hands[s.Second] || s.Hands[s.Second] > s.Hands[s.First] {
					t.Errorf("%s: hands %v, sides %d and %d", s.Question.ID, s.Hands, s.First, s.Second)
				}
			}
			was, now := room.With(s.Question.ID, first), room.With(s.Question.ID, second)
			lone := func(id string) bool { return s.Question.Choice(id).Lone() }
			if s.Question.Several && !s.Open() && !lone(first) && !lone(second) {
				was = room
				now = was.Tick(s.Question, second, false)
			}
			keys, pick := e.Rows(was, now)
			var turned []string
			for row, key := range keys {
				if pick(was, row) != pick(now, row) {
					turned = append(turned, e.Base().Decision(strings.Split(key, "@")[0]).Title)
				}
			}
			var got []string
			for _, turn := range s.Turns {
				got = append(got, turn.Decision.Title)
			}
			if diff := cmp.Diff(turned, got); diff != "" {
				t.Errorf("%s: what the other side would turn:\n%s", s.Question.ID, diff)
			}
			if i > 0 {
				p := splits[i-1]
				before := len(p.Turns) * p.Hands[p.Second] * s.Hands[s.First]
				if after := len(s.Turns) * s.Hands[s.Second] * p.Hands[p.First]; before < after {
					t.Errorf("%s comes before %s, but splits less", p.Question.ID, s.Question.ID)
				}
			}
		}
	})
}

// A tally comes back from its file as it was.
func TestTallyFile(t *testing.T) {
	eachTally(t, func(e *advisor.Engine, r dice, votes tally.Tally) {
		if r.in(2) {
			votes.Given = votes.Given.Pinned(r.pins(e.Base())...)
		}
		text := answerfile.FormatTally(e.Base(), votes)
		back, notes, err := answerfile.ParseTally(e.Base(), "t.tally", text)
		if err != nil || len(notes) > 0 {
			t.Fatalf("%v, %v in\n%s", err, notes, text)
		}
		if again := answerfile.FormatTally(e.Base(), back); string(again) != string(text) {
			t.Errorf("written again it reads\n%s\nafter\n%s", again, text)
		}
		for g := tally.Room; g < len(votes.Groups); g++ {
			if diff := cmp.Diff(votes.Answers(e.Base(), g), back.Answers(e.Base(), g)); diff != "" {
				t.Error(diff)
			}
		}
	})
}

func TestTallyFaults(t *testing.T) {
	base := madeUp(t, 1).Base()
	q := base.Questions[1]
	tests := map[string]struct{ text, want string }{
		"unknown key":      {"hand = 1\n", `t.tally:1: unknown key "hand"`},
		"no TOML":          {"[hands\n", "t.tally:2: "},
		"no table":         {"hands = 3\n", `t.tally:1: "hands" is of type integer, not table`},
		"no table inside":  {"[hands]\n" + q.ID + " = 3\n", `t.tally:2: "hands.` + q.ID + `" is of type integer, not table`},
		"unknown question": {"\n[hands.qq]\na = [1]\n", `t.tally:3: unknown question "qq"`},
		"unknown choice": {"[hands." + q.ID + "]\nzz = [1]\n", `t.tally:2: unknown choice "zz" for question "` + q.ID +
			`"`},
		"below zero":      {"[hands." + q.ID + "]\nc0 = [-1]\n", "t.tally:2: -1 is no number of hands"},
		"too many":        {"[hands." + q.ID + "]\nc0 = [1000]\n", "t.tally:2: 1000 is no number of hands"},
		"not by group":    {"groups = [\"A\", \"B\"]\n[hands." + q.ID + "]\nc0 = [1]\n", "t.tally:3: there are 1 numbers"},
		"nameless group":  {"groups = [\"\"]\n", `t.tally:1: "" is no name of a group`},
		"control":         {"groups = [\"a\\u001b[2J\"]\n", "t.tally:1: "},
		"crowd of groups": {"groups = [\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\"]\n", "t.tally:1: there are 7 groups"},
		"star":            {"star = \"nobody\"\n", `t.tally:1: star names unknown question "nobody"`},
		"pin":             {"[pins]\nnobody = \"x\"\n", `t.tally:2: unknown decision "nobody"`},
		"measures what":   {"[measures]\nqq = \"Ana\"\n", `t.tally:2: unknown question "qq"`},
		"measured by":     {"[measures]\n" + q.ID + " = \"\"\n", `t.tally:2: "" is no name`},
		"decided":         {"[decided]\n" + q.ID + " = \"zz\"\n", "t.tally:2: unknown choice"},
	}
	for name, tt := range tests {
		_, _, err := answerfile.ParseTally(base, "t.tally", []byte(tt.text))
		if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %s…", name, err, tt.want)
		}
		if err != nil && strings.Contains(err.Error(), "\x1b") {
			t.Errorf("%s: a control sequence in %q", name, err)
		}
	}
	votes, notes, err := answerfile.ParseTally(base, "t.tally",
		[]byte("knowledge = \"2020-01\"\n[hands.gone]\na = [3]\n[hands."+q.ID+"]\nc0 = [2]\n"))
	if err != nil || len(notes) != 2 || votes.Raised(q.ID, "c0", tally.Room) != 2 || len(votes.Hands) != 1 {
		t.Errorf("of other knowledge: %v, %q, %v", votes.Hands, notes, err)
	}
}

func FuzzParseTally(f *testing.F) {
	base, err := knowledge.Load(knowledge.Embedded())
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte("groups = [\"A\", \"B\"]\n[hands.store]\npostgres = [1, 2]\n"))
	f.Add([]byte("knowledge = \"x\"\nstar = \"store\"\n[answers]\njourney = \"new-service\"\n[decided]\nstore = " +
		"\"sqlite\"\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		votes, _, err := answerfile.ParseTally(base, "f.tally", text)
		if err != nil {
			return
		}
		if _, _, err := answerfile.ParseTally(base, "f.tally", answerfile.FormatTally(base, votes)); err != nil {
			t.Errorf("%v after writing what was read from\n%s", err, text)
		}
	})
}
