package tui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

// compared is what other answers do to every decision.
type compared struct {
	moves   []move   // decisions that differ: pinned and changed picks first, then those that are less firm or firmer
	stay    int      // decisions that do not
	changed int      // how many of the moves change the pick
	asked   []string // questions that are asked only now, by their short titles
	dropped []string // questions that are no longer asked
	then    *advisor.Advice
	price   *advisor.Price // of pins, or nil
}

// move is what other answers do to one decision.
type move struct {
	now, then *advisor.Decided
	kind      string // one of the constants below
	why       string
	price     []string       // what else a pin costs and breaks
	cells     []advisor.Cell // what shifted between the two picks, strongest first; sums to the shift of the margin
}

const (
	movePinned  = "pinned"
	moveChanged = "changed"
	moveLooser  = "less firm"
	moveFirmer  = "firmer"
)

func compare(now, then *advisor.Advice) compared {
	out := compared{then: then, price: then.Price}
	for i := range now.Decisions {
		m := move{now: &now.Decisions[i], then: &then.Decisions[i]}
		switch {
		case m.then.Standing == advisor.MustBe:
			m.pinned(then.Price)
			if outcome(m.now) != outcome(m.then) {
				out.changed++
			}
		case outcome(m.now) != outcome(m.then):
			m.kind = moveChanged
			m.explain(now.Star != then.Star)
			out.changed++
		case firmness(m.then) > firmness(m.now):
			m.kind, m.why = moveFirmer, firmerWhy(m.then)
		case firmness(m.then) < firmness(m.now):
			m.kind, m.why = moveLooser, looserWhy(m.then)
		default:
			out.stay++
			continue
		}
		out.moves = append(out.moves, m)
	}
	order := func(m move) int {
		return slices.Index([]string{movePinned, moveChanged, moveLooser, moveFirmer}, m.kind)
	}
	slices.SortStableFunc(out.moves, func(a, b move) int { return order(a) - order(b) })
	was, is := questions(now), questions(then)
	out.asked, out.dropped = without(is, was), without(was, is)
	return out
}

// outcome is the pick by name, or why there is none.
func outcome(d *advisor.Decided) string {
	if d.Pick.ID != "" {
		return d.Pick.Title
	}
	return noPick(d.Standing)
}

// firmness orders standings: the more, the firmer.
func firmness(d *advisor.Decided) int {
	return -slices.Index([]advisor.Standing{advisor.Settled, advisor.Leaning, advisor.TossUp}, d.Standing)
}

// firmWord is a standing as lists name it.
func firmWord(d *advisor.Decided) string {
	switch {
	case d.Pick.ID == "", d.Standing == advisor.MustBe:
		return ""
	case d.Standing == advisor.Settled && !d.Touched:
		return "by default"
	}
	return string(d.Standing)
}

func firmerWhy(d *advisor.Decided) string {
	if d.Standing == advisor.Settled {
		return "No other preference would change it any more."
	}
	return "Ahead by more than a point now."
}

// looserWhy names what could change the pick now.
func looserWhy(d *advisor.Decided) string {
	switch {
	case d.Standing == advisor.TossUp && len(d.Tie) > 0:
		return "Level with " + d.Tie[0].Title + " now."
	case d.Standing == advisor.TossUp && len(d.Rivals) > 0:
		return d.Rivals[0].Title + " is within a point now."
	}
	for _, f := range d.Flips {
		if !f.Fact && !f.Open && len(f.Set) == 1 {
			return fmt.Sprintf("“%s: %s” would now make it %s.", f.Set[0].Short, f.Set[0].Label, cmp.Or(f.Pick.Title, noPick(advisor.NoneFit)))
		}
	}
	return ""
}

// explain says why the pick is another: what there is to decide, a veto, another decision, or points.
func (m *move) explain(starred bool) {
	was, is := m.now.Pick, m.then.Pick
	ahead, behind := rivalOf(m.then, was.ID), rivalOf(m.now, is.ID)
	switch out, before := excludedOf(m.then, was.ID), excludedOf(m.now, is.ID); {
	case m.then.Standing == advisor.Moot:
		m.why = m.then.Fallback
	case m.now.Standing == advisor.Moot:
		m.why = "It was not needed before: " + lower(m.now.Fallback)
	case out != nil:
		m.why = out.Title + " is ruled out: " + sentence(out.Why)
	case is.ID == "":
		m.why = m.then.Fallback
	case before != nil:
		m.why = before.Title + " is no longer ruled out. It was: " + sentence(before.Why)
	case m.then.Moved != nil && m.then.Moved.Alone.ID == was.ID:
		m.why = fmt.Sprintf("%s still leads by %d alone, but: %s", was.Title, m.then.Moved.By, sentence(m.then.Moved.Why))
	case m.now.Moved != nil && m.now.Moved.Alone.ID == is.ID:
		m.why = fmt.Sprintf("%s led by %d alone already, but: %s That is over.", is.Title, m.now.Moved.By, sentence(m.now.Moved.Why))
	case ahead != nil && behind != nil:
		m.why = shiftText(is.Title, was.Title, behind.Margin, ahead.Margin)
	}
	if ahead != nil && behind != nil {
		m.cells = shifts(behind.Cells, ahead.Cells, starred)
	}
}

