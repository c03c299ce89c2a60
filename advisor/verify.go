package advisor

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"

	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
)

// Verification is what a knowledge base was found to do when its answers were searched: the loader sees that everything
// points somewhere, this sees that everything leads somewhere.
type Verification struct {
	Decisions []Verified
	Decisive  []Decisive
	Idle      []string // questions, choices, criteria and constraints that change nothing
	Problems  []string // sentences, each with what to mend; empty when all is well
	Stranded  []string // those of them that tell of a decision which constraints leave without an option
	Meant     []string // sentences about the base that house rules led to: no problem of either

	Questions, Choices, Options, Criteria, Needs, Constraints, Situations, Statements int

	Tried int // answer sets evaluated

	engine *Engine // for words
}

// Verified is what was found about one decision.
type Verified struct {
	ID          string
	Options     []string           // in the order of the file
	Wins        map[string]Answers // option -> answers that make it the pick, none of which can be left out
	Unreachable map[string]string  // option -> why no answers make it the pick, or that none were found
	Fallbacks   []Answers          // least answers that rule out every option
}

// Decisive is a constraint with answers, and pins where it takes some, under which it changes the picks.
type Decisive struct {
	What  string
	With  Answers
	Picks []string // "decision.option" of all decisions under these answers
}

// Verify searches for answers that make each option win, for answers under which nothing stands, and for parts of
// the knowledge base that no answers bring to bear. What it finds is so; what it does not find is proved where that
// is cheap (an option that another is never behind, or all combinations tried), and otherwise said to be not found.
// It takes well under two seconds for twenty decisions, and is deterministic.
func (e *Engine) Verify() *Verification {
	r := &Verification{engine: e, Questions: len(e.questions), Criteria: len(e.priors),
		Constraints: len(e.base.Forbids) + len(e.base.Requires) + len(e.base.Synergies)}
	for i := range e.base.Questions {
		r.Choices += len(e.base.Questions[i].Choices)
	}
	for i := range e.decisions {
		r.Options += len(e.decisions[i].options)
		for _, o := range e.decisions[i].options {
			r.Needs += len(o.needs)
		}
	}
	for _, ref := range e.base.Unbound() {
		r.problem("%s %s", ref, knowledge.UnboundMend)
	}
	e.verifyCriteria(r)
	e.verifyChoices(r)
	e.verifyStatements(r)
	p := e.newProbe()
	p.each(r, len(e.decisions), func(q *probe, r *Verification, d int) {
		r.Decisions = append(r.Decisions, q.verifyDecision(r, d))
	})
	p.verifyStranded(r)
	constraints := e.constraints()
	p.each(r, len(constraints), func(q *probe, r *Verification, c int) { q.verifyConstraint(r, constraints[c]) })
	r.Tried = p.tried
	return r
}

func (r *Verification) problem(format string, args ...any) {
	r.Problems = append(r.Problems, fmt.Sprintf(format, args...))
}

func (r *Verification) idle(what, why string) {
	r.Idle = append(r.Idle, what)
	r.problem("%s changes nothing: %s", what, why)
}

// verifyCriteria finds criteria that nothing weighs, or on which all options do the same.
func (e *Engine) verifyCriteria(r *Verification) {
	for d := range e.base.Decisions {
		known := &e.base.Decisions[d]
		for c := range known.Criteria {
			name := fmt.Sprintf("criterion %s.%s", known.ID, known.Criteria[c].ID)
			switch n := e.decisions[d].first + c; {
			case !e.weighs(n):
				r.idle(name, "its prior is 0 and no choice adds to it")
			case !e.separates(d, n):
				r.idle(name, "all options do the same on it")
			}
		}
	}
}

func (e *Engine) weighs(criterion int) bool {
	return e.priors[criterion] != 0 || slices.ContainsFunc(e.questions, func(q question) bool {
		return slices.ContainsFunc(q.choices, func(c choice) bool { return sumOf(c.all(), criterion) != 0 })
	}) || slices.ContainsFunc(e.situations, func(s situation) bool { return sumOf(s.adds, criterion) != 0 })
}

