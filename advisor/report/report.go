// Package report writes advice down: as Markdown and HTML for people, as JSON for programs, as rules for
// assistants. It is pure; the same advice gives the same bytes. Everything it needs is in the advice.
package report

import (
	"cmp"
	"slices"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
)

// Section is one page of the advice.
type Section struct {
	ID       string // see the constants; a decision's id for one
	Title    string
	Standing advisor.Standing // "" for pages that are no decision
	Blocks   []doc.Block      // the first is a heading of level 2
}

// Sections beside those of decisions, in their order: first what to do, why and how to begin, then all that bears
// it out.
const (
	Overview  = "overview" // verdict, picks, what to mind
	Start     = "start"
	Python    = "python" // what takes the place of the packages in use
	Changes   = "changes"
	PinnedBy  = "pinned"
	Also      = "also"      // what to mind behind the first points, where pages are turned to
	Decisions = "decisions" // all in short, in place of their pages
	Plan      = "plan"
	Risks     = "risks"
	Standards = "standards"
	Snippets  = "snippets"
	Later     = "later"
	Answered  = "answers"
	Evidence  = "evidence"
	Reproduce = "reproduce"
)

// Markdown begins with a ## heading and ends with one line end.
func (s Section) Markdown() string { return doc.Markdown(s.Blocks) }

// Copy is a text that is taken from a section, and what it is.
type Copy struct{ Text, What string }

// Copies are the blocks of code of a section, in their order.
func (s Section) Copies() []Copy {
	var out []Copy
	for _, b := range doc.Flat(s.Blocks) {
		if code, is := b.(doc.Code); is {
			out = append(out, Copy{code.Lines() + "\n", code.Name})
		}
	}
	return out
}

// Copied is what a reader most wants of a section at hand: of the start its Cargo.toml, of others all of it, as
// Markdown.
func (s Section) Copied() Copy {
	for _, c := range s.Copies() {
		if s.ID == Start && c.What == cargoToml {
			return c
		}
	}
	return Copy{s.Markdown(), "“" + s.Title + "” as Markdown"}
}

// cargoToml is what manifests are called.
const cargoToml = "Cargo.toml"

// Title heads the advice where there is no room for the verdict: what all else waits for, or that it is a stack.
func Title(a *advisor.Advice) string {
	if d := a.Headline(); d != nil {
		return plain(d.Pick.Title)
	}
	return "Your Rust stack"
}

// Verdict is the whole advice in a sentence, without a full stop.
func Verdict(a *advisor.Advice) string { return cmp.Or(plain(a.Verdict), Title(a)) }

// Sections renders all of the advice as pages that are turned to. Pages with nothing to say are left out. Citation
// numbers are the same on every page.
func Sections(a *advisor.Advice) []Section { return written(a, renderer{paged: true}) }

// MostWords is how long the advice is in Markdown unless all of it is asked for.
const MostWords = 3000

// Markdown renders the advice so that it is read in some minutes, in at most MostWords: one # title, the sections
// below it as ##. What bears it out, Full has.
func Markdown(a *advisor.Advice) []byte { return []byte(doc.Markdown(Document(a))) }

// Full renders all of the advice.
func Full(a *advisor.Advice) []byte {
	return []byte(doc.Markdown(whole(a, written(a, renderer{format: "markdown --full"}))))
}

// Document is what Markdown writes: the more there is to say, the less is said of each, by steps.
func Document(a *advisor.Advice) []doc.Block {
	r := renderer{advice: a, brief: true, named: mostNamed}
	for {
		blocks := whole(a, written(a, r))
		if tooLong(blocks) <= 0 || !r.shorten() {
			return blocks
		}
	}
}

// tooLong is by how many words what is seen of blocks, before anybody unfolds more, is longer than MostWords.
func tooLong(blocks []doc.Block) int {
	seen := slices.DeleteFunc(doc.Flat(blocks), func(b doc.Block) bool {
		_, folded := b.(doc.Details)
		return folded
	})
	return len(strings.Fields(doc.Markdown(seen))) - MostWords
}

// The steps by which an advice gets shorter. First goes what stands elsewhere, too, or is the same for many readers:
// the answers, which the last command names; the lesser tasks of the plan's first phase; second reasons. The reasons
// for what is settled, which the table of picks has in short, what phases cost, and what is said again (the answers of
// the starter's command, rivals of the lesser picks) go after that, and at last the names of points to mind.
const (
	answersGo = 1 + iota
	onlySomeTasks
	fewerNotes
	fewerReasons
	fewerTasks
	settledGoes
	costsGo
	repeatsGo
	tightest = repeatsGo
)

// shorten makes the advice shorter by a step; false where it is as short as it gets.
func (r *renderer) shorten() bool {
	switch {
	case r.tight < tightest:
		r.tight++
	case r.named > 0:
		r.named--
	default:
		return false
	}
	return true
}

// mostNamed is how many points behind the first ones are named in short.
const mostNamed = 16

// kept is how many of n things are told: one less for each of the steps that was taken.
func (r *renderer) kept(n int, steps ...int) int {
	for _, step := range steps {
		if r.tight >= step {
			n--
		}
	}
	return n
}

func whole(a *advisor.Advice, sections []Section) []doc.Block {
	blocks := []doc.Block{doc.Heading{Level: 1, Text: doc.Of(Verdict(a))}}
	for _, s := range sections {
		blocks = append(blocks, s.Blocks...)
	}
	return blocks
}

