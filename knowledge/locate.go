package knowledge

import (
	"fmt"
	"regexp"
	"strings"
)

// The TOML library tells the line of a syntax error but not where a decoded value stood, and a message without a line
// sends people searching. This finds it again.

// Lines maps a path such as "option[2].fit.sql-checked" to the line, from 1, that it stands on. The text is read for it only
// when somebody asks, for that is after a fault: a base that loads pays nothing.
type Lines struct {
	text  string
	found map[string]int
}

func (l *Lines) find() map[string]int {
	if l.found == nil {
		l.found = findLines(l.text)
	}
	return l.found
}

var (
	tableHeader = regexp.MustCompile(`^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?`)
	keyStart    = regexp.MustCompile(`^\s*("[^"]*"|'[^']*'|[A-Za-z0-9_.-]+)\s*=\s*(.*)$`)
)

// findLines reads a file line by line. It knows tables, arrays of tables, keys, and how to step over multi-line values;
// keys inside inline tables share the line of the key that holds them.
func findLines(text string) map[string]int {
	found := map[string]int{"": 1}
	count := map[string]int{} // array path without its last index -> elements so far
	table, closing := "", ""  // closing: what ends the multi-line value we are in
	depth := 0                // open brackets of a multi-line array
	for i, line := range strings.Split(text, "\n") {
		if closing != "" {
			if strings.Contains(line, closing) {
				closing = ""
			}
			continue
		}
		if depth > 0 {
			depth += brackets(line)
			continue
		}
		if m := tableHeader.FindStringSubmatch(line); m != nil {
			table = resolve(unquote(m[2]), m[1] == "[[", count)
			found[table] = i + 1
			continue
		}
		m := keyStart.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		found[join(table, unquote(m[1]))] = i + 1
		for _, quote := range []string{`"""`, `'''`} {
			if strings.Count(m[2], quote) == 1 {
				closing = quote
			}
		}
		if closing == "" {
			depth = max(0, brackets(m[2]))
		}
	}
	return found
}

// resolve turns a header's path into one with indices: each array of tables on the way means its latest element.
func resolve(header string, isArray bool, count map[string]int) string {
	path := ""
	parts := strings.Split(header, ".")
	for i, part := range parts {
		path = join(path, strings.TrimSpace(part))
		n, seen := count[path]
		if last := i == len(parts)-1; last && isArray {
			count[path] = n + 1
			path = fmt.Sprintf("%s[%d]", path, n)
		} else if seen {
			path = fmt.Sprintf("%s[%d]", path, n-1)
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
		cut := strings.LastIndexAny(path, ".[")
		if cut < 0 {
			break
		}
		path = path[:cut]
	}
	return 1
}

// anywhere returns the first line of a path given without indices, as the TOML library names unknown keys.
func (l *Lines) anywhere(path string) int {
	best := 0
	for p, line := range l.find() {
		if indices.ReplaceAllString(p, "") == path && (best == 0 || line < best) {
			best = line
		}
	}
	if cut := strings.LastIndexByte(path, '.'); best == 0 && cut > 0 {
		return l.anywhere(path[:cut])
	}
	return max(best, 1)
}

var indices = regexp.MustCompile(`\[\d+\]`)

// brackets counts opened less closed square brackets outside strings and comments.
func brackets(s string) int {
	depth, quote := 0, rune(0)
	for _, r := range s {
		switch {
		case quote != 0:
			if r == quote {
				quote = 0
			}
		case r == '"' || r == '\'':
			quote = r
		case r == '#':
			return depth
		case r == '[':
			depth++
		case r == ']':
			depth--
		}
	}
	return depth
}

func join(table, key string) string {
	if table == "" {
		return key
	}
	return table + "." + key
}

var quotes = strings.NewReplacer(`"`, "", `'`, "")

func unquote(s string) string { return quotes.Replace(s) }
