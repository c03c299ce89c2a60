package advisor

import (
	"fmt"
	"slices"
	"strings"

	"rustadvisor/knowledge/wording"
)

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
