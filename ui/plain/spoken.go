package plain

import (
	"fmt"
	"regexp"
	"strings"

	"rustadvisor/knowledge"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	tables "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// line is a line to be read. Code is never broken or worded.
type line struct {
	text string
	code bool
}

var markdown = goldmark.New(goldmark.WithExtensions(extension.Table))

// spoken turns a page of the report into lines that read well aloud: the same words in the same order, without markup, and
// with words for signs that are read badly or not at all. Rows of tables are worded by the function.
func spoken(page string, row func(cells []string) string) []line {
	s := &speaker{source: []byte(page), row: row}
	doc := markdown.Parser().Parse(text.NewReader(s.source))
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		s.block(n)
	}
	return s.lines
}

type speaker struct {
	source []byte
	row    func([]string) string
	lines  []line
}

func (s *speaker) add(text string) { s.lines = append(s.lines, line{text: text}) }

func (s *speaker) gap() {
	if len(s.lines) > 0 {
		s.add("")
	}
}

func (s *speaker) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.List:
		s.list(n)
	case *ast.FencedCodeBlock:
		s.code(n)
	case *tables.Table:
		s.gap()
		for r := n.FirstChild(); r != nil; r = r.NextSibling() {
			if _, heading := r.(*tables.TableHeader); !heading {
				s.add(s.row(s.cells(r)))
			}
		}
	case *ast.Paragraph:
		s.gap()
		said := worded(s.inline(n))
		if only := n.FirstChild(); only != nil && only.NextSibling() == nil && only.Kind() == ast.KindEmphasis {
			said += ":" // a heading in bold
		}
		s.add(said)
	default:
		s.gap()
		s.add(worded(s.inline(n)))
	}
}

// list has a line for each item, below its heading.
func (s *speaker) list(n *ast.List) {
	if last := len(s.lines) - 1; last < 0 || !strings.HasSuffix(s.lines[last].text, ":") {
		s.gap()
	}
	number := n.Start
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		mark := "- "
		if n.IsOrdered() {
			mark = fmt.Sprintf("%d. ", number)
			number++
		}
		text := points.ReplaceAllString(strings.TrimPrefix(s.inline(item), "[ ] "), "$1, ")
		s.add(mark + worded(text))
	}
}

// code stands between words that tell where it begins and ends.
func (s *speaker) code(n *ast.FencedCodeBlock) {
	s.gap()
	s.add(strings.TrimSuffix("Code, "+string(n.Language(s.source)), ", ") + ":")
	for i := range n.Lines().Len() {
		at := n.Lines().At(i)
		s.lines = append(s.lines, line{strings.TrimRight(string(at.Value(s.source)), "\r\n"), true})
	}
	s.add("End of code.")
}

func (s *speaker) cells(r ast.Node) []string {
	var out []string
	for c := r.FirstChild(); c != nil; c = c.NextSibling() {
		out = append(out, worded(s.inline(c)))
	}
	return out
}

// row words the row of a table: "Web framework: Axum, settled."
func row(cells []string) string {
	var said []string
	for _, c := range cells[1:] {
		if c != "–" { // nothing
			said = append(said, c)
		}
	}
	return cells[0] + ": " + knowledge.Sentence(strings.Join(said, ", "))
}

// inline is the text of a node, with the address after each link.
func (s *speaker) inline(n ast.Node) string {
	var out strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Text:
			if entering {
				segment := n.Segment.Value(s.source)
				if n.Parent().Kind() != ast.KindCodeSpan {
					segment = unescaped(segment)
				}
				out.Write(segment)
				if n.SoftLineBreak() || n.HardLineBreak() {
					out.WriteByte(' ')
				}
			}
		case *ast.String:
			if entering {
				out.Write(n.Value)
			}
		case *ast.AutoLink:
			if entering {
				out.Write(n.Label(s.source))
			}
		case *ast.Link:
			if !entering {
				fmt.Fprintf(&out, ", %s", n.Destination)
			}
		}
		return ast.WalkContinue, nil
	})
	return strings.TrimSpace(out.String())
}

// unescaped drops the backslashes that keep data from being markup.
func unescaped(s []byte) []byte {
	var out []byte
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && strings.IndexByte("\\`*_{}[]()#+-.!|<>&~=\"'", s[i+1]) >= 0 {
			i++
		}
		out = append(out, s[i])
	}
	return out
}

var (
	cited   = regexp.MustCompile(`(?: \[\d+\](?:–\[\d+\])?)+`)
	plus    = regexp.MustCompile(`(^|[ (])\+(\d)`)
	span    = regexp.MustCompile(`(\d)–(\d)`)
	points  = regexp.MustCompile(`^([+−±]\d+) `) // of a reason, which follows after a pause
	bracket = strings.NewReplacer("[", "", "]", "")
)

// worded puts words for the signs of a text.
func worded(s string) string {
	s = sayCited(s)
	s = plus.ReplaceAllString(s, "${1}plus $2")
	s = span.ReplaceAllString(s, "$1 to $2")
	arrow := ": "
	if strings.HasPrefix(s, "If ") || strings.HasPrefix(s, "Still open: if ") {
		arrow = ", then "
	}
	return strings.NewReplacer("−", "minus ", "±0", "0", " → ", arrow, " – ", "; ", " · ", "; ").Replace(s)
}

// sayCited words citations, which number the evidence: "(evidence 29, 31 to 35)".
func sayCited(s string) string {
	var out strings.Builder
	end := 0
	for _, at := range cited.FindAllStringIndex(s, -1) {
		out.WriteString(s[end:at[0]])
		end = at[1]
		numbers := strings.Split(strings.TrimSpace(bracket.Replace(s[at[0]:at[1]])), " ")
		said := strings.ReplaceAll(strings.Join(numbers, ", "), "–", " to ")
		if inside := out.String(); strings.LastIndexByte(inside, '(') > strings.LastIndexByte(inside, ')') {
			out.WriteString(", evidence " + said)
		} else {
			out.WriteString(" (evidence " + said + ")")
		}
	}
	return out.String() + s[end:]
}
