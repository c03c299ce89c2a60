package plain

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
	"rustadvisor/ui/session"
)

// vocabulary is what a person may type, rightly or not.
var vocabulary = []string{"1", "2", "3", "7", "", "s", "b", "back", "*", "star", "star 2", "r", "review", "e 1",
	"e 3", "e", "f", "finish", "d", "ask", "?", "help",
	"help keep", "why", "advice", "advice 2", "advice plan", "next", "all", "evidence 1", "picks", "what if",
	"what if 2", "x 3", "x", "keep", "discard", "undo",
	"compare testdata/ben.toml", "compare none", "search sql", "search", "export", "folder none", "again", "9", "sql",
	"mongodb", "postgres", "new-service",
	"improve-rust", "must seaorm", "must none", "x\x1b[31m", "é", "w", "a", "wha i 1", "-5", "99999999999999999999"}

// wander types at random: it must end, without a panic, without a control sequence, with every answer kept.
func wander(t *testing.T, e *advisor.Engine, lines []string) {
	t.Helper()
	dir := t.TempDir()
	var out, warned bytes.Buffer
	store := session.Store{Dir: dir}
	talk := newTalk(Options{Engine: e, Store: store, Out: &out, Err: &warned, Cause: "--plain", Echo: true,
		Exports:  dir + "/none",
		Now:      func() time.Time { return time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC) },
		Describe: func(string, string) []doc.Block { return nil },
		In:       strings.NewReader(strings.Join(lines, "\n"))})
	err := talk.hold()
	var ended *Ended
	if err != nil && !errors.As(err, &ended) && !strings.Contains(err.Error(), "cannot read the answers") {
		t.Fatalf("%q: %v", lines, err)
	}
	if strings.Contains(out.String(), "\x1b") {
		t.Fatalf("%q: a control sequence comes back", lines)
	}
	if warned.Len() > 0 {
		t.Fatalf("%q: %s", lines, warned.String())
	}
	if talk.held.ID == "" {
		if len(talk.answers.Choices) > 0 {
			t.Fatalf("%q: nothing is saved", lines)
		}
		return
	}
	saved, notes, ok := store.Load(e.Base(), talk.held.ID)
	if !ok || notes != nil || !saved.Same(talk.answers) {
		t.Fatalf("%q: saved %v, %v, of %v", lines, saved, notes, talk.answers)
	}
}

func TestAnyInput(t *testing.T) {
	e := small(t)
	random := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		var lines []string
		for range random.IntN(60) {
			lines = append(lines, vocabulary[random.IntN(len(vocabulary))])
		}
		wander(t, e, lines)
	}
}

// FuzzLines feeds any lines. Those that would write into the current folder are left out: exports go to a folder
// that is not there.
func FuzzLines(f *testing.F) {
	f.Add("new-service\n1\n1\n1\nx\n2\n1\nkeep\nq")
	f.Add("1\nwhat if 2\nstar\nb\nb\nadvice 3\nnext\nevidence 1")
	f.Add(strings.Join(vocabulary, "\n"))
	e := small(f)
	f.Fuzz(func(t *testing.T, typed string) {
		if strings.Contains(strings.ToLower(typed), "fold") || strings.Contains(strings.ToLower(typed), "co") ||
			len(typed) > 4000 {
			t.Skip()
		}
		wander(t, e, strings.Split(typed, "\n"))
	})
}

// FuzzSeveral feeds lines to the whole base, whose questions take several answers, situations and packages.
func FuzzSeveral(f *testing.F) {
	f.Add("1\n1 and 5\n2, 3\n1 and 2 and 3\nand\n1 and not sure\nback\n1 2")
	f.Add("3\n1\nalso pooler\n1\nuntick 1\nb\nf\nadvice\nalso")
	f.Add("2\npackages\nflask, django\n1\nb\npackages numpy\n1 and 99 and 0 and -1\n1 and 1\n,,,\nand and and")
	f.Add("new-service\nrest and websocket\n1,\n,1\n1 & 2\n1+2\ns and 1\n*\nreview\ne 2\n1 and 3")
	e := real(f)
	f.Fuzz(func(t *testing.T, typed string) {
		if strings.Contains(strings.ToLower(typed), "fold") || strings.Contains(strings.ToLower(typed), "co") ||
			strings.Contains(typed, "/") || len(typed) > 1000 {
			t.Skip()
		}
		wander(t, e, strings.Split(typed, "\n"))
	})
}
