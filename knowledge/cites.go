package knowledge

import (
	"fmt"
	"slices"
	"strings"
)

// KindSource is the kind of a source where entries of all kinds stand together.
const KindSource = "source"

// Citation is a place that rests on a finding.
type Citation struct {
	Kind string // one of the Kind constants, or "fit", "need", "constraint", "phase", "risk", "KPI"
	ID   string // of the entry that cites; options and what is said of them as "decision.option"
	What string // what rests on the finding, a few words
}

// Citations lists what rests on a finding, in the order of the base: fits and needs first, since they move picks.
func (b *Base) Citations(finding string) []Citation {
	c := citer{finding: finding}
	for _, d := range b.Decisions {
		c.needs(d.ID, d.Needs)
		for _, o := range d.Options {
			c.option(&d, &o)
		}
	}
	for _, f := range b.Forbids {
		c.one(f.Finding, "constraint", f.Options[0], "does not stand with "+f.Options[1])
	}
	for _, r := range b.Requires {
		c.one(r.Finding, "constraint", r.Option, "requires "+strings.Join(r.Needs, " or "))
	}
	for _, s := range b.Synergies {
		c.one(s.Finding, "constraint", s.Options[0], fmt.Sprintf("gains %d with %s", s.Points, s.Options[1]))
	}
	for _, p := range b.Practices {
		c.any(p.Findings, KindPractice, p.ID, p.Title)
	}
	for _, s := range b.Situations {
		for _, v := range s.Vetoes {
			c.one(v.Finding, "veto", v.Option, "ruled out: "+s.Label)
		}
		for _, m := range s.Mind {
			c.any(m.Findings, KindSituation, s.ID, m.Title)
		}
	}
	for _, p := range b.Phases {
		c.any(p.Findings, "phase", p.ID, p.Title)
		for _, t := range p.Tasks {
			c.any(t.Findings, "phase", p.ID, t.Text)
		}
	}
	for _, r := range b.Risks {
		c.any(r.Findings, "risk", r.ID, r.Title)
	}
	for _, k := range b.KPIs {
		c.any(k.Findings, "KPI", k.ID, k.Title)
	}
	for _, s := range b.Snippets {
		c.any(s.Findings, KindSnippet, s.ID, s.Title)
	}
	for _, t := range b.Technologies {
		c.any(t.Findings, KindTechnology, t.ID, t.Name)
	}
	for _, p := range b.Packages {
		c.any(p.Findings, KindPackage, p.ID, p.What)
	}
	return c.found
}

// citer collects what cites one finding.
type citer struct {
	finding string
	found   []Citation
}

func (c *citer) one(finding, kind, id, what string) {
	if finding == c.finding {
		c.found = append(c.found, Citation{kind, id, what})
	}
}

// any adds an entry that names the finding among others.
func (c *citer) any(findings []string, kind, id, what string) {
	if slices.Contains(findings, c.finding) {
		c.one(c.finding, kind, id, what)
	}
}

func (c *citer) option(d *Decision, o *Option) {
	ref := d.ID + "." + o.ID
	for _, criterion := range d.Criteria {
		if fit, ok := o.Fit[criterion.ID]; ok {
			c.one(fit.Finding, "fit", ref, fmt.Sprintf("%+d on %s", fit.Value, criterion.Title))
		}
	}
	c.needs(ref, o.Needs)
	c.any(o.Findings, KindOption, ref, o.Title)
}

func (c *citer) needs(id string, needs []Need) {
	for _, n := range needs {
		c.one(n.Finding, "need", id, fmt.Sprintf("%s is %s", n.Question, strings.Join(n.In, " or ")))
	}
}

// Citing lists the findings that name a source, in the order of the files.
func (b *Base) Citing(source string) []*Finding {
	var out []*Finding
	for i := range b.Findings {
		if slices.Contains(b.Findings[i].Sources, source) {
			out = append(out, &b.Findings[i])
		}
	}
	return out
}
