package keymap

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"

	"rustadvisor/ui/config"
)

// action is what the settings can give keys to, under one name on all screens: the user's keys are set in all its
// fields.
type action struct {
	name    string // "" where the keys are fixed
	does    string
	screens []string       // that have it, or none for all
	keys    []*key.Binding // its fields
	typed   []*key.Binding // its fields where letters are text
}

// Names of screens, to tell which actions meet on one.
const (
	onHome       = "home"
	onQuestion   = "interview"
	onAnswers    = "review"
	onAdvice     = "advice"
	onSearch     = "browse"
	onSituations = "situations"
	onWhatIf     = "what-if"
	onExport     = "export"
	onSessions   = "sessions"
	onCompare    = "compare"
	inWorkshop   = "workshop"
	endWorkshop  = "workshop's end"
)

func at(screens ...string) []string            { return screens }
func in(fields ...*key.Binding) []*key.Binding { return fields }

// actions are all of them, in the order in which the settings explain them.
func (k *KeyMap) actions() []action {
	return slices.Concat(k.moving(), k.answering(), k.seeing(), k.writing(), k.running())
}

func (k *KeyMap) moving() []action {
	return []action{
		{"up", "up", nil, in(&k.Up, &k.Advice.Above), in(&k.Text.Up)},
		{"down", "down", nil, in(&k.Down, &k.Advice.Below), in(&k.Text.Down)},
		{"first", "to the top", nil, in(&k.First), in(&k.Text.First)},
		{"last", "to the end", nil, in(&k.Last), in(&k.Text.Last)},
		{"page-up", "a page up", nil, in(&k.PageUp), in(&k.Text.PageUp)},
		{"page-down", "a page down", nil, in(&k.PageDown), in(&k.Text.PageDown)},
		{"line-up", "the page a line up", at(onAdvice), in(&k.Advice.LineUp), nil},
		{"line-down", "the page a line down", at(onAdvice), in(&k.Advice.LineDown), nil},
		{"previous", "the section or entry before", at(onAdvice, onSearch), in(&k.Advice.Previous, &k.Browse.Previous), nil},
		{"next", "the next section, entry or question", at(onAdvice, onSearch, onQuestion),
			in(&k.Advice.Next, &k.Browse.Next, &k.Interview.Next), nil},
		{"back", "back", nil, in(&k.Back, &k.Advice.Back, &k.WhatIf.Discard, &k.WhatIf.Drop, &k.Compare.Back),
			in(&k.Text.Back)},
		{"close", "close what is open", nil, in(&k.Close), nil},
		{"to-keep", "to the line that keeps the changes", at(onWhatIf), in(&k.WhatIf.ToKeep), nil},
		{"kind", "only one kind of entry", at(onSearch), nil, in(&k.Browse.Kind)},
		{"kind-back", "the kind before", at(onSearch), nil, in(&k.Browse.KindBefore)},
		{"", "on and back in a workshop", at(inWorkshop, endWorkshop),
			in(&k.Workshop.On, &k.Workshop.OnAny, &k.Workshop.Back, &k.Workshop.BackAny), nil},
		{"next-question", "the next question of a workshop", at(inWorkshop), in(&k.Workshop.NextQuestion), nil},
		{"question-before", "the question before in a workshop", at(inWorkshop), in(&k.Workshop.QuestionBefore), nil},
	}
}

