package advisor_test

import (
	"fmt"
	"slices"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

// brute says again what the engine does, from the words of the knowledge base instead of its tables, slowly, and by
// trying every assignment. It shares no code with the engine.
type brute struct {
	base   *knowledge.Base
	answer map[string][]string // of active questions
	star   string
	picks  []pick
	pins   map[string]string
}

// pick is one that is made of a decision, perhaps for a choice.
type pick struct {
	d      *knowledge.Decision
	choice string         // or ""
	weight map[string]int // by criterion
	scores map[string]int // by option
}

func newBrute(base *knowledge.Base, a advisor.Answers) *brute {
	b := &brute{base: base, answer: map[string][]string{}, star: a.Star, pins: a.Pins}
	for _, q := range base.Questions {
		if given := a.Choices[q.ID]; len(given) > 0 &&
			(b.all(nil, q.When) || len(q.Or) > 0 && b.all(nil, q.Or)) {
			b.answer[q.ID] = given
		}
	}
	for i := range base.Decisions {
		for _, choice := range b.choicesOf(&base.Decisions[i]) {
			p := pick{&base.Decisions[i], choice, map[string]int{}, map[string]int{}}
			b.score(&p)
			b.picks = append(b.picks, p)
		}
	}
	return b
}

// choicesOf lists what picks of a decision are made for.
func (b *brute) choicesOf(d *knowledge.Decision) []string {
	var out, idle []string
	for _, choice := range b.answer[d.Per] {
		p := &pick{d: d, choice: choice}
		bare := slices.DeleteFunc(slices.Clone(d.Needs), func(n knowledge.Need) bool {
			return n.Question != d.Per || len(n.When)+len(n.Unless) > 0
		})
		switch {
		case choice == "not-sure":
		case b.denied(p, bare):
			idle = append(idle, choice)
		default:
			out = append(out, choice)
		}
	}
	out = append(out, idle[:min(len(idle), max(0, 1-len(out)))]...)
	if len(out) == 0 {
		return []string{""}
	}
	return out[:min(len(out), 4)]
}

func (b *brute) score(p *pick) {
	for _, c := range p.d.Criteria {
		p.weight[c.ID] = c.Prior
	}
	for question := range b.answer {
		times := 1
		if question == b.star {
			times = 2
		}
		for _, choice := range b.said(p, question) {
			for criterion, points := range b.base.Question(question).Choice(choice).Adds {
				if decision, id, _ := strings.Cut(criterion, "."); decision == p.d.ID {
					p.weight[id] += times * points
				}
			}
		}
	}
	for _, o := range p.d.Options {
		for criterion, fit := range o.Fit {
			p.scores[o.ID] += p.weight[criterion] * fit.Value
		}
	}
}

// said is what of an answer counts for a pick, or for nobody in particular.
func (b *brute) said(p *pick, question string) []string {
	if p != nil && p.choice != "" && p.d.Per == question {
		return []string{p.choice}
	}
	return b.answer[question]
}

func (b *brute) all(p *pick, when []knowledge.Condition) bool {
	for _, c := range when {
		if !slices.ContainsFunc(b.said(p, c.Question), func(choice string) bool { return slices.Contains(c.In, choice) }) {
			return false
		}
	}
	return true
}

func (b *brute) vetoed(p *pick, o *knowledge.Option) bool {
	return b.denied(p, p.d.Needs) || b.denied(p, o.Needs)
}

func (b *brute) denied(p *pick, needs []knowledge.Need) bool {
	for _, n := range needs {
		said := b.said(p, n.Question)
		excused := slices.ContainsFunc(n.Unless,
			func(c knowledge.Condition) bool { return b.all(p, []knowledge.Condition{c}) })
		if len(said) == 0 || said[0] == "not-sure" || !b.all(p, n.When) || excused {
			continue
		}
		good := 0
		for _, choice := range said {
			if slices.Contains(n.In, choice) {
				good++
			}
		}
		if n.Any && good == 0 || !n.Any && good < len(said) {
			return true
		}
	}
	return false
}

// assignment is an option, or "" for the fallback, of each decision, and what speaks for it, in order of importance.
type assignment struct {
	picks  []string
	filled int
	total  int
	ranks  []int
}

func (x *assignment) before(y *assignment) bool {
	switch {
	case x.filled != y.filled:
		return x.filled > y.filled
	case x.total != y.total:
		return x.total > y.total
	}
	return slices.Compare(x.ranks, y.ranks) < 0
}

// search tries every assignment and returns the best, and the best with each option, by number of the pick and option.
func (b *brute) search() (best *assignment, with map[string]*assignment) {
	with = map[string]*assignment{}
	picks := make([]string, len(b.picks))
	var try func(i int)
	try = func(i int) {
		if i < len(picks) {
			for _, id := range b.candidates(i) {
				picks[i] = id
				try(i + 1)
			}
			return
		}
		if !b.allowed(picks) {
			return
		}
		x := b.weigh(picks)
		if best == nil || x.before(best) {
			best = x
		}
		for i, id := range picks {
			ref := fmt.Sprint(i, id)
			if with[ref] == nil || x.before(with[ref]) {
				with[ref] = x
			}
		}
	}
	try(0)
	return best, with
}

// pin is what a pick must be, or "".
func (b *brute) pin(p *pick) string {
	if own := b.pins[p.d.ID+"@"+p.choice]; own != "" {
		return own
	}
	return b.pins[p.d.ID]
}

// candidates lists the fallback and the options of a pick that nothing vetoes, or the one that is pinned.
func (b *brute) candidates(i int) []string {
	p := &b.picks[i]
	if pin := b.pin(p); pin != "" {
		return []string{pin}
	}
	out := []string{""}
	for i := range p.d.Options {
		if o := &p.d.Options[i]; !b.vetoed(p, o) {
			out = append(out, o.ID)
		}
	}
	return out
}

// allowed tells whether no constraint is broken, but between two pins. A pick without an option breaks none.
func (b *brute) allowed(picks []string) bool {
	for i := range picks {
		for j := range picks {
			if !b.together(&b.picks[i], picks[i], &b.picks[j], picks[j]) {
				return false
			}
		}
	}
	return true
}

// together tells whether no constraint keeps an option of a pick from standing with that of another.
func (b *brute) together(p *pick, x string, q *pick, y string) bool {
	if x == "" || y == "" || b.pin(p) != "" && b.pin(q) != "" {
		return true
	}
	one, other := p.d.ID+"."+x, q.d.ID+"."+y
	for _, f := range b.base.Forbids {
		if f.Options[0] == one && f.Options[1] == other {
			return false
		}
	}
	for _, r := range b.base.Requires {
		decision, _, _ := strings.Cut(r.Needs[0], ".")
		if r.Option == one && decision == q.d.ID && !slices.Contains(r.Needs, other) {
			return false
		}
	}
	return true
}

// has tells whether "decision.option" is picked.
func (b *brute) has(picks []string, ref string) bool {
	for i, id := range picks {
		if b.picks[i].d.ID+"."+id == ref {
			return true
		}
	}
	return false
}

func (b *brute) weigh(picks []string) *assignment {
	x := &assignment{picks: slices.Clone(picks)}
	for i, p := range b.picks {
		rank := len(p.d.TieBreak)
		if picks[i] != "" {
			x.filled++
			x.total += p.scores[picks[i]]
			rank = slices.Index(p.d.TieBreak, picks[i])
		}
		x.ranks = append(x.ranks, rank)
	}
	for _, s := range b.base.Synergies {
		if b.has(picks, s.Options[0]) && b.has(picks, s.Options[1]) {
			x.total += s.Points
		}
	}
	return x
}
