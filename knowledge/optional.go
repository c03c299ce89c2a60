package knowledge

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rustadvisor/knowledge/pip"
	"rustadvisor/knowledge/search"
	"rustadvisor/knowledge/strict"
	"rustadvisor/knowledge/wording"
)

// Files that a base may leave out: a folder that only adds options or bans crates need not speak of Python, of other
// technologies, have snippets or explain words.
const (
	pythonFile     = "python.toml"
	technologyFile = "technologies.toml"
	snippetFile    = "snippets.toml"
	glossaryFile   = "glossary.toml"
)

var (
	packageName = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	familyName  = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*(-\*)?$`)
)

// PackageEntries are the packages as entries to search in.
func (b *Base) PackageEntries() []search.Entry {
	var out []search.Entry
	for i := range b.Packages {
		out = append(out, b.Packages[i].entry())
	}
	return out
}

// Name is the package's title, or its id where it has none.
func (p *PythonPackage) Name() string {
	if p.Title != "" {
		return p.Title
	}
	return p.ID
}

// PythonPackage returns the package that pip installs by that name, or the one whose names have it, or nil. Names are
// compared as pip compares them: case does not matter, nor which of ".", "-" and "_" separates their parts.
func (b *Base) PythonPackage(name string) *PythonPackage {
	name = pip.Normal(name)
	if p := at(b.Packages, b.packages, name); p != nil {
		return p
	}
	for end := strings.LastIndex(name, "-"); end > 0; end = strings.LastIndex(name[:end], "-") {
		if p := at(b.Packages, b.packages, name[:end]+"-*"); p != nil {
			return p
		}
	}
	return nil
}

// packageIndexes finds packages by id and by their other names, and by what they are imported as. Of several with a
// name, the first has it.
func packageIndexes(packages []PythonPackage) (byName, byImport map[string]int) {
	byName, byImport = map[string]int{}, map[string]int{}
	for i := len(packages) - 1; i >= 0; i-- {
		for _, name := range packages[i].Names {
			byName[name] = i
		}
		for _, name := range packages[i].Imports {
			byImport[pip.Normal(name)] = i
		}
	}
	for i := len(packages) - 1; i >= 0; i-- {
		byName[pip.Normal(packages[i].ID)] = i
	}
	return byName, byImport
}

func (l *loader) readPython() {
	var f packagesFile
	l.readOptional(pythonFile, &f)
	l.base.Packages = f.Packages
	l.remember(pythonFile, "package", len(f.Packages), func(i int) string { return pip.Normal(f.Packages[i].ID) })
}

func (l *loader) checkPython() {
	for i := range l.base.Packages {
		p := &l.base.Packages[i]
		at := strict.Element("package", i)
		if !packageName.MatchString(p.ID) {
			l.fault(pythonFile, at+".id", "write it in lower case with dashes, as pip normalises it",
				"package id %q is not a normal name", p.ID)
		}
		l.lacks(pythonFile, at, "package", p.ID, "what", p.What, "advice", p.Advice)
		for _, c := range p.Crates {
			if !crateName.MatchString(c) {
				l.fault(pythonFile, at+".crates", "write the crate's name only", "package %q names crate %q", p.ID, c)
			}
		}
		l.checkRefs(pythonFile, at, p.Findings, p.Options)
		l.checkPackageNames(at, i)
	}
}

// checkPackageNames sees to it that every name leads to one package.
func (l *loader) checkPackageNames(at string, i int) {
	p := &l.base.Packages[i]
	for _, name := range p.Names {
		if !familyName.MatchString(name) {
			l.fault(pythonFile, at+".names", `write it as an id is written, or with -* at the end`,
				"package %q has the name %q", p.ID, name)
		} else if other := l.base.packages[name]; other != i {
			l.fault(pythonFile, at+".names", "give the name to one of them", "package %q has the name of %q", p.ID,
				l.base.Packages[other].ID)
		}
	}
}

// Requirements is what a list of Python packages comes to.
type Requirements struct {
	Known   []Required // in the order in which the list names them, each package once
	Unknown []string   // names that the base has nothing on, as written, each once
	Notes   []string   // one sentence for each line that names no package of the index, or cannot be read
}

// Required is a package that a list names.
type Required struct {
	*PythonPackage
	Names []string // what the list calls it: more than one where several packages are one thing here
}

// Packages are all that a list names: the ids of those that are known, then the others as written.
func (r *Requirements) Packages() []string {
	var out []string
	for _, known := range r.Known {
		out = append(out, known.ID)
	}
	return append(out, r.Unknown...)
}

// ParseRequirements reads a list of Python packages in any of the forms that pip.Parse takes, and tells those of which
// the base knows something from the others.
func (b *Base) ParseRequirements(text string) Requirements {
	names, notes := pip.Parse(text, func(name string) bool { return b.required(name) != nil })
	out := Requirements{Notes: notes}
	for _, name := range names {
		p := b.required(name)
		if p == nil {
			out.Unknown = append(out.Unknown, name)
			continue
		}
		i := slices.IndexFunc(out.Known, func(known Required) bool { return known.PythonPackage == p })
		if i < 0 {
			out.Known = append(out.Known, Required{p, []string{name}})
			continue
		}
		out.Known[i].Names = append(out.Known[i].Names, name)
	}
	return out
}

// PackageID is the id of the package that a name means, or the name as pip compares it where the base knows nothing
// of it, or "" where it can be no name.
func (b *Base) PackageID(name string) (id string, known bool) {
	if p := b.required(name); p != nil {
		return p.ID, true
	}
	if name = strings.TrimSpace(name); pip.IsName(name) {
		return pip.Normal(name), false
	}
	return "", false
}

// required is the package that a list means by a name: the one that pip installs, or else the one that is imported
// by it, since people write sklearn and yaml.
func (b *Base) required(name string) *PythonPackage {
	if p := b.PythonPackage(name); p != nil {
		return p
	}
	return at(b.Packages, b.imports, pip.Normal(name))
}

// Technology returns the technology with that id, or nil.
func (b *Base) Technology(id string) *Technology { return at(b.Technologies, b.technologies, id) }

func (l *loader) readTechnologies() {
	var f technologiesFile
	l.readOptional(technologyFile, &f)
	l.base.Technologies = f.Technologies
	l.remember(technologyFile, "technology", len(f.Technologies), func(i int) string { return f.Technologies[i].ID })
}

// checkTechnologies checks texts and references, and that no two technologies share a name or an alias: whoever
// looks one up by name must meet one thing. Capitals tell "Redis" the server from "redis" the crate.
func (l *loader) checkTechnologies() {
	holder := map[string]string{} // name -> id of the technology that has it
	for i := range l.base.Technologies {
		t := &l.base.Technologies[i]
		at := strict.Element("technology", i)
		if t.ID == "" || t.Name == "" || t.What == "" {
			l.fault(technologyFile, at, "add id, name and what", "technology %q lacks its id or a text", t.ID)
		}
		for _, name := range append([]string{t.Name}, t.Aliases...) {
			switch first, taken := holder[name]; {
			case strings.TrimSpace(name) == "":
				l.fault(technologyFile, at+".aliases", "remove it", "technology %q has an empty name", t.ID)
			case taken:
				l.fault(technologyFile, at+".aliases", "keep the name with one of them",
					"technology %q is named %q, which stands already with %q", t.ID, name, first)
			default:
				holder[name] = t.ID
			}
		}
		l.checkRefs(technologyFile, at, t.Findings, t.Options)
	}
}

// checkRefs checks that findings and options ("decision.option") exist.
func (l *loader) checkRefs(file, path string, findings, options []string) {
	for _, f := range findings {
		l.knownFinding(file, path+".findings", f)
	}
	for _, ref := range options {
		if l.base.Option(ref) == nil {
			l.fault(file, path+".options", wording.Suggest(ref, l.optionRefs()), "unknown option %q", ref)
		}
	}
}

// Languages are those a snippet may be written in, as fences of Markdown name them.
var Languages = []string{rustLanguage, "toml", "sh", "python"}

const rustLanguage = "rust"

// Snippet returns the snippet with that id, or nil.
func (b *Base) Snippet(id string) *Snippet {
	return first(b.Snippets, func(s *Snippet) bool { return s.ID == id })
}

func (l *loader) readSnippets() {
	var f snippetsFile
	l.readOptional(snippetFile, &f)
	for i := range f.Snippets {
		if code := strings.Trim(f.Snippets[i].Code, "\n"); code != "" {
			f.Snippets[i].Code = code + "\n"
		}
	}
	l.base.Snippets = f.Snippets
	l.remember(snippetFile, "snippet", len(f.Snippets), func(i int) string { return f.Snippets[i].ID })
}

func (l *loader) checkSnippets() {
	for i := range l.base.Snippets {
		s := &l.base.Snippets[i]
		at := strict.Element("snippet", i)
		l.lacks(snippetFile, at, "snippet", s.ID, "title", s.Title, "code", strings.TrimSpace(s.Code))
		if wording.CleanLines(s.Code) != s.Code {
			l.fault(snippetFile, at+".code", "indent with spaces, and write other characters as escapes of the language",
				"the code of snippet %q has tabs or invisible characters", s.ID)
		}
		if s.Package != "" && !crateName.MatchString(s.Package) {
			l.fault(snippetFile, at+".package", "use letters, digits and dashes",
				"snippet %q stands in the package %q, which Cargo takes for none", s.ID, s.Package)
		}
		l.known(snippetFile, at+".language", "language", s.Language, Languages)
		l.checkSnippetCrates(at, s)
		l.checkWhen(snippetFile, at+".when", s.When, len(l.base.Questions), true)
		l.checkRefs(snippetFile, at, s.Findings, nil)
	}
}

func (l *loader) checkSnippetCrates(at string, s *Snippet) {
	switch rust := s.Language == rustLanguage; {
	case rust && len(s.Crates) == 0:
		l.fault(snippetFile, at, "add crates, with versions and features",
			"snippet %q does not say what it needs to compile", s.ID)
	case !rust && len(s.Crates) > 0:
		l.fault(snippetFile, at+".crates", "remove crates", "snippet %q has crates but is no Rust", s.ID)
	}
	l.checkCrates(snippetFile, at, s.Crates)
	for _, name := range sortedKeys(s.Crates) {
		if s.Crates[name].Version == "" {
			l.fault(snippetFile, at+".crates."+name, `write name = { version = "1" }`,
				"snippet %q names crate %q without a version", s.ID, name)
		}
	}
}

func (s *Snippet) entry() search.Entry {
	text := strings.Join([]string{s.Language, strings.Join(sortedKeys(s.Crates), " "), s.Code}, " ")
	return search.Entry{Kind: KindSnippet, ID: s.ID, Title: s.Title, Text: wording.Clean(text)}
}

// checkGlossary checks that every word is explained in some words, and that no form is that of two.
func (l *loader) checkGlossary() {
	g := &l.base.Glossary
	l.checkWhen(glossaryFile, "when", g.When, len(l.base.Questions), true)
	l.checkWhen(glossaryFile, "unless", g.Unless, len(l.base.Questions), true)
	l.checkWhen(glossaryFile, "or", g.Or, len(l.base.Questions), true)
	named(l, glossaryFile, "word", g.Words, func(w *Word) (id, text string) { return w.ID, w.Title })
	holder := map[string]string{} // form -> id of the word that has it
	for i := range g.Words {
		w := &g.Words[i]
		at := strict.Element("word", i)
		switch n := len(strings.Fields(w.Means)); {
		case n == 0:
			l.fault(glossaryFile, at, "add means", "word %q is not explained", w.ID)
		case n > MostMeaning:
			l.fault(glossaryFile, at+".means", "say it shorter", "word %q is explained in %d words, more than %d", w.ID, n,
				MostMeaning)
		}
		for _, form := range append([]string{w.Title}, w.Forms...) {
			switch first, taken := holder[form]; {
			case form == "" && w.Title == "": // is told already
			case strings.TrimSpace(form) == "":
				l.fault(glossaryFile, at+".forms", "remove it", "word %q has an empty form", w.ID)
			case taken:
				l.fault(glossaryFile, at+".forms", "keep the form with one of them",
					"word %q is written %q, which stands already with %q", w.ID, form, first)
			}
			holder[form] = w.ID
		}
	}
}

// In tells whether the word stands in a text, which is given in small letters, too, in any of its forms: as a word of
// its own, in the case of its letters where it has capitals.
func (w *Word) In(text, lower string) bool {
	for _, form := range append([]string{w.Title}, w.Forms...) {
		within := text
		if form == strings.ToLower(form) {
			within = lower
		}
		if stands(form, within) {
			return true
		}
	}
	return false
}

// stands tells whether a form stands in a text between what belongs to no word.
func stands(form, text string) bool {
	for at := 0; form != ""; {
		i := strings.Index(text[at:], form)
		if i < 0 {
			return false
		}
		before, _ := utf8.DecodeLastRuneInString(text[:at+i])
		after, _ := utf8.DecodeRuneInString(text[at+i+len(form):])
		if !ofWord(before) && !ofWord(after) {
			return true
		}
		at += i + len(form)
	}
	return false
}

func ofWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' }
