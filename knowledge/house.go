package knowledge

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"reflect"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"rustadvisor/knowledge/strict"
	"rustadvisor/knowledge/wording"
)

// House is a folder of house rules: files of the same names and schema as the base's, laid over it. What has an id
// that the base knows changes that thing, key by key; what has none is added. A folder whose vocabulary.toml has a
// version is no set of rules but a whole base: it takes the place of everything under it. Name is how messages call
// the folder.
type House struct {
	Name string
	FS   fs.FS
	Own  bool // the user's, in force without being named
}

// whole tells whether the folder is a base of its own.
func (h House) whole() bool {
	v, _ := LoadVocabulary(h.FS)
	return v.Version != ""
}

// layered lays the rules over the base, ready to be loaded.
func layered(base fs.FS, houses []House) *loader {
	l := newLoader(base)
	for _, h := range houses {
		if h.whole() {
			l.fs, l.merged, l.moved = embed.FS{}, map[string]string{}, map[string]map[string]position{}
		}
		l.layOver(h)
	}
	return l
}

// layOver merges the files of the rules into those of the base, as trees: the merged text is then read like any
// base, so that rules are held to the same checks. moved remembers what came from where.
func (l *loader) layOver(h House) {
	whole := h.whole()
	for _, file := range l.ruleFiles(h) {
		name := path.Join(h.Name, file)
		rules := l.rules(h, file, name)
		if rules == nil {
			continue
		}
		var tree map[string]any
		if _, err := toml.Decode(l.under(file), &tree); err != nil {
			tree = nil // the base is faulty itself, which loading it will tell
		}
		tree = cleanTable(tree)
		m := merger{moved: l.moved, file: file, from: name, mark: !whole}
		tree = m.table(tree, rules, "", "")
		var out bytes.Buffer
		err := toml.NewEncoder(&out).Encode(tree)
		for _, at := range m.twice {
			l.problem(name, l.where[name].Of(at), "the same id stands twice", "say both things in one place")
		}
		if err != nil {
			l.problem(name, 1, fmt.Sprintf("cannot be merged: %v", err), "compare with a file that loads")
			continue
		}
		l.merged[file] = out.String()
	}
}

// under is the text that rules for a file are laid over; empty where there is none.
func (l *loader) under(file string) string {
	if text, ok := l.merged[file]; ok {
		return text
	}
	text, _ := fs.ReadFile(l.fs, file)
	return string(text)
}

// rules reads one file of rules, strictly, as a tree of clean texts; nil when it has a fault.
func (l *loader) rules(h House, file, name string) map[string]any {
	text, ok := l.textOf(h.FS, file, name)
	if !ok {
		return nil
	}
	l.ruled[name] = !h.whole()
	kind := kindOf(file)
	if kind == nil {
		l.problem(name, 1, "no such file belongs to a knowledge base", wording.Suggest(file, ids(fileKinds, fileKind.place)))
		return nil
	}
	lines, problems := strict.Decode(name, text, reflect.New(kind.shape).Interface())
	l.where[name] = lines
	if len(problems) > 0 {
		l.problems = append(l.problems, problems...)
		return nil
	}
	var rules map[string]any
	if _, err := toml.Decode(text, &rules); err != nil {
		l.problem(name, 1, err.Error(), "compare with a file that loads")
		return nil
	}
	rules = cleanTable(rules)
	wrong := inexact(rules, kind.shape, "")
	for _, at := range sortedKeys(wrong) {
		l.problem(name, l.where[name].Of(at), fmt.Sprintf("unknown key %q", strict.Plain(at)), "write "+wrong[at])
	}
	if len(wrong) > 0 {
		return nil
	}
	return rules
}

// cleanTable cleans every text in a tree, keys too, and gives lists of tables one form however they are written.
func cleanTable(table map[string]any) map[string]any {
	out := make(map[string]any, len(table))
	for key, value := range table {
		if text, ok := value.(string); ok && key == "code" { // its lines count
			out[key] = wording.CleanLines(text)
			continue
		}
		out[wording.Clean(key)] = cleanValue(value)
	}
	return out
}

func cleanValue(value any) any {
	switch v := value.(type) {
	case string:
		return wording.Clean(v)
	case map[string]any:
		return cleanTable(v)
	case []map[string]any:
		for i := range v {
			v[i] = cleanTable(v[i])
		}
	case []any:
		var tables []map[string]any
		for i := range v {
			v[i] = cleanValue(v[i])
			if t, ok := v[i].(map[string]any); ok {
				tables = append(tables, t)
			}
		}
		if len(tables) == len(v) && len(v) > 0 {
			return tables
		}
	}
	return value
}

