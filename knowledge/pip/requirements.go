package pip

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"rustadvisor/knowledge/wording"
)

// Parse reads a list of Python packages as people paste it: requirements.txt or what pip freeze prints, a whole
// pyproject.toml (PEP 621, dependency groups, Poetry, uv, PDM) or Pipfile, lines cut out of one, a command that
// installs, or names alone. Versions, extras, markers, options and hashes are passed over. Any text may be given: what
// names no package ends up in a note, not in an error. Names stand as written, each package once; known tells words
// that are packages, one after the other on a line, from a sentence.
func Parse(text string, known func(name string) bool) (names, notes []string) {
	r := requirements{known: known, seen: map[string]bool{}}
	text = strings.TrimPrefix(strings.ToValidUTF8(text, "\uFFFD"), "\uFEFF")
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	var tree map[string]any
	if meta, err := toml.Decode(text, &tree); err == nil && len(tree) > 0 {
		r.tables(tree, meta.Keys())
		return r.names, r.notes
	}
	number, logical := 1, ""
	for i, line := range strings.Split(text, "\n") {
		part, goesOn := strings.CutSuffix(line, "\\")
		if logical += part; goesOn && len(logical) < longestLine {
			logical += " "
			continue
		}
		r.line(number, logical)
		number, logical = i+2, ""
	}
	r.line(number, logical)
	return r.names, r.notes
}

// longestLine is how long lines that go on are joined to be, in bytes: one with hashes for every platform is some
// thousands.
const longestLine = 1 << 14

// requirements gathers what a list names.
type requirements struct {
	known func(name string) bool
	names []string
	notes []string
	seen  map[string]bool // names in normal form
}

// nameForm is how a package may be named (PEP 508).
const nameForm = `([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)`

var (
	// requirement is a line of PEP 508: a name, extras, then a version, an address or a marker. One "=" is conda's
	// way, and a number after a space is how pip list prints a version.
	requirement = regexp.MustCompile(`^` + nameForm + `\s*(?:\[[^\]]*\])?\s*(?:[(<>=!~^@;].*|\d[\w.+!]*)?$`)
	comment     = regexp.MustCompile(`(^|\s)#.*$`)
	listKey     = regexp.MustCompile(`^[\w.-]+\s*=\s*\[`)                // dependencies = [
	tableKey    = regexp.MustCompile(`^` + nameForm + `\s*=\s*["'{].*$`) // fastapi = "^0.110", as Poetry has it
	installs    = regexp.MustCompile(`^(?:RUN\s+)?(?:python3?\s+-m\s+)?(?:pip3?|uv|uv\s+pip|poetry|pdm|pipenv|conda|mamba)\s+(?:install|add)\s+`)
	egg         = regexp.MustCompile(`[#&]egg=` + nameForm)
	wheel       = regexp.MustCompile(`([A-Za-z0-9][A-Za-z0-9._]*)-[^/-]+(?:-[^/]+)?\.(?:whl|tar\.gz|zip)(?:#.*)?$`)
)

// line reads one line of anything but TOML.
func (r *requirements) line(number int, line string) {
	line = strings.TrimSpace(comment.ReplaceAllString(line, ""))
	line = strings.TrimPrefix(line, "- ") // a list of YAML
	switch {
	case strings.Trim(line, "[](){},\"'-= ") == "", strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]"):
	case installs.MatchString(line):
		r.words(number, strings.Fields(line[len(installs.FindString(line)):]))
	case strings.HasPrefix(line, "-"):
		r.option(number, line)
	case tableKey.MatchString(line):
		r.name(tableKey.FindStringSubmatch(line)[1])
	case listKey.MatchString(line):
		r.items(number, line[strings.Index(line, "[")+1:])
	default:
		r.items(number, line)
	}
}

// items reads what stands between commas: quoted strings, or requirements whose own commas part versions and extras.
func (r *requirements) items(number int, line string) {
	for line != "" {
		var item string
		if quote := line[0]; quote == '"' || quote == '\'' {
			item, line, _ = strings.Cut(line[1:], line[:1])
			r.item(number, item)
			line = strings.TrimLeft(line, ",]) \t")
			continue
		}
		item, line = splitItem(line)
		r.item(number, item)
	}
}

// splitItem parts the first requirement from those behind it. A comma belongs to the requirement within brackets,
// within a marker, and where a version follows.
func splitItem(line string) (item, rest string) {
	depth, marker := 0, false
	for i, c := range line {
		switch {
		case strings.ContainsRune("[({", c):
			depth++
		case strings.ContainsRune("])}", c):
			depth--
		case c == ';':
			marker = true
		case c == ',' && depth <= 0 && !marker:
			if rest = strings.TrimLeft(line[i+1:], " \t"); rest == "" || !strings.ContainsAny(rest[:1], "<>=!~") {
				return line[:i], rest
			}
		}
	}
	return line, ""
}

