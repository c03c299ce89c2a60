package report

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
	"rustadvisor/advisor/manifest"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
)

// standingWord is the standing in a table.
func standingWord(d *advisor.Decided) doc.Line {
	word := doc.Line{doc.Firm(string(d.Standing), string(d.Standing))}
	if d.Standing == advisor.TossUp && len(d.Tie) > 0 {
		word = doc.Of(word, " with ", doc.Listed(titles(d.Tie), "or"))
	}
	return word
}

// answers lists what was answered and ticked, and names what is not known and what was not asked yet.
func (r *renderer) answers() []doc.Block {
	a := r.advice
	var out, unsure, open []doc.Line
	for _, x := range a.Answers {
		if r.tight < answersGo {
			out = append(out, Answer(x))
		}
	}
	if len(a.Situations) > 0 && r.tight < answersGo {
		var ticked []doc.Line
		for _, s := range a.Situations {
			ticked = append(ticked, doc.Of(s.Label))
		}
		out = append(out, doc.Of("What else is so: ", doc.Joined(ticked, "; ")))
	}
	for _, x := range a.Unsure {
		unsure = append(unsure, doc.Of(x.Short))
	}
	for _, q := range unanswered(a) {
		open = append(open, doc.Of(q.Short))
	}
	if len(unsure) > 0 {
		out = append(out, doc.Of("Not sure yet: ", doc.Joined(unsure, ", ")))
	}
	if len(open) > 0 && !r.brief {
		out = append(out, doc.Of("Not answered: ", doc.Joined(open, ", ")))
	}
	if len(out) == 0 {
		return nil
	}
	var p page
	p.heading("Your answers")
	p.list("", out...)
	return p.blocks
}

// unanswered are the open questions to which nobody said anything, not even "not sure".
func unanswered(a *advisor.Advice) []advisor.Asked {
	return slices.DeleteFunc(slices.Clone(a.Open), func(q advisor.Asked) bool {
		return slices.ContainsFunc(a.Unsure, func(x advisor.Answered) bool { return x.Question == q.Question })
	})
}

// headlineFirst is the decisions in their order, but first the one beside which nothing else is due.
func headlineFirst(decisions []advisor.Decided) []*advisor.Decided {
	out := make([]*advisor.Decided, len(decisions))
	for i := range decisions {
		out[i] = &decisions[i]
	}
	slices.SortStableFunc(out, func(a, b *advisor.Decided) int {
		switch {
		case a.Headlines() == b.Headlines():
			return 0
		case a.Headlines():
			return -1
		}
		return 1
	})
	return out
}

// waits counts what a headline keeps waiting, and names the first of it or where it stands; nothing where nothing
// waits.
func (r *renderer) waits() doc.Line {
	waiting := map[string]bool{}
	for i := range r.advice.Decisions {
		if d := &r.advice.Decisions[i]; d.Waits {
			waiting[d.ID] = true
		}
	}
	n, picks := len(waiting), r.laterPicks()
	if n == 0 {
		return nil
	}
	wait := doc.Of("The other ", wording.Counted(n, "decision"), " can wait")
	var named []doc.Line
	for _, d := range picks {
		if d.Standing != advisor.Open && !byDefault(d) && len(named) < mostLater {
			named = append(named, doc.Of(doc.Bold(d.Pick.Title)))
		}
	}
	switch {
	case len(picks) == 0, r.brief && len(named) == 0:
		return doc.Of(wait, ".")
	case r.brief:
		return doc.Of(wait, ". Should a part be Rust after all, these answers point to ", doc.Listed(named, "and"), ".")
	}
	return doc.Of(wait, "; what these answers point to stands under “", laterTitle, "”.")
}

// mostLater is how many of what waits are named at once.
const mostLater = 5

// laterPicks are the decisions that a headline keeps waiting and that take something.
func (r *renderer) laterPicks() []*advisor.Decided {
	var out []*advisor.Decided
	for i := range r.advice.Decisions {
		if d := &r.advice.Decisions[i]; d.Waits && d.Option != nil && d.Pick.ID != "none" {
			out = append(out, d)
		}
	}
	return out
}

