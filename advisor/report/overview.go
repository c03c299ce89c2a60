package report

import (
	"cmp"
	"slices"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
)

// PartFacts is how old the knowledge is, which some media tell once.
const PartFacts = "facts"

// overview is the verdict, the picks with a reason each, and what to mind.
func (r *renderer) overview() []doc.Block {
	a := r.advice
	var p page
	p.heading("Overview")
	if !r.brief { // there it is the title
		p.add(doc.Callout{Text: doc.Of(wording.Sentence(Verdict(a)))})
	}
	if d := a.Headline(); d != nil {
		p.text(wording.Sentence(d.Option.Headline))
	}
	p.text(aboveAll(a))
	if len(a.Answers)+len(a.Unsure) == 0 {
		p.text("Nothing is answered yet: this is what suits most teams.")
	} else if !slices.ContainsFunc(slices.Concat(a.Answers, a.Unsure), isJourney) {
		p.text("What brings you here is not said: this is for something new, where nothing moves.")
	}
	p.text(r.turnsAll())
	p.text(r.firstStep())
	p.add(r.picks()...)
	p.text(r.meanings(p.blocks))
	p.text(r.waits())
	if a.Price != nil {
		p.text(r.pins())
	}
	p.add(r.toMind()...)
	p.add(doc.Part{Name: PartFacts, Blocks: []doc.Block{doc.Paragraph{Text: doc.Of(facts(a))}}})
	return p.blocks
}

// firstStep is the first task of the plan; nothing where there is none.
func (r *renderer) firstStep() doc.Line {
	if len(r.advice.Phases) == 0 || len(r.advice.Phases[0].Tasks) == 0 {
		return nil
	}
	return doc.Of(doc.Bold("First"), ": ", wording.Sentence(undated(r.advice.Phases[0].Tasks[0].Text)))
}

// turnsAll tells the fact that nobody has told and that would turn how to move, which all else hangs on; nothing
// where there is none.
func (r *renderer) turnsAll() doc.Line {
	for i := range r.advice.Decisions {
		d := &r.advice.Decisions[i]
		if d.ID != moving || d.Option == nil || d.Waits {
			continue
		}
		for _, f := range d.Flips {
			s := f.Set[0]
			open := slices.IndexFunc(r.advice.Open, func(q advisor.Asked) bool { return q.Question == s.Question })
			if f.Open && f.Fact && len(f.Set) == 1 && f.Pick.Title != "" && open >= 0 {
				return doc.Of(doc.Bold("Before all else"), ": “", r.advice.Open[open].Title, "” If ",
					clause(s.Question, s.Short, s.Label, s.Reason), doc.Leads(), doc.Bold(f.Pick.Title), ".")
			}
		}
	}
	return nil
}

// undated is a task without the week that it begins with.
func undated(task string) string {
	if week, rest, dated := strings.Cut(task, ": "); dated && strings.HasPrefix(week, "Week") {
		return wording.Upper(rest)
	}
	return task
}

// PartMind is what to mind, which a medium may tell elsewhere.
const PartMind = "mind"

const mindTitle, alsoTitle = "What to mind", "Also"

// toMind is what to mind first, what does not go together, and what also applies; nothing where nothing does.
func (r *renderer) toMind() []doc.Block {
	var p page
	points := r.mind(r.advice.Mind)
	for i, m := range r.advice.Mind {
		points[i] = doc.Of(points[i], r.meaning(m.Title+" "+m.Text))
	}
	p.list(mindTitle, points...)
	p.list("To settle", clashes(r.advice)...)
	section := doc.Of(" in the section ", doc.Bold(doc.Line{doc.Refer(alsoToMind, Also)}))
	switch {
	case !r.ownPage():
		p.list(alsoTitle, r.mind(r.advice.AlsoMind)...)
	case r.paged:
		titles, left := r.alsoTitles(fewAlso)
		p.list(alsoToMind, append(titles, doc.Of("and ", left, " more, all in full", section))...)
	default:
		titles, left := r.alsoTitles(r.named)
		p.list(alsoTitle, titles...)
		all := doc.Of("All in full", section, ".")
		if left > 0 {
			all = doc.Of("All in full, and ", left, " more,", section, ".")
		}
		p.add(doc.Part{Name: PartFolded, Blocks: []doc.Block{doc.Paragraph{Text: all}}})
	}
	if len(p.blocks) == 0 {
		return nil
	}
	return []doc.Block{doc.Part{Name: PartMind, Blocks: p.blocks}}
}

// alsoToMind heads the page of what to mind behind the first points.
const alsoToMind = "Also to mind"

// fewAlso is how many points behind the first ones keep their place where more would have a page of their own, and how
// many titles of more stand there then.
const fewAlso = 4

// ownPage tells that what also applies has a page of its own: where pages are turned to, and in short, folded.
func (r *renderer) ownPage() bool { return (r.paged || r.brief) && len(r.advice.AlsoMind) > fewAlso }

