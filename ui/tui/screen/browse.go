package screen

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"rustadvisor/knowledge/search"
	"rustadvisor/ui/tui/widget"
)

// browse searches all that is known and shows what is found.
type browse struct {
	field     widget.Field
	kind      int          // of searchKinds
	all       []search.Hit // of any kind
	found     []int        // how many of them, by kind of search
	hits      []search.Hit // of the kind chosen
	cursor    int
	top       int  // first entry shown
	reading   bool // the keys are the preview's
	relevance *relevance

	page  widget.Pager // the preview
	shown pageOf
}

// pageOf is what a preview depends on.
type pageOf struct {
	kind, id, words string
	layout          pageLayout
	relevance       *relevance
}

// IndexMsg brings what the screen needs. It names the screen that asked, so that a late one is dropped.
type IndexMsg struct {
	Index     *SearchIndex
	asked     *browse
	relevance *relevance
}

// start makes the index, unless it is there already, and the advice on the answers.
func (s *browse) start(e Env) tea.Cmd {
	if e.Index != nil {
		s.search(e)
	}
	engine, answers, had := e.Engine, e.Answers, e.Index
	whose := "For your answers"
	if !e.Begun && e.Saved.Loaded {
		answers, whose = e.Saved.Answers, "For the answers you saved"
	}
	return func() tea.Msg {
		msg := IndexMsg{asked: s, Index: had}
		if had == nil {
			msg.Index = NewSearchIndex(engine.Base(), engine.Base().Entries())
		}
		if len(answers.Choices) > 0 {
			msg.relevance = newRelevance(engine, answers, whose)
		}
		return msg
	}
}

func (s *browse) Typing() bool { return !s.reading }

func (s *browse) Update(e Env, msg tea.Msg) (Actions, tea.Cmd) {
	var act Actions
	switch msg := msg.(type) {
	case IndexMsg:
		if msg.asked == s {
			s.relevance = msg.relevance
		}
		if msg.asked == s || s.found == nil { // the index may have been made for a screen that was left
			s.search(e)
		}
	case tea.PasteMsg:
		if s.Typing() {
			s.field.Insert(msg.Content)
			s.search(e)
		}
	case tea.KeyPressMsg:
		if s.reading {
			s.read(e, msg)
		} else {
			act = s.press(e, msg)
		}
	}
	s.settle(e)
	return act, nil
}

// press takes a key while the field has the focus.
func (s *browse) press(e Env, k tea.KeyPressMsg) Actions {
	switch {
	case key.Matches(k, e.Keys.Text.Back):
		return Ask(Close{})
	case key.Matches(k, e.Keys.Browse.Read):
		s.reading = len(s.hits) > 0
	case key.Matches(k, e.Keys.Browse.Kind):
		s.turn(1)
	case key.Matches(k, e.Keys.Browse.KindBefore):
		s.turn(-1)
	case s.browseKey(e, k):
	case s.field.Press(k, &e.Keys.Text):
		s.search(e)
	}
	return nil
}

// browseKey moves in the list and tells whether the key was one to do so.
func (s *browse) browseKey(e Env, k tea.KeyPressMsg) bool {
	by, ok := widget.MovedInHits(k, &e.Keys.Text, max(1, s.rows(e)-1))
	switch {
	case ok:
		s.cursor += by
	case key.Matches(k, e.Keys.Text.First):
		s.cursor = 0
	case key.Matches(k, e.Keys.Text.Last):
		s.cursor = len(s.hits)
	default:
		return false
	}
	return true
}

// read takes a key while the preview has the focus.
func (s *browse) read(e Env, k tea.KeyPressMsg) {
	switch {
	case key.Matches(k, e.Keys.Browse.List):
		s.reading = false
	case key.Matches(k, e.Keys.Browse.Next):
		s.cursor++
	case key.Matches(k, e.Keys.Browse.Previous):
		s.cursor--
	default:
		s.page.Press(k, e.Keys)
	}
}

func (s *browse) turn(by int) {
	s.kind = (s.kind + by + len(searchKinds)) % len(searchKinds)
	if s.found != nil {
		s.pickKind()
	}
}

// search finds what the words in the field say.
func (s *browse) search(e Env) {
	if e.Index == nil {
		return
	}
	s.all = e.Index.index.Search(s.field.Value(), 0)
	s.found = countKinds(len(s.all), func(i int) string { return s.all[i].Kind })
	s.pickKind()
}

// pickKind takes the hits of the kind chosen and begins at the best.
func (s *browse) pickKind() {
	s.hits = s.all
	if s.kind > 0 {
		s.hits = make([]search.Hit, 0, s.found[s.kind])
		for _, h := range s.all {
			if isOfKind(s.kind, h.Kind) {
				s.hits = append(s.hits, h)
			}
		}
	}
	s.cursor, s.top = 0, 0
}

// settle keeps cursor, list and preview to what there is and to the window.
func (s *browse) settle(e Env) {
	s.cursor = max(0, min(s.cursor, len(s.hits)-1))
	s.top = widget.OffsetKept(s.top, s.cursor, len(s.hits), s.rows(e))
	s.reading = s.reading && len(s.hits) > 0
	if len(s.hits) == 0 || e.Width < widget.LeastWide {
		s.page, s.shown = widget.Pager{}, pageOf{}
		return
	}
	s.page.SetHeight(s.room(e))
	hit, words := s.hits[s.cursor], strings.ToLower(s.field.Value())
	want := pageOf{hit.Kind, hit.ID, words, pageLayout{cells: s.text(e), kind: e.Styles.Kind}, s.relevance}
	if want == s.shown {
		return
	}
	before, at := s.page.Total(), s.page.Offset()
	s.page.Set(preview(e, hit.Entry, s.relevance, want))
	switch {
	case want.kind != s.shown.kind || want.id != s.shown.id:
		s.page.ScrollTo(0)
	case before > 0: // a reader keeps the place when the window changes
		s.page.ScrollTo(at * s.page.Total() / before)
	}
	s.shown = want
}
