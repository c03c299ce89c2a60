package advisor

import (
	"maps"
	"slices"
	"strings"

	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
)

// Person is one of several who answered, with the name they are called by.
type Person struct {
	Name    string
	Answers Answers
}

// Comparison is how the answers of several people differ, and which of the differences matter.
//
// Compared are the answers to questions that are asked: a question that somebody's other answers hide is unanswered
// there. The journey is an answer like any other, and so are which of them counts double and what is pinned. Not
// being sure and not answering are the same, unless a condition tells them apart.
type Comparison struct {
	Knowledge string
	People    []string
	Split     []Outcome    // decisions that come out differently, in the order advised
	Same      []Outcome    // decisions that come out the same for all
	Matter    []Difference // answers that belong to a smallest set of changes; most effect first, then in the order asked
	Idle      []Difference // the other differences, in the order asked
	Journeys  bool         // people are on different journeys
	Shared    Answers      // what all say, hidden answers left out; with the situations of all
	Ticked    []TickedBy   // situations that not all ticked: facts are so for everybody, so they count for all here
	Packages  []TickedBy   // Python packages that not all named, likewise
}

// TickedBy is a situation or a Python package with those who ticked it.
type TickedBy struct {
	ID, Label string
	People    []int // by place in Comparison.People
}

// Outcome is what a decision comes to for whom.
type Outcome struct {
	ID, Title string // of the decision or, where somebody has several picks of it, of the pick for one choice: its Key
	Camps     []Camp // most people first, then by who is named first
	Paths     []Path // what who would have to change; none when all agree
}

// Camp is the people for whom a decision comes to the same: an option, none that stands, or nothing to decide.
type Camp struct {
	Pick   Named // empty when no option stands
	Moot   bool  // because there is nothing to decide
	People []int // by place in Comparison.People
}

// Path is how one person's outcome of a decision becomes that of another camp: the smallest sets of answer
// differences that, taken over from somebody of that camp, make it so.
//
// Smallest means that no set of fewer differences does it; every set of that size that does it counts. The search
// tries all sets, smaller ones first, of the differences that bear on the decision or on one linked to it: those
// that add to what separates options, rule something out, or lead to a question that does. What it leaves out
// cannot change the outcome. To take over a difference is to give the other's answer, or to take one's own back
// where the other has none.
//
// Where there are too many sets to try, Fewest is false and there is one set, of which nothing can be left out.
type Path struct {
	Person int        // who would change
	From   int        // whose answers they would take over
	To     int        // place in Outcome.Camps
	Sets   [][]Change // at most MostSets of the smallest
	Count  int        // how many smallest sets there are; at least so many unless All
	Fewest bool       // no smaller set does it
	All    bool       // Count is exact
	causes []bool     // by difference: it is in one of all the smallest sets
}

// MostSets is how many of the smallest sets are named.
const MostSets = 3

// Change is an answer given instead of another.
type Change struct {
	Asked           // empty when it is about which answer counts double; of a pin, titles without a question
	Pin      string // the decision that is pinned otherwise, or ""
	Was, Now Said
}

// Said is an answer: a choice, or for what counts double a question, for a pin an option, by id and label. Without
// an answer the choice is empty and the label tells why.
//
// Of several choices the ids stand together, as Together writes them.
type Said struct{ Choice, Label string }

// Difference is a question to which not all say the same.
type Difference struct {
	Asked              // as in Change
	Pin       string   // as in Change
	Voices    []Voice  // most people first, then by who is named first
	Effect    int      // how many paths it is part of: in how many cases somebody would have to change it
	Decisions []string // ids of those it is a cause of
	Movers    []int    // who would have to change it, by place in Comparison.People
	Alone     []string // of two people, when it does not matter: decisions it would change if taken over by itself
}

// Voice is an answer and who gives it.
type Voice struct {
	Said
	People []int
}

// Compare compares two sets of answers. Paths are told both ways.
func (e *Engine) Compare(a, b Answers) Comparison {
	return e.CompareAll([]Person{{"A", a}, {"B", b}})
}

// CompareAll compares the answers of two people or more. Of two, each has a path to the other. Of more, everybody
// outside of the largest camp of a decision, the first of equals, has one to it: by way of whoever of that camp
// differs from them in the fewest answers that bear on the decision, the first of equals.
func (e *Engine) CompareAll(people []Person) Comparison {
	return e.compare(people, e.tries(mostTried, 10), leastEach)
}

