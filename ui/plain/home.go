package plain

import (
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/session"
)

// home offers to continue a saved session, the one saved last first, or to begin anew.
type home struct{ saved []session.Info }

// mostSaved is how many sessions are offered; a list that is read aloud should end.
const mostSaved = 9

func (*home) name() string        { return "the start" }
func (*home) words() []string     { return nil }
func (h *home) count(t *talk) int { return len(h.saved) + 1 }

// saved finds what can be continued; nil is nothing.
func (t *talk) saved() *home {
	list, notes := t.Store.List(t.Engine.Base())
	for _, n := range wording.First(notes, "such note") {
		t.warn(n)
	}
	h := &home{}
	for _, s := range list {
		if len(s.Answers.Choices) > 0 && len(h.saved) < mostSaved {
			h.saved = append(h.saved, s)
		}
	}
	if len(h.saved) == 0 {
		return nil
	}
	return h
}

func (h *home) show(t *talk) {
	t.say("Start.")
	for n, s := range h.saved {
		text := s.Title(t.Engine)
		if journey := s.Journey(t.Engine); journey != text {
			text += ", " + journey
		}
		text += ", " + s.Progress(t.Engine)
		if picks := s.Picks(t.Engine); s.Name != "" && len(picks) > 0 {
			text += ": " + strings.Join(picks, ", ")
		}
		t.say("%d. Continue %s.", n+1, text)
	}
	t.say("%d. Begin anew; what is saved is kept.", len(h.saved)+1)
}

func (h *home) choose(t *talk, n int) error {
	t.deeper, t.offered, t.told, t.put = false, false, false, nil
	t.File = ""
	t.answers, t.held, t.made = advisor.Answers{}, session.Held{}, nil
	if n <= len(h.saved) {
		held, answers, notes, ok := t.Store.Open(t.Engine.Base(), h.saved[n-1].ID)
		for _, note := range wording.First(notes, "such note") {
			t.warn(note)
		}
		if !ok {
			t.say("That session is no longer there. Choose another.")
			return nil
		}
		t.held, t.answers = held, answers
		t.say("%s.", wording.Clean(h.saved[n-1].Title(t.Engine)))
	}
	t.goOn()
	return nil
}
