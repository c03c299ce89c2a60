package advisor

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
)

// headline is the seat of the pick that says that nothing of the rest is due, or open.
func (v *evaluation) headline() int {
	for _, s := range v.seats {
		if o := v.picks[s]; o != fallback && v.e.base.Decisions[of(s)].Options[o].Headline != "" {
			return s
		}
	}
	return open
}

// wait marks what is not due because of the pick of a decision. What is pinned is due in any case.
func (out *Advice) wait(because string) {
	out.Rust = ""
	for i := range out.Decisions {
		other := &out.Decisions[i]
		if other.ID == because || other.Standing == MustBe {
			continue
		}
		other.Waits = true
		if other.Option != nil {
			other.Option.Crates, other.Option.Rust = nil, "" // a copy: see option
		}
	}
}

// addStatements takes over the practices, snippets, phases, risks and figures whose conditions hold. Under a headline
// only those that ask for its pick are due; a plan says in its own conditions what to do then.
func (v *evaluation) addStatements(out *Advice) {
	b, headline := v.e.base, v.headline()
	due := func(when []knowledge.Condition) bool {
		asks := func(c knowledge.Condition) bool { return c.Decision == b.Decisions[of(headline)].ID }
		return v.applies(when) && (headline == open || slices.ContainsFunc(when, asks))
	}
	wrong := v.ruledOutIDs()
	for _, p := range b.Practices {
		if due(p.When) && !wrong[p.ID] {
			p.Title = houseRule(p.Title, p.House)
			out.Practices = append(out.Practices, p)
		}
	}
	for _, s := range b.Snippets {
		if due(s.When) && !wrong[s.ID] {
			s.Title, s.Crates = houseRule(s.Title, s.House), v.crates(open, s.Crates)
			out.Snippets = append(out.Snippets, s)
		}
	}
	if v.explains(&b.Glossary) {
		out.Words = b.Glossary.Words
	}
	for _, p := range b.Phases {
		if !v.applies(p.When) {
			continue
		}
		p.Tasks = slices.DeleteFunc(slices.Clone(p.Tasks), func(t knowledge.Task) bool { return !v.applies(t.When) })
		v.orderByTicks(p.Tasks)
		out.Phases = append(out.Phases, p)
	}
	for _, r := range b.Risks {
		if due(r.When) && !wrong[r.ID] {
			r.Title = houseRule(r.Title, r.House)
			out.Risks = append(out.Risks, r)
		}
	}
	for _, k := range b.KPIs {
		if due(k.When) {
			k.Title = houseRule(k.Title, k.House)
			out.KPIs = append(out.KPIs, k)
		}
	}
}

// orderByTicks puts the tasks that ask for situations in the order in which those were ticked, each in a place that one
// of them had: what somebody ticks first is what he came for. Ticks in the order of the list say nothing.
func (v *evaluation) orderByTicks(tasks []knowledge.Task) {
	if slices.IsSorted(v.situations) {
		return
	}
	tick := func(t knowledge.Task) int {
		return slices.IndexFunc(v.situations, func(i int) bool {
			return slices.ContainsFunc(t.When, func(c knowledge.Condition) bool {
				return slices.Contains(c.Situation, v.e.base.Situations[i].ID)
			})
		})
	}
	var places []int
	var ordered []knowledge.Task
	for i, t := range tasks {
		if tick(t) >= 0 {
			places, ordered = append(places, i), append(ordered, t)
		}
	}
	slices.SortStableFunc(ordered, func(a, b knowledge.Task) int { return tick(a) - tick(b) })
	for i, place := range places {
		tasks[place] = ordered[i]
	}
}

// explains tells whether words are explained to whoever answered so.
func (v *evaluation) explains(g *knowledge.Glossary) bool {
	holds := func(c knowledge.Condition) bool { return v.applies([]knowledge.Condition{c}) }
	return v.applies(g.When) && !slices.ContainsFunc(g.Unless, holds) || len(g.Or) > 0 && v.applies(g.Or)
}

