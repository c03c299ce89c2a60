package tui

import (
	"fmt"
	"image/color"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/google/go-cmp/cmp"

	"rustadvisor/advisor"
	"rustadvisor/advisor/answerfile"
	"rustadvisor/advisor/tally"
	"rustadvisor/ui/session"
	"rustadvisor/ui/tui/widget"
)

func workshopOptions(t *testing.T, dir string) Options {
	o := options(t, dir)
	o.Present, o.Journey = true, "new-service"
	return o
}

// count types hands, a choice after the other, from the title of a question to its result.
func count(numbers ...string) []string {
	out := []string{"enter", "enter"}
	for _, n := range numbers {
		out = append(append(out, strings.Split(n, "")...), "down")
	}
	return append(out, "pgdown")
}

func keysOf(parts ...[]string) []string {
	var out []string
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}

// wholeRoom is a workshop without groups, to its end: a service, PostgreSQL, models first by a hand, new to Rust.
var wholeRoom = keysOf([]string{"1"}, count("12"), []string{"enter"}, count("9", "0", "3"), []string{"enter"},
	count("6", "7", "0", "1"), []string{"enter"},
	count("8", "5"), []string{"enter"})

// Every step of a workshop, as large and as small as projectors show it.
func TestPresentGolden(t *testing.T) {
	groups := append(append([]string{"2"}, strings.Split("Python", "")...), "enter", "R", "u", "s", "t", "enter", "enter")
	screens := []struct {
		name string
		keys []string
	}{
		{"begin", nil},
		{"groups", groups[:len(groups)-2]},
		{"title", []string{"1"}},
		{"clock", []string{"1", "t"}},
		{"choices", []string{"1", "enter"}},
		{"explain", []string{"1", "enter", "down", "down"}},
		{"hands", []string{"1", "enter", "enter", "1", "2", "down"}},
		{"hands-group", keysOf(groups, []string{"enter", "enter", "4", "tab", "7"})},
		{"result", keysOf([]string{"1"}, count("12", "3", "0", "1"))},
		{"tie", keysOf(groups, []string{"enter", "enter", "4", "down", "1", "pgdown", "down", "3", "pgdown"})},
		{"standing", keysOf([]string{"1"}, count("12", "3", "0", "1"), []string{"s"})},
		{"end-stack", wholeRoom},
		{"end-hands", keysOf(wholeRoom, []string{"topic How the hands were divided"})},
		{"end-split", keysOf(wholeRoom, []string{"topic What split the room"})},
		{"keys", []string{"1", "enter", "enter", "?"}},
	}
	for _, s := range screens {
		for _, size := range [][2]int{{100, 30}, {80, 24}, {60, 20}, {50, 14}} {
			name := fmt.Sprintf("present-%s-%dx%d", s.name, size[0], size[1])
			t.Run(name, func(t *testing.T) {
				d := start(t, workshopOptions(t, t.TempDir()), size[0], size[1])
				for _, k := range s.keys {
					if title, ok := strings.CutPrefix(k, "topic "); ok { // how many pages are before it hangs on the size
						d.toTopic(title)
						continue
					}
					d.press(k)
				}
				golden(t, name, d.view())
				dark := d.view()
				d.send(tea.BackgroundColorMsg{Color: color.White})
				if diff := cmp.Diff(dark, d.view()); diff != "" {
					t.Errorf("the text differs on a light background:\n%s", diff)
				}
			})
		}
	}
}

// Nothing hints at an answer before the hands are counted: no choice is highlighted, no standing shown, nobody ahead.
func TestPresentKeepsSecrets(t *testing.T) {
	d := start(t, workshopOptions(t, t.TempDir()), 100, 30)
	d.press("1")
	d.sees("Question 1 of 3", "What will it be?")
	d.lacks("A service with an HTTP API")
	d.press("enter")
	d.sees("1   A service with an HTTP API")
	d.lacks("›")
	d.press(count("3", "9")[1:]...)
	d.sees("12 hands", "✓ majority")
	d.press("left")
	d.lacks("✓")
	d.lacks("▆")
	d.press("pgdown", "s")
	d.sees("Where it stands", "Web framework")
	d.press("enter")
	d.sees("12 hands")
	d.lacks("Where it stands")
}

