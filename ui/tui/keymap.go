package tui

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"rustadvisor/ui/config"
)

// What keys are for. The list of keys and the palette are grouped by it.
const (
	taskAnswer  = "Answer"
	taskSee     = "See"
	taskWrite   = "Write"
	taskMove    = "Move"
	taskProgram = "Program"
)

// tasks in the order that they are shown in.
var tasks = []string{taskAnswer, taskSee, taskWrite, taskMove, taskProgram}

// named is something that keys can do, with the name that the settings have for it. Its bindings are the same thing on
// several screens: keys of the user's own are given to all of them. A binding that is in no row works as well; it only has
// no name, and its group is guessed.
type named struct {
	name  string // "" where the keys are fixed
	does  string
	task  string
	on    []string // the screens that have it, or none for all
	binds []*key.Binding
}

var keymap = []named{
	{"up", "up", taskMove, nil, []*key.Binding{&keyUp, &keyHitUp, &keyAbove}},
	{"down", "down", taskMove, nil, []*key.Binding{&keyDown, &keyHitDown, &keyBelow}},
	{"first", "to the top", taskMove, nil, []*key.Binding{&keyFirst, &keyHitFirst}},
	{"last", "to the end", taskMove, nil, []*key.Binding{&keyLast, &keyHitLast}},
	{"page-up", "a page up", taskMove, nil, []*key.Binding{&keyPageUp, &keyHitsUp, &keyMovesUp}},
	{"page-down", "a page down", taskMove, nil, []*key.Binding{&keyPageDown, &keyHitsDown, &keyMovesDown}},
	{"line-up", "the page a line up", taskMove, []string{toAdvice}, []*key.Binding{&keyLineUp}},
	{"line-down", "the page a line down", taskMove, []string{toAdvice}, []*key.Binding{&keyLineDown}},
	{"previous", "the section or entry before", taskMove, []string{toAdvice, toBrowse}, []*key.Binding{&keyPrevious, &keyFormerHit}},
	{"next", "the next section, entry or question", taskMove, []string{toAdvice, toBrowse, toInterview}, []*key.Binding{&keyNext, &keyNextHit, &keyOn}},
	{"back", "back", taskMove, nil, []*key.Binding{&keyBack, &keyLeave, &keyHitBack, &keyDiscard, &keyDrop, &keyOthers}},
	{"to-keep", "to the line that keeps the changes", taskMove, []string{toWhatIf}, []*key.Binding{&keyToKeep}},
	{"kind", "only one kind of entry", taskMove, []string{toBrowse}, []*key.Binding{&keyKind}},
	{"kind-back", "the kind before", taskMove, []string{toBrowse}, []*key.Binding{&keyKindBack}},
	{"", "on and back in a workshop", taskMove, []string{toWorkshop, atEnd}, []*key.Binding{&keyForth, &keyForthAll, &keyFormer, &keyBackward}},
	{"next-question", "the next question of a workshop", taskMove, []string{toWorkshop}, []*key.Binding{&keyLeading}},
	{"question-before", "the question before in a workshop", taskMove, []string{toWorkshop}, []*key.Binding{&keyTrailing}},

	{"choose", "choose, open or take what the cursor is on", taskAnswer, nil,
		[]*key.Binding{&keyChoose, &keyEdit, &keyOpen, &keyTake, &keyKeep, &keyHitRead, &keyOpenSession, &keyWith}},
	{"", "choose at once", taskAnswer, []string{toHome, toInterview, toWhatIf}, []*key.Binding{&keyNumber}},
	{"", "count hands", taskAnswer, []string{toWorkshop},
		[]*key.Binding{&keyDigits, &keyRubDigit, &keyFewer, &keyMore, &keyExplain}},
	{"no-hands", "no hands for this choice", taskAnswer, []string{toWorkshop}, []*key.Binding{&keyNone}},
	{"group", "the hands of the next group", taskAnswer, []string{toWorkshop}, []*key.Binding{&keyGroup}},
	{"leave-open", "leave a tie open", taskAnswer, []string{toWorkshop}, []*key.Binding{&keyUntied}},
	{"not-sure", "not sure: leaves it open", taskAnswer, []string{toInterview, toWhatIf}, []*key.Binding{&keyUnsure}},
	{"star", "this answer matters most", taskAnswer, []string{toInterview, toReview, toWhatIf, toWorkshop}, []*key.Binding{&keyStar}},
	{"finish", "to the advice, or to what came out of a workshop", taskAnswer, []string{toInterview, toWorkshop},
		[]*key.Binding{&keyFinish, &keyOutcome}},
	{"deeper", "the deeper questions", taskAnswer, []string{toAdvice, atEnd}, []*key.Binding{&keyDeeper, &keyDeepen}},
	{"pin", "pin what must be used", taskAnswer, []string{toWhatIf}, []*key.Binding{&keyPin}},
	{"undo", "undo the last change", taskAnswer, []string{toWhatIf}, []*key.Binding{&keyUndo}},

	{"why", "why a question is asked, or a pick moves", taskSee, []string{toInterview, toWhatIf, toCompare, toWorkshop}, []*key.Binding{&keyWhy, &keyWhole, &keyFold}},
	{"explain", "explain a choice to the room, or hide that", taskSee, []string{toWorkshop}, []*key.Binding{&keyHide}},
	{"standing", "show the room where it stands", taskSee, []string{toWorkshop}, []*key.Binding{&keyReveal}},
	{"clock", "start or stop the clock of a workshop", taskSee, []string{toWorkshop}, []*key.Binding{&keyClock}},
	{"longer", "30 s more on the clock", taskSee, []string{toWorkshop}, []*key.Binding{&keyLonger}},
	{"shorter", "30 s less on the clock", taskSee, []string{toWorkshop}, []*key.Binding{&keyLess}},
	{"bell", "ring when the time is up, or not", taskSee, []string{toWorkshop}, []*key.Binding{&keyBell}},
	{"review", "all answers, from a question", taskSee, []string{toInterview}, []*key.Binding{&keyReview}},
	{"answers", "all answers, from the advice", taskSee, []string{toAdvice}, []*key.Binding{&keyAnswers}},
	{"advice", "the advice, from the answers or a workshop", taskSee, []string{toReview, atEnd}, []*key.Binding{&keyAdvice, &keyToAdvice}},
	{"what-if", "what if: other answers side by side", taskSee, []string{toAdvice}, []*key.Binding{&keyWhatIf}},
	{"compare", "compare with the answers of others", taskSee, []string{toAdvice}, []*key.Binding{&keyCompare}},
	{"file", "compare with another file", taskSee, []string{toCompare}, []*key.Binding{&keyFile}},
	{"read", "read a section at full width", taskSee, []string{toAdvice}, []*key.Binding{&keyRead}},
	{"search", "search everything known", taskSee, nil, []*key.Binding{&keySearch}},

	{"export", "write the report and the answers into files", taskWrite, []string{toAdvice, atEnd}, []*key.Binding{&keyExport}},
	{"copy", "copy the section or the commands", taskWrite, []string{toAdvice, toWhatIf, toExport}, []*key.Binding{&keyCopy, &keyCommand, &keyCommands}},
	{"tick", "write this file, or not", taskWrite, []string{toExport}, []*key.Binding{&keyTick}},
	{"overwrite", "overwrite the file that is there, or not", taskWrite, []string{toExport}, []*key.Binding{&keyOver}},
	{"folder", "edit the folder", taskWrite, []string{toExport}, []*key.Binding{&keyFolder}},
	{"style", "the style of the decision records", taskWrite, []string{toExport}, []*key.Binding{&keyStyle}},
	{"write", "write what is ticked", taskWrite, []string{toExport, toCompare}, []*key.Binding{&keyWrite, &keyWriteOut}},
	{"agree", "save what all agree on", taskWrite, []string{toCompare}, []*key.Binding{&keyAgree}},

	{"commands", "all commands by name", taskProgram, nil, []*key.Binding{&keyPalette, &keyPaletteTyping}},
	{"keys", "the list of keys", taskProgram, nil, []*key.Binding{&keyKeys, &keyHelp}},
	{"new", "home: something new", taskProgram, []string{toAdvice}, []*key.Binding{&keyNew}},
	{"sessions", "all sessions", taskProgram, nil, []*key.Binding{&keySessions}},
	{"rename", "give a session another name", taskProgram, []string{toSessions}, []*key.Binding{&keyRename}},
	{"duplicate", "duplicate a session", taskProgram, []string{toSessions}, []*key.Binding{&keyDuplicate}},
	{"delete", "delete a session", taskProgram, []string{toSessions}, []*key.Binding{&keyRemove}},
	{"bring-back", "bring back what was deleted last", taskProgram, []string{toSessions}, []*key.Binding{&keyRestore}},
	{"reload", "load what another program saved", taskProgram, nil, []*key.Binding{&keyReload}},
	{"quit", "quit", taskProgram, nil, []*key.Binding{&keyQuit}},
	{"suspend", "to the shell; fg comes back", taskProgram, nil, []*key.Binding{&keyPause}},
	{"", "quit from anywhere", taskProgram, nil, []*key.Binding{&keyStop}},
}

