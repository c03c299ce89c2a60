package knowledge

import (
	"fmt"
	"unicode"
	"unicode/utf8"
)

// Small steps of wording that every layer takes.

// Lower begins a text with a small letter.
func Lower(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
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
