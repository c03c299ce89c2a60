package report

import (
	"slices"
	"testing"

	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
)

// TestArguments holds the sums to the cells: a criterion once, on the side of its sum, with all of its points; what
// is left out comes to nothing or is the same for every option.
func TestArguments(t *testing.T) {
	for name, e := range bases(t) {
		for n := range 60 {
			advice := e.Advise(some(e.Base(), n))
			for i := range advice.Decisions {
				d := &advice.Decisions[i]
				points := map[string]int{}
				for _, c := range slices.Concat(d.Because, d.Against) {
					points[c.Criterion] += c.Points
				}
				because, against := arguments(d)
				for _, a := range slices.Concat(because, against) {
					if a.Points != points[a.Criterion] {
						t.Errorf("%s %d: %s: %s has %d points, the cells %d", name, n, d.ID, a.Criterion, a.Points, points[a.Criterion])
					}
					delete(points, a.Criterion)
				}
				for criterion, n := range points {
					if n != 0 && (len(d.Rivals) == 0 || divides(d, criterion)) {
						t.Errorf("%s: %s of %d points is not told", d.ID, criterion, n)
					}
				}
				right := func(a argument) bool { return a.Points > 0 }
				if slices.ContainsFunc(against, right) || !all(because, right) {
					t.Errorf("%s %d: %s: a reason stands on the wrong side", name, n, d.ID)
				}
			}
		}
	}
}

func all[T any](items []T, holds func(T) bool) bool {
	return !slices.ContainsFunc(items, func(x T) bool { return !holds(x) })
}

// What one answer raises and another lowers is told once, by what tips it; answers come before what holds for most
// teams.
func TestArgue(t *testing.T) {
	cell := func(question, reason string, weight, points int) advisor.Cell {
		return advisor.Cell{Question: question, Reason: reason, Criterion: "c", Title: "C", Weight: weight, Points: points}
	}
	for _, test := range []struct {
		cells []advisor.Cell
		want  string
	}{
		{[]advisor.Cell{cell("", "", 2, 4), cell("q", "you want it", 1, 2)}, "+6 C because you want it"},
		{[]advisor.Cell{cell("", "", 1, -2), cell("q", "you do not", -2, 4)},
			"+2 C, which is not wanted here because you do not"},
		{[]advisor.Cell{cell("", "", 2, -4), cell("q", "you do not", -1, 2)}, "−2 weak on C for most teams"},
		{[]advisor.Cell{cell("", "", 1, -2), cell("q", "you do not", -1, 2)}, ""},
		{[]advisor.Cell{cell("a", "one", 1, 1), cell("b", "two", 3, 3), cell("c", "three", 2, 2)},
			"+6 C because two, three and one"},
		{[]advisor.Cell{cell("a", "one", 4, 4), cell("b", "two", 3, 3), cell("c", "three", 2, 2), cell("d", "four", 1, 1)},
			"+10 C because one, two and 2 more answers"},
	} {
		got := ""
		if a := argue(advisor.Sums(test.cells)[0]); a.Points != 0 {
			got = doc.Signed(a.Points) + " " + a.about() + " " + a.because().Plain()
		}
		if got != test.want {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
}
