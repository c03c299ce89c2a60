package cli

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"rustadvisor/knowledge"
)

// sheetOf tells all about one thing.
func sheetOf(b *knowledge.Base, r record) *sheet {
	s := &sheet{record: r, base: b}
	switch v := r.thing.(type) {
	case *knowledge.Decision:
		s.decision(v)
	case *knowledge.Option:
		s.option(v)
	case *knowledge.Criterion:
		s.criterion(v)
	case *knowledge.Question:
		s.question(v)
	case *knowledge.Finding:
		s.finding(v)
	case *knowledge.Technology:
		s.summary = v.What
		s.add("Also called", strings.Join(v.Aliases, ", "))
		s.options(v.Options)
		s.findings(v.Findings)
	case *knowledge.Practice:
		s.summary = v.Text
		s.add("When", conditions(v.When)...)
		s.findings(v.Findings)
	case *knowledge.Situation:
		s.situation(v)
	case *knowledge.Snippet:
		s.add("When", conditions(v.When)...)
		s.add("Code", strings.Split(strings.TrimSuffix(v.Code, "\n"), "\n")...)
		s.findings(v.Findings)
	case *knowledge.PythonPackage:
		s.pythonPackage(v)
	case *knowledge.Source:
		s.source(v)
	}
	return s
}

func (s *sheet) decision(d *knowledge.Decision) {
	s.summary = d.Asks
	var options, criteria []string
	for i := range d.Options {
		o := &d.Options[i]
		r := record{House: o.House, Title: o.Title, thing: o}
		options = append(options, fmt.Sprintf("%s: %s, %s", o.ID, r.title(), o.Ring))
		s.relate("option", knowledge.KindOption, d.ID+"."+o.ID, o.Title, "")
	}
	for _, c := range d.Criteria {
		criteria = append(criteria, fmt.Sprintf("%s: %s%s", c.ID, c.Title, prior(c.Prior)))
		s.relate("criterion", knowledge.KindCriterion, d.ID+"."+c.ID, c.Title, "")
	}
	s.add("Needed when", s.needs(d.Needs)...)
	s.add("Options", options...)
	s.add("Measured by", criteria...)
	s.add("On a tie", strings.Join(d.TieBreak, ", "))
	s.add("If none stands", d.Fallback)
}

func prior(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(" (weighs %+d before any answer)", n)
}

func (s *sheet) option(o *knowledge.Option) {
	decision, _, _ := strings.Cut(s.ID, ".")
	d := s.base.Decision(decision)
	s.summary = o.Summary
	s.relate("decision", knowledge.KindDecision, d.ID, d.Title, "")
	s.add("Decision", d.Title)
	s.add("Banned", o.Banned)
	s.add("Ring", termed(s.base.Words.Rings, o.Ring))
	var fits []string
	for _, c := range d.Criteria {
		if f, ok := o.Fit[c.ID]; ok {
			s.cite(f.Finding)
			fits = append(fits, fmt.Sprintf("%+d  %s: %s [%s]%s", f.Value, c.Title, fitNote(c, f), f.Finding, byHouse(f.House)))
		}
	}
	s.add("Needs", s.needs(o.Needs)...)
	s.add("Fit", fits...)
	s.add("Together", s.constraints()...)
	s.add("Crates", crates(o.Crates)...)
	s.add("Rust", o.Rust)
	s.add("Confirm", o.Confirm)
	s.add("To leave it", o.Reversal)
	s.add("Never picked", o.Unreachable)
	s.findings(o.Findings)
}

// needs words what must be answered, with the reason.
func (s *sheet) needs(needs []knowledge.Need) []string {
	var out []string
	for _, n := range needs {
		s.cite(n.Finding)
		text := fmt.Sprintf("%s: %s. %s [%s]%s", n.Question, knowledge.Listed(n.In, "or"), n.Reason, n.Finding, byHouse(n.House))
		if when := conditions(n.When); len(when) > 0 {
			text += " Only when " + strings.Join(when, " and ") + "."
		}
		out = append(out, text)
	}
	return out
}

// constraints words what binds the option to others.
func (s *sheet) constraints() []string {
	var out []string
	for _, f := range s.base.Forbids {
		if slices.Contains(f.Options, s.ID) {
			out = append(out, fmt.Sprintf("not with %s: %s [%s]%s", other(f.Options, s.ID), f.Reason, f.Finding, byHouse(f.House)))
		}
	}
	for _, r := range s.base.Requires {
		if r.Option == s.ID {
			out = append(out, fmt.Sprintf("only with %s: %s [%s]%s", knowledge.Listed(r.Needs, "or"), r.Reason, r.Finding, byHouse(r.House)))
		} else if slices.Contains(r.Needs, s.ID) {
			out = append(out, fmt.Sprintf("serves %s: %s [%s]%s", r.Option, r.Reason, r.Finding, byHouse(r.House)))
		}
	}
	for _, y := range s.base.Synergies {
		if slices.Contains(y.Options, s.ID) {
			out = append(out, fmt.Sprintf("+%d with %s: %s [%s]%s", y.Points, other(y.Options, s.ID), y.Reason, y.Finding, byHouse(y.House)))
		}
	}
	return out
}

