package advisor

import (
	"fmt"
	"slices"
	"strings"

	"rustadvisor/knowledge"
)

// Pin is an option that must be used for a decision, whatever speaks against it.
type Pin struct{ Decision, Option string }

// String is the pin as a command line has it.
func (p Pin) String() string { return p.Decision + "=" + p.Option }

// ParsePin reads a decision=option pair as given on a command line. Errors name the nearest ids.
func ParsePin(base *knowledge.Base, text string) (Pin, error) {
	decision, option, ok := strings.Cut(text, "=")
	if !ok {
		return Pin{}, fmt.Errorf("%q is not decision=option, such as database-layer=sqlx", knowledge.Clean(text))
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
	d := base.Decision(p.Decision)
	if d == nil {
		for _, d := range base.Decisions {
			known = append(known, d.ID)
		}
		return fmt.Sprintf("unknown decision %q", knowledge.Clean(p.Decision)), suggest(p.Decision, known)
	}
	if d.Option(p.Option) == nil {
		for _, o := range d.Options {
			known = append(known, o.ID)
		}
		return fmt.Sprintf("unknown option %q of %s", knowledge.Clean(p.Option), p.Decision), suggest(p.Option, known)
	}
	return "", ""
}

// ListedPins are the pins in the order of the decisions. One that names nothing known is left out: it does not count.
func (a Answers) ListedPins(base *knowledge.Base) []Pin {
	var out []Pin
	for i := range base.Decisions {
		d := &base.Decisions[i]
		if o := a.Pins[d.ID]; d.Option(o) != nil {
			out = append(out, Pin{d.ID, o})
		}
	}
	return out
}

// suggest names the nearest ids, or else all.
func suggest(word string, known []string) string {
	if mend := knowledge.Suggest(word, known); mend != "" {
		return mend
	}
	return "there are " + strings.Join(known, ", ")
}

// Cost is the points of the price of the pins alone, quick enough to be had for every option of a list.
func (e *Engine) Cost(a Answers) int {
	v := e.begin(a)
	free := e.unpinned(a)
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
	for d := range v.e.decisions {
		sum += v.lost(d, free.picks[d])
	}
	for _, b := range v.bonuses(free.refs(), v.refs()) {
		sum += b.Points
	}
	for _, b := range v.bonuses(v.refs(), free.refs()) {
		sum -= b.Points
	}
	return sum
}

// lost is the score of what a decision was less that of what it is, or 0 where either is none.
func (v *evaluation) lost(d, was int) int {
	if was == fallback || v.picks[d] == fallback {
		return 0
	}
	return v.score[d][was] - v.score[d][v.picks[d]]
}

// Pins: the joint pick is with the pinned options, whether or not they stand, and so is all that follows from it; what they
// cost is in the Price of the advice. Constraints between two pinned options are broken and told; all others hold.

// pin makes the pins those of the answers.
func (v *evaluation) pin(pins map[string]string) {
	for d := range v.only {
		v.only[d] = open
		if id := pins[v.e.base.Decisions[d].ID]; id != "" {
			v.only[d] = v.e.optionOf(d, id)
		}
	}
}

// pinned tells whether an option of the decision must be used.
func (v *evaluation) pinned(d int) bool { return v.only[d] != open }

// bound tells whether any decision is pinned.
func (v *evaluation) bound() bool {
	return slices.ContainsFunc(v.only, func(o int) bool { return o != open })
}

// Price is what pins cost: how the joint pick with them differs from the one without.
//
// Points is exact. It is the scores lost by pins and moves, with the bonuses lost less those gained; decisions that have a
// pick only with the pins, or only without, count by their bonuses alone. Without a broken veto or constraint, and where no
// decision loses its pick, it is never below zero.
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
	Option Named
	Free   Decided // what the decision comes to without any pin
	Lost   int     // the score of the free pick less that of the pinned option; 0 where there is no free pick
	Cells  []Cell  // sum to Lost, strongest for the free pick first
	Vetoes []Veto  // needs of the option that answers deny
	Banned string  // why house rules ban the option, or ""
}

// Kept tells whether the pin is the pick without it, too.
func (p *Pinned) Kept() bool { return p.Free.Pick.ID == p.Option.ID }

// Pin is what is pinned for a decision, or nil; also of no price.
func (p *Price) Pin(decision string) *Pinned {
	if p == nil {
		return nil
	}
	for i := range p.Pins {
		if p.Pins[i].Decision == decision {
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

// Causes: the old option does not go with what is picked now; the new one did not with what was; the old one gained from
// what was; the new one gains from what is.
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
	for d := range v.e.decisions {
		was, now := free.picks[d], v.picks[d]
		lost := v.lost(d, was)
		known := &v.e.base.Decisions[d]
		switch {
		case v.pinned(d):
			out.Pins = append(out.Pins, v.tellPin(d, lost, free.decide(d, flips)))
		case was != now:
			out.Moves = append(out.Moves, Shift{known.ID, known.Title, v.e.named(d, was), v.e.named(d, now), lost,
				v.causes(v.ref(d, was), v.ref(d, now), free.refs(), v.refs())})
		}
	}
	out.Broken = v.brokenBonds()
	out.Lost, out.Gained = v.bonuses(free.refs(), v.refs()), v.bonuses(v.refs(), free.refs())
	return out
}

// tellPin tells of one pin what it loses and breaks.
func (v *evaluation) tellPin(d, lost int, free Decided) Pinned {
	o := v.only[d]
	known := &v.e.base.Decisions[d]
	out := Pinned{Pin: Pin{known.ID, known.Options[o].ID}, Option: v.e.named(d, o), Free: free, Lost: lost, Banned: known.Options[o].Banned}
	if free.Pick.ID != "" && !out.Kept() {
		out.Cells = v.rival(d, v.e.optionOf(d, free.Pick.ID), o).Cells
	}
	for i, n := range v.e.decisions[d].options[o].needs {
		if v.veto([]need{n}) == standing {
			continue
		}
		need := slices.Concat(known.Needs, known.Options[o].Needs)[i]
		out.Vetoes = append(out.Vetoes, Veto{v.answer(n.question), houseRule(need.Reason, need.House), need.Finding, nil})
	}
	for i := range out.Vetoes {
		out.Vetoes[i].Mend = v.mend(d, o, v.e.questionIndex(out.Vetoes[i].Question))
	}
	return out
}

// mend lists the answers to a question with which it denies no need of an option. Answers are left as they are, but not
// what follows from them.
func (v *evaluation) mend(d, o, q int) []Setting {
	var out []Setting
	was := v.choice[q]
	for c := range v.e.questions[q].choices {
		if v.e.questions[q].choices[c].unsure {
			continue
		}
		v.choice[q] = c
		v.activate()
		denied := func(n need) bool { return n.question == q && v.veto([]need{n}) != standing }
		if !slices.ContainsFunc(v.e.decisions[d].options[o].needs, denied) {
			out = append(out, v.setting(q, c))
		}
	}
	v.choice[q] = was
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
	for d := range v.e.decisions {
		if v.pinned(d) {
			refs = append(refs, v.ref(d, v.only[d]))
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

// refs are the picks as decision.option.
func (v *evaluation) refs() []string {
	var out []string
	for d, o := range v.picks {
		if o != fallback {
			out = append(out, v.ref(d, o))
		}
	}
	return out
}

// ref is an option as decision.option, or "" for a fallback.
func (v *evaluation) ref(d, o int) string {
	if o == fallback {
		return ""
	}
	return v.e.base.Decisions[d].ID + "." + v.e.base.Decisions[d].Options[o].ID
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
