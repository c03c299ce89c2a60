package screen

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
	"rustadvisor/advisor/report"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/describe"
	"rustadvisor/ui/moves"
)

// relevance is what the answers make of all that is known. It is computed once, when the screen opens.
type relevance struct {
	whose string // "For your answers"
	base  *knowledge.Base
	made  *advisor.Advice
	asked map[string]advisor.Step // by question
}

func newRelevance(engine *advisor.Engine, a advisor.Answers, whose string) *relevance {
	rel := &relevance{whose: whose, base: engine.Base(), made: engine.Advise(a), asked: map[string]advisor.Step{}}
	for _, s := range engine.Called(a) {
		rel.asked[s.Question.ID] = s
	}
	return rel
}

// told is how many items of a kind are told; the rest are counted.
const told = 3

func (rel *relevance) decided(id string) *advisor.Decided {
	for i := range rel.made.Decisions {
		if rel.made.Decisions[i].ID == id {
			return &rel.made.Decisions[i]
		}
	}
	return &advisor.Decided{}
}

func (rel *relevance) decision(id string) (said string, items []doc.Line) {
	d := rel.decided(id)
	said = d.Pick.Title + ", " + firm(d) + "."
	switch {
	case d.Standing == advisor.Moot:
		return "Not needed. " + d.Fallback, nil
	case d.Pick.ID == "":
		said = "Nothing fits. " + d.Fallback
	case d.Standing == advisor.ByDefault:
		said = d.Pick.Title + ", by default: nothing you answered bears on it."
	case d.Of > 1:
		said += fmt.Sprintf(" Of your %d answers %d could change without changing this.", d.Of, d.Unchanged)
	}
	for i, r := range d.Rivals {
		if i < told {
			items = append(items, doc.Of(r.Title+": "+behind(d, &r)))
		}
	}
	for _, x := range d.Excluded {
		items = append(items, doc.Of(x.Title+": ruled out. "+x.Why))
	}
	for _, f := range d.Flips {
		if len(f.Set) == 1 && f.Set[0].Question != knowledge.JourneyQuestion {
			items = append(items, doc.Of("If “"+f.Set[0].Short+"” were “"+f.Set[0].Label+"” → "+moves.Becomes(rel.base, d.ID,
				f)))
			break
		}
	}
	return said, items
}

// firm words a standing within a sentence.
func firm(d *advisor.Decided) string {
	switch d.Standing {
	case advisor.Settled:
		return "settled: no other preference changes it"
	case advisor.Leaning:
		return "leaning: another preference could change it"
	case advisor.Open:
		return "open: " + d.Stands.Words()
	}
	return "a toss-up"
}

func behind(d *advisor.Decided, r *advisor.Rival) string {
	switch {
	case r.Margin < 0:
		return fmt.Sprintf("ahead by %d alone, but it does not go with other picks", -r.Margin)
	case r.Margin == 0:
		return "as good; the usual order of preference puts " + d.Pick.Title + " first"
	}
	return fmt.Sprintf("behind by %d", r.Margin)
}

// standing is what became of an option, in a few words.
func (rel *relevance) standing(ref string) string {
	decision, option, _ := strings.Cut(ref, ".")
	d := rel.decided(decision)
	if d.Standing == advisor.Moot {
		return "not needed for " + d.Title
	}
	if d.Pick.ID == option {
		return "picked for " + d.Title
	}
	for i := range d.Rivals {
		if d.Rivals[i].ID == option {
			return behind(d, &d.Rivals[i]) + " for " + d.Title
		}
	}
	for _, x := range d.Excluded {
		if x.ID == option {
			return "ruled out for " + d.Title + ": " + report.Begin(x.Why)
		}
	}
	return "not considered"
}

func (rel *relevance) option(decision, id string) (said string, items []doc.Line) {
	d := rel.decided(decision)
	if d.Standing == advisor.Moot {
		return "Not needed. " + d.Fallback, nil
	}
	if d.Pick.ID == id {
		if d.Standing == advisor.ByDefault {
			return "Picked by default: nothing you answered bears on it.", nil
		}
		for i, c := range d.Because {
			if i < told {
				items = append(items, doc.Of(doc.Score(c.Points), " ", because(c)))
			}
		}
		return "Picked, " + firm(d) + ".", items
	}
	for i := range d.Rivals {
		r := &d.Rivals[i]
		if r.ID != id {
			continue
		}
		for j, c := range r.Cells {
			if j < told && c.Points > 0 {
				items = append(items, doc.Of(doc.Score(-c.Points), " ", because(c)))
			}
		}
		if n := len(r.Cells); n > 0 && r.Cells[n-1].Points < 0 {
			items = append(items, doc.Of(doc.Score(-r.Cells[n-1].Points), " ", because(r.Cells[n-1])))
		}
		return wording.Upper(behind(d, r)) + ". The pick is " + d.Pick.Title + ".", items
	}
	for _, x := range d.Excluded {
		if x.ID == id && x.Question == "" {
			return "House rules forbid it: " + x.Why, nil
		}
		if x.ID == id {
			return "Ruled out: " + wording.Sentence(report.Begin(x.Why)),
				[]doc.Line{doc.Of("“" + x.Short + "” is “" + x.Label + "”")}
		}
	}
	return "", nil
}