func other(two []string, one string) string {
	if two[0] == one {
		return two[1]
	}
	return two[0]
}

func (s *sheet) criterion(c *knowledge.Criterion) {
	decision, _, _ := strings.Cut(s.ID, ".")
	d := s.base.Decision(decision)
	s.relate("decision", knowledge.KindDecision, d.ID, d.Title, "")
	s.add("Decision", d.Title)
	s.add("Weighs", fmt.Sprintf("%+d before any answer", c.Prior))
	var scale, raised, fits []string
	for _, value := range []string{"-2", "-1", "0", "1", "2"} {
		if c.Scale[value] != "" {
			scale = append(scale, fmt.Sprintf("%2s  %s", value, c.Scale[value]))
		}
	}
	for _, q := range s.base.Questions {
		for _, choice := range q.Choices {
			if n := choice.Adds[s.ID]; n != 0 {
				raised = append(raised, fmt.Sprintf("%+d  %s = %s", n, q.ID, choice.ID))
			}
		}
	}
	for _, o := range d.Options {
		if f, ok := o.Fit[c.ID]; ok {
			s.cite(f.Finding)
			fits = append(fits, fmt.Sprintf("%+d  %s: %s [%s]%s", f.Value, o.Title, fitNote(*c, f), f.Finding, byHouse(f.House)))
		}
	}
	s.add("Scale", scale...)
	s.add("Answers add", raised...)
	s.add("Options", fits...)
}

func (s *sheet) question(q *knowledge.Question) {
	s.summary = q.Why
	s.add("Section", sectionTitle(s.base, q.Section))
	s.add("Asked when", conditions(q.When)...)
	s.add("Essential to", strings.Join(q.Essential, ", "))
	var choices []string
	for _, c := range q.Choices {
		text := c.ID + ": " + explained(c)
		for _, ref := range slices.Sorted(maps.Keys(c.Adds)) {
			text += fmt.Sprintf(" %+d %s.", c.Adds[ref], ref)
		}
		choices = append(choices, text)
	}
	s.add("Choices", choices...)
}

func (s *sheet) finding(f *knowledge.Finding) {
	s.summary = f.Claim
	if f.FromReport() && len(s.base.Corrections(f.ID)) > 0 {
		s.summary = "The report says: " + f.Claim
	}
	if f.Reported != "" {
		s.summary = "The report says: " + f.Reported + " Corrected: " + f.Claim
		s.add("Verdict", termed(s.base.Words.Verdicts, f.Verdict))
	}
	var corrected []string
	for _, c := range s.base.Corrections(f.ID) {
		corrected = append(corrected, fmt.Sprintf("[%s, %s, %s] %s%s", c.ID, c.Verdict, c.Date, c.Claim, byHouse(c.House)))
		s.relate("corrected by", knowledge.KindCorrection, c.ID, c.Title, "")
	}
	s.add("Corrected", corrected...)
	s.add("Confidence", fmt.Sprintf("%s; best source: %s", f.Confidence, s.base.Grade(f)))
	s.add("Date", f.Date)
	s.add("Topic", termed(s.base.Words.Topics, f.Topic))
	if f.FromReport() {
		s.add("Report", "lines "+strings.Trim(strings.ReplaceAll(fmt.Sprint(f.Lines), " ", "-"), "[]"))
	}
	s.add("Evidence", f.Evidence)
	var sources []string
	for _, id := range f.Sources {
		src := s.base.Source(id)
		sources = append(sources, fmt.Sprintf("%s <%s> (%s, seen %s)", src.Title, src.URL, src.Kind, src.Seen))
		s.relate("source", knowledge.KindSource, src.ID, src.Title, src.URL)
	}
	if len(sources) == 0 && f.FromReport() {
		sources = []string{"the report gives none"}
	}
	s.add("Sources", sources...)
	var corrects []string
	for _, id := range f.Corrects {
		c := s.base.Finding(id)
		corrects = append(corrects, fmt.Sprintf("[%s] %s", id, c.Claim))
		s.relate("corrects", knowledge.KindFinding, id, c.Title, "")
	}
	s.add("Corrects", corrects...)
	var rests []string
	for _, c := range s.base.Citations(f.ID) {
		rests = append(rests, fmt.Sprintf("%s %s: %s", c.Kind, c.ID, c.What))
		s.relate("cited by", c.Kind, c.ID, c.What, "")
	}
	s.add("Rests on it", rests...)
}