// Wrong numbers are typed over, rubbed out, or mended by arrows; what follows from them changes with them.
func TestPresentCorrections(t *testing.T) {
	d := start(t, workshopOptions(t, t.TempDir()), 100, 30)
	d.press(keysOf([]string{"1"}, count("5"), []string{"enter"}, count("9"), []string{"enter"})...)
	d.sees("Question 3 of 4", "How do you want to write queries?")
	d.press(keysOf(count("4", "8"), []string{"enter"})...)
	d.sees("How well does the team know Rust?")
	d.press("p", "p")
	d.sees("Where do the data live?", "9 of 12 hands")
	d.press("left", "7", "2", "backspace", "right", "right", "left", "down", "down", "1", "2")
	base := d.m.env.Engine.Base()
	store := d.m.env.Workshop.Tally.Count(base, &base.Questions[3], tally.Room)
	if diff := cmp.Diff([]int{8, 0, 12, 0}, store.Hands); diff != "" {
		t.Errorf("the hands for the store:\n%s", diff)
	}
	d.press("pgdown", "enter") // MongoDB: how queries are written is asked no more
	d.sees("Question 3 of 3", "How well does the team know Rust?")
	d.press("p", "left", "down", "down", "x", "pgdown", "enter")
	d.sees("Question 3 of 4", "How do you want to write queries?", "12 hands") // the hands were kept
	d.press("p", "left", "9", "9", "9", "9")
	d.sees("more than a room holds")
}

// A tie is declared, and only the facilitator decides it.
func TestPresentTie(t *testing.T) {
	d := start(t, workshopOptions(t, t.TempDir()), 100, 30)
	d.press(keysOf([]string{"1"}, count("5", "1", "5"), []string{"enter"})...)
	d.sees("A tie.", "o leaves it open", "What will it be?")
	d.press("down", "down", "enter")
	d.sees("✓ taken from a tie")
	if got := d.m.env.Workshop.Answers(d.m.env.Engine.Base()).Choice("kind"); got != "tool" {
		t.Errorf("the room's answer is %q", got)
	}
	d.press("left", "6", "pgdown")
	d.sees("most hands, no majority")
	d.press("left", "5", "pgdown", "left", "down", "down", "right", "left", "pgdown")
	d.sees("✓ taken from a tie")
	d.press("left", "x", "down", "x", "down", "x", "pgdown")
	d.sees("No hands were raised")
	d.press("enter")
	d.sees("Where do the data live?")
}

// The clock runs by the seconds it is sent, says in words that the time is up, and is silent unless asked.
func TestPresentClock(t *testing.T) {
	now := noon
	o := workshopOptions(t, t.TempDir())
	o.Now = func() time.Time { return now }
	d := start(t, o, 100, 30)
	waits := []time.Duration{}
	var last func(time.Time) tea.Msg
	d.m.env.Tick = func(wait time.Duration, then func(time.Time) tea.Msg) tea.Cmd {
		waits, last = append(waits, wait), then
		return nil
	}
	second := func(by time.Duration) tea.Cmd {
		now = now.Add(by)
		_, cmd := d.m.Update(last(now))
		return cmd
	}
	d.press("1", "enter", "t")
	second(time.Second)
	d.press("+")
	if got := d.m.env.Workshop.Clock.Remaining(now); got != 149*time.Second {
		t.Errorf("after a second and 30 s more the clock shows %v", got)
	}
	stale := last(now)
	d.press("t")
	now = now.Add(time.Minute)
	d.send(stale)
	d.sees("2:29 stopped")
	if len(waits) != 2 {
		t.Errorf("%d seconds were asked for, want 2: none while the clock stands", len(waits))
	}
	d.press("t", "-", "-", "-", "-")
	second(28 * time.Second)
	d.lacks("Time is up")
	if cmd := second(time.Second); cmd != nil && cmd() != nil {
		t.Error("the bell rings unasked")
	}
	d.sees("Time is up.")
	d.press("b", "t")
	d.lacks("Time is up")
	cmd := second(time.Hour)
	if batch, ok := cmd().(tea.BatchMsg); ok {
		cmd = batch[len(batch)-1]
	}
	if raw, ok := cmd().(tea.RawMsg); !ok || raw.Msg != "\a" {
		t.Error("the bell is asked for, but does not ring")
	}
	d.press("enter", "enter", "1", "pgdown", "enter")
	d.lacks("Time is up")
}

