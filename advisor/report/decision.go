package report

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
)

// shown is how many reasons, rivals and flips a page tells; the rest are counted.
const shown = 3

// decision is all that bears out one pick.
func (r *renderer) decision(d *advisor.Decided) []doc.Block {
	var p page
	p.heading(d.Title, ": ", outcome(d))
	if d.Standing == advisor.Moot {
		p.text(wording.Sentence(d.Fallback))
		return p.blocks
	}
	if d.Option == nil {
		p.text(wording.Sentence(d.Fallback))
		p.list("Ruled out", r.excluded(d)...)
		p.list(wouldChange, r.flips(d)...)
		return p.blocks
	}
	p.text(wording.Sentence(d.Option.Summary), r.cite(d.Option.Findings...))
	p.text(r.standing(d))
	if byDefault(d) || len(d.Rivals) == 0 {
		p.list(insteadOf, append(names(d.Rivals), r.excluded(d)...)...)
	} else {
		because, against := arguments(d)
		p.listed(doc.Reasons, "Because", r.reasons(because)...)
		p.listed(doc.Reasons, "Against", r.reasons(against)...)
		p.list(insteadOf, append(r.rivals(d), r.excluded(d)...)...)
	}
	p.list("If you know it from Python", r.known(d)...)
	p.list("Often said, and not so", r.unsaid(r.corrections(d))...)
	p.list(wouldChange, r.flips(d)...)
	p.add(crates(d.Option.Crates, d.Option.Rust)...)
	if d.Option.Reversal != "" {
		p.text(doc.Bold("To leave it later"), ": ", wording.Sentence(d.Option.Reversal))
	}
	return p.blocks
}

// decisions is each pick that answers bear on in short: how firm it is, the first reasons, and the next options.
func (r *renderer) decisions() []doc.Block {
	if r.tight >= settledGoes {
		return r.unsettledPicks()
	}
	var p page
	p.heading("Why")
	p.text(scale)
	room, told := r.kept(mostCorrections, fewerNotes, fewerReasons), 0
	for _, d := range headlineFirst(r.advice.Decisions) {
		if d.Waits || d.Option == nil || d.Pick.ID == none || byDefault(d) {
			continue
		}
		p.part(d.Title, ": ", d.Pick.Title)
		p.text(wording.Sentence(d.Option.Summary), r.cite(r.plainly(d.Option.Findings)...), r.unfirm(d))
		told++
		if len(d.Rivals) > 0 && (told <= weighed || r.tight < fewerTasks) {
			because, against := arguments(d)
			p.listed(doc.Reasons, "Because", r.reasons(upTo(strongest(because), r.kept(apart, fewerReasons)))...)
			p.listed(doc.Reasons, "Against", r.reasons(upTo(strongest(against), r.kept(1, fewerNotes)))...)
			p.list(insteadOf, append(r.nextBest(d), r.forbidden(d)...)...)
		} else {
			p.list(insteadOf, r.forbidden(d)...)
		}
		if room > 0 {
			corrections := upTo(r.corrections(d), 1)
			p.add(paragraphs(corrections)...)
			room -= len(corrections)
		}
	}
	if len(p.blocks) == 2 {
		return nil
	}
	return p.blocks
}

// scale says what points are, and that how far a pick is ahead is not how firm it is.
const scale = "Points: how well an option does at something, −2 to 2, times what your answers make of it; a rival's " +
	"tell how far it is behind in all. Leaning is no matter of points: one other answer would turn the pick, however " +
	"far ahead."

