// Package report writes advice down: as Markdown and HTML for people, as JSON for programs. It is pure; the same advice
// gives the same bytes. Everything it needs is in the advice.
package report

import (
	"bytes"
	"slices"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

// Section is one page of the advice.
type Section struct {
	ID       string // "overview", "pinned", a decision's id, "plan", "standards", "snippets", "risks", "later", "evidence" or "reproduce"
	Title    string
	Standing advisor.Standing // "" for pages that are no decision
	Markdown string           // begins with a ## heading; ends with one line end
}

// Title heads the whole document: what all else waits for, such as staying on Python, or that it is a stack.
func Title(a *advisor.Advice) string {
	if d := headline(a); d != nil {
		return plain(d.Pick.Title)
	}
	return "Your Rust stack"
}

// Sections renders the advice as pages: overview, what is pinned, each decision, plan, standards, snippets, risks and figures, what is not due, evidence, and
// the command that does it again. Pages with nothing to say are left out. Citation numbers are the same on every page.
func Sections(a *advisor.Advice) []Section {
	r := renderer{advice: a, numbers: map[string]int{}}
	return r.sections()
}

func (r *renderer) sections() []Section {
	a := r.advice
	out := []Section{{ID: "overview", Title: "Overview", Markdown: r.overview()}}
	if pinned := r.pinned(); pinned != "" {
		out = append(out, Section{ID: "pinned", Title: "Pinned", Markdown: pinned})
	}
	for _, d := range headlineFirst(a.Decisions) {
		if d.Waits || d.Option == nil && d.Fallback == "" {
			continue
		}
		out = append(out, Section{d.ID, plain(d.Title), d.Standing, r.decision(d)})
	}
	for _, page := range []Section{
		{ID: "plan", Title: "Plan", Markdown: r.plan()},
		{ID: "standards", Title: "Standards", Markdown: r.standards()},
		{ID: "snippets", Title: "Snippets", Markdown: r.snippets()},
		{ID: "risks", Title: "Risks and figures", Markdown: r.risks()},
		{ID: "later", Title: laterTitle, Markdown: r.later()},
	} {
		if page.Markdown != "" {
			out = append(out, page)
		}
	}
	// After the others, for it lists what they cited.
	if evidence := r.evidence(); evidence != "" {
		out = append(out, Section{ID: "evidence", Title: "Evidence", Markdown: evidence})
	}
	return append(out, Section{ID: "reproduce", Title: "Reproduce", Markdown: r.reproduce()})
}

// Markdown renders the whole document: one # title, the sections below it as ##.
func Markdown(a *advisor.Advice) []byte {
	var out bytes.Buffer
	out.WriteString("# " + escape(Title(a)) + "\n")
	for _, s := range Sections(a) {
		out.WriteString("\n" + s.Markdown)
	}
	return out.Bytes()
}

// renderer numbers findings in the order they are first cited, across all pages.
type renderer struct {
	advice  *advisor.Advice
	format  string // of the command that does it again; "" is Markdown
	numbers map[string]int
	cited   []*advisor.Cited
}

// cite is " [1] [2]" for the findings that the advice knows, or "". Three numbers in a row or more become " [1]–[3]".
func (r *renderer) cite(ids ...string) string {
	var numbers []int
	for _, id := range ids {
		f := r.find(id)
		if f == nil {
			continue
		}
		if r.numbers[id] == 0 {
			r.cited = append(r.cited, f)
			r.numbers[id] = len(r.cited)
		}
		numbers = append(numbers, r.numbers[id])
	}
	slices.Sort(numbers)
	numbers = slices.Compact(numbers)
	var out strings.Builder
	for len(numbers) > 0 {
		run := 1
		for run < len(numbers) && numbers[run] == numbers[0]+run {
			run++
		}
		switch {
		case run > 2:
			out.WriteString(" [" + number(numbers[0]) + "]–[" + number(numbers[run-1]) + "]")
		default:
			out.WriteString(" [" + number(numbers[0]) + "]")
			run = 1
		}
		numbers = numbers[run:]
	}
	return out.String()
}

func (r *renderer) find(id string) *advisor.Cited {
	for i := range r.advice.Findings {
		if r.advice.Findings[i].ID == id {
			return &r.advice.Findings[i]
		}
	}
	return nil
}

// page collects the blocks of one page: blank lines between them, one line end after the last.
type page struct{ blocks []string }

func (p *page) add(lines ...string) {
	if len(lines) > 0 {
		p.blocks = append(p.blocks, strings.Join(lines, "\n"))
	}
}

// list adds a heading line in bold and the items below it, or nothing without items.
func (p *page) list(heading string, items ...string) {
	if len(items) == 0 {
		return
	}
	p.add("**" + heading + "**")
	p.add(bullets(items)...)
}

func (p *page) String() string { return strings.Join(p.blocks, "\n\n") + "\n" }

func bullets(items []string) []string {
	out := make([]string, len(items))
	for i, item := range items {
		out[i] = "- " + item
	}
	return out
}

// plain is data for where Markdown has no meaning.
func plain(s string) string { return knowledge.Clean(s) }
