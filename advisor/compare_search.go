package advisor

import (
	"cmp"
	"fmt"
	"slices"

	"rustadvisor/knowledge"
)

// moot is the outcome of a decision when there is nothing to decide, beside the options and fallback.
const moot = -2

// Numbers that bound the search for smallest sets, in evaluations; one takes some microseconds.
const (
	mostTried = 150000 // of all searches of a comparison together
	leastEach = 64     // of each search, however many there are
)

// comparer holds the answers of all people and what follows from them, by number.
type comparer struct {
	e       *Engine
	v       *evaluation // of what was tried last
	people  []reading
	rows    []row     // what outcomes are compared of
	pins    []pinning // what somebody has pinned; the options do not count
	bears   []bearing // by group
	errands []*errand
	index   map[errandOf]*errand
}

// reading is the answers of one person to the questions that are asked, and what they come to.
type reading struct {
	ticked  []uint64
	plain   []int // by question: equal for answers that are the same; see Comparison
	star    int
	pins    []pinning
	active  []bool
	outcome []int // by row: option, fallback or moot
}

// pinned is the option that a person has pinned where somebody has, or open.
func (r *reading) pinned(p pinning) int {
	for _, own := range r.pins {
		if own.decision == p.decision && own.choice == p.choice {
			return own.option
		}
	}
	return open
}

// bearing is what of the answers a group of linked decisions can tell apart.
type bearing struct {
	class [][]int // by question and person: equal for answers that do the same in the group
	adds  []bool  // by question: some choice adds to what separates options of the group
}

// errand is a search to be done: what would change for a person, in some decisions of a group, with somebody's answers.
type errand struct {
	errandOf
	targets []target
}

type errandOf struct{ group, person, from int }

// target is a row, and its path: its place in Comparison.Split and the path's in the outcome.
type target struct{ row, split, path int }

func newComparer(e *Engine, people []Person) *comparer {
	c := &comparer{e: e, v: e.scratch(), index: map[errandOf]*errand{}}
	var evaluated []*evaluation
	var seatings []seating
	for _, p := range people {
		v := e.begin(p.Answers)
		v.run()
		evaluated, seatings = append(evaluated, v), append(seatings, v.seating)
		c.people = append(c.people, reading{ticked: v.ticked, star: v.star, pins: v.pins, active: v.active})
		for _, pin := range v.pins {
			pin.option = open
			if !slices.Contains(c.pins, pin) {
				c.pins = append(c.pins, pin)
			}
		}
	}
	slices.SortFunc(c.pins, func(a, b pinning) int { return cmp.Or(a.decision-b.decision, a.choice-b.choice) })
	c.rows = e.rows(seatings)
	for i, v := range evaluated {
		for _, r := range c.rows {
			c.people[i].outcome = append(c.people[i].outcome, v.outcome(r))
		}
	}
	c.readPlain()
	for _, group := range e.groups {
		s := e.scope(group, true)
		b := bearing{class: c.numbered(s, c.perChoice(group))}
		for _, q := range e.questions {
			b.adds = append(b.adds, slices.ContainsFunc(q.choices, func(c choice) bool {
				return slices.ContainsFunc(c.all(), func(p points) bool { return s.criteria[p.criterion] })
			}))
		}
		c.bears = append(c.bears, b)
	}
	return c
}

// readPlain tells answers apart; of those that say nothing, only what conditions tell apart.
func (c *comparer) readPlain() {
	class := c.numbered(c.e.scope(c.e.everything(), true), nil)
	for i := range c.people {
		p := &c.people[i]
		for q := range c.e.questions {
			n := class[q][i]
			if p.ticked[q]&^c.e.questions[q].unsure != 0 { // only silence has several forms
				n = -1 - slices.IndexFunc(c.people, func(other reading) bool { return other.ticked[q] == p.ticked[q] })
			}
			p.plain = append(p.plain, n)
		}
	}
}

// perChoice are the questions each choice of which has an outcome of its own in the group.
func (c *comparer) perChoice(group []int) []int {
	var out []int
	for _, r := range c.rows {
		if !r.sole && slices.Contains(group, r.decision) {
			out = append(out, c.e.decisions[r.decision].per)
		}
	}
	return out
}

