package tui

import (
	"regexp"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"rustadvisor/ui/theme"
)

// comments is what begins a comment that runs to the end of the line, by language; in TOML and shells it is #.
var comments = map[string]*regexp.Regexp{
	"rust": regexp.MustCompile(`(^|\s)//.*$`),
	"sql":  regexp.MustCompile(`(^|\s)-- .*$`),
	"":     regexp.MustCompile(`(^|\s)# .*$`),
}

// codeLines draws a block of code, its comments dim. A line that is too long is not broken like prose, which could be taken for
// the code's own lines: what goes on is marked.
func codeLines(language string, lines []string, cells int, t theme.Theme) []string {
	comment := comments[language]
	if comment == nil {
		comment = comments[""]
	}
	var out []string
	for _, l := range lines {
		l = strings.ReplaceAll(l, "\t", "    ")
		from := len(l)
		if at := comment.FindStringIndex(l); at != nil {
			from = at[0]
		}
		styled := t.Code.Render(l[:from]) + t.Dim.Render(l[from:])
		lead := len(l) - len(strings.TrimLeft(l, " "))
		for _, part := range carried(styled, cells-2, lead, t) {
			out = append(out, trimRight("  "+part))
		}
	}
	return out
}

// carried breaks a line of code at spaces if it can, with what is carried over indented and marked.
func carried(line string, cells, lead int, t theme.Theme) []string {
	if width(line) <= cells || lead > cells/2 {
		return []string{cut(line, cells)}
	}
	again := strings.Repeat(" ", lead) + t.Dim.Render("↳ ")
	var out []string
	for before := ""; width(line) > 0; before = again {
		at := cells - width(before)
		head := ansi.Truncate(ansi.Strip(line), at, "")
		if space := strings.LastIndex(head, " "); width(line) > at && space > len(head)/2 {
			at = width(head[:space]) + 1
		}
		out = append(out, before+trimRight(ansi.Cut(line, 0, at)))
		line = ansi.TruncateLeft(line, at, "")
	}
	return out
}
