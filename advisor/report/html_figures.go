package report

import (
	"fmt"
	"slices"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
)

// The figures are drawn in their own units, points and weeks, one row an SVG that is stretched to its place: what
// is seen is exact, and reads on any width. Names and numbers stand beside them as text.

// bars shows how each option that stands comes by its score.
type bars struct {
	About   string // for who does not see it
	Legend  []shade
	Options []bar
	Terms   []term // the same as numbers: a row a term, a column an option
	From    int    // where the drawing begins, 0 or less, in points
	Width   int    // of the drawing, in points
	Marked  bool   // some sum is marked
}

type shade struct {
	Tint  int // 0 is the strongest
	Title doc.Line
}

type bar struct {
	Title, Score, About string
	Pick                bool
	At                  int // the score, where the drawing marks it
	Marked              bool
	Segments            []segment
}

// segment is one term of one score, as wide as it has points. What speaks against an option stands left of zero.
type segment struct {
	X, Width, Tint int
	Title          string
}

// term is what one answer, or what holds for most teams, gives to every option on one criterion.
type term struct {
	key       termKey
	cell      advisor.Cell
	points    []int
	tint      int
	Criterion doc.Line
	Because   doc.Line
	Points    []string
}

type termKey struct{ criterion, question string }

// tints is how many criteria have a shade of their own; those after share the last.
const tints = 6

// bars is nil where there is nothing to compare.
func (r *renderer) bars(d *advisor.Decided) *bars {
	if d.Option == nil || len(d.Rivals) == 0 {
		return nil
	}
	terms := contributions(d)
	if len(terms) == 0 {
		return nil
	}
	out := &bars{About: "Points of each option for " + plain(d.Title)}
	for i := range terms {
		t := &terms[i]
		t.Criterion = doc.Of(open(t.cell.Title))
		t.Because = reason(t.cell)
		for _, n := range t.points {
			t.Points = append(t.Points, cellPoints(n))
		}
		if i > 0 && t.key.criterion == terms[i-1].key.criterion {
			continue
		}
		if t.tint < len(out.Legend) { // more criteria than tints
			out.Legend[t.tint].Title = doc.Of("and the rest")
			continue
		}
		out.Legend = append(out.Legend, shade{t.tint, t.Criterion})
	}
	out.Terms = terms
	out.add(0, d.Pick.Title, d.Score)
	for i := range d.Rivals {
		out.add(i+1, d.Rivals[i].Title, d.Rivals[i].Score)
	}
	return out
}

// reason is what makes a term count.
func reason(c advisor.Cell) doc.Line {
	if c.Question == "" {
		return doc.Of("for most teams")
	}
	said := clause(c.Question, "", c.Reason, c.Reason)
	if c.Weight < 0 {
		said = doc.Of(said, " (counts less)")
	}
	return said
}

// cellPoints is a number in the table; a term that gives an option nothing is left blank, for calm.
func cellPoints(n int) string {
	if n == 0 {
		return ""
	}
	return doc.Signed(n)
}

// contributions lists the terms of all scores, pick first, then the rivals. What a rival has is what the pick has
// less the margin: so all three agree. Criteria stand in the order of what they move most.
func contributions(d *advisor.Decided) []term {
	columns := 1 + len(d.Rivals)
	var terms []term
	at := func(c advisor.Cell) *term {
		key := termKey{c.Criterion, c.Question}
		i := slices.IndexFunc(terms, func(t term) bool { return t.key == key })
		if i < 0 {
			i = len(terms)
			terms = append(terms, term{key: key, cell: c, points: make([]int, columns)})
		}
		return &terms[i]
	}
	for _, c := range slices.Concat(d.Because, d.Against) {
		t := at(c)
		for i := range t.points {
			t.points[i] += c.Points
		}
	}
	for i, rival := range d.Rivals {
		for _, c := range rival.Cells {
			at(c).points[i+1] -= c.Points
		}
	}
	terms = slices.DeleteFunc(terms, func(t term) bool {
		return !slices.ContainsFunc(t.points,
			func(n int) bool { return n != 0 })
	})
	return byReach(terms)
}

// byReach puts the criteria that give or take most first, keeps the terms of one together, and gives each its tint.
func byReach(terms []term) []term {
	reach := map[string]int{}
	var order []string
	for _, t := range terms {
		if !slices.Contains(order, t.key.criterion) {
			order = append(order, t.key.criterion)
		}
		most := 0
		for _, n := range t.points {
			most = max(most, n, -n)
		}
		reach[t.key.criterion] += most
	}
	slices.SortStableFunc(order, func(a, b string) int { return reach[b] - reach[a] })
	slices.SortStableFunc(terms, func(a, b term) int {
		return slices.Index(order, a.key.criterion) - slices.Index(order, b.key.criterion)
	})
	for i := range terms {
		terms[i].tint = min(slices.Index(order, terms[i].key.criterion), tints-1)
	}
	return terms
}

// add draws an option and makes room for it.
func (b *bars) add(column int, title string, score int) {
	o := bar{Title: plain(title), Score: wording.Number(score), Pick: column == 0, At: score}
	above, below := 0, 0
	for _, t := range b.Terms {
		n := t.points[column]
		s := segment{X: above, Width: n, Tint: t.tint, Title: doc.Signed(n) + " " + t.Because.Plain() + " → " +
			t.Criterion.Plain()}
		switch {
		case n > 0:
			above += n
		case n < 0:
			below -= n
			s.X, s.Width = -below, -n
		default:
			continue
		}
		o.Segments = append(o.Segments, s)
	}
	o.Marked = above > 0 && below > 0
	b.Marked = b.Marked || o.Marked
	o.About = fmt.Sprintf("%s: %s, %d for and %d against", o.Title, wording.Counted(score, "point"), above, below)
	from, to := min(b.From, -below), max(b.From+b.Width, above)
	b.From, b.Width = from, max(to-from, 1)
	b.Options = append(b.Options, o)
}

// timeline shows the weeks of the phases.
type timeline struct {
	About string
	Last  int   // week
	Lines []int // where a line helps to count, after that week
	Step  int   // weeks between two lines
	Lanes []lane
}

type lane struct {
	Link, Title, Weeks string
	From, Span         int // weeks
}

// schedule is nil without phases that have weeks. The n-th phase is the n-th part of the plan's section.
func schedule(phases []knowledge.Phase, section string) *timeline {
	t := &timeline{}
	for i, p := range phases {
		if len(p.Weeks) != 2 || p.Weeks[0] < 1 || p.Weeks[1] < p.Weeks[0] {
			continue
		}
		t.Last = max(t.Last, p.Weeks[1])
		t.Lanes = append(t.Lanes, lane{section + "-" + number(i+1), plain(open(p.Title)), strings.TrimPrefix(weeks(p.Weeks),
			", "),
			p.Weeks[0] - 1, p.Weeks[1] - p.Weeks[0] + 1})
	}
	if len(t.Lanes) == 0 {
		return nil
	}
	t.About = "Phases over " + wording.Counted(t.Last, "week")
	t.Step = 1
	for t.Last/t.Step > 12 {
		t.Step *= 2
	}
	for at := t.Step; at < t.Last; at += t.Step {
		t.Lines = append(t.Lines, at)
	}
	return t
}
