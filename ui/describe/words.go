package describe

import (
	"slices"

	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
)

// Condition words a condition: “Data store” is “PostgreSQL” or “SQLite”.
func Condition(b *knowledge.Base, c knowledge.Condition) string {
	if len(c.Situation) > 0 {
		return Situations(b, c.Situation)
	}
	name, values := c.Question+c.Decision, []string(nil)
	for _, id := range c.In {
		value := id
		if q := b.Question(c.Question); q != nil {
			name = "“" + q.Short + "”"
			if choice := q.Choice(id); choice != nil {
				value = "“" + choice.Label + "”"
			}
		}
		if d := b.Decision(c.Decision); d != nil {
			name = d.Title
			if o := d.Option(id); o != nil {
				value = o.Title
			}
		}
		values = append(values, value)
	}
	return name + " is " + wording.Listed(values, "or")
}

// need words what an answer must be, by what it must not be where that is shorter: who is not sure is denied nothing.
func need(b *knowledge.Base, c knowledge.Condition) string {
	q := b.Question(c.Question)
	if q == nil {
		return Condition(b, c)
	}
	var denied []string
	for _, choice := range q.Choices {
		if !choice.Unsure && !slices.Contains(c.In, choice.ID) {
			denied = append(denied, "“"+choice.Label+"”")
		}
	}
	if len(denied) == 0 || len(denied)*2 > len(c.In) {
		return Condition(b, c)
	}
	return "“" + q.Short + "” is not " + wording.Listed(denied, "or")
}

// Conditions words each of several.
func Conditions(b *knowledge.Base, when []knowledge.Condition) []string {
	var out []string
	for _, c := range when {
		out = append(out, Condition(b, c))
	}
	return out
}

// Situations words a condition on situations: “Tenants share tables” is so.
func Situations(b *knowledge.Base, ids []string) string {
	var labels []string
	for _, id := range ids {
		label := id
		if s := b.Situation(id); s != nil {
			label = s.Label
		}
		labels = append(labels, "“"+label+"”")
	}
	return wording.Listed(labels, "or") + " is so"
}

// title is a word of a closed list, as people read it.
func title(terms []knowledge.Term, id string) string {
	for _, t := range terms {
		if t.ID == id {
			return t.Title
		}
	}
	return id
}

// termed is a word of a closed list with what it means.
func termed(terms []knowledge.Term, id string) string {
	for _, t := range terms {
		if t.ID == id && t.Help != "" {
			return t.Title + ": " + wording.Lower(t.Help)
		}
	}
	return title(terms, id)
}

// SectionTitle is the title of a section of questions.
func SectionTitle(b *knowledge.Base, id string) string {
	for _, s := range b.Sections {
		if s.ID == id {
			return s.Title
		}
	}
	return id
}
