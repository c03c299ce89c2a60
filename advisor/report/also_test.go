package report

import (
	"strings"
	"testing"

	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
)

// TestAlsoHasAPage: where pages are turned to, the overview names some of what also applies and leads to the page that
// has all of it, so that it can be read at a glance however much was ticked; documents tell it in its place.
func TestAlsoHasAPage(t *testing.T) {
	a := twelve(t)
	if len(a.AlsoMind) < 10 {
		t.Fatalf("only %d points stand behind the first", len(a.AlsoMind))
	}
	pages := map[string]Section{}
	for _, s := range Sections(a) {
		pages[s.ID] = s
	}
	overview, also := words(pages[Overview]), words(pages[Also])
	if n := strings.Count(pages[Overview].Markdown(), "\n"); n > 90 {
		t.Errorf("the overview has %d lines", n)
	}
	if !strings.Contains(overview, "Also to mind") || !strings.Contains(overview, "more, all in full in the section") {
		t.Errorf("the overview does not lead on:\n%s", overview)
	}
	toldOnce(t, a, overview, also, fewAlso, doc.Line.Plain)
	for name, text := range map[string]string{"Markdown": string(Full(a)), "HTML": string(html(t, a))} {
		if strings.Contains(text, "Also to mind") {
			t.Errorf("%s turns a page", name)
		}
	}
}

// TestAlsoIsFolded: in short, what also applies is named where it belongs and told in full further down, folded,
// however much that is; what is seen stays short. A terminal, which cannot fold, leaves it out.
func TestAlsoIsFolded(t *testing.T) {
	a := twelve(t)
	blocks := Document(a)
	text := doc.Markdown(blocks)
	seen, rest, found := strings.Cut(text, "\n## Also to mind\n\n<details>\n<summary>")
	folded, after, ended := strings.Cut(rest, "</details>")
	if !found || !ended || !strings.Contains(after, "## Reproduce") ||
		!strings.Contains(seen, "more, in the section **Also to mind**.") {
		t.Fatalf("nothing is folded:\n%s", text)
	}
	toldOnce(t, a, seen, folded, mostNamed, doc.Line.Markdown)
	if n := len(strings.Fields(seen + after)); n > MostWords || tooLong(blocks) > 0 {
		t.Errorf("%d words are seen", n)
	}
	if text := doc.Markdown(doc.Without(blocks, PartFolded)); strings.Contains(text, "Also to mind") {
		t.Errorf("without what is folded:\n%s", text)
	}
}

// toldOnce: of what also applies the first are named in one text, and all is told in the other alone; written makes
// texts of lines.
func toldOnce(t *testing.T, a *advisor.Advice, names, tells string, named int, written func(doc.Line) string) {
	t.Helper()
	for i, m := range a.AlsoMind {
		told := written(doc.Of(m.Text))
		if told != "" && (strings.Contains(names, told) || !strings.Contains(tells, told)) {
			t.Errorf("%q is told where it is only named, or not where all is told", m.Title)
		}
		if title := written(doc.Of(open(m.Title))); i < named && !strings.Contains(names, title) {
			t.Errorf("%q is not named", title)
		}
	}
}

// twelve is the advice for a service with as many situations ticked.
func twelve(t *testing.T) *advisor.Advice {
	e := bases(t)["embedded"]
	a := advisor.Answers{Choices: map[string][]string{"journey": {"new-service"}, "artifact": {"service"}}}
	for _, s := range e.Base().Situations[:12] {
		a.Situations = append(a.Situations, s.ID)
	}
	return e.Advise(a)
}

// TestFewStay: a few points more are told where they stand.
func TestFewStay(t *testing.T) {
	a := twelve(t)
	a.AlsoMind = a.AlsoMind[:fewAlso]
	for _, s := range Sections(a) {
		if s.ID == Also || s.ID == Overview && !strings.Contains(words(s), doc.Of(a.AlsoMind[fewAlso-1].Text).Plain()) {
			t.Errorf("a few points do not stand on the overview:\n%s", s.Markdown())
		}
	}
}

// words are the words of a section, without markup.
func words(s Section) string {
	var out strings.Builder
	for _, b := range doc.Flat(s.Blocks) {
		if list, is := b.(doc.List); is {
			out.WriteString(list.Title.Plain() + "\n")
			for _, item := range list.Items {
				out.WriteString(item.Plain() + "\n")
			}
		}
	}
	return out.String()
}
