package advisor

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
)

// Pin is an option that must be used, whatever speaks against it. It names all picks of a decision or, as
// decision@choice, the one that is made for that choice; of two the latter counts.
type Pin struct{ Decision, Option string }

// String is the pin as a command line has it.
func (p Pin) String() string { return p.Decision + "=" + p.Option }

// ParsePin reads a decision=option pair as given on a command line. Errors name the nearest ids.
func ParsePin(base *knowledge.Base, text string) (Pin, error) {
	decision, option, ok := strings.Cut(text, "=")
	if !ok {
		return Pin{}, fmt.Errorf("%q is not decision=option, such as database-layer=sqlx", wording.Clean(text))
	}
	p := Pin{decision, option}
	if what, mend := p.misfit(base); what != "" {
		return Pin{}, fmt.Errorf("%s; %s", what, mend)
	}
	return p, nil
}

// misfit tells what is wrong with a pin and how to mend it, or nothing.
func (p Pin) misfit(base *knowledge.Base) (what, mend string) {
	var known []string
	decision, choice, one := strings.Cut(p.Decision, "@")
	d := base.Decision(decision)
	if d == nil {
		for _, d := range base.Decisions {
			known = append(known, d.ID)
		}
		return fmt.Sprintf("unknown decision %q", wording.Clean(decision)), suggest(decision, known)
	}
	if one && d.Per == "" {
		return fmt.Sprintf("%s is decided once, not for %q", d.ID, wording.Clean(choice)), fmt.Sprintf("write %s", d.ID)
	}
	if one && base.Question(d.Per).Choice(choice) == nil {
		for _, c := range base.Question(d.Per).Choices {
			known = append(known, c.ID)
		}
		return fmt.Sprintf("unknown choice %q of %s", wording.Clean(choice), d.Per), suggest(choice, known)
	}
	if d.Option(p.Option) == nil {
		for _, o := range d.Options {
			known = append(known, o.ID)
		}
		return fmt.Sprintf("unknown option %q of %s", wording.Clean(p.Option), d.ID), suggest(p.Option, known)
	}
	return "", ""
}

// ListedPins are the pins in the order of the decisions. One that names nothing known is left out: it does not count.
func (a Answers) ListedPins(base *knowledge.Base) []Pin {
	var out []Pin
	for i := range base.Decisions {
		d := &base.Decisions[i]
		keys := []string{d.ID}
		if q := base.Question(d.Per); q != nil {
			for _, c := range q.Choices {
				keys = append(keys, keyOf(d.ID, c.ID))
			}
		}
		for _, key := range keys {
			if o := a.Pins[key]; d.Option(o) != nil {
				out = append(out, Pin{key, o})
			}
		}
	}
	return out
}

// suggest names the nearest ids, or else all.
func suggest(word string, known []string) string {
	if mend := wording.Suggest(word, known); mend != "" {
		return mend
	}
	return "there are " + strings.Join(known, ", ")
}

// Cost is the points of the price of the pins alone, quick enough to be had for every option of a list.
func (e *Engine) Cost(a Answers) int {
	v := e.begin(a)
	free := e.unpinned(a)
	defer v.release()
	defer free.release()
	free.run()
	v.run()
	return v.cost(free)
}

// unpinned is what follows from the choices alone.
func (e *Engine) unpinned(a Answers) *evaluation {
	a.Pins = nil
	return e.begin(a)
}

// cost is how much less the picks sum to than the free ones.
func (v *evaluation) cost(free *evaluation) int {
	sum := 0
	for _, s := range v.seats {
		sum += v.lost(s, free.picks[s])
	}
	for _, b := range v.bonuses(free.refs(), v.refs()) {
		sum += b.Points
	}
	for _, b := range v.bonuses(v.refs(), free.refs()) {
		sum -= b.Points
	}
	return sum
}

// lost is the score of what a pick was less that of what it is, or 0 where either is none.
func (v *evaluation) lost(s, was int) int {
	if was == fallback || v.picks[s] == fallback {
		return 0
	}
	return v.score[s][was] - v.score[s][v.picks[s]]
}

// Pins: the joint pick is with the pinned options, whether or not they stand, and so is all that follows from it;
// what they cost is in the Price of the advice. Constraints between two pinned options are broken and told; all
// others hold.

// pinning is a pin, by number; of all picks of the decision where the choice is open.
type pinning struct{ decision, choice, option int }

// pin makes the pins those of the answers, as far as they name what is known.
func (v *evaluation) pin(pins map[string]string) {
	v.pins = nil
	for _, key := range slices.Sorted(maps.Keys(pins)) {
		if what, _ := (Pin{key, pins[key]}).misfit(v.e.base); what != "" {
			continue
		}
		decision, choice, one := strings.Cut(key, "@")
		p := pinning{decision: v.e.decisionIndex(decision), choice: open}
		p.option = v.e.optionOf(p.decision, pins[key])
		if one {
			p.choice = slices.Index(v.e.questions[v.e.decisions[p.decision].per].ids, choice)
		}
		v.pins = append(v.pins, p)
	}
	v.seatPins()
}

