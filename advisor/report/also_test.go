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
	for i, m := range a.AlsoMind {
		if m.Text == "" {
			continue
		}
		text := doc.Of(m.Text).Plain()
		if strings.Contains(overview, text) || !strings.Contains(also, text) {
			t.Errorf("%q stands on the overview, or not on its page", m.Title)
		}
		if title := open(m.Title); i < alsoNamed && !strings.Contains(overview, title) {
			t.Errorf("the overview does not name %q", title)
		}
	}
	for name, text := range map[string]string{"Markdown": string(Full(a)), "HTML": string(html(t, a))} {
		if strings.Contains(text, "Also to mind") {
			t.Errorf("%s turns a page", name)
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
