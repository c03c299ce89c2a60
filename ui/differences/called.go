package differences

import (
	"fmt"
	"path/filepath"
	"strings"

	"rustadvisor/knowledge/wording"
)

// Called names people after their files: as briefly as tells them apart.
func Called(files []string) []string {
	short := func(file string) string {
		if file == "-" {
			return "standard input"
		}
		return strings.TrimSuffix(filepath.Base(file), ".toml")
	}
	uses := map[string]int{}
	for _, file := range files {
		uses[short(file)]++
	}
	out, seen := make([]string, len(files)), map[string]int{}
	for i, file := range files {
		name := short(file)
		if uses[name] > 1 {
			name = file
		}
		if seen[name]++; seen[name] > 1 {
			name = fmt.Sprintf("%s (%d)", name, seen[name])
		}
		out[i] = wording.Clean(name)
	}
	return out
}
