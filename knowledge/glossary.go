package knowledge

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rustadvisor/knowledge/strict"
)

// checkGlossary checks that every word is explained in some words, and that no form is that of two.
func (l *loader) checkGlossary() {
	g := &l.base.Glossary
	l.checkWhen(glossaryFile, "when", g.When, len(l.base.Questions), true)
	named(l, glossaryFile, "word", g.Words, func(w *Word) (id, text string) { return w.ID, w.Title })
	holder := map[string]string{} // form -> id of the word that has it
	for i := range g.Words {
		w := &g.Words[i]
		at := strict.Element("word", i)
		switch n := len(strings.Fields(w.Means)); {
		case n == 0:
			l.fault(glossaryFile, at, "add means", "word %q is not explained", w.ID)
		case n > MostMeaning:
			l.fault(glossaryFile, at+".means", "say it shorter", "word %q is explained in %d words, more than %d", w.ID, n,
				MostMeaning)
		}
		for _, form := range append([]string{w.Title}, w.Forms...) {
			switch first, taken := holder[form]; {
			case form == "" && w.Title == "": // is told already
			case strings.TrimSpace(form) == "":
				l.fault(glossaryFile, at+".forms", "remove it", "word %q has an empty form", w.ID)
			case taken:
				l.fault(glossaryFile, at+".forms", "keep the form with one of them",
					"word %q is written %q, which stands already with %q", w.ID, form, first)
			}
			holder[form] = w.ID
		}
	}
}

// In tells whether the word stands in a text, in any of its forms: as a word of its own, in the case of its letters
// where it has capitals.
func (w *Word) In(text string) bool {
	lower := strings.ToLower(text)
	for _, form := range append([]string{w.Title}, w.Forms...) {
		within := text
		if form == strings.ToLower(form) {
			within = lower
		}
		if stands(form, within) {
			return true
		}
	}
	return false
}

// stands tells whether a form stands in a text between what belongs to no word.
func stands(form, text string) bool {
	for at := 0; form != ""; {
		i := strings.Index(text[at:], form)
		if i < 0 {
			return false
		}
		before, _ := utf8.DecodeLastRuneInString(text[:at+i])
		after, _ := utf8.DecodeRuneInString(text[at+i+len(form):])
		if !ofWord(before) && !ofWord(after) {
			return true
		}
		at += i + len(form)
	}
	return false
}

func ofWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' }
