package adr

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
	"rustadvisor/advisor/report"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
)

// most is how many good and bad consequences a record tells, each.
const most = 4

// draft is a record to be written.
type draft struct {
	name               string
	style              Style
	date               string    // YYYY-MM-DD
	knowledge, answers string    // what it is made from: a version and a fingerprint
	old                *existing // what it supersedes, or nil
}

// draft is a record of today.
func (m *maker) draft(name string, old *existing) draft {
	return draft{name, m.options.Style, m.options.Date, m.advice.Knowledge, fingerprint(m.advice), old}
}

// writer writes one record.
type writer struct {
	*report.Writer
	draft
	m      *maker
	d      *advisor.Decided
	pinned *advisor.Pinned // the team's word on it, or nil
	blocks []doc.Block
}

// layout is that of records: linters of Markdown want lines of 80 columns (MD013), and tools of records stars.
var layout = doc.Layout{Bullet: "*", Columns: 80}

// record is the text of a record.
func (m *maker) record(d *advisor.Decided, as draft) string {
	w := &writer{Writer: report.NewWriter(m.advice), draft: as, m: m, d: d, pinned: m.pin(d)}
	front := ""
	switch as.style {
	case Nygard:
		w.nygard()
	case Log4brains:
		w.heading(1, w.title())
		w.list(doc.Lines([]string{"Status: proposed", "Date: " + w.date, "Deciders:", "Tags: " + word(w.d.ID)}))
		w.madr()
	default:
		front = "---\nstatus: proposed\ndate: " + w.date + "\ndecision-makers:\n---\n"
		w.heading(1, w.title())
		w.madr()
	}
	return signed(front+layout.Markdown(w.blocks)+"\n", m.advice, d, as)
}

// madr follows MADR 4, with status and date in the front matter. log4brains reads none: it has them in a list below
// the title. adr-log reads the title from the line right below front matter, so no blank one stands there.
func (w *writer) madr() {
	w.heading(2, "Context and Problem Statement")
	w.context()
	w.heading(2, "Decision Drivers")
	w.list(w.drivers())
	w.heading(2, "Considered Options")
	w.list(w.options())
	w.heading(2, "Decision Outcome")
	w.text(w.outcome())
	w.price()
	w.heading(3, "Consequences")
	w.list(w.consequences())
	w.heading(3, "Confirmation")
	w.text(w.confirmation())
	if w.weighed() {
		w.heading(2, "Pros and Cons of the Options")
		w.prosAndCons()
	}
	w.heading(2, "More Information")
	if w.old != nil {
		w.list([]doc.Line{doc.Of("Supersedes ", link(stem(path.Base(w.old.Name)), w.name, w.old.Name))})
	}
	w.information()
	w.heading(2, "Team notes")
}

// nygard follows Michael Nygard's four parts, in the words that adr-tools looks for, with the rest after them.
func (w *writer) nygard() {
	number := ""
	if n, _ := parseName(w.name); n.day == "" {
		number = fmt.Sprintf("%d. ", n.number)
	}
	w.heading(1, number, w.title())
	w.text("Date: " + w.date)
	w.heading(2, "Status")
	w.text("Proposed")
	if w.old != nil {
		w.text("Supersedes ", nygardLink(w.old.title(), w.name, w.old.Name))
	}
	w.heading(2, "Context")
	w.context()
	w.text("What drives the decision:")
	w.list(w.drivers())
	w.heading(2, "Decision")
	w.text(w.outcome())
	w.price()
	w.text("Considered:")
	w.list(w.options())
	w.heading(2, "Consequences")
	w.list(w.consequences())
	w.heading(2, "Confirmation")
	w.text(w.confirmation())
	if w.weighed() {
		w.heading(2, "Pros and cons of the options")
		w.prosAndCons()
	}
	w.heading(2, "More information")
	w.information()
	w.heading(2, "Team notes")
}

func (w *writer) heading(level int, parts ...any) {
	w.blocks = append(w.blocks, doc.Heading{Level: level, Text: doc.Of(parts...)})
}

// text adds a paragraph, of what doc.Of takes.
func (w *writer) text(parts ...any) {
	w.blocks = append(w.blocks, doc.Paragraph{Text: doc.Of(parts...)})
}

func (w *writer) list(items []doc.Line) {
	w.blocks = append(w.blocks, doc.List{Form: doc.Bullets, Items: items})
}

func (w *writer) title() doc.Line {
	return doc.Of(wording.Phrase(w.d.Title), ": ", w.picked())
}

