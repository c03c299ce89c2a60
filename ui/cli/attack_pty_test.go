//go:build unix

package cli

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/creack/pty"

	"rustadvisor/advisor"
	"rustadvisor/advisor/answerfile"
	"rustadvisor/ui/internal/console"
)

// on is the program on a terminal of which the screen can be read, after so many questions were answered.
func (s *siege) on(state string, answers int) *console.Console {
	s.Helper()
	o := console.Options{Width: 100, Height: 30, Env: environment(state, "xterm-256color")}
	c, err := console.Start(o, "rustadvisor")
	if err != nil {
		s.Fatal(err)
	}
	s.shows(c, embedded(s.T).Base().Words.Journeys[0].Title)
	for n := range answers {
		s.enter(c, n)
	}
	return c
}

// enter answers a question by what its cursor is on, and waits for the next to be shown.
func (s *siege) enter(c *console.Console, question int) {
	s.Helper()
	_ = c.Keys("\r")
	s.shows(c, fmt.Sprintf("question %d of", question+2))
}

func (s *siege) shows(c *console.Console, text string) {
	s.Helper()
	if _, err := c.Wait(regexp.MustCompile(regexp.QuoteMeta(text)), patience); err != nil {
		s.Fatalf("%q is not shown: %v\n%s", text, err, c.Text())
	}
}

// kept is what is answered in each of the sessions.
func (s *siege) kept(state string) (all []advisor.Answers) {
	s.Helper()
	files, _ := filepath.Glob(filepath.Join(state, "rustadvisor", "sessions", "*.toml"))
	for _, file := range files {
		text, _ := os.ReadFile(file)
		a, _, err := answerfile.Parse(embedded(s.T).Base(), file, text)
		if err != nil {
			s.bad("%v", err)
		}
		all = append(all, a)
	}
	return all
}

// killed kills the program the moment that the next question is shown: the answer that led to it is on disk.
func killed(s *siege) {
	for n := range s.most(3, 100) {
		s.tried++
		state, given := s.TempDir(), 2+n%4
		s.on(state, given).End(syscall.SIGKILL)
		if kept := s.kept(state); len(kept) != 1 || len(kept[0].Choices) < given {
			s.bad("%d answers were given, left is %v", given, kept)
		}
	}
}

// floodsOf are bytes that no terminal should send.
func floodsOf(s *siege) map[string]string {
	garbage := func(n int, from string) string {
		var out strings.Builder
		for range n {
			out.WriteByte(from[s.random.IntN(len(from))])
		}
		return out.String()
	}
	many := strings.Repeat("1;", 40)
	all := map[string]string{
		"33 parameters": "\x1b[" + many + "m", "33 in a mouse report": "\x1b[<" + many + "M",
		"33 in a key": "\x1b[97;" + many + "u", "33 in a string": "\x1bP" + many + "q\x1b\\",
		"33 by eight bits": "\x9b" + many + "m", "33 in a paste": "\x1b[200~\x1b[" + many + "m\x1b[201~",
		"a paste without an end":  "\x1b[200~" + strings.Repeat("p", 100_000),
		"a string without an end": "\x1b]11;" + strings.Repeat("x", 100_000),
		"100 kB of anything":      garbage(100_000, "\x00\x01\x1a\x1b[]<>?;:~mMuPOX_^\\0129abcAB\x7f\x9b\x9d\xc3\xff\r\n\t "),
		"100 kB of keys":          strings.Repeat("\x1b[A\x1b[B?", 15_000),
		"100 kB of escapes":       strings.Repeat("\x1b", 100_000), "answers that nobody asked for": strings.Repeat(
			"\x1b[?2026;2$y\x1b]11;rgb:ffff/ffff/ffff\x07\x1b[?1u\x1b[1;1R", 2_000),
		"100 kB of letters": strings.Repeat("abc ", 25_000), "marks without a letter": strings.Repeat("\u0301\u200d", 20_000),
	}
	for n := range s.most(0, 40) {
		all[fmt.Sprint("anything ", n)] = garbage(1+s.random.IntN(20_000),
			"\x1b[]<>?;:~mMuPOX_^\\0123456789abcABhlq\x7f\x9b\x9d\x90\xc3\xff\r\t ")
	}
	return all
}

