package advisor

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/bits"
	"slices"
	"strings"
	"sync"

	"rustadvisor/knowledge"
)

// Engine evaluates answers against one knowledge base. It is immutable and safe for concurrent use.
//
// The base is compiled to small integer tables once, so that everything can be computed afresh on every key press:
// questions, criteria, decisions and options are numbered, sets of choices are bit masks.
//
// A decision that is made per question has a seat for each pick it may have, knowledge.MostPicks of them; every
// other has one. Pick k of decision d sits at d*knowledge.MostPicks+k.
type Engine struct {
	*compiled
	done <-chan struct{} // closed when its work is to end, or nil
}

// compiled is a base as tables, which engines share.
type compiled struct {
	base       *knowledge.Base
	questions  []question
	situations []situation // as in the base
	priors     []int       // by criterion, all decisions in one row
	decisions  []decision
	links      []link // pairs of decisions that constrain or help each other
	groups     [][]int
	plans      []*plan   // by decision: its group's, where each decision has one pick
	more       sync.Map  // how many picks each decision of a group has -> its plan
	spare      sync.Pool // evaluations that were released
	work       int       // of making all picks once; see knowledge.Base.RunWork

	starter func(*Advice) string // what Advice.Starter is, or nil
}

// situation is what a ticked situation does to the picks.
type situation struct {
	adds   []points
	vetoes []place
}

// place is an option of a decision, by number.
type place struct{ decision, option int }

type question struct {
	id      string
	ids     []string // of the choices
	fact    bool
	several bool
	fixed   uint64      // what house rules answer it with, for everybody
	unsure  uint64      // choices that mean not knowing
	alone   uint64      // choices that stand beside no other, those among them
	when    []condition // all hold where it is asked,
	or      []condition // or all of these, if any
	spare   []condition // where they hold, asked only while an answer changes a pick
	choices []choice
	touches []int   // the decisions that its answer bears on, also by the questions that it leads to
	groups  [][]int // theirs
}

// conditions are what tells whether the question is asked.
func (q *question) conditions() []condition { return slices.Concat(q.when, q.or) }

type choice struct {
	adds []points // to decisions that are not made per this question
	own  []points // to those that are: for the pick of this choice alone
}

// all is everything that a choice adds.
func (c *choice) all() []points { return slices.Concat(c.adds, c.own) }

// condition holds when the question is active and a choice that answers it is in the mask.
type condition struct {
	question int
	in       uint64
}

// points counts for a criterion.
type points struct{ criterion, value int }

type decision struct {
	first   int    // its first criterion
	per     int    // the question that it is made per, or open
	idle    uint64 // choices of that question for which there is nothing to decide
	options []option
	most    int // options that no constraint tells apart count as one; and none
}

type option struct {
	banned bool     // by house rules, whatever the answers
	rank   int      // place in tie_break
	class  int      // the same for options that no constraint tells apart
	freer  uint64   // the classes that no constraint holds back more, its own among them
	fits   []points // value is the fit
	needs  []need
}

// need is met when all choices that answer the question are in its mask or, with any, one is. It counts while all of
// when and none of unless hold.
type need struct {
	condition
	any          bool
	when, unless []condition
}

// conditions are what tells whether the need counts.
func (n *need) conditions() []condition { return slices.Concat(n.when, n.unless) }

// link holds what two decisions, a before b, mean to each other.
type link struct {
	a, b      int
	forbidden [][]bool // option of a, option of b
	bonus     [][]int
	maxBonus  int
	worth     [2][][]int // by option of a, then of b, with fallback before them; and the other way round
	barred    [2][][]int // the same without bonuses
}

// Starting has advices tell what kind of starter project there is for them.
func (e *Engine) Starting(kind func(*Advice) string) *Engine {
	e.starter = kind
	return e
}

// ErrEnded is what an engine panics with whose work is to end.
var ErrEnded = errors.New("the work of this engine is to end")

// Within is the same engine while a context lasts. What it computes after that ends at once by a panic with ErrEnded,
// which whoever ends the context has to recover from: half an advice is none, and no one may take it for one.
func (e *Engine) Within(ctx context.Context) *Engine { return &Engine{e.compiled, ctx.Done()} }

// goOn panics if the work is to end. It is asked for each set of answers that is tried, which takes microseconds.
func (e *Engine) goOn() {
	select {
	case <-e.done:
		panic(ErrEnded)
	default:
	}
}

