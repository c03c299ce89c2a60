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

// walk goes through the screens of a run: keys, what is there then, and the picture's name; no name, no picture. Keys with …
// are sent until it is there.
var walk = []struct{ name, keys, shows string }{
	{"home", "", "Improve Rust code"},
	{"question", "1", "question 2 of"},
	{"", "1", "question 3 of"},
	{"question-standing", "j", "(?i)standing"},
	{"why", "w", "(?i)why is this asked"},
	{"", "w", "question 3 of"},
	{"palette", "\x10", "(?i)continue|review|search"},
	{"", "\x1b", "question 3 of"},
	{"review", "\t", "(?i)what will it be|web service|answers"},
	{"", "\t", "question 3 of"},
	{"", "1…", "Overview"},
	{"advice", "", "Overview"},
	{"decision", "\x1b[B\x1b[B", "Because"},
	{"what-if", "x", "(?i)what if"},
	{"pin", "p", "(?i)pin"},
	{"", "\x1b", "(?i)what if"},
	{"", "\x1b", "Overview"},
	{"export", "e", "(?i)write"},
	{"", "\x1b", "Overview"},
	{"compare", "v", "(?i)compare"},
	{"", "\x1b", "Overview"},
	{"search", "/sqlx", "(?i)sqlx"},
	{"", "\x1b", "Overview"},
	{"keys", "?", "(?i)quit"},
}

// TestPictures draws the screens of real runs in both themes and several sizes, to be looked at:
//
//	go test ./ui/cli -run Pictures -pictures DIR
func TestPictures(t *testing.T) {
	if *pictures == "" {
		t.Skip("no folder is named with -pictures")
	}
	if err := os.MkdirAll(*pictures, 0o755); err != nil {
		t.Fatal(err)
	}
	var page strings.Builder
	page.WriteString("<!doctype html><meta charset=\"utf-8\"><title>rustadvisor: screens</title><body style=\"background:#888\">\n")
	for _, light := range []bool{false, true} {
		for _, size := range [][2]int{{120, 35}, {100, 30}, {80, 24}, {50, 14}} {
			for _, name := range draw(t, light, size[0], size[1]) {
				fmt.Fprintf(&page, "<p>%s<br><img src=\"%[1]s\" alt=\"\">\n", name)
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
func draw(t *testing.T, light bool, width, height int) (files []string) {
	t.Helper()
	state := t.TempDir()
	c, err := console.Start(console.Options{Width: width, Height: height, Light: light,
		Env: []string{"XDG_STATE_HOME=" + state, "XDG_CONFIG_HOME=" + state}}, "rustadvisor")
	if err != nil {
		t.Fatal(err)
	}
	defer c.End(syscall.SIGTERM)
	theme := map[bool]string{false: "dark", true: "light"}[light]
	for _, step := range walk {
		want := regexp.MustCompile(step.shows)
		keys, repeat := strings.CutSuffix(step.keys, "…")
		for ok := false; !ok; ok = !repeat || want.MatchString(c.Text()) {
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
