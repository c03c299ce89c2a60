// Package differences tells a comparison as a document and as JSON, the same for every way it is met.
package differences

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/advisor/doc"
	"rustadvisor/knowledge/wording"
)

// How much is told unasked when many are compared.
const (
	mostNames = 8 // names in one list
	mostWays  = 4 // ways to another outcome of one decision
)

// countsDouble names the difference that is about no question.
const countsDouble = "Which answer counts double"

// Folded is the part of the document that tells what does not matter.
const Folded = "folded"

// comparing writes the document.
type comparing struct {
	*advisor.Comparison
	blocks []doc.Block
	all    bool   // fold nothing
	more   string // how to see what is folded
}

// Document tells what matters first: the decisions that come out differently, each with the fewest answers that make
// it so; of three people or more, who comes to what and who says what; then what differs without consequence. Long
// lists are folded unless all is asked for; more says how to ask.
func Document(c *advisor.Comparison, all bool, more string) []doc.Block {
	w := &comparing{Comparison: c, all: all, more: more}
	w.heading(1, "Comparison")
	switch {
	case c.Identical():
		w.first("%s say the same: nothing to compare.", w.everybody())
		return w.blocks
	case len(c.Matter)+len(c.Idle) > 0:
		w.summary()
	case len(c.Ticked) > 0:
		w.first("%s give the same answers; what else is so was not ticked by all.", w.everybody())
	default:
		w.first("%s give the same answers; not all named the same Python packages.", w.everybody())
	}
	if len(c.People) > 2 && len(c.Split) > 0 {
		w.blocks = append(w.blocks, matrix(c))
	}
	for _, o := range c.Split {
		if len(c.People) == 2 {
			w.two(&o)
		} else {
			w.many(&o)
		}
	}
	if len(c.People) > 2 {
		w.voices(c.Matter)
	}
	w.idle()
	w.ticked("Also so, by what not all ticked; it is a fact, so it counts for all here:", c.Ticked)
	w.ticked("Python packages that not all named; they count for all here:", c.Packages)
	return w.blocks
}

// ticked lists facts by who said them.
func (w *comparing) ticked(title string, list []advisor.TickedBy) {
	if len(list) == 0 {
		return
	}
	w.heading(2, "%s", title)
	var items []doc.Line
	for _, t := range list {
		items = append(items, doc.Of(t.Label, " (", w.names(t.People), ")"))
	}
	w.list(items)
}

// begun is a sentence that begins with a capital where it begins with a person.
func begun(format string, args ...any) string {
	text := fmt.Sprintf(format, args...)
	if strings.HasPrefix(text, You+" ") || strings.HasPrefix(text, You+", ") {
		text = "Y" + text[1:]
	}
	return text
}

func (w *comparing) heading(level int, format string, args ...any) {
	w.blocks = append(w.blocks, doc.Heading{Level: level, Text: doc.Of(begun(format, args...))})
}

// first is the first thing to know.
func (w *comparing) first(format string, args ...any) {
	w.blocks = append(w.blocks, doc.Paragraph{Text: doc.Of(doc.Bold(begun(format, args...)))})
}

func (w *comparing) text(format string, args ...any) {
	w.blocks = append(w.blocks, doc.Paragraph{Text: doc.Of(begun(format, args...))})
}

func (w *comparing) list(items []doc.Line) {
	w.blocks = append(w.blocks, doc.List{Form: doc.Bullets, Items: items})
}

// counts lists groups of people by what they say or come to.
func (w *comparing) counts(items []doc.Line) {
	w.blocks = append(w.blocks, doc.List{Form: doc.Counts, Items: items})
}

// count is an item of counts.
func (w *comparing) count(people []int, what string) doc.Line {
	return doc.Of(len(people), " ", what, ": ", w.names(people))
}

func (w *comparing) everybody() string {
	if n := len(w.People); n > mostNames && !w.all {
		return fmt.Sprintf("%d people", n)
	}
	return w.names(nil)
}

// names lists people, nil being all, and folds long lists.
func (w *comparing) names(people []int) string {
	if people == nil {
		for i := range w.People {
			people = append(people, i)
		}
	}
	if len(people) > mostNames+1 && !w.all {
		return strings.Join(whose(w.Comparison, people[:mostNames]), ", ") +
			fmt.Sprintf(" and %d more", len(people)-mostNames)
	}
	return w.Named(people)
}

