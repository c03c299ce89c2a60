package report

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

// shown is how many reasons, rivals and flips a page tells; the rest are counted.
const shown = 3

func (r *renderer) decision(d *advisor.Decided) string {
	var p page
	if d.Standing == advisor.Moot {
		p.add("## "+escape(d.Title)+": not needed", "", paragraph(knowledge.Sentence(d.Fallback)))
		return p.String()
	}
	if d.Option == nil {
		p.add("## " + escape(d.Title) + ": none fits")
		p.add(paragraph(knowledge.Sentence(d.Fallback)))
		p.list("Ruled out", r.excluded(d)...)
		r.flips(&p, d)
		return p.String()
	}
	p.add("## " + escape(d.Title) + ": " + escape(d.Pick.Title))
	p.add(paragraph(knowledge.Sentence(d.Option.Summary)) + r.cite(d.Option.Findings...))
	p.add(r.standing(d))
	if byDefault(d) || len(d.Rivals) == 0 {
		p.list("Instead of", append(names(d.Rivals), r.excluded(d)...)...)
	} else {
		because, against := arguments(d)
		p.list("Because", r.reasons(because)...)
		p.list("Against", r.reasons(against)...)
		p.list("Instead of", append(r.rivals(d), r.excluded(d)...)...)
	}
	r.flips(&p, d)
	if crates := crates(d.Option.Crates, d.Option.Rust); crates != "" {
		p.add(crates)
	}
	if d.Option.Reversal != "" {
		p.add("**To leave it later**: " + escape(knowledge.Sentence(d.Option.Reversal)))
	}
	return p.String()
}

// standing says in words how firm the pick is, and what else a reader must know before believing it.
func (r *renderer) standing(d *advisor.Decided) string {
	if d.Standing == advisor.MustBe {
		return r.mustBe(d)
	}
	said := []string{firmness(d)}
	if d.Moved != nil {
		said = append(said, fmt.Sprintf("Alone, %s would win by %d; changed because %s%s.", escape(d.Moved.Alone.Title), d.Moved.By,
			escape(Begin(open(d.Moved.Why))), r.cite(d.Moved.Finding)))
	}
	if d.Weak && len(d.Rivals) > 0 {
		said = append(said, fmt.Sprintf("The lead over %s rests on weak evidence: check it for your case.", escape(d.Rivals[0].Title)))
	}
	return strings.Join(said, " ")
}