// later names in a line each what a headline keeps waiting.
func (r *renderer) later() []doc.Block {
	var items []doc.Line
	if r.brief {
		return nil
	}
	told := map[*knowledge.Option]bool{}
	for _, d := range r.laterPicks() {
		item := doc.Of(doc.Bold(d.Title), ": ", d.Pick.Title)
		if !told[d.Option] {
			item = doc.Of(item, ". ", wording.Sentence(d.Option.Summary), r.cite(d.Option.Findings...))
		}
		told[d.Option] = true
		items = append(items, item)
	}
	if len(items) == 0 {
		return nil
	}
	var p page
	p.heading(laterTitle)
	p.text("None of this is due. Should a part move later, these answers point to it; by then answer anew, for that " +
		"part alone.")
	p.list("", items...)
	return p.blocks
}

// laterTitle heads what a headline keeps waiting.
const laterTitle = "For later"

// unsettled is what to do about decisions that are not firm.
func (r *renderer) unsettled() []doc.Line {
	var out, weak []doc.Line
	for i := range r.advice.Decisions {
		d := &r.advice.Decisions[i]
		if d.Waits {
			continue
		}
		switch {
		case d.Standing == advisor.NoneFit && d.Fallback != "":
			out = append(out, doc.Of(d.Title, ": ", open(d.Fallback)))
		case d.Standing == advisor.TossUp && d.Touched && len(d.Rivals) > 0:
			out = append(out, doc.Of(d.Title, " is a toss-up, ", d.Pick.Title, " or ", rivalOf(d).Title,
				": try both on one real case before you settle"))
		}
		if d.Weak && d.Touched {
			weak = append(weak, doc.Of(d.Title, " (", d.Pick.Title, ")"))
		}
	}
	if len(weak) > 0 {
		out = append(out, doc.Of("Check for your case what rests on weak evidence: ", doc.Listed(weak, "and")))
	}
	return out
}

func rivalOf(d *advisor.Decided) advisor.Named {
	if d.Standing == advisor.TossUp && len(d.Tie) > 0 {
		return d.Tie[0]
	}
	return d.Rivals[0].Named
}

// asked is an open question that could change picks, and the ways in which it would.
type asked struct {
	advisor.Asked
	ways    []doc.Line
	command string // that gives the first of these answers
	decides bool   // a pick hangs on it
}

// undecided are the open questions that could change a pick, first those on which one hangs.
func (r *renderer) undecided() []asked {
	var out []asked
	for _, q := range r.advice.Open {
		x := asked{Asked: q}
		for i := range r.advice.Decisions {
			d := &r.advice.Decisions[i]
			at := slices.IndexFunc(d.Flips, func(f advisor.Flip) bool {
				return f.Open && len(f.Set) == 1 && f.Set[0].Question == q.Question
			})
			if d.Waits || at < 0 {
				continue
			}
			s, pick := d.Flips[at].Set[0], cmp.Or(d.Flips[at].Pick.Title, "nothing fits")
			x.ways = append(x.ways, doc.Of("if ", clause(s.Question, s.Short, s.Label, s.Reason), doc.Leads(), pick, " (",
				lower(d.Title), ")"))
			x.command = cmp.Or(x.command, "--set "+ShellWord(q.Question+"="+strings.Join(s.Choices, ",")))
			x.decides = x.decides || d.Standing == advisor.Open
		}
		if len(x.ways) > 0 {
			out = append(out, x)
		}
	}
	slices.SortStableFunc(out, func(a, b asked) int {
		switch {
		case a.decides == b.decides:
			return 0
		case a.decides:
			return -1
		}
		return 1
	})
	return out
}

// toAnswer tells the open questions that could change a pick, with an answer that would, and where there are no keys
// how it is given.
func (r *renderer) toAnswer() []doc.Block {
	top, left := first(r.undecided(), shown)
	keys := r.format == "" && !r.brief
	var p page
	var lines []doc.Line
	for _, x := range top {
		ways, more := first(x.ways, 2)
		line := doc.Of(doc.Bold(x.Short), ": ", doc.Joined(ways, "; "))
		if more > 0 {
			line = doc.Of(line, "; and ", more, " more")
		}
		if !keys {
			line = doc.Of(line, " ", code(x.command))
		}
		lines = append(lines, line)
	}
	if left > 0 {
		more := doc.Of("and ", wording.Counted(left, "more question"))
		if !keys {
			more = doc.Of(more, ": `rustadvisor questions` lists them with their choices")
		}
		lines = append(lines, more)
	}
	p.list("Not answered, and could still change a pick", lines...)
	return p.blocks
}

