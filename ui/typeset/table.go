package typeset

import (
	"strings"

	"charm.land/lipgloss/v2"
	"charm.land/lipgloss/v2/table"

	"rustadvisor/advisor/doc"
)

const (
	leastTable = 50 // below it a table that has to be made to fit is a list
	gutter     = 2  // cells between columns
)

// table is as wide as it needs to be, under dim titles. Where the window is narrow, it is a list.
func (s *setter) table(b doc.Table) []string {
	rows := make([][]string, len(b.Rows))
	for i, row := range b.Rows {
		rows[i] = s.cells(row)
	}
	head := s.cells(b.Head)
	if natural(append([][]string{head}, rows...)) > s.Cells && s.Cells < leastTable {
		return s.asList(rows)
	}
	for i, row := range b.Rows {
		for col, cell := range row {
			rows[i][col] = s.sign(cell) + rows[i][col]
		}
	}
	natural := natural(append([][]string{head}, rows...))
	t := table.New().Headers(head...).Rows(rows...).
		Border(lipgloss.Border{Top: "─"}).BorderStyle(s.Styles.Faint).
		BorderTop(false).BorderBottom(false).BorderLeft(false).BorderRight(false).BorderColumn(false).
		StyleFunc(func(row, col int) lipgloss.Style {
			style := lipgloss.NewStyle()
			if row == table.HeaderRow {
				style = s.Styles.Dim
			}
			if col < len(b.Right) && b.Right[col] {
				style = style.Align(lipgloss.Right)
			}
			if col+1 < len(b.Head) {
				style = style.PaddingRight(gutter)
			}
			return style
		})
	if natural > s.Cells {
		t = t.Width(s.Cells)
	}
	lines := strings.Split(t.Render(), "\n")
	for i, l := range lines {
		lines[i] = ended(parted.Replace(l))
	}
	return lines
}

func (s *setter) cells(row []doc.Line) []string {
	out := make([]string, len(row))
	for i, c := range row {
		out[i] = s.line(c)
	}
	return out
}

// sign is that of a cell which is a standing, or "".
func (s *setter) sign(cell doc.Line) string {
	if s.Sign == nil || len(cell) == 0 || cell[0].Kind != doc.Standing {
		return ""
	}
	if sign := s.Sign(cell[0].Mark); sign != "" {
		return sign + " "
	}
	return ""
}

// natural is how wide a table would be without breaking a cell.
func natural(rows [][]string) int {
	total := -gutter
	for col := range rows[0] {
		most := 0
		for _, row := range rows {
			if col < len(row) {
				most = max(most, width(row[col]))
			}
		}
		total += most + gutter
	}
	return total
}

// asList is a table as a list: what stands in the first column, and the rest behind it.
func (s *setter) asList(rows [][]string) []string {
	var out []string
	for _, row := range rows {
		out = append(out, hanging("• ", row[0]+": "+strings.Join(row[1:], ", "), s.Cells)...)
	}
	return out
}
