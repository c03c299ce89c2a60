package tui

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"charm.land/bubbles/v2/key"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

// The monkey uses the program as nobody does: any key, any window, messages late, twice and out of order, another
// program on the same session, kills. After every step the world is asked what is wrong with it (see faults_test.go).
//
//	go test ./ui/tui -run Monkey -monkey 100000             many steps
//	go test ./ui/tui -run Monkey -monkey-seed 7             others
//	go test ./ui/tui -run Monkey -monkey-replay FILE        the steps that a failure wrote
var (
	monkeySteps  = flag.Int("monkey", 10000, "how many steps the monkey takes")
	monkeySeed   = flag.Uint64("monkey-seed", 1, "which steps it takes")
	monkeyReplay = flag.String("monkey-replay", "", "a file of steps to take instead")
)

// episode is how many steps are taken in one state folder at most; the fewer, the easier to see what a failure needs.
const episode = 1000

// step is what happens: a kind, and what it needs.
type step struct {
	kind string
	text string
	a, b int
}

func (s step) String() string { return fmt.Sprintf("%s %q %d %d", s.kind, s.text, s.a, s.b) }

func parseSteps(text string) (steps []step, err error) {
	for line := range strings.Lines(text) {
		var s step
		if _, err := fmt.Sscanf(line, "%s %q %d %d", &s.kind, &s.text, &s.a, &s.b); err != nil {
			return nil, fmt.Errorf("%q: %w", line, err)
		}
		steps = append(steps, s)
	}
	return steps, nil
}