// PartTasks is the tasks of a phase, which a medium may fold.
const PartTasks = "tasks"

// plan is the phases: what each brings and costs, when to stop, and its tasks to tick off, in short the first of them.
func (r *renderer) plan() []doc.Block {
	if len(r.advice.Phases) == 0 {
		return nil
	}
	var p page
	p.heading("Plan")
	p.text("Weeks and people are an illustration, for a team of some five, not a promise: measure, then set your own.")
	if r.tight >= costsGo {
		var lines []doc.Line
		for _, phase := range r.advice.Phases {
			lines = append(lines, r.inShort(phase))
		}
		p.list("", lines...)
		return p.blocks
	}
	for _, phase := range r.advice.Phases {
		p.part(phase.Title, weeks(phase.Weeks), r.cite(phase.Findings...))
		p.text(balance(phase))
		tasks := phase.Tasks
		if r.brief {
			tasks = r.soon(phase)
		}
		var lines []doc.Line
		for _, t := range tasks {
			lines = append(lines, doc.Of(open(t.Text), r.cite(t.Findings...)))
		}
		if len(tasks) > 0 && len(tasks) < len(phase.Tasks) {
			lines = append(lines, restOf(phase, tasks))
		}
		if len(lines) > 0 {
			p.add(doc.Part{Name: PartTasks, Blocks: []doc.Block{doc.List{Form: doc.Tasks, Items: lines}}})
		}
	}
	return p.blocks
}

// inShort is what a phase brings, how it begins and when to stop, in a line; of one that begins after the first eight
// weeks its title.
func (r *renderer) inShort(phase knowledge.Phase) doc.Line {
	line := doc.Of(doc.Bold(phase.Title, weeks(phase.Weeks)))
	if later(phase) {
		return line
	}
	if phase.Brings != "" {
		line = doc.Of(line, ": ", wording.Sentence(phase.Brings))
	}
	if len(phase.Tasks) > 0 {
		line = doc.Of(line, " ", doc.Bold("First"), ": ", wording.Sentence(undated(phase.Tasks[0].Text)))
	}
	if phase.Stop != "" {
		line = doc.Of(line, " ", doc.Bold("Stop if"), ": ", wording.Sentence(phase.Stop))
	}
	return line
}

// soon is the tasks of a phase that are told in short: of the one that comes first all, while there is room; else the
// first, which begins it, and what is most particular to these answers. None later than in eight weeks.
func (r *renderer) soon(phase knowledge.Phase) []knowledge.Task {
	begins := phase.ID == r.advice.Phases[0].ID
	most := r.kept(2, fewerTasks)
	switch {
	case later(phase):
		return nil
	case begins && r.tight < onlySomeTasks:
		return phase.Tasks
	case begins:
		most++
	}
	order := make([]int, len(phase.Tasks))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch { // by what it asks for, but the one that begins it first
		case a == 0:
			return -1
		case b == 0:
			return 1
		}
		return cmp.Compare(r.particular(phase.Tasks[b]), r.particular(phase.Tasks[a]))
	})
	order = upTo(order, most)
	slices.Sort(order)
	var out []knowledge.Task
	for _, i := range order {
		out = append(out, phase.Tasks[i])
	}
	return out
}

// restOf names the tasks of a phase that are not told in full, so that none is hidden.
func restOf(phase knowledge.Phase, told []knowledge.Task) doc.Line {
	var rest []doc.Line
	for _, t := range phase.Tasks {
		if !slices.ContainsFunc(told, func(x knowledge.Task) bool { return x.Text == t.Text }) {
			rest = append(rest, doc.Of(lower(firstClause(undated(t.Text)))))
		}
	}
	return doc.Of("and: ", doc.Joined(rest, "; "))
}

// clauseEnd is what stands between a clause and the next.
var clauseEnd = regexp.MustCompile(`[,;:.] | \(`)

