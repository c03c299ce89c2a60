package screen

import (
	"fmt"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"rustadvisor/knowledge"
	"rustadvisor/ui/styles"
	"rustadvisor/ui/tui/widget"
)

// reasons explains why a question is asked: what it bears on, by decision and criterion, and what it can rule out.
// In one column a decision is a paragraph.
func reasons(e Env, q *knowledge.Question, cells, h int) []string {
	st, gap := e.Styles, []string{""}
	lines := []string{"", st.Strong.Render("Why is this asked?")}
	if !e.columns() { // else it stands beside, below the question
		lines, gap = append(lines[1:], widget.Wrap(q.Why, cells, st.Dim)...), nil
		if h >= 2*widget.LeastHigh {
			lines = append([]string{""}, lines...)
		}
		lines = append(lines, "")
	}
	var parts [][]string
	for i := range e.Engine.Base().Decisions {
		if d := &e.Engine.Base().Decisions[i]; bears(q, d) {
			parts = append(parts, append(gap[:len(gap):len(gap)], bearing(e, q, d, cells)...))
		}
	}
	return whatFits(lines, parts, h, st)
}

// bearing is what a question does to a decision.
func bearing(e Env, q *knowledge.Question, d *knowledge.Decision, cells int) []string {
	st := e.Styles
	out := ruledOut(q, d)
	if out != "" {
		out = "can rule out " + out
	}
	if !e.columns() {
		var said []string
		for _, c := range weighing(q, d) {
			said = append(said, c.title+" "+signed(c.points))
		}
		if out != "" {
			said = append(said, out)
		}
		lines := widget.Wrap(d.Title+": "+strings.Join(said, ", "), cells, st.Plain)
		lines[0] = st.Strong.Render(d.Title) + strings.TrimPrefix(lines[0], d.Title)
		return lines
	}
	lines := []string{st.Strong.Render(widget.Truncate(d.Title, cells))}
	for _, c := range weighing(q, d) {
		lines = append(lines, pointed(signed(c.points), c.title, cells, st.Plain)...)
	}
	if out != "" {
		lines = append(lines, pointed("", out, cells, st.Dim)...)
	}
	return lines
}

// whatFits adds as many parts as fit, at least what fits of the first, and tells that there are more.
func whatFits(lines []string, parts [][]string, h int, st styles.Styles) []string {
	for i, part := range parts {
		more := st.Dim.Render("and " + knowledge.Counted(len(parts)-i, "more decision"))
		rest := 0
		if i+1 < len(parts) {
			rest = 2
		}
		switch fits := len(lines)+len(part)+rest <= h; {
		case fits:
			lines = append(lines, part...)
		case i == 0 && rest > 0:
			more = st.Dim.Render("and " + knowledge.Counted(len(parts)-1, "more decision"))
			return append(append(lines, part[:max(0, min(len(part), h-len(lines)-1))]...), more)
		case i == 0:
			return append(lines, part[:max(0, min(len(part), h-len(lines)))]...)
		default:
			return append(lines, "", more)
		}
	}
	return lines
}

// weight is what answers to a question can add to a criterion.
type weight struct {
	title  string
	points int
}

// weighing lists what the choices add to, with the most that is added.
func weighing(q *knowledge.Question, d *knowledge.Decision) []weight {
	var out []weight
	for _, c := range d.Criteria {
		most := 0
		for _, choice := range q.Choices {
			if p := choice.Adds[d.ID+"."+c.ID]; p*p > most*most {
				most = p
			}
		}
		if most != 0 {
			out = append(out, weight{c.Title, most})
		}
	}
	return out
}

func ruledOut(q *knowledge.Question, d *knowledge.Decision) string {
	var out []string
	for _, o := range d.Options {
		if slices.ContainsFunc(o.Needs, func(n knowledge.Need) bool { return n.Question == q.ID }) {
			out = append(out, o.Title)
		}
	}
	if more := len(out) - 4; more > 1 {
		return strings.Join(out[:4], ", ") + fmt.Sprintf(" and %d more", more)
	}
	return strings.Join(out, ", ")
}

// pointed is a text behind its points, which stand in a column of four cells.
func pointed(points, text string, cells int, style lipgloss.Style) []string {
	lines := widget.Wrap(text, cells-4, style)
	for i := range lines {
		lines[i] = fmt.Sprintf("%3s ", points) + lines[i]
		points = ""
	}
	return lines
}
