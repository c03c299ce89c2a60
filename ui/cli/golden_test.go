package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	goldenFlag = regexp.MustCompile(`flag\.Bool\("update", false, "[^"]*(golden|transcripts)`)
	testFunc   = regexp.MustCompile(`(?m)^func (Test\w+)\(`)
	writes     = regexp.MustCompile(`\bgolden\(t,|\bcompare\(t,|\*update\b`)
)

// TestGoldenUpdates: `go generate .` updates every golden file. The packages that have some are named there, and the
// tests that write them bear Golden in their names.
func TestGoldenUpdates(t *testing.T) {
	text, err := os.ReadFile("../../main.go")
	if err != nil {
		t.Fatal(err)
	}
	_, line, found := strings.Cut(string(text), "//go:generate go test ")
	line, _, _ = strings.Cut(line, "\n")
	named, options, _ := strings.Cut(line, " -")
	if !found || options != "run Golden -update" {
		t.Fatalf("go generate runs %q", line)
	}
	var packages []string
	for _, pattern := range []string{"../../*/*_test.go", "../../*/*/*_test.go", "../../*/*/*/*_test.go"} {
		files, _ := filepath.Glob(pattern)
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			folder := "./" + filepath.ToSlash(strings.TrimPrefix(filepath.Dir(file), filepath.Join("..", "..")+"/"))
			if goldenFlag.Match(text) {
				packages = append(packages, folder)
			}
			if slices.Contains(strings.Fields(named), folder) {
				checkNames(t, file, string(text))
			}
		}
	}
	slices.Sort(packages)
	if want := slices.Sorted(slices.Values(strings.Fields(named))); !slices.Equal(packages, want) {
		t.Errorf("go generate updates %s, golden files are in %s", want, packages)
	}
}

// checkNames wants Golden in the name of each test that writes golden files.
func checkNames(t *testing.T, file, text string) {
	starts := testFunc.FindAllStringSubmatchIndex(text, -1)
	for i, at := range starts {
		end := len(text)
		if i+1 < len(starts) {
			end = starts[i+1][0]
		}
		body, _, _ := strings.Cut(text[at[0]:end], "\n}\n")
		if name := text[at[2]:at[3]]; writes.MatchString(body) && !strings.Contains(name, "Golden") {
			t.Errorf("%s: %s writes golden files; say so in its name, or go generate leaves it out", file, name)
		}
	}
}
