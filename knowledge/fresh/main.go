// Fresh says what has aged in the knowledge base: crates with newer releases, crates that cannot be had any more,
// least Rust that has drifted, snippets that the stable toolchain refuses, links that are dead, advisories against
// what the options bring along. It renews the lock files of the starter projects. It is for maintainers:
//
//	go run ./knowledge/fresh            all checks; takes some twenty minutes
//	go run ./knowledge/fresh links      one of them: crates, names, snippets, links,
//	                                    advisories, starters
//
// It asks with the ordinary clients: cargo, cargo audit, go and curl, and does without those that are missing, which
// it says. It prints one list, each check's part when that is done, and ends with 1 if something must be done, with
// 2 if it was called wrongly.
package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"rustadvisor/knowledge"
)

// check looks at one side of the base.
type check struct {
	name string
	run  func(*knowledge.Base, *report)
}

var checks = []check{
	{"crates", checkCrates}, {"names", checkNames}, {"advisories", checkAdvisories}, {"snippets", checkSnippets},
	{"links", checkLinks}, {"starters", checkStarters},
}

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	for _, arg := range args {
		if !slices.ContainsFunc(checks, func(c check) bool { return c.name == arg }) {
			var names []string
			for _, c := range checks {
				names = append(names, c.name)
			}
			fmt.Fprintf(stderr, "fresh: there is no check %q; name some of %s, or none for all\n", arg, strings.Join(names,
				", "))
			return 2
		}
	}
	base, err := knowledge.Load(knowledge.Embedded())
	if err != nil {
		fmt.Fprintf(stderr, "fresh: %v\n", err)
		return 1
	}
	r := &report{progress: stderr}
	told := 0
	for _, c := range checks {
		if len(args) == 0 || slices.Contains(args, c.name) {
			fmt.Fprintf(stderr, "fresh: %s…\n", c.name)
			c.run(base, r)
			write(stdout, r.due[told:]) // at once, for a check may take long, and whoever stops the next keeps this one's
			told = len(r.due)
		}
	}
	r.end(stdout)
	if len(r.due) > 0 {
		return 1
	}
	return 0
}

// report is what was found.
type report struct {
	due       []line // must be done
	unreached []line // could not be looked at
	progress  io.Writer
}

type line struct{ kind, what string }

func (r *report) add(kind, format string, args ...any) {
	r.due = append(r.due, line{kind, fmt.Sprintf(format, args...)})
}

func (r *report) miss(kind, format string, args ...any) {
	r.unreached = append(r.unreached, line{kind, fmt.Sprintf(format, args...)})
}

// at tells those who wait how far a check is, ten times or so.
func (r *report) at(check string, done, all int) {
	if done > 0 && done%max(1, all/10) == 0 {
		fmt.Fprintf(r.progress, "fresh: %s: %d of %d\n", check, done, all)
	}
}

// end says what could not be looked at.
func (r *report) end(w io.Writer) {
	if len(r.due) == 0 {
		fmt.Fprintln(w, "Nothing must be done.")
	}
	if len(r.unreached) > 0 {
		fmt.Fprintln(w, "\nNot looked at:")
		write(w, r.unreached)
	}
}

func write(w io.Writer, lines []line) {
	for _, l := range lines {
		fmt.Fprintf(w, "%-10s  %s\n", l.kind, l.what)
	}
}
