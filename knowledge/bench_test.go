package knowledge

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

func BenchmarkLoadVocabulary(b *testing.B) {
	for b.Loop() {
		if _, err := LoadVocabulary(Embedded()); err != nil {
			b.Fatal(err)
		}
	}
}

// A base with ten times the findings, sources, practices and plan of the real one.
func BenchmarkLoadTenfold(b *testing.B) {
	fsys := tenfold()
	for b.Loop() {
		if _, err := Load(fsys); err != nil {
			b.Fatal(err)
		}
	}
}

// The first screen needs the vocabulary alone, so a larger base must not make it later.
func BenchmarkLoadVocabularyTenfold(b *testing.B) {
	fsys := tenfold()
	for b.Loop() {
		if _, err := LoadVocabulary(fsys); err != nil {
			b.Fatal(err)
		}
	}
}

// tenfold repeats every list of the real base that answers do not depend on, under other ids.
func tenfold() fstest.MapFS {
	files := inMemory(Embedded())
	for name, file := range files {
		folder, _, _ := strings.Cut(name, "/")
		if folder == "findings" || folder == "practices" || name == "plan.toml" || name == "sources.toml" {
			text := string(file.Data)
			for i := range 9 {
				file.Data = append(file.Data, "\n"+anew(text, i)...)
			}
		}
	}
	return files
}

// anew gives every table another id.
func anew(text string, copy int) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if rest, ok := strings.CutPrefix(line, `id = "`); ok {
			lines[i] = fmt.Sprintf(`id = "copy-%d-%s`, copy, rest)
		}
	}
	return strings.Join(lines, "\n")
}
