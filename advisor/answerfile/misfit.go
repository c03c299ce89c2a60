package answerfile

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/search"
	"rustadvisor/knowledge/wording"
)

// fault is what is wrong with an answer, and how to mend it.
type fault struct{ what, mend string }

// readChoices reads the answer to a question: the id of a choice or, where it takes several, a list of ids. They
// come in the order of the question, each once, ids of choices that there were as those that say the same now. What
// is wrong comes apart from what is right.
func readChoices(base *knowledge.Base, question string, value any) (choices []string, faults []fault) {
	q, f := questionOf(base, question)
	if q == nil {
		return nil, []fault{f}
	}
	said, f := listOf(q, value)
	if f.what != "" {
		return nil, []fault{f}
	}
	ticked := map[string]bool{}
	for i, id := range said {
		now := q.Was[id]
		switch {
		case slices.Contains(said[:i], id):
			faults = append(faults, fault{fmt.Sprintf("%q stands twice for question %q", wording.Clean(id), q.ID),
				"name it once"})
		case now == nil && q.Choice(id) == nil:
			what, mend := misfit(base, question, id)
			faults = append(faults, fault{what, mend})
		case now == nil:
			now = []string{id}
		}
		for _, id := range now {
			ticked[id] = true
		}
	}
	for _, c := range q.Choices {
		if ticked[c.ID] {
			choices = append(choices, c.ID)
		}
	}
	for _, id := range choices {
		if q.Choice(id).Lone() && len(choices) > 1 {
			mend := fmt.Sprintf("write %s = %q, or take it out of the list", q.ID, id)
			return nil, append(faults, fault{fmt.Sprintf("%q stands beside others for question %q, but says that none holds",
				id, q.ID), mend})
		}
	}
	return choices, faults
}

// listOf is the ids that an answer names: at least one, and one where the question takes one.
func listOf(q *knowledge.Question, value any) ([]string, fault) {
	if id, ok := value.(string); ok {
		return []string{id}, fault{}
	}
	list, ok := value.([]any)
	var out []string
	for _, v := range list {
		id, isText := v.(string)
		out, ok = append(out, id), ok && isText
	}
	example := q.Choices[0].ID
	switch {
	case !ok:
		return nil, fault{fmt.Sprintf("the answer to question %q is no text", q.ID),
			fmt.Sprintf("write the id of a choice, such as %s = %q", q.ID, example)}
	case !q.Several:
		if len(out) > 0 && q.Choice(out[0]) != nil {
			example = out[0]
		}
		return nil, fault{fmt.Sprintf("question %q takes one answer, not a list", q.ID), fmt.Sprintf("write %s = %q", q.ID,
			example)}
	case len(out) == 0:
		return nil, fault{fmt.Sprintf("the list for question %q is empty", q.ID), "name a choice, or take the line out"}
	}
	return out, fault{}
}

// questionOf finds a question, or tells how to mend its name.
func questionOf(base *knowledge.Base, id string) (*knowledge.Question, fault) {
	q := base.Question(id)
	if q == nil && base.Decision(id) != nil {
		return nil, fault{fmt.Sprintf("unknown question %q", id), pinsStand}
	}
	if q == nil {
		return nil, fault{fmt.Sprintf("unknown question %q", wording.Clean(id)), cmp.Or(wording.Suggest(id,
			questionIDs(base)), "rustadvisor questions lists them")}
	}
	return q, fault{}
}

// misfit tells what is wrong with a choice of a question and how to mend it, or nothing.
func misfit(base *knowledge.Base, question, choice string) (what, mend string) {
	q, f := questionOf(base, question)
	if q == nil {
		return f.what, f.mend
	}
	if q.Choice(choice) == nil {
		var known []string
		for _, c := range q.Choices {
			known = append(known, c.ID)
		}
		return fmt.Sprintf("unknown choice %q for question %q", wording.Clean(choice), question),
			cmp.Or(wording.Suggest(choice, known), "use one of "+strings.Join(known, ", "))
	}
	return "", ""
}

