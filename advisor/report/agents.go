package report

import (
	"slices"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
)

// MostAgentLines is how long AGENTS.md is: an assistant reads all of it before each task.
const MostAgentLines = 119

// Agents is an AGENTS.md for a repository that follows the advice: what it is built on, the commands that check it,
// and the standards as rules. What was decided against is named, so that nobody brings it in unasked.
func Agents(a *advisor.Advice) []byte {
	var p page
	p.add(doc.Heading{Level: 1, Text: doc.Of(Verdict(a))})
	p.text("For whoever writes code here, people and assistants. Written by rustadvisor from the team's answers; " +
		"edit it as the project grows.")
	p.heading("Stack")
	p.list("", stack(a)...)
	p.text(stillOpen(a))
	p.heading("Commands")
	p.list("", commands(a)...)
	if len(a.Mind) > 0 {
		p.heading("Mind")
		p.list("", (&renderer{advice: &advisor.Advice{}, brief: true}).mind(a.Mind)...)
	}
	text := doc.Markdown(p.blocks)
	return []byte(text + ruleBook(a, MostAgentLines-strings.Count(text, "\n")))
}

// stack is a line for each pick, with the options that it was taken instead of.
func stack(a *advisor.Advice) []doc.Line {
	var out []doc.Line
	for i := range a.Decisions {
		d := &a.Decisions[i]
		if !d.Due() || d.Pick.ID == none {
			continue
		}
		line := doc.Of(d.Title, ": ", doc.Bold(d.Pick.Title))
		if rivals := upTo(d.Rivals, shown); len(rivals) > 0 && !byDefault(d) {
			var names []doc.Line
			for _, r := range rivals {
				names = append(names, doc.Of(Begin(plain(r.Title))))
			}
			line = doc.Of(line, ", not ", doc.Listed(names, "or"))
		}
		out = append(out, line)
	}
	return out
}

// commands are those that every change has to pass, and those that show that the picks are followed.
func commands(a *advisor.Advice) []doc.Line {
	var out []doc.Line
	if a.Headline() == nil {
		out = doc.Lines([]string{"`cargo fmt --check`", "`cargo clippy --all-targets --all-features -- -D warnings`",
			"`cargo test`"})
	}
	for i := range a.Decisions {
		if d := &a.Decisions[i]; d.Due() && d.Option.Confirm != "" && d.Touched && d.Pick.ID != none {
			out = append(out, doc.Of(d.Pick.Title, ": ", wording.Sentence(d.Option.Confirm)))
		}
	}
	return out
}

// ruleBook is the practices, by topic, in at most so many lines; where there is no room for all, the last
// give way.
func ruleBook(a *advisor.Advice, room int) string {
	minded := func(id string) bool {
		return slices.ContainsFunc(a.Mind, func(m advisor.Minded) bool { return m.ID == id })
	}
	practices := slices.DeleteFunc(slices.Clone(a.Practices), func(p knowledge.Practice) bool { return minded(p.ID) })
	for n := len(practices); n > 0; n-- {
		var p page
		p.heading("Rules")
		topic := ""
		var items []doc.Line
		flush := func() {
			if len(items) > 0 {
				p.part(topicTitle(topic))
				p.list("", items...)
			}
			items = nil
		}
		for _, practice := range practices[:n] {
			if practice.Topic != topic {
				flush()
				topic = practice.Topic
			}
			items = append(items, doc.Of(doc.Bold(wording.Sentence(practice.Title)), " ", wording.Sentence(practice.Text)))
		}
		flush()
		if text := "\n" + doc.Markdown(p.blocks); strings.Count(text, "\n") <= room {
			return text
		}
	}
	return ""
}