// New compiles a knowledge base.
func New(base *knowledge.Base) *Engine {
	e := &Engine{compiled: &compiled{base: base}}
	criteria := map[string]int{}
	for i := range base.Decisions {
		d := &base.Decisions[i]
		first := len(e.priors)
		for _, c := range d.Criteria {
			criteria[d.ID+"."+c.ID] = len(e.priors)
			e.priors = append(e.priors, c.Prior)
		}
		e.decisions = append(e.decisions, decision{first: first, per: open})
		if d.Per != "" {
			e.decisions[i].per = e.questionIndex(d.Per)
		}
	}
	for i := range base.Questions {
		e.questions = append(e.questions, e.compileQuestion(&base.Questions[i], criteria))
	}
	for i := range base.Decisions {
		d := &base.Decisions[i]
		for j := range d.Options {
			e.decisions[i].options = append(e.decisions[i].options, e.compileOption(d, &d.Options[j], criteria))
		}
		e.compileIdle(i)
	}
	for i := range base.Situations {
		e.situations = append(e.situations, e.compileSituation(&base.Situations[i], criteria))
	}
	e.compileLinks()
	e.groups = e.grouped()
	for i := range e.links {
		e.links[i].tabulate()
	}
	e.classify()
	e.compilePlans()
	e.compileTouches()
	e.work = max(1, base.RunWork())
	return e
}

// compileTouches finds the decisions that each question bears on. Conditions look back only, so later questions
// come first.
func (e *Engine) compileTouches() {
	for q := len(e.questions) - 1; q >= 0; q-- {
		question := &e.questions[q]
		for d := range e.decisions {
			if e.touches(q, d) {
				question.touches = append(question.touches, d)
			}
		}
		for _, group := range e.groups {
			if slices.ContainsFunc(group, func(d int) bool { return slices.Contains(question.touches, d) }) {
				question.groups = append(question.groups, group)
			}
		}
	}
}

// touches tells whether a question bears on a decision: by points, by what it rules out, or by a question that it
// leads to.
func (e *Engine) touches(q, d int) bool {
	asks := func(c condition) bool { return c.question == q }
	return e.decisions[d].per == q || slices.ContainsFunc(e.questions[q].choices, func(c choice) bool {
		return slices.ContainsFunc(c.all(), func(p points) bool { return e.decisionOf(p.criterion) == d })
	}) || slices.ContainsFunc(e.decisions[d].options, func(o option) bool {
		return slices.ContainsFunc(o.needs, func(n need) bool {
			return asks(n.condition) || slices.ContainsFunc(n.conditions(), asks)
		})
	}) || slices.ContainsFunc(e.questions[q+1:], func(later question) bool {
		return slices.ContainsFunc(later.conditions(), asks) && slices.Contains(later.touches, d)
	})
}

// tries is how often all picks may be made within so many seconds on a slow machine, at most as often as said: a base
// that makes a pick dear lets less be tried.
func (e *Engine) tries(most, seconds int) int { return min(most, seconds*3*knowledge.MostWork/e.work) }

// decisionOf is the decision that a criterion belongs to.
func (e *Engine) decisionOf(criterion int) int {
	d := len(e.decisions) - 1
	for e.decisions[d].first > criterion {
		d--
	}
	return d
}

// Base returns the knowledge the engine was made from.
func (e *Engine) Base() *knowledge.Base { return e.base }

func (e *Engine) compileQuestion(q *knowledge.Question, criteria map[string]int) question {
	out := question{id: q.ID, fact: q.Fact, several: q.Several, when: e.compileWhen(q.When),
		or: e.compileWhen(q.Or), spare: e.compileWhen(q.Spare)}
	if q.Retired && len(q.Answer) == 0 {
		out.when, out.or = []condition{{}}, nil // holds for no answer
	}
	for i, c := range q.Choices {
		var compiled choice
		out.ids = append(out.ids, c.ID)
		if slices.Contains(q.Answer, c.ID) {
			out.fixed |= 1 << i
		}
		if c.Unsure {
			out.unsure |= 1 << i
		}
		if c.Lone() {
			out.alone |= 1 << i
		}
		for ref, value := range c.Adds {
			to := &compiled.adds
			if decision, _, _ := strings.Cut(ref, "."); e.base.Decision(decision).Per == q.ID {
				to = &compiled.own
			}
			*to = append(*to, points{criteria[ref], value})
		}
		for _, adds := range [][]points{compiled.adds, compiled.own} {
			slices.SortFunc(adds, func(a, b points) int { return a.criterion - b.criterion })
		}
		out.choices = append(out.choices, compiled)
	}
	return out
}

