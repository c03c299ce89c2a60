package plain

import (
	"slices"
	"strings"
	"testing"

	"rustadvisor/advisor"
)

// TestDeeperQuestionsAsTheEngineOrdersThem leaves every question open: the deeper ones come as the engine has them,
// each time those first that can change most, and back leads to the one before.
func TestDeeperQuestionsAsTheEngineOrdersThem(t *testing.T) {
	e := real(t)
	a := advisor.Answers{}.With("journey", "new-service").With("artifact", "service").With("interface", "rest").
		With("store", "postgres")
	for _, s := range e.Called(a) {
		if s.Essential && s.Choice == "" {
			a = a.With(s.Question.ID, "not-sure")
		}
	}
	given := a
	lines, titles, asked := []string{"ask"}, []string{}, []string{}
	for {
		flow := e.Flow(a, asked...)
		at := slices.IndexFunc(flow, func(s advisor.Step) bool { return s.Choice == "" })
		if at < 0 {
			break
		}
		asked = append(asked, flow[at].Question.ID)
		titles, lines = append(titles, flow[at].Question.Title), append(lines, "not sure")
		a = a.With(flow[at].Question.ID, "not-sure")
	}
	said, _, err := converse(e, t.TempDir(), Options{Answers: &given}, append(lines[:4], "back", "q")...)
	if err != nil {
		t.Fatal(err)
	}
	wants(t, unwrapped(said), titles[0], titles[1], titles[2], titles[3], titles[2])
}

// unwrapped joins the lines that a long one was broken into.
func unwrapped(said string) string { return strings.Join(strings.Fields(said), " ") }
