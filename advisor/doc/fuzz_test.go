package doc

import (
	"strings"
	"testing"
)

// FuzzText puts any two texts into all blocks and inlines: a parser of Markdown reads them as they were.
func FuzzText(f *testing.F) {
	for _, s := range alphabet {
		f.Add(s, s+"a")
	}
	f.Add("`<img src=x onerror=alert(1)>```", "![x](javascript:y)")
	f.Add("[a]: https://x", "www.example.org a@b.c")
	f.Fuzz(func(t *testing.T, one, other string) {
		texts := []string{one, other, one + other, other + " " + one}
		n := 0
		text := func() string {
			n++
			return strings.TrimSpace(texts[n%len(texts)])
		}
		blocks := everything(text)
		got, want := flat(parsers(t)["goldmark"](Markdown(blocks))), squeezed(words(blocks))
		if got != want {
			t.Errorf("read as\n%q, want\n%q\nwritten:\n%s", got, want, Markdown(blocks))
		}
	})
}