func (s *sheet) pythonPackage(p *knowledge.PythonPackage) {
	s.summary = p.What
	instead := strings.Join(p.Crates, ", ")
	if p.Keep {
		instead = strings.TrimPrefix(instead+"; better left in Python", "; ")
	}
	if instead == "" {
		instead = "no crate: Rust's own library, or nothing"
	}
	s.add("Crates", instead)
	s.add("Advice", p.Advice)
	s.add("Imported as", strings.Join(p.Imports, ", "))
	if p.Stdlib {
		s.add("Comes with", "Python")
	}
	s.options(p.Options)
	s.findings(p.Findings)
}

func (s *sheet) source(src *knowledge.Source) {
	s.add("Address", src.URL)
	s.add("Kind", termed(s.base.Words.SourceKinds, src.Kind))
	s.add("Seen", src.Seen)
	var cited []string
	for _, f := range s.base.Citing(src.ID) {
		cited = append(cited, f.ID+": "+f.Title)
		s.relate("cited by", knowledge.KindFinding, f.ID, f.Title, "")
	}
	s.add("Cited by", cited...)
}

// options adds the options a thing is or leads to.
func (s *sheet) options(refs []string) {
	var out []string
	for _, ref := range refs {
		o := s.base.Option(ref)
		out = append(out, ref+": "+o.Title)
		s.relate("option", knowledge.KindOption, ref, o.Title, "")
	}
	s.add("Options", out...)
}

// findings adds what a thing rests on, and where the report is wrong about it; a correction that stands among them, or was
// told already, is named only.
func (s *sheet) findings(ids []string) {
	var out []string
	told := slices.Clone(ids)
	for _, id := range ids {
		f := s.base.Finding(id)
		text := fmt.Sprintf("[%s] %s", id, f.Claim)
		for _, c := range s.base.Corrections(id) {
			if slices.Contains(told, c.ID) {
				text += fmt.Sprintf(" Corrected by [%s].", c.ID)
				continue
			}
			told = append(told, c.ID)
			text += fmt.Sprintf(" Corrected [%s]: %s", c.ID, c.Claim)
		}
		out = append(out, text)
		s.cite(id)
	}
	s.add("Findings", out...)
}

// cite relates a finding, once.
func (s *sheet) cite(id string) {
	f := s.base.Finding(id)
	if f == nil || slices.ContainsFunc(s.related, func(r relation) bool { return r.Relation == "finding" && r.ID == id }) {
		return
	}
	s.relate("finding", knowledge.KindFinding, id, f.Title, "")
}

// fitNote is how an option does on a criterion, in words.
func fitNote(c knowledge.Criterion, f knowledge.Fit) string {
	if f.Note != "" {
		return f.Note
	}
	if text := c.Scale[fmt.Sprint(f.Value)]; text != "" {
		return text
	}
	return "as the finding says"
}

func byHouse(house bool) string {
	if house {
		return knowledge.ByHouse
	}
	return ""
}

// situation tells what to mind, what goes with it and what it rules out.
func (s *sheet) situation(v *knowledge.Situation) {
	s.add("Also called", strings.Join(v.Words, ", "))
	var mind, vetoes []string
	for _, m := range v.Mind {
		text := knowledge.Sentence(m.Title) + " " + m.Text + byHouse(m.House)
		if when := conditions(m.When); len(when) > 0 {
			text += " Only when " + strings.Join(when, " and ") + "."
		}
		mind = append(mind, text)
		for _, id := range m.Sources {
			if from := s.base.Source(id); from != nil {
				s.relate("source", knowledge.KindSource, id, from.Title, "")
			}
		}
		s.findings(m.Findings)
	}
	for _, x := range v.Vetoes {
		s.cite(x.Finding)
		vetoes = append(vetoes, x.Option+": "+x.Reason+byHouse(x.House))
	}
	s.add("Mind", mind...)
	s.add("Goes with", conditions(v.Expects)...)
	s.add("Rules out", append(vetoes, v.RulesOut...)...)
}

func conditions(when []knowledge.Condition) []string {
	var out []string
	for _, c := range when {
		if len(c.Situation) > 0 {
			out = append(out, knowledge.Listed(c.Situation, "or")+" is ticked")
			continue
		}
		out = append(out, c.Question+c.Decision+" is "+knowledge.Listed(c.In, "or"))
	}
	return out
}

func crates(m map[string]knowledge.Crate) []string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(m)) {
		out = append(out, m[name].Line(name))
	}
	return out
}

// termed is a word of a closed list with what it means.
func termed(terms []knowledge.Term, id string) string {
	for _, t := range terms {
		if t.ID == id && t.Help != "" {
			return t.Title + ": " + t.Help
		}
		if t.ID == id {
			return t.Title
		}
	}
	return id
}