// because is what makes a cell count and for what.
func because(c advisor.Cell) string {
	if c.Question == "" {
		return "for most teams: " + c.Title
	}
	return c.Reason + " → " + c.Title
}

func (rel *relevance) criterion(decision string, c *knowledge.Criterion) (said string, items []doc.Line) {
	ref, sum := decision+"."+c.ID, c.Prior
	for _, a := range rel.made.Answers {
		for _, id := range a.Choices { // all that is ticked counts
			choice := rel.base.Question(a.Question).Choice(id)
			if choice == nil || choice.Adds[ref] == 0 {
				continue
			}
			adds, reason := choice.Adds[ref], choice.Because()
			if a.Starred {
				adds *= 2
				reason += ", which matters most"
			}
			sum += adds
			items = append(items, doc.Of(doc.Score(adds), " ", reason))
		}
	}
	if len(items) == 0 {
		return "None of your answers adds to it.", nil
	}
	return "It weighs " + wording.Number(sum) + " with your answers.", items
}

func (rel *relevance) question(q *knowledge.Question) (said string, items []doc.Line) {
	step, asked := rel.asked[q.ID]
	switch {
	case q.Retired:
		return "Not asked: house rules took it out.", nil
	case !asked:
		return "Not asked: " + cmp.Or(rel.unmet(q.When), "no answer to it changes a pick."), nil
	case step.Choice == "" && !step.Essential:
		return "Not answered: it is one of the deeper questions.", nil
	case step.Choice == "":
		return "Not answered yet.", nil
	}
	said = "You said “" + step.Label() + "”."
	if rel.made.Star == q.ID {
		said = strings.TrimSuffix(said, ".") + ", and that it matters most."
	}
	for i := range rel.made.Decisions {
		d := &rel.made.Decisions[i]
		points := 0
		for _, cells := range [][]advisor.Cell{d.Because, d.Against} {
			for _, c := range cells {
				if c.Question == q.ID {
					points += c.Points
				}
			}
		}
		switch {
		case points > 0:
			items = append(items, doc.Of(d.Title+": "+signed(points)+" for "+d.Pick.Title))
		case points < 0:
			items = append(items, doc.Of(d.Title+": "+wording.Number(points)+" against "+d.Pick.Title))
		}
		for _, x := range d.Excluded {
			if x.Question == q.ID {
				items = append(items, doc.Of(d.Title+": rules out "+x.Title))
			}
		}
		for _, f := range d.Flips {
			if len(f.Set) == 1 && f.Set[0].Question == q.ID {
				items = append(items, doc.Of(d.Title+": with “"+f.Set[0].Label+"” it would be "+moves.Becomes(rel.base, d.ID, f)))
			}
		}
	}
	if len(items) == 0 {
		return said + " No pick turns on it.", nil
	}
	return said, items
}

// unmet names the first condition that does not hold, and what holds instead; "" where all hold.
func (rel *relevance) unmet(when []knowledge.Condition) string {
	for _, c := range when {
		have := ""
		if len(c.Situation) > 0 {
			if rel.ticked(c) {
				continue
			}
			have = "that is not ticked"
		}
		if c.Question != "" {
			step, asked := rel.asked[c.Question]
			if slices.ContainsFunc(step.Choices, func(id string) bool { return slices.Contains(c.In, id) }) {
				continue
			}
			switch {
			case !asked:
				have = "that is not asked either"
			case step.Choice == "":
				have = "that is open"
			default:
				have = "yours is “" + step.Label() + "”"
			}
		}
		if c.Decision != "" {
			d := rel.decided(c.Decision)
			pick := d.Pick
			if slices.Contains(c.In, pick.ID) {
				continue
			}
			have = "your pick is " + pick.Title
			if pick.ID == "" {
				have = "nothing fits there"
			}
			if d.Standing == advisor.Moot {
				have = "there is nothing to decide"
			}
		}
		return "only when " + describe.Condition(rel.base, c) + "; " + have + "."
	}
	return ""
}

