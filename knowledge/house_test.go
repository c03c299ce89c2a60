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
		"notes beside": {func(dir string) error { return os.WriteFile(dir+"/README.md", nil, 0o600) }, ""},
		"other folder": {func(dir string) error { return write(dir, "desicions/web-framework.toml", "") },
			"acme/desicions/web-framework.toml:1: stands in a folder that is not read"},
		"folder too deep": {func(dir string) error { return write(dir, "decisions/old/x.toml", "") },
			"acme/decisions/old/x.toml:1: stands in a folder"},
		"huge file": {func(dir string) error { return huge(filepath.Join(dir, "plan.toml")) },
			"acme/plan.toml:1: is larger than 8 MB"},
		"link to nowhere": {func(dir string) error { return os.Symlink("nowhere", dir+"/plan.toml") },
			"acme/plan.toml:1: cannot be read: no such file"},
		"link to itself": {func(dir string) error { return os.Symlink("plan.toml", dir+"/plan.toml") },
			"acme/plan.toml:1: cannot be read: too many levels"},
		"folder of itself": {func(dir string) error { return os.Symlink(".", dir+"/decisions") },
			`acme/decisions/questions.toml:1: unknown key "question"`},
		"loop of folders": {func(dir string) error { return os.Symlink("decisions", dir+"/decisions") },
			"acme/decisions:1: cannot be read: too many levels"},
		"a device": {func(dir string) error { return os.Symlink("/dev/zero", dir+"/plan.toml") },
			"acme/plan.toml:1: is no regular file"},
		"a file as folder": {func(dir string) error { return write(dir, "decisions", "") },
			"acme/decisions:1: cannot be read: not a directory"},
		"a folder as file": {func(dir string) error { return os.Mkdir(dir+"/plan.toml", 0o700) }, ""},
		"an empty file":    {func(dir string) error { return write(dir, "plan.toml", "") }, ""},
		"a rule said twice": {func(dir string) error { return write(dir, "questions.toml", rule+rule) },
			"acme/questions.toml:4: the same id stands twice"},
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
			"summary = \"" + evil + "It is.\"\n")},
	}})
	if err != nil {
		t.Fatal(err)
	}
	if got := base.Question("store").Why; got != "Be]0;xcause" {
		t.Errorf("the question reads %q", got)
	}
	o := base.Option("web-framework.axum")
	if o.Banned != "]0;xNo." || o.Summary != "]0;xIt is." {
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
	if len(base.Decisions) != len(plain.Decisions) || len(base.Findings) != len(plain.Findings) ||
		base.Decisions[0].Options[0].House {
		t.Errorf("%d decisions, %d findings, house %v", len(base.Decisions), len(base.Findings),
			base.Decisions[0].Options[0].House)
	}
	file := plain.Decisions[0].ID
	over := fstest.MapFS{"decisions/" + file + ".toml": {Data: []byte("[[option]]\nid = \"" +
		plain.Decisions[0].Options[0].ID + "\"\nbanned = \"No.\"\n")}}
	both, err := Load(Embedded(), House{Name: "small", FS: os.DirFS("testdata/small")}, House{Name: "acme", FS: over})
	if err != nil || both.Decisions[0].Options[0].Banned == "" {
		t.Errorf("rules over a whole base: %v", err)
	}
}

