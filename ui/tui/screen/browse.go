package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"rustadvisor/knowledge"
	"rustadvisor/ui/tui/keymap"
)

// browse searches all that is known and shows what is found.
type browse struct {
	field   field
	kind    int             // of shelfKinds
	all     []knowledge.Hit // of any kind
	found   []int           // how many of them, by shelf kind
	hits    []knowledge.Hit // of the kind chosen
	cursor  int
	top     int  // first entry shown
	reading bool // the keys are the preview's
	yours   *yours

	page   []string // the preview
	shown  pageOf
	offset int // its first line shown
}

// pageOf is what a preview depends on.
type pageOf struct {
	kind, id, words string
	look            pageLook
	yours           *yours
}

// shelfMsg brings what the screen needs. It names the screen that asked, so that a late one is dropped.
type shelfMsg struct {
	asked *browse
	shelf *shelf
	yours *yours
}

// start makes the index, unless it is there already, and the advice on the answers.
func (s *browse) start(e env) tea.Cmd {
	if e.shelf != nil {
		s.search(e)
	}
	engine, answers, had := e.engine, e.answers, e.shelf
	whose := "For your answers"
	if !e.begun && e.saved.loaded {
		answers, whose = e.saved.answers, "For the answers you saved"
	}
	return func() tea.Msg {
		msg := shelfMsg{asked: s, shelf: had}
		if had == nil {
			msg.shelf = newShelf(engine.Base())
		}
		if len(answers.Choices) > 0 {
			msg.yours = newYours(engine, answers, whose)
		}
		return msg
	}
}

func (s *browse) typing() bool { return !s.reading }

func (s *browse) Update(e env, msg tea.Msg) (Actions, tea.Cmd) {
	var act Actions
	switch msg := msg.(type) {
	case shelfMsg:
		if msg.asked == s {
			s.yours = msg.yours
		}
		if msg.asked == s || s.found == nil { // the index may have been made for a screen that was left
			s.search(e)
		}
	case tea.PasteMsg:
		if s.typing() {
			s.field.insert(msg.Content)
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
func (s *browse) press(e env, k tea.KeyPressMsg) Actions {
	switch {
	case key.Matches(k, e.keys.Text.Back):
		return ask(Close{})
	case key.Matches(k, e.keys.Browse.Read):
		s.reading = len(s.hits) > 0
	case key.Matches(k, e.keys.Browse.Kind):
		s.turn(1)
	case key.Matches(k, e.keys.Browse.KindBefore):
		s.turn(-1)
	case s.browseKey(e, k):
	case s.field.press(k, &e.keys.Text):
		s.search(e)
	}
	return nil
}

// browseKey moves in the list and tells whether the key was one to do so.
func (s *browse) browseKey(e env, k tea.KeyPressMsg) bool {
	by, ok := hitsMoved(k, &e.keys.Text, max(1, s.rows(e)-1))
	switch {
	case ok:
		s.cursor += by
	case key.Matches(k, e.keys.Text.First):
		s.cursor = 0
	case key.Matches(k, e.keys.Text.Last):
		s.cursor = len(s.hits)
	default:
		return false
	}
	return true
}

// hitsMoved is how far a key moves in a list of what was found, beside a field in which letters are text.
func hitsMoved(k tea.KeyPressMsg, t *keymap.Text, page int) (by int, ok bool) {
	switch {
	case key.Matches(k, t.Up):
		return -1, true
	case key.Matches(k, t.Down):
		return 1, true
	case key.Matches(k, t.PageUp):
		return -page, true
	case key.Matches(k, t.PageDown):
		return page, true
	}
	return 0, false
}

// read takes a key while the preview has the focus.
func (s *browse) read(e env, k tea.KeyPressMsg) {
	page := max(1, s.room(e)-2)
	switch {
	case key.Matches(k, e.keys.Browse.List):
		s.reading = false
	case key.Matches(k, e.keys.Browse.Next):
		s.cursor++
	case key.Matches(k, e.keys.Browse.Previous):
		s.cursor--
	case key.Matches(k, e.keys.Up):
		s.offset--
	case key.Matches(k, e.keys.Down):
		s.offset++
	case key.Matches(k, e.keys.PageUp):
		s.offset -= page
	case key.Matches(k, e.keys.PageDown):
		s.offset += page
	case key.Matches(k, e.keys.First):
		s.offset = 0
	case key.Matches(k, e.keys.Last):
		s.offset = len(s.page)
	}
}

func (s *browse) turn(by int) {
	s.kind = (s.kind + by + len(shelfKinds)) % len(shelfKinds)
	if s.found != nil {
		s.pickKind()
	}
}

// search finds what the words in the field say.
func (s *browse) search(e env) {
	if e.shelf == nil {
		return
	}
	s.all = e.shelf.index.Search(string(s.field.text), 0)
	s.found = countKinds(len(s.all), func(i int) string { return s.all[i].Kind })
	s.pickKind()
}

// pickKind takes the hits of the kind chosen and begins at the best.
func (s *browse) pickKind() {
	s.hits = s.all
	if s.kind > 0 {
		s.hits = make([]knowledge.Hit, 0, s.found[s.kind])
		for _, h := range s.all {
			if onShelf(s.kind, h.Kind) {
				s.hits = append(s.hits, h)
			}
		}
	}
	s.cursor, s.top = 0, 0
}

// settle keeps cursor, list and preview to what there is and to the window.
func (s *browse) settle(e env) {
	s.cursor = max(0, min(s.cursor, len(s.hits)-1))
	s.top = scrolled(s.top, s.cursor, len(s.hits), s.rows(e))
	s.reading = s.reading && len(s.hits) > 0
	if len(s.hits) == 0 || e.width < leastWide {
		s.page, s.shown = nil, pageOf{}
		return
	}
	hit, words := s.hits[s.cursor], strings.ToLower(string(s.field.text))
	want := pageOf{hit.Kind, hit.ID, words, pageLook{cells: s.text(e), kind: e.look.Kind}, s.yours}
	if want.kind != s.shown.kind || want.id != s.shown.id {
		s.offset = 0
	}
	if want != s.shown {
		before := len(s.page)
		s.page, s.shown = preview(e, hit.Entry, s.yours, want), want
		if before > 0 {
			s.offset = s.offset * len(s.page) / before // a reader keeps the place when the window changes
		}
	}
	s.offset = max(0, min(s.offset, len(s.page)-s.room(e)))
}

// scrolled is the first line shown so that the one with the cursor is, moved no more than that takes.
func scrolled(top, cursor, total, rows int) int {
	top = max(min(top, cursor), cursor-rows+1)
	return max(0, min(top, total-rows))
}
