package tui

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/google/go-cmp/cmp"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
	"rustadvisor/ui/session"
)

func TestHomeOffersJourneysBeforeTheKnowledgeIsLoaded(t *testing.T) {
	m := newRoot(options(t, t.TempDir()))
	m.Update(tea.WindowSizeMsg{Width: 100, Height: 30})
	d := &driver{t: t, m: m}
	d.sees("Start something new in Rust", "Move from Python to Rust", "Improve Rust code you have")
	d.lacks("Continue")
}

// What is typed before the knowledge is there is not lost.
func TestTypingAhead(t *testing.T) {
	o := options(t, t.TempDir())
	d := &driver{t: t, m: newRoot(o)}
	d.send(tea.WindowSizeMsg{Width: 100, Height: 30})
	d.press("enter", "2", "1")
	d.sees("Start something new")
	d.run(d.m.Init())
	d.sees("How do you want to write queries?")
	want := map[string][]string{"journey": {"new-service"}, "kind": {"worker"}, "store": {"postgres"}}
	if diff := cmp.Diff(want, d.m.env.Answers.Choices); diff != "" {
		t.Error(diff)
	}
}

func TestInterviewToAdvice(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 30)
	d.press("1")
	d.sees("question 2 of 4", "● Purpose", "What will it be?")
	d.press("1", "1")
	d.sees("question 4 of 5", "● Data") // the store brings up the query style
	d.press("enter", "s")
	d.sees("Your stack", "Overview", "more questions")
}

func TestPreviewNamesWhatTheChoiceWouldChange(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 30)
	d.press("1", "1", "1")
	d.lacks("▸ SQLx → SeaORM")
	d.press("down")
	d.sees("▸ SQLx → SeaORM", "▲", "▼", "with this choice")
	d.press("left", "down", "down") // the store: MongoDB
	d.sees("ruled out", "→ MongoDB driver")
}

func TestBackFromEverywhere(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 30)
	d.press(essentials[:4]...)
	d.sees("How well does the team know Rust?")
	for _, back := range []string{"left", "backspace", "h", "shift+tab"} {
		d.press(back)
	}
	d.sees("What brings you here?")
	d.press("esc")
	d.sees("Continue: Axum · SQLx", "4 answers")
	d.press("enter")
	d.sees("How well does the team know Rust?")
}

func TestReviewEditsAndComesBack(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 30)
	d.press(essentials...)
	d.press("a", "g", "down", "down", "enter")
	d.sees("Where do the data live?")
	d.press("3")
	d.sees("Your answers", "✓ MongoDB")
	d.lacks("Query style") // no longer asked; the answer is kept
	if d.m.env.Answers.Choice("query-style") != "sql" {
		t.Error("the hidden answer is gone")
	}
	d.press("a")
	d.sees("MongoDB driver")
	d.press("backspace")
	d.sees("Your answers")
	d.press("esc")
	d.sees("Where do the data live?")
}

func TestStarIsOneOnly(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 30)
	d.press("1", "1", "*")
	d.sees("★ matters most")
	d.press("1", "*", "tab")
	if n := strings.Count(d.view(), "★"); n != 1 {
		t.Errorf("%d stars", n)
	}
	d.press("*")
	d.lacks("★")
}

func TestDeeperQuestionsLeadBackToTheAdvice(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 30)
	d.press(essentials...)
	d.press("d")
	d.sees("deeper question 1 of 3")
	d.press("s", "s", "s")
	d.sees("Your stack")
	d.lacks("more question")
}

// One key asks the questions that settle the picks and no others, and leads back to the advice, from each of them too.
func TestSettleAsksWhatSettles(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 30)
	d.press(essentials...)
	d.sees("Your stack", "s settle (1)")
	d.press("s")
	d.sees("to settle: 1 of 1", "Are C libraries acceptable in the build?")
	d.press("backspace")
	d.sees("Your stack", "s settle (1)")
	d.press("s", "f")
	d.sees("Your stack", "s settle (1)")
	d.press("s", "2")
	d.sees("Your stack")
	d.lacks("s settle")
	d.press("s")
	d.sees("Your stack")
}

func TestFinishIsOfferedWhenNothingCanChange(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 30)
	d.press("1", "1")
	d.lacks("finish now")
	d.press("f")
	d.sees("Where do the data live?")
	d.send(enoughMsg{number: d.m.number, enough: true})
	d.sees("finish now", "can change a pick")
	d.press("f")
	d.sees("Your stack")
}

// Who is not sure has answered nothing, wherever answers are counted; the journey counts as an answer.
func TestAnswersAreCountedAlike(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 30)
	d.press("1", "1", "1", "s", "1")
	d.sees("Your stack", "4 answers")
	d.press("right", "right", "right")
	d.sees("your 4 answers")
	d.press("a")
	d.sees("Your answers", "4 answers · 1 not sure")
}

