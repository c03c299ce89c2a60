package adr

import (
	"fmt"

	"rustadvisor/advisor"
	"rustadvisor/advisor/report"
	"rustadvisor/knowledge"
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
func (w *writer) origin() string {
	const theirs = "it is the team's to accept, change or reject."
	if w.pinned == nil {
		said := "Proposed by rustadvisor from the answers below; " + theirs
		if w.d.Option != nil {
			said += " " + w.Standing(w.d)
		}
		if moved := w.m.shifted(w.d); moved != "" {
			said += " What the team pinned elsewhere bears on it: " + report.Paragraph(moved)
		}
		return said
	}
	return "The team has pinned " + w.picked() +
		": it is to be used, whatever the answers below lead to. Written down by rustadvisor, with what that costs; " + theirs
}

// chosen is the outcome of a decision that the team has pinned.
func (w *writer) chosen() string {
	said := "Chosen option: \"" + w.picked() + "\", because the team has pinned it"
	switch reasons := w.reasons(); {
	case w.pinned.Kept():
		said += "; it would be chosen without that, too, because " + w.because()
	case len(reasons) > 0:
		said += ", not because the answers lead there. What speaks for it: " + knowledge.Listed(reasons, "and")
	}
	return said + ". " + report.Paragraph(w.d.Option.Summary) + w.Cite(w.d.Option.Findings...)
}

// price lists what the pin costs in its own decision, and what all pins do to the rest.
func (w *writer) price() {
	if w.pinned == nil {
		return
	}
	price := w.m.advice.Price
	own, all := w.remarks(w.pinned.Words()), w.remarks(price.Words())
	if len(price.Pins) > 1 {
		w.add("What the pin costs here:")
		w.list(own)
		var names []string
		for _, p := range price.Pins {
			names = append(names, report.Escape(p.Option.Title))
		}
		w.add("What the pins do together (" + knowledge.Listed(names, "and") + "):")
		w.list(all)
		return
	}
	w.add("What the pin costs:")
	w.list(append(own, all...))
}

func (w *writer) remarks(list []advisor.Remark) []string {
	var out []string
	for _, r := range list {
		out = append(out, report.Paragraph(r.Text)+w.Cite(r.Finding))
	}
	return out
}

// overruled is the consequence of a pin that the answers do not lead to.
func (w *writer) overruled() []string {
	if w.pinned == nil || w.pinned.Kept() {
		return nil
	}
	return []string{"Bad, because the pin overrules what the answers lead to: " + report.Escape(w.pinned.Short())}
}

// held says which option of the command line keeps the pin, and what a run without it would come to.
func (w *writer) held() string {
	then := "come to the same"
	switch free := w.pinned.Free; {
	case w.pinned.Kept():
	case free.Pick.ID != "":
		then = "propose " + report.Escape(free.Pick.Title)
	default:
		then = "propose none"
	}
	return fmt.Sprintf("Pinned: `--pin %s=%s`; a run without it would %s", w.pinned.Decision, w.pinned.Pin.Option, then)
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