// firstClause is what a sentence says before it goes into details, in four words at least.
func firstClause(text string) string {
	text = open(text)
	for _, end := range clauseEnd.FindAllStringIndex(text, -1) {
		if len(strings.Fields(text[:end[0]])) >= 4 {
			return text[:end[0]]
		}
	}
	return text
}

// particular is how particular a task is to what was answered: the fewer answers or picks it would fit, the more.
func (r *renderer) particular(t knowledge.Task) (most float64) {
	for _, c := range t.When {
		switch {
		case c.Decision != "":
			most = max(most, 0.5/float64(len(c.In)))
		case c.Question != knowledge.JourneyQuestion && r.answered(c.Question):
			most = max(most, 1/float64(len(c.In)))
		}
	}
	return most
}

// later tells that a phase begins after the first eight weeks.
func later(phase knowledge.Phase) bool { return len(phase.Weeks) == 2 && phase.Weeks[0] > 8 }

// balance says what a phase brings, what it costs, and when to stop.
func balance(phase knowledge.Phase) doc.Line {
	var out doc.Line
	for _, said := range []struct{ what, text string }{
		{"Brings", phase.Brings}, {"Costs", phase.Costs}, {"Stop if", phase.Stop},
	} {
		if said.text == "" {
			continue
		}
		if len(out) > 0 {
			out = doc.Of(out, doc.NewLine())
		}
		out = doc.Of(out, doc.Bold(said.what), ": ", wording.Sentence(said.text))
	}
	return out
}

func weeks(w []int) string {
	switch {
	case len(w) != 2:
		return ""
	case w[0] == w[1]:
		return ", week " + number(w[0])
	}
	return fmt.Sprintf(", weeks %d–%d", w[0], w[1])
}

// standards is the practices that apply, by topic in the order they stand; in short they are counted.
func (r *renderer) standards() []doc.Block {
	if len(r.advice.Practices) == 0 {
		return nil
	}
	var p page
	p.heading("Standards")
	if r.brief {
		p.text(wording.Upper(wording.Counted(len(r.advice.Practices), "rule")),
			" for code, tests, delivery and operation fit these picks: "+
				"the full report has them, and `--format agents` writes them for whoever, or whatever, writes the code.")
		return p.blocks
	}
	var topics []string
	by := map[string][]doc.Line{}
	for _, practice := range r.advice.Practices {
		if by[practice.Topic] == nil {
			topics = append(topics, practice.Topic)
		}
		by[practice.Topic] = append(by[practice.Topic],
			doc.Of(doc.Bold(open(practice.Title)), ": ", wording.Sentence(practice.Text), r.cite(practice.Findings...)))
	}
	for _, topic := range topics {
		p.part(topicTitle(topic))
		p.list("", by[topic]...)
	}
	return p.blocks
}

// snippets is code to begin with, each with the crates it needs: what the start shows does not stand here again, nor
// what would begin the project otherwise, unless it is to be several things.
func (r *renderer) snippets() []doc.Block {
	begin := manifest.Begin(r.advice)
	one := slices.ContainsFunc(r.advice.Answers, func(x advisor.Answered) bool {
		return x.Question == "artifact" && len(x.Choices) == 1
	})
	left := slices.DeleteFunc(slices.Clone(r.advice.Snippets), func(s knowledge.Snippet) bool {
		shown := begin.Main != nil && s.ID == begin.Main.ID || begin.Commands != nil && s.ID == begin.Commands.ID
		return r.advice.Headline() == nil && len(begin.Crates) > 0 && s.Main && (shown || one)
	})
	if len(left) == 0 || r.brief {
		return nil
	}
	var p page
	p.heading("Snippets")
	p.text("Code to begin with, yours to change.")
	for i := range left {
		s := &left[i]
		p.part(open(s.Title), r.cite(s.Findings...))
		p.add(doc.Code{Language: s.Language, Name: codeName(s), Text: s.Code})
		p.text(needs(s.Crates))
	}
	return p.blocks
}

// needs names the crates that code compiles with, beside those of the manifest.
func needs(crates map[string]knowledge.Crate) doc.Line {
	var out []doc.Line
	for _, name := range slices.Sorted(maps.Keys(crates)) {
		line := doc.Of(name, " ", crates[name].Version)
		if features := crates[name].Features; len(features) > 0 {
			line = doc.Of(line, " with ", doc.Joined(doc.Lines(features), ", "))
		}
		out = append(out, line)
	}
	if len(out) == 0 {
		return nil
	}
	return doc.Of("Compiles with ", doc.Joined(out, "; "), ".")
}