// written writes the sections twice: what is cited is known after the first time, and numbered so that checked findings
// come before what is the report's word alone; so is which words are to be explained.
func written(a *advisor.Advice, r renderer) []Section {
	r.advice, r.numbers = a, map[string]int{}
	r.sections()
	slices.SortStableFunc(r.cited, func(a, b *advisor.Cited) int {
		switch {
		case unchecked(a) == unchecked(b):
			return 0
		case unchecked(a):
			return 1
		}
		return -1
	})
	for i, f := range r.cited {
		r.numbers[r.mark(f)] = i + 1
	}
	r.explained = r.roomFor(r.met)
	return r.sections()
}

func (r *renderer) sections() []Section {
	a := r.advice
	r.told, r.met = nil, map[string]bool{}
	out := []Section{
		{ID: Overview, Title: "Overview", Blocks: r.overview()},
		{ID: Start, Title: "Start now", Blocks: r.start()},
		{ID: Python, Title: "From Python", Blocks: r.python()},
		{ID: Changes, Title: "What could change it", Blocks: r.changes()},
		{ID: PinnedBy, Title: "Pinned", Blocks: r.pinned()},
	}
	if r.paged {
		out = append(out, Section{ID: Also, Title: alsoToMind, Blocks: r.alsoToMind()})
	}
	if r.brief {
		out = append(out, Section{ID: Decisions, Title: "Why", Blocks: r.decisions()})
	} else {
		for _, d := range headlineFirst(a.Decisions) {
			if d.Waits || d.Option == nil && d.Fallback == "" {
				continue
			}
			out = append(out, Section{d.Key(), plain(d.Title), d.Standing, r.decision(d)})
		}
	}
	out = append(out,
		Section{ID: Plan, Title: "Plan", Blocks: r.plan()},
		Section{ID: Risks, Title: "Risks and figures", Blocks: r.risks()},
		Section{ID: Standards, Title: "Standards", Blocks: r.standards()},
		Section{ID: Snippets, Title: "Snippets", Blocks: r.snippets()},
		Section{ID: Later, Title: laterTitle, Blocks: r.later()})
	if r.brief {
		out = append(out, Section{ID: Also, Title: alsoToMind, Blocks: r.alsoToMind()})
	}
	out = append(out,
		Section{ID: Answered, Title: "Your answers", Blocks: r.answers()},
		Section{ID: Evidence, Title: "Evidence", Blocks: r.evidence()}, // after the others, for it lists what they cited
		Section{ID: Reproduce, Title: "Reproduce", Blocks: r.reproduce()})
	return slices.DeleteFunc(out, func(s Section) bool { return s.Blocks == nil })
}

// renderer numbers findings in the order they are first cited, across all pages.
type renderer struct {
	advice  *advisor.Advice
	brief   bool   // what fits some minutes of reading
	paged   bool   // pages are turned to: the first one leads to what is long
	tight   int    // the step by which that is shortened
	named   int    // of that: how many points to mind behind the first ones
	format  string // of the command that does it again; "" is Markdown
	numbers map[string]int
	cited   []*advisor.Cited
	told    []string // corrections that were told

	met       map[string]bool // words to explain that were met
	explained map[string]bool // those that there is room to explain
}

// cite cites the findings that the advice knows; nothing where it knows none. In short, only what primary sources
// bear out is.
func (r *renderer) cite(ids ...string) doc.Line {
	var numbers []int
	for _, id := range ids {
		f := r.find(id)
		if f == nil || r.brief && (f.Grade != primary || len(f.From) == 0) {
			continue
		}
		mark := r.mark(f)
		if r.numbers[mark] == 0 {
			r.cited = append(r.cited, f)
			r.numbers[mark] = len(r.cited)
		}
		numbers = append(numbers, r.numbers[mark])
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

// primary is the best grade of evidence.
const primary = "primary"

// unchecked tells that a finding is a claim of the report for which no source was found.
func unchecked(f *advisor.Cited) bool {
	return f.FromReport() && len(f.From) == 0 && len(f.Corrections) == 0
}

// Writer words parts of an advice for a document of its own, such as a decision record. It numbers citations from
// 1, in the order in which it is asked; Evidence, asked last, lists them.
type Writer struct{ r renderer }

// NewWriter begins a document.
func NewWriter(a *advisor.Advice) *Writer {
	return &Writer{renderer{advice: a, numbers: map[string]int{}}}
}

// Cite refers to findings that the advice knows.
func (w *Writer) Cite(findings ...string) doc.Line { return w.r.cite(findings...) }

// Standing says in a paragraph how firm the pick is.
func (w *Writer) Standing(d *advisor.Decided) doc.Line { return w.r.standing(d) }

// Excluded says which options are out and why, one line for each answer that rules some out.
func (w *Writer) Excluded(d *advisor.Decided) []doc.Line { return w.r.excluded(d) }

// Changes says what would change the pick, a line each.
func (w *Writer) Changes(d *advisor.Decided) []doc.Line { return w.r.flips(d) }

// Evidence is the findings cited so far, each with its sources.
func (w *Writer) Evidence() []doc.Line {
	var out []doc.Line
	for i := range w.r.cited {
		out = append(out, w.r.entry(i))
	}
	return out
}

// QuotesReport tells whether the evidence says what the report says.
func (w *Writer) QuotesReport() bool { return slices.ContainsFunc(w.r.cited, quotesReport) }

// Answer is an answer as lists have it: "Store: PostgreSQL".
func Answer(x advisor.Answered) doc.Line {
	line := doc.Of(x.Short, ": ", open(strings.Join(x.Labels, "; ")))
	if x.Starred {
		line = doc.Of(line, " (matters most)")
	}
	return line
}

// Note is how an option does on a criterion, as what follows a dash, or nothing.
func Note(s string) doc.Line { return note(s) }
