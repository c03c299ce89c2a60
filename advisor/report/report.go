// Package report writes advice down: as Markdown and HTML for people, as JSON for programs, as rules for
// assistants. It is pure; the same advice gives the same bytes. Everything it needs is in the advice.
package report

import (
	"cmp"
	"regexp"
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
	r := renderer{advice: a, brief: true, also: asides(a)}
	for {
		blocks := whole(a, written(a, r))
		over := tooLong(blocks)
		if over <= 0 {
			return r.filled(blocks, -over)
		}
		if !r.shorten(over) {
			return blocks
		}
	}
}

// tooLong is by how many words blocks are longer than MostWords; below nothing, how many have room.
func tooLong(blocks []doc.Block) int { return len(strings.Fields(doc.Markdown(blocks))) - MostWords }

// filled tells more of the points where the last step made more room than it had to, those that were ticked first; the
// blocks that were written where there is room for nothing more.
func (r *renderer) filled(blocks []doc.Block, room int) []doc.Block {
	steps := [][]aside{r.also} // each tells more of one point than that before it
	for _, change := range []struct {
		ticked bool
		to     telling
	}{{true, bySentence}, {true, byText}, {false, bySentence}, {false, byText}} {
		for i, a := range r.also {
			now := steps[len(steps)-1]
			if a.ticked != change.ticked || now[i].told >= change.to {
				continue
			}
			cost := a.costs(change.to) - a.costs(now[i].told)
			if cost > room {
				break
			}
			room -= cost
			more := slices.Clone(now)
			more[i].told = change.to
			steps = append(steps, more)
		}
	}
	for _, also := range slices.Backward(steps[1:]) {
		r.also = also
		if full := whole(r.advice, written(r.advice, *r)); tooLong(full) <= 0 { // what it cites takes words, too
			return full
		}
	}
	return blocks
}

// The steps by which an advice gets shorter. First goes what stands elsewhere, too, or is the same for many readers:
// the answers, which the last command names; the lesser tasks of the plan's first phase; points to mind that answers
// imply and nobody ticked; second reasons. The reasons for what is settled, which the table of picks has in short, what
// phases cost, and what is said again (the answers of the starter's command, rivals of the lesser picks) go after that.
// Of what was ticked the last points then have the first sentence of their text, and at last their titles alone.
const (
	answersGo = 1 + iota
	onlySomeTasks
	fewerNotes
	fewerGeneral
	fewerReasons
	fewerTasks
	generalGoes
	settledGoes
	costsGo
	repeatsGo
	tightest = repeatsGo
)

// shorten makes the advice shorter, by so many words if that can be; false where it is as short as it gets.
func (r *renderer) shorten(words int) bool {
	switch {
	case r.tight+1 == fewerGeneral && less(r.also, false, fewGeneral, bySentence, words),
		r.tight+1 == generalGoes && less(r.also, false, 0, byTitle, words):
		return true
	case r.tight < tightest:
		r.tight++
		return true
	case less(r.also, true, 0, bySentence, words), less(r.also, true, 0, byTitle, words):
		return true
	}
	for n := len(r.also); n > 0 && words > 0; n-- {
		words -= len(strings.Fields(r.also[n-1].Title))
		r.also = r.also[:n-1]
	}
	return words <= 0 || len(r.also) > 0
}

// aside is a point to mind behind the first ones, and how much of it is told.
type aside struct {
	advisor.Minded
	ticked bool // it is there because somebody said that a situation is theirs
	told   telling
}

// telling is how much of a point is told: its title alone, the first sentence of its text with it, or all of it.
type telling int

const (
	byTitle telling = iota
	bySentence
	byText
)

// mostAlso is how many points to mind come behind the first ones at most in short.
const mostAlso = 32

// fewGeneral of them keep their text longest of those that nobody ticked.
const fewGeneral = 6

// asides are the points that come behind the first ones in short, told in full.
func asides(a *advisor.Advice) []aside {
	var out []aside
	for _, m := range upTo(a.AlsoMind, mostAlso) {
		out = append(out, aside{m, hasTicked(a, m), byText})
	}
	return out
}

// hasTicked tells that a point is there because somebody said that a situation is theirs.
func hasTicked(a *advisor.Advice, m advisor.Minded) bool {
	return slices.ContainsFunc(m.Of, func(t advisor.Ticked) bool {
		return slices.ContainsFunc(a.Situations, func(s advisor.Ticked) bool { return s.ID == t.ID })
	})
}

// said is the point with as much of its text as is told.
func (a aside) said() advisor.Minded {
	switch a.told {
	case byTitle:
		return advisor.Minded{Title: a.Title}
	case bySentence:
		a.Text = opening(a.Text)
	}
	return a.Minded
}

// sentenceEnd is where a sentence ends and another begins.
var sentenceEnd = regexp.MustCompile(`[.?!] ["(\p{Lu}\d]`)

// opening is the first sentence of a text.
func opening(text string) string {
	if end := sentenceEnd.FindStringIndex(text); end != nil {
		return text[:end[0]+1]
	}
	return text
}

// costs is how many words a point takes, told so.
func (a aside) costs(t telling) int {
	a.told = t
	return len(strings.Fields(a.said().Text))
}

// less tells less of the last of the points that were ticked, or of those that were not, behind the first keep of them,
// until so many words are saved; false where there is nothing to save.
func less(also []aside, ticked bool, keep int, to telling, words int) bool {
	var of []int
	for i, a := range also {
		if a.ticked == ticked {
			of = append(of, i)
		}
	}
	changed := false
	for _, i := range slices.Backward(of[min(keep, len(of)):]) {
		if words <= 0 {
			break
		}
		if a := &also[i]; a.told > to {
			words -= a.costs(a.told) - a.costs(to)
			a.told, changed = to, true
		}
	}
	return changed
}

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
		{ID: Also, Title: alsoToMind, Blocks: r.alsoToMind()},
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
		Section{ID: Later, Title: laterTitle, Blocks: r.later()},
		Section{ID: Answered, Title: "Your answers", Blocks: r.answers()},
		Section{ID: Evidence, Title: "Evidence", Blocks: r.evidence()}, // after the others, for it lists what they cited
		Section{ID: Reproduce, Title: "Reproduce", Blocks: r.reproduce()})
	return slices.DeleteFunc(out, func(s Section) bool { return s.Blocks == nil })
}

// renderer numbers findings in the order they are first cited, across all pages.
type renderer struct {
	advice  *advisor.Advice
	brief   bool    // what fits some minutes of reading
	paged   bool    // pages are turned to: the first one leads to what is long
	tight   int     // the step by which that is shortened
	also    []aside // of that: what to mind behind the first points
	format  string  // of the command that does it again; "" is Markdown
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
