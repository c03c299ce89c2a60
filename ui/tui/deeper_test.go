package tui

import (
	"slices"
	"testing"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
)

// TestDeeperQuestionsAsTheEngineOrdersThem leaves each deeper question open in turn: the next is the first of those
// that the engine then has, and going back leads over them the way they came.
func TestDeeperQuestionsAsTheEngineOrdersThem(t *testing.T) {
	d, e, a := deeper(t)
	var asked []string
	for {
		flow := e.Flow(a, asked...)
		at := slices.IndexFunc(flow, func(s advisor.Step) bool { return s.Choice == "" })
		if at < 0 {
			break
		}
		asked = append(asked, flow[at].Question.ID)
		a = a.With(flow[at].Question.ID, "not-sure")
		d.sees(flow[at].Question.Title)
		d.press("s")
	}
	d.sees("Your stack")
	if len(asked) < 10 {
		t.Errorf("only %d questions are deeper: the case tries too little", len(asked))
	}
}

// deeper is a program at the first deeper question for a service whose essential questions are answered.
func deeper(t testing.TB) (*driver, *advisor.Engine, advisor.Answers) {
	t.Helper()
	base, err := knowledge.Load(knowledge.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	e := advisor.New(base)
	a := advisor.Answers{}.With("journey", "new-service").With("artifact", "service").With("interface", "rest").
		With("store", "postgres")
	for _, s := range e.Called(a) {
		if s.Essential && s.Choice == "" {
			a = a.With(s.Question.ID, "not-sure")
		}
	}
	o := options(t, t.TempDir())
	o.Vocabulary, o.Answers = base.Words, &a
	o.Load = func() (*advisor.Engine, error) { return e, nil }
	d := start(t, o, 200, 60)
	d.press("d")
	return d, e, a
}

// BenchmarkDeeperAnswer answers a deeper question and goes back to it, which is two keys: each orders those to come.
func BenchmarkDeeperAnswer(b *testing.B) {
	d, _, _ := deeper(b)
	for b.Loop() {
		d.press("s", "left")
		d.m.View()
	}
}

// TestBackOverDeeperQuestions goes back over two that were left open, the way they came.
func TestBackOverDeeperQuestions(t *testing.T) {
	d := start(t, options(t, t.TempDir()), 100, 30)
	d.press(essentials...)
	d.press("d")
	first := d.view()
	d.press("s")
	second := d.view()
	d.press("s", "left", "left")
	if title(first) == title(second) || title(d.view()) != title(first) {
		t.Errorf("back over two questions leads to %q, not %q", title(d.view()), title(first))
	}
}

// title is the third line of a screen, which is that of a question.
func title(view string) string {
	n := 0
	for i, r := range view {
		if r != '\n' {
			continue
		}
		if n++; n == 4 {
			return view[i+1 : min(len(view), i+50)]
		}
	}
	return ""
}
