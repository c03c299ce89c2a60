package knowledge

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing/fstest"

	"github.com/BurntSushi/toml"
)

// House is a folder of house rules: files of the same names and schema as the base's, laid over it. What has an id that
// the base knows changes that thing, key by key; what has none is added. Name is how messages call the folder.
type House struct {
	Name string
	FS   fs.FS
}

// LoadHouse reads a base with house rules over it, the later ones on top. Everything the rules say is marked as theirs, and
// faults are told with the rules' own file and line.
func LoadHouse(base fs.FS, houses ...House) (*Base, error) {
	l := newLoader(base)
	for _, h := range houses {
		l.layOver(h)
	}
	return l.load()
}

// layOver merges the files of the rules into those of the base, as trees: the merged text is then read like any base, so
// that rules are held to the same checks. moved remembers what came from where.
func (l *loader) layOver(h House) {
	merged := fstest.MapFS{}
	for _, file := range l.ruleFiles(h) {
		name := path.Join(h.Name, file)
		text, ok := l.textOf(h.FS, file, name)
		if !ok {
			continue
		}
		l.where[name] = &Lines{text: text}
		shape := shapeOf(file)
		if shape == nil {
			l.problems = append(l.problems, Problem{name, 1, "no such file belongs to a knowledge base", Suggest(file, ruleNames)})
			continue
		}
		if _, problems := Decode(name, text, shape); len(problems) > 0 {
			l.problems = append(l.problems, problems...)
			continue
		}
		var rules, tree map[string]any
		_, err := toml.Decode(text, &rules)
		if under, readErr := fs.ReadFile(l.fs, file); err == nil && readErr == nil {
			_, err = toml.Decode(string(under), &tree)
		}
		if err != nil {
			l.problems = append(l.problems, explain(name, text, l.where[name], err))
			continue
		}
		m := merger{moved: l.moved, file: file, from: name}
		var out bytes.Buffer
		if err := toml.NewEncoder(&out).Encode(m.table(tree, rules, "", "")); err != nil {
			l.problems = append(l.problems, Problem{name, 1, fmt.Sprintf("cannot be merged: %v", err), ""})
			continue
		}
		merged[file] = &fstest.MapFile{Data: out.Bytes()}
	}
	l.fs = layers{merged, l.fs}
}

// ruleNames are the files rules may have; those in folders by their folder.
var ruleNames = []string{"vocabulary.toml", "questions.toml", "constraints.toml", "sources.toml", "plan.toml", "technologies.toml",
	"python.toml", "decisions/", "findings/", "practices/"}

// ruleFiles lists the TOML files of the rules, at the top and in the known folders.
func (l *loader) ruleFiles(h House) []string {
	var files []string
	for _, folder := range []string{".", "decisions", "findings", "practices"} {
		entries, err := fs.ReadDir(h.FS, folder)
		if err != nil && (folder == "." || !errors.Is(err, fs.ErrNotExist)) {
			l.problems = append(l.problems, Problem{path.Join(h.Name, folder), 1, fmt.Sprintf("cannot be read: %v", err),
				"name a folder of house rules"})
		}
		for _, e := range entries {
			if !e.IsDir() && strings.HasSuffix(e.Name(), ".toml") {
				files = append(files, path.Join(folder, e.Name()))
			}
		}
	}
	if len(files) == 0 && len(l.problems) == 0 {
		l.problems = append(l.problems, Problem{h.Name, 1, "holds no house rules", "put .toml files of the knowledge base's names there"})
	}
	slices.Sort(files)
	return files
}

// merger merges one file of rules. It works on decoded trees, so it needs to know no type.
type merger struct {
	moved map[string]map[string]position // file -> path in it -> where that came from
	file  string
	from  string
}

// table lays the keys of over upon under.
func (m *merger) table(under, over map[string]any, path, from string) map[string]any {
	if under == nil {
		under = map[string]any{}
	}
	for key, value := range over {
		at, origin := join(path, key), join(from, key)
		m.note(at, origin)
		switch v := value.(type) {
		case map[string]any:
			old, _ := under[key].(map[string]any)
			merged := m.table(old, v, at, origin)
			if _, cites := v["finding"]; cites {
				merged["house"] = true
			}
			under[key] = merged
		case []map[string]any:
			old, _ := under[key].([]map[string]any)
			under[key] = m.list(old, v, at, origin)
		default:
			under[key] = value
		}
	}
	return under
}

// list lays elements upon those with the same id and appends the others. An element that changes its parent's nature, such
// as a need, has no id and is always added.
func (m *merger) list(under, over []map[string]any, path, from string) []map[string]any {
	for i, element := range over {
		id, named := element["id"]
		at := slices.IndexFunc(under, func(e map[string]any) bool { return named && e["id"] == id })
		if at < 0 {
			at = len(under)
			under = append(under, nil)
		}
		to, origin := fmt.Sprintf("%s[%d]", path, at), fmt.Sprintf("%s[%d]", from, i)
		m.note(to, origin)
		under[at] = m.table(under[at], element, to, origin)
		if _, cites := element["finding"]; named || cites {
			under[at]["house"] = true
		}
	}
	return under
}

func (m *merger) note(path, origin string) {
	if m.moved[m.file] == nil {
		m.moved[m.file] = map[string]position{}
	}
	m.moved[m.file][path] = position{m.from, origin}
}

// origin finds where something in a file came from: the rules that said it, or else the file itself.
func (l *loader) origin(file, path string) position {
	for at := path; at != ""; {
		if from, ok := l.moved[file][at]; ok {
			return position{from.file, from.path + strings.TrimPrefix(path, at)}
		}
		cut := strings.LastIndexAny(at, ".[")
		if cut < 0 {
			break
		}
		at = at[:cut]
	}
	return position{file, path}
}

// layers is a file system over another: what the first has hides the second's.
type layers struct{ over, under fs.FS }

func (l layers) Open(name string) (fs.File, error) {
	if name != "." {
		if f, err := l.over.Open(name); err == nil {
			if info, err := f.Stat(); err == nil && !info.IsDir() {
				return f, nil
			}
			f.Close()
		}
	}
	return l.under.Open(name)
}

// ReadDir lists a folder of both.
func (l layers) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(l.under, name)
	more, overErr := fs.ReadDir(l.over, name)
	if err != nil && overErr != nil {
		return nil, err
	}
	for _, e := range more {
		if !slices.ContainsFunc(entries, func(have fs.DirEntry) bool { return have.Name() == e.Name() }) {
			entries = append(entries, e)
		}
	}
	return entries, nil
}
