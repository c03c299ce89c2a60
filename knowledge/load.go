package knowledge

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

//go:embed data
var data embed.FS

// Embedded is the knowledge base that is built into the program.
func Embedded() fs.FS {
	sub, err := fs.Sub(data, "data")
	if err != nil {
		panic(err) // the embedded folder is there or the build fails
	}
	return sub
}

// JourneyQuestion is the id of the question made from the vocabulary's journeys; it is always the first.
const JourneyQuestion = "journey"

// maxFile bounds what is read of one file, in bytes. The largest real file is far below it.
const maxFile = 8 << 20

// Load reads a knowledge base with house rules over it, the later ones on top, and checks it whole. What the rules
// say is marked as theirs, and its texts come out fit for a terminal, as Clean has it. The error, if any, is a
// Problems with file and line of each fault, those of rules in the rules' own files; nothing half-loaded is ever
// returned.
func Load(base fs.FS, houses ...House) (*Base, error) {
	b, err := layered(base, houses).load()
	if err == nil {
		b.Houses = houses
	}
	return b, err
}

func newLoader(fsys fs.FS) *loader {
	return &loader{fs: fsys, base: &Base{}, merged: map[string]string{}, where: map[string]*Lines{},
		place: map[string]position{}, moved: map[string]map[string]position{}, ruled: map[string]bool{}}
}

func (l *loader) load() (*Base, error) {
	l.readAll()
	if err := l.problems.err(); err != nil {
		return nil, err
	}
	l.resolve()
	l.inherit()
	l.check()
	if err := l.problems.err(); err != nil {
		return nil, err
	}
	return l.base, nil
}

// LoadVocabulary reads the closed lists alone: enough for a first screen, and quick however large the base is.
func LoadVocabulary(fsys fs.FS) (Vocabulary, error) {
	l := newLoader(fsys)
	var v Vocabulary
	l.read("vocabulary.toml", &v)
	return v, l.problems.err()
}

type loader struct {
	fs       fs.FS
	merged   map[string]string // file -> its text with house rules laid over it; the others are as fs has them
	base     *Base
	where    map[string]*Lines
	problems Problems
	place    map[string]position            // "finding web-axum" -> where it stands
	moved    map[string]map[string]position // file -> path in it -> where house rules said it
	ruled    map[string]bool                // files of house rules, by the name that messages call them
}

type position struct {
	file string
	path string
}

func (l *loader) fault(file, path, mend, what string, args ...any) {
	at := l.origin(file, path)
	l.problems = append(l.problems, Problem{at.file, l.where[at.file].Of(at.path), fmt.Sprintf(what, args...), mend})
}

// read decodes one file strictly.
func (l *loader) read(name string, into any) {
	text, ok := l.text(name)
	if !ok {
		return
	}
	lines, problems := Decode(name, text, into)
	l.where[name] = lines
	l.problems = append(l.problems, problems...)
}

// readOptional is read for a file that need not be there.
func (l *loader) readOptional(name string, into any) {
	if _, err := fs.Stat(l.fs, name); l.merged[name] == "" && errors.Is(err, fs.ErrNotExist) {
		return
	}
	l.read(name, into)
}

// Decode reads TOML strictly into a struct: what the struct does not know is a problem, as is what TOML does not allow.
// The lines tell where each key stood. The name is the file's, for the problems.
func Decode(name, text string, into any) (*Lines, Problems) {
	text = strings.TrimPrefix(text, "\uFEFF") // some editors of Windows write it; it is no character of the first key
	lines := &Lines{text: text}
	if line := tooDeep(text); line > 0 {
		return lines, Problems{{name, line, fmt.Sprintf("something is nested more than %d deep", mostDeep),
			"write it as the other entries have it"}}
	}
	meta, err := toml.Decode(text, into)
	if err != nil {
		return lines, Problems{explain(name, text, lines, err)}
	}
	var problems Problems
	for _, key := range meta.Undecoded() {
		problems = append(problems, Problem{name, lines.anywhere(key.String()),
			fmt.Sprintf("unknown key %q", key.String()), "remove it or check its spelling"})
	}
	return lines, append(problems, noTables(name, text, into, lines)...)
}

func (l *loader) text(name string) (string, bool) {
	if text, ok := l.merged[name]; ok {
		return text, true
	}
	return l.textOf(l.fs, name, name)
}

