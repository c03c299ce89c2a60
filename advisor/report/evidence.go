package report

import (
	"slices"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
)

// evidence lists the cited findings by number: first those that were checked, with confidence, grade, date and sources,
// corrected ones with both sides; then, folded, what is the report's word alone. In short it names the sources only.
func (r *renderer) evidence() []doc.Block {
	if len(r.cited) == 0 {
		return nil
	}
	var checked, claims []doc.Line
	for i, f := range r.cited {
		switch {
		case r.brief:
			var of doc.Line
			if len(f.Corrects) == 0 { // a correction is called by what it mends, which is of use with its text alone
				of = doc.Of(open(f.Title), ": ")
			}
			checked = append(checked, doc.Of(of, r.best(f), " ", doc.Aside("(", f.Date, ")")))
		case unchecked(f):
			claims = append(claims, doc.Of(claim(f)))
		default:
			checked = append(checked, r.entry(i))
		}
	}
	var p page
	p.heading("Evidence")
	p.listed(doc.Numbered, "", checked...)
	if len(claims) > 0 {
		p.add(doc.Details{Summary: doc.Of("Claims of the report that this knowledge began with, unchecked"),
			Blocks: []doc.Block{doc.List{Form: doc.Numbered, From: len(checked) + 1, Items: claims}}})
	}
	return p.blocks
}

// best links to one of the sources of a finding.
func (r *renderer) best(f *advisor.Cited) doc.Line {
	s := r.bestSource(f)
	return doc.Linked(open(s.Title), s.URL)
}

// bestSource is one of the sources of a finding: a primary one, of several the one that speaks of a picked crate, at
// best of a pick that rests on the finding.
func (r *renderer) bestSource(f *advisor.Cited) knowledge.Source {
	worth := func(s knowledge.Source) int {
		if s.Kind != primary {
			return 0
		}
		text, most := strings.ToLower(s.Title+" "+s.URL), 1
		for i := range r.advice.Decisions {
			switch d := &r.advice.Decisions[i]; {
			case !d.Due() || !namesCrate(text, d.Option):
			case slices.Contains(bearing(d), f.ID):
				return 3
			default:
				most = 2
			}
		}
		return most
	}
	return slices.MaxFunc(f.From, func(a, b knowledge.Source) int { return worth(a) - worth(b) })
}

// namesCrate tells that a text names a crate of an option.
func namesCrate(text string, o *knowledge.Option) bool {
	for name := range o.Crates {
		if strings.Contains(text, name) {
			return true
		}
	}
	return false
}

// mark is what a number is given to: a finding or, where it is told by its source alone, that.
func (r *renderer) mark(f *advisor.Cited) string {
	if r.brief && len(f.Corrects) > 0 {
		return r.bestSource(f).URL
	}
	return f.ID
}

// entry is a finding that was cited, with how good the evidence is, its sources, and what corrects it.
func (r *renderer) entry(i int) doc.Line {
	f := r.cited[i]
	told := map[string]int{} // correction -> the number under which its text stands
	for at, other := range r.cited {
		if len(other.Corrects) > 0 {
			told[other.ID] = at + 1
		}
		for _, c := range other.Corrections {
			if at < i && told[c.ID] == 0 {
				told[c.ID] = at + 1
			}
		}
	}
	return doc.Of(claim(f), doc.NewLine(), doc.Aside("(", grade(f.Finding, f.Grade), ")"), sources(f.From),
		r.corrected(f, i+1, told))
}

// claim is what the finding says; a correction names what the report says first.
func claim(f *advisor.Cited) doc.Line {
	switch {
	case !quotesReport(f):
		return doc.Of(wording.Sentence(f.Claim))
	case len(f.Corrects) > 0 && f.Reported != "":
		return doc.Of("The report says: ", wording.Sentence(f.Reported), verdict(f.Finding), wording.Sentence(f.Claim))
	}
	return doc.Of("The report says: ", wording.Sentence(f.Claim))
}

// quotesReport tells whether a finding is told by what the report says.
func quotesReport(f *advisor.Cited) bool {
	return len(f.Corrects) > 0 && f.Reported != "" || len(f.Corrections) > 0
}

// corrected is what overrides a claim. One correction may mend many claims: its text is told once, then referred to.
func (r *renderer) corrected(f *advisor.Cited, entry int, told map[string]int) doc.Line {
	var out doc.Line
	for _, c := range f.Corrections {
		if told[c.ID] != 0 {
			out = doc.Of(out, verdict(c), "see", doc.Inline{Kind: doc.Citation, Numbers: []int{told[c.ID]}}, ".")
			continue
		}
		told[c.ID] = entry
		from, kind := []knowledge.Source(nil), ""
		if known := r.find(c.ID); known != nil {
			from, kind = known.From, known.Grade
		}
		out = doc.Of(out, verdict(c), wording.Sentence(c.Claim), doc.NewLine(), doc.Aside("(", grade(c, kind), ")"),
			sources(from))
	}
	return out
}

// verdict leads from what the report says to what is right.
func verdict(c *knowledge.Finding) doc.Line {
	word := "Corrected"
	if c.Verdict == "confirmed" {
		word = "Confirmed"
	}
	return doc.Of(doc.NewLine(), doc.Bold(word), ": ")
}

// grade is confidence, kind of source and date; an unknown kind is left out.
func grade(f *knowledge.Finding, kind string) doc.Line {
	var out []doc.Line
	switch f.Confidence {
	case "", "none":
	case "certain":
		out = append(out, doc.Of("certain"))
	default:
		out = append(out, doc.Of(f.Confidence, " confidence"))
	}
	switch kind {
	case "":
	case "none":
		if f.Evidence == "" {
			out = append(out, doc.Of("no source given"))
		}
	case "anecdote":
		out = append(out, doc.Of("anecdote"))
	default:
		out = append(out, doc.Of(kind, " source"))
	}
	if f.Date != "" {
		out = append(out, doc.Of(f.Date))
	}
	return doc.Joined(out, ", ")
}

// sources are links, those to the web only, a line each.
func sources(from []knowledge.Source) doc.Line {
	var out doc.Line
	for i, s := range from {
		if i > 0 {
			out = doc.Of(out, ",")
		}
		out = doc.Of(out, doc.NewLine(), doc.Linked(open(s.Title), s.URL))
	}
	return out
}
