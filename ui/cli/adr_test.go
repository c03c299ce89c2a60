package cli

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// recordsRun is a run of the program that writes decision records, with one answer or another, as a process of its own.
func recordsRun(t *testing.T, dir string, style string) *exec.Cmd {
	t.Helper()
	program, err := exec.LookPath("rustadvisor")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "adr", "--kb", "-", "--set", "journey=new-service", "--set", "artifact=service",
		"--set", "store=postgres",
		"--set", "query-style="+style, "--dir", filepath.Join(dir, "decisions"))
	cmd.Env = append(os.Environ(), "HOME="+dir, "XDG_STATE_HOME="+dir, "XDG_CONFIG_HOME="+dir)
	cmd.Stdout, cmd.Stderr = &bytes.Buffer{}, &bytes.Buffer{}
	return cmd
}

var (
	statusIn     = regexp.MustCompile(`(?m)^status: "?([a-z]+)`)
	supersedesIn = regexp.MustCompile(`(?m)^\* Supersedes \[[^]]*\]\(([^)]*)\)`)
)

// checkRecords holds that a folder of records is whole: no number twice, nothing of a run left behind, each
// decision open once, and what another record supersedes marked as such.
func checkRecords(t *testing.T, dir string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	numbers, open, texts := map[string]string{}, map[string]string{}, map[string]string{}
	for _, e := range entries {
		name := e.Name()
		if filepath.Ext(name) != ".md" {
			t.Errorf("%s stays", name)
			continue
		}
		if other := numbers[name[:4]]; other != "" {
			t.Errorf("%s and %s have the same number", other, name)
		}
		numbers[name[:4]] = name
		text, _ := os.ReadFile(filepath.Join(dir, name))
		texts[name] = string(text)
		if m := statusIn.FindStringSubmatch(string(text)); m == nil {
			t.Errorf("%s has no status:\n%s", name, text)
		} else if m[1] == "proposed" {
			_, decision, _ := strings.Cut(string(text), "decision=")
			decision, _, _ = strings.Cut(decision, " ")
			if open[decision] != "" {
				t.Errorf("%s and %s are both open", open[decision], name)
			}
			open[decision] = name
		}
	}
	for name, text := range texts {
		if m := supersedesIn.FindStringSubmatch(text); m != nil && !strings.Contains(texts[m[1]], `status: "superseded by`) {
			t.Errorf("%s supersedes %s, which does not say so", name, m[1])
		}
	}
	if len(open) < 4 {
		t.Errorf("%d records are open", len(open))
	}
}

// A run that is killed at any moment leaves a folder that the next run makes whole.
func TestRecordsKilled(t *testing.T) {
	rounds := 12
	if testing.Short() {
		rounds = 4
	}
	took := time.Duration(0)
	random := rand.New(rand.NewPCG(3, 4))
	stopped := 0
	for round := range rounds {
		dir := t.TempDir()
		begun := time.Now()
		if err := recordsRun(t, dir, "sql").Run(); err != nil {
			t.Fatal(err)
		}
		took = max(took, time.Since(begun))
		before := list(t, dir)
		killed := recordsRun(t, dir, "models")
		if err := killed.Start(); err != nil {
			t.Fatal(err)
		}
		// Reading knowledge takes most of the time, and nothing is written then.
		for wait := time.Now(); list(t, dir) == before && time.Since(wait) < 2*took; {
			time.Sleep(100 * time.Microsecond)
		}
		time.Sleep(time.Duration(random.Int64N(int64(8 * time.Millisecond))))
		_ = killed.Process.Kill()
		if killed.Wait() != nil {
			stopped++
		}
		next := recordsRun(t, dir, []string{"models", "sql"}[round%2])
		if err := next.Run(); err != nil {
			t.Fatal(err, next.Stderr)
		}
		checkRecords(t, filepath.Join(dir, "decisions"))
		again := recordsRun(t, dir, []string{"models", "sql"}[round%2])
		if err := again.Run(); err != nil || fmt.Sprint(again.Stdout) != "" {
			t.Errorf("%v: once more it writes\n%s", err, again.Stdout)
		}
		if t.Failed() {
			t.Fatalf("round %d", round)
		}
	}
	t.Logf("%d of %d runs were cut short", stopped, rounds)
}

func list(t *testing.T, dir string) string {
	entries, err := os.ReadDir(filepath.Join(dir, "decisions"))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return strings.Join(names, "\n")
}

// An interrupt waits until the set is whole, and is told then.
func TestRecordsInterrupted(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot be interrupted alone there")
	}
	random := rand.New(rand.NewPCG(5, 6))
	for range 15 {
		dir := t.TempDir()
		run := recordsRun(t, dir, "sql")
		if err := run.Start(); err != nil {
			t.Fatal(err)
		}
		for wait := time.Now(); time.Since(wait) < 5*time.Second; time.Sleep(100 * time.Microsecond) {
			if _, err := os.Stat(filepath.Join(dir, "decisions")); err == nil {
				break
			}
		}
		time.Sleep(time.Duration(random.Int64N(int64(3 * time.Millisecond))))
		_ = run.Process.Signal(os.Interrupt)
		_ = run.Wait()
		if code := run.ProcessState.ExitCode(); code != 0 && code != 130 {
			t.Errorf("it ends with %d\n%s", code, run.Stderr)
		}
		checkRecords(t, filepath.Join(dir, "decisions"))
	}
}

// Runs at once in one folder write one after the other.
func TestRecordsAtOnce(t *testing.T) {
	for range 8 {
		dir := t.TempDir()
		var all sync.WaitGroup
		for i := range 4 {
			run := recordsRun(t, dir, []string{"sql", "models"}[i%2])
			all.Go(func() {
				if err := run.Run(); err != nil {
					t.Error(err, run.Stderr)
				}
			})
		}
		all.Wait()
		if err := recordsRun(t, dir, "sql").Run(); err != nil {
			t.Error(err)
		}
		checkRecords(t, filepath.Join(dir, "decisions"))
		if t.Failed() {
			return
		}
	}
}