// toTopic goes on to a topic of what came out.
func (d *driver) toTopic(title string) {
	d.t.Helper()
	for n := 0; n < 30 && !strings.Contains(d.view(), title); n++ {
		d.press("pgdown")
	}
	d.sees(title)
}

// The whole way: hands, what came out, the advice for the room's answers, files, and back.
func TestPresentToTheEnd(t *testing.T) {
	dir := t.TempDir()
	d := start(t, workshopOptions(t, dir), 100, 30)
	d.press(wholeRoom...)
	d.sees("The room’s stack")
	d.toTopic("What split the room")
	d.toTopic("How the hands were divided")
	d.sees("How do you want to write queries?")
	d.press("a")
	d.sees("Your stack", "SeaORM")
	if diff := cmp.Diff(map[string][]string{"journey": {"new-service"}, "kind": {"service"}, "store": {"postgres"},
		"query-style": {"models"}, "experience": {"new"}},
		d.m.env.Answers.Choices); diff != "" {
		t.Errorf("the room's answers:\n%s", diff)
	}
	d.press("backspace")
	d.sees("The room’s stack")
	d.press("e")
	d.sees("Tally of the room", "workshop.md", "answers.toml")
	d.press("down", "space", "enter")
	files := d.m.env.Disk.(*fakeDisk).files
	if len(files) != 2 || !strings.Contains(string(files[0].Text), "| Models first, like SQLAlchemy or Django") &&
		!strings.Contains(string(files[0].Text), "**Models first") {
		t.Fatalf("written: %v", files)
	}
	if a, _, err := answerfile.Parse(d.m.env.Engine.Base(), "answers.toml", files[1].Text); err != nil ||
		a.Choice("query-style") != "models" {
		t.Errorf("the answers file has %v, %v", a.Choices, err)
	}
	if sessions := (session.Store{Dir: dir}); sessions.Latest() == "" {
		t.Error("the room's answers are no session")
	}
}

// What was counted before the program ended is offered again; a file that is no tally is set aside, not deleted.
func TestPresentSurvives(t *testing.T) {
	dir := t.TempDir()
	d := start(t, workshopOptions(t, dir), 100, 30)
	d.press(keysOf([]string{"1"}, count("5"), []string{"enter"}, count("9"))...)
	d = start(t, workshopOptions(t, dir), 100, 30)
	d.m.env.Now = noon
	d.sees("Continue the last workshop", "2 questions with hands")
	for _, offer := range []string{"1", "2", "3"} {
		if strings.Contains(d.view(), offer+"   Continue the last") {
			d.press(offer)
			break
		}
	}
	d.sees("Question 3 of 4", "How do you want to write queries?")
	d.press("p", "left", "8")
	if left, _ := filepath.Glob(filepath.Join(dir, "*.tally")); len(left) != 1 {
		t.Errorf("one workshop is in %q", left)
	}
	store := session.Store{Dir: dir}
	id, _ := store.LatestTally()
	if tally, _, ok := store.LoadTally(d.m.env.Engine.Base(), id); !ok || tally.Raised("store", "postgres", 0) != 8 {
		t.Errorf("saved are %v", tally.Hands)
	}
	if err := os.WriteFile(store.TallyPath(id), []byte("[hands.store]\npostgres = ["), 0o600); err != nil {
		t.Fatal(err)
	}
	d = start(t, workshopOptions(t, dir), 100, 30)
	d.sees("could not be used", "Decide together")
	d.lacks("Continue")
	if broken, _ := filepath.Glob(filepath.Join(dir, "*.broken*")); len(broken) != 1 {
		t.Errorf("set aside are %q", broken)
	}
}

// What cannot be saved is told, and nothing that was typed is lost.
func TestPresentOnAFullDisk(t *testing.T) {
	file := filepath.Join(t.TempDir(), "no-folder")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	d := start(t, workshopOptions(t, file), 100, 30)
	d.press("1", "enter", "enter", "7")
	d.sees("Not saved", "7 ›")
	if d.m.flush() == nil {
		t.Error("leaving does not tell that the tally is not saved")
	}
}