// Who went back from the advice, or does not want all the deeper questions, finds the way to it.
func TestOneKeyLeadsBackToTheAdvice(t *testing.T) {
	for _, away := range [][]string{{"d"}, {"d", "s"}, {"d", "esc", "esc"}} {
		d := start(t, options(t, t.TempDir()), 80, 24)
		d.press(essentials...)
		d.press(away...)
		d.sees("question", "f advice")
		d.press("f")
		d.sees("Your stack")
	}
	d := start(t, options(t, t.TempDir()), 80, 24)
	d.press(essentials[:3]...)
	d.lacks("f advice")
}

// A late answer to "is it enough?" about earlier answers is dropped.
func TestLateEnoughIsDropped(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 30)
	d.press("1", "1")
	d.send(enoughMsg{number: d.m.number - 1, enough: true})
	d.lacks("finish now")
}

func TestKeysAreListedFromTheBindings(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 40)
	d.press("1", "?")
	for _, b := range slices.Concat(d.m.help().FullHelp()...) {
		if b.Enabled() {
			d.sees(strings.Fields(b.Help().Desc)...) // what is long goes on below
		}
	}
	d.press("x")
	d.sees("What will it be?")
}

func TestCopyTakesTheMarkdown(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 30)
	d.press(essentials...)
	_, cmd := d.m.Update(keyPress("c"))
	if cmd == nil {
		t.Fatal("nothing is copied")
	}
	d.sees("Copied “Overview”")
}

func TestAnswersAreSavedAndOffered(t *testing.T) {
	dir := t.TempDir()
	d := start(t, options(t, dir), 100, 30)
	d.press("2", "1")
	id := session.Store{Dir: dir}.Latest()
	if id == "" {
		t.Fatal("nothing is saved")
	}
	if err := os.Chtimes(filepath.Join(dir, id+".toml"), noon, noon.Add(-2*time.Hour)); err != nil {
		t.Fatal(err)
	}
	d = start(t, options(t, dir), 100, 30)
	d.sees("Continue: PyO3 with maturin", "2 answers, saved 2 hours ago")
	d.press("enter", "1")
	if got := (session.Store{Dir: dir}).Latest(); got != id {
		t.Errorf("continued as %s, want %s", got, id)
	}
	if d.m.env.Answers.Choice("store") != "postgres" {
		t.Error("the session does not go on where it stopped")
	}
}

// A session that is left for a new one is saved as well, even when its save has not come through yet.
func TestTheEndSavesEverySession(t *testing.T) {
	dir := t.TempDir()
	d := start(t, options(t, dir), 100, 30)
	d.press("1")
	d.m.Update(keyPress("1")) // the command that saves does not run
	d.press("left", "left", "left", "3")
	d.m.Update(keyPress("1"))
	if err := d.m.flush(); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.toml"))
	if err != nil || len(files) != 2 {
		t.Errorf("saved %v, %v", files, err)
	}
}

// A journey that nothing was answered in does not hide the last session.
func TestTheJourneyAloneIsNoSession(t *testing.T) {
	dir := t.TempDir()
	d := start(t, options(t, dir), 100, 30)
	d.press("1")
	if err := d.m.flush(); err != nil || (session.Store{Dir: dir}).Latest() != "" {
		t.Errorf("saved %q, %v", session.Store{Dir: dir}.Latest(), err)
	}
}

func TestBrokenSessionIsTold(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "20261120-101010.toml"), []byte("not answers"), 0o600); err != nil {
		t.Fatal(err)
	}
	d := start(t, options(t, dir), 100, 30)
	d.sees("could not be used")
	d.lacks("Continue")
	d.press("enter")
	d.sees("What will it be?")
}

// fakeStore fails or waits as told.
type fakeStore struct {
	session.Store
	mu    sync.Mutex
	fail  error
	saved []advisor.Answers
}

func (s *fakeStore) Keep(_ *knowledge.Base, h session.Held, a advisor.Answers, _ time.Time) (session.Held, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fail != nil {
		return h, s.fail
	}
	s.saved = append(s.saved, a)
	return h, nil
}

func TestSaveErrorsAreToldAndTheAnswersStay(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 30)
	d.press("1")
	store := &fakeStore{fail: errDisk}
	d.m.keeper.store = store
	d.press("1")
	d.sees("Not saved: cannot save answers: no space left on device", "Where do the data live?")
	if err := d.m.flush(); !errors.Is(err, errDisk) {
		t.Errorf("the end says %v", err)
	}
	store.fail = nil
	d.press("1")
	d.lacks("Not saved")
	if len(store.saved) != 1 || len(store.saved[0].Choices) != 3 {
		t.Errorf("saved %v", store.saved)
	}
}

