package starter

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

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

// answered are the answers that the advisor is held against, by the name of their file.
func answered(t testing.TB, base *knowledge.Base) map[string]advisor.Answers {
	t.Helper()
	out := map[string]advisor.Answers{}
	for _, folder := range []string{"briefs", "own", "projects"} {
		files, err := filepath.Glob("../testdata/" + folder + "/*.toml")
		if err != nil || len(files) < 10 {
			t.Fatalf("%d files in %s, %v", len(files), folder, err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if out[folder+"/"+filepath.Base(file)], _, err = answerfile.Recall(base, file, text); err != nil {
				t.Fatal(err)
			}
		}
	}
	return out
}

var options = Options{Name: "harbour-log", Date: "2026-11-22", Answers: []byte("[answers]\n")}

// Every advice has a project or says why not; a project is whole, has its name everywhere, and every pick of its
// advice is in it or named as missing.
func TestEveryAdvice(t *testing.T) {
	e := engine(t)
	made := map[string]int{}
	for name, answers := range answered(t, e.Base()) {
		a := e.Advise(answers)
		p, err := Make(a, options)
		var declined *Declined
		switch {
		case errors.As(err, &declined):
			made["declined"]++
			if declined.Why == "" {
				t.Errorf("%s is declined without a word", name)
			}
			continue
		case err != nil:
			t.Errorf("%s: %v", name, err)
			continue
		}
		made[p.Archetype]++
		checkProject(t, name, p)
	}
	t.Log(made)
	if made["service-axum"] < 10 || made["declined"] > 60 {
		t.Errorf("too few projects: %v", made)
	}
}

func checkProject(t *testing.T, name string, p *Project) {
	t.Helper()
	var paths []string
	for _, f := range p.Files {
		paths = append(paths, f.Path)
		text := string(f.Text)
		if strings.Contains(strings.ReplaceAll(text, "${{", ""), "{{ ") || strings.Contains(text, "<no value>") ||
			strings.Contains(strings.ToLower(f.Path+text), "starter-") ||
			strings.Contains(text, "starter_") {
			t.Errorf("%s: %s is not filled in", name, f.Path)
		}
		if text == "" && path.Ext(f.Path) != ".typed" || text != "" && !strings.HasSuffix(text, "\n") ||
			strings.Contains(text, "\n\n\n") && path.Ext(f.Path) != ".py" {
			t.Errorf("%s: %s does not end, or has blank lines", name, f.Path)
		}
		if path.Ext(f.Path) == ".toml" || path.Ext(f.Path) == ".lock" {
			if _, err := toml.Decode(text, &map[string]any{}); err != nil {
				t.Errorf("%s: %s: %v", name, f.Path, err)
			}
		}
	}
	if !slices.IsSorted(paths) || len(slices.Compact(slices.Clone(paths))) != len(paths) {
		t.Errorf("%s: %v", name, paths)
	}
	wanted := []string{"README.md", "answers.toml"}
	if p.Instead == "" {
		wanted = append(wanted, "Cargo.toml", "Cargo.lock", "rust-toolchain.toml", "deny.toml", ".gitignore")
	}
	for _, want := range wanted {
		if !slices.Contains(paths, want) {
			t.Errorf("%s: no %s", name, want)
		}
	}
}

// The same advice gives the same bytes.
func TestSameBytes(t *testing.T) {
	e := engine(t)
	answers := advisor.Answers{}.With("journey", "new-service").With("artifact", "service").With("store", "postgres")
	first, err := Make(e.Advise(answers), options)
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		again, err := Make(e.Advise(answers), options)
		if err != nil || len(again.Files) != len(first.Files) {
			t.Fatal(err)
		}
		for i := range again.Files {
			if again.Files[i].Path != first.Files[i].Path || !bytes.Equal(again.Files[i].Text, first.Files[i].Text) {
				t.Fatalf("%s differs", again.Files[i].Path)
			}
		}
	}
}

