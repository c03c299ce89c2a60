package screen

import (
	"cmp"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"rustadvisor/advisor/doc"
	"rustadvisor/knowledge"
	"rustadvisor/ui/tui/widget"
	"rustadvisor/ui/typeset"
)

// previewer writes what is known of one entry.
type previewer struct {
	sheet
	base *knowledge.Base
	v    *knowledge.Vocabulary
	my   *yours // nil without answers
}

func preview(e Env, entry knowledge.Entry, my *yours, of pageOf) []string {
	p := &previewer{sheet{look: e.Styles, cells: of.look.cells, words: strings.Fields(of.words)}, e.Index.base, &e.Words, my}
	p.text(entry.Title, e.Styles.Accent)
	decision, inner, _ := strings.Cut(entry.ID, ".")
	switch d := p.base.Decision(decision); entry.Kind {
	case knowledge.KindDecision:
		p.decision(d)
	case knowledge.KindOption:
		p.option(d, d.Option(inner))
	case knowledge.KindCriterion:
		p.criterion(d, d.Criterion(inner))
	case knowledge.KindQuestion:
		p.question(p.base.Question(entry.ID))
	case knowledge.KindTechnology:
		p.technology(p.base.Technology(entry.ID))
	case knowledge.KindPackage:
		p.pythonPackage(p.base.PythonPackage(entry.ID))
	case knowledge.KindPractice:
		for i := range p.base.Practices {
			if p.base.Practices[i].ID == entry.ID {
				p.practice(&p.base.Practices[i])
			}
		}
	case knowledge.KindSituation:
		p.situation(p.base.Situation(entry.ID))
	case knowledge.KindSnippet:
		p.snippet(p.base.Snippet(entry.ID))
	case knowledge.KindFinding:
		p.finding(p.base.Finding(entry.ID))
	case knowledge.KindCorrection:
		p.correction(p.base.Finding(entry.ID))
	}
	return p.lines
}

// byline says in a few dim words what the entry is; lines break between the parts if they can.
func (p *previewer) byline(parts ...string) {
	line := ""
	for _, part := range slices.DeleteFunc(parts, func(s string) bool { return s == "" }) {
		switch {
		case line == "":
			line = part
		case widget.Width(line)+3+widget.Width(part) <= p.cells:
			line += " · " + part
		default:
			p.text(line, p.look.Dim)
			line = part
		}
	}
	p.text(line, p.look.Dim)
	p.gap()
}

// mine tells what the answers make of the entry: in a sentence, then in items.
func (p *previewer) mine(said string, items []string) {
	if said == "" {
		return
	}
	p.gap()
	p.text(p.my.whose, p.look.Accent)
	p.text(said, p.look.Plain)
	for _, item := range items {
		mark := "· "
		if n, text, _ := strings.Cut(item, " "); points.MatchString(n) {
			mark, item = fmt.Sprintf("%3s ", n), text
		}
		p.item(mark, item, p.look.Plain)
	}
}

// points are what an item begins with that weighs something.
var points = regexp.MustCompile(`^[+−]\d+$`)

func (p *previewer) decision(d *knowledge.Decision) {
	p.byline("decision", house(d.House))
	p.text(d.Asks, p.look.Plain)
	pick := ""
	if p.my != nil {
		p.mine(p.my.decision(d.ID))
		pick = p.my.decided(d.ID).Pick.ID
	}
	p.heading("Options")
	for _, o := range d.Options {
		mark := "· "
		if o.ID == pick {
			mark = p.look.Good.Render("✓ ")
		}
		p.item(mark, o.Title, p.look.Plain)
		p.item("  ", o.Summary, p.look.Dim)
	}
	p.heading("Measured by")
	for _, c := range d.Criteria {
		p.item("· ", c.Title+weighs(c.Prior), p.look.Plain)
	}
	p.part("If none fits", d.Fallback)
}

func weighs(prior int) string {
	if prior == 0 {
		return ""
	}
	return fmt.Sprintf(" (weighs %s before any answer)", knowledge.Number(prior))
}

func house(is bool) string {
	if is {
		return "house rule"
	}
	return ""
}

