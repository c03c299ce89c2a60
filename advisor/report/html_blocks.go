package report

import (
	"slices"
	"strconv"
	"strings"

	"rustadvisor/knowledge"
)

// The pages are worded once, as Markdown of the few forms that this package writes. For HTML they are taken apart again;
// what the pages escape arrives here as text, and the templates escape it for HTML.

// block is a paragraph, a list or the like.
type block struct {
	Kind  string // "page" and "part" (headings), "paragraph", "list", "reasons", "tasks", "numbered", "table", "code"
	ID    string
	Text  []inline   // of a heading or paragraph; of a list, what stands over it
	Items [][]inline // of a list
	Code  string
	Name  string // of code, what it is
}

// inline is a run of text within a block.
type inline struct {
	Kind string // "text", "code", "strong", "weak", "link" or "cite"
	Text string // of text and code; of a citation, its number
	Link string // an address on the web
	Runs []inline
}

// evidenceID begins the ids of the evidence.
const evidenceID = "evidence-"

// headed tells whether these words stand over a list.
func (b *block) headed(words string) bool { return b.Items != nil && text(b.Text) == words }

// blocks takes a page apart. A paragraph of nothing but bold words before a list is what stands over it.
func (r *renderer) blocks(markdown string) []block {
	var out []block
	lines := strings.Split(markdown, "\n")
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		if line == "" {
			continue
		}
		if language, end := fence(lines[i:]); end > 0 {
			code := strings.Join(lines[i+1:i+end], "\n")
			out = append(out, block{Kind: "code", Name: codeName(language, code), Code: code})
			i += end
			continue
		}
		kind, rest := blockKind(line)
		b := block{Kind: kind}
		last := len(out) - 1
		switch kind {
		case "page", "part", "paragraph":
			b.Text = r.inlines(rest)
		case "table": // its rows are not needed
		default:
			if last >= 0 && out[last].Kind == kind && lines[i-1] != "" {
				out[last].Items = append(out[last].Items, r.inlines(rest))
				continue
			}
			b.Items = [][]inline{r.inlines(rest)}
			if last >= 0 && out[last].Kind == "paragraph" && len(out[last].Text) == 1 && out[last].Text[0].Kind == "strong" {
				b.Text = out[last].Text[0].Runs
				out = out[:last]
			}
		}
		out = append(out, b)
	}
	for i := range out {
		if out[i].Kind == "list" && pointed(out[i].Items[0]) {
			out[i].Kind = "reasons"
		}
	}
	return out
}

// fence is the language of the code that the first line opens, and the index of the line that closes it; 0 if none does.
func fence(lines []string) (language string, end int) {
	language = strings.TrimLeft(lines[0], "`")
	fence := lines[0][:len(lines[0])-len(language)]
	if len(fence) < 3 || strings.Contains(language, "`") {
		return "", 0
	}
	return language, 1 + slices.Index(lines[1:], fence)
}

// codeName is what stands over code.
func codeName(language, code string) string {
	switch {
	case language == "toml" && slices.ContainsFunc(knowledge.Sections, func(s string) bool { return strings.HasPrefix(code, "["+s+"]") }):
		return "Cargo.toml"
	case language == "toml":
		return "TOML"
	case language == "sh":
		return "Shell"
	case language == "":
		return ""
	}
	return knowledge.Upper(language)
}

func blockKind(line string) (kind, rest string) {
	for _, p := range []struct{ begin, kind string }{{"### ", "part"}, {"## ", "page"}, {"- [ ] ", "tasks"}, {"- ", "list"}} {
		if rest, ok := strings.CutPrefix(line, p.begin); ok {
			return p.kind, rest
		}
	}
	if digits := strings.TrimLeft(line, "0123456789"); len(digits) < len(line) && strings.HasPrefix(digits, ". ") {
		return "numbered", digits[2:]
	}
	if strings.HasPrefix(line, "|") && strings.HasSuffix(line, "|") {
		return "table", ""
	}
	return "paragraph", line
}

// pointed tells whether an item begins with points.
func pointed(item []inline) bool {
	if item[0].Kind != "strong" {
		return false
	}
	points := text(item[0].Runs)
	return strings.HasPrefix(points, "+") || strings.HasPrefix(points, "−") || strings.HasPrefix(points, "±")
}

// inlines takes a line apart: escapes, code, strong and weak emphasis, links to the web, and citations, which have a space
// or a dash before them.
func (r *renderer) inlines(s string) []inline {
	var out []inline
	var words strings.Builder
	flush := func() {
		if words.Len() > 0 {
			out = append(out, inline{Kind: "text", Text: words.String()})
			words.Reset()
		}
	}
	for i := 0; i < len(s); {
		run, n := r.inline(s, i)
		switch {
		case n > 0:
			flush()
			out = append(out, run)
			i += n
		case s[i] == '\\' && i+1 < len(s) && strings.IndexByte("\\`*_{}[]()#+-.!~<>&|=", s[i+1]) >= 0:
			words.WriteByte(s[i+1])
			i += 2
		default:
			words.WriteByte(s[i])
			i++
		}
	}
	flush()
	if out == nil {
		out = []inline{{Kind: "text"}}
	}
	return out
}

// inline is the run of markup that begins at a place, and its length; 0 if none does.
func (r *renderer) inline(s string, at int) (inline, int) {
	rest := s[at:]
	switch {
	case rest[0] == '`':
		if end := strings.IndexByte(rest[1:], '`'); end >= 0 {
			return inline{Kind: "code", Text: rest[1 : 1+end]}, end + 2
		}
	case strings.HasPrefix(rest, "**"):
		if end := closing(rest, 2, "**"); end > 2 {
			return inline{Kind: "strong", Runs: r.inlines(rest[2:end])}, end + 2
		}
	case rest[0] == '*' && len(rest) > 1 && rest[1] != ' ':
		if end := closing(rest, 1, "*"); end > 1 {
			return inline{Kind: "weak", Runs: r.inlines(rest[1:end])}, end + 1
		}
	case rest[0] == '[':
		end := closing(rest, 1, "]")
		if end < 0 {
			break
		}
		if n, err := strconv.Atoi(rest[1:end]); err == nil && n > 0 && n <= len(r.cited) &&
			(strings.HasSuffix(s[:at], " ") || strings.HasSuffix(s[:at], "–")) {
			return inline{Kind: "cite", Text: number(n)}, end + 1
		}
		if address, ok := strings.CutPrefix(rest[end+1:], "("); ok && web(address) {
			if stop := strings.IndexByte(address, ')'); stop > 0 {
				return inline{Kind: "link", Link: address[:stop], Runs: r.inlines(rest[1:end])}, end + 1 + stop + 2
			}
		}
	}
	return inline{}, 0
}

func web(address string) bool {
	return strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://")
}

// closing finds what closes a run, from a place on, outside of code and not escaped; -1 if nothing does.
func closing(s string, from int, mark string) int {
	for i := from; i < len(s); i++ {
		switch {
		case s[i] == '\\':
			i++
		case s[i] == '`':
			if end := strings.IndexByte(s[i+1:], '`'); end >= 0 {
				i += end + 1
			}
		case strings.HasPrefix(s[i:], mark):
			return i
		}
	}
	return -1
}

// Anchor is the id of an item of the evidence.
func (b block) Anchor(i int) string { return evidenceID + number(i+1) }

// text is what is left without the markup.
func text(runs []inline) string {
	var out strings.Builder
	for _, run := range runs {
		out.WriteString(run.Text)
		out.WriteString(text(run.Runs))
	}
	return out.String()
}