// A service with its usual store is at most 300 lines, and readable at one sitting whatever parts it has.
func TestServiceIsSmall(t *testing.T) {
	e := engine(t)
	for _, c := range combinations(t) {
		if !strings.HasPrefix(c.archetype.ID, "service-") {
			continue
		}
		l, lines := c.line(), 0
		for _, f := range c.project(t, e).Files {
			if strings.HasPrefix(f.Path, "src/") {
				lines += bytes.Count(f.Text, []byte("\n"))
			}
		}
		usual := slices.Equal(l.Parts, []string{"store/sqlx-postgres"}) || len(l.Parts) == 0
		if lines > 700 || usual && lines > 300 {
			t.Errorf("%s has %d lines", l.name(), lines)
		}
	}
}

var (
	function = regexp.MustCompile(`(?m)^\s*pub (?:async )?fn (\w+)`)
	ofStd    = regexp.MustCompile(`\benv::\w+`)
)

// Nothing lies in a project that nothing calls: what is private and not called, the compiler tells.
func TestNothingIsUncalled(t *testing.T) {
	e := engine(t)
	for _, c := range combinations(t) {
		all, l := "", c.line()
		for _, f := range c.project(t, e).Files {
			if code.MatchString(f.Path) {
				all += ofStd.ReplaceAllString(string(f.Text), "")
			}
		}
		calls := function.ReplaceAllString(all, "")
		for _, m := range function.FindAllStringSubmatch(all, -1) {
			if !regexp.MustCompile(`\b` + m[1] + `\b`).MatchString(calls) {
				t.Errorf("%s: nothing calls %s", l.name(), m[1])
			}
		}
	}
}