// ticked tells whether one of a condition's situations is.
func (rel *relevance) ticked(c knowledge.Condition) bool {
	return slices.ContainsFunc(rel.made.Situations, func(t advisor.Ticked) bool {
		return slices.Contains(c.Situation,
			t.ID)
	})
}

func (rel *relevance) practice(k *knowledge.Practice) string {
	if !slices.ContainsFunc(rel.made.Practices, func(p knowledge.Practice) bool { return p.ID == k.ID }) {
		return "Does not apply: " + cmp.Or(rel.unmet(k.When), "not with these answers.")
	}
	if len(k.When) == 0 {
		return "Applies, as it does to all."
	}
	var holds []string
	for _, c := range k.When {
		holds = append(holds, rel.holds(c))
	}
	return "Applies: " + strings.Join(holds, ", ") + "."
}

// holds words a condition that holds by what makes it hold.
func (rel *relevance) holds(c knowledge.Condition) string {
	if len(c.Situation) > 0 {
		return describe.Situations(rel.base, slices.DeleteFunc(slices.Clone(c.Situation), func(id string) bool {
			return !rel.ticked(knowledge.Condition{Situation: []string{id}})
		}))
	}
	c.In = []string{rel.asked[c.Question].Choice}
	if c.Decision != "" {
		c.In = []string{rel.decided(c.Decision).Pick.ID}
	}
	return describe.Condition(rel.base, c)
}

// finding tells what of the advice rests on a finding.
func (rel *relevance) finding(f *knowledge.Finding) (said string, items []doc.Line) {
	seen := map[string]bool{}
	add := func(text string) {
		if !seen[text] {
			seen[text] = true
			items = append(items, doc.Of(text))
		}
	}
	for i := range rel.made.Decisions {
		rel.citedBy(&rel.made.Decisions[i], f.ID, add)
	}
	for _, p := range rel.made.Practices {
		if slices.Contains(p.Findings, f.ID) {
			add("Practice: " + p.Title)
		}
	}
	for _, p := range rel.made.Phases {
		if slices.Contains(p.Findings, f.ID) {
			add("Plan: " + p.Title)
		}
		for _, t := range p.Tasks {
			if slices.Contains(t.Findings, f.ID) {
				add("Plan: " + t.Text)
			}
		}
	}
	for _, r := range rel.made.Risks {
		if slices.Contains(r.Findings, f.ID) {
			add("Risk: " + r.Title)
		}
	}
	for _, k := range rel.made.KPIs {
		if slices.Contains(k.Findings, f.ID) {
			add("Figure: " + k.Title)
		}
	}
	if len(items) == 0 {
		return "Nothing in your advice rests on it.", nil
	}
	return "Your advice rests on it:", items
}

// citedBy adds what a decision rests on the finding for: the pick's reasons first.
func (rel *relevance) citedBy(d *advisor.Decided, id string, add func(string)) {
	for _, sum := range advisor.Sums(restingOn(id, slices.Concat(d.Because, d.Against))) {
		add(d.Title + ": " + signed(sum.Points) + " for " + d.Pick.Title + " on " + sum.Title)
	}
	for _, x := range d.Excluded {
		if x.Finding == id {
			add(d.Title + ": " + x.Title + " is ruled out")
		}
	}
	for _, r := range d.Rivals {
		for _, sum := range advisor.Sums(restingOn(id, r.Cells)) {
			if !counts(d, sum.Title, id) {
				add(d.Title + ": " + signed(-sum.Points) + " for " + r.Title + " on " + sum.Title)
			}
		}
	}
	if d.Moved != nil && d.Moved.Finding == id {
		add(d.Title + ": moved, as " + d.Moved.Why)
	}
	if d.Option != nil && slices.Contains(d.Option.Findings, id) {
		add(d.Title + ": about " + d.Pick.Title)
	}
}

// counts tells whether the pick itself has points on the criterion from the finding: then those of rivals are no news.
func counts(d *advisor.Decided, criterion, id string) bool {
	for _, c := range slices.Concat(d.Because, d.Against) {
		if c.Title == criterion && c.Finding == id {
			return true
		}
	}
	return false
}

// restingOn is the cells that rest on a finding.
func restingOn(id string, cells []advisor.Cell) []advisor.Cell {
	return slices.DeleteFunc(slices.Clone(cells), func(c advisor.Cell) bool { return c.Finding != id })
}
