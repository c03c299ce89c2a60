package knowledge

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"rustadvisor/knowledge/strict"
	"rustadvisor/knowledge/wording"
)

// Places tells where the things of a base stand, for messages about what loading it cannot see. A loaded base does not
// carry this with it: it would keep the text of every file in memory for faults that hardly any base has.
type Places struct {
	loader *loader
	at     map[string]position
}

// Locate reads a base with house rules for where everything stands; it takes as long as loading them.
func Locate(base fs.FS, houses ...House) *Places {
	l := layered(base, houses)
	if _, err := l.load(); err != nil {
		return &Places{loader: l}
	}
	p := &Places{l, map[string]position{}}
	for i, q := range l.base.Questions[1:] {
		path := strict.Element("question", i)
		p.at["question "+q.ID] = position{"questions.toml", path}
		for j, c := range q.Choices {
			p.at[q.ID+" = "+c.ID] = position{"questions.toml", strict.Element(path+".choice", j)}
		}
	}
	for i, j := range l.base.Words.Journeys {
		p.at[JourneyQuestion+" = "+j.ID] = position{"vocabulary.toml", strict.Element("journey", i)}
	}
	for _, d := range l.base.Decisions {
		file := l.place["decision "+d.ID].file
		p.at[d.ID] = position{file, ""}
		for i, o := range d.Options {
			p.at[d.ID+"."+o.ID] = position{file, strict.Element("option", i)}
		}
		for i, c := range d.Criteria {
			p.at["criterion "+d.ID+"."+c.ID] = position{file, strict.Element("criterion", i)}
		}
	}
	p.addConstraints(l.base)
	for key, at := range l.place {
		if kind, _, _ := strings.Cut(key, " "); slices.Contains([]string{"practice", "snippet", "situation"}, kind) {
			p.at[key] = at
		}
	}
	return p
}

func (p *Places) addConstraints(b *Base) {
	const file = "constraints.toml"
	for i, f := range b.Forbids {
		p.at["forbid "+strings.Join(f.Options, " with ")] = position{file, strict.Element("forbid", i)}
	}
	for i, r := range b.Requires {
		p.at[r.Option+" requires "+strings.Join(r.Needs, " or ")] = position{file, strict.Element("require", i)}
	}
	for i, s := range b.Synergies {
		p.at["synergy of "+strings.Join(s.Options, " with ")] = position{file, strict.Element("synergy", i)}
	}
}

// Placed is a sentence with the file and line before it of the first thing that it names, if any.
func (p *Places) Placed(sentence string) string {
	if file, line := p.Of(sentence); line > 0 {
		return fmt.Sprintf("%s:%d: %s", wording.Clean(file), line, sentence)
	}
	return sentence
}

// Of returns where the first thing stands that a sentence names, such as "decision.option", "criterion
// decision.criterion", "question store" or "store = sqlite"; of two that begin at the same letter the longer. The
// line is 0 when it names nothing.
func (p *Places) Of(sentence string) (file string, line int) {
	if name := p.named(sentence); name != "" {
		at := p.loader.origin(p.at[name].file, p.at[name].path)
		return at.file, p.loader.where[at.file].Of(at.path)
	}
	return "", 0
}

// OfHouse tells whether house rules say the first thing that a sentence names.
func (p *Places) OfHouse(sentence string) bool {
	at := p.at[p.named(sentence)]
	return p.loader.origin(at.file, at.path) != at
}

// named is the first thing that a sentence names, or "".
func (p *Places) named(sentence string) string {
	first, name := len(sentence), ""
	for key := range p.at {
		if i := strings.Index(sentence, key); i >= 0 && (i < first || i == first && len(key) > len(name)) {
			first, name = i, key
		}
	}
	return name
}