func (e *Engine) compileOption(d *knowledge.Decision, o *knowledge.Option, criteria map[string]int) option {
	out := option{rank: slices.Index(d.TieBreak, o.ID), banned: o.Banned != ""}
	for id, fit := range o.Fit {
		if fit.Value != 0 {
			out.fits = append(out.fits, points{criteria[d.ID+"."+id], fit.Value})
		}
	}
	slices.SortFunc(out.fits, func(a, b points) int { return a.criterion - b.criterion })
	for _, n := range slices.Concat(d.Needs, o.Needs) {
		in := e.compileCondition(knowledge.Condition{Question: n.Question, In: n.In})
		out.needs = append(out.needs, need{in, n.Any, e.compileWhen(n.When), e.compileWhen(n.Unless)})
	}
	return out
}

// compileIdle finds the choices that by themselves leave a decision made per their question nothing to decide.
func (e *Engine) compileIdle(d int) {
	for i, n := range e.base.Decisions[d].Needs {
		need := e.decisions[d].options[0].needs[i]
		if n.Question == e.base.Decisions[d].Per && len(n.When)+len(n.Unless) == 0 {
			e.decisions[d].idle |= (1<<len(e.questions[need.question].ids) - 1) &^ need.in
		}
	}
}

func (e *Engine) compileWhen(when []knowledge.Condition) []condition {
	var out []condition
	for _, c := range when {
		out = append(out, e.compileCondition(c))
	}
	return out
}

func (e *Engine) compileCondition(c knowledge.Condition) condition {
	i := e.questionIndex(c.Question)
	var mask uint64
	for j, choice := range e.base.Questions[i].Choices {
		if slices.Contains(c.In, choice.ID) {
			mask |= 1 << j
		}
	}
	return condition{i, mask}
}

func (e *Engine) questionIndex(id string) int {
	return slices.IndexFunc(e.base.Questions, func(q knowledge.Question) bool { return q.ID == id })
}

// optionIndex finds "decision.option" by number.
func (e *Engine) optionIndex(ref string) (int, int) {
	decision, option, _ := strings.Cut(ref, ".")
	i := e.decisionIndex(decision)
	return i, e.optionOf(i, option)
}

func (e *Engine) decisionIndex(id string) int {
	return slices.IndexFunc(e.base.Decisions, func(d knowledge.Decision) bool { return d.ID == id })
}

// optionOf finds an option of a decision by number.
func (e *Engine) optionOf(d int, id string) int {
	return slices.IndexFunc(e.base.Decisions[d].Options, func(o knowledge.Option) bool { return o.ID == id })
}

func (e *Engine) compileLinks() {
	for _, f := range e.base.Forbids {
		e.set(f.Options[0], f.Options[1], func(l *link, x, y int) { l.forbidden[x][y] = true })
	}
	for _, r := range e.base.Requires {
		target, _ := e.optionIndex(r.Needs[0])
		for i := range e.base.Decisions[target].Options {
			ref := e.base.Decisions[target].ID + "." + e.base.Decisions[target].Options[i].ID
			if !slices.Contains(r.Needs, ref) {
				e.set(r.Option, ref, func(l *link, x, y int) { l.forbidden[x][y] = true })
			}
		}
	}
	for _, s := range e.base.Synergies {
		e.set(s.Options[0], s.Options[1], func(l *link, x, y int) {
			l.bonus[x][y] += s.Points
			l.maxBonus = max(l.maxBonus, l.bonus[x][y])
		})
	}
}

// set applies f to the link of two options' decisions, making it if need be.
func (e *Engine) set(p, q string, f func(l *link, x, y int)) {
	a, x := e.optionIndex(p)
	b, y := e.optionIndex(q)
	if a > b {
		a, b, x, y = b, a, y, x
	}
	i := slices.IndexFunc(e.links, func(l link) bool { return l.a == a && l.b == b })
	if i < 0 {
		i = len(e.links)
		l := link{a: a, b: b}
		for range e.decisions[a].options {
			l.forbidden = append(l.forbidden, make([]bool, len(e.decisions[b].options)))
			l.bonus = append(l.bonus, make([]int, len(e.decisions[b].options)))
		}
		e.links = append(e.links, l)
	}
	f(&e.links[i], x, y)
}