func (k *KeyMap) answering() []action {
	return []action{
		{"choose", "choose, open or take what the cursor is on", nil,
			in(&k.Choose, &k.Review.Change, &k.WhatIf.Open, &k.WhatIf.Take, &k.WhatIf.Keep, &k.Saved.Open, &k.Compare.Compare),
			in(&k.Browse.Read, &k.Situations.Tick)},
		{"", "choose at once", at(onHome, onQuestion, onWhatIf), in(&k.Number), nil},
		{"", "count hands", at(inWorkshop),
			in(&k.Workshop.Digits, &k.Workshop.EraseDigit, &k.Workshop.Fewer, &k.Workshop.More, &k.Workshop.Explain), nil},
		{"no-hands", "no hands for this choice", at(inWorkshop), in(&k.Workshop.None), nil},
		{"group", "the hands of the next group", at(inWorkshop), in(&k.Workshop.Group), nil},
		{"measure", "who measures a fact, in a workshop", at(inWorkshop), in(&k.Workshop.Measure), nil},
		{"leave-open", "leave a tie open", at(inWorkshop), in(&k.Workshop.Undecided), nil},
		{"not-sure", "not sure: leaves it open", at(onQuestion, onWhatIf), in(&k.Unsure), nil},
		{"star", "this answer matters most", at(onQuestion, onAnswers, onWhatIf, inWorkshop), in(&k.Star), nil},
		{"finish", "to the advice, or to what came out of a workshop", at(onQuestion, inWorkshop),
			in(&k.Interview.Finish, &k.Workshop.Finish), nil},
		{"deeper", "the deeper questions", at(onAdvice, endWorkshop), in(&k.Advice.Deeper, &k.Workshop.Deeper), nil},
		{"settle", "the questions that settle a pick, or all", at(onAdvice), in(&k.Advice.Settle), nil},
		{"pin", "pin what must be used", at(onWhatIf), in(&k.WhatIf.Pin), nil},
		{"undo", "undo the last change", at(onWhatIf), in(&k.WhatIf.Undo), nil},
	}
}

func (k *KeyMap) seeing() []action {
	return []action{
		{"why", "why a question is asked, or a pick moves", at(onQuestion, onWhatIf, onCompare, inWorkshop),
			in(&k.Why, &k.WhatIf.Whole, &k.Compare.Unfold), nil},
		{"explain", "explain a choice to the room, or hide that", at(inWorkshop), in(&k.Workshop.Hide), nil},
		{"standing", "show the room where it stands", at(inWorkshop), in(&k.Workshop.Standing), nil},
		{"clock", "start or stop the clock of a workshop", at(inWorkshop), in(&k.Workshop.Clock), nil},
		{"longer", "30 s more on the clock", at(inWorkshop), in(&k.Workshop.Longer), nil},
		{"shorter", "30 s less on the clock", at(inWorkshop), in(&k.Workshop.Shorter), nil},
		{"bell", "ring when the time is up, or not", at(inWorkshop), in(&k.Workshop.Bell), nil},
		{"review", "all answers, from a question", at(onQuestion), in(&k.Interview.Review), nil},
		{"answers", "all answers, from the advice", at(onAdvice), in(&k.Advice.Answers), nil},
		{"advice", "the advice, from the answers or a workshop", at(onAnswers, endWorkshop),
			in(&k.Review.Advice, &k.Workshop.Advice), nil},
		{"what-if", "what if: other answers side by side", at(onAdvice), in(&k.Advice.WhatIf), nil},
		{"compare", "compare with the answers of others", at(onAdvice), in(&k.Advice.Compare), nil},
		{"file", "compare with another file", at(onCompare), in(&k.Compare.File), nil},
		{"read", "read a section at full width", at(onAdvice), in(&k.Advice.Read), nil},
		{"situations", "what else is so", at(onQuestion, onAnswers, onAdvice), in(&k.Situations.Open), nil},
		{"packages", "Python packages in use", at(onQuestion, onAnswers, onAdvice), in(&k.Situations.Packages), nil},
		{"go-on", "on from the list of what else is so", at(onSituations), nil, in(&k.Situations.Done)},
		{"search", "search everything known", nil, in(&k.Search), nil},
	}
}

func (k *KeyMap) writing() []action {
	return []action{
		{"export", "write the report and the answers into files", at(onAdvice, endWorkshop), in(&k.Export), nil},
		{"copy", "copy the section or the commands", at(onAdvice, onWhatIf, onExport),
			in(&k.Advice.Copy, &k.WhatIf.Command, &k.Exporting.Commands), nil},
		{"tick", "write this file, or not", at(onExport), in(&k.Tick), nil},
		{"overwrite", "overwrite the file that is there, or not", at(onExport), in(&k.Exporting.Overwrite), nil},
		{"folder", "edit the folder", at(onExport), in(&k.Exporting.Folder), nil},
		{"style", "the style of the decision records", at(onExport), in(&k.Exporting.Style), nil},
		{"write", "write what is ticked", at(onExport, onCompare), in(&k.Exporting.Write), in(&k.Compare.Write)},
		{"agree", "save what all agree on", at(onCompare), in(&k.Compare.Agree), nil},
	}
}

