package knowledge

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean makes text from outside fit for a terminal, HTML or Markdown: control characters (escape sequences begin with
// one), direction overrides and other invisible format characters go; line ends and tabs become spaces; bytes that are
// not UTF-8 become U+FFFD.
func Clean(s string) string {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r):
			return -1
		}
		return r
	}, s)
}
