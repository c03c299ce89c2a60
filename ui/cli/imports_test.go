package cli

import (
	"go/parser"
	"go/scanner"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

const root = "../.."

// imports lists what each package imports outside of its tests, by folder.
func imports(t *testing.T) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && d.Name() != "..") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		folder, err := filepath.Rel(root, filepath.Dir(file))
		for _, i := range parsed.Imports {
			name, _ := strconv.Unquote(i.Path.Value)
			out[filepath.ToSlash(folder)] = append(out[filepath.ToSlash(folder)], name)
		}
		return err
	})
	if err != nil || len(out) < 8 {
		t.Fatalf("%d packages, %v", len(out), err)
	}
	return out
}

// TestImportsRunOneWay keeps main → ui → advisor → knowledge, and the two lower layers free of what makes them
// depend on anything but their input.
func TestImportsRunOneWay(t *testing.T) {
	layer := map[string]int{"knowledge": 0, "advisor": 1, "ui": 2, ".": 3}
	impure := []string{"os", "os/exec", "os/signal", "net", "net/http", "syscall", "math/rand"}
	for folder, names := range imports(t) {
		top, _, _ := strings.Cut(folder, "/")
		at, known := layer[top]
		if !known {
			t.Errorf("%s stands in no layer", folder)
		}
		for _, name := range names {
			inner, ours := strings.CutPrefix(name, "rustadvisor/")
			if ours {
				other, _, _ := strings.Cut(inner, "/")
				if layer[other] > at {
					t.Errorf("%s imports %s: imports run main → ui → advisor → knowledge", folder, name)
				}
			}
			if at > 1 || strings.HasPrefix(folder, "knowledge/fresh") { // a program for maintainers, and what it asks cargo
				continue
			}
			if slices.Contains(impure, name) {
				t.Errorf("%s imports %s: %s must be pure", folder, name, top)
			}
			third := strings.Contains(name, ".") && !ours
			if third && (at == 1 || !slices.Contains(readers, name)) {
				t.Errorf("%s imports %s", folder, name)
			}
		}
	}
}

// readers are what the knowledge base is read and searched with.
var readers = []string{"github.com/BurntSushi/toml", "github.com/sahilm/fuzzy"}

