package tui

import (
	"fmt"
	"testing"

	"rustadvisor/ui/session"
)

// aPair are two who answer in turn: Ana wants plain SQL, Ben wants models and young crates.
func aPair(t *testing.T, o Options, width, height int) *driver {
	t.Helper()
	d := start(t, o, width, height)
	d.press(":")
	d.typeText("pair")
	d.press("enter")
	d.typeText("Ana")
	d.press("enter")
	d.typeText("Ben")
	d.press("enter", "1")
	return d
}

// turns are the keys of both turns, up to where both look.
func turns(second ...string) []string {
	return keysOf([]string{"enter"}, essentials[1:5], []string{"enter"}, second, []string{"enter"})
}

// Two answer in turn, the one without seeing what the other says, settle what makes a difference, and get the advice
// for what they agree on; everybody keeps a session.
func TestPair(t *testing.T) {
	o := options(t, t.TempDir())
	d := aPair(t, o, 100, 30)
	d.sees("Ana answers now, alone", "Ben looks away")
	d.press("enter")
	d.sees("Ana answers", "What will it be?")
	d.press(essentials[1:5]...)
	d.sees("Ben answers now, alone", "Ana looks away")
	d.lacks("Your stack")
	d.press("enter")
	d.sees("Ben answers", "question 2 of")
	d.press("1", "1", "2", "1")
	d.sees("Both have answered")
	d.press("enter")
	d.sees("How do you want to write queries?", "Ana", "Plain SQL", "Database layer: Diesel", "Ben", "Models first",
		"Database layer: SeaORM", "3 of 4 decisions come out the same")
	d.press("right", "enter")
	d.sees("Every decision comes out the same for both.", "Database layer", "SeaORM")
	d.press("u")
	d.sees("How do you want to write queries?")
	d.press("o")
	d.sees("Every decision comes out the same", "Left open: How do you want to write queries?")
	d.press("u", "2", "enter")
	d.sees("Your stack", "SeaORM")
	if got := d.m.env.Answers.Choice("query-style"); got != "models" || d.m.env.Pair != nil {
		t.Errorf("agreed on is %q", got)
	}
	names := map[string]bool{}
	for _, h := range (session.Store{Dir: o.Store.Dir}).Names() {
		names[h.Name] = true
	}
	if fmt.Sprint(names) != fmt.Sprint(map[string]bool{"Ana": true, "Ben": true, "Ana and Ben": true}) {
		t.Errorf("sessions are %v", names)
	}
}

// A pair goes on where it stopped; another session ends it.
func TestPairGoesOn(t *testing.T) {
	d := aPair(t, options(t, t.TempDir()), 100, 30)
	d.press("enter", "1", ":")
	d.typeText("home")
	d.press("enter")
	d.sees("Continue as a pair: Ana and Ben")
	d.press(":")
	d.typeText("pair")
	d.press("enter")
	d.sees("Ana answers now, alone")
	d.press("enter")
	d.sees("Ana answers", "question 3 of")
	d.press(":")
	d.typeText("home")
	d.press("enter", ":")
	d.typeText("home")
	d.press("enter", "down", "enter")
	if d.m.env.Pair != nil {
		t.Error("a new session leaves the pair as it was")
	}
}

// Names are needed, and two of them.
func TestPairNames(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 30)
	d.press(":")
	d.typeText("pair")
	d.press("enter", "enter")
	d.sees("Type a name", "f1 keys")
	d.typeText("Ana")
	d.press("enter")
	d.typeText("ana")
	d.press("enter")
	d.sees("That is the first person’s name")
	d.press("esc")
	d.sees("A few questions")
}

func TestPairGolden(t *testing.T) {
	for name, keys := range map[string][]string{
		"names":      nil,
		"turn":       {"enter"},
		"difference": turns("1", "1", "2", "1"),
		"agreed":     keysOf(turns("1", "1", "2", "1"), []string{"2"}),
		"alike":      turns(essentials[1:5]...),
	} {
		for _, size := range [][2]int{{100, 30}, {80, 24}, {60, 16}, {120, 40}} {
			full := fmt.Sprintf("pair-%s-%dx%d", name, size[0], size[1])
			t.Run(full, func(t *testing.T) {
				d := aPair(t, options(t, t.TempDir()), size[0], size[1])
				if name == "names" {
					d.press("esc", ":")
					d.typeText("pair")
					d.press("enter", "A")
				} else if name != "turn" {
					d.press(keys...)
				}
				golden(t, full, d.view())
				fits(t, d.m)
			})
		}
	}
}