func (k *KeyMap) running() []action {
	return []action{
		{"commands", "all commands by name", nil, in(&k.Commands), in(&k.Text.Commands)},
		{"keys", "the list of keys", nil, in(&k.Help), in(&k.Text.Help)},
		{"new", "home: something new", at(onAdvice), in(&k.Advice.Home), nil},
		{"sessions", "all sessions", nil, in(&k.Sessions), nil},
		{"rename", "give a session another name", at(onSessions), in(&k.Saved.Rename), nil},
		{"duplicate", "duplicate a session", at(onSessions), in(&k.Saved.Duplicate), nil},
		{"delete", "delete a session", at(onSessions), in(&k.Saved.Delete), nil},
		{"bring-back", "bring back what was deleted last", at(onSessions), in(&k.Saved.Restore), nil},
		{"reload", "load what another program saved", nil, in(&k.Reload), nil},
		{"quit", "quit", nil, in(&k.Quit), nil},
		{"suspend", "to the shell; fg comes back", nil, in(&k.Suspend), nil},
		{"", "quit from anywhere", nil, in(&k.Stop), nil},
	}
}

// all are the keys that do it now, on whatever screen.
func (a *action) all() []string {
	var out []string
	for _, b := range slices.Concat(a.keys, a.typed) {
		for _, k := range b.Keys() {
			if !slices.Contains(out, k) {
				out = append(out, k)
			}
		}
	}
	return out
}

// meets tells whether two actions are on the same screen.
func (a *action) meets(o *action) bool {
	return a.screens == nil || o.screens == nil ||
		slices.ContainsFunc(a.screens, func(s string) bool { return slices.Contains(o.screens, s) })
}

// Actions are what the settings can give keys to, with the keys they have without that.
func Actions() []config.Action {
	var out []config.Action
	for _, a := range Default().actions() {
		if a.name != "" {
			out = append(out, config.Action{Name: a.name, Does: a.does, Keys: a.all()})
		}
	}
	return out
}

// Conflicts tells by action why keys of the user's own cannot be used: another action on the same screen has one of
// them. There is no conflict with one that gets other keys itself.
func Conflicts(own map[string][]string) map[string]string {
	out := map[string]string{}
	list := Default().actions()
	for i := range list {
		a := &list[i]
		for _, k := range own[a.name] {
			for j := range list {
				o := &list[j]
				theirs, set := own[o.name]
				if !set {
					theirs = o.all()
				}
				if i != j && a.meets(o) && slices.Contains(theirs, k) && !slices.Contains(a.all(), k) {
					out[a.name] = fmt.Sprintf("%q does something else already: %s", k, o.does)
				}
			}
		}
	}
	return out
}

// New returns the keys with the user's own set in them, by action, but for those that cannot be used; said tells which
// these are, and is empty where there are none.
func New(own map[string][]string) (k *KeyMap, said string) {
	k = Default()
	wrong := Conflicts(own)
	for _, a := range k.actions() {
		if keys := own[a.name]; len(keys) > 0 && wrong[a.name] == "" {
			a.set(keys)
		}
	}
	if len(wrong) == 0 {
		return k, ""
	}
	first := slices.Sorted(maps.Keys(wrong))[0]
	of := first
	if n := len(wrong) - 1; n > 0 {
		of += fmt.Sprintf(" and %d more", n)
	}
	return k, fmt.Sprintf("Your keys for %s are not used: %s.", of, wrong[first])
}

// set gives keys to all fields of an action. Where letters are text, only those keys are taken that are none; if all
// are, the keys stay as they were.
func (a *action) set(keys []string) {
	for _, b := range a.keys {
		give(b, keys)
	}
	for _, b := range a.typed {
		if free := slices.DeleteFunc(slices.Clone(keys), isText); len(free) > 0 {
			give(b, free)
		}
	}
}

// isText tells whether a key writes a character.
func isText(k string) bool { return k == "space" || len([]rune(k)) == 1 }

func give(b *key.Binding, keys []string) {
	b.SetKeys(keys...)
	shown := make([]string, len(keys))
	for i, k := range keys {
		shown[i] = Label(k)
	}
	b.SetHelp(strings.Join(shown, "/"), b.Help().Desc)
}
