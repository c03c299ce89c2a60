package plain

import (
	"cmp"
	"slices"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/advisor/report"
	"rustadvisor/knowledge"
	"rustadvisor/ui/files"
	"rustadvisor/ui/moves"
)

// must tells what it would cost to use an option, whatever the answers say.
func (t *talk) must(arg string) error {
	if p, ok := t.option(arg, "must"); ok {
		now, _ := t.advice()
		t.tellPinned(moves.Between(now, t.Engine.AdvisePinned(t.answers, t.withPin(p))))
	}
	return nil
}

// pin uses an option from now on, whatever the answers say, or tells what is pinned.
func (t *talk) pin(arg string) error {
	if arg == "" {
		t.sayPins()
		return nil
	}
	p, ok := t.option(arg, "pin")
	switch {
	case !ok:
	case slices.Contains(t.pins, p):
		t.say("%s is pinned already. release takes it back.", t.titleOf(p))
	default:
		first := len(t.pins) == 0
		t.say("Pinned %s.", t.titleOf(p))
		t.setPins(t.withPin(p))
		if first {
			t.say("It holds until you release it or leave; pins are not saved with your answers.")
		}
	}
	return nil
}

// release takes back one pin, or all.
func (t *talk) release(arg string) error {
	if len(t.pins) == 0 {
		t.say("Nothing is pinned.")
		return nil
	}
	if arg == "" {
		t.say("Released %s.", t.pinTitles())
		t.setPins(nil)
		return nil
	}
	named := t.options(arg)
	gone := slices.IndexFunc(t.pins, func(p advisor.Pin) bool { return slices.Contains(named, p) })
	if gone < 0 {
		t.say("%s is not pinned. Pinned: %s.", quoted(arg), t.pinTitles())
		return nil
	}
	t.say("Released %s.", t.titleOf(t.pins[gone]))
	t.setPins(slices.Delete(slices.Clone(t.pins), gone, gone+1))
	return nil
}

// setPins makes other pins those that hold, and tells what that moves.
func (t *talk) setPins(pins []advisor.Pin) {
	now, _ := t.advice()
	t.pins, t.made, t.pages = pins, nil, nil
	then, _ := t.advice()
	t.tellPinned(moves.Between(now, then))
}

// withPin is the pins with one more, which takes the place of another of its decision. They are in the order of the
// decisions.
func (t *talk) withPin(p advisor.Pin) []advisor.Pin {
	out := slices.DeleteFunc(slices.Clone(t.pins), func(old advisor.Pin) bool { return old.Decision == p.Decision })
	out = append(out, p)
	at := func(p advisor.Pin) int {
		return slices.IndexFunc(t.Engine.Base().Decisions, func(d knowledge.Decision) bool { return d.ID == p.Decision })
	}
	slices.SortFunc(out, func(a, b advisor.Pin) int { return cmp.Compare(at(a), at(b)) })
	return out
}

// tellPinned says what pins move, and what of their price stands with no decision.
func (t *talk) tellPinned(d moves.Difference) {
	t.tellMoves(d)
	if d.Price == nil {
		return
	}
	for _, r := range d.Price.Rest() {
		t.say("%s", worded(r.Text))
	}
}

// sayPins lists what is pinned, with what each pin costs.
func (t *talk) sayPins() {
	advice, _ := t.advice()
	if advice.Price == nil {
		t.say("Nothing is pinned. pin and an option uses it whatever your answers say, such as pin diesel.")
		return
	}
	for _, p := range advice.Price.Pins {
		t.say("%s: %s, pinned; %s.", knowledge.Clean(p.Free.Title), knowledge.Clean(p.Option.Title), worded(p.Short()))
	}
	t.say("In all that %s. advice pinned tells more, release takes pins back.", worded(advice.Price.Short()))
}

// sayUnsavedPins gives those who leave the command that has their pins.
func (t *talk) sayUnsavedPins() {
	if len(t.pins) == 0 {
		return
	}
	command := files.AdviseCommand(t.Store.Path(t.held.ID), t.Engine.Base().Houses, t.pins)
	if t.held.ID == "" { // then there is no file to name
		advice, _ := t.advice()
		command = strings.ReplaceAll(report.Command(advice, ""), " \\\n  ", " ")
	}
	t.say("Pins are not saved. This command gives the advice with %s: %s", t.pinTitles(), command)
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
	t.say("%s is an option of several decisions. Type %s and one of %s.", quoted(name), command, knowledge.Listed(refs, "or"))
	return advisor.Pin{}, false
}

// options lists the options of that name: an id, a title, or both ids as decision.option or decision=option.
func (t *talk) options(name string) []advisor.Pin {
	var out []advisor.Pin
	for _, d := range t.Engine.Base().Decisions {
		for _, o := range d.Options {
			names := []string{d.ID + "." + o.ID, d.ID + "=" + o.ID, o.ID, knowledge.Clean(o.Title)}
			if slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, name) }) {
				out = append(out, advisor.Pin{Decision: d.ID, Option: o.ID})
			}
		}
	}
	return out
}

func (t *talk) titleOf(p advisor.Pin) string {
	for _, d := range t.Engine.Base().Decisions {
		for _, o := range d.Options {
			if d.ID == p.Decision && o.ID == p.Option {
				return knowledge.Clean(o.Title)
			}
		}
	}
	return p.Option
}

// pinTitles names all that is pinned.
func (t *talk) pinTitles() string {
	var out []string
	for _, p := range t.pins {
		out = append(out, t.titleOf(p))
	}
	return knowledge.Listed(out, "and")
}
