// Package strict reads TOML strictly: what a struct does not know is a problem with file, line and mend.
package strict

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// Decode reads TOML strictly into a struct: what the struct does not know is a problem, as is what TOML does not allow.
// The lines tell where each key stood. The name is the file's, for the problems.
func Decode(name, text string, into any) (*Lines, Problems) {
	text = strings.TrimPrefix(text, "\uFEFF") // some editors of Windows write it; it is no character of the first key
	lines := &Lines{text: text}
	if line := tooDeep(text); line > 0 {
		return lines, Problems{{name, line, fmt.Sprintf("something is nested more than %d deep", mostDeep),
			"write it as the other entries have it"}}
	}
	var parsed toml.Primitive // once: it is read into the struct, and as a tree
	meta, err := toml.Decode(text, &parsed)
	if err == nil {
		err = meta.PrimitiveDecode(parsed, into)
	}
	if err != nil {
		return lines, Problems{explain(name, text, lines, err)}
	}
	var problems Problems
	for _, key := range meta.Undecoded() {
		problems = append(problems, Problem{name, lines.anywhere(key.String()),
			fmt.Sprintf("unknown key %q", key.String()), "remove it or check its spelling"})
	}
	var tree map[string]any
	if err := meta.PrimitiveDecode(parsed, &tree); err != nil {
		return lines, append(problems, explain(name, text, lines, err))
	}
	for _, p := range noTables(reflect.TypeOf(into), tree) {
		problems = append(problems, Problem{name, lines.Of(p.path), fmt.Sprintf("%q is of type %s, not table",
			Plain(p.path), tomlType(fmt.Sprintf("%T", p.value))), "write it as the other entries have it"})
	}
	return lines, problems
}

// broken words what makes a text no TOML, and how to mend that.
func broken(parse toml.ParseError) (what, mend string) {
	what, mend = parse.Message, "fix the TOML, or compare with a file that loads"
	if m := twice.FindStringSubmatch(what); m != nil {
		return fmt.Sprintf("%q stands twice", m[1]), "keep one of the two"
	}
	if strings.Contains(what, "UTF-8") {
		mend = "save the file as UTF-8"
	}
	if parse.LastKey != "" {
		what += fmt.Sprintf(" (at %q)", parse.LastKey)
	}
	return what, mend
}

var twice = regexp.MustCompile(`^Key '(.*)' has already been defined\.$`)

// explain makes a problem of what the TOML library says. Of a wrong type it knows the key but, in an array of
// tables, only the line of the key's last occurrence: the value of the type it complains about is looked for
// instead.
func explain(name, text string, lines *Lines, err error) Problem {
	var parse toml.ParseError
	if errors.As(err, &parse) {
		what, mend := broken(parse)
		return Problem{name, max(1, parse.Position.Line), what, mend}
	}
	m := wrongType.FindStringSubmatch(err.Error())
	if m == nil {
		return Problem{name, 1, strings.TrimPrefix(err.Error(), "toml: "), ""}
	}
	line := lines.anywhere(m[1])
	var tree map[string]any
	if _, err := toml.Decode(text, &tree); err == nil {
		if path := pathOfType(tree, "", m[1], m[2]); path != "" {
			line = lines.Of(path)
		}
	}
	return Problem{name, line, fmt.Sprintf("%q is of type %s, not %s", m[1], tomlType(m[2]), tomlType(m[3])),
		"write it as the other entries have it"}
}

var wrongType = regexp.MustCompile(`last key "([^"]+)"\): incompatible types: TOML value has type (.+); destination has type (.+)`)

// pathOfType finds the first value of a Go type at a path that is given without indices.
func pathOfType(v any, path, want, goType string) string {
	if Plain(path) == want && fmt.Sprintf("%T", v) == goType {
		return path
	}
	switch v := v.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			if found := pathOfType(v[key], Join(path, key), want, goType); found != "" {
				return found
			}
		}
	case []map[string]any:
		for i := range v {
			if found := pathOfType(v[i], Element(path, i), want, goType); found != "" {
				return found
			}
		}
	}
	return ""
}

// tomlType names a Go type as TOML does.
func tomlType(goType string) string {
	switch {
	case strings.HasPrefix(goType, "int"):
		return "integer"
	case strings.HasPrefix(goType, "float"):
		return "float"
	case goType == "bool":
		return "boolean"
	case strings.HasPrefix(goType, "map"), strings.HasPrefix(goType, "struct"):
		return "table"
	case strings.HasPrefix(goType, "["), goType == "slice":
		return "array"
	}
	return goType
}