func realEngine(t testing.TB) *advisor.Engine {
	t.Helper()
	base, err := knowledge.Load(knowledge.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return advisor.New(base)
}

func TestMonkey(t *testing.T) {
	e := realEngine(t)
	if *monkeyReplay != "" {
		text, err := os.ReadFile(*monkeyReplay)
		if err != nil {
			t.Fatal(err)
		}
		steps, err := parseSteps(string(text))
		if err != nil {
			t.Fatal(err)
		}
		if at, fault := replay(t, e, steps); fault != "" {
			t.Errorf("step %d, %s: %s", at+1, steps[at], fault)
		}
		return
	}
	seen := map[string]int{}
	took := map[string]int{}
	for taken, n := 0, uint64(0); taken < *monkeySteps; n++ {
		w := newWorld(t, e)
		m := &monkey{rand.New(rand.NewPCG(*monkeySeed, n))}
		var steps []step
		for len(steps) < min(episode, *monkeySteps-taken) {
			s := m.next(w)
			steps = append(steps, s)
			seen[w.where()]++
			took[s.kind]++
			if fault := w.take(s); fault != "" {
				shrink(t, e, steps, fault)
				t.Fatalf("seed %d, episode %d, step %d, %s: %s", *monkeySeed, n, len(steps), s, fault)
			}
		}
		taken += len(steps)
		w.leave()
	}
	t.Logf("steps by kind: %v", took)
	t.Logf("steps by screen: %v", seen)
}

// replay takes steps in a world of its own and tells which failed, and how.
func replay(t testing.TB, e *advisor.Engine, steps []step) (int, string) {
	w := newWorld(t, e)
	defer w.leave()
	for i, s := range steps {
		if fault := w.take(s); fault != "" {
			return i, fault
		}
	}
	return 0, ""
}

// shrink writes the fewest steps found that fail in the same way.
func shrink(t *testing.T, e *advisor.Engine, steps []step, fault string) {
	kind, _, _ := strings.Cut(fault, ":")
	fails := func(steps []step) bool {
		_, got := replay(t, e, steps)
		return strings.HasPrefix(got, kind)
	}
	end := time.Now().Add(time.Minute)
	for size := len(steps) / 2; size > 0; size /= 2 {
		for from := 0; from < len(steps) && time.Now().Before(end); {
			if less := slices.Concat(steps[:from], steps[min(from+size, len(steps)):]); fails(less) {
				steps = less
			} else {
				from += size
			}
		}
	}
	var text strings.Builder
	for _, s := range steps {
		fmt.Fprintln(&text, s)
	}
	file, err := os.CreateTemp("", "monkey-*.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	_, _ = file.WriteString(text.String())
	t.Logf("the fewest steps found; again with -run Monkey -monkey-replay %s\n%s", file.Name(), text.String())
}

// monkey chooses steps.
type monkey struct{ *rand.Rand }

// kinds of steps, by how often they are taken.
var kinds = []struct {
	kind  string
	often int
}{{"bound", 500}, {"run", 330}, {"usual", 60}, {"odd", 40}, {"letters", 30}, {"paste", 10}, {"size", 25}, {"late", 60},
	{"again", 15},
	{"mouse", 15}, {"focus", 8}, {"blur", 5}, {"light", 4}, {"dark", 4}, {"colours", 3}, {"clock", 20}, {"settle", 12},
	{"other", 6},
	{"resume", 2}, {"kill", 3}}

// next chooses a step. Keys that the screen names are most of them; else no screen but the first would be met.
func (m *monkey) next(w *world) step {
	all := 0
	for _, k := range kinds {
		all += k.often
	}
	n, kind := m.IntN(all), ""
	for _, k := range kinds {
		if kind = k.kind; n < k.often {
			break
		}
		n -= k.often
	}
	s := step{kind: kind, a: m.IntN(400), b: m.IntN(120)}
	switch kind {
	case "bound":
		s.kind, s.text = "key", m.bound(w)
	case "usual":
		s.kind, s.text = "key", pick(m, usualKeys)
	case "odd":
		s.kind, s.text = "key", m.odd()
	case "letters":
		s.kind, s.text = "key", string(rune('a'+m.IntN(26)))
	case "paste":
		s.text, s.a = pick(m, pastes), m.IntN(8)
	case "size":
		s.a, s.b = m.size()
	}
	return s
}

func pick[T any](m *monkey, list []T) T { return list[m.IntN(len(list))] }

// bound is a key of the screen, or of all screens. Those that end the program or only explain are taken less often, and
// a screen that covers another is left now and then, for in a field few keys lead out.
func (m *monkey) bound(w *world) string {
	if (w.m.under != nil || w.m.palette != nil) && m.IntN(25) == 0 {
		return "esc"
	}
	all := w.bound()
	name := pick(m, pick(m, all).Keys())
	if k := w.m.env.Keys; m.IntN(6) > 0 &&
		slices.ContainsFunc([]key.Binding{k.Quit, k.Stop, k.Suspend, k.Help, k.Search},
			func(b key.Binding) bool { return slices.Contains(b.Keys(), name) }) {
		return pick(m, pick(m, all).Keys())
	}
	return name
}

var (
	usualKeys = []string{"enter", "esc", "up", "down", "left", "right", "tab", "space", "backspace", "pgdown", "pgup",
		"home", "end", "1", "2", "3", "?", "/", "f1", "delete"}
	oddKeys = []string{"ctrl+@", "ctrl+[", "ctrl+\\", "ctrl+]", "ctrl+_", "alt+enter", "alt+x", "ctrl+alt+delete",
		"shift+up", "ctrl+left", "f5", "f12", "insert",
		"\x00", "\x1b", "\u200b", "\u0301", "é", "日", "👩‍👩‍👧", "\u202e", "\ufffd", "ß", "0", "9", "~",
		"\u2028", "+", "|",
		"\\", "\""}
	pastes = []string{"x", "sqlx", "\x1b[2J\x1b[31mred", "a\nb\r\nc\td", "\x1b]0;title\x07", "日本語 é e\u0301",
		"👩‍👩‍👧",
		"\xff\xfe", "\u202eevil", "../../etc/passwd",
		"*.toml", "ben.toml", strings.Repeat("long ", 50), "\x00", "%s%d%n", "", " "}
)

func (m *monkey) odd() string {
	if m.IntN(3) == 0 {
		return string(rune(m.IntN(0x3000)))
	}
	return pick(m, oddKeys)
}

// size is a window from 1×1 to 400×120; the usual ones are the most.
func (m *monkey) size() (width, height int) {
	switch m.IntN(4) {
	case 0:
		return 1 + m.IntN(400), 1 + m.IntN(120)
	case 1:
		return 1 + m.IntN(60), 1 + m.IntN(20)
	}
	usual := pick(m, [][2]int{{100, 30}, {80, 24}, {50, 14}, {120, 40}, {100, 8}, {30, 30}})
	return usual[0], usual[1]
}
