package tui

import (
	"regexp"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"rustadvisor/ui/theme"
)

// prose draws Markdown without tables and code.
func prose(markdown string, cells int, t theme.Theme) []string {
	var out []string
	lines := strings.Split(markdown, "\n")
	for i, l := range lines {
		if numbered(l) {
			lines[i] = source.ReplaceAllString(l, parting+"$1")
		}
	}
	for _, l := range weighed(strings.Split(drawn(strings.Join(lines, "\n"), t), "\n"), t) {
		if numbered(l) && len(out) > 0 && !blank(out[len(out)-1]) {
			out = append(out, "") // such items are long: sources
		}
		out = append(out, partedItem(quietCitations(trimRight(l), t), cells, t)...)
	}
	title := 0
	if strings.HasPrefix(markdown, "## ") {
		title = 1
	}
	return tighten(out, title)
}

// source matches what begins a line of its own in the list of evidence: a correction, how good the evidence is, a link.
// Parting stands before it while the list is drawn.
var source = regexp.MustCompile(`,? (\*\([^)]*, \d{4}-\d\d-\d\d\)\*|\[[^\]]+\]\(https?://|\*\*[A-Z][a-z ]+\*\*: )`)

const parting = "\u2028"

// partedItem draws an item, its parts below each other.
func partedItem(item string, cells int, t theme.Theme) []string {
	parts := strings.Split(item, parting)
	out := hanging(parts[0], cells)
	lead, _ := hangBy(ansi.Strip(parts[0]))
	for _, part := range parts[1:] {
		if plain := ansi.Strip(part); strings.HasPrefix(plain, "(") {
			part = t.Dim.Render(plain)
		}
		out = append(out, hanging(strings.Repeat(" ", lead)+part, cells)...)
	}
	return out
}

// Points in a drawn item of a list: what it weighs, how far an option is behind, what the rest of a list comes to.
var (
	carrying = regexp.MustCompile(`^• \x1b\[1m([+−]\d+)\x1b\[m (.*)$`)
	trailing = regexp.MustCompile(`^• (\x1b\[1m.+?) ([+−]\d+|±0)(\x1b\[m.*)$`)
	coming   = regexp.MustCompile(`^• (and .+), ([+−]\d+)$`)
)

// weighed puts the points of a list into a column of their own, in place of its bullets.
func weighed(lines []string, t theme.Theme) []string {
	for from := 0; from < len(lines); from++ {
		to := from
		for to < len(lines) && strings.HasPrefix(lines[to], "• ") {
			to++
		}
		if to > from {
			pointsFirst(lines[from:to], t)
			from = to
		}
	}
	return lines
}

// pointsFirst does so for one list, if it is one of points.
func pointsFirst(list []string, t theme.Theme) {
	points, texts, most := make([]string, len(list)), make([]string, len(list)), 0
	for i, l := range list {
		texts[i] = strings.TrimPrefix(l, "• ")
		if m := carrying.FindStringSubmatch(l); m != nil {
			points[i], texts[i] = m[1], m[2]
		} else if m := trailing.FindStringSubmatch(l); m != nil {
			points[i], texts[i] = m[2], m[1]+m[3]
		} else if m := coming.FindStringSubmatch(l); m != nil && most > 0 {
			points[i], texts[i] = m[2], m[1]
		}
		most = max(most, width(points[i]))
	}
	for i := range list {
		if most > 0 {
			list[i] = strings.Repeat(" ", most-width(points[i])) + t.Strong.Render(points[i]) + "  " + texts[i]
		}
	}
}

// hanging breaks one drawn line, with what follows a bullet, a number or a quote's bar below where its text began.
func hanging(line string, cells int) []string {
	if width(line) <= cells {
		return []string{parted.Replace(line)}
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

// ofPoints is a line's points with what is around them.
var ofPoints = regexp.MustCompile(`^ *([+−]\d+|±0)  `)

// hangBy is how far the lines below a line are indented, and with what.
func hangBy(plain string) (lead int, again string) {
	if points := ofPoints.FindString(plain); points != "" {
		return width(points), strings.Repeat(" ", width(points))
	}
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

var (
	citation = regexp.MustCompile(`\[\d+\]`)
	cited    = regexp.MustCompile(`([^\]\s]) (\[\d+\])`)
)

// quietCitations dims the numbers of findings, and keeps the first of several on the line of what it is about. Only the
// colour is put back after them: what is bold stays bold. glamour begins bold anew at each bracket of a heading.
func quietCitations(line string, t theme.Theme) string {
	line = strings.ReplaceAll(line, "\x1b[m\x1b[1m", "")
	line = cited.ReplaceAllString(line, "$1\u00a0$2")
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

// tighten drops blank lines that are doubled or part a list from the line that introduces it, which a title does not, and
// those at the ends.
func tighten(lines []string, title int) []string {
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
			if i+1 < len(lines) && len(out) > title && item(lines[i+1]) && !item(out[len(out)-1]) {
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