// sameKey tells whether two bindings are one, whatever they are said to do: copies share the list of keys.
func sameKey(a, b key.Binding) bool {
	x, y := a.Keys(), b.Keys()
	return len(x) > 0 && len(y) > 0 && &x[0] == &y[0]
}

// nameOf is the row of a binding, or nil.
func nameOf(b key.Binding) *named {
	for i := range keymap {
		for _, is := range keymap[i].binds {
			if sameKey(b, *is) {
				return &keymap[i]
			}
		}
	}
	return nil
}

// taskOf is what a binding is for; where no row tells, keys that move are told by themselves.
func taskOf(b key.Binding) string {
	if n := nameOf(b); n != nil {
		return n.task
	}
	if k := b.Keys(); len(k) > 0 && labels[k[0]] != "" {
		return taskMove
	}
	return taskSee
}

// keys are all keys that do it, unless the user has others.
func (n *named) keys() []string {
	var out []string
	for _, b := range n.binds {
		for _, k := range b.Keys() {
			if !slices.Contains(out, k) {
				out = append(out, k)
			}
		}
	}
	return out
}

// Actions are what the settings can give keys to, with the keys they have without that.
func Actions() []config.Action {
	var out []config.Action
	for i := range keymap {
		if n := &keymap[i]; n.name != "" {
			out = append(out, config.Action{Name: n.name, Does: n.does, Keys: n.keys()})
		}
	}
	return out
}

