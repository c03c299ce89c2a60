package screen

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"rustadvisor/advisor"
	"rustadvisor/knowledge"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/moves"
	"rustadvisor/ui/styles"
	"rustadvisor/ui/tui/widget"
)

// sign is how firm a pick is, as one character.
func sign(e Env, s advisor.Standing) string { return cmp.Or(firmSign(e.Styles, s), " ") }

// firmSign is the character of a standing, or "" where it has none.
func firmSign(st styles.Styles, s advisor.Standing) string {
	switch s {
	case advisor.Settled:
		return st.Good.Render("✓")
	case advisor.Leaning:
		return st.Dim.Render("~")
	case advisor.TossUp:
		return st.Accent.Render("=")
	case advisor.NoneFit:
		return st.Accent.Render("!")
	case advisor.Moot:
		return st.Dim.Render("–")
	case advisor.MustBe:
		return st.Accent.Render("■")
	case advisor.ByDefault:
		return st.Dim.Render("·")
	case advisor.Open:
		return st.Accent.Render("○")
	}
	return ""
}

// needless tells that there is nothing to decide, or that doing without is picked: that is counted, not shown as a
// pick. What a fact still decides, and what must be used, is shown.
func needless(d advisor.DecisionStanding) bool {
	return d.Standing == advisor.Moot || d.Pick != nil && d.Pick.ID == "none" && d.Standing != advisor.MustBe
}

// picks is all picks that answers bear on, in one line.
func picks(list advisor.Standings) string {
	var out []string
	for _, d := range list {
		if d.Pick != nil && d.Pick.Headline != "" {
			return d.Pick.Title // nothing else is due
		}
		if d.Touched && d.Pick != nil && !needless(d) {
			out = append(out, d.Pick.Title)
		}
	}
	return strings.Join(out, " · ")
}

// panel is the standing of every decision as the highlighted choice would make it, in so many lines.
//
// Each decision takes one line. What is left goes to the bars: first for those this question bears on, then for the
// others that answers bear on, so that the order never changes and little moves from one question to the next.
type panel struct {
	e         Env
	now, then advisor.Standings
	cells     int
	name      int   // cells for the names of options
	bars      []int // how many lines of options each decision gets
}

func standingPanel(e Env, s *interview, cells, h int) []string {
	p := panel{e: e, now: s.preview.Beside(s.standing), then: s.preview, cells: cells}
	head := widget.Truncate(e.Styles.Strong.Render("Standing")+e.Styles.Dim.Render(p.subtitle()), cells)
	changes, lines := p.changes(2), []string{"", head, ""}
	room := h - len(lines) - 3
	if h < 15 {
		changes, lines = p.changes(1), []string{head}
		room = h - 3
	}
	rest := p.allot(s.step().Question, room)
	p.name = p.nameCells()
	for d := range p.then {
		if p.bars[d] > 0 && lines[len(lines)-1] != "" {
			lines = append(lines, "")
		}
		if p.bars[d] >= 0 {
			lines = append(lines, p.decision(d)...)
		}
	}
	if rest != "" {
		lines = append(lines, e.Styles.Dim.Render(widget.Truncate(rest, cells)))
	}
	if legend := p.legend(); legend != "" && len(lines)+len(changes)+4 <= h && widget.Width(legend) <= cells {
		lines = append(lines, "", e.Styles.Dim.Render(legend))
	}
	if len(changes) == 0 {
		return lines
	}
	return append(widget.Fit(lines, h-1-len(changes)), append([]string{""}, changes...)...)
}

// worded tells whether there is room for standings in words on every line.
func (p *panel) worded() bool { return p.cells >= 48 }

// legend says what the signs mean, where lines have no words.
func (p *panel) legend() string {
	var out []string
	for _, s := range []advisor.Standing{advisor.Settled, advisor.Leaning, advisor.TossUp, advisor.Open, advisor.MustBe} {
		alone := func(d int) bool { return p.touched(d) && p.bars[d] == 0 && p.then[d].Standing == s }
		if !p.worded() && slices.ContainsFunc(p.indexes(), alone) {
			out = append(out, ansi.Strip(sign(p.e, s))+" "+string(s))
		}
	}
	if len(out) < 2 {
		return ""
	}
	return strings.Join(out, "  ")
}

