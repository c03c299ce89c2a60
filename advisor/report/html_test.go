package report

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
	"rustadvisor/knowledge"
)

// node is an element of a document. The report is well-formed XML but for elements that HTML does not close.
type node struct {
	name  string
	attrs map[string]string
	kids  []*node
	text  string // of a text, which has no name
}

var (
	style = regexp.MustCompile(`(?s)<style>.*?</style>`)
	void  = regexp.MustCompile(`(<(?:meta|link) [^>]*)>`)
)

func parseHTML(t *testing.T, doc []byte) *node {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(void.ReplaceAll(style.ReplaceAll(doc, nil), []byte("$1/>"))))
	root := &node{}
	open := []*node{root}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) && len(open) == 1 {
			return root
		}
		if err != nil {
			t.Fatalf("the document is not well-formed: %v", err)
		}
		at := open[len(open)-1]
		switch x := token.(type) {
		case xml.StartElement:
			n := &node{name: x.Name.Local, attrs: map[string]string{}}
			for _, a := range x.Attr {
				n.attrs[a.Name.Local] = a.Value
			}
			at.kids = append(at.kids, n)
			open = append(open, n)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			at.kids = append(at.kids, &node{text: string(x)})
		}
	}
}

// each walks the elements in order.
func (n *node) each(see func(*node)) {
	if n.name != "" {
		see(n)
	}
	for _, k := range n.kids {
		k.each(see)
	}
}

func (n *node) all(name string) (out []*node) {
	n.each(func(k *node) {
		if k.name == name {
			out = append(out, k)
		}
	})
	return out
}

func (n *node) words() string {
	out := n.text
	for _, k := range n.kids {
		out += k.words()
	}
	return out
}