// unsettledPicks is what the picks that are not settled were weighed against, in a line each.
func (r *renderer) unsettledPicks() []doc.Block {
	var lines []doc.Line
	rivals := 0
	for _, d := range headlineFirst(r.advice.Decisions) {
		if d.Waits || d.Option == nil || d.Pick.ID == none || byDefault(d) {
			continue
		}
		if d.Standing != advisor.Settled && len(d.Rivals) > 0 && (rivals < mostWhy || r.tight < repeatsGo) {
			rivals++
			lines = append(lines, doc.Of(d.Title, ": ", doc.Bold(d.Pick.Title), " before ", r.rival(d, &d.Rivals[0])))
		}
		lines = append(lines, r.forbidden(d)...)
	}
	if len(lines) == 0 {
		return nil
	}
	var p page
	p.heading("Why")
	p.text(scale)
	p.list("", lines...)
	return p.blocks
}

// mostWhy is how many picks are weighed against their rivals where words are few.
const mostWhy = 4

// forbidden is what house rules rule out, which whoever works there should hear.
func (r *renderer) forbidden(d *advisor.Decided) []doc.Line {
	var out []doc.Line
	for _, x := range d.Excluded {
		if x.Question == "" {
			out = append(out, doc.Of(doc.Bold(x.Title), ": out by house rule", note(x.Why)))
		}
	}
	return out
}

// nextBest is the next option in a line, and the name of the one behind it.
func (r *renderer) nextBest(d *advisor.Decided) []doc.Line {
	line := r.rival(d, &d.Rivals[0])
	if len(d.Rivals) > 1 {
		line = doc.Of(line, "; then ", d.Rivals[1].Title, " ", doc.Score(-d.Rivals[1].Margin))
	}
	return []doc.Line{line}
}

// weighed is how many decisions are told with what they were weighed against where there is much else to say.
const weighed = 6

// In short, so many corrections are told, each of less than so many words.
const mostCorrections, readable = 3, 50

func paragraphs(lines []doc.Line) []doc.Block {
	var out []doc.Block
	for _, l := range lines {
		out = append(out, doc.Paragraph{Text: l})
	}
	return out
}

func upTo[T any](items []T, n int) []T { return items[:min(len(items), n)] }

// plainly keeps the findings that bear something out: one that mends what is often said is told with that.
func (r *renderer) plainly(findings []string) []string {
	return slices.DeleteFunc(slices.Clone(findings), func(id string) bool {
		f := r.find(id)
		return f != nil && len(f.Corrects) > 0
	})
}

// unfirm says how firm a pick is where that is more than the table of picks says.
func (r *renderer) unfirm(d *advisor.Decided) doc.Line {
	if (d.Standing == advisor.Settled || d.Standing == advisor.Leaning) && d.Moved == nil && !d.Weak {
		return nil
	}
	return doc.Of(" ", r.standing(d))
}

// corrections tells what is often said about the pick and is not so, where the reader is most likely to have heard it.
func (r *renderer) corrections(d *advisor.Decided) []doc.Line {
	var out []doc.Line
	for _, id := range bearing(d) {
		f := r.find(id)
		if len(out) == 2 {
			break
		}
		if f != nil && r.brief && len(strings.Fields(f.Reported+f.Claim)) > readable {
			continue
		}
		if f == nil || len(f.Corrects) == 0 || f.Reported == "" || f.Verdict == "confirmed" || f.Verdict == "gap" {
			continue
		}
		out = append(out, doc.Of("Often said: ", wording.Sentence(f.Reported), doc.NewLine(), "In fact: ",
			wording.Sentence(f.Claim), r.cite(id)))
	}
	return out
}

// unsaid keeps the corrections that no decision before has told.
func (r *renderer) unsaid(corrections []doc.Line) []doc.Line {
	return slices.DeleteFunc(corrections, func(line doc.Line) bool {
		text := line.Plain()
		known := slices.Contains(r.told, text)
		if !known {
			r.told = append(r.told, text)
		}
		return known
	})
}