func (p *previewer) option(d *knowledge.Decision, o *knowledge.Option) {
	ring := termTitle(p.v.Rings, o.Ring)
	for _, t := range p.v.Rings {
		if t.ID == o.Ring && t.Help != "" {
			ring += ": " + knowledge.Lower(strings.TrimSuffix(t.Help, "."))
		}
	}
	p.byline("option for "+d.Title, ring, house(o.House))
	p.text(o.Summary, p.look.Plain)
	if p.my != nil {
		p.mine(p.my.option(d.ID, o.ID))
	}
	p.part("Forbidden", o.Banned)
	p.fits(d, o)
	var needs []string
	for _, n := range o.Needs {
		needs = append(needs, p.condition(knowledge.Condition{Question: n.Question, In: n.In})+": "+n.Reason)
	}
	p.list("Needs", needs...)
	p.list("Crates", crateLines(o)...)
	p.part("To confirm it", o.Confirm)
	p.part("To leave it later", o.Reversal)
	p.findings(o.Findings)
}

// fits lists how the option does on each criterion, the best first.
func (p *previewer) fits(d *knowledge.Decision, o *knowledge.Option) {
	criteria := slices.Clone(d.Criteria)
	criteria = slices.DeleteFunc(criteria, func(c knowledge.Criterion) bool { return o.Fit[c.ID] == knowledge.Fit{} })
	slices.SortStableFunc(criteria, func(a, b knowledge.Criterion) int { return cmp.Compare(o.Fit[b.ID].Value, o.Fit[a.ID].Value) })
	if len(criteria) > 0 {
		p.heading("How it does, from −2 to +2")
	}
	for _, c := range criteria {
		fit, mark := o.Fit[c.ID], " 0 "
		if fit.Value != 0 {
			mark = signed(fit.Value) + " "
		}
		if fit.Value > 0 {
			mark = p.look.Good.Render(mark)
		}
		p.item(mark, c.Title, p.look.Plain)
		if fit.Note != "" {
			p.item("   ", fit.Note, p.look.Dim)
		}
	}
}

func crateLines(o *knowledge.Option) []string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(o.Crates)) {
		out = append(out, o.Crates[name].Line(name))
	}
	if o.Rust != "" && len(out) > 0 {
		out = append(out, "Rust "+o.Rust+" or newer")
	}
	return out
}

func (p *previewer) criterion(d *knowledge.Decision, c *knowledge.Criterion) {
	p.byline("criterion of "+d.Title, strings.Trim(weighs(c.Prior), " ()"), house(c.House))
	if p.my != nil {
		p.mine(p.my.criterion(d.ID, c))
	}
	var scale []string
	for _, value := range []string{"2", "1", "0", "-1", "-2"} {
		if c.Scale[value] != "" {
			scale = append(scale, value+": "+c.Scale[value])
		}
	}
	if len(scale) > 0 {
		p.heading("Scale")
	}
	for _, s := range scale {
		value, text, _ := strings.Cut(s, ": ")
		n, _ := strconv.Atoi(value)
		p.item(fmt.Sprintf("%2s ", knowledge.Number(n)), text, p.look.Plain)
	}
	p.heading("Options on it")
	options := slices.Clone(d.Options)
	slices.SortStableFunc(options, func(a, b knowledge.Option) int { return cmp.Compare(b.Fit[c.ID].Value, a.Fit[c.ID].Value) })
	for _, o := range options {
		if note := o.Fit[c.ID].Note; note != "" {
			p.item(fmt.Sprintf("%2s ", knowledge.Number(o.Fit[c.ID].Value)), o.Title+": "+note, p.look.Plain)
		} else {
			p.item(fmt.Sprintf("%2s ", knowledge.Number(o.Fit[c.ID].Value)), o.Title, p.look.Plain)
		}
	}
}

func (p *previewer) question(q *knowledge.Question) {
	section := ""
	for _, s := range p.base.Sections {
		if s.ID == q.Section {
			section = s.Title
		}
	}
	p.byline("question", section, house(q.House))
	p.text(q.Why, p.look.Plain)
	chosen := ""
	if p.my != nil {
		p.mine(p.my.question(q))
		chosen = p.my.asked[q.ID].Choice
	}
	p.heading("Choices")
	for _, c := range q.Choices {
		mark := "· "
		if c.ID == chosen {
			mark = p.look.Good.Render("✓ ")
		}
		p.item(mark, c.Label, p.look.Plain)
		p.item("  ", c.Help, p.look.Dim)
	}
	p.list("Asked when", p.conditions(q.When)...)
}

