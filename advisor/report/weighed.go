package report

import (
	"cmp"
	"slices"

	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
	"rustadvisor/knowledge/wording"
)

// argument is what speaks for or against the pick on one criterion: all its cells together. Its cell has their
// points and weights, and names the strongest of what makes it count.
type argument struct {
	advisor.Cell
	answers []doc.Line // that make it count, as clauses, strongest first
}

// arguments sums the cells of each criterion up, for a criterion that one answer raises and another lowers is told
// once. Both lists begin with what sets the pick apart from the next option. What comes to nothing is left out, and
// what all options that stand do equally well or badly: it is no reason to take this one.
func arguments(d *advisor.Decided) (because, against []argument) {
	for _, s := range advisor.Sums(slices.Concat(d.Because, d.Against)) {
		if len(d.Rivals) > 0 && !divides(d, s.Criterion) {
			continue
		}
		switch a := argue(s); {
		case a.Points > 0:
			because = append(because, a)
		case a.Points < 0:
			against = append(against, a)
		}
	}
	// That it is weak on what is not wanted convinces nobody who has not read the rest.
	slices.SortStableFunc(because, func(a, b argument) int { return min(0, b.Weight) - min(0, a.Weight) })
	return because, against
}

// divides tells whether some rival does better or worse on a criterion.
func divides(d *advisor.Decided, criterion string) bool {
	return slices.ContainsFunc(d.Rivals, func(r advisor.Rival) bool {
		return slices.ContainsFunc(r.Cells, func(c advisor.Cell) bool { return c.Criterion == criterion })
	})
}

func argue(s advisor.Sum) argument {
	causes := slices.DeleteFunc(slices.Clone(s.Cells), func(c advisor.Cell) bool { return c.Points*s.Points <= 0 })
	if len(causes) == 0 {
		return argument{}
	}
	slices.SortStableFunc(causes, func(a, b advisor.Cell) int {
		if (a.Question == "") != (b.Question == "") {
			return len(b.Question) - len(a.Question) // answers first
		}
		return max(b.Points, -b.Points) - max(a.Points, -a.Points)
	})
	out := argument{Cell: causes[0]}
	out.Points, out.Weight = s.Points, s.Weight
	for _, c := range causes {
		if c.Question != "" {
			out.answers = append(out.answers, clause(c.Question, "", c.Reason, c.Reason))
		}
	}
	return out
}

// Weighed is what speaks for and against the pick, a cell a criterion: the points of all its cells together, and the
// strongest answer among what makes it count. What sets the pick apart from the next option comes first.
func Weighed(d *advisor.Decided) (because, against []advisor.Cell) {
	cells := func(from []argument) (out []advisor.Cell) {
		for _, a := range from {
			out = append(out, a.Cell)
		}
		return out
	}
	b, a := arguments(d)
	return cells(b), cells(a)
}

// strongest is the first arguments, as many as are told, those with most points first; what is not wanted anyway comes
// last.
func strongest(arguments []argument) []argument {
	top := slices.Clone(upTo(arguments, shown))
	slices.SortStableFunc(top, func(a, b argument) int {
		if (a.Weight < 0) != (b.Weight < 0) {
			return cmp.Compare(b.Weight, a.Weight)
		}
		return max(b.Points, -b.Points) - max(a.Points, -a.Points)
	})
	return top
}

// reasons words the first arguments and sums up the rest.
func (r *renderer) reasons(arguments []argument) []doc.Line {
	top := strongest(arguments)
	left := len(arguments) - len(top)
	var out []doc.Line
	for _, a := range top {
		out = append(out, doc.Of(doc.Bold(doc.Score(a.Points), " ", a.about()), note(a.Note), r.cite(a.Finding),
			doc.NewLine(), doc.Aside(a.because())))
	}
	if left > 0 {
		sum := 0
		for _, a := range arguments[len(top):] {
			sum += a.Points
		}
		out = append(out, doc.Of("and ", wording.Counted(left, "more reason"), ", ", doc.Score(sum)))
	}
	return out
}

// about is the criterion of an argument, and which way it counts.
func (a *argument) about() string {
	criterion := open(a.Title)
	switch {
	case a.Weight < 0:
		return criterion + ", which is not wanted here"
	case a.Points < 0:
		return "weak on " + criterion
	}
	return criterion
}

// because names what makes an argument count: answers, or what a criterion weighs for anyone.
func (a *argument) because() doc.Line {
	if len(a.answers) == 0 {
		return doc.Of("for most teams")
	}
	top := a.answers
	if left := len(top) - 2; left > 1 {
		top = append(slices.Clone(top[:2]), doc.Of(left, " more answers"))
	}
	return doc.Of("because ", doc.Listed(top, "and"))
}