// codeName is what stands over a snippet: what file its code belongs into, or the language.
func codeName(s *knowledge.Snippet) string {
	switch s.Language {
	case "toml":
		if slices.ContainsFunc(knowledge.Sections, func(table string) bool {
			return strings.HasPrefix(s.Code,
				"["+table+"]")
		}) {
			return "Cargo.toml"
		}
		return "TOML"
	case "sh":
		return "Shell"
	}
	return wording.Upper(plain(s.Language))
}

// topicTitle words a topic's id: the advice does not carry the vocabulary.
func topicTitle(id string) string {
	switch id {
	case "":
		return "In general"
	case "ci":
		return "Build and delivery"
	case "api":
		return "API design"
	case "kpi":
		return "Figures to watch"
	}
	return wording.Upper(strings.ReplaceAll(id, "-", " "))
}

// particularFirst puts what asks for a pick before what asks for an answer that was given, then what asks for a
// journey, then what holds for everybody, and what holds as long as nobody says otherwise.
func particularFirst[T any](r *renderer, items []T, when func(T) []knowledge.Condition) []T {
	asks := func(x T) (most int) {
		for _, c := range when(x) {
			switch {
			case c.Decision != "":
				return 3
			case c.Question == knowledge.JourneyQuestion:
				most = max(most, 1)
			case !r.answered(c.Question):
				return -1
			default:
				most = 2
			}
		}
		return most
	}
	out := slices.Clone(items)
	slices.SortStableFunc(out, func(a, b T) int { return cmp.Compare(asks(b), asks(a)) })
	return out
}

// unreported leaves out the sentences that speak of that report, unless that is all.
func unreported(text string) string {
	sentences := slices.DeleteFunc(strings.SplitAfter(text, ". "), func(s string) bool {
		return strings.Contains(strings.ToLower(s), "the report")
	})
	return cmp.Or(strings.TrimSpace(strings.Join(sentences, "")), text)
}

// namesReport tells whether a figure speaks of the report that the knowledge began with.
func namesReport(k knowledge.KPI) bool {
	return strings.Contains(strings.ToLower(k.Target+k.Caveat), "the report")
}

// risks is what may go wrong, and the figures that would show it; in short the first of them.
func (r *renderer) risks() []doc.Block {
	if len(r.advice.Risks)+len(r.advice.KPIs) == 0 {
		return nil
	}
	var p page
	p.heading("Risks and figures")
	var risks, figures []doc.Line
	all, kpis := r.advice.Risks, r.advice.KPIs
	if r.brief {
		all = upTo(particularFirst(r, all, func(x knowledge.Risk) []knowledge.Condition { return x.When }),
			r.kept(4, fewerNotes, fewerReasons))
		kpis = upTo(particularFirst(r, kpis, func(x knowledge.KPI) []knowledge.Condition { return x.When }),
			r.kept(3, fewerNotes, fewerReasons))
	}
	for _, x := range all {
		risks = append(risks, doc.Of(doc.Bold(open(x.Title)), ": ", wording.Sentence(x.Mitigation), r.cite(x.Findings...)))
	}
	for _, k := range kpis {
		target := k.Target
		if r.brief {
			target = unreported(target)
		}
		line := doc.Of(doc.Bold(open(k.Title)), ": ", wording.Sentence(target))
		if k.Caveat != "" && !r.brief {
			line = doc.Of(line, " ", wording.Sentence(k.Caveat))
		}
		figures = append(figures, doc.Of(line, r.cite(k.Findings...)))
	}
	if len(risks)+len(figures) == 0 {
		return nil
	}
	p.list("What may go wrong, and what to do about it", risks...)
	if !r.brief && slices.ContainsFunc(r.advice.KPIs, namesReport) {
		p.text("What is said of “the report” below is told so that nobody takes its figures for more: it is the research " +
			"report that this knowledge began with.")
	}
	p.list("Figures to watch", figures...)
	return p.blocks
}
