package advisor

import (
	"fmt"
	"slices"
	"strings"

	"rustadvisor/knowledge"
)

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
			queue = append(queue, q.When...)
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
		return asked && len(n.when) == 0 && !n.any && !e.questions[n.question].several &&
			in&(n.in|e.questions[n.question].unsure) == 0
	})
}