func (w *comparing) summary() {
	matter, idle := len(w.Matter), len(w.Idle)
	text := fmt.Sprintf("%s differ on %s", w.everybody(), w.counted())
	switch {
	case matter == 0:
		text += "; none of them matters: every decision comes out the same."
	case idle == 0:
		text += ", and " + verb(matter, "it matters.", "every one matters.")
	default:
		text += fmt.Sprintf("; only %d %s.", matter, verb(matter, "matters", "matter"))
	}
	w.first("%s", text)
	switch same := len(w.Same); {
	case matter == 0:
	case same == 0:
		w.text("No decision comes out the same.")
	default:
		w.text("%d of %d decisions come out the same.", same, same+len(w.Split))
	}
	if w.Journeys {
		w.text("They are on different journeys; what one journey does not ask is compared as not asked.")
	}
}

// counted counts what differs: answers, and pins where there are some.
func (w *comparing) counted() string {
	all := slices.Concat(w.Matter, w.Idle)
	pins := len(slices.DeleteFunc(slices.Clone(all), func(d advisor.Difference) bool { return d.Pin == "" }))
	switch answers := wording.Counted(len(all)-pins, "answer"); pins {
	case 0:
		return answers
	case len(all):
		return wording.Counted(pins, "pin")
	default:
		return answers + " and " + wording.Counted(pins, "pin")
	}
}

func verb(n int, one, more string) string {
	if n == 1 {
		return one
	}
	return more
}

// two tells of one decision why it comes out differently for two people. When the same answers lead both ways, they are
// told once.
func (w *comparing) two(o *advisor.Outcome) {
	w.heading(2, "%s: %s (%s), %s (%s)", o.Title, o.Camps[0].Title(), w.names(o.Camps[0].People),
		o.Camps[1].Title(), w.names(o.Camps[1].People))
	if !sameWays(o.Paths) {
		for _, p := range o.Paths {
			w.way(o, &p, w.People[p.Person], "with "+possessive(w.People[p.From])+" "+verb(len(p.Sets[0]), what(p.Sets[0]),
				what(p.Sets[0])+"s"))
		}
		return
	}
	p := &o.Paths[0]
	for i, set := range p.Sets {
		w.text("%s", because(i, set))
		var items []doc.Line
		for _, change := range set {
			items = append(items, doc.Of(fmt.Sprintf("%s: %s (%s), %s (%s)", short(change.Asked), change.Was.Label,
				w.People[p.Person], change.Now.Label, w.People[p.From])))
		}
		w.list(items)
	}
	w.rest(p)
}

// You is what the one who reads the comparison is called in it.
const You = "you"

func possessive(name string) string {
	if name == You {
		return "your"
	}
	return name + "'s"
}

func because(n int, set []advisor.Change) string {
	switch {
	case n > 0:
		return "or of:"
	case len(set) == 1:
		return "because of one " + what(set) + ":"
	}
	return fmt.Sprintf("because of %d %ss together:", len(set), what(set))
}

// what is what the changes are: answers, unless a pin is among them.
func what(set []advisor.Change) string {
	pin := func(c advisor.Change) bool { return c.Pin != "" }
	switch {
	case !slices.ContainsFunc(set, pin):
		return "answer"
	case slices.ContainsFunc(set, func(c advisor.Change) bool { return !pin(c) }):
		return "difference"
	}
	return "pin"
}

// sameWays tells whether both people would have to change the same answers.
func sameWays(paths []advisor.Path) bool {
	a, b := paths[0], paths[1]
	return a.Count == b.Count && a.Fewest == b.Fewest && a.All == b.All &&
		slices.EqualFunc(a.Sets, b.Sets, func(s, t []advisor.Change) bool {
			return slices.EqualFunc(s, t, func(x, y advisor.Change) bool { return x.Question == y.Question && x.Pin == y.Pin })
		})
}

// way tells what somebody would have to change.
func (w *comparing) way(o *advisor.Outcome, p *advisor.Path, who, how string) {
	w.text("%s would come to %s %s:", who, o.Camps[p.To].Title(), how)
	for i, set := range p.Sets {
		if i > 0 {
			w.text("or:")
		}
		var items []doc.Line
		for _, change := range set {
			items = append(items, doc.Of(w.change(change)))
		}
		w.list(items)
	}
	w.rest(p)
}

// change words a change of an answer: "Store: MongoDB instead of PostgreSQL".
func (w *comparing) change(c advisor.Change) string {
	now := c.Now.Label
	if c.Now.Choice == "" && c.Question != "" {
		now = "no answer"
	}
	return fmt.Sprintf("%s: %s instead of %s", short(c.Asked), now, c.Was.Label)
}

// rest tells what the sets shown leave out.
func (w *comparing) rest(p *advisor.Path) {
	more := p.Count - len(p.Sets)
	switch {
	case !p.Fewest:
		w.text("(There are too many combinations to try: fewer answers may do. Of these none can be left out.)")
	case !p.All && more > 0:
		w.text("(So do at least %d other sets as small.)", more)
	case more > 0:
		w.text("(So %s as small.)", verb(more, "does 1 other set", fmt.Sprintf("do %d other sets", more)))
	}
}