// applies tells whether conditions on answers and picks hold.
func (v *evaluation) applies(when []knowledge.Condition) bool {
	for _, c := range when {
		if len(c.Situation) > 0 && !v.has(c.Situation) {
			return false
		}
		if c.Question != "" && !v.holdsOrOpen(v.e.compileCondition(c)) {
			return false
		}
		if c.Decision != "" {
			d := v.e.decisionIndex(c.Decision)
			picked := slices.ContainsFunc(v.picks[seat(d):seat(d)+v.count[d]], func(o int) bool {
				return o != fallback && slices.Contains(c.In, v.e.named(d, o).ID)
			})
			if !picked {
				return false
			}
		}
	}
	return true
}

// holdsOrOpen tells whether a condition holds. One that holds for who is not sure holds while nothing is said, too.
func (v *evaluation) holdsOrOpen(c condition) bool {
	q := c.question
	return v.holds([]condition{c}) || v.active[q] && v.ticked[q] == 0 && c.in&v.e.questions[q].unsure != 0
}

// cite collects the findings that the advice names, in the order a reader meets them, each with what corrects it.
func (e *Engine) cite(out *Advice) []Cited {
	var cited []Cited
	seen := map[string]bool{"": true}
	var add func(id string)
	add = func(id string) {
		f := e.base.Finding(id)
		if seen[id] || f == nil {
			return
		}
		seen[id] = true
		c := Cited{Finding: f, Grade: e.base.Grade(f), Corrections: e.base.Corrections(id)}
		for _, s := range f.Sources {
			c.From = append(c.From, *e.base.Source(s))
		}
		cited = append(cited, c)
		for _, correction := range c.Corrections {
			add(correction.ID)
		}
	}
	for _, id := range out.named() {
		add(id)
	}
	return cited
}

// named are the ids of findings in the order a reader meets them, some more than once, some empty.
func (out *Advice) named() (ids []string) {
	if out.Price != nil {
		ids = out.Price.findings()
	}
	for i := range out.Decisions {
		ids = append(ids, out.Decisions[i].named()...)
	}
	for _, p := range out.Python {
		if p.PythonPackage != nil {
			ids = append(ids, p.Findings...)
		}
	}
	for _, p := range out.Practices {
		ids = append(ids, p.Findings...)
	}
	for _, m := range slices.Concat(out.Mind, out.AlsoMind) {
		ids = append(ids, m.Findings...)
	}
	for _, s := range out.Snippets {
		ids = append(ids, s.Findings...)
	}
	for _, p := range out.Phases {
		ids = append(ids, p.Findings...)
		for _, t := range p.Tasks {
			ids = append(ids, t.Findings...)
		}
	}
	for _, r := range out.Risks {
		ids = append(ids, r.Findings...)
	}
	for _, k := range out.KPIs {
		ids = append(ids, k.Findings...)
	}
	return ids
}

func (d *Decided) named() (ids []string) {
	for _, c := range slices.Concat(d.Because, d.Against) {
		ids = append(ids, c.Finding)
	}
	for _, x := range d.Excluded {
		ids = append(ids, x.Finding)
	}
	for _, r := range d.Rivals {
		for _, c := range r.Cells {
			ids = append(ids, c.Finding)
		}
	}
	if d.Moved != nil {
		ids = append(ids, d.Moved.Finding)
	}
	if d.Option != nil {
		ids = append(ids, d.Option.Findings...)
	}
	return ids
}

// MostVerdict is how many words a verdict has at most.
const MostVerdict = 20