func (p *previewer) technology(t *knowledge.Technology) {
	also := ""
	if len(t.Aliases) > 0 {
		also = "also " + strings.Join(t.Aliases, ", ")
	}
	p.byline("technology", also, house(t.House))
	p.text(knowledge.Upper(t.What), p.look.Plain)
	p.options(t.Options)
	p.findings(t.Findings)
}

func (p *previewer) pythonPackage(k *knowledge.PythonPackage) {
	from := "pip install " + k.ID
	if k.Stdlib {
		from = "comes with Python"
	}
	also := ""
	if len(k.Imports) > 0 {
		also = "import " + strings.Join(k.Imports, ", ")
	}
	p.byline("Python package", from, also, house(k.House))
	p.text(knowledge.Upper(k.What), p.look.Plain)
	switch {
	case k.Keep:
		p.heading("Leave this part in Python")
	case len(k.Crates) > 0:
		p.part("In Rust", strings.Join(k.Crates, ", "))
		p.gap()
	default:
		p.heading("In Rust: no crate needed, or none there")
	}
	p.text(k.Advice, p.look.Plain)
	if k.Keep && len(k.Crates) > 0 {
		p.part("Where you move it all the same", strings.Join(k.Crates, ", "))
	}
	p.options(k.Options)
	p.findings(k.Findings)
}

// options lists options with what the answers make of them.
func (p *previewer) options(refs []string) {
	var known []string
	for _, ref := range refs {
		decision, _, _ := strings.Cut(ref, ".")
		if o := p.base.Option(ref); o != nil {
			line := o.Title + ", " + p.base.Decision(decision).Title
			if p.my != nil {
				line = o.Title + ": " + p.my.standing(ref)
			}
			known = append(known, line)
		}
	}
	if p.my != nil {
		p.list(p.my.whose, known...)
	} else {
		p.list("Among the options", known...)
	}
}

func (p *previewer) practice(k *knowledge.Practice) {
	p.byline("practice", termTitle(p.v.Topics, k.Topic), house(k.House))
	p.text(k.Text, p.look.Plain)
	said, when := "", p.conditions(k.When)
	if p.my != nil {
		said = p.my.practice(k)
		p.mine(said, nil)
	}
	switch {
	case len(when) == 0 && said == "":
		p.part("Applies", "Always.")
	case len(when) != 1 || !strings.Contains(said, when[0]): // else it is said already
		p.list("Applies when", when...)
	}
	p.findings(k.Findings)
}

func (p *previewer) situation(s *knowledge.Situation) {
	p.byline("situation", termTitle(p.v.Topics, s.Topic), house(s.House))
	for _, m := range s.Mind {
		p.heading(m.Title)
		p.text(m.Text, p.look.Plain)
		if when := p.conditions(m.When); len(when) > 0 {
			p.list("Only when", when...)
		}
	}
	p.list("Goes with", p.conditions(s.Expects)...)
	var from []*knowledge.Source
	for _, m := range s.Mind {
		for _, id := range m.Sources {
			if page := p.base.Source(id); !slices.Contains(from, page) {
				from = append(from, page)
			}
		}
	}
	p.links(from, p.v.SourceKinds)
}

func (p *previewer) snippet(s *knowledge.Snippet) {
	p.byline("snippet", s.Language, house(s.House))
	p.lines = append(p.lines, typeset.Page{Look: p.look, Cells: p.cells}.Lines([]doc.Block{doc.Code{Language: s.Language, Text: s.Code}})...)
	if when := p.conditions(s.When); len(when) > 0 {
		p.list("Applies when", when...)
	}
	p.findings(s.Findings)
}

