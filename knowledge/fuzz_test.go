package knowledge

import (
	"errors"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"rustadvisor/knowledge/strict"
)

// FuzzLoad puts anything in the place of one file of the small base: it loads, or fails with problems that have a
// place.
func FuzzLoad(f *testing.F) {
	names := []string{vocabulary, questions, web, constraint, sources, findings, practices, plan, "technologies.toml",
		"python.toml"}
	for i, name := range names {
		if text, err := os.ReadFile("testdata/small/" + name); err == nil {
			f.Add(i, string(text))
		}
	}
	for _, fault := range faults {
		for i, name := range names {
			if text, err := os.ReadFile("testdata/small/" + name); err == nil && name == fault.file {
				f.Add(i, strings.Replace(string(text), fault.old, fault.new, 1))
			}
		}
	}
	f.Add(2, "a = [[[[[[[[[[[[[[[[[[[[[[[[[[[[[")
	f.Add(2, "\xef\xbb\xbfid = \"web\"")
	base := small()
	f.Fuzz(func(t *testing.T, which int, text string) {
		name := names[uint(which)%uint(len(names))]
		fsys := fstest.MapFS{}
		for n, file := range base {
			fsys[n] = file
		}
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
		loaded, err := Load(fsys)
		if err == nil && loaded != nil {
			return
		}
		var problems strict.Problems
		if loaded != nil || !errors.As(err, &problems) || len(problems) == 0 {
			t.Fatalf("neither a base nor problems: %T %v", err, err)
		}
		for _, p := range problems {
			if p.File == "" || p.What == "" || p.Line < 1 {
				t.Errorf("a problem without a place: %+v", p)
			}
			if lines := 1 + strings.Count(text, "\n"); p.File == name && p.Line > lines {
				t.Errorf("line %d of %d: %s", p.Line, lines, p)
			}
		}
	})
}
