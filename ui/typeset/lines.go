package typeset

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

func width(s string) int { return ansi.StringWidth(s) }

// hanging breaks a drawn line at spaces, after a mark and below where the text began.
func hanging(mark, line string, cells int) []string {
	lead := width(mark)
	if lead+width(line) <= cells {
		return []string{strings.TrimRight(mark+parted.Replace(line), " ")}
	}
	if lead >= cells/2 {
		return []string{ansi.Truncate(mark+line, cells, "…")}
	}
	again := strings.Repeat(" ", lead)
	if strings.HasPrefix(ansi.Strip(mark), "│") {
		again = mark // a bar goes on
	}
	lines := strings.Split(lipgloss.Wrap(whole.Replace(line), cells-lead, ""), "\n")
	for i, l := range lines {
		lines[i] = mark + ended(parted.Replace(l))
		mark = again
	}
	return lines
}

// ended drops the spaces that pad a drawn line, whatever style they have.
func ended(line string) string {
	return ansi.Truncate(line, width(strings.TrimRight(ansi.Strip(line), " ")), "")
}

// Hyphens and certain spaces do not end a line: they are put out of the way while it is broken.
var (
	whole  = strings.NewReplacer("-", "\u2011")
	parted = strings.NewReplacer("\u2011", "-", "\u00a0", " ")
)