// Lists of tables mean the same however they are written: with headers or in brackets.
func TestHouseLists(t *testing.T) {
	for name, rules := range map[string]string{
		"headers": "[[option]]\nid = \"axum\"\nbanned = \"No.\"\n[[option.need]]\nquestion = \"artifact\"\nin = " +
			"[\"tool\"]\nreason = \"So.\"\nfinding = \"f1\"\n[[option.need.when]]\nquestion = \"speed\"\nin = [\"fast\"]\n",
		"brackets": "option = [{ id = \"axum\", banned = \"No.\", need = [{ question = \"artifact\", in = [\"tool\"], " +
			"reason = \"So.\", finding = \"f1\", when = [{ question = \"speed\", in = [\"fast\"] }] }] }]\n",
	} {
		plain, err := Load(os.DirFS("testdata/small"))
		if err != nil {
			t.Fatal(err)
		}
		base, err := Load(os.DirFS("testdata/small"), House{Name: "acme",
			FS: fstest.MapFS{"decisions/web.toml": {Data: []byte(rules)}}})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		was, is := plain.Option("web.axum"), base.Option("web.axum")
		if is.Banned == "" || is.Title != was.Title || len(is.Needs) != len(was.Needs)+1 ||
			len(is.Needs[len(was.Needs)].When) != 1 {
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
	mine := "[[option]]\nid = \"mine\"\ntitle = \"Mine\"\nring = \"adopt\"\nsummary = \"It is mine.\"\nreversal = " +
		"\"none\"\n"
	for rules, want := range map[string]string{mine: "axum actix mine", "tie_break = [\"actix\", \"mine\"]\n" +
		mine: "actix mine axum"} {
		base, err := Load(os.DirFS("testdata/small"), House{Name: "acme",
			FS: fstest.MapFS{"decisions/web.toml": {Data: []byte(rules)}}})
		if err != nil {
			t.Error(err)
		} else if got := strings.Join(base.Decision("web").TieBreak, " "); got != want {
			t.Errorf("ties go to %s, want %s", got, want)
		}
	}
}

// The documented example changes what it says and nothing else, and is marked as the house's.
func TestHouseRules(t *testing.T) {
	base := embedded(t)
	ruled, err := Load(Embedded(), House{Name: "acme", FS: os.DirFS("testdata/house")})
	if err != nil {
		t.Fatal(err)
	}
	d, plain := ruled.Decision("database-layer"), base.Decision("database-layer")
	if got, want := len(d.Options), len(plain.Options)+1; got != want {
		t.Errorf("%d options, want %d", got, want)
	}
	if o := d.Option("acme-data"); o == nil || !o.House || o.Fit["checked"].Value != 2 {
		t.Errorf("the house's own option is %+v", o)
	}
	if o := d.Option("toasty"); o.Banned == "" || !o.House || o.Summary != plain.Option("toasty").Summary {
		t.Errorf("the banned option is %+v", o)
	}
	if f := d.Option("sqlx").Fit["checked"]; f.Value != 1 || !f.House {
		t.Errorf("the changed fit is %+v", f)
	}
	if f := d.Option("sqlx").Fit["plain-sql"]; f != plain.Option("sqlx").Fit["plain-sql"] {
		t.Errorf("a fit the rules do not name is %+v", f)
	}
	if d.Option("sea-orm").House || ruled.Decision("web-framework").House {
		t.Error("what the rules do not name is marked as theirs")
	}
	if q := ruled.Question("footprint"); !q.Retired || len(q.Choices) != len(base.Question("footprint").Choices) {
		t.Errorf("the retired question is %+v", q)
	}
	if q := ruled.Question("query-style"); !strings.HasPrefix(q.Why, "Platform") ||
		q.Title != base.Question("query-style").Title {
		t.Errorf("the reworded question is %+v", q)
	}
	if len(ruled.Findings) != len(base.Findings)+2 || len(ruled.Practices) != len(base.Practices)+1 {
		t.Error("findings or practices are missing or doubled")
	}
}

// Faults in house rules are told with the rules' own file and line, whatever the merge made of them.
func TestHouseFaults(t *testing.T) {
	tests := []struct {
		name, file, text string
		want             []string
	}{
		{"unknown key", "questions.toml", "[[question]]\nid = \"store\"\ncolour = 1\n", []string{"acme/questions.toml:3:",
			`unknown key "question.colour"`}},
		{"capitals", "decisions/web-framework.toml",
			"[[option]]\nid = \"axum\"\nTitle = \"x\"\n[option.crates.Tower]\nVersion = \"1\"\n",
			[]string{"acme/decisions/web-framework.toml:3:", `unknown key "option.Title"; write title`, "toml:5:",
				`"option.crates.Tower.Version"`}},
		{"wrong type", "questions.toml", "[[question]]\nid = \"store\"\ntitle = 1\n", []string{"acme/questions.toml:3:",
			`"question.title" is of type integer, not string`}},
		{"unknown criterion", "decisions/database-layer.toml",
			"id = \"database-layer\"\n[[option]]\nid = \"sqlx\"\n[option.fit.chekced]\nvalue = 1\nfinding = \"C17\"\n",
			[]string{"acme/decisions/database-layer.toml:4:", `unknown criterion of database-layer "chekced"`,
				"did you mean checked"}},
		{"unknown finding", "decisions/database-layer.toml",
			"id = \"database-layer\"\n[[option]]\nid = \"sqlx\"\n[option.fit.checked]\nvalue = 1\nfinding = \"nowhere\"\n",
			[]string{"acme/decisions/database-layer.toml:4:", `unknown finding "nowhere"`}},
		{"option without texts", "decisions/web-framework.toml",
			"id = \"web-framework\"\n[[option]]\nid = \"mine\"\nring = \"adopt\"\n",
			[]string{"acme/decisions/web-framework.toml:2:", `unknown option of web-framework "mine"`}},
		{"cycle", "questions.toml", "[[question]]\nid = \"store\"\nwhen = [{ question = \"query-style\", in = [\"sql\"] }]\n",
			[]string{"acme/questions.toml:3:", "a cycle"}},
		{"foreign file", "notes.toml", "x = 1\n", []string{"acme/notes.toml:1:", "no such file belongs"}},
		{"syntax", "questions.toml", "[[question]\n", []string{"acme/questions.toml:2:", "array name"}},
		{"not UTF-8", "questions.toml", "[[question]]\nid = \"\xff\"\n", []string{"acme/questions.toml:2:"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := Load(Embedded(), House{Name: "acme", FS: fstest.MapFS{test.file: {Data: []byte(test.text)}}})
			if err == nil {
				t.Fatal("loads")
			}
			for _, want := range test.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("no %q in:\n%v", want, err)
				}
			}
		})
	}
}