// Given answers are not asked again; without any, the room chooses the journey too.
func TestPresentGivenAnswers(t *testing.T) {
	o := options(t, t.TempDir())
	o.Present = true
	o.Answers = &advisor.Answers{Choices: map[string][]string{"journey": {"new-service"}, "kind": {"tool"},
		"store": {"postgres"}, "query-style": {"sql"}}}
	d := start(t, o, 100, 30)
	d.press("1")
	d.sees("Question 1 of 1", "How well does the team know Rust?")
	d.press(keysOf(count("2"), []string{"enter", "d"})...)
	d.sees("Are C libraries acceptable in the build?")
	o = options(t, t.TempDir())
	o.Present = true
	d = start(t, o, 100, 30)
	d.press("1")
	d.sees("Question 1 of", "What brings you here?")
	o.Answers = &advisor.Answers{Choices: map[string][]string{"journey": {"new-service"}, "kind": {"tool"},
		"store": {"mongodb"}, "experience": {"new"}}}
	d = start(t, o, 100, 30)
	d.press("1")
	d.sees("The room’s stack") // nothing is left to ask
}

// At any size every step stays in the window.
func TestPresentFitsEveryWindow(t *testing.T) {
	d := start(t, workshopOptions(t, t.TempDir()), 100, 30)
	fits := func() {
		for _, size := range [][2]int{{1, 1}, {30, 8}, {37, 12}, {60, 20}, {120, 35}, {200, 60}} {
			d.send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
			lines := strings.Split(strings.TrimSuffix(d.view(), "\n"), "\n")
			for _, l := range lines {
				if len(lines) > size[1] || widget.Width(l) > size[0] {
					t.Fatalf("%d lines, one of %d cells, in %v:\n%s", len(lines), widget.Width(l), size, d.view())
				}
			}
			if fault := misfit(d.m); fault != "" {
				t.Fatal(fault)
			}
		}
	}
	for _, k := range append(append([]string{"2", "A", "enter", "B", "enter", "enter", "w", "t"}, wholeRoom[1:]...),
		"enter", "enter", "enter", "enter") {
		d.press(k)
		fits()
	}
}

// A session that is opened in the midst of a workshop stays as it is when the workshop ends; the room has one of its
// own.
func TestWorkshopLeavesOtherSessionsAlone(t *testing.T) {
	dir := stock(t)
	d := start(t, workshopOptions(t, dir), 100, 30)
	store, base := session.Store{Dir: dir}, fixture(t)
	before, _ := store.List(base)
	for range 2 {
		d.press("ctrl+o", "g", "enter") // the first of them
		d.press(":", "c", "a", "m", "e", "enter")
	}
	after, _ := store.List(base)
	for _, b := range before {
		_, a, _, ok := store.Open(base, b.ID)
		if diff := cmp.Diff(b.Answers, a); !ok || diff != "" {
			t.Errorf("%s (-before +after):\n%s", b.ID, diff)
		}
	}
	if len(after) > len(before)+1 {
		t.Errorf("%d sessions became %d", len(before), len(after))
	}
}

// What matters most to the room counts double, is marked wherever the question stands, and is kept with the hands.
func TestPresentStar(t *testing.T) {
	dir := t.TempDir()
	d := start(t, workshopOptions(t, dir), 100, 30)
	d.press(keysOf([]string{"1"}, count("12"), []string{"enter"}, count("9"), []string{"*"})...)
	d.sees("Where do the data live?  ★ matters most")
	if got := d.m.env.Workshop.Answers(d.m.env.Engine.Base()).Star; got != "store" {
		t.Errorf("the star is at %q", got)
	}
	d.press("p")
	d.lacks("★")
	d.press("*", "n")
	d.lacks("★")
	d.press("*", "f")
	d.toTopic("How the hands were divided")
	d.sees("Where do the data live?  ★ matters most")
	if err := d.m.flush(); err != nil {
		t.Fatal(err)
	}
	d = start(t, workshopOptions(t, dir), 100, 30)
	d.press("1", "p")
	d.sees("Where do the data live?  ★ matters most")
	d.press("*")
	d.lacks("★")
}

