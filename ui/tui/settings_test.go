package tui

import (
	"strings"
	"testing"

	"rustadvisor/ui/config"
)

// What is wrong with the settings is told at the start, until the first key, and keeps nothing from working.
func TestNoticeAtTheStart(t *testing.T) {
	o := options(t, t.TempDir())
	o.Notice = "your settings are not used: config.toml:1: unknown key"
	d := start(t, o, 100, 30)
	d.sees("! your settings are not used: config.toml:1: unknown key")
	d.press("1")
	d.lacks("your settings")
	d.sees("Purpose")
}

// Two things that are wrong are told apart, each to its end where the window has room for it, and each in any window.
func TestNoticesStandApart(t *testing.T) {
	const settings = "your settings are not used: config.toml:1: unknown theme, and one more that takes words to tell"
	const saved = "the saved answers could not be used, for the file is broken; it is kept as sessions/20261121.broken"
	for _, size := range [][2]int{{80, 24}, {60, 16}, {40, 10}} {
		o := options(t, t.TempDir())
		o.Notice = settings
		d := start(t, o, size[0], size[1])
		d.m.say(saved)
		d.sees("! your settings are not used", "! the saved answers could")
		if size[1] >= 24 {
			d.sees("words to tell", "sessions/20261121.broken")
			d.lacks("…")
		}
		if lines := strings.Count(strings.TrimSuffix(d.view(), "\n"), "\n") + 1; lines > size[1] {
			t.Errorf("%d lines in a window of %d", lines, size[1])
		}
	}
}

func TestFolderFromSettings(t *testing.T) {
	o := options(t, t.TempDir())
	o.Config = config.Config{Folder: "docs"}
	d := start(t, o, 100, 30)
	d.press(essentials...)
	d.press("e")
	d.sees("docs", "there is no such folder")
}
