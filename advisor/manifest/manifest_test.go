package manifest

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"rustadvisor/advisor"
	"rustadvisor/advisor/answerfile"
	"rustadvisor/knowledge"
)

// engine is over the base that is built in.
func engine(t testing.TB) *advisor.Engine {
	t.Helper()
	base, err := knowledge.Load(knowledge.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return advisor.New(base)
}

// advices are those of all answers that the advice is held against, by the name of their file.
func advices(t testing.TB) map[string]*advisor.Advice {
	t.Helper()
	e := engine(t)
	var files []string
	for _, folder := range []string{"briefs", "own", "projects"} {
		found, err := filepath.Glob("../testdata/" + folder + "/*.toml")
		if err != nil || len(found) < 10 {
			t.Fatalf("%d files in %s, %v", len(found), folder, err)
		}
		files = append(files, found...)
	}
	out := map[string]*advisor.Advice{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		answers, _, err := answerfile.Recall(e.Base(), file, text)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(filepath.Base(file), ".toml")
		out[filepath.Base(filepath.Dir(file))+"/"+name] = e.Advise(answers)
	}
	return out
}

func crates(text string) map[string]knowledge.Crate {
	out := map[string]knowledge.Crate{}
	if err := toml.Unmarshal([]byte(text), &out); err != nil {
		panic(err)
	}
	return out
}

// picked is an advice with one decision for each of the options.
func picked(options ...knowledge.Option) *advisor.Advice {
	out := &advisor.Advice{}
	for i := range options {
		out.Decisions = append(out.Decisions, advisor.Decided{Option: &options[i]})
	}
	return out
}

// Whatever is wanted twice is told once, with all that is wanted of it.
func TestMerge(t *testing.T) {
	a := picked(
		knowledge.Option{Title: "Web", Rust: "1.85", Crates: crates(`
tokio = { version = "1", features = ["net", "macros"] }
both = { version = "0.3" }
serde_json = { version = "1" }
lean = { version = "2", default-features = false, features = ["b"] }`)},
		knowledge.Option{Title: "Runtime", Rust: "1.88", Crates: crates(`
tokio = { version = "1.40", features = ["macros", "time"] }
both = { version = "0.3.20", build = true }
lean = { version = "2.1", default-features = false, features = ["a"] }
proptest = { version = "1", dev = true }
serde_json = { version = "1", dev = true }`)},
		knowledge.Option{Title: "No crates", Rust: "1.99"},
	)
	a.Decisions = append(a.Decisions, advisor.Decided{Waits: true,
		Option: &knowledge.Option{Crates: crates(`late = { version = "1" }`)}})
	m := Of(a)
	const want = `[package]
name = "x"
version = "0.1.0"
edition = "2024"
rust-version = "1.88"

[dependencies]
both = "0.3"
lean = { version = "2.1", default-features = false, features = ["a", "b"] }
serde_json = "1"
tokio = { version = "1.40", features = ["macros", "net", "time"] }

[build-dependencies]
both = "0.3.20"

[dev-dependencies]
proptest = "1"
`
	if got := m.Cargo("x"); got != want {
		t.Errorf("%s", got)
	}
	add := []string{
		"cargo add both@0.3 serde_json@1",
		"cargo add lean@2.1 --no-default-features --features a,b",
		"cargo add tokio@1.40 --features macros,net,time",
		"cargo add --build both@0.3.20",
		"cargo add --dev proptest@1",
	}
	if got := m.Add(); !slices.Equal(got, add) {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
	if i := slices.IndexFunc(m.Crates, func(c Crate) bool { return c.Name == "tokio" }); !slices.Equal(m.Crates[i].For,
		[]string{"Web", "Runtime"}) {
		t.Errorf("tokio is for %v", m.Crates[i].For)
	}
}

// Nothing that the merge is given changes by it, and nothing picked is an empty manifest.
func TestMergeLeavesItsInputAlone(t *testing.T) {
	a := picked(
		knowledge.Option{Crates: crates(`a = { version = "1", features = ["z", "b"] }`)},
		knowledge.Option{Crates: crates(`a = { version = "1", features = ["c"] }`)},
	)
	Of(a)
	if got := a.Decisions[0].Option.Crates["a"].Features; !slices.Equal(got, []string{"z", "b"}) {
		t.Errorf("%v", got)
	}
	if m := Of(&advisor.Advice{}); m.Tables() != "" || len(m.Add()) > 0 {
		t.Errorf("%+v", m)
	}
}

// A crate that one pick wants with its defaults has them: cargo unites features, too.
func TestDefaults(t *testing.T) {
	without := knowledge.Option{Crates: crates(`a = { version = "1", default-features = false }`)}
	with := knowledge.Option{Crates: crates(`a = { version = "1" }`)}
	for _, a := range []*advisor.Advice{picked(with, without), picked(without, with)} {
		if got := Of(a).Tables(); got != "[dependencies]\na = \"1\"\n" {
			t.Errorf("%q", got)
		}
	}
	tests := knowledge.Option{Crates: crates(`a = { version = "1", features = ["more"], dev = true }`)}
	const want = "[dependencies]\na = { version = \"1\", default-features = false }\n\n[dev-dependencies]\na = { " +
		"version = \"1\", features = [\"more\"] }\n"
	if got := Of(picked(tests, without)).Tables(); got != want {
		t.Errorf("%q", got)
	}
}

func TestVersions(t *testing.T) {
	for _, c := range []struct {
		a, b, both string
		ok         bool
	}{
		{"1", "1", "1", true},
		{"1", "1.2", "1.2", true},
		{"1.2.3", "1", "1.2.3", true},
		{"0.3", "0.3.20", "0.3.20", true},
		{"0.3", "0.4", "", false},
		{"0", "0.4", "0.4", true},
		{"0.0.3", "0.0.4", "", false},
		{"0.0", "0.0.4", "0.0.4", true},
		{"1", "2", "", false},
		{"1", "~1.17.1", "~1.17.1", true},
		{"~1.17.1", "1.17.3", "~1.17.1, 1.17.3", true},
		{"~1", "1.4", "1.4", true},
		{"~1.2", "1.3", "", false},
		{"=1.2.3", "1", "=1.2.3", true},
		{"=1.2", "1.2.4", "=1.2, 1.2.4", true},
		{"^1.2", "1.4", "1.4", true},
		{">=1", "1.4", ">=1, 1.4", true},
		{"1.0.0-alpha.1", "1", "1.0.0-alpha.1, 1", true},
		{"*", "1", "*, 1", true},
	} {
		for _, p := range [][2]string{{c.a, c.b}, {c.b, c.a}} {
			both, ok := together(p[0], p[1])
			if ok != c.ok || both != c.both && !strings.Contains(c.both, ",") {
				t.Errorf("%s and %s: %q, %v; want %q, %v", p[0], p[1], both, ok, c.both, c.ok)
			}
		}
	}
}

// Picks of house rules can want what no version is: the first stands, and the manifest says so.
func TestConflict(t *testing.T) {
	m := Of(picked(
		knowledge.Option{Title: "Theirs", Crates: crates(`axum = { version = "0.8" }`)},
		knowledge.Option{Title: "Ours", Crates: crates(`axum = { version = "0.7", features = ["ws"] }`)},
	))
	if want := (Conflict{"axum", "0.8", "0.7", "Ours"}); len(m.Conflicts) != 1 || m.Conflicts[0] != want {
		t.Errorf("%+v", m.Conflicts)
	}
	if got := m.Tables(); got != "[dependencies]\naxum = { version = \"0.8\", features = [\"ws\"] }\n" {
		t.Errorf("%s", got)
	}
}

// No two options of the base want versions of a crate that no single one is, so that any picks merge.
func TestBaseHasNoConflicts(t *testing.T) {
	wanted := map[string]string{}
	for _, d := range engine(t).Base().Decisions {
		for _, o := range d.Options {
			for name, c := range o.Crates {
				both, ok := together(cmp.Or(wanted[name], c.Version), c.Version)
				if !ok {
					t.Errorf("%s.%s wants %s %s, another option %s", d.ID, o.ID, name, c.Version, wanted[name])
				}
				wanted[name] = both
			}
		}
	}
	if len(wanted) < 40 {
		t.Errorf("only %d crates", len(wanted))
	}
}

// told is how texts and code name a crate with its version: a line of a manifest, cargo add, or in brackets.
var told = regexp.MustCompile(
	`\b([a-z][a-z0-9_-]+)(?:(?: = \{ version = "| = "|@)([0-9][0-9.]*)| \(([0-9]+\.[0-9.]+)[,)])`)

// TestOneVersion has texts, snippets and what they say name the versions that the options name: each stands in several
// places, and raising one leaves the others behind. That these can be had cargo says (TestCrates), and that none is
// newer knowledge/fresh.
func TestOneVersion(t *testing.T) {
	b := engine(t).Base()
	wanted := map[string]string{}
	for _, d := range b.Decisions {
		for _, o := range d.Options {
			for name, c := range o.Crates {
				wanted[name] = c.Version
			}
		}
	}
	compared := 0
	check := func(where, name, version string) {
		if wanted[name] == "" {
			return
		}
		compared++
		if _, ok := together(wanted[name], version); !ok {
			t.Errorf("%s names %s %s, an option %s", where, name, version, wanted[name])
		}
	}
	read := func(where, text string) {
		for _, m := range told.FindAllStringSubmatch(text, -1) {
			check(where, m[1], cmp.Or(m[2], m[3]))
		}
	}
	for _, s := range b.Snippets {
		for name, c := range s.Crates {
			check(s.ID, name, c.Version)
		}
		read(s.ID, s.Code)
	}
	for _, e := range b.Entries() {
		read(e.ID, e.Text)
	}
	if compared < 80 {
		t.Errorf("only %d versions were compared", compared)
	}
}

// least is how texts name the least version of a crate: "diesel 2.3.10 or newer", "Raise Diesel to 2.3.10 or newer".
var least = regexp.MustCompile(`(?i)\b([a-z][a-z0-9_-]+)(?: to| at)? ([0-9]+\.[0-9]+(?:\.[0-9]+)?) or (?:newer|later)`)

// TestLeastVersionsAreAskedFor has options name no version that a text warns of: who copies the manifest would have
// what the text says is to be left.
func TestLeastVersionsAreAskedFor(t *testing.T) {
	b := engine(t).Base()
	said := map[string]string{}
	for _, e := range b.Entries() {
		for _, m := range least.FindAllStringSubmatch(e.Text, -1) {
			said[strings.ToLower(m[1])] = m[2]
		}
	}
	if said["diesel"] == "" || len(said) < 3 {
		t.Fatalf("texts name the least version of %d crates only", len(said))
	}
	for _, d := range b.Decisions {
		for _, o := range d.Options {
			for name, c := range o.Crates {
				asked, known := allowed(c.Version)
				from, _ := allowed(cmp.Or(said[name], "0.0"))
				if o.ID == "diesel-async" && name == "diesel" { // it asks for 2.3.9 itself, and projects lock a later one
					continue
				}
				if known && slices.Compare(asked.from[:], from.from[:]) < 0 {
					t.Errorf("%s asks for %s %s, a text for %s or newer", o.ID, name, c.Version, said[name])
				}
			}
		}
	}
}

// The manifest of every advice that we hold the advisor against reads as TOML, with all crates of all
// picks that are due.
func TestManifestsRead(t *testing.T) {
	for name, a := range advices(t) {
		m := Of(a)
		var read map[string]map[string]any
		if err := toml.Unmarshal([]byte(m.Cargo("x")), &read); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, d := range a.Decisions {
			if !d.Due() {
				continue
			}
			for crate, c := range d.Option.Crates {
				if _, ok := read[c.Section()][crate]; !ok && !(c.Dev && read["dependencies"][crate] != nil) {
					t.Errorf("%s: %s of %s is missing", name, crate, d.Option.Title)
				}
			}
		}
	}
}

func ExampleManifest_Tables() {
	m := Of(picked(knowledge.Option{Crates: map[string]knowledge.Crate{"axum": {Version: "0.8",
		Features: []string{"ws"}}}}))
	fmt.Print(m.Tables())
	// Output:
	// [dependencies]
	// axum = { version = "0.8", features = ["ws"] }
}

// A crate of a company's own says where it comes from: in the manifest, and in what to type.
func TestPrivateCrates(t *testing.T) {
	m := Merge([]Wanted{{By: "Ours", Crates: map[string]knowledge.Crate{
		"acme-http":  {Version: "3", Registry: "acme", Features: []string{"audit"}},
		"acme-audit": {Git: "https://git.acme.example/audit"},
		"axum":       {Version: "0.8"},
	}}, {By: "Another", Crates: map[string]knowledge.Crate{"acme-http": {Version: "3"}}}})
	const tables = `[dependencies]
acme-audit = { git = "https://git.acme.example/audit" }
acme-http = { version = "3", registry = "acme", features = ["audit"] }
axum = "0.8"
`
	if got := m.Tables(); got != tables {
		t.Errorf("the tables are\n%s", got)
	}
	commands := []string{"cargo add axum@0.8", "cargo add acme-audit --git https://git.acme.example/audit",
		"cargo add acme-http@3 --registry acme --features audit"}
	if got := m.Add(); !slices.Equal(got, commands) {
		t.Errorf("to type is %q", got)
	}
}
