package plain

import (
	"os"
	"slices"
	"strings"

	"rustadvisor/advisor"
	"rustadvisor/knowledge/search"
	"rustadvisor/knowledge/strict"
	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/answers"
)

// situations lists what else may be so; a number ticks one, or takes its tick back.
type situations struct {
	by  string   // the words that they were searched by; "" for those that are ticked
	ids []string // offered
}

// mostSituations is how many are read out after a search: more is no help to whoever hears them.
const mostSituations = 9

func (*situations) name() string        { return "what else is so" }
func (*situations) words() []string     { return []string{"also"} }
func (s *situations) count(t *talk) int { return len(s.ids) }

func (s *situations) show(t *talk) {
	if s.by == "" {
		t.say("What else is so, as you said. A number takes it back.")
	} else {
		t.say("What else may be so, by %s. A number ticks it.", quoted(s.by))
	}
	for n, id := range s.ids {
		text := wording.Clean(t.Engine.Base().Situation(id).Label)
		if s.by != "" && slices.Contains(t.pinning().Situations, id) {
			text += ", ticked"
		}
		t.say("%d. %s", n+1, wording.Sentence(text))
	}
}

func (s *situations) choose(t *talk, n int) error {
	t.tick(s.ids[n-1])
	if s.by == "" {
		s.ids = slices.Clone(t.pinning().Situations)
	}
	return nil
}

// also finds what else is so by what people call it and ticks it where only one thing is meant, or tells what is
// ticked.
func (t *talk) also(arg string) error {
	if arg == "" {
		ids := slices.Clone(t.pinning().Situations)
		if len(ids) == 0 {
			t.say("Nothing is ticked. also and a word finds what else is so, such as also pgbouncer or also order per customer.")
			return nil
		}
		t.open(&situations{ids: ids})
		return nil
	}
	hits := t.situationIndex().Search(arg, mostSituations)
	switch {
	case len(hits) == 0:
		t.say("Nothing known is called %s. Try another word for it.", quoted(arg))
	case len(hits) == 1 || meant(hits[0], arg) && !meant(hits[1], arg):
		t.tick(hits[0].ID)
	default:
		var ids []string
		for _, h := range hits {
			ids = append(ids, h.ID)
		}
		t.open(&situations{by: arg, ids: ids})
	}
	return nil
}

// meant tells whether what was typed is the whole name of what was found.
func meant(h search.Hit, typed string) bool {
	return strings.EqualFold(h.ID, typed) || strings.EqualFold(h.Title, typed) ||
		slices.ContainsFunc(h.Aliases, func(name string) bool { return strings.EqualFold(name, typed) })
}

// situationIndex is made when somebody first searches in it.
func (t *talk) situationIndex() *search.Index {
	if t.situations == nil {
		t.situations = search.NewIndex(t.Engine.Base().SituationEntries())
	}
	return t.situations
}

// tick ticks a situation, or takes its tick back, and tells what that changes and what to mind.
func (t *talk) tick(id string) {
	label := wording.Clean(t.Engine.Base().Situation(id).Label)
	before := t.pinning()
	now := before.Toggled(id)
	if !slices.Contains(now.Situations, id) {
		t.say("Taken back: %s", wording.Sentence(label))
	} else {
		t.say("Ticked: %s", wording.Sentence(label))
	}
	if w := t.trying(); w != nil && trial(t.here()) {
		w.try(t, now)
		return
	}
	was := t.Engine.Standings(before)
	t.become(now)
	t.announce(was, now)
	if slices.Contains(now.Situations, id) {
		t.sayMind(id)
	}
}

// sayMind tells what to mind in a situation that was just ticked, and what it does not go with.
func (t *talk) sayMind(id string) {
	advice, _ := t.advice()
	for _, s := range advice.Situations {
		if s.ID == id && s.Clash != "" {
			t.say("That does not go with an answer: %s", wording.Sentence(s.Clash))
		}
	}
	for _, m := range slices.Concat(advice.Mind, advice.AlsoMind) {
		if slices.ContainsFunc(m.Of, func(s advisor.Ticked) bool { return s.ID == id }) {
			t.say("Mind: %s %s", wording.Sentence(m.Title), m.Text)
		}
	}
}

// packages lists the Python packages in use; a number takes one back, a line that is no command names more.
type packages struct {
	asked bool // before the advice: an empty line goes on to it
}

func (*packages) name() string         { return "the Python packages" }
func (*packages) count(t *talk) int    { return len(t.answers.Packages) }
func (p *packages) words() []string    { return []string{"names of packages"} }
func (t *talk) packageOf(n int) string { return t.answers.Packages[n-1] }

func (p *packages) show(t *talk) {
	if p.asked {
		t.say("Which Python packages do you use? Type their names, or the name of a file such as requirements.txt. " +
			"An empty line goes on.")
	} else {
		t.say("Python packages in use. Type more names, or a file that lists them. A number takes one back.")
	}
	for n := range t.answers.Packages {
		t.say("%d. %s.", n+1, t.calledPackage(t.packageOf(n+1)))
	}
}

// calledPackage is a package by its title, or its name where nothing is known of it.
func (t *talk) calledPackage(name string) string {
	if p := t.Engine.Base().PythonPackage(name); p != nil {
		return wording.Clean(p.Name())
	}
	return wording.Clean(name) + ", not known here"
}

func (p *packages) choose(t *talk, n int) error {
	name := t.packageOf(n)
	t.become(t.answers.ToggledPackage(t.Engine.Base(), name))
	t.say("Taken back: %s.", t.calledPackage(name))
	return nil
}

// take takes in what a line names, a file or packages; an empty line goes on.
func (p *packages) take(t *talk, line string) error {
	if line == "" && p.asked {
		t.open(&overview{})
		return nil
	}
	return t.usePackages(line)
}

// usePackages takes in packages by name or by a file, or lists them.
func (t *talk) usePackages(said string) error {
	if said == "" {
		t.open(&packages{})
		return nil
	}
	base := t.Engine.Base()
	found := base.ParseRequirements(said)
	if _, err := os.Stat(said); err == nil || strings.ContainsAny(said, `/\`) {
		if found, err = answers.OpenRequirements(base, said); err != nil {
			t.say("%s", wording.Sentence(wording.Upper(strict.CleanError(err).Error())))
			return nil
		}
	}
	for _, k := range found.Known {
		place := "keep it in Python"
		if !k.Keep {
			place = wording.Listed(k.Crates, "or")
		}
		if place == "" {
			place = "the standard library"
		}
		t.say("%s: %s.", wording.Clean(k.Name()), place)
	}
	if len(found.Unknown) > 0 {
		t.say("Not known here: %s.", wording.Clean(wording.Listed(found.Unknown, "and")))
	}
	for _, note := range wording.First(found.Notes, "such note") {
		t.say("%s", wording.Sentence(note))
	}
	if names := found.Packages(); len(names) > 0 {
		t.become(t.answers.WithPackages(base, append(slices.Clone(t.answers.Packages), names...)...))
		t.say("%s in use. The advice tells what takes their place.",
			wording.Counted(len(t.answers.Packages), "Python package"))
	}
	return nil
}
