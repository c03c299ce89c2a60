package describe

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
)

func (d *describer) finding(f *knowledge.Finding) {
	words := &d.base.Words
	d.fact("Topic", title(words.Topics, f.Topic))
	d.fact("Verdict", title(words.Verdicts, f.Verdict))
	d.fact("Confidence", title(words.Confidences, f.Confidence))
	d.fact("Date", f.Date)
	if len(f.Sources) > 0 {
		d.fact("Best source", strings.TrimSuffix(title(words.SourceKinds, d.base.Grade(f)), " source"))
	}
	d.summary = f.Claim
	if f.FromReport() && len(d.base.Corrections(f.ID)) > 0 {
		d.summary = "The report says: " + f.Claim
	}
	if f.Reported != "" {
		d.summary = ""
		d.text("The report says", f.Reported)
		d.text("What holds", f.Claim)
	}
	var corrected []item
	for _, c := range d.base.Corrections(f.ID) {
		corrected = append(corrected, item{id: c.ID, text: c.Claim, note: title(words.Verdicts, c.Verdict) + ", " + c.Date,
			house: c.House})
		d.relate("corrected by", knowledge.KindCorrection, c.ID, c.Title, "")
	}
	d.list("Corrected", corrected...)
	d.text("Evidence", f.Evidence)
	if f.FromReport() {
		d.text("From the report", lineRange(f.Lines))
	}
	d.sources(f.Sources)
	var corrects []item
	for _, id := range f.Corrects {
		if c := d.base.Finding(id); c != nil {
			corrects = append(corrects, item{id: id, text: c.Title, note: c.Claim})
			d.relate("corrects", knowledge.KindFinding, id, c.Title, "")
		}
	}
	d.list("Corrects", corrects...)
	if !d.all {
		return
	}
	var rests []item
	for _, c := range d.base.Citations(f.ID) {
		rests = append(rests, item{text: c.Kind + " " + c.ID, note: c.What})
		d.relate("cited by", c.Kind, c.ID, c.What, "")
	}
	d.list("Rests on it", rests...)
}

func lineRange(lines []int) string {
	if lines[0] == lines[len(lines)-1] {
		return fmt.Sprintf("line %d", lines[0])
	}
	return fmt.Sprintf("lines %d to %d", lines[0], lines[len(lines)-1])
}

// sources adds pages, each with its address.
func (d *describer) sources(ids []string) {
	var items []item
	for _, id := range ids {
		s := d.base.Source(id)
		if s == nil {
			continue
		}
		items = append(items, item{text: s.Title, url: s.URL, note: title(d.base.Words.SourceKinds, s.Kind) + read(s)})
		d.relate("source", knowledge.KindSource, s.ID, s.Title, s.URL)
	}
	d.part(Pages, "Sources", items)
}

// findings adds what a thing rests on; all tells what each says, and where the report is wrong about it: a
// correction that stands among them, or was told already, is named only.
func (d *describer) findings(ids []string) {
	var out []item
	told := slices.Clone(ids)
	for _, id := range ids {
		f := d.base.Finding(id)
		if f == nil {
			continue
		}
		item := item{id: id, text: f.Title}
		corrections := d.base.Corrections(id)
		if len(corrections) > 0 {
			item.text += " (corrected)"
		}
		if i := slices.IndexFunc(f.Sources, func(s string) bool { return d.base.Source(s) != nil }); i >= 0 {
			item.url = d.base.Source(f.Sources[i]).URL
		}
		if d.all {
			item.note, item.url = f.Claim, ""
			for _, c := range corrections {
				if slices.Contains(told, c.ID) {
					item.note += fmt.Sprintf(" Corrected by [%s].", c.ID)
					continue
				}
				told = append(told, c.ID)
				item.note += fmt.Sprintf(" Corrected [%s]: %s", c.ID, c.Claim)
			}
		}
		out = append(out, item)
		d.cite(id)
	}
	d.list("Findings", out...)
}

