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
		p.v.suppose(nil)
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

// told is something that the advice says when conditions hold, with the situation that it belongs to, if any.
type told struct {
	name string // "practice x", "mind x of situation y"
	id   string
	when []knowledge.Condition
	of   *knowledge.Situation
}

// verifyStatements finds what is never told, whatever is answered, and situations that do nothing: points that
// contradict what the situation goes with, that it rules out itself, or that are told of an option which those answers
// rule out.
func (e *Engine) verifyStatements(r *Verification) {
	all := e.statements()
	byID := map[string]told{}
	for _, s := range all {
		byID[s.id] = s
		when := s.when
		if s.of != nil {
			when = slices.Concat(s.of.Expects, when)
			if slices.Contains(s.of.RulesOut, s.id) {
				r.problem("situation %s rules out %s, which is its own; drop one of them", s.of.ID, s.name)
			}
		}
		if why := e.impossible(when); why != "" {
			r.problem("%s is never told: %s; mend its conditions", s.name, why)
		}
	}
	for i := range e.base.Situations {
		s := &e.base.Situations[i]
		if s.Retired {
			continue
		}
		for _, id := range s.RulesOut {
			if other := byID[id]; other.of != s && e.impossible(slices.Concat(s.Expects, other.when)) != "" {
				r.problem("situation %s rules out %s, which is not told there anyway: drop it", s.ID, other.name)
			}
		}
		for _, p := range e.situations[i].adds {
			if d := e.decisionOf(p.criterion); !e.separates(d, p.criterion) {
				known := &e.base.Decisions[d]
				r.problem("situation %s adds to %s.%s, on which all options do the same", s.ID, known.ID,
					known.Criteria[p.criterion-e.decisions[d].first].ID)
			}
		}
	}
	r.Situations, r.Statements = len(e.base.Situations), len(all)
}

// statements lists all that is told when conditions hold.
func (e *Engine) statements() []told {
	b := e.base
	var out []told
	add := func(kind, id string, when []knowledge.Condition) {
		out = append(out, told{name: kind + " " + id, id: id, when: when})
	}
	for _, p := range b.Practices {
		add("practice", p.ID, p.When)
	}
	for _, s := range b.Snippets {
		add("snippet", s.ID, s.When)
	}
	for _, p := range b.Phases {
		add("phase", p.ID, p.When)
	}
	for _, r := range b.Risks {
		add("risk", r.ID, r.When)
	}
	for _, k := range b.KPIs {
		add("kpi", k.ID, k.When)
	}
	for i := range b.Situations {
		s := &b.Situations[i]
		for _, m := range s.Mind {
			out = append(out, told{"mind " + m.ID + " of situation " + s.ID, m.ID, m.When, s})
		}
	}
	return out
}

// impossible tells why conditions never hold together, or "". It knows the conditions under which questions are asked,
// which choices stand beside no other, and what options need; house rules that ban an option or retire a question are
// meant, and no reason.
func (e *Engine) impossible(when []knowledge.Condition) string {
	allowed := map[int]uint64{}
	queue := slices.DeleteFunc(slices.Clone(when), func(c knowledge.Condition) bool { return c.Question == "" })
	for ; len(queue) > 0; queue = queue[1:] {
		c := e.compileCondition(queue[0])
		q := &e.base.Questions[c.question]
		if q.Retired {
			return ""
		}
		have, seen := allowed[c.question]
		if seen && !e.meet(c.question, have, c.in) {
			return fmt.Sprintf("%s would have to be one of %s and one of %s at once", q.ID,
				strings.Join(e.idsOf(c.question, have), ", "), strings.Join(queue[0].In, ", "))
		}
		if !seen {
			if len(q.Or) == 0 {
				queue = append(queue, q.When...)
			}
			have = 1<<len(q.Choices) - 1
		}
		if both := have & c.in; both != 0 {
			allowed[c.question] = both
		}
	}
	return e.outOfReach(when, allowed)
}

// meet tells whether answers can have a choice of each of two sets.
func (e *Engine) meet(q int, a, b uint64) bool {
	question := &e.questions[q]
	return a&b != 0 || question.several && a&^question.alone != 0 && b&^question.alone != 0
}

// outOfReach tells why no option that conditions ask for stands with the answers that they ask for, or "".
func (e *Engine) outOfReach(when []knowledge.Condition, allowed map[int]uint64) string {
	for _, c := range when {
		if c.Decision == "" {
			continue
		}
		d := e.decisionIndex(c.Decision)
		if !slices.ContainsFunc(c.In, func(id string) bool { return e.stands(d, e.optionOf(d, id), allowed) }) {
			return fmt.Sprintf("%s is none of %s with the answers that it asks for", c.Decision, strings.Join(c.In, ", "))
		}
	}
	return ""
}

// stands tells whether an option may stand with one of the choices allowed of each question.
func (e *Engine) stands(d, o int, allowed map[int]uint64) bool {
	return e.decisions[d].options[o].banned || !slices.ContainsFunc(e.decisions[d].options[o].needs, func(n need) bool {
		in, asked := allowed[n.question]
		return asked && len(n.conditions()) == 0 && !n.any && !e.questions[n.question].several &&
			in&(n.in|e.questions[n.question].unsure) == 0
	})
}
