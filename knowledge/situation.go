package knowledge

import (
	"slices"
	"strings"

	"rustadvisor/knowledge/search"
	"rustadvisor/knowledge/strict"
)

// Situation is something that is so beside what the questions ask: ticked from a list, by whoever it concerns.
type Situation struct {
	ID       string         `toml:"id"`
	Topic    string         `toml:"-"`     // from the file it stands in
	Label    string         `toml:"label"` // as a developer would say it
	Words    []string       `toml:"words"` // what else people call it, for searching
	Adds     map[string]int `toml:"adds"`  // "decision.criterion" -> points
	Expects  []Condition    `toml:"expects"`
	Follows  []Condition    `toml:"follows"` // where these are answered it is so, ticked or not
	Vetoes   []Veto         `toml:"veto"`
	RulesOut []string       `toml:"rules-out"` // ids of practices, snippets, risks and minds that are wrong here
	Mind     []Mind         `toml:"mind"`      // the most urgent first
	General  bool           `toml:"general"`   // about who moves it, when and how, as with any program
	Retired  bool           `toml:"retired"`   // never offered: house rules took it out
	Origin
}

// Veto rules out an option where its situation is ticked.
type Veto struct {
	Option  string `toml:"option"` // "decision.option"
	Reason  string `toml:"reason"`
	Finding string `toml:"finding"`
	Origin
}

// Mind is one thing to watch out for in a situation: the setting, the command, the limit, the first step.
type Mind struct {
	ID       string      `toml:"id"`
	Title    string      `toml:"title"`
	Text     string      `toml:"text"`
	Weight   int         `toml:"weight"` // how much is lost where nobody says it, 1 to MostWeight; 0 stands for 2
	When     []Condition `toml:"when"`   // what must hold beside the situation
	Says     []string    `toml:"says"`   // ids of practices that say nothing more, and stand back where it is shown
	Findings []string    `toml:"findings"`
	Sources  []string    `toml:"sources"`
	Origin
}

// MostWeight is the most that a mind can weigh.
const MostWeight = 3

// usualWeight is what a mind weighs that does not say.
const usualWeight = 2

// Weighs is the weight of a mind, also of one that does not say it.
func (m *Mind) Weighs() int {
	if m.Weight == 0 {
		return usualWeight
	}
	return m.Weight
}

// Situation returns the situation with that id, or nil.
func (b *Base) Situation(id string) *Situation { return at(b.Situations, b.situations, id) }

// SituationIDs are the ids of the situations that are offered, in the order of the files.
func (b *Base) SituationIDs() []string {
	var out []string
	for i := range b.Situations {
		if !b.Situations[i].Retired {
			out = append(out, b.Situations[i].ID)
		}
	}
	return out
}

// SituationEntries are the situations that are offered, as entries to search in.
func (b *Base) SituationEntries() []search.Entry {
	var out []search.Entry
	for i := range b.Situations {
		s := &b.Situations[i]
		if s.Retired {
			continue
		}
		var text []string
		for _, m := range s.Mind {
			text = append(text, m.Title, m.Text)
		}
		out = append(out, search.Entry{Kind: KindSituation, ID: s.ID, Title: s.Label, Text: strings.Join(text, " "),
			Aliases: s.Words})
	}
	return out
}

func (l *loader) readSituations() {
	for _, file := range l.list("situations") {
		var f situationsFile
		l.read(file, &f)
		l.remember(file, "situation", len(f.Situations), func(i int) string { return f.Situations[i].ID })
		for _, s := range f.Situations {
			s.Topic = stem(file)
			l.base.Situations = append(l.base.Situations, s)
		}
		l.addSources(file, f.Sources)
	}
}