// seatPins finds the option that each pick must be.
func (v *evaluation) seatPins() {
	for _, s := range v.seats {
		v.only[s] = open
		for _, p := range v.pins {
			if p.decision == of(s) && (p.choice == v.own[s] || p.choice == open && v.only[s] == open) {
				v.only[s] = p.option
			}
		}
	}
}

// pinned tells whether an option must be the pick.
func (v *evaluation) pinned(s int) bool { return v.only[s] != open }

// bound tells whether any pick is pinned.
func (v *evaluation) bound() bool { return slices.ContainsFunc(v.seats, v.pinned) }

// Price is what pins cost: how the joint pick with them differs from the one without.
//
// Points is exact. It is the scores lost by pins and moves, with the bonuses lost less those gained; decisions that
// have a pick only with the pins, or only without, count by their bonuses alone. Without a broken veto or
// constraint, and where no decision loses its pick, it is never below zero.
type Price struct {
	Points int
	Pins   []Pinned // in the order of the decisions
	Moves  []Shift  // other decisions that come out otherwise
	Broken []Bond   // constraints between two pinned options
	Lost   []Bond   // what two options gained from each other that are no longer picked together
	Gained []Bond   // what two options gain that are picked together now
}

// Pinned is one pin, and what it breaks.
type Pinned struct {
	Pin
	Key    string // of the pick, as Decided has it; one pin may be that of several picks
	Option Named
	Free   Decided // what the decision comes to without any pin
	Lost   int     // the score of the free pick less that of the pinned option; 0 where there is no free pick
	Cells  []Cell  // sum to Lost, strongest for the free pick first
	Vetoes []Veto  // needs of the option that answers deny
	Banned string  // why house rules ban the option, or ""
}

// Kept tells whether the pin is the pick without it, too.
func (p *Pinned) Kept() bool { return p.Free.Pick.ID == p.Option.ID }

// Pin is what is pinned for a pick, by the key of its Decided, or nil; also of no price.
func (p *Price) Pin(key string) *Pinned {
	if p == nil {
		return nil
	}
	for i := range p.Pins {
		if p.Pins[i].Key == key {
			return &p.Pins[i]
		}
	}
	return nil
}

// Veto is a need that an answer denies.
type Veto struct {
	Answered
	Why     string
	Finding string
	Mend    []Setting // other answers to the question with which no need denies the option by it; perhaps none
}

// Shift is a decision that pins of others move.
type Shift struct {
	ID, Title string
	Was, Now  Named // empty where no option is picked
	Lost      int   // the score of what it was less that of what it is; 0 where either is none
	Causes    []Cause
}

// Cause is why a decision is moved.
type Cause struct {
	Kind CauseKind
	Bond
}

// CauseKind is how a bond moves a decision.
type CauseKind int

// Causes: the old option does not go with what is picked now; the new one did not with what was; the old one gained
// from what was; the new one gains from what is.
const (
	Barred CauseKind = iota
	Freed
	LostHelp
	GainsHelp
)

// Bond is a constraint or a synergy of two options.
type Bond struct {
	Of, With Named
	Points   int // of a synergy, else 0
	Why      string
	Finding  string
	ref      string // of With, as decision.option
}

// price compares the joint pick with the one without pins. It is called once everything is evaluated.
func (v *evaluation) price(a Answers) *Price {
	free := v.e.unpinned(a)
	free.run()
	flips := free.flips()
	out := &Price{Points: v.cost(free)}
	for _, s := range v.listed() {
		was, now := free.picks[s], v.picks[s]
		lost := v.lost(s, was)
		switch {
		case v.pinned(s):
			out.Pins = append(out.Pins, v.tellPin(s, lost, free.decide(s, flips)))
		case was != now:
			out.Moves = append(out.Moves, Shift{v.key(s), v.title(s), v.e.named(of(s), was), v.e.named(of(s), now), lost,
				v.causes(v.ref(s, was), v.ref(s, now), free.refs(), v.refs())})
		}
	}
	out.Broken = v.brokenBonds()
	out.Lost, out.Gained = v.bonuses(free.refs(), v.refs()), v.bonuses(v.refs(), free.refs())
	return out
}

// key names a pick as the key of its Decided does.
func (v *evaluation) key(s int) string {
	if f := v.forChoice(s); f != nil {
		return keyOf(v.e.base.Decisions[of(s)].ID, f.Choice)
	}
	return v.e.base.Decisions[of(s)].ID
}

// tellPin tells of one pin what it loses and breaks.
func (v *evaluation) tellPin(s, lost int, free Decided) Pinned {
	d, o := of(s), v.only[s]
	known := &v.e.base.Decisions[d]
	out := Pinned{Pin: Pin{known.ID, known.Options[o].ID}, Key: v.key(s), Option: v.e.named(d, o), Free: free,
		Lost: lost, Banned: known.Options[o].Banned}
	if free.Pick.ID != "" && !out.Kept() {
		out.Cells = v.rival(s, v.e.optionOf(d, free.Pick.ID), o).Cells
	}
	needs := v.e.decisions[d].options[o].needs
	for i := range needs {
		if !v.denies(s, &needs[i]) {
			continue
		}
		need := slices.Concat(known.Needs, known.Options[o].Needs)[i]
		out.Vetoes = append(out.Vetoes, Veto{v.denial(s, &needs[i]), houseRule(need.Reason, need.House), need.Finding, nil})
	}
	for i := range out.Vetoes {
		out.Vetoes[i].Mend = v.mend(s, o, v.e.questionIndex(out.Vetoes[i].Question))
	}
	if by := v.ruledOutBy(d, o); by != open {
		x := v.excludedBy(by, d, o)
		out.Vetoes = append(out.Vetoes, Veto{x.Answered, x.Why, x.Finding, nil})
	}
	return out
}

