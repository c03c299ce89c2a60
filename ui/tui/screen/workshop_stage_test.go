package screen

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"rustadvisor/advisor/tally"
	"rustadvisor/knowledge"
)

// TestBarsOfALongQuestion draws the hands for a question of nine choices in a small window: choices without hands give
// way, and the bars of the others are there, as long as their part of those present.
func TestBarsOfALongQuestion(t *testing.T) {
	q := &knowledge.Question{ID: "q", Several: true}
	for i := range 9 {
		q.Choices = append(q.Choices, knowledge.Choice{ID: fmt.Sprint("c", i), Label: fmt.Sprint("A choice ", i)})
	}
	q.Choices[1].Label = "A choice whose label is so long that it takes a second line of this window"
	s := newStage(testEnv(t), 60, 14)
	c := tally.Count{Question: q, Hands: []int{4, 4, 0, 0, 0, 0, 0, 0, 0}, Present: 11, Ticked: []int{0, 1}}
	got := ansi.Strip(strings.Join(s.divided(&c, -1, 9, func(int) string { return "" }), "\n"))
	bar := strings.Repeat("▆", 4*s.bar()/11) + " 4"
	if strings.Count(got, bar) != 2 || !strings.Contains(got, "no hands for 7 more") {
		t.Errorf("two bars of %q are wanted in\n%s", bar, got)
	}
	low := s.divided(&c, -1, 3, func(int) string { return "" })
	if len(low) != 3 || !strings.Contains(low[2], "no hands for 7 more") {
		t.Errorf("in three lines it is not told that there are more:\n%s", strings.Join(low, "\n"))
	}
}

// In a low window what is above the blocks stands off as they do from each other, where there is room.
func TestLowStage(t *testing.T) {
	blocks := [][]string{{"one"}, {"two"}, {"three"}}
	for height, want := range map[int]string{
		14: "|one|||two|||three",
		6:  "|one||two||three",
		5:  "one||two||three",
		3:  "one|two|three",
	} {
		if got := strings.Join(stage{height: 14}.keptInView(blocks, 0, height), "|"); got != want {
			t.Errorf("of %d lines %q, not %q", height, got, want)
		}
	}
}
