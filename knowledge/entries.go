package knowledge

import (
	"slices"
	"strings"

	"rustadvisor/knowledge/search"
)

// Kinds of entries, as shown beside a hit.
const (
	KindDecision   = "decision"
	KindOption     = "option"
	KindCriterion  = "criterion"
	KindQuestion   = "question"
	KindTechnology = "technology"
	KindPackage    = "Python package"
	KindPractice   = "practice"
	KindSituation  = "situation"
	KindSnippet    = "snippet"
	KindFinding    = "finding"
	KindCorrection = "correction"
)

// Entries lists everything that can be found: what is decided first, then what is known. The order is stable: it is the
// order of the data within each kind.
func (b *Base) Entries() []search.Entry {
	var out []search.Entry
	out = append(out, b.decisionEntries()...)
	for i := range b.Questions {
		q := &b.Questions[i]
		text := q.Why
		for _, c := range q.Choices {
			if !c.Unsure { // every question offers it, so it would find them all
				text += " " + c.Label + ": " + c.Help
			}
		}
		out = append(out, search.Entry{Kind: KindQuestion, ID: q.ID, Title: q.Title, Text: text, Aliases: some(q.Short)})
	}
	for _, t := range b.Technologies {
		out = append(out, search.Entry{Kind: KindTechnology, ID: t.ID, Title: t.Name, Text: t.What, Aliases: t.Aliases})
	}
	out = append(out, b.PackageEntries()...)
	out = append(out, b.SituationEntries()...)
	for _, p := range b.Practices {
		out = append(out, search.Entry{Kind: KindPractice, ID: p.ID, Title: p.Title, Text: p.Text})
	}
	for i := range b.Snippets {
		out = append(out, b.Snippets[i].entry())
	}
	return append(out, b.findingEntries()...)
}

// decisionEntries lists the decisions, then all options, then all criteria: an option is what most searches look for.
func (b *Base) decisionEntries() []search.Entry {
	var decisions, options, criteria []search.Entry
	for _, d := range b.Decisions {
		decisions = append(decisions, search.Entry{Kind: KindDecision, ID: d.ID, Title: d.Title, Text: d.Asks})
		for _, o := range d.Options {
			text := o.Summary + " " + strings.Join(sortedKeys(o.Crates), " ")
			options = append(options, search.Entry{Kind: KindOption, ID: d.ID + "." + o.ID, Title: o.Title, Text: text,
				Aliases: some(o.ID)})
		}
		for _, c := range d.Criteria {
			criteria = append(criteria, search.Entry{Kind: KindCriterion, ID: d.ID + "." + c.ID, Title: c.Title,
				Text: scaleText(c.Scale)})
		}
	}
	return append(append(decisions, options...), criteria...)
}

// findingEntries lists what was found, then what corrects it.
func (b *Base) findingEntries() []search.Entry {
	var findings, corrections []search.Entry
	for _, f := range b.Findings {
		if len(f.Corrects) > 0 {
			text := strings.Join([]string{f.Claim, f.Reported, f.Evidence}, " ")
			corrections = append(corrections, search.Entry{Kind: KindCorrection, ID: f.ID, Title: f.Title, Text: text})
			continue
		}
		findings = append(findings, search.Entry{Kind: KindFinding, ID: f.ID, Title: f.Title, Text: f.Claim,
			Aliases: f.Covers})
	}
	return append(findings, corrections...)
}

func (p *PythonPackage) entry() search.Entry {
	text := strings.Join([]string{p.What, strings.Join(p.Crates, " "), p.Advice}, " ")
	return search.Entry{Kind: KindPackage, ID: p.ID, Title: p.Name(), Text: text,
		Aliases: slices.Concat(p.Imports, p.Names)}
}

// scaleText joins what the values of a scale mean, from the worst to the best.
func scaleText(scale map[string]string) string {
	var parts []string
	for _, value := range []string{"-2", "-1", "0", "1", "2"} {
		if scale[value] != "" {
			parts = append(parts, scale[value])
		}
	}
	return strings.Join(parts, " ")
}

// some is the list of one name, or of none when it is empty.
func some(name string) []string {
	if name == "" {
		return nil
	}
	return []string{name}
}