// compare does it within a number of evaluations of all searches together, and some for each at least.
func (e *Engine) compare(people []Person, most, each int) Comparison {
	people, situations, some := e.sharing(people)
	c := newComparer(e, people)
	c.v.suppose(e.situationsOf(Answers{Situations: situations}))
	packages, named := e.sharedPackages(people)
	out := Comparison{Knowledge: e.base.Version, Ticked: some, Packages: named,
		Shared: c.shared().WithSituations(situations...).WithPackages(e.base, packages...)}
	for _, p := range people {
		out.People = append(out.People, p.Name)
	}
	for n, r := range c.rows {
		o := Outcome{ID: e.rowKey(r), Title: e.rowTitle(r), Camps: c.camps(n)}
		if len(o.Camps) == 1 {
			out.Same = append(out.Same, o)
			continue
		}
		c.plan(n, len(out.Split), &o)
		out.Split = append(out.Split, o)
	}
	c.search(out.Split, most, each)
	c.differences(&out)
	return out
}

// sharing gives everybody the situations of all, and lists those that not all ticked.
func (e *Engine) sharing(people []Person) (alike []Person, situations []string, some []TickedBy) {
	for i := range e.base.Situations {
		s := &e.base.Situations[i]
		by := TickedBy{ID: s.ID, Label: s.Label}
		for n, p := range people {
			if slices.Contains(p.Answers.Situations, s.ID) {
				by.People = append(by.People, n)
			}
		}
		if s.Retired || len(by.People) == 0 {
			continue
		}
		if situations = append(situations, s.ID); len(by.People) < len(people) {
			some = append(some, by)
		}
	}
	for _, p := range people {
		p.Answers = p.Answers.WithSituations(situations...)
		alike = append(alike, p)
	}
	return alike, situations, some
}

// Identical tells whether all say the same.
func (c *Comparison) Identical() bool {
	return len(c.Matter)+len(c.Idle)+len(c.Ticked)+len(c.Packages) == 0
}

// Take returns the answers with the change made. It is meant for answers that hide nothing, as Shown returns them.
func (c Change) Take(a Answers) Answers {
	switch {
	case c.Pin != "":
		return a.Pinned(Pin{c.Pin, c.Now.Choice})
	case c.Question != "":
		return a.With(c.Question, c.Now.Choices()...)
	}
	a.Choices, a.Star = maps.Clone(a.Choices), c.Now.Choice
	return a
}

// Choices are the ids of what is said.
func (s Said) Choices() []string { return strings.Split(s.Choice, ",") }

// said words an answer of a person.
func (c *comparer) said(person, difference int) Said {
	p := &c.people[person]
	if difference == c.star() {
		if p.star == open {
			return Said{"", "nothing"}
		}
		q := &c.e.base.Questions[p.star]
		return Said{q.ID, q.Short}
	}
	if n := c.pinOf(difference); n >= 0 {
		o := p.pinned(c.pins[n])
		if o == open {
			return Said{"", "no pin"}
		}
		option := &c.e.base.Decisions[c.pins[n].decision].Options[o]
		return Said{option.ID, option.Title}
	}
	switch {
	case p.ticked[difference] != 0:
		return Said{Together(c.e.idsOf(difference, p.ticked[difference])), c.label(difference, p.ticked[difference])}
	case p.active[difference]:
		return Said{"", "not answered"}
	}
	return Said{"", "not asked"}
}

// label is what somebody ticked in words. Where all who answer tick a part alike, what is theirs alone comes first.
func (c *comparer) label(q int, ticked uint64) string {
	listed := func(set uint64) string {
		var labels []string
		for _, n := range bitsOf(set) {
			labels = append(labels, c.e.base.Questions[q].Choices[n].Label)
		}
		return wording.Listed(labels, "and")
	}
	alike, some := ticked, ticked // what all who answer tick, and what one of them does
	for _, p := range c.people {
		if p.ticked[q] != 0 {
			alike, some = alike&p.ticked[q], some|p.ticked[q]
		}
	}
	switch {
	case !c.e.questions[q].several || alike == 0 || alike == some:
		return listed(ticked)
	case alike == ticked:
		return "no more than " + listed(alike)
	}
	return listed(ticked&^alike) + " beside " + listed(alike)
}

