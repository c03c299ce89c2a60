package knowledge

import (
	"io/fs"
	"strings"
	"testing"
)

// Faults are told with file, line and mend.
func TestGlossaryFaults(t *testing.T) {
	const sound = "[[word]]\nid = \"a\"\ntitle = \"A\"\nforms = [\"As\"]\nmeans = \"m\"\n"
	other := strings.NewReplacer(`"a"`, `"b"`, `"A"`, `"B"`).Replace(sound)
	for _, c := range []struct{ name, text, want string }{
		{"title", strings.Replace(sound, `"A"`, `""`, 1),
			`glossary.toml:1: a word lacks its id or title; add id and title`},
		{"twice", sound + strings.NewReplacer(`"b"`, `"a"`, `"As"`, `"Bs"`).Replace(other),
			`glossary.toml:6: word "a" stands twice; give it another id`},
		{"means", strings.Replace(sound, `"m"`, `" "`, 1), `glossary.toml:1: word "a" is not explained; add means`},
		{"long", strings.Replace(sound, `"m"`, `"one two three four five six seven eight nine ten eleven"`, 1),
			`glossary.toml:5: word "a" is explained in 11 words, more than 10; say it shorter`},
		{"form taken", sound + other,
			`glossary.toml:9: word "b" is written "As", which stands already with "a"; keep the form with one of them`},
		{"empty form", strings.Replace(sound, `"As"`, `""`, 1),
			`glossary.toml:4: word "a" has an empty form; remove it`},
		{"condition", "when = [{ question = \"stores\", in = [\"postgres\"] }]\n", `glossary.toml:1: unknown question "stores"`},
	} {
		wantFault(t, c.name, with("glossary.toml", c.text), c.want)
	}
}

// A word is found as a word of its own, in any of its forms; capitals count where it has some.
func TestWordStands(t *testing.T) {
	arc := Word{Title: "Arc"}
	crate := Word{Title: "crate", Forms: []string{"crates"}}
	for text, want := range map[string]bool{
		"Each crate once": true, "Crates once": true, "(crate)": true, "crate-type": true,
		"crated": false, "a_crate": false, "incrate crater": false, "": false, "sub-crates": true,
	} {
		if got := crate.In(text, strings.ToLower(text)); got != want {
			t.Errorf("crate in %q: %v", text, got)
		}
	}
	for text, want := range map[string]bool{"an Arc<T>": true, "an arc": false, "Arch": false, "Arche, Arc": true} {
		if got := arc.In(text, strings.ToLower(text)); got != want {
			t.Errorf("Arc in %q: %v", text, got)
		}
	}
}

// Every word that is explained stands somewhere in what is said.
func TestGlossaryIsUsed(t *testing.T) {
	var all strings.Builder
	for _, kind := range []string{"decisions", "situations", "practices", "."} {
		files, err := fs.Glob(Embedded(), strings.TrimPrefix(kind+"/*.toml", "./"))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %v", kind, err)
		}
		for _, file := range files {
			text, err := fs.ReadFile(Embedded(), file)
			if err != nil {
				t.Fatal(err)
			}
			if file != glossaryFile {
				all.Write(text)
			}
		}
	}
	text := all.String()
	lower := strings.ToLower(text)
	for _, w := range embedded(t).Glossary.Words {
		if !w.In(text, lower) {
			t.Errorf("%s stands nowhere", w.Title)
		}
	}
}
