package screen

import "charm.land/bubbles/v2/key"

// Legend is a screen with signs that are to be explained beside its keys.
type Legend interface{ Signs(e Env) []key.Binding }

// The signs are explained as keys are: what is seen, and what it means.
var (
	signSettled = meaning("✓", "settled: no preference changes it")
	signLeaning = meaning("~", "leaning: another preference could")
	signTossUp  = meaning("=", "toss-up: tied, or within a point")
	signOpen    = meaning("○", "open: an open question decides it")
	signPinned  = meaning("■", "pinned: used whatever the answers say")
	signDefault = meaning("·", "by default: no answer bears on it")
	signMoot    = meaning("–", "not needed")
	signSource  = meaning("[1]", "where it is from: see Evidence")
	signPoints  = meaning("▲▼", "points won or lost by the choice")
	signChanges = meaning("▸", "the pick that it would change to")
)

// standings are the signs of how firm picks are, the one of pins only where there are some.
func standings(e Env) []key.Binding {
	out := []key.Binding{signSettled, signLeaning, signTossUp, signOpen}
	if len(e.Answers.Pins) > 0 {
		out = append(out, signPinned)
	}
	return out
}

func (s *interview) Signs(e Env) []key.Binding {
	return append(standings(e), signPoints, signChanges)
}

func (s *advice) Signs(e Env) []key.Binding {
	return append(standings(e), signDefault, signMoot, signSource)
}

// meaning is a sign with what it means, in the form that keys have.
func meaning(sign, means string) key.Binding {
	return key.NewBinding(key.WithKeys(sign), key.WithHelp(sign, means))
}
