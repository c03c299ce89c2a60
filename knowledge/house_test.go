package knowledge

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"
)

// What lies in a folder of rules beside what belongs there is told, and never waited for.
func TestHouseFolder(t *testing.T) {
	rule := "[[question]]\nid = \"store\"\nwhy = \"Because.\"\n"
	tests := map[string]struct {
		make func(dir string) error
		want string // "" when it loads
	}{
		"notes beside":      {func(dir string) error { return os.WriteFile(dir+"/README.md", nil, 0o600) }, ""},
		"other folder":      {func(dir string) error { return write(dir, "desicions/web-framework.toml", "") }, "acme/desicions/web-framework.toml:1: stands in a folder that is not read"},
		"folder too deep":   {func(dir string) error { return write(dir, "decisions/old/x.toml", "") }, "acme/decisions/old/x.toml:1: stands in a folder"},
		"huge file":         {func(dir string) error { return huge(filepath.Join(dir, "plan.toml")) }, "acme/plan.toml:1: is larger than 8 MB"},
		"link to nowhere":   {func(dir string) error { return os.Symlink("nowhere", dir+"/plan.toml") }, "acme/plan.toml:1: cannot be read: no such file"},
		"link to itself":    {func(dir string) error { return os.Symlink("plan.toml", dir+"/plan.toml") }, "acme/plan.toml:1: cannot be read: too many levels"},
		"folder of itself":  {func(dir string) error { return os.Symlink(".", dir+"/decisions") }, `acme/decisions/questions.toml:1: unknown key "question"`},
		"loop of folders":   {func(dir string) error { return os.Symlink("decisions", dir+"/decisions") }, "acme/decisions:1: cannot be read: too many levels"},
		"a device":          {func(dir string) error { return os.Symlink("/dev/zero", dir+"/plan.toml") }, "acme/plan.toml:1: is no regular file"},
		"a file as folder":  {func(dir string) error { return write(dir, "decisions", "") }, "acme/decisions:1: cannot be read: not a directory"},
		"a folder as file":  {func(dir string) error { return os.Mkdir(dir+"/plan.toml", 0o700) }, ""},
		"an empty file":     {func(dir string) error { return write(dir, "plan.toml", "") }, ""},
		"a rule said twice": {func(dir string) error { return write(dir, "questions.toml", rule+rule) }, "acme/questions.toml:4: the same id stands twice"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := write(dir, "questions.toml", rule); err != nil {
				t.Fatal(err)
			}
			if err := test.make(dir); err != nil {
				t.Fatal(err)
			}
			_, err := Load(Embedded(), House{Name: "acme", FS: os.DirFS(dir)})
			if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
				t.Errorf("%v; want %q", err, test.want)
			}
		})
	}
}

func write(dir, name, text string) error {
	if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o700); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600)
}

// huge makes a file of 100 MB that takes no room.
func huge(name string) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Truncate(100 << 20)
}

// No text of the rules carries control sequences into the base, wherever it stands.
func TestHouseTextsAreClean(t *testing.T) {
	const evil = `\u001b]0;x\u0007\u202e\u009b`
	base, err := Load(Embedded(), House{Name: "acme", FS: fstest.MapFS{
		"questions.toml": {Data: []byte("[[question]]\nid = \"store\"\nwhy = \"Be" + evil + "cause\"\n")},
		"decisions/web-framework.toml": {Data: []byte("[[option]]\nid = \"axum\"\nbanned = \"" + evil + "No.\"\n" +
			"[option.crates.\"a" + evil + "b\"]\nversion = \"" + evil + "1\"\nfeatures = [\"" + evil + "f\"]\n")},
	}})
	if err != nil {
		t.Fatal(err)
	}
	if got := base.Question("store").Why; got != "Be]0;xcause" {
		t.Errorf("the question reads %q", got)
	}
	o := base.Option("web-framework.axum")
	if o.Banned != "]0;xNo." || o.Crates["a]0;xb"].Features[0] != "]0;xf" {
		t.Errorf("the option reads %+v", o)
	}
	for _, e := range base.Entries() {
		if strings.ContainsFunc(e.Title+e.Text, unicode.IsControl) {
			t.Errorf("%s %s reads %q", e.Kind, e.ID, e.Title+e.Text)
		}
	}
}

// A folder with a version of its own is a whole base: nothing of what lies under it shows, and nothing is marked.
func TestWholeBase(t *testing.T) {
	base, err := Load(Embedded(), House{Name: "small", FS: os.DirFS("testdata/small")})
	if err != nil {
		t.Fatal(err)
	}
	plain, err := Load(os.DirFS("testdata/small"))
	if err != nil {
		t.Fatal(err)
	}
	if len(base.Decisions) != len(plain.Decisions) || len(base.Findings) != len(plain.Findings) || base.Decisions[0].Options[0].House {
		t.Errorf("%d decisions, %d findings, house %v", len(base.Decisions), len(base.Findings), base.Decisions[0].Options[0].House)
	}
	file := plain.Decisions[0].ID
	over := fstest.MapFS{"decisions/" + file + ".toml": {Data: []byte("[[option]]\nid = \"" + plain.Decisions[0].Options[0].ID + "\"\nbanned = \"No.\"\n")}}
	both, err := Load(Embedded(), House{Name: "small", FS: os.DirFS("testdata/small")}, House{Name: "acme", FS: over})
	if err != nil || both.Decisions[0].Options[0].Banned == "" {
		t.Errorf("rules over a whole base: %v", err)
	}
}

