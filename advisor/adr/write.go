package adr

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/advisor/report"
	"rustadvisor/knowledge"
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
	lines  []string
}

// record is the text of a record.
func (m *maker) record(d *advisor.Decided, as draft) string {
	w := &writer{Writer: report.NewWriter(m.advice), draft: as, m: m, d: d, pinned: m.pin(d)}
	if as.style == Nygard {
		w.nygard()
	} else {
		w.madr()
	}
	// A block may be of several lines.
	lines := strings.Split(strings.Join(w.lines, "\n"), "\n")
	return signed(strings.Join(wrapped(lines), "\n")+"\n\n", m.advice, d, as)
}

// madr follows MADR 4, with status and date in the front matter. log4brains reads none: it has them in a list below
// the title. adr-log reads the title from the line right below front matter, so no blank one stands there.
func (w *writer) madr() {
	if w.style == Log4brains {
		w.add("# " + w.title())
		w.add("* Status: proposed", "* Date: "+w.date, "* Deciders:", "* Tags: "+word(w.d.ID))
	} else {
		w.add("---", "status: proposed", "date: "+w.date, "decision-makers:", "---", "# "+w.title())
	}
	w.add("## Context and Problem Statement")
	w.context()
	w.add("## Decision Drivers")
	w.list(w.drivers())
	w.add("## Considered Options")
	w.list(w.options())
	w.add("## Decision Outcome")
	w.add(w.outcome())
	w.price()
	w.add("### Consequences")
	w.list(w.consequences())
	w.add("### Confirmation")
	w.add(w.confirmation())
	if w.weighed() {
		w.add("## Pros and Cons of the Options")
		w.prosAndCons()
	}
	w.add("## More Information")
	if w.old != nil {
		w.add("* Supersedes " + link(stem(path.Base(w.old.Name)), w.name, w.old.Name))
	}
	w.information()
	w.add("## Team notes")
}

// nygard follows Michael Nygard's four parts, in the words that adr-tools looks for, with the rest after them.
func (w *writer) nygard() {
	number := ""
	if n, _ := parseName(w.name); n.day == "" {
		number = fmt.Sprintf("%d. ", n.number)
	}
	w.add("# " + number + w.title())
	w.add("Date: " + w.date)
	w.add("## Status")
	w.add("Proposed")
	if w.old != nil {
		w.add("Supersedes " + nygardLink(w.old.title(), w.name, w.old.Name))
	}
	w.add("## Context")
	w.context()
	w.add("What drives the decision:")
	w.list(w.drivers())
	w.add("## Decision")
	w.add(w.outcome())
	w.price()
	w.add("Considered:")
	w.list(w.options())
	w.add("## Consequences")
	w.list(w.consequences())
	w.add("## Confirmation")
	w.add(w.confirmation())
	if w.weighed() {
		w.add("## Pros and cons of the options")
		w.prosAndCons()
	}
	w.add("## More information")
	w.information()
	w.add("## Team notes")
}

// add adds a block; a blank line stands between blocks.
func (w *writer) add(lines ...string) {
	if len(w.lines) > 0 {
		w.lines = append(w.lines, "")
	}
	w.lines = append(w.lines, lines...)
}

func (w *writer) list(items []string) {
	if len(items) == 0 {
		return
	}
	lines := make([]string, len(items))
	for i, item := range items {
		lines[i] = "* " + item
	}
	w.add(lines...)
}

func (w *writer) title() string {
	return report.Escape(w.d.Title) + ": " + w.picked()
}

func (w *writer) picked() string {
	switch {
	case w.d.Standing == advisor.Moot:
		return "not needed"
	case w.d.Option == nil:
		return "none fits"
	}
	return report.Escape(w.d.Pick.Title)
}

func (w *writer) context() {
	w.add(w.problem())
	for i := range w.m.advice.Decisions { // what bears on all the rest
		if d := &w.m.advice.Decisions[i]; d.Option != nil && d.Option.Headline != "" {
			w.add("**" + report.Escape(d.Pick.Title) + "**: " + report.Paragraph(d.Option.Headline))
		}
	}
	w.add(w.origin())
}

// problem is the question that is decided, with the facts that bound it.
func (w *writer) problem() string {
	const most = 3
	var given []string
	for _, x := range w.d.RestsOn[:min(len(w.d.RestsOn), most)] {
		given = append(given, report.Escape(x.Reason))
	}
	asks := report.Paragraph(w.d.Asks)
	if len(given) == 0 || !strings.HasSuffix(asks, "?") {
		return asks
	}
	return strings.TrimSuffix(asks, "?") + ", given that " + knowledge.Listed(given, "and") + "?"
}

