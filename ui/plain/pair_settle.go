package plain

import (
	"cmp"
	"slices"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/knowledge/wording"
)

// settling lets two people settle, one after the other, what makes a difference.
type settling struct {
	*pairing
	advisor.Settling
}

func (s *settling) run() error {
	c := s.Compare()
	s.reveal(&c)
	first := c.Split
	for n := 1; len(c.Split) > 0; n++ {
		if err := s.discuss(n, s.Next(&c), &c); err != nil {
			return err
		}
		c = s.Compare()
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
		s.talk.say("You differ on %s; none matters: every decision comes out the same.", wording.Counted(all, "answer"))
	case matter == all:
		s.talk.say("You differ on %s that %s.", wording.Counted(all, "answer"), matters(matter))
	default:
		s.talk.say("You differ on %s; only %d %s.", wording.Counted(all, "answer"), matter, matters(matter))
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
	o := c.Comes(id)
	var parts []string
	for _, camp := range o.Camps {
		text := camp.Title()
		if len(o.Camps) > 1 {
			text += " for " + c.Named(camp.People)
		}
		parts = append(parts, text)
	}
	return wording.Clean(o.Title) + ": " + strings.Join(parts, ", ")
}

// discuss shows both answers to a question, where each leads, and asks for one.
func (s *settling) discuss(n int, d *advisor.Difference, c *advisor.Comparison) error {
	s.talk.gap()
	s.talk.say("Difference %d: %s", n, s.title(d))
	silent := false
	for person, name := range s.names {
		said := d.By(person)
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
			s.Settling = s.With(d, d.By(int(line[0]-'1')))
			return nil
		case "o", "open":
			s.Settling = s.With(d, advisor.Said{})
			return nil
		}
		s.talk.say("%s is not understood here. Type %s, help or quit.", quoted(line), how)
	}
}

func (s *settling) title(d *advisor.Difference) string {
	return cmp.Or(wording.Clean(d.Title), "Which answer counts double?")
}

func (s *settling) explained(d *advisor.Difference) string {
	q := s.talk.Engine.Base().Question(d.Question)
	if q == nil {
		return "One answer can be marked as the one that matters most; it counts double."
	}
	text := wording.Sentence(q.Why)
	for _, v := range d.Voices {
		if choice := q.Choice(v.Choice); choice != nil && choice.Help != "" {
			text += " " + choice.Label + ": " + wording.Sentence(choice.Help)
		}
	}
	return text
}

func label(said advisor.Said) string {
	if said.Choice == "" {
		return wording.Clean(said.Label) + " (leaves it open)"
	}
	return wording.Clean(said.Label)
}

// leads tells what the decisions a difference bears on come to if both give one answer.
func (s *settling) leads(d *advisor.Difference, choice string, c *advisor.Comparison) string {
	settled := s.With(d, advisor.Said{Choice: choice})
	after := settled.Compare()
	var parts []string
	for _, o := range c.Split {
		if d.Effect == 0 || slices.Contains(d.Decisions, o.ID) {
			parts = append(parts, s.outcome(o.ID, &after))
		}
	}
	return strings.Join(parts, "; ")
}

// agreed is what both say now. Where they differ without consequence, the answers are left open, except those
// without which what they agree on would come out otherwise: there the first person's stand.
func (s *settling) agreed() advisor.Comparison {
	c, taken := s.Agreed()
	if len(taken) > 0 {
		s.talk.gap()
		s.talk.say("You differ on these without consequence, but left open they would have one; %s's answer is taken:",
			s.names[0])
		for _, d := range taken {
			s.talk.say("- %s: %s.", s.title(&d), label(d.By(0)))
		}
	}
	return c
}
