package knowledge

import (
	"errors"
	"io/fs"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"rustadvisor/knowledge/strict"
)

// embedded is the real base.
func embedded(t testing.TB) *Base {
	t.Helper()
	b, err := Load(Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// inMemory copies files, to be changed.
func inMemory(files fs.FS) fstest.MapFS {
	out := fstest.MapFS{}
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(files, name)
		out[name] = &fstest.MapFile{Data: text}
		return err
	})
	if err != nil {
		panic(err) // the tests' own files can be read
	}
	return out
}

// with is the real base with one file replaced.
func with(file, text string) fstest.MapFS {
	files := inMemory(Embedded())
	files[file] = &fstest.MapFile{Data: []byte(text)}
	return files
}

func wantFault(t *testing.T, name string, base fs.FS, want string) {
	t.Helper()
	_, err := Load(base)
	var problems strict.Problems
	if !errors.As(err, &problems) || len(problems) != 1 || !strings.HasPrefix(problems[0].String(), want) {
		t.Errorf("%s: got %v\nwant %s", name, err, want)
	}
}

// What the program begins with is what is read and checked strictly.
func TestBuiltIn(t *testing.T) {
	want := embedded(t)
	got, err := BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	if reflect.DeepEqual(got, want) {
		return
	}
	g, w := reflect.ValueOf(got).Elem(), reflect.ValueOf(want).Elem()
	for i := range g.NumField() {
		if !reflect.DeepEqual(g.Field(i), w.Field(i)) {
			t.Errorf("%s is read otherwise", g.Type().Field(i).Name)
		}
	}
}
