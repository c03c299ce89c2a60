package config

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"rustadvisor/knowledge/strict"
	"rustadvisor/knowledge/wording"
)

// FuzzParse reads anything as settings: they are sound, or every fault has its line and nothing is set.
func FuzzParse(f *testing.F) {
	f.Add(Example(actions))
	f.Add(commented.ReplaceAllString(Example(actions), "$1"))
	for _, text := range []string{"", "theme = \"dark\"",
		"plain = true\nfolder = \"~/docs\"\n[keys]\nexport = [\"ctrl+e\", \"f5\"]", "theme = 1",
		"keys = 3", "[keys]\nexport = []", "[keys]\nexport = [\"\\u0007\"]", "[keys]\n\"\\u001b[2J\" = [\"e\"]",
		"folder = \"a\\u001b[2Jb\"", "\"\\u202e\" = 1",
		"theme = \"dark\"\ntheme = \"light\"", "\xff", "keys.export = [\"+\", \"ctrl++\"]", "[[keys]]",
		"keys = { export = [\"space\"] }", "[keys.export]\na = 1"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, err := Parse("config.toml", text, "export", "search")
		if err == nil {
			checkSound(t, c)
			return
		}
		var problems strict.Problems
		if !errors.As(err, &problems) || len(problems) == 0 || !reflect.DeepEqual(c, Default()) {
			t.Fatalf("%+v, %T %v", c, err, err)
		}
		for _, p := range problems {
			if p.File != "config.toml" || p.Line < 1 || p.Line > 1+strings.Count(text, "\n") || p.What == "" {
				t.Errorf("a problem without a place: %+v", p)
			}
			if s := p.String(); s != wording.Clean(s) {
				t.Errorf("a message that a terminal would obey: %q", s)
			}
		}
	})
}

func checkSound(t *testing.T, c Config) {
	t.Helper()
	if !slices.Contains(Themes, c.Theme) || c.Folder != wording.Clean(c.Folder) {
		t.Errorf("%+v", c)
	}
	for action, keys := range c.Keys {
		if action != "export" && action != "search" || len(keys) == 0 {
			t.Errorf("%q has the keys %q", action, keys)
		}
		for _, k := range keys {
			if k == "" || k != wording.Clean(k) {
				t.Errorf("%q is taken for a key", k)
			}
		}
	}
}
