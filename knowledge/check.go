package knowledge

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"rustadvisor/knowledge/strict"
	"rustadvisor/knowledge/wording"
)

// resolve builds the indexes and adds the "not sure" choice to every question that has none of its own.
func (l *loader) resolve() {
	b := l.base
	b.questions = index(b.Questions, func(q *Question) string { return q.ID })
	b.decisions = index(b.Decisions, func(d *Decision) string { return d.ID })
	b.findings = index(b.Findings, func(f *Finding) string { return f.ID })
	b.situations = index(b.Situations, func(s *Situation) string { return s.ID })
	b.sources = index(b.Sources, func(s *Source) string { return s.ID })
	b.technologies = index(b.Technologies, func(t *Technology) string { return t.ID })
	b.packages, b.imports = packageIndexes(b.Packages)
	b.corrections = map[string][]int{}
	for i := range b.Findings {
		for _, id := range b.Findings[i].Corrects {
			b.corrections[id] = append(b.corrections[id], i)
		}
	}
	for i := range b.Decisions { // options that tie_break leaves out come last
		d := &b.Decisions[i]
		for _, o := range d.Options {
			if !slices.Contains(d.TieBreak, o.ID) {
				d.TieBreak = append(d.TieBreak, o.ID)
			}
		}
	}
	unsure := b.Words.Unsure
	unsure.Unsure = true
	for i := range b.Questions[1:] {
		q := &b.Questions[i+1]
		if !slices.ContainsFunc(q.Choices, func(c Choice) bool { return c.Unsure }) {
			q.Choices = append(q.Choices, unsure)
		}
	}
}

// check finds everything the types cannot: ids that point nowhere, values out of range, what can never be reached.
func (l *loader) check() {
	l.checkVocabulary()
	l.checkCounts()
	l.checkQuestions()
	for i := range l.base.Decisions {
		l.checkDecision(&l.base.Decisions[i])
	}
	l.checkIDs()
	l.checkTogether()
	l.checkJoint()
	l.checkWork()
	l.checkFindings()
	l.checkStatements()
	l.checkSituations()
	l.checkTechnologies()
	l.checkPython()
	l.checkSnippets()
	l.checkGlossary()
}

// checkCounts keeps a base to what the advice can compute while a key is pressed.
func (l *loader) checkCounts() {
	if n := len(l.base.Questions); n > mostQuestions {
		l.fault("questions.toml", strict.Element("question", mostQuestions-1), "take some out",
			"there are %d questions, more than %d", n, mostQuestions)
	}
	if n := len(l.base.Situations); n > mostSituations {
		at := l.place["situation "+l.base.Situations[mostSituations].ID]
		l.fault(at.file, at.path, "take some out", "there are %d situations, more than %d", n, mostSituations)
	}
	if n := len(l.base.Decisions); n > MostDecisions {
		file := l.place["decision "+l.base.Decisions[n-1].ID].file
		l.fault(file, "", "take some out", "there are %d decisions, more than %d", n, MostDecisions)
	}
}

func (l *loader) checkVocabulary() {
	const file = "vocabulary.toml"
	w := &l.base.Words
	if w.Version == "" {
		l.fault(file, "", `add version = "YYYY-MM"`, "the knowledge base has no version")
	}
	if len(w.Journeys) == 0 {
		l.fault(file, "", "add a [[journey]]", "there is no journey")
	}
	if w.Unsure.ID == "" || w.Unsure.Label == "" {
		l.fault(file, "unsure", "add [unsure] with id and label", "the choice for not knowing is missing")
	}
	if len(w.Unsure.Adds) > 0 {
		l.fault(file, "unsure.adds", "remove adds", "not knowing adds points")
	}
	named(l, file, "journey", w.Journeys, func(j *Journey) (id, text string) { return j.ID, j.Title })
	for i, j := range w.Journeys {
		l.checkAdds(file, fmt.Sprintf("journey[%d].adds", i), j.Adds)
	}
}

// mostChoices is how many choices a question may have, "not sure" among them: sets of choices are kept in 64 bits.
const mostChoices = 60

// Other limits: sets of options are kept in 64 bits, too, and no number may be so large that sums of them overflow.
const (
	mostOptions   = 60
	mostQuestions = 300
	MostDecisions = 60
	mostPoints    = 9
	lastWeek      = 520

	mostSituations = 2000 // all of which may be ticked at once
)

