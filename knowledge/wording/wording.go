// Package wording puts small things in words, the same wherever they are read, and makes texts from outside fit to be
// shown.
package wording

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Lower begins a text with a small letter, unless it begins with an abbreviation.
func Lower(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if second, _ := utf8.DecodeRuneInString(s[size:]); size == 0 || unicode.IsUpper(second) {
		return s
	}
	return string(unicode.ToLower(first)) + s[size:]
}

// Upper begins a text with a capital.
func Upper(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}

// ByHouse marks, at its end, a text that house rules give.
const ByHouse = " (house rule)"

// Sentence ends a text with a full stop, unless it ends in one, in what takes its place or in the mark of house rules.
func Sentence(s string) string {
	s = strings.TrimSpace(s)
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".!?:") || strings.HasSuffix(s, ByHouse) {
		return s
	}
	return s + "."
}

// Phrase is a text without its full stop, to stand within a sentence.
func Phrase(s string) string { return strings.TrimSuffix(strings.TrimSpace(s), ".") }

// Listed lists words, with one such as "and" before the last: "a, b and c".
func Listed(words []string, last string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " " + last + " " + words[len(words)-1]
}

// Number is a number with a true minus.
func Number(n int) string { return strings.Replace(strconv.Itoa(n), "-", "−", 1) }

// mostTold is how many texts of one kind are told in a row: who has read twenty knows what is wrong.
const mostTold = 20

// First is the first twenty of many texts, and how many more of that noun there are.
func First(texts []string, noun string) []string {
	more := len(texts) - mostTold
	if more < 2 {
		return texts
	}
	return append(slices.Clone(texts[:mostTold]), "and "+Counted(more, "more "+noun))
}

// Counted is a number with its noun, given in the singular: "1 answer", "2 answers", "3 vetoes".
func Counted(n int, one string) string {
	switch {
	case n == 1:
		return "1 " + one
	case one == "veto":
		one = "vetoe"
	}
	return fmt.Sprintf("%d %ss", n, one)
}
