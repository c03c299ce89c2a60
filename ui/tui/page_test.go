package tui

import "testing"

// The arrows move in the list of sections, which stays while the page beside it is scrolled by space and j and k.
func TestListStaysWhileReading(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 20)
	d.press(append(essentials[:5:5], "down")...)
	d.sees("› Web framework", "↓ ")
	d.press("space")
	d.sees("› Web framework", "Overview", "end")
	d.press("k")
	d.sees("› Web framework", "↓ 1 more")
	d.press("down")
	d.sees("› Database layer", "Database layer: ")
	d.press("up", "up")
	d.sees("› Overview")
}

// Esc closes one layer at a time, and never leaves the advice.
func TestEscStaysInTheAdvice(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 30)
	d.press(append(essentials[:5:5], "down", "down", "enter")...)
	d.lacks("Overview")
	d.press("esc")
	d.sees("› Database layer", "Overview")
	d.press("esc", "esc")
	d.sees("› Database layer", "Nothing is open here. a leads to your answers, n home; q quits.")
	d.press("x", "w", "esc")
	d.sees("What if", "Another answer to")
	d.press("esc")
	d.sees("Your stack")
	d.press("a", "enter", "w")
	d.sees("Why is this asked?")
	d.press("esc")
	d.sees("What brings you here?", "Standing")
}
