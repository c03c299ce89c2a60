package screen

import (
	"fmt"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"rustadvisor/advisor"
	"rustadvisor/advisor/report"
	"rustadvisor/advisor/tally"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/files"
	"rustadvisor/ui/tui/keymap"
	"rustadvisor/ui/tui/widget"
	"rustadvisor/ui/workshop"
)

// mostSplits is how many of the questions that split the room are shown.
const mostSplits = 2

// ending shows what came out: the stack, what split the room, facts to measure, how groups differ, and all hands.
type ending struct {
	room
	topics []topic
	at     int // the topic
	part   int // what of it is shown, where it is longer than the window
	more   bool
	// the stack in a sentence
	verdict string
}

// topic is one thing shown at the end: a title, and blocks that are not parted.
type topic struct {
	title  string
	blocks func(s stage) [][]string
}

func newEnding(e Env, w room) *ending {
	w.Clock.Stop(e.Now)
	p := &ending{room: w}
	for _, s := range e.Engine.Called(w.answers(e)) {
		p.more = p.more || s.Choice == "" && !s.Essential
	}
	counts := tally.Counts(e.Engine, w.Tally, tally.Room)
	standings := e.Engine.Standings(w.answers(e))
	p.verdict = wording.Sentence(e.Engine.Advise(w.answers(e)).Verdict)
	p.topics = append(p.topics, topic{"The room’s stack",
		func(s stage) [][]string { return p.stack(s, standings, counts) }})
	p.splits(e)
	facts := slices.DeleteFunc(slices.Clone(counts), func(c tally.Count) bool { return !c.Measure() })
	if len(facts) > 0 {
		p.topics = append(p.topics, topic{"Measure, do not vote", func(s stage) [][]string {
			return s.facts(facts, p.Tally.Measures)
		}})
	}
	for g, name := range w.Tally.Groups {
		turns := e.Engine.Turns(w.answers(e), w.Tally.Answers(e.Engine.Base(), g))
		p.topics = append(p.topics, topic{name + " by themselves", func(s stage) [][]string { return s.group(turns) }})
	}
	if len(counts) > 0 {
		p.topics = append(p.topics, topic{"How the hands were divided",
			func(s stage) [][]string { return s.distribution(counts, p.Tally.Given.Star) }})
	}
	return p
}

func (p *ending) splits(e Env) {
	list := tally.Splits(e.Engine, p.Tally)
	n := 0
	for n < len(list) && n < mostSplits && len(list[n].Turns) > 0 {
		n++
	}
	for i := range list[:n] {
		name := "What split the room"
		if n > 1 {
			name = fmt.Sprintf("What split the room, %d of %d", i+1, n)
		}
		who := p.Tally.Measures[list[i].Question.ID]
		p.topics = append(p.topics, topic{name, func(s stage) [][]string { return s.split(&list[i], who) }})
	}
	if n == 0 && len(list) > 0 {
		p.topics = append(p.topics, topic{"What split the room", func(s stage) [][]string {
			return [][]string{s.text("Hands differed, but no question by itself would change a pick if the other side had "+
				"won.", s.e.Styles.Plain)}
		}})
	}
}

func (p *ending) press(e Env, k tea.KeyPressMsg) (Actions, tea.Cmd) {
	parts := len(p.parts(newStage(e, e.Wide(), e.Height-2)))
	p.part = min(p.part, parts-1)
	switch {
	case key.Matches(k, e.Keys.Workshop.OnAny, e.Keys.Down, e.Keys.Workshop.Hide):
		if p.part++; p.part < parts {
			break
		}
		if p.part = 0; p.at+1 == len(p.topics) {
			p.part = parts - 1
			return p.toAdvice(e), nil
		}
		p.at++
	case key.Matches(k, e.Keys.Workshop.BackAny, e.Keys.Up):
		switch {
		case p.part > 0:
			p.part--
		case p.at > 0:
			p.at--
		default:
			return p.toLast(e), nil
		}
	case key.Matches(k, e.Keys.Workshop.Advice):
		return p.toAdvice(e), nil
	case key.Matches(k, e.Keys.Export):
		return Ask(AnswerForRoom{p.answers(e)}, Open{ToExport{}}), nil
	case key.Matches(k, e.Keys.Workshop.Deeper) && p.more:
		p.Deeper = true
		return p.goOn(e, p.Open(e.Engine)), nil
	}
	return nil, nil
}

func (p *ending) toAdvice(e Env) Actions {
	return Ask(AnswerForRoom{p.answers(e)}, Open{ToAdvice{Back: ToWorkshop{End: true}}})
}

// toLast goes back to the last question, or to the beginning where there was none.
func (p *ending) toLast(e Env) Actions {
	to := ToWorkshop{}
	for _, s := range p.Flow(e.Engine) {
		to.Question = s.Question.ID
	}
	return Ask(Open{to})
}

// parts are the topic's blocks, as many at a time as there is room for.
func (p *ending) parts(s stage) [][]string {
	room := s.height - len(s.top("", "")) - len(s.title(p.topics[p.at].title)) - 1
	var out [][]string
	var some [][]string
	used := 0
	for _, b := range p.topics[p.at].blocks(s) {
		if len(some) > 0 && used+len(b) > room {
			out = append(out, spread(some, room))
			some, used = nil, 0
		}
		for len(some) == 0 && len(b) > 1 && b[0] == "" { // nothing is above it
			b = b[1:]
		}
		some = append(some, b)
		used += len(b)
	}
	return append(out, spread(some, room))
}

