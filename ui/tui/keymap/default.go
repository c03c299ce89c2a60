package keymap

import "charm.land/bubbles/v2/key"

func bind(label, does string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(label, does))
}

// Default returns the keys as they are unless the user has others.
func Default() *KeyMap {
	k := &KeyMap{
		Search:   bind("/", "search", "/"),
		Sessions: bind("ctrl+o", "sessions", "ctrl+o"),
		Reload:   bind("ctrl+r", "load what another program saved", "ctrl+r"),
		Commands: bind(":", "commands", ":", "ctrl+p"),
		Help:     bind("?", "keys", "?", "f1"),
		Quit:     bind("q", "quit", "q"),
		Stop:     bind("ctrl+c", "quit from anywhere", "ctrl+c"),
		Suspend:  bind("ctrl+z", "to the shell; fg comes back", "ctrl+z"),

		Up:       bind("↑/k", "up", "up", "k"),
		Down:     bind("↓/j", "down", "down", "j"),
		First:    bind("g", "to the top", "g", "home"),
		Last:     bind("G", "to the end", "G", "end"),
		PageUp:   bind("b", "a page up (pgup)", "b", "pgup", "ctrl+b"),
		PageDown: bind("space", "a page down (pgdn)", "space", "pgdown", "ctrl+f"),
		Choose:   bind("enter", "choose", "enter"),
		Number:   bind("1-9", "choose at once", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
		Back:     bind("←", "back", "left", "backspace", "h", "shift+tab", "esc"),
		Close:    bind("esc", "close what is open", "esc"),

		Star:   bind("*", "matters most", "*"),
		Unsure: bind("s", "not sure", "s"),
		Why:    bind("w", "why", "w"),
		Export: bind("e", "export", "e"),
		Tick:   bind("space", "tick", "space"),
	}
	k.Text, k.Browse = text(), browse()
	k.Interview = Interview{
		Review: bind("tab", "review", "tab"),
		Finish: bind("f", "finish now", "f"),
		Next:   bind("→", "next, keeping the answer", "right", "l"),
	}
	k.Review = Review{
		Change: bind("enter", "change", "enter"),
		Advice: bind("a", "show advice", "a"),
	}
	k.Advice, k.WhatIf, k.Compare = advice(), whatIf(), compare()
	k.Situations = Situations{
		Open:     bind("o", "what else is so", "o"),
		Packages: bind("p", "Python packages", "p"),
		Tick:     bind("enter", "tick", "enter"),
		Done:     bind("tab", "go on", "tab"),
	}
	k.Exporting, k.Saved, k.Workshop = exporting(), saved(), workshop()
	k.Pair = Pair{
		Side:      bind("←→", "other side", "left", "right", "h", "l", "tab", "up", "down", "j", "k"),
		LeaveOpen: bind("o", "leave open", "o"),
		Undo:      bind("u", "undo", "u", "backspace"),
		Leave:     bind("esc", "home", "esc"),
	}
	return k
}

func text() Text {
	return Text{
		Left:      bind("←", "a letter left", "left", "ctrl+b"),
		Right:     bind("→", "a letter right", "right", "ctrl+f"),
		Start:     bind("ctrl+a", "to the start of the text", "ctrl+a"),
		End:       bind("ctrl+e", "to the end of the text", "ctrl+e"),
		Erase:     bind("backspace", "erase a letter", "backspace", "ctrl+h"),
		Delete:    bind("delete", "erase the next letter", "delete", "ctrl+d"),
		EraseWord: bind("ctrl+w", "erase a word", "ctrl+w", "alt+backspace", "ctrl+backspace"),
		Clear:     bind("ctrl+u", "erase all", "ctrl+u"),

		Up:       bind("↑", "the entry above", "up"),
		Down:     bind("↓", "the entry below", "down"),
		First:    bind("home", "to the first entry", "home"),
		Last:     bind("end", "to the last entry", "end"),
		PageUp:   bind("pgup", "a page up", "pgup"),
		PageDown: bind("pgdn", "a page down", "pgdown"),
		Back:     bind("esc", "back", "esc"),
		Commands: bind("ctrl+p", "commands", "ctrl+p"),
		Help:     bind("f1", "keys", "f1"),
	}
}

func browse() Browse {
	return Browse{
		Kind:       bind("tab", "kind", "tab"),
		KindBefore: bind("shift+tab", "the kind before", "shift+tab"),
		Read:       bind("enter", "read", "enter"),
		List:       bind("esc", "list", "esc", "enter", "tab", "backspace", "shift+tab", "/"),
		Next:       bind("→", "the entry below", "right", "l", "n"),
		Previous:   bind("←", "the entry above", "left", "h", "p"),
	}
}

func advice() Advice {
	return Advice{
		Above:    bind("↑", "section before", "up"),
		Below:    bind("↓", "next section", "down"),
		Previous: bind("←", "section before", "left", "h", "["),
		Next:     bind("→", "next section", "right", "l", "]"),
		LineUp:   bind("k", "a line up", "k"),
		LineDown: bind("j", "a line down", "j"),
		Read:     bind("enter", "read at full width", "enter"),
		Answers:  bind("a", "answers", "a"),
		Deeper:   bind("d", "deeper questions", "d"),
		Settle:   bind("s", "settle", "s"),
		WhatIf:   bind("x", "what if", "x"),
		Compare:  bind("v", "compare", "v"),
		Home:     bind("n", "new", "n"),
		Copy:     bind("c", "copy", "c"),
		Back:     bind("backspace", "back", "backspace", "shift+tab"),
	}
}

func whatIf() WhatIf {
	return WhatIf{
		Open:    bind("enter", "change", "enter", "right", "l"),
		Take:    bind("enter", "take", "enter", "right", "l"),
		Keep:    bind("enter", "keep", "enter"),
		Discard: bind("esc", "discard", "esc"),
		Drop:    bind("esc", "leave it", "esc", "left", "h", "backspace", "shift+tab"),
		Undo:    bind("u", "undo", "u"),
		ToKeep:  bind("tab", "to keep", "tab"),
		Pin:     bind("p", "pin", "p"),
		Command: bind("c", "copy the command", "c"),
		Whole:   bind("w", "why", "w"),
	}
}

func compare() Compare {
	return Compare{
		Compare: bind("enter", "compare", "enter"),
		AddFile: bind("enter", "add the file", "enter"),
		ToRows:  bind("↑", "to the list", "up"),
		File:    bind("f", "another file", "f"),
		Unfold:  bind("w", "unfold", "w"),
		Agree:   bind("s", "save agreed", "s"),
		Back:    bind("esc", "back", "esc", "left", "h", "backspace", "shift+tab"),
		Write:   bind("enter", "write", "enter"),
	}
}

func exporting() Export {
	return Export{
		Overwrite: bind("o", "overwrite", "o"),
		Write:     bind("enter", "write", "enter"),
		Folder:    bind("f", "folder", "f"),
		Style:     bind("t", "style", "t"),
		ToFiles:   bind("enter", "to the files", "enter", "tab"),
		Commands:  bind("c", "copy the commands", "c"),
		Done:      bind("enter", "back to the advice", "enter", "esc", "left", "h", "backspace", "shift+tab"),
	}
}

func saved() Saved {
	return Saved{
		Open:      bind("enter", "open", "enter", "right", "l"),
		Rename:    bind("r", "rename", "r"),
		Duplicate: bind("c", "duplicate", "c"),
		Delete:    bind("d", "delete", "d", "delete"),
		Restore:   bind("u", "bring back", "u"),
		Name:      bind("enter", "keep the name", "enter"),
		Unname:    bind("esc", "leave it", "esc"),
	}
}

func workshop() Workshop {
	return Workshop{
		On:      bind("enter", "on", "enter", "pgdown"),
		OnAny:   bind("enter", "on", "enter", "pgdown", "right", "l"),
		Back:    bind("esc", "back", "esc", "pgup", "shift+tab"),
		BackAny: bind("←", "back", "left", "h", "backspace", "esc", "pgup", "shift+tab"),

		Explain:  bind("↑↓", "explain a choice", "up", "down", "k", "j"),
		Hide:     bind("space", "explain or hide", "space"),
		Standing: bind("s", "standing", "s"),
		Finish:   bind("f", "finish", "f"),
		Measure:  bind("m", "who measures", "m"),
		Deeper:   bind("d", "deeper questions", "d"),
		Advice:   bind("a", "advice", "a"),

		NextQuestion:   bind("n", "next question", "n"),
		QuestionBefore: bind("p", "question before", "p"),

		Digits:     bind("0-9", "hands", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
		EraseDigit: bind("backspace", "erase a digit", "backspace", "ctrl+h"),
		Fewer:      bind("←", "a hand less", "left", "h"),
		More:       bind("→", "a hand more", "right", "l"),
		None:       bind("x", "no hands", "x", "delete"),
		Group:      bind("tab", "next group", "tab"),
		Undecided:  bind("o", "leave it open", "o"),

		AddGroup:      bind("enter", "add", "enter"),
		NoMoreGroups:  bind("enter", "begin: no more groups", "enter"),
		NoGroups:      bind("esc", "no groups", "esc"),
		TakeBackGroup: bind("backspace", "take the last one back", "backspace", "ctrl+h"),

		Clock:   bind("t", "clock", "t"),
		Longer:  bind("+", "30 s more", "+", "="),
		Shorter: bind("-", "30 s less", "-"),
		Bell:    bind("b", "bell", "b"),
	}
}
