package knowledge

import (
	"errors"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"
	"unicode/utf8"
)

// FuzzLoad puts anything in the place of one file of the small base: it loads, or fails with problems that have a
// place.
func FuzzLoad(f *testing.F) {
	names := []string{vocabulary, questions, web, constraint, sources, findings, practices, plan, "technologies.toml",
		"python.toml"}
	for i, name := range names {
		if text, err := os.ReadFile("testdata/small/" + name); err == nil {
			f.Add(i, string(text))
		}
	}
	for _, fault := range faults {
		for i, name := range names {
			if text, err := os.ReadFile("testdata/small/" + name); err == nil && name == fault.file {
				f.Add(i, strings.Replace(string(text), fault.old, fault.new, 1))
			}
		}
	}
	f.Add(2, "a = [[[[[[[[[[[[[[[[[[[[[[[[[[[[[")
	f.Add(2, "\xef\xbb\xbfid = \"web\"")
	base := small()
	f.Fuzz(func(t *testing.T, which int, text string) {
		name := names[uint(which)%uint(len(names))]
		fsys := fstest.MapFS{}
		for n, file := range base {
			fsys[n] = file
		}
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
		loaded, err := Load(fsys)
		if err == nil && loaded != nil {
			return
		}
		var problems Problems
		if loaded != nil || !errors.As(err, &problems) || len(problems) == 0 {
			t.Fatalf("neither a base nor problems: %T %v", err, err)
		}
		for _, p := range problems {
			if p.File == "" || p.What == "" || p.Line < 1 {
				t.Errorf("a problem without a place: %+v", p)
			}
			if lines := 1 + strings.Count(text, "\n"); p.File == name && p.Line > lines {
				t.Errorf("line %d of %d: %s", p.Line, lines, p)
			}
		}
	})
}

// FuzzLines walks through anything, to the end.
func FuzzLines(f *testing.F) {
	f.Add("a = 1\n[[b]]\nc = [\n{ d = \"\"\"\n\"\"\" } ]\n")
	f.Add("a.\"b c\" . d = { e = [1, [2]], f = '''x''' } # g = 1")
	f.Add(strings.Repeat("a = [", 100))
	f.Fuzz(func(t *testing.T, text string) {
		lines := 1 + strings.Count(text, "\n")
		for path, line := range findLines(text) {
			if line < 1 || line > lines {
				t.Errorf("%q on line %d of %d", path, line, lines)
			}
		}
	})
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