// grouped splits the decisions into groups that no link connects, each in order; they can be picked one by one.
func (e *Engine) grouped() [][]int {
	group := make([]int, len(e.decisions))
	for i := range group {
		group[i] = i
	}
	for changed := true; changed; {
		changed = false
		for _, l := range e.links {
			if low := min(group[l.a], group[l.b]); group[l.a] != low || group[l.b] != low {
				group[l.a], group[l.b], changed = low, low, true
			}
		}
	}
	var out [][]int
	for first := range group {
		var members []int
		for d, g := range group {
			if g == first {
				members = append(members, d)
			}
		}
		if members != nil {
			out = append(out, members)
		}
	}
	return out
}

// scope is what some decisions look at in the answers: criteria, unless only vetoes are asked for, and conditions.
type scope struct {
	criteria []bool
	needs    []need
	per      []int       // questions that decisions are made per
	when     []condition // of needs, and of questions that bear on the scope
}

func (e *Engine) scope(decisions []int, scores bool) *scope {
	s := &scope{criteria: make([]bool, len(e.priors))}
	for _, d := range decisions {
		if per := e.decisions[d].per; per != open {
			s.per = append(s.per, per)
		}
		for _, o := range e.decisions[d].options {
			for _, f := range o.fits {
				s.criteria[f.criterion] = scores && e.separates(d, f.criterion)
			}
			for _, n := range o.needs {
				s.needs = append(s.needs, n)
				s.when = append(s.when, n.conditions()...)
			}
		}
	}
	for q := len(e.questions) - 1; q >= 0; q-- {
		if len(e.classes(s, q)) > 1 {
			s.when = append(s.when, e.questions[q].conditions()...)
		}
	}
	return s
}

// meaning is everything that what is ticked does within the scope. Answers that mean the same are interchangeable
// there.
func (e *Engine) meaning(s *scope, q int, ticked uint64) string {
	var out strings.Builder
	sums := map[int]int{}
	for set := ticked; set != 0; set &= set - 1 {
		c := &e.questions[q].choices[bits.TrailingZeros64(set)]
		for _, adds := range [][]points{c.adds, c.own} {
			for _, p := range adds {
				if s.criteria[p.criterion] {
					sums[p.criterion] += p.value
				}
			}
		}
	}
	for _, c := range slices.Sorted(maps.Keys(sums)) {
		if sums[c] != 0 {
			fmt.Fprint(&out, c, "+", sums[c], " ")
		}
	}
	known := ticked &^ e.questions[q].unsure
	for i := range s.needs {
		if s.needs[i].question == q {
			fmt.Fprint(&out, known != 0 && !s.needs[i].meets(known))
		}
	}
	for _, w := range s.when {
		if w.question == q {
			fmt.Fprint(&out, ticked&w.in != 0)
		}
	}
	if slices.Contains(s.per, q) && known&(known-1) != 0 {
		fmt.Fprint(&out, " each of ", known)
	}
	return out.String()
}

// classes returns one answer of each meaning among those that are tried; leaving the question open is the first.
func (e *Engine) classes(s *scope, q int) []uint64 {
	var out []uint64
	seen := map[string]bool{}
	if e.questions[q].fixed != 0 {
		return e.answersTo(q)
	}
	for _, ticked := range append([]uint64{0}, e.answersTo(q)...) {
		if m := e.meaning(s, q, ticked); !seen[m] {
			seen[m] = true
			out = append(out, ticked)
		}
	}
	return out
}

func sumOf(list []points, criterion int) int {
	sum := 0
	for _, p := range list {
		if p.criterion == criterion {
			sum += p.value
		}
	}
	return sum
}

func (e *Engine) separates(d, criterion int) bool {
	options := e.decisions[d].options
	return slices.ContainsFunc(options, func(o option) bool {
		return sumOf(o.fits, criterion) != sumOf(options[0].fits,
			criterion)
	})
}

func (e *Engine) everything() []int {
	var all []int
	for d := range e.decisions {
		all = append(all, d)
	}
	return all
}
