package wording

import (
	"slices"
	"strings"
)

// Nearest returns the known words closest to an unknown one, best first, at most three; for messages that help.
func Nearest(word string, known []string) []string {
	type scored struct {
		word string
		cost int
	}
	var near []scored
	for _, k := range known {
		if k == "" || word == "" {
			continue
		}
		if c := distance(word, k); c <= max(2, len(word)/2) || strings.Contains(k, word) || strings.Contains(word, k) {
			near = append(near, scored{k, c})
		}
	}
	slices.SortStableFunc(near, func(a, b scored) int { return a.cost - b.cost })
	var out []string
	for _, n := range near[:min(3, len(near))] {
		out = append(out, n.word)
	}
	return out
}

// Suggest words Nearest as the mend of an unknown id; all known ids when none is near and they are few.
func Suggest(word string, known []string) string {
	if near := Nearest(word, known); len(near) > 0 {
		return "did you mean " + Listed(near, "or") + "?"
	}
	if len(known) <= 12 {
		return "use one of " + strings.Join(known, ", ")
	}
	return ""
}

// distance is the Levenshtein distance in bytes: ids are ASCII.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := diagonal
			if a[i-1] != b[j-1] {
				cost++
			}
			diagonal = row[j]
			row[j] = min(cost, row[j]+1, row[j-1]+1)
		}
	}
	return row[len(b)]
}
