package tui

import "testing"

// The arrows move in the list of sections while it is there; where the text has taken its place, they move in the text.
func TestArrowsMoveInWhatIsShown(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 20)
	d.press(append(essentials[:5:5], "down")...)
	d.press("space")
	d.sees("‹ Web framework: Axum ›", "leaning ~ · 2 of ", "end")
	d.press("up")
	d.sees("↓ 1 more", "2 of ")
	d.press("g", "down")
	d.sees("› Database layer")
}
