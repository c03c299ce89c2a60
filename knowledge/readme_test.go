package knowledge

import (
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"rustadvisor/knowledge/schematest"
	"rustadvisor/knowledge/strict"
)

var example = regexp.MustCompile("(?s)### `([^`]+)`\n[^#]*?```toml\n(.*?)```")

// examples are the files that the README shows.
func examples(t testing.TB) fstest.MapFS {
	t.Helper()
	text, err := fs.ReadFile(Embedded(), "README.md")
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	for _, m := range example.FindAllStringSubmatch(string(text), -1) {
		files[m[1]] = &fstest.MapFile{Data: []byte(m[2])}
	}
	if n := strings.Count(string(text), "```toml"); n != len(files) {
		t.Fatalf("%d of %d examples have a file", len(files), n)
	}
	return files
}

// What the README shows loads, is valid by the schema, and shows every kind of file.
func TestReadmeExamples(t *testing.T) {
	files := examples(t)
	base, err := Load(Embedded(), House{Name: "README", FS: files})
	if err != nil {
		t.Fatal(err)
	}
	if o := base.Option("database-layer.ledger"); o == nil || !o.House ||
		base.Option("database-layer.toasty").Banned == "" {
		t.Error("the examples change nothing")
	}
	if q := base.Question("audited"); q == nil || !base.Question("footprint").Retired {
		t.Error("the questions are not as shown")
	}
	var shown []string
	for name, file := range files {
		kind := kindOf(name).name
		shown = append(shown, kind)
		schema := schemaOf(t, base, kind)
		for _, fault := range schematest.Check(schema, decoded(t, string(file.Data)), name) {
			t.Error(fault)
		}
	}
	for _, kind := range FileKinds() {
		if !slices.Contains(shown, kind) {
			t.Errorf("the README shows no file of kind %s", kind)
		}
	}
	if _, err := os.Stat("testdata/house"); err != nil {
		t.Error(err) // the README names it
	}
}

// FuzzLoadHouse puts anything in the place of one file of rules: they load, or fail with problems that have a place.
func FuzzLoadHouse(f *testing.F) {
	var names []string
	for name, file := range examples(f) {
		names = append(names, name)
		slices.Sort(names)
		f.Add(name, string(file.Data))
	}
	for _, fault := range faults {
		f.Add(fault.file, fault.new)
	}
	f.Add("decisions/database-layer.toml", "[[option]]\nid = \"sqlx\"\nID = \"sqlx\"\n")
	f.Add("decisions/web.toml", "id = [[[\n")
	f.Add("questions.toml", "[[question]]\nid = \"\\u001b\"\n\"\\u001b\" = 1\n")
	f.Add("vocabulary.toml", "version = \"2026-11\"\n")
	f.Add("decisions/a b.toml", "id = \"a b\"\n")
	base := small()
	f.Fuzz(func(t *testing.T, name, text string) {
		if !fs.ValidPath(name) || strings.Count(name, "/") > 1 {
			return
		}
		loaded, err := Load(base, House{Name: "acme", FS: fstest.MapFS{name: {Data: []byte(text)}}})
		if (loaded == nil) == (err == nil) {
			t.Fatalf("%v and %v", loaded, err)
		}
		if err == nil {
			return
		}
		problems, ok := err.(strict.Problems)
		if !ok || len(problems) == 0 {
			t.Fatalf("no problems but %T %v", err, err)
		}
		for _, p := range problems {
			if p.File == "" || p.What == "" || p.Line < 1 {
				t.Errorf("a problem without a place: %+v", p)
			}
			if lines := 1 + strings.Count(text, "\n"); p.File == "acme/"+name && p.Line > lines {
				t.Errorf("line %d of %d: %s", p.Line, lines, p)
			}
		}
	})
}
