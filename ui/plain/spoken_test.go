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
	"rustadvisor/advisor/doc"
	"rustadvisor/advisor/report"
	"rustadvisor/knowledge"
)

func TestSaid(t *testing.T) {
	for want, in := range map[string]doc.Line{
		"plus 6 for most teams: calm; it is old (evidence 2)": doc.Of(doc.Score(6),
			" for most teams: calm – it is old", cites(2)),
		"it answers: little code (evidence 1, 3 to 5)": doc.Of("it answers → little code", cites(1, 3, 4, 5)),
		"If you want models, or if not, then SeaORM": doc.Of("If you want models, or if not", doc.Leads(),
			"SeaORM"),
		"Actix Web minus 4: Behind on sharing (minus 3, evidence 2)": doc.Of("Actix Web ", doc.Score(-4),
			": Behind on sharing (", doc.Score(-3), cites(2), ")"),
		"Phase, weeks 3 to 6 (evidence 12)": doc.Of("Phase, weeks 3–6", cites(12)),
		"a C++17 compiler, a[0] and x + 1":  doc.Of("a C++17 compiler, a[0] and x + 1"),
		"Store: none; Team: new":            doc.Of("Store: none · Team: new"),
	} {
		if got := said(in); got != want {
			t.Errorf("%q is said as %q", want, got)
		}
	}
}

func cites(numbers ...int) doc.Inline { return doc.Inline{Kind: doc.Citation, Numbers: numbers} }

func TestSpoken(t *testing.T) {
	page := []doc.Block{
		doc.Heading{Level: 2, Text: doc.Of("A")},
		doc.List{Form: doc.Reasons, Title: doc.Of("Because"), Items: []doc.Line{doc.Of(doc.Bold(doc.Score(2)), " b_c `d_e`",
			cites(1)), doc.Of(doc.Aside("f"), " ", doc.Linked("g", "https://h.i/j_k"))}},
		doc.Table{Head: doc.Lines([]string{"x", "y"}), Rows: [][]doc.Line{doc.Lines([]string{"a", "–"}), {doc.Of("b"),
			doc.Of(doc.Bold("c"))}}},
		doc.Code{Language: "sh", Text: "+1 → \\x\n"},
		doc.Details{Summary: doc.Of("More"), Blocks: []doc.Block{doc.List{Form: doc.Numbered,
			Items: []doc.Line{doc.Of("z")}}}},
	}
	var got []string
	for _, l := range spoken(page, row) {
		got = append(got, l.text)
	}
	want := []string{"A", "", "Because:", "- plus 2, b_c d_e (evidence 1)", "- f g, https://h.i/j_k", "", "a: ", "b: c.",
		"", "Code, sh:", `+1 → \x`, "End of code.", "", "More:", "", "1. z"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

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
			for _, l := range spoken(p.Blocks, row) {
				text = append(text, l.text)
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
					for _, l := range spoken(p.Blocks, row) {
						out = append(out, l.text)
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
					return strings.HasPrefix(m[2], title) && fmt.Sprint(points[title]) == m[1]
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
