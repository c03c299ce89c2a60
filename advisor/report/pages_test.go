package report

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

// TestPages keeps what every page promises, on many answers: the same bytes twice, numbers that lead to evidence,
// in the order met, no empty words, and a size that can be read.
func TestPages(t *testing.T) {
	for name, e := range bases(t) {
		for n := range 40 {
			a := some(e.Base(), n)
			text := Markdown(e.Advise(a))
			if !bytes.Equal(text, Markdown(e.Advise(a))) {
				t.Fatalf("%s %d: two runs differ", name, n)
			}
			for _, s := range Sections(e.Advise(a)) {
				if page := s.Markdown(); !strings.HasPrefix(page, "## ") || !strings.HasSuffix(page, "\n") ||
					strings.HasSuffix(page, "\n\n") {
					t.Errorf("%s %d: page %s does not begin with a heading and end with one line end", name, n, s.ID)
				}
				if s.Standing != "" && lines(s.Markdown(), 100) > 64 {
					t.Errorf("%s %d: page %s has %d lines at 100 columns:\n%s", name, n, s.ID, lines(s.Markdown(), 100), s.Markdown())
				}
			}
			if n := bytes.Count(Agents(e.Advise(a)), []byte("\n")); n > MostAgentLines {
				t.Errorf("%s: %d lines for assistants", name, n)
			}
			whole := string(text)
			if over := tooLong(Document(e.Advise(a))); over > 0 {
				t.Errorf("%s %d: %d words too many", name, n, over)
			}
			if blocks := strings.Count(whole, "\n[dependencies]\n"); blocks > 1 {
				t.Errorf("%s %d: %d lists of dependencies, and nobody knows which counts", name, n, blocks)
			}
			checkNumbers(t, whole)
			for _, empty := range []string{"N/A", "<nil>", "%!", "  \n", "\n\n\n", " () ", ": \n", ".. ", "“”"} {
				if at := strings.Index(whole, empty); at >= 0 {
					t.Errorf("%s %d: the text holds %q, before %q", name, n, empty, whole[:at][max(0, at-60):])
				}
			}
		}
	}
}

// lines counts the lines of a text broken at a width, blank ones left out.
func lines(text string, width int) int {
	n := 0
	for _, line := range strings.Split(text, "\n") {
		if line != "" {
			n += (utf8.RuneCountInString(line) + width - 1) / width
		}
	}
	return n
}

var citation = regexp.MustCompile(`[^\\]\[(\d+)\](?:–\[(\d+)\])?`)

// checkNumbers wants citations numbered from 1 in the order met, each with an entry.
func checkNumbers(t *testing.T, text string) {
	t.Helper()
	body, evidence, _ := strings.Cut(text, "\n## Evidence\n")
	evidence, _, _ = strings.Cut(evidence, "\n\n## ") // the entries stand in a block, without blank lines
	evidence += "\n"
	last := 0
	for _, m := range citation.FindAllStringSubmatch(body, -1) {
		n, _ := strconv.Atoi(m[1])
		if n > last+1 {
			t.Errorf("[%d] is cited before [%d]", n, last+1)
		}
		last = max(last, n)
		if to, _ := strconv.Atoi(m[2]); to > n {
			last = max(last, to)
		}
		if !strings.Contains(evidence, "\n"+m[1]+". ") {
			t.Errorf("[%d] has no entry in the evidence", n)
		}
	}
	if entries := strings.Count(evidence, "\n") - 1; entries != last && evidence != "" {
		t.Errorf("%d entries for %d citations", entries, last)
	}
}

// hostile is an advice that holds in every kind of text what must not reach a reader: control sequences, markup,
// links to code.
func hostile() *advisor.Advice {
	return saying("a\x1b[31mb\x07\u009bc\u202ed\n# e <script>x</script> [f](javascript:g) **h** `i")
}

