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
	return template.Must(template.New("").Funcs(template.FuncMap{"runs": doc.Runs, "signed": doc.Signed}).ParseFS(htmlFiles, "html/*"))
})

// The document as the templates want it. Strings are data without control sequences; the templates escape them for HTML.
type (
	htmlDocument struct {
		Title, Knowledge string
		Glance           []glanceRow
		Answers          []htmlAnswer
		Unsure, Open     []string
		Sections         []htmlSection
	}
	glanceRow  struct{ Link, Title, Pick, Standing, Mark string }
	htmlAnswer struct {
		Short, Label string
		Starred      bool
	}

	htmlSection struct {
		ID       string
		Kind     string // what the section is for, where one looks different: "overview", "decision", "plan" …
		Over     string // a decision's title, which stands over the pick
		Title    string
		Standing string
		Mark     string  // of the standing, for the style
		Lead     []block // of the overview, what stands over the table
		Rest     []block // the figures stand between the lead and the rest
		Bars     *bars
		Timeline *timeline
		parts    int // how many have an id
	}
)

// HTML renders the whole document as one file that needs no other: no scripts, no network, style and figures within. It
// says what Markdown says, in the same words, and shows each score as the sum it is. The error is a fault of a template.
func HTML(a *advisor.Advice) ([]byte, error) {
	r := renderer{advice: a, numbers: map[string]int{}, format: "html"}
	pages := r.sections()
	doc := htmlDocument{Title: Title(a), Knowledge: plain(a.Knowledge)}
	for _, x := range a.Answers {
		doc.Answers = append(doc.Answers, htmlAnswer{plain(x.Short), plain(open(x.Label)), x.Starred})
	}
	for _, x := range a.Unsure {
		doc.Unsure = append(doc.Unsure, plain(x.Short))
	}
	for _, q := range unanswered(a) {
		doc.Open = append(doc.Open, plain(q.Short))
	}
	ids := anchors{"content": true}
	decided := map[string]*advisor.Decided{}
	for i := range a.Decisions {
		decided[a.Decisions[i].Key()] = &a.Decisions[i]
	}
	links := map[*advisor.Decided]string{}
	for at := range pages {
		d := decided[pages[at].ID]
		if pages[at].Standing == "" {
			d = nil
		}
		s := r.htmlSection(&pages[at], d, ids)
		for i := range a.Decisions {
			if other := &a.Decisions[i]; other == d {
				links[other] = s.ID
			}
		}
		doc.Sections = append(doc.Sections, s)
	}
	for _, d := range headlineFirst(a.Decisions) {
		if d.Waits {
			continue
		}
		doc.Glance = append(doc.Glance, glanceRow{links[d], plain(d.Title), plain(d.Pick.Title), standingWord(d).Plain(), mark(d)})
	}
	var out bytes.Buffer
	if err := htmlTemplate().ExecuteTemplate(&out, "report.html", doc); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// htmlSection is a section with its figures. The decision is nil for other sections.
func (r *renderer) htmlSection(page *Section, d *advisor.Decided, ids anchors) htmlSection {
	s := htmlSection{ID: ids.of(page.ID), Kind: page.ID, Title: plain(page.Title)}
	if d != nil {
		s.Kind, s.Over = "decision", s.Title
		s.Standing, s.Mark = standingWord(d).Plain(), mark(d)
		s.Title = outcome(d)
		s.Bars = r.bars(d)
	}
	switch page.ID {
	case "plan":
		s.Timeline = schedule(r.advice.Phases, s.ID)
	case "overview": // its table stands between the lead and the rest, and answers after them, at more length
		lead := slices.IndexFunc(page.Blocks, isPart)
		if lead < 0 {
			lead = len(page.Blocks)
		}
		s.Lead = s.blocks(page.Blocks[:lead], ids)
		s.Rest = s.blocks(doc.Without(page.Blocks[lead:], PartGlance, PartAnswers), ids)
		return s
	}
	s.Lead, s.Rest = leading(s.blocks(page.Blocks, ids))
	for i := range s.Rest {
		if s.Kind == "standards" && s.Rest[i].Kind == string(doc.Bullets) {
			s.Rest[i].Kind = string(doc.Tasks)
		}
	}
	return s
}

func isPart(b doc.Block) bool {
	_, is := b.(doc.Part)
	return is
}

// mark is a standing as a word for the style.
func mark(d *advisor.Decided) string {
	switch {
	case byDefault(d):
		return "default"
	case d.Standing == advisor.Settled, d.Standing == advisor.Leaning:
		return string(d.Standing)
	case d.Standing == advisor.TossUp:
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
