package knowledge

import (
	"slices"
	"strings"
)

// Aged is something with a date that has passed.
type Aged struct {
	Kind      string // finding, correction or source
	ID        string
	Topic     string // the finding's, by title; "Sources" for those
	Title     string
	Date      string   // YYYY-MM-DD
	Corrected []string // ids of corrections that have not aged themselves: they speak for the finding
}

// Stale lists the findings, corrections and sources that were last found true, or seen, before a day (YYYY-MM-DD): topics in
// the order of the vocabulary, sources last, the oldest first within each.
func (b *Base) Stale(before string) []Aged {
	var out []Aged
	for _, topic := range b.Words.Topics {
		var aged []Aged
		for i := range b.Findings {
			f := &b.Findings[i]
			if f.Topic != topic.ID || f.Date >= before {
				continue
			}
			kind := KindFinding
			if len(f.Corrects) > 0 {
				kind = KindCorrection
			}
			aged = append(aged, Aged{kind, f.ID, topic.Title, f.Title, f.Date, b.freshCorrections(f.ID, before)})
		}
		out = append(out, oldestFirst(aged)...)
	}
	var sources []Aged
	for _, s := range b.Sources {
		if s.Seen < before {
			sources = append(sources, Aged{KindSource, s.ID, "Sources", s.Title, s.Seen, nil})
		}
	}
	return append(out, oldestFirst(sources)...)
}

func (b *Base) freshCorrections(finding, before string) []string {
	var fresh []string
	for _, c := range b.Corrections(finding) {
		if c.Date >= before {
			fresh = append(fresh, c.ID)
		}
	}
	return fresh
}

func oldestFirst(aged []Aged) []Aged {
	slices.SortStableFunc(aged, func(a, b Aged) int { return strings.Compare(a.Date, b.Date) })
	return aged
}
