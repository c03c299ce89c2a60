package strict

import (
	"fmt"
	"regexp"
	"strings"
)

// The TOML library tells the line of a syntax error but not where a decoded value stood, and a message without a line
// sends people searching. This finds it again.

// Lines maps a path such as "option[2].fit.sql-checked" to the line, from 1, that it stands on. The text is read
// for it only when somebody asks, for that is after a fault: a base that loads pays nothing.
type Lines struct {
	text  string
	found map[string]int
	first map[string]int // by path without indices: its first line
}

func (l *Lines) find() map[string]int {
	if l.found == nil {
		l.found = findLines(l.text)
	}
	return l.found
}

// findLines walks through a file: headers, keys, and the keys and elements inside values. It reads what loads, and
// of what does not as much as it understands; where the TOML library finds a fault of syntax it has the line
// itself.
func findLines(text string) map[string]int {
	w := walker{text: text, line: 1, found: map[string]int{"": 1}}
	count := map[string]int{} // array path without its last index -> elements so far
	table := ""
	for w.space(true); w.at < len(w.text); w.space(true) {
		if w.peek("[") {
			isArray := w.peek("[[")
			w.skip(map[bool]int{true: 2, false: 1}[isArray])
			line := w.line
			table = resolve(w.key(), isArray, count)
			w.found[table] = line
		} else {
			w.pair(table, 0)
		}
		w.skip(len(w.until("\n")))
	}
	return w.found
}

// mostDeep is how deep tables and lists may be nested in a file, and of how many parts a key may be. The deepest
// real file has a sixth of it; what is far deeper takes the TOML library minutes.
const mostDeep = 24

// tooDeep is the first line on which something is nested too deeply, or 0.
func tooDeep(text string) int {
	w := walker{text: text, line: 1, found: map[string]int{}}
	depth, parts := 0, 0
	for w.at < len(text) {
		switch text[w.at] {
		case '"', '\'':
			w.quoted()
			continue
		case '#':
			w.skip(len(w.until("\n")))
			continue
		case '[', '{':
			depth++
			parts = 0
		case ']', '}':
			depth = max(0, depth-1)
		case '.':
			parts++
		case '=', ',', '\n':
			parts = 0
		}
		if depth > mostDeep || parts > mostDeep {
			return w.line
		}
		w.skip(1)
	}
	return 0
}

// walker is a place in a TOML text, and what was found before it.
type walker struct {
	text     string
	at, line int
	found    map[string]int
}

func (w *walker) peek(s string) bool { return strings.HasPrefix(w.text[w.at:], s) }

// skip goes on by n bytes, counting lines.
func (w *walker) skip(n int) {
	n = min(n, len(w.text)-w.at)
	if n == 1 && w.text[w.at] != '\n' { // most are: strings are stepped over byte by byte
		w.at++
		return
	}
	w.line += strings.Count(w.text[w.at:w.at+n], "\n")
	w.at += n
}

// until returns the text up to the first of some bytes, or all that is left.
func (w *walker) until(bytes string) string {
	if i := strings.IndexAny(w.text[w.at:], bytes); i >= 0 {
		return w.text[w.at : w.at+i]
	}
	return w.text[w.at:]
}

// space steps over blanks, and if asked over line ends and comments.
func (w *walker) space(lines bool) {
	for w.at < len(w.text) {
		switch c := w.text[w.at]; {
		case c == ' ' || c == '\t' || c == '\r', lines && c == '\n':
			w.skip(1)
		case lines && c == '#':
			w.skip(len(w.until("\n")))
		default:
			return
		}
	}
}

// key reads a dotted key, without its quotes.
func (w *walker) key() string {
	var parts []string
	for {
		w.space(false)
		start := w.at
		if w.peek(`"`) || w.peek(`'`) {
			w.quoted()
			parts = append(parts, strings.Trim(w.text[start:w.at], `"'`))
		} else {
			parts = append(parts, w.until(" \t\r\n.=[]{},#\"'"))
			w.skip(len(parts[len(parts)-1]))
		}
		w.space(false)
		if !w.peek(".") {
			return strings.Join(parts, ".")
		}
		w.skip(1)
	}
}

