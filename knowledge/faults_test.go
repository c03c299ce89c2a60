package knowledge

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"rustadvisor/knowledge/strict"
)

// small is the small base, to be changed.
func small() fstest.MapFS { return inMemory(os.DirFS("testdata/small")) }

func TestSmall(t *testing.T) {
	if _, err := Load(small()); err != nil {
		t.Fatal(err)
	}
}

const (
	vocabulary = "vocabulary.toml"
	questions  = "questions.toml"
	web        = "decisions/web.toml"
	constraint = "constraints.toml"
	sources    = "sources.toml"
	findings   = "findings/web.toml"
	practices  = "practices/web.toml"
	plan       = "plan.toml"
)

// fault is a change to one file of the small base: the first old becomes new. The problem is expected on the line
// of the changed file on which at stands, and to say what and mend.
type fault struct{ file, old, new, at, what, mend string }

var faults = map[string]fault{
	"unknown key": {web, `ring = "adopt"`, `rings = "adopt"`, `rings =`, `unknown key "option.rings"`,
		"check its spelling"},
	"unknown key in a table": {web, `value = 2,`, `value = 2, valu = 3,`, `valu =`, `unknown key "option.fit.fun.valu"`,
		"check its spelling"},
	"unknown table": {plan, `[[kpi]]`, `[[kpis]]`, `[[kpis]]`, `unknown key "kpis"`, "check its spelling"},
	"syntax":        {web, `title = "Axum"`, `title = "Axum`, `title = "Axum`, "", "fix the TOML"},
	"no key":        {questions, `label = "A tool"`, `= "A tool"`, `= "A tool"`, "", "fix the TOML"},
	"key twice": {web, `title = "Axum"`, "title = \"Axum\"\ntitle = \"Tower\"", `title = "Tower"`,
		"stands twice", "keep one of the two"},
	"tables nested for ever": {web, `fun = { value = 1,`, `fun = { a = ` + strings.Repeat("{ a = ", 30) + `1` +
		strings.Repeat(" }", 30) + `, value = 1,`, `fun = { a`, "nested more than 24 deep", "write it as"},
	"a key without end": {web, `prior = 1`, strings.Repeat("a.", 5000) + `a = 1`, `a.a.a`,
		"nested more than 24 deep", "write it as"},
	"questions without end": {questions, `label = "Slow"`, "label = \"Slow\"\n" + manyQuestions, `id = "many297"`,
		"there are 303 questions, more than 300", "take some out"},
	"prior too large": {web, `prior = 1`, `prior = 4611686018427387904`, `prior = 461`,
		"weighs 4611686018427387904 before any answer", "from -9 to 9"},
	"weeks without end": {plan, `weeks = [1, 2]`, `weeks = [1, 9223372036854775807]`, `weeks = `,
		"lasts from week 1 to 9223372036854775807", "from 1 to 520"},
	"weeks before the first": {plan, `weeks = [1, 2]`, `weeks = [-3, 2]`, `weeks = `, "lasts from week -3 to 2",
		"from 1 to 520"},
	"an id that parts ids": {web, `id = "actix"`, `id = "act.ix"`, `id = "act.ix"`,
		`option "act.ix" has a character`, "use letters"},
	"a release of Rust that is none": {web, `id = "actix"`, "id = \"actix\"\nrust = \"1.80\\\" }\"", `rust = `,
		`needs Rust "1.80\" }", which is no release`, `"1.80"`},
	"a library of no kind": {web, `id = "actix"`, "id = \"actix\"\ncrate-types = [\"cdylib\\\"]\"]", `crate-types = `,
		`unknown crate type "cdylib`, ""},
	"an id with a line end": {web, `id = "actix"`, `id = "act\nix"`, `id = "act\nix"`, `has a character`, "use letters"},
	"an id with a comma": {questions, `id = "tool"`, `id = "to,ol"`, `id = "to,ol"`, `choice "to,ol" has a character`,
		"use letters"},
	"wrong type": {web, `prior = 1`, `prior = "one"`, `prior = "one"`, "is of type string, not integer",
		"write it as"},
	"wrong type of a list": {questions, `essential = ["there"]`, `essential = "there"`, `essential = "there"`,
		"is of type string, not array", "write it as"},
	"a number for a table": {questions, `adds = { "web.fun" = 3 }`, `adds = 3`, `adds = 3`,
		`"question.choice.adds" is of type integer, not table`, "write it as"},
	"a fraction":          {web, `value = 1,`, `value = 1.5,`, `value = 1.5`, "float", "write it as"},
	"bad UTF-8":           {web, `title = "Axum"`, "title = \"\xff\"", `title = "` + "\xff", "UTF-8", ""},
	"a control character": {web, `title = "Axum"`, "title = \"\x1b[31m\"", `title = "` + "\x1b", "control", ""},
	"no version":          {vocabulary, `version = "2026-11"`, ``, ``, "has no version", `add version`},
	"no unsure": {vocabulary, `label = "Not sure yet"`, ``, `[unsure]`, "not knowing is missing",
		"add [unsure]"},
	"unsure adds": {vocabulary, `label = "Not sure yet"`,
		"label = \"Not sure yet\"\nadds = { \"web.fun\" = 1 }", `adds = { "web.fun" = 1 }`, "not knowing", "remove adds"},
	"journey twice": {vocabulary, `id = "back"`, `id = "there"`, `title = "Come back"`,
		`journey "there" stands twice`, "another id"},
	"journey adds nowhere": {vocabulary, `"web.fun" = 1`, `"web.fan" = 1`, `"web.fan" = 1`,
		`unknown criterion of web "fan"`, "did you mean fun?"},
	"journey without title": {vocabulary, `title = "Go there"`, ``, `adds =`, `lacks its id or title`,
		"add id and title"},
	"section unknown": {questions, `section = "all"`, `section = "al"`, `section = "al"`, `unknown section "al"`,
		"did you mean all?"},
	"essential unknown": {questions, `["there"]`, `["hither"]`, `["hither"]`, `unknown journey "hither"`,
		"did you mean there"},
	"question without text": {questions, `why = "It matters."`, ``, `id = "artifact"`,
		`question "artifact" lacks a text`, "add why"},
	"question without id": {questions, `id = "artifact"`, ``, `title = "What is it?"`, "a question has no id",
		"add id"},
	"question twice": {questions, `id = "speed"`, `id = "artifact"`, `title = "How fast?"`,
		`question "artifact" stands already at questions.toml:5`, "another id"},
	"question named journey": {questions, `id = "speed"`, `id = "journey"`, `title = "How fast?"`, `"journey"`,
		"another id"},
	"too few choices": {questions, "[[question.choice]]\nid = \"tool\"\nlabel = \"A tool\"", ``,
		`id = "artifact"`, "offers no choice", "add a [[question.choice]]"},
	"too many choices": {questions, "[[question.choice]]\nid = \"tool\"", manyChoices +
		"[[question.choice]]\nid = \"tool\"", `id = "artifact"`, "choices", "at most"},
	"choice twice": {questions, `id = "tool"`, `id = "service"`, `label = "A tool"`,
		`choice "service" of question "artifact" stands twice`, "another id"},
	"choice without label": {questions, `label = "A tool"`, ``, `id = "tool"`, "lacks its id or label",
		"add id and label"},
	"unsure choice adds": {questions, `label = "Fast"`, "label = \"Fast\"\nunsure = true", `label = "Fast"`,
		"means not knowing", "remove adds"},
	"adds to no decision": {questions, `"data.calm" = 2`, `"date.calm" = 2`, `"date.calm" = 2`,
		`unknown decision "date"`, "did you mean data?"},
	"adds to no criterion": {questions, `"data.calm" = 2`, `"data.clam" = 2`, `"data.clam" = 2`,
		`unknown criterion of data "clam"`, "did you mean calm?"},
	"adds too much": {questions, `"data.calm" = 2`, `"data.calm" = 10`, `"data.calm" = 10`, "adds 10",
		"-9 to 9"},
	"adds nothing": {questions, `"data.calm" = 2`, `"data.calm" = 0`, `"data.calm" = 0`, "adds 0", "not 0"},
	"when unknown": {questions, `question = "artifact"`, `question = "artefact"`, `"artefact"`,
		`unknown question "artefact"`, "did you mean artifact?"},
	"when itself": {questions, `question = "artifact"`, `question = "speed"`, `when = [`,
		"not asked before it", "ask that question first"},
	"when forward": {questions, `essential = ["there"]`, `when = [{ question = "speed", in = ["fast"] }]`,
		`when = [{ question = "speed"`, "not asked before it", "ask that question first"},
	"when no choice": {questions, `in = ["service"]`, `in = ["servant"]`, `"servant"`,
		`unknown choice of artifact "servant"`, "did you mean service?"},
	"when never": {questions, `in = ["service"]`, `in = []`, `in = []`, "never holds",
		"list at least one choice"},
	"when contradicts itself": {questions, `in = ["service"] }]`,
		`in = ["service"] }, { question = "artifact", in = ["tool"] }]`, `when = [`, `question "speed" can never be asked`,
		"loosen"},
	"when a decision": {questions, `{ question = "artifact", in = ["service"] }`,
		`{ decision = "web", in = ["axum"] }`, `decision = "web"`, "only for practices", "use a question"},
	"or without when": {questions, `when = [{ question = "artifact", in = ["service"] }]`,
		`or = [{ question = "artifact", in = ["service"] }]`, `or = [`, `question "speed" is asked anyway`, "say with when"},
	"or unknown": {questions, `essential = ["there"]`, `or = [{ question = "artefact", in = ["service"] }]`,
		`or = [`, `unknown question "artefact"`, "did you mean artifact?"},
	"when far back": {questions, "[[question.choice]]\nid = \"slow\"\nlabel = \"Slow\"",
		"[[question.choice]]\nid = \"slow\"\nlabel = \"Slow\"\n" + farBack, `when = [{ question = "speed"`,
		`question "far" can never be asked`, "loosen"},

	"decision under another name": {web, `id = "web"`, `id = "wap"`, `id = "wap"`, `the decision's id is "wap"`,
		"name the file decisions/wap.toml"},
	"decision without text": {web, `asks = "Which?"`, ``, `id = "web"`, `decision "web" lacks a text`,
		"add asks"},
	"tie_break unknown": {web, `["axum", "actix"]`, `["axum", "actix", "acix"]`, `tie_break`,
		`unknown option of web "acix"`, "did you mean actix"},
	"tie_break twice": {web, `["axum", "actix"]`, `["axum", "actix", "axum"]`, `tie_break`,
		`"axum" stands twice`, "once"},
	"criterion twice": {web, "prior = 1", "prior = 1\n[[criterion]]\nid = \"fun\"\ntitle = \"More\"",
		`[[criterion]]` + "\nid = \"fun\"\ntitle = \"More\"", `criterion "fun" stands twice`, "another id"},
	"criterion without title": {web, `title = "Fun"`, ``, `id = "fun"`, "lacks its id or title", "add id and title"},
	"no options": {"decisions/none.toml", ``, noOptions, `id = "none"`, "has no option",
		"add an [[option]]"},
	"option twice": {web, `id = "actix"`, `id = "axum"`, `title = "Actix"`, `option "axum" stands twice`,
		"another id"},
	"option without text": {web, `summary = "It is."`, ``, `id = "axum"`, `option "axum" lacks a text`,
		"add summary"},
	"ring unknown": {web, `ring = "adopt"`, `ring = "adapt"`, `ring = "adapt"`, `unknown ring "adapt"`,
		"did you mean adopt?"},
	"fit on no criterion": {web, `fun = { value = 2`, `fan = { value = 2`, `fan =`,
		`unknown criterion of web "fan"`, "did you mean fun?"},
	"fit too high": {web, `value = 2`, `value = 3`, `value = 3`, `the fit of "axum" on "fun" is 3`,
		"use -2 to 2"},
	"fit too low": {web, `value = 1,`, `value = -3,`, `value = -3`, `the fit of "actix" on "fun" is -3`,
		"use -2 to 2"},
	"fit without finding": {web, `value = 2, finding = "f1"`, `value = 2`, `value = 2`, `unknown finding ""`, ""},
	"fit on no finding": {web, `value = 2, finding = "f1"`, `value = 2, finding = "f2"`, `"f2"`,
		`unknown finding "f2"`, "did you mean f1"},
	"option on no finding": {web, `findings = ["f1"]`, `findings = ["f9"]`, `"f9"`, `unknown finding "f9"`,
		"did you mean f1"},
	"crate without a name": {web, "[option.fit]", "[option.crates.\"axum; rm -rf ~\"]\nversion = \"1\"\n[option.fit]",
		`[option.crates."axum; rm`, `crate "axum; rm -rf ~" has the name "axum; rm -rf ~"`, "write it as Cargo.toml has it"},
	"crate from too long an address": {web, "[option.fit]", "[option.crates.axum]\nversion = \"1\"\ngit = \"https://" +
		strings.Repeat("a", 600) + "\"\n[option.fit]", `[option.crates.axum]`, `crate "axum" has the address "https://aaaa`,
		"write it as Cargo.toml has it"},
	"crate of no version": {web, "[option.fit]", "[option.crates.axum]\nversion = \"1\\\" }\"\n[option.fit]",
		`[option.crates.axum]`, `crate "axum" has the version "1\" }"`, "write it as Cargo.toml has it"},
	"crate of no feature": {web, "[option.fit]",
		"[option.crates.axum]\nversion = \"1\"\nfeatures = [\"$(x)\"]\n[option.fit]", `[option.crates.axum]`,
		`crate "axum" has the feature "$(x)"`, "write it as Cargo.toml has it"},
	"crate of no place": {web, "[option.fit]",
		"[option.crates.axum]\nversion = \"1\"\ngit = \"x y\"\n[option.fit]", `[option.crates.axum]`,
		`crate "axum" has the address "x y"`, "write it as Cargo.toml has it"},
	"features by no question": {web, "[option.fit]",
		"[option.crates.axum]\nversion = \"1\"\n[option.crates.axum.features-by]\nartefact = { service = [\"ws\"] " +
			"}\n[option.fit]", `artefact = {`, `unknown question "artefact"`, "did you mean artifact?"},
	"without by no choice": {web, "[option.fit]",
		"[option.crates.axum]\nversion = \"1\"\n[option.crates.axum.without]\nartifact = { servant = [\"ws\"] " +
			"}\n[option.fit]", `artifact = {`, `unknown choice of artifact "servant"`, "did you mean service?"},
	"features by no choice": {web, "[option.fit]",
		"[option.crates.axum]\nversion = \"1\"\n[option.crates.axum.features-by]\nartifact = { servant = [\"ws\"] " +
			"}\n[option.fit]", `artifact = {`, `unknown choice of artifact "servant"`, "did you mean service?"},
	"need of no question": {web, `question = "artifact"`, `question = "artefact"`, `"artefact"`,
		`unknown question "artefact"`, "did you mean artifact?"},
	"need of no choice": {web, `in = ["service"]`, `in = ["servant"]`, `"servant"`,
		`unknown choice of artifact "servant"`, "did you mean service?"},
	"need when no choice": {web, `in = ["fast", "slow"]`, `in = ["fat"]`, `in = ["fat"]`,
		`unknown choice of speed "fat"`, "did you mean fast"},
	"need without reason": {web, `reason = "So it is."`, ``, `[[option.need]]`,
		`a need of "actix" has no reason`, "add reason"},
	"need without finding": {web, `finding = "f1"` + "\n[option.fit]", `finding = "f0"` + "\n[option.fit]",
		`"f0"`, `unknown finding "f0"`, "did you mean f1"},

	"forbid no option": {constraint, `"data.files"`, `"data.filez"`, `"data.filez"`, `unknown option "data.filez"`,
		"did you mean data.files"},
	"forbid in one decision": {constraint, `["web.axum", "data.files"]`, `["web.axum", "web.actix"]`, `"web.actix"]`,
		"two options of different decisions", "write options ="},
	"forbid one": {constraint, `["web.axum", "data.files"]`, `["web.axum"]`, `["web.axum"]`,
		"two options of different decisions", "write options ="},
	"forbid none": {constraint, `options = ["web.axum", "data.files"]`, ``, `[[forbid]]`,
		"two options of different decisions", "write options ="},
	"require nothing": {constraint, `needs = ["data.sql"]`, `needs = []`, `needs = []`, "requires nothing",
		"list the options"},
	"require of itself": {constraint, `needs = ["data.sql"]`, `needs = ["web.axum"]`, `needs = ["web.axum"]`,
		"web.actix requires web.axum", "one other decision"},
	"require of two": {constraint, `needs = ["data.sql"]`, `needs = ["data.sql", "web.axum"]`,
		`needs = ["data.sql", "web.axum"]`, "web.actix requires web.axum", "one other decision"},
	"require no option": {constraint, `option = "web.actix"`, `option = "web.acix"`, `"web.acix"`,
		`unknown option "web.acix"`, "did you mean web.actix"},
	"synergy too great":    {constraint, `points = 2`, `points = 10`, `points = 10`, "gives 10 points", "use 1 to 9"},
	"synergy of nothing":   {constraint, `points = 2`, ``, `[[synergy]]`, "gives 0 points", "use 1 to 9"},
	"constraint no reason": {constraint, `reason = "So it is."`, ``, `[[forbid]]`, "no reason is given", "add reason"},
	"constraint no finding": {constraint, `finding = "f1"`, `finding = "f3"`, `"f3"`, `unknown finding "f3"`,
		"did you mean f1"},

	"source twice": {sources, `seen = "2026-11-01"`,
		"seen = \"2026-11-01\"\n[[source]]\nid = \"page\"\nurl = \"https://x.org\"\ntitle = \"x\"\nkind = " +
			"\"primary\"\nseen = \"2026-11-01\"", `url = "https://x.org"`, `source "page" stands already at sources.toml:1`,
		"another id"},
	"source kind": {sources, `kind = "primary"`, `kind = "primal"`, `kind = "primal"`,
		`unknown source kind "primal"`, "did you mean primary?"},
	"source address": {sources, `https://example.org`, `javascript:alert(1)`, `[[source]]`,
		`source "page" is incomplete`, "give url"},
	"source date": {sources, `"2026-11-01"`, `"yesterday"`, `[[source]]`, `source "page" is incomplete`,
		"seen"},
	"source date of letters": {sources, `"2026-11-01"`, `"yyyy-mm-dd"`, `[[source]]`, `source "page" is incomplete`,
		"seen"},
	"finding twice": {findings, `[[correction]]`,
		"[[finding]]\nid = \"f1\"\nclaim = \"Again.\"\nconfidence = \"high\"\nlines = [1, 2]\ndate = " +
			"\"2026-11-01\"\n[[correction]]", `claim = "Again."`, `finding "f1" stands already at findings/web.toml:1`,
		"another id"},
	"correction named finding": {findings, `id = "c1"`, `id = "f1"`, `claim = "So it is not."`,
		`"f1" stands already at findings/web.toml:1`, "another id"},
	"finding without claim": {findings, `claim = "So it is."`, ``, `[[finding]]`, "lacks its claim or date",
		"add claim"},
	"finding confidence": {findings, `confidence = "high"`, `confidence = "height"`, `"height"`,
		`unknown confidence "height"`, "did you mean high"},
	"finding source": {findings, `sources = ["page"]`, `sources = ["pages"]`, `["pages"]`,
		`unknown source "pages"`, "did you mean page?"},
	"finding from nowhere": {findings, "lines = [1, 2]\ndate = \"2026-11-01\"\nsources = [\"page\"]",
		"date = \"2026-11-01\"", `[[finding]]`, "has no source", "name a source"},
	"correction of none": {findings, `corrects = ["f1"]`, ``, `[[correction]]`,
		`correction "c1" corrects 0 findings`, "write [[correction]] with corrects"},
	"finding that corrects": {findings, `lines = [1, 2]`, "lines = [1, 2]\ncorrects = [\"c1\"]", `[[finding]]`,
		`finding "f1" corrects 1 findings`, "or [[finding]] without"},
	"correction of nothing": {findings, `corrects = ["f1"]`, `corrects = ["f7"]`, `["f7"]`, `unknown finding "f7"`,
		"did you mean f1"},
	"correction verdict": {findings, `verdict = "wrong"`, `verdict = "wring"`, `"wring"`,
		`unknown verdict "wring"`, "did you mean wrong?"},
	"correction says not what": {findings, `reported = "So it is."`, ``, `[[correction]]`,
		"does not say what the report says", "add reported"},
	"topic unknown": {"findings/wap.toml", ``,
		"[[finding]]\nid = \"w\"\nclaim = \"So.\"\nconfidence = \"high\"\nlines = [1, 1]\ndate = \"2026-11-01\"",
		`[[finding]]`, `unknown topic "wap"`, "did you mean web?"},

	"practice when": {practices, `question = "artifact"`, `question = "artefact"`, `"artefact"`,
		`unknown question "artefact"`, "did you mean artifact?"},
	"practice when no decision": {practices, `decision = "web"`, `decision = "wed"`, `"wed"`, `unknown decision "wed"`,
		"did you mean web?"},
	"practice when no option": {practices, `in = ["axum"]`, `in = ["axiom"]`, `"axiom"`,
		`unknown option of web "axiom"`, "did you mean axum"},
	"practice when no options": {practices, `in = ["axum"]`, `in = []`, `in = []`, "never holds",
		"list at least one option"},
	"practice when both": {practices, `{ decision = "web",`, `{ question = "bogus", decision = "web",`,
		`"bogus"`, "more than one thing", "another condition"},
	"practice finding": {practices, `["f1"]`, `["f5"]`, `["f5"]`, `unknown finding "f5"`, "did you mean f1"},
	"practice without text": {practices, `text = "Do it so."`, ``, `[[practice]]`, `practice "p1" lacks a text`,
		"add text"},
	"phase without weeks": {plan, `weeks = [1, 2]`, `weeks = [2, 1]`, `weeks = [2, 1]`,
		`phase "first" has no weeks`, "write weeks"},
	"task finding": {plan, `findings = ["f1"]`, `findings = ["f6"]`, `["f6"]`, `unknown finding "f6"`,
		"did you mean f1"},
	"risk without mitigation": {plan, `mitigation = "Mend it."`, ``, `[[risk]]`, `risk "r1" lacks a text`,
		"add mitigation"},
	"figure without a target": {plan, `target = "Never"`, ``, `[[kpi]]`, `KPI "k1" lacks a text`,
		"add target"},
	"task without text":          {plan, `text = "Do it."`, ``, `[[phase.task]]`, "a task has no text", "add text"},
	"nothing but a closed quote": {plan, `title = "First"`, `title = "First""`, `title = "First""`, "", "fix the TOML"},
}