func (p *panel) subtitle() string {
	if same(p.now, p.then) {
		return ""
	}
	return " with this choice"
}

// same tells whether two standings have the same scores and picks.
func same(a, b advisor.Standings) bool {
	for d := range a {
		if a[d].Pick != b[d].Pick || !slices.Equal(a[d].Options, b[d].Options) {
			return false
		}
	}
	return true
}

// changes names the picks that the highlighted choice would change.
func (p *panel) changes(most int) []string {
	var out []string
	for d := range p.then {
		if !p.changed(d) {
			continue
		}
		was, is := title(p.now[d]), title(p.then[d])
		text := was + " → " + is
		if !p.now[d].Touched || p.now[d].Standing == advisor.Moot {
			if text = p.then[d].Title + ": " + is; widget.Width(text) > p.cells-2 {
				text = is
			}
		}
		out = append(out, p.e.Styles.Accent.Render("▸ ")+widget.Truncate(text, p.cells-2))
	}
	if len(out) > most {
		more := fmt.Sprintf("  and %d more picks change", len(out)-most+1)
		if widget.Width(more) > p.cells {
			more = strings.TrimSuffix(more, " picks change")
		}
		out = append(out[:most-1], p.e.Styles.Dim.Render(more))
	}
	return out
}

// changed tells whether the highlighted choice would change the pick.
func (p *panel) changed(d int) bool { return p.touched(d) && title(p.now[d]) != title(p.then[d]) }

// mark is that of a pick that would change, or "".
func (p *panel) mark(d int) string {
	if p.changed(d) {
		return p.e.Styles.Accent.Render("▸")
	}
	return ""
}

// title is the pick by name, or why there is none.
func title(d advisor.DecisionStanding) string {
	if d.Pick != nil {
		return d.Pick.Title
	}
	return moves.NoPick(d.Standing)
}

// fewUntouched is how many decisions that no answer bears on are listed before they are only counted.
const fewUntouched = 3

// allot decides what each decision gets: -1 nothing, 0 its line, more that many options. It returns a line about those
// that got nothing.
func (p *panel) allot(q *knowledge.Question, room int) (rest string) {
	p.bars = make([]int, len(p.then))
	room -= len(p.then)
	left, touched, idle := 0, 0, 0
	asked := func(d int) bool { return p.touched(d) && bears(q, p.then[d].Decision) }
	for d := range p.then {
		if p.touched(d) {
			touched++
		}
		if p.without(d) && p.touched(d) && (!asked(d) || p.telling(d) < 2) {
			p.bars[d] = -1
			idle++
		}
	}
	room += max(0, idle-1) // a line says how many they are
	least := 0             // lines to keep for the bars of what the question bears on
	if slices.ContainsFunc(p.indexes(), asked) {
		least = 4
	}
	for _, spare := range []func(d int) bool{
		func(d int) bool { return !p.touched(d) },
		func(d int) bool { return !asked(d) && p.then[d].Standing == advisor.Settled },
		func(d int) bool { return !asked(d) },
	} {
		for d := len(p.then) - 1; d >= 0; d-- {
			many := !p.touched(d) && len(p.then)-touched > fewUntouched
			if p.bars[d] == 0 && spare(d) && (room < least || many) {
				p.bars[d] = -1
				room++
				if left++; left+idle == 1 {
					room-- // for the line that says so
				}
			}
		}
	}
	for _, d := range p.indexes() {
		if asked(d) {
			room -= p.give(d, 3, room)
		}
	}
	for _, d := range p.indexes() {
		if p.touched(d) {
			room -= p.give(d, 2, room)
		}
	}
	for _, d := range p.indexes() {
		if p.bars[d] == 0 && p.without(d) && p.touched(d) { // there was no room for its bars
			p.bars[d] = -1
			idle++
		}
	}
	return unlisted(idle, left, left <= len(p.then)-touched)
}

// unlisted counts the decisions that have no line: those that need nothing, and others.
func unlisted(idle, left int, unasked bool) string {
	what := "more"
	if unasked {
		what = "not asked"
	}
	switch {
	case idle > 0 && left > 0:
		return fmt.Sprintf("%d not needed, %d %s", idle, left, what)
	case idle > 0:
		return fmt.Sprintf("and %d not needed", idle)
	case left > 0 && unasked:
		return fmt.Sprintf("and %d not asked yet", left)
	case left > 0:
		return fmt.Sprintf("and %d more", left)
	}
	return ""
}

