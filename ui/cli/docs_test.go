package cli

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// pages are what people read about the project.
var pages = []string{"README.md", ".github/ARCHITECTURE.md", ".github/CONTRIBUTING.md", ".github/AGENTS.md",
	".github/SECURITY.md",
	"knowledge/data/README.md"}

func page(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("../..", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// goEnv is a variable of the go command, which may not be moved with HOME.
func goEnv(t *testing.T, name string) string {
	t.Helper()
	out, err := exec.Command("go", "env", name).Output()
	if err != nil {
		t.Fatal(err)
	}
	return name + "=" + strings.TrimSpace(string(out))
}

// Every command that the README shows as one to type works, in its order, for someone who has nothing but the clone.
func TestReadmeCommands(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	env := append(os.Environ(), "HOME="+dir, "GOBIN="+dir+"/bin", "PATH="+dir+"/bin:"+os.Getenv("PATH"),
		"XDG_STATE_HOME="+dir+"/state", "XDG_CONFIG_HOME="+dir+"/config", goEnv(t, "GOCACHE"), goEnv(t, "GOMODCACHE"))
	ran := 0
	for _, block := range regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllStringSubmatch(page(t, "README.md"), -1) {
		for _, line := range strings.Split(strings.TrimSpace(block[1]), "\n") {
			line = strings.Replace(line, "go build -o rustadvisor .", "cd "+root+" && go build -o "+dir+"/rustadvisor .", 1)
			line = strings.Replace(line, "go install .", "cd "+root+" && go install .", 1)
			cmd := exec.Command("sh", "-c", line)
			cmd.Dir, cmd.Env = dir, env
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("%s: %v\n%s", line, err, out)
			}
			ran++
		}
	}
	if ran < 10 {
		t.Fatalf("only %d commands found", ran)
	}
}

// What pages call rustadvisor with is there: the commands, and the flags of each.
func TestCommandsInPages(t *testing.T) {
	call := regexp.MustCompile("(?m)^\\s*(?:\\./rustadvisor|rustadvisor|go run \\.) ([^`#|>\n]*)")
	found := 0
	for _, name := range pages {
		for _, m := range call.FindAllStringSubmatch(codeOf(page(t, name)), -1) {
			words := strings.Fields(m[1])
			a := &app{}
			c := a.root()
			for len(words) > 0 {
				at := slices.IndexFunc(c.Commands(), func(sub *cobra.Command) bool { return sub.Name() == words[0] })
				if at < 0 {
					break
				}
				c, words = c.Commands()[at], words[1:]
			}
			if c.Parent() == nil && len(words) > 0 && !strings.HasPrefix(words[0], "-") {
				t.Errorf("%s: there is no command %q: %s", name, words[0], m[0])
				continue
			}
			c.InitDefaultHelpFlag()
			for _, w := range words {
				if flag, _, _ := strings.Cut(strings.TrimPrefix(w, "--"), "="); strings.HasPrefix(w, "--") &&
					c.Flag(flag) == nil && flag != "version" {
					t.Errorf("%s: %s has no flag --%s: %s", name, c.CommandPath(), flag, m[0])
				}
			}
			found++
		}
	}
	if found < 20 {
		t.Errorf("only %d calls found", found)
	}
}

// codeOf is what stands in a page as code: blocks, and words between backticks on a line each.
func codeOf(text string) string {
	var out []string
	for i, part := range strings.Split(text, "```") {
		if i%2 == 1 {
			_, code, _ := strings.Cut(part, "\n")
			out = append(out, code)
			continue
		}
		for j, code := range strings.Split(part, "`") {
			if j%2 == 1 {
				out = append(out, strings.Join(strings.Fields(code), " "))
			}
		}
		for _, l := range strings.Split(part, "\n") {
			if strings.HasPrefix(l, "    ") {
				out = append(out, l)
			}
		}
	}
	return strings.Join(out, "\n")
}

// The tests that pages tell to run are there, with their flags.
func TestTestsInPages(t *testing.T) {
	goTest := regexp.MustCompile(`go test (\./[a-z/.]+) ([^#\n]*)`)
	found := 0
	for _, name := range pages {
		for _, m := range goTest.FindAllStringSubmatch(codeOf(page(t, name)), -1) {
			if m[1] == "./..." {
				continue
			}
			source := testSource(t, m[1])
			words := strings.Fields(m[2])
			for i, w := range words {
				value := ""
				if i+1 < len(words) {
					value = strings.Trim(words[i+1], "'")
				}
				switch w {
				case "-run", "-bench", "-fuzz":
					kind := map[string]string{"-run": "Test", "-bench": "Benchmark", "-fuzz": "(?:Fuzz)?"}[w]
					if value != "^$" && !regexp.MustCompile(`func `+kind+`\w*(?:`+value+`)`).MatchString(source) {
						t.Errorf("%s: %s has no test for %s %s", name, m[1], w, value)
					}
				case "-v", "-benchtime", "-timeout", "-race":
				default:
					if strings.HasPrefix(w, "-") && !regexp.MustCompile(`flag\.\w+\((?:&\w+, )?"`+w[1:]+`"`).MatchString(source) {
						t.Errorf("%s: the tests of %s have no flag %s", name, m[1], w)
					}
				}
			}
			found++
		}
	}
	if found < 5 {
		t.Errorf("only %d calls found", found)
	}
}

// testSource is the text of a package's tests.
func testSource(t *testing.T, folder string) string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("../..", folder, "*_test.go"))
	if err != nil || len(names) == 0 {
		t.Errorf("%s has no tests: %v", folder, err)
	}
	var out bytes.Buffer
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out.Write(text)
	}
	return out.String()
}

// The links of the pages lead to files that are there.
func TestLinksInPages(t *testing.T) {
	for _, name := range pages {
		for _, m := range regexp.MustCompile(`\]\(([^)#]+)`).FindAllStringSubmatch(page(t, name), -1) {
			if strings.Contains(m[1], "://") {
				continue
			}
			if _, err := os.Stat(filepath.Join("../..", filepath.Dir(name), m[1])); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

// What ARCHITECTURE tells step by step names functions, methods and types that there are.
func TestWalksNameTheCode(t *testing.T) {
	declared := regexp.MustCompile(`(?m)^(?:func (?:\(\w+ \*?(\w+)\) )?|type |\t)(\w+)\b`)
	known := map[string]bool{}
	err := filepath.WalkDir("../..", func(file string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return err
		}
		text, err := os.ReadFile(file)
		for _, m := range declared.FindAllStringSubmatch(string(text), -1) {
			of := m[1] // the type of a method, or else the package
			if of == "" {
				of = filepath.Base(filepath.Dir(file))
			}
			known[of+"."+m[2]], known[m[2]] = true, true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	walks := strings.Split(page(t, ".github/ARCHITECTURE.md"), "\n### From ")[1:]
	for _, walk := range walks {
		walk, _, _ = strings.Cut(walk, "\n## ")
		names := regexp.MustCompile("`([A-Za-z.]+)`").FindAllStringSubmatch(walk, -1)
		if len(names) < 15 {
			t.Errorf("From %s: %d names", walk, len(names))
		}
		for _, n := range names {
			if !known[n[1]] && !strings.HasSuffix(n[1], ".go") {
				t.Errorf("there is no %s", n[1])
			}
		}
	}
	if len(walks) != 2 {
		t.Errorf("%d walks", len(walks))
	}
}
