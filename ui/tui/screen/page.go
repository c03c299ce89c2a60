package screen

import (
	tea "charm.land/bubbletea/v2"

	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
	"rustadvisor/ui/styles"
	"rustadvisor/ui/typeset"
)

// pageLayout is what a drawn page depends on besides its text.
type pageLayout struct {
	cells int
	bars  bool // there is room for the scores of a decision
	named bool // its name stands above it in the window
	kind  styles.Kind
}

// pageMsg brings a drawn page.
type pageMsg struct {
	asked  *advice
	page   int
	layout pageLayout
	lines  []string
}

// pageCmd draws one page.
func pageCmd(asked *advice, page int, layout pageLayout) tea.Cmd {
	blocks := asked.pages[page].Blocks
	decided := decidedOf(asked.made, asked.pages[page].ID)
	return func() tea.Msg { return pageMsg{asked, page, layout, drawnPage(blocks, decided, layout)} }
}

// standingCells is the room at the end of a heading for how firm the pick is.
const standingCells = len("  by default  ")

// drawnPage is a page whose first block is its heading. That of a decision has its pick, too, and room for how firm
// it is; below it stand the scores.
func drawnPage(blocks []doc.Block, decided *advisor.Decided, layout pageLayout) []string {
	t := styles.New(layout.kind)
	set := typeset.Page{Styles: t, Cells: layout.cells, Digits: true, Sign: func(mark string) string {
		return firmSign(t,
			advisor.Standing(mark))
	}}
	text := set.Lines(blocks[1:])
	if decided == nil {
		if layout.named {
			return text
		}
		return append(append(set.Lines(blocks[:1]), ""), text...)
	}
	set.Cells -= standingCells
	out := append(set.Lines(blocks[:1]), "")
	if layout.bars {
		if bars := scoreBars(decided, layout.cells, t); len(bars) > 0 {
			out = append(append(out, bars...), "")
		}
	}
	return append(out, text...)
}
