//go:build unix

package cli

import (
	"encoding/base64"
	"os/exec"
	"regexp"
	"testing"

	"rustadvisor/advisor"
	"rustadvisor/advisor/manifest"
)

// mostKeys is how many keys lead from the first screen to a manifest in the clipboard.
const mostKeys = 12

var clipboard = regexp.MustCompile(`\x1b\]52;c;([A-Za-z0-9+/=]+)(?:\x07|\x1b\\)`)

// A service on PostgreSQL has its manifest, all of it, after twelve keys. That it builds is tested where manifests are
// made.
func TestFewKeysToAManifest(t *testing.T) {
	e := embedded(t)
	w := open(t, t.TempDir(), "xterm-256color")
	keys := 0
	press := func(names ...string) {
		t.Helper()
		for _, key := range names {
			keys++
			w.send(key)
		}
	}
	w.shows(e.Base().Words.Journeys[0].Title)
	press("1")
	w.shows("question 2 of")
	for n, choice := range []string{"\r", "\r", "1", "3"} { // service, REST, no Python, PostgreSQL
		press(choice)
		w.answers(e.Base(), n+2)
	}
	press("\t", "a")
	w.shows("Overview")
	press("\x1b[B")
	w.shows("Needs Rust")
	press("c")
	w.shows("Copied Cargo.toml")
	if keys > mostKeys {
		t.Errorf("it takes %d keys", keys)
	}
	t.Logf("%d keys", keys)
	w.until("the manifest in the clipboard", func() bool { return clipboard.MatchString(w.raw()) })
	m := clipboard.FindStringSubmatch(w.raw())
	got, err := base64.StdEncoding.DecodeString(m[1])
	answers := advisor.Answers{}.With("journey", "new-service").With("artifact", "service").With("interface", "rest").
		With("python-link", "none").With("store", "postgres")
	if want := manifest.Begin(e.Advise(answers)).Cargo(); err != nil || string(got) != want {
		t.Errorf("copied is %v\n%s\nnot\n%s", err, got, want)
	}
}

// A locale without UTF-8 gets plain ASCII, and is told of the lines that need no drawing.
func TestASCIIInTerminal(t *testing.T) {
	cmd := exec.Command("rustadvisor")
	state := t.TempDir()
	w := startIn(t, cmd, append(environment(state, "xterm-256color"), "LC_ALL=C"), state)
	w.shows("drawn in ASCII; rustadvisor --plain")
	w.shows("> 1 Start something new")
	for _, r := range w.raw() {
		if r > '~' {
			t.Fatalf("%q is drawn", r)
		}
	}
	w.send("q")
	w.exits()
}
