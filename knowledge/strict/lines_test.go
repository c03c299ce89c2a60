package strict

import (
	"strings"
	"testing"
)

// TestLines checks on which line each path stands.
func TestLines(t *testing.T) {
	tests := map[string]struct {
		text string
		want map[string]int
	}{
		"plain keys":    {"a = 1\nb = 2\n\nc = 3", map[string]int{"a": 1, "b": 2, "c": 4, "": 1}},
		"windows lines": {"a = 1\r\nb = \"x\"\r\n[t]\r\nc = 3\r\n", map[string]int{"a": 1, "b": 2, "t": 3, "t.c": 4}},
		"comments":      {"# a = 1\na = 2 # b = 3\nb = 4", map[string]int{"a": 2, "b": 3}},
		"tables": {"[a]\nx = 1\n[a.b]\nx = 2\n[c]\nx = 3", map[string]int{"a": 1, "a.x": 2, "a.b": 3, "a.b.x": 4,
			"c.x": 6}},
		"arrays of tables": {"[[q]]\nid = 1\n[[q]]\nid = 2\n[[q.c]]\nid = 3\n[[q.c]]\nid = 4\n[[q]]\n[[q.c]]\nid = " +
			"5\n[q.d]\nid = 6",
			map[string]int{"q[0].id": 2, "q[1].id": 4, "q[1].c[0].id": 6, "q[1].c[1].id": 8, "q[2]": 9, "q[2].c[0].id": 11,
				"q[2].d.id": 13}},
		"dotted keys": {"a.b = 1\na . c = 2\n[t]\nx.y.z = 3", map[string]int{"a.b": 1, "a.c": 2, "t.x.y.z": 4}},
		"quoted keys": {"\"a b\" = 1\n'c' = 2\n\"d.e\".f = 3\n[\"t u\"]\nx = 4\n[\"v]\"]\nx = 5",
			map[string]int{"a b": 1, "c": 2, "d.e.f": 3, "t u.x": 5, "v].x": 7}},
		"spaces in headers": {"[ a . b ]\nx = 1\n[[ c ]]\nx = 2", map[string]int{"a.b.x": 2, "c[0].x": 4}},
		"multi-line strings": {"a = \"\"\"\nb = 1\n[c]\n\"\"\"\nd = 2\ne = '''\nf = 1\n'''\ng = 3",
			map[string]int{"a": 1, "d": 5, "e": 6, "g": 9, "b": 1, "f": 1}},
		"on one line":         {"a = \"\"\"x\"\"\"\nb = '''y'''\nc = 1", map[string]int{"a": 1, "b": 2, "c": 3}},
		"quotes in a comment": {"a = 1 # \"\"\" and ''' and [ and {\nb = 2", map[string]int{"a": 1, "b": 2}},
		"quotes in a string":  {"a = \"'''\"\nb = '\"\"\"'\nc = 1", map[string]int{"a": 1, "b": 2, "c": 3}},
		"escapes": {"a = \"\\\"[\"\nb = \"\"\"\\\"\"\"\"\nc = [\"\\\"]\", 1]\nd = 1", map[string]int{"a": 1,
			"b": 2, "c": 3, "d": 4}},
		"quotes before the end": {"a = \"\"\"x\"\"\"\"\"\nb = 2", map[string]int{"a": 1, "b": 2}},
		"multi-line arrays":     {"a = [\n  \"x = 1\", # ]\n  [1, 2],\n]\nb = 2", map[string]int{"a": 1, "b": 5}},
		"strings in arrays":     {"a = [\"\"\"\nb = 1 ]\n\"\"\", ']']\nc = 3", map[string]int{"a": 1, "c": 4}},
		"inline tables": {"a = { b = 1, c = [ { d = 2 } ] }\ne = [\n  { f = 1 },\n]\ng = 3",
			map[string]int{"a": 1, "a.b": 1, "a.c": 1, "e": 2, "e[0].f": 3, "g": 5}},
		"inline over lines":      {"a = {\n  b = 1,\n}\nc = 2", map[string]int{"a": 1, "c": 4, "b": 1}},
		"array after multi-line": {"a = '''[\n''' # [\nb = 1", map[string]int{"a": 1, "b": 3}},
		"brackets in a header":   {"[a] # [[b]]\nx = 1", map[string]int{"a.x": 2, "b[0]": 1}},
		"nearest that holds it": {"[[q]]\nid = 1\n[[q]]\nid = 2", map[string]int{"q[1].choice[3].adds.x": 3, "q[7].id": 1,
			"z": 1}},
		"nothing":           {"", map[string]int{"": 1, "a": 1}},
		"nonsense":          {"= = =\n[[[\n\"\"\"", map[string]int{"a": 1}},
		"an unended string": {"a = \"x\nb = 2", map[string]int{"a": 1}},
		"an unended array":  {"a = [ 1,\nb = 2", map[string]int{"a": 1}},
		"values of several kinds": {"a = 2026-11-22\nb = true\nc = 1.5\nd = \"[\"", map[string]int{"a": 1, "b": 2, "c": 3,
			"d": 4}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			lines := &Lines{text: test.text}
			for path, want := range test.want {
				if got := lines.Of(path); got != want {
					t.Errorf("%q stands on line %d, not %d, of\n%s", path, want, got, test.text)
				}
			}
		})
	}
}

func TestLinesAnywhere(t *testing.T) {
	lines := &Lines{text: "[[q]]\nid = 1\n[[q]]\ntypo = 2\nin = { typo = 3 }\n\"a b\" = 4\n[t]\n\"c.d\" = 5\n"}
	for path, want := range map[string]int{"q.typo": 4, "q.in.typo": 5, `q."a b"`: 6, `t."c.d"`: 8, "q": 1, "none": 1} {
		if got := lines.anywhere(path); got != want {
			t.Errorf("%s stands on line %d, not %d", path, want, got)
		}
	}
}

// FuzzLines walks through anything, to the end.
func FuzzLines(f *testing.F) {
	f.Add("a = 1\n[[b]]\nc = [\n{ d = \"\"\"\n\"\"\" } ]\n")
	f.Add("a.\"b c\" . d = { e = [1, [2]], f = '''x''' } # g = 1")
	f.Add(strings.Repeat("a = [", 100))
	f.Fuzz(func(t *testing.T, text string) {
		lines := 1 + strings.Count(text, "\n")
		for path, line := range findLines(text) {
			if line < 1 || line > lines {
				t.Errorf("%q on line %d of %d", path, line, lines)
			}
		}
	})
}
