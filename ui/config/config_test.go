package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rustadvisor/knowledge/strict"
)

var actions = []Action{
	{"export", "write reports", []string{"e"}},
	{"search", "search everything known", []string{"/", "ctrl+f"}},
}

func TestParse(t *testing.T) {
	got, err := Parse("config.toml", `
theme = "light"
plain = true
folder = "~/docs"
[keys]
export = ["ctrl+e", "f5"]
search = ["alt+enter", "ä", "ctrl+alt+x", "shift+tab"]
`, "export", "search")
	if err != nil {
		t.Fatal(err)
	}
	want := Config{Theme: "light", Plain: new(bool), Folder: "~/docs", Keys: map[string][]string{
		"export": {"ctrl+e", "f5"}, "search": {"alt+enter", "ä", "ctrl+alt+x", "shift+tab"}}}
	*want.Plain = true
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if _, err := Parse("config.toml", "[keys]\nwhatever = [\"x\"]\n"); err != nil {
		t.Errorf("without a list of actions all names are taken: %v", err)
	}
}

// Every fault is named with its line and the mend, and then nothing of the file counts.
func TestFaults(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"\nthme = \"dark\"\n", `config.toml:2: unknown key "thme"; did you mean theme?`},
		{"Theme = \"dark\"\n", `config.toml:1: unknown key "Theme"; did you mean theme?`},
		{"qqqqqqqq = 1\n", `config.toml:1: unknown key "qqqqqqqq"; use one of folder, keys, plain, theme`},
		{"theme = \"drak\"\n", `config.toml:1: unknown theme "drak"; did you mean dark?`},
		{"theme = 1\n", `config.toml:1: theme is a number, not a text; write theme = "auto"`},
		{"plain = \"yes\"\n", "config.toml:1: plain is a text, not true or false; write plain = true, without quotes"},
		{"folder = true\n", `config.toml:1: folder is true or false, not a text; write folder = "docs"`},
		{"folder = \"a\\u001b[2Jb\"\n",
			"config.toml:1: folder has characters that cannot be shown; write the path without them"},
		{"keys = 3\n", "config.toml:1: keys is a number, not a table; write [keys] on a line of its own, and below it " +
			"what has which keys"},
		{"[keys]\n\nexprt = [\"e\"]\n", `config.toml:3: unknown action "exprt"; did you mean export?`},
		{"[keys]\nexport = \"e\"\n", `config.toml:2: export is a text, not a list of keys; write export = ["ctrl+e"]`},
		{"[keys]\nexport = []\n", "config.toml:2: export has no key; name one, or remove the line to keep the usual ones"},
		{"[keys]\nexport = [\"f5\",\n \"entr\"]\n", `config.toml:3: export: "entr" is no key; did you mean enter`},
		{"[keys]\nexport = [\" \"]\n", `config.toml:2: export: " " is no key; write "space"`},
		{"[keys]\nexport = [\"shift+a\"]\n",
			`config.toml:2: export: "shift+a" is no key; write the character that shift makes of it, such as "A"`},
		{"[keys]\nexport = [\"\"]\n", `config.toml:2: export: "" is no key; write one character, or a name`},
		{"[keys]\nexport = [\"\\u0007\"]\n", `config.toml:2: export: "\a" is no key; write one character`},
		{"[keys]\nexport = [7]\n", "config.toml:2: export: a number is no key; write one character"},
		{"theme = \"dark\"\ntheme = \"light\"\n", "config.toml:2: "},
		{"theme = dark\n", "config.toml:1: "},
		{"theme\n", "config.toml:1: "},
		{"\xff", "config.toml:1: "},
		{"folder = 2026-01-01\nplain = 2\ntheme = []\n",
			"config.toml:1: folder is a date, not a text; write folder = \"docs\"\n" +
				"config.toml:2: plain is a number, not true or false; write plain = true, without quotes\nconfig.toml:3: theme " +
				"is a list"},
	} {
		got, err := Parse("config.toml", c.text, "export", "search")
		var problems strict.Problems
		if !errors.As(err, &problems) || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%q:\n got %v\nwant %s", c.text, err, c.want)
		}
		if diff := cmp.Diff(Default(), got); diff != "" {
			t.Errorf("%q: a faulty file still sets something (-want +got):\n%s", c.text, diff)
		}
	}
}

// What cannot be read is a fault too; what is not there is none.
func TestRead(t *testing.T) {
	dir := t.TempDir()
	if _, err := Read(filepath.Join(dir, "none.toml")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing file gives %v", err)
	}
	if got, err := Read(dir); err == nil || !strings.Contains(err.Error(), "it is no file") || got.Theme != "auto" {
		t.Errorf("a folder gives %+v, %v", got, err)
	}
	large := filepath.Join(dir, "large.toml")
	if err := os.WriteFile(large, make([]byte, maxFile+1), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Read(large); err == nil || !strings.Contains(err.Error(), "larger than 256 kB") {
		t.Errorf("a large file gives %v", err)
	}
}

var commented = regexp.MustCompile(`(?m)^# (\S+ = )`)

// The example sets nothing as it stands; without its comment marks it is sound, sets everything there is, to the
// defaults.
func TestExample(t *testing.T) {
	text := Example(actions)
	got, err := Parse("config.toml", text, "export", "search")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Default(), got); diff != "" {
		t.Errorf("the example sets something (-want +got):\n%s", diff)
	}
	all := commented.ReplaceAllString(text, "$1")
	got, err = Parse("config.toml", all, "export", "search")
	if err != nil {
		t.Fatal(err)
	}
	want := Config{Theme: "auto", Plain: new(bool), Folder: ".",
		Keys: map[string][]string{"export": {"e"}, "search": {"/", "ctrl+f"}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the defaults of the example are not those of the program (-want +got):\n%s", diff)
	}
	for key := range settings {
		if !regexp.MustCompile(`(?m)^(` + key + ` = |\[` + key + `\])`).MatchString(all) {
			t.Errorf("the example does not tell of %s", key)
		}
	}
	for _, theme := range Themes {
		if !strings.Contains(text, `"`+theme+`"`) {
			t.Errorf("the example does not tell of the theme %s", theme)
		}
	}
	for _, name := range named {
		if !strings.Contains(text, name) && !regexp.MustCompile(`^f\d+$`).MatchString(name) {
			t.Errorf("the example does not tell of the key %s", name)
		}
	}
	if strings.Contains(text, "\t") || widest(text) > 120 {
		t.Errorf("the example has tabs, or lines wider than 120 columns")
	}
}

func widest(text string) int {
	n := 0
	for _, l := range strings.Split(text, "\n") {
		n = max(n, len(l))
	}
	return n
}
