// Package search finds entries by words, the best first.
package search

import (
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sahilm/fuzzy"

	"rustadvisor/knowledge/pip"
)

// How searching works. A query is split into words, and an entry is found when it has every one of them. A word may
// stand in one of the entry's names (title, id, aliases) or in its text, and the better the place, the higher the
// score:
//
//	the name is the word  >  a word of the name begins with it  >  it stands inside the name
//	>  a word of the name has its letters in order and close together  >  it stands in the text
//
// Within a step short names win, and among loose matches the fuzzy library's own score decides; the steps are so
// far apart that neither lifts a match over one. The scores of the words add up; equal scores keep the order of the
// entries. Case never matters: everything is lower-cased once, when the index is made. Packages are found as pip
// finds them: python_dateutil is python-dateutil, and of a requirement such as psycopg[binary]>=3 only the name
// counts, which is looked for in names. What is not known finds nothing: letters strewn over a title are no match,
// nor is a short word inside another.
const (
	scoreText   = 1
	scoreLoose  = 1000
	scoreInside = 2000
	scoreStart  = 3000
	scoreWhole  = 4000
	scoreSpread = 450 // how far a match may move within its step
)

// Entry is one thing that can be found. Kind and ID together name it.
type Entry struct {
	Kind    string   // what it is, as shown beside a hit
	ID      string   // options and criteria as "decision.option"
	Title   string   // one line
	Text    string   // what else to search in, one paragraph
	Aliases []string // other names
}

// Hit is an entry that matches.
type Hit struct {
	Entry
	Score int
	title string
	words []string
}

// Matches tells what to highlight: ascending rune indexes into Title. It is worked out when asked for, as a screen
// shows few of many hits.
func (h Hit) Matches() []int { return highlight(h.title, h.words) }

// Index answers searches over entries. It is read-only and safe to share.
type Index struct {
	entries []Entry
	names   []name
	parts   []name   // the words of the names
	titles  []string // lower-cased, one an entry
	texts   []string // likewise
}

// name is one lower-cased name of an entry, or a word of one.
type name struct {
	entry    int
	text     string
	squeezed string // without what parts its words, for actixweb; empty where nothing does
	family   bool   // text is what the names of many packages begin with
	letters  uint64 // see letters
}

// NewIndex makes an index; it keeps the entries and does not change them.
func NewIndex(entries []Entry) *Index {
	x := &Index{entries: entries, titles: make([]string, len(entries)), texts: make([]string, len(entries))}
	for i, e := range entries {
		x.titles[i] = strings.ToLower(e.Title)
		x.texts[i] = strings.ToLower(e.Text)
		var seen []string
		for _, s := range append([]string{e.Title, e.ID}, e.Aliases...) {
			s = strings.ToLower(s)
			if s == "" || slices.Contains(seen, s) {
				continue
			}
			seen = append(seen, s)
			x.add(i, s)
		}
	}
	return x
}

// add takes in one name of an entry.
func (x *Index) add(entry int, s string) {
	s, family := strings.CutSuffix(s, "*")
	n := name{entry: entry, text: s, family: family, letters: letters(s)}
	words := strings.FieldsFunc(s, isSeparator)
	if len(words) > 1 {
		n.squeezed = strings.Join(words, "")
	}
	x.names = append(x.names, n)
	for _, word := range words {
		if len(word) > shortest {
			x.parts = append(x.parts, name{entry: entry, text: word, letters: letters(word)})
		}
	}
}