func TestNames(t *testing.T) {
	for _, good := range []string{"shop", "shop-api", "shop_api", "s3", "a"} {
		if err := CheckName(good); err != nil {
			t.Error(err)
		}
	}
	for bad, why := range map[string]string{
		"": "empty", "2fast": "begins with a letter", "test": "Rust's own", "std": "Rust's own",
		"Ünïcode": "small letters", "Shop": "small letters",
		"shop api": "small letters", "../shop": "small letters", "-x": "small letters", "x-": "small letters",
		"fn": "keyword", "async": "keyword",
		"con": "Windows", "build": "folder", strings.Repeat("a", 41): "longer", "a\x1b[2J": "small letters",
	} {
		err := CheckName(bad)
		if err == nil || !strings.Contains(err.Error(), why) || strings.Contains(err.Error(), "\x1b") {
			t.Errorf("%q: %v", bad, err)
		}
	}
	e := engine(t)
	service := e.Advise(advisor.Answers{}.With("journey", "new-service").With("artifact", "service"))
	extension := e.Advise(advisor.Answers{}.With("journey", "migrate-python").With("artifact", "library").With("hosts",
		"python").
		With("bottleneck", "python-cpu").With("tried", "enough"))
	for name, a := range map[string]*advisor.Advice{"axum": service, "hyper-util": service, "hyper_util": service,
		"lambda": extension, "pyo3": extension} {
		var fault *NameError
		if _, err := Make(a, Options{Name: name, Date: "2026-11-22"}); !errors.As(err, &fault) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What house rules add is named with what to do by hand, and what they bend beyond what was built is declined.
func TestHouseRules(t *testing.T) {
	rules := func(text string) *advisor.Advice {
		house := knowledge.House{Name: "acme", FS: files{"decisions/web-framework.toml": text}.fs()}
		base, err := knowledge.Load(knowledge.Embedded(), house)
		if err != nil {
			t.Fatal(err)
		}
		return advisor.New(base).Advise(advisor.Answers{}.With("journey", "new-service").With("artifact", "service"))
	}
	p, err := Make(rules("[[option]]\nid = \"axum\"\ncrates.acme-http = { version = \"3\" }\n"), options)
	if err != nil {
		t.Fatal(err)
	}
	readme := p.text("README.md")
	if !strings.Contains(readme, "cargo add acme-http@3") || strings.Contains(p.text("Cargo.toml"), "acme") {
		t.Errorf("%s", readme)
	}
	_, err = Make(rules("[[option]]\nid = \"axum\"\ncrates.axum = { version = \"0.7\" }\n"), options)
	var declined *Declined
	if !errors.As(err, &declined) || !strings.Contains(declined.Why, "axum") {
		t.Errorf("%v", err)
	}
}

// Where no Rust is due, nothing is said of picks that can wait.
func TestNothingDue(t *testing.T) {
	answers := advisor.Answers{}.WithSituations("other-language-known", "team-new-to-rust", "is-it-worth-it").
		With("journey", "new-service").With("artifact", "service").With("interface", "grpc").With("python-link", "none").
		With("rust-experience", "none")
	_, err := Make(engine(t).Advise(answers), options)
	var declined *Declined
	if !errors.As(err, &declined) ||
		declined.Why != "no starter project is due; the advice is: In the language that the team knows" {
		t.Errorf("%v", err)
	}
}

// A framework of the company's own that is made of Axum begins with what Axum begins with, and names the private
// crates; where those stand in the manifest themselves, the lock file is cargo's to write.
func TestPrivateFramework(t *testing.T) {
	house := func(text string) *Project {
		base, err := knowledge.Load(knowledge.Embedded(), knowledge.House{Name: "acme",
			FS: files{"decisions/web-framework.toml": text}.fs()})
		if err != nil {
			t.Fatal(err)
		}
		answers := advisor.Answers{}.With("journey", "new-service").With("artifact", "service").With("interface", "rest")
		p, err := Make(advisor.New(base).Advise(answers), options)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	p := house(`option = [{ id = "axum", banned = "Ours stands over it." }, { id = "acme-http", based-on = "axum",
title = "Acme HTTP", summary = "Ours.", crates = { acme-http = { version = "3", registry = "acme" } } }]`)
	if p.Archetype != "service-axum" || !strings.Contains(p.text("README.md"), "cargo add acme-http@3 --registry acme") ||
		p.text("Cargo.lock") == "" {
		t.Errorf("%s, with\n%s", p.Archetype, p.text("README.md"))
	}
	p = house(`option = [{ id = "axum", crates = { axum = { version = "0.8", registry = "acme" } } }]`)
	if !strings.Contains(p.text("Cargo.toml"), `registry = "acme"`) || p.text("Cargo.lock") != "" ||
		!strings.Contains(p.text("README.md"), "cargo generate-lockfile") {
		t.Errorf("its manifest is\n%s", p.text("Cargo.toml"))
	}
}

func (p *Project) text(name string) string {
	for _, f := range p.Files {
		if f.Path == name {
			return string(f.Text)
		}
	}
	return ""
}

// What conditions ask for, and what options are said to be covered, is in the knowledge base.
func TestNamesAreKnown(t *testing.T) {
	base := engine(t).Base()
	check := func(of string, when []knowledge.Condition, covers []string) {
		for _, c := range when {
			for _, id := range c.In {
				q, d := base.Question(c.Question), base.Decision(c.Decision)
				if id != unsure && (q == nil || q.Choice(id) == nil) && (d == nil || d.Option(id) == nil) {
					t.Errorf("%s asks for %s%s = %s", of, c.Question, c.Decision, id)
				}
			}
		}
		for _, name := range covers {
			if base.Option(name) == nil {
				t.Errorf("%s covers %s", of, name)
			}
		}
	}
	all, err := archetypes()
	if err != nil {
		t.Fatal(err)
	}
	for i := range all {
		a := &all[i]
		check(a.ID, a.When, a.Covers)
		parts, err := a.parts()
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range parts {
			check(p.name(), p.When, p.Covers)
		}
	}
}

// Of several picks of a decision only that is covered whose choice the code is for.
func TestCoversOneOfSeveral(t *testing.T) {
	when := []knowledge.Condition{{Question: "store", In: []string{"postgres"}}}
	d := advisor.Decided{ID: "database-layer", Pick: advisor.Named{ID: "sqlx"}, Option: &knowledge.Option{ID: "sqlx"}}
	for choice, want := range map[string]bool{"": true, "postgres": true, "sqlite": false} {
		if d.For = nil; choice != "" {
			d.For = &advisor.Setting{Question: "store", Choice: choice}
		}
		if covers([]string{"database-layer.sqlx"}, when, &d) != want {
			t.Errorf("%q: not %v", choice, want)
		}
	}
	if covers([]string{"database-layer.diesel"}, when, &d) {
		t.Error("another option is covered")
	}
}

// Of two stores the first keeps the notes, and the second stands beside it: neither is missing, nor is a third told
// to be there.
func TestTwoStores(t *testing.T) {
	e := engine(t)
	make := func(stores ...string) (p *Project, missing []string) {
		answers := advisor.Answers{}.With("journey", "new-service").With("artifact", "service").With("interface", "rest")
		p, err := Make(e.Advise(answers.With("store", stores...)), options)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range p.Missing {
			missing = append(missing, m.Decision)
		}
		return p, missing
	}
	for _, stores := range [][]string{{"postgres", "redis"}, {"mysql", "redis"}, {"sqlite", "redis"},
		{"mongodb", "redis"}, {"embedded", "redis"}, {"postgres", "mongodb"}, {"sqlite", "mongodb"}} {
		p, missing := make(stores...)
		if len(missing) > 0 {
			t.Errorf("%v: %v are missing", stores, missing)
		}
		for _, file := range []string{"src/store/database.rs", "tests/support/store/database.rs"} {
			if p.text(file) == "" || strings.Contains(p.text(file), "service::store::Store") {
				t.Errorf("%v: %s is %q", stores, file, p.text(file))
			}
		}
		if store := p.text("src/store.rs"); !strings.Contains(store, "database: database::Store") ||
			strings.Count(store, ".ready().await?") != 2 {
			t.Errorf("%v: src/store.rs is\n%s", stores, store)
		}
	}
	for _, alone := range []string{"postgres", "redis", "mongodb"} {
		if p, _ := make(alone); p.text("src/store.rs") == "" || p.text("src/store/database.rs") != "" {
			t.Errorf("%s stands beside another store", alone)
		}
	}
	p, missing := make("postgres", "redis", "mongodb")
	if p.text("src/store/redis.rs") == "" || !slices.Equal(missing, []string{"Database layer for MongoDB"}) {
		t.Errorf("of three stores %v are missing", missing)
	}
}

// Everything in the folders of archetypes and parts belongs to them: no build has left anything.
func TestNothingBuilt(t *testing.T) {
	err := fs.WalkDir(embedded, ".", func(name string, d fs.DirEntry, err error) error {
		if d.IsDir() && slices.Contains([]string{"target", ".venv", "__pycache__", "dist"}, d.Name()) ||
			d.Name() == "Cargo.lock" {
			t.Errorf("%s was left by a build", name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// What a part has of its own is not what the part that it is like has there: such files lie in one place.
func TestNothingIsWrittenTwice(t *testing.T) {
	var over []*part
	files, err := fs.Glob(embedded, "parts/*/*/part.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		p, err := readPart(strings.TrimPrefix(path.Dir(file), "parts/"))
		if err != nil {
			t.Fatal(err)
		}
		if p.Like != "" {
			over = append(over, p)
		}
	}
	if len(over) < 4 {
		t.Fatalf("%d parts are like others", len(over))
	}
	for _, p := range over {
		own, like := p.folders[len(p.folders)-1], path.Join("parts", p.Like)
		if p.Title == "" || len(p.When) == 0 || len(p.crates) == 0 {
			t.Errorf("%s has nothing of %s", p.name(), p.Like)
		}
		err := fs.WalkDir(embedded, own, func(name string, d fs.DirEntry, err error) error {
			mine, _ := fs.ReadFile(embedded, name)
			theirs, _ := fs.ReadFile(embedded, like+strings.TrimPrefix(name, own))
			if len(mine) > 0 && bytes.Equal(mine, theirs) {
				t.Errorf("%s stands in %s as well", name, p.Like)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func BenchmarkMake(b *testing.B) {
	a := engine(b).Advise(advisor.Answers{}.With("journey", "new-service").With("artifact", "service").With("store",
		"postgres"))
	for b.Loop() {
		if _, err := Make(a, options); err != nil {
			b.Fatal(err)
		}
	}
}

type files map[string]string

func (f files) fs() fs.FS {
	out := fstest.MapFS{}
	for name, text := range f {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}
