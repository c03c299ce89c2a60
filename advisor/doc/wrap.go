package doc

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// blockStart are words that would begin something else at the start of a line.
var blockStart = regexp.MustCompile("^(?:[-+*=_]+$|#|>|<|[|]|:|```|~~~|[0-9]+[.)]$)")

// wrap breaks a line of prose behind its mark where that changes nothing in what it says: between words. It stays
// longer where a word is, as most links are; linters take that.
func (o Layout) wrap(mark, text string) string {
	if o.Columns == 0 {
		return mark + text
	}
	indent := strings.Repeat(" ", len(mark))
	line := mark + text
	var out []string
	for utf8.RuneCountInString(line) > o.Columns {
		at := o.breakAt(line, len(indent))
		if at < 0 {
			break
		}
		out = append(out, line[:at])
		line = indent + line[at+1:]
	}
	return strings.Join(append(out, line), "\n")
}

// breakAt is the last blank of a line that may become its end and leaves it short enough, or else the first, or -1.
func (o Layout) breakAt(line string, from int) int {
	best := -1
	cells := 0
	for i, r := range line {
		if cells++; r != ' ' || i <= from {
			continue
		}
		if cells > o.Columns+1 && best >= 0 {
			break
		}
		if mayBreak(line, i) {
			best = i
		}
	}
	return best
}

// mayBreak tells whether a line may end before the blank. A second blank or a backslash there would be a break that
// shows, and the next word must not begin a list, a heading, code or a quotation.
func mayBreak(line string, at int) bool {
	next, _, _ := strings.Cut(line[at+1:], " ")
	before := line[at-1]
	return next != "" && before != ' ' && before != '\\' && !blockStart.MatchString(next)
}