func (l *loader) checkQuestions() {
	const file = "questions.toml"
	b := l.base
	sections := ids(b.Sections, func(s Section) string { return s.ID })
	journeys := ids(b.Words.Journeys, func(j Journey) string { return j.ID })
	for i := range b.Questions[1:] {
		q := &b.Questions[i+1]
		path := strict.Element("question", i)
		if q.Title+q.Short+q.Why == "" && l.stray(file, path, "question", KindQuestion, q.ID) {
			continue
		}
		l.known(file, path+".section", "section", q.Section, sections)
		for _, j := range q.Essential {
			l.known(file, path+".essential", "journey", j, journeys)
		}
		l.lacks(file, path, "question", q.ID, "title", q.Title, "short", q.Short, "why", q.Why)
		switch {
		case q.ID == JourneyQuestion:
			l.fault(file, path, "give it another id", "question %q is made from the journeys of the vocabulary", q.ID)
		case len(q.Choices) < 3:
			l.fault(file, path, "add a [[question.choice]]", "question %q offers no choice", q.ID)
		case len(q.Choices) > mostChoices:
			l.fault(file, path, fmt.Sprintf("offer at most %d", mostChoices), "question %q offers %d choices", q.ID,
				len(q.Choices))
		}
		l.checkChoices(file, path, q)
		l.checkAnswer(file, path+".answer", q)
		l.checkWas(file, path+".was", q)
		l.checkWhen(file, path+".when", q.When, i+1, false)
		l.checkWhen(file, path+".or", q.Or, i+1, false)
		if len(q.Or) > 0 && len(q.When) == 0 {
			l.fault(file, path+".or", "say with when what else it is asked under", "question %q is asked anyway", q.ID)
		}
		l.checkWhen(file, path+".spare", q.Spare, len(b.Questions), false)
	}
	for i := range b.Questions[1:] {
		if clash := b.contradiction(i + 1); clash != "" {
			l.fault(file, fmt.Sprintf("question[%d].when", i), "loosen one of its conditions",
				"question %q can never be asked: %s", b.Questions[i+1].ID, clash)
		}
	}
}

// checkAnswer checks what everybody is taken to have said to a question that is not asked.
func (l *loader) checkAnswer(file, path string, q *Question) {
	if len(q.Answer) == 0 {
		return
	}
	for _, id := range q.Answer {
		l.known(file, path, "choice of "+q.ID, id, ids(q.Choices, func(c Choice) string { return c.ID }))
	}
	lone := slices.ContainsFunc(q.Answer, func(id string) bool { c := q.Choice(id); return c != nil && c.Lone() })
	switch {
	case !q.Retired:
		l.fault(file, path, "add retired = true, or remove answer", "question %q is asked, yet answered already", q.ID)
	case len(q.Answer) > 1 && (!q.Several || lone):
		l.fault(file, path, "name one choice", "the choices that answer question %q cannot stand together", q.ID)
	}
}

func (l *loader) checkChoices(file, path string, q *Question) {
	seen := map[string]bool{}
	for j := range q.Choices {
		c := &q.Choices[j]
		at := strict.Element(path+".choice", j)
		switch {
		case seen[c.ID]:
			l.fault(file, at, "give it another id", "choice %q of question %q stands twice", c.ID, q.ID)
		case c.ID == "" || c.Label == "":
			l.fault(file, at, "add id and label", "a choice of question %q lacks its id or label", q.ID)
		case c.Unsure && len(c.Adds) > 0:
			l.fault(file, at, "remove adds", "choice %q of question %q means not knowing, yet adds points", c.ID, q.ID)
		}
		seen[c.ID] = true
		l.checkAdds(file, at+".adds", c.Adds)
	}
}

// checkWas checks how the ids of choices that there were are read.
func (l *loader) checkWas(file, path string, q *Question) {
	choices := ids(q.Choices, func(c Choice) string { return c.ID })
	for _, old := range sortedKeys(q.Was) {
		at, now := path+"."+old, q.Was[old]
		if slices.Contains(choices, old) {
			l.fault(file, at, "take it out of was", "choice %q of question %q is still there", old, q.ID)
		}
		for _, id := range now {
			l.known(file, at, "choice of "+q.ID, id, choices)
		}
		if len(now) == 0 || len(now) > 1 && !q.Several {
			l.fault(file, at, "name the choice that says the same now", "question %q reads %q as %d choices", q.ID, old,
				len(now))
		}
	}
}