// ParseSetting reads question=choice, or question=choice,choice where it takes several, as given on a command line.
func ParseSetting(base *knowledge.Base, setting string) (question string, choices []string, err error) {
	question, said, ok := strings.Cut(setting, "=")
	if !ok {
		return "", nil, fmt.Errorf("%q is not question=choice, such as store=postgres", wording.Clean(setting))
	}
	var value any = said
	if ids := strings.Split(said, ","); len(ids) > 1 {
		var list []any
		for _, id := range ids {
			list = append(list, strings.TrimSpace(id))
		}
		value = list
	}
	choices, faults := readChoices(base, question, value)
	if len(faults) == 0 {
		return question, choices, nil
	}
	what := faults[0].what
	if faults[0].mend != "" {
		what += "; " + faults[0].mend
	}
	return "", nil, fmt.Errorf("%s", what)
}

func questionIDs(base *knowledge.Base) []string {
	var out []string
	for _, q := range base.Questions {
		out = append(out, q.ID)
	}
	return out
}

// pinsStand tells where pins are to be written.
const pinsStand = "pins stand below a line [pins]"

// ParsePin reads a decision=option pair as given on a command line. Errors name the nearest ids.
func ParsePin(base *knowledge.Base, text string) (advisor.Pin, error) {
	decision, option, ok := strings.Cut(text, "=")
	if !ok {
		return advisor.Pin{}, fmt.Errorf("%q is not decision=option, such as database-layer=sqlx", wording.Clean(text))
	}
	p := advisor.Pin{Decision: decision, Option: option}
	if what, mend := misfitPin(base, p); what != "" {
		return advisor.Pin{}, fmt.Errorf("%s; %s", what, mend)
	}
	return p, nil
}

// misfitPin tells what is wrong with a pin and how to mend it, or nothing.
func misfitPin(base *knowledge.Base, p advisor.Pin) (what, mend string) {
	var known []string
	decision, choice, one := strings.Cut(p.Decision, "@")
	d := base.Decision(decision)
	if d == nil {
		for _, d := range base.Decisions {
			known = append(known, d.ID)
		}
		return fmt.Sprintf("unknown decision %q", wording.Clean(decision)), suggest(decision, known)
	}
	if one && d.Per == "" {
		return fmt.Sprintf("%s is decided once, not for %q", d.ID, wording.Clean(choice)), fmt.Sprintf("write %s", d.ID)
	}
	if one && base.Question(d.Per).Choice(choice) == nil {
		for _, c := range base.Question(d.Per).Choices {
			known = append(known, c.ID)
		}
		return fmt.Sprintf("unknown choice %q of %s", wording.Clean(choice), d.Per), suggest(choice, known)
	}
	if d.Option(p.Option) == nil {
		for _, o := range d.Options {
			known = append(known, o.ID)
		}
		return fmt.Sprintf("unknown option %q of %s", wording.Clean(p.Option), d.ID), suggest(p.Option, known)
	}
	return "", ""
}

// suggest names the nearest ids, or else all.
func suggest(word string, known []string) string {
	if mend := wording.Suggest(word, known); mend != "" {
		return mend
	}
	return "there are " + strings.Join(known, ", ")
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

// MisfitPackage tells why a text cannot be the name of a Python package, and how to mend it, or nothing.
func MisfitPackage(base *knowledge.Base, name string) (what, mend string) {
	id, known := base.PackageID(name)
	switch {
	case !known && slices.Contains([]string{".txt", ".in", ".toml", ".lock", ".cfg"}, path.Ext(name)):
		return fmt.Sprintf("%q is a file rather than a Python package", wording.Clean(name)),
			"--requirements takes a file with a list of packages"
	case id == "":
		return fmt.Sprintf("%q is no name of a Python package", wording.Clean(name)),
			`write it as pip install takes it, without a version, such as "fastapi"`
	}
	return "", ""
}
