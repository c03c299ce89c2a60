package typeset

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"rustadvisor/advisor/doc"
	"rustadvisor/knowledge/wording"
)

// code is drawn by Glamour, with the highlighting of the theme. A line that is too long is not broken like prose,
// which could be taken for the code's own lines: what goes on is marked.
func (s *setter) code(b doc.Code) []string {
	plain := strings.Split(b.Lines(), "\n")
	drawn := strings.Split(s.glamour(doc.Fenced(b.Language, b.Text)), "\n")
	if ansi.Strip(joined(drawn)) != joined(plain) {
		drawn = plain // a highlighter must not change what is copied
	}
	var out []string
	if s.codes++; s.Digits && s.codes <= 9 {
		name := ansi.Truncate(fmt.Sprintf("%d %s", s.codes, wording.Clean(b.Name)), s.Cells-2, "…")
		out = append(out, "  "+s.Styles.Strong.Render(name[:1])+s.Styles.Dim.Render(name[1:]))
	}
	for i, l := range drawn {
		lead := len(plain[i]) - len(strings.TrimLeft(plain[i], " "))
		for _, part := range s.carried(l, s.Cells-2, lead) {
			out = append(out, ended("  "+part))
		}
	}
	return out
}

// joined is lines without the spaces that pad them.
func joined(lines []string) string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = ended(l)
	}
	return strings.Join(out, "\n")
}

// widest is how many cells one letter takes at most.
const widest = 2

// carried breaks a line of code at spaces if it can, with what is carried over indented and marked. A word is broken
// that would leave most of a line empty and not fit on the next one either.
func (s *setter) carried(line string, cells, lead int) []string {
	if width(line) <= cells || lead > cells/2 {
		return []string{ansi.Truncate(line, cells, "…")}
	}
	again := strings.Repeat(" ", lead) + s.Styles.Dim.Render("↳ ")
	var out []string
	for before := ""; width(line) > 0; before = again {
		at := max(cells-width(before), widest) // or it would never end in a window of some cells
		plain := ansi.Strip(line)
		head := ansi.Truncate(plain, at, "")
		if space := strings.LastIndex(head, " "); width(line) > at && strings.TrimSpace(head[:space+1]) != "" {
			if flag := strings.LastIndex(head[:space], " -"); plain[space+1:] == `\` && flag > len(head)/2 {
				space = flag // a backslash stands with what it follows
			}
			word, _, _ := strings.Cut(plain[space+1:], " ")
			if space > len(head)/2 || width(word) <= cells-width(again) {
				at = width(head[:space]) + 1
			}
		}
		out = append(out, before+ended(ansi.Cut(line, 0, at)))
		line = ansi.TruncateLeft(line, at, "")
	}
	return out
}