func (p *panel) indexes() []int {
	out := make([]int, len(p.then))
	for d := range out {
		out[d] = d
	}
	return out
}

// give gives a decision at most so many bars, if there is room for them with empty lines around, and returns the lines
// that takes.
func (p *panel) give(d, most, room int) int {
	n := min(most, p.telling(d), room-2)
	if p.bars[d] != 0 || n < 2 {
		return 0
	}
	p.bars[d] = n
	return n + 2
}

// telling counts the options worth a bar: those that stand, and the pick of before.
func (p *panel) telling(d int) int {
	n := 0
	for _, o := range p.then[d].Options {
		if o.Vetoed == "" || o.Option == p.now[d].Pick {
			n++
		}
	}
	return n
}

// without tells whether the decision is and stays one that needs nothing.
func (p *panel) without(d int) bool {
	return needless(p.then[d]) && title(p.now[d]) == title(p.then[d])
}

func (p *panel) touched(d int) bool { return p.now[d].Touched || p.then[d].Touched }

// bears tells whether any answer to the question adds to the decision or can rule an option of it out.
func bears(q *knowledge.Question, d *knowledge.Decision) bool {
	for _, c := range q.Choices {
		for ref := range c.Adds {
			if strings.HasPrefix(ref, d.ID+".") {
				return true
			}
		}
	}
	for _, o := range d.Options {
		for _, n := range o.Needs {
			if n.Question == q.ID {
				return true
			}
		}
	}
	return false
}

func (p *panel) decision(d int) []string {
	then, st := p.then[d], p.e.Styles
	switch {
	case !p.touched(d):
		return []string{widget.Justify(st.Dim.Render(then.Title), st.Dim.Render("not asked"), p.cells)}
	case p.bars[d] == 0:
		mark := p.mark(d)
		if mark != "" {
			mark += " "
		}
		name, room := then.Title, p.cells-4-widget.Width(mark)
		if p.worded() {
			room -= 10
		}
		// the pick is the news: the decision is known by less where both have no room
		for _, shorter := range []func(string) string{widget.Brief, widget.FirstWord} {
			if widget.Width(name)+widget.Width(title(then)) > room {
				name = shorter(then.Title)
			}
		}
		pick := mark + widget.Truncate(title(then), max(8, room-widget.Width(name)))
		if p.worded() {
			pick += "  " + widget.PadTo(st.Dim.Render(string(then.Standing)), len("settled"))
		}
		return []string{widget.Justify(name, pick+" "+sign(p.e, then.Standing), p.cells)}
	}
	standing := st.Dim.Render(string(then.Standing)) + " " + sign(p.e, then.Standing)
	lines := []string{widget.Justify(st.Strong.Render(then.Title), standing, p.cells)}
	for _, o := range p.options(d) {
		lines = append(lines, p.option(d, o))
	}
	return append(lines, "")
}

// options are the best ones, the pick among them, and the pick of before when the choice would rule it out.
func (p *panel) options(d int) []advisor.OptionScore {
	out := slices.Clone(p.then[d].Options)
	if p.bars[d] < 1 {
		return nil
	}
	front := func(o *knowledge.Option, to int) {
		if i := slices.IndexFunc(out, func(s advisor.OptionScore) bool { return s.Option == o }); i > to {
			s := out[i]
			out = slices.Insert(slices.Delete(out, i, i+1), to, s)
		}
	}
	front(p.then[d].Pick, p.bars[d]-1)
	if was := p.now[d].Pick; was != nil && was != p.then[d].Pick && p.bars[d] > 1 {
		front(was, p.bars[d]-1)
	}
	return out[:p.bars[d]]
}

// longestBar is how many cells a bar has at most.
const longestBar = 26

// nameCells is how wide the names of the options shown are: as wide as the longest, if the bars keep a few cells;
// where there is more room, they are no longer than they need be.
func (p *panel) nameCells() int {
	longest := 0
	for d := range p.then {
		for _, o := range p.options(d) {
			longest = max(longest, widget.Width(o.Option.Title))
		}
	}
	least := max(4, 4+(p.cells-30)/4) // of a bar
	return max(min(longest, p.cells-8-least), p.cells-longestBar-8)
}

