package advisor_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"rustadvisor/advisor"
	"rustadvisor/advisor/answerfile"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/strict"
	"rustadvisor/knowledge/wording"
)

// FuzzAnswers reads anything as answers: they are understood, and then survive being written and read again,
// or are refused with the line.
func FuzzAnswers(f *testing.F) {
	e := engine(f)
	names, _ := filepath.Glob("testdata/*/*.toml")
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	for _, text := range []string{"", "[answers]\nstore = \"postgress\"", "[answers]\nstore = 1",
		"star = \"store\"\n[answers]\nstore = \"not-sure\"",
		"star = \"nobody\"", "knowledge = \"2020-01\"\n[answers]\nold = \"x\"\nstore = \"paper\"",
		"[answers]\n\"a.b\" = \"c\"", "[[answers]]",
		"knowledge = \"\x1b[31m\"\n[answers]\n\"\u202e\" = \"\\u0007\"", "answers = { store = \"postgres\" }",
		"answers.store = \"postgres\"",
		"[pins]\nweb-framework = \"axum\"\n[answers]\nstore = \"postgres\"",
		"[answers]\ninterface = [\"rest\", \"websocket\"]\nsituations = [\"pooler-transaction-mode\"]",
		"[answers]\ninterface = [\"rest\", \"rest\", \"not-sure\", 1, []]", "[answers]\ninterface = []\nstore = [\"redis\"]",
		"situations = [\"none\", \"pooler-transaction-mode\"]\npackages = [\"flask\", \"Flask\", \"\\u001b\"]\n[answers]",
		"knowledge = \"2020-01\"\n[pins]\nold = \"x\"\nweb-framework = \"gone\"", "pins = 1"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		a, notes, err := answerfile.Parse(e.Base(), "answers.toml", []byte(text))
		if err != nil {
			checkRefusal(t, text, err)
			return
		}
		for _, note := range notes {
			if note != wording.Clean(note) {
				t.Errorf("a note that a terminal would obey: %q", note)
			}
		}
		e.Picks(a)
		checkKept(t, e, a)
	})
}

// FuzzSettings gives two settings as on a command line, of questions that take several, too: what is not refused in one
// line of text survives being written and read.
func FuzzSettings(f *testing.F) {
	e := engine(f)
	for _, text := range []string{"store=postgres", "interface=rest,websocket", "interface=rest, websocket",
		"interface=rest,,grpc", "interface=rest,rest", "interface=not-sure,rest", "=", "", "store=", "store", "=,",
		"store=postgres=x", "journey=new-service,migrate-python", "interface=\x1b[31m\n\u202e", "interface=,",
		"artifact=service,worker", "a,b=c", "STORE=POSTGRES", " store = postgres "} {
		f.Add(text, "interface=grpc,rest")
		f.Add("store=postgres,redis", text)
	}
	f.Fuzz(func(t *testing.T, one, other string) {
		a := advisor.Answers{}
		for _, setting := range []string{one, other} {
			question, choices, err := answerfile.ParseSetting(e.Base(), setting)
			if err == nil {
				a = a.With(question, choices...)
			} else if text := err.Error(); text != wording.Clean(text) || strings.Contains(text, "\n") {
				t.Errorf("%q is refused with %q", setting, text)
			}
		}
		e.Picks(a)
		checkKept(t, e, a)
	})
}

// checkKept wants answers to survive being written and read.
func checkKept(t *testing.T, e *advisor.Engine, a advisor.Answers) {
	t.Helper()
	again, notes, err := answerfile.Parse(e.Base(), "again", answerfile.Format(e.Base(), a, nil))
	if err != nil || len(notes) > 0 || !again.Same(a) {
		t.Errorf("%v becomes %v, %v, %v when written and read", a, again, notes, err)
	}
}

// FuzzSituations lays situations over the small base, and ticks some of them: house rules that load are advised by,
// whatever is ticked; others are refused with their place.
func FuzzSituations(f *testing.F) {
	small := os.DirFS("../knowledge/testdata/small")
	const fine = `[[situation]]
id = "pooled"
label = "A pooler"
words = ["pool"]
adds = { "web.fun" = 2 }
rules-out = []
[[situation.mind]]
id = "pool-mind"
title = "Mind it"
text = "So."
`
	for _, text := range []string{fine, fine + strings.ReplaceAll(fine, "pool", "other"), fine + fine,
		strings.Replace(fine, "2", "-99", 1), strings.Replace(fine, "web.fun", "web.none", 1),
		strings.Replace(fine, `"So."`, `"a\u001b[31m"`, 1), strings.Replace(fine, "pooled", "a,b", 1),
		fine + "[[situation.veto]]\noption = \"web.axum\"\nreason = \"no\"\n",
		fine + "follows = [{ question = \"artifact\", in = [\"service\"] }]\n", "[[situation]]", "situation = 1",
		"[[situation]]\nid = \"pooled\"\nretired = true\n"} {
		f.Add(text, "pooled")
		f.Add(text, "pooled othered pooled none")
	}
	f.Fuzz(func(t *testing.T, text, ticks string) {
		house := fstest.MapFS{"situations/web.toml": &fstest.MapFile{Data: []byte(text)}}
		base, err := knowledge.Load(small, knowledge.House{Name: "house", FS: house})
		if err != nil {
			var problems strict.Problems
			if !errors.As(err, &problems) || len(problems) == 0 || problems[0].Line < 1 {
				t.Fatalf("refused with %T %v", err, err)
			}
			return
		}
		e := advisor.New(base)
		a := advisor.Answers{}.With("artifact", "service").WithSituations(strings.Fields(ticks)...)
		for _, p := range append(e.Advise(a).Mind, e.Advise(a).AlsoMind...) {
			if p.Title != wording.Clean(p.Title) || p.Text != wording.Clean(p.Text) {
				t.Errorf("a terminal would obey %q, %q", p.Title, p.Text)
			}
		}
		known := a
		known.Situations = nil
		for _, id := range base.SituationIDs() {
			e.Minding(a, id)
			if slices.Contains(a.Situations, id) {
				known.Situations = append(known.Situations, id)
			}
		}
		slices.Sort(known.Situations)
		checkKept(t, e, known)
	})
}

func checkRefusal(t *testing.T, text string, err error) {
	var problems strict.Problems
	if !errors.As(err, &problems) || len(problems) == 0 {
		t.Fatalf("refused with %T %v", err, err)
	}
	for _, p := range problems {
		if p.File != "answers.toml" || p.Line < 1 || p.Line > 1+strings.Count(text, "\n") || p.What == "" {
			t.Errorf("a problem without a place: %+v", p)
		}
		if s := p.String(); s != wording.Clean(s) {
			t.Errorf("a message that a terminal would obey: %q", s)
		}
	}
}
