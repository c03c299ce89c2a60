package plain

import (
	"os"
	"path/filepath"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/answers"
	"rustadvisor/ui/differences"
	"rustadvisor/ui/spoken"
)

// comparison tells which differences between the developer's answers and those of files matter.
type comparison struct{ result advisor.Comparison }

func (*comparison) name() string            { return "the comparison" }
func (*comparison) words() []string         { return []string{"all"} }
func (*comparison) count(*talk) int         { return 0 }
func (*comparison) choose(*talk, int) error { return nil }
func (c *comparison) show(t *talk)          { c.tell(t, false) }
func (c *comparison) tell(t *talk, all bool) {
	t.say("Comparison.")
	for _, l := range differences.Lines(differences.Document(&c.result, all, "all")) {
		switch l.Kind {
		case differences.Gap:
			t.gap()
			continue
		case differences.Matrix:
			t.rows(l.Table)
			continue
		}
		t.say("%s", spoken.Worded(strings.TrimSpace(l.Mark+l.Text)))
	}
}

// rows tells a matrix, a line for each row, with the title of the column before each cell.
func (t *talk) rows(table doc.Table) {
	for _, row := range table.Rows {
		cells := []doc.Line{row[0]}
		for i, cell := range row[1:] {
			cells = append(cells, doc.Of(table.Head[i+1], " ", cell))
		}
		t.say("%s", spoken.Row(cells))
	}
}

// compare reads the files that are named and compares them with the answers as they are.
func (t *talk) compare(arg string) error {
	names := strings.Fields(arg)
	if _, err := os.Stat(arg); err == nil {
		names = []string{arg} // its name has spaces
	}
	people := []advisor.Person{{Name: differences.You, Answers: t.answers}}
	for n, called := range differences.Called(names) {
		if whole, err := filepath.Abs(names[n]); err == nil && t.File != "" && whole == t.File {
			t.say("%s is where your answers come from; it counts once.", wording.Clean(names[n]))
			continue
		}
		theirs, notes, err := answers.Open(t.Engine.Base(), names[n])
		if err != nil {
			t.say("%s", wording.Sentence(strings.ReplaceAll(err.Error(), "\n", " ")))
			return nil
		}
		for _, note := range wording.First(notes, "such note") {
			t.say("%s", wording.Sentence(note))
		}
		people = append(people, advisor.Person{Name: called, Answers: theirs})
	}
	if len(people) == 1 {
		return nil
	}
	t.open(&comparison{t.Engine.CompareAll(people)})
	return nil
}