func isSeparator(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// Search returns the entries that have every word of the query, best first, at most limit of them; all for a limit of 0
// or less. An empty query returns the entries in their own order.
func (x *Index) Search(query string, limit int) []Hit {
	query, isPackage := packageOf(strings.ToLower(query))
	words := strings.Fields(query)
	scores := make([]int, len(x.entries))
	for _, word := range words {
		x.score(word, isPackage, scores)
	}
	found := ranked(scores)
	if limit > 0 && len(found) > limit {
		found = found[:limit]
	}
	hits := make([]Hit, len(found))
	for i, at := range found {
		hits[i] = Hit{x.entries[at], scores[at], x.titles[at], words}
	}
	return hits
}

// packageOf is the name alone of a query that is a requirement, with extras, a version, an address or a marker.
func packageOf(query string) (name string, is bool) {
	query = strings.TrimSpace(query)
	if name, is := pip.NameOf(query); is {
		return name, true
	}
	return query, false
}

// notFound marks an entry that lacks a word.
const notFound = -1

// score adds what the word is worth to each entry, or marks the entry as not found.
func (x *Index) score(word string, namesOnly bool, scores []int) {
	best := make([]int, len(scores))
	x.nameScores(word, scores, best)
	if normal := pip.Normal(word); normal != word && normal != "" {
		x.nameScores(normal, scores, best)
	}
	for i, text := range x.texts {
		switch {
		case scores[i] == notFound:
		case best[i] > 0:
			scores[i] += best[i]
		case !namesOnly && inText(text, word):
			scores[i] += scoreText
		default:
			scores[i] = notFound
		}
	}
}

// shortest is the length, in bytes, up to which a word must begin a word of the text, and never matches loosely:
// peft stands in prefetch, and its letters stand in order in much else.
const shortest = 4

func inText(text, word string) bool {
	at := find(text, word)
	return at >= 0 && (len(word) > shortest || startsWord(text, at))
}

// nameScores raises best to what the word is worth by the names of each entry. Only words that have all letters of
// the word and begin as it does go to the fuzzy library, for that is what a search would spend its time on.
func (x *Index) nameScores(word string, scores, best []int) {
	want := letters(word)
	for i := range x.names {
		if n := &x.names[i]; scores[n.entry] != notFound && (want&^n.letters == 0 || n.family) {
			best[n.entry] = max(best[n.entry], nameWorth(n, word))
		}
	}
	if len(word) <= shortest {
		return
	}
	loose := candidates{names: x.parts}
	for i := range x.parts {
		n := &x.parts[i]
		if want&^n.letters == 0 && n.text[0] == word[0] && best[n.entry] == 0 && scores[n.entry] != notFound {
			loose.at = append(loose.at, i)
		}
	}
	for _, m := range fuzzy.FindFromNoSort(word, loose) {
		if compact(word, m.MatchedIndexes) {
			entry := x.parts[loose.at[m.Index]].entry
			best[entry] = max(best[entry], scoreLoose+within(m.Score))
		}
	}
}

// nameWorth says how well the name has the word, or 0 where it has not. Short names are better than long ones.
func nameWorth(n *name, word string) int {
	name := n.text
	at := find(name, word)
	step := scoreInside
	switch {
	case at < 0 && n.family && strings.HasPrefix(word, name):
		return scoreStart
	case at < 0 && len(word) > shortest && strings.Contains(n.squeezed, word):
	case at < 0:
		return 0
	case name == word:
		return scoreWhole
	case at == 0:
		step = scoreStart + 1
	case startsWord(name, at):
		step = scoreStart
	}
	return step + within(len(word)-len(name))
}

// within keeps a score from lifting a match over its step.
func within(score int) int { return min(max(score, -scoreSpread), scoreSpread) }

// compact tells whether matched letters stand close enough together: two strangers among three of them at most.
func compact(word string, matched []int) bool {
	span := matched[len(matched)-1] - matched[0] + 1
	return 3*span <= 5*len(word)
}

// find returns where the word stands in the name, as a byte index; the beginning of a word is preferred.
func find(name, word string) int {
	first := strings.Index(name, word)
	for at := first; at >= 0; {
		if startsWord(name, at) {
			return at
		}
		next := strings.Index(name[at+1:], word)
		if next < 0 {
			break
		}
		at += 1 + next
	}
	return first
}

func startsWord(s string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:at])
	return at == 0 || !unicode.IsLetter(before) && !unicode.IsDigit(before)
}

// ranked lists the entries that were found, the highest score first, then in their own order. Score and place share one
// number, since sorting numbers is several times as fast as sorting with a function.
func ranked(scores []int) []int {
	keys := make([]int64, 0, len(scores))
	for i, score := range scores {
		if score != notFound {
			keys = append(keys, int64(-score)<<32|int64(i))
		}
	}
	slices.Sort(keys)
	order := make([]int, len(keys))
	for i, key := range keys {
		order[i] = int(key & (1<<32 - 1))
	}
	return order
}

// highlight returns the runes of the lower-cased title that the words match. They are the runes of the title
// itself, for lower-casing goes rune by rune.
func highlight(title string, words []string) []int {
	var runes []int
	for _, word := range words {
		if at := find(title, word); at >= 0 {
			first, length := utf8.RuneCountInString(title[:at]), utf8.RuneCountInString(word)
			runes = slices.Grow(runes, length)
			for i := range length {
				runes = append(runes, first+i)
			}
		} else if len(word) > shortest {
			runes = append(runes, looseRunes(title, word)...)
		}
	}
	slices.Sort(runes)
	return slices.Compact(runes)
}

// looseRunes returns the runes of the title's words that the letters of the word match, or none.
func looseRunes(title, word string) []int {
	var runes []int
	before := 0 // bytes of the title in front of rest
	for _, part := range strings.FieldsFunc(title, isSeparator) {
		before += strings.Index(title[before:], part)
		if part[0] != word[0] {
			continue
		}
		for _, m := range fuzzy.FindNoSort(word, []string{part}) {
			for _, at := range m.MatchedIndexes { // the library counts bytes
				if compact(word, m.MatchedIndexes) {
					runes = append(runes, utf8.RuneCountInString(title[:before+at]))
				}
			}
		}
	}
	return runes
}

// candidates is a source for the fuzzy library.
type candidates struct {
	names []name
	at    []int // which of the names
}

func (c candidates) String(i int) string { return c.names[c.at[i]].text }
func (c candidates) Len() int            { return len(c.at) }

// letters is the set of runes of s, folded to 64: what is missing here is missing in s.
func letters(s string) uint64 {
	var set uint64
	for _, r := range s {
		set |= bits.RotateLeft64(1, int(r))
	}
	return set
}
