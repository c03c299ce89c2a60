package terminal

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/charmbracelet/x/ansi"
)

func TestUTF8(t *testing.T) {
	for _, c := range []struct {
		env  map[string]string
		want bool
	}{
		{nil, true},
		{map[string]string{"LANG": "en_US.UTF-8"}, true},
		{map[string]string{"LANG": "C.utf8"}, true},
		{map[string]string{"LANG": "C"}, false},
		{map[string]string{"LANG": "en_US.UTF-8", "LC_ALL": "POSIX"}, false},
		{map[string]string{"LANG": "C", "LC_CTYPE": "de_DE.UTF-8"}, true},
		{map[string]string{"LANG": "de_DE.ISO-8859-1"}, false},
	} {
		if got := UTF8(func(name string) string { return c.env[name] }); got != c.want {
			t.Errorf("%v: %v", c.env, got)
		}
	}
}

// Whatever is drawn takes as many cells in ASCII, and nothing else is left.
func TestASCII(t *testing.T) {
	for line, want := range map[string]string{
		"\x1b[1m› [✓] Axum\x1b[m ─╯": "\x1b[1m> [+] Axum\x1b[m -+",
		"“Été” · naïve…":             `"?t?" . na?ve~`,
		"日本語 👩‍👩‍👧 e\u0301":          "?????? ?? e",
	} {
		got := ascii(line)
		if got != want {
			t.Errorf("%q is %q, not %q", line, got, want)
		}
		if a, b := ansi.StringWidth(line), ansi.StringWidth(got); a != b {
			t.Errorf("%q takes %d cells, %q %d", line, a, got, b)
		}
	}
}

// Every sign that a screen has, and every one in the program's own texts, has one in ASCII.
func TestSignsInASCII(t *testing.T) {
	comment := regexp.MustCompile(`//.*`)
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		golden := strings.Contains(path, "golden") && strings.HasSuffix(path, ".txt")
		source := strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") && filepath.Base(path) != "ascii.go"
		if err != nil || entry.IsDir() || strings.Contains(path, "internal") || !golden && !source {
			return err
		}
		text, err := os.ReadFile(path)
		if source {
			text = comment.ReplaceAll(text, nil)
		}
		for _, r := range string(text) {
			if r >= 0x80 && unicode.IsGraphic(r) && !unicode.IsLetter(r) && !unicode.IsMark(r) && ascii(string(r)) == "?" {
				t.Errorf("%s has %c, which ASCII has nothing for", path, r)
				return nil
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
