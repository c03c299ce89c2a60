// Package pip reads names of Python packages, and lists of them, as pip does.
package pip

import (
	"regexp"
	"strings"
)

var (
	separators = regexp.MustCompile(`[-_.]+`)
	bareName   = regexp.MustCompile(`^` + nameForm + `$`)
)

// Normal gives a package's name the form that names are compared in (PEP 503).
func Normal(name string) string {
	return strings.ToLower(separators.ReplaceAllString(strings.TrimSpace(name), "-"))
}

// IsName tells whether a text can be the name of a package.
func IsName(text string) bool { return bareName.MatchString(text) }

// NameOf is the name in a requirement that has extras, a version, an address or a marker; false for any other text.
func NameOf(requires string) (name string, is bool) {
	m := requirement.FindStringSubmatch(requires)
	if m == nil || !strings.ContainsAny(requires, "[(<>=!~^@;") {
		return "", false
	}
	return m[1], true
}