// bearing are the findings that a pick rests on, each once: those of the option, then those of its reasons.
func bearing(d *advisor.Decided) []string {
	ids := slices.Clone(d.Option.Findings)
	for _, c := range slices.Concat(d.Because, d.Against) {
		ids = append(ids, c.Finding)
	}
	var out []string
	for _, id := range ids {
		if id != "" && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// outcome is the pick by name, or why there is none.
func outcome(d *advisor.Decided) string {
	switch {
	case d.Standing == advisor.Moot:
		return "not needed"
	case d.Option == nil:
		return "none fits"
	}
	return plain(d.Pick.Title)
}

// Titles over lists.
const (
	insteadOf   = "Instead of"
	wouldChange = "What would change this"
)

// standing says in words how firm the pick is, and what else a reader must know before believing it.
func (r *renderer) standing(d *advisor.Decided) doc.Line {
	if d.Standing == advisor.MustBe {
		return r.mustBe(d)
	}
	said := []doc.Line{r.firmness(d)}
	if d.Moved != nil {
		said = append(said, doc.Of("Alone, ", d.Moved.Alone.Title, " would win by ", d.Moved.By, "; changed because ",
			Begin(open(d.Moved.Why)), r.cite(d.Moved.Finding), "."))
	}
	if d.Weak && len(d.Rivals) > 0 {
		said = append(said, doc.Of("The lead over ", d.Rivals[0].Title, " rests on weak evidence: check it for your case."))
	}
	return doc.Joined(said, " ")
}

func (r *renderer) firmness(d *advisor.Decided) doc.Line {
	switch {
	case d.Standing == advisor.TossUp && len(d.Tie) > 0:
		return doc.Of(doc.Bold("Toss-up"), ": ", isAre(titles(d.Tie)),
			" as good by these answers; the usual order of preference puts ",
			d.Pick.Title, " first.", r.robust(d))
	case d.Standing == advisor.TossUp && len(d.Rivals) > 0:
		return doc.Of(doc.Bold("Toss-up"), ": ", d.Rivals[0].Title, " is within a point.", r.robust(d))
	case d.Standing == advisor.Open:
		return doc.Of(doc.Bold("Open"), ": ", d.Stands.Words(), ".")
	case byDefault(d):
		return doc.Of(doc.Bold("By default"), ": nothing you answered bears on it.")
	case d.Standing == advisor.Leaning:
		return doc.Of(doc.Bold("Leaning"), ": another preference could change it.", r.robust(d))
	}
	return doc.Of(doc.Bold("Settled"), ": ", settled(d), r.robust(d))
}

// settled tells apart what no other answer changes, what only other facts do, and what open questions still could.
func settled(d *advisor.Decided) string {
	said := "no other preference changes it"
	if len(restsOn(d)) > 0 {
		said += ", only other facts would"
	}
	if slices.ContainsFunc(d.Flips, func(f advisor.Flip) bool { return f.Open }) {
		return said + "; what is open still could."
	}
	return said + "."
}

// byDefault tells that no answer bears on the decision: then its reasons are the same for everybody, and a line
// will do.
func byDefault(d *advisor.Decided) bool {
	return d.Standing == advisor.ByDefault
}

func isAre(words []doc.Line) doc.Line {
	if len(words) == 1 {
		return doc.Of(words[0], " is")
	}
	return doc.Of(doc.Listed(words, "and"), " are")
}

// robust counts the answers that could change without consequence. A single answer is not worth counting.
func (r *renderer) robust(d *advisor.Decided) string {
	switch {
	case d.Of < 2 || r.brief:
		return ""
	case d.Unchanged == d.Of:
		return fmt.Sprintf(" Each of your %d answers could change without changing this.", d.Of)
	}
	return fmt.Sprintf(" %d of your %d answers could each change without changing this.", d.Unchanged, d.Of)
}

// note is how an option does on a criterion, in its words or the scale's, as what follows a dash, or nothing.
func note(s string) doc.Line {
	if s == "" {
		return nil
	}
	return doc.Of(" – ", Begin(open(s)))
}

func (r *renderer) rivals(d *advisor.Decided) []doc.Line {
	top, left := first(d.Rivals, shown)
	var out []doc.Line
	for _, rival := range top {
		out = append(out, r.rival(d, &rival))
	}
	if left > 0 {
		out = append(out, doc.Of("Further behind: ", names(d.Rivals[len(top):])[0]))
	}
	return out
}

// names lists rivals with their margins on one line.
func names(rivals []advisor.Rival) []doc.Line {
	if len(rivals) == 0 {
		return nil
	}
	var names []doc.Line
	for _, rival := range rivals {
		names = append(names, doc.Of(rival.Title, " ", doc.Score(-rival.Margin)))
	}
	return []doc.Line{doc.Joined(names, ", ")}
}

// rival sums a margin up by criterion and tells where the pick gains most and where the rival does; in short that
// alone.
func (r *renderer) rival(d *advisor.Decided, rival *advisor.Rival) doc.Line {
	var said []doc.Line
	if rival.Option != nil && rival.Option.Summary != "" && !r.brief {
		said = append(said, doc.Of(wording.Sentence(rival.Option.Summary)))
	}
	if rival.Margin <= 0 && d.Standing != advisor.MustBe && !slices.ContainsFunc(d.Tie,
		func(t advisor.Named) bool { return t.ID == rival.ID }) {
		said = append(said, doc.Of("It does not go with the rest of the stack."))
	}
	cells := ByCriterion(rival.Cells)
	told := func(lead string, c advisor.Cell) doc.Line {
		line := doc.Of(lead, " on ", open(c.Title), " (", doc.Score(-c.Points))
		if r.tight < settledGoes {
			line = doc.Of(line, r.cite(c.Finding))
		}
		return doc.Of(line, ")")
	}
	n := len(cells)
	behind, ahead := n > 0 && cells[0].Points > 0, n > 0 && cells[n-1].Points < 0
	switch {
	case behind && ahead:
		said = append(said, doc.Of(told("Behind", cells[0]), ", ", told("ahead", cells[n-1])))
	case behind:
		said = append(said, told("Behind", cells[0]))
	case ahead:
		said = append(said, told("Ahead", cells[n-1]))
	}
	line := doc.Of(doc.Bold(rival.Title, " ", doc.Score(-rival.Margin)))
	if len(said) > 0 {
		line = doc.Of(line, ": ", doc.Joined(said, " "))
	}
	return line
}

// ByCriterion merges cells of one criterion: the highest points first, which in margins is the strongest for the pick.
func ByCriterion(cells []advisor.Cell) []advisor.Cell {
	var out []advisor.Cell
	for _, s := range advisor.Sums(cells) {
		c := s.Cells[0]
		c.Points = s.Points
		out = append(out, c)
	}
	slices.SortStableFunc(out, func(a, b advisor.Cell) int { return b.Points - a.Points })
	return out
}

// MostApart is how many options that are out are told of one by one.
const MostApart = 3

// excluded tells which options are out; those that one answer rules out share a line.
func (r *renderer) excluded(d *advisor.Decided) []doc.Line {
	var order []string
	by := map[string][]advisor.Excluded{}
	for _, x := range d.Excluded {
		if by[x.Question] == nil {
			order = append(order, x.Question)
		}
		by[x.Question] = append(by[x.Question], x)
	}
	var out []doc.Line
	for _, q := range order {
		group := by[q]
		if q == "" {
			out = append(out, r.forbidden(d)...)
			continue
		}
		why := clause(q, group[0].Short, group[0].Label, group[0].Reason)
		if len(group) == 1 {
			out = append(out, doc.Of(doc.Bold(group[0].Title), ": out, because ", why, note(group[0].Why),
				r.cite(group[0].Finding)))
			continue
		}
		var names []doc.Line
		var findings []string
		for _, x := range group {
			names = append(names, doc.Of(x.Title))
			findings = append(findings, x.Finding)
		}
		line := doc.Of(doc.Listed(names, "and"), ": out, because ", why)
		if len(group) <= MostApart { // what each of many is would be beside the point
			line = doc.Of(line, r.cite(findings...))
		}
		out = append(out, line)
	}
	return out
}

// flips tells at most three changes of mind, the facts the pick rests on, and the open questions that could decide.
func (r *renderer) flips(d *advisor.Decided) []doc.Line {
	var preferences, open []advisor.Flip
	for _, f := range d.Flips {
		switch {
		case f.Set[0].Question == knowledge.JourneyQuestion, f.Fact && d.Option != nil && !f.Open:
		case f.Open:
			open = append(open, f)
		default:
			preferences = append(preferences, f)
		}
	}
	told, _ := first(merged(preferences), shown)
	var items []doc.Line
	for _, m := range told {
		items = append(items, doc.Of("If ", doc.Joined(m.ways, ", or if "), doc.Leads(), m.pick))
	}
	told, left := first(merged(open), shown)
	for _, m := range told {
		items = append(items, doc.Of("Still open: if ", doc.Joined(m.ways, ", or if "), doc.Leads(), m.pick))
	}
	if left > 0 {
		items = append(items, doc.Of("Still open: ", wording.Counted(left, "more answer"), " could change it"))
	}
	if facts := restsOn(d); len(facts) > 0 {
		items = append(items, doc.Of("Rests on: ", doc.Joined(facts, "; ")))
	}
	return items
}

func restsOn(d *advisor.Decided) []doc.Line {
	var out []doc.Line
	for _, a := range d.RestsOn {
		if a.Question != knowledge.JourneyQuestion {
			out = append(out, clause(a.Question, a.Short, a.Label, a.Reason))
		}
	}
	return out
}

// change is the ways of answering one question, or two, that lead to one pick.
type change struct {
	questions, pick string
	ways            []doc.Line
}

// merged joins flips of the same questions to the same pick. At most two ways are worded: more is no news.
func merged(flips []advisor.Flip) []change {
	var out []change
	for _, f := range flips {
		c := change{pick: "nothing fits"}
		if f.Pick.ID != "" {
			c.pick = f.Pick.Title
		}
		var parts []doc.Line
		for _, s := range f.Set {
			c.questions += s.Question + "\n"
			parts = append(parts, clause(s.Question, s.Short, s.Label, s.Reason))
		}
		way := doc.Joined(parts, " and ")
		same := func(o change) bool { return o.questions == c.questions && o.pick == c.pick }
		if i := slices.IndexFunc(out, same); i >= 0 {
			said := func(o doc.Line) bool { return o.Plain() == way.Plain() } // beside what is ticked, or instead of it
			if len(out[i].ways) < 2 && !slices.ContainsFunc(out[i].ways, said) {
				out[i].ways = append(out[i].ways, way)
			}
			continue
		}
		c.ways = []doc.Line{way}
		out = append(out, c)
	}
	return out
}

// crates is what goes into Cargo.toml, with the least Rust version it needs where that is known; nothing without
// crates.
func crates(named map[string]knowledge.Crate, rust string) []doc.Block {
	var lines []string
	for _, section := range knowledge.Sections {
		header := "[" + section + "]"
		for _, name := range slices.Sorted(maps.Keys(named)) {
			c := named[name]
			if c.Section() != section {
				continue
			}
			if header != "" && len(lines) > 0 {
				lines = append(lines, "")
			}
			if header != "" {
				lines, header = append(lines, header), ""
			}
			lines = append(lines, plain(name)+" = "+c.Dependency(quote))
		}
	}
	if len(lines) == 0 {
		return nil
	}
	if rust != "" {
		lines = append(lines, "# needs Rust "+plain(rust)+" or newer")
	}
	return []doc.Block{doc.Code{Language: "toml", Name: "Cargo.toml", Text: strings.Join(lines, "\n")}}
}

// quote is a TOML string; after plain only the backslash and the quote need care.
func quote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "`", "").Replace(plain(s)) + `"`
}