// numbered gives the answer of each person to each question a number: the same for those that mean the same in the
// scope; of some questions only for those that are the same.
func (c *comparer) numbered(s *scope, exact []int) [][]int {
	out := make([][]int, len(c.e.questions))
	for q := range c.e.questions {
		seen := map[string]int{}
		for i := range c.people {
			m := c.e.meaning(s, q, c.people[i].ticked[q])
			if slices.Contains(exact, q) {
				m += fmt.Sprint(" ", c.people[i].ticked[q]&^c.e.questions[q].unsure)
			}
			if _, ok := seen[m]; !ok {
				seen[m] = len(seen)
			}
			out[q] = append(out[q], seen[m])
		}
	}
	return out
}

// outcome is what a row comes to: its pick, or whether nothing stands, or there is nothing to decide or no such pick.
func (v *evaluation) outcome(r row) int {
	for s := seat(r.decision); s < seat(r.decision)+v.count[r.decision]; s++ {
		switch {
		case !r.sole && v.own[s] != r.choice:
		case v.picks[s] == fallback && v.moot(s) != "":
			return moot
		default:
			return v.picks[s]
		}
	}
	return moot
}

// star is the number of the difference that is about which answer counts double: the one past the questions.
func (c *comparer) star() int { return len(c.e.questions) }

// count is how many differences there can be: behind the star there is one for each that somebody has pinned.
func (c *comparer) count() int { return c.star() + 1 + len(c.pins) }

// pinOf is the place in pins of what a difference is about, or a number below zero.
func (c *comparer) pinOf(difference int) int { return difference - c.star() - 1 }

// pinned is what that pins, or "".
func (c *comparer) pinned(difference int) string {
	if n := c.pinOf(difference); n >= 0 {
		return c.e.pinKey(c.pins[n])
	}
	return ""
}

// bearing lists the differences between two people that a group can tell, in the order asked.
func (c *comparer) bearing(group, a, b int) []int {
	var out []int
	for n := range c.count() {
		if c.tells(group, n, a, b) {
			out = append(out, n)
		}
	}
	return out
}

// tells tells whether a difference between two people is one to a group.
func (c *comparer) tells(group, n, a, b int) bool {
	p, q, bears := &c.people[a], &c.people[b], &c.bears[group]
	if n == c.star() {
		return p.star != q.star && (p.star != open && bears.adds[p.star] || q.star != open && bears.adds[q.star])
	}
	if i := c.pinOf(n); i >= 0 {
		return p.pinned(c.pins[i]) != q.pinned(c.pins[i]) && slices.Contains(c.e.groups[group], c.pins[i].decision)
	}
	return bears.class[n][a] != bears.class[n][b]
}

// plan notes which paths of a row are to be found; split is where it stands in the comparison.
func (c *comparer) plan(row, split int, o *Outcome) {
	group := slices.IndexFunc(c.e.groups, func(g []int) bool { return slices.Contains(g, c.rows[row].decision) })
	for person := range c.people {
		to := 0
		if c.people[person].outcome[row] == c.people[o.Camps[0].People[0]].outcome[row] {
			if to = 1; len(c.people) > 2 {
				continue
			}
		}
		from := c.nearest(group, person, o.Camps[to].People)
		x := c.errandFor(errandOf{group, person, from})
		x.targets = append(x.targets, target{row, split, len(o.Paths)})
		o.Paths = append(o.Paths, Path{Person: person, From: from, To: to})
	}
}

// errandFor is the search into the same answers that there is already, or a new one.
func (c *comparer) errandFor(key errandOf) *errand {
	if c.index[key] == nil {
		c.index[key] = &errand{errandOf: key}
		c.errands = append(c.errands, c.index[key])
	}
	return c.index[key]
}

// nearest is whom of the others a person differs from in the fewest answers that bear on a group.
func (c *comparer) nearest(group, person int, others []int) int {
	best, fewest := open, c.count()+1
	for _, other := range others {
		apart := 0
		for n := 0; n < c.count() && apart < fewest; n++ {
			if c.tells(group, n, person, other) {
				apart++
			}
		}
		if apart < fewest {
			best, fewest = other, apart
		}
	}
	return best
}