var manyChoices = strings.Repeat("[[question.choice]]\nid = \"many\"\nlabel = \"Many\"\n", 60)

// manyQuestions are more than there may be.
var manyQuestions = func() string {
	var out strings.Builder
	for i := range 300 {
		fmt.Fprintf(&out, "[[question]]\nid = \"many%d\"\nsection = \"all\"\ntitle = \"T\"\nshort = \"S\"\nwhy = \"W\"\n", i)
		for _, choice := range []string{"a", "b"} {
			fmt.Fprintf(&out, "[[question.choice]]\nid = %q\nlabel = %q\n", choice, choice)
		}
	}
	return out.String()
}()

const farBack = `[[question]]
id = "far"
section = "all"
title = "How far?"
short = "Far"
why = "It matters."
when = [{ question = "speed", in = ["fast"] }, { question = "artifact", in = ["tool"] }]
[[question.choice]]
id = "a"
label = "A"
[[question.choice]]
id = "b"
label = "B"
`

const noOptions = `id = "none"
order = 3
title = "None"
asks = "Which?"
fallback = "None."
`

// TestFaults breaks the small base in one place at a time.
func TestFaults(t *testing.T) {
	for name, f := range faults {
		t.Run(name, func(t *testing.T) {
			fsys := small()
			text := ""
			if f.old != "" {
				text = string(fsys[f.file].Data)
				if !strings.Contains(text, f.old) {
					t.Fatalf("%s has no %q", f.file, f.old)
				}
			}
			text = strings.Replace(text, f.old, f.new, 1)
			fsys[f.file] = &fstest.MapFile{Data: []byte(text)}
			before, _, found := strings.Cut(text, f.at)
			if !found {
				t.Fatalf("the changed %s has no %q", f.file, f.at)
			}
			line := 1 + strings.Count(before, "\n")
			base, err := Load(fsys)
			var problems strict.Problems
			if base != nil || !errors.As(err, &problems) {
				t.Fatalf("loads, or fails with %T %v", err, err)
			}
			for _, p := range problems {
				if p.File == f.file && near(p.Line, line, text) && strings.Contains(p.What, f.what) && strings.Contains(p.Mend,
					f.mend) {
					return
				}
			}
			t.Errorf("want %s:%d: …%s…; …%s…, have\n%v", f.file, line, f.what, f.mend, err)
		})
	}
}

