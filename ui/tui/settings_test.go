package tui

import (
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

func TestFolderFromSettings(t *testing.T) {
	o := options(t, t.TempDir())
	o.Config = config.Config{Folder: "docs"}
	d := start(t, o, 100, 30)
	d.press(essentials...)
	d.press("e")
	d.sees("docs", "there is no such folder")
}