func (l *loader) checkAdds(file, path string, adds map[string]int) {
	for _, ref := range sortedKeys(adds) {
		decision, criterion, _ := strings.Cut(ref, ".")
		at := path + "." + ref
		d := l.base.Decision(decision)
		if d == nil {
			l.fault(file, at, wording.Suggest(decision, l.decisionIDs()), "adds to unknown decision %q", decision)
			continue
		}
		l.known(file, at, "criterion of "+decision, criterion, ids(d.Criteria, func(c Criterion) string { return c.ID }))
		if v := adds[ref]; v < -mostPoints || v > mostPoints || v == 0 {
			l.fault(file, at, "use a whole number from -9 to 9, not 0", "adds %d to %s", v, ref)
		}
	}
}

// checkWhen checks conditions; before limits them to earlier questions, which also rules out cycles.
func (l *loader) checkWhen(file, path string, when []Condition, before int, picks bool) {
	for _, c := range when {
		if c.Decision != "" && c.Question != "" || len(c.Situation) > 0 && (c.Decision != "" || c.Question != "" ||
			len(c.In) > 0) {
			l.fault(file, path, "name one of them, and add another condition for the other",
				"a condition asks for more than one thing")
			continue
		}
		if len(c.Situation) > 0 {
			l.checkTicked(file, path, c.Situation, picks)
			continue
		}
		if c.Decision != "" {
			l.checkPick(file, path, c, picks)
			continue
		}
		at, ok := l.base.questions[c.Question]
		if !ok {
			l.fault(file, path, wording.Suggest(c.Question, l.questionIDs()), "unknown question %q", c.Question)
			continue
		}
		if at >= before {
			l.fault(file, path, "ask that question first, or drop the condition",
				"depends on question %q, which is not asked before it (a cycle)", c.Question)
			continue
		}
		choices := ids(l.base.Questions[at].Choices, func(c Choice) string { return c.ID })
		if len(c.In) == 0 {
			l.fault(file, path, "list at least one choice", "the condition on %q never holds", c.Question)
		}
		for _, choice := range c.In {
			l.known(file, path, "choice of "+c.Question, choice, choices)
		}
	}
}

func (l *loader) checkPick(file, path string, c Condition, picks bool) {
	d := l.base.Decision(c.Decision)
	switch {
	case !picks:
		l.fault(file, path, "use a question",
			"a condition on decision %q is only for practices, snippets, plan, risks and KPIs", c.Decision)
	case d == nil:
		l.fault(file, path, wording.Suggest(c.Decision, l.decisionIDs()), "unknown decision %q", c.Decision)
	default:
		if len(c.In) == 0 {
			l.fault(file, path, "list at least one option", "the condition on %q never holds", c.Decision)
		}
		for _, o := range c.In {
			l.known(file, path, "option of "+d.ID, o, ids(d.Options, func(o Option) string { return o.ID }))
		}
	}
}

// contradiction tells why a question can never be asked, or "". It merges the conditions of the question with those
// of the questions it depends on; as conditions are joined by "and" and look back only, an empty intersection is
// the one way, unless two choices can be ticked together. A question that is asked as well for another reason adds
// nothing.
func (b *Base) contradiction(i int) string {
	allowed := map[string][]string{}
	queue := []int{i}
	for len(queue) > 0 {
		q := &b.Questions[queue[0]]
		queue = queue[1:]
		if len(q.Or) > 0 {
			continue
		}
		for _, c := range q.When {
			at, ok := b.questions[c.Question]
			if !ok {
				continue
			}
			if have, seen := allowed[c.Question]; seen {
				both := slices.DeleteFunc(slices.Clone(have), func(s string) bool { return !slices.Contains(c.In, s) })
				if len(both) == 0 {
					both = b.Questions[at].besides(have, c.In)
				}
				if len(both) == 0 {
					return fmt.Sprintf("%s would have to be one of %s and one of %s at once", c.Question,
						strings.Join(have, ", "), strings.Join(c.In, ", "))
				}
				allowed[c.Question] = both
				continue
			}
			allowed[c.Question] = c.In
			queue = append(queue, at)
		}
	}
	return ""
}

// besides are the choices of some that can be ticked beside one of the others, where a question takes several.
func (q *Question) besides(some, others []string) (out []string) {
	stands := func(id string) bool { c := q.Choice(id); return c != nil && !c.Lone() }
	if !q.Several || !slices.ContainsFunc(others, stands) {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(some), func(s string) bool { return !stands(s) })
}

