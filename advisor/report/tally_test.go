package report

import (
	"strings"
	"testing"

	"rustadvisor/advisor"
	"rustadvisor/advisor/tally"
	"rustadvisor/knowledge"
)

// The tally of a workshop names the room's stack, how groups differ, what split the room and every hand; names are
// escaped.
func TestTally(t *testing.T) {
	base, err := knowledge.Load(knowledge.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	hands := tally.Tally{Groups: []string{"Python | *people*", "Rust people"},
		Given: advisor.Answers{Choices: map[string][]string{"journey": {"new-service"}, "artifact": {"service"}}}}
	hands = hands.With("store", "postgres", 0, 5).With("store", "postgres", 1, 2).With("store", "mongodb", 1, 6).
		With("store", "sqlite", 0, 1).
		With("interface", "rest", 0, 4).With("interface", "grpc", 1, 4).With("interface", "graphql", 1, 1).
		With("workload", "waiting", 0, 4).With("workload", "computing", 1, 4).Decide("workload", "computing")
	got := string(Tally(advisor.New(base), hands))
	for _, want := range []string{"# Workshop: Start something new in Rust\n",
		`| Decision | Room | Python \| \*people\* | Rust people |`,
		"| API protocol for gRPC | **gRPC** |", "| **PostgreSQL** | **7** | 5 | 2 |", "| **MongoDB** | **6** | 0 | 6 |",
		"| Database layer for PostgreSQL | **SQLx** | the same | ",
		"PostgreSQL (7) against SQLite (1). That is a fact to measure, not to vote on. If the second counted as well:",
		"- Database layer for SQLite: not needed → SQLx",
		"A tie: the facilitator decided.", "People present, by the hands raised: 11.",
		"- Where does the Rust part keep its own data? Who finds out: "} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing", want)
		}
	}
	if t.Failed() {
		t.Log(got)
	}
	if open := string(Tally(advisor.New(base), tally.Tally{})); !strings.Contains(open, "No question by itself") ||
		!strings.Contains(open, "a Rust stack") {
		t.Errorf("without hands it reads\n%s", open)
	}
}
