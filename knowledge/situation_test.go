package knowledge

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"rustadvisor/knowledge/schematest"
	"rustadvisor/knowledge/search"
)

const situations = "situations/web.toml"

func init() {
	for name, f := range map[string]fault{
		"situation key": {situations, `words = [`, `word = [`, `word = [`, `unknown key "situation.word"`,
			"check its spelling"},
		"situation twice": {situations, `id = "uploads"`, `id = "proxied"`, `label = "People`,
			`situation "proxied" stands already`, "another id"},
		"situation without label": {situations, `label = "People upload files"`, ``, `id = "uploads"`,
			`situation "uploads" lacks its label`, "add label"},
		"situation adds nowhere": {situations, `"web.fun" = 1`, `"web.fan" = 1`, `"web.fan"`,
			`unknown criterion of web "fan"`, "did you mean fun?"},
		"situation adds too much": {situations, `"web.fun" = 1`, `"web.fun" = 12`, `"web.fun"`, "adds 12", "-9 to 9"},
		"situation expects": {situations, `question = "artifact"`, `question = "artefact"`, `"artefact"`,
			`unknown question "artefact"`, "did you mean artifact?"},
		"rules out nothing known": {situations, `rules-out = ["p1"]`, `rules-out = ["limit-sice"]`, `"limit-sice"`,
			`unknown practice, snippet, risk or mind "limit-sice"`, "did you mean limit-size?"},
		"veto of no option": {situations, `option = "web.actix"`, `option = "web.acix"`, `"web.acix"`,
			`unknown option "web.acix"`, "did you mean web.actix"},
		"veto without reason": {situations, `reason = "So it is."`, ``, `[[situation.veto]]`, "without a reason",
			"add reason"},
		"veto finding": {situations, `finding = "f1"`, `finding = "f4"`, `"f4"`, `unknown finding "f4"`,
			"did you mean f1"},
		"mind without text": {situations, `text = "Before the body is read."`, ``, `title = "Limit the size"`,
			"lacks its id or a text", "add id, title and text"},
		"mind twice": {situations, `id = "limit-size"`, `id = "trust-header"`,
			"id = \"trust-header\"\ntitle = \"Limit", `"trust-header" stands already in situation "proxied"`, "another id"},
		"mind too heavy": {situations, `weight = 3`, `weight = 4`, `weight = 4`, `"trust-header" weighs 4`,
			"use 1, 2 or 3"},
		"mind on nothing": {situations, `sources = ["page"]`, ``, `title = "Limit the size"`, "rests on nothing",
			"name a source"},
		"mind on no source": {situations, `sources = ["header"]`, `sources = ["heater"]`, `"heater"`,
			`unknown source "heater"`, "did you mean header"},
		"mind on no finding": {situations, `findings = ["f1"]`, `findings = ["f7"]`, `"f7"`, `unknown finding "f7"`,
			"did you mean f1"},
		"mind with no situation": {situations, `situation = ["uploads"]`, `situation = ["upload"]`, `["upload"]`,
			`unknown situation "upload"`, "did you mean uploads?"},
		"a condition on two": {situations, `{ situation = ["uploads"] }`,
			`{ situation = ["uploads"], question = "speed", in = ["fast"] }`, `"speed"`, "more than one thing",
			"another condition"},
		"a question's situation": {questions, `{ question = "artifact", in = ["service"] }`, `{ situation = ["uploads"] }`,
			`situation = ["uploads"]`, "only for practices", "use a question"},
		"situation of no topic": {"situations/wap.toml", ``,
			"[[situation]]\nid = \"s\"\nlabel = \"So\"\nadds = { \"web.fun\" = 1 }", `[[situation]]`, `unknown topic "wap"`,
			"did you mean web?"},
		"situation of nothing": {situations,
			"[[situation.mind]]\nid = \"limit-size\"\ntitle = \"Limit the size\"\ntext = \"Before the body is " +
				"read.\"\nsources = [\"page\"]", ``, `id = "uploads"`, "changes nothing", "add a [[situation.mind]]"},
		"a situation's source": {situations, `https://example.org/header`, `ftp://example.org`, `ftp://`,
			`source "header" is incomplete`, "give url"},
	} {
		faults[name] = f
	}
}

