package report

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

// escape makes data fit to stand within a line of Markdown: what would be markup is escaped, control sequences go. Code
// between backticks is left as it is.
func escape(s string) string {
	var out strings.Builder
	for i, part := range codeSpans(knowledge.Clean(s)) {
		if i%2 == 1 {
			out.WriteString("`" + part + "`")
			continue
		}
		escapeText(&out, part)
	}
	return out.String()
}

// codeSpans splits at backticks, text and code in turn; without a partner a backtick is no code.
func codeSpans(s string) []string {
	parts := strings.Split(s, "`")
	if len(parts)%2 == 0 {
		return []string{strings.ReplaceAll(s, "`", "'")}
	}
	return parts
}

// tableCell is escape for a cell of a table, which a bar would end.
func tableCell(s string) string { return strings.ReplaceAll(escape(s), "|", `\|`) }

// LinkText is escape for the text of a link, which a bracket would end.
func LinkText(s string) string {
	return strings.NewReplacer(`\[`, `\[`, `\]`, `\]`, "[", `\[`, "]", `\]`).Replace(escape(s))
}

func escapeText(out *strings.Builder, s string) {
	for i, c := range s {
		if markup(s, i, c) {
			out.WriteByte('\\')
		}
		out.WriteRune(c)
	}
}

// markup tells whether a character would be read as markup. An underscore within a word is not, a comparison with spaces
// around it is not: fewer backslashes read better where Markdown is read as it is.
func markup(s string, i int, c rune) bool {
	next, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(c):])
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	switch c {
	case '\\', '~':
		return true
	case '[', ']': // only what could be a link, or a box to tick
		return i == 0 || strings.Contains(s, "](") || strings.Contains(s, "][") || strings.Contains(s, "]:")
	case '*':
		return !(before == ' ' && next == ' ')
	case '_':
		return !(word(before) && word(next))
	case '<':
		return unicode.IsLetter(next) || strings.ContainsRune("/!?", next) && next != utf8.RuneError
	case '&':
		return unicode.IsLetter(next) || next == '#'
	}
	return false
}

func word(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// paragraph is escape for data at the start of a line, where a few more characters have a meaning.
func paragraph(s string) string {
	s = escape(strings.TrimSpace(s))
	if s == "" {
		return ""
	}
	if strings.ContainsRune("#>+-=", rune(s[0])) {
		return `\` + s
	}
	if digits := len(s) - len(strings.TrimLeft(s, "0123456789")); digits > 0 && digits < len(s) && strings.ContainsRune(".)", rune(s[digits])) {
		return s[:digits] + `\` + s[digits:]
	}
	return s
}

// open drops the full stop, for data within a line.
func open(s string) string { return strings.TrimSuffix(strings.TrimSpace(s), ".") }

// Begin makes the first letter small where a sentence becomes part of another. Only words that are no names are touched:
// "It speaks to MongoDB" but not "Rust needs".
func Begin(s string) string {
	head, _, _ := strings.Cut(s, " ")
	switch head {
	case "A", "All", "An", "Both", "Each", "Every", "In", "It", "Its", "No", "Nothing", "Of", "On", "Only", "The", "There",
		"These", "They", "This", "With", "Without", "You", "Your":
		return knowledge.Lower(s)
	}
	return s
}

func number(n int) string { return strconv.Itoa(n) }

// Points is a signed number with a true minus.
func Points(n int) string {
	switch {
	case n > 0:
		return "+" + number(n)
	case n < 0:
		return knowledge.Number(n)
	}
	return "±0"
}

func titles(options []advisor.Named) []string {
	out := make([]string, len(options))
	for i, o := range options {
		out[i] = escape(o.Title)
	}
	return out
}

// clause words an answer so that it can follow "if" or "because".
func clause(question, short, label, reason string) string {
	switch {
	case question == knowledge.JourneyQuestion && reason == label:
		return escape("you " + knowledge.Lower(label)) // journeys are worded as something to do
	case reason == label && short != "":
		return escape(short) + " is “" + escape(label) + "”"
	}
	return escape(open(reason))
}

// first returns at most n of the items, and how many are left.
func first[T any](items []T, n int) ([]T, int) {
	n = min(n, len(items))
	return items[:n], len(items) - n
}