// floods sends what no terminal should; an interrupt then ends the program, and the terminal is as it was.
func floods(s *siege) {
	for what, sent := range floodsOf(s) {
		sent = strings.NewReplacer("\x03", "", "q", "Q").Replace(sent)
		if !*attack && len(sent) > 20_000 && s.random.IntN(3) > 0 {
			continue
		}
		s.tried++
		w := open(s.T, s.TempDir(), "xterm-256color")
		w.begin(embedded(s.T).Base())
		go func() { _, _ = w.file.WriteString(sent) }() // a terminal takes what is read of it
		time.Sleep(time.Second)
		begun := time.Now()
		for range 3 {
			_, _ = w.file.WriteString("\x03")
			time.Sleep(300 * time.Millisecond)
		}
		if code := w.exits(); (code < 0 || code > 2) && !interruptedAgain(w.cmd.ProcessState) {
			s.bad("%s: exit code %d", what, code)
		}
		if raw := w.raw(); strings.Contains(raw, "goroutine ") || !strings.Contains(raw, "\x1b[?1049l") {
			s.bad("%s: the terminal is not put back: %.500q", what, raw[max(0, len(raw)-500):])
		}
		s.Logf("%s: ended %v after an interrupt", what, time.Since(begun).Round(10*time.Millisecond))
	}
}

// interruptedAgain tells that an interrupt ended the process by itself: one that comes in its last moment, when all is
// saved and put back and nobody listens for signals any more.
func interruptedAgain(p *os.ProcessState) bool {
	status, ok := p.Sys().(syscall.WaitStatus)
	return ok && status.Signaled() && status.Signal() == syscall.SIGINT
}

// mostMemory is what the program may take in any window, in kB.
const mostMemory = 250_000

