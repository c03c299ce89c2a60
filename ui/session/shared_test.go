package session

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

// full is the knowledge that is built in: it has questions enough for long stories.
var full = sync.OnceValue(func() *knowledge.Base {
	base, err := knowledge.Load(knowledge.Embedded())
	if err != nil {
		panic(err)
	}
	return base
})

// program is one that has a session open and answers questions, never taking an answer back.
type program struct {
	t       *testing.T
	store   Store
	held    Held
	answers advisor.Answers
}

func (p *program) answer(q knowledge.Question, choice int) {
	p.t.Helper()
	p.answers = p.answers.With(q.ID, q.Choices[choice%len(q.Choices)].ID)
	held, err := p.store.Keep(full(), p.held, p.answers, began)
	if err != nil {
		p.t.Fatal(err)
	}
	p.held = held
}

// load goes on with what stands in a session now.
func (p *program) load(id string) {
	p.t.Helper()
	held, a, notes, ok := p.store.Open(full(), id)
	if !ok || len(notes) > 0 {
		p.t.Fatalf("%s: %v, %q", id, ok, notes)
	}
	p.held, p.answers = held, a
}

func TestConflictKeepsBoth(t *testing.T) {
	s := Store{t.TempDir()}
	q := full().Questions
	a := &program{t: t, store: s}
	a.answer(q[0], 0)
	if _, err := s.Rename(a.held.ID, "Billing"); err != nil {
		t.Fatal(err)
	}
	b := &program{t: t, store: s}
	b.load(a.held.ID)
	if s.Changed(a.held) || s.Changed(b.held) {
		t.Error("a new name is taken for other answers")
	}
	a.answer(q[1], 0) // the name is the one on disk
	if a.held.Name != "Billing" || !s.Changed(b.held) || s.Changed(a.held) {
		t.Errorf("%q, changed for b %v, for a %v", a.held.Name, s.Changed(b.held), s.Changed(a.held))
	}
	before := b.held
	b.answer(q[1], 1)
	if said := b.held.MovedFrom(before); b.held.ID == a.held.ID || b.held.Name != "Billing (2)" ||
		!strings.Contains(said, "kept as “Billing (2)”") {
		t.Errorf("b goes on as %q, %q: %q", b.held.ID, b.held.Name, said)
	}
	before = b.held
	b.answer(q[2], 1)
	if b.held.ID != before.ID || b.held.MovedFrom(before) != "" {
		t.Error("b moves again")
	}
	for _, p := range []*program{a, b} {
		_, got, _, _ := s.Open(full(), p.held.ID)
		if diff := cmp.Diff(p.answers, got); diff != "" {
			t.Errorf("saved (-want +got):\n%s", diff)
		}
	}
}

// A pin counts like an answer when two programs have the same session open.
func TestPinsInConflict(t *testing.T) {
	s, pin := Store{t.TempDir()}, advisor.Pin{Decision: "database-layer", Option: "diesel"}
	q := full().Questions
	a, b := &program{t: t, store: s}, &program{t: t, store: s}
	a.answer(q[0], 0)
	b.load(a.held.ID)
	a.answers = a.answers.Pinned(pin)
	a.answer(q[0], 0)
	if !s.Changed(b.held) {
		t.Error("b does not notice the pin")
	}
	b.answers = b.answers.Pinned(advisor.Pin{Decision: pin.Decision, Option: "sqlx"})
	b.answer(q[0], 0)
	if a.held.ID == b.held.ID {
		t.Error("one pin goes over the other")
	}
	if err := s.Delete(a.held.ID, began); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Restore(a.held.ID, began); err != nil {
		t.Fatal(err)
	}
	for _, p := range []*program{a, b} {
		_, got, _, _ := s.Open(full(), p.held.ID)
		if diff := cmp.Diff(p.answers, got); diff != "" {
			t.Errorf("saved (-want +got):\n%s", diff)
		}
	}
}

// The same answer given twice is no conflict; nor is a session deleted elsewhere, whose answers come back with the next
// key.
func TestNoConflict(t *testing.T) {
	s := Store{t.TempDir()}
	q := full().Questions
	a := &program{t: t, store: s}
	a.answer(q[0], 0)
	b := &program{t: t, store: s}
	b.load(a.held.ID)
	a.answer(q[1], 1)
	b.answer(q[1], 1)
	if a.held.ID != b.held.ID {
		t.Error("the same answers part")
	}
	if err := s.Delete(a.held.ID, began); err != nil {
		t.Fatal(err)
	}
	if s.Changed(b.held) {
		t.Error("a deleted session is said to be changed")
	}
	b.answer(q[2], 0)
	if list, _ := s.List(full()); len(list) != 1 || len(list[0].Answers.Choices) != 3 {
		t.Errorf("after the deletion: %v", list)
	}
}