// near tells whether a line is the one wanted, or the header of the table it stands in, to which what is missing
// belongs.
func near(got, want int, text string) bool {
	if got == want {
		return true
	}
	lines := strings.Split(text, "\n")
	if got > want || !strings.HasPrefix(lines[got-1], "[") {
		return false
	}
	for _, between := range lines[got:want] {
		if strings.HasPrefix(between, "[") {
			return false
		}
	}
	return true
}

// TestFiles is about whole files.
func TestFiles(t *testing.T) {
	for _, name := range []string{vocabulary, questions, constraint, sources, plan} {
		fsys := small()
		delete(fsys, name)
		if _, err := Load(fsys); err == nil || !strings.Contains(err.Error(), name+":1: cannot be read") {
			t.Errorf("without %s: %v", name, err)
		}
	}
	fsys := small()
	fsys[plan] = &fstest.MapFile{Data: []byte("#" + strings.Repeat(" ", maxFile))}
	if _, err := Load(fsys); err == nil || !strings.Contains(err.Error(),
		plan+":1: cannot be read: file is larger than 8 MB") {
		t.Errorf("with a huge file: %.200v", err)
	}
	if _, err := Load(fstest.MapFS{}); err == nil {
		t.Error("an empty folder loads")
	}
	for _, folder := range []string{"decisions", "findings"} {
		fsys := small()
		for name := range fsys {
			if strings.HasPrefix(name, folder+"/") {
				delete(fsys, name)
			}
		}
		if _, err := Load(fsys); err == nil {
			t.Errorf("it loads without %s", folder)
		}
	}
}

