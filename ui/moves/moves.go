// Package moves tells what other answers, or pins, do to each decision, and why: the same for every way a what-if
// is met.
package moves

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/advisor/report"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
)

// Difference is what other answers do to all decisions.
type Difference struct {
	Moves   []Move   // decisions that differ: pinned and changed picks first, then those that are less firm or firmer
	Stay    int      // decisions that do not
	Changed int      // how many of the moves change the pick
	Asked   []string // questions that are asked only now, by their short titles
	Dropped []string // questions that are no longer asked
	Then    *advisor.Advice
	Price   *advisor.Price // of pins, or nil
}

// Move is what other answers do to one decision.
type Move struct {
	Now, Then *advisor.Decided
	Kind      string // one of the constants below
	Why       string
	Price     []string       // what else a pin costs and breaks
	brief     string         // the price of a pin in a few words
	Cells     []advisor.Cell // what shifted between the two picks, strongest first; sums to the shift of the margin
}

// Kinds of moves.
const (
	Pinned  = "pinned"
	Changed = "changed"
	Looser  = "less firm"
	Firmer  = "firmer"
)

// Between tells what moves from one advice to another of the same knowledge.
func Between(now, then *advisor.Advice) Difference {
	out := Difference{Then: then, Price: then.Price}
	for _, m := range paired(now, then) {
		switch {
		case m.held(now.Price, then.Price):
			out.Stay++
			continue
		case m.Then.Standing == advisor.MustBe:
			m.pinned(then.Price)
			if Outcome(m.Now) != Outcome(m.Then) {
				out.Changed++
			}
		case Outcome(m.Now) != Outcome(m.Then):
			m.Kind = Changed
			m.explain(now.Star != then.Star)
			out.Changed++
		case firmness(m.Then) > firmness(m.Now):
			m.Kind, m.Why = Firmer, firmerWhy(m.Then)
		case firmness(m.Then) < firmness(m.Now):
			m.Kind, m.Why = Looser, looserWhy(m.Then)
		default:
			out.Stay++
			continue
		}
		out.Moves = append(out.Moves, m)
	}
	order := func(m Move) int {
		return slices.Index([]string{Pinned, Changed, Looser, Firmer}, m.Kind)
	}
	slices.SortStableFunc(out.Moves, func(a, b Move) int { return order(a) - order(b) })
	was, is := questions(now), questions(then)
	out.Asked, out.Dropped = without(is, was), without(was, is)
	return out
}

// paired puts the picks of two advices beside each other; one that is made in one of them only is not needed in the
// other.
func paired(now, then *advisor.Advice) []Move {
	var out []Move
	none := func(d *advisor.Decided) *advisor.Decided {
		return &advisor.Decided{ID: d.ID, Title: d.Title, For: d.For, Choice: d.Choice, Standing: advisor.Moot}
	}
	for i := range now.Decisions {
		d := &now.Decisions[i]
		other := d.Counterpart(then.Decisions)
		if other == nil {
			other = none(d)
		}
		out = append(out, Move{Now: d, Then: other})
	}
	for i := range then.Decisions {
		if d := &then.Decisions[i]; d.Counterpart(now.Decisions) == nil {
			out = append(out, Move{Now: none(d), Then: d})
		}
	}
	return out
}

// Outcome is the pick by name, or why there is none.
func Outcome(d *advisor.Decided) string {
	if d.Pick.ID != "" {
		return d.Pick.Title
	}
	return NoPick(d.Standing)
}

// firmness orders standings: the more, the firmer.
func firmness(d *advisor.Decided) int {
	return -slices.Index([]advisor.Standing{advisor.Settled, advisor.Leaning, advisor.ByDefault, advisor.TossUp,
		advisor.Open}, d.Standing)
}

// FirmWord is a standing as lists name it.
func FirmWord(d *advisor.Decided) string {
	switch {
	case d.Pick.ID == "", d.Standing == advisor.MustBe:
		return ""
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
			return fmt.Sprintf("“%s: %s” would now make it %s.", f.Set[0].Short, f.Set[0].Label, cmp.Or(f.Pick.Title,
				NoPick(advisor.NoneFit)))
		}
	}
	return ""
}

