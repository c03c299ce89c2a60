//go:build unix

package cli

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"rustadvisor/advisor/tally"
	"rustadvisor/ui/session"
)

// A short workshop in a terminal: hands, a kill in its midst, what was counted is there again, and the advice at
// the end.
func TestWorkshopInTerminal(t *testing.T) {
	e, state := embedded(t), t.TempDir()
	store := session.Store{Dir: filepath.Join(state, "rustadvisor", "sessions")}
	counted := func() int {
		id, _ := store.LatestTally()
		hands, _, _ := store.LoadTally(e.Base(), id)
		return hands.Raised("artifact", "service", tally.Room)
	}
	w := open(t, state, "xterm-256color", "--present", "--journey", "new-service")
	w.shows("Decide together")
	w.send("1")
	w.shows("What will the Rust part be?")
	w.send("\r")
	w.shows("A program people start")
	w.send("t")
	w.shows("▀▀█ ▄")
	w.send("\r")
	w.shows("Hands up")
	w.send("14")
	w.until("the hands to be saved", func() bool { return counted() == 14 })
	if err := w.cmd.Process.Signal(syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	w.exits()

	w = open(t, state, "xterm-256color", "--present")
	w.shows("Continue the last workshop")
	w.send("1")
	w.shows("What do its callers speak?")
	w.send("f")
	w.shows("room’s stack")
	w.send("a")
	w.shows("Overview")
	w.send("q")
	if code := w.exits(); code != 0 {
		t.Errorf("leaving gives exit code %d", code)
	}
	if answers, _ := w.saved(e.Base()); answers.Choice("artifact") != "service" {
		t.Errorf("the session has %v", answers.Choices)
	}
}

// A terminal that cannot place text gets no workshop, and nothing is drawn while the clock stands.
func TestWorkshopInDumbTerminal(t *testing.T) {
	w := open(t, t.TempDir(), "dumb", "--present")
	if code := w.exits(); code != wrong || !strings.Contains(w.raw(), "TERM=dumb") {
		t.Errorf("exit code %d after %q", code, w.raw())
	}
	w = open(t, t.TempDir(), "xterm-256color", "--present", "--journey", "new-service")
	w.shows("Decide together")
	w.send("1")
	w.shows("What will the Rust part be?")
	time.Sleep(300 * time.Millisecond)
	before := len(w.raw())
	time.Sleep(1500 * time.Millisecond)
	if after := len(w.raw()); after != before {
		t.Errorf("%d bytes are written while nothing happens", after-before)
	}
}
