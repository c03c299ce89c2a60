package report

import (
	"strings"
	"testing"

	"rustadvisor/advisor"
)

// TestWordsAreExplained: whoever is new to Rust, or has not said so, finds the words that newcomers do not know
// explained, each once, in few words; others do not.
func TestWordsAreExplained(t *testing.T) {
	e := bases(t)["embedded"]
	meanings := func(text string) (n, words int) {
		text = strings.NewReplacer("\\", "", "’", "'").Replace(text)
		for _, w := range e.Base().Glossary.Words {
			if times := strings.Count(text, w.Means); times > 0 {
				n, words = n+1, words+len(strings.Fields(w.Title+" "+w.Means))
				if times > 1 {
					t.Errorf("%s is explained %d times", w.Title, times)
				}
			}
		}
		return n, words
	}
	service := advisor.Answers{Choices: map[string][]string{"journey": {"new-service"}, "artifact": {"service"},
		"store": {"postgres"}}}
	for experience, explained := range map[string]bool{"none": true, "": true, "not-sure": true, "some": false,
		"strong": false} {
		answers := service
		if experience != "" {
			answers = service.With("rust-experience", experience)
		}
		a := e.Advise(answers)
		for name, text := range map[string]string{"Markdown": string(Markdown(a)), "all": string(Full(a)),
			"screen": pagesOf(a), "HTML": string(html(t, a))} {
			n, words := meanings(text)
			if (n > 2) != explained || words > mostExplaining {
				t.Errorf("experience %q, %s: %d words are explained, in %d", experience, name, n, words)
			}
		}
		if over := tooLong(Document(a)); over > 0 {
			t.Errorf("experience %q: %d words too many", experience, over)
		}
	}
	for experience, explained := range map[string]bool{"none": true, "": false, "not-sure": false} {
		answers := service.With("journey", "improve-rust")
		if experience != "" {
			answers = answers.With("rust-experience", experience)
		}
		if n, _ := meanings(pagesOf(e.Advise(answers))); (n > 0) != explained {
			t.Errorf("who has Rust code and says %q of their experience finds %d words explained", experience, n)
		}
	}
	for name, a := range reports(t) {
		for _, text := range []string{string(Markdown(a)), string(Full(a))} {
			if _, words := meanings(text); words > mostExplaining {
				t.Errorf("%s spends %d words on explaining others", name, words)
			}
		}
	}
}

// TestMeaningsStandAtTheWord: what a point says is explained with the point, what the picks say below them.
func TestMeaningsStandAtTheWord(t *testing.T) {
	a := bases(t)["embedded"].Advise(advisor.Answers{Choices: map[string][]string{"journey": {"new-service"},
		"artifact": {"service"}, "rust-experience": {"none"}}})
	text := strings.ReplaceAll(string(Markdown(a)), "\\", "")
	picks, points, _ := strings.Cut(text, "**What to mind**")
	if !strings.Contains(picks, "**Words**: ") || !strings.Contains(picks, "async runtime (runs many waiting tasks") {
		t.Errorf("the picks are not explained:\n%s", picks)
	}
	found := false
	for _, line := range strings.Split(points, "\n") {
		if strings.Contains(line, "lifetime: how long") {
			found = strings.Contains(line, "no lifetimes in structs")
		}
	}
	if !found {
		t.Errorf("lifetimes are not explained where they stand:\n%s", points)
	}
}

// pagesOf are the pages of a screen, as one text.
func pagesOf(a *advisor.Advice) string {
	var out strings.Builder
	for _, s := range Sections(a) {
		out.WriteString(s.Markdown())
	}
	return out.String()
}