// checkSituations checks texts, numbers and references, those of what choices rule out as well, and that each thing to
// mind has an id of its own in the whole base: rules-out and house rules name it by that alone.
func (l *loader) checkSituations() {
	minds := map[string]string{} // id -> situation
	statements := l.statementIDs()
	for i := range l.base.Questions {
		for _, c := range l.base.Questions[i].Choices {
			l.checkRulesOut(l.place["question "+l.base.Questions[i].ID], c.RulesOut, statements)
		}
	}
	for i := range l.base.Situations {
		s := &l.base.Situations[i]
		at := l.place["situation "+s.ID]
		l.known(at.file, at.path, "topic", s.Topic, termIDs(l.base.Words.Topics))
		if s.Label == "" && len(s.Mind) == 0 && l.stray(at.file, at.path, "situation", KindSituation, s.ID) {
			continue
		}
		if s.Label == "" {
			l.fault(at.file, at.path, "add label", "situation %q lacks its label", s.ID)
		}
		if len(s.Mind)+len(s.Adds)+len(s.Vetoes)+len(s.RulesOut) == 0 {
			l.fault(at.file, at.path, "add a [[situation.mind]]", "situation %q changes nothing", s.ID)
		}
		l.checkAdds(at.file, at.path+".adds", s.Adds)
		l.checkWhen(at.file, at.path+".expects", s.Expects, len(l.base.Questions), true)
		l.checkWhen(at.file, at.path+".follows", s.Follows, len(l.base.Questions), false)
		for j := range s.Mind {
			l.checkMind(at.file, strict.Element(at.path+".mind", j), s, &s.Mind[j], minds)
		}
		l.checkRulesOut(at, s.RulesOut, statements)
		l.checkVetoes(at, s)
	}
}

func (l *loader) checkRulesOut(at position, ids, statements []string) {
	for _, id := range ids {
		l.known(at.file, at.path+".rules-out", "practice, snippet, risk or mind", id, statements)
	}
}

func (l *loader) checkVetoes(at position, s *Situation) {
	for j, v := range s.Vetoes {
		path := strict.Element(at.path+".veto", j)
		l.known(at.file, path+".option", "option", v.Option, l.optionRefs())
		l.knownFinding(at.file, path+".finding", v.Finding)
		if v.Reason == "" {
			l.fault(at.file, path, "add reason", "situation %q rules out %s without a reason", s.ID, v.Option)
		}
	}
}

func (l *loader) practiceIDs() []string {
	var out []string
	for _, p := range l.base.Practices {
		out = append(out, p.ID)
	}
	return out
}

func (l *loader) checkMind(file, path string, s *Situation, m *Mind, minds map[string]string) {
	switch other, taken := minds[m.ID]; {
	case m.ID == "" || m.Title == "" || m.Text == "":
		l.fault(file, path, "add id, title and text", "what to mind in %q lacks its id or a text", s.ID)
	case taken:
		l.fault(file, path+".id", "give one of them another id", "mind %q stands already in situation %q", m.ID, other)
	}
	minds[m.ID] = s.ID
	if m.Weight < 0 || m.Weight > MostWeight {
		l.fault(file, path+".weight", "use 1, 2 or 3", "mind %q weighs %d", m.ID, m.Weight)
	}
	if len(m.Findings)+len(m.Sources) == 0 {
		l.fault(file, path, "name a source or a finding", "mind %q rests on nothing", m.ID)
	}
	for _, id := range m.Says {
		l.known(file, path+".says", "practice", id, l.practiceIDs())
	}
	l.checkWhen(file, path+".when", m.When, len(l.base.Questions), true)
	for _, f := range m.Findings {
		l.knownFinding(file, path+".findings", f)
	}
	for _, id := range m.Sources {
		l.among(l.base.sources, file, path+".sources", "source", id)
	}
}

// checkTicked checks a condition on situations.
func (l *loader) checkTicked(file, path string, situations []string, picks bool) {
	if !picks {
		l.fault(file, path, "use a question",
			"a condition on situations is only for practices, snippets, plan, risks, KPIs and minds")
		return
	}
	for _, id := range situations {
		l.among(l.base.situations, file, path, "situation", id)
	}
}

// statementIDs are the ids of all that a situation or a choice can rule out.
func (l *loader) statementIDs() []string {
	b := l.base
	out := slices.Concat(ids(b.Practices, func(p Practice) string { return p.ID }),
		ids(b.Snippets, func(s Snippet) string { return s.ID }), ids(b.Risks, func(r Risk) string { return r.ID }))
	for _, s := range b.Situations {
		out = append(out, ids(s.Mind, func(m Mind) string { return m.ID })...)
	}
	return out
}
