package screen

import (
	"fmt"
	"slices"
	"strings"

	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/styles"
	"rustadvisor/ui/tui/widget"
)

// reasons explains why a question is asked: in a sentence, which stands below the question where that is beside it,
// then what it bears on, a sentence for each decision.
func reasons(e Env, q *knowledge.Question, cells, h int) []string {
	st, gap := e.Styles, []string{""}
	lines := []string{"", st.Strong.Render("Why is this asked?")}
	if !e.columns() {
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

// bearing is what a question does to a decision: what it makes matter, and what it can rule out.
func bearing(e Env, q *knowledge.Question, d *knowledge.Decision, cells int) []string {
	var said []string
	if titles := weighing(q, d); len(titles) > 0 {
		said = append(said, "it bears on "+some(titles))
	}
	if out := ruledOut(q, d); len(out) > 0 {
		said = append(said, "it can rule out "+some(out))
	}
	lines := widget.Wrap(d.Title+": "+strings.Join(said, "; "), cells, e.Styles.Plain)
	lines[0] = e.Styles.Strong.Render(d.Title) + strings.TrimPrefix(lines[0], d.Title)
	return lines
}

// whatFits adds as many parts as fit, at least what fits of the first, and tells that there are more.
func whatFits(lines []string, parts [][]string, h int, st styles.Styles) []string {
	for i, part := range parts {
		more := st.Dim.Render("and " + wording.Counted(len(parts)-i, "more decision"))
		rest := 0
		if i+1 < len(parts) {
			rest = 2
		}
		switch fits := len(lines)+len(part)+rest <= h; {
		case fits:
			lines = append(lines, part...)
		case i == 0 && rest > 0:
			more = st.Dim.Render("and " + wording.Counted(len(parts)-1, "more decision"))
			return append(append(lines, part[:max(0, min(len(part), h-len(lines)-1))]...), more)
		case i == 0:
			return append(lines, part[:max(0, min(len(part), h-len(lines)))]...)
		default:
			return append(lines, "", more)
		}
	}
	return lines
}

// weighing lists the criteria that the choices add to.
func weighing(q *knowledge.Question, d *knowledge.Decision) []string {
	var out []string
	for _, c := range d.Criteria {
		if slices.ContainsFunc(q.Choices, func(choice knowledge.Choice) bool { return choice.Adds[d.ID+"."+c.ID] != 0 }) {
			out = append(out, c.Title)
		}
	}
	return out
}

// some names the first two of a list, or all three, and counts the others.
func some(list []string) string {
	if more := len(list) - 2; more > 1 {
		list = append(list[:2:2], fmt.Sprintf("%d more", more))
	}
	return wording.Listed(list, "and")
}

func ruledOut(q *knowledge.Question, d *knowledge.Decision) []string {
	var out []string
	for _, o := range d.Options {
		if slices.ContainsFunc(o.Needs, func(n knowledge.Need) bool { return n.Question == q.ID }) {
			out = append(out, o.Title)
		}
	}
	return out
}
