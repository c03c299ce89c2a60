package config

import (
	_ "embed"
	"fmt"
	"strings"
)

//go:embed example.toml
var example string

// Action is something that keys can be given to.
type Action struct {
	Name string   // as in the file
	Does string   // in a few words
	Keys []string // unless the file says otherwise
}

// Example is a file that explains every setting and, as it stands, sets nothing: each is there with its default, behind
// a comment mark.
func Example(actions []Action) string {
	var out strings.Builder
	out.WriteString(example)
	lines, wide := make([]string, len(actions)), 0
	for i, a := range actions {
		keys := make([]string, len(a.Keys))
		for i, k := range a.Keys {
			keys[i] = fmt.Sprintf("%q", k)
		}
		lines[i] = fmt.Sprintf("# %s = [%s]", a.Name, strings.Join(keys, ", "))
		wide = max(wide, len([]rune(lines[i])))
	}
	for i, a := range actions {
		fmt.Fprintf(&out, "%-*s # %s\n", wide, lines[i], a.Does)
	}
	return out.String()
}
