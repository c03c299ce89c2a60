package tui

import (
	"slices"

	"charm.land/bubbles/v2/key"
)

// legend is a screen with signs that are to be explained beside its keys.
type legend interface{ signs(env) []key.Binding }

// The signs are explained as keys are: what is seen, and what it means.
var (
	signSettled = bind("✓", "settled: no preference changes it")
	signLeaning = bind("~", "leaning: another preference could")
	signTossUp  = bind("=", "toss-up: tied, or within a point")
	signPinned  = bind("■", "pinned: used whatever the answers say")
	signDefault = bind("·", "by default: no answer bears on it")
	signSource  = bind("[1]", "where it is from: see Evidence")
	signPoints  = bind("▲▼", "points won or lost by the choice")
	signChanges = bind("▸", "the pick that it would change to")
)

// standings are the signs of how firm picks are, the one of pins only where there are some.
func standings(e env) []key.Binding {
	out := []key.Binding{signSettled, signLeaning, signTossUp}
	if len(e.answers.Pins) > 0 {
		out = append(out, signPinned)
	}
	return out
}

func (s *interview) signs(e env) []key.Binding {
	return append(standings(e), signPoints, signChanges)
}

func (s *advice) signs(e env) []key.Binding {
	return append(standings(e), signDefault, signSource)
}

// explained are the keys of a screen by task, and before those that move its signs.
func (m *root) explained() []group {
	groups := grouped(m.env.own.labelAll(m.active()))
	l, ok := m.screen.(legend)
	if !ok {
		return groups
	}
	at := slices.IndexFunc(groups, func(g group) bool { return g.task == taskMove })
	return slices.Insert(groups, max(0, at), group{"Signs", l.signs(m.env)})
}
