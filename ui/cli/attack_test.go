//go:build unix

package cli

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"rustadvisor/advisor"
	"rustadvisor/advisor/answerfile"
	"rustadvisor/ui/session"
)

var attack = flag.Bool("attack", false, "attack the program with all there is, at leisure; a sample otherwise")

// TestAttack feeds the program what might hurt it, kind by kind, and logs how many attacks were tried and how many did
// not end as they should.
func TestAttack(t *testing.T) {
	total := 0
	for _, kind := range []struct {
		name string
		run  func(*siege)
	}{
		{"killed after an answer", killed},
		{"state cut at a byte", truncated},
		{"wrong inputs to a command", wrongInputs},
		{"control sequences in every text", hostileTexts},
		{"files and folders that are none", hostileTrees},
		{"floods", floods},
		{"sizes of the window", sizes},
		{"terminals by name", terminalNames},
		{"two programs at once", atOnce},
		{"tests of other packages", elsewhere},
	} {
		t.Run(kind.name, func(t *testing.T) {
			s := &siege{T: t, random: rand.New(rand.NewPCG(1, 2))}
			kind.run(s)
			total += s.tried
			t.Logf("%d tried, %d did not end as they should", s.tried, s.wrong)
			if s.tried == 0 {
				t.Error("nothing was tried")
			}
		})
	}
	t.Logf("%d tried altogether", total)
}

// siege counts the attacks of one kind.
type siege struct {
	*testing.T
	random       *rand.Rand
	tried, wrong int
}

// most is how many are tried: a sample, or all.
func (s *siege) most(sample, all int) int {
	if *attack {
		return all
	}
	return sample
}

// sample is so many of them, or all.
func (s *siege) sample(all [][]string, n int) [][]string {
	s.random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all[:min(len(all), s.most(n, len(all)))]
}

// bad tells of an attack that did not end as it should.
func (s *siege) bad(format string, args ...any) {
	s.Helper()
	s.wrong++
	s.Errorf(format, args...)
}

// ran is a run of the program that has ended.
type ran struct {
	out, err string
	code     int
}

// run runs the program in a folder, without a terminal, and holds what is so however it is run: it ends, by itself, and
// says nothing that a terminal would obey, nor a great deal about what is wrong.
func (s *siege) run(dir, stdin string, args ...string) ran {
	s.Helper()
	s.tried++
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, "rustadvisor", args...)
	var out, warned bytes.Buffer
	cmd.Dir, cmd.Stdin, cmd.Stdout, cmd.Stderr = dir, strings.NewReader(stdin), &out, &warned
	cmd.Env = append(environment(filepath.Join(dir, "state"), "xterm-256color"), "HOME="+dir)
	err := cmd.Run()
	got := ran{out.String(), warned.String(), cmd.ProcessState.ExitCode()}
	said := fmt.Sprintf("%.200q", args)
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		s.bad("%s does not end", said)
	case err != nil && !errors.As(err, &exit):
		s.bad("%s: %v", said, err)
	case got.code < done || got.code > wrong:
		s.bad("%s ends with %d: %.500s", said, got.code, got.err)
	case strings.Contains(got.err, "goroutine ") || strings.Contains(got.err, "a fault of the program"):
		s.bad("%s panics: %.1000s", said, got.err)
	case len(got.err) > 100_000:
		s.bad("%s says %d bytes of what is wrong", said, len(got.err))
	case got.code != done && got.err == "":
		s.bad("%s fails with %d and does not say why", said, got.code)
	}
	for _, text := range []string{got.out, got.err} {
		if at := strings.IndexFunc(text, obeyed); at >= 0 {
			s.bad("%s writes %.40q", said, text[at:])
		}
	}
	return got
}

// obeyed are characters that a terminal obeys, or that turn text around.
func obeyed(r rune) bool {
	return r != '\n' && r != '\t' && unicode.IsControl(r) || '\u202a' <= r && r <= '\u202e' ||
		'\u2066' <= r && r <= '\u2069'
}

