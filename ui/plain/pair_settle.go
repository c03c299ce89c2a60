package plain

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

// settling takes two sets of answers to where every decision comes out the same. What is settled is settled for
// both, and what then matters is worked out anew.
type settling struct {
	*pairing
	both    [2]advisor.Answers
	settled map[string]bool // by question or decision pinned; "" is which answer counts double
	opened  []advisor.Difference
}

func (s *settling) compare() advisor.Comparison { return s.compared(s.both) }

func (s *settling) compared(both [2]advisor.Answers) advisor.Comparison {
	return s.talk.Engine.CompareAll([]advisor.Person{{Name: s.names[0], Answers: both[0]}, {Name: s.names[1],
		Answers: both[1]}})
}

func (s *settling) run() error {
	c := s.compare()
	s.reveal(&c)
	first := c.Split
	for n := 1; len(c.Split) > 0; n++ {
		if err := s.discuss(n, s.next(&c), &c); err != nil {
			return err
		}
		c = s.compare()
	}
	if len(first) > 0 {
		s.talk.gap()
		s.talk.say("Settled: every decision comes out the same for both.")
	}
	for _, o := range first {
		s.talk.say("- %s.", s.outcome(o.ID, &c))
	}
	return nil
}

// reveal tells how the two differ before anything is settled.
func (s *settling) reveal(c *advisor.Comparison) {
	matter, all := len(c.Matter), len(c.Matter)+len(c.Idle)
	s.talk.gap()
	switch {
	case all == 0:
		s.talk.say("You say the same throughout: there is nothing to settle.")
	case matter == 0:
		s.talk.say("You differ on %s; none matters: every decision comes out the same.", knowledge.Counted(all, "answer"))
	case matter == all:
		s.talk.say("You differ on %s that %s.", knowledge.Counted(all, "answer"), matters(matter))
	default:
		s.talk.say("You differ on %s; only %d %s.", knowledge.Counted(all, "answer"), matter, matters(matter))
	}
	if matter > 0 {
		s.talk.say("%d of %d decisions come out the same; these do not:", len(c.Same), len(c.Same)+len(c.Split))
	}
	for _, o := range c.Split {
		s.talk.say("- %s.", s.outcome(o.ID, c))
	}
}

func matters(n int) string {
	if n == 1 {
		return "matters"
	}
	return "matter"
}

// outcome words what a decision comes to: "Database layer: SQLx", or for whom to what.
func (s *settling) outcome(id string, c *advisor.Comparison) string {
	all := slices.Concat(c.Split, c.Same)
	o := &all[slices.IndexFunc(all, func(o advisor.Outcome) bool { return o.ID == id })]
	var parts []string
	for _, camp := range o.Camps {
		text := camp.Title()
		if len(o.Camps) > 1 {
			text += " for " + c.Named(camp.People)
		}
		parts = append(parts, text)
	}
	return knowledge.Clean(o.Title) + ": " + strings.Join(parts, ", ")
}

// next is the difference with the most effect that is not settled yet. There is one as long as a decision comes out
// differently: once all are settled, the answers are the same.
func (s *settling) next(c *advisor.Comparison) *advisor.Difference {
	all := slices.Concat(c.Matter, c.Idle)
	return &all[slices.IndexFunc(all, func(d advisor.Difference) bool { return !s.settled[d.Question+d.Pin] })]
}

// discuss shows both answers to a question, where each leads, and asks for one.
func (s *settling) discuss(n int, d *advisor.Difference, c *advisor.Comparison) error {
	s.talk.gap()
	s.talk.say("Difference %d: %s", n, s.title(d))
	silent := false
	for person, name := range s.names {
		said := saidBy(d, person)
		s.talk.say("%d. %s: %s, which leads to %s.", person+1, name, label(said), s.leads(d, said.Choice, c))
		silent = silent || said.Choice == ""
	}
	how := "1 or 2"
	if !silent {
		s.talk.say("open leaves it open, which leads to %s.", s.leads(d, "", c))
		how = "1, 2, open"
	}
	for {
		line, err := s.typed(how, s.explained(d))
		if err != nil {
			return err
		}
		switch strings.ToLower(line) {
		case "1", "2":
			s.take(d, saidBy(d, int(line[0]-'1')))
			return nil
		case "o", "open":
			s.take(d, advisor.Said{})
			return nil
		}
		s.talk.say("%s is not understood here. Type %s, help or quit.", quoted(line), how)
	}
}

