// Package report writes advice down: as Markdown and HTML for people, as JSON for programs. It is pure; the same advice
// gives the same bytes. Everything it needs is in the advice.
package report

import (
	"slices"

	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
)

// Section is one page of the advice.
type Section struct {
	ID       string // "overview", "pinned", a decision's id, "plan", "standards", "snippets", "risks", "later", "evidence" or "reproduce"
	Title    string
	Standing advisor.Standing // "" for pages that are no decision
	Blocks   []doc.Block      // the first is a heading of level 2
}

// Markdown begins with a ## heading and ends with one line end.
func (s Section) Markdown() string { return doc.Markdown(s.Blocks) }

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
	out := []Section{{ID: "overview", Title: "Overview", Blocks: r.overview()}}
	if pinned := r.pinned(); pinned != nil {
		out = append(out, Section{ID: "pinned", Title: "Pinned", Blocks: pinned})
	}
	for _, d := range headlineFirst(a.Decisions) {
		if d.Waits || d.Option == nil && d.Fallback == "" {
			continue
		}
		out = append(out, Section{d.Key(), plain(d.Title), d.Standing, r.decision(d)})
	}
	for _, page := range []Section{
		{ID: "plan", Title: "Plan", Blocks: r.plan()},
		{ID: "standards", Title: "Standards", Blocks: r.standards()},
		{ID: "snippets", Title: "Snippets", Blocks: r.snippets()},
		{ID: "risks", Title: "Risks and figures", Blocks: r.risks()},
		{ID: "later", Title: laterTitle, Blocks: r.later()},
	} {
		if page.Blocks != nil {
			out = append(out, page)
		}
	}
	// After the others, for it lists what they cited.
	if evidence := r.evidence(); evidence != nil {
		out = append(out, Section{ID: "evidence", Title: "Evidence", Blocks: evidence})
	}
	return append(out, Section{ID: "reproduce", Title: "Reproduce", Blocks: r.reproduce()})
}

// Markdown renders the whole document: one # title, the sections below it as ##.
func Markdown(a *advisor.Advice) []byte {
	blocks := []doc.Block{doc.Heading{Level: 1, Text: doc.Of(Title(a))}}
	for _, s := range Sections(a) {
		blocks = append(blocks, s.Blocks...)
	}
	return []byte(doc.Markdown(blocks))
}

// renderer numbers findings in the order they are first cited, across all pages.
type renderer struct {
	advice  *advisor.Advice
	format  string // of the command that does it again; "" is Markdown
	numbers map[string]int
	cited   []*advisor.Cited
}

// cite cites the findings that the advice knows; nothing where it knows none.
func (r *renderer) cite(ids ...string) doc.Line {
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
	if len(numbers) == 0 {
		return nil
	}
	slices.Sort(numbers)
	return doc.Line{{Kind: doc.Citation, Numbers: slices.Compact(numbers)}}
}

func (r *renderer) find(id string) *advisor.Cited {
	for i := range r.advice.Findings {
		if r.advice.Findings[i].ID == id {
			return &r.advice.Findings[i]
		}
	}
	return nil
}
