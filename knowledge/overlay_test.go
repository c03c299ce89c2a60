package knowledge

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

// The documented example changes what it says and nothing else, and is marked as the house's.
func TestHouseRules(t *testing.T) {
	base, err := Load(Embedded())
	if err != nil {
		t.Fatal(err)
	}
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
	if q := ruled.Question("query-style"); !strings.HasPrefix(q.Why, "Platform") || q.Title != base.Question("query-style").Title {
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
		{"unknown key", "questions.toml", "[[question]]\nid = \"store\"\ncolour = 1\n", []string{"acme/questions.toml:3:", `unknown key "question.colour"`}},
		{"capitals", "decisions/web-framework.toml", "[[option]]\nid = \"axum\"\nTitle = \"x\"\n[option.crates.Tower]\nVersion = \"1\"\n",
			[]string{"acme/decisions/web-framework.toml:3:", `unknown key "option.Title"; write title`, "toml:5:", `"option.crates.Tower.Version"`}},
		{"wrong type", "questions.toml", "[[question]]\nid = \"store\"\ntitle = 1\n", []string{"acme/questions.toml:3:", `"question.title" is of type integer, not string`}},
		{"unknown criterion", "decisions/database-layer.toml", "id = \"database-layer\"\n[[option]]\nid = \"sqlx\"\n[option.fit.chekced]\nvalue = 1\nfinding = \"C17\"\n",
			[]string{"acme/decisions/database-layer.toml:4:", `unknown criterion of database-layer "chekced"`, "did you mean checked"}},
		{"unknown finding", "decisions/database-layer.toml", "id = \"database-layer\"\n[[option]]\nid = \"sqlx\"\n[option.fit.checked]\nvalue = 1\nfinding = \"nowhere\"\n",
			[]string{"acme/decisions/database-layer.toml:4:", `unknown finding "nowhere"`}},
		{"option without texts", "decisions/web-framework.toml", "id = \"web-framework\"\n[[option]]\nid = \"mine\"\nring = \"adopt\"\n",
			[]string{"acme/decisions/web-framework.toml:2:", `option "mine" lacks a text`}},
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
