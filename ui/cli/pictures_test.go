//go:build unix

package cli

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"rustadvisor/ui/internal/console"
)

var pictures = flag.String("pictures", "", "draw every screen into this folder, as SVG with a page that shows them all")

// walks go through the screens of a run each: keys, what is there then, and the picture's name; no name, no
// picture. Keys that end in … are pressed until it is there: how many pages are before it hangs on the window.
var walks = []struct {
	args  []string
	steps []step
}{
	{nil, []step{
		{"home", "", "Improve Rust code"},
		{"question", "1", "question 2 of"},
		{"", "1\r", "question 3 of"},
		{"question-standing", "j", "› 2 "},
		{"why", "w", "(?i)why is this asked"},
		{"", "w", "question 3 of"},
		{"palette", "\x10", "(?i)search"},
		{"", "\x1b", "question 3 of"},
		{"review", "\t", "(?i)answer"},
	}},
	{[]string{"--answers", "../../advisor/report/testdata/reports/bookings-api.toml"}, []step{
		{"advice", "", "Overview"},
		{"decision", "ll", "Database layer"},
		{"what-if", "x", "(?i)what if"},
		{"pin", "p", "(?i)must be used"},
		{"", "\x1b", "(?i)what if"},
		{"", "\x1b", "Database layer"},
		{"export", "e", "STACK.md"},
		{"", "\x1b", "Database layer"},
		{"compare", "v", "(?i)compare"},
		{"", "\x1b", "Database layer"},
		{"search", "/sqlx", "(?i)sqlx"},
		{"", "\x1b", "Database layer"},
		{"keys", "?", "See"},
		{"", "\x1b", "Database layer"},
		{"sessions", "\x0f", "(?i)sessions"},
	}},
	{[]string{"--present", "--journey", "new-service"}, []step{
		{"workshop", "", "Begin with groups"},
		{"workshop-groups", "2Python\rRust\r", "›"},
		{"workshop-question", "\r", "What will the Rust part be"},
		{"workshop-why", "w", "different things"},
		{"workshop-clock", "wt", "▀"},
		{"workshop-choices", "t\r", "answers requests"},
		{"workshop-explained", "j", "(?i)over the network"},
		{"workshop-hands", "\r7j2j1", "Hands up"},
		{"workshop-result", "\x1b[6~3j\x1b[6~", "majority"},
		{"workshop-star", "*", "matters most"},
		{"workshop-standing", "s", "Where it stands"},
		{"workshop-tie", " \r\r\r4\x1b[6~j4\x1b[6~", "A tie"},
		{"workshop-keys", "?", "Answer"},
		{"", "\x1b", "A tie"},
		{"workshop-end-stack", "f", "room’s stack"},
		{"workshop-end-split", "\r…", "split the room"},
		{"workshop-end-measure", "\r…", "Measure, do not vote"},
		{"workshop-end-group", "\r…", "by themselves"},
		{"workshop-end-hands", "\r…", "How the hands were divided"},
		{"workshop-export", "e", "workshop.md"},
	}},
	{nil, []step{
		{"pair-home", "", "Improve Rust code"},
		{"", ":", "Search everything known"},
		{"pair-names", "pair:\r", "First person"},
		{"", "Ana\rBen\r", "both answer for"},
		{"pair-turn", "1", "Ana answers now"},
		{"", "\r", "Ana answers"},
		{"", "1\r", "speak"},
		{"", "1\r:your stack\r", "Ben answers now"},
		{"", "\r", "Ben answers"},
		{"", "1\r", "speak"},
		{"", "5\r:your stack\r", "Both have answered"},
		{"pair-difference", "\r", "other side"},
		{"pair-agreed", "2", "comes out the same"},
	}},
}

type step struct{ name, keys, shows string }

// TestPictures draws the screens of real runs in both themes and several sizes, to be looked at:
//
//	go test ./ui/cli -run Pictures -pictures DIR
//	go test ./ui/cli -run Pictures/workshop -pictures DIR    of one run, named after its first screen
func TestPictures(t *testing.T) {
	if *pictures == "" {
		t.Skip("no folder is named with -pictures")
	}
	if err := os.MkdirAll(*pictures, 0o755); err != nil {
		t.Fatal(err)
	}
	var page strings.Builder
	page.WriteString("<!doctype html><meta charset=\"utf-8\"><title>rustadvisor: screens</title><body " +
		"style=\"background:#888\">\n")
	for _, light := range []bool{false, true} {
		for _, size := range [][2]int{{120, 35}, {100, 30}, {80, 24}, {50, 14}} {
			for _, w := range walks {
				t.Run(w.steps[0].name, func(t *testing.T) {
					for _, name := range draw(t, w.args, w.steps, light, size[0], size[1]) {
						fmt.Fprintf(&page, "<p>%s<br><img src=\"%[1]s\" alt=\"\">\n", name)
					}
				})
			}
		}
	}
	if err := os.WriteFile(filepath.Join(*pictures, "index.html"), []byte(page.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// pause is how long a screen must stand still to be drawn.
const pause = 250 * time.Millisecond

// draw is one run; it returns the files.
func draw(t *testing.T, args []string, steps []step, light bool, width, height int) (files []string) {
	t.Helper()
	state := t.TempDir()
	c, err := console.Start(console.Options{Width: width, Height: height, Light: light,
		Env: []string{"XDG_STATE_HOME=" + state, "XDG_CONFIG_HOME=" + state}}, "rustadvisor", args...)
	if err != nil {
		t.Fatal(err)
	}
	defer c.End(syscall.SIGTERM)
	theme := map[bool]string{false: "dark", true: "light"}[light]
	for _, step := range steps {
		want := regexp.MustCompile(step.shows)
		keys, again := strings.CutSuffix(step.keys, "…")
		for n := 0; n == 0 || again && n < 30 && !want.MatchString(c.Text()); n++ {
			if err := c.Keys(keys); err != nil {
				t.Fatal(err)
			}
			time.Sleep(pause)
			c.Quiet(pause)
		}
		if _, err := c.Wait(want, patience); err != nil {
			t.Fatalf("%d×%d: %q does not lead to %q:\n%s", width, height, step.keys, step.shows, c.Text())
		}
		c.Quiet(pause)
		if step.name == "" {
			continue
		}
		file := fmt.Sprintf("%s-%s-%dx%d.svg", step.name, theme, width, height)
		if err := os.WriteFile(filepath.Join(*pictures, file), []byte(c.SVG()), 0o644); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	return files
}
