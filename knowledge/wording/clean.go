package wording

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean makes text from outside fit for a terminal, HTML or Markdown: control characters (escape sequences begin
// with one), direction overrides and other invisible format characters go; line ends and tabs become spaces; bytes
// that are not UTF-8 become U+FFFD. The joiners U+200C and U+200D stay behind a character beyond ASCII: Persian and
// the scripts of India are misspelt without them, and families of emoji come apart.
func Clean(s string) string {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	before := rune(0)
	return strings.Map(func(r rune) rune {
		last := before
		before = r
		switch {
		case (r == '\u200C' || r == '\u200D') && last > unicode.MaxASCII && unicode.IsGraphic(last):
			return r
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r):
			return -1
		}
		return r
	}, s)
}

// CleanLines is Clean for text whose lines count, such as code: line ends stay, a tab becomes four spaces.
func CleanLines(s string) string {
	lines := strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
	for i, line := range lines {
		lines[i] = Clean(strings.ReplaceAll(line, "\t", "    "))
	}
	return strings.Join(lines, "\n")
}
