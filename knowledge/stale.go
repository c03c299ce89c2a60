package knowledge

import (
	"slices"
	"strings"
)

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
