package plain

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"rustadvisor/advisor"
	"rustadvisor/advisor/answerfile"
	"rustadvisor/knowledge"
	"rustadvisor/ui/session"
)

// fakeFolder keeps files in memory; those in taken are there already.
type fakeFolder struct {
	taken []string
	files map[string][]byte
	err   error
}

func (s *fakeFolder) Refuses(name string) string {
	if slices.Contains(s.taken, name) {
		return name + " is there"
	}
	return ""
}

func (s *fakeFolder) Write(files map[string][]byte) (string, error) {
	if s.err == nil {
		s.files = files
	}
	return "the folder", s.err
}

// pairUp runs a pairing over the lines.
func pairUp(e *advisor.Engine, dir string, clear bool, s *fakeFolder, lines ...string) (said string, err error) {
	var out, warnings bytes.Buffer
	o := Options{Engine: e, Store: session.Store{Dir: dir}, Out: &out, Err: &warnings,
		In:  strings.NewReader(strings.Join(lines, "\n")),
		Now: func() time.Time { return time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC) }}
	err = Pair(o, clear, s)
	return out.String() + warnings.String(), err
}

func TestPair(t *testing.T) {
	s := &fakeFolder{taken: []string{"ann.toml"}}
	said, err := pairUp(small(t), t.TempDir(), false, s, "ann", "ana", "ben", "x", "new-service", "1", "postgres", "sql",
		"1", "b", "b", "", "r", "b", "mongodb")
	if err == nil {
		t.Error("the end of the input is no error")
	}
	wants(t, said, "ann.toml is there", "What is the second", "What brings you here?", "ana answers now, alone",
		"Where do the data live?",
		"ben answers now, alone", "Where do the data live?", "This is where it begins", "1. Artifact: ",
		"Difference 1: Where do the data live?")
	if strings.Contains(said, "\x1b") || s.files != nil {
		t.Errorf("%d files; said:\n%s", len(s.files), said)
	}
}

// On a terminal each turn begins on an empty screen, once those who may look at it say so.
func TestPairHides(t *testing.T) {
	e, s := small(t), &fakeFolder{}
	first := []string{"ana", "ben", "new-service", "", "1", "mongodb", "", "1", "postgres", "1", "", "2"}
	said, err := pairUp(e, t.TempDir(), true, s, first...)
	if err != nil {
		t.Fatal(err, said)
	}
	screens := strings.Split(said, clearScreen)
	if len(screens) != 7 {
		t.Fatalf("%d screens:\n%q", len(screens), screens)
	}
	wants(t, screens[1], "ana answers now, alone. Press enter")
	wants(t, screens[2], "Where do the data live?", "MongoDB driver")
	wants(t, screens[3], "ben answers now, alone. Press enter")
	if strings.Contains(strings.Join(screens[3:5], ""), "MongoDB driver:") {
		t.Errorf("ben sees what ana said: %q", screens[3:5])
	}
	wants(t, screens[6], "You differ", "Difference 1: Where do the data live?",
		"1. ana: MongoDB, which leads to Database layer: MongoDB driver.", "Settled", "SQLx")
	if !strings.Contains(string(s.files[Agreed]), "store = \"postgres\"\n") {
		t.Errorf("agreed:\n%s", s.files[Agreed])
	}
}

func TestPairCannotWrite(t *testing.T) {
	s := &fakeFolder{err: errors.New("the folder is full")}
	dir := t.TempDir()
	_, err := pairUp(small(t), dir, false, s, "ana", "ben", "new-service", "1", "f", "1", "f")
	if err == nil || !strings.Contains(err.Error(), "the folder is full") || !strings.Contains(err.Error(),
		"are kept as "+dir) {
		t.Errorf("%v", err)
	}
}

// TestPairAgrees has pairs answer and settle at random, on the real data. When they come to an end, the agreed file
// says nothing that one of them contradicts unsettled, and is advised as both are after what they settled.
func TestPairAgrees(t *testing.T) {
	base, err := knowledge.Load(knowledge.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	e := advisor.New(base)
	settled, open := 0, 0
	for seed := range 24 {
		r := rand.New(rand.NewPCG(uint64(seed), 1))
		s := &fakeFolder{}
		said, err := pairUp(e, t.TempDir(), false, s, atRandom(r, base)...)
		if err != nil {
			t.Fatalf("seed %d: %v\n%s", seed, err, said)
		}
		settled += strings.Count(said, "\nDifference ")
		agreed, notes, err := answerfile.Parse(base, Agreed, s.files[Agreed])
		if err != nil || len(notes) > 0 {
			t.Fatal(err, notes)
		}
		open += strings.Count(string(s.files[Agreed]), "Left open: these matter")
		_, told, _ := strings.Cut(said, "Settled: every decision comes out the same for both.\n")
		for _, standing := range e.Standings(agreed) {
			title := "- " + standing.Title + ": "
			if at := strings.Index("\n"+told, "\n"+title); at >= 0 {
				line, _, _ := strings.Cut(told[at:], "\n")
				if line != title+pick(standing)+"." {
					t.Errorf("seed %d: told %q, the agreed file comes to %q", seed, line, pick(standing))
				}
			}
		}
	}
	if settled < 24 || open < 4 {
		t.Errorf("only %d differences were settled, in %d files left open", settled, open)
	}
}

// atRandom answers for two, and settles whatever comes up. What is typed beyond the questions is not understood by the
// first, f ends their turn.
func atRandom(r *rand.Rand, base *knowledge.Base) []string {
	lines := []string{"ana", "ben", fmt.Sprint(1 + r.IntN(len(base.Words.Journeys)))}
	for range 2 {
		for range 4 + r.IntN(4) {
			lines = append(lines, fmt.Sprint(1+r.IntN(2)))
		}
		lines = append(lines, "f")
	}
	for range 60 {
		lines = append(lines, []string{"1", "2", "o"}[r.IntN(3)])
	}
	return lines
}