// ruleFiles lists the TOML files of the rules, at the top and in the known folders. TOML files in other folders are
// a fault: they look as if they did something.
func (l *loader) ruleFiles(h House) []string {
	var files []string
	faults := len(l.problems)
	for _, folder := range append([]string{"."}, folders()...) {
		entries, err := fs.ReadDir(h.FS, folder)
		if err != nil && (folder == "." || !errors.Is(err, fs.ErrNotExist)) {
			l.ruleFault(h, folder, fmt.Sprintf("cannot be read: %v", cause(err)), "name a folder of house rules")
		}
		for _, e := range entries {
			file := path.Join(folder, e.Name())
			info, err := fs.Stat(h.FS, file) // follows links
			switch {
			case err == nil && info.IsDir():
				l.checkFolder(h, file)
			case !strings.HasSuffix(file, ".toml"):
			case err != nil:
				l.ruleFault(h, file, fmt.Sprintf("cannot be read: %v", cause(err)), "repair or remove it")
			case !info.Mode().IsRegular():
				l.ruleFault(h, file, "is no regular file", "put a file there")
			case info.Size() > maxFile:
				l.ruleFault(h, file, fmt.Sprintf("is larger than %d MB", maxFile>>20), "split it, or remove what is no knowledge")
			default:
				files = append(files, file)
			}
		}
	}
	if len(files) == 0 && len(l.problems) == faults {
		l.ruleFault(h, ".", "holds no house rules", "put .toml files of the knowledge base's names there")
	}
	slices.Sort(files)
	return files
}

func (l *loader) ruleFault(h House, file, what, mend string) {
	l.problem(path.Join(h.Name, file), 1, what, mend)
}

// checkFolder tells of a folder that holds TOML files yet is none of those that are read.
func (l *loader) checkFolder(h House, folder string) {
	if slices.Contains(folders(), folder) {
		return
	}
	entries, _ := fs.ReadDir(h.FS, folder)
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".toml") {
			l.ruleFault(h, path.Join(folder, e.Name()), "stands in a folder that is not read", "use "+strings.Join(folders(),
				"/, ")+"/")
		}
	}
}

// cause drops what an error of the file system repeats: the operation and the name.
func cause(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

// merger merges one file of rules. It works on decoded trees, so it needs to know no type.
type merger struct {
	moved map[string]map[string]position // file -> path in it -> where that came from
	file  string
	from  string
	mark  bool     // mark what is merged as the house's
	twice []string // elements of the rules whose id another element has already
}

// conditions are the lists of tables that rules replace as a whole: more conditions would be less, and no id tells them
// apart.
var conditions = []string{"when", "or", "unless", "spare", "expects", "follows"}

// table lays the keys of over upon under.
func (m *merger) table(under, over map[string]any, path, from string) map[string]any {
	if under == nil {
		under = map[string]any{}
	}
	for key, value := range over {
		at, origin := strict.Join(path, key), strict.Join(from, key)
		if _, known := under[key]; !known || !nested(value) { // of a table that the base has too, only parts are the rules'
			m.note(at, origin)
		}
		switch v := value.(type) {
		case map[string]any:
			old, _ := under[key].(map[string]any)
			merged := m.table(old, v, at, origin)
			if _, cites := v["finding"]; cites && m.mark {
				merged["house"] = true
			}
			under[key] = merged
		case []map[string]any:
			old, _ := under[key].([]map[string]any)
			if slices.Contains(conditions, key) {
				old = nil
			}
			under[key] = m.list(old, v, at, origin)
		default:
			under[key] = value
		}
	}
	return under
}

// nested tells whether a value is merged part by part.
func nested(value any) bool {
	switch value.(type) {
	case map[string]any, []map[string]any:
		return true
	}
	return false
}

// list lays elements upon those with the same id and appends the others. An element that changes its parent's
// nature, such as a need, has no id and is always added.
func (m *merger) list(under, over []map[string]any, path, from string) []map[string]any {
	seen := map[string]bool{}
	places := map[string]int{} // by id
	for i, e := range under {
		if id, named := e["id"].(string); named {
			places[id] = i
		}
	}
	for i, entry := range over {
		id, named := entry["id"].(string)
		if named && seen[id] {
			m.twice = append(m.twice, strict.Element(from, i))
		}
		seen[id] = named
		at, known := places[id]
		if !named || !known {
			at = len(under)
			under = append(under, nil)
		}
		if named {
			places[id] = at
		}
		to, origin := strict.Element(path, at), strict.Element(from, i)
		m.note(to, origin)
		under[at] = m.table(under[at], entry, to, origin)
		if _, cites := entry["finding"]; m.mark && (named || cites) {
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
		dot := strings.LastIndexAny(at, ".[")
		if dot < 0 {
			break
		}
		at = at[:dot]
	}
	return position{file, path}
}

// inexact finds keys that are known but for their capitals. The TOML library takes them for the known ones, and
// where rules say Title and the base says title, which of them counts would be left to chance. It returns the path
// of each, and the right key.
func inexact(value any, t reflect.Type, path string) map[string]string {
	found := map[string]string{}
	add := func(more map[string]string) {
		for at, key := range more {
			found[at] = key
		}
	}
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch v := value.(type) {
	case []map[string]any:
		for i := range v {
			add(inexact(v[i], t.Elem(), strict.Element(path, i)))
		}
	case map[string]any:
		if t.Kind() == reflect.Map {
			for key, inner := range v {
				add(inexact(inner, t.Elem(), strict.Join(path, key)))
			}
			return found
		}
		for f := range tomlFields(t) {
			for key, inner := range v {
				if key == f.key {
					add(inexact(inner, f.Type, strict.Join(path, key)))
				} else if strings.EqualFold(key, f.key) {
					found[strict.Join(path, key)] = f.key
				}
			}
		}
	}
	return found
}
