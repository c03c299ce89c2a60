package cli

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
	"rustadvisor/advisor/report"
	"rustadvisor/knowledge"
	"rustadvisor/ui/cli/cmdutil"
)

// TestRendersClean looks for markup that glamour did not understand, in the advice for several answers of every
// journey.
func TestRendersClean(t *testing.T) {
	e := embedded(t)
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	a := &app{Env: cmdutil.Env{Out: null}}
	texts := map[string][]doc.Block{}
	for _, j := range e.Base().Words.Journeys {
		for _, choice := range []int{0, 1, 2} {
			answers := advisor.Answers{}.With(knowledge.JourneyQuestion, j.ID)
			for _, q := range e.Base().Questions[1:] {
				answers = answers.With(q.ID, q.Choices[choice].ID)
			}
			texts[fmt.Sprint(j.ID, " ", choice)] = report.Document(e.Advise(answers))
		}
	}
	for name, blocks := range texts {
		text, err := a.terminal(blocks, adviseFlags{out: "file"})
		if err != nil {
			t.Fatal(err)
		}
		for _, left := range []string{"**", "```", `\[`, `\_`, `\*`, `\<`, `\|`, "](", "\x1b", "|---", "[ ]", "\n# ",
			"\n## ", "\n- "} {
			if at := strings.Index(string(text), left); at >= 0 {
				t.Errorf("%s: %q is left over in %q", name, left, text[max(0, at-60):min(len(text), at+60)])
			}
		}
	}
}
