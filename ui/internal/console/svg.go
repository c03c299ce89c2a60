//go:build unix

package console

import (
	"fmt"
	"html"
	"strings"

	"github.com/hinshun/vt10x"
)

// A cell's size in a picture, in pixels, and what is left around the screen.
const (
	cellWide, cellHigh = 9, 19
	baseline           = 14
	around             = 12
)

// What vt10x says of a cell in Mode: its constants are not exported.
const (
	modeUnderline = 1 << 1
	modeBold      = 1 << 2
	modeItalic    = 1 << 4
)

// SVG is a picture of the screen as it is. Text stays text, set cell by cell whatever the viewer's font; blocks and
// lines are shapes, so that bars have no gaps.
func (c *Console) SVG() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	w, h := c.screen.Size()
	p := picture{fore: "#d7dae0", back: "#16181d"}
	if c.opts.Light {
		p.fore, p.back = "#222222", "#ffffff"
	}
	fmt.Fprintf(&p.out, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="DejaVu Sans Mono,Menlo,`+
		`Consolas,monospace" font-size="15">`+"\n",
		w*cellWide+2*around, h*cellHigh+2*around)
	fmt.Fprintf(&p.out, `<rect width="100%%" height="100%%" rx="8" fill="%s"/>`+"\n", p.back)
	for y := range h {
		for x := 0; x < w; {
			first, run := c.screen.Cell(x, y), ""
			start := x
			for x < w && style(c.screen.Cell(x, y)) == style(first) {
				run += string(c.screen.Cell(x, y).Char)
				x++
			}
			p.run(start, y, first, []rune(run))
		}
	}
	p.out.WriteString("</svg>\n")
	return p.out.String()
}

// style is what cells of one run of text share.
func style(g vt10x.Glyph) vt10x.Glyph {
	g.Char = 0
	return g
}

type picture struct {
	out        strings.Builder
	fore, back string
}

func (p *picture) run(x, y int, g vt10x.Glyph, run []rune) {
	fore, back := p.colour(g.FG), p.colour(g.BG) // swapped already where the text is in reverse
	left, top := around+x*cellWide, around+y*cellHigh
	if back != p.back {
		fmt.Fprintf(&p.out, `<rect x="%d" y="%d" width="%d" height="%d" fill="%s"/>`+"\n", left, top, len(run)*cellWide,
			cellHigh, back)
	}
	var words []rune
	for i, r := range run {
		if shape := block(r, left+i*cellWide, top); shape != "" {
			fmt.Fprintf(&p.out, shape+"\n", fore)
			r = ' '
		}
		words = append(words, r)
	}
	text := strings.TrimRight(string(words), " ")
	if text == "" {
		return
	}
	lead := len([]rune(text)) - len([]rune(strings.TrimLeft(text, " ")))
	text = strings.TrimLeft(text, " ")
	var attrs string
	if g.Mode&modeBold != 0 {
		attrs += ` font-weight="bold"`
	}
	if g.Mode&modeItalic != 0 {
		attrs += ` font-style="italic"`
	}
	if g.Mode&modeUnderline != 0 {
		attrs += ` text-decoration="underline"`
	}
	cells := len([]rune(text))
	fmt.Fprintf(&p.out, `<text x="%d" y="%d" textLength="%d" lengthAdjust="spacingAndGlyphs" `+
		`xml:space="preserve" fill="%s"%s>%s</text>`+"\n",
		left+lead*cellWide, top+baseline, cells*cellWide, fore, attrs, html.EscapeString(text))
}

// block draws what must touch its neighbours; the colour is left open.
func block(r rune, left, top int) string {
	midX, midY := left+cellWide/2, top+cellHigh/2
	line := func(up, down, west, east bool) string {
		d := ""
		if up {
			d += fmt.Sprintf("M%d %dV%d", midX, top, midY)
		}
		if down {
			d += fmt.Sprintf("M%d %dV%d", midX, midY, top+cellHigh)
		}
		if west {
			d += fmt.Sprintf("M%d %dH%d", left, midY, midX)
		}
		if east {
			d += fmt.Sprintf("M%d %dH%d", midX, midY, left+cellWide)
		}
		return `<path d="` + d + `" stroke="%s" fill="none"/>`
	}
	switch {
	case r >= '█' && r <= '▏': // from eight eighths to one
		return fmt.Sprintf(`<rect x="%d" y="%d" width="%.2f" height="%d" fill="%%s"/>`, left, top,
			float64(cellWide)*float64('▏'+1-r)/8, cellHigh)
	case r == '─':
		return line(false, false, true, true)
	case r == '│':
		return line(true, true, false, false)
	case r == '┬':
		return line(false, true, true, true)
	case r == '┴':
		return line(true, false, true, true)
	case r == '┼':
		return line(true, true, true, true)
	}
	return ""
}

// colour is one of vt10x's as CSS: the 256 of an xterm, or three bytes.
func (p *picture) colour(c vt10x.Color) string {
	switch {
	case c == vt10x.DefaultFG, c == vt10x.DefaultCursor:
		return p.fore
	case c == vt10x.DefaultBG:
		return p.back
	case c < 16:
		return sixteen[c]
	case c < 232:
		c -= 16
		level := func(v vt10x.Color) int {
			if v == 0 {
				return 0
			}
			return int(v)*40 + 55
		}
		return fmt.Sprintf("#%02x%02x%02x", level(c/36), level(c/6%6), level(c%6))
	case c < 256:
		grey := int(c-232)*10 + 8
		return fmt.Sprintf("#%02x%02x%02x", grey, grey, grey)
	}
	return fmt.Sprintf("#%06x", int(c))
}

var sixteen = [16]string{"#16181d", "#d5473f", "#6a9955", "#c4a000", "#4a80c8", "#a05fae", "#3b9ea6", "#c8ccd4",
	"#6b7280", "#f2665c", "#8bc271", "#e6c84b", "#74a7ea", "#c58ad0", "#62c6cd", "#ffffff"}
