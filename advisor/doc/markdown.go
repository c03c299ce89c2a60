package doc

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
)

// Markdown writes blocks as CommonMark with the tables and tasks of GitHub: blank lines between them, one line end
// after the last. Whatever the data, it stays text: all that could be markup is escaped, here and nowhere else.
func Markdown(blocks []Block) string { return Layout{}.Markdown(blocks) }

// Layout is how Markdown looks where that changes nothing in what it says.
type Layout struct {
	Bullet  string // of lists; a dash unless it is set
	Columns int    // that lines of prose are broken at; 0 is nowhere
}

// Markdown is Markdown in this layout.
func (o Layout) Markdown(blocks []Block) string {
	var out []string
	for _, b := range Flat(blocks) {
		if text := o.block(b); text != "" {
			out = append(out, text)
		}
	}
	return strings.Join(out, "\n\n") + "\n"
}

func (o Layout) block(b Block) string {
	switch b := b.(type) {
	case Heading:
		return strings.Repeat("#", b.Level) + " " + heading(b.Text)
	case Paragraph:
		return o.wrap("", begin(b.Text))
	case Callout:
		return "> " + begin(b.Text)
	case List:
		return o.list(b)
	case Table:
		return table(b)
	case Code:
		return Fenced(b.Language, b.Text)
	case Details:
		return "<details>\n<summary>" + escapeHTML(b.Summary.Plain()) + "</summary>\n\n" + o.Markdown(b.Blocks) +
			"\n</details>"
	}
	return ""
}

// Markdown writes a line that stands within one of Markdown.
func (l Line) Markdown() string { return (&lineWriter{}).line(l) }

// begin writes a line where a block begins, and more characters have a meaning.
func begin(l Line) string { return (&lineWriter{first: true}).line(trimmed(l)) }

// heading ends in no number sign, which would be taken for the heading's own. Nothing else can begin in it.
func heading(l Line) string {
	text := trimmed(l).Markdown()
	if strings.HasSuffix(text, "#") && !strings.HasSuffix(text, `\#`) {
		text = text[:len(text)-1] + `\#`
	}
	return text
}

// trimmed drops spaces before a line, of which four would make it code, and behind it.
func trimmed(l Line) Line {
	l = slices.Clone(l.Flat())
	for len(l) > 0 && l[0].Kind == Text {
		if l[0].Text = strings.TrimLeft(l[0].Text, " "); l[0].Text != "" {
			break
		}
		l = l[1:]
	}
	for n := len(l) - 1; n >= 0 && l[n].Kind == Text; n = len(l) - 1 {
		if l[n].Text = strings.TrimRight(l[n].Text, " "); l[n].Text != "" {
			break
		}
		l = l[:n]
	}
	return l
}

// list parts items that have a lead from each other and from what it leads to, so that the leads can be read alone.
func (o Layout) list(b List) string {
	var lines []string
	led := false
	if len(b.Items) == 0 {
		return ""
	}
	if len(b.Title) > 0 {
		lines = append(lines, Line{Bold(b.Title)}.Markdown(), "")
	}
	for i, item := range b.Items {
		mark := cmp.Or(o.Bullet, "-") + " "
		switch b.Form {
		case Tasks:
			mark += "[ ] "
		case Numbered:
			mark = fmt.Sprintf("%d. ", b.Number(i))
		}
		lead, rest := item.Led()
		if b.Form != Bullets || rest == nil {
			lines = append(lines, o.wrap(mark, begin(item)))
			continue
		}
		indent := strings.Repeat(" ", len(mark))
		led = true
		lines = append(lines, o.wrap(mark, begin(lead))+"\n\n"+indent+strings.TrimPrefix(o.wrap(indent, begin(rest)), indent))
	}
	if !led {
		return strings.Join(lines, "\n")
	}
	if len(b.Title) > 0 {
		return lines[0] + "\n\n" + strings.Join(lines[2:], "\n\n")
	}
	return strings.Join(lines, "\n\n")
}

func table(b Table) string {
	rule := "|"
	for col := range b.Head {
		if col < len(b.Right) && b.Right[col] {
			rule += "--:|"
			continue
		}
		rule += "---|"
	}
	lines := []string{tableRow(b.Head), rule}
	for _, row := range b.Rows {
		lines = append(lines, tableRow(row))
	}
	return strings.Join(lines, "\n")
}

func tableRow(cells []Line) string {
	out := "|"
	for _, c := range cells {
		out += " " + (&lineWriter{cell: true}).line(trimmed(c)) + " |"
	}
	return out
}

// Fenced is code between fences that nothing in it closes. A language unknown to the knowledge base is not named.
func Fenced(language, code string) string {
	if !slices.Contains(knowledge.Languages, language) {
		language = ""
	}
	fence := "```"
	for strings.Contains(code, fence) {
		fence += "`"
	}
	return fence + language + "\n" + Code{Text: code}.Lines() + "\n" + fence
}

// lineWriter writes inlines one after the other.
type lineWriter struct {
	out    strings.Builder
	cell   bool // of a table, which a bar would end
	first  bool // at the beginning of a block
	linked bool // within the text of a link, which a bracket would end
	before rune // the last one written, without its escape; 0 at the beginning
}

func (w *lineWriter) line(l Line) string {
	w.runs(l, 0)
	return w.out.String()
}

// runs writes inlines, after which stands a certain character, 0 for none.
func (w *lineWriter) runs(l Line, after rune) {
	l = united(l)
	for i, run := range l {
		next := after
		if i+1 < len(l) {
			next = opening(l[i+1])
		}
		w.run(run, next)
		w.first = false
	}
}