func (w *writer) picked() string {
	switch {
	case w.d.Standing == advisor.Moot:
		return "not needed"
	case w.d.Option == nil:
		return "none fits"
	}
	return wording.Phrase(w.d.Pick.Title)
}

func (w *writer) context() {
	w.text(w.problem())
	if d := w.m.advice.Headline(); d != nil { // it bears on all the rest
		w.text(doc.Bold(wording.Phrase(d.Pick.Title)), ": ", wording.Sentence(d.Option.Headline))
	}
	w.text(w.origin())
}

// problem is the question that is decided, with the facts that bound it.
func (w *writer) problem() doc.Line {
	const most = 3
	var given []doc.Line
	for _, x := range w.d.RestsOn[:min(len(w.d.RestsOn), most)] {
		given = append(given, doc.Of(wording.Phrase(x.Reason)))
	}
	asks, question := strings.CutSuffix(wording.Sentence(w.d.Asks), "?")
	switch {
	case !question:
		return doc.Of(asks)
	case len(given) == 0:
		return doc.Of(asks, "?")
	}
	return doc.Of(asks, ", given that ", doc.Listed(given, "and"), "?")
}

// drivers are the answers that bear on the decision, in the order asked: they count for or against an option, rule
// one out, or are what the pick rests on.
func (w *writer) drivers() []doc.Line {
	bears := map[string]bool{}
	count := func(cells []advisor.Cell) {
		for _, c := range cells {
			bears[c.Question] = true
		}
	}
	count(w.d.Because)
	count(w.d.Against)
	for _, r := range w.d.Rivals {
		count(r.Cells)
	}
	for _, x := range w.d.Excluded {
		bears[x.Question] = true
	}
	for _, x := range w.d.RestsOn {
		bears[x.Question] = true
	}
	var out []doc.Line
	if w.pinned != nil {
		out = append(out, doc.Of("The team's pin: ", w.picked(), " is to be used"))
	}
	for _, x := range w.m.advice.Answers {
		if bears[x.Question] {
			out = append(out, report.Answer(x))
		}
	}
	if len(out) == 0 {
		out = append(out, doc.Of("No answer bears on it: this is what suits most teams"))
	}
	return out
}

func (w *writer) options() []doc.Line {
	var out []doc.Line
	if w.d.Option != nil {
		out = append(out, doc.Of(wording.Phrase(w.d.Pick.Title)))
	}
	for _, r := range w.d.Rivals {
		advised := ""
		if w.pinned != nil && w.pinned.Free.Pick.ID == r.ID {
			advised = " (what the answers lead to)"
		}
		out = append(out, doc.Of(wording.Phrase(r.Title), advised))
	}
	out = append(out, w.ruledOut()...)
	if len(out) == 0 {
		out = append(out, doc.Of("None: there is nothing to decide"))
	}
	return out
}

// ruledOut are the options that are out, many of them on one line: nobody weighed them.
func (w *writer) ruledOut() []doc.Line {
	var out, names []doc.Line
	for _, x := range w.d.Excluded {
		names = append(names, doc.Of(wording.Phrase(x.Title)))
		out = append(out, doc.Of(wording.Phrase(x.Title), " (ruled out)"))
	}
	if len(out) > report.MostApart {
		return []doc.Line{doc.Of("Ruled out: ", doc.Joined(names, ", "))}
	}
	return out
}

// outcome is the pick with its strongest reasons.
func (w *writer) outcome() doc.Line {
	if w.pinned != nil {
		return w.chosen()
	}
	if w.d.Option == nil {
		return doc.Of("No option chosen, because ", report.Begin(wording.Sentence(w.d.Fallback)))
	}
	return doc.Of("Chosen option: \"", w.picked(), "\", because ", w.because(), ". ", w.about())
}

// about is what the pick is.
func (w *writer) about() doc.Line {
	return doc.Of(wording.Sentence(w.d.Option.Summary), w.Cite(w.d.Option.Findings...))
}

// because is why the pick is what it is, as what follows "because".
func (w *writer) because() doc.Line {
	out := w.reasons()
	for i := range out {
		out[i] = doc.Of("of ", out[i])
	}
	switch {
	case len(out) > 0:
		return doc.Listed(out, "and")
	case len(w.d.Rivals) == 0:
		return doc.Of("every other option is ruled out")
	}
	return doc.Of("it comes first among equals")
}

// reasons names the criteria that speak most for the pick, each with the answer that makes it count.
func (w *writer) reasons() []doc.Line {
	var out []doc.Line
	because, _ := report.Weighed(w.d)
	for _, c := range because[:min(len(because), 3)] {
		out = append(out, criterion(c))
	}
	return out
}