// Folders that hold no rules are an error too: whoever names one means something.
func TestHouseMissing(t *testing.T) {
	for name, dir := range map[string]fs.FS{"empty": fstest.MapFS{}, "missing": os.DirFS("testdata/no-such-folder")} {
		if _, err := Load(Embedded(), House{Name: name, FS: dir}); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What rules would change and the base does not have is told as such, with what it may be called; of texts those are
// named that are missing.
func TestHouseNamesTheNearest(t *testing.T) {
	for _, c := range []struct{ file, rules, want string }{
		{"questions.toml", `[[question]]
id = "code-host"
retired = true`,
			`unknown question "code-host"; did you mean forge`},
		{"decisions/web-framework.toml", `[[option]]
id = "actix"
banned = "No."`,
			`unknown option of web-framework "actix"; did you mean actix-web?`},
		{"decisions/web-frameworks.toml", `[[option]]
id = "axum"
banned = "No."`,
			`did you mean web-framework`},
		{"situations/api.toml", `[[situation]]
id = "pooler-transaction"
retired = true`,
			`unknown situation "pooler-transaction"; did you mean pooler`},
		{"decisions/web-framework.toml", `[[option]]
id = "ours"
title = "Ours"
ring = "adopt"
summary = "It is."`,
			`option "ours" lacks a text; add reversal`},
		{"questions.toml", `[[question]]
id = "forge"
retired = true
answer = ["git-lab"]`,
			`unknown choice of forge "git-lab"; did you mean gitlab`},
		{"questions.toml", `[[question]]
id = "forge"
answer = ["gitlab"]`,
			`question "forge" is asked, yet answered already; add retired`},
		{"questions.toml", `[[question]]
id = "forge"
retired = true
answer = ["gitlab", "github"]`,
			`the choices that answer question "forge" cannot stand together; name one`},
		{"decisions/web-framework.toml", `[[option]]
id = "axum"
based-on = "axum"`,
			`option "axum" is based on itself`},
		{"decisions/web-framework.toml", `[[option]]
id = "axum"
based-on = "akum"`,
			`unknown option of web-framework "akum"; did you mean axum`},
	} {
		_, err := Load(Embedded(), House{Name: "acme", FS: fstest.MapFS{c.file: {Data: []byte(c.rules)}}})
		if err == nil || strings.Contains(err.Error(), "\n") || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want one fault: %s", c.rules, err, c.want)
		}
	}
}