// sizes starts in windows of all sizes and makes them others.
func sizes(s *siege) {
	all := []pty.Winsize{{}, {Rows: 1, Cols: 1}, {Rows: 65535, Cols: 65535}, {Rows: 10000, Cols: 10000},
		{Rows: 1, Cols: 65535}, {Rows: 65535, Cols: 1}, {Rows: 24, Cols: 80}}
	for range s.most(1, 60) {
		all = append(all, pty.Winsize{Rows: uint16(s.random.IntN(300)), Cols: uint16(s.random.IntN(600))})
	}
	for i, size := range all {
		s.tried++
		cmd := exec.Command("rustadvisor", "--journey", "new-service")
		cmd.Env = environment(s.TempDir(), "xterm-256color")
		file, err := pty.StartWithSize(cmd, &size)
		if err != nil {
			s.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() {
			_, _ = file.WriteTo(discard{})
			ended <- cmd.Wait()
		}()
		time.Sleep(300 * time.Millisecond)
		for j := range all[:min(len(all), 8)] {
			_ = pty.Setsize(file, &all[(i+j)%len(all)])
			_, _ = file.WriteString("\x1b[B")
			time.Sleep(5 * time.Millisecond)
		}
		status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", cmd.Process.Pid))
		if kb := peakOf(string(status)); kb > mostMemory {
			s.bad("%v takes %d kB", size, kb)
		}
		_, _ = file.WriteString("\x03")
		select {
		case <-ended:
		case <-time.After(patience):
			s.bad("%v: the program does not end", size)
			_ = cmd.Process.Kill()
		}
		_ = file.Close()
		if code := cmd.ProcessState.ExitCode(); code != done {
			s.bad("%v: exit code %d", size, code)
		}
	}
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }

// peakOf is the most memory that a process had, by what Linux says of it, or 0.
func peakOf(status string) (kb int) {
	_, after, _ := strings.Cut(status, "VmHWM:")
	_, _ = fmt.Sscan(after, &kb)
	return kb
}

// terminalNames starts on terminals of any name.
func terminalNames(s *siege) {
	names := []string{"", "dumb", "linux", "vt100", "xterm", "screen.xterm-256color", "tmux-256color", "xterm-kitty",
		"nonsense", "../../etc/passwd", strings.Repeat("x", 4000), "\x1b[31m", "é", "-"}
	for _, name := range names {
		s.tried++
		w := open(s.T, s.TempDir(), name)
		w.until("anything", func() bool { return strings.Contains(w.raw(), embedded(s.T).Base().Words.Journeys[0].Title) })
		w.send("q\r")
		if code := w.exits(); code != done {
			s.bad("TERM=%.40q: exit code %d: %.300q", name, code, w.raw())
		}
	}
}

// atOnce runs several programs on the same sessions, and in the same place.
func atOnce(s *siege) {
	for n := range s.most(2, 40) {
		dir := s.TempDir()
		s.write(dir, "answers.toml", someAnswers)
		var all sync.WaitGroup
		codes := make([]int, 4)
		for i := range codes {
			s.tried++
			cmd := exec.Command("rustadvisor", "new", "made", "--answers", "answers.toml")
			cmd.Dir, cmd.Env = dir, environment(filepath.Join(dir, "state"), "xterm-256color")
			all.Go(func() {
				_ = cmd.Run()
				codes[i] = cmd.ProcessState.ExitCode()
			})
		}
		all.Wait()
		made := 0
		for _, code := range codes {
			if code == done {
				made++
			}
		}
		left, _ := filepath.Glob(filepath.Join(dir, ".*.tmp"))
		if _, err := os.Stat(filepath.Join(dir, "made", "Cargo.toml")); err != nil || made != 1 || len(left) > 0 {
			s.bad("round %d: %v end well, %v is left, %v", n, codes, left, err)
		}
	}
	for range s.most(1, 20) {
		s.together()
	}
	for range s.most(3, 60) {
		s.interrupted()
	}
}

// interrupted interrupts a run that makes a project: that is whole or not there, and nothing lies beside it.
func (s *siege) interrupted() {
	s.Helper()
	s.tried++
	dir := s.TempDir()
	s.write(dir, "answers.toml", someAnswers)
	cmd := exec.Command("rustadvisor", "new", "made", "--answers", "answers.toml")
	cmd.Dir, cmd.Env = dir, environment(filepath.Join(dir, "state"), "xterm-256color")
	if err := cmd.Start(); err != nil {
		s.Fatal(err)
	}
	begun := func() bool {
		entries, _ := os.ReadDir(dir)
		return len(entries) > 1
	}
	for end := time.Now().Add(patience); !begun() && time.Now().Before(end); {
		time.Sleep(100 * time.Microsecond)
	}
	time.Sleep(time.Duration(s.random.IntN(3000)) * time.Microsecond)
	_ = cmd.Process.Signal(os.Interrupt)
	_ = cmd.Wait()
	entries, _ := os.ReadDir(dir)
	var names []string
	for _, e := range entries {
		if e.Name() != "answers.toml" && e.Name() != "state" {
			names = append(names, e.Name())
		}
	}
	code := cmd.ProcessState.ExitCode()
	if code != done && code != 130 && !interruptedAgain(cmd.ProcessState) || fmt.Sprint(names) != "[made]" {
		s.bad("interrupted, it ends with %d and leaves %q", code, names)
	}
}

// together has two programs on one session, which both answer: the answers of both are kept.
func (s *siege) together() {
	s.Helper()
	s.tried++
	state := s.TempDir()
	first := s.on(state, 2)
	second := s.on(state, 0)
	_ = second.Keys("\r") // goes on with the first's
	s.shows(second, "question 3 of")
	s.enter(first, 2)
	_ = second.Keys("\x1b[B")
	s.enter(second, 2)
	first.End(syscall.SIGTERM)
	second.End(syscall.SIGTERM)
	e, answers := embedded(s.T), map[string]bool{}
	kept := s.kept(state)
	for _, a := range kept {
		answers[a.Choice(e.Flow(a)[2].Question.ID)] = true
	}
	if len(answers) != 2 {
		s.bad("of two answers %v are kept: %v", answers, kept)
	}
}
