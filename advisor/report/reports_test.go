package report

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	webhtml "github.com/yuin/goldmark/renderer/html"

	"rustadvisor/advisor"
	"rustadvisor/advisor/answerfile"
)

// reports advises on each answers file of a team that might be, with the knowledge that is built in.
func reports(t *testing.T) map[string]*advisor.Advice {
	t.Helper()
	files, err := filepath.Glob("testdata/reports/*.toml")
	if err != nil || len(files) < 5 {
		t.Fatalf("%d answers files, %v", len(files), err)
	}
	e := bases(t)["embedded"]
	out := map[string]*advisor.Advice{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		answers, notes, err := answerfile.Parse(e.Base(), file, text)
		if err != nil || len(notes) > 0 {
			t.Fatal(err, notes)
		}
		if hidden := hidden(e, answers); len(hidden) > 0 {
			t.Errorf("%s answers what is not asked: %v", file, hidden)
		}
		out[strings.TrimSuffix(filepath.Base(file), ".toml")] = e.Advise(answers)
	}
	return out
}

func hidden(e *advisor.Engine, a advisor.Answers) (out []string) {
	active := e.Active(a)
	for q := range a.Choices {
		if !active(q) {
			out = append(out, q)
		}
	}
	return out
}

// TestGoldenReports keeps whole reports as golden files, so that a change of wording or of knowledge is read as the
// reader gets it. Of the HTML it keeps what stands in it and where; that its words are those of the Markdown
// another test sees to.
func TestGoldenReports(t *testing.T) {
	for name, a := range reports(t) {
		compare(t, "reports/"+name+".md", Markdown(a))
		asJSON, err := JSON(a)
		if err != nil {
			t.Fatal(err)
		}
		compare(t, "reports/"+name+".json", asJSON)
		root := parseHTML(t, html(t, a))
		compare(t, "reports/"+name+".html.txt", []byte(outline(root)))
		for _, fault := range unsaid(root, a) {
			t.Errorf("%s: %s", name, fault)
		}
	}
}

// outline lists the headings of a document, and below each the lists, tables and figures with their sizes.
func outline(root *node) string {
	var out strings.Builder
	root.each(func(n *node) {
		words := strings.Join(strings.Fields(n.words()), " ")
		switch n.name {
		case "h1", "h2", "h3":
			fmt.Fprintf(&out, "%s %s\n", n.name, words)
		case "ul", "ol", "dl":
			fmt.Fprintf(&out, "   %s %s: %d\n", n.name, n.attrs["class"], len(slices.Concat(n.all("li"), n.all("dt"))))
		case "table":
			fmt.Fprintf(&out, "   table %s: %d rows\n", n.attrs["class"], len(n.all("tr")))
		case "figcaption":
			fmt.Fprintf(&out, "   figure: %s\n", words)
		case "svg":
			fmt.Fprintf(&out, "     drawn: %s\n", n.attrs["aria-label"])
		}
	})
	return out.String()
}

// TestMarkdownOnTheWeb reads the reports as a web renderer of GitHub's Markdown does.
func TestMarkdownOnTheWeb(t *testing.T) {
	for name, a := range reports(t) {
		text := Markdown(a)
		var out bytes.Buffer
		web := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(webhtml.WithXHTML()))
		if err := web.Convert(text, &out); err != nil {
			t.Fatal(err)
		}
		root := parseHTML(t, []byte("<body>"+out.String()+"</body>"))
		for _, fault := range slices.Concat(leftover(root), badHeadings(root), badBlocks(root, a), badLinks(root),
			badNumbers(root)) {
			t.Errorf("%s: %s", name, fault)
		}
	}
}

// leftoverMarkup is what a reader should never see outside of code.
var leftoverMarkup = regexp.MustCompile("\\*\\*|`|\\]\\(|\\\\[^\"]|^\\s*\\||\\|\\s*$|:?---+|~~|\\[[ " +
	"x]\\]|&[a-z]+;|<!--|^#+ |^[-+*>] |^\\d+\\. ")

// leftover finds markup that is shown instead of meant.
func leftover(root *node) (faults []string) {
	var walk func(n *node)
	walk = func(n *node) {
		if n.name == "code" || n.name == "pre" {
			return
		}
		if n.name == "" && leftoverMarkup.MatchString(n.text) {
			faults = append(faults, "markup is left in: "+n.text)
		}
		for _, k := range n.kids {
			walk(k)
		}
	}
	walk(root)
	return faults
}

// badHeadings wants one title, and each heading at most one level below the one before.
func badHeadings(root *node) (faults []string) {
	last := 0
	root.each(func(n *node) {
		if len(n.name) != 2 || n.name[0] != 'h' || n.name == "hr" {
			return
		}
		level := int(n.name[1] - '0')
		if level > last+1 || level == 1 && last > 0 || last == 0 && level != 1 || strings.TrimSpace(n.words()) == "" {
			faults = append(faults, fmt.Sprintf("heading %q of level %d follows one of %d", n.words(), level, last))
		}
		last = level
	})
	return faults
}

