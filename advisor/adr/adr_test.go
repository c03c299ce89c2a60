package adr

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

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
		"journey": {"new-service"}, "artifact": {"http-service"}, "store": {"postgres"}, "query-style": {"sql"},
		"load": {"io"}, "stakes": {"low-risk"},
	}}
	models  = service.With("query-style", "models").With("stakes", "curious")
	diesel  = advisor.Pin{Decision: "database-layer", Option: "diesel"}
	library = advisor.Answers{Choices: map[string][]string{"journey": {"new-service"}, "artifact": {"library"},
		"store": {"mongodb"}}}
)

func plan(t testing.TB, answers advisor.Answers, files []File, o Options) *Plan {
	t.Helper()
	return pinnedPlan(t, answers, nil, files, o)
}

func pinnedPlan(t testing.TB, answers advisor.Answers, pins []advisor.Pin, files []File, o Options) *Plan {
	t.Helper()
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

// marked are the records that the plan marks as superseded.
func marked(p *Plan) []Change {
	return slices.DeleteFunc(slices.Clone(p.Changed), func(c Change) bool { return c.What != Superseded })
}

// said is a text as people read it, however its lines are broken.
func said(text string) string { return strings.Join(strings.Fields(text), " ") }

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
		for _, style := range []Style{MADR, Log4brains, Nygard} {
			if style == Log4brains && name != "service" { // it differs in its head alone
				continue
			}
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
	if got := names(p); strings.Contains(got, "rollout") || !noted(p,
		"nothing is needed there (--all writes one): Rollout") {
		t.Error(got, p.Notes)
	}
	p = plan(t, library, nil, Options{All: true})
	if got := names(p); !strings.HasSuffix(got, "-data-format-json.md 0004-rollout-not-needed.md") {
		t.Error(got)
	}
}

// Where a headline says that nothing else is due, nothing else has a record, unless asked for or pinned.
func TestWhatCanWaitHasNoRecord(t *testing.T) {
	base, err := knowledge.Load(knowledge.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	answers := advisor.Answers{Choices: map[string][]string{
		"journey": {"migrate-python"}, "artifact": {"service"}, "interface": {"rest"}, "bottleneck": {"database"},
		"rust-experience": {"none"}, "store": {"postgres"}}}
	make := func(o Options, pins ...advisor.Pin) string {
		o.Date = "2026-11-22"
		p, err := Make(advisor.New(base).Advise(answers.Pinned(pins...)), nil, o)
		if err != nil {
			t.Fatal(err)
		}
		if !o.All && !noted(p, "no record, for it can wait (--all writes one): Web framework, Database layer, ") {
			t.Error(p.Notes)
		}
		return names(p)
	}
	if got := make(Options{}); got != "0001-migration-strategy-stay-on-python.md" {
		t.Error(got)
	}
	pin := advisor.Pin{Decision: "ci-platform", Option: "gitlab-ci"}
	if got := make(Options{}, pin); !strings.Contains(got, "gitlab") {
		t.Error(got)
	}
	if got := make(Options{All: true}); !strings.Contains(got, "web-framework-axum") {
		t.Error(got)
	}
}

func TestNumberingContinues(t *testing.T) {
	for _, c := range []struct{ files, want string }{
		{"", "0001-web-framework-axum.md"},
		{"README.md|template.md", "0001-web-"},
		{"0001-record-decisions.md", "0002-web-"},
		{"0009-nine.md|0002-two.md", "0010-"},
		{"0012-a-folder|0003-three.md", "0013-"},
		{"0007-diagram.png", "0008-"},
		{"007-bond.md", "008-"},
		{"9999-last.md", "10000-"},
		{"ADR-0007-use-x.md", "ADR-0008-web-"},
		{"adr-004-use-x.md", "adr-005-web-"},
		{"adr0004-use-x.md", "adr0005-web-"},
		{"ADR_0004_use_x.md", "ADR_0005_web-"},
		{"0004_use_x.md", "0005_web-"},
		{"0004 use x.md", "0005-web-"},
		{"0004.md", "0005-web-"},
		{"0004.use-x.md", "0005-web-"},
		{"001-y.md|arch/007-x.md", "008-web-"},
		{"0001-y.md|deprecated/0002-z.md", "0003-web-"},
		{"0001-y.md|pictures/0042-z.png", "0002-web-"},
		{"../0042-not-ours.md", "0001-web-"},
		{"2026-roadmap.md", "0001-web-"},
		{"3d-models.md|4.md", "5-web-"},
		// Days are how some name their records, and no numbers.
		{"20240131-log4brains.md", "20261122-web-framework-axum.md"},
		{"2026-01-05-use-x.md", "2026-11-22-web-framework-axum.md"},
		{"2026-01-05 use x.md|2026-11-22-web-framework-axum.md", "2026-11-22-web-framework-axum-2.md"},
		{"20240131-log4brains.md|0004-four.md", "0005-"},
	} {
		var files []File
		for _, name := range strings.Split(c.files, "|") {
			files = append(files, File{Name: name})
		}
		got, _, _ := strings.Cut(names(plan(t, service, files, Options{})), " ")
		if strings.HasSuffix(c.want, ".md") && got != c.want || !strings.HasPrefix(got, c.want) {
			if c.want != "2026-11-22-web-framework-axum-2.md" { // there it is known again
				t.Errorf("%q continues with %s, want %s", c.files, got, c.want)
			}
		}
	}
}

// The layout of what lies in the folder is taken over, unless another is asked for.
func TestStyleOfTheFolder(t *testing.T) {
	texts := map[Style]string{
		Nygard:     "# 1. Use x\n\nDate: 2026-01-01\n\n## Status\n\nAccepted\n\n## Context\n",
		MADR:       "---\nstatus: accepted\ndate: 2026-01-01\n---\n\n# Use x\n\n## Context and Problem Statement\n",
		Log4brains: "# Use x\n\n- Status: accepted\n- Date: 2026-01-01\n\n## Context and Problem Statement\n",
	}
	for want, text := range texts {
		files := []File{{"0001-use-x.md", text}}
		if p := plan(t, service, files, Options{}); p.Style != want || layoutOf(p.New[0].Text) != want {
			t.Errorf("%s is taken for %s, and continued with\n%s", want, p.Style, p.New[0].Text)
		}
		for _, asked := range []Style{MADR, Log4brains, Nygard} {
			if p := plan(t, service, files, Options{Style: asked}); layoutOf(p.New[0].Text) != asked {
				t.Errorf("%s beside %s is written as %s", asked, want, layoutOf(p.New[0].Text))
			}
		}
	}
	for name, want := range map[string]Style{"../../.log4brains.yml": Log4brains, ".adr-dir": Nygard, "notes.md": MADR} {
		if p := plan(t, service, []File{{name, "docs/adr"}, {"0001-x.md", texts[MADR]}}, Options{}); p.Style != want {
			t.Errorf("%s settles %s", name, p.Style)
		}
	}
}

func TestAgainChangesNothing(t *testing.T) {
	for _, style := range []Style{MADR, Log4brains, Nygard} {
		folder := after(nil, plan(t, service, nil, Options{Style: style}))
		p := plan(t, service, folder, Options{Style: style, Date: "2027-01-01"})
		if len(p.New)+len(p.Changed) != 0 || !noted(p, "2 records as before, for the decision stands: 0001") {
			t.Errorf("%s: %s %v", style, names(p), p.Notes)
		}
		// Other answers with the same picks: what was accepted is what was decided then.
		for i := range folder {
			folder[i].Text = strings.NewReplacer("tatus: proposed", "tatus: accepted", "\nProposed\n",
				"\nAccepted\n").Replace(folder[i].Text)
		}
		p = plan(t, service.With("load", ""), folder, Options{Style: style})
		if len(p.New)+len(p.Changed) != 0 || !noted(p, "though answers, pins or knowledge have changed since") {
			t.Errorf("%s: %s %v", style, names(p), p.Notes)
		}
	}
}

// A proposal that nobody edited tells today's reasons, under its own name, with its own number.
func TestWrittenAnew(t *testing.T) {
	for _, style := range []Style{MADR, Log4brains, Nygard} {
		o := Options{Style: style}
		other := service.With("load", "")
		folder := after(nil, plan(t, models, nil, o))
		folder = after(folder, plan(t, service, folder, o)) // the second of a decision: what it supersedes stays told
		folder[0].Text = strings.ReplaceAll(folder[0].Text, "\n", "\r\n")
		o.Date = "2027-01-01"
		p := plan(t, other, folder, o)
		if len(p.New) != 0 || len(p.Changed) != 2 || p.Changed[0].What != Anew || p.Words() != "2 written anew" {
			t.Fatalf("%s: %s, %d changed, %q", style, names(p), len(p.Changed), p.Words())
		}
		if c := p.Changed[0]; strings.Count(c.New, "\r\n") != strings.Count(c.New, "\n") {
			t.Errorf("%s: line ends changed", style)
		}
		sqlx := p.Changed[1]
		if strings.Contains(sqlx.New, "Waiting for I/O") || !strings.Contains(sqlx.New, "ate: 2027-01-01") ||
			!strings.Contains(sqlx.New, "Supersedes [") {
			t.Errorf("%s:\n%s", style, sqlx.New)
		}
		folder = after(folder, p)
		o.Date = "2027-02-02"
		if p := plan(t, other, folder, o); !p.Empty() {
			t.Errorf("%s: %s, %d changed again", style, names(p), len(p.Changed))
		}
		// Edited, it is left alone.
		folder[1].Text += "\nOurs.\n"
		folder[0].Text = strings.Replace(folder[0].Text, "## Team notes\r\n", "## Team notes\r\n\r\nOurs.\r\n", 1)
		if p := plan(t, service, folder, o); len(p.Changed) != 1 || p.Changed[0].Name == folder[0].Name {
			t.Errorf("%s: %v", style, p.Words())
		}
	}
}

// A run that was cut short before it marked the old records is made whole by the next one, whatever the answers are
// then.
func TestMended(t *testing.T) {
	for _, style := range []Style{MADR, Log4brains, Nygard} {
		o := Options{Style: style}
		folder := after(nil, plan(t, service, nil, o))
		whole := plan(t, models, folder, o)
		folder = after(folder, &Plan{Changed: slices.DeleteFunc(slices.Clone(whole.Changed),
			func(c Change) bool { return c.What == Superseded })})
		partial := after(folder, &Plan{New: whole.New})
		for what, answers := range map[string]advisor.Answers{"the same": models, "others": service} {
			p := plan(t, answers, partial, o)
			found := false
			for _, c := range p.Changed {
				if c.Name == marked(whole)[0].Name {
					found = true
					if diff := cmp.Diff(marked(whole)[0], c); diff != "" {
						t.Errorf("%s, %s answers: %s", style, what, diff)
					}
				}
			}
			if !found {
				t.Errorf("%s, %s answers: the old record stays proposed", style, what)
			}
			if again := plan(t, answers, after(partial, p), o); !again.Empty() {
				t.Errorf("%s, %s answers: %s, %d changed once more", style, what, names(again), len(again.Changed))
			}
		}
		// What people say of either stays.
		for i := range partial {
			if strings.Contains(partial[i].Name, "sea-orm") {
				partial[i].Text = strings.NewReplacer("tatus: proposed", "tatus: rejected", "\nProposed\n",
					"\nRejected\n").Replace(partial[i].Text)
			}
		}
		if p := plan(t, models, partial, o); !p.Empty() {
			t.Errorf("%s: a record that a rejected one superseded is marked", style)
		}
	}
}

// Where a book is built from a list of contents, it names the records.
func TestContents(t *testing.T) {
	const axum, sqlx = "[Web framework: Axum](%0001-web-framework-axum.md)",
		"[Database layer: SQLx](%0002-database-layer-sqlx.md)"
	for _, c := range []struct{ what, name, old, new string }{
		{"below the last entry of the folder", "../SUMMARY.md",
			"# Summary\n\n- [Start](start.md)\n  - [Records](docs/decisions/README.md)\n- " +
				"[End](end.md)\n\n[Colophon](colophon.md)\n",
			"# Summary\n\n- [Start](start.md)\n  - [Records](docs/decisions/README.md)\n  - " + axum + "\n  - " + sqlx +
				"\n- [End](end.md)\n\n[Colophon](colophon.md)\n"},
		{"below the last entry", "../SUMMARY.md", "# Summary\r\n\r\n* [Start](start.md)\r\n\r\n[Colophon](colophon.md)\r\n",
			"# Summary\r\n\r\n* [Start](start.md)\r\n* " + axum + "\r\n* " + sqlx + "\r\n\r\n[Colophon](colophon.md)\r\n"},
		{"at the end", "../SUMMARY.md", "# Summary\n\n", "# Summary\n\n- " + axum + "\n- " + sqlx + "\n"},
		{"beside", "SUMMARY.md", "- [Start](start.md)", "- [Start](start.md)\n- " + axum + "\n- " + sqlx},
		{"one of two", "../SUMMARY.md", "- [Ours](decisions/0001-web-framework-axum.md)\n",
			"- [Ours](decisions/0001-web-framework-axum.md)\n- " + sqlx + "\n"},
		{"one below is none", "arch/SUMMARY.md", "", ""},
	} {
		into := "decisions/"
		if !strings.Contains(c.name, "..") {
			into = ""
		}
		want := strings.ReplaceAll(c.new, "(%", "("+into)
		files := []File{{c.name, strings.ReplaceAll(c.old, "docs/decisions", "decisions")}}
		o := Options{Dir: "/home/ana/docs/decisions"}
		p := plan(t, service, files, o)
		want = strings.ReplaceAll(want, "docs/decisions", "decisions")
		if want == "" {
			if len(p.Changed) > 0 {
				t.Errorf("%s: %v", c.what, p.Changed)
			}
			continue
		}
		if len(p.Changed) != 1 || p.Changed[0].What != Contents {
			t.Fatalf("%s: %v", c.what, p.Changed)
		}
		if diff := cmp.Diff(want, p.Changed[0].New); diff != "" {
			t.Errorf("%s: %s", c.what, diff)
		}
		if p := plan(t, service, after(files, p), o); !p.Empty() {
			t.Errorf("%s: %v once more", c.what, p.Changed)
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
		MADR: {[]string{`status: "superseded by [0003-database-layer-sea-orm](0003-database-layer-sea-orm.md)"`},
			"\n\n* Supersedes [0002-database-layer-sqlx](0002-database-layer-sqlx.md)\n\n"},
		Log4brains: {[]string{"* Status: superseded by [0003-database-layer-sea-orm](0003-database-layer-sea-orm.md)"},
			"\n\n* Supersedes [0002-database-layer-sqlx](0002-database-layer-sqlx.md)\n\n"},
		Nygard: {[]string{"Superseded by [3. Database layer: SeaORM](0003-database-layer-sea-orm.md)"},
			"\n\nProposed\n\nSupersedes [2. Database layer: SQLx](0002-database-layer-sqlx.md)\n\n"},
	} {
		o := Options{Style: style}
		folder := after(nil, plan(t, service, nil, o))
		first := plan(t, models, folder, o)
		if names(first) != "0003-database-layer-sea-orm.md" || len(marked(first)) != 1 {
			t.Fatalf("%s: %s", style, names(first))
		}
		c := marked(first)[0]
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
		if names(back) != "0004-database-layer-sqlx.md" || len(marked(back)) != 1 ||
			marked(back)[0].Name != "0003-database-layer-sea-orm.md" {
			t.Fatalf("%s: %s, %d changed", style, names(back), len(back.Changed))
		}
		if style == Nygard && !strings.Contains(marked(back)[0].New,
			"\n\nSuperseded by [4. Database layer: SQLx](0004-database-layer-sqlx.md)\n\nSupersedes [2. ") {
			t.Errorf("the link back is gone:\n%s", marked(back)[0].New)
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
		"accepted":          {Log4brains, replace("* Status: proposed", "* Status: accepted"), true, ""},
		"accepted in front": {MADR, replace("status: proposed", "status: accepted"), true, ""},
		"accepted nygard":   {Nygard, replace("\nProposed\n", "\nAccepted\n"), true, ""},
		"line ends":         {MADR, func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }, true, ""},
		"team notes": {MADR, replace("## Team notes\n", "## Team notes\n\nWe know SQL.\n"), false,
			"set its status by hand: superseded by [0003-"},
		"below the mark": {MADR, func(s string) string { return s + "\nWe know SQL.\n" }, false,
			"was edited and is not touched"},
		"a word": {Nygard, replace("Chosen option", "Our option"), false,
			"set its status by hand: Superseded by [3. Database layer: SeaORM](0003-"},
		"deciders":  {MADR, replace("decision-makers:", "decision-makers: Ann"), false, "was edited"},
		"mark lost": {MADR, func(s string) string { return s[:strings.Index(s, "<!--")] }, false, "was edited"},
		"all lost":  {MADR, func(string) string { return "" }, false, "was edited"},
		"rejected": {Log4brains, replace("* Status: proposed", "* Status: rejected"), false,
			"is rejected, and stays so; 0003-database-layer-sea-orm.md is a proposal of its own"},
		"deprecated":       {Nygard, replace("\nProposed\n", "\nDeprecated\n"), false, "is deprecated"},
		"superseded by us": {MADR, replace("status: proposed", "status: superseded by 0100"), false, "is superseded"},
	} {
		o := Options{Style: c.style}
		folder := after(nil, plan(t, service, nil, o))
		record := find(t, folder, name)
		record.Text = c.edit(record.Text)
		p := plan(t, models, folder, o)
		if names(p) != "0003-database-layer-sea-orm.md" || len(marked(p)) > 0 != c.changed {
			t.Fatalf("%s: %s, %d changed", what, names(p), len(p.Changed))
		}
		if !noted(p, name) != (c.note == "") || !noted(p, c.note) {
			t.Errorf("%s: notes %q", what, p.Notes)
		}
		if c.changed {
			changedLines(t, record.Text, marked(p)[0].New)
			if strings.Count(record.Text, "\r\n") != strings.Count(marked(p)[0].New, "\r\n") {
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
	if !strings.Contains(text, "No option chosen, because a library is published") && !strings.Contains(text,
		"because A library is published") {
		t.Error(text)
	}
}

// Every record says what is bad or what leaving it takes, how to confirm, and when to look again; status and date stand
// there once.
func TestEveryRecord(t *testing.T) {
	for _, answers := range []advisor.Answers{service, models, library, {}} {
		for _, style := range []Style{MADR, Log4brains, Nygard} {
			for _, r := range plan(t, answers, nil, Options{Style: style, All: true}).New {
				for _, want := range []string{"\n* Bad, ", "onfirmation\n\n", "Revisit: 2027-11-22", "Knowledge: 2026-11",
					"## Team notes\n\n<!-- rustadvisor: "} {
					leaving := want == "\n* Bad, " && strings.Contains(r.Text, "because leaving it later")
					if !strings.Contains(r.Text, want) && !leaving {
						t.Errorf("%s %s lacks %q", style, r.Name, want)
					}
				}
				if strings.Contains(r.Text, "\n\n\n") || strings.Contains(r.Text, " \n") || strings.Contains(r.Text, "**.") {
					t.Errorf("%s %s: white space", style, r.Name)
				}
				if n := strings.Count(r.Text, "roposed\n"); n != 1 {
					t.Errorf("%s %s: %d statuses", style, r.Name, n)
				}
				if n := strings.Count(r.Text, "2026-11-22"); n != 1 {
					t.Errorf("%s %s: the date stands there %d times", style, r.Name, n)
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
		if strings.Count(r.Text, "<!--") != 1 || strings.Contains(r.Text, "\n# no") || strings.Count(r.Text,
			"<script>") != strings.Count(r.Text, `\<script>`) {
			t.Error(r.Text)
		}
		if p, _ := Make(a, []File{File(r)}, Options{Style: style, Date: "2026-11-22"}); len(p.New) != 0 {
			t.Error("not known again")
		}
	}
}

// Ids that differ only in what no name of a file has are still told apart, and plain ones stay as they are.
func TestWordsDiffer(t *testing.T) {
	long := strings.Repeat("long", 30)
	of := map[string]string{}
	for _, id := range []string{"-", ".", "a", "A", "ä", "ö", "äö", "öä", "Ä", "a b", "a-b", "a/b", "a\\b", "a.b", "a-b-",
		"-a-b", "日本", "中国", "a\u0308", "none-fits", "not-needed", long + "1", long + "2", "web-framework", "p@b", "ä@b",
		"ö@b", "..", "../a"} {
		w := word(id)
		if other, is := of[w]; is {
			t.Errorf("%q and %q are both %q", id, other, w)
		}
		if of[w] = id; strings.Trim(w, "abcdefghijklmnopqrstuvwxyz0123456789-_.") != "" || w == "" || w[0] == '.' ||
			len(w) > 150 {
			t.Errorf("%q is %q", id, w)
		}
	}
	for id, want := range map[string]string{"web-framework": "web-framework",
		"database-layer@postgres": "database-layer-postgres"} {
		if got := word(id); got != want {
			t.Errorf("%q is %q, want %q", id, got, want)
		}
	}
}

func TestWrongOptions(t *testing.T) {
	a := engine(t).Advise(service)
	for _, o := range []Options{{Style: "madrid", Date: "2026-11-22"}, {Style: MADR}, {Style: MADR, Date: "22.11.2026"},
		{Style: MADR, Date: "2026-13-01"}} {
		if _, err := Make(a, nil, o); err == nil {
			t.Errorf("%v is taken", o)
		}
	}
}

// A decision may get a pick for each of several choices, and lose them again: what stays picked keeps its record.
func TestPicksPerChoice(t *testing.T) {
	one := engine(t).Advise(service)
	at := slices.IndexFunc(one.Decisions, func(d advisor.Decided) bool { return d.ID == "database-layer" })
	sole := *one
	sole.Decisions = slices.Clone(one.Decisions)
	sole.Decisions[at].Choice = "postgres"
	two := *one
	postgres, mongodb := one.Decisions[at], engine(t).Advise(library).Decisions[at]
	postgres.Choice, postgres.For = "postgres", &advisor.Setting{Question: "store", Choice: "postgres"}
	mongodb.Choice, mongodb.For = "mongodb", &advisor.Setting{Question: "store", Choice: "mongodb"}
	two.Decisions = slices.Concat(one.Decisions[:at], []advisor.Decided{postgres, mongodb}, one.Decisions[at+1:])
	run := func(a *advisor.Advice, folder []File) *Plan {
		p, err := Make(a, folder, Options{Date: "2026-11-22"})
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	folder := after(nil, run(&sole, nil))
	p := run(&two, folder)
	if names(p) != "0003-database-layer-mongodb-mongodb.md" || len(marked(p)) != 0 {
		t.Fatalf("%s, %d superseded", names(p), len(marked(p)))
	}
	folder = after(folder, p)
	if p := run(&two, folder); !p.Empty() {
		t.Errorf("%s again, %d changed", names(p), len(p.Changed))
	}
	p = run(&sole, folder)
	if len(p.New) != 0 || len(marked(p)) != 0 || !noted(p,
		"0003-database-layer-mongodb-mongodb.md is about a choice that the answers do not make any more") {
		t.Errorf("%s, %q", names(p), p.Notes)
	}
	if noted(p, "0002-") {
		t.Errorf("%q", p.Notes)
	}
}

// Records keep to the lines that linters of Markdown take: what is longer is one word, such as a link.
func TestLineLength(t *testing.T) {
	for _, style := range []Style{MADR, Log4brains, Nygard} {
		for _, r := range plan(t, service, nil, Options{Style: style, All: true}).New {
			for _, l := range strings.Split(r.Text, "\n") {
				rest := []rune(strings.TrimLeft(l, " "))
				if utf8.RuneCountInString(l) > layout.Columns &&
					strings.Contains(string(rest[min(len(rest), layout.Columns):]), " ") {
					t.Errorf("%s: %d columns: %s", r.Name, utf8.RuneCountInString(l), l)
				}
			}
		}
	}
}
