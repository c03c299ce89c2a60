package crash

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A report is a file of its own: what is there already, a link of somebody else among it, is left alone.
func TestReportFollowsNoLink(t *testing.T) {
	dir := t.TempDir()
	when := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	theirs := filepath.Join(dir, "theirs")
	if err := os.WriteFile(theirs, []byte("theirs"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(theirs, filepath.Join(dir, "crash-20261122-100000.txt")); err != nil {
		t.Skip(err)
	}
	ended := Caught("a fault", "testing").End(About{Folder: dir, When: when})
	if filepath.Base(ended.Report) != "crash-20261122-100000-2.txt" {
		t.Error(ended.Report)
	}
	if text, _ := os.ReadFile(theirs); string(text) != "theirs" {
		t.Errorf("%q was written over", text)
	}
	if text, _ := os.ReadFile(ended.Report); !strings.Contains(string(text), "panic: a fault") {
		t.Errorf("%s", text)
	}
}