// explain says why the pick is another: what there is to decide, a veto, another decision, or points.
func (m *Move) explain(starred bool) {
	was, is := m.Now.Pick, m.Then.Pick
	ahead, behind := rivalOf(m.Then, was.ID), rivalOf(m.Now, is.ID)
	switch out, before := excludedOf(m.Then, was.ID), excludedOf(m.Now, is.ID); {
	case m.Now.Standing == advisor.MustBe:
		m.Why = was.Title + " is no longer pinned."
		return
	case m.Then.Standing == advisor.Moot:
		m.Why = m.Then.Fallback
	case m.Now.Standing == advisor.Moot:
		m.Why = "It was not needed before."
		if m.Now.Fallback != "" {
			m.Why = "It was not needed before: " + report.Begin(m.Now.Fallback)
		}
	case out != nil:
		m.Why = out.Title + " is ruled out: " + wording.Sentence(out.Why)
	case is.ID == "":
		m.Why = m.Then.Fallback
	case before != nil:
		m.Why = before.Title + " is no longer ruled out. It was: " + wording.Sentence(before.Why)
	case m.Then.Moved != nil && m.Then.Moved.Alone.ID == was.ID:
		m.Why = fmt.Sprintf("%s still leads by %d alone, but: %s", was.Title, m.Then.Moved.By,
			wording.Sentence(m.Then.Moved.Why))
	case m.Now.Moved != nil && m.Now.Moved.Alone.ID == is.ID:
		m.Why = fmt.Sprintf("%s led by %d alone already, but: %s That is over.", is.Title, m.Now.Moved.By,
			wording.Sentence(m.Now.Moved.Why))
	case ahead != nil && behind != nil:
		m.Why = shiftText(is.Title, was.Title, behind.Margin, ahead.Margin)
	}
	if ahead != nil && behind != nil {
		m.Cells = shifts(behind.Cells, ahead.Cells, starred)
	}
}

// held tells that a pin, or its end, leaves a decision as it is: the same pick, at the same price if it is pinned
// still.
func (m *Move) held(now, then *advisor.Price) bool {
	if m.Now.Standing != advisor.MustBe || Outcome(m.Now) != Outcome(m.Then) {
		return false
	}
	return m.Then.Standing != advisor.MustBe || now.Pin(m.Now.Key()).Short() == then.Pin(m.Then.Key()).Short()
}

// pinned words the price of a pin in its decision.
func (m *Move) pinned(price *advisor.Price) {
	m.Kind = Pinned
	pin := price.Pin(m.Then.Key())
	m.brief = pin.Short()
	for n, r := range pin.Words() {
		if n == 0 {
			m.Why = r.Text
		} else {
			m.Price = append(m.Price, r.Text)
		}
	}
}

// Brief is the move in a few words: both picks or, where they do not tell what moves, the decision and the pick.
func (m *Move) Brief() string {
	was, is := Outcome(m.Now), Outcome(m.Then)
	if was == is || m.Now.Pick.ID == "" || m.Then.Pick.ID == "" {
		return m.Then.Title + ": " + is
	}
	return was + " → " + is
}

// Short is why without naming again what stands right above.
func (m *Move) Short() string {
	if m.brief != "" {
		return wording.Upper(m.brief)
	}
	for _, d := range []*advisor.Decided{m.Now, m.Then} {
		if rest, ok := strings.CutPrefix(m.Why, d.Pick.Title+" is "); ok && d.Pick.ID != "" {
			return wording.Upper(rest)
		}
	}
	return m.Why
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
		i := slices.IndexFunc(out, func(o advisor.Cell) bool {
			return o.Question == c.Question &&
				o.Criterion == c.Criterion
		})
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

// Reach lists, by question, what another answer to it alone would change.
type Reach map[string][]Turn

// Turn is a decision that a choice would change.
type Turn struct{ Choice, Answer, Decision, Pick string } // the answer in words: "also SQLite"

// ReachOf finds it from the flips of an advice.
func ReachOf(base *knowledge.Base, a *advisor.Advice) Reach {
	out := Reach{}
	for i := range a.Decisions {
		d := &a.Decisions[i]
		for _, f := range d.Flips {
			if len(f.Set) == 1 {
				q := f.Set[0].Question
				out[q] = append(out[q], Turn{f.Set[0].Choice, f.Set[0].Label, d.Title, Becomes(base, d.ID, f)})
			}
		}
	}
	return out
}

// Decisions counts the decisions that the question can change.
func (r Reach) Decisions(question string) int {
	seen := map[string]bool{}
	for _, t := range r[question] {
		seen[t.Decision] = true
	}
	return len(seen)
}

// Becomes is the pick after a flip, or why there is none then.
func Becomes(base *knowledge.Base, decision string, f advisor.Flip) string {
	switch {
	case f.Pick.ID != "":
		return f.Pick.Title
	case needless(base.Decision(decision), f.Set):
		return NoPick(advisor.Moot)
	}
	return NoPick(advisor.NoneFit)
}

// needless tells whether settings deny what the decision itself needs.
func needless(d *knowledge.Decision, set []advisor.Setting) bool {
	return slices.ContainsFunc(d.Needs, func(n knowledge.Need) bool {
		return slices.ContainsFunc(set, func(s advisor.Setting) bool {
			return s.Question == n.Question && slices.ContainsFunc(s.Choices,
				func(choice string) bool { return !slices.Contains(n.In, choice) })
		})
	})
}

// NoPick tells why there is no pick.
func NoPick(s advisor.Standing) string {
	if s == advisor.Moot {
		return "not needed"
	}
	return "none fits"
}
