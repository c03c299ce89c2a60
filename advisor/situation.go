package advisor

import (
	"fmt"
	"slices"

	"rustadvisor/knowledge"
	"rustadvisor/knowledge/search"
	"rustadvisor/knowledge/wording"
)

// Ticked is a situation that somebody ticked.
type Ticked struct {
	ID, Label string
	Clash     string // what of the answers or picks does not go with it, in words; "" where all does
}

// WithSituations returns a copy with these situations ticked and no others.
func (a Answers) WithSituations(ids ...string) Answers {
	a.Situations = slices.Compact(slices.Sorted(slices.Values(ids)))
	return a
}

// Toggled returns a copy in which the situation is ticked if it was not, and not if it was.
func (a Answers) Toggled(id string) Answers {
	if slices.Contains(a.Situations, id) {
		return a.WithSituations(slices.DeleteFunc(slices.Clone(a.Situations), func(s string) bool { return s == id })...)
	}
	return a.WithSituations(append(slices.Clone(a.Situations), id)...)
}

// situationsOf are the situations of the answers that the base offers, by number, in its order.
func (e *Engine) situationsOf(a Answers) []int {
	var out []int
	for i := range e.base.Situations {
		if s := &e.base.Situations[i]; !s.Retired && slices.Contains(a.Situations, s.ID) {
			out = append(out, i)
		}
	}
	return out
}

// situationIDs are the ids of situations by number.
func (e *Engine) situationIDs(numbers []int) (ids []string) {
	for _, i := range numbers {
		ids = append(ids, e.base.Situations[i].ID)
	}
	return ids
}

// compileSituation numbers what a situation adds to and rules out.
func (e *Engine) compileSituation(s *knowledge.Situation, criteria map[string]int) situation {
	var out situation
	for ref, value := range s.Adds {
		out.adds = append(out.adds, points{criteria[ref], value})
	}
	slices.SortFunc(out.adds, func(a, b points) int { return a.criterion - b.criterion })
	for _, veto := range s.Vetoes {
		d, o := e.optionIndex(veto.Option)
		out.vetoes = append(out.vetoes, place{d, o})
	}
	return out
}

// ruledOutBy is the ticked situation that rules an option out, or open.
func (v *evaluation) ruledOutBy(d, o int) int {
	for _, i := range v.situations {
		if slices.Contains(v.e.situations[i].vetoes, place{d, o}) {
			return i
		}
	}
	return open
}

// saidSituation is a situation as the answer that it counts as in scores and vetoes.
func (e *Engine) saidSituation(i int) Answered {
	s := &e.base.Situations[i]
	return Answered{Asked: Asked{SituationsAsked, "What else is so?", "Also"}, Choice: s.ID, Choices: []string{s.ID},
		Label:  s.Label,
		Reason: wording.Lower(s.Label)}
}

// SituationsAsked stands in place of a question's id where a situation makes an option count, or rules it out.
const SituationsAsked = "situations"

// excludedBy tells why a situation rules an option out.
func (v *evaluation) excludedBy(i, d, o int) *Excluded {
	s, ref := &v.e.base.Situations[i], v.e.base.Decisions[d].ID+"."+v.e.base.Decisions[d].Options[o].ID
	veto := s.Vetoes[slices.IndexFunc(s.Vetoes, func(x knowledge.Veto) bool { return x.Option == ref })]
	return &Excluded{v.e.named(d, o), v.e.saidSituation(i), houseRule(veto.Reason, veto.House), veto.Finding}
}

// has tells whether one of the situations is ticked.
func (v *evaluation) has(situations []string) bool {
	return slices.ContainsFunc(v.situations, func(i int) bool {
		return slices.Contains(situations,
			v.e.base.Situations[i].ID)
	})
}

// recordSituations notes what is ticked, and what it does not go with.
func (v *evaluation) recordSituations(out *Advice) {
	for _, i := range v.situations {
		s := &v.e.base.Situations[i]
		out.Situations = append(out.Situations, Ticked{s.ID, houseRule(s.Label, s.House), v.clash(s)})
	}
}

// clash words the first expectation of a situation that an answer or a pick denies. What is open, or not asked, denies
// nothing.
func (v *evaluation) clash(s *knowledge.Situation) string {
	for _, c := range s.Expects {
		if v.applies([]knowledge.Condition{c}) {
			continue
		}
		switch {
		case c.Question != "":
			if q := v.e.questionIndex(c.Question); v.known(q) {
				a := v.answer(q)
				return fmt.Sprintf("%s is answered “%s”", a.Short, a.Label)
			}
		case c.Decision != "":
			d := v.e.decisionIndex(c.Decision)
			return fmt.Sprintf("%s is %s here", v.e.base.Decisions[d].Title, v.e.named(d, v.picks[seat(d)]).Title)
		default:
			return "it goes with " + wording.Listed(v.e.labels(c.Situation), "or")
		}
	}
	return ""
}

// labels are what situations are called.
func (e *Engine) labels(ids []string) []string {
	var out []string
	for _, id := range ids {
		out = append(out, "“"+e.base.Situation(id).Label+"”")
	}
	return out
}

// MisfitSituation tells what is wrong with the id of a situation and how to mend it, or nothing.
func MisfitSituation(base *knowledge.Base, id string) (what, mend string) {
	s := base.Situation(id)
	switch {
	case s == nil:
		return fmt.Sprintf("unknown situation %q", wording.Clean(id)), nearestSituation(base, id)
	case s.Retired:
		return fmt.Sprintf("situation %q is retired by house rules", id), "leave it out"
	}
	return "", ""
}

// nearestSituation names situations that an unknown word may mean: by id, or else by what people call them.
func nearestSituation(base *knowledge.Base, id string) string {
	near := wording.Nearest(id, base.SituationIDs())
	if len(near) == 0 {
		for _, hit := range search.NewIndex(base.SituationEntries()).Search(wording.Clean(id), 3) {
			near = append(near, hit.ID)
		}
	}
	if len(near) > 0 {
		return "did you mean " + wording.Listed(near, "or") + "?"
	}
	return "rustadvisor kb list situations names them all"
}

// Minding tells what ticking a situation would say beside these answers: its points in the order of the advice, and
// what it does not go with. It tries no other answers, so it is quick enough for every move of a cursor.
func (e *Engine) Minding(a Answers, situation string) (points []Minded, clash string) {
	v := e.begin(a.WithSituations(append(slices.Clone(a.Situations), situation)...))
	defer v.release()
	v.run()
	var out Advice
	v.recordSituations(&out)
	first, rest := v.mind(a, &out)
	is := func(t Ticked) bool { return t.ID == situation }
	for _, m := range slices.Concat(first, rest) {
		if slices.ContainsFunc(m.Of, is) {
			points = append(points, m)
		}
	}
	if i := slices.IndexFunc(out.Situations, is); i >= 0 {
		clash = out.Situations[i].Clash
	}
	return points, clash
}
