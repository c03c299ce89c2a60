package tui

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

// TestPresentBeginsWithoutHome looks at the frames before the base is read: none of them offers home's keys or choices.
func TestPresentBeginsWithoutHome(t *testing.T) {
	d := &driver{t: t, m: newRoot(workshopOptions(t, t.TempDir()))}
	for _, size := range [][2]int{{100, 30}, {60, 16}, {40, 10}} {
		d.m.Update(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
		for _, home := range []string{"choose", "search", "Improve", "Workshop: a room"} {
			d.lacks(home)
		}
	}
	o := options(t, t.TempDir())
	home := &driver{t: t, m: newRoot(o)}
	home.m.Update(tea.WindowSizeMsg{Width: 100, Height: 30})
	home.sees("choose", "Improve") // or else the words above are not those of home
	d = start(t, workshopOptions(t, t.TempDir()), 100, 30)
	d.sees("Begin with groups")
}