// mend lists the choices that, as the whole answer to a question, deny no need of an option. Answers are left as
// they are, but not what follows from them.
func (v *evaluation) mend(s, o, q int) []Setting {
	if v.e.decisions[of(s)].per == q && v.count[of(s)] > 1 {
		return nil // the pick is for that choice
	}
	var out []Setting
	was := v.ticked[q]
	for c := range v.e.questions[q].choices {
		if v.e.questions[q].unsure&(1<<c) != 0 {
			continue
		}
		v.ticked[q] = 1 << c
		v.activate()
		denied := func(n need) bool { return n.question == q && v.denies(s, &n) }
		if !slices.ContainsFunc(v.e.decisions[of(s)].options[o].needs, denied) {
			out = append(out, v.setting(change{q, c, instead, 1 << c}))
		}
	}
	v.ticked[q] = was
	v.activate()
	return out
}

// causes lists what moves a decision from one option to another: constraints if there are any, else what options gain.
func (v *evaluation) causes(was, now string, before, after []string) []Cause {
	var out []Cause
	add := func(kind CauseKind, bonds []Bond, others []string) {
		for _, b := range bonds {
			if !slices.Contains(others, b.ref) {
				out = append(out, Cause{kind, b})
			}
		}
	}
	add(Barred, v.e.clashes(was, after), nil)
	add(Freed, v.e.clashes(now, before), nil)
	add(LostHelp, v.e.helps(was, before), after)
	add(GainsHelp, v.e.helps(now, after), before)
	return out
}

// brokenBonds lists the constraints that two pinned options break.
func (v *evaluation) brokenBonds() []Bond {
	var refs []string
	for _, s := range v.seats {
		if ref := v.ref(s, v.only[s]); v.pinned(s) && !slices.Contains(refs, ref) {
			refs = append(refs, ref)
		}
	}
	var out []Bond
	for i, ref := range refs {
		out = append(out, v.e.clashes(ref, refs[i+1:])...)
	}
	return out
}

// bonuses lists the synergies among some picks that are not among others.
func (v *evaluation) bonuses(among, not []string) []Bond {
	var out []Bond
	for i, ref := range among {
		for _, b := range v.e.helps(ref, among[i+1:]) {
			if !slices.Contains(not, ref) || !slices.Contains(not, b.ref) {
				out = append(out, b)
			}
		}
	}
	return out
}

// refs are the picks as decision.option, each once.
func (v *evaluation) refs() []string {
	var out []string
	for _, s := range v.seats {
		if ref := v.ref(s, v.picks[s]); ref != "" && !slices.Contains(out, ref) {
			out = append(out, ref)
		}
	}
	return out
}

// ref is an option as decision.option, or "" for a fallback.
func (v *evaluation) ref(s, o int) string {
	if o == fallback {
		return ""
	}
	return v.e.base.Decisions[of(s)].ID + "." + v.e.base.Decisions[of(s)].Options[o].ID
}

// clashes lists the constraints that keep an option from standing with any of the others.
func (e *Engine) clashes(ref string, others []string) []Bond {
	var out []Bond
	for _, f := range e.base.Forbids {
		if i := slices.Index(f.Options, ref); i >= 0 && slices.Contains(others, f.Options[1-i]) {
			out = append(out, e.bond(ref, f.Options[1-i], 0, f.Reason, f.Finding))
		}
	}
	decision := func(s string) string { d, _, _ := strings.Cut(s, "."); return d }
	for _, r := range e.base.Requires {
		denied := func(option, by string) bool {
			return r.Option == by && decision(option) == decision(r.Needs[0]) && !slices.Contains(r.Needs, option)
		}
		for _, other := range others {
			if denied(other, ref) || denied(ref, other) {
				out = append(out, e.bond(ref, other, 0, r.Reason, r.Finding))
			}
		}
	}
	return out
}

// helps lists the synergies an option has with any of the others.
func (e *Engine) helps(ref string, others []string) []Bond {
	var out []Bond
	for _, s := range e.base.Synergies {
		if i := slices.Index(s.Options, ref); i >= 0 && slices.Contains(others, s.Options[1-i]) {
			out = append(out, e.bond(ref, s.Options[1-i], s.Points, s.Reason, s.Finding))
		}
	}
	return out
}

func (e *Engine) bond(ref, other string, points int, why, finding string) Bond {
	named := func(ref string) Named { return e.named(e.optionIndex(ref)) }
	return Bond{named(ref), named(other), points, why, finding, other}
}