// verdict is the advice in one sentence without its full stop, of the phrases of what is picked: "An Axum service
// on Tokio, PostgreSQL through SQLx, in containers". A phrase with {} is about what is built; one that ends in a
// colon begins the sentence, one that ends in a full stop is all of it; the others follow behind commas, those that
// answers bear on, as long as there is room. Where nothing else is due, the answers follow that say so. A base
// without phrases gives "".
func (v *evaluation) verdict(a *Advice) string {
	w := verdict{base: v.e.base, advice: a}
	for i := range a.Decisions {
		d := &a.Decisions[i]
		if d.Option == nil || d.Waits {
			continue
		}
		text, particular := v.phrasing(d.Option)
		phrase, known := w.filled(d, text)
		way, isWay := strings.CutSuffix(phrase, ":")
		whole, isWhole := strings.CutSuffix(phrase, ".")
		switch {
		case text == "" || isWay && (!known || long(way)) || isWhole && (!known || long(whole)):
		case isWay && d.Standing == Open:
			return wording.Upper(way) // the least step, whatever is built in the end
		case !d.Due():
		case isWhole:
			return wording.Upper(whole)
		case d.Option.Headline != "":
			return reasoned(phrase, w.because(d))
		case isWay:
			w.lead = wording.Upper(way)
		case w.aboutBuilt(d.ID, phrase):
		case known && d.Touched && particular:
			w.last = ", " + phrase
		case known && d.Touched:
			w.add(d.ID, phrase)
		}
	}
	return w.sentence()
}

// phrasing is what an option adds to the verdict under the answers and picks there are; particular tells whether a
// ticked situation words it.
func (v *evaluation) phrasing(o *knowledge.Option) (text string, particular bool) {
	ticked := func(c knowledge.Condition) bool { return len(c.Situation) > 0 }
	for _, p := range o.Phrasings {
		excused := slices.ContainsFunc(p.Unless, func(c knowledge.Condition) bool {
			return v.applies([]knowledge.Condition{c})
		})
		if !excused && v.applies(p.When) {
			return p.Text, slices.ContainsFunc(p.When, ticked)
		}
	}
	return o.Phrase, false
}

// reasoned is a text that ends in a colon with as many reasons behind it as there is room for.
func reasoned(text string, reasons []string) string {
	for n := len(reasons); n > 0; n-- {
		if all := text + " " + wording.Listed(reasons[:n], "and"); len(strings.Fields(all)) <= MostVerdict {
			return all
		}
	}
	return strings.TrimSuffix(text, ":")
}

// verdict collects the parts of the sentence.
type verdict struct {
	base   *knowledge.Base
	advice *Advice
	lead   string    // what to do, without its colon
	before string    // in front of what is built: "Axum"
	after  []clauses // behind it: "on Tokio"
	apart  []clauses // behind what is built beside it: "imported through PyO3" behind a library
	beside string    // the id of that
	rest   []clauses
	last   string // what a ticked situation words; room is kept for it
}

// clauses are what the picks of one decision say.
type clauses struct {
	decision string
	texts    []string
}

func added(to []clauses, decision, text string) []clauses {
	if n := len(to) - 1; n >= 0 && to[n].decision == decision {
		if !slices.Contains(to[n].texts, text) {
			to[n].texts = append(to[n].texts, text)
		}
		return to
	}
	return append(to, clauses{decision, []string{text}})
}

func (w *verdict) add(decision, text string) { w.rest = added(w.rest, decision, text) }

// aboutBuilt takes a phrase that has a slot for what is built, or for one thing of that; false if it has none.
func (w *verdict) aboutBuilt(decision, phrase string) bool {
	built := w.built()
	if front, back, has := strings.Cut(phrase, "{}"); has {
		w.before = strings.TrimSpace(front + w.before)
		if back = strings.TrimSpace(back); back != "" {
			w.after = added(w.after, decision, back)
		}
		return true
	}
	q := w.base.Question(artifactQuestion)
	if q == nil {
		return false
	}
	for _, c := range q.Choices {
		_, back, has := strings.Cut(phrase, "{"+c.ID+"} ")
		switch alone := len(built) == 0 || len(built) == 1 && built[0].ID == c.ID; {
		case !has:
		case alone:
			w.after = added(w.after, decision, back)
			return true
		default:
			w.beside, w.apart = c.ID, added(w.apart, decision, back)
			return true
		}
	}
	return false
}

// built is what is built, by the answer.
func (w *verdict) built() []*knowledge.Choice {
	var out []*knowledge.Choice
	q := w.base.Question(artifactQuestion)
	for _, x := range w.advice.Answers {
		if x.Question != artifactQuestion || q == nil {
			continue
		}
		for _, id := range x.Choices {
			if c := q.Choice(id); c != nil && called(c) != "" {
				out = append(out, c)
			}
		}
	}
	return out
}

