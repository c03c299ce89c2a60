package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
)

// snippetTest compiles the snippets; it is the one that every change must pass, on the toolchain that is there.
const snippetTest = "TestSnippetsCompile"

// checkSnippets compiles the snippets with the newest crates on the stable toolchain.
func checkSnippets(_ *knowledge.Base, r *report) {
	if !has("cargo") || !has("go") {
		r.miss("snippets", "there is no cargo or no go to compile them with")
		return
	}
	root, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}").Output()
	if err != nil {
		r.miss("snippets", "not called within the module: %v", err)
		return
	}
	test := exec.Command("go", "test", "-count=1", "-timeout=60m", "-v", "-run", snippetTest+"$", "./knowledge")
	test.Dir = filepath.Clean(strings.TrimSpace(string(root)))
	test.Env = append(os.Environ(), "RUSTUP_TOOLCHAIN=stable")
	out, err := test.CombinedOutput()
	switch told := string(out); {
	case strings.Contains(told, "--- SKIP"):
		r.miss("snippets", "%s", between(told, ".go:"))
	case err != nil:
		r.add("snippet", "%s", between(told, "error"))
	}
}

// between is four lines of a text, from the first that has the word on.
func between(text, word string) string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if strings.Contains(l, word) {
			return wording.Clean(strings.Join(lines[i:min(i+4, len(lines))], " "))
		}
	}
	return wording.Clean(strings.Join(lines[:min(4, len(lines))], " "))
}
