package plain

import (
	"slices"
	"strings"

	"rustadvisor/advisor/report"
	"rustadvisor/knowledge"
)

// settle asks the open questions that settle the picks or, in a section or with its name, that of the section.
func (t *talk) settle(arg string) error {
	advice, pages := t.advice()
	key := ""
	if s, ok := t.here().(*section); ok && arg == "" && pages[s.number].Standing != "" {
		key = pages[s.number].ID
	}
	if arg != "" {
		at := slices.IndexFunc(pages, func(p report.Section) bool {
			return p.Standing != "" && (strings.EqualFold(p.ID, arg) || strings.EqualFold(p.Title, arg))
		})
		if at < 0 {
			t.say("There is no decision %s. settle alone asks what settles all of them.", quoted(arg))
			return nil
		}
		key = pages[at].ID
	}
	t.asking = nil
	for _, q := range advice.ToSettle(key) {
		t.asking = append(t.asking, q.Question)
	}
	if len(t.asking) == 0 {
		t.say("No open question can change that.")
		return nil
	}
	t.say("%s can change that; then back to the advice.", knowledge.Counted(len(t.asking), "open question"))
	t.settling = true
	t.goOn()
	return nil
}

// settleNext asks the next of the questions that settle a pick, or goes back to the advice.
func (t *talk) settleNext() {
	active := t.Engine.Active(t.answers)
	for len(t.asking) > 0 {
		id := t.asking[0]
		if t.asking = t.asking[1:]; active(id) {
			t.gap()
			t.places = append(t.places, &question{id: id})
			t.here().show(t)
			return
		}
	}
	t.settling = false
	t.open(&overview{})
}
