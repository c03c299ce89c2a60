package adr

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

var update = flag.Bool("update", false, "write the golden files anew")

func engine(t testing.TB) *advisor.Engine {
	t.Helper()
	base, err := knowledge.Load(os.DirFS("testdata/base"))
	if err != nil {
		t.Fatal(err)
	}
	return advisor.New(base)
}

var (
	service = advisor.Answers{Star: "artifact", Choices: map[string][]string{
		"journey": {"new-service"}, "artifact": {"http-service"}, "store": {"postgres"}, "query-style": {"sql"}, "load": {"io"}, "stakes": {"low-risk"},
	}}
	models  = service.With("query-style", "models").With("stakes", "curious")
	diesel  = advisor.Pin{Decision: "database-layer", Option: "diesel"}
	library = advisor.Answers{Choices: map[string][]string{"journey": {"new-service"}, "artifact": {"library"}, "store": {"mongodb"}}}
)

func plan(t testing.TB, answers advisor.Answers, files []File, o Options) *Plan {
	t.Helper()
	return pinnedPlan(t, answers, nil, files, o)
}

func pinnedPlan(t testing.TB, answers advisor.Answers, pins []advisor.Pin, files []File, o Options) *Plan {
	t.Helper()
	if o.Style == "" {
		o.Style = MADR
	}
	if o.Date == "" {
		o.Date = "2026-11-22"
	}
	p, err := Make(engine(t).Advise(answers.Pinned(pins...)), files, o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// after is a folder once the plan is carried out.
func after(files []File, p *Plan) []File {
	out := slices.Clone(files)
	for _, c := range p.Changed {
		i := slices.IndexFunc(out, func(f File) bool { return f.Name == c.Name })
		out[i].Text = c.New
	}
	for _, r := range p.New {
		out = append(out, File(r))
	}
	return out
}

func names(p *Plan) string {
	var out []string
	for _, r := range p.New {
		out = append(out, r.Name)
	}
	return strings.Join(out, " ")
}

func noted(p *Plan, words string) bool {
	return slices.ContainsFunc(p.Notes, func(n string) bool { return strings.Contains(n, words) })
}

func find(t *testing.T, files []File, name string) *File {
	t.Helper()
	for i := range files {
		if files[i].Name == name {
			return &files[i]
		}
	}
	t.Fatalf("no %s", name)
	return nil
}

// TestGolden holds every record of three sets of answers in both styles.
func TestGolden(t *testing.T) {
	for name, run := range map[string]struct {
		answers advisor.Answers
		pins    []advisor.Pin
		all     bool
	}{"service": {service, nil, false}, "models": {models, nil, false}, "library": {library, nil, true},
		"pinned": {service, []advisor.Pin{diesel}, false}} {
		for _, style := range []Style{MADR, Nygard} {
			dir := filepath.Join("testdata", "golden", name+"-"+string(style))
			p := pinnedPlan(t, run.answers, run.pins, nil, Options{Style: style, All: run.all})
			if *update {
				os.RemoveAll(dir)
				os.MkdirAll(dir, 0o755)
				for _, r := range p.New {
					os.WriteFile(filepath.Join(dir, r.Name), []byte(r.Text), 0o644)
				}
			}
			want, err := os.ReadDir(dir)
			if err != nil || len(want) != len(p.New) {
				t.Fatalf("%s: %d files, %d records, %v", dir, len(want), len(p.New), err)
			}
			for _, r := range p.New {
				text, err := os.ReadFile(filepath.Join(dir, r.Name))
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(string(text), r.Text); diff != "" {
					t.Errorf("%s/%s (-want +got), -update writes it anew:\n%s", dir, r.Name, diff)
				}
			}
		}
	}
}

func TestWhatHasARecord(t *testing.T) {
	p := plan(t, service, nil, Options{})
	if got := names(p); got != "0001-web-framework-axum.md 0002-database-layer-sqlx.md" {
		t.Error(got)
	}
	if !noted(p, "no record, for no answer bears on it (--all writes one): Data format") {
		t.Error(p.Notes)
	}
	p = plan(t, library, nil, Options{})
	if got := names(p); strings.Contains(got, "rollout") || !noted(p, "nothing to decide (--all writes one): Rollout") {
		t.Error(got, p.Notes)
	}
	p = plan(t, library, nil, Options{All: true})
	if got := names(p); !strings.HasSuffix(got, "-data-format-json.md 0004-rollout-not-needed.md") {
		t.Error(got)
	}
}

func TestNumberingContinues(t *testing.T) {
	for _, c := range []struct{ files, want string }{
		{"", "0001"},
		{"README.md template.md", "0001"},
		{"0001-record-decisions.md", "0002"},
		{"0009-nine.md 0002-two.md", "0010"},
		{"0012-a-folder 0003-three.md", "0013"},
		{"0007-diagram.png", "0008"},
		{"007-bond.md", "008"},
		{"9999-last.md", "10000"},
		{"20240131-log4brains.md", "0001"},
		{"20240131-log4brains.md 0004-four.md", "0005"},
	} {
		var files []File
		for _, name := range strings.Fields(c.files) {
			files = append(files, File{Name: name})
		}
		if got, _, _ := strings.Cut(names(plan(t, service, files, Options{})), "-"); got != c.want {
			t.Errorf("%q continues with %s, want %s", c.files, got, c.want)
		}
	}
}

func TestAgainChangesNothing(t *testing.T) {
	for _, style := range []Style{MADR, Nygard} {
		folder := after(nil, plan(t, service, nil, Options{Style: style}))
		p := plan(t, service, folder, Options{Style: style, Date: "2027-01-01"})
		if len(p.New)+len(p.Changed) != 0 || !noted(p, "2 records as before, for the decision stands: 0001") {
			t.Errorf("%s: %s %v", style, names(p), p.Notes)
		}
		// Other answers with the same picks: the record is what was decided then.
		p = plan(t, service.With("load", ""), folder, Options{Style: style})
		if len(p.New)+len(p.Changed) != 0 || !noted(p, "though answers, pins or knowledge have changed since") {
			t.Errorf("%s: %s %v", style, names(p), p.Notes)
		}
	}
}

// changedLines are the lines that differ between texts of as many lines.
func changedLines(t *testing.T, a, b string) []string {
	t.Helper()
	as, bs := strings.Split(a, "\n"), strings.Split(b, "\n")
	if len(as) != len(bs) {
		t.Fatalf("%d lines became %d", len(as), len(bs))
	}
	var out []string
	for i := range as {
		if as[i] != bs[i] {
			out = append(out, bs[i])
		}
	}
	return out
}

func TestSuperseding(t *testing.T) {
	for style, want := range map[Style]struct {
		old []string
		new string
	}{
		MADR: {[]string{`status: "superseded by [0003-database-layer-sea-orm](0003-database-layer-sea-orm.md)"`,
			"* Status: superseded by [0003-database-layer-sea-orm](0003-database-layer-sea-orm.md)"},
			"\n\n* Supersedes [0002-database-layer-sqlx](0002-database-layer-sqlx.md)\n\n"},
		Nygard: {[]string{"Superseded by [3. Database layer: SeaORM](0003-database-layer-sea-orm.md)"},
			"\n\nProposed\n\nSupersedes [2. Database layer: SQLx](0002-database-layer-sqlx.md)\n\n"},
	} {
		o := Options{Style: style}
		folder := after(nil, plan(t, service, nil, o))
		first := plan(t, models, folder, o)
		if names(first) != "0003-database-layer-sea-orm.md" || len(first.Changed) != 1 {
			t.Fatalf("%s: %s", style, names(first))
		}
		c := first.Changed[0]
		if diff := cmp.Diff(want.old, changedLines(t, c.Old, c.New)); diff != "" {
			t.Errorf("%s: %s", style, diff)
		}
		if !strings.Contains(first.New[0].Text, want.new) {
			t.Errorf("%s: no link back in\n%s", style, first.New[0].Text)
		}
		// Once more: nothing. Back to the first answers: a third record, over the second.
		folder = after(folder, first)
		if p := plan(t, models, folder, o); len(p.New)+len(p.Changed) != 0 {
			t.Errorf("%s: %s again", style, names(p))
		}
		back := plan(t, service, folder, o)
		if names(back) != "0004-database-layer-sqlx.md" || len(back.Changed) != 1 || back.Changed[0].Name != "0003-database-layer-sea-orm.md" {
			t.Errorf("%s: %s, %d changed", style, names(back), len(back.Changed))
		}
		if style == Nygard && !strings.Contains(back.Changed[0].New, "\n\nSuperseded by [4. Database layer: SQLx](0004-database-layer-sqlx.md)\n\nSupersedes [2. ") {
			t.Errorf("the link back is gone:\n%s", back.Changed[0].New)
		}
	}
}

// What a person makes of the second record decides what may happen to it.
func TestPeoplesEdits(t *testing.T) {
	const name = "0002-database-layer-sqlx.md"
	replace := func(old, new string) func(string) string {
		return func(s string) string {
			if !strings.Contains(s, old) {
				t.Fatalf("no %q", old)
			}
			return strings.Replace(s, old, new, 1)
		}
	}
	for what, c := range map[string]struct {
		style   Style
		edit    func(string) string
		changed bool // the status may be set
		note    string
	}{
		"accepted":         {MADR, replace("* Status: proposed", "* Status: accepted"), true, ""},
		"accepted twice":   {MADR, replace("status: proposed", "status: accepted"), true, ""},
		"accepted nygard":  {Nygard, replace("\nProposed\n", "\nAccepted\n"), true, ""},
		"line ends":        {MADR, func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }, true, ""},
		"team notes":       {MADR, replace("## Team notes\n", "## Team notes\n\nWe know SQL.\n"), false, "set its status by hand: superseded by [0003-"},
		"below the mark":   {MADR, func(s string) string { return s + "\nWe know SQL.\n" }, false, "was edited and is not touched"},
		"a word":           {Nygard, replace("Chosen option", "Our option"), false, "set its status by hand: Superseded by [3. Database layer: SeaORM](0003-"},
		"deciders":         {MADR, replace("* Deciders:", "* Deciders: Ann"), false, "was edited"},
		"mark lost":        {MADR, func(s string) string { return s[:strings.Index(s, "<!--")] }, false, "was edited"},
		"all lost":         {MADR, func(string) string { return "" }, false, "was edited"},
		"rejected":         {MADR, replace("* Status: proposed", "* Status: rejected"), false, "is rejected, and stays so; 0003-database-layer-sea-orm.md is a proposal of its own"},
		"deprecated":       {Nygard, replace("\nProposed\n", "\nDeprecated\n"), false, "is deprecated"},
		"superseded by us": {MADR, replace("* Status: proposed", "* Status: superseded by [0100-own](0100-own.md)"), false, "is superseded"},
	} {
		o := Options{Style: c.style}
		folder := after(nil, plan(t, service, nil, o))
		record := find(t, folder, name)
		record.Text = c.edit(record.Text)
		p := plan(t, models, folder, o)
		if names(p) != "0003-database-layer-sea-orm.md" || len(p.Changed) > 0 != c.changed {
			t.Errorf("%s: %s, %d changed", what, names(p), len(p.Changed))
		}
		if !noted(p, name) != (c.note == "") || !noted(p, c.note) {
			t.Errorf("%s: notes %q", what, p.Notes)
		}
		if c.changed {
			changedLines(t, record.Text, p.Changed[0].New)
			if strings.Count(record.Text, "\r\n") != strings.Count(p.Changed[0].New, "\r\n") {
				t.Errorf("%s: line ends changed", what)
			}
		}
		// With the first answers it is left alone, whatever it says.
		if p := plan(t, service, folder, o); len(p.New)+len(p.Changed) != 0 {
			t.Errorf("%s: wrote %s", what, names(p))
		}
	}
}

func TestMootAfterwards(t *testing.T) {
	folder := after(nil, plan(t, service, nil, Options{All: true}))
	p := plan(t, library, folder, Options{})
	if !strings.Contains(names(p), "-rollout-not-needed.md") {
		t.Error(names(p), p.Notes)
	}
	text := p.New[len(p.New)-1].Text
	if !strings.Contains(text, "No option chosen, because a library is published") && !strings.Contains(text, "because A library is published") {
		t.Error(text)
	}
}

// Every record says what is bad, how to confirm, and when to look again; log4brains' head stands where it looks.
func TestEveryRecord(t *testing.T) {
	for _, answers := range []advisor.Answers{service, models, library, {}} {
		for _, style := range []Style{MADR, Nygard} {
			for _, r := range plan(t, answers, nil, Options{Style: style, All: true}).New {
				for _, want := range []string{"\n* Bad, ", "onfirmation\n\n", "Revisit: 2027-11-22", "Knowledge: 2026-11", "## Team notes\n\n<!-- rustadvisor: "} {
					if !strings.Contains(r.Text, want) && !(want == "\n* Bad, " && strings.Contains(r.Text, "\n* Neutral, ")) {
						t.Errorf("%s %s lacks %q", style, r.Name, want)
					}
				}
				if strings.Contains(r.Text, "\n\n\n") || strings.Contains(r.Text, " \n") || strings.Contains(r.Text, "**.") {
					t.Errorf("%s %s: white space", style, r.Name)
				}
				if style == MADR && !strings.Contains(r.Text, "\n\n---\n# ") {
					t.Errorf("%s: a tool that ignores front matter would read a heading", r.Name)
				}
			}
		}
	}
}

// The real base: each option says how it is confirmed, by a command.
func TestConfirmations(t *testing.T) {
	base, err := knowledge.Load(knowledge.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range base.Decisions {
		for _, o := range d.Options {
			if strings.Count(o.Confirm, "`") < 2 || strings.Count(o.Confirm, "`")%2 != 0 {
				t.Errorf("%s.%s: no command in %q", d.ID, o.ID, o.Confirm)
			}
		}
	}
}

// What bears on all the rest, such as not to move yet, stands in every record.
func TestHeadline(t *testing.T) {
	a := *engine(t).Advise(advisor.Answers{}.With("store", "postgres"))
	a.Decisions = slices.Clone(a.Decisions)
	option := *a.Decisions[0].Option
	option.Headline = "Nothing of this is due now."
	a.Decisions[0].Option = &option
	for _, style := range []Style{MADR, Nygard} {
		p, err := Make(&a, nil, Options{Style: style, Date: "2026-11-22", All: true})
		if err != nil || len(p.New) < 2 {
			t.Fatal(len(p.New), err)
		}
		for _, r := range p.New {
			if strings.Count(r.Text, "Nothing of this is due now.") != 1 {
				t.Errorf("%s:\n%s", r.Name, r.Text)
			}
		}
	}
}

// House rules may call things what they like: names stay within the folder.
func TestHostileIDs(t *testing.T) {
	option := &knowledge.Option{Summary: "<b>", Reversal: "a\nb", Confirm: "x"}
	a := &advisor.Advice{Knowledge: "2026 -->", Decisions: []advisor.Decided{{
		ID: "../../etc/x", Title: "T\n# no", Asks: "?\n---", Touched: true, Option: option,
		Pick: advisor.Named{ID: "a/b -->", Title: "[P](x) <script>\n## Status"},
	}}}
	for _, style := range []Style{MADR, Nygard} {
		p, err := Make(a, nil, Options{Style: style, Date: "2026-11-22"})
		if err != nil {
			t.Fatal(err)
		}
		r := p.New[0]
		if filepath.Base(r.Name) != r.Name || strings.Contains(r.Name, "..") {
			t.Error(r.Name)
		}
		if strings.Count(r.Text, "<!--") != 1 || strings.Contains(r.Text, "\n# no") || strings.Count(r.Text, "<script>") != strings.Count(r.Text, `\<script>`) {
			t.Error(r.Text)
		}
		if p, _ := Make(a, []File{File(r)}, Options{Style: style, Date: "2026-11-22"}); len(p.New) != 0 {
			t.Error("not known again")
		}
	}
}

func TestWrongOptions(t *testing.T) {
	a := engine(t).Advise(service)
	for _, o := range []Options{{Style: "madrid", Date: "2026-11-22"}, {Style: MADR}, {Style: MADR, Date: "22.11.2026"}, {Style: MADR, Date: "2026-13-01"}} {
		if _, err := Make(a, nil, o); err == nil {
			t.Errorf("%v is taken", o)
		}
	}
}