func (c *comparer) asked(difference int) Asked {
	if difference == c.star() {
		return Asked{}
	}
	if n := c.pinOf(difference); n >= 0 {
		p := c.pins[n]
		title := c.e.rowTitle(row{decision: p.decision, choice: p.choice}) + ", pinned"
		return Asked{Title: title, Short: title}
	}
	q := &c.e.base.Questions[difference]
	return Asked{q.ID, q.Title, q.Short}
}

// camps groups the people by what a row comes to for them.
func (c *comparer) camps(row int) []Camp {
	var out []Camp
	for _, people := range c.grouped(func(person int) int { return c.people[person].outcome[row] }) {
		camp := c.e.camp(c.rows[row].decision, c.people[people[0]].outcome[row])
		camp.People = people
		out = append(out, camp)
	}
	return out
}

// camp is nobody yet for whom a decision has that outcome.
func (e *Engine) camp(d, outcome int) Camp {
	return Camp{Pick: e.named(d, outcome), Moot: outcome == moot}
}

// grouped puts the people together that are equal by some number: most people first, then by who is named first.
func (c *comparer) grouped(by func(person int) int) [][]int {
	var out [][]int
	place := map[int]int{}
	for person := range c.people {
		at, ok := place[by(person)]
		if !ok {
			at = len(out)
			place[by(person)] = at
			out = append(out, nil)
		}
		out[at] = append(out[at], person)
	}
	slices.SortStableFunc(out, func(a, b []int) int { return len(b) - len(a) })
	return out
}

// shared is what all say.
func (c *comparer) shared() Answers {
	if len(c.people) == 0 {
		return Answers{}
	}
	first := c.people[0]
	ticked, star, pins := slices.Clone(first.ticked), first.star, slices.Clone(first.pins)
	for _, p := range c.people[1:] {
		for q := range ticked {
			if p.ticked[q] != ticked[q] {
				ticked[q] = 0
			}
		}
		if p.star != star {
			star = open
		}
		pins = slices.DeleteFunc(pins, func(pin pinning) bool { return !slices.Contains(p.pins, pin) })
	}
	return c.e.spell(ticked, star, pins)
}

// differences lists what not all say the same to, and what of it matters by the paths found.
func (c *comparer) differences(out *Comparison) {
	for n := range c.count() {
		voices := c.voices(n)
		if len(voices) < 2 {
			continue
		}
		d := Difference{Asked: c.asked(n), Pin: c.pinned(n), Voices: voices}
		for i := range out.Split {
			d.count(n, &out.Split[i])
		}
		if d.Question == knowledge.JourneyQuestion {
			out.Journeys = true
		}
		if d.Effect == 0 {
			d.Alone = c.alone(n)
			out.Idle = append(out.Idle, d)
			continue
		}
		slices.Sort(d.Movers)
		d.Movers = slices.Compact(d.Movers)
		out.Matter = append(out.Matter, d)
	}
	slices.SortStableFunc(out.Matter, func(a, b Difference) int { return b.Effect - a.Effect })
}

// count counts the paths of a decision that a difference, of that number, is part of.
func (d *Difference) count(number int, o *Outcome) {
	before := d.Effect
	for _, p := range o.Paths {
		if p.causes[number] {
			d.Effect++
			d.Movers = append(d.Movers, p.Person)
		}
	}
	if d.Effect > before {
		d.Decisions = append(d.Decisions, o.ID)
	}
}

// voices groups the people by their answer. Silence is one voice, whatever its kind, unless conditions tell it apart.
func (c *comparer) voices(n int) []Voice {
	answer := func(person int) int {
		if n == c.star() {
			return c.people[person].star
		}
		if pin := c.pinOf(n); pin >= 0 {
			return c.people[person].pinned(c.pins[pin])
		}
		return c.people[person].plain[n]
	}
	var out []Voice
	for _, people := range c.grouped(answer) {
		out = append(out, Voice{c.said(people[0], n), people})
	}
	return out
}

// Title is the outcome in words: the option's title, or that none fits or is needed.
func (c Camp) Title() string {
	switch {
	case c.Moot:
		return "not needed"
	case c.Pick.ID == "":
		return "none fits"
	}
	return wording.Clean(c.Pick.Title)
}

// Named lists people by their names: "ana, ben and cai".
func (c *Comparison) Named(people []int) string {
	names := make([]string, len(people))
	for i, p := range people {
		names[i] = wording.Clean(c.People[p])
	}
	return wording.Listed(names, "and")
}