// sentence puts the parts together, in at most MostVerdict words: what there is no room for is left out, the last
// first of what is said of the things that are built, then the clauses behind them.
func (w *verdict) sentence() string {
	text := w.lead
	if unsaid := len(w.built()) == 0; unsaid && text != "" {
		return text
	}
	if w.before != "" || len(w.after)+len(w.apart)+len(w.rest) > 0 {
		text = w.things(len(w.after), len(w.apart))
		for after, apart := len(w.after), len(w.apart); after+apart > 0 && long(text); {
			if apart > 0 {
				apart--
			} else {
				after--
			}
			text = w.things(after, apart)
		}
		if long(text) { // house rules word things at any length
			w.before = ""
			text = w.things(0, 0)
		}
		if long(text) && w.lead != "" {
			text = w.lead
		}
	}
	for _, c := range w.rest {
		for _, clause := range together(c.texts) {
			if more := text + ", " + clause; !long(more + w.last) {
				text = more
			}
		}
	}
	if !long(text + w.last) {
		text += w.last
	}
	return text
}

func long(text string) bool { return len(strings.Fields(text)) > MostVerdict }

// things names what is built, each with an article, and the first so many clauses about it.
func (w *verdict) things(after, apart int) string {
	var names []string
	for _, c := range w.built() {
		if c.ID != w.beside {
			names = append(names, called(c))
		}
	}
	if len(names) == 0 {
		names = []string{"program"}
	}
	names[0] = strings.TrimSpace(w.before + " " + names[0])
	for i, name := range names {
		names[i] = article(name) + " " + name
	}
	text := wording.Listed(names, "and")
	for _, c := range w.after[:after] {
		text += " " + wording.Listed(together(c.texts), "and")
	}
	if w.beside != "" {
		name := called(w.base.Question(artifactQuestion).Choice(w.beside))
		text += " and " + article(name) + " " + name
		for _, c := range w.apart[:apart] {
			text += " " + wording.Listed(together(c.texts), "and")
		}
	}
	if w.lead != "" {
		return w.lead + ": " + text
	}
	return wording.Upper(text)
}

func article(name string) string {
	if strings.ContainsAny(name[:1], "AEIOUaeiou") {
		return "an"
	}
	return "a"
}

// together joins texts that begin or end with the same words: "PostgreSQL and SQLite through SQLx", "with gRPC through
// tonic and WebSockets".
func together(texts []string) []string {
	var out []string
	for len(texts) > 0 {
		head := strings.Fields(texts[0])
		group := [][]string{head}
		var others []string
		tail := "" // of the first text, what others end with, too
		if at := slices.Index(head, "through"); at > 0 {
			tail = strings.Join(head[at:], " ")
		}
		alike := func(words []string) bool { return len(words) > 1 && words[0] == head[0] }
		ends := func(text string) bool { return tail != "" && strings.HasSuffix(text, " "+tail) }
		byTail := slices.ContainsFunc(texts[1:], ends)
		for _, t := range texts[1:] {
			if words := strings.Fields(t); byTail && ends(t) || !byTail && alike(words) {
				group = append(group, words)
			} else {
				others = append(others, t)
			}
		}
		out, texts = append(out, oneOf(group, tail, byTail)), others
	}
	return out
}

// oneOf says what a group has in common once.
func oneOf(group [][]string, tail string, byTail bool) string {
	var parts []string
	if byTail {
		for _, words := range group {
			parts = append(parts, strings.TrimSuffix(strings.Join(words, " "), " "+tail))
		}
		return wording.Listed(parts, "and") + " " + tail
	}
	n := 0
	for n < len(group[0])-1 && !slices.ContainsFunc(group, func(words []string) bool {
		return n >= len(words)-1 || words[n] != group[0][n]
	}) {
		n++
	}
	for _, words := range group {
		parts = append(parts, strings.Join(words[n:], " "))
	}
	return strings.TrimSpace(strings.Join(group[0][:n], " ") + " " + wording.Listed(parts, "and"))
}

