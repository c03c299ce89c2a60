package knowledge

import (
	"regexp"
	"strings"
)

// pythonFile is optional: a folder that only adds options or bans crates need not speak of Python.
const pythonFile = "python.toml"

var (
	separators  = regexp.MustCompile(`[-_.]+`)
	packageName = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	familyName  = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*(-\*)?$`)
)

// PackageEntries are the packages as entries to search in.
func (b *Base) PackageEntries() []Entry {
	var out []Entry
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
	name = normalise(name)
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
			byImport[normalise(name)] = i
		}
	}
	for i := len(packages) - 1; i >= 0; i-- {
		byName[normalise(packages[i].ID)] = i
	}
	return byName, byImport
}

// normalise gives a package's name the form that names are compared in (PEP 503).
func normalise(name string) string {
	return strings.ToLower(separators.ReplaceAllString(strings.TrimSpace(name), "-"))
}

func (l *loader) readPython() {
	var f packagesFile
	l.readOptional(pythonFile, &f)
	l.base.Packages = f.Packages
	l.remember(pythonFile, "package", len(f.Packages), func(i int) string { return normalise(f.Packages[i].ID) })
}

func (l *loader) checkPython() {
	for i := range l.base.Packages {
		p := &l.base.Packages[i]
		at := element("package", i)
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
