package report

import (
	"bytes"
	"embed"
	"html/template"
	"slices"
	"strings"
	"sync"
	"unicode"

	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
)

//go:embed html
var htmlFiles embed.FS

// htmlTemplate is parsed when first needed: most runs write no HTML.
var htmlTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("").Funcs(template.FuncMap{"runs": doc.Runs, "signed": doc.Signed,
		"mark": markOf}).ParseFS(htmlFiles, "html/*"))
})

// The document as the templates want it. Strings are data without control sequences; the templates escape them for
// HTML.
type (
	htmlDocument struct {
		Title, Knowledge string
		About            Occasion
		Sections         []htmlSection
	}
	htmlSection struct {
		ID       string
		Kind     string // what the section is for, where one looks different: "overview", "decision", "plan" …
		Folded   bool
		Over     string // a decision's title, which stands over the pick
		Title    string
		Standing string
		Mark     string  // of the standing, for the style
		Lead     []block // the figures stand between the lead and the rest
		Rest     []block
		Bars     *bars
		Timeline *timeline
		parts    int // how many have an id
		links    map[string]string
	}
)

// Occasion is what a page that is handed around says about itself. Both may be empty.
type Occasion struct{ Project, Date string }

// seenFirst are the sections that are not folded: what is read by those who decide, then what those who build begin
// with.
var seenFirst = []string{Overview, Plan, Risks, Changes, PinnedBy, PartMind, Start}

// HTML renders the advice as one file that needs no other: no scripts, no network, style and figures within. What
// those who decide need is seen at once, and printed; what bears it out is folded, and each score drawn as the sum
// it is. The error is a fault of a template.
func HTML(a *advisor.Advice, about Occasion) ([]byte, error) {
	r := renderer{advice: a, format: "html"}
	pages := handed(written(a, r))
	out := htmlDocument{Title: Verdict(a), Knowledge: plain(a.Knowledge), About: Occasion{plain(about.Project),
		plain(about.Date)}}
	ids, links := anchors{"content": true}, map[string]string{}
	for i := range pages {
		links[pages[i].ID] = ids.of(pages[i].ID)
	}
	for i := range pages {
		out.Sections = append(out.Sections, r.htmlSection(&pages[i], links, ids))
	}
	var text bytes.Buffer
	if err := htmlTemplate().ExecuteTemplate(&text, "report.html", out); err != nil {
		return nil, err
	}
	return text.Bytes(), nil
}

// handed puts the sections in the order in which they are read by those to whom the file is handed. What to mind
// stands alone, behind the plan.
func handed(pages []Section) []Section {
	overview := &pages[slices.IndexFunc(pages, func(s Section) bool { return s.ID == Overview })]
	if i := slices.IndexFunc(overview.Blocks, func(b doc.Block) bool {
		part, is := b.(doc.Part)
		return is && part.Name == PartMind
	}); i >= 0 {
		mind := Section{ID: PartMind, Title: mindTitle, Blocks: overview.Blocks[i].(doc.Part).Blocks}
		overview.Blocks = slices.Delete(overview.Blocks, i, i+1)
		pages = append(pages, mind)
	}
	slices.SortStableFunc(pages, func(a, b Section) int { return rank(a) - rank(b) })
	return pages
}

// rank is a section's place among those that are seen; those that are folded share the last.
func rank(s Section) int {
	if i := slices.Index(seenFirst, s.ID); i >= 0 {
		return i
	}
	return len(seenFirst)
}

// htmlSection is a section with its figures.
func (r *renderer) htmlSection(page *Section, links map[string]string, ids anchors) htmlSection {
	s := htmlSection{ID: links[page.ID], Kind: page.ID, Title: plain(page.Title), Folded: rank(*page) == len(seenFirst),
		links: links}
	blocks := page.Blocks
	if page.ID == Overview { // its first block says the title again
		blocks = slices.Clone(blocks)
		blocks = slices.DeleteFunc(blocks, func(b doc.Block) bool { _, is := b.(doc.Callout); return is })
	}
	for i := range r.advice.Decisions {
		if d := &r.advice.Decisions[i]; d.Key() == page.ID && page.Standing != "" {
			s.Kind, s.Over = "decision", s.Title
			s.Standing, s.Mark = standingWord(d).Plain(), mark(d)
			s.Title = outcome(d)
			s.Bars = r.bars(d)
		}
	}
	if page.ID == Plan {
		s.Timeline = schedule(r.advice.Phases, s.ID)
	}
	s.Lead, s.Rest = leading(s.shortened(s.blocks(blocks, ids)))
	for i := range s.Rest {
		if s.Kind == Standards && s.Rest[i].Kind == string(doc.Bullets) {
			s.Rest[i].Kind = string(doc.Tasks)
		}
	}
	return s
}

// mark is a standing as a word for the style.
func mark(d *advisor.Decided) string {
	if byDefault(d) {
		return "default"
	}
	return markOf(string(d.Standing))
}

func markOf(standing string) string {
	switch advisor.Standing(standing) {
	case advisor.Settled, advisor.Leaning:
		return standing
	case advisor.TossUp, advisor.Open:
		return "open"
	}
	return "none"
}