func short(a advisor.Asked) string {
	return cmp.Or(a.Short, countsDouble)
}

func titleOf(d *advisor.Difference) string {
	return cmp.Or(d.Title, countsDouble)
}

// many tells of one decision who comes to what, and how the others would come to what most come to.
func (w *comparing) many(o *advisor.Outcome) {
	w.heading(2, "%s", o.Title)
	var camps []doc.Line
	for _, camp := range o.Camps {
		camps = append(camps, w.count(camp.People, camp.Title()))
	}
	w.counts(camps)
	if len(o.Camps[0].People) == len(o.Camps[1].People) {
		w.text("As many come to %s as to %s; what follows is told from %s.", o.Camps[1].Title(), o.Camps[0].Title(),
			o.Camps[0].Title())
	}
	ways := w.ways(o)
	for i, together := range ways {
		if i == mostWays && len(ways) > mostWays+1 && !w.all {
			rest := 0
			for _, others := range ways[i:] {
				rest += len(others)
			}
			w.text("(%d more, each in other ways; %s.)", rest, w.more)
			return
		}
		var people []int
		for _, p := range together {
			people = append(people, p.Person)
		}
		w.way(o, together[0], w.names(people), "with")
	}
}

// ways puts paths together that need the same changes, those of most people first.
func (w *comparing) ways(o *advisor.Outcome) [][]*advisor.Path {
	var out [][]*advisor.Path
	place := map[string]int{}
	for i := range o.Paths {
		p := &o.Paths[i]
		key := fmt.Sprint(p.To, p.Sets, p.Count, p.Fewest, p.All)
		at, ok := place[key]
		if !ok {
			at = len(out)
			place[key] = at
			out = append(out, nil)
		}
		out[at] = append(out[at], p)
	}
	slices.SortStableFunc(out, func(a, b []*advisor.Path) int { return len(b) - len(a) })
	return out
}

// voices tells of each answer that matters who says what.
func (w *comparing) voices(list []advisor.Difference) {
	if len(list) > 0 {
		w.heading(2, "Answers that matter, most effect first")
	}
	for _, d := range list {
		w.heading(3, "%s (%s)", titleOf(&d), strings.Join(w.titles(d.Decisions), ", "))
		var voices []doc.Line
		for _, v := range d.Voices {
			voices = append(voices, w.count(v.People, v.Label))
		}
		w.counts(voices)
		w.text("To change: %s", w.names(d.Movers))
	}
}

// titles names decisions.
func (w *comparing) titles(ids []string) []string {
	var out []string
	for _, o := range slices.Concat(w.Split, w.Same) {
		if slices.Contains(ids, o.ID) {
			out = append(out, o.Title)
		}
	}
	return out
}

// idle folds what does not matter.
func (w *comparing) idle() {
	var nothing, alone []advisor.Difference
	for _, d := range w.Idle {
		if len(d.Alone) > 0 {
			alone = append(alone, d)
		} else {
			nothing = append(nothing, d)
		}
	}
	title := "Changes nothing"
	if len(w.People) > 2 {
		title = "Not what sets the outcomes apart"
	}
	w.folded(title, nothing)
	w.folded("Would change something alone, but is not what sets the outcomes apart", alone)
}

func (w *comparing) folded(title string, list []advisor.Difference) {
	if len(list) == 0 {
		return
	}
	if w.all {
		var items []doc.Line
		for _, d := range list {
			var said []string
			for _, v := range d.Voices {
				said = append(said, fmt.Sprintf("%s (%s)", v.Label, w.names(v.People)))
			}
			items = append(items, doc.Of(short(d.Asked)+w.aloneText(&d)+": "+strings.Join(said, ", ")))
		}
		w.fold(doc.Paragraph{Text: doc.Of(title + ":")}, doc.List{Form: doc.Bullets, Items: items})
		return
	}
	var names []string
	for _, d := range list {
		names = append(names, short(d.Asked)+w.aloneText(&d))
	}
	w.fold(doc.Paragraph{Text: doc.Of(title + ": " + strings.Join(names, ", ") + ".")})
}

func (w *comparing) fold(blocks ...doc.Block) {
	w.blocks = append(w.blocks, doc.Part{Name: Folded, Blocks: blocks})
}

func (w *comparing) aloneText(d *advisor.Difference) string {
	if len(d.Alone) == 0 {
		return ""
	}
	return " (" + strings.Join(w.titles(d.Alone), ", ") + ")"
}