func (p *ending) draw(s stage) ([]string, *tea.Cursor) {
	parts := p.parts(s)
	part := min(p.part, len(parts)-1)
	right := ""
	if len(parts) > 1 {
		right = fmt.Sprintf("%d of %d", part+1, len(parts))
	}
	lines := append(s.top("What came out", right), s.title(p.topics[p.at].title)...)
	return s.put(append(append(lines, ""), parts[part]...)), nil
}

// distribution is every question with its hands.
func (s stage) distribution(counts []tally.Count, star string) [][]string {
	var out [][]string
	for i := range counts {
		c := &counts[i]
		b := s.starred(widget.Wrap(c.Question.Title, s.cells, s.e.Styles.Strong), c.Question.ID == star)
		for n := range c.Hands {
			if c.Hands[n] > 0 {
				b = append(b, s.overBar(c, n, false, withBars)...)
			}
		}
		out = append(out, append(b, ""))
	}
	return out
}

// stack is the room's stack, and below it what it left open.
func (p *ending) stack(s stage, standings advisor.Standings, counts []tally.Count) [][]string {
	var out [][]string
	if p.verdict != "" {
		out = append(out, append(s.text(p.verdict, s.e.Styles.Plain), ""))
	}
	out = append(out, s.stack(standings, nil).blocks...)
	for _, c := range counts {
		if c.Open() {
			out = append(out, append([]string{""}, s.text("Left open by a tie: "+c.Question.Title, s.e.Styles.Dim)...))
		}
	}
	return out
}

// facts are those that the room does not agree on, with what was said.
func (s stage) facts(counts []tally.Count, by map[string]string) [][]string {
	out := [][]string{append(s.text("What is so is not decided by hands. Agree who finds out, and by when.",
		s.e.Styles.Plain), "")}
	for i := range counts {
		c := &counts[i]
		b := s.text(c.Question.Title, s.e.Styles.Strong)
		for n, h := range c.Hands {
			if h > 0 {
				b = append(b, widget.Indent(widget.Wrap(fmt.Sprintf("%3d  %s", h, c.Question.Choices[n].Label), s.cells-4,
					s.e.Styles.Plain), 2)...)
			}
		}
		if who := by[c.Question.ID]; who != "" {
			b = append(b, s.text(who+" measures it.", s.e.Styles.Accent)...)
		}
		out = append(out, append(b, ""))
	}
	return out
}

// group is what would come out otherwise for a group by itself.
func (s stage) group(turns []advisor.Turn) [][]string {
	if len(turns) == 0 {
		return [][]string{s.text("They would come to the same stack.", s.e.Styles.Plain)}
	}
	out := [][]string{s.text("They would come to "+wording.Counted(len(turns), "other pick")+":", s.e.Styles.Plain)}
	return append(out, s.turns(turns)...)
}

func (s stage) turns(turns []advisor.Turn) [][]string {
	var out [][]string
	for _, t := range turns {
		row := s.e.Styles.Accent.Render("▸ ") + s.e.Styles.Dim.Render(t.Was+" → ") + s.e.Styles.Strong.Render(t.Now)
		out = append(out, []string{"  " + t.Title, "  " + widget.Truncate(row, s.cells-2)})
	}
	return out
}

// split is a question that split the room: its two sides, and what hangs on it; a fact is for somebody to measure.
func (s stage) split(x *tally.Split, who string) [][]string {
	question := s.text(x.Question.Title, s.e.Styles.Strong)
	if x.Measure() {
		question = append(question, s.text(measuring(who), s.e.Styles.Accent)...)
	}
	var sides []string
	for _, side := range []int{x.First, x.Second} {
		if len(sides) > 0 && s.height >= widget.Airy {
			sides = append(sides, "") // a bar belongs to the label above it
		}
		label := widget.Wrap(x.Question.Choices[side].Label, s.cells-2, s.e.Styles.Plain)
		sides = append(sides, widget.Indent(label, 2)...)
		sides = append(sides, "  "+s.block(side == x.First, x.Hands[side], x.Present,
			s.cells-12)+" "+s.e.Styles.Strong.Render(fmt.Sprint(x.Hands[side])))
	}
	other := "If “" + strings.TrimSuffix(x.Question.Choices[x.Second].Label, ".") + "” " + x.Otherwise() + ":"
	return append([][]string{question, sides, s.text(other, s.e.Styles.Plain)}, s.turns(x.Turns)...)
}

// withTally adds the tally of a workshop, if there is one, to what an export can write.
func withTally(s *export, w *workshop.Workshop) *export {
	if w == nil || len(w.Tally.Hands) == 0 {
		return s
	}
	tally := files.Output{Title: "Tally of the room", Name: "workshop.md",
		For: "how hands were raised, and what split the room", Make: func(x files.Session) ([]byte, error) {
			return report.Tally(x.Engine, w.Tally), nil
		}}
	s.items = append([]item{{Output: tally, ticked: true}}, s.items...)
	return s
}

func (p *ending) Keys(e Env) keymap.Help {
	k, w := e.Keys, e.Keys.Workshop
	on := keymap.With(w.OnAny, "on")
	if p.at+1 == len(p.topics) {
		on = keymap.With(w.OnAny, "to the advice")
	}
	export := keymap.With(k.Export, "write the tally, the answers and reports")
	return keymap.Help{
		Short:  []key.Binding{on, w.BackAny, k.Export, w.Advice, keymap.When(p.more, w.Deeper), k.Quit},
		Answer: []key.Binding{keymap.When(p.more, w.Deeper)},
		See:    []key.Binding{keymap.With(w.Advice, "the advice for the room's answers")},
		Write:  []key.Binding{export},
		Move: []key.Binding{keymap.With(w.OnAny, "on; after the last, the advice"),
			keymap.With(w.BackAny, "back; before the first, the last question")},
		Ways: map[string]key.Binding{NameExport: export},
	}
}
