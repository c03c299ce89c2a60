package adr

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/yuin/goldmark"
)

// rendered is what Markdown says, with the line ends that say nothing as blanks.
func rendered(t *testing.T, text string) string {
	t.Helper()
	var out bytes.Buffer
	if err := goldmark.Convert([]byte(text), &out); err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(out.String()), " ")
}

// Breaking lines changes nothing in what a document says, whatever words it is made of, and no line is longer than
// it must be.
func TestWrapped(t *testing.T) {
	words := []string{"a", "service", "1.", "12)", "-", "+", "*", "#", "##", ">", "=", "===", "---", "```", "`code",
		"span`", "**bold**", "_",
		"\\*", "\\", "|", "<b>", ":", "", "  ",
		"[link](https://example.org/long/long/long/long/long/long/long/long/long/long/long/long)", "–", "「日本」"}
	random := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		var line []string
		for range 3 + random.IntN(50) {
			line = append(line, words[random.IntN(len(words))])
		}
		text := []string{"", "* ", "12. "}[random.IntN(3)] + "x " + strings.TrimRight(strings.Join(line, " "), ` \`)
		lines := wrapped([]string{text})
		if want, got := rendered(t, text), rendered(t, strings.Join(lines, "\n")); want != got {
			t.Fatalf("%q reads\n%s\nbroken into\n%s\n%s", text, want, strings.Join(lines, "\n"), got)
		}
		for _, l := range lines {
			if len(lines) > 1 && (strings.HasSuffix(l, " ") || strings.TrimSpace(l) == "") {
				t.Fatalf("%q ends in a blank", l)
			}
		}
	}
}

// Records keep to the lines that linters of Markdown take: what is longer is one word, such as a link.
func TestLineLength(t *testing.T) {
	for _, style := range []Style{MADR, Log4brains, Nygard} {
		for _, r := range plan(t, service, nil, Options{Style: style, All: true}).New {
			for _, l := range strings.Split(r.Text, "\n") {
				rest := []rune(strings.TrimLeft(l, " "))
				if utf8.RuneCountInString(l) > lineLength && strings.Contains(string(rest[min(len(rest), lineLength):]), " ") {
					t.Errorf("%s: %d columns: %s", r.Name, utf8.RuneCountInString(l), l)
				}
			}
		}
	}
}