// drivers are the answers that bear on the decision, in the order asked: they count for or against an option, rule
// one out, or are what the pick rests on.
func (w *writer) drivers() []string {
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
	var out []string
	if w.pinned != nil {
		out = append(out, "The team's pin: "+w.picked()+" is to be used")
	}
	for _, x := range w.m.advice.Answers {
		if bears[x.Question] {
			out = append(out, report.Answer(x))
		}
	}
	if len(out) == 0 {
		out = append(out, "No answer bears on it: this is what suits most teams")
	}
	return out
}

func (w *writer) options() []string {
	var out []string
	if w.d.Option != nil {
		out = append(out, report.Escape(w.d.Pick.Title))
	}
	for _, r := range w.d.Rivals {
		advised := ""
		if w.pinned != nil && w.pinned.Free.Pick.ID == r.ID {
			advised = " (what the answers lead to)"
		}
		out = append(out, report.Escape(r.Title)+advised)
	}
	for _, x := range w.d.Excluded {
		out = append(out, report.Escape(x.Title)+" (ruled out)")
	}
	if len(out) == 0 {
		out = append(out, "None: there is nothing to decide")
	}
	return out
}

// outcome is the pick with its strongest reasons.
func (w *writer) outcome() string {
	if w.pinned != nil {
		return w.chosen()
	}
	if w.d.Option == nil {
		return "No option chosen, because " + report.Begin(report.Paragraph(w.d.Fallback))
	}
	return "Chosen option: \"" + report.Escape(w.d.Pick.Title) + "\", because " + w.because() + ". " +
		report.Paragraph(w.d.Option.Summary) + w.Cite(w.d.Option.Findings...)
}

// because is why the pick is what it is, as what follows "because".
func (w *writer) because() string {
	out := w.reasons()
	for i := range out {
		out[i] = "of " + out[i]
	}
	switch {
	case len(out) > 0:
		return knowledge.Listed(out, "and")
	case len(w.d.Rivals) == 0:
		return "every other option is ruled out"
	}
	return "it comes first among equals"
}

// reasons names the criteria that speak most for the pick, each with the answer that makes it count.
func (w *writer) reasons() []string {
	var out []string
	because, _ := report.Weighed(w.d)
	for _, c := range because[:min(len(because), 3)] {
		out = append(out, criterion(c))
	}
	return out
}

// criterion names a cell's criterion and what makes it count.
func criterion(c advisor.Cell) string {
	counts := ""
	if c.Weight < 0 {
		counts = " counting less"
	}
	return report.Escape(c.Title) + counts + " (" + source(c) + ")"
}

// source is the answer that makes a cell count, or what counts before any.
func source(c advisor.Cell) string {
	if c.Question == "" {
		return "for most teams"
	}
	return report.Escape(c.Reason)
}

// consequences are good and bad ones. There is always a bad one: each choice has its price, were it that of leaving.
func (w *writer) consequences() []string {
	d := w.d
	if d.Option == nil {
		return w.withoutPick()
	}
	out := w.overruled()
	because, against := report.Weighed(d)
	for _, c := range because[:min(len(because), most)] {
		if c.Weight < 0 {
			out = append(out, "Good, because "+criterion(c)+" matters where it is behind"+report.Note(c.Note)+w.Cite(c.Finding))
			continue
		}
		out = append(out, "Good, because it does well on "+report.Escape(c.Title)+report.Note(c.Note)+w.Cite(c.Finding))
	}
	for _, c := range against[:min(len(against), most)] {
		if c.Weight < 0 {
			out = append(out, "Bad, because "+criterion(c)+" takes from where it is ahead"+report.Note(c.Note)+w.Cite(c.Finding))
			continue
		}
		out = append(out, "Bad, because it does badly on "+report.Escape(c.Title)+report.Note(c.Note)+w.Cite(c.Finding))
	}
	out = append(out, w.betterElsewhere()...)
	if d.Weak && len(d.Rivals) > 0 {
		out = append(out, "Bad, because the lead over "+report.Escape(d.Rivals[0].Title)+" rests on weak evidence")
	}
	out = append(out, w.unweighed()...)
	kind := "Bad"
	if strings.HasPrefix(d.Option.Reversal, "none") {
		kind = "Neutral"
	}
	return append(out, kind+", because leaving it later has a price – "+report.Escape(d.Option.Reversal))
}

func (w *writer) withoutPick() []string {
	if w.d.Standing == advisor.Moot {
		return []string{"Good, because there is nothing to choose, run or keep up to date",
			"Bad, because it comes up again when the answers change"}
	}
	return []string{"Good, because nothing is taken that cannot work", "Bad, because the question stays open"}
}