func (p *previewer) finding(f *knowledge.Finding) {
	p.byline("finding", termTitle(p.v.Topics, f.Topic), confidence(p.v, f), "as of "+f.Date, grade(p.base, p.v, f), house(f.House))
	p.text(f.Claim, p.look.Plain)
	for _, c := range p.base.Corrections(f.ID) {
		p.heading("Corrected: " + termTitle(p.v.Verdicts, c.Verdict))
		p.text(c.Claim, p.look.Plain)
		p.text(c.ID+", "+c.Date, p.look.Dim)
	}
	if p.my != nil {
		p.mine(p.my.finding(f))
	}
	if f.FromReport() {
		p.part("From the report", lineRange(f.Lines))
	}
	p.links(p.sources(f), p.v.SourceKinds)
}

func (p *previewer) correction(f *knowledge.Finding) {
	p.byline("correction "+f.ID, termTitle(p.v.Verdicts, f.Verdict), confidence(p.v, f), "as of "+f.Date, house(f.House))
	p.part("The report says", f.Reported)
	p.part("What holds", f.Claim)
	if p.my != nil {
		p.mine(p.my.finding(f))
	}
	p.part("Evidence", f.Evidence)
	var corrected []string
	for _, id := range f.Corrects {
		if c := p.base.Finding(id); c != nil {
			corrected = append(corrected, c.Title)
		}
	}
	p.list("It corrects", corrected...)
	p.links(p.sources(f), p.v.SourceKinds)
}

func confidence(v *knowledge.Vocabulary, f *knowledge.Finding) string {
	return "confidence " + termTitle(v.Confidences, f.Confidence)
}

func grade(b *knowledge.Base, v *knowledge.Vocabulary, f *knowledge.Finding) string {
	if len(f.Sources) == 0 {
		return "no source"
	}
	return termTitle(v.SourceKinds, b.Grade(f))
}

func lineRange(lines []int) string {
	if lines[0] == lines[len(lines)-1] {
		return fmt.Sprintf("line %d", lines[0])
	}
	return fmt.Sprintf("lines %d to %d", lines[0], lines[len(lines)-1])
}

func (p *previewer) sources(f *knowledge.Finding) []*knowledge.Source {
	var out []*knowledge.Source
	for _, id := range f.Sources {
		if s := p.base.Source(id); s != nil {
			out = append(out, s)
		}
	}
	return out
}

// findings lists what is known, each with a link to its first source.
func (p *previewer) findings(ids []string) {
	if len(ids) > 0 {
		p.heading("What is known")
	}
	for _, id := range ids {
		f := p.base.Finding(id)
		if f == nil {
			continue
		}
		title := f.Title
		if len(p.base.Corrections(id)) > 0 {
			title += " (corrected)"
		}
		p.item("· ", title, p.look.Plain)
		for _, s := range p.sources(f) {
			if at := webAddress(s.URL); at != "" {
				p.hostLink(at)
				break
			}
		}
	}
}

// hostLink puts a link, worded as the host it leads to, behind the last line or below it.
func (p *previewer) hostLink(at string) {
	u, err := url.Parse(at)
	if err != nil {
		return
	}
	host := strings.TrimPrefix(u.Hostname(), "www.")
	link := p.linked(p.look.Link.Render(host), at)
	if last := len(p.lines) - 1; widget.Width(p.lines[last])+2+widget.Width(host) <= p.cells {
		p.lines[last] += "  " + link
	} else if widget.Width(host) <= p.cells-2 {
		p.lines = append(p.lines, "  "+link)
	}
}

func (p *previewer) condition(c knowledge.Condition) string { return conditionText(p.base, c) }

func (p *previewer) conditions(when []knowledge.Condition) []string {
	var out []string
	for _, c := range when {
		out = append(out, p.condition(c))
	}
	return out
}

// conditionText words a condition: “Data store” is “PostgreSQL” or “SQLite”.
func conditionText(b *knowledge.Base, c knowledge.Condition) string {
	if len(c.Situation) > 0 {
		return situationText(b, c.Situation)
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
	return name + " is " + knowledge.Listed(values, "or")
}

// situationText words a condition on situations: “Tenants share tables” is so.
func situationText(b *knowledge.Base, ids []string) string {
	var labels []string
	for _, id := range ids {
		labels = append(labels, "“"+b.Situation(id).Label+"”")
	}
	return knowledge.Listed(labels, "or") + " is so"
}