// Whatever order two programs save, load, rename, delete and restore in: each answer that was saved is in a file in the
// end, with all that its program had answered by then.
func TestNoSavedAnswerIsLost(t *testing.T) {
	q := full().Questions
	for seed := range uint64(60) {
		rng := rand.New(rand.NewPCG(seed, 7))
		s := Store{t.TempDir()}
		programs := []*program{{t: t, store: s}, {t: t, store: s}, {t: t, store: s}}
		var saved []advisor.Answers
		for step := range len(q) {
			p := programs[rng.IntN(len(programs))]
			switch ids := s.ids(); rng.IntN(8) {
			case 0, 1:
				if len(ids) > 0 {
					p.load(ids[rng.IntN(len(ids))])
				}
			case 2:
				if len(ids) > 0 {
					_, _ = s.Rename(ids[rng.IntN(len(ids))], fmt.Sprintf("name %d", rng.IntN(3)))
				}
			case 3:
				if len(ids) > 0 && rng.IntN(2) == 0 {
					_ = s.Delete(ids[rng.IntN(len(ids))], began.Add(time.Duration(step)*time.Second))
				} else {
					_, _ = s.Restore("", began)
				}
			default:
				p.answer(q[step], rng.IntN(9))
				saved = append(saved, p.answers)
			}
		}
		for range s.Deleted() {
			if _, err := s.Restore("", began); err != nil {
				t.Fatal(err)
			}
		}
		list, notes := s.List(full())
		if len(notes) > 0 {
			t.Fatalf("seed %d: %q", seed, notes)
		}
		names := map[string]bool{}
		for _, i := range list {
			if i.Name != "" && names[strings.ToLower(i.Name)] {
				t.Errorf("seed %d: two sessions are called %q", seed, i.Name)
			}
			names[strings.ToLower(i.Name)] = true
		}
		for _, want := range saved {
			if !slices.ContainsFunc(list, func(i Info) bool { return holds(i.Answers, want) }) {
				t.Fatalf("seed %d: no session holds %v", seed, want)
			}
		}
	}
}

func holds(all, some advisor.Answers) bool {
	for q := range some.Choices {
		if !all.SameAt(q, some) {
			return false
		}
	}
	return true
}

// With these variables set the test binary is a program that answers questions in a session as fast as it can.
const (
	asWriter = "RUSTADVISOR_SESSION_TEST_DIR"
	asKind   = "RUSTADVISOR_SESSION_TEST_KIND"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(asWriter); dir != "" {
		if err := asProgram(Store{dir}, os.Getenv(asKind)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// asProgram goes on with the session "shared", and once it gets a line answers every question with a choice that tells
// whose it is.
func asProgram(s Store, kind string) error {
	held, a, _, ok := s.Open(full(), "shared")
	if !ok {
		return fmt.Errorf("%s: nothing to go on with", kind)
	}
	fmt.Println("opened")
	_, _ = fmt.Scanln()
	choice := len(kind) % 2
	for _, q := range full().Questions[1:] {
		a = a.With(q.ID, q.Choices[choice].ID)
		kept, err := s.Keep(full(), held, a, began)
		if err != nil {
			return err
		}
		held = kept
		fmt.Println(held.ID)
		time.Sleep(time.Millisecond)
	}
	return nil
}

// process is such a program that has the session open.
type process struct {
	cmd *exec.Cmd
	in  io.Writer
	out *bufio.Scanner
}

func open(t *testing.T, s Store, kind string) *process {
	t.Helper()
	p := &process{cmd: exec.Command(os.Args[0])}
	p.cmd.Env = append(os.Environ(), asWriter+"="+s.Dir, asKind+"="+kind)
	p.cmd.Stderr = os.Stderr
	var err error
	p.in, err = p.cmd.StdinPipe()
	out, failed := p.cmd.StdoutPipe()
	if err := errors.Join(err, failed, p.cmd.Start()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.cmd.Process.Kill() })
	p.out = bufio.NewScanner(out)
	p.out.Scan()
	return p
}

func (p *process) begin() { fmt.Fprintln(p.in) }

func shared(t *testing.T) Store {
	t.Helper()
	s := Store{t.TempDir()}
	if err := keep(s, full(), Held{ID: "shared"},
		advisor.Answers{Choices: map[string][]string{"journey": {"new-service"}}}); err != nil {
		t.Fatal(err)
	}
	return s
}

// Two processes on one session: in the end each has all its answers in a file.
func TestTwoProcesses(t *testing.T) {
	s := shared(t)
	both := []*process{open(t, s, "x"), open(t, s, "xx")}
	for _, p := range both {
		p.begin()
	}
	for _, p := range both {
		for p.out.Scan() {
		}
		if err := p.cmd.Wait(); err != nil {
			t.Error(err)
		}
	}
	list, notes := s.List(full())
	if len(list) != 2 || len(notes) > 0 {
		t.Fatalf("%d sessions, %q", len(list), notes)
	}
	for choice := range 2 {
		if !slices.ContainsFunc(list, func(i Info) bool {
			for _, q := range full().Questions[1:] {
				if i.Answers.Choice(q.ID) != q.Choices[choice].ID {
					return false
				}
			}
			return true
		}) {
			t.Errorf("the answers of program %d are not whole in any session", choice)
		}
	}
}

// A program that was killed, with the lock or without, keeps no other from saving, and what it had saved is whole.
func TestKilledProgramLeavesNoLock(t *testing.T) {
	for round := range 5 {
		s := shared(t)
		killed := open(t, s, "x")
		killed.begin()
		for range 1 + 3*round { // it has saved so often
			killed.out.Scan()
		}
		_ = killed.cmd.Process.Kill()
		_ = killed.cmd.Wait()
		p := &program{t: t, store: s}
		p.load("shared")
		if len(p.answers.Choices) < 2+3*round {
			t.Errorf("%d answers are left", len(p.answers.Choices))
		}
		p.answer(full().Questions[1], 1)
		if p.held.ID != "shared" {
			t.Error("a killed program counts as another")
		}
	}
}

// A program stopped while it holds the lock holds up another only for a moment.
func TestStoppedProgramHoldsUpNobody(t *testing.T) {
	s := Store{t.TempDir()}
	p := &program{t: t, store: s}
	p.answer(full().Questions[0], 0)
	unlock := s.lock()
	defer unlock()
	p.answer(full().Questions[1], 0)
	if _, a, _, _ := s.Open(full(), p.held.ID); len(a.Choices) != 2 {
		t.Error("not saved")
	}
}