// badBlocks wants the table of decisions whole, every list a list with something in each item, tasks that can be
// ticked, and code in a language.
func badBlocks(root *node, a *advisor.Advice) (faults []string) {
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	due := 0
	for i := range a.Decisions {
		if d := &a.Decisions[i]; !d.Waits && !byDefault(d) && d.Pick.ID != none && d.Standing != advisor.Moot &&
			d.Standing != advisor.Open {
			due++
		}
	}
	tables := root.all("table")
	if a.Headline() != nil && due == 1 { // its row would be the title again
		if len(tables) > 0 {
			fault("%d tables", len(tables))
		}
	} else if len(tables) != 1 || len(tables[0].all("tr")) != 1+due {
		fault("%d tables, the first should have %d rows", len(tables), 1+due)
	}
	for _, row := range root.all("tr") {
		if cells := slices.Concat(row.all("td"), row.all("th")); len(cells) != 3 ||
			strings.TrimSpace(cells[0].words()) == "" {
			fault("a row of the table has %d cells: %s", len(cells), row.words())
		}
	}
	for _, item := range root.all("li") {
		gaps := item.all("p")
		led := len(gaps) > 0 && len(gaps) < 3 && len(gaps[0].all("strong")) == 1 && // but for a lead on a line of its own
			strings.TrimSpace(gaps[0].words()) == strings.TrimSpace(gaps[0].all("strong")[0].words())
		if strings.TrimSpace(item.words()) == "" || len(gaps) > 0 && !led {
			fault("an item is empty, or its list has gaps: %q", item.words())
		}
	}
	if got := len(root.all("ol")); got != 1 {
		fault("%d numbered lists, the evidence should be the only one", got)
	}
	for _, pre := range root.all("pre") {
		code := pre.all("code")
		if len(code) != 1 || !strings.HasPrefix(code[0].attrs["class"], "language-") || strings.Contains(code[0].words(),
			"```") {
			fault("code without a language, or with a fence in it: %s", pre.words())
		}
	}
	return faults
}

var webAddress = regexp.MustCompile(`^https?://[a-zA-Z0-9.-]+(/\S*)?$`)

// badLinks wants links to lead to a page, and to have a text.
func badLinks(root *node) (faults []string) {
	for _, a := range root.all("a") {
		if !webAddress.MatchString(a.attrs["href"]) || strings.TrimSpace(a.words()) == "" {
			faults = append(faults, fmt.Sprintf("a link to %q with the text %q", a.attrs["href"], a.words()))
		}
	}
	if len(root.all("a")) == 0 {
		faults = append(faults, "no links")
	}
	return faults
}

var bracketed = regexp.MustCompile(`\[(\d+)\](?:–\[(\d+)\])?`)

// badNumbers wants every number to lead to an item of the evidence, and every item to be cited.
func badNumbers(root *node) (faults []string) {
	lists := root.all("ol")
	if len(lists) != 1 {
		return []string{"no evidence"}
	}
	entries := len(lists[0].all("li"))
	cited := map[int]bool{}
	for _, m := range bracketed.FindAllStringSubmatch(root.words(), -1) {
		from, _ := strconv.Atoi(m[1])
		to, _ := strconv.Atoi(m[2])
		for n := from; n <= max(from, to); n++ {
			cited[n] = true
			if n < 1 || n > entries {
				faults = append(faults, fmt.Sprintf("[%d] is cited, the evidence has %d entries", n, entries))
			}
		}
	}
	for n := range entries {
		if !cited[n+1] {
			faults = append(faults, fmt.Sprintf("entry %d is not cited", n+1))
		}
	}
	return faults
}

// TestLeftover holds the test's own eyes open: it sees what it is to see.
func TestLeftover(t *testing.T) {
	for _, text := range []string{"a **b", "`c", "[d](e", "| a", "- b", "3. c", "[ ] d", "&lt;", `\*`, "## e"} {
		if len(leftover(&node{kids: []*node{{text: text}}})) == 0 {
			t.Errorf("%q passes", text)
		}
	}
	for _, text := range []string{"a - b", "2 * 3", "a | b", "[3]", "Option<T> & co", "1.5 times"} {
		if faults := leftover(&node{kids: []*node{{text: text}}}); len(faults) > 0 {
			t.Errorf("%q: %v", text, faults)
		}
	}
}

// TestCopied: of the start, what is copied is the manifest and nothing else; of others all that they say.
func TestCopied(t *testing.T) {
	for name, a := range reports(t) {
		for _, s := range Sections(a) {
			c := s.Copied()
			text, what := c.Text, c.What
			switch {
			case s.ID == Start && (what != "Cargo.toml" || !strings.HasPrefix(text, "[package]\n") || strings.Contains(text,
				"```")):
				t.Errorf("%s: of the start is copied %s:\n%s", name, what, text)
			case s.ID != Start && text != s.Markdown():
				t.Errorf("%s: of %s is copied:\n%s", name, s.ID, text)
			}
		}
	}
}