// criterion names a cell's criterion and what makes it count.
func criterion(c advisor.Cell) doc.Line {
	counts := ""
	if c.Weight < 0 {
		counts = " counting less"
	}
	return doc.Of(wording.Phrase(c.Title), counts, " (", source(c), ")")
}

// source is the answer that makes a cell count, or what counts before any.
func source(c advisor.Cell) string {
	if c.Question == "" {
		return "for most teams"
	}
	return wording.Phrase(c.Reason)
}

// consequences are good and bad ones. There is always a bad one: each choice has its price, were it that of leaving.
func (w *writer) consequences() []doc.Line {
	d := w.d
	if d.Option == nil {
		return w.withoutPick()
	}
	out := w.overruled()
	because, against := report.Weighed(d)
	for _, c := range because[:min(len(because), most)] {
		if c.Weight < 0 {
			out = append(out, doc.Of("Good, because ", criterion(c), " matters where it is behind", report.Note(c.Note),
				w.Cite(c.Finding)))
			continue
		}
		out = append(out, doc.Of("Good, because it does well on ", wording.Phrase(c.Title), report.Note(c.Note),
			w.Cite(c.Finding)))
	}
	for _, c := range against[:min(len(against), most)] {
		if c.Weight < 0 {
			out = append(out, doc.Of("Bad, because ", criterion(c), " takes from where it is ahead", report.Note(c.Note),
				w.Cite(c.Finding)))
			continue
		}
		out = append(out, doc.Of("Bad, because it does badly on ", wording.Phrase(c.Title), report.Note(c.Note),
			w.Cite(c.Finding)))
	}
	out = append(out, w.betterElsewhere()...)
	if d.Weak && len(d.Rivals) > 0 {
		out = append(out, doc.Of("Bad, because the lead over ", wording.Phrase(d.Rivals[0].Title),
			" rests on weak evidence"))
	}
	out = append(out, w.unweighed()...)
	return append(out, leaving(wording.Phrase(d.Option.Reversal)))
}

// leaving tells what it takes to do otherwise later.
func leaving(reversal string) doc.Line {
	price, how, priced := strings.Cut(reversal, ": ")
	switch {
	case priced && price == "low":
		return doc.Of("Good, because leaving it later costs little – ", how)
	case strings.HasPrefix(reversal, "none"), strings.HasPrefix(reversal, "nothing"):
		return doc.Of("Neutral, because leaving it later takes nothing – ", reversal)
	}
	return doc.Of("Bad, because leaving it later has a price – ", reversal)
}

func (w *writer) withoutPick() []doc.Line {
	if w.d.Standing == advisor.Moot {
		return doc.Lines([]string{"Good, because there is nothing to choose, run or keep up to date",
			"Bad, because it comes up again when the answers change"})
	}
	return doc.Lines([]string{"Good, because nothing is taken that cannot work",
		"Bad, because the question stays open"})
}

// betterElsewhere are the criteria on which the next options do better than the pick, one each.
func (w *writer) betterElsewhere() []doc.Line {
	var out []doc.Line
	told := map[string]bool{}
	for _, c := range w.d.Against {
		told[c.Criterion] = true
	}
	for _, r := range w.d.Rivals[:min(len(w.d.Rivals), 2)] {
		cells := report.ByCriterion(r.Cells)
		if len(cells) == 0 {
			continue
		}
		if c := cells[len(cells)-1]; c.Points < 0 && !told[c.Criterion] {
			told[c.Criterion] = true
			out = append(out, doc.Of("Bad, because ", wording.Phrase(r.Title), " does better on ",
				wording.Phrase(c.Title), report.Note(c.Rival), w.Cite(c.Finding)))
		}
	}
	return out
}

// unweighed is what the option does badly on though nothing makes it count here: a team should know it all the same.
func (w *writer) unweighed() []doc.Line {
	weighed := map[string]bool{}
	for _, c := range slices.Concat(w.d.Because, w.d.Against) {
		weighed[c.Criterion] = true
	}
	var bad []knowledge.Criterion
	fits := w.d.Option.Fit
	for _, c := range w.d.Criteria {
		if f := fits[c.ID]; f.Value < 0 && !weighed[c.ID] {
			bad = append(bad, c)
		}
	}
	slices.SortStableFunc(bad, func(a, b knowledge.Criterion) int { return fits[a.ID].Value - fits[b.ID].Value })
	var out []doc.Line
	for _, c := range bad[:min(len(bad), most)] {
		out = append(out, doc.Of("Bad, though no answer makes it count: ", wording.Phrase(c.Title),
			report.Note(fits[c.ID].Note), w.Cite(fits[c.ID].Finding)))
	}
	return out
}

