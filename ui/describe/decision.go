package describe

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"rustadvisor/advisor/doc"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
)

func (d *describer) decision(v *knowledge.Decision) {
	d.summary = v.Asks
	var options, criteria []item
	for i := range v.Options {
		o := &v.Options[i]
		title := Record{Title: o.Title, thing: o}.Name()
		options = append(options, item{id: o.ID, text: title + ", " + o.Ring, note: o.Summary, house: o.House})
		d.relate("option", knowledge.KindOption, v.ID+"."+o.ID, o.Title, "")
	}
	for _, c := range v.Criteria {
		criteria = append(criteria, item{id: c.ID, text: c.Title, note: weighs(c.Prior)})
		d.relate("criterion", knowledge.KindCriterion, v.ID+"."+c.ID, c.Title, "")
	}
	d.list("Needed when", d.needs(v.Needs)...)
	d.list("Options", options...)
	d.list("Measured by", criteria...)
	if d.all {
		d.text("On a tie", strings.Join(v.TieBreak, ", "))
	}
	d.text("If none stands", v.Fallback)
}

func weighs(prior int) string {
	if prior == 0 {
		return ""
	}
	return "weighs " + wording.Number(prior) + " before any answer"
}

func (d *describer) option(o *knowledge.Option) {
	decision, _, _ := strings.Cut(d.ID, ".")
	of := d.base.Decision(decision)
	d.summary = o.Summary
	d.relate("decision", knowledge.KindDecision, of.ID, of.Title, "")
	d.fact("Decision", of.Title)
	d.fact("Ring", termed(d.base.Words.Rings, o.Ring))
	if base := of.Option(o.BasedOn); base != nil {
		d.fact("Based on", base.Title)
		d.relate("based on", knowledge.KindOption, of.ID+"."+base.ID, base.Title, "")
	}
	d.text("Banned", o.Banned)
	d.list("Needs", d.needs(o.Needs)...)
	var fits []item
	for _, c := range of.Criteria {
		if f, ok := o.Fit[c.ID]; ok {
			d.cite(f.Finding)
			fits = append(fits, item{scored: true, points: f.Value, text: c.Title, note: fitNote(c, f), finding: f.Finding,
				house: f.House})
		}
	}
	byPoints(fits)
	d.list("Fit, −2 to +2", fits...)
	d.list("Together", d.constraints()...)
	d.text("Crates", crates(o)...)
	d.text("Confirm", o.Confirm)
	d.text("To leave it", o.Reversal)
	if d.all {
		d.text("Never picked", o.Unreachable)
	}
	d.findings(o.Findings)
}

// byPoints puts the best first; of equals the first stays so.
func byPoints(items []item) {
	slices.SortStableFunc(items, func(a, b item) int { return b.points - a.points })
}

// Signed is a number of points: 0 needs no sign where it is a mark on a scale.
func Signed(n int) string {
	if n == 0 {
		return "0"
	}
	return doc.Signed(n)
}

// fitNote is how an option does on a criterion, in words.
func fitNote(c knowledge.Criterion, f knowledge.Fit) string {
	if f.Note != "" {
		return f.Note
	}
	return c.Scale[fmt.Sprint(f.Value)]
}

// needs words what must be answered, with the reason.
func (d *describer) needs(needs []knowledge.Need) []item {
	var out []item
	for _, n := range needs {
		d.cite(n.Finding)
		text := need(d.base, knowledge.Condition{Question: n.Question, In: n.In})
		if when := Conditions(d.base, n.When); len(when) > 0 {
			text += ", when " + strings.Join(when, " and ")
		}
		if unless := Conditions(d.base, n.Unless); len(unless) > 0 {
			text += ", unless " + strings.Join(unless, " or ")
		}
		out = append(out, item{text: text, note: n.Reason, finding: n.Finding, house: n.House})
	}
	return out
}