func (e *Engine) separates(d, criterion int) bool {
	options := e.decisions[d].options
	return slices.ContainsFunc(options, func(o option) bool {
		return sumOf(o.fits, criterion) != sumOf(options[0].fits,
			criterion)
	})
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

// asksFor tells whether a practice, snippet, task, risk or figure is told for a choice.
func (e *Engine) asksFor(q, c int) bool {
	b, choice := e.base, e.base.Questions[q].Choices[c].ID
	named := func(when []knowledge.Condition) bool {
		return slices.ContainsFunc(when, func(w knowledge.Condition) bool {
			return w.Question == b.Questions[q].ID && slices.Contains(w.In, choice)
		})
	}
	return slices.ContainsFunc(b.Practices, func(p knowledge.Practice) bool { return named(p.When) }) ||
		slices.ContainsFunc(b.Snippets, func(s knowledge.Snippet) bool { return named(s.When) }) ||
		slices.ContainsFunc(b.Phases, func(p knowledge.Phase) bool {
			return named(p.When) || slices.ContainsFunc(p.Tasks, func(t knowledge.Task) bool { return named(t.When) })
		}) ||
		slices.ContainsFunc(b.Risks, func(r knowledge.Risk) bool { return named(r.When) }) ||
		slices.ContainsFunc(b.KPIs, func(k knowledge.KPI) bool { return named(k.When) })
}

// verifyChoices finds choices that say no more than leaving the question open. One such a question is its plain "no".
func (e *Engine) verifyChoices(r *Verification) {
	all := e.scope(e.everything(), true)
	for q := range e.questions {
		if len(e.classes(all, q)) == 1 {
			r.idle("question "+e.base.Questions[q].ID, "no choice adds, rules out or leads to anything")
			continue
		}
		var idle []string
		for c := range e.questions[q].choices {
			if e.questions[q].unsure&(1<<c) == 0 && q != 0 && e.meaning(all, q, 1<<c) == e.meaning(all, q, 0) && !e.asksFor(q,
				c) {
				idle = append(idle, e.base.Questions[q].ID+" = "+e.base.Questions[q].Choices[c].ID)
			}
		}
		if len(idle) > 1 {
			r.Idle = append(r.Idle, idle[1:]...)
			r.problem("choices %s are one and the same: they add, rule out and lead to nothing; one of them is enough",
				strings.Join(idle, ", "))
		}
	}
}

func (e *Engine) everything() []int {
	var all []int
	for d := range e.decisions {
		all = append(all, d)
	}
	return all
}

// verifyDecision looks for answers that make each option the pick, and for those that leave none.
func (p *probe) verifyDecision(r *Verification, d int) Verified {
	p.groups = [][]int{p.e.group(d)}
	known := &p.e.base.Decisions[d]
	out := Verified{ID: known.ID, Wins: map[string]Answers{}, Unreachable: map[string]string{}}
	for o := range known.Options {
		option := &known.Options[o]
		out.Options = append(out.Options, option.ID)
		if why := p.unreachable(d, o); why != "" {
			out.Unreachable[option.ID] = why
			if option.Unreachable == "" && option.Banned == "" {
				r.problem("%s.%s never wins: %s; mend its fits, or say in expected_unreachable why", known.ID, option.ID, why)
			}
			continue
		}
		out.Wins[option.ID] = p.least(func() bool { return p.v.picked(d, o) })
		p.v.situations = nil
		if option.Unreachable != "" {
			r.problem("%s.%s is said to be unreachable, yet wins with %s; mend its fits, or drop expected_unreachable",
				known.ID, option.ID, p.e.phrase(out.Wins[option.ID]))
		}
	}
	out.Fallbacks = p.fallbacks(d)
	return out
}

// verifyStranded reports decisions that constraints leave without an option although one stands by itself.
func (p *probe) verifyStranded(r *Verification) {
	stranded := func(d int) bool {
		return slices.ContainsFunc(p.v.seats, func(s int) bool {
			return of(s) == d && p.v.picks[s] == fallback &&
				p.v.ordered[s][0] != fallback
		})
	}
	first := make([]*sample, len(p.e.decisions)) // that leaves a decision so
	for i := range p.samples {
		p.try(p.samples[i])
		for d := range first {
			if first[d] == nil && stranded(d) {
				first[d] = &p.samples[i]
			}
		}
	}
	for d, sample := range first {
		if sample != nil {
			p.try(*sample)
			r.problem("%s is left without an option by constraints, with %s: loosen one of them",
				p.e.base.Decisions[d].ID, p.e.phrase(p.least(func() bool { return stranded(d) })))
			r.Stranded = append(r.Stranded, r.Problems[len(r.Problems)-1])
		}
	}
}

// constraint is one, and the base without it.
type constraint struct {
	what    string
	without *knowledge.Base
	option  string
	others  []string // options that it forbids beside the option, or rewards
	points  int
}

func (e *Engine) constraints() []constraint {
	var out []constraint
	b := e.base
	for i, f := range b.Forbids {
		without := *b
		without.Forbids = slices.Delete(slices.Clone(b.Forbids), i, i+1)
		out = append(out, constraint{"forbid " + strings.Join(f.Options, " with "), &without, f.Options[0], f.Options[1:], 0})
	}
	for i, q := range b.Requires {
		without := *b
		without.Requires = slices.Delete(slices.Clone(b.Requires), i, i+1)
		out = append(out, constraint{q.Option + " requires " + strings.Join(q.Needs, " or "), &without, q.Option,
			e.others(q.Needs), 0})
	}
	for i, s := range b.Synergies {
		without := *b
		without.Synergies = slices.Delete(slices.Clone(b.Synergies), i, i+1)
		out = append(out, constraint{"synergy of " + strings.Join(s.Options, " with "), &without, s.Options[0],
			s.Options[1:], s.Points})
	}
	return out
}

// each verifies so many parts that know nothing of each other, as many at a time as there are processors: it is most of
// the work. What is found comes in their order.
func (p *probe) each(r *Verification, parts int, verify func(q *probe, r *Verification, part int)) {
	found := make([]Verification, parts)
	processors := make(chan struct{}, runtime.GOMAXPROCS(0))
	var all sync.WaitGroup
	for i := range found {
		all.Go(func() {
			processors <- struct{}{}
			defer func() { <-processors }()
			q := &probe{e: p.e, v: p.e.scratch(), samples: p.samples}
			verify(q, &found[i], i)
			found[i].Tried = q.tried
		})
	}
	all.Wait()
	for _, f := range found {
		r.Decisions = append(r.Decisions, f.Decisions...)
		r.Decisive = append(r.Decisive, f.Decisive...)
		r.Idle = append(r.Idle, f.Idle...)
		r.Problems = append(r.Problems, f.Problems...)
		p.tried += f.Tried
	}
}

// verifyConstraint takes a constraint away and looks for answers that are advised otherwise without it.
func (p *probe) verifyConstraint(r *Verification, c constraint) {
	others := slices.DeleteFunc(slices.Clone(c.others), p.e.banned)
	if p.e.banned(c.option) || len(others) == 0 {
		return // house rules leave it nothing to do
	}
	d, found := p.decisiveWith(nil, c.without, c.option, others, c.points)
	for _, other := range others {
		if !found && p.e.base.Option(other).Unreachable != "" { // no answers should make it win, yet somebody may pin it
			decision, id, _ := strings.Cut(other, ".")
			d, found = p.decisiveWith(map[string]string{decision: id}, c.without, c.option, []string{other}, c.points)
		}
	}
	if !found {
		r.idle(c.what, "no answers were found that are advised otherwise without it")
		return
	}
	d.What = c.what
	r.Decisive = append(r.Decisive, d)
}

// decisiveWith finds answers that, with these pins, are advised otherwise without a constraint.
func (p *probe) decisiveWith(pins map[string]string, without *knowledge.Base, option string, others []string,
	points int) (Decisive, bool) {
	q := &probe{e: p.e, v: p.e.scratch(), samples: p.samples}
	q.v.pin(pins)
	defer func() { p.tried += q.tried }()
	a, found := q.decisive(New(without), option, others, points)
	d := Decisive{With: a}
	for _, s := range q.v.listed() {
		d.Picks = append(d.Picks, p.e.base.Decisions[of(s)].ID+"."+p.e.named(of(s), q.v.picks[s]).ID)
	}
	return d, found
}

func (e *Engine) banned(ref string) bool { return e.base.Option(ref).Banned != "" }

// others lists the options of the same decision that are not among those given.
func (e *Engine) others(refs []string) []string {
	d, _ := e.optionIndex(refs[0])
	var out []string
	for _, o := range e.base.Decisions[d].Options {
		if ref := e.base.Decisions[d].ID + "." + o.ID; !slices.Contains(refs, ref) {
			out = append(out, ref)
		}
	}
	return out
}

// phrase writes answers in the order asked: "artifact = cli, store = sqlite".
func (e *Engine) phrase(a Answers) string {
	var out []string
	for _, q := range e.base.Questions {
		if given := a.Choices[q.ID]; len(given) > 0 {
			out = append(out, q.ID+" = "+strings.Join(given, " and "))
		}
	}
	for _, id := range a.Situations {
		out = append(out, "situation "+id)
	}
	if len(out) == 0 {
		return "no answers at all"
	}
	if a.Star != "" {
		out = append(out, a.Star+" starred")
	}
	return strings.Join(out, ", ")
}

// String tells what was found in a screen: a line for each decision, then the problems.
func (r *Verification) String() string {
	var out strings.Builder
	r.head(&out)
	width := 0
	for _, d := range r.Decisions {
		width = max(width, len(d.ID))
	}
	for _, d := range r.Decisions {
		fmt.Fprintf(&out, "  %-*s  %d of %d options win", width, d.ID, len(d.Wins), len(d.Options))
		if n := len(d.Fallbacks); n > 0 {
			fmt.Fprintf(&out, ", nothing stands in %s", wording.Counted(n, "case"))
		}
		out.WriteString("\n")
	}
	fmt.Fprintf(&out, "  %-*s  %d of %d change picks\n", width, "constraints", len(r.Decisive), r.Constraints)
	r.tail(&out)
	return out.String()
}

// All tells everything that was found: by decision when each option wins and when none stands, then the problems.
func (r *Verification) All() string {
	var out strings.Builder
	r.head(&out)
	for _, d := range r.Decisions {
		fmt.Fprintf(&out, "\n%s\n", d.ID)
		for _, o := range d.Options {
			if a, ok := d.Wins[o]; ok {
				fmt.Fprintf(&out, "  %s wins with %s\n", o, r.engine.phrase(a))
			} else {
				fmt.Fprintf(&out, "  %s never wins: %s\n", o, d.Unreachable[o])
			}
		}
		for _, a := range d.Fallbacks {
			fmt.Fprintf(&out, "  nothing stands with %s\n", r.engine.phrase(a))
		}
	}
	out.WriteString("\nConstraints change picks\n")
	for _, d := range r.Decisive {
		fmt.Fprintf(&out, "  %s, with ", d.What)
		for _, p := range d.With.ListedPins(r.engine.base) {
			fmt.Fprintf(&out, "%s.%s pinned, ", p.Decision, p.Option)
		}
		fmt.Fprintln(&out, r.engine.phrase(d.With))
	}
	r.tail(&out)
	for _, m := range r.Meant {
		fmt.Fprintf(&out, "  %s\n", m)
	}
	return out.String()
}

func (r *Verification) head(out *strings.Builder) {
	fmt.Fprintf(out, "%d questions with %d choices, %d decisions with %d options, %d criteria and %d needs, %d "+
		"constraints;\n%d situations, %d statements; %d answer sets tried.\n",
		r.Questions, r.Choices, len(r.Decisions), r.Options, r.Criteria, r.Needs, r.Constraints, r.Situations, r.Statements,
		r.Tried)
}

func (r *Verification) tail(out *strings.Builder) {
	fmt.Fprintf(out, "\n%s\n", wording.Counted(len(r.Problems), "problem"))
	for _, p := range r.Problems {
		fmt.Fprintf(out, "  %s\n", p)
	}
	if n := len(r.Meant); n > 0 {
		fmt.Fprintf(out, "%s of the base changed by the house rules\n", wording.Counted(n, "thing"))
	}
}

// dominator finds an option that stands whenever o does and that no answers put behind it, or -1. The bound takes each
// question's worst choice without asking whether they go together, so it proves what it finds and misses some.
func (e *Engine) dominator(d, o int) int {
	options := e.decisions[d].options
	for rival := range options {
		lead := e.mostLead(d, o, rival)
		if rival != o && !options[rival].banned && (lead < 0 || lead == 0 && options[rival].rank < options[o].rank) &&
			e.implies(options[o].needs, options[rival].needs) && e.asFree(d, rival, o) && !e.ruledOutAlone(d, rival, o) {
			return rival
		}
	}
	return -1
}

// ruledOutAlone tells whether a situation rules out an option and not the other.
func (e *Engine) ruledOutAlone(d, option, other int) bool {
	return slices.ContainsFunc(e.situations, func(s situation) bool {
		return slices.Contains(s.vetoes, place{d, option}) && !slices.Contains(s.vetoes, place{d, other})
	})
}

// mostLead bounds from above what option o can be ahead of another, whatever is answered, starred and ticked.
func (e *Engine) mostLead(d, o, other int) int {
	fits := e.decisions[d].options
	difference := func(criterion int) int { return sumOf(fits[o].fits, criterion) - sumOf(fits[other].fits, criterion) }
	first, n := e.decisions[d].first, len(e.base.Decisions[d].Criteria)
	total, star := 0, 0
	for c := first; c < first+n; c++ {
		total += e.priors[c] * difference(c)
	}
	ahead := func(adds []points) (sum int) {
		for _, p := range adds {
			if p.criterion >= first && p.criterion < first+n {
				sum += p.value * difference(p.criterion)
			}
		}
		return sum
	}
	for _, s := range e.situations {
		total += max(0, ahead(s.adds))
	}
	for _, q := range e.questions {
		most := 0
		for _, c := range q.choices {
			sum := ahead(c.all())
			if q.several {
				most += max(0, sum)
			} else {
				most = max(most, sum)
			}
		}
		total += most
		star = max(star, most)
	}
	return total + star
}

// implies tells whether whatever the second needs deny, the first deny too.
func (e *Engine) implies(needs, weaker []need) bool {
	for _, w := range weaker {
		if !slices.ContainsFunc(needs, func(n need) bool {
			return n.question == w.question && n.in&^w.in == 0 && (w.any || !n.any) && (len(n.when) == 0 ||
				slices.Equal(n.when, w.when))
		}) {
			return false
		}
	}
	return true
}

// asFree tells whether constraints and synergies leave an option wherever they leave the other, with as many points.
func (e *Engine) asFree(d, option, other int) bool {
	row := func(l *link, o, i int) (forbidden bool, bonus int) {
		if l.a == d {
			return l.forbidden[o][i], l.bonus[o][i]
		}
		return l.forbidden[i][o], l.bonus[i][o]
	}
	for i := range e.links {
		l := &e.links[i]
		if l.a != d && l.b != d {
			continue
		}
		for j := range e.decisions[l.a+l.b-d].options {
			no, bonus := row(l, option, j)
			otherNo, otherBonus := row(l, other, j)
			if no && !otherNo || bonus < otherBonus {
				return false
			}
		}
	}
	return true
}
