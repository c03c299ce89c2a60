package wording

import (
	"testing"
	"unicode"
	"unicode/utf8"
)

// Joiners are letters to some scripts, and nothing but a trick beside Latin ones.
func TestCleanJoiners(t *testing.T) {
	for in, want := range map[string]string{
		"می\u200cخواهم": "می\u200cخواهم", "क्\u200dष": "क्\u200dष",
		"👩\u200d👩\u200d👧": "👩\u200d👩\u200d👧",
		"adm\u200din":     "admin", "\u200dx": "x", "é\u200d\u200dé": "é\u200dé", "é\x1b[0m\u200dé": "é[0mé",
	} {
		if got := Clean(in); got != want {
			t.Errorf("%+q becomes %+q, want %+q", in, got, want)
		}
	}
}

// FuzzClean leaves nothing that a terminal obeys, and leaves alone what it has cleaned.
func FuzzClean(f *testing.F) {
	for _, s := range []string{"", "plain", "a\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\x9b31m", "a\nb\r\nc\td",
		"\u202eevil\u202c", "\xff\xfe",
		"zero\u200bwidth", "\u2028\u2029", "日本語 é e\u0301", "👩‍👩‍👧", "\ufeffbom", "a\x00b", "\xe2\x80",
		"\x1b\\", "\u0085", "\U000e0041", "می\u200cخواهم", "क्\u200dष", "adm\u200din", "é\u200d\u200d",
		"é\x1b\u200d"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Clean(s)
		if !utf8.ValidString(got) {
			t.Errorf("%q is not UTF-8", got)
		}
		last := rune(0)
		for _, r := range got {
			joins := (r == '\u200C' || r == '\u200D') && last > unicode.MaxASCII && unicode.IsGraphic(last)
			if last = r; joins {
				continue
			}
			if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029' {
				t.Errorf("%q keeps %U", got, r)
			}
		}
		if again := Clean(got); again != got {
			t.Errorf("%q becomes %q when cleaned again", got, again)
		}
	})
}