// TestAllFaults finds several faults at once, in the order of files and lines.
func TestAllFaults(t *testing.T) {
	fsys := small()
	for _, name := range []string{"fit too high", "ring unknown", "synergy too great", "practice finding"} {
		f := faults[name]
		fsys[f.file] = &fstest.MapFile{Data: []byte(strings.Replace(string(fsys[f.file].Data), f.old, f.new, 1))}
	}
	_, err := Load(fsys)
	want := []string{"constraints.toml:12: ", "decisions/web.toml:14: ", "decisions/web.toml:19: ",
		"practices/web.toml:6: "}
	got := strings.Split(err.Error(), "\n")
	if len(got) != len(want) {
		t.Fatalf("%d problems: %v", len(got), err)
	}
	for i := range want {
		if !strings.HasPrefix(got[i], want[i]) {
			t.Errorf("%q, not %q", got[i], want[i])
		}
	}
}

// Two picks are never called the same: a decision made for each choice, and one whose id is that of both together.
func TestPicksCalledAlike(t *testing.T) {
	fsys := small()
	change := func(file, old, new string) {
		text := string(fsys[file].Data)
		if !strings.Contains(text, old) {
			t.Fatalf("%s has no %q", file, old)
		}
		fsys[file] = &fstest.MapFile{Data: []byte(strings.Replace(text, old, new, 1))}
	}
	change(questions, `id = "artifact"`, "id = \"artifact\"\nseveral = true")
	change(web, `id = "web"`, "id = \"web\"\nper = \"artifact\"")
	fsys["decisions/web-tool.toml"] = &fstest.MapFile{Data: []byte(strings.NewReplacer(`id = "data"`, `id = "web-tool"`,
		"order = 2", "order = 3").Replace(string(fsys["decisions/data.toml"].Data)))}
	if _, err := Load(fsys); err == nil || !strings.Contains(err.Error(), `are both called "web-tool"`) {
		t.Errorf("the loader says %v", err)
	}
}

