package advisor_test

import (
	"encoding/json"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"rustadvisor/advisor"
	"rustadvisor/advisor/report"
	"rustadvisor/knowledge"
)

// house is the base with rules over it, given by file.
func house(t *testing.T, files map[string]string) *knowledge.Base {
	t.Helper()
	rules := fstest.MapFS{}
	for name, text := range files {
		rules[name] = &fstest.MapFile{Data: []byte(text)}
	}
	base, err := knowledge.Load(knowledge.Embedded(), knowledge.House{Name: "acme", FS: rules})
	if err != nil {
		t.Fatal(err)
	}
	return base
}

const (
	bans = `id = "web-framework"
[[option]]
id = "axum"
banned = "Only through our own layer."
[[option]]
id = "actix-web"
banned = "Only through our own layer."
`
	acmeHTTP = `
[[option]]
id = "acme-http"
based-on = "axum"
title = "Acme HTTP"
summary = "Our layer over Axum, with the company's headers and audit."
crates.acme-http = { version = "3", registry = "acme" }
crates.acme-audit = { git = "https://git.acme.example/audit" }
[option.fit]
ecosystem = { value = 1, finding = "axum-state", note = "as Axum, behind our types" }
`
)

var tokens = map[string]string{"journey": "new-service", "artifact": "service", "interface": "rest",
	"store": "postgres",
	"login": "tokens", "runs-on": "kubernetes"}

// TestBasedOn bans the frameworks that a company's layer takes the place of: the layer is advised with all that
// holds for what it is made of, and so is what stands on it.
func TestBasedOn(t *testing.T) {
	axum := engine(t).Advise(given(tokens))
	base := house(t, map[string]string{"decisions/web-framework.toml": bans + acmeHTTP})
	if unbound := base.Unbound(); len(unbound) > 0 {
		t.Errorf("%s is bound by what it is made of", unbound)
	}
	advice := advisor.New(base).Advise(given(tokens))
	for decision, want := range map[string]string{"web-framework": "acme-http",
		"authentication": "jwt-axum-middleware", "async-runtime": "tokio"} {
		if got := decided(advice, decision).Pick.ID; got != want {
			t.Errorf("%s: %q, not %q", decision, got, want)
		}
	}
	o := decided(advice, "web-framework").Option
	if o.Fit["ecosystem"].Value != 1 || o.Fit["ergonomics"].Value != 2 || o.Reversal == "" || o.Ring != "adopt" {
		t.Errorf("its own fits and what it takes over: %+v", o)
	}
	for _, name := range []string{"acme-http", "axum", "tokio"} {
		if _, ok := o.Crates[name]; !ok {
			t.Errorf("the crate %s is not among %v", name, o.Crates)
		}
	}
	if !strings.Contains(advice.Verdict, "Acme HTTP") {
		t.Errorf("the verdict is %q", advice.Verdict)
	}
	ids := func(a *advisor.Advice) (out []string) {
		for _, p := range a.Practices {
			out = append(out, p.ID)
		}
		for _, s := range a.Snippets {
			out = append(out, s.ID)
		}
		return out
	}
	for _, id := range ids(axum) {
		if !slices.Contains(ids(advice), id) {
			t.Errorf("%s is told of Axum only", id)
		}
	}
	if problems := advisor.New(base).Verify().Problems; len(problems) > 0 {
		t.Errorf("problems: %s", problems)
	}
}

