package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"

	"rustadvisor/knowledge"
)

// packagesFile has the versions that the starter projects' lock files are made from.
const packagesFile = "advisor/starter/packages.json"

// checkStarters has cargo resolve all that starter projects lead to, by what the base says now, and writes what it
// found: versions and lock files are renewed together, or not at all.
func checkStarters(_ *knowledge.Base, r *report) {
	before, err := os.ReadFile(packagesFile)
	if err != nil {
		r.miss("starters", "there is no %s here", packagesFile)
		return
	}
	out, err := exec.Command("go", "test", "./advisor/starter", "-count=1", "-run", "Packages", "-update").CombinedOutput()
	switch said := fmt.Errorf("%w: %s", err, out); {
	case err == nil:
	case offline(said):
		r.miss("starters", "the registry cannot be reached")
		return
	default:
		r.add("starters", "%s", firstLines(said))
		return
	}
	after, err := os.ReadFile(packagesFile)
	if err != nil {
		r.add("starters", "%v", err)
		return
	}
	if changed := differing(before, after); changed > 0 {
		r.add("starters", "%d lines of %s were renewed; go test ./advisor/starter -run Ledger -all runs what that changed",
			changed, packagesFile)
	}
}

// differing is how many lines of one are not in the other.
func differing(before, after []byte) (n int) {
	had := map[string]bool{}
	for line := range bytes.Lines(before) {
		had[string(line)] = true
	}
	for line := range bytes.Lines(after) {
		if !had[string(line)] {
			n++
		}
	}
	return n
}
