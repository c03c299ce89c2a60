package knowledge

import (
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
)

// Snippets are short, rest on something, and name a crate as the options do: whoever raises one version raises all.
func TestSnippets(t *testing.T) {
	b := embedded(t)
	versions := map[string]string{}
	for _, d := range b.Decisions {
		for _, o := range d.Options {
			for name, c := range o.Crates {
				versions[name] = c.Version
			}
		}
	}
	var cited []string
	for _, s := range b.Snippets {
		cited = append(cited, s.Findings...)
		lines := strings.Split(strings.TrimSuffix(s.Code, "\n"), "\n")
		if len(lines) > 30 {
			t.Errorf("%s has %d lines", s.ID, len(lines))
		}
		for _, line := range lines {
			if n := utf8.RuneCountInString(line); n > 92 {
				t.Errorf("%s has a line of %d columns: %s", s.ID, n, line)
			}
		}
		if len(s.Findings) == 0 {
			t.Errorf("%s rests on nothing", s.ID)
		}
		for name, c := range s.Crates {
			if versions[name] == "" {
				versions[name] = c.Version
			}
			if c.Version != versions[name] {
				t.Errorf("%s: %s %s, elsewhere %s", s.ID, name, c.Version, versions[name])
			}
		}
		checkText(t, &s)
	}
	for _, correction := range []string{"C02", "C06", "C07", "C08", "C09", "C11", "C33"} {
		if !slices.Contains(cited, correction) {
			t.Errorf("no snippet has what %s mends", correction)
		}
	}
}

// checkText reads what is no Rust with something that knows the language.
func checkText(t *testing.T, s *Snippet) {
	switch s.Language {
	case "toml":
		if _, err := toml.Decode(s.Code, &map[string]any{}); err != nil {
			t.Errorf("%s: %v", s.ID, err)
		}
	case "sh":
		sh, err := exec.LookPath("sh")
		if err != nil {
			return
		}
		if out, err := exec.Command(sh, "-n", "-c", s.Code).CombinedOutput(); err != nil {
			t.Errorf("%s: %v: %s", s.ID, err, out)
		}
	}
}

func TestSnippetFaults(t *testing.T) {
	const sound = "[[snippet]]\nid = \"a\"\ntitle = \"t\"\nlanguage = \"rust\"\ncode = \"fn f() {}\"\ncrates = { " +
		"serde = { version = \"1\" } }\n"
	for _, c := range []struct{ name, text, want string }{
		{"title", strings.Replace(sound, `"t"`, `""`, 1), `snippets.toml:1: snippet "a" lacks a text; add title`},
		{"code", strings.Replace(sound, `"fn f() {}"`, `" \n "`, 1),
			`snippets.toml:1: snippet "a" lacks a text; add code`},
		{"tab", strings.Replace(sound, `"fn f() {}"`, `"fn f() {\n\t}"`, 1),
			`snippets.toml:5: the code of snippet "a" has tabs or invisible characters`},
		{"escape", strings.Replace(sound, `"fn f() {}"`, `"\u001b[2J"`, 1),
			`snippets.toml:5: the code of snippet "a" has tabs or invisible characters`},
		{"language", strings.NewReplacer(`"rust"`, `"rest"`, `serde = { version = "1" }`, ``).Replace(sound),
			`snippets.toml:4: unknown language "rest"; did you mean rust`},
		{"no crates", strings.Replace(sound, `serde = { version = "1" }`, ``, 1),
			`snippets.toml:1: snippet "a" does not say what it needs to compile`},
		{"crates of a script", strings.Replace(sound, `"rust"`, `"sh"`, 1),
			`snippets.toml:6: snippet "a" has crates but is no Rust`},
		{"crate", strings.Replace(sound, `serde =`, `"serde 1" =`, 1),
			`snippets.toml:6: crate "serde 1" has the name "serde 1"; write it as Cargo.toml has it`},
		{"version", strings.Replace(sound, `version = "1"`, `dev = true`, 1),
			`snippets.toml:6: snippet "a" names crate "serde" without a version`},
		{"finding", sound + "findings = [\"C2\"]\n", `snippets.toml:7: unknown finding "C2"; did you mean C`},
		{"question", sound + "when = [{ question = \"stor\", in = [\"postgres\"] }]\n",
			`snippets.toml:7: unknown question "stor"; did you mean store?`},
		{"option", sound + "when = [{ decision = \"web-framework\", in = [\"axm\"] }]\n",
			`snippets.toml:7: unknown option of web-framework "axm"; did you mean axum`},
		{"twice", sound + sound,
			`snippets.toml:7: snippet "a" stands already at snippets.toml:1; give one of them another id`},
		{"key", sound + "lines = 3\n", `snippets.toml:7: unknown key "snippet.lines"`},
	} {
		wantFault(t, c.name, withSnippets(c.text), c.want)
	}
}

// withSnippets is the base with these snippets in place of its own, which no answer then rules out.
func withSnippets(text string) fstest.MapFS {
	files := with(snippetFile, text)
	for _, file := range files {
		file.Data = regexp.MustCompile(`(?m)^rules-out = .*$`).ReplaceAll(file.Data, nil)
	}
	return files
}

// A base need not have any, and house rules change and add them with their lines kept.
func TestSnippetsOfTheHouse(t *testing.T) {
	files := withSnippets("")
	delete(files, snippetFile)
	if b, err := Load(files); err != nil || len(b.Snippets) > 0 {
		t.Errorf("%v, %d snippets", err, len(b.Snippets))
	}
	rules := fstest.MapFS{snippetFile: {Data: []byte(`
[[snippet]]
id = "axum-main"
title = "Ours"

[[snippet]]
id = "house"
title = "A script"
language = "sh"
code = """
if true; then
\techo "\u001b[31mred\u202e"
fi


"""
`)}}
	b, err := Load(Embedded(), House{Name: "acme", FS: rules})
	if err != nil {
		t.Fatal(err)
	}
	if s := b.Snippet("house"); s == nil || !s.House || s.Code != "if true; then\n    echo \"[31mred\"\nfi\n" {
		t.Errorf("%+v", s)
	}
	before := embedded(t).Snippet("axum-main")
	if s := b.Snippet("axum-main"); !s.House || s.Title != "Ours" || s.Code != before.Code || before.House {
		t.Errorf("%+v", s)
	}
}
