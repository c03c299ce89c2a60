package adr

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// lineLength is what linters of Markdown take unless told otherwise (MD013).
const lineLength = 80

// blockStart are words that would begin something else at the start of a line.
var blockStart = regexp.MustCompile("^(?:[-+*=_]+$|#|>|<|[|]|:|```|~~~|[0-9]+[.)]$)")

// wrapped breaks the lines of a document where that changes nothing in what it says: between words of paragraphs
// and items of lists. A line stays longer where a word is, as most links are; linters take that. Front matter,
// headings and comments stay.
func wrapped(lines []string) []string {
	var out []string
	front := len(lines) > 0 && lines[0] == "---"
	for i, l := range lines {
		switch {
		case front:
			front = i == 0 || l != "---"
		case strings.HasPrefix(l, "#"), strings.HasPrefix(l, "<!--"):
		default:
			out = append(out, wrapLine(l)...)
			continue
		}
		out = append(out, l)
	}
	return out
}

var listItem = regexp.MustCompile(`^(?:[*-]|[0-9]+\.) +`)

func wrapLine(line string) []string {
	indent := strings.Repeat(" ", len(listItem.FindString(line)))
	var out []string
	for utf8.RuneCountInString(line) > lineLength {
		at := breakAt(line, len(indent))
		if at < 0 {
			break
		}
		out = append(out, line[:at])
		line = indent + line[at+1:]
	}
	return append(out, line)
}

// breakAt is the last blank of a line that may become its end and leaves it short enough, or else the first, or -1.
func breakAt(line string, from int) int {
	best := -1
	cells := 0
	for i, r := range line {
		if cells++; r != ' ' || i <= from {
			continue
		}
		if cells > lineLength+1 && best >= 0 {
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
