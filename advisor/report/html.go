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
