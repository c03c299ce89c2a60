package tui

import (
	"regexp"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/glamour/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"rustadvisor/ui/theme"
)

// pageLook is what a drawn page depends on besides its text.
type pageLook struct {
	cells int
	kind  theme.Kind
}

// pageMsg brings a drawn page.
type pageMsg struct {
	asked *advice
	page  int
	look  pageLook
	lines []string
}

// pageCmd draws one page. It makes its own renderer: glamour's is not safe to share.
func pageCmd(asked *advice, page int, markdown string, look pageLook) tea.Cmd {
	return func() tea.Msg { return pageMsg{asked, page, look, markdownLines(markdown, look)} }
}

// markdownLines draws Markdown at a width. glamour breaks lines without regard to bullets, so the lines are drawn long and
// broken here, with bullets hanging. Only tables that are too wide have to be broken by glamour.
func markdownLines(markdown string, look pageLook) []string {
	t := theme.New(look.kind)
	var out []string
	for _, part := range splitTables(markdown) {
		if len(out) > 0 {
			out = append(out, "")
		}
		if strings.HasPrefix(part, "|") {
			out = append(out, table(part, look.cells, t)...)
			continue
		}
		for _, l := range strings.Split(drawn(part, 0, t), "\n") {
			if numbered(l) && len(out) > 0 && !blank(out[len(out)-1]) {
				out = append(out, "") // such items are long: sources
			}
			out = append(out, hanging(quietCitations(trimRight(l), t), look.cells)...)
		}
	}
	return tighten(out)
}

// drawn renders Markdown, breaking lines at a width unless that is 0. What cannot be rendered is shown as it is.
func drawn(markdown string, cells int, t theme.Theme) string {
	r, err := glamour.NewTermRenderer(glamour.WithStyles(t.Markdown()), glamour.WithWordWrap(cells), glamour.WithInlineTableLinks(true))
	if err != nil {
		return markdown
	}
	text, err := r.Render(markdown)
	if err != nil {
		return markdown
	}
	return strings.Trim(text, "\n")
}

// leastTable is how wide a table is at least that has to be made to fit; below it columns would part words.
const leastTable = 50

// asList is a table as a list: what stands in the first column, and the rest behind it.
func asList(markdown string) string {
	var out []string
	for i, row := range strings.Split(strings.TrimSpace(markdown), "\n") {
		if i < 2 { // the heading and the rule below it
			continue
		}
		var cells []string
		for cell := range strings.SplitSeq(strings.Trim(row, "|"), " | ") {
			cells = append(cells, strings.TrimSpace(cell))
		}
		out = append(out, "- "+cells[0]+": "+strings.Join(cells[1:], ", "))
	}
	return strings.Join(out, "\n")
}

// table draws a table with faint rules, as wide as it needs to be; in a narrow window it becomes a list.
func table(markdown string, cells int, t theme.Theme) []string {
	var lines []string
	if cells < leastTable && lipgloss.Width(drawn(markdown, 0, t)) > cells {
		for _, l := range strings.Split(drawn(asList(markdown), 0, t), "\n") {
			lines = append(lines, hanging(trimRight(l), cells)...)
		}
		return lines
	}
	for _, width := range []int{0, cells} {
		if text := drawn(markdown, width, t); width > 0 || lipgloss.Width(text) <= cells {
			lines = strings.Split(text, "\n")
			break
		}
	}
	for i, l := range lines {
		if strings.HasPrefix(ansi.Strip(l), "──") {
			lines[i] = t.Faint.Render(ansi.Truncate(ansi.Strip(l), cells, ""))
			continue
		}
		lines[i] = trimRight(cut(strings.TrimPrefix(l, " "), cells))
	}
	return lines
}

// splitTables parts tables from what is around them.
func splitTables(markdown string) []string {
	var out []string
	var part []string
	table, fenced := false, false
	for line := range strings.SplitSeq(markdown, "\n") {
		fenced = fenced != strings.HasPrefix(line, "```")
		if is := strings.HasPrefix(line, "|") && !fenced; is != table {
			out = append(out, strings.Join(part, "\n"))
			part, table = nil, is
		}
		part = append(part, line)
	}
	out = append(out, strings.Join(part, "\n"))
	kept := out[:0]
	for _, p := range out {
		if strings.TrimSpace(p) != "" {
			kept = append(kept, p)
		}
	}
	return kept
}

// hanging breaks one drawn line, with what follows a bullet, a number or a quote's bar below where its text began.
func hanging(line string, cells int) []string {
	if width(line) <= cells {
		return []string{line}
	}
	lead, again := hangBy(ansi.Strip(line))
	if lead >= cells/2 {
		return []string{cut(line, cells)}
	}
	head, rest := ansi.Cut(line, 0, lead), ansi.Cut(line, lead, width(line))
	lines := strings.Split(lipgloss.Wrap(whole.Replace(rest), cells-lead, ""), "\n")
	for i, l := range lines {
		l = parted.Replace(l)
		if i == 0 {
			lines[i] = head + trimRight(l)
		} else {
			lines[i] = again + trimRight(l)
		}
	}
	return lines
}

// hangBy is how far the lines below a line are indented, and with what.
func hangBy(plain string) (lead int, again string) {
	text := strings.TrimLeft(plain, " ")
	lead = len(plain) - len(text)
	again = plain[:lead]
	number := strings.TrimLeft(text, "0123456789")
	for _, bullet := range []string{"• ", "✓ ", "○ ", "│ "} {
		if strings.HasPrefix(text, bullet) {
			if bullet == "│ " {
				return lead + 2, again + bullet
			}
			return lead + 2, again + "  "
		}
	}
	if digits := len(text) - len(number); digits > 0 && strings.HasPrefix(number, ". ") {
		return lead + digits + 2, again + strings.Repeat(" ", digits+2)
	}
	return lead, again
}

var citation = regexp.MustCompile(`\[\d+\]`)

// quietCitations dims the numbers of findings. Only the colour is put back after them: what is bold stays bold.
func quietCitations(line string, t theme.Theme) string {
	return citation.ReplaceAllStringFunc(line, func(c string) string {
		return strings.Replace(t.Dim.Render(c), "\x1b[m", "\x1b[39m", 1)
	})
}

// numbered tells whether a drawn line begins an item of a numbered list.
func numbered(line string) bool {
	text := strings.TrimLeft(ansi.Strip(line), " ")
	rest := strings.TrimLeft(text, "0123456789")
	return rest != text && strings.HasPrefix(rest, ". ")
}

// trimRight drops the spaces that pad a drawn line, whatever style they have.
func trimRight(line string) string {
	plain := ansi.Strip(line)
	return ansi.Truncate(line, width(strings.TrimRight(plain, " ")), "")
}

// tighten drops blank lines that are doubled or part a list from the line that introduces it, and those at the ends.
func tighten(lines []string) []string {
	var out []string
	item := func(l string) bool {
		lead, again := hangBy(ansi.Strip(l))
		return lead > len(again) || lead > 0 && strings.TrimSpace(again) == "" && lead >= 2 && !blank(l)
	}
	for i, l := range lines {
		if blank(l) {
			if len(out) == 0 || blank(out[len(out)-1]) || i+1 == len(lines) {
				continue
			}
			if i+1 < len(lines) && len(out) > 1 && item(lines[i+1]) && !item(out[len(out)-1]) {
				continue
			}
		}
		out = append(out, l)
	}
	for len(out) > 0 && blank(out[len(out)-1]) {
		out = out[:len(out)-1]
	}
	return out
}

func blank(l string) bool { return strings.TrimSpace(ansi.Strip(l)) == "" }