func (w *lineWriter) run(run Inline, next rune) {
	switch run.Kind {
	case Mono:
		w.code(run.Text)
	case Strong:
		w.around("**", run.Runs)
	case Emphasis:
		w.around("*", run.Runs)
	case Ref: // names of sections are no addresses yet
		w.runs(run.Runs, next)
	case Link:
		linked := w.linked
		w.linked = true
		w.put("[")
		w.runs(run.Runs, ']')
		w.put("](" + address(run.To) + ")")
		w.linked = linked
	case Citation:
		w.put(cited(run.Numbers))
	case Points:
		w.put(Signed(run.Value))
	case Then:
		w.put(arrow)
	case Break:
		w.put(" ")
	default:
		w.text(run.Text, next)
	}
}

// put writes what is no data.
func (w *lineWriter) put(s string) {
	w.out.WriteString(s)
	w.before, _ = utf8.DecodeLastRuneInString(s)
}

func (w *lineWriter) around(mark string, runs Line) {
	w.put(mark)
	w.first = false
	w.runs(runs, '*')
	w.put(mark)
}

// code writes code between backticks that nothing in it closes. In a table a bar needs a backslash, which another
// backslash before it would take away: there it stands as text.
func (w *lineWriter) code(code string) {
	if code == "" || w.cell && strings.Contains(code, `\|`) {
		w.text(code, 0)
		return
	}
	fence := "`"
	for n := 1; slices.Contains(ticks(code), n); n++ {
		fence += "`"
	}
	if w.cell {
		code = strings.ReplaceAll(code, "|", `\|`)
	}
	if code[0] == '`' || code[len(code)-1] == '`' || code[0] == ' ' && code[len(code)-1] == ' ' {
		code = " " + code + " "
	}
	w.put(fence + code + fence)
}

// ticks are the lengths of the runs of backticks in a text.
func ticks(s string) []int {
	var out []int
	for {
		at := strings.IndexByte(s, '`')
		if at < 0 {
			return out
		}
		n := runOf(s[at:])
		out = append(out, n)
		s = s[at+n:]
	}
}

// text writes data.
func (w *lineWriter) text(s string, next rune) {
	lead := 0
	if w.first {
		lead = leading(s)
	}
	brackets := w.linked || strings.Contains(s, "](") || strings.Contains(s, "][") || strings.Contains(s, "]:") ||
		strings.HasSuffix(s, "]") && (next == '[' || next == '(' || next == ':')
	for i, c := range s {
		after := next
		if end := i + utf8.RuneLen(c); end < len(s) {
			after, _ = utf8.DecodeRuneInString(s[end:])
		}
		if lead > 0 && i == lead-1 || (c == '[' || c == ']') && (brackets || w.before == 0) ||
			c == '|' && w.cell || markup(w.before, c, after) {
			w.out.WriteByte('\\')
		}
		w.out.WriteRune(c)
		w.before = c
	}
}

// leading is the length of a text up to and with the character that would make the line a heading, a quote, an item
// of a list or a rule below a heading; 0 where none does.
func leading(s string) int {
	if s != "" && strings.IndexByte("#>+-=", s[0]) >= 0 {
		return 1
	}
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	if digits > 0 && digits < len(s) && strings.IndexByte(".)", s[digits]) >= 0 {
		return digits + 1
	}
	return 0
}

// markup tells whether a character would be read as markup. An underscore within a word is not, a comparison with
// spaces around it is not: fewer backslashes read better where Markdown is read as it is.
func markup(before, c, next rune) bool {
	switch c {
	case '\\', '~', '`':
		return true
	case '*':
		return before != ' ' || next != ' '
	case '_':
		return !word(before) || !word(next)
	case '<':
		return unicode.IsLetter(next) || next == '/' || next == '!' || next == '?'
	case '&':
		return unicode.IsLetter(next) || next == '#'
	case '!':
		return next == '['
	}
	return false
}

func word(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// united joins texts that follow each other, for what is markup is told by the characters around.
func united(l Line) Line {
	var out Line
	for _, run := range l.Flat() {
		if n := len(out); n > 0 && written(run) == Text && written(out[n-1]) == Text {
			out[n-1].Text += run.Text
			continue
		}
		out = append(out, run)
	}
	return out
}

// written is a kind as Markdown knows it: a standing is text.
func written(run Inline) Kind {
	if run.Kind == Standing {
		return Text
	}
	return run.Kind
}

// opening is the first character that an inline is written with.
func opening(run Inline) rune {
	switch run.Kind {
	case Mono:
		return '`'
	case Strong, Emphasis:
		return '*'
	case Link:
		return '['
	case Points:
		r, _ := utf8.DecodeRuneInString(Signed(run.Value))
		return r
	case Citation, Then, Break:
		return ' '
	case Ref:
		if len(run.Runs) > 0 {
			return opening(run.Runs[0])
		}
	}
	r, _ := utf8.DecodeRuneInString(run.Text)
	return r
}

// address encodes what would end a link, or begin markup in it.
func address(url string) string {
	var out strings.Builder
	for _, c := range wording.Clean(url) {
		if strings.ContainsRune(" <>()[]{}\\`*|\"'", c) {
			fmt.Fprintf(&out, "%%%02X", c)
		} else {
			out.WriteRune(c)
		}
	}
	return out.String()
}

// escapeHTML is data within the few tags that a document in Markdown has.
func escapeHTML(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\n", " ").Replace(s)
}

// LinkText makes data fit to be the text of a link in Markdown.
func LinkText(s string) string { return (&lineWriter{linked: true}).line(Of(s)) }
