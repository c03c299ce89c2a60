package advisor

import (
	"slices"

	"rustadvisor/knowledge"
)

// addStatements takes over the practices, snippets, phases, risks and figures whose conditions hold.
func (v *evaluation) addStatements(out *Advice) {
	b := v.e.base
	for _, p := range b.Practices {
		if v.applies(p.When) {
			p.Title = houseRule(p.Title, p.House)
			out.Practices = append(out.Practices, p)
		}
	}
	for _, s := range b.Snippets {
		if v.applies(s.When) {
			s.Title = houseRule(s.Title, s.House)
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
		if v.applies(r.When) {
			r.Title = houseRule(r.Title, r.House)
			out.Risks = append(out.Risks, r)
		}
	}
	for _, k := range b.KPIs {
		if v.applies(k.When) {
			k.Title = houseRule(k.Title, k.House)
			out.KPIs = append(out.KPIs, k)
		}
	}
}

// applies tells whether conditions on answers and picks hold.
func (v *evaluation) applies(when []knowledge.Condition) bool {
	for _, c := range when {
		if c.Question != "" && !v.holds([]condition{v.e.compileCondition(c)}) {
			return false
		}
		if c.Decision != "" {
			d := slices.IndexFunc(v.e.base.Decisions, func(d knowledge.Decision) bool { return d.ID == c.Decision })
			if v.picks[d] == fallback || !slices.Contains(c.In, v.e.base.Decisions[d].Options[v.picks[d]].ID) {
				return false
			}
		}
	}
	return true
}

// cite collects the findings that the advice names, in the order a reader meets them, each with what corrects it.
func (e *Engine) cite(out *Advice) []Cited {
	var cited []Cited
	seen := map[string]bool{"": true}
	var add func(ids ...string)
	add = func(ids ...string) {
		for _, id := range ids {
			f := e.base.Finding(id)
			if seen[id] || f == nil {
				continue
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
	}
	if out.Price != nil {
		add(out.Price.findings()...)
	}
	for _, d := range out.Decisions {
		for _, c := range slices.Concat(d.Because, d.Against) {
			add(c.Finding)
		}
		for _, x := range d.Excluded {
			add(x.Finding)
		}
		for _, r := range d.Rivals {
			for _, c := range r.Cells {
				add(c.Finding)
			}
		}
		if d.Moved != nil {
			add(d.Moved.Finding)
		}
		if d.Option != nil {
			add(d.Option.Findings...)
		}
	}
	for _, p := range out.Practices {
		add(p.Findings...)
	}
	for _, s := range out.Snippets {
		add(s.Findings...)
	}
	for _, p := range out.Phases {
		add(p.Findings...)
		for _, t := range p.Tasks {
			add(t.Findings...)
		}
	}
	for _, r := range out.Risks {
		add(r.Findings...)
	}
	for _, k := range out.KPIs {
		add(k.Findings...)
	}
	return cited
}
