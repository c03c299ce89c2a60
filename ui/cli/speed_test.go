//go:build unix

package cli

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"rustadvisor/ui/internal/console"
)

var peers = flag.Bool("peers", false, "BenchmarkTerminal measures gum and glow, too, in the same run")

// contender is a program as BenchmarkTerminal starts it.
type contender struct {
	name   string
	binary string
	args   []string
	ready  *regexp.Regexp // on the first screen
}

// BenchmarkTerminal drives the program, built as for a release, in a terminal of 100 by 30 and prints what a person
// meets:
//
//	go test ./ui/cli -run '^$' -bench Terminal -benchtime 20x -peers
//
// Each round starts every program once, so that they share the machine's moods. Times are medians. From a start to
// the first screen all is counted: exec, package init, the first frame. Memory is the peak resident set.
func BenchmarkTerminal(b *testing.B) {
	dir := b.TempDir()
	us := contender{name: "rustadvisor", binary: release(b, dir), ready: regexp.MustCompile("Improve Rust code")}
	all := []contender{us}
	if *peers {
		all = append(all, found(dir)...)
	}
	seen := figures{}
	for b.Loop() {
		for _, p := range all {
			seen.visit(b, p, dir)
		}
		seen.mute(b, us, dir)
		seen.commands(b, us, dir)
		seen.scroll(b, us, dir)
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(seen.median("first screen, ms", us.name), "ms/first-screen")
	b.ReportMetric(seen.median("key to paint, ms", us.name), "ms/key")
	fmt.Printf("\nmedians of %d rounds\n\n%s\n", b.N, seen.table(all, size(b, us.binary))) // a log is cut after ten lines
}

// release builds the program as it is given away.
func release(b *testing.B, dir string) string {
	b.Helper()
	path := filepath.Join(dir, "rustadvisor")
	build := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", path, "rustadvisor")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	return path
}

func size(b *testing.B, path string) float64 {
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	return float64(info.Size()) / 1e6
}

// found are the peers that are installed.
func found(dir string) (out []contender) {
	options := []string{"choose", "--height", "20"}
	for i := range 12 {
		options = append(options, fmt.Sprintf("option %d", i+1))
	}
	notes := filepath.Join(dir, "notes") // for glow to list
	_ = os.MkdirAll(notes, 0o755)
	for i := range 4 {
		_ = os.WriteFile(filepath.Join(notes, fmt.Sprintf("note-%d.md", i+1)), []byte("# A note\n"), 0o600)
	}
	for _, p := range []contender{
		{name: "gum choose", binary: "gum", args: options, ready: regexp.MustCompile("option 12")},
		{name: "glow", binary: "glow", args: []string{notes}, ready: regexp.MustCompile("note-4")},
	} {
		if _, err := exec.LookPath(p.binary); err == nil {
			out = append(out, p)
		}
	}
	return out
}

// figures are measures by name and program.
type figures map[string]map[string][]float64

func (f figures) add(measure, program string, value float64) {
	if f[measure] == nil {
		f[measure] = map[string][]float64{}
	}
	f[measure][program] = append(f[measure][program], value)
}

func (f figures) median(measure, program string) float64 {
	values := slices.Sorted(slices.Values(f[measure][program]))
	if len(values) == 0 {
		return 0
	}
	return values[len(values)/2]
}

// rows are the measures of the table in their order, with how they are written.
var rows = []struct{ measure, format string }{
	{"first screen, ms", "%.0f"},
	{"first screen, no query answered, ms", "%.0f"},
	{"key to paint, ms", "%.1f"},
	{"key to paint, no query answered, ms", "%.1f"},
	{"`--version`, ms", "%.0f"},
	{"`--help`, ms", "%.0f"},
	{"`advise`, ms", "%.0f"},
	{"`new`, ms", "%.0f"},
	{"bytes for a page down", "%.0f"},
	{"bytes for a line up or down", "%.0f"},
	{"bytes in 2 s idle", "%.0f"},
	{"peak memory, MB", "%.1f"},
}

func (f figures) table(all []contender, megabytes float64) string {
	var out strings.Builder
	out.WriteString("| |")
	for _, p := range all {
		fmt.Fprintf(&out, " %s |", p.name)
	}
	out.WriteString("\n|---|" + strings.Repeat("---|", len(all)) + "\n")
	for _, r := range rows {
		fmt.Fprintf(&out, "| %s |", r.measure)
		for _, p := range all {
			if len(f[r.measure][p.name]) == 0 {
				out.WriteString(" – |")
				continue
			}
			fmt.Fprintf(&out, " "+r.format+" |", f.median(r.measure, p.name))
		}
		out.WriteString("\n")
	}
	fmt.Fprintf(&out, "| stripped binary, MB | %.1f |%s\n", megabytes, strings.Repeat(" – |", len(all)-1))
	return out.String()
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// keysTimed is how many keys of one start are timed, and beat how long the program rests before each.
const (
	keysTimed = 6
	beat      = 60 * time.Millisecond
	settled   = 400 * time.Millisecond // after a start, what is loaded behind the first screen is there
)

func launch(b *testing.B, p contender, dir string, mute bool, args ...string) *console.Console {
	b.Helper()
	home := filepath.Join(dir, "home")
	_ = os.RemoveAll(home)
	c, err := console.Start(console.Options{Width: 100, Height: 30, Mute: mute,
		Env: []string{"XDG_STATE_HOME=" + home, "XDG_CONFIG_HOME=" + home, "HOME=" + home}}, p.binary,
		append(p.args[:len(p.args):len(p.args)], args...)...)
	if err != nil {
		b.Fatal(err)
	}
	return c
}

func shown(b *testing.B, c *console.Console, want *regexp.Regexp) time.Duration {
	b.Helper()
	at, err := c.Wait(want, patience)
	if err != nil {
		b.Fatalf("%v: %v\n%s", want, err, c.Text())
	}
	return at.Sub(c.Started)
}

// visit is one start, a few keys, a rest, and the end.
func (f figures) visit(b *testing.B, p contender, dir string) {
	c := launch(b, p, dir, false)
	f.add("first screen, ms", p.name, milliseconds(shown(b, c, p.ready)))
	f.keys(b, c, "key to paint, ms", p)
	c.Quiet(beat)
	wrote := c.Bytes()
	time.Sleep(2 * time.Second)
	f.add("bytes in 2 s idle", p.name, float64(c.Bytes()-wrote))
	f.add("peak memory, MB", p.name, peak(c.End(syscall.SIGTERM)))
}

// keys times keys up and down.
func (f figures) keys(b *testing.B, c *console.Console, measure string, p contender) {
	time.Sleep(settled)
	for i := range keysTimed {
		c.Quiet(beat)
		time.Sleep(rand.N(20 * time.Millisecond)) // or each key meets a renderer with a clock at the same moment of its tick
		before, sent := c.Cells(), time.Now()
		if err := c.Keys([]string{"j", "k"}[i%2]); err != nil {
			b.Fatal(err)
		}
		at, err := c.Change(before, patience)
		if err != nil {
			b.Fatalf("%s does not move:\n%s", p.name, c.Text())
		}
		f.add(measure, p.name, milliseconds(at.Sub(sent)))
	}
}

func peak(s *os.ProcessState) float64 {
	usage, ok := s.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	return float64(usage.Maxrss) / 1024 // kilobytes, as Linux counts
}

func (f figures) mute(b *testing.B, p contender, dir string) {
	c := launch(b, p, dir, true)
	f.add("first screen, no query answered, ms", p.name, milliseconds(shown(b, c, p.ready)))
	f.keys(b, c, "key to paint, no query answered, ms", p)
	c.End(syscall.SIGTERM)
}

// commands are those that print and end; none may wait for a terminal that answers nothing.
func (f figures) commands(b *testing.B, p contender, dir string) {
	shop, service := filepath.Join(dir, "shop"), []string{"--set", "artifact=service", "--set", "store=postgres"}
	defer os.RemoveAll(shop)
	for measure, args := range map[string][]string{
		"`--version`, ms": {"--version"},
		"`--help`, ms":    {"--help"},
		"`advise`, ms":    append([]string{"advise", "--format", "terminal"}, service...),
		"`new`, ms":       append([]string{"new", shop, "--set", "journey=new-service"}, service...),
	} {
		c := launch(b, p, dir, true, args...)
		if state := c.End(nil); !state.Success() {
			b.Fatalf("%q: %v\n%s", args, state, c.Text())
		}
		f.add(measure, p.name, milliseconds(time.Since(c.Started)))
	}
}

// scroll answers the essentials with their first choices, and reads the advice by page and by line.
func (f figures) scroll(b *testing.B, p contender, dir string) {
	c := launch(b, p, dir, false, "--journey", "new-service")
	defer c.End(syscall.SIGTERM)
	press := func(keys string) int {
		c.Quiet(beat)
		wrote := c.Bytes()
		if err := c.Keys(keys); err != nil {
			b.Fatal(err)
		}
		time.Sleep(beat)
		c.Quiet(beat)
		return c.Bytes() - wrote
	}
	shown(b, c, regexp.MustCompile("question 2 of"))
	for n := 0; !strings.Contains(c.Text(), "Overview"); n++ {
		if n == 20 {
			b.Fatalf("no advice after 20 answers:\n%s", c.Text())
		}
		if press("1"); strings.Contains(c.Text(), "[✓]") { // a question that takes several
			press("\r")
		}
	}
	press("\x1b[B") // a decision, which is longer than the window
	f.add("bytes for a page down", p.name, float64(press(" ")))
	for range keysTimed {
		f.add("bytes for a line up or down", p.name, float64(press("k")))
		f.add("bytes for a line up or down", p.name, float64(press("j")))
	}
}