// Turn is a decision that comes out otherwise: an option's title, or that none fits or is needed.
type Turn struct {
	Decision *knowledge.Decision
	Title    string // of the pick
	Key      string // as of Decided
	Was, Now string
}

// Turns lists the decisions that come out otherwise with other answers, in the order advised.
func (e *Engine) Turns(was, now Answers) []Turn {
	before, after := e.begin(was), e.begin(now)
	defer before.release()
	defer after.release()
	before.run()
	after.run()
	var out []Turn
	for _, row := range e.rows([]seating{before.seating, after.seating}) {
		if was, is := before.outcome(row), after.outcome(row); was != is {
			out = append(out, Turn{&e.base.Decisions[row.decision], e.rowTitle(row), e.rowKey(row), e.camp(row.decision,
				was).Title(), e.camp(row.decision, is).Title()})
		}
	}
	return out
}

// Settling takes the answers of two people, one difference after the other, to where every decision comes out the
// same for both. What is settled is settled for both, and what then matters is worked out anew. It is a value: an
// earlier one stays what it was.
type Settling struct {
	engine  *Engine
	names   [2]string
	both    [2]Answers
	settled map[string]bool // by question or decision pinned; "" is which answer counts double
	opened  []Difference
}

// Settle begins with what two people answered.
func (e *Engine) Settle(a, b Person) Settling {
	return Settling{engine: e, names: [2]string{a.Name, b.Name}, both: [2]Answers{e.Shown(a.Answers), e.Shown(b.Answers)}}
}

// Within is the same settling worked out by an engine that may be told to end.
func (s Settling) Within(e *Engine) Settling {
	s.engine = e
	return s
}

// Compare tells where the two differ now.
func (s Settling) Compare() Comparison {
	return s.engine.CompareAll([]Person{{s.names[0], s.both[0]}, {s.names[1], s.both[1]}})
}

// Next is the difference of a comparison to settle now, or nil where every decision comes out the same.
func (s Settling) Next(c *Comparison) *Difference {
	if len(c.Split) == 0 {
		return nil
	}
	all := slices.Concat(c.Matter, c.Idle)
	return &all[slices.IndexFunc(all, func(d Difference) bool { return !s.settled[d.Question+d.Pin] })]
}

// With is what a settling comes to if both give one answer; an empty one leaves the question open.
func (s Settling) With(d *Difference, said Said) Settling {
	change := Change{Asked: d.Asked, Pin: d.Pin, Now: Said{Choice: said.Choice}}
	s.both = [2]Answers{change.Take(s.both[0]), change.Take(s.both[1])}
	s.settled = maps.Clone(s.settled)
	if s.settled == nil {
		s.settled = map[string]bool{}
	}
	s.settled[d.Question+d.Pin] = true
	if said.Choice == "" {
		s.opened = append(slices.Clone(s.opened), *d)
	}
	return s
}

// Agreed is what both say now, and the answers of the first person that it has because the two differ on them without
// consequence, but would come to something else with them left open. All else that they differ on is left open.
func (s Settling) Agreed() (c Comparison, taken []Difference) {
	c = s.Compare()
	kept := map[string]bool{}
	for {
		r := s.engine.Compare(c.Shared, s.both[0])
		if len(r.Split) == 0 {
			break
		}
		for _, change := range r.Split[0].Paths[0].Sets[0] {
			c.Shared = change.Take(c.Shared)
			kept[change.Question+change.Pin] = true
		}
	}
	c.Idle = slices.DeleteFunc(c.Idle, func(d Difference) bool {
		if kept[d.Question+d.Pin] {
			taken = append(taken, d)
		}
		return kept[d.Question+d.Pin]
	})
	c.Matter = s.opened
	return c, taken
}

// By is what one of those who differ says.
func (d *Difference) By(person int) Said {
	return d.Voices[slices.IndexFunc(d.Voices, func(v Voice) bool { return slices.Contains(v.People, person) })].Said
}

// Comes is what a decision comes to, by its id.
func (c *Comparison) Comes(id string) *Outcome {
	for _, list := range [][]Outcome{c.Split, c.Same} {
		if i := slices.IndexFunc(list, func(o Outcome) bool { return o.ID == id }); i >= 0 {
			return &list[i]
		}
	}
	return nil
}
