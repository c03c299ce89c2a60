package widget

import (
	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"rustadvisor/knowledge/wording"
	"rustadvisor/ui/tui/keymap"
)

// longest is how many letters a field takes; what is pasted beyond is dropped.
const longest = 200

// Field is a line of text being typed. The zero value is an empty one.
//
// It is edited by the textinput of Bubbles, and drawn here: textinput counts its caret in characters, so that it stands
// wrong behind those that take two cells.
type Field struct{ input textinput.Model }

// model is the text input, made when it is first needed.
func (f *Field) model() *textinput.Model {
	if !f.input.Focused() {
		f.input = textinput.New()
		f.input.CharLimit = longest
		f.input.SetVirtualCursor(false)
		f.input.Focus()
	}
	return &f.input
}

// Value is the text.
func (f *Field) Value() string { return f.input.Value() }

// Empty tells whether there is none.
func (f *Field) Empty() bool { return f.input.Value() == "" }

// Press takes a key and tells whether the text is another one now.
func (f *Field) Press(k tea.KeyPressMsg, t *keymap.Text) (changed bool) {
	m, before := f.model(), f.Value()
	m.KeyMap = editing(t)
	if k.Code == tea.KeySpace && k.Mod == 0 {
		k.Text = " "
	}
	k.Text = wording.Clean(k.Text)
	*m, _ = m.Update(k)
	return f.Value() != before
}

// editing are the keys of a text input: ours, and those beside that hands know from a shell. Pasting is the terminal's.
func editing(t *keymap.Text) textinput.KeyMap {
	keys := textinput.DefaultKeyMap()
	keys.CharacterForward, keys.CharacterBackward = t.Right, t.Left
	keys.LineStart, keys.LineEnd = also(t.Start, "home"), also(t.End, "end")
	keys.DeleteCharacterBackward, keys.DeleteCharacterForward = t.Erase, t.Delete
	keys.DeleteWordBackward, keys.DeleteBeforeCursor = t.EraseWord, t.Clear
	keys.Paste, keys.AcceptSuggestion, keys.NextSuggestion, keys.PrevSuggestion = key.Binding{}, key.Binding{},
		key.Binding{}, key.Binding{}
	return keys
}

func also(b key.Binding, name string) key.Binding {
	return key.NewBinding(key.WithKeys(append(b.Keys(), name)...))
}

// Insert puts text where the caret is.
func (f *Field) Insert(text string) {
	m := f.model()
	*m, _ = m.Update(tea.PasteMsg{Content: wording.Clean(text)})
}

// Draw is the part of the text around the caret that fits, with a sign at each end that is left out, and the column of
// the caret in it.
func (f *Field) Draw(cells int) (text string, caret int) {
	runes, at := []rune(f.Value()), f.input.Position()
	sign, from := "", 0
	for Width(sign+string(runes[from:at])) >= cells && from < at {
		sign = "…"
		from++
	}
	return Truncate(sign+string(runes[from:]), cells), Width(sign + string(runes[from:at]))
}
