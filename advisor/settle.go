package advisor

import (
	"maps"
	"slices"
)

// Settling takes the answers of two people, one difference after the other, to where every decision comes out the
// same for both. What is settled is settled for both, and what then matters is worked out anew. It is a value: an
// earlier one stays what it was.
type Settling struct {
	engine  *Engine
	names   [2]string
	both    [2]Answers
	settled map[string]bool // by question or decision pinned; "" is which answer counts double
	opened  []Difference
}

// Settle begins with what two people answered.
func (e *Engine) Settle(a, b Person) Settling {
	return Settling{engine: e, names: [2]string{a.Name, b.Name}, both: [2]Answers{e.Shown(a.Answers), e.Shown(b.Answers)}}
}

// Compare tells where the two differ now.
func (s Settling) Compare() Comparison {
	return s.engine.CompareAll([]Person{{s.names[0], s.both[0]}, {s.names[1], s.both[1]}})
}

// Next is the difference of a comparison to settle now, or nil where every decision comes out the same.
func (s Settling) Next(c *Comparison) *Difference {
	if len(c.Split) == 0 {
		return nil
	}
	all := slices.Concat(c.Matter, c.Idle)
	return &all[slices.IndexFunc(all, func(d Difference) bool { return !s.settled[d.Question+d.Pin] })]
}

// With is what a settling comes to if both give one answer; an empty one leaves the question open.
func (s Settling) With(d *Difference, said Said) Settling {
	change := Change{Asked: d.Asked, Pin: d.Pin, Now: Said{Choice: said.Choice}}
	s.both = [2]Answers{change.Take(s.both[0]), change.Take(s.both[1])}
	s.settled = maps.Clone(s.settled)
	if s.settled == nil {
		s.settled = map[string]bool{}
	}
	s.settled[d.Question+d.Pin] = true
	if said.Choice == "" {
		s.opened = append(slices.Clone(s.opened), *d)
	}
	return s
}

// Agreed is what both say now, and the answers of the first person that it has because the two differ on them without
// consequence, but would come to something else with them left open. All else that they differ on is left open.
func (s Settling) Agreed() (c Comparison, taken []Difference) {
	c = s.Compare()
	kept := map[string]bool{}
	for {
		r := s.engine.Compare(c.Shared, s.both[0])
		if len(r.Split) == 0 {
			break
		}
		for _, change := range r.Split[0].Paths[0].Sets[0] {
			c.Shared = change.Take(c.Shared)
			kept[change.Question+change.Pin] = true
		}
	}
	c.Idle = slices.DeleteFunc(c.Idle, func(d Difference) bool {
		if kept[d.Question+d.Pin] {
			taken = append(taken, d)
		}
		return kept[d.Question+d.Pin]
	})
	c.Matter = s.opened
	return c, taken
}

// By is what one of those who differ says.
func (d *Difference) By(person int) Said {
	return d.Voices[slices.IndexFunc(d.Voices, func(v Voice) bool { return slices.Contains(v.People, person) })].Said
}

// Comes is what a decision comes to, by its id.
func (c *Comparison) Comes(id string) *Outcome {
	for _, list := range [][]Outcome{c.Split, c.Same} {
		if i := slices.IndexFunc(list, func(o Outcome) bool { return o.ID == id }); i >= 0 {
			return &list[i]
		}
	}
	return nil
}
