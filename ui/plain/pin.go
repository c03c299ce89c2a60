package plain

import (
	"slices"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/moves"
	"rustadvisor/ui/spoken"
)

// must tells what it would cost to use an option, whatever the answers say.
func (t *talk) must(arg string) error {
	if p, ok := t.option(arg, "must"); ok {
		now, _ := t.advice()
		t.tellPinned(moves.Between(now, t.Engine.Advise(t.answers.Pinned(p))))
	}
	return nil
}

// pin uses an option from now on, whatever the answers say, or tells what is pinned. In a what-if it is tried.
func (t *talk) pin(arg string) error {
	if arg == "" {
		t.sayPins()
		return nil
	}
	p, ok := t.option(arg, "pin")
	switch {
	case !ok:
	case t.pinning().Pins[p.Decision] == p.Option:
		t.say("%s is pinned already. release takes it back.", t.titleOf(p))
	default:
		t.say("Pinned %s.", t.titleOf(p))
		t.setPins(t.pinning().Pinned(p))
	}
	return nil
}

// release takes back one pin, or all.
func (t *talk) release(arg string) error {
	pins := t.pinning().ListedPins(t.Engine.Base())
	if len(pins) == 0 {
		t.say("Nothing is pinned.")
		return nil
	}
	gone := pins
	if arg != "" {
		named := t.options(arg)
		gone = slices.DeleteFunc(slices.Clone(pins), func(p advisor.Pin) bool { return !slices.Contains(named, p) })
	}
	if len(gone) == 0 {
		t.say("%s is not pinned. Pinned: %s.", quoted(arg), t.titlesOf(pins))
		return nil
	}
	t.say("Released %s.", t.titlesOf(gone))
	a := t.pinning()
	for _, p := range gone {
		a = a.Pinned(advisor.Pin{Decision: p.Decision})
	}
	t.setPins(a)
	return nil
}

// pinning is the answers that pins are for: those of the what-if, where the developer is in one.
func (t *talk) pinning() advisor.Answers {
	if w := t.trying(); w != nil && trial(t.here()) {
		return w.answers
	}
	return t.answers
}

// setPins makes the answers with other pins those that hold, or are tried, and tells what that moves.
func (t *talk) setPins(a advisor.Answers) {
	if w := t.trying(); w != nil && trial(t.here()) {
		w.try(t, a)
		return
	}
	now, _ := t.advice()
	t.become(a)
	then, _ := t.advice()
	t.tellPinned(moves.Between(now, then))
}

// repinned words the pins that differ: "Database layer must be SQLx".
func (t *talk) repinned(now, then advisor.Answers) []string {
	var out []string
	for _, d := range t.Engine.Base().Decisions {
		switch o := d.Option(then.Pins[d.ID]); {
		case then.Pins[d.ID] == now.Pins[d.ID]:
		case o == nil:
			out = append(out, d.Title+" is not pinned")
		default:
			out = append(out, d.Title+" must be "+o.Title)
		}
	}
	return out
}

// tellPinned says what pins move, and what of their price stands with no decision.
func (t *talk) tellPinned(d moves.Difference) {
	t.tellMoves(d)
	if d.Price == nil {
		return
	}
	for _, r := range d.Price.Rest() {
		t.say("%s", spoken.Worded(r.Text))
	}
}

// sayPins lists what is pinned, with what each pin costs.
func (t *talk) sayPins() {
	advice := t.Engine.Advise(t.pinning())
	if advice.Price == nil {
		t.say("Nothing is pinned. pin and an option uses it whatever your answers say, such as pin diesel.")
		return
	}
	for _, p := range advice.Price.Pins {
		t.say("%s: %s, pinned; %s.", wording.Clean(p.Free.Title), wording.Clean(p.Option.Title), spoken.Worded(p.Short()))
	}
	t.say("In all that %s. advice pinned tells more, release takes pins back.", spoken.Worded(advice.Price.Short()))
}

// option is the one that is named, by id or title; where there is none or more than one, that is said.
func (t *talk) option(name, command string) (advisor.Pin, bool) {
	found := t.options(name)
	switch len(found) {
	case 0:
		t.say("There is no option %s. search finds what there is.", quoted(name))
		return advisor.Pin{}, false
	case 1:
		return found[0], true
	}
	var refs []string
	for _, p := range found {
		refs = append(refs, p.Decision+"."+p.Option)
	}
	t.say("%s is an option of several decisions. Type %s and one of %s.", quoted(name), command, wording.Listed(refs,
		"or"))
	return advisor.Pin{}, false
}

// options lists the options of that name: an id, a title, or both ids as decision.option or decision=option.
func (t *talk) options(name string) []advisor.Pin {
	var out []advisor.Pin
	for _, d := range t.Engine.Base().Decisions {
		for _, o := range d.Options {
			names := []string{d.ID + "." + o.ID, d.ID + "=" + o.ID, o.ID, wording.Clean(o.Title)}
			if slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, name) }) {
				out = append(out, advisor.Pin{Decision: d.ID, Option: o.ID})
			}
		}
	}
	return out
}

func (t *talk) titleOf(p advisor.Pin) string {
	return wording.Clean(t.Engine.Base().Decision(p.Decision).Option(p.Option).Title)
}

// titlesOf names all that is pinned.
func (t *talk) titlesOf(pins []advisor.Pin) string {
	var out []string
	for _, p := range pins {
		out = append(out, t.titleOf(p))
	}
	return wording.Listed(out, "and")
}
