package doc

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"

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
		mark := []string{"", "* ", "12. "}[random.IntN(3)]
		text := "x " + strings.TrimRight(strings.Join(line, " "), ` \`)
		lines := strings.Split(Layout{Columns: 80}.wrap(mark, text), "\n")
		text = mark + text
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
