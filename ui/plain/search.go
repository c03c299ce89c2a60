package plain

import (
	"slices"
	"strconv"

	"rustadvisor/knowledge/search"
	"rustadvisor/ui/spoken"
)

// found lists what a search finds, some at a time; a number reads one.
type found struct {
	query string
	hits  []search.Hit
	told  int
}

// someHits is how many are told at a time.
const someHits = 10

func (f *found) name() string      { return "what is found for " + quoted(f.query) }
func (f *found) count(t *talk) int { return f.told }

func (f *found) words() []string {
	if f.told < len(f.hits) {
		return []string{"next"}
	}
	return nil
}

func (f *found) show(t *talk) {
	f.told = 0
	order := ""
	if len(f.hits) > 1 {
		order = ", the best first"
	}
	t.say("Found %s for %s%s.", entries(len(f.hits)), quoted(f.query), order)
	f.more(t)
}

func (f *found) more(t *talk) {
	if f.told == len(f.hits) {
		t.say("That was all that is found. search and other words finds more.")
	}
	for end := min(len(f.hits), f.told+someHits); f.told < end; f.told++ {
		h := &f.hits[f.told]
		t.say("%d. %s, %s.", f.told+1, h.Title, h.Kind)
	}
	if left := len(f.hits) - f.told; left > 0 {
		t.say("%d more; next tells them.", left)
	}
}

func (f *found) choose(t *talk, n int) error {
	h := &f.hits[n-1]
	t.gap()
	t.text(slices.DeleteFunc(spoken.Lines(t.Describe(h.Kind, h.ID), spoken.Row), func(l spoken.Line) bool {
		return l.Text == "" && !l.Code // an entry is short enough to be told in one go
	}))
	return nil
}

// search finds what has all the words.
func (t *talk) search(words string) error {
	if t.index == nil {
		t.index = search.NewIndex(t.Engine.Base().Entries())
	}
	hits := t.index.Search(words, 0)
	if len(hits) == 0 {
		t.say("Nothing has all of %s. Try fewer words.", quoted(words))
		return nil
	}
	t.open(&found{query: words, hits: hits})
	return nil
}

func entries(n int) string {
	if n == 1 {
		return "1 entry"
	}
	return strconv.Itoa(n) + " entries"
}
