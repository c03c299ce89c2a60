package starter

import (
	"cmp"
	"context"
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

var (
	all = flag.Bool("all", false,
		"run every line of the ledger that is not run yet as it stands, and write ledger.toml and LEDGER.md")
	sample = flag.Int("sample", 0, "run `N` lines of the ledger, others each day, and write nothing")
	only   = flag.String("only", "", "with -all, no lines but those whose name the regular `EXPRESSION` finds")
)

// line is one combination of the ledger: what was done with it, when and with what.
type line struct {
	Archetype string   `toml:"archetype"`
	Parts     []string `toml:"parts"`   // code only, in the order of the slots
	Source    string   `toml:"source"`  // fingerprint of what was built; another means that it has changed since
	Date      string   `toml:"date"`    // YYYY-MM-DD
	Rust      string   `toml:"rust"`    // as rustc tells it
	Servers   []string `toml:"servers"` // that tests ran against, with their versions
	Tests     int      `toml:"tests"`   // that passed; 0 when it was compiled only
	Lines     int      `toml:"lines"`   // of Rust, tests included
	Seconds   int      `toml:"seconds"`
	Wheel     string   `toml:"wheel,omitempty"` // what ./check ended with
}

func (l *line) name() string { return strings.Join(append([]string{l.Archetype}, l.Parts...), " ") }

type ledger struct {
	Lines []line `toml:"line"`
}

func readLedger(t testing.TB) ledger {
	var out ledger
	if _, err := toml.DecodeFile("ledger.toml", &out); err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return out
}

func (l *ledger) find(name string) *line {
	i := slices.IndexFunc(l.Lines, func(x line) bool { return x.name() == name })
	if i < 0 {
		return nil
	}
	return &l.Lines[i]
}

// combination is an archetype with one part, or none, in each of its slots that hold code.
type combination struct {
	archetype *archetype
	parts     []*part
}

func (c *combination) line() line {
	l := line{Archetype: c.archetype.ID}
	for _, p := range c.parts {
		l.Parts = append(l.Parts, p.name())
	}
	return l
}

// contradictory tells whether no answers can lead to it: two of its conditions ask for different things.
func (c *combination) contradictory() bool {
	var parts []part
	for _, p := range c.parts {
		if !p.stands(parts) {
			return true
		}
		parts = append(parts, *p)
	}
	return contradict(c.conditions(false))
}

func contradict(when []knowledge.Condition) bool {
	allowed := map[string][]string{}
	narrow := func(of string, in []string) bool {
		if before, ok := allowed[of]; ok {
			in = slices.DeleteFunc(slices.Clone(before), func(x string) bool { return !slices.Contains(in, x) })
		}
		allowed[of] = in
		return len(in) == 0
	}
	for _, w := range when {
		if narrow(w.Question+"/"+w.Decision, w.In) {
			return true
		}
	}
	return false
}

// conditions are those of the archetype and the parts, and for a slot without a part that nothing lies in it. Those
// that a part over another asks for besides, another choice where several are taken, are apart.
func (c *combination) conditions(besides bool) []knowledge.Condition {
	var out []knowledge.Condition
	for _, p := range c.parts {
		for _, w := range p.When {
			if c.besides(p, w) == besides {
				out = append(out, w)
			}
		}
	}
	if besides {
		return out
	}
	out = slices.Concat(c.archetype.When, out)
	for _, slot := range c.archetype.Slots {
		if !slices.ContainsFunc(c.parts, func(p *part) bool { return p.Slot == slot }) {
			for question, choice := range plain[slot] {
				out = append(out, knowledge.Condition{Question: question, In: []string{choice}})
			}
		}
	}
	return out
}

// besides tells whether the part asks for another choice there than the part that it lies over.
func (c *combination) besides(p *part, w knowledge.Condition) bool {
	return p.Over != "" && slices.ContainsFunc(c.parts, func(under *part) bool {
		return under.Slot == p.Over && slices.ContainsFunc(under.When, func(x knowledge.Condition) bool {
			return x.Question == w.Question && x.Decision == w.Decision &&
				!slices.ContainsFunc(x.In, func(choice string) bool { return slices.Contains(w.In, choice) })
		})
	})
}

// answers lead to the combination: what its conditions ask for is answered and pinned.
func (c *combination) answers(base *knowledge.Base) advisor.Answers {
	out := advisor.Answers{}.With("journey", cmp.Or(c.archetype.Journey, "new-service"))
	for _, w := range c.conditions(false) {
		if w.Question != "" {
			out = out.With(w.Question, w.In[0])
		} else if base.Decision(w.Decision) != nil {
			out = out.Pinned(advisor.Pin{Decision: w.Decision, Option: w.In[0]})
		}
	}
	besides := c.conditions(true)
	for _, w := range besides {
		if w.Question != "" {
			out = out.With(w.Question, append(out.Choices[w.Question], w.In[0])...)
			continue
		}
		for _, of := range besides {
			if d := base.Decision(w.Decision); of.Question != "" && of.Question == d.Per {
				out = out.Pinned(advisor.Pin{Decision: w.Decision + "@" + of.In[0], Option: w.In[0]})
			}
		}
	}
	return out
}

// plain are answers for which no part lies in a slot.
var plain = map[string]map[string]string{
	"store":     {"store": "none"},
	"auth":      {"login": "nobody"},
	"telemetry": {"watching": "read-logs"},
}

// combinations are the lines that the ledger is to have: for each archetype a set in which any two parts of
// different slots stand together at least once, a slot without a part among them: what was run already, then always
// the one with most new pairs.
func combinations(t testing.TB) []combination {
	t.Helper()
	known, err := archetypes()
	if err != nil {
		t.Fatal(err)
	}
	var out []combination
	for i := range known {
		if own, _ := known[i].crates(); own == nil {
			continue // nothing to build
		}
		out = append(out, covering(t, &known[i])...)
	}
	return out
}

func covering(t testing.TB, a *archetype) []combination {
	parts, err := a.parts()
	if err != nil {
		t.Fatal(err)
	}
	every := []combination{{archetype: a}}
	for _, slot := range a.Slots {
		var choices []*part
		if !slices.Contains(a.Needs, slot) {
			choices = append(choices, nil)
		}
		for i := range parts {
			if p := &parts[i]; p.Slot == slot && !p.Written {
				choices = append(choices, p)
			}
		}
		var next []combination
		for _, c := range every {
			for _, p := range choices {
				with := combination{archetype: a, parts: slices.Clone(c.parts)}
				if p != nil {
					with.parts = append(with.parts, p)
				}
				next = append(next, with)
			}
		}
		every = next
	}
	every = slices.DeleteFunc(every, func(c combination) bool { return c.contradictory() })
	var out []combination
	seen, l := map[[2]string]bool{}, readLedger(t)
	for i := range every { // what was run stays
		x := every[i].line()
		if l.find(x.name()) == nil {
			continue
		}
		for _, pair := range fresh(&every[i], seen) {
			seen[pair] = true
		}
		out = append(out, every[i])
	}
	for {
		best, most := 0, 0
		for i := range every {
			if n := len(fresh(&every[i], seen)); n > most {
				best, most = i, n
			}
		}
		if most == 0 {
			return out
		}
		for _, pair := range fresh(&every[best], seen) {
			seen[pair] = true
		}
		out = append(out, every[best])
	}
}

// serverless are those that no machine of ours has: what needs one is compiled only, once.
var serverless = []string{"mongodb"}

// compiledOnly is a part that cannot be tested here, or "".
func (c *combination) compiledOnly() string {
	for _, p := range c.parts {
		if slices.ContainsFunc(p.Servers, func(s Server) bool { return slices.Contains(serverless, s.Name) }) {
			return p.name()
		}
	}
	return ""
}

// fresh are the pairs of slots' contents that are not among those seen. An archetype without slots for code has one.
func fresh(c *combination, seen map[[2]string]bool) (out [][2]string) {
	if p := c.compiledOnly(); p != "" {
		if pair := [2]string{c.archetype.ID, p}; !seen[pair] {
			out = append(out, pair)
		}
		return out
	}
	in := []string{c.archetype.ID}
	for _, slot := range c.archetype.Slots {
		content := slot + "/"
		for _, p := range c.parts {
			if p.Slot == slot {
				content = p.name()
			}
		}
		in = append(in, content)
	}
	for i := range in {
		for j := range i {
			if pair := [2]string{in[j], in[i]}; !seen[pair] {
				out = append(out, pair)
			}
		}
	}
	if len(in) == 1 && !seen[[2]string{in[0]}] {
		out = append(out, [2]string{in[0]})
	}
	return out
}

// project is that of the combination, made as for anybody.
func (c *combination) project(t testing.TB, e *advisor.Engine) *Project {
	t.Helper()
	answers := c.answers(e.Base())
	p, err := Make(e.Advise(answers), Options{Name: "ledger", Date: "2026-01-01"})
	l := c.line()
	if err != nil {
		t.Fatalf("%s: %v", l.name(), err)
	}
	var got []string
	for _, name := range p.Parts {
		of, err := readPart(name)
		if err != nil {
			t.Fatal(err)
		}
		if !of.Written {
			got = append(got, name)
		}
	}
	if p.Archetype != l.Archetype || !slices.Equal(got, l.Parts) {
		t.Fatalf("the answers to %s lead to %s with %v", l.name(), p.Archetype, got)
	}
	return p
}

// code tells whether a file is of what the ledger builds; the rest is text for people and machines elsewhere.
var code = regexp.MustCompile(`\.(rs|py|pyi|sql|proto|c|h)$|^tests/|^Cargo\.(toml|lock)$|^\.cargo/|^\.sqlx/|^check$|^pyproject\.toml$`)

func fingerprint(p *Project) string {
	sum := sha256.New()
	for _, f := range p.Files {
		if code.MatchString(f.Path) {
			fmt.Fprintf(sum, "%s %d\n%s", f.Path, len(f.Text), f.Text)
		}
	}
	return fmt.Sprintf("%x", sum.Sum(nil)[:8])
}

// TestLedgerIsOfTheseProjects fails where the ledger tells of other projects than are made now. What is not run yet
// it lacks; its page says how many those are.
func TestLedgerIsOfTheseProjects(t *testing.T) {
	e, l := engine(t), readLedger(t)
	wanted := map[string]bool{}
	for _, c := range combinations(t) {
		want := c.line()
		wanted[want.name()] = true
		got := l.find(want.name())
		if made := fingerprint(c.project(t, e)); got != nil && got.Source != made {
			t.Errorf("%s has changed since it was run on %s", want.name(), got.Date)
		}
	}
	for _, x := range l.Lines {
		if !wanted[x.name()] {
			t.Errorf("%s is in the ledger, and no line of it", x.name())
		}
	}
	if t.Failed() {
		t.Log("go test ./advisor/starter -run Ledger -all runs what is due")
	}
	if page, _ := os.ReadFile("LEDGER.md"); len(l.Lines) > 0 && string(page) != l.page(t) {
		t.Error("LEDGER.md does not say what ledger.toml says")
	}
	if readme, err := os.ReadFile("../../README.md"); err != nil || !strings.Contains(string(readme), l.figure(t)) {
		t.Errorf("README.md does not say that %s were run: %v", l.figure(t), err)
	}
}

// TestLedger runs combinations: with -all those that are due, and writes them down one by one, so that it can be
// stopped and picks up again; with -sample some, to see whether they still do what the ledger says.
func TestLedger(t *testing.T) {
	if !*all && *sample == 0 {
		t.Skip("takes from minutes to hours; with -all or -sample 3")
	}
	if _, err := exec.LookPath("cargo"); err != nil {
		t.Skip("there is no cargo to build with")
	}
	e, l := engine(t), readLedger(t)
	due := combinations(t)
	if *sample > 0 {
		due = slices.DeleteFunc(due, func(c combination) bool { x := c.line(); return l.find(x.name()) == nil })
		due = ofToday(due, *sample)
	} else {
		l.forget(t, e, due)
	}
	s, wanted := servers{t: t}, regexp.MustCompile(*only)
	for _, c := range due {
		x := c.line()
		p := c.project(t, e)
		old := l.find(x.name())
		if *sample == 0 && (old != nil || !wanted.MatchString(x.name())) {
			continue
		}
		x.Source = fingerprint(p)
		if err := run(t, &x, p, &s); err != nil {
			t.Errorf("%s: %v", x.name(), err)
			continue
		}
		t.Logf("%s: %d tests, %d s", x.name(), x.Tests, x.Seconds)
		if *sample == 0 {
			l.put(t, x, e)
		}
	}
}

// forget drops what has changed since it was run.
func (l *ledger) forget(t *testing.T, e *advisor.Engine, all []combination) {
	made := map[string]string{}
	for _, c := range all {
		x := c.line()
		made[x.name()] = fingerprint(c.project(t, e))
	}
	l.Lines = slices.DeleteFunc(l.Lines, func(x line) bool { return made[x.name()] != x.Source })
}

// ofToday are n of them, the next n tomorrow, and so on.
func ofToday(all []combination, n int) (out []combination) {
	day := int(time.Now().Unix() / 86400)
	for i := range min(n, len(all)) {
		out = append(out, all[(day*n+i)%len(all)])
	}
	return out
}

// put writes the line into the ledger, in the order of the combinations; lines of what is none any more go.
func (l *ledger) put(t *testing.T, x line, e *advisor.Engine) {
	if old := l.find(x.name()); old != nil {
		*old = x
	} else {
		l.Lines = append(l.Lines, x)
	}
	var kept ledger
	for _, c := range combinations(t) {
		want := c.line()
		if got := l.find(want.name()); got != nil {
			kept.Lines = append(kept.Lines, *got)
		}
	}
	*l = kept
	var out strings.Builder
	out.WriteString("# What was built and tested, by go test ./advisor/starter -run Ledger -all; nothing here is " +
		"written by hand.\n\n")
	if err := toml.NewEncoder(&out).Encode(l); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"ledger.toml": out.String(), "LEDGER.md": l.page(t)} {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// run writes the project into a folder and does with it what its CI does.
func run(t *testing.T, x *line, p *Project, s *servers) error {
	start := time.Now()
	dir := filepath.Join(t.TempDir(), "ledger")
	for _, f := range p.Files {
		file := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		mode := os.FileMode(0o644)
		if f.Executable {
			mode = 0o755
		}
		if err := os.WriteFile(file, f.Text, mode); err != nil {
			return err
		}
		if strings.HasSuffix(f.Path, ".rs") {
			x.Lines += strings.Count(string(f.Text), "\n")
		}
	}
	env, versions, lacking := s.env(p)
	rust, err := command(dir, nil, "rustc", "--version")
	if err != nil {
		return fmt.Errorf("%w\n%s", err, rust)
	}
	x.Date, x.Rust, x.Servers = time.Now().Format(time.DateOnly), strings.TrimSpace(rust), versions
	for _, args := range [][]string{
		{"build", "--locked"},
		{"clippy", "--locked", "--all-targets", "--", "-D", "warnings"},
		{"fmt", "--check"},
	} {
		if out, err := command(dir, nil, "cargo", args...); err != nil {
			return fmt.Errorf("cargo %s: %w\n%s", args[0], err, out)
		}
	}
	out, err := command(dir, env, "cargo", "test", "--locked", "--", "--nocapture")
	if err != nil {
		return fmt.Errorf("cargo test: %w\n%s", err, out)
	}
	if len(lacking) == 0 {
		if strings.Contains(out, "skipped:") {
			return fmt.Errorf("tests were skipped though all servers are there\n%s", out)
		}
		x.Tests = passed(out)
	}
	if p.text("check") != "" {
		said, err := command(dir, nil, "./check")
		if err != nil {
			return fmt.Errorf("./check: %w\n%s", err, said)
		}
		x.Tests += passed(said)
		if p.Archetype == "pyo3" {
			if err := x.extension(dir, said); err != nil {
				return err
			}
		}
	}
	for _, f := range p.Files { // a header or a lock file that is not up to date would be written anew
		if now, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(f.Path))); string(now) != string(f.Text) {
			return fmt.Errorf("%s was changed by the build: %w\n%s", f.Path, err, now)
		}
	}
	x.Seconds = int(time.Since(start).Seconds())
	return nil
}