// anchors makes ids that are fit for HTML and stand once.
type anchors map[string]bool

func (n anchors) of(id string) string {
	id = strings.Map(func(r rune) rune {
		if r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) || r == '-' || r == '_' {
			return r
		}
		return '-'
	}, plain(id))
	if id == "" || n[id] || strings.HasPrefix(id, evidenceID) {
		for i := 2; ; i++ {
			if next := "p-" + id + "-" + number(i); !n[next] {
				id = next
				break
			}
		}
	}
	n[id] = true
	return id
}

// block is a block as the templates want it.
type block struct {
	Kind  string // "part" (a heading), "paragraph", "callout", "details", "table", "code" or the form of a list
	ID    string
	Text  doc.Line   // of a heading or paragraph; of a list, what stands over it; of details, what is seen of them
	Items []doc.Line // of a list
	Code  doc.Code
	Table doc.Table
	Inner []block // of details
	from  int     // the number of the first item
}

// evidenceID begins the ids of the evidence.
const evidenceID = "evidence-"

// foldedParts are the parts that are folded below a line, which is not printed.
var foldedParts = map[string]string{PartTasks: "Tasks", PartMain: "The code it begins with",
	PartStarter: "The command, with all answers"}

// blocks are those of a section but its heading. Parts get ids that begin with that of the section.
func (s *htmlSection) blocks(blocks []doc.Block, ids anchors) []block {
	var out []block
	for _, b := range blocks {
		switch b := b.(type) {
		case doc.Part:
			inner := s.blocks(b.Blocks, ids)
			if folded := foldedParts[b.Name]; folded != "" {
				out = append(out, block{Kind: "details", Text: doc.Of(folded), Inner: inner})
				continue
			}
			out = append(out, inner...)
		case doc.Heading:
			if b.Level > 2 {
				s.parts++
				out = append(out, block{Kind: "part", Text: b.Text, ID: ids.of(s.ID + "-" + number(s.parts))})
			}
		case doc.Paragraph:
			out = append(out, block{Kind: "paragraph", Text: s.line(b.Text)})
		case doc.Callout:
			out = append(out, block{Kind: "callout", Text: s.line(b.Text)})
		case doc.List:
			if b.Title.Plain() == s.Title { // it is said already
				b.Title = nil
			}
			out = append(out, block{Kind: string(b.Form), Text: b.Title, Items: s.lines(b.Items), from: b.From})
		case doc.Table:
			b.Rows = slices.Clone(b.Rows)
			for i, row := range b.Rows {
				b.Rows[i] = s.lines(row)
			}
			out = append(out, block{Kind: "table", Table: b})
		case doc.Code:
			out = append(out, block{Kind: "code", Code: b})
		case doc.Details:
			out = append(out, block{Kind: "details", Text: b.Summary, Inner: s.blocks(b.Blocks, ids)})
		}
	}
	return out
}

// mostSeen is how many risks and figures are seen before the others are folded.
const mostSeen = 4

// shortened folds what is too much to be read at once: of what to mind what also applies, and the last risks and
// figures.
func (s *htmlSection) shortened(blocks []block) []block {
	var out []block
	for _, b := range blocks {
		switch {
		case s.Kind == PartMind && b.Text.Plain() == alsoTitle:
			out = append(out, block{Kind: "details", Text: b.Text, Inner: []block{{Kind: b.Kind, Items: b.Items}}})
		case s.Kind == Risks && len(b.Items) > mostSeen+1:
			more := block{Kind: b.Kind, Items: b.Items[mostSeen:]}
			b.Items = b.Items[:mostSeen]
			out = append(out, b, block{Kind: "details", Text: doc.Of(number(len(more.Items)), " more"), Inner: []block{more}})
		default:
			out = append(out, b)
		}
	}
	return out
}

func (s *htmlSection) lines(lines []doc.Line) []doc.Line {
	out := make([]doc.Line, len(lines))
	for i, l := range lines {
		out[i] = s.line(l)
	}
	return out
}

// line lets references lead to the ids of their sections; one to a section that is not there leads nowhere.
func (s *htmlSection) line(l doc.Line) doc.Line {
	out := slices.Clone(l.Flat())
	for i := range out {
		out[i].Runs = s.line(out[i].Runs)
		if out[i].Kind == doc.Ref {
			out[i].To = s.links[out[i].To]
		}
	}
	return out
}

// Right tells whether a column has numbers.
func (b block) Right(column int) bool { return column < len(b.Table.Right) && b.Table.Right[column] }

// Anchor is the id of an item of the evidence.
func (b block) Anchor(i int) string { return evidenceID + number(b.Start()+i) }

// Start is the number of the first item.
func (b block) Start() int { return max(b.from, 1) }

// leading parts the paragraphs that a section begins with from the rest.
func leading(blocks []block) (lead, rest []block) {
	n := slices.IndexFunc(blocks, func(b block) bool { return b.Kind != "paragraph" })
	if n < 0 {
		n = len(blocks)
	}
	return blocks[:n], blocks[n:]
}
