package moves

import (
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/knowledge/wording"
)

// Tried counts what is tried beside the answers as they are: other answers, the star among them, options pinned and
// pins released.
type Tried struct{ Answers, Pinned, Released int }

// Trying counts what differs between the answers as they are and those that are tried. What neither asks is no
// difference.
func Trying(e *advisor.Engine, now, then advisor.Answers) Tried {
	var t Tried
	asked, before := e.Active(then), e.Active(now)
	for _, q := range e.Base().Questions {
		if (asked(q.ID) || before(q.ID)) && !then.SameAt(q.ID, now) {
			t.Answers++
		}
	}
	if then.Star != now.Star {
		t.Answers++
	}
	for _, d := range e.Base().Decisions {
		switch option := then.Pins[d.ID]; {
		case option == now.Pins[d.ID]:
		case option == "":
			t.Released++
		default:
			t.Pinned++
		}
	}
	return t
}

// None tells whether nothing differs.
func (t Tried) None() bool { return t == Tried{} }

// String is "2 changes, 1 pin, 1 pin released", or "" for nothing.
func (t Tried) String() string {
	var said []string
	for _, part := range []struct {
		n    int
		what string
		end  string
	}{{t.Answers, "change", ""}, {t.Pinned, "pin", ""}, {t.Released, "pin", " released"}} {
		if part.n > 0 {
			said = append(said, wording.Counted(part.n, part.what)+part.end)
		}
	}
	return strings.Join(said, ", ")
}

// Sum is how many they are in all.
func (t Tried) Sum() int { return t.Answers + t.Pinned + t.Released }
