package differences

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/schematest"
)

func engine(t *testing.T) *advisor.Engine {
	t.Helper()
	base, err := knowledge.Load(knowledge.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return advisor.New(base)
}

// people makes up answers, the same on every run: all alike but for some.
func people(e *advisor.Engine, n, apart int) ([]advisor.Person, []string) {
	r := rand.New(rand.NewPCG(uint64(n), uint64(apart)))
	same := advisor.Answers{Choices: map[string][]string{}}
	answer := func(a advisor.Answers) advisor.Answers {
		q := e.Base().Questions[r.IntN(len(e.Base().Questions))]
		return a.With(q.ID, q.Choices[r.IntN(len(q.Choices))].ID)
	}
	for range 40 {
		same = answer(same)
	}
	var out []advisor.Person
	var files []string
	for i := range n {
		a := same
		for range apart {
			a = answer(a)
		}
		if i%3 == 2 {
			a.Star = "store"
		}
		out, files = append(out, advisor.Person{Name: fmt.Sprint("p", i), Answers: a}),
			append(files, fmt.Sprintf("p%d.toml", i))
	}
	return out, files
}

func TestJSONKeepsItsSchema(t *testing.T) {
	e := engine(t)
	split, idle, stars := 0, 0, 0
	for _, n := range []int{2, 2, 3, 7} {
		for apart := range 12 {
			all, files := people(e, n, apart)
			c := e.CompareAll(all)
			text, err := json.Marshal(JSON(&c, files))
			if err != nil {
				t.Fatal(err)
			}
			for _, fault := range schematest.Validate(Schema, text) {
				t.Errorf("%d people, %d apart: %s", n, apart, fault)
			}
			split, idle = split+len(c.Split), idle+len(c.Idle)
			stars += strings.Count(string(text), `"question":""`)
		}
	}
	if split == 0 || idle == 0 || stars == 0 {
		t.Errorf("%d decisions differ, %d answers do not matter, %d are the star: too little is tried", split, idle, stars)
	}
}

// TestSchemaIsStrict: a document with a field too many, too few, or of another type is refused.
func TestSchemaIsStrict(t *testing.T) {
	e := engine(t)
	all, files := people(e, 3, 6)
	c := e.CompareAll(all)
	text, err := json.Marshal(JSON(&c, files))
	if err != nil {
		t.Fatal(err)
	}
	for from, to := range map[string]string{`"people":[`: `"persons":[`, `"effect":`: `"weight":1,"effect":`,
		`"matters":true`: `"matters":"yes"`, `"paths":[]`: `"paths":null`} {
		bad := strings.Replace(string(text), from, to, 1)
		if bad == string(text) || len(schematest.Validate(Schema, []byte(bad))) == 0 {
			t.Errorf("%s instead of %s is accepted", to, from)
		}
	}
}

// TestLinesAreWhole: no line holds a line end, a control sequence of a name, or spaces that breaking would have to
// undo; all names are told when all is asked for.
func TestLinesAreWhole(t *testing.T) {
	e := engine(t)
	all, _ := people(e, 30, 9)
	for i := range all {
		all[i].Name += "\x1b[31m\n!"
	}
	c := e.CompareAll(all)
	for _, folded := range []bool{true, false} {
		var text strings.Builder
		for _, l := range Lines(Document(&c, !folded, "press w")) {
			if strings.ContainsAny(l.Text, "\n\x1b") || (l.Kind == Gap || l.Kind == Matrix) != (l.Text == "") {
				t.Errorf("%q", l.Text)
			}
			text.WriteString(l.Text + "\n")
		}
		if got := regexp.MustCompile(`and \d+ more\n`).MatchString(text.String()); got != folded {
			t.Errorf("folded %v, but says so: %v", folded, got)
		}
	}
}

func TestCalled(t *testing.T) {
	got := Called([]string{"a/ana.toml", "ben.toml", "b/ana.toml", "ben.toml", "-"})
	want := []string{"a/ana.toml", "ben.toml", "b/ana.toml", "ben.toml (2)", "standard input"}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

// The matrix of many has everybody once, with what each decision comes to for them; no line of it is too long.
func TestMatrix(t *testing.T) {
	e := engine(t)
	wide, long := 0, 0
	for _, n := range []int{3, 5, 12} {
		for apart := range 6 {
			all, _ := people(e, n, apart)
			c := e.CompareAll(all)
			if len(c.Split) == 0 {
				continue
			}
			seen := 0
			for _, together := range alike(&c) {
				seen += len(together)
				for _, p := range together[1:] {
					for i := range c.Split {
						if o := &c.Split[i]; camp(o, p) != camp(o, together[0]) {
							t.Fatalf("%s: %s and %s stand together", o.Title, c.People[p], c.People[together[0]])
						}
					}
				}
			}
			if seen != n {
				t.Errorf("%d of %d people are in the matrix", seen, n)
			}
			m := matrix(&c)
			head, rows := m.Head, m.Rows
			if head[0].Plain() == "Who" {
				long++
			} else {
				wide++
			}
			for _, o := range c.Split {
				if text := fmt.Sprint(head, rows); !strings.Contains(text, o.Title) || !strings.Contains(text, o.Camps[0].Title()) {
					t.Errorf("%s: %s is missing", o.Title, o.Camps[0].Title())
				}
			}
			for _, cells := range []int{20, 40, 80} {
				for _, l := range Grid(m, cells) {
					if ansi.StringWidth(l) > cells {
						t.Errorf("%d columns in %d: %q", ansi.StringWidth(l), cells, l)
					}
				}
			}
		}
	}
	if wide == 0 || long == 0 {
		t.Errorf("%d matrices have people as columns, %d as lines: too little is tried", wide, long)
	}
}
