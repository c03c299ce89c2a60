package tui

import "testing"

// The arrows move in the list of sections, which stays while the page beside it is scrolled by space and j and k.
func TestListStaysWhileReading(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 16)
	d.m.env.Sections = stubPages
	d.press(append(essentials[:5:5], "down")...)
	d.sees("› Database layer", "↓ ")
	d.press("space")
	d.sees("› Database layer", "Overview", "end", "diesel = ")
	d.press("k")
	d.sees("› Database layer")
	d.press("down")
	d.sees("› Evidence", "A claim that is long enough")
	d.press("up", "up")
	d.sees("› Overview")
}

// Esc closes one layer at a time, and never leaves the advice.
func TestEscStaysInTheAdvice(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 30)
	d.m.env.Sections = stubPages
	d.press(append(essentials[:5:5], "down", "enter")...)
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