func (r *requirements) item(number int, item string) {
	item = strings.TrimSpace(item)
	switch m := requirement.FindStringSubmatch(item); {
	case item == "":
	case m != nil:
		r.name(m[1])
	case egg.MatchString(item):
		r.name(egg.FindStringSubmatch(item)[1])
	case wheel.MatchString(item):
		r.name(wheel.FindStringSubmatch(item)[1])
	case strings.Contains(item, "://"):
		r.note(number, item, "an address that does not name its package")
	case strings.ContainsAny(item[:1], "./~"):
		r.note(number, item, "a folder, not a package of the index")
	case r.allKnown(strings.Fields(item)):
		for _, name := range strings.Fields(item) {
			r.name(name)
		}
	default:
		r.note(number, item, "not the name of a package")
	}
}

// words reads the arguments of a command that installs.
func (r *requirements) words(number int, words []string) {
	for i := 0; i < len(words); i++ {
		switch word := strings.Trim(words[i], `"'`); {
		case word == "&&" || word == ";" || word == "|":
			return
		case (word == "-r" || word == "-c" || word == "-e") && i+1 < len(words):
			i++
			r.option(number, word+" "+words[i])
		case strings.HasPrefix(word, "-"):
		default:
			r.item(number, word)
		}
	}
}

// option reads a line that begins with an option of pip. Only those that stand for packages are told.
func (r *requirements) option(number int, line string) {
	if strings.HasPrefix(line, "--") {
		line = strings.Replace(line, "=", " ", 1)
	}
	name, value, _ := strings.Cut(line, " ")
	value = strings.Trim(value, ` "'`)
	switch name {
	case "-r", "--requirement", "-c", "--constraint":
		r.note(number, line, "another file: paste what it says, too")
	case "-e", "--editable":
		r.item(number, value)
	}
}

// allKnown tells whether each of the words is known as a package.
func (r *requirements) allKnown(words []string) bool {
	return !slices.ContainsFunc(words, func(word string) bool {
		return !IsName(word) || !r.known(word)
	})
}

// lists and tables are where a pyproject.toml or a Pipfile names packages; "*" is any key. The short ones are for
// parts of such a file.
var (
	requirementLists = []string{"project.dependencies", "project.optional-dependencies.*", "dependency-groups.*",
		"tool.uv.dev-dependencies", "tool.pdm.dev-dependencies.*", "tool.hatch.envs.*.dependencies",
		"dependencies", "dev-dependencies", "optional-dependencies.*"}
	requirementTables = []string{"tool.poetry.dependencies.*", "tool.poetry.dev-dependencies.*",
		"tool.poetry.group.*.dependencies.*", "packages.*", "dev-packages.*", "*"}
)

// deepestKey is the length of the longest of them.
const deepestKey = 6

// notPackages are keys that have a version and are no package.
var notPackages = []string{"python", "version", "requires-python"}

// tables reads TOML: keys are all of its keys, in the order of the text.
func (r *requirements) tables(tree map[string]any, keys []toml.Key) {
	list := false
	for _, key := range keys {
		if len(key) > deepestKey {
			continue
		}
		value := valueAt(tree, key)
		items, isList := value.([]any)
		switch {
		case isList && matches(key, requirementLists):
			list = true
			for _, item := range items {
				if text, ok := item.(string); ok {
					r.item(0, text)
				}
			}
		case matches(key, requirementTables) && (len(key) > 1 || isVersion(value)):
			list = true
			if name := key[len(key)-1]; !slices.Contains(notPackages, name) {
				r.item(0, name)
			}
		}
	}
	if !list {
		r.notes = append(r.notes, "No dependencies are in it: they stand under [project], [dependency-groups], "+
			"[tool.poetry.dependencies] or [packages].")
	}
}

// isVersion tells whether a value is what Poetry writes behind a package.
func isVersion(value any) bool {
	if table, ok := value.(map[string]any); ok {
		return table["name"] == nil && (table["version"] != nil || table["git"] != nil || table["path"] != nil ||
			table["url"] != nil)
	}
	text, ok := value.(string)
	return ok && text != "" && strings.ContainsAny(text[:1], "^~*<>=!0123456789")
}

// valueAt follows a key, and returns nil where it leads nowhere.
func valueAt(tree map[string]any, key toml.Key) any {
	var value any = tree
	for _, part := range key {
		table, _ := value.(map[string]any)
		value = table[part]
	}
	return value
}

func matches(key toml.Key, patterns []string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		return slices.EqualFunc(key, strings.Split(pattern, "."), func(part, want string) bool {
			return want == "*" || part == want
		})
	})
}

// name takes down one name.
func (r *requirements) name(name string) {
	if normal := Normal(name); !r.seen[normal] {
		r.seen[normal] = true
		r.names = append(r.names, name)
	}
}

// longestQuote is how much of a line is told where it cannot be read, in characters.
const longestQuote = 60

func (r *requirements) note(line int, text, why string) {
	text = wording.Clean(text)
	if utf8.RuneCountInString(text) > longestQuote {
		text = string([]rune(text)[:longestQuote]) + "…"
	}
	where := ""
	if line > 0 {
		where = fmt.Sprintf("Line %d: ", line)
	}
	r.notes = append(r.notes, fmt.Sprintf("%s%q is %s.", where, text, why))
}