func firmness(d *advisor.Decided) string {
	switch {
	case len(d.Tie) > 0:
		return fmt.Sprintf("**Toss-up**: %s as good by these answers; the usual order of preference puts %s first.%s",
			isAre(titles(d.Tie)), escape(d.Pick.Title), robust(d))
	case d.Standing == advisor.TossUp && len(d.Rivals) > 0:
		return "**Toss-up**: " + escape(d.Rivals[0].Title) + " is within a point." + robust(d)
	case byDefault(d):
		return "**By default**: nothing you answered bears on it."
	case d.Standing == advisor.Leaning:
		return "**Leaning**: another preference could change it." + robust(d)
	}
	return "**Settled**: " + settled(d) + robust(d)
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

// byDefault tells that no answer bears on the decision: then its reasons are the same for everybody, and a line will do.
func byDefault(d *advisor.Decided) bool {
	return !d.Touched && d.Standing == advisor.Settled
}

func isAre(words []string) string {
	if len(words) == 1 {
		return words[0] + " is"
	}
	return knowledge.Listed(words, "and") + " are"
}

// robust counts the answers that could change without consequence. A single answer is not worth counting.
func robust(d *advisor.Decided) string {
	switch {
	case d.Of < 2:
		return ""
	case d.Unchanged == d.Of:
		return fmt.Sprintf(" Each of your %d answers could change without changing this.", d.Of)
	}
	return fmt.Sprintf(" %d of your %d answers could each change without changing this.", d.Unchanged, d.Of)
}

// Note is how an option does on a criterion, in its words or the scale's, as what follows a dash, or "".
func Note(s string) string {
	if s == "" {
		return ""
	}
	return " – " + escape(Begin(open(s)))
}

func (r *renderer) rivals(d *advisor.Decided) []string {
	top, left := first(d.Rivals, shown)
	var out []string
	for _, rival := range top {
		out = append(out, r.rival(d, &rival))
	}
	if left > 0 {
		out = append(out, "further behind: "+names(d.Rivals[len(top):])[0])
	}
	return out
}

// names lists rivals with their margins on one line.
func names(rivals []advisor.Rival) []string {
	if len(rivals) == 0 {
		return nil
	}
	var names []string
	for _, rival := range rivals {
		names = append(names, escape(rival.Title)+" "+Points(-rival.Margin))
	}
	return []string{strings.Join(names, ", ")}
}

// rival sums a margin up by criterion and tells where the pick gains most and where the rival does.
func (r *renderer) rival(d *advisor.Decided, rival *advisor.Rival) string {
	line := "**" + escape(rival.Title) + " " + Points(-rival.Margin) + "**"
	if rival.Option != nil && rival.Option.Summary != "" {
		line += ": " + escape(knowledge.Sentence(rival.Option.Summary))
	}
	if rival.Margin <= 0 && d.Standing != advisor.MustBe && !slices.ContainsFunc(d.Tie, func(t advisor.Named) bool { return t.ID == rival.ID }) {
		line += " It does not go with the rest of the stack."
	}
	cells := ByCriterion(rival.Cells)
	var said []string
	if n := len(cells); n > 0 && cells[0].Points > 0 {
		said = append(said, "behind on "+escape(open(cells[0].Title))+" ("+Points(-cells[0].Points)+r.cite(cells[0].Finding)+")")
	}
	if n := len(cells); n > 0 && cells[n-1].Points < 0 {
		said = append(said, "ahead on "+escape(open(cells[n-1].Title))+" ("+Points(-cells[n-1].Points)+r.cite(cells[n-1].Finding)+")")
	}
	if len(said) > 0 {
		line += " " + knowledge.Upper(strings.Join(said, ", "))
	}
	return line
}

// ByCriterion merges cells of one criterion: the highest points first, which in margins is the strongest for the pick.
func ByCriterion(cells []advisor.Cell) []advisor.Cell {
	var out []advisor.Cell
	for _, c := range cells {
		if i := slices.IndexFunc(out, func(o advisor.Cell) bool { return o.Criterion == c.Criterion }); i >= 0 {
			out[i].Points += c.Points
			continue
		}
		out = append(out, c)
	}
	slices.SortStableFunc(out, func(a, b advisor.Cell) int { return b.Points - a.Points })
	return out
}

// excluded tells which options are out; those that one answer rules out share a line.
func (r *renderer) excluded(d *advisor.Decided) []string {
	var order []string
	by := map[string][]advisor.Excluded{}
	for _, x := range d.Excluded {
		if by[x.Question] == nil {
			order = append(order, x.Question)
		}
		by[x.Question] = append(by[x.Question], x)
	}
	var out []string
	for _, q := range order {
		group := by[q]
		if q == "" {
			for _, x := range group {
				out = append(out, fmt.Sprintf("**%s**: out by house rule%s", escape(x.Title), Note(x.Why)))
			}
			continue
		}
		why := clause(q, group[0].Short, group[0].Label, group[0].Reason)
		if len(group) == 1 {
			out = append(out, fmt.Sprintf("**%s**: out, because %s%s%s", escape(group[0].Title), why, Note(group[0].Why), r.cite(group[0].Finding)))
			continue
		}
		var names, findings []string
		for _, x := range group {
			names = append(names, escape(x.Title))
			findings = append(findings, x.Finding)
		}
		out = append(out, fmt.Sprintf("%s: out, because %s%s", knowledge.Listed(names, "and"), why, r.cite(findings...)))
	}
	return out
}

// flips tells at most three changes of mind, the facts the pick rests on, and the open questions that could decide.
func (r *renderer) flips(p *page, d *advisor.Decided) {
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
	var items []string
	for _, m := range told {
		items = append(items, "If "+strings.Join(m.ways, ", or if ")+" → "+m.pick)
	}
	told, left := first(merged(open), shown)
	for _, m := range told {
		items = append(items, "Still open: if "+strings.Join(m.ways, ", or if ")+" → "+m.pick)
	}
	if left > 0 {
		items = append(items, "Still open: "+knowledge.Counted(left, "more answer")+" could change it")
	}
	if facts := restsOn(d); len(facts) > 0 {
		items = append(items, "Rests on: "+strings.Join(facts, "; "))
	}
	p.list("What would change this", items...)
}

func restsOn(d *advisor.Decided) []string {
	var out []string
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
	ways            []string
}

// merged joins flips of the same questions to the same pick. At most two ways are worded: more is no news.
func merged(flips []advisor.Flip) []change {
	var out []change
	for _, f := range flips {
		c := change{pick: "nothing fits"}
		if f.Pick.ID != "" {
			c.pick = escape(f.Pick.Title)
		}
		var parts []string
		for _, s := range f.Set {
			c.questions += s.Question + "\n"
			parts = append(parts, clause(s.Question, s.Short, s.Label, s.Reason))
		}
		way := strings.Join(parts, " and ")
		same := func(o change) bool { return o.questions == c.questions && o.pick == c.pick }
		if i := slices.IndexFunc(out, same); i >= 0 {
			if len(out[i].ways) < 2 {
				out[i].ways = append(out[i].ways, way)
			}
			continue
		}
		c.ways = []string{way}
		out = append(out, c)
	}
	return out
}

// crates is what goes into Cargo.toml, with the least Rust version it needs where that is known.
func crates(named map[string]knowledge.Crate, rust string) string {
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
			lines = append(lines, plain(name)+" = "+dependency(c))
		}
	}
	if len(lines) == 0 {
		return ""
	}
	if rust != "" {
		lines = append(lines, "# needs Rust "+plain(rust)+" or newer")
	}
	return fenced("toml", strings.Join(lines, "\n"))
}

// fenced is code between fences that nothing in it closes.
func fenced(language, code string) string {
	if !slices.Contains(knowledge.Languages, language) {
		language = ""
	}
	fence := "```"
	for strings.Contains(code, fence) {
		fence += "`"
	}
	return fence + language + "\n" + strings.Trim(knowledge.CleanLines(code), "\n") + "\n" + fence
}

func dependency(c knowledge.Crate) string {
	if c.DefaultFeatures == nil && len(c.Features) == 0 {
		return quote(c.Version)
	}
	fields := []string{"version = " + quote(c.Version)}
	if c.DefaultFeatures != nil {
		fields = append(fields, fmt.Sprintf("default-features = %t", *c.DefaultFeatures))
	}
	if len(c.Features) > 0 {
		var quoted []string
		for _, f := range c.Features {
			quoted = append(quoted, quote(f))
		}
		fields = append(fields, "features = ["+strings.Join(quoted, ", ")+"]")
	}
	return "{ " + strings.Join(fields, ", ") + " }"
}

// quote is a TOML string; after plain only the backslash and the quote need care.
func quote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "`", "").Replace(plain(s)) + `"`
}