// TestNoClockNoChance lets the lower layers read dates and draw from a seed of their own, nothing else of time and
// chance.
func TestNoClockNoChance(t *testing.T) {
	uses := regexp.MustCompile(`\b(?:time|rand)\.[A-Z]\w*`)
	allowed := []string{"time.Parse", "time.DateOnly", "rand.New", "rand.NewPCG"}
	for _, layer := range []string{"knowledge", "advisor"} {
		err := filepath.WalkDir(filepath.Join(root, layer), func(file string, d fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") ||
				strings.Contains(filepath.ToSlash(file), "knowledge/fresh/") {
				return err
			}
			text, err := os.ReadFile(file)
			for _, use := range uses.FindAllString(string(text), -1) {
				if !slices.Contains(allowed, use) {
					t.Errorf("%s uses %s: %s must be pure", file, use, layer)
				}
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
}

// TestLayersOfUI keeps Bubble Tea out of line mode, and flags and exit codes in the command line.
func TestLayersOfUI(t *testing.T) {
	for folder, names := range imports(t) {
		for _, name := range names {
			if path.Base(name) == "cobra" && !strings.HasPrefix(folder+"/", "ui/cli/") {
				t.Errorf("%s imports cobra", folder)
			}
			if strings.HasPrefix(name, "charm.land/") && (folder == "ui/plain" || folder == "ui/session") {
				t.Errorf("%s imports %s", folder, name)
			}
		}
		if folder == "." && !slices.Equal(names, []string{"os", "rustadvisor/ui/cli"}) {
			t.Errorf("main imports %v", names)
		}
	}
}

// floors are the rooms of each layer, the lowest first.
var floors = map[string][][]string{
	"knowledge": {
		{"knowledge/wording"},
		{"knowledge/pip", "knowledge/strict"},
		{"knowledge/search"},
		{"knowledge"},
	},
	"advisor": {
		{"advisor"},
		{"advisor/tally", "advisor/manifest"},
		{"advisor/answerfile"},
	},
	"ui": {
		{"ui/config", "ui/crash", "ui/session", "ui/signals", "ui/styles", "ui/files", "ui/answers", "ui/differences",
			"ui/moves", "ui/spoken", "ui/describe"},
		{"ui/workshop", "ui/typeset", "ui/terminal", "ui/tui/keymap"},
		{"ui/tui/widget"},
		{"ui/tui/screen"},
		{"ui/tui", "ui/plain", "ui/cli/cmdutil", "ui/cli/manual"},
		{"ui/cli/kb"},
		{"ui/cli"},
	},
}

// TestFloors lets each room see those below it alone: what reads a file knows nothing of what it is read for, what is
// shown knows neither the root nor how frames are painted, and what all commands work with knows none of them. The
// ground floor of ui is for small rooms, which may know each other.
func TestFloors(t *testing.T) {
	all := imports(t)
	for layer, rooms := range floors {
		floor := map[string]int{}
		for i, some := range rooms {
			for _, room := range some {
				floor[room] = i
				if len(all[room]) == 0 && room != "ui/signals" {
					t.Errorf("there is no %s", room)
				}
			}
		}
		for folder, names := range all {
			at, known := floor[folder]
			if !known || layer == "ui" && at == 0 {
				continue
			}
			for _, name := range names {
				other, ours := strings.CutPrefix(name, "rustadvisor/")
				if to, room := floor[other]; ours && room && to >= at {
					t.Errorf("%s imports %s, which is no floor below it", folder, other)
				}
			}
		}
	}
	for folder, names := range all {
		if slices.Contains(names, "rustadvisor/ui/terminal") && folder != "ui/tui" {
			t.Errorf("%s imports ui/terminal: only the root shows frames", folder)
		}
	}
}

// TestFolders keeps rooms small enough to be seen at a glance: fifteen files that are no tests. Screens are as many as
// there are.
func TestFolders(t *testing.T) {
	const most, screens = 15, "ui/tui/screen"
	count := map[string]int{}
	goFiles(t, func(file string) {
		if !strings.HasSuffix(file, "_test.go") {
			count[path.Dir(file)]++
		}
	})
	for folder, n := range count {
		if n > most && folder != screens {
			t.Errorf("%s has %d files: part it, or put together what belongs together", folder, n)
		}
	}
}

// TestColumns keeps lines to 120 columns. What stands between backquotes does not count: it is a pattern, or a text as
// it stands elsewhere, and cannot be broken.
func TestColumns(t *testing.T) {
	const most = 120
	goFiles(t, func(file string) {
		text, err := os.ReadFile(filepath.Join(root, file))
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(unquoted(string(text)), "\n") {
			if n := utf8.RuneCountInString(line); n > most {
				t.Errorf("%s:%d has %d columns, more than %d", file, i+1, n, most)
			}
		}
	})
	if got := unquoted("a(`b\nc`, \"`\", '`') // `d`"); got != "a(\n, \"`\", '`') // `d`" {
		t.Errorf("without what stands between backquotes: %q", got)
	}
}

// unquoted is a source without what stands between backquotes, in as many lines.
func unquoted(source string) string {
	var (
		s    scanner.Scanner
		out  strings.Builder
		from int
	)
	file := token.NewFileSet().AddFile("", -1, len(source))
	s.Init(file, []byte(source), nil, 0)
	for {
		at, kind, text := s.Scan()
		if kind == token.EOF {
			return out.String() + source[from:]
		}
		if begin := file.Offset(at); kind == token.STRING && text[0] == '`' {
			end := begin + 2 + strings.IndexByte(source[begin+1:], '`')
			out.WriteString(source[from:begin] + strings.Repeat("\n", strings.Count(source[begin:end], "\n")))
			from = end
		}
	}
}

// goFiles are all of the tree, by their paths below its root.
func goFiles(t *testing.T, each func(file string)) {
	t.Helper()
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(file, ".go") {
			return err
		}
		name, err := filepath.Rel(root, file)
		each(filepath.ToSlash(name))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestTopLevel(t *testing.T) {
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	allowed := []string{"main.go", "go.mod", "go.sum", "README.md", "LICENSE", "knowledge", "advisor", "ui"}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") && !slices.Contains(allowed, e.Name()) {
			t.Errorf("%s does not belong at the top", e.Name())
		}
	}
}
