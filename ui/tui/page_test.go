package tui

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
)

// The arrows move in the list of sections while it is there; where the text has taken its place, they move in the text.
func TestArrowsMoveInWhatIsShown(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 20)
	d.press(append(essentials[:5:5], "down")...)
	s := d.m.screen.(*advice)
	d.press("space")
	offset := s.offset
	if s.at != 1 || offset == 0 {
		t.Fatalf("section %d, line %d", s.at, offset)
	}
	d.sees("‹ Web framework: Axum ›", "leaning ~ · 2 of ", "end")
	d.press("up")
	if s.at != 1 || s.offset != offset-1 {
		t.Errorf("section %d, line %d", s.at, s.offset)
	}
	d.press("g", "down")
	if s.at != 2 || s.offset != 0 {
		t.Errorf("section %d, line %d", s.at, s.offset)
	}
}

// The heading of a decision is read whole, with how firm the pick is at its end.
func TestHeadingsAreWhole(t *testing.T) {
	const title = "Authentication: Tokens or keys checked in middleware"
	blocks := []doc.Block{heading(title), doc.Paragraph{Text: doc.Of("Text.")}}
	for cells := 40; cells < 80; cells++ {
		lines := drawnPage(blocks, &advisor.Decided{}, pageLook{cells: cells})
		var heading []string
		for _, l := range lines[:slices.Index(lines, "")] {
			if width(l) > cells-standingCells {
				t.Errorf("%d cells: %q leaves no room", cells, l)
			}
			heading = append(heading, ansi.Strip(l))
		}
		if got := strings.Join(heading, " "); got != title || lines[len(lines)-1] != "Text." {
			t.Errorf("%d cells: %q", cells, got)
		}
	}
}