// constraints words what binds the option to others.
func (d *describer) constraints() []item {
	var out []item
	for _, f := range d.base.Forbids {
		if slices.Contains(f.Options, d.ID) {
			out = append(out, item{text: "not with " + d.others(f.Options), note: f.Reason, finding: f.Finding, house: f.House})
		}
	}
	for _, r := range d.base.Requires {
		if r.Option == d.ID {
			out = append(out, item{text: "only with " + d.others(r.Needs), note: r.Reason, finding: r.Finding, house: r.House})
		} else if slices.Contains(r.Needs, d.ID) {
			out = append(out, item{text: "serves " + d.others([]string{r.Option}), note: r.Reason, finding: r.Finding,
				house: r.House})
		}
	}
	for _, y := range d.base.Synergies {
		if slices.Contains(y.Options, d.ID) {
			out = append(out, item{text: fmt.Sprintf("+%d with %s", y.Points, d.others(y.Options)), note: y.Reason,
				finding: y.Finding, house: y.House})
		}
	}
	return out
}

// others names options, without the one that is told about.
func (d *describer) others(refs []string) string {
	var titles []string
	for _, ref := range refs {
		if ref != d.ID {
			titles = append(titles, d.base.Option(ref).Title)
		}
	}
	return wording.Listed(titles, "or")
}

// crates are the lines of a manifest, and the least Rust that they need.
func crates(o *knowledge.Option) []string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(o.Crates)) {
		out = append(out, o.Crates[name].Line(name))
	}
	if o.Rust != "" {
		out = append(out, "Rust "+o.Rust+" or newer")
	}
	return out
}

func (d *describer) criterion(c *knowledge.Criterion) {
	decision, _, _ := strings.Cut(d.ID, ".")
	of := d.base.Decision(decision)
	d.relate("decision", knowledge.KindDecision, of.ID, of.Title, "")
	d.fact("Decision", of.Title)
	d.fact("Weighs", strings.TrimPrefix(weighs(c.Prior), "weighs "))
	var scale, raised, fits []item
	for _, n := range []int{2, 1, 0, -1, -2} {
		scale = append(scale, item{scored: true, points: n, text: c.Scale[fmt.Sprint(n)]})
	}
	for _, q := range d.base.Questions {
		for _, choice := range q.Choices {
			if n := choice.Adds[d.ID]; n != 0 && d.all {
				raised = append(raised, item{scored: true, points: n, text: Condition(d.base, knowledge.Condition{Question: q.ID,
					In: []string{choice.ID}})})
			}
		}
	}
	for _, o := range of.Options {
		f, ok := o.Fit[c.ID]
		if d.cite(f.Finding); ok || !d.all {
			fits = append(fits, item{scored: true, points: f.Value, text: o.Title, note: fitNote(*c, f), finding: f.Finding,
				house: f.House})
		}
	}
	byPoints(fits)
	d.list("Scale", scale...)
	d.list("Answers add", raised...)
	d.list("Options", fits...)
}

func (d *describer) question(q *knowledge.Question) {
	d.summary = q.Why
	d.fact("Section", SectionTitle(d.base, q.Section))
	var choices []item
	for _, c := range q.Choices {
		item := item{id: c.ID, text: c.Label, note: c.Help}
		for _, ref := range slices.Sorted(maps.Keys(c.Adds)) {
			if d.all {
				item.note = strings.TrimSpace(fmt.Sprintf("%s %s %s.", item.note, Signed(c.Adds[ref]), ref))
			}
		}
		if d.all && len(c.RulesOut) > 0 {
			item.note = strings.TrimSpace(item.note + " Rules out " + strings.Join(c.RulesOut, ", ") + ".")
		}
		choices = append(choices, item)
	}
	d.list("Choices", choices...)
	d.text("Asked when", Conditions(d.base, q.When)...)
	d.text("And when", Conditions(d.base, q.Or)...)
	if d.all {
		d.text("Essential to", strings.Join(q.Essential, ", "))
	}
}
