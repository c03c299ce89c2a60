package tui

import (
	"fmt"
	"slices"
	"strings"

	"rustadvisor/knowledge"
	"rustadvisor/ui/theme"
)

// reasons explains why a question is asked: what it bears on, by decision and criterion, and what it can rule out.
func reasons(e env, q *knowledge.Question, cells, h int) []string {
	look := e.look
	lines := []string{"", look.Strong.Render("Why is this asked?")}
	if !e.columns() { // else it stands beside, below the question
		lines = append(lines, wrap(q.Why, cells, look.Dim)...)
	}
	for i := range e.engine.Base().Decisions {
		d := &e.engine.Base().Decisions[i]
		if !bears(q, d) {
			continue
		}
		lines = append(lines, "", look.Strong.Render(cut(d.Title, cells)))
		for _, c := range criteria(q, d) {
			lines = append(lines, hang(wrap("· "+c, cells-3, look.Plain))...)
		}
		if out := ruledOut(q, d); out != "" {
			lines = append(lines, hang(wrap("· can rule out "+out, cells-3, look.Dim))...)
		}
	}
	return cutShort(lines, h, look)
}

// cutShort keeps as many of the blocks, which empty lines part, as fit, and tells that there are more.
func cutShort(lines []string, h int, look theme.Theme) []string {
	if len(lines) <= h || h < 3 {
		return lines[:min(len(lines), max(0, h))]
	}
	end := h - 2
	for end > 3 && lines[end] != "" {
		end--
	}
	more := 0
	for _, l := range lines[end:] {
		if l == "" {
			more++
		}
	}
	return append(lines[:end:end], "", look.Dim.Render("and "+knowledge.Counted(more, "more decision")))
}

// hang indents lines after the first by two.
func hang(lines []string) []string {
	for i := range lines {
		pad := " "
		if i > 0 {
			pad = "   "
		}
		lines[i] = pad + lines[i]
	}
	return lines
}

// criteria lists what the choices add to, with the most that is added.
func criteria(q *knowledge.Question, d *knowledge.Decision) []string {
	var out []string
	for _, c := range d.Criteria {
		most := 0
		for _, choice := range q.Choices {
			if p := choice.Adds[d.ID+"."+c.ID]; p*p > most*most {
				most = p
			}
		}
		if most != 0 {
			out = append(out, c.Title+" "+signed(most))
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