// checkSizes keeps a decision to what the advice can compute without overflow.
func (l *loader) checkSizes(file string, d *Decision) {
	for i, c := range d.Criteria {
		if c.Prior < -mostPoints || c.Prior > mostPoints {
			mend := fmt.Sprintf("use a whole number from -%d to %d", mostPoints, mostPoints)
			l.fault(file, strict.Element("criterion", i)+".prior", mend, "criterion %q weighs %d before any answer", c.ID,
				c.Prior)
		}
	}
	if len(d.Options) > mostOptions {
		l.fault(file, "", fmt.Sprintf("offer at most %d", mostOptions), "decision %q has %d options", d.ID, len(d.Options))
	}
}

func (l *loader) checkDecision(d *Decision) {
	file := l.place["decision "+d.ID].file
	if d.Title == "" && d.Asks == "" && l.stray(file, "", "decision", KindDecision, stem(file)) {
		return
	}
	if want := "decisions/" + d.ID + ".toml"; file != want {
		l.fault(file, "id", "name the file "+want, "the decision's id is %q", d.ID)
	}
	options := ids(d.Options, func(o Option) string { return o.ID })
	l.lacks(file, "", "decision", d.ID, "title", d.Title, "asks", d.Asks, "fallback", d.Fallback)
	if len(options) == 0 {
		l.fault(file, "", "add an [[option]]", "decision %q has no option", d.ID)
	}
	named(l, file, "criterion", d.Criteria, func(c *Criterion) (id, text string) { return c.ID, c.Title })
	l.checkSizes(file, d)
	named(l, file, "option", d.Options, func(o *Option) (id, text string) { return o.ID, cmp.Or(o.Title, o.ID) })
	for i, o := range d.TieBreak {
		l.known(file, "tie_break", "option of "+d.ID, o, options)
		if slices.Index(d.TieBreak, o) != i {
			l.fault(file, "tie_break", "name it once", "option %q stands twice in tie_break", o)
		}
	}
	if d.Per != "" {
		l.among(l.base.questions, file, "per", "question", d.Per)
		if q := l.base.Question(d.Per); q != nil && !q.Several {
			l.fault(file, "per", "name a question with several = true",
				"question %q takes one choice, so nothing is decided per choice", d.Per)
		}
	}
	l.checkNeeds(file, "need", d.ID, d.Needs)
	for i := range d.Options {
		l.checkOption(file, strict.Element("option", i), d, &d.Options[i])
	}
}

func (l *loader) checkOption(file, path string, d *Decision, o *Option) {
	if o.Title == "" && o.Summary == "" && l.stray(file, path, "option of "+d.ID, KindOption, d.ID+"."+o.ID) {
		return
	}
	l.known(file, path+".ring", "ring", o.Ring, termIDs(l.base.Words.Rings))
	l.lacks(file, path, "option", o.ID, "title", o.Title, "summary", o.Summary, "reversal", o.Reversal)
	l.checkCrates(file, path, o.Crates)
	for _, kind := range o.CrateTypes {
		l.known(file, path+".crate-types", "crate type", kind, crateTypes)
	}
	if !rustRelease.MatchString(o.Rust) {
		l.fault(file, path+".rust", `write it as "1.80"`, "option %q needs Rust %q, which is no release", o.ID, o.Rust)
	}
	criteria := ids(d.Criteria, func(c Criterion) string { return c.ID })
	for _, c := range sortedKeys(o.Fit) {
		at, fit := path+".fit."+c, o.Fit[c]
		l.known(file, at, "criterion of "+d.ID, c, criteria)
		l.knownFinding(file, at, fit.Finding)
		if fit.Value < -2 || fit.Value > 2 {
			l.fault(file, at, "use -2 to 2", "the fit of %q on %q is %d", o.ID, c, fit.Value)
		}
	}
	l.checkNeeds(file, path+".need", o.ID, o.Needs)
	for i, p := range o.Phrasings {
		l.checkWhen(file, strict.Element(path+".phrasing", i), slices.Concat(p.When, p.Unless), len(l.base.Questions), true)
	}
	for _, f := range o.Findings {
		l.knownFinding(file, path+".findings", f)
	}
}

func (l *loader) knownChoices(file, at, id string, choices []string) {
	l.among(l.base.questions, file, at, "question", id)
	q := l.base.Question(id)
	if q == nil {
		return
	}
	for _, choice := range choices {
		l.known(file, at+"."+choice, "choice of "+id, choice, ids(q.Choices, func(c Choice) string { return c.ID }))
	}
}