// search runs all errands, each with an equal share of what may still be tried, and completes the paths with what
// they find.
func (c *comparer) search(split []Outcome, most, each int) {
	for i, x := range c.errands {
		share := max(each, most/(len(c.errands)-i))
		s := subsets{comparer: c, errand: x, differs: c.bearing(x.group, x.person, x.from), left: share,
			results: make([]result, len(x.targets))}
		s.run()
		most -= share - s.left
		for n, t := range x.targets {
			c.complete(&split[t.split].Paths[t.path], s.results[n])
		}
	}
}

// complete puts the sets found into a path.
func (c *comparer) complete(p *Path, r result) {
	p.Count, p.Fewest, p.All = len(r.sets), r.fewest, r.all
	p.causes = make([]bool, c.count())
	for i, set := range r.sets {
		var changes []Change
		for _, n := range set {
			p.causes[n] = true
			changes = append(changes, Change{c.asked(n), c.pinned(n), c.said(p.Person, n), c.said(p.From, n)})
		}
		if i < MostSets {
			p.Sets = append(p.Sets, changes)
		}
	}
}

// subsets is one search: through the subsets of some differences, smaller ones first.
type subsets struct {
	*comparer
	*errand
	differs []int
	left    int      // evaluations it may still try
	taken   []int    // differences taken over in what is tried
	results []result // by target
}

// result is the smallest sets found for a target.
type result struct {
	sets   [][]int
	fewest bool // no smaller set does it
	all    bool // all sets of that size were tried
	done   bool
}

// run finds the smallest sets of each target. That all differences together do it is certain, since then the
// answers are the other's as far as the group can tell; so the search ends, unless it runs out of what it may try.
func (s *subsets) run() {
	s.reset()
	missing := func(r result) bool { return !r.done }
	for size := 1; size <= len(s.differs) && s.left > 0 && slices.ContainsFunc(s.results, missing); size++ {
		s.descend(0, size)
		for n := range s.results {
			if r := &s.results[n]; !r.done && r.sets != nil {
				r.fewest, r.all, r.done = true, s.left > 0, true
			}
		}
	}
	for n := range s.results {
		if !s.results[n].done {
			s.results[n].sets = [][]int{s.irreducible(s.targets[n].row)}
		}
	}
}

// reset makes what is tried the person's own answers.
func (s *subsets) reset() {
	p := &s.people[s.person]
	copy(s.v.ticked, p.ticked)
	s.v.star = p.star
	s.v.pins = slices.Clone(p.pins)
}

// take takes one difference over, or back.
func (s *subsets) take(n, from int) {
	if n == s.star() {
		s.v.star = s.people[from].star
		return
	}
	if i := s.pinOf(n); i >= 0 {
		pin := s.comparer.pins[i]
		s.v.pins = slices.DeleteFunc(s.v.pins, func(p pinning) bool {
			return p.decision == pin.decision &&
				p.choice == pin.choice
		})
		if pin.option = s.people[from].pinned(pin); pin.option != open {
			s.v.pins = append(s.v.pins, pin)
		}
		return
	}
	s.v.ticked[n] = s.people[from].ticked[n]
}

// descend tries all sets with some more of the differences from a place on. Questions depend on earlier ones only,
// so when a difference's turn comes it is known whether its question is asked; if not, taking it over does nothing,
// and a set with it is not smallest.
func (s *subsets) descend(from, more int) {
	s.v.activate()
	if more == 0 {
		s.left--
		s.v.rework(s.e.groups[s.group])
		for n, t := range s.targets {
			if r := &s.results[n]; !r.done && s.arrives(t.row) {
				r.sets = append(r.sets, slices.Clone(s.taken))
			}
		}
		return
	}
	for i := from; i <= len(s.differs)-more && s.left > 0; i++ {
		n := s.differs[i]
		if n < s.star() && !s.v.active[n] {
			continue
		}
		s.take(n, s.from)
		s.taken = append(s.taken, n)
		s.descend(i+1, more-1)
		s.taken = s.taken[:len(s.taken)-1]
		s.take(n, s.person)
		s.v.activate()
	}
}