// write puts a file into a folder.
func (s *siege) write(dir, name, text string) string {
	s.Helper()
	path := filepath.Join(dir, name)
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
		s.Fatal(err)
	}
	return path
}

const someAnswers = "[answers]\njourney = \"new-service\"\nartifact = \"service\"\nstore = [\"postgres\"]\n"

// truncated opens a session whose file was cut at each byte: the answers are there as far as they are whole, or the
// file is kept under another name.
func truncated(s *siege) {
	base := embedded(s.T).Base()
	a := advisor.Answers{Choices: map[string][]string{"journey": {"new-service"}, "artifact": {"service"},
		"store": {"postgres"}}, Star: "store", Situations: []string{base.Situations[0].ID}}
	text := "name = \"Ours\"\n" + string(answerfile.Format(base, a, nil))
	for cut := 0; cut < len(text); cut += 1 + len(text)/s.most(12, len(text)) {
		s.tried++
		dir := s.TempDir()
		store := session.Store{Dir: filepath.Join(dir, "state", "rustadvisor", "sessions")}
		path := s.write(store.Dir, "20260101-000000.toml", text[:cut])
		got := s.run(dir, "1\nq\n", "--plain")
		kept, err := os.ReadFile(path + ".broken")
		if err != nil {
			kept, err = os.ReadFile(path)
		}
		if before, _ := os.ReadFile(path + ".before"); err != nil || string(kept) != text[:cut] &&
			!strings.HasPrefix(string(before), text[:cut]) && !strings.Contains(string(kept), "new-service") {
			s.bad("cut at %d: the file is gone, and in its place is %q; said: %s", cut, kept, got.err)
		}
	}
}

// wrongValues are what no flag and no argument wants; none names a place outside of the folder that could be written
// to.
func wrongValues(dir string) []string {
	return []string{"", " ", "-", "--", "-1", "0", "99999999999999999999", "nonsense", "a=b", "=", "a=", "./",
		dir + "/none", dir + "/file", dir + "/folder", "/dev/null", "/dev/zero", "/dev/full", "\x1b[31mred\x1b[0m",
		"\u202eevil", "\xff\xfe", strings.Repeat("a", 5000), "2026-13-99", "'; rm -rf /", "%s%n", "NaN", "é", "\n", "*",
		strings.Repeat("./", 500) + "x", "{{.}}", "journey=new-service", "store=postgres,postgres,,"}
}

// wrongInputs gives each command, and each flag of it, what it does not want.
func wrongInputs(s *siege) {
	var all [][]string
	dir := s.TempDir()
	s.write(dir, "file", "no TOML\x00 [[[")
	s.write(dir, "folder/inside", "")
	s.write(dir, "answers.toml", someAnswers)
	values := wrongValues(dir)
	eachCommand((&app{}).root(), nil, func(c *cobra.Command, path []string) {
		with := func(args ...string) { all = append(all, append(append([]string{}, path...), args...)) }
		with()
		for _, v := range values {
			with(v)
			with("--answers", "answers.toml", v)
		}
		c.Flags().VisitAll(func(f *pflag.Flag) {
			for _, v := range values {
				with("--" + f.Name + "=" + v)
				with("--answers", "answers.toml", "--"+f.Name, v)
			}
		})
	})
	for _, args := range s.sample(all, 60) {
		s.run(dir, "", args...)
	}
	if text, _ := os.ReadFile(filepath.Join(dir, "answers.toml")); string(text) != someAnswers {
		s.bad("the answers are written over: %q", text)
	}
}

// eachCommand goes through all commands, with what leads to them.
func eachCommand(c *cobra.Command, path []string, f func(*cobra.Command, []string)) {
	f(c, path)
	for _, sub := range c.Commands() {
		eachCommand(sub, append(path[:len(path):len(path)], sub.Name()), f)
	}
}

// hostileText is what a text may hold that is to hurt whoever reads it.
const hostileText = "x \\u001b[31m\\u001b]0;t\\u0007 \\u202ee \\u009b1m `<img src=x onerror=alert(1)>``` " +
	"<script>alert(1)</script> ![i](javascript:x) | # h"

