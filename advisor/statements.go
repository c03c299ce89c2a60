package advisor

import (
	"slices"

	"rustadvisor/knowledge"
)

// headline is the seat of the pick that says that nothing of the rest is due, or open.
func (v *evaluation) headline() int {
	for _, s := range v.seats {
		if o := v.picks[s]; o != fallback && v.e.base.Decisions[of(s)].Options[o].Headline != "" {
			return s
		}
	}
	return open
}

// wait marks what is not due because of the pick of a decision. What is pinned is due in any case.
func (out *Advice) wait(because string) {
	out.Rust = ""
	for i := range out.Decisions {
		other := &out.Decisions[i]
		if other.ID == because || other.Standing == MustBe {
			continue
		}
		other.Waits = true
		if other.Option != nil {
			other.Option.Crates, other.Option.Rust = nil, "" // a copy: see option
		}
	}
}

// addStatements takes over the practices, snippets, phases, risks and figures whose conditions hold. Under a headline
// only those that ask for its pick are due; a plan says in its own conditions what to do then.
func (v *evaluation) addStatements(out *Advice) {
	b, headline := v.e.base, v.headline()
	due := func(when []knowledge.Condition) bool {
		asks := func(c knowledge.Condition) bool { return c.Decision == b.Decisions[of(headline)].ID }
		return v.applies(when) && (headline == open || slices.ContainsFunc(when, asks))
	}
	wrong := v.ruledOutIDs()
	for _, p := range b.Practices {
		if due(p.When) && !wrong[p.ID] {
			p.Title = houseRule(p.Title, p.House)
			out.Practices = append(out.Practices, p)
		}
	}
	for _, s := range b.Snippets {
		if due(s.When) && !wrong[s.ID] {
			s.Title, s.Crates = houseRule(s.Title, s.House), v.crates(open, s.Crates)
			out.Snippets = append(out.Snippets, s)
		}
	}
	for _, p := range b.Phases {
		if !v.applies(p.When) {
			continue
		}
		p.Tasks = slices.DeleteFunc(slices.Clone(p.Tasks), func(t knowledge.Task) bool { return !v.applies(t.When) })
		out.Phases = append(out.Phases, p)
	}
	for _, r := range b.Risks {
		if due(r.When) && !wrong[r.ID] {
			r.Title = houseRule(r.Title, r.House)
			out.Risks = append(out.Risks, r)
		}
	}
	for _, k := range b.KPIs {
		if due(k.When) {
			k.Title = houseRule(k.Title, k.House)
			out.KPIs = append(out.KPIs, k)
		}
	}
}

// applies tells whether conditions on answers and picks hold.
func (v *evaluation) applies(when []knowledge.Condition) bool {
	for _, c := range when {
		if len(c.Situation) > 0 && !v.has(c.Situation) {
			return false
		}
		if c.Question != "" && !v.holdsOrOpen(v.e.compileCondition(c)) {
			return false
		}
		if c.Decision != "" {
			d := v.e.decisionIndex(c.Decision)
			picked := slices.ContainsFunc(v.picks[seat(d):seat(d)+v.count[d]], func(o int) bool {
				return o != fallback && slices.Contains(c.In, v.e.named(d, o).ID)
			})
			if !picked {
				return false
			}
		}
	}
	return true
}

// holdsOrOpen tells whether a condition holds. One that holds for who is not sure holds while nothing is said, too.
func (v *evaluation) holdsOrOpen(c condition) bool {
	q := c.question
	return v.holds([]condition{c}) || v.active[q] && v.ticked[q] == 0 && c.in&v.e.questions[q].unsure != 0
}

// cite collects the findings that the advice names, in the order a reader meets them, each with what corrects it.
func (e *Engine) cite(out *Advice) []Cited {
	var cited []Cited
	seen := map[string]bool{"": true}
	var add func(id string)
	add = func(id string) {
		f := e.base.Finding(id)
		if seen[id] || f == nil {
			return
		}
		seen[id] = true
		c := Cited{Finding: f, Grade: e.base.Grade(f), Corrections: e.base.Corrections(id)}
		for _, s := range f.Sources {
			c.From = append(c.From, *e.base.Source(s))
		}
		cited = append(cited, c)
		for _, correction := range c.Corrections {
			add(correction.ID)
		}
	}
	for _, id := range out.named() {
		add(id)
	}
	return cited
}

// named are the ids of findings in the order a reader meets them, some more than once, some empty.
func (out *Advice) named() (ids []string) {
	if out.Price != nil {
		ids = out.Price.findings()
	}
	for i := range out.Decisions {
		ids = append(ids, out.Decisions[i].named()...)
	}
	for _, p := range out.Python {
		if p.PythonPackage != nil {
			ids = append(ids, p.Findings...)
		}
	}
	for _, p := range out.Practices {
		ids = append(ids, p.Findings...)
	}
	for _, m := range slices.Concat(out.Mind, out.AlsoMind) {
		ids = append(ids, m.Findings...)
	}
	for _, s := range out.Snippets {
		ids = append(ids, s.Findings...)
	}
	for _, p := range out.Phases {
		ids = append(ids, p.Findings...)
		for _, t := range p.Tasks {
			ids = append(ids, t.Findings...)
		}
	}
	for _, r := range out.Risks {
		ids = append(ids, r.Findings...)
	}
	for _, k := range out.KPIs {
		ids = append(ids, k.Findings...)
	}
	return ids
}

func (d *Decided) named() (ids []string) {
	for _, c := range slices.Concat(d.Because, d.Against) {
		ids = append(ids, c.Finding)
	}
	for _, x := range d.Excluded {
		ids = append(ids, x.Finding)
	}
	for _, r := range d.Rivals {
		for _, c := range r.Cells {
			ids = append(ids, c.Finding)
		}
	}
	if d.Moved != nil {
		ids = append(ids, d.Moved.Finding)
	}
	if d.Option != nil {
		ids = append(ids, d.Option.Findings...)
	}
	return ids
}
