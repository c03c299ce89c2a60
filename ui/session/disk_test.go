//go:build unix

package session

import (
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"rustadvisor/advisor"
)

const asFull = "RUSTADVISOR_SESSION_TEST_FULL"

// Where a file can grow no more, saving fails with the reason; what was saved before stays, and nothing half-written
// does.
func TestFullDisk(t *testing.T) {
	s := Store{os.Getenv(asFull)}
	few := advisor.Answers{Choices: map[string][]string{"journey": {"new-service"}}}
	if s.Dir != "" {
		signal.Ignore(syscall.SIGXFSZ)
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 120, Max: 120}); err != nil {
			t.Skip(err)
		}
		held, a, _, ok := s.Open(full(), "x")
		for _, q := range full().Questions[1:] {
			a = a.With(q.ID, q.Choices[0].ID)
		}
		kept, err := s.Keep(full(), held, a, began)
		fmt.Printf("full: %v, %v, %v\n", ok, kept == held, err)
		return
	}
	s.Dir = t.TempDir()
	if err := keep(s, full(), Held{ID: "x"}, few); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestFullDisk$")
	cmd.Env = append(os.Environ(), asFull+"="+s.Dir, "TMPDIR="+s.Dir)
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "full: true, true, cannot save answers: file too large (in "+s.Dir) {
		t.Fatalf("%v: %s", err, out)
	}
	p := &program{t: t, store: s}
	p.load("x")
	if len(p.answers.Choices) != 1 {
		t.Errorf("what was saved before is %v", p.answers.Choices)
	}
	if files, _ := filepath.Glob(filepath.Join(s.Dir, "*x*")); len(files) != 1 {
		t.Errorf("left behind: %q", files)
	}
	p.answer(full().Questions[1], 0) // there is room again
}