// betterElsewhere are the criteria on which the next options do better than the pick, one each.
func (w *writer) betterElsewhere() []string {
	var out []string
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
			out = append(out, "Bad, because "+report.Escape(r.Title)+" does better on "+
				""+report.Escape(c.Title)+report.Note(c.Rival)+w.Cite(c.Finding))
		}
	}
	return out
}

// unweighed is what the option does badly on though nothing makes it count here: a team should know it all the same.
func (w *writer) unweighed() []string {
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
	var out []string
	for _, c := range bad[:min(len(bad), most)] {
		out = append(out, "Bad, though no answer makes it count: "+
			""+report.Escape(c.Title)+report.Note(fits[c.ID].Note)+w.Cite(fits[c.ID].Finding))
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
	return report.Paragraph(w.d.Option.Confirm)
}

// weighed tells that there are options to compare.
func (w *writer) weighed() bool { return w.d.Option != nil || len(w.d.Excluded) > 0 }

func (w *writer) prosAndCons() {
	d := w.d
	if d.Option != nil {
		w.add("### " + report.Escape(d.Pick.Title))
		if weights := weights(d); len(weights) > 0 {
			w.add("By points it has " + strings.TrimLeft(report.Points(d.Score), "+±") +
				": what an answer adds to a criterion, times how the option does on it.")
			w.list(weights)
		} else {
			w.add("Nothing had to be weighed.")
		}
	}
	for i := range d.Rivals {
		r := &d.Rivals[i]
		w.add("### " + report.Escape(r.Title))
		said := "By points it is " + w.behind(r.Margin) + "."
		if r.Option != nil {
			said = report.Paragraph(r.Option.Summary) + " " + said
		}
		w.add(said)
		w.list(w.rival(r))
	}
	if out := w.Excluded(d); len(out) > 0 {
		w.add("### Ruled out")
		w.list(out)
	}
}

// weights are all criteria with their points and what they come from, those for the option first. They sum to its
// score.
func weights(d *advisor.Decided) []string {
	cells := slices.Concat(d.Because, d.Against)
	points, from := map[string]int{}, map[string][]string{}
	for _, c := range cells {
		points[c.Criterion] += c.Points
		from[c.Criterion] = append(from[c.Criterion], source(c)+" "+report.Points(c.Points))
	}
	var good, bad []string
	for _, c := range cells {
		n, sources := points[c.Criterion], from[c.Criterion]
		delete(from, c.Criterion)
		said := fmt.Sprintf("because of %s: %s (%s)", report.Escape(c.Title), report.Points(n), strings.Join(sources, "; "))
		switch {
		case sources == nil: // told already
		case n > 0:
			good = append(good, "Good, "+said)
		case n < 0:
			bad = append(bad, "Bad, "+said)
		default:
			bad = append(bad, "Neutral, "+said)
		}
	}
	return append(good, bad...)
}

// rival tells where an option that stands is ahead of the pick, and where behind.
func (w *writer) rival(r *advisor.Rival) []string {
	var good, bad []string
	cells := report.ByCriterion(r.Cells)
	for _, c := range cells {
		if c.Points > 0 && len(bad) < 2 {
			bad = append(bad, "Bad, because it is behind on "+report.Escape(c.Title)+report.Note(c.Rival)+w.Cite(c.Finding))
		}
	}
	slices.Reverse(cells)
	for _, c := range cells {
		if c.Points < 0 && len(good) < 2 {
			good = append(good, "Good, because it is ahead on "+report.Escape(c.Title)+report.Note(c.Rival)+w.Cite(c.Finding))
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
		w.add("What would change this:")
		w.list(changes)
		w.add("What it was made from:")
	}
	a := w.m.advice
	made := "these answers"
	if a.Price != nil {
		made += " and pins"
	}
	var from []string
	if w.pinned != nil {
		from = append(from, w.held())
	}
	w.list(append(from, "Revisit: "+inAYear(w.date)+", or when an answer changes",
		"Knowledge: "+report.Escape(w.knowledge),
		"Answers: `"+w.answers+"`, the same in every record made from "+made))
	if sources := w.Evidence(); sources != "" {
		w.add(sourcesTitle(sources))
		w.add(sources)
	}
}

// sourcesTitle says what is called the report, where something is.
func sourcesTitle(sources string) string {
	if strings.Contains(sources, "The report says") {
		return "Sources, “the report” being the research report that the knowledge began with:"
	}
	return "Sources:"
}