// filled puts the nouns of answers into the phrase of a pick, of the answer that it is for where it is for one;
// known tells whether all of them have a noun.
func (w *verdict) filled(d *Decided, text string) (phrase string, known bool) {
	phrase, known = text, true
	for i := range w.base.Questions {
		q := &w.base.Questions[i]
		if slot := "{" + q.ID + "}"; strings.Contains(phrase, slot) {
			noun := w.noun(q.ID)
			if d.For != nil && d.For.Question == q.ID {
				noun = called(q.Choice(d.For.Choice))
			}
			known = known && noun != ""
			phrase = strings.ReplaceAll(phrase, slot, noun)
		}
	}
	return phrase, known
}

// mostNouns is how many answers to one question a phrase names.
const mostNouns = 2

// noun is what the answer to a question is called within a sentence, several joined by "and".
func (w *verdict) noun(question string) string {
	q := w.base.Question(question)
	var nouns []string
	for _, x := range w.advice.Answers {
		if x.Question != question || q == nil {
			continue
		}
		for _, id := range x.Choices {
			if noun := called(q.Choice(id)); noun != "" && !slices.Contains(nouns, noun) {
				nouns = append(nouns, noun)
			}
		}
	}
	return wording.Listed(nouns[:min(len(nouns), mostNouns)], "and")
}

// called is the noun of a choice, or its short name, or "".
func called(c *knowledge.Choice) string {
	if c == nil {
		return ""
	}
	return cmp.Or(c.Noun, c.Short)
}

// because are the answers that speak most for a pick, as clauses.
func (w *verdict) because(d *Decided) []string {
	var out []string
	for _, c := range d.Because {
		if clause := strings.TrimSuffix(c.Reason, "."); c.Question != "" && c.Question != knowledge.JourneyQuestion &&
			!slices.Contains(out, clause) {
			out = append(out, clause)
		}
	}
	return out[:min(len(out), 2)]
}

// Used is a Python package that the team uses.
type Used struct {
	Name                     string // its title or, where nothing is known of it, its name
	*knowledge.PythonPackage        // nil where nothing is known of it: nothing is guessed then
	Picks                    []Taken
}

// Taken is what usually takes a package's place in a decision, and the pick. Where the answers rule the former out,
// the latter is no answer to the package, and there is no Taken.
type Taken struct {
	Decision, Title string // key and title of the decision
	Usual           []Named
	Pick            Named
}

// Differs tells that something else than usual was picked.
func (t Taken) Differs() bool { return !slices.Contains(t.Usual, t.Pick) }

// recordPackages notes what is used, known packages in the order of the base, and which picks take their place.
func (v *evaluation) recordPackages(out *Advice, used []string) {
	for i := range v.e.base.Packages {
		if p := &v.e.base.Packages[i]; slices.Contains(used, p.ID) {
			out.Python = append(out.Python, Used{p.Name(), p, takenFor(v.e, p, out.Decisions)})
		}
	}
	for _, name := range used {
		if _, known := v.e.base.PackageID(name); !known {
			out.Python = append(out.Python, Used{Name: name})
		}
	}
}

// takenFor are the picks of the decisions that a package's usual successors belong to.
func takenFor(e *Engine, p *knowledge.PythonPackage, decisions []Decided) []Taken {
	var out []Taken
	for i := range decisions {
		d := &decisions[i]
		var usual []Named
		for _, ref := range p.Options {
			if decision, option, _ := strings.Cut(ref, "."); decision == d.ID {
				usual = append(usual, Named{option, e.base.Decision(decision).Option(option).Title})
			}
		}
		stands := func(o Named) bool {
			return o == d.Pick || slices.ContainsFunc(d.Rivals, func(r Rival) bool { return r.Named == o })
		}
		if d.Option != nil && d.Standing != Moot && slices.ContainsFunc(usual, stands) {
			out = append(out, Taken{d.Key(), d.Title, usual, d.Pick})
		}
	}
	return out
}