// arrives tells whether what was tried last makes a row come out as it does for the other.
func (s *subsets) arrives(row int) bool {
	return s.v.outcome(s.rows[row]) == s.people[s.from].outcome[row]
}

// irreducible is a set of differences that does it for a row, and of which none can be left out. It starts from all.
func (s *subsets) irreducible(row int) []int {
	set := slices.Clone(s.differs)
	for _, m := range set {
		s.take(m, s.from)
	}
	for smaller := true; smaller; {
		smaller = false
		for _, m := range slices.Clone(set) {
			s.take(m, s.person)
			s.v.activate()
			s.v.rework(s.e.groups[s.group])
			if s.arrives(row) {
				set = slices.DeleteFunc(set, func(other int) bool { return other == m })
				smaller = true
			} else {
				s.take(m, s.from)
			}
		}
	}
	s.reset()
	return set
}

// alone lists the decisions that would come out otherwise for one of two people who took over nothing but a difference.
func (c *comparer) alone(n int) []string {
	if len(c.people) != 2 {
		return nil
	}
	changed := make([]bool, len(c.rows))
	for person := range c.people {
		s := subsets{comparer: c, errand: &errand{errandOf: errandOf{person: person, from: 1 - person}}}
		s.reset()
		s.take(n, s.from)
		c.v.run()
		for row, was := range c.people[person].outcome {
			changed[row] = changed[row] || c.v.outcome(c.rows[row]) != was
		}
	}
	var out []string
	for row, is := range changed {
		if is {
			out = append(out, c.e.rowKey(c.rows[row]))
		}
	}
	return out
}

// row is what the outcomes of people are compared of: a decision or, where somebody has several picks of it, the
// pick for one choice.
type row struct {
	decision int
	sole     bool
	choice   int // or open
}

// rows are those of all picks that somebody has.
func (e *Engine) rows(all []seating) []row {
	var out []row
	for d := range e.decisions {
		sole := true
		var choices []int
		for _, s := range all {
			sole = sole && s.count[d] == 1
			choices = append(choices, s.own[seat(d):seat(d)+s.count[d]]...)
		}
		if sole {
			out = append(out, row{decision: d, sole: true})
			continue
		}
		slices.Sort(choices)
		for _, c := range slices.Compact(choices) {
			out = append(out, row{decision: d, choice: c})
		}
	}
	return out
}

// choiceOf is the choice that a row is for, or nil.
func (e *Engine) choiceOf(r row) *knowledge.Choice {
	if r.sole || r.choice == open {
		return nil
	}
	return &e.base.Questions[e.decisions[r.decision].per].Choices[r.choice]
}

func (e *Engine) rowKey(r row) string {
	if c := e.choiceOf(r); c != nil {
		return KeyOf(e.base.Decisions[r.decision].ID, c.ID)
	}
	return e.base.Decisions[r.decision].ID
}

func (e *Engine) rowTitle(r row) string {
	if c := e.choiceOf(r); c != nil {
		return e.base.Decisions[r.decision].Title + " for " + c.Name()
	}
	return e.base.Decisions[r.decision].Title
}

// Shown keeps the answers to questions that are asked, as they are exported and compared.
func (e *Engine) Shown(a Answers) Answers {
	v := e.begin(a)
	defer v.release()
	return e.spell(v.ticked, v.star, v.pins).WithSituations(a.Situations...).WithPackages(e.base, a.Packages...)
}

// spell turns numbers into answers.
func (e *Engine) spell(ticked []uint64, star int, pins []pinning) Answers {
	out := Answers{Choices: map[string][]string{}}
	for q, set := range ticked {
		if set != 0 && e.questions[q].fixed == 0 {
			out.Choices[e.questions[q].id] = e.idsOf(q, set)
		}
	}
	if star != open {
		out.Star = e.questions[star].id
	}
	for _, p := range pins {
		out = out.Pinned(Pin{e.pinKey(p), e.base.Decisions[p.decision].Options[p.option].ID})
	}
	return out
}

// pinKey is what a pin names: a decision, or one of its picks.
func (e *Engine) pinKey(p pinning) string {
	return e.rowKey(row{decision: p.decision, choice: p.choice})
}
