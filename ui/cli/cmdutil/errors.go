package cmdutil

import (
	"fmt"
	"strings"

	"rustadvisor/knowledge/strict"
	"rustadvisor/knowledge/wording"
)

// WrongUse is an error in what the user gave: it is named, with the way to mend it.
type WrongUse struct{ Err error }

func (w WrongUse) Error() string { return w.Err.Error() }
func (w WrongUse) Unwrap() error { return w.Err }

// Misuse words a WrongUse: what is wrong, and how to mend it.
func Misuse(format string, args ...any) error { return WrongUse{fmt.Errorf(format, args...)} }

// Bounds of what goes to a terminal: messages quote what they are about, which may be megabytes.
const (
	longestLine = 1000 // characters
	mostLines   = 100
)

// Message is a text fit for a terminal: without control characters, and shortened where it runs on.
func Message(text string) string {
	lines := strings.Split(wording.CleanLines(text), "\n")
	if n := len(lines) - mostLines; n > 1 {
		lines = append(lines[:mostLines], "and "+wording.Counted(n, "more line"))
	}
	for i, l := range lines {
		if runes := []rune(l); len(runes) > longestLine { // its end tells the mend
			lines[i] = string(runes[:longestLine/2]) + " … " + string(runes[len(runes)-longestLine/2:])
		}
	}
	return strings.Join(lines, "\n")
}

// Faults is the first problems, one a line, and how many more there are.
func Faults(problems strict.Problems) string {
	var lines []string
	for _, p := range problems {
		lines = append(lines, p.String())
	}
	return Message(strings.Join(wording.First(lines, "fault"), "\n"))
}
