package terminal

import (
	"testing"

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
		"“Été” · naïve…":             `"?t?" . na?ve.`,
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
