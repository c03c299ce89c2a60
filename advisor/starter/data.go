// Package starter turns an advice into a project that compiles: an archetype, which is a whole project by itself,
// with parts laid over it for what was picked. It is pure: it returns files, and the same advice gives the same
// bytes.
//
// Archetypes and parts are files of this folder; README.md tells how to add one.
package starter

import (
	"embed"
	"io/fs"
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/strict"
)

//go:embed all:archetypes all:parts
var embedded embed.FS

// archetype is a whole project in archetypes/<id>, told of in its archetype.toml.
type archetype struct {
	ID      string                `toml:"-"`
	Order   int                   `toml:"order"` // which is tried first
	Title   string                `toml:"title"`
	Package string                `toml:"package"` // name that the project's takes the place of
	Python  bool                  `toml:"python"`  // the name must be a Python module's as well
	Journey string                `toml:"journey"` // that the ledger answers; new-service unless given
	When    []knowledge.Condition `toml:"when"`
	Covers  []string              `toml:"covers"` // "decision.option" that its code is
	// what parts may lie over it; its own files are what a slot has by default
	Slots   []string          `toml:"slots"`
	Needs   []string          `toml:"needs"` // slots that a part has to lie in
	Notes   []string          `toml:"notes"` // what a reader of the project should know
	Bare    map[string]string `toml:"bare"`  // what to tell of a slot that no part lies over
	Port    int               `toml:"port"`  // that it listens on, or 0
	Live    string            `toml:"live"`  // path that answers while it runs; none where it speaks gRPC
	Ready   string            `toml:"ready"` // path, or service of gRPC, that answers while requests should come
	Env     []Env             `toml:"env"`
	Servers []Server          `toml:"server"`
	Test    string            `toml:"test"`  // the command that tests it
	Run     string            `toml:"run"`   // the command that starts it, or ""
	Steps   []string          `toml:"steps"` // what CI runs besides
}

// part is files for one slot in parts/<slot>/<id>, told of in their part.toml. A file takes the place of the
// archetype's, and of one of the part that it is like.
type part struct {
	Slot       string                `toml:"-"`
	ID         string                `toml:"-"`
	Order      int                   `toml:"order"` // which of its slot is tried first
	Like       string                `toml:"like"`  // "slot/part": what it has none of is that one's
	Title      string                `toml:"title"`
	Archetypes []string              `toml:"archetypes"` // those that it fits; all when empty
	When       []knowledge.Condition `toml:"when"`
	Covers     []string              `toml:"covers"`
	Beside     bool                  `toml:"beside"`  // it can stand with another of its slot
	Beneath    bool                  `toml:"beneath"` // the archetype's files take the place of its own
	Over       string                `toml:"over"`    // slot in which a part has to lie that covers something else
	Moves      []move                `toml:"moves"`   // files that were laid before it, and go elsewhere for it
	Written    bool                  `toml:"written"` // nothing of it is code that the ledger could run
	Env        []Env                 `toml:"env"`
	Servers    []Server              `toml:"server"`
	Tools      []string              `toml:"tools"` // what has to be installed to build or test
	Notes      []string              `toml:"notes"` // what a reader of the project should know
	Steps      []string              `toml:"steps"` // what CI runs besides
	crates     crates
	folders    []string // with its files, the later before the earlier
}

// move is where a file goes, and what is written otherwise in it there.
type move struct {
	From string            `toml:"from"`
	To   string            `toml:"to"`
	Text map[string]string `toml:"text"`
}

// Env is a variable that the project reads.
type Env struct {
	Name    string `toml:"name"`
	What    string `toml:"what"`
	Example string `toml:"example"`
	Test    bool   `toml:"test"`   // tests against the real thing want it
	Server  string `toml:"server"` // the one that it leads to, or ""
}

// Server is what has to run beside the project.
type Server struct {
	Name    string            `toml:"name"`
	Image   string            `toml:"image"`
	Port    int               `toml:"port"`
	Env     map[string]string `toml:"env"`
	Command string            `toml:"command"` // what the image is started with, or ""
	Health  string            `toml:"health"`  // command in the container that succeeds once it serves
	Mock    string            `toml:"mock"`    // what tests bring themselves when no variable leads to one, or ""
}

// beyond are decisions that no file of a project follows from.
var beyond = []string{"service-topology", "release-strategy", "migration-strategy"}

// archetypes reads them all, in the order tried.
func archetypes() ([]archetype, error) {
	var out []archetype
	folders, err := fs.ReadDir(embedded, "archetypes")
	if err != nil {
		return nil, err
	}
	for _, f := range folders {
		a := archetype{ID: f.Name()}
		if err := read(path.Join("archetypes", a.ID, "archetype.toml"), &a); err != nil {
			return nil, err
		}
		out = append(out, a)
	}
	slices.SortFunc(out, func(a, b archetype) int { return a.Order - b.Order })
	return out, nil
}

