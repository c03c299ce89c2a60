package screen

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"rustadvisor/advisor"
	"rustadvisor/advisor/tally"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/tui/keymap"
	"rustadvisor/ui/tui/widget"
)

// lately is how old a tally may be to be offered before a new one.
const lately = 12 * time.Hour

// beginning offers a new workshop, with or without groups, and the one that was interrupted.
type beginning struct {
	room
	cursor int
	naming bool
	name   widget.Field
	early  *foundTally
}

// foundTally is a workshop of an earlier run.
type foundTally struct {
	id    string
	when  time.Time
	tally tally.Tally
}

type foundTallyMsg struct {
	asked *beginning
	found *foundTally
	notes []string
}

// find looks for an earlier workshop.
func (p *beginning) find(e Env) tea.Cmd {
	store, base := p.File.Store, e.Engine.Base()
	return func() tea.Msg {
		msg := foundTallyMsg{asked: p}
		id, when := store.LatestTally()
		if id == "" {
			return msg
		}
		t, notes, ok := store.LoadTally(base, id)
		if msg.notes = notes; ok && len(t.Hands) > 0 {
			msg.found = &foundTally{id, when, t}
		}
		return msg
	}
}

func (p *beginning) take(msg foundTallyMsg) Actions {
	p.early = msg.found
	return say(strings.Join(msg.notes, "\n"))
}

// beginOffer is a line of the beginning.
type beginOffer struct {
	title, help string
	does        func(Env) (Actions, tea.Cmd)
}

func (p *beginning) offers(e Env) []beginOffer {
	out := []beginOffer{
		{"Begin", "One tally for the whole room.", func(e Env) (Actions, tea.Cmd) {
			return p.goOn(e, p.Open(e.Engine)),
				nil
		}},
		{"Begin with groups", "Counted apart, such as “Python people” and “Rust people”.", func(Env) (Actions,
			tea.Cmd) {
			p.naming = true
			return nil, nil
		}},
	}
	if p.early == nil {
		return out
	}
	goOn := beginOffer{"Continue the last workshop", fmt.Sprintf("%s with hands, saved %s.",
		wording.Counted(len(p.early.tally.Hands), "question"), ago(p.early.when, e.Now)),
		func(e Env) (Actions, tea.Cmd) { return p.resume(e), nil }}
	if e.Now.Sub(p.early.when) < lately {
		return append([]beginOffer{goOn}, out...)
	}
	return append(out, goOn)
}

// resume goes on where the earlier workshop stopped.
func (p *beginning) resume(e Env) Actions {
	p.Tally = p.early.tally
	p.File.Resume(p.early.id)
	for _, s := range e.Engine.Called(p.answers(e)) {
		p.Deeper = p.Deeper || !s.Essential && p.Tally.Asked(s.Question.ID)
	}
	return p.goOn(e, p.Open(e.Engine))
}

func (p *beginning) press(e Env, k tea.KeyPressMsg) (Actions, tea.Cmd) {
	if p.naming {
		return p.pressName(e, k)
	}
	offers := p.offers(e)
	switch {
	case key.Matches(k, e.Keys.Up):
		p.cursor = max(0, p.cursor-1)
	case key.Matches(k, e.Keys.Down):
		p.cursor = min(len(offers)-1, p.cursor+1)
	case key.Matches(k, e.Keys.Choose):
		return offers[min(p.cursor, len(offers)-1)].does(e)
	case key.Matches(k, e.Keys.Number):
		if i, _ := strconv.Atoi(k.String()); i <= len(offers) {
			return offers[i-1].does(e)
		}
	case key.Matches(k, e.Keys.Back):
		return Ask(Open{ToHome{}}), nil
	}
	return nil, nil
}

// pressName takes the name of a group. Enter on an empty line begins.
func (p *beginning) pressName(e Env, k tea.KeyPressMsg) (Actions, tea.Cmd) {
	name := tally.GroupName(p.name.Value())
	switch {
	case key.Matches(k, e.Keys.Workshop.NoGroups):
		p.naming, p.name = false, widget.Field{}
		return nil, p.divide(e, nil)
	case key.Matches(k, e.Keys.Workshop.TakeBackGroup) && p.name.Empty() && len(p.Tally.Groups) > 0:
		return nil, p.divide(e, p.Tally.Groups[:len(p.Tally.Groups)-1])
	case key.Matches(k, e.Keys.Workshop.AddGroup) && name == "":
		if len(p.Tally.Groups) == 1 {
			return say("One group is the whole room: name another, or esc for none."), nil
		}
		p.naming = false
		return p.goOn(e, p.Open(e.Engine)), nil
	case key.Matches(k, e.Keys.Workshop.AddGroup) && name != tally.OneLine(p.name.Value()):
		return say(fmt.Sprintf("That is long for a group: %d letters are the most.", tally.LongestGroup)), nil
	case key.Matches(k, e.Keys.Workshop.AddGroup) && len(p.Tally.Groups) == tally.MostGroups:
		return say(fmt.Sprintf("%d groups are the most there can be.", tally.MostGroups)), nil
	case key.Matches(k, e.Keys.Workshop.AddGroup):
		p.name = widget.Field{}
		return nil, p.divide(e, append(p.Tally.Groups[:len(p.Tally.Groups):len(p.Tally.Groups)], name))
	default:
		p.name.Press(k, &e.Keys.Text)
	}
	return nil, nil
}