// alsoTitles names the first n of what also applies, and counts what is left.
func (r *renderer) alsoTitles(n int) (titles []doc.Line, left int) {
	top, left := first(r.advice.AlsoMind, n)
	for _, m := range top {
		titles = append(titles, doc.Of(open(m.Title)))
	}
	return titles, left
}

// PartFolded is what stands in short further up, which a medium that cannot fold may leave out.
const PartFolded = "folded"

// alsoToMind is the page of what also applies, in short folded; nothing where all of it stands on the overview.
func (r *renderer) alsoToMind() []doc.Block {
	if !r.ownPage() {
		return nil
	}
	var p page
	p.heading(alsoToMind)
	points := doc.List{Form: doc.Bullets, Items: r.mind(r.advice.AlsoMind)}
	if r.brief {
		n := wording.Counted(len(points.Items), "point")
		p.add(doc.Details{Summary: doc.Of(n, " behind the first, the heavier first"), Blocks: []doc.Block{points}})
		return []doc.Block{doc.Part{Name: PartFolded, Blocks: p.blocks}}
	}
	p.text("Behind the ", len(r.advice.Mind), " of the overview: ", wording.Counted(len(points.Items), "more point"),
		", the heavier first.")
	p.add(points)
	return p.blocks
}

func isJourney(x advisor.Answered) bool { return x.Question == knowledge.JourneyQuestion }

// mind is what to watch out for, a line or two each.
func (r *renderer) mind(list []advisor.Minded) []doc.Line {
	var out []doc.Line
	for _, m := range list {
		line := doc.Of(doc.Bold(wording.Sentence(m.Title)))
		if m.Text != "" {
			line = doc.Of(line, doc.NewLine(), wording.Sentence(m.Text))
		}
		line = doc.Of(line, r.cite(m.Findings...))
		if len(m.Findings) == 0 && len(m.From) > 0 { // a page that no finding stands between
			line = doc.Of(line, " (", doc.Linked(r.page(m.From[0]), m.From[0].URL), ")")
		}
		out = append(out, line)
	}
	return out
}

// page is what a page is called: by its title, in short by where it stands.
func (r *renderer) page(s knowledge.Source) string {
	_, rest, _ := strings.Cut(s.URL, "://")
	host, _, _ := strings.Cut(rest, "/")
	if r.brief && host != "" {
		return strings.TrimPrefix(host, "www.")
	}
	return s.Title
}

// clashes are the situations that do not go with an answer or a pick.
func clashes(a *advisor.Advice) []doc.Line {
	var out []doc.Line
	for _, s := range a.Situations {
		if s.Clash != "" {
			out = append(out, doc.Of("“"+s.Label+"” does not go with the rest: "+wording.Sentence(s.Clash)))
		}
	}
	return out
}

// aboveAll names the answers that speak most for what is picked: those for how to move first, those that the title
// tells already last; nothing where none does.
func aboveAll(a *advisor.Advice) doc.Line {
	points, clauses, behind := map[string]int{}, map[string]doc.Line{}, map[string]int{}
	var order []string
	for i := range a.Decisions {
		d := &a.Decisions[i]
		if d.Waits || d.Option == nil || d.Pick.ID == none || a.Headline() != nil {
			continue
		}
		for _, c := range d.Because {
			if c.Question == "" || c.Question == knowledge.JourneyQuestion || len(d.Rivals) > 0 && !divides(d, c.Criterion) {
				continue
			}
			said := clause(c.Question, "", c.Reason, c.Reason)
			key := said.Plain()
			if clauses[key] == nil {
				order, clauses[key] = append(order, key), said
			}
			points[key] += c.Points
			switch {
			case c.Question == "artifact":
				behind[key] = 1
			case d.ID == moving:
				behind[key] = -1
			}
		}
	}
	slices.SortStableFunc(order, func(a, b string) int {
		return cmp.Or(cmp.Compare(behind[a], behind[b]), cmp.Compare(points[b], points[a]))
	})
	order = unlike(order)
	var said []doc.Line
	for _, key := range order[:min(len(order), shown)] {
		said = append(said, clauses[key])
	}
	if len(said) == 0 {
		return nil
	}
	return doc.Of("What decides it: ", doc.Listed(said, "and"), ".")
}

// unlike leaves out clauses that say again, in fewer words or in more, what one before them says: two questions may ask
// for two sides of one thing.
func unlike(clauses []string) []string {
	var out []string
	within := func(a, b string) bool {
		all := strings.Fields(b)
		return !slices.ContainsFunc(strings.Fields(a), func(word string) bool { return !slices.Contains(all, word) })
	}
	for _, c := range clauses {
		if !slices.ContainsFunc(out, func(o string) bool { return within(c, o) || within(o, c) }) {
			out = append(out, c)
		}
	}
	return out
}

const (
	none   = "none"               // the id of the option of doing without
	moving = "migration-strategy" // the id of the decision whether and how to move, which a title begins with
)