func (w *writer) confirmation() string {
	if w.d.Option == nil {
		return "Nothing to run. Ask again when an answer changes."
	}
	if w.d.Option.Confirm == "" {
		return "No command is known that shows it: agree on one, and put it into CI."
	}
	return wording.Sentence(w.d.Option.Confirm)
}

// weighed tells that there are options to compare.
func (w *writer) weighed() bool { return w.d.Option != nil || len(w.d.Excluded) > 0 }

func (w *writer) prosAndCons() {
	d := w.d
	if d.Option != nil {
		w.heading(3, wording.Phrase(d.Pick.Title))
		if weights := weights(d); len(weights) > 0 {
			w.text("By points it has " + strings.TrimLeft(doc.Signed(d.Score), "+±") +
				": what an answer adds to a criterion, times how the option does on it.")
			w.list(weights)
		} else {
			w.text("Nothing had to be weighed.")
		}
	}
	for i := range d.Rivals {
		r := &d.Rivals[i]
		w.heading(3, wording.Phrase(r.Title))
		said := "By points it is " + w.behind(r.Margin) + "."
		if r.Option != nil {
			said = wording.Sentence(r.Option.Summary) + " " + said
		}
		w.text(said)
		w.list(w.rival(r))
	}
	if out := w.Excluded(d); len(out) > 0 {
		w.heading(3, "Ruled out")
		w.list(out)
	}
}

// weights are all criteria with their points and what they come from, those for the option first. They sum to its
// score.
func weights(d *advisor.Decided) []doc.Line {
	var good, bad []doc.Line
	for _, s := range advisor.Sums(slices.Concat(d.Because, d.Against)) {
		var sources []doc.Line
		for _, c := range s.Cells {
			sources = append(sources, doc.Of(source(c), " ", doc.Score(c.Points)))
		}
		said := doc.Of("because of ", wording.Phrase(s.Title), ": ", doc.Score(s.Points), " (",
			doc.Joined(sources, "; "), ")")
		switch {
		case s.Points > 0:
			good = append(good, doc.Of("Good, ", said))
		case s.Points < 0:
			bad = append(bad, doc.Of("Bad, ", said))
		default:
			bad = append(bad, doc.Of("Neutral, ", said))
		}
	}
	return append(good, bad...)
}

// rival tells where an option that stands is ahead of the pick, and where behind.
func (w *writer) rival(r *advisor.Rival) []doc.Line {
	var good, bad []doc.Line
	cells := report.ByCriterion(r.Cells)
	for _, c := range cells {
		if c.Points > 0 && len(bad) < 2 {
			bad = append(bad, doc.Of("Bad, because it is behind on ", wording.Phrase(c.Title), report.Note(c.Rival),
				w.Cite(c.Finding)))
		}
	}
	slices.Reverse(cells)
	for _, c := range cells {
		if c.Points < 0 && len(good) < 2 {
			good = append(good, doc.Of("Good, because it is ahead on ", wording.Phrase(c.Title), report.Note(c.Rival),
				w.Cite(c.Finding)))
		}
	}
	return append(good, bad...)
}

func (w *writer) behind(margin int) string {
	switch {
	case margin > 0:
		return fmt.Sprintf("%d behind", margin)
	case margin < 0 && w.pinned != nil:
		return fmt.Sprintf("%d ahead", -margin)
	case margin < 0:
		return fmt.Sprintf("%d ahead by itself, but does not go with the rest", -margin)
	}
	return "level"
}

// information is what would change the decision, and what it was made from.
func (w *writer) information() {
	if changes := w.Changes(w.d); len(changes) > 0 {
		w.text("What would change this:")
		w.list(changes)
		w.text("What it was made from:")
	}
	a := w.m.advice
	made := "these answers"
	if a.Price != nil {
		made += " and pins"
	}
	var from []doc.Line
	if w.pinned != nil {
		from = append(from, w.held())
	}
	w.list(append(from, doc.Of("Revisit: ", inAYear(w.date), ", or when an answer changes"),
		doc.Of("Knowledge: ", wording.Phrase(w.knowledge)),
		doc.Of("Answers: `"+w.answers+"`, the same in every record made from "+made)))
	if sources := w.Evidence(); len(sources) > 0 {
		w.text(w.sourcesTitle())
		w.blocks = append(w.blocks, doc.List{Form: doc.Numbered, Items: sources})
	}
}

// sourcesTitle says what is called the report, where something is.
func (w *writer) sourcesTitle() string {
	if w.QuotesReport() {
		return "Sources, “the report” being the research report that the knowledge began with:"
	}
	return "Sources:"
}