// divide divides the room into groups. A workshop of which nothing is saved is none yet.
func (p *beginning) divide(e Env, groups []string) tea.Cmd {
	t := p.Tally
	t.Groups = groups
	if p.Changed() {
		return p.change(e, t)
	}
	p.Tally = t
	return nil
}

func (p *beginning) draw(s stage) ([]string, *tea.Cursor) {
	lines := s.top("Workshop", journeyTitleIf(s.e, p.Tally.Given))
	if p.naming {
		names, column := p.drawNames(s, s.height-len(lines))
		lines = append(s.put(lines), names...)
		return lines, caret(column, len(lines)-1)
	}
	lines = append(lines, s.title("Decide together")...)
	if s.height >= widget.Low {
		lines = append(lines, "")
		lines = append(lines, s.text("One question at a time: discuss, raise hands, see what the room thinks.",
			s.e.Styles.Plain)...)
		lines = append(lines, "", "")
	}
	blocks, room := p.drawOffers(s, true), s.height-len(lines)
	if len(slices.Concat(blocks...)) > room {
		blocks = p.drawOffers(s, false)
	}
	return s.put(append(lines, s.keptInView(blocks, p.cursor, room)...)), nil
}

// drawOffers draws what can be begun, explained all or the one at the cursor.
func (p *beginning) drawOffers(s stage, all bool) [][]string {
	var blocks [][]string
	for i, o := range p.offers(s.e) {
		b := s.numbered(i, o.title, i == p.cursor, s.cells)
		if all || i == p.cursor {
			b = append(b, widget.Indent(widget.Wrap(o.help, s.cells-6, s.e.Styles.Dim), 6)...)
		}
		blocks = append(blocks, b)
	}
	return blocks
}

// JourneyTitleIf is the journey's title once there is one.
func journeyTitleIf(e Env, a advisor.Answers) string {
	if len(a.Choices) == 0 {
		return ""
	}
	return JourneyTitle(e.Words, a)
}

// drawNames lists the groups, and last the name being typed with the column of the caret.
func (p *beginning) drawNames(s stage, h int) (lines []string, column int) {
	lines = s.title("Which groups are in the room?")
	if s.height >= widget.Low {
		lines = append(lines, "")
	}
	for i, g := range p.Tally.Groups {
		lines = append(lines, s.numbered(i, g, false, s.cells)...)
	}
	text, at := p.name.Draw(s.cells - 8)
	if text == "" {
		text = widget.Truncate(s.e.Styles.Dim.Render("a name; an empty line begins"), s.cells-8)
	}
	number := strconv.Itoa(len(p.Tally.Groups) + 1)
	lines = append(lines, s.e.Styles.Accent.Render("› "+number)+"   "+text)
	return s.put(lines[max(0, len(lines)-max(0, h)):]), s.left + 6 + at
}

func (p *beginning) Keys(e Env) keymap.Help {
	k, w, t := e.Keys, e.Keys.Workshop, e.Keys.Text
	if !p.naming {
		return keymap.Help{
			Short:    []key.Binding{k.Move("move"), k.Choose, k.Back},
			Answer:   []key.Binding{k.Choose, k.Number},
			Move:     []key.Binding{k.Up, k.Down, k.Back},
			AtCursor: []key.Binding{k.Choose, k.Number},
		}
	}
	help := keymap.Help{
		Short: []key.Binding{w.AddGroup, w.NoGroups},
		See: []key.Binding{keymap.With(w.AddGroup, "add the group; on an empty line, begin"), w.TakeBackGroup, w.NoGroups,
			t.Erase, t.Clear},
		Move: []key.Binding{t.Left, t.Right},
	}
	if p.name.Empty() {
		help.Short = []key.Binding{w.NoMoreGroups, keymap.When(len(p.Tally.Groups) > 0, w.TakeBackGroup), w.NoGroups}
	}
	return help
}
