package knowledge

import (
	"cmp"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"

	"rustadvisor/knowledge/strict"
)

//go:embed data
var data embed.FS

var folder = sync.OnceValue(func() fs.FS {
	sub, err := fs.Sub(data, "data")
	if err != nil {
		panic(err) // the embedded folder is there or the build fails
	}
	return sub
})

// Embedded is the folder of the knowledge base that is built into the program, the same one each time.
func Embedded() fs.FS { return folder() }

// BuiltIn is the base that is built into the program. A test holds it against what Load makes of the same files, with
// all that it checks: a program that was built from them need not check them again each time it starts.
func BuiltIn() (*Base, error) {
	l := newLoader(Embedded())
	l.decode = strict.Trusted
	l.readAll()
	l.resolve()
	l.inherit()
	return l.base, l.problems.Err()
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
	return &loader{fs: fsys, base: &Base{}, decode: strict.Decode, merged: map[string]string{},
		where: map[string]*strict.Lines{},
		place: map[string]position{}, moved: map[string]map[string]position{}, ruled: map[string]bool{}}
}

func (l *loader) load() (*Base, error) {
	l.readAll()
	if err := l.problems.Err(); err != nil {
		return nil, err
	}
	l.resolve()
	l.inherit()
	l.check()
	if err := l.problems.Err(); err != nil {
		return nil, err
	}
	return l.base, nil
}

// LoadVocabulary reads the closed lists alone: enough for a first screen, and quick however large the base is.
func LoadVocabulary(fsys fs.FS) (Vocabulary, error) {
	l := newLoader(fsys)
	var v Vocabulary
	l.read("vocabulary.toml", &v)
	return v, l.problems.Err()
}

type loader struct {
	fs       fs.FS
	decode   func(name, text string, into any) (*strict.Lines, strict.Problems)
	merged   map[string]string // file -> its text with house rules laid over it; the others are as fs has them
	base     *Base
	where    map[string]*strict.Lines
	problems strict.Problems
	ahead    map[string]*ahead              // files whose decoding has begun
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
	l.problem(at.file, l.where[at.file].Of(at.path), fmt.Sprintf(what, args...), mend)
}

func (l *loader) problem(file string, line int, what, mend string) {
	l.problems = append(l.problems, strict.Problem{File: file, Line: line, What: what, Mend: mend})
}

// read decodes one file strictly.
func (l *loader) read(name string, into any) {
	if a := l.ahead[name]; a != nil {
		l.problems = append(l.problems, a.take(into)...)
		l.where[name] = a.lines
		return
	}
	text, ok := l.text(name)
	if !ok {
		return
	}
	lines, problems := l.decode(name, text, into)
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

func (l *loader) text(name string) (string, bool) {
	if text, ok := l.merged[name]; ok {
		return text, true
	}
	return l.textOf(l.fs, name, name)
}

// textOf reads a file; called is its name in messages.
func (l *loader) textOf(fsys fs.FS, name, called string) (string, bool) {
	text, err := content(fsys, name)
	if err != nil {
		l.problem(called, 1, fmt.Sprintf("cannot be read: %v", err), "every knowledge base has this file")
	}
	return text, err == nil
}

// content is the text of a file, unless it is far too large.
func content(fsys fs.FS, name string) (string, error) {
	info, err := fs.Stat(fsys, name)
	if err == nil && info.Size() > maxFile {
		err = fmt.Errorf("file is larger than %d MB", maxFile>>20)
	}
	if err != nil {
		return "", err
	}
	raw, err := fs.ReadFile(fsys, name)
	return string(raw), err
}

// ahead is a file that is decoded before its turn comes: decoding is most of loading, and no file needs another for it.
type ahead struct {
	into     reflect.Value
	lines    *strict.Lines
	problems strict.Problems
	panicked any // what decoding it panicked with
	done     chan struct{}
}

// decodeAhead begins with all files that can be read, as many at a time as there are processors.
func (l *loader) decodeAhead() {
	l.ahead = map[string]*ahead{}
	turns := make(chan struct{}, runtime.GOMAXPROCS(0))
	for _, kind := range fileKinds {
		files, err := fs.Glob(l.fs, kind.files)
		for name := range l.merged {
			if ok, _ := path.Match(kind.files, name); ok {
				files = append(files, name)
			}
		}
		for _, name := range files {
			text, merged := l.merged[name]
			if !merged {
				text, err = content(l.fs, name)
			}
			if err != nil || l.ahead[name] != nil {
				continue // whoever reads it tells why not
			}
			a := &ahead{into: reflect.New(kind.shape), done: make(chan struct{})}
			l.ahead[name] = a
			go func() {
				turns <- struct{}{}
				defer func() { <-turns }()
				a.begin(func() { a.lines, a.problems = l.decode(name, text, a.into.Interface()) })
			}()
		}
	}
}

func (a *ahead) begin(decode func()) {
	defer close(a.done)
	defer func() { a.panicked = recover() }()
	decode()
}

// take waits until the file is decoded, and hands over what it says and what is wrong with it.
func (a *ahead) take(into any) strict.Problems {
	<-a.done
	if a.panicked != nil {
		panic(a.panicked) // where those who guard against it are
	}
	reflect.ValueOf(into).Elem().Set(a.into.Elem())
	return a.problems
}

// readAll reads every file into the base, in the order of their names within a folder.
func (l *loader) readAll() {
	b := l.base
	l.decodeAhead()
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
	slices.SortStableFunc(b.Decisions, func(a, b Decision) int { return cmp.Compare(a.Order, b.Order) })

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
	l.readOptional(glossaryFile, &b.Glossary)
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
		key, path := kind+" "+id(i), strict.Element(kind, i)
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
		l.problem(folder, 1, fmt.Sprintf("cannot be read: %v", err), "")
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
