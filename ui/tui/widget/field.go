package tui

import (
	"unicode"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"rustadvisor/knowledge"
	"rustadvisor/ui/tui/keymap"
)

// longest is how many letters a field takes; what is pasted beyond is dropped.
const longest = 200

// field is a line of text being typed.
type field struct {
	text []rune
	at   int // where the next letter goes
}

// press takes a key and tells whether it was one for the field.
func (f *field) press(k tea.KeyPressMsg, t *keymap.Text) bool {
	switch {
	case key.Matches(k, t.Left):
		f.at = max(0, f.at-1)
	case key.Matches(k, t.Right):
		f.at = min(len(f.text), f.at+1)
	case key.Matches(k, t.Start):
		f.at = 0
	case key.Matches(k, t.End):
		f.at = len(f.text)
	case key.Matches(k, t.Erase):
		f.erase(f.at-1, f.at)
	case key.Matches(k, t.Delete):
		f.erase(f.at, f.at+1)
	case key.Matches(k, t.EraseWord):
		f.erase(f.wordStart(), f.at)
	case key.Matches(k, t.Clear):
		f.erase(0, len(f.text))
	case k.Text != "":
		f.insert(k.Text)
	case k.Code == tea.KeySpace && k.Mod == 0:
		f.insert(" ")
	default:
		return false
	}
	return true
}

// insert puts text where the caret is.
func (f *field) insert(text string) {
	runes := []rune(knowledge.Clean(text))
	runes = runes[:min(len(runes), longest-len(f.text))]
	rest := append(runes, f.text[f.at:]...)
	f.text = append(f.text[:f.at:f.at], rest...)
	f.at += len(runes)
}

func (f *field) erase(from, to int) {
	if from < 0 || to > len(f.text) {
		return
	}
	f.text = append(f.text[:from:from], f.text[to:]...)
	f.at = from
}

// wordStart is where the word before the caret begins.
func (f *field) wordStart() int {
	at := f.at
	for at > 0 && unicode.IsSpace(f.text[at-1]) {
		at--
	}
	for at > 0 && !unicode.IsSpace(f.text[at-1]) {
		at--
	}
	return at
}

// draw is the part of the text around the caret that fits, and the column of the caret in it.
func (f *field) draw(cells int) (text string, caret int) {
	from := 0
	for width(string(f.text[from:f.at])) >= cells && from < f.at {
		from++
	}
	return cut(string(f.text[from:]), cells), width(string(f.text[from:f.at]))
}