// The workshop's keys can be others, too.
func TestPresentOwnKeys(t *testing.T) {
	o := workshopOptions(t, t.TempDir())
	o.Config.Keys = map[string][]string{"standing": {"v"}, "clock": {"c"}, "next-question": {"z"}}
	d := start(t, o, 100, 30)
	d.press("1", "s", "t")
	d.lacks("Where it stands")
	d.lacks("stop clock")
	d.press("+")
	d.sees("2:30 stopped")
	d.press("c")
	d.lacks("stopped")
	d.press("v")
	d.sees("Where it stands")
	d.press("v", "z")
	d.sees("Question 2 of")
	d.press("?")
	d.sees("v", "show the standing")
}

// What came out is the session's from there on, however it is reached.
func TestPresentEndByPalette(t *testing.T) {
	d := start(t, workshopOptions(t, t.TempDir()), 100, 30)
	d.press(":", "c", "a", "m", "e", "enter")
	d.sees("What came out")
	if got := d.m.env.Answers.Choice("journey"); got != "new-service" {
		t.Errorf("the session has %v", d.m.env.Answers)
	}
}

// Groups that are named once something is counted are saved like the rest.
func TestPresentKeepsGroupsNamedLater(t *testing.T) {
	d := start(t, workshopOptions(t, t.TempDir()), 100, 30)
	for _, step := range []struct {
		keys []string
		want []string
	}{{[]string{"1", "*", "left", "2", "R", "enter"}, []string{"R"}}, {[]string{"P", "enter"}, []string{"R", "P"}},
		{[]string{"backspace"}, []string{"R"}}, {[]string{"esc"}, nil}} {
		d.press(step.keys...)
		kept, _, ok := d.m.o.Store.LoadTally(fixture(t), d.m.env.Workshop.File.ID())
		if !ok || cmp.Diff(step.want, kept.Groups) != "" {
			t.Errorf("after %q the groups kept are %q, not %q", step.keys, kept.Groups, step.want)
		}
	}
}

// Nothing is called a majority but more than half of those present; a fact that splits the room is measured.
func TestPresentMajority(t *testing.T) {
	o := workshopOptions(t, t.TempDir())
	base := fixture(t)
	base.Question("store").Fact = true
	o.Load = func() (*advisor.Engine, error) { return advisor.New(base), nil }
	d := start(t, o, 100, 30)
	d.press(keysOf([]string{"1"}, count("20"), []string{"enter"}, count("9", "4"))...)
	d.sees("13 of 20 hands", "most hands, no majority", "A fact: measure, do not vote. Who does it?")
	before, after, _ := strings.Cut(d.view(), "most hands, no majority")
	nine, four := strings.Count(before, "▆"), strings.Count(after, "▆")
	if want := (100 - 16 - 36) * 9 / 20; nine != want || four != (100-16-36)*4/20 {
		t.Errorf("9 of 20 is a bar of %d cells, 4 one of %d, want %d", nine, four, want)
	}
	d.press("pgup", "1", "1", "pgdown")
	d.sees("✓ majority")
	d.press("m")
	d.typeText("Ana t")
	d.press("enter")
	d.sees("A fact: Ana t measures it.")
	if got := d.m.env.Workshop.Tally.Measures["store"]; got != "Ana t" {
		t.Errorf("%q measures", got)
	}
	d.press("f")
	d.sees("The room’s stack")
	d.toTopic("Measure, do not vote")
	d.sees("Agree who finds out", "Where do the data live?", "11  PostgreSQL", "Ana t measures it.")
}

// A fact that split the room and decides a pick is to be measured there, too.
func TestPresentSplitOverAFact(t *testing.T) {
	o := workshopOptions(t, t.TempDir())
	base := fixture(t)
	base.Question("store").Fact = true
	o.Load = func() (*advisor.Engine, error) { return advisor.New(base), nil }
	d := start(t, o, 100, 30)
	d.press(keysOf([]string{"1"}, count("20"), []string{"enter"}, count("9", "0", "4"), []string{"f"})...)
	d.toTopic("What split the room")
	d.sees("Where do the data live?", "A fact: measure, do not vote. Who does it?")
}

// The name of a group is kept whole, or not taken; every key that is offered beside it works there.
func TestPresentGroupNames(t *testing.T) {
	d := start(t, workshopOptions(t, t.TempDir()), 100, 30)
	d.press("2")
	d.sees("f1 keys")
	d.lacks("? keys")
	d.typeText("People who write Python every day")
	d.press("enter")
	d.sees("24 letters are the most", "People who write Python every day")
	d.press("f1")
	d.sees("add the group")
}