// textOf reads a file; called is its name in messages.
func (l *loader) textOf(fsys fs.FS, name, called string) (string, bool) {
	info, err := fs.Stat(fsys, name)
	if err == nil && info.Size() > maxFile {
		err = fmt.Errorf("file is larger than %d MB", maxFile>>20)
	}
	var raw []byte
	if err == nil {
		raw, err = fs.ReadFile(fsys, name)
	}
	if err != nil {
		l.problems = append(l.problems, Problem{called, 1, fmt.Sprintf("cannot be read: %v", err),
			"every knowledge base has this file"})
		return "", false
	}
	return string(raw), true
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
	if indices.ReplaceAllString(path, "") == want && fmt.Sprintf("%T", v) == goType {
		return path
	}
	switch v := v.(type) {
	case map[string]any:
		for _, key := range sortedKeys(v) {
			if found := pathOfType(v[key], join(path, key), want, goType); found != "" {
				return found
			}
		}
	case []map[string]any:
		for i := range v {
			if found := pathOfType(v[i], element(path, i), want, goType); found != "" {
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

// readAll reads every file into the base, in the order of their names within a folder.
func (l *loader) readAll() {
	b := l.base
	l.read("vocabulary.toml", &b.Words)
	b.Version = b.Words.Version

	var questions questionsFile
	l.read("questions.toml", &questions)
	b.Sections = questions.Sections
	b.Questions = append([]Question{journeyQuestion(b.Words.Journeys)}, questions.Questions...)
	l.remember("questions.toml", "question", len(questions.Questions),
		func(i int) string { return questions.Questions[i].ID })

	for _, file := range l.list("decisions") {
		var d decisionFile
		l.read(file, &d)
		l.place["decision "+d.ID] = position{file, ""}
		b.Decisions = append(b.Decisions, d.Decision)
		l.addFindings(file, d.Topic, d.Findings, d.Corrections)
		l.addSources(file, d.Sources)
	}
	slices.SortStableFunc(b.Decisions, func(a, b Decision) int { return a.Order - b.Order })

	var together constraintsFile
	l.read("constraints.toml", &together)
	b.Forbids, b.Requires, b.Synergies = together.Forbids, together.Requires, together.Synergies

	var sources sourcesFile
	l.read("sources.toml", &sources)
	l.addSources("sources.toml", sources.Sources)

	l.readFindings()
	l.readPractices()
	l.readSituations()
	var plan planFile
	l.read("plan.toml", &plan)
	b.Phases, b.Risks, b.KPIs = plan.Phases, plan.Risks, plan.KPIs
	l.readTechnologies()
	l.readPython()
	l.readSnippets()
}

func (l *loader) readFindings() {
	for _, file := range l.list("findings") {
		var f findingsFile
		l.read(file, &f)
		l.addFindings(file, stem(file), f.Findings, f.Corrections)
	}
}

func (l *loader) addFindings(file, topic string, findings, corrections []Finding) {
	l.remember(file, "finding", len(findings), func(i int) string { return findings[i].ID })
	l.remember(file, "correction", len(corrections), func(i int) string { return corrections[i].ID })
	for _, finding := range append(findings, corrections...) {
		finding.Topic = topic
		l.base.Findings = append(l.base.Findings, finding)
	}
}

func (l *loader) addSources(file string, sources []Source) {
	l.remember(file, "source", len(sources), func(i int) string { return sources[i].ID })
	l.base.Sources = append(l.base.Sources, sources...)
}

func (l *loader) readPractices() {
	for _, file := range l.list("practices") {
		var f practicesFile
		l.read(file, &f)
		l.remember(file, "practice", len(f.Practices), func(i int) string { return f.Practices[i].ID })
		for _, practice := range f.Practices {
			practice.Topic = stem(file)
			l.base.Practices = append(l.base.Practices, practice)
		}
	}
}

func (l *loader) remember(file, kind string, n int, id func(int) string) {
	for i := range n {
		key, path := kind+" "+id(i), element(kind, i)
		if id(i) == "" {
			l.fault(file, path, "add id", "a %s has no id", kind)
			continue
		}
		if first, seen := l.place[key]; seen {
			l.fault(file, path, "give one of them another id", "%s %q stands already at %s:%d", kind, id(i),
				first.file, l.where[first.file].Of(first.path))
			continue
		}
		l.place[key] = position{file, path}
	}
}

// list names the TOML files of a folder in order; a missing folder is empty.
func (l *loader) list(folder string) []string {
	entries, err := fs.ReadDir(l.fs, folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		l.problems = append(l.problems, Problem{folder, 1, fmt.Sprintf("cannot be read: %v", err), ""})
	}
	var files []string
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".toml") {
			files = append(files, path.Join(folder, e.Name()))
		}
	}
	for file := range l.merged {
		if path.Dir(file) == folder {
			files = append(files, file)
		}
	}
	slices.Sort(files)
	return slices.Compact(files)
}

func stem(file string) string { return strings.TrimSuffix(path.Base(file), ".toml") }

// journeyQuestion makes the first question from the vocabulary, so that conditions and points work on it as on any
// other.
func journeyQuestion(journeys []Journey) Question {
	q := Question{ID: JourneyQuestion, Title: "What brings you here?", Short: "Journey", Fact: true,
		Why: "It decides which questions matter; every later answer can be changed without starting over."}
	for _, j := range journeys {
		q.Choices = append(q.Choices, Choice{ID: j.ID, Label: j.Title, Help: j.Help, Adds: j.Adds})
	}
	return q
}
