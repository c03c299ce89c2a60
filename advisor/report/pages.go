package report

import (
	"fmt"
	"slices"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

// overview is the stack at a glance, what it was made from, and what to do next.
func (r *renderer) overview() string {
	a := r.advice
	var p page
	p.add("## Overview")
	if d := headline(a); d != nil {
		p.add(escape(knowledge.Sentence(d.Option.Headline)))
	}
	rows := []string{"| Decision | Pick | Standing |", "|---|---|---|"}
	for _, d := range headlineFirst(a.Decisions) {
		if d.Waits {
			continue
		}
		pick := "–"
		if d.Option != nil {
			pick = "**" + tableCell(d.Pick.Title) + "**"
		}
		rows = append(rows, fmt.Sprintf("| %s | %s | %s |", tableCell(d.Title), pick, standingWord(d)))
	}
	if len(a.Decisions) > 0 {
		p.add(rows...)
	}
	if waits := r.waits(); waits != "" {
		p.add(waits)
	}
	if a.Price != nil {
		p.add(r.pins())
	}
	if a.Rust != "" {
		p.add("Needs Rust " + escape(a.Rust) + " or newer.")
	}
	p.list("Do next", r.next()...)
	if len(a.Answers)+len(a.Unsure) > 0 {
		p.list(yourAnswers, answers(a)...)
	} else {
		p.add("Nothing is answered yet: this is what suits most teams.")
	}
	p.add(facts(a))
	return p.String()
}

// standingWord is the standing in a table. A pick that no answer bears on is the default, however firm.
func standingWord(d *advisor.Decided) string {
	if byDefault(d) {
		return "by default"
	}
	word := string(d.Standing)
	if len(d.Tie) > 0 {
		word += " with " + strings.ReplaceAll(knowledge.Listed(titles(d.Tie), "or"), "|", `\|`)
	}
	return word
}

// yourAnswers stands over the list of answers.
const yourAnswers = "Your answers"

// answers lists the answers, and names what is not known and what was not asked yet.
func answers(a *advisor.Advice) []string {
	var out, unsure, open []string
	for _, x := range a.Answers {
		out = append(out, Answer(x))
	}
	for _, x := range a.Unsure {
		unsure = append(unsure, escape(x.Short))
	}
	for _, q := range unanswered(a) {
		open = append(open, escape(q.Short))
	}
	if len(unsure) > 0 {
		out = append(out, "Not sure yet: "+strings.Join(unsure, ", "))
	}
	if len(open) > 0 {
		out = append(out, "Not answered: "+strings.Join(open, ", "))
	}
	return out
}

// unanswered are the open questions to which nobody said anything, not even "not sure".
func unanswered(a *advisor.Advice) []advisor.Asked {
	return slices.DeleteFunc(slices.Clone(a.Open), func(q advisor.Asked) bool {
		return slices.ContainsFunc(a.Unsure, func(x advisor.Answered) bool { return x.Question == q.Question })
	})
}

// facts dates what the advice rests on, and says what is called the report.
func facts(a *advisor.Advice) string {
	said := "Facts as of " + escape(a.Knowledge) + "."
	if slices.ContainsFunc(a.Findings, func(f advisor.Cited) bool { return f.FromReport() || f.Reported != "" }) {
		said += " What is called “the report” below is the research report that this knowledge began with; where it is wrong, the correction stands beside it."
	}
	return said
}

// next is what to do first: answer what could still change a pick, look at the toss-ups, begin the plan.
func (r *renderer) next() []string {
	var out, begin []string
	if len(r.advice.Phases) > 0 && len(r.advice.Phases[0].Tasks) > 0 {
		phase := &r.advice.Phases[0]
		begin = append(begin, fmt.Sprintf("Begin with “%s”: %s", escape(phase.Title), escape(open(phase.Tasks[0].Text))))
	}
	if undecided := r.undecided(); len(undecided) > 0 {
		top, left := first(undecided, shown)
		line := "Answer what could still change a pick: " + strings.Join(top, "; ")
		if left > 0 {
			line += fmt.Sprintf("; and %d more", left)
		}
		out = append(out, line)
	}
	out = append(out, r.unsettled()...)
	if headline(r.advice) != nil {
		return append(begin, out...) // all else can wait
	}
	return append(out, begin...)
}

// headlined tells that nothing but this pick is due.
func headlined(d advisor.Decided) bool { return d.Option != nil && d.Option.Headline != "" }

// headline is that decision, or nil.
func headline(a *advisor.Advice) *advisor.Decided {
	if i := slices.IndexFunc(a.Decisions, headlined); i >= 0 {
		return &a.Decisions[i]
	}
	return nil
}

// headlineFirst is the decisions in their order, but first the one beside which nothing else is due.
func headlineFirst(decisions []advisor.Decided) []*advisor.Decided {
	out := make([]*advisor.Decided, len(decisions))
	for i := range decisions {
		out[i] = &decisions[i]
	}
	slices.SortStableFunc(out, func(a, b *advisor.Decided) int {
		switch {
		case headlined(*a) == headlined(*b):
			return 0
		case headlined(*a):
			return -1
		}
		return 1
	})
	return out
}

// waits counts what a headline keeps waiting, and tells where it stands; "" where nothing waits.
func (r *renderer) waits() string {
	n := 0
	for i := range r.advice.Decisions {
		if r.advice.Decisions[i].Waits {
			n++
		}
	}
	switch {
	case n == 0:
		return ""
	case len(r.laterPicks()) == 0:
		return "The other " + knowledge.Counted(n, "decision") + " can wait."
	}
	return "The other " + knowledge.Counted(n, "decision") + " can wait; what these answers point to stands under “" + laterTitle + "”."
}

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
func (r *renderer) later() string {
	var items []string
	for _, d := range r.laterPicks() {
		items = append(items, "**"+escape(d.Title)+"**: "+escape(d.Pick.Title)+". "+escape(knowledge.Sentence(d.Option.Summary))+r.cite(d.Option.Findings...))
	}
	if len(items) == 0 {
		return ""
	}
	var p page
	p.add("## " + laterTitle)
	p.add("None of this is due. Should a part move later, these answers point to it; by then answer anew, for that part alone.")
	p.add(bullets(items)...)
	return p.String()
}

// laterTitle heads what a headline keeps waiting.
const laterTitle = "For later"

// unsettled is what to do about decisions that are not firm.
func (r *renderer) unsettled() []string {
	var out, weak []string
	for i := range r.advice.Decisions {
		d := &r.advice.Decisions[i]
		if d.Waits {
			continue
		}
		switch {
		case d.Standing == advisor.NoneFit && d.Fallback != "":
			out = append(out, escape(d.Title)+": "+escape(open(d.Fallback)))
		case d.Standing == advisor.TossUp && d.Touched && len(d.Rivals) > 0:
			out = append(out, fmt.Sprintf("%s is a toss-up, %s or %s: try both on one real case before you settle", escape(d.Title),
				escape(d.Pick.Title), escape(rivalOf(d).Title)))
		}
		if d.Weak && d.Touched {
			weak = append(weak, escape(d.Title)+" ("+escape(d.Pick.Title)+")")
		}
	}
	if len(weak) > 0 {
		out = append(out, "Check for your case what rests on weak evidence: "+knowledge.Listed(weak, "and"))
	}
	return out
}

func rivalOf(d *advisor.Decided) advisor.Named {
	if len(d.Tie) > 0 {
		return d.Tie[0]
	}
	return d.Rivals[0].Named
}

// undecided names the open questions that could change a pick, each with the decisions it bears on.
func (r *renderer) undecided() []string {
	var out []string
	for _, q := range r.advice.Open {
		var decisions []string
		for i := range r.advice.Decisions {
			d := &r.advice.Decisions[i]
			if !d.Waits && slices.ContainsFunc(d.Flips, func(f advisor.Flip) bool { return f.Open && f.Set[0].Question == q.Question }) {
				decisions = append(decisions, escape(d.Title))
			}
		}
		if len(decisions) > 0 {
			out = append(out, escape(q.Short)+" ("+knowledge.Listed(decisions, "and")+")")
		}
	}
	return out
}

// plan is the phases with their tasks to tick off.
func (r *renderer) plan() string {
	if len(r.advice.Phases) == 0 {
		return ""
	}
	var p page
	p.add("## Plan", "", "The weeks are an illustration, not a promise: measure, then set your own.")
	for _, phase := range r.advice.Phases {
		p.add("### " + escape(phase.Title) + weeks(phase.Weeks) + r.cite(phase.Findings...))
		var tasks []string
		for _, t := range phase.Tasks {
			tasks = append(tasks, "- [ ] "+escape(open(t.Text))+r.cite(t.Findings...))
		}
		p.add(tasks...)
	}
	return p.String()
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

// standards is the practices that apply, by topic in the order they stand.
func (r *renderer) standards() string {
	if len(r.advice.Practices) == 0 {
		return ""
	}
	var p page
	p.add("## Standards")
	var topics []string
	by := map[string][]string{}
	for _, practice := range r.advice.Practices {
		if by[practice.Topic] == nil {
			topics = append(topics, practice.Topic)
		}
		by[practice.Topic] = append(by[practice.Topic],
			fmt.Sprintf("**%s**: %s%s", escape(open(practice.Title)), escape(knowledge.Sentence(practice.Text)), r.cite(practice.Findings...)))
	}
	for _, topic := range topics {
		p.add("### " + topicTitle(topic))
		p.add(bullets(by[topic])...)
	}
	return p.String()
}

// snippets is code to begin with, each with the crates it needs.
func (r *renderer) snippets() string {
	if len(r.advice.Snippets) == 0 {
		return ""
	}
	var p page
	p.add("## Snippets", "", "Code to begin with, yours to change. Below Rust stand the crates that it compiles with.")
	for i := range r.advice.Snippets {
		s := &r.advice.Snippets[i]
		p.add("### " + escape(open(s.Title)) + r.cite(s.Findings...))
		p.add(fenced(s.Language, s.Code))
		if crates := crates(s.Crates, ""); crates != "" {
			p.add(crates)
		}
	}
	return p.String()
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
	return escape(knowledge.Upper(strings.ReplaceAll(id, "-", " ")))
}

// risks is what may go wrong, and the figures that would show it.
func (r *renderer) risks() string {
	if len(r.advice.Risks)+len(r.advice.KPIs) == 0 {
		return ""
	}
	var p page
	p.add("## Risks and figures")
	var risks, figures []string
	for _, x := range r.advice.Risks {
		risks = append(risks, fmt.Sprintf("**%s**: %s%s", escape(open(x.Title)), escape(knowledge.Sentence(x.Mitigation)), r.cite(x.Findings...)))
	}
	for _, k := range r.advice.KPIs {
		line := fmt.Sprintf("**%s**: %s", escape(open(k.Title)), escape(knowledge.Sentence(k.Target)))
		if k.Caveat != "" {
			line += " " + escape(knowledge.Sentence(k.Caveat))
		}
		figures = append(figures, line+r.cite(k.Findings...))
	}
	p.list("What may go wrong, and what to do about it", risks...)
	p.list("Figures to watch", figures...)
	return p.String()
}

// evidence lists the cited findings by number, with confidence, grade, date and sources; corrected ones with both sides.
func (r *renderer) evidence() string {
	if len(r.cited) == 0 {
		return ""
	}
	var p page
	p.add("## Evidence")
	told := map[string]int{} // correction -> the number under which its text stands
	for i, f := range r.cited {
		if len(f.Corrects) > 0 {
			told[f.ID] = i + 1
		}
	}
	var lines []string
	for i, f := range r.cited {
		lines = append(lines, fmt.Sprintf("%d. %s *(%s)*%s%s", i+1, claim(f), grade(f.Finding, f.Grade), sources(f.From), r.corrected(f, i+1, told)))
	}
	p.add(lines...)
	return p.String()
}

// claim is what the finding says; a correction names what the report says first.
func claim(f *advisor.Cited) string {
	switch {
	case len(f.Corrects) > 0 && f.Reported != "":
		return "The report says: " + escape(knowledge.Sentence(f.Reported)) + verdict(f.Finding) + escape(knowledge.Sentence(f.Claim))
	case len(f.Corrections) > 0:
		return "The report says: " + escape(knowledge.Sentence(f.Claim))
	}
	return escape(knowledge.Sentence(f.Claim))
}

// corrected is what overrides a claim. One correction may mend many claims: its text is told once, then referred to.
func (r *renderer) corrected(f *advisor.Cited, entry int, told map[string]int) string {
	out := ""
	for _, c := range f.Corrections {
		if told[c.ID] != 0 {
			out += verdict(c) + "see [" + number(told[c.ID]) + "]."
			continue
		}
		told[c.ID] = entry
		from, kind := []knowledge.Source(nil), ""
		if known := r.find(c.ID); known != nil {
			from, kind = known.From, known.Grade
		}
		out += verdict(c) + escape(knowledge.Sentence(c.Claim)) + " *(" + grade(c, kind) + ")*" + sources(from)
	}
	return out
}

// verdict leads from what the report says to what is right.
func verdict(c *knowledge.Finding) string {
	if c.Verdict == "confirmed" {
		return " **Confirmed**: "
	}
	return " **Corrected**: "
}

// grade is confidence, kind of source and date; an unknown kind is left out.
func grade(f *knowledge.Finding, kind string) string {
	var out []string
	switch f.Confidence {
	case "", "none":
	case "certain":
		out = append(out, "certain")
	default:
		out = append(out, escape(f.Confidence)+" confidence")
	}
	switch kind {
	case "":
	case "none":
		if f.Evidence == "" {
			out = append(out, "no source given")
		}
	case "anecdote":
		out = append(out, "anecdote")
	default:
		out = append(out, escape(kind)+" source")
	}
	if f.Date != "" {
		out = append(out, escape(f.Date))
	}
	return strings.Join(out, ", ")
}

// sources are links, those to the web only.
func sources(from []knowledge.Source) string {
	var out []string
	for _, s := range from {
		title := escape(open(s.Title))
		if strings.HasPrefix(s.URL, "https://") || strings.HasPrefix(s.URL, "http://") {
			title = "[" + LinkText(open(s.Title)) + "](" + address(s.URL) + ")"
		}
		out = append(out, title)
	}
	if len(out) == 0 {
		return ""
	}
	return " " + strings.Join(out, ", ")
}

// address encodes what would end a link, or begin markup in it.
func address(url string) string {
	var out strings.Builder
	for _, c := range plain(url) {
		if strings.ContainsRune(" <>()[]{}\\`*|\"'", c) {
			fmt.Fprintf(&out, "%%%02X", c)
		} else {
			out.WriteRune(c)
		}
	}
	return out.String()
}
