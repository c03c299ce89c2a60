package starter

import (
	"fmt"
	"strings"
	"testing"
)

// page is LEDGER.md: the figures, and a table with a row for each line.
func (l *ledger) page(t testing.TB) string {
	titles := map[string]string{}
	known, err := archetypes()
	if err != nil {
		t.Fatal(err)
	}
	for i := range known {
		if own, _ := known[i].crates(); own == nil {
			continue
		}
		titles[known[i].ID] = known[i].Title
	}
	tests := 0
	kinds := map[string]bool{}
	for _, x := range l.Lines {
		if x.Tests > 0 {
			kinds[x.Archetype] = true
		}
		tests += x.Tests
	}
	var out strings.Builder
	ran, every := l.pairs(t)
	fmt.Fprintf(&out, "# What was built and run\n\n%s, in which any two parts stand together at least once, were "+
		"built with `--locked`,\n"+
		"linted with warnings as errors, checked by rustfmt and tested against their real servers, Kafka against the "+
		"mock\ncluster of librdkafka: %d tests, %d of %d kinds of project,\n"+
		"%d of %d pairs of parts that can meet. `go test ./advisor/starter -run Ledger -all` runs what is not there or has\n"+
		"changed; the table is made from [ledger.toml](ledger.toml).\n\n", l.figure(t), tests, len(kinds), len(titles), ran,
		every)
	out.WriteString("| project | with | servers | tests | lines of Rust | on | Rust |\n|---|---|---|---|---|---|---|\n")
	for _, x := range l.Lines {
		result := fmt.Sprint(x.Tests)
		if x.Tests == 0 {
			result = "*compiled only*"
		}
		var with []string
		for _, p := range x.Parts {
			_, id, _ := strings.Cut(p, "/")
			with = append(with, id)
		}
		version := strings.Fields(x.Rust + " - -")[1]
		fmt.Fprintf(&out, "| %s | %s | %s | %s | %d | %s | %s |\n", titles[x.Archetype], strings.Join(with, ", "),
			strings.Join(x.Servers, ", "), result, x.Lines, x.Date, version)
	}
	for _, x := range l.Lines {
		if x.Wheel != "" {
			fmt.Fprintf(&out, "\n%s, by its own benchmark: %s.\n", titles[x.Archetype], x.Wheel)
		}
	}
	return out.String()
}

// pairs are how many pairs of what can stand in two slots and be tested here were run together, and how many there
// are.
func (l *ledger) pairs(t testing.TB) (ran, every int) {
	seen, of := map[[2]string]bool{}, map[[2]string]bool{}
	for _, c := range combinations(t) {
		want := c.line()
		got := l.find(want.name())
		if c.compiledOnly() != "" {
			continue
		}
		for _, pair := range fresh(&c, map[[2]string]bool{}) {
			of[pair] = true
			seen[pair] = seen[pair] || got != nil && got.Tests > 0
		}
	}
	for pair := range of {
		if seen[pair] {
			ran++
		}
	}
	return ran, len(of)
}

// figure is how much of what there is to run was run.
func (l *ledger) figure(t testing.TB) string {
	run := 0
	for _, x := range l.Lines {
		if x.Tests > 0 {
			run++
		}
	}
	return fmt.Sprintf("%d of %d combinations", run, len(combinations(t)))
}
