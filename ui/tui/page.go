package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/glamour/v2"

	"rustadvisor/ui/theme"
)

// pageLook is what a drawn page depends on besides its text.
type pageLook struct {
	cells int
	bars  bool // there is room for the scores of a decision
	named bool // its name stands above it in the window
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
func pageCmd(asked *advice, page int, look pageLook) tea.Cmd {
	markdown := asked.pages[page].Markdown
	decided := decidedOf(asked.made, asked.pages[page].ID)
	return func() tea.Msg {
		lines := markdownLines(markdown, look)
		if decided != nil {
			lines = narrowHeading(lines, look.cells-standingCells)
		}
		if look.bars && decided != nil {
			lines = belowHeading(lines, scoreBars(decided, look.cells, theme.New(look.kind)))
		}
		if look.named && decided == nil { // the heading of a decision has its pick, too
			lines = withoutHeading(lines)
		}
		return pageMsg{asked, page, look, lines}
	}
}

// belowHeading puts lines between the heading of a drawn page and its text.
func belowHeading(lines, put []string) []string {
	for i, l := range lines {
		if blank(l) && len(put) > 0 {
			return append(append(lines[:i+1:i+1], put...), lines[i:]...)
		}
	}
	return lines
}

// standingCells is the room at the end of a heading for how firm the pick is.
const standingCells = len("  by default  ")

// narrowHeading breaks the heading of a drawn page anew, at a width.
func narrowHeading(lines []string, cells int) []string {
	n := slices.IndexFunc(lines, blank)
	if n <= 0 {
		return lines
	}
	return append(hanging(strings.Join(lines[:n], " "), cells), lines[n:]...)
}

// withoutHeading is a drawn page from below its heading on.
func withoutHeading(lines []string) []string {
	for i, l := range lines {
		if blank(l) {
			return lines[i+1:]
		}
	}
	return lines
}

// markdownLines draws Markdown at a width. glamour breaks lines without regard to bullets, so that prose is drawn long and
// broken here, with bullets hanging; it parts words in tables and wraps code, so these are laid out here.
func markdownLines(markdown string, look pageLook) []string {
	t := theme.New(look.kind)
	var out []string
	for _, b := range pieces(markdown) {
		var lines []string
		switch b.kind {
		case tablePiece:
			lines = table(b.lines, look.cells, t)
		case codePiece:
			lines = codeLines(b.language, b.lines, look.cells, t)
		default:
			lines = prose(strings.Join(b.lines, "\n"), look.cells, t)
		}
		if len(out) > 0 && len(lines) > 0 && !(b.kind == codePiece && b.titled) {
			out = append(out, "")
		}
		out = append(out, lines...)
	}
	return out
}

// drawn renders Markdown without breaking lines. What cannot be rendered is shown as it is.
func drawn(markdown string, t theme.Theme) string {
	r, err := glamour.NewTermRenderer(glamour.WithStyles(t.Markdown()), glamour.WithWordWrap(0), glamour.WithInlineTableLinks(true))
	if err != nil {
		return markdown
	}
	text, err := r.Render(markdown)
	if err != nil {
		return markdown
	}
	return strings.Trim(text, "\n")
}

// piece is a part of Markdown that is drawn in a way of its own.
type piece struct {
	kind     int
	lines    []string
	language string // of code
	titled   bool   // code follows a heading
}

const (
	prosePiece = iota
	tablePiece
	codePiece
)

// pieces parts tables and code from what is around them.
func pieces(markdown string) []piece {
	var out []piece
	var b piece
	end := func(next piece) {
		text := strings.TrimSpace(strings.Join(b.lines, ""))
		if text != "" {
			out = append(out, b)
		}
		b = next
	}
	fence, last := "", ""
	for line := range strings.SplitSeq(markdown, "\n") {
		ticks := line[:len(line)-len(strings.TrimLeft(line, "`"))]
		switch {
		case fence != "" && line == fence:
			fence = ""
			end(piece{})
		case fence != "":
			b.lines = append(b.lines, line)
		case len(ticks) >= 3:
			fence = ticks
			end(piece{kind: codePiece, language: line[len(ticks):], titled: strings.HasPrefix(last, "#")})
		default:
			if is := strings.HasPrefix(line, "|"); is != (b.kind == tablePiece) {
				end(piece{kind: map[bool]int{true: tablePiece, false: prosePiece}[is]})
			}
			b.lines = append(b.lines, line)
		}
		if line != "" {
			last = line
		}
	}
	end(piece{})
	return out
}
