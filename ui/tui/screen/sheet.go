package screen

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/styles"
	"rustadvisor/ui/tui/widget"
)

// sheet is a page of styled lines, made anew on every key with the words searched for marked. Glamour, which ui/typeset
// draws documents with, lacks the speed: it takes 1 to 11 ms for an entry, and marks nothing.
type sheet struct {
	styles styles.Styles
	cells  int
	words  []string // lower-cased; where they stand in the text is marked
	lines  []string
}

// gap parts what follows from what is above.
func (p *sheet) gap() {
	if n := len(p.lines); n > 0 && p.lines[n-1] != "" {
		p.lines = append(p.lines, "")
	}
}

// heading begins a part of the page.
func (p *sheet) heading(text string) {
	p.gap()
	p.lines = append(p.lines, widget.Wrap(text, p.cells, p.styles.Strong)...)
}

// text adds a paragraph.
func (p *sheet) text(text string, style lipgloss.Style) { p.item("", text, style) }

// item adds a paragraph after a mark, hanging below its first word.
func (p *sheet) item(mark, text string, style lipgloss.Style) {
	lead := widget.Width(mark)
	for i, l := range widget.Wrap(wording.Clean(strings.ReplaceAll(text, "`", "")), p.cells-lead, p.styles.Plain) {
		l = p.marked(l, style)
		if i == 0 {
			p.lines = append(p.lines, mark+l)
		} else {
			p.lines = append(p.lines, strings.Repeat(" ", lead)+l)
		}
	}
}

// part adds a heading with a paragraph, or nothing when there is no text.
func (p *sheet) part(heading, text string) {
	if text != "" {
		p.heading(heading)
		p.text(text, p.styles.Plain)
	}
}

// address makes the lines from start on lead to a page, and writes its address below. Both lead there; the address
// is written out for terminals that know no links, and broken anywhere, for it is one word.
func (p *sheet) address(start int, at string) {
	for i := start; i < len(p.lines); i++ {
		p.lines[i] = p.lines[i][:2] + p.linked(p.lines[i][2:], at)
	}
	if at == "" {
		return
	}
	shown := strings.TrimPrefix(at, "https://")
	for _, l := range strings.Split(ansi.Hardwrap(shown, max(1, p.cells-2), false), "\n") {
		p.lines = append(p.lines, "  "+p.linked(p.styles.Link.Render(l), at))
	}
}

func (p *sheet) linked(text, at string) string {
	if at == "" {
		return text
	}
	return ansi.SetHyperlink(at) + text + ansi.ResetHyperlink()
}

// webAddress is the address as a terminal may be given it, or "" if it is none of the web. What is not printable ASCII
// has no place in the sequence that carries it.
func webAddress(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return ""
	}
	clean := u.String()
	if strings.IndexFunc(clean, func(r rune) bool { return r <= ' ' || r > '~' }) >= 0 {
		return ""
	}
	return clean
}

// marked styles a line, with the words searched for underlined.
func (p *sheet) marked(line string, style lipgloss.Style) string {
	low := strings.ToLower(line)
	if len(p.words) == 0 || len(low) != len(line) {
		return style.Render(line)
	}
	found := make([]bool, len(line)+1)
	for _, word := range p.words {
		if utf8.RuneCountInString(word) < 2 {
			continue // a single letter is everywhere
		}
		for at := 0; ; {
			i := strings.Index(low[at:], word)
			if i < 0 {
				break
			}
			for j := range len(word) {
				found[at+i+j] = true
			}
			at += i + len(word)
		}
	}
	return widget.Mark(line, style, p.styles, func(i int) bool { return found[i] })
}
