package advisor

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"rustadvisor/knowledge/wording"
)

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
		if !(Pin{key, pins[key]}).known(v.e.base) {
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
		return KeyOf(v.e.base.Decisions[of(s)].ID, f.Choice)
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

// Remark is a sentence or more in plain text, with the finding it rests on, if any.
type Remark struct{ Text, Finding string }

// Short is the price in a line: "costs 7 points, breaks 1 veto, moves 2 other picks".
func (p *Price) Short() string {
	vetoes := 0
	for _, pin := range p.Pins {
		vetoes += pin.broken()
	}
	var said []string
	if p.Points > 0 {
		said = append(said, "costs "+wording.Counted(p.Points, "point"))
	}
	if vetoes > 0 {
		said = append(said, "breaks "+wording.Counted(vetoes, "veto"))
	}
	if n := len(p.Broken); n > 0 {
		said = append(said, "breaks "+wording.Counted(n, "constraint"))
	}
	if n := len(p.Moves); n > 0 {
		said = append(said, "moves "+wording.Counted(n, "other pick"))
	}
	if len(said) == 0 {
		return "costs nothing"
	}
	return strings.Join(said, ", ")
}

// Words tells what one pin costs in its own decision.
func (p *Pinned) Words() []Remark {
	out := []Remark{{Text: p.instead()}}
	for _, v := range p.Vetoes {
		out = append(out, Remark{fmt.Sprintf("Breaks a veto: “%s: %s” rules %s out: %s %s", v.Short, v.Label,
			p.Option.Title,
			wording.Sentence(v.Why), v.mended()), v.Finding})
	}
	if p.Banned != "" {
		out = append(out, Remark{Text: "House rules ban it: " + wording.Sentence(p.Banned)})
	}
	if cells := p.most(); cells != "" {
		out = append(out, Remark{Text: cells})
	}
	if ways := p.ways(); ways != "" {
		out = append(out, Remark{Text: "It would be the advice by itself with " + ways + "."})
	}
	return out
}

// Short is what one pin costs in its own decision, in a few words: "24 points behind Tokio, breaks 1 veto".
func (p *Pinned) Short() string {
	said := "the advice anyway"
	switch free := p.Free.Pick.Title; {
	case p.Kept():
	case p.Free.Standing == Moot:
		said = "nothing is to be decided"
	case free == "":
		said = "nothing fits"
	case p.Lost > 0:
		said = wording.Counted(p.Lost, "point") + " behind " + free
	case p.Lost == 0:
		said = "level with " + free
	default:
		said = wording.Counted(-p.Lost, "point") + " ahead of " + free
	}
	if n := p.broken(); n > 0 {
		said += ", breaks " + wording.Counted(n, "veto")
	}
	return said
}

// broken counts what rules the option out.
func (p *Pinned) broken() int { return len(p.Vetoes) + min(1, len(p.Banned)) }

// instead tells what the advice would be, and how far ahead that is.
func (p *Pinned) instead() string {
	free := p.Free.Pick.Title
	switch {
	case p.Kept():
		return "It is the advice anyway: here the pin costs nothing."
	case p.Free.Standing == Moot:
		return "The advice is that there is nothing to decide. " + wording.Sentence(p.Free.Fallback)
	case free == "":
		return "The advice is that nothing fits. " + wording.Sentence(p.Free.Fallback)
	case p.Lost > 0:
		return fmt.Sprintf("The advice would be %s (%s), with %s points against %s: %d lost.", free, p.Free.Standing,
			wording.Number(p.Free.Score), wording.Number(p.Free.Score-p.Lost), p.Lost)
	case p.Lost == 0:
		return fmt.Sprintf("The advice would be %s (%s); both have %s points, so nothing is lost here.", free,
			p.Free.Standing, wording.Number(p.Free.Score))
	}
	return fmt.Sprintf("The advice would be %s (%s), although by itself %s has %s more.", free, p.Free.Standing,
		p.Option.Title, wording.Counted(-p.Lost, "point"))
}

// most names the two criteria on which most is lost.
func (p *Pinned) most() string {
	var order []string
	sum := map[string]int{}
	for _, c := range p.Cells {
		if _, ok := sum[c.Title]; !ok {
			order = append(order, c.Title)
		}
		sum[c.Title] += c.Points
	}
	slices.SortStableFunc(order, func(a, b string) int { return sum[b] - sum[a] })
	var said []string
	for _, title := range order {
		if sum[title] > 0 && len(said) < 2 {
			said = append(said, fmt.Sprintf("%s (%d)", title, sum[title]))
		}
	}
	if len(said) == 0 || p.Lost <= 0 {
		return ""
	}
	return "Most is lost on: " + strings.Join(said, ", ") + "."
}

// mended tells which answer the veto would not stand against.
func (v *Veto) mended() string {
	if len(v.Mend) == 0 {
		return "No other answer to it would do."
	}
	var labels []string
	for _, s := range v.Mend {
		labels = append(labels, "“"+s.Label+"”")
	}
	return "The answer would have to be " + wording.Listed(labels, "or") + "."
}

// ways words the least changes of answers that would make the option the advice, two at most.
func (p *Pinned) ways() string {
	var out []string
	for _, f := range p.Free.Flips {
		told := slices.ContainsFunc(p.Vetoes, func(v Veto) bool { return v.Question == f.Set[0].Question })
		if f.Pick.ID == p.Option.ID && len(f.Set) == 1 && len(out) < 2 && !told {
			out = append(out, fmt.Sprintf("“%s: %s”", f.Set[0].Short, f.Set[0].Label))
		}
	}
	return wording.Listed(out, "or")
}

// Words tells what pins do to the rest, and what they cost in all.
func (p *Price) Words() []Remark { return append(p.Moved(), p.Rest()...) }

// Moved tells which other picks move, and why.
func (p *Price) Moved() []Remark {
	if len(p.Moves) == 0 {
		return []Remark{{Text: "No other pick moves."}}
	}
	var out []Remark
	for _, m := range p.Moves {
		r := Remark{Text: m.moved()}
		if len(m.Causes) > 0 {
			r.Text, r.Finding = r.Text+" "+m.Causes[0].words(), m.Causes[0].Finding
		}
		out = append(out, r)
	}
	return out
}

// Rest tells which constraints are broken, what options gain from each other no longer or only now, and what is
// lost in all; nothing where all is said with the pin.
func (p *Price) Rest() []Remark {
	var out []Remark
	for _, b := range p.Broken {
		out = append(out, Remark{fmt.Sprintf("%s and %s are both pinned, but do not go together: %s", b.Of.Title,
			b.With.Title, wording.Sentence(b.Why)), b.Finding})
	}
	for _, b := range p.Lost {
		out = append(out, Remark{fmt.Sprintf("%s lost that %s and %s gained together: %s", wording.Counted(b.Points,
			"point"), b.Of.Title, b.With.Title, wording.Sentence(b.Why)), b.Finding})
	}
	for _, b := range p.Gained {
		out = append(out, Remark{fmt.Sprintf("%s gained by %s and %s together: %s", wording.Counted(b.Points, "point"),
			b.Of.Title, b.With.Title, wording.Sentence(b.Why)), b.Finding})
	}
	if len(p.Pins) == 1 && len(p.Moves)+len(out) == 0 {
		return nil
	}
	return append(out, Remark{Text: p.total()})
}

// findings lists what the words rest on, in their order.
func (p *Price) findings() []string {
	var out []string
	for i := range p.Pins {
		for _, r := range p.Pins[i].Words() {
			out = append(out, r.Finding)
		}
	}
	for _, r := range p.Words() {
		out = append(out, r.Finding)
	}
	return out
}

// moved tells from what to what a decision goes.
func (m *Shift) moved() string {
	switch {
	case m.Now.ID == "":
		return fmt.Sprintf("%s: nothing fits any more, instead of %s.", m.Title, m.Was.Title)
	case m.Was.ID == "":
		return fmt.Sprintf("%s: %s, where nothing fitted before.", m.Title, m.Now.Title)
	case m.Lost > 0:
		return fmt.Sprintf("%s moves from %s to %s, %s less.", m.Title, m.Was.Title, m.Now.Title, wording.Counted(m.Lost,
			"point"))
	case m.Lost < 0:
		return fmt.Sprintf("%s moves from %s to %s, %s more.", m.Title, m.Was.Title, m.Now.Title, wording.Counted(-m.Lost,
			"point"))
	}
	return fmt.Sprintf("%s moves from %s to %s, with as many points.", m.Title, m.Was.Title, m.Now.Title)
}

func (c *Cause) words() string {
	switch c.Kind {
	case Barred:
		return fmt.Sprintf("%s does not go with %s: %s", c.Of.Title, c.With.Title, wording.Sentence(c.Why))
	case Freed:
		return fmt.Sprintf("%s no longer keeps %s out: %s", c.With.Title, c.Of.Title, wording.Sentence(c.Why))
	case LostHelp:
		return fmt.Sprintf("%s had %s more with %s, which is gone.", c.Of.Title, wording.Counted(c.Points, "point"),
			c.With.Title)
	}
	return fmt.Sprintf("%s has %s more with %s.", c.Of.Title, wording.Counted(c.Points, "point"), c.With.Title)
}

func (p *Price) total() string {
	switch {
	case p.Points > 0:
		return "In all: " + wording.Counted(p.Points, "point") + " lost."
	case p.Points == 0:
		return "In all: no points lost."
	}
	return "In all: " + wording.Counted(-p.Points, "point") + " more. What speaks against it is no matter of points."
}