// parts reads those of the slots of an archetype.
func (a *archetype) parts() ([]part, error) {
	var out []part
	for _, slot := range a.Slots {
		folders, err := fs.ReadDir(embedded, path.Join("parts", slot))
		if err != nil {
			return nil, err
		}
		var in []part
		for _, f := range folders {
			p, err := readPart(path.Join(slot, f.Name()))
			if err != nil {
				return nil, err
			}
			if len(p.Archetypes) == 0 || slices.Contains(p.Archetypes, a.ID) {
				in = append(in, *p)
			}
		}
		slices.SortStableFunc(in, func(p, q part) int { return p.Order - q.Order })
		out = append(out, in...)
	}
	return out, nil
}

// stands tells whether what it lies over is among the parts.
func (p *part) stands(among []part) bool {
	return p.Over == "" || slices.ContainsFunc(among, func(q part) bool {
		return q.Slot == p.Over && !slices.ContainsFunc(q.Covers, func(name string) bool {
			return slices.Contains(p.Covers, name)
		})
	})
}

func (p *part) name() string { return p.Slot + "/" + p.ID }

func (a *archetype) folder() string { return path.Join("archetypes", a.ID) }

// crates are those that its own code names; none where it is no Rust.
func (a *archetype) crates() (crates, error) {
	name := path.Join(a.folder(), "Cargo.toml")
	text, err := fs.ReadFile(embedded, name)
	if err != nil {
		return nil, nil
	}
	_, tables := splitDependencies(string(text))
	return readCrates(name, tables)
}

// readPart reads the part of that name, "slot/part", laid over the one that it is like.
func readPart(name string) (*part, error) {
	folder := path.Join("parts", name)
	file := path.Join(folder, "part.toml")
	text, err := fs.ReadFile(embedded, file)
	if err != nil {
		return nil, err
	}
	head, tables := splitDependencies(string(text))
	own, err := readCrates(file, tables)
	if err != nil {
		return nil, err
	}
	var said part
	if err := decode(file, head, &said); err != nil {
		return nil, err
	}
	out := &part{crates: crates{}}
	if said.Like != "" {
		if out, err = readPart(said.Like); err != nil {
			return nil, err
		}
	}
	said.Slot, said.ID = path.Dir(name), path.Base(name)
	// Whole fields are taken: decoded over the other, a list of tables would keep what its own leave out.
	from, to := reflect.ValueOf(said), reflect.ValueOf(out).Elem()
	for i := range from.NumField() {
		if !from.Field(i).IsZero() {
			to.Field(i).Set(from.Field(i))
		}
	}
	maps.Copy(out.crates, own)
	out.folders = append(out.folders, folder)
	return out, nil
}

// read decodes a file of this folder.
func read(name string, into any) error {
	text, err := fs.ReadFile(embedded, name)
	if err != nil {
		return err
	}
	return decode(name, string(text), into)
}

// decode reads a text of that name. What it does not know is an error.
func decode(name, text string, into any) error {
	if _, problems := strict.Decode(name, text, into); len(problems) > 0 {
		return problems
	}
	return nil
}

// holds tells whether all conditions do, by the answers and the picks.
func holds(a *advisor.Advice, when []knowledge.Condition) bool {
	return !slices.ContainsFunc(when, func(c knowledge.Condition) bool { return !holdsOne(a, c) })
}

func holdsOne(a *advisor.Advice, c knowledge.Condition) bool {
	if c.Decision != "" {
		return slices.ContainsFunc(a.Decisions, func(d advisor.Decided) bool {
			return d.ID == c.Decision && !d.Waits &&
				(slices.Contains(c.In, d.Pick.ID) || d.Option != nil && d.Option.Is(c.In...))
		})
	}
	for _, x := range a.Answers {
		if x.Question == c.Question {
			return slices.ContainsFunc(x.Choices, func(choice string) bool { return slices.Contains(c.In, choice) })
		}
	}
	return slices.Contains(c.In, unsure)
}

// unsure is how conditions name a question that is not answered.
const unsure = "not-sure"

// covers tells whether code that is taken when the conditions hold, and covers those options, is what a pick asks
// for. One of several picks of a decision is for a choice, which the conditions must not rule out.
func covers(names []string, when []knowledge.Condition, d *advisor.Decided) bool {
	if d.For != nil && slices.ContainsFunc(when, func(c knowledge.Condition) bool {
		return c.Question == d.For.Question && !slices.Contains(c.In, d.For.Choice)
	}) {
		return false
	}
	return slices.ContainsFunc(names, func(name string) bool {
		id, mine := strings.CutPrefix(name, d.ID+".")
		return mine && d.Option.Is(id)
	})
}
