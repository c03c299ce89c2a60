package plain

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"rustadvisor/advisor"
	"rustadvisor/advisor/report"
	"rustadvisor/knowledge"
	"rustadvisor/ui/spoken"
)

// atRandomAnswers answers a base at random, some of it not at all.
func atRandomAnswers(r *rand.Rand, base *knowledge.Base) advisor.Answers {
	a := advisor.Answers{}
	for _, q := range base.Questions {
		if r.IntN(3) > 0 || q.ID == knowledge.JourneyQuestion {
			a = a.With(q.ID, q.Choices[r.IntN(len(q.Choices))].ID)
		}
	}
	if r.IntN(2) > 0 {
		a = a.Starred(base.Questions[r.IntN(len(base.Questions))].ID)
	}
	return a
}

var (
	tokens  = regexp.MustCompile(`[\pL\pN]+`)
	address = regexp.MustCompile(`\]\([^)]*\)|https?://\S+|</?(details|summary)>`)
	added   = []string{"evidence", "minus", "plus", "then", "to", "Code", "code", "End", "of", "none"}
)

// heard are the words of a text in their order, without those that stand for signs.
func heard(text string) []string {
	return slices.DeleteFunc(tokens.FindAllString(address.ReplaceAllString(text, " "), -1),
		func(w string) bool { return slices.Contains(added, w) })
}

// No word of the report is lost or moved when it is read aloud, whatever the answers.
func TestSpokenSaysAll(t *testing.T) {
	e := real(t)
	r := rand.New(rand.NewPCG(1, 2))
	for range 30 {
		a := atRandomAnswers(r, e.Base())
		for _, p := range report.Sections(e.Advise(a)) {
			var text []string
			for _, l := range spoken.Lines(p.Blocks, spoken.Row) {
				text = append(text, l.Text)
			}
			page := p.Markdown()
			if p.ID == "overview" {
				page = strings.Replace(page, "| Decision | Pick | Because of |\n", "", 1)
				page = strings.ReplaceAll(page, "- [ ] ", "- ")
			}
			if got, want := heard(strings.Join(text, "\n")), heard(page); !slices.Equal(got, want) {
				for i := range min(len(got), len(want)) {
					if got[i] != want[i] {
						t.Fatalf("%v, %s: %q is heard, %q is written", a, p.ID, got[i:min(i+8, len(got))], want[i:min(i+8, len(want))])
					}
				}
				t.Fatalf("%v, %s: %d words are heard, %d are written", a, p.ID, len(got), len(want))
			}
		}
	}
}

type cell struct {
	Criterion string
	Points    int
}

// What line mode says of each decision is what the JSON says: pick, standing, reasons, and what they count.
func TestSameAsJSON(t *testing.T) {
	e := real(t)
	r := rand.New(rand.NewPCG(3, 4))
	criteria := map[string]string{}
	titles := map[string]string{}
	for _, d := range e.Base().Decisions {
		for _, c := range d.Criteria {
			criteria[d.ID+"."+c.ID] = c.Title
		}
		for _, o := range d.Options {
			titles[d.ID+"."+o.ID] = o.Title
		}
	}
	all := 0
	for range 20 {
		advice := e.Advise(atRandomAnswers(r, e.Base()))
		var read struct {
			Decisions []struct {
				ID, Title, Pick, Standing string
				Because, Against          []cell
			}
		}
		text, err := report.JSON(advice)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(text, &read); err != nil {
			t.Fatal(err)
		}
		pages := report.Sections(advice)
		said := func(id string) string {
			var out []string
			for _, p := range pages {
				if p.ID == id {
					for _, l := range spoken.Lines(p.Blocks, spoken.Row) {
						out = append(out, l.Text)
					}
				}
			}
			return strings.Join(out, "\n")
		}
		for i, d := range read.Decisions {
			if advice.Decisions[i].Waits || d.Standing == string(advisor.Open) { // told in a line with others
				continue
			}
			byDefault := d.Standing == string(advisor.ByDefault)
			if line := d.Title + ": " + titles[d.ID+"."+d.Pick]; d.Pick != "" && d.Pick != "none" && !byDefault {
				_, told, found := strings.Cut(said("overview"), line)
				told, _, _ = strings.Cut(told, "\n")
				if !found || d.Standing != string(advisor.Settled) && !strings.Contains(told, d.Standing) {
					t.Fatalf("%s, %s is not in\n%s", line, d.Standing, said("overview"))
				}
			}
			if byDefault || d.Pick == "" || len(advice.Decisions[i].Rivals) == 0 {
				continue
			}
			points := map[string]int{} // by the title of the criterion
			for _, c := range slices.Concat(d.Because, d.Against) {
				points[criteria[d.ID+"."+c.Criterion]] += c.Points
			}
			told := 0
			for _, m := range regexp.MustCompile(`(?m)^- plus (\d+), (.*)$`).FindAllStringSubmatch(reasons(said(d.ID)), -1) {
				ok := slices.ContainsFunc(slices.Collect(maps.Keys(points)), func(title string) bool {
					return strings.HasPrefix(strings.TrimPrefix(m[2], "not wanted here: "), title) && fmt.Sprint(points[title]) == m[1]
				})
				if told++; !ok {
					t.Errorf("%s: %q, but the JSON has %v", d.Title, m[0], points)
				}
			}
			all += told // what counts as much for every rival is not told, so one page may have none
		}
	}
	if all < 100 {
		t.Errorf("%d reasons are told in all", all)
	}
}

// reasons is the part of a page that speaks for the pick.
func reasons(page string) string {
	_, page, _ = strings.Cut(page, "Because:\n")
	page, _, _ = strings.Cut(page, "\n\n")
	return page
}