// sharedPackages are the Python packages of all, and those that not all named.
func (e *Engine) sharedPackages(people []Person) (all []string, some []TickedBy) {
	for _, p := range people {
		all = append(all, p.Answers.Packages...)
	}
	slices.Sort(all)
	all = slices.Compact(all)
	for _, name := range all {
		by := TickedBy{ID: name, Label: name}
		if p := e.base.PythonPackage(name); p != nil {
			by.Label = p.Name()
		}
		for n, p := range people {
			if slices.Contains(p.Answers.Packages, name) {
				by.People = append(by.People, n)
			}
		}
		if len(by.People) < len(people) {
			some = append(some, by)
		}
	}
	return all, some
}

// crates are those that the answers ask for, with their features; seat is the pick that they are for, or open.
func (v *evaluation) crates(seat int, all map[string]knowledge.Crate) map[string]knowledge.Crate {
	out := maps.Clone(all)
	said := func(question string) []string { return v.said(seat, question) }
	for name, c := range out {
		if !v.wants(c, said) {
			delete(out, name)
			continue
		}
		c.Features = features(c, said)
		if i := slices.Index(c.Features, "default"); i >= 0 { // as Cargo calls the default features, told the usual way
			c.Features, c.DefaultFeatures = slices.Delete(c.Features, i, i+1), nil
		}
		c.FeaturesBy, c.Without, c.Only, c.With = nil, nil, nil, nil
		out[name] = c
	}
	return out
}

// features are those of a crate that the answers ask for, each once, less those that an answer takes away.
func features(c knowledge.Crate, said func(question string) []string) []string {
	all := slices.Clone(c.Features)
	for _, q := range slices.Sorted(maps.Keys(c.FeaturesBy)) {
		for _, choice := range said(q) {
			all = append(all, c.FeaturesBy[q][choice]...)
		}
	}
	var out []string
	for _, f := range all {
		taken := func(q string) bool { // by all that is said
			return !slices.ContainsFunc(said(q), func(choice string) bool { return !slices.Contains(c.Without[q][choice], f) })
		}
		if !slices.Contains(out, f) && !slices.ContainsFunc(slices.Collect(maps.Keys(c.Without)), taken) {
			out = append(out, f)
		}
	}
	return out
}

// wants tells whether the answers and picks need a crate.
func (v *evaluation) wants(c knowledge.Crate, said func(question string) []string) bool {
	for question, choices := range c.Only {
		if !slices.ContainsFunc(said(question), func(choice string) bool { return slices.Contains(choices, choice) }) {
			return false
		}
	}
	return len(c.With) == 0 || slices.ContainsFunc(c.With, v.isPick)
}

// isPick tells whether "decision.option" is a pick.
func (v *evaluation) isPick(ref string) bool {
	decision, option, _ := strings.Cut(ref, ".")
	return v.applies([]knowledge.Condition{{Decision: decision, In: []string{option}}})
}

// said are the choices that answer a question, as far as they count for a pick; "not sure" while it is open or not
// asked.
func (v *evaluation) said(seat int, question string) []string {
	q := v.e.questionIndex(question)
	if !v.known(q) {
		return []string{v.e.base.Words.Unsure.ID}
	}
	if seat == open {
		return v.e.idsOf(q, v.ticked[q])
	}
	return v.e.idsOf(q, v.seen(seat, q))
}

// leastRust is the highest Rust version any picked option needs.
func (v *evaluation) leastRust() string {
	least := ""
	for _, s := range v.seats {
		if v.picks[s] == fallback {
			continue
		}
		if r := v.e.base.Decisions[of(s)].Options[v.picks[s]].Rust; newer(r, least) {
			least = r
		}
	}
	return least
}

// newer compares versions such as 1.80 and 1.94 by their numbers.
func newer(a, b string) bool {
	as, bs := strings.Split(a, "."), strings.Split(b, ".")
	for i := range max(len(as), len(bs)) {
		x, y := 0, 0
		if i < len(as) {
			x, _ = strconv.Atoi(as[i])
		}
		if i < len(bs) {
			y, _ = strconv.Atoi(bs[i])
		}
		if x != y {
			return x > y
		}
	}
	return false
}
