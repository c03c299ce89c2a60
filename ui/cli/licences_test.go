package cli

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the licences of third parties anew")

const licencesFile = "../../.github/THIRD_PARTY.txt"

// Every module that is linked into a release has its licence in the file that goes with it.
func TestLicences(t *testing.T) {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Skip("there is no go command to ask for the modules")
	}
	var want bytes.Buffer
	want.WriteString("rustadvisor is MIT-licensed; it contains the following, each under its own licence.\n")
	section := func(title, licence string) {
		fmt.Fprintf(&want, "\n%s\n%s\n\n%s\n", title, strings.Repeat("=", len(title)), strings.TrimSpace(licence))
	}
	section("The Go standard library", read(t, filepath.Join(strings.TrimSpace(string(root)), "LICENSE")))
	for _, m := range linked(t) {
		path, dir, _ := strings.Cut(m, " ")
		section(path, licence(t, dir))
	}
	if *update {
		if err := os.WriteFile(licencesFile, want.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got := read(t, licencesFile); got != want.String() {
		t.Errorf("%s is not up to date: go test ./ui/cli -run Licences -update writes it anew", licencesFile)
	}
}

// linked are the modules of all packages that a release contains, on any of its systems, as "path folder".
func linked(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, system := range []string{"linux", "darwin", "windows"} {
		list := exec.Command("go", "list", "-deps", "-f",
			"{{with .Module}}{{if not .Main}}{{.Path}} {{.Dir}}{{end}}{{end}}", ".")
		list.Dir, list.Env = "../..", append(os.Environ(), "GOOS="+system, "CGO_ENABLED=0")
		said, err := list.Output()
		if err != nil {
			t.Skipf("the modules for %s cannot be listed, perhaps without a network: %v", system, err)
		}
		out = append(out, strings.Split(strings.TrimSpace(string(said)), "\n")...)
	}
	slices.Sort(out)
	return slices.DeleteFunc(slices.Compact(out), func(s string) bool { return s == "" })
}

// licence is what the folder of a module says, all files of it.
func licence(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		name := strings.ToUpper(e.Name())
		if e.Type().IsRegular() && (strings.HasPrefix(name, "LICEN") || strings.HasPrefix(name, "COPYING") ||
			strings.HasPrefix(name, "NOTICE")) {
			out = append(out, strings.TrimSpace(strings.ReplaceAll(read(t, filepath.Join(dir, e.Name())), "\r\n", "\n")))
		}
	}
	if len(out) == 0 {
		t.Errorf("%s has no licence", dir)
	}
	return strings.Join(out, "\n\n")
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
