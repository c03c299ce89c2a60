package knowledge

import (
	"fmt"
	"slices"
	"strings"

	"rustadvisor/knowledge/strict"
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

// Aged is something with a date that has passed.
type Aged struct {
	Kind  string // finding, correction, source, practice or option
	ID    string
	Topic string // the finding's, by title; "Sources", "Practices" and "Options" for those
	Title string
	Date  string // YYYY-MM-DD
}

// Stale lists what was last found true, or seen, before a day (YYYY-MM-DD). What the report states does not age,
// for it only says what stands there, nor do the pages that it alone cites. What rests on such statements does:
// practices all of whose findings are statements, and options with fits that have no other finding, are as old as
// the statement. Topics stand in the order of the vocabulary, then practices, options and sources, the oldest first
// within each.
func (b *Base) Stale(before string) []Aged {
	var out []Aged
	for _, topic := range b.Words.Topics {
		var aged []Aged
		for i := range b.Findings {
			f := &b.Findings[i]
			if f.Topic != topic.ID || f.Date >= before || f.FromReport() {
				continue
			}
			kind := KindFinding
			if len(f.Corrects) > 0 {
				kind = KindCorrection
			}
			aged = append(aged, Aged{kind, f.ID, topic.Title, f.Title, f.Date})
		}
		out = append(out, oldestFirst(aged)...)
	}
	out = append(out, oldestFirst(b.stalePractices(before))...)
	out = append(out, oldestFirst(b.staleOptions(before))...)
	return append(out, oldestFirst(b.staleSources(before))...)
}

// stalePractices are those that rest on statements of the report alone.
func (b *Base) stalePractices(before string) (aged []Aged) {
	for i := range b.Practices {
		p := &b.Practices[i]
		if date, only := b.stated(p.Findings); only && date < before {
			aged = append(aged, Aged{KindPractice, p.ID, "Practices", p.Title, date})
		}
	}
	return aged
}

// staleOptions are those with fits that rest on a statement of the report; their title names the criteria.
func (b *Base) staleOptions(before string) (aged []Aged) {
	for _, d := range b.Decisions {
		for _, o := range d.Options {
			oldest, criteria := "", []string(nil)
			for _, c := range sortedKeys(o.Fit) {
				date, only := b.stated([]string{o.Fit[c].Finding})
				if !only || date >= before {
					continue
				}
				if oldest == "" || date < oldest {
					oldest = date
				}
				criteria = append(criteria, c)
			}
			if len(criteria) > 0 {
				title := o.Title + ": " + strings.Join(criteria, ", ")
				aged = append(aged, Aged{KindOption, d.ID + "." + o.ID, "Options", title, oldest})
			}
		}
	}
	return aged
}

// stated tells whether all findings are statements of the report that nothing corrects, and of when the newest is.
func (b *Base) stated(findings []string) (newest string, only bool) {
	for _, id := range findings {
		f := b.Finding(id)
		if f == nil || !f.FromReport() || len(b.Corrections(id)) > 0 {
			return "", false
		}
		newest = max(newest, f.Date)
	}
	return newest, len(findings) > 0
}

// Unread counts the sources that nobody has read for this base. They are named by a finding, and do not age.
func (b *Base) Unread() (n int) {
	for _, s := range b.Sources {
		if s.Seen == "" {
			n++
		}
	}
	return n
}

// staleSources are those that something else than a statement of the report rests on.
func (b *Base) staleSources(before string) (aged []Aged) {
	for _, s := range b.Sources {
		if s.Seen == "" || s.Seen >= before {
			continue
		}
		citing := b.Citing(s.ID)
		if len(citing) == 0 || slices.ContainsFunc(citing, func(f *Finding) bool { return !f.FromReport() }) {
			aged = append(aged, Aged{KindSource, s.ID, "Sources", s.Title, s.Seen})
		}
	}
	return aged
}

func oldestFirst(aged []Aged) []Aged {
	slices.SortStableFunc(aged, func(a, b Aged) int { return strings.Compare(a.Date, b.Date) })
	return aged
}

func (l *loader) checkFindings() {
	for i := range l.base.Findings {
		l.checkFinding(&l.base.Findings[i])
	}
	kinds := termIDs(l.base.Words.SourceKinds)
	for _, s := range l.base.Sources {
		at := l.place["source "+s.ID]
		l.known(at.file, at.path+".kind", "source kind", s.Kind, kinds)
		web := strings.HasPrefix(s.URL, "https://") || strings.HasPrefix(s.URL, "http://")
		if !web || s.Title == "" || s.Seen != "" && !isDate(s.Seen) {
			l.fault(at.file, at.path, "give url and title, and seen as YYYY-MM-DD where it was read",
				"source %q is incomplete", s.ID)
		}
	}
}

func (l *loader) checkFinding(f *Finding) {
	kind := "finding"
	at, ok := l.place["finding "+f.ID]
	if correction, also := l.place["correction "+f.ID]; also {
		if ok {
			l.fault(correction.file, correction.path, "give one of them another id", "finding %q stands already at %s:%d", f.ID,
				at.file, l.where[at.file].Of(at.path))
			return
		}
		kind, at = "correction", correction
	}
	if (kind == "correction") != (len(f.Corrects) > 0) {
		l.fault(at.file, at.path, "write [[correction]] with corrects, or [[finding]] without",
			"%s %q corrects %d findings", kind, f.ID, len(f.Corrects))
	}
	w := &l.base.Words
	l.known(at.file, at.path, "topic", f.Topic, termIDs(w.Topics))
	l.known(at.file, at.path+".confidence", "confidence", f.Confidence, termIDs(w.Confidences))
	if f.Claim == "" || !isDate(f.Date) {
		l.fault(at.file, at.path, "add claim and date = \"YYYY-MM-DD\"", "%s %q lacks its claim or date", kind, f.ID)
	}
	for _, s := range f.Sources {
		l.among(l.base.sources, at.file, at.path+".sources", "source", s)
	}
	if len(f.Sources) == 0 && !f.FromReport() && f.Evidence == "" {
		l.fault(at.file, at.path, "name a source, or say in evidence what it rests on",
			"%s %q has no source and is not the report's", kind, f.ID)
	}
	for _, c := range f.Corrects {
		l.knownFinding(at.file, at.path+".corrects", c)
	}
	if kind == "correction" {
		l.known(at.file, at.path+".verdict", "verdict", f.Verdict, termIDs(w.Verdicts))
		if f.Reported == "" {
			l.fault(at.file, at.path, "add reported", "correction %q does not say what the report says", f.ID)
		}
	}
}

// checkStatements checks practices, phases, risks and KPIs, which apply when their conditions hold.
func (l *loader) checkStatements() {
	b := l.base
	one := func(file, path string, when []Condition, findings []string) {
		l.checkWhen(file, path+".when", when, len(b.Questions), true)
		for _, f := range findings {
			l.knownFinding(file, path+".findings", f)
		}
	}
	for _, p := range b.Practices {
		at := l.place["practice "+p.ID]
		one(at.file, at.path, p.When, p.Findings)
		l.lacks(at.file, at.path, "practice", p.ID, "title", p.Title, "text", p.Text)
	}
	const file = "plan.toml"
	named(l, file, "phase", b.Phases, func(p *Phase) (id, text string) { return p.ID, p.Title })
	for i, p := range b.Phases {
		path := strict.Element("phase", i)
		one(file, path, p.When, p.Findings)
		if len(p.Weeks) != 2 || p.Weeks[0] > p.Weeks[1] {
			l.fault(file, path+".weeks", "write weeks = [first, last]", "phase %q has no weeks", p.ID)
		} else if p.Weeks[0] < 1 || p.Weeks[1] > lastWeek {
			mend := fmt.Sprintf("use weeks from 1 to %d", lastWeek)
			l.fault(file, path+".weeks", mend, "phase %q lasts from week %d to %d", p.ID, p.Weeks[0], p.Weeks[1])
		}
		for j, t := range p.Tasks {
			at := strict.Element(path+".task", j)
			one(file, at, t.When, t.Findings)
			if t.Text == "" {
				l.fault(file, at, "add text", "a task has no text")
			}
		}
	}
	named(l, file, "risk", b.Risks, func(r *Risk) (id, text string) { return r.ID, r.Title })
	for i, r := range b.Risks {
		path := strict.Element("risk", i)
		one(file, path, r.When, r.Findings)
		l.lacks(file, path, "risk", r.ID, "title", r.Title, "mitigation", r.Mitigation)
	}
	named(l, file, "kpi", b.KPIs, func(k *KPI) (id, text string) { return k.ID, k.Title })
	for i, k := range b.KPIs {
		path := strict.Element("kpi", i)
		one(file, path, k.When, k.Findings)
		l.lacks(file, path, "KPI", k.ID, "title", k.Title, "target", k.Target)
	}
}