// Conflicts tells by action why keys of the user's own cannot be used: another action on the same screen has one of them.
// There is no conflict with one that gets other keys itself.
func Conflicts(keys map[string][]string) map[string]string {
	out := map[string]string{}
	for i := range keymap {
		n := &keymap[i]
		for _, k := range keys[n.name] {
			for j := range keymap {
				o := &keymap[j]
				theirs, set := keys[o.name]
				if !set {
					theirs = o.keys()
				}
				if i != j && n.meets(o) && slices.Contains(theirs, k) && !slices.Contains(n.keys(), k) {
					out[n.name] = fmt.Sprintf("%q does something else already: %s", k, o.does)
				}
			}
		}
	}
	return out
}

// meets tells whether two actions are on the same screen.
func (n *named) meets(o *named) bool {
	return n.on == nil || o.on == nil || slices.ContainsFunc(n.on, func(s string) bool { return slices.Contains(o.on, s) })
}

// own are keys of the user's own, by action.
type own map[string][]string

// newOwn takes the keys from the settings, without those that cannot be used, and tells which these are.
func newOwn(set map[string][]string) (own, string) {
	wrong := Conflicts(set)
	out := own{}
	for name, keys := range set {
		if wrong[name] == "" {
			out[name] = keys
		}
	}
	if len(wrong) == 0 {
		return out, ""
	}
	first := slices.Sorted(maps.Keys(wrong))[0]
	of := first
	if n := len(wrong) - 1; n > 0 {
		of += fmt.Sprintf(" and %d more", n)
	}
	return out, fmt.Sprintf("Your keys for %s are not used: %s.", of, wrong[first])
}

// press is the key that a screen is to get for one that was pressed, or false when it has none any more. Letters stay text
// where text is typed.
func (o own) press(k tea.KeyPressMsg, active []key.Binding, typing bool) (tea.KeyPressMsg, bool) {
	if len(o) == 0 || typing && k.Text != "" {
		return k, true
	}
	lost, held := false, false
	for _, b := range active {
		n := nameOf(b)
		switch {
		case !b.Enabled():
		case n == nil || o[n.name] == nil:
			held = held || key.Matches(k, b)
		case slices.Contains(o[n.name], k.String()):
			return pressOf(b), true
		default:
			lost = lost || key.Matches(k, b)
		}
	}
	return k, held || !lost
}

// pressOf is a key press that a binding matches.
func pressOf(b key.Binding) tea.KeyPressMsg { return tea.KeyPressMsg{Text: b.Keys()[0]} }

// labels are keys as they are shown, where that is not their name.
var labels = map[string]string{"up": "↑", "down": "↓", "left": "←", "right": "→", "pgup": "pgup", "pgdown": "pgdn", "home": "home", "end": "end"}

// label is a binding with the keys that the user gave it.
func (o own) label(b key.Binding) key.Binding {
	n := nameOf(b)
	if n == nil || o[n.name] == nil {
		return b
	}
	var shown []string
	for _, k := range o[n.name] {
		if l := labels[k]; l != "" {
			k = l
		}
		shown = append(shown, k)
	}
	b.SetHelp(strings.Join(shown, "/"), b.Help().Desc)
	return b
}

func (o own) labelAll(list []key.Binding) []key.Binding {
	out := make([]key.Binding, len(list))
	for i, b := range list {
		out[i] = o.label(b)
	}
	return out
}