// checkNeeds checks what an option, or a whole decision, needs.
func (l *loader) checkNeeds(file, path, of string, needs []Need) {
	for i, n := range needs {
		at := strict.Element(path, i)
		asked := slices.Concat([]Condition{{Question: n.Question, In: n.In}}, n.When, n.Unless)
		l.checkWhen(file, at, asked, len(l.base.Questions), false)
		l.knownFinding(file, at, n.Finding)
		if n.Reason == "" {
			l.fault(file, at, "add reason", "a need of %q has no reason", of)
		}
	}
}

func (l *loader) checkTogether() {
	const file = "constraints.toml"
	pair := func(path string, refs []string, reason, finding string) {
		if len(refs) != 2 || decisionOf(refs[0]) == decisionOf(refs[min(1, len(refs)-1)]) {
			l.fault(file, path, `write options = ["decision.option", "other-decision.option"]`,
				"needs two options of different decisions")
		}
		l.checkTogetherTexts(file, path, refs, reason, finding)
	}
	for i, f := range l.base.Forbids {
		pair(strict.Element("forbid", i), f.Options, f.Reason, f.Finding)
	}
	for i, s := range l.base.Synergies {
		path := strict.Element("synergy", i)
		pair(path, s.Options, s.Reason, s.Finding)
		if s.Points < 1 || s.Points > 9 {
			l.fault(file, path+".points", "use 1 to 9", "a synergy gives %d points", s.Points)
		}
	}
	for i, r := range l.base.Requires {
		path := strict.Element("require", i)
		l.checkTogetherTexts(file, path, append([]string{r.Option}, r.Needs...), r.Reason, r.Finding)
		if len(r.Needs) == 0 {
			l.fault(file, path, "list the options it can stand with", "%s requires nothing", r.Option)
		}
		for _, n := range r.Needs {
			if decisionOf(n) != decisionOf(r.Needs[0]) || decisionOf(n) == decisionOf(r.Option) {
				l.fault(file, path, "name options of one other decision", "%s requires %s", r.Option, n)
			}
		}
	}
}

func (l *loader) checkTogetherTexts(file, path string, refs []string, reason, finding string) {
	for _, ref := range refs {
		if l.base.Option(ref) == nil {
			l.fault(file, path, wording.Suggest(ref, l.optionRefs()), "unknown option %q", ref)
		}
	}
	if reason == "" {
		l.fault(file, path, "add reason", "no reason is given")
	}
	l.knownFinding(file, path, finding)
}

// named tells of entries of a list without an id or a text, or with the id of an earlier one.
func named[T any](l *loader, file, kind string, list []T, of func(*T) (id, text string)) {
	seen := map[string]bool{}
	for i := range list {
		id, text := of(&list[i])
		path := strict.Element(kind, i)
		if id == "" || text == "" {
			l.fault(file, path, "add id and title", "a %s lacks its id or title", kind)
		} else if seen[id] {
			l.fault(file, path, "give it another id", "%s %q stands twice", kind, id)
		}
		seen[id] = true
	}
}

func (l *loader) known(file, path, kind, id string, all []string) {
	if !slices.Contains(all, id) {
		l.fault(file, path, wording.Suggest(id, all), "unknown %s %q", kind, id)
	}
}

// among is known for the ids of a map, which are sorted only for a suggestion: there are thousands of checks.
func (l *loader) among(all map[string]int, file, path, kind, id string) {
	if _, ok := all[id]; !ok {
		l.fault(file, path, wording.Suggest(id, sortedKeys(all)), "unknown %s %q", kind, id)
	}
}

func (l *loader) knownFinding(file, path, id string) {
	l.among(l.base.findings, file, path, "finding", id)
}

func (l *loader) decisionIDs() []string { return sortedKeys(l.base.decisions) }
func (l *loader) questionIDs() []string { return sortedKeys(l.base.questions) }

func (l *loader) optionRefs() []string {
	var refs []string
	for _, d := range l.base.Decisions {
		for _, o := range d.Options {
			refs = append(refs, d.ID+"."+o.ID)
		}
	}
	return refs
}

func decisionOf(ref string) string {
	decision, _, _ := strings.Cut(ref, ".")
	return decision
}

func isDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

func ids[T any](list []T, id func(T) string) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = id(v)
	}
	return out
}

func termIDs(terms []Term) []string { return ids(terms, func(t Term) string { return t.ID }) }

func index[T any](list []T, id func(*T) string) map[string]int {
	out := make(map[string]int, len(list))
	for i := range list {
		out[id(&list[i])] = i
	}
	return out
}

func sortedKeys[V any](m map[string]V) []string {
	return slices.Sorted(maps.Keys(m))
}
