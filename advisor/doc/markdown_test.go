package doc

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os/exec"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
)

func TestEscape(t *testing.T) {
	for in, want := range map[string]string{
		"plain text, snake_case and 2 * 3 < 7": "plain text, snake_case and 2 * 3 < 7",
		"*a* _b_ ~c~ #[d] |a| b":               `\*a\* \_b\_ \~c\~ #[d] |a| b`,
		"see [f](g) and [h][i]":                `see \[f\](g) and \[h\]\[i\]`,
		"[x] a box":                            `\[x] a box`,
		"Option<T> & co; AT&T; &amp;":          `Option\<T> & co; AT\&T; \&amp;`,
		"`a_*b*` but `c":                       "`a_*b*` but 'c",
		"`a *b*` c":                            "`a *b*` c",
		"``a`b`` and `` ` ``":                  "``a`b`` and `` ` ``",
		"`<img src=x>```":                      `'\<img src=x>'''`,
		`C:\x`:                                 `C:\\x`,
	} {
		if got := Of(in).Markdown(); got != want {
			t.Errorf("%q is written as %q, want %q", in, got, want)
		}
	}
	if got, want := LinkText("a [b]( c] |"), `a \[b\]( c\] |`; got != want {
		t.Errorf("the text of a link: %q, want %q", got, want)
	}
	if got, want := tableRow([]Line{Of("a|b `c|d`")}), "| a\\|b `c\\|d` |"; got != want {
		t.Errorf("a row: %q, want %q", got, want)
	}
	for in, want := range map[string]string{"# a": `\# a`, "1. a": `1\. a`, "- a": `\- a`, "12": "12",
		"2026) b": `2026\) b`, "    a": "a"} {
		if got := begin(Of(in)); got != want {
			t.Errorf("%q begins a paragraph as %q, want %q", in, got, want)
		}
	}
}