// pair reads a key with its value.
func (w *walker) pair(table string, depth int) {
	line := w.line
	path := Join(table, w.key())
	if !w.peek("=") {
		return
	}
	w.skip(1)
	if _, seen := w.found[path]; !seen {
		w.found[path] = line
	}
	w.space(false)
	w.value(path, depth)
}

// value steps over a value and remembers what stands in it.
func (w *walker) value(path string, depth int) {
	switch {
	case depth > mostDeep:
		w.at = len(w.text)
	case w.peek(`"`) || w.peek(`'`):
		w.quoted()
	case w.peek("["):
		w.list("]", func(i int) {
			at := Element(path, i)
			w.found[at] = w.line
			w.value(at, depth+1)
		})
	case w.peek("{"):
		w.list("}", func(int) { w.pair(path, depth+1) })
	default:
		w.skip(len(w.until(",]}#\n")))
	}
}

// list reads what stands between brackets, apart from the commas.
func (w *walker) list(end string, element func(i int)) {
	w.skip(1)
	for i := 0; ; i++ {
		w.space(true)
		before := w.at
		if w.peek(end) || w.at == len(w.text) {
			break
		}
		element(i)
		w.space(true)
		if w.peek(",") {
			w.skip(1)
		} else if w.at == before {
			w.skip(1) // nothing that TOML knows
		}
	}
	w.skip(1)
}

// quoted steps over a string of any of the four kinds.
func (w *walker) quoted() {
	quote := w.text[w.at : w.at+1]
	if long := strings.Repeat(quote, 3); w.peek(long) {
		w.skip(3)
		for w.at < len(w.text) && !w.peek(long) {
			w.escape(quote)
		}
		w.skip(3)
		for w.peek(quote) { // up to two may stand before the end
			w.skip(1)
		}
		return
	}
	w.skip(1)
	for w.at < len(w.text) && !w.peek(quote) && !w.peek("\n") {
		w.escape(quote)
	}
	if w.peek(quote) {
		w.skip(1)
	}
}

// escape steps over a byte of a string, or over two if it escapes the next.
func (w *walker) escape(quote string) {
	if quote == `"` && w.peek(`\`) {
		w.skip(1)
	}
	w.skip(1)
}

// resolve turns a header's path into one with indices: each array of tables on the way means its latest element.
func resolve(header string, isArray bool, count map[string]int) string {
	path := ""
	parts := strings.Split(header, ".")
	for i, part := range parts {
		path = Join(path, strings.TrimSpace(part))
		n, seen := count[path]
		if last := i == len(parts)-1; last && isArray {
			count[path] = n + 1
			path = Element(path, n)
		} else if seen {
			path = Element(path, n-1)
		}
	}
	return path
}

// Of returns the line of the path, or of the nearest thing that holds it.
func (l *Lines) Of(path string) int {
	if l == nil {
		return 1
	}
	found := l.find()
	for path != "" {
		if line, ok := found[path]; ok {
			return line
		}
		dot := strings.LastIndexAny(path, ".[")
		if dot < 0 {
			break
		}
		path = path[:dot]
	}
	return 1
}

// anywhere returns the first line of a path given without indices, as the TOML library names unknown keys.
func (l *Lines) anywhere(path string) int {
	if l.first == nil {
		l.first = map[string]int{}
		for p, line := range l.find() {
			plain := indices.ReplaceAllString(p, "")
			if before, known := l.first[plain]; !known || line < before {
				l.first[plain] = line
			}
		}
	}
	for path = unquote(path); path != ""; path = path[:max(0, strings.LastIndexByte(path, '.'))] {
		if line, known := l.first[path]; known {
			return line
		}
	}
	return 1
}

var indices = regexp.MustCompile(`\[\d+\]`)

// Join is the path of a key in a table.
func Join(table, key string) string {
	if table == "" {
		return key
	}
	return table + "." + key
}

// Element is the path of an element of a list.
func Element(list string, i int) string { return fmt.Sprintf("%s[%d]", list, i) }

// Plain is a path without its indices, as messages show keys.
func Plain(path string) string { return indices.ReplaceAllString(path, "") }

var quotes = strings.NewReplacer(`"`, "", `'`, "")

func unquote(s string) string { return quotes.Replace(s) }