func html(t *testing.T, a *advisor.Advice) []byte {
	t.Helper()
	doc, err := HTML(a, Occasion{})
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestHTMLGolden(t *testing.T) {
	compare(t, "golden.html", style.ReplaceAll(html(t, engine(t).Advise(golden)), nil))
}

func TestHTML(t *testing.T) {
	for name, e := range bases(t) {
		for n := range 16 {
			advice := e.Advise(some(e.Base(), n))
			doc := html(t, advice)
			if !bytes.Equal(doc, html(t, advice)) {
				t.Fatalf("%s %d: two runs differ", name, n)
			}
			root := parseHTML(t, doc)
			for _, fault := range slices.Concat(inaccessible(root), dependent(root, doc), inexact(root), unsaid(root, advice)) {
				t.Errorf("%s %d: %s", name, n, fault)
			}
		}
	}
}

// TestHanded wants what those who decide ask for first and unfolded, for staying, moving, starting and improving alike:
// the picks, the plan with what each phase brings, costs and ends with, then the risks.
func TestHanded(t *testing.T) {
	for name, a := range reports(t) {
		root := parseHTML(t, html(t, a))
		var seen []string
		for _, s := range root.all("section") {
			if !strings.HasPrefix(s.attrs["class"], "folded") {
				seen = append(seen, s.attrs["class"])
			}
		}
		if len(seen) < 3 || !slices.Equal(seen[:3], []string{Overview, Plan, Risks}) {
			t.Errorf("%s: first come %v", name, seen)
		}
		for _, phase := range a.Phases {
			if phase.Brings == "" || phase.Costs == "" || phase.Stop == "" {
				t.Errorf("%s: phase %s does not say what it brings and costs, and when to stop", name, phase.ID)
			}
		}
		if said := strings.Count(root.words(), "Costs: "); said != len(a.Phases) {
			t.Errorf("%s: %d costs of %d phases", name, said, len(a.Phases))
		}
	}
}

// inaccessible finds what would keep somebody from reading: headings out of order, figures without words, links to
// nowhere.
func inaccessible(root *node) (faults []string) {
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	for name, want := range map[string]int{"html": 1, "head": 1, "h1": 1, "main": 1, "nav": 1} {
		if got := len(root.all(name)); got != want {
			fault("%d %s", got, name)
		}
	}
	if heads := root.all("head"); len(heads) == 1 && len(heads[0].all("title")) != 1 {
		fault("no title")
	}
	ids := map[string]bool{}
	level := 0
	root.each(func(n *node) {
		if id, ok := n.attrs["id"]; ok {
			if ids[id] || id == "" {
				fault("id %q stands twice", id)
			}
			ids[id] = true
		}
		if len(n.name) == 2 && n.name[0] == 'h' && n.name[1] >= '1' && n.name[1] <= '6' {
			next := int(n.name[1] - '0')
			if next > level+1 {
				fault("h%d after h%d: %s", next, level, n.words())
			}
			level = next
		}
		name := strings.TrimSpace(n.attrs["aria-label"])
		switch n.name {
		case "html":
			if n.attrs["lang"] != "en" {
				fault("no language")
			}
		case "svg":
			if n.attrs["role"] != "img" || name == "" {
				fault("an SVG without words")
			}
		case "nav":
			if name == "" {
				fault("navigation without a name")
			}
		case "th":
			if n.attrs["scope"] == "" {
				fault("a head of no row or column: %s", n.words())
			}
		case "ul", "ol":
			for _, k := range n.kids {
				if k.name != "li" && strings.TrimSpace(k.text) != "" {
					fault("%s in a list", k.name)
				}
			}
		case "a", "h1", "h2", "h3", "li", "summary", "title", "figcaption":
			if strings.TrimSpace(n.words()) == "" {
				fault("an empty %s", n.name)
			}
		}
		if n.attrs["role"] == "region" && name == "" {
			fault("a region without a name")
		}
	})
	root.each(func(n *node) {
		for _, id := range []string{n.attrs["aria-labelledby"], strings.TrimPrefix(n.attrs["href"], "#")} {
			if id != "" && !ids[id] && (n.name != "a" && n.name != "link" || strings.HasPrefix(n.attrs["href"], "#")) {
				fault("%s refers to %q, which is nowhere", n.name, id)
			}
		}
	})
	return faults
}

// dependent finds what would make the file need anything but itself, or do anything.
func dependent(root *node, doc []byte) (faults []string) {
	root.each(func(n *node) {
		switch n.name {
		case "script", "iframe", "object", "embed", "img", "image", "use", "form", "base", "video", "audio", "source":
			faults = append(faults, "the document has a "+n.name)
		case "a":
			if href := n.attrs["href"]; !strings.HasPrefix(href, "#") && (!strings.HasPrefix(href, "http") ||
				n.attrs["rel"] != "noreferrer") {
				faults = append(faults, "a link to "+href)
			}
		case "link":
			if n.attrs["href"] != "data:," {
				faults = append(faults, "a link element to "+n.attrs["href"])
			}
		}
		for name := range n.attrs {
			if strings.HasPrefix(name, "on") || name == "src" || name == "style" {
				faults = append(faults, n.name+" has "+name)
			}
		}
	})
	for _, never := range []string{"url(", "@import", "ZgotmplZ", "javascript:"} {
		if bytes.Contains(doc, []byte(never)) {
			faults = append(faults, "the document holds "+never)
		}
	}
	return faults
}

// inexact finds bars and tables that do not add up to the score beside them.
func inexact(root *node) (faults []string) {
	for _, figure := range root.all("figure") {
		if figure.attrs["class"] != "bars" {
			continue
		}
		var scores []int
		for _, row := range figure.all("ol")[0].all("li") {
			want := signed(row.kids[len(row.kids)-1].words())
			scores = append(scores, want)
			sum := 0
			for _, r := range row.all("rect") {
				x, _ := strconv.Atoi(r.attrs["x"])
				width, _ := strconv.Atoi(r.attrs["width"])
				if x < 0 {
					width = -width
				}
				if told := signed(strings.Fields(r.words())[0]); told != width {
					faults = append(faults, fmt.Sprintf("a segment of %d says %d", width, told))
				}
				sum += width
			}
			if sum != want {
				faults = append(faults, fmt.Sprintf("%s: segments sum to %d", row.words(), sum))
			}
		}
		sums := make([]int, len(scores))
		for _, row := range figure.all("tbody")[0].all("tr") {
			for i, cell := range row.all("td")[1:] {
				sums[i] += signed(cell.words())
			}
		}
		if !slices.Equal(sums, scores) {
			faults = append(faults, fmt.Sprintf("columns sum to %v, scores are %v", sums, scores))
		}
	}
	return faults
}

// signed reads a number with a true minus; blank is 0.
func signed(s string) int {
	n, err := strconv.Atoi(strings.NewReplacer("−", "-", "+", "").Replace(strings.TrimSpace(s)))
	if err != nil && s != "" {
		return math.MaxInt32
	}
	return n
}

// unsaid finds what Markdown says and the document does not, and options, answers and phases without their place.
func unsaid(root *node, a *advisor.Advice) (faults []string) {
	said := strings.Join(strings.Fields(root.words()), " ")
	want := func(what string) {
		if !strings.Contains(said, strings.Join(strings.Fields(what), " ")) {
			faults = append(faults, "the document does not say: "+what)
		}
	}
	for _, page := range written(a, renderer{format: "html"}) {
		for _, line := range texts(page.Blocks) {
			want(line)
		}
	}
	for _, x := range a.Answers {
		want(plain(x.Short))
		want(plain(open(x.Label)))
	}
	for i := range a.Decisions {
		d := &a.Decisions[i]
		if d.Option != nil && !d.Waits { // what waits is in the text of its page
			want(plain(d.Title) + ": " + plain(d.Pick.Title))
		}
	}
	bars, lanes := 0, 0
	for _, figure := range root.all("figure") {
		switch figure.attrs["class"] {
		case "bars":
			bars += len(figure.all("svg"))
		case "timeline":
			lanes += len(figure.all("svg"))
		}
	}
	for i := range a.Decisions {
		if n := len(a.Decisions[i].Rivals); n > 0 && !a.Decisions[i].Waits {
			bars -= n + 1
		}
	}
	if bars != 0 || lanes != len(a.Phases) {
		faults = append(faults, fmt.Sprintf("%d bars too many, %d lanes for %d phases", bars, lanes, len(a.Phases)))
	}
	return faults
}

// texts is all that blocks say but the headings of pages.
func texts(blocks []doc.Block) (out []string) {
	for _, b := range doc.Flat(blocks) {
		switch b := b.(type) {
		case doc.Paragraph:
			out = append(out, b.Text.Plain())
		case doc.List:
			out = append(out, b.Title.Plain())
			for _, item := range b.Items {
				out = append(out, item.Plain())
			}
		case doc.Table:
			for _, row := range b.Rows {
				for _, cell := range row {
					out = append(out, cell.Plain())
				}
			}
		case doc.Code:
			out = append(out, b.Lines())
		case doc.Details:
			out = append(append(out, b.Summary.Plain()), texts(b.Blocks)...)
		}
	}
	return out
}

// TestOutsideHTML looks for what must not reach a browser: the elements are the template's, the links lead to the web.
func TestOutsideHTML(t *testing.T) {
	doc := html(t, hostile())
	root := parseHTML(t, doc)
	for _, fault := range slices.Concat(inaccessible(root), dependent(root, bytes.ReplaceAll(doc,
		[]byte("[f](javascript:g)"), nil))) {
		if fault != "the document holds javascript:" { // as text
			t.Error(fault)
		}
	}
	for _, never := range []string{"\x1b", "\x07", "\u009b", "\u202e", "<script", "<x", `href="javascript`} {
		if bytes.Contains(doc, []byte(never)) {
			t.Errorf("%q reaches the HTML", never)
		}
	}
}

func TestAnchors(t *testing.T) {
	n := anchors{"content": true}
	for _, c := range [][2]string{{"plan", "plan"}, {"plan", "p-plan-2"}, {"plan", "p-plan-3"}, {"a b\"é", "a-b--"},
		{"", "p--2"},
		{"content", "p-content-2"}, {"evidence-1", "p-evidence-1-2"}, {"evidence", "evidence"}} {
		if got := n.of(c[0]); got != c[1] {
			t.Errorf("id for %q: %q, want %q", c[0], got, c[1])
		}
	}
}

func TestSchedule(t *testing.T) {
	for last, step := range map[int]int{3: 1, 12: 1, 13: 2, 24: 2, 26: 4, 52: 8, 104: 16} {
		s := schedule([]knowledge.Phase{{Weeks: nil}, {Title: "a", Weeks: []int{2, 3}}, {Title: "b", Weeks: []int{last,
			last}}}, "plan")
		if s == nil || s.Step != step || len(s.Lines) > 12 || s.Lanes[0].Link != "plan-2" {
			t.Errorf("%d weeks: %+v, want lines every %d", last, s, step)
		}
	}
	if s := schedule([]knowledge.Phase{{}, {Weeks: []int{3, 1}}, {Weeks: []int{0, 1}}}, "plan"); s != nil {
		t.Errorf("phases without weeks: %+v", s)
	}
}

// TestContrast holds the palettes against WCAG 2.2 AA: 4.5 for text, 3 for what must be seen.
func TestContrast(t *testing.T) {
	css, err := htmlFiles.ReadFile("html/report.css")
	if err != nil {
		t.Fatal(err)
	}
	colour := regexp.MustCompile(`--(\w+): #([0-9a-f]{6});`)
	light, rest, _ := strings.Cut(string(css), "@media screen and (prefers-color-scheme: dark)")
	dark, rest, _ := strings.Cut(rest, "\n}\n")
	_, print, _ := strings.Cut(rest, "@media print")
	palette := map[string]uint32{}
	for _, theme := range []struct{ name, css string }{{"light", light}, {"print", print}, {"dark", dark}} {
		for _, m := range colour.FindAllStringSubmatch(theme.css, -1) {
			n, _ := strconv.ParseUint(m[2], 16, 32)
			palette[m[1]] = uint32(n)
		}
		if len(palette) != 7 {
			t.Fatalf("%s: %d colours", theme.name, len(palette))
		}
		for _, front := range []string{"ink", "soft", "accent"} {
			for _, back := range []string{"paper", "sheet", "wash"} {
				if got := contrast(palette[front], palette[back]); got < 4.5 {
					t.Errorf("%s: %s on %s has a contrast of %.2f", theme.name, front, back, got)
				}
			}
		}
	}
}

func contrast(a, b uint32) float64 {
	light, dark := luminance(a), luminance(b)
	if light < dark {
		light, dark = dark, light
	}
	return (light + 0.05) / (dark + 0.05)
}

// luminance is WCAG's relative luminance of an sRGB colour.
func luminance(rgb uint32) float64 {
	linear := func(shift uint) float64 {
		c := float64(rgb>>shift&0xff) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(16) + 0.7152*linear(8) + 0.0722*linear(0)
}

func BenchmarkHTML(b *testing.B) {
	base, err := knowledge.Load(knowledge.Embedded())
	if err != nil {
		b.Fatal(err)
	}
	e := advisor.New(base)
	advice := e.Advise(some(base, 5))
	for b.Loop() {
		if _, err := HTML(advice, Occasion{}); err != nil {
			b.Fatal(err)
		}
	}
}
