package adr

import (
	"fmt"

	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
	"rustadvisor/knowledge/wording"
)

// pin is the team's word on a decision, or nil.
func (m *maker) pin(d *advisor.Decided) *advisor.Pinned { return m.advice.Price.Pin(d.Key()) }

// shifted tells how pins of other decisions move one, or "".
func (m *maker) shifted(d *advisor.Decided) string {
	if m.advice.Price == nil {
		return ""
	}
	for i := range m.advice.Price.Moves {
		if m.advice.Price.Moves[i].ID == d.Key() {
			return m.advice.Price.Moved()[i].Text
		}
	}
	return ""
}

// origin says who proposes the pick, and how firm it is.
func (w *writer) origin() doc.Line {
	const theirs = "it is the team's to accept, change or reject."
	if w.pinned != nil {
		return doc.Of("The team has pinned ", w.picked(), ": it is to be used, whatever the answers below lead to. "+
			"Written down by rustadvisor, with what that costs; "+theirs)
	}
	said := doc.Of("Proposed by rustadvisor from the answers below; " + theirs)
	if w.d.Option != nil {
		said = doc.Of(said, " ", w.Standing(w.d))
	}
	if moved := w.m.shifted(w.d); moved != "" {
		said = doc.Of(said, " What the team pinned elsewhere bears on it: ", wording.Sentence(moved))
	}
	return said
}

// chosen is the outcome of a decision that the team has pinned.
func (w *writer) chosen() doc.Line {
	said := doc.Of("Chosen option: \"", w.picked(), "\", because the team has pinned it")
	switch reasons := w.reasons(); {
	case w.pinned.Kept():
		said = doc.Of(said, "; it would be chosen without that, too, because ", w.because())
	case len(reasons) > 0:
		said = doc.Of(said, ", not because the answers lead there. What speaks for it: ", doc.Listed(reasons, "and"))
	}
	return doc.Of(said, ". ", w.about())
}

// price lists what the pin costs in its own decision, and what all pins do to the rest.
func (w *writer) price() {
	if w.pinned == nil {
		return
	}
	price := w.m.advice.Price
	own, all := w.remarks(w.pinned.Words()), w.remarks(price.Words())
	if len(price.Pins) > 1 {
		w.text("What the pin costs here:")
		w.list(own)
		var names []doc.Line
		for _, p := range price.Pins {
			names = append(names, doc.Of(wording.Phrase(p.Option.Title)))
		}
		w.text("What the pins do together (", doc.Listed(names, "and"), "):")
		w.list(all)
		return
	}
	w.text("What the pin costs:")
	w.list(append(own, all...))
}

func (w *writer) remarks(list []advisor.Remark) []doc.Line {
	var out []doc.Line
	for _, r := range list {
		out = append(out, doc.Of(wording.Sentence(r.Text), w.Cite(r.Finding)))
	}
	return out
}

// overruled is the consequence of a pin that the answers do not lead to.
func (w *writer) overruled() []doc.Line {
	if w.pinned == nil || w.pinned.Kept() {
		return nil
	}
	return []doc.Line{doc.Of("Bad, because the pin overrules what the answers lead to: ",
		wording.Phrase(w.pinned.Short()))}
}

// held says which option of the command line keeps the pin, and what a run without it would come to.
func (w *writer) held() doc.Line {
	then := "come to the same"
	switch free := w.pinned.Free; {
	case w.pinned.Kept():
	case free.Pick.ID != "":
		then = "propose " + wording.Phrase(free.Pick.Title)
	default:
		then = "propose none"
	}
	return doc.Of(fmt.Sprintf("Pinned: `--pin %s=%s`; a run without it would ", w.pinned.Decision,
		w.pinned.Pin.Option), then)
}

// tellPins notes what a reader of the plan would miss: that a record stands by a pin only, or that one was made by
// a pin which is not there any more.
func (m *maker) tellPins(d *advisor.Decided, last *existing) {
	pin := m.pin(d)
	switch {
	case last == nil:
	case pin != nil && last.pick == pickOf(d) && !pin.Kept() && !last.pinned:
		m.note("%s stands by the pin of %s: the answers lead elsewhere now", last.Name, pin.Option.Title)
	case pin == nil && last.pinned && last.pick != pickOf(d):
		m.note("%s was pinned by the team, and is not any more: --pin %s=%s holds it", last.Name, last.decision, last.pick)
	}
}