// House rules add a situation, change a point of one, and retire another.
func TestHouseSituations(t *testing.T) {
	rules := fstest.MapFS{"situations/web.toml": {Data: []byte(`
[[situation]]
id = "uploads"
retired = true
[[situation]]
id = "proxied"
expects = [{ question = "artifact", in = ["tool"] }]
[[situation.mind]]
id = "trust-header"
text = "Ours is X-Acme-For."
[[situation]]
id = "mainframe"
label = "The ledger is on the mainframe"
[[situation.mind]]
id = "night-window"
title = "Nothing runs between two and four"
text = "The batch window belongs to the mainframe."
findings = ["f1"]
`)}}
	base, err := Load(small(), House{Name: "acme", FS: rules})
	if err != nil {
		t.Fatal(err)
	}
	if got := base.SituationIDs(); !slices.Equal(got, []string{"proxied", "mainframe"}) {
		t.Errorf("offered: %v", got)
	}
	s := base.Situation("proxied")
	if m := s.Mind[0]; m.Text != "Ours is X-Acme-For." || m.Title != "Trust the header of the proxy alone" || !m.House ||
		len(s.Mind) != 2 {
		t.Errorf("changed to %+v", s.Mind)
	}
	if len(s.Expects) != 1 || s.Expects[0].In[0] != "tool" {
		t.Errorf("expects %v: rules replace conditions as a whole", s.Expects)
	}
	schema := schemaOf(t, base, "situations")
	for _, fault := range schematest.Check(schema, decoded(t, string(rules["situations/web.toml"].Data)), "rules") {
		t.Error(fault)
	}
}

// What people call a thing finds it, before anything whose text merely mentions it.
func TestFindSituation(t *testing.T) {
	base, err := Load(Embedded())
	if err != nil {
		t.Fatal(err)
	}
	index := search.NewIndex(base.SituationEntries())
	for query, want := range map[string]string{
		"pgbouncer": "pooler-transaction-mode", "supavisor": "pooler-transaction-mode", "pgboucer": "pooler-transaction-mode",
		"row-level": "row-level-security", "rls": "row-level-security", "gunicorn": "prefork-server", "glibc": "old-glibc",
		"hsm": "client-tls-hardware", "webhook": "webhooks-in", "n+1": "n-plus-one", "celery": "celery-tasks",
		"mssql": "sql-server", "pool exhausted": "pool-dry", "auth0": "own-accounts", "password reset": "own-accounts",
		"sso": "sso-browser", "jinja": "templates-move", "pyo3 or axum": "python-waits", "like query": "search-typing",
		"stay with python": "python-web-tuned", "django": "flask-fastapi-port",
	} {
		hits := index.Search(query, 0)
		if len(hits) == 0 || hits[0].ID != want {
			t.Errorf("%s finds %v, not %s first", query, hits[:min(3, len(hits))], want)
		}
	}
}

// Each text of the real base is a line or two, and each situation is called what people call it.
func TestSituationTexts(t *testing.T) {
	base, err := Load(Embedded())
	if err != nil {
		t.Fatal(err)
	}
	labels := map[string]string{}
	for _, s := range base.Situations {
		if other, taken := labels[strings.ToLower(s.Label)]; taken {
			t.Errorf("%s and %s have one label", other, s.ID)
		}
		labels[strings.ToLower(s.Label)] = s.ID
		if len(s.Label) > 90 {
			t.Errorf("%s: a label of %d bytes", s.ID, len(s.Label))
		}
		if len(s.Mind) == 0 {
			t.Errorf("%s has nothing to mind", s.ID)
		}
		for _, m := range s.Mind {
			if len(m.Title) > 120 || len(m.Text) > 500 {
				t.Errorf("%s: title of %d bytes, text of %d", m.ID, len(m.Title), len(m.Text))
			}
		}
	}
}

// BenchmarkFindSituation searches as a key is pressed.
func BenchmarkFindSituation(b *testing.B) {
	base, err := Load(Embedded())
	if err != nil {
		b.Fatal(err)
	}
	index := search.NewIndex(base.SituationEntries())
	queries := []string{"p", "pg", "pgb", "pgbouncer", "order per customer", "cookie", "glibc", "e"}
	for i := 0; b.Loop(); i++ {
		index.Search(queries[i%len(queries)], 0)
	}
}