// hostileTexts advises by house rules whose texts all do so, in every form.
func hostileTexts(s *siege) {
	dir := s.TempDir()
	house := hostileHouse(s, dir)
	s.write(dir, "answers.toml", someAnswers)
	var all [][]string
	for _, format := range []string{"markdown", "html", "json", "terminal", "agents"} {
		all = append(all, []string{"advise", "--answers", "answers.toml", "--format", format},
			[]string{"advise", "--answers", "answers.toml", "--format", format, "--full"})
	}
	all = append(all, []string{"adr", "--answers", "answers.toml", "--dir", "records"},
		[]string{"adr", "--answers", "answers.toml", "--dir", "records2", "--style", "nygard"},
		[]string{"questions", "--journey", "new-service"}, []string{"kb", "search", "evil"}, []string{"kb", "lint"},
		[]string{"kb", "show", "web-framework.evil"}, []string{"kb", "diff", "-", house, "--answers", "answers.toml"},
		[]string{"compare", "answers.toml", "answers.toml"}, []string{"new", "made", "--answers", "answers.toml"})
	for _, args := range all {
		if args[0] != "kb" || args[1] != "diff" {
			args = append(args, "--kb", house)
		}
		got := s.run(dir, "", args...)
		for _, never := range []string{"<script>", "<img src=x"} {
			if args[0] == "advise" && strings.Contains(strings.ReplaceAll(got.out, `\`+never, ""), never) &&
				strings.Contains(strings.Join(args, " "), "html") {
				s.bad("%q holds %s", args, never)
			}
		}
	}
	s.run(dir, "1\n1\n1\nwhy\nadvice\nall\nq\n", "--plain", "--kb", house)
}

// hostileHouse writes house rules of hostile texts: what the base says, said so.
func hostileHouse(s *siege, dir string) string {
	s.Helper()
	base := embedded(s.T).Base()
	decision := ""
	for i := range base.Decisions {
		d := &base.Decisions[i]
		decision = fmt.Sprintf("title = \"%s\"\nasks = \"%[1]s\"\nfallback = \"%[1]s\"\n", hostileText)
		for _, o := range d.Options {
			decision += fmt.Sprintf("[[option]]\nid = %q\ntitle = \"%s\"\nsummary = \"%[2]s\"\nreversal = \"%[2]s\"\n", o.ID,
				hostileText)
		}
		s.write(dir, "house/decisions/"+d.ID+".toml", decision)
	}
	questions := ""
	for _, q := range base.Questions[1:] {
		questions += fmt.Sprintf("[[question]]\nid = %q\ntitle = \"%s\"\nwhy = \"%[2]s\"\nshort = \"%[2]s\"\n", q.ID,
			hostileText)
		for _, c := range q.Choices {
			if !c.Unsure {
				questions += fmt.Sprintf("[[question.choice]]\nid = %q\nlabel = \"%s\"\nhelp = \"%[2]s\"\n"+
					"reason = \"%[2]s\"\n", c.ID, hostileText)
			}
		}
	}
	s.write(dir, "house/questions.toml", questions)
	house := filepath.Join(dir, "house")
	if got := s.run(dir, "", "kb", "lint", house); got.code != done {
		s.Fatalf("the rules are refused: %s", got.err)
	}
	return house
}

// hostileTrees names folders and files that are not what they should be.
func hostileTrees(s *siege) {
	dir := s.TempDir()
	s.write(dir, "answers.toml", someAnswers)
	s.write(dir, "full/file", "x")
	links := map[string]string{"loop": "loop", "a": "b", "b": "a", "out": "full", "dangling": "nowhere/at/all"}
	for from, to := range links {
		if err := os.Symlink(to, filepath.Join(dir, from)); err != nil {
			s.Fatal(err)
		}
	}
	for _, name := range []string{"records/0001-a.md/x", "records/9223372036854775807-b.md", "records/0002-\x1b[31m.md",
		"records/\xff.md", "house/questions.toml/x", "house2/decisions/../questions.toml", "house3/decisions/x/y.toml"} {
		s.write(dir, name, "---\nstatus: x\n---\n")
	}
	var all [][]string
	huge := s.write(dir, "huge.txt", strings.Repeat("[[a]]\n", 1<<18))
	for _, target := range []string{"loop", "a", "out", "dangling", "full", "full/file", "full/file/x", ".", "",
		"none/x", "\x1b[31m", "a\nb", "con", "-x", "--", strings.Repeat("n", 300), "ünï", "1st", "test", "std", "fn",
		"_", "a/../b", "./c/", "\xff"} {
		all = append(all, [][]string{
			{"new", target, "--answers", "answers.toml"},
			{"new", "fresh-" + fmt.Sprint(len(all)), "--answers", "answers.toml", "--name=" + target},
			{"adr", "--answers", "answers.toml", "--dir=" + target},
			{"advise", "--answers", "answers.toml", "--kb=" + target},
			{"advise", "--answers", "answers.toml", "-o=" + target},
			{"advise", "--answers=" + target},
			{"advise", "--requirements=" + target},
		}...)
	}
	all = append(all, [][]string{{"advise", "--answers", huge}, {"advise", "--requirements", huge},
		{"advise", "--kb", huge}, {"advise", "--answers", "/dev/zero"}, {"advise", "--requirements", "/dev/zero"},
		{"advise", "--requirements", "/dev/urandom"}, {"advise", "--answers", "/dev/urandom"},
		{"kb", "lint", "house"}, {"kb", "lint", "house2"}, {"kb", "lint", "house3"}, {"kb", "lint", "loop"},
		{"adr", "--answers", "answers.toml", "--dir", "records"}, {"compare", huge, "answers.toml"},
		{"--config", huge, "advise", "--answers", "answers.toml"}, {"--config", "loop", "config"}}...)
	for _, args := range s.sample(all, 40) {
		s.run(dir, "", args...)
	}
	if to, err := os.Readlink(filepath.Join(dir, "dangling")); err != nil || to != links["dangling"] {
		s.bad("a link is written over: %q, %v", to, err)
	}
}

// elsewhere runs tests of other packages that attack one part, with more than they try by themselves.
func elsewhere(s *siege) {
	all := [][]string{
		{"./advisor", "-run", "Adversarial|Joint", "-v"},
		{"./advisor/adr", "-run", "Hostile"}, {"./advisor/doc", "-run", "TextStaysText"},
		{"./advisor/report", "-run", "Outside|Web"}, {"./advisor/starter", "-run", "Names|Hostile"},
		{"./knowledge", "-run", "Faults|Fuzz|Clean|Large|Requirement"},
		{"./ui/terminal", "-run", "Bounded|Fuzz"}, {"./ui/session", "-run", "."}, {"./ui/files", "-run", "."},
		{"./ui/plain", "-run", "AnyInput|Fuzz"}, {"./ui/config", "-run", "Fuzz"},
		{"./ui/tui", "-run", "Moments|Signals|Survive|Garbled", "-moments", "100"},
		{"./ui/cli", "-run", "Records|Kill|Rough|Takes"},
	}
	if !*attack {
		all = [][]string{{"./ui/terminal", "-run", "Bounded"}} // the others run by themselves
	}
	for _, args := range all {
		s.tried++
		cmd := exec.Command("go", append([]string{"test", "-count=1"}, args...)...)
		cmd.Dir = filepath.Join("..", "..")
		begun := time.Now()
		out, err := cmd.CombinedOutput()
		s.Logf("%q: %v", args, time.Since(begun).Round(time.Second))
		if strings.Contains(args[2], "Adversarial") {
			for line := range strings.Lines(string(out)) {
				if strings.Contains(line, "a key") {
					s.Log(strings.TrimSpace(line))
				}
			}
		}
		if err != nil {
			s.bad("%q: %v\n%s", args, err, out)
		}
	}
}