// pinned words the price of a pin in its decision.
func (m *move) pinned(price *advisor.Price) {
	m.kind = movePinned
	for i := range price.Pins {
		if price.Pins[i].Decision != m.then.ID {
			continue
		}
		for n, r := range price.Pins[i].Words() {
			if n == 0 {
				m.why = r.Text
			} else {
				m.price = append(m.price, r.Text)
			}
		}
	}
}

// short is why without naming again what stands right above.
func (m *move) short() string {
	for _, d := range []*advisor.Decided{m.now, m.then} {
		if rest, ok := strings.CutPrefix(m.why, d.Pick.Title+" is "); ok && d.Pick.ID != "" {
			return upper(rest)
		}
	}
	return m.why
}

// shiftText words how the lead of one option over another changed: it was so far behind and is so far ahead.
func shiftText(is, was string, behind, ahead int) string {
	text := fmt.Sprintf("%s was %d behind", is, behind)
	switch {
	case behind == 0:
		text = is + " was level with " + was
	case behind < 0:
		text = fmt.Sprintf("%s was %d ahead by itself", is, -behind)
	}
	switch {
	case ahead == 0:
		return text + " and is level now; the usual order puts it first."
	case ahead < 0:
		return text + fmt.Sprintf(" and is %d behind by itself, but goes better with other picks.", -ahead)
	}
	return text + fmt.Sprintf(" and now leads by %d.", ahead)
}

// shifts is what changed between two margins: that of the old pick over the new one before, and of the new one over the
// old one now. The points sum to both margins together, for what holds in both cancels.
func shifts(before, now []advisor.Cell, starred bool) []advisor.Cell {
	out := slices.Clone(now)
	for _, c := range before {
		i := slices.IndexFunc(out, func(o advisor.Cell) bool { return o.Question == c.Question && o.Criterion == c.Criterion })
		if i < 0 {
			c.Reason = "no longer: " + c.Reason
			out = append(out, c)
			continue
		}
		out[i].Points += c.Points
		if starred && out[i].Choice == c.Choice && out[i].Points != 0 {
			out[i].Reason += " (by the star)"
		}
	}
	out = slices.DeleteFunc(out, func(c advisor.Cell) bool { return c.Points == 0 })
	slices.SortStableFunc(out, func(a, b advisor.Cell) int { return b.Points - a.Points })
	return out
}

func rivalOf(d *advisor.Decided, id string) *advisor.Rival {
	if i := slices.IndexFunc(d.Rivals, func(r advisor.Rival) bool { return r.ID == id }); i >= 0 {
		return &d.Rivals[i]
	}
	return nil
}

func excludedOf(d *advisor.Decided, id string) *advisor.Excluded {
	if i := slices.IndexFunc(d.Excluded, func(x advisor.Excluded) bool { return x.ID == id }); i >= 0 {
		return &d.Excluded[i]
	}
	return nil
}

// questions lists the short titles of all questions that advice rests on or leaves open.
func questions(a *advisor.Advice) []string {
	var out []string
	for _, q := range a.Answers {
		out = append(out, q.Short)
	}
	for _, q := range a.Open {
		out = append(out, q.Short)
	}
	return out
}

func without(list, others []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return slices.Contains(others, s) })
}

// sentence ends a text with a full stop.
func sentence(s string) string {
	if s == "" || strings.HasSuffix(s, ".") || strings.HasSuffix(s, ")") {
		return s
	}
	return s + "."
}

// reach lists, by question, what another answer to it alone would change.
type reach map[string][]turn

// turn is a decision that a choice would change.
type turn struct{ choice, decision, pick string }

func reachOf(base *knowledge.Base, a *advisor.Advice) reach {
	out := reach{}
	for i := range a.Decisions {
		d := &a.Decisions[i]
		for _, f := range d.Flips {
			if len(f.Set) == 1 {
				q := f.Set[0].Question
				out[q] = append(out[q], turn{f.Set[0].Choice, d.Title, becomes(base, d.ID, f)})
			}
		}
	}
	return out
}

// decisions counts the decisions that the question can change.
func (r reach) decisions(question string) int {
	seen := map[string]bool{}
	for _, t := range r[question] {
		seen[t.decision] = true
	}
	return len(seen)
}
