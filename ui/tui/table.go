package tui

import (
	"slices"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"rustadvisor/advisor"
	"rustadvisor/ui/theme"
)

const (
	leastTable = 50 // below it a table that has to be made to fit is a list
	gutter     = 2  // cells between columns
)

// table draws a table as wide as it needs to be, under dim titles. The widest column gives way; where the window is narrow,
// the table is a list.
func table(markdown []string, cells int, t theme.Theme) []string {
	rows := tableCells(markdown, t)
	if _, total := columnWidths(rows); total > cells && cells < leastTable {
		return asList(rows, cells)
	}
	for _, row := range rows {
		for col, cell := range row {
			if mark := firmSign(t, advisor.Standing(ansi.Strip(cell))); mark != "" {
				row[col] = mark + " " + cell // as in the list of sections, which has no words
			}
		}
	}
	widths, total := columnWidths(rows)
	if total > cells {
		widest := slices.Index(widths, slices.Max(widths))
		widths[widest] = max(8, widths[widest]-(total-cells))
		total = cells
	}
	var out []string
	for i, row := range rows {
		out = append(out, tableRow(row, widths)...)
		if i == 0 {
			out[0] = t.Dim.Render(ansi.Strip(out[0]))
			out = append(out, t.Faint.Render(strings.Repeat("─", total)))
		}
	}
	return out
}

// columnWidths is what every column needs, and all of them together.
func columnWidths(rows [][]string) (widths []int, total int) {
	widths = make([]int, len(rows[0]))
	for col := range widths {
		for _, row := range rows {
			widths[col] = max(widths[col], width(row[col]))
		}
		total += widths[col] + gutter
	}
	return widths, total - gutter
}

// tableCells renders the cells, row by row, each row as long as the first. They are rendered at once, a paragraph each.
func tableCells(markdown []string, t theme.Theme) [][]string {
	var rows [][]string
	var all []string
	for i, line := range markdown {
		if i == 1 || strings.TrimSpace(line) == "" {
			continue // the rule below the titles
		}
		row := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), " | ")
		for col := range row {
			row[col] = strings.TrimSpace(row[col])
		}
		if len(rows) > 0 {
			row = append(row, make([]string, len(rows[0]))...)[:len(rows[0])]
		}
		rows, all = append(rows, row), append(all, row...)
	}
	var done []string
	for _, l := range strings.Split(drawn(strings.Join(all, "\n\n"), t), "\n") {
		if !blank(l) {
			done = append(done, quietCitations(trimRight(strings.TrimLeft(l, " ")), t))
		}
	}
	for _, row := range rows {
		for col, cell := range row {
			if cell != "" && len(done) > 0 {
				row[col], done = done[0], done[1:]
			}
		}
	}
	return rows
}

// tableRow is one row, in as many lines as its longest cell needs.
func tableRow(row []string, widths []int) []string {
	var out []string
	left := 0
	for col, cell := range row {
		for i, l := range strings.Split(lipgloss.Wrap(cell, widths[col], ""), "\n") {
			if i == len(out) {
				out = append(out, "")
			}
			out[i] = fill(out[i], left) + trimRight(parted.Replace(l))
		}
		left += widths[col] + gutter
	}
	return out
}

// asList is a table as a list: what stands in the first column, and the rest behind it.
func asList(rows [][]string, cells int) []string {
	var out []string
	for _, row := range rows[1:] {
		out = append(out, hanging("• "+row[0]+": "+strings.Join(row[1:], ", "), cells)...)
	}
	return out
}
