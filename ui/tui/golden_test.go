package tui

import (
	"flag"
	"fmt"
	"image/color"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files")

// Every screen at the reference size, at the full size and in one column, with the text the same on dark and light.
func TestGolden(t *testing.T) {
	screens := []struct {
		name string
		keys []string
	}{
		{"home", nil},
		{"question", []string{"1", "1", "1", "down"}},
		{"question-starred", []string{"1", "1", "*"}},
		{"question-veto", []string{"1", "1", "down", "down"}},
		{"why", []string{"1", "1", "1", "w"}},
		{"overview", essentials},
		{"decision", append(essentials[:5:5], "right", "right")},
		{"evidence", append(essentials[:5:5], "right", "right", "right", "right", "right", "right", "right", "right")},
		{"deeper", append(essentials[:5:5], "d")},
		{"review", append(essentials[:5:5], "a")},
		{"keys", append(essentials[:5:5], "?")},
	}
	sizes := [][2]int{{100, 30}, {80, 24}, {50, 14}, {140, 45}}
	for _, s := range screens {
		for _, size := range sizes {
			name := fmt.Sprintf("%s-%dx%d", s.name, size[0], size[1])
			t.Run(name, func(t *testing.T) {
				d := start(t, options(t, t.TempDir()), size[0], size[1])
				d.press(s.keys...)
				golden(t, name, d.view())
				dark := d.view()
				d.send(tea.BackgroundColorMsg{Color: color.White})
				if d.m.env.look.Dark {
					t.Error("a light background is taken for dark")
				}
				if diff := cmp.Diff(dark, d.view()); diff != "" {
					t.Errorf("the text differs on a light background:\n%s", diff)
				}
			})
		}
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", "golden", name+".txt")
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("the screen changed (-want +got); go test -update writes it anew:\n%s", diff)
	}
}