// Commands run in no order: older answers never replace newer ones, and the end saves what is missing.
func TestSavesKeepTheNewest(t *testing.T) {
	store := &fakeStore{}
	k := &keeper{store: store, base: fixture(t), now: time.Now}
	state := func(n int) advisor.Answers { return advisor.Answers{Star: strings.Repeat("x", n)} }
	var wg sync.WaitGroup
	for n := range 50 {
		wg.Go(func() { _, _ = k.save(50-n, state(50-n)) })
	}
	wg.Wait()
	last := 0
	for _, a := range store.saved {
		if len(a.Star) < last {
			t.Errorf("state %d after %d", len(a.Star), last)
		}
		last = len(a.Star)
	}
	if last != 50 {
		t.Errorf("the last state saved is %d", last)
	}
}

func TestStartingPoints(t *testing.T) {
	o := options(t, t.TempDir())
	o.Journey = "migrate-python"
	start(t, o, 100, 30).sees("Where should Python meet Rust?")

	o = options(t, t.TempDir())
	o.Answers = &advisor.Answers{Choices: map[string][]string{"journey": {"new-service"}, "kind": {"tool"}}}
	start(t, o, 100, 30).sees("Where do the data live?")

	o.Answers = &advisor.Answers{Choices: map[string][]string{"journey": {"new-service"}, "kind": {"tool"},
		"store": {"mongodb"}, "experience": {"some"}}}
	start(t, o, 100, 30).sees("Your stack", "MongoDB driver")
}

func TestKnowledgeThatCannotBeLoadedEndsTheProgram(t *testing.T) {
	o := options(t, t.TempDir())
	o.Load = func() (*advisor.Engine, error) { return nil, errors.New("questions.toml:3: no") }
	d := start(t, o, 100, 30)
	if !d.quit || d.m.failed == nil {
		t.Error("the program goes on")
	}
}

func TestQuitting(t *testing.T) {
	for _, key := range []string{"q", "ctrl+c"} {
		for _, way := range [][]string{nil, {"1"}, essentials, append(essentials[:5:5], "a")} {
			d := start(t, options(t, t.TempDir()), 100, 30)
			d.press(way...)
			if d.press(key); !d.quit {
				t.Errorf("%s does not quit after %v", key, way)
			}
		}
	}
}

func TestTooSmall(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 29, 7)
	if got := d.view(); got != "too small: 30×8 needed\n" {
		t.Errorf("got %q", got)
	}
}

// A window may become too small while text is typed; once it is larger the text is there.
func TestTooSmallWhileTyping(t *testing.T) {
	d := start(t, options(t, stock(t)), 100, 30)
	for _, way := range [][]string{{"/", "x"}, {"ctrl+o", "r", "x"}, {":", "x"}} {
		d.press(way...)
		before := d.view()
		for _, size := range [][2]int{{43, 1}, {1, 1}, {1, 40}, {100, 2}} {
			d.send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
			if d.m.View().Cursor != nil {
				t.Errorf("after %v there is a caret in %v", way, size)
			}
		}
		d.send(tea.WindowSizeMsg{Width: 100, Height: 30})
		if after := d.view(); after != before {
			t.Errorf("after %v:\n%s", way, after)
		}
		d.press("esc", "esc")
	}
}

// fits checks that a screen's body keeps to its room without being cut.
func fits(t *testing.T, m *root) {
	t.Helper()
	if fault := misfit(m); fault != "" {
		t.Fatalf("%T: %s", m.screen, fault)
	}
}

// Whatever a choice would change, the panel beside the question keeps to its column.
func TestPanelKeepsToItsColumn(t *testing.T) {
	e := realEngine(t)
	o := options(t, t.TempDir())
	o.Vocabulary, o.Load = e.Base().Words, func() (*advisor.Engine, error) { return e, nil }
	d := start(t, o, 60, 18)
	for range 12 {
		d.press("enter")
		for range 8 {
			d.press("down")
			fits(t, d.m)
		}
	}
}

func BenchmarkKeyToView(b *testing.B) {
	d := start(b, options(b, b.TempDir()), 100, 30)
	d.press("1", "1", "1")
	keys := []tea.KeyPressMsg{keyPress("down"), keyPress("up")}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		d.m.Update(keys[i%2])
		d.m.View()
	}
}

// In a window without room for the rule below, the head tells that a page goes on, and a list its last line.
func TestLowWindowTellsThatThePageGoesOn(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 40, 10)
	d.press(essentials...)
	more := regexp.MustCompile(`^[^\n]*↓\n|↓ \d+ more`)
	for _, way := range [][]string{nil, {"a"}} {
		d.press(way...)
		if !more.MatchString(d.view()) {
			t.Errorf("after %v nothing tells that more is below:\n%s", way, d.view())
		}
		d.press("end")
		if more.MatchString(d.view()) {
			t.Errorf("after %v nothing is below:\n%s", way, d.view())
		}
	}
}