// Versions and addresses of crates are what Cargo takes for such.
func TestCrateForms(t *testing.T) {
	for form, cases := range map[*regexp.Regexp]map[string]bool{
		crateVersion: {"": true, "1": true, "0.8.3": true, "=1.2.3-rc.1": true, ">=1, <2": true, "*": true, "1.*": true,
			"^1.2": true, "~0.3": true, "1.0.0+2026": true, "1 foo": false, "latest": false, "1,": false, "1..2": false,
			"1\n2": false, "-1": false, "1.2.3.4": false},
		gitAddress: {"": true, "https://git.example/a": true, "ssh://git@git.example/a.git": true, "file:///srv/a": true,
			"javascript:alert(1)": false, "--upload-pack=x": false, "git@git.example:a": false, "https://a b": false,
			"https://": false},
	} {
		for text, want := range cases {
			if got := form.MatchString(text); got != want {
				t.Errorf("%q is taken: %v", text, got)
			}
		}
	}
}

// A snippet's package is a word of a shell.
func TestSnippetPackage(t *testing.T) {
	fsys := small()
	fsys[snippetFile] = &fstest.MapFile{Data: []byte("[[snippet]]\nid = \"begin\"\ntitle = \"Begin\"\n" +
		"language = \"sh\"\ncode = \"cargo new\"\npackage = \"app; rm -rf x\"\n")}
	if _, err := Load(fsys); err == nil || !strings.Contains(err.Error(), `the package "app; rm -rf x", which Cargo`) {
		t.Errorf("the loader says %v", err)
	}
}

// TestManySituations: all that there are may be ticked, so there is an end to them.
func TestManySituations(t *testing.T) {
	var out strings.Builder
	for i := range mostSituations + 1 {
		fmt.Fprintf(&out, "[[situation]]\nid = \"s%d\"\nlabel = \"S\"\nadds = { \"web.fun\" = 1 }\n", i)
	}
	fsys := small()
	fsys["situations/web.toml"] = &fstest.MapFile{Data: []byte(out.String())}
	want := "situations/web.toml:8001: there are 2001 situations, more than 2000; take some out"
	if _, err := Load(fsys); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("the loader says %.300v", err)
	}
}