// picks is a row for each pick that answers bear on, then in a line each what hangs on a fact that is open, the other
// picks, and what is not needed.
func (r *renderer) picks() []doc.Block {
	table := doc.Table{Head: doc.Lines([]string{"Decision", "Pick", "Because of"})}
	var defaults, without []doc.Line
	leaning := false
	for _, d := range headlineFirst(r.advice.Decisions) {
		name := doc.Line{doc.Refer(d.Title, d.Key())}
		switch {
		case d.Waits, d.Standing == advisor.Open:
		case d.Standing == advisor.Moot, d.Pick.ID == none && d.Standing != advisor.MustBe:
			if spokenOf(d) {
				without = append(without, doc.Line{doc.Refer(lower(d.Title), d.Key())})
			}
		case d.Option == nil:
			table.Rows = append(table.Rows, []doc.Line{name, doc.Of(doc.Firm("none fits", string(d.Standing))),
				doc.Of(firstSentence(d.Fallback))})
		case byDefault(d):
			defaults = append(defaults, doc.Of(doc.Bold(d.Pick.Title), " (", doc.Line{doc.Refer(lower(d.Title), d.Key())}, ")"))
		default:
			table.Rows = append(table.Rows, []doc.Line{name, picked(d), doc.Of(shortly(d))})
			leaning = leaning || d.Standing == advisor.Leaning
		}
	}
	var p page
	if n := len(table.Rows); n > 1 || n == 1 && !(r.brief && r.advice.Headline() != nil) { // alone it is the title again
		p.add(table)
	} else {
		leaning = false
	}
	if leaning && r.brief { // where there are keys, ? explains the signs
		p.text("Leaning: another preference could change it. What has no such word is settled.")
	}
	p.text(stillOpen(r.advice))
	if len(defaults) > 0 {
		p.text(doc.Bold("Defaults until you say otherwise"), ": ", doc.Listed(defaults, "and"), ".")
	}
	if len(without) > 0 {
		p.text(doc.Bold("Not needed"), ": ", doc.Joined(without, ", "), ".")
	}
	return p.blocks
}

// spokenOf tells whether an answer says that the decision needs nothing: what nobody was asked is not told as not
// needed, and what brings somebody here says so only where it leaves nothing else.
func spokenOf(d *advisor.Decided) bool {
	said := func(question string) bool { return question != "" && question != knowledge.JourneyQuestion }
	return d.Standing == advisor.Moot || len(d.Rivals) == 0 ||
		slices.ContainsFunc(d.Because, func(c advisor.Cell) bool { return said(c.Question) }) ||
		slices.ContainsFunc(d.Excluded, func(x advisor.Excluded) bool { return said(x.Question) })
}

// stillOpen names the decisions that hang on a fact that is open, each with the question; nothing where none does.
func stillOpen(a *advisor.Advice) doc.Line {
	var out []doc.Line
	for _, d := range headlineFirst(a.Decisions) {
		if d.Waits || d.Standing != advisor.Open {
			continue
		}
		name := doc.Line{doc.Refer(lower(d.Title), d.Key())}
		pick := ""
		if d.Pick.ID != none {
			pick = "; " + d.Pick.Title + " until then"
		}
		out = append(out, doc.Of(name, " (“", d.Stands.Title, "” decides", pick, ")"))
	}
	if len(out) == 0 {
		return nil
	}
	return doc.Of(doc.Bold("Still open"), ": ", doc.Listed(out, "and"), ".")
}

// firstSentence is a text up to the end of its first sentence, without the full stop.
func firstSentence(text string) string {
	first, _, _ := strings.Cut(text, ". ")
	return open(first)
}

// picked is a pick by name, and how firm it is where it is not settled.
func picked(d *advisor.Decided) doc.Line {
	name := doc.Of(doc.Bold(d.Pick.Title))
	switch {
	case d.Standing == advisor.Settled:
		return name
	case d.Standing == advisor.TossUp && len(d.Tie) > 0:
		return doc.Of(name, ", ", doc.Firm("toss-up", string(d.Standing)), " with ", doc.Listed(titles(d.Tie), "or"))
	}
	return doc.Of(name, ", ", doc.Firm(string(d.Standing), string(d.Standing)))
}

// shortly is the first reason for a pick in some words, the one that its page begins with.
func shortly(d *advisor.Decided) string {
	because, _ := arguments(d)
	if because = strongest(because); len(because) > 0 && because[0].Weight > 0 {
		return open(because[0].Title)
	}
	switch {
	case d.Standing == advisor.MustBe:
		return "your word"
	case len(d.Rivals) == 0:
		return "nothing else fits your answers"
	}
	return "what it costs the others"
}

// apart is how many reasons are told at least, where a pick is told with any.
const apart = 2

// facts dates what the advice rests on.
func facts(a *advisor.Advice) string {
	return "Facts as of " + a.Knowledge + "; " + wording.Counted(len(a.Answers), "answer") + "."
}