func (d *describer) technology(t *knowledge.Technology) {
	d.summary = wording.Upper(t.What)
	d.fact("Also called", strings.Join(t.Aliases, ", "))
	d.options(t.Options)
	d.findings(t.Findings)
}

func (d *describer) practice(p *knowledge.Practice) {
	d.summary = p.Text
	d.fact("Topic", title(d.base.Words.Topics, p.Topic))
	when := Conditions(d.base, p.When)
	if len(when) == 0 {
		when = []string{"Always."}
	}
	d.text("Applies when", when...)
	d.findings(p.Findings)
}

// situation tells what to mind, what goes with it and what it rules out.
func (d *describer) situation(v *knowledge.Situation) {
	d.fact("Topic", title(d.base.Words.Topics, v.Topic))
	if d.all {
		d.fact("Also called", strings.Join(v.Words, ", "))
	}
	var mind, vetoes []item
	var sources, findings []string
	for _, m := range v.Mind {
		text := wording.Sentence(m.Title) + " " + m.Text
		if when := Conditions(d.base, m.When); len(when) > 0 {
			text += " Only when " + strings.Join(when, " and ") + "."
		}
		mind = append(mind, item{text: text, house: m.House})
		sources, findings = append(sources, m.Sources...), append(findings, m.Findings...)
	}
	for _, x := range v.Vetoes {
		d.cite(x.Finding)
		vetoes = append(vetoes, item{text: d.base.Option(x.Option).Title, note: x.Reason, finding: x.Finding, house: x.House})
	}
	for _, text := range v.RulesOut {
		vetoes = append(vetoes, item{text: text})
	}
	d.list("Mind", mind...)
	d.text("Goes with", Conditions(d.base, v.Expects)...)
	d.list("Rules out", vetoes...)
	d.findings(unique(findings))
	d.sources(unique(sources))
}

func unique(ids []string) []string {
	var out []string
	for _, id := range ids {
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

func (d *describer) snippet(s *knowledge.Snippet) {
	d.fact("Language", s.Language)
	d.code("Code", s.Language, strings.TrimSuffix(s.Code, "\n"))
	d.text("Applies when", Conditions(d.base, s.When)...)
	d.findings(s.Findings)
}

func (d *describer) pythonPackage(p *knowledge.PythonPackage) {
	d.summary = wording.Upper(p.What)
	if p.Stdlib {
		d.fact("Comes with", "Python")
	} else {
		d.fact("Installed by", "pip install "+p.ID)
	}
	d.fact("Imported as", strings.Join(p.Imports, ", "))
	crates := strings.Join(p.Crates, ", ")
	switch {
	case p.Keep:
		d.text("In Rust", "better left in Python")
		d.text("Moved anyway", crates)
	case crates != "":
		d.text("In Rust", crates)
	default:
		d.text("In Rust", "no crate needed, or none there")
	}
	d.text("Advice", p.Advice)
	d.options(p.Options)
	d.findings(p.Findings)
}

func (d *describer) source(s *knowledge.Source) {
	d.fact("Kind", title(d.base.Words.SourceKinds, s.Kind))
	d.fact("Seen", cmp.Or(s.Seen, "not yet"))
	d.text("Address", s.URL)
	var cited []item
	for _, f := range d.base.Citing(s.ID) {
		cited = append(cited, item{id: f.ID, text: f.Title})
		d.relate("cited by", knowledge.KindFinding, f.ID, f.Title, "")
	}
	d.list("Cited by", cited...)
}

// options adds the options a thing is or leads to.
func (d *describer) options(refs []string) {
	var out []item
	for _, ref := range refs {
		decision, _, _ := strings.Cut(ref, ".")
		o := d.base.Option(ref)
		if o == nil {
			continue
		}
		out = append(out, item{id: ref, text: o.Title, note: d.base.Decision(decision).Title, option: true})
		d.relate("option", knowledge.KindOption, ref, o.Title, "")
	}
	d.list("Options", out...)
}

// read tells when a source was last read.
func read(s *knowledge.Source) string {
	if s.Seen == "" {
		return ", not read yet"
	}
	return ", seen " + s.Seen
}