func (s *settling) title(d *advisor.Difference) string {
	return cmp.Or(knowledge.Clean(d.Title), "Which answer counts double?")
}

func (s *settling) explained(d *advisor.Difference) string {
	q := s.talk.Engine.Base().Question(d.Question)
	if q == nil {
		return "One answer can be marked as the one that matters most; it counts double."
	}
	text := knowledge.Sentence(q.Why)
	for _, v := range d.Voices {
		if choice := q.Choice(v.Choice); choice != nil && choice.Help != "" {
			text += " " + choice.Label + ": " + knowledge.Sentence(choice.Help)
		}
	}
	return text
}

// saidBy is the answer of one of the two.
func saidBy(d *advisor.Difference, person int) advisor.Said {
	return d.Voices[slices.IndexFunc(d.Voices, func(v advisor.Voice) bool {
		return slices.Contains(v.People,
			person)
	})].Said
}

func label(said advisor.Said) string {
	if said.Choice == "" {
		return knowledge.Clean(said.Label) + " (leaves it open)"
	}
	return knowledge.Clean(said.Label)
}

// leads tells what the decisions a difference bears on come to if both give one answer.
func (s *settling) leads(d *advisor.Difference, choice string, c *advisor.Comparison) string {
	after := s.compared(s.given(d, choice))
	var parts []string
	for _, o := range c.Split {
		if d.Effect == 0 || slices.Contains(d.Decisions, o.ID) {
			parts = append(parts, s.outcome(o.ID, &after))
		}
	}
	return strings.Join(parts, "; ")
}

// given is the answers of both if both gave one answer to a question.
func (s *settling) given(d *advisor.Difference, choice string) [2]advisor.Answers {
	change := advisor.Change{Asked: d.Asked, Pin: d.Pin, Now: advisor.Said{Choice: choice}}
	return [2]advisor.Answers{change.Take(s.both[0]), change.Take(s.both[1])}
}

func (s *settling) take(d *advisor.Difference, said advisor.Said) {
	s.both = s.given(d, said.Choice)
	s.settled[d.Question+d.Pin] = true
	if said.Choice == "" {
		s.opened = append(s.opened, *d)
	}
}

// agreed is what both say now. Where they differ without consequence, the answers are left open, except those
// without which what they agree on would come out otherwise: there the first person's stand.
func (s *settling) agreed() advisor.Comparison {
	c := s.compare()
	kept := map[string]bool{}
	for {
		r := s.talk.Engine.Compare(c.Shared, s.both[0])
		if len(r.Split) == 0 {
			break
		}
		for _, change := range r.Split[0].Paths[0].Sets[0] {
			c.Shared = change.Take(c.Shared)
			kept[change.Question+change.Pin] = true
		}
	}
	var names []string
	c.Idle = slices.DeleteFunc(c.Idle, func(d advisor.Difference) bool {
		if kept[d.Question+d.Pin] {
			names = append(names, fmt.Sprintf("%s: %s", s.title(&d), label(saidBy(&d, 0))))
		}
		return kept[d.Question+d.Pin]
	})
	if len(names) > 0 {
		s.talk.gap()
		s.talk.say("You differ on these without consequence, but left open they would have one; %s's answer is taken:",
			s.names[0])
		for _, name := range names {
			s.talk.say("- %s.", name)
		}
	}
	c.Matter = s.opened
	return c
}