// TestNoFrameworkLeft bans every framework, and every one but the one that is kept: what callers demand is then
// told to be missing, with the reason, and nothing else is taken for it.
func TestNoFrameworkLeft(t *testing.T) {
	rules := `id = "web-framework"` + "\n"
	for _, o := range engine(t).Base().Decision("web-framework").Options {
		if o.ID != "none" {
			rules += "[[option]]\nid = \"" + o.ID + "\"\nbanned = \"No HTTP in our programs.\"\n"
		}
	}
	advice := advisor.New(house(t, map[string]string{"decisions/web-framework.toml": rules})).Advise(given(tokens))
	d := decided(advice, "web-framework")
	if d.Standing != advisor.NoneFit || d.Fallback == "" {
		t.Errorf("the web framework is %s %q", d.Pick.ID, d.Standing)
	}
	why := map[string]string{}
	for _, x := range d.Excluded {
		why[x.ID] = x.Why
	}
	if !strings.Contains(why["axum"], "No HTTP in our programs") || !strings.Contains(why["none"], "callers speak HTTP") {
		t.Errorf("the reasons are %v", why)
	}
	if got := decided(advice, "authentication"); got.Pick.ID == "none" || got.Standing == advisor.NoneFit {
		t.Errorf("tokens are checked by %q, %s", got.Pick.ID, got.Standing)
	}
}

// TestUnbound names an option that nothing is said of, and none of the base.
func TestUnbound(t *testing.T) {
	if unbound := engine(t).Base().Unbound(); len(unbound) > 0 {
		t.Errorf("%s: %s", unbound, knowledge.UnboundMend)
	}
	free := strings.Replace(acmeHTTP, `based-on = "axum"`, "ring = \"adopt\"\nreversal = \"low\"", 1)
	base := house(t, map[string]string{"decisions/web-framework.toml": "id = \"web-framework\"\n" + free})
	if got := base.Unbound(); !slices.Equal(got, []string{"web-framework.acme-http"}) {
		t.Errorf("unbound are %s", got)
	}
	said := strings.Replace(free, "title =", "expected_unbound = \"It runs on anything.\"\ntitle =", 1)
	for _, files := range []map[string]string{{"decisions/web-framework.toml": "id = \"web-framework\"\n" + said},
		{"decisions/web-framework.toml": "id = \"web-framework\"\n" + free, "constraints.toml": `[[require]]
option = "web-framework.acme-http"
needs = ["async-runtime.tokio"]
reason = "It runs on Tokio."
finding = "axum-state"
`}} {
		if got := house(t, files).Unbound(); len(got) > 0 {
			t.Errorf("%s is said to be unbound", got)
		}
	}
}

