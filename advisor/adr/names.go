package adr

import (
	"fmt"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"
)

var (
	// dated are names that begin with a day, as log4brains has them: 20260105-use-x, 2026-01-05-use-x.
	dated = regexp.MustCompile(`^((?:19|20)[0-9]{2}(-?)(?:0[1-9]|1[0-2])(?:-?)(?:0[1-9]|[12][0-9]|3[01]))(?:([-_ .]+)(.*))?$`)
	// numbered are names that begin with a number: 0004-use-x, 0004_use_x, "0004 use x", 0004, ADR-0004-use-x,
	// adr0004-use-x.
	numbered = regexp.MustCompile(`^((?i:adr[-_ ]?)?)([0-9]{1,5})(?:([-_ .]+)(.*))?$`)
)

// naming is how a folder names its records: a number that goes on, or the day.
type naming struct {
	before string // the number, such as "ADR-"
	digits int    // that the number is written with, at least
	layout string // of the day, as package time has it; "" for numbers
	after  string // between that and the rest
}

// usual is how records are named where none are yet.
var usual = naming{digits: 4, after: "-"}

// named is what the name of a file tells.
type named struct {
	naming
	number int    // 0 for one that begins with a day
	day    string // its digits, or ""
	rest   string // what follows, without the extension
}

// parseName reads the name of a record, which may stand in a folder below; false for what is named otherwise. A
// year is no number.
func parseName(name string) (named, bool) {
	base := stem(path.Base(name))
	if m := dated.FindStringSubmatch(base); m != nil {
		layout := "20060102"
		if m[2] != "" {
			layout = time.DateOnly
		}
		return named{naming{layout: layout, after: separator(m[3])}, 0, strings.ReplaceAll(m[1], "-", ""), m[4]}, true
	}
	m := numbered.FindStringSubmatch(base)
	if m == nil {
		return named{}, false
	}
	n, err := strconv.Atoi(m[2])
	if year := len(m[2]) == 4 && n >= 1990 && n < 2100; err != nil || year {
		return named{}, false
	}
	return named{naming{before: m[1], digits: len(m[2]), after: separator(m[3])}, n, "", m[4]}, true
}

// separator is what stands between number and name in a new record. Blanks are a nuisance to every shell.
func separator(s string) string {
	if s == "_" {
		return "_"
	}
	return "-"
}

// order is a key by which later records come after earlier ones.
func (n named) order() string {
	if n.day != "" {
		return n.day
	}
	return fmt.Sprintf("%08d", n.number)
}

// readNaming takes over how a folder names its records, and where their numbers go on.
func readNaming(files []File) (how naming, next int) {
	how, next = usual, 1
	days := naming{}
	for _, f := range files {
		// Above the folder lie others' files, below it pictures and the like.
		if strings.HasPrefix(f.Name, "../") || strings.Contains(f.Name, "/") && !isMarkdown(f.Name) {
			continue
		}
		n, ok := parseName(f.Name)
		switch {
		case !ok:
		case n.layout != "" && isMarkdown(f.Name):
			days = n.naming
		case n.layout == "" && n.number >= next:
			how, next = n.naming, n.number+1
		}
	}
	if next == 1 && days.layout != "" {
		how = days
	}
	return how, next
}

func isMarkdown(name string) bool { return path.Ext(name) == ".md" }

// IsRecord tells whether a file of that name counts as a record: a Markdown file with a number or a day before its
// name.
func IsRecord(name string) bool {
	_, ok := parseName(name)
	return ok && isMarkdown(name)
}

// name is the name of a new record, one that nothing there has yet.
func (m *maker) name(slug string) string {
	if m.naming.layout == "" {
		return fmt.Sprintf("%s%0*d%s%s.md", m.naming.before, m.naming.digits, m.next, m.naming.after, slug)
	}
	day, _ := time.Parse(time.DateOnly, m.options.Date)
	first := day.Format(m.naming.layout) + m.naming.after + slug
	name := first + ".md"
	for n := 2; m.taken[name]; n++ {
		name = fmt.Sprintf("%s-%d.md", first, n)
	}
	m.taken[name] = true
	return name
}
