package knowledge

import (
	"path"
	"reflect"
	"strings"
)

// fileKind is a kind of file that a base is made of.
type fileKind struct {
	name  string       // as a schema is asked for
	files string       // where it stands: a name, or a folder with *.toml
	shape reflect.Type // what it decodes into
}

var fileKinds = []fileKind{
	{"vocabulary", "vocabulary.toml", reflect.TypeFor[Vocabulary]()},
	{"questions", "questions.toml", reflect.TypeFor[questionsFile]()},
	{"decision", "decisions/*.toml", reflect.TypeFor[decisionFile]()},
	{"constraints", "constraints.toml", reflect.TypeFor[constraintsFile]()},
	{"sources", "sources.toml", reflect.TypeFor[sourcesFile]()},
	{"findings", "findings/*.toml", reflect.TypeFor[findingsFile]()},
	{"practices", "practices/*.toml", reflect.TypeFor[practicesFile]()},
	{"situations", "situations/*.toml", reflect.TypeFor[situationsFile]()},
	{"plan", "plan.toml", reflect.TypeFor[planFile]()},
	{"technologies", technologyFile, reflect.TypeFor[technologiesFile]()},
	{"python", pythonFile, reflect.TypeFor[packagesFile]()},
	{"snippets", snippetFile, reflect.TypeFor[snippetsFile]()},
	{"glossary", glossaryFile, reflect.TypeFor[Glossary]()},
}

// FileKinds are the kinds of files a knowledge base has, as JSONSchema names them.
func FileKinds() []string { return ids(fileKinds, func(k fileKind) string { return k.name }) }

// kindOf is the kind of a file by its path, or nil where none belongs there.
func kindOf(file string) *fileKind {
	for i := range fileKinds {
		if ok, _ := path.Match(fileKinds[i].files, file); ok {
			return &fileKinds[i]
		}
	}
	return nil
}

// place is the file, or the folder of files, with a slash at its end.
func (k fileKind) place() string { return strings.TrimSuffix(k.files, "*.toml") }

// folders are those that files may stand in, beside the top.
func folders() (out []string) {
	for _, k := range fileKinds {
		if folder, ok := strings.CutSuffix(k.place(), "/"); ok {
			out = append(out, folder)
		}
	}
	return out
}

// What the files decode into.
type (
	questionsFile struct {
		Sections  []Section  `toml:"section"`
		Questions []Question `toml:"question"`
	}
	// a decision, and what its options rest on: whoever adds an option need touch no other file
	decisionFile struct {
		Decision
		Findings    []Finding `toml:"finding"`
		Corrections []Finding `toml:"correction"`
		Sources     []Source  `toml:"source"`
	}
	constraintsFile struct {
		Forbids   []Forbid  `toml:"forbid"`
		Requires  []Require `toml:"require"`
		Synergies []Synergy `toml:"synergy"`
	}
	sourcesFile struct {
		Sources []Source `toml:"source"`
	}
	findingsFile struct {
		Findings    []Finding `toml:"finding"`
		Corrections []Finding `toml:"correction"`
	}
	practicesFile struct {
		Practices []Practice `toml:"practice"`
	}
	situationsFile struct {
		Situations []Situation `toml:"situation"`
		Sources    []Source    `toml:"source"`
	}
	planFile struct {
		Phases []Phase `toml:"phase"`
		Risks  []Risk  `toml:"risk"`
		KPIs   []KPI   `toml:"kpi"`
	}
	technologiesFile struct {
		Technologies []Technology `toml:"technology"`
	}
	packagesFile struct {
		Packages []PythonPackage `toml:"package"`
	}
	snippetsFile struct {
		Snippets []Snippet `toml:"snippet"`
	}
)