// TestAddingAnOption adds Poem as an expert would: an entry in its decision's file with what it rests on beside it,
// a constraint, and a situation that speaks for it. The whole base is sound then, and it is advised where its needs
// say and something speaks for it.
func TestAddingAnOption(t *testing.T) {
	files := fstest.MapFS{}
	add := func(name, more string) {
		text, err := fs.ReadFile(knowledge.Embedded(), name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: append(text, more...)}
	}
	err := fs.WalkDir(knowledge.Embedded(), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			add(name, "")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	add("decisions/web-framework.toml", poem)
	add("constraints.toml", `
[[require]]
option = "web-framework.poem"
needs = ["async-runtime.tokio"]
reason = "Poem is served on Tokio."
finding = "poem-state"
`)
	add("situations/api.toml", `
[[situation]]
id = "openapi-from-code"
label = "The OpenAPI description has to come from the code, with its types"
words = ["swagger", "openapi"]
adds = { "web-framework.described" = 6 }
`)
	base, err := knowledge.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	if unbound := base.Unbound(); len(unbound) > 0 {
		t.Errorf("unbound: %s", unbound)
	}
	if f := base.Finding("poem-state"); f == nil || f.Topic != "web" || base.Source("poem-repo") == nil {
		t.Errorf("what it rests on is %+v", f)
	}
	e := advisor.New(base)
	verified := e.Verify()
	if len(verified.Problems) > 0 {
		t.Errorf("problems: %s", verified.Problems)
	}
	if a := e.Advise(given(tokens)); decided(a, "web-framework").Pick.ID != "axum" {
		t.Error("it is advised where nothing speaks for it")
	}
	described := given(tokens).WithSituations("openapi-from-code")
	a := e.Advise(described)
	if d := decided(a, "web-framework"); d.Pick.ID != "poem" || d.Option.Crates["poem"].Version != "3" ||
		decided(a, "async-runtime").Pick.ID != "tokio" || decided(a, "authentication").Pick.ID == "none" {
		t.Errorf("advised is %s", ranking(d))
	}
	if d := decided(e.Advise(described.With("interface", "rest", "grpc")), "web-framework"); d.Pick.ID == "poem" {
		t.Error("it is advised against its need")
	}
}

const poem = `
[[criterion]]
id = "described"
title = "an OpenAPI description from the code"
scale = { "0" = "by another crate", "2" = "from the types of the handlers" }

[[option]]
id = "poem"
title = "Poem"
phrase = "Poem {}"
ring = "trial"
summary = "A framework whose poem-openapi writes the description of the API from the types of its handlers."
rust = "1.85"
crates = { poem = { version = "3" }, poem-openapi = { version = "5" }, tokio = { version = "1", features = ["macros", "rt-multi-thread"] } }
findings = ["poem-state"]
reversal = "high: handlers and their types are its own macros"
confirm = "` + "`cargo tree -i poem`" + ` shows one version."
[[option.need]]
question = "interface"
in = ["rest", "sse", "websocket", "html"]
reason = "Its gRPC is a crate of its own that few use; serve it with tonic."
finding = "poem-state"
[option.fit]
ergonomics = { value = 2, finding = "poem-state" }
described = { value = 2, finding = "poem-state", note = "poem-openapi, from the types of the handlers" }
long-lived = { value = 1, finding = "poem-state" }

[[finding]]
id = "poem-state"
title = "Poem today"
claim = "poem 3.1.12 needs Rust 1.85 and runs on Tokio; poem-openapi describes an API from its types."
confidence = "certain"
date = "2026-11-29"
sources = ["poem-repo"]

[[source]]
id = "poem-repo"
url = "https://github.com/poem-web/poem"
title = "Poem"
kind = "primary"
seen = "2026-11-29"
`

// TestFixedAnswer: what house rules answer for everybody is not asked, counts, cannot be answered otherwise and is no
// answer to give away.
func TestFixedAnswer(t *testing.T) {
	e := advisor.New(house(t, map[string]string{"questions.toml": `[[question]]
id = "forge"
retired = true
answer = ["gitlab"]
`}))
	a := given(tokens)
	for _, a := range []advisor.Answers{a, a.With("forge", "github")} {
		advice := e.Advise(a)
		if d := decided(advice, "ci-platform"); d.Pick.ID != "gitlab-ci" {
			t.Errorf("CI is %s", ranking(d))
		}
		for _, d := range advice.Decisions {
			for _, f := range d.Flips {
				if f.Set[0].Question == "forge" {
					t.Errorf("%s: another answer is offered, %+v", d.ID, f.Set)
				}
			}
		}
		for _, s := range e.Flow(a) {
			if s.Question.ID == "forge" {
				t.Error("it is asked")
			}
		}
		if e.Active(a)("forge") || e.Shown(a).Answered("forge") {
			t.Error("it is given away")
		}
		for name, write := range map[string]func(*advisor.Advice) ([]byte, error){"JSON": report.JSON,
			"short JSON": report.Brief} {
			text, err := write(advice)
			var doc struct{ Fixed []string }
			if err != nil || json.Unmarshal(text, &doc) != nil || !slices.Equal(doc.Fixed, []string{"forge"}) {
				t.Errorf("%s marks %v as fixed: %v", name, doc.Fixed, err)
			}
		}
		if command := report.Command(advice, ""); strings.Contains(command, "forge") {
			t.Errorf("the command says it: %s", command)
		}
	}
	if problems := e.Verify().Problems; slices.ContainsFunc(problems, func(p string) bool {
		return !strings.Contains(p, "ci-platform") && !strings.Contains(p, "forge")
	}) {
		t.Errorf("problems: %s", problems)
	}
}