// Lists of tables mean the same however they are written: with headers or in brackets.
func TestHouseLists(t *testing.T) {
	for name, rules := range map[string]string{
		"headers":  "[[option]]\nid = \"axum\"\nbanned = \"No.\"\n[[option.need]]\nquestion = \"artifact\"\nin = [\"tool\"]\nreason = \"So.\"\nfinding = \"f1\"\n[[option.need.when]]\nquestion = \"speed\"\nin = [\"fast\"]\n",
		"brackets": "option = [{ id = \"axum\", banned = \"No.\", need = [{ question = \"artifact\", in = [\"tool\"], reason = \"So.\", finding = \"f1\", when = [{ question = \"speed\", in = [\"fast\"] }] }] }]\n",
	} {
		plain, err := Load(os.DirFS("testdata/small"))
		if err != nil {
			t.Fatal(err)
		}
		base, err := Load(os.DirFS("testdata/small"), House{Name: "acme", FS: fstest.MapFS{"decisions/web.toml": {Data: []byte(rules)}}})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		was, is := plain.Option("web.axum"), base.Option("web.axum")
		if is.Banned == "" || is.Title != was.Title || len(is.Needs) != len(was.Needs)+1 || len(is.Needs[len(was.Needs)].When) != 1 {
			t.Errorf("%s: the option is %+v", name, is)
		}
	}
	base, err := Load(os.DirFS("testdata/small"), House{Name: "acme", FS: fstest.MapFS{"questions.toml": {
		Data: []byte("[[question]]\nid = \"speed\"\n[[question.when]]\nquestion = \"artifact\"\nin = [\"tool\"]\n")}}})
	if err != nil {
		t.Fatal(err)
	}
	if when := base.Question("speed").When; len(when) != 1 || when[0].In[0] != "tool" {
		t.Errorf("the question is asked when %+v", when)
	}
}

// An option of the rules comes last on a tie, unless they say otherwise.
func TestHouseTies(t *testing.T) {
	mine := "[[option]]\nid = \"mine\"\ntitle = \"Mine\"\nring = \"adopt\"\nsummary = \"It is mine.\"\nreversal = \"none\"\n"
	for rules, want := range map[string]string{mine: "axum actix mine", "tie_break = [\"actix\", \"mine\"]\n" + mine: "actix mine axum"} {
		base, err := Load(os.DirFS("testdata/small"), House{Name: "acme", FS: fstest.MapFS{"decisions/web.toml": {Data: []byte(rules)}}})
		if err != nil {
			t.Error(err)
		} else if got := strings.Join(base.Decision("web").TieBreak, " "); got != want {
			t.Errorf("ties go to %s, want %s", got, want)
		}
	}
}

// Where things stand is known in the base and in the rules over it.
func TestPlaces(t *testing.T) {
	p := Locate(Embedded(), House{Name: "acme", FS: os.DirFS("testdata/house")})
	for sentence, want := range map[string]string{
		"database-layer.acme-data never wins":                             "acme/decisions/database-layer.toml",
		"database-layer.sqlx never wins":                                  "acme/decisions/database-layer.toml",
		"database-layer.diesel-async never wins":                          "decisions/database-layer.toml",
		"criterion database-layer.checked changes nothing":                "decisions/database-layer.toml",
		"question footprint changes nothing":                              "acme/questions.toml",
		"choices journey = new-service, store = sqlite are one":           "vocabulary.toml",
		"web-framework.axum requires async-runtime.tokio changes nothing": "constraints.toml",
		"testing-depth is left without an option":                         "decisions/testing-depth.toml",
		"nothing": "",
	} {
		file, line := p.Of(sentence)
		if _, err := fs.Stat(Embedded(), want); err != nil && want != "" && !strings.HasPrefix(want, "acme/") {
			continue // not in this base
		}
		if file != want || (line == 0) != (want == "") {
			t.Errorf("%s: %s:%d, want %s", sentence, file, line, want)
		}
	}
}

func TestCitations(t *testing.T) {
	base, err := Load(Embedded(), House{Name: "acme", FS: os.DirFS("testdata/house")})
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	for _, c := range base.Citations("acme-data-audit") {
		kinds[c.Kind]++
	}
	if kinds["fit"] != 8 || kinds["need"] != 1 || kinds[KindOption] != 1 || len(kinds) != 3 {
		t.Errorf("cited by %v", kinds)
	}
}

func TestStale(t *testing.T) {
	base, err := Load(Embedded())
	if err != nil {
		t.Fatal(err)
	}
	if aged := base.Stale("2000-01-01"); len(aged) != 0 {
		t.Errorf("%d things are older than the century", len(aged))
	}
	if aged := base.Stale("2999-01-01"); len(aged) != len(base.Findings)+len(base.Sources) {
		t.Errorf("%d of %d findings and %d sources age", len(aged), len(base.Findings), len(base.Sources))
	}
	date, topic, topics := "", "", map[string]bool{}
	for _, a := range base.Stale("2026-06-01") {
		if a.Topic != topic {
			if topics[a.Topic] {
				t.Errorf("topic %q stands apart", a.Topic)
			}
			topic, date, topics[a.Topic] = a.Topic, "", true
		}
		if a.Date < date || a.Date >= "2026-06-01" {
			t.Errorf("%s of %s stands after %s", a.ID, a.Date, date)
		}
		date = a.Date
	}
}