// saying is an advice all of whose texts are one.
func saying(bad string) *advisor.Advice {
	finding := &knowledge.Finding{ID: "f", Claim: bad, Confidence: bad, Date: bad}
	cell := advisor.Cell{Question: "q", Reason: bad, Title: bad, Note: bad, Points: 1, Finding: "f", Criterion: bad}
	asked := advisor.Asked{Question: "q", Title: bad, Short: bad}
	answered := advisor.Answered{Asked: asked, Choice: bad, Label: bad, Reason: bad}
	named := advisor.Named{ID: bad, Title: bad}
	option := &knowledge.Option{Summary: bad, Reversal: bad, Rust: bad,
		Crates: map[string]knowledge.Crate{bad: {Version: bad, Features: []string{bad}}}}
	return &advisor.Advice{Knowledge: bad, Star: bad, Rust: bad, Answers: []advisor.Answered{answered},
		Open: []advisor.Asked{asked},
		Decisions: []advisor.Decided{{ID: bad, Title: bad, Pick: named, Option: option, Fallback: bad,
			Standing: advisor.Leaning, Weak: true,
			Because: []advisor.Cell{cell}, Against: []advisor.Cell{cell}, Tie: []advisor.Named{named},
			RestsOn:  []advisor.Answered{answered},
			Rivals:   []advisor.Rival{{Named: named, Option: option, Cells: []advisor.Cell{cell}}},
			Excluded: []advisor.Excluded{{Named: named, Answered: answered, Why: bad, Finding: "f"}},
			Flips: []advisor.Flip{{Set: []advisor.Setting{{Question: "q", Short: bad, Choice: bad, Label: bad,
				Reason: bad}}, Pick: named}},
			Moved: &advisor.Moved{Alone: named, Why: bad, Finding: "f"}}},
		Verdict: bad, Mind: []advisor.Minded{{Title: bad, Text: bad, Findings: []string{"f"}}},
		Situations: []advisor.Ticked{{Label: bad}},
		Practices:  []knowledge.Practice{{Topic: bad, Title: bad, Text: bad, Findings: []string{"f"}}},
		Snippets: []knowledge.Snippet{{Title: bad, Language: bad, Code: bad + "\n```\n# e\n", Findings: []string{"f"}},
			{Title: bad, Language: "rust", Code: bad, Crates: option.Crates, Findings: []string{"f"}}},
		Phases: []knowledge.Phase{{Title: bad, Brings: bad, Costs: bad, Stop: bad, Tasks: []knowledge.Task{{Text: bad}}}},
		Risks:  []knowledge.Risk{{Title: bad, Mitigation: bad}},
		KPIs:   []knowledge.KPI{{Title: bad, Target: bad, Caveat: bad}},
		Findings: []advisor.Cited{{Finding: finding, Grade: bad, Corrections: []*knowledge.Finding{finding},
			From: []knowledge.Source{{URL: "javascript:x", Title: bad}, {URL: "https://x/" + bad, Title: bad}}}},
	}
}

func TestOutsideText(t *testing.T) {
	advice := hostile()
	text := string(Markdown(advice)) + string(Full(advice))
	encoded, err := JSON(advice)
	if err != nil {
		t.Fatal(err)
	}
	for _, never := range []string{"\x1b", "\x07", "\u009b", "\u202e"} {
		if strings.Contains(text, never) || strings.Contains(string(encoded), never) {
			t.Errorf("%q reaches the output", never)
		}
	}
	fenced := regexp.MustCompile("(?s)(````\n.*?\n````\n|```(toml|rust|sh)\n.*?\n```\n)").ReplaceAllString(text, "")
	for _, never := range []string{"\n# e", " <script", "f](javascript", " **h"} {
		if strings.Contains(fenced, never) {
			t.Errorf("%q reaches the Markdown:\n%s", never, fenced)
		}
	}
	if got := strings.Count(fenced, "```"); got != 0 {
		t.Errorf("%d fences too many", got)
	}
}