// parsers turn Markdown into HTML: the one linked here, and GitHub's where it is installed.
func parsers(t *testing.T) map[string]func(markdown string) string {
	t.Helper()
	own := goldmark.New(goldmark.WithExtensions(extension.Table, extension.TaskList, extension.Strikethrough),
		goldmark.WithRendererOptions(html.WithUnsafe(), html.WithXHTML()))
	out := map[string]func(string) string{"goldmark": func(markdown string) string {
		var out bytes.Buffer
		if err := own.Convert([]byte(markdown), &out); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}}
	path, err := exec.LookPath("cmark-gfm")
	if err != nil {
		t.Log("cmark-gfm is not installed: texts are parsed by goldmark alone")
		return out
	}
	out["cmark-gfm"] = func(markdown string) string {
		cmd := exec.Command(path, "--unsafe", "-e", "table", "-e", "strikethrough", "-e", "tasklist")
		cmd.Stdin = strings.NewReader(markdown)
		text, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	return out
}

var alphabet = []string{"a", "b", " ", "*", "_", "[", "]", "(", ")", "`", "``", "\\", "~", "<", ">", "&", "!", "#",
	"|", ":", "1", ".",
	"-", "+", "=", "é", "<b>", "&lt;", "](x)", "![", "https://", "\t", "\x1b", "\u202e", "[1]: ", "- ", "1. ", "---",
	"```", "</details>",
	"<!--", "$", "^", "@"}

// TestTextStaysText writes documents of random texts, in all blocks and inlines, and reads them with parsers of
// Markdown: each text comes back as it was, in the elements it was put into, and none makes an element of its own.
func TestTextStaysText(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	text := func() string {
		var out strings.Builder
		for range random.IntN(8) {
			out.WriteString(alphabet[random.IntN(len(alphabet))])
		}
		return strings.TrimSpace(out.String())
	}
	for name, parse := range parsers(t) {
		rounds := 4000
		if name != "goldmark" {
			rounds = 400 // each is a process
		}
		for n := range rounds {
			blocks := everything(text)
			got, want := flat(parse(Markdown(blocks))), squeezed(words(blocks))
			if got != want {
				t.Fatalf("%s, round %d: read as\n%q, want\n%q\nwritten:\n%s\nparsed:\n%s", name, n, got, want, Markdown(blocks),
					parse(Markdown(blocks)))
			}
		}
	}
}

// everything is a document of all blocks and inlines that hold data.
func everything(text func() string) []Block {
	return []Block{
		Heading{Level: 2, Text: Of("x", text())},
		Paragraph{Text: Of(text(), " ", Bold("x"+text()+"x"), " ", text(), "x")},
		List{Form: Bullets, Items: []Line{Of(text(), "x"), Of(text(), " ", Linked("xy"+text(),
			"https://example.org/?"+text()))}},
		List{Form: Numbered, Items: []Line{Of(text(), " ", Aside("(", text(), ")"))}},
		Table{Head: []Line{Of(text()), Of("x", text())}, Rows: [][]Line{{Of("x", text()), Of("x" + text())}}},
		Callout{Text: Of("x" + text())},
		Code{Text: "x" + text() + "\n" + text() + "x"},
	}
}

// words is what a reader sees of blocks, each element between braces.
func words(blocks []Block) string {
	var out strings.Builder
	for _, b := range blocks {
		switch b := b.(type) {
		case Heading:
			fmt.Fprintf(&out, "{h%d %s}", b.Level, seen(b.Text))
		case Paragraph:
			fmt.Fprintf(&out, "{p %s}", seen(b.Text))
		case Callout:
			fmt.Fprintf(&out, "{blockquote {p %s}}", seen(b.Text))
		case List:
			fmt.Fprintf(&out, "{%s ", map[Form]string{Bullets: "ul", Numbered: "ol"}[b.Form])
			for _, item := range b.Items {
				fmt.Fprintf(&out, "{li %s}", seen(item))
			}
			out.WriteString("}")
		case Table:
			fmt.Fprintf(&out, "{table {thead {tr {th %s}{th %s}}}", seen(b.Head[0]), seen(b.Head[1]))
			for _, row := range b.Rows {
				fmt.Fprintf(&out, "{tbody {tr {td %s}{td %s}}}", seen(row[0]), seen(row[1]))
			}
			out.WriteString("}")
		case Code:
			fmt.Fprintf(&out, "{pre {code %s}}", b.Lines())
		}
	}
	return out.String()
}

func seen(l Line) string {
	var out strings.Builder
	for _, run := range l {
		switch run.Kind {
		case Mono:
			fmt.Fprintf(&out, "{code %s}", run.Text)
		case Strong:
			fmt.Fprintf(&out, "{strong %s}", seen(run.Runs))
		case Emphasis:
			fmt.Fprintf(&out, "{em %s}", seen(run.Runs))
		case Link:
			fmt.Fprintf(&out, "{a %s}", seen(run.Runs))
		default:
			out.WriteString(run.Text)
		}
	}
	return out.String()
}

func squeezed(s string) string { return strings.Join(strings.Fields(s), "") }

// flat is words for HTML.
func flat(text string) string {
	d := xml.NewDecoder(strings.NewReader("<x>" + text + "</x>"))
	d.Strict, d.Entity, d.AutoClose = false, xml.HTMLEntity, xml.HTMLAutoClose
	var out strings.Builder
	for depth := 0; ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return squeezed(out.String())
		}
		if err != nil {
			return "no HTML: " + err.Error()
		}
		switch x := token.(type) {
		case xml.StartElement:
			if depth++; depth > 1 {
				out.WriteString("{" + x.Name.Local + " ")
			}
		case xml.EndElement:
			if depth--; depth > 0 {
				out.WriteString("}")
			}
		case xml.CharData:
			out.Write(x)
		}
	}
}

// What has a name is found by it, and written as if it had none.
func TestNamed(t *testing.T) {
	named := Of(Named("label", "a_b"), ": ", Named("thing", Score(1), " ", Named("what", Linked("c [d]", "https://e.f"))))
	plain := Of("a_b", ": ", Score(1), " ", Linked("c [d]", "https://e.f"))
	blocks := func(l Line) []Block {
		return []Block{Heading{1, l}, Paragraph{l}, List{Form: Bullets, Title: l, Items: []Line{l}},
			Table{Head: []Line{l}, Rows: [][]Line{{l}}}}
	}
	if got, want := Markdown(blocks(named)), Markdown(blocks(plain)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := named.Named("what").Plain(); got != "c [d]" || named.Named("nothing") != nil {
		t.Errorf("found %q", got)
	}
}
