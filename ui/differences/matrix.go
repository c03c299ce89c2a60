package differences

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
	"rustadvisor/knowledge/wording"
)

// matrix is who comes to what: decisions that come out differently, by people. Those who come to the same throughout
// stand together, most people first. The longer side goes down, so that columns are few.
func matrix(c *advisor.Comparison) doc.Table {
	head, rows := []string{"Decision"}, [][]string(nil)
	columns := alike(c)
	for _, together := range columns {
		head = append(head, wording.Clean(called(c, together)))
	}
	for _, o := range c.Split {
		row := []string{o.Title}
		for _, together := range columns {
			row = append(row, o.Camps[camp(&o, together[0])].Title())
		}
		rows = append(rows, row)
	}
	if len(columns) > len(rows) {
		all := turned(append([][]string{head}, rows...))
		all[0][0] = "Who"
		head, rows = all[0], all[1:]
	}
	t := doc.Table{Head: doc.Lines(head)}
	for _, row := range rows {
		t.Rows = append(t.Rows, doc.Lines(row))
	}
	return t
}

func turned(rows [][]string) [][]string {
	out := make([][]string, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			out[i] = append(out[i], cell)
		}
	}
	return out
}

// alike are the people who come to the same in every decision.
func alike(c *advisor.Comparison) (out [][]int) {
	place := map[string]int{}
	for person := range c.People {
		var camps []int
		for i := range c.Split {
			camps = append(camps, camp(&c.Split[i], person))
		}
		key := fmt.Sprint(camps)
		at, known := place[key]
		if !known {
			at = len(out)
			place[key], out = at, append(out, nil)
		}
		out[at] = append(out[at], person)
	}
	slices.SortStableFunc(out, func(a, b []int) int { return len(b) - len(a) })
	return out
}

func camp(o *advisor.Outcome, person int) int {
	return slices.IndexFunc(o.Camps, func(c advisor.Camp) bool { return slices.Contains(c.People, person) })
}

// called names people in as few words as a column has room for.
func called(c *advisor.Comparison, people []int) string {
	switch first := c.People[people[0]]; len(people) {
	case 1:
		return first
	case 2:
		return first + ", " + c.People[people[1]]
	default:
		return fmt.Sprintf("%s +%d", first, len(people)-1)
	}
}

// widest is how many columns of the screen a cell takes, where cells have to be cut.
const widest = 22

// Grid writes the matrix of a comparison in lines of so many columns at most, one table below the other where it does
// not fit, with an empty line between. The first line of each are its titles.
func Grid(t doc.Table, cells int) []string {
	var out []string
	var all [][]string
	for _, row := range append([][]doc.Line{t.Head}, t.Rows...) {
		var texts []string
		for _, cell := range row {
			texts = append(texts, cell.Plain())
		}
		all = append(all, texts)
	}
	most := min(widest, max(4, (cells-2)/2))
	wide := make([]int, len(t.Head))
	for _, row := range all {
		for i, cell := range row {
			wide[i] = min(most, max(wide[i], ansi.StringWidth(cell)))
		}
	}
	for from := 1; from < len(t.Head); {
		to, used := from, wide[0]
		for to < len(t.Head) && (to == from || used+2+wide[to] <= cells) {
			used += 2 + wide[to]
			to++
		}
		if from > 1 {
			out = append(out, "")
		}
		for _, row := range all {
			line := padded(row[0], wide[0])
			for i := from; i < to; i++ {
				line += "  " + padded(row[i], wide[i])
			}
			out = append(out, strings.TrimRight(line, " "))
		}
		from = to
	}
	return out
}

func padded(s string, cells int) string {
	s = ansi.Truncate(s, cells, "…")
	return s + strings.Repeat(" ", max(0, cells-ansi.StringWidth(s)))
}