func (p *panel) option(d int, o advisor.OptionScore) string {
	st := p.e.Styles
	name := p.name
	arrow := p.arrow(d, o)
	if o.Vetoed != "" {
		name = min(name, p.cells-13) // “ruled out” and an arrow keep their cells
		return " " + widget.PadTo(st.Dim.Render(o.Option.Title), name) + " " +
			widget.Justify(st.Dim.Render("ruled out"), arrow, p.cells-name-2)
	}
	row, mark := scored{o.Option.Title, o.Score, o.Option == p.then[d].Pick}, " "
	if row.pick {
		mark = cmp.Or(p.mark(d), mark)
	}
	return mark + row.draw(st, name, p.top(d), p.cells-2) + arrow
}

// scored is an option with its score, drawn as a bar.
type scored struct {
	title string
	score int
	pick  bool
}

// draw gives so many cells to the name, four to the score, and what is left to the bar, which is full at the top score.
func (o scored) draw(st styles.Styles, name, top, cells int) string {
	style, text := st.Rival, st.Plain
	if o.pick {
		style, text = st.Pick, st.Strong
	}
	score := fmt.Sprintf("%4s ", wording.Number(o.score))
	cells -= name + 1 + widget.Width(score)
	line := widget.Bar(o.score, top, cells)
	if !o.pick {
		line = thin.Replace(line)
	}
	return widget.PadTo(text.Render(o.title), name) + " " + widget.PadTo(style.Render(line), cells) + score
}

// thin makes the bar of a rival, which is told from the pick's without colours, too.
var thin = strings.NewReplacer("━", "─", "╸", "╴")

// mostBars is how many options have a bar on the page of a decision.
const mostBars = 4

// scoreBars are the scores of the pick and of those behind it, as bars; none where there is no choice.
func scoreBars(d *advisor.Decided, cells int, st styles.Styles) []string {
	if d.Pick.ID == "" || len(d.Rivals) == 0 {
		return nil
	}
	rows := []scored{{d.Pick.Title, d.Score, true}}
	for _, r := range d.Rivals[:min(len(d.Rivals), mostBars-1)] {
		rows = append(rows, scored{r.Title, r.Score, false})
	}
	name, top := 0, 1
	for _, r := range rows {
		name, top = max(name, widget.Width(r.title)), max(top, r.score)
	}
	name = min(name+1, cells-12) // leaves the bars a few cells
	var out []string
	for _, r := range rows {
		out = append(out, r.draw(st, name, top, min(cells, name+longestBar+6)))
	}
	return out
}

// top is the best score of the decision, before or with the choice: a full bar.
func (p *panel) top(d int) int {
	top := 1
	for _, list := range []advisor.Standings{p.now, p.then} {
		for _, o := range list[d].Options {
			if o.Vetoed == "" {
				top = max(top, o.Score)
			}
		}
	}
	return top
}

// arrow tells whether the highlighted choice would lift or lower the option: by score, else by place.
func (p *panel) arrow(d int, o advisor.OptionScore) string {
	place := func(list advisor.Standings) int {
		return slices.IndexFunc(list[d].Options, func(s advisor.OptionScore) bool { return s.Option == o.Option })
	}
	before, after := place(p.now), place(p.then)
	if before < 0 || after < 0 {
		return " " // a pick that comes or goes with the choice: there is nothing to lift it from
	}
	was := p.now[d].Options[before]
	up := (was.Vetoed != "" && o.Vetoed == "")
	down := (was.Vetoed == "" && o.Vetoed != "")
	if !up && !down && o.Vetoed == "" {
		up = o.Score > was.Score || o.Score == was.Score && after < before
		down = o.Score < was.Score || o.Score == was.Score && after > before
	}
	switch {
	case up:
		return p.e.Styles.Good.Render("▲")
	case down:
		return p.e.Styles.Dim.Render("▼")
	}
	return " "
}

func signed(n int) string {
	if n < 0 {
		return wording.Number(n)
	}
	return "+" + strconv.Itoa(n)
}