// extension keeps the benchmark's sum of what ./check said. The parity suite has to see also what is wrong with a port
// that is wrong for some texts only.
func (x *line) extension(dir, said string) error {
	lines := strings.Split(strings.TrimSpace(said), "\n")
	x.Wheel = lines[len(lines)-1]
	installed, err := filepath.Glob(filepath.Join(dir, ".venv/lib/python*/site-packages/ledger/__init__.py"))
	if err != nil || len(installed) != 1 {
		return fmt.Errorf("the wheel is installed at %v, %v", installed, err)
	}
	text, err := os.ReadFile(installed[0])
	if err != nil {
		return err
	}
	const wrong = "\n_right = edit_distance\n\ndef edit_distance(a, b):\n    return _right(a, b) + (len(a) == 7)\n"
	if err := os.WriteFile(installed[0], append(text, wrong...), 0o644); err != nil {
		return err
	}
	out, err := command(dir, nil, ".venv/bin/python", "-m", "pytest", "--quiet")
	if err == nil || !strings.Contains(out, "test_same_results[edit_distance]") {
		return fmt.Errorf("the parity suite does not see a port that is wrong: %v\n%s", err, out)
	}
	return nil
}

var passedTests = regexp.MustCompile(`(?m)^test result: ok\. (\d+) passed|^(\d+) passed|^Ran (\d+) tests?`)

// passed is how many tests cargo, pytest and unittest say have passed.
func passed(out string) (n int) {
	for _, m := range passedTests.FindAllStringSubmatch(out, -1) {
		var k int
		fmt.Sscan(m[1]+m[2]+m[3], &k)
		n += k
	}
	return n
}

// command runs in a folder with more variables, and returns all that it says.
func command(dir string, env []string, name string, args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Hour)
	defer cancel()
	if strings.HasPrefix(name, ".") {
		name = filepath.Join(dir, name)
	}
	run := exec.CommandContext(ctx, name, args...)
	run.Dir = dir
	run.Env = append(os.Environ(), "CARGO_TERM_COLOR=never", "CARGO_INCREMENTAL=0", "CARGO_PROFILE_DEV_DEBUG=0")
	run.Env = append(run.Env, env...)
	out, err := run.CombinedOutput()
	return string(out), err
}
