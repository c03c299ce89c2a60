// Package keymap holds the keys of the terminal program: one struct, in which a field is what a key does. The user's
// own keys are set in it once, at the start; screens match a key against a field and know nothing of settings.
package keymap

import "charm.land/bubbles/v2/key"

// KeyMap is every key binding there is. The fields at the top mean the same on several screens, the others belong to
// one.
type KeyMap struct {
	// On every screen.
	Search, Sessions, Reload, Commands, Help, Quit, Stop, Suspend key.Binding

	// In lists and on pages.
	Up, Down, First, Last, PageUp, PageDown, Choose, Number, Back, Close key.Binding

	// On several screens.
	Star, Unsure, Why, Export, Tick key.Binding

	Text       Text
	Interview  Interview
	Review     Review
	Advice     Advice
	Browse     Browse
	WhatIf     WhatIf
	Compare    Compare
	Exporting  Export
	Saved      Saved
	Situations Situations
	Workshop   Workshop
	Pair       Pair
}

// Pair are the keys of two who settle their differences.
type Pair struct{ Side, LeaveOpen, Undo, Leave key.Binding }

// Text are the keys where letters are text: those that edit it, and those that move in a list beside it or lead away.
type Text struct {
	Left, Right, Start, End, Erase, Delete, EraseWord, Clear key.Binding

	Up, Down, First, Last, PageUp, PageDown, Back, Commands, Help key.Binding
}

// Interview are the keys of a question.
type Interview struct{ Review, Finish, Next key.Binding }

// Review are the keys of the list of answers.
type Review struct{ Change, Advice key.Binding }

// Advice are the keys of the advice.
type Advice struct {
	Above, Below, Previous, Next, LineUp, LineDown, Read key.Binding
	Answers, Deeper, WhatIf, Compare, Home, Copy, Back   key.Binding
	Settle                                               key.Binding // asks what settles the picks, and nothing else
}

// Browse are the keys of the search. Next and Previous turn to the next entry while one is read.
type Browse struct{ Kind, KindBefore, Read, List, Next, Previous key.Binding }

// WhatIf are the keys of what-if.
type WhatIf struct {
	Open, Take, Keep, Discard, Drop, Undo, ToKeep, Pin, Command, Whole key.Binding
}

// Compare are the keys of the comparison.
type Compare struct{ Compare, AddFile, ToRows, File, Unfold, Agree, Back, Write key.Binding }

// Export are the keys of the export.
type Export struct{ Overwrite, Write, Folder, Style, ToFiles, Commands, Done key.Binding }

// Situations are the keys of a list that is ticked as one types, and those that open one: of what else may be so, of
// Python packages.
type Situations struct{ Open, Packages, Tick, Done key.Binding }

// Saved are the keys of the list of sessions.
type Saved struct{ Open, Rename, Duplicate, Delete, Restore, Name, Unname key.Binding }

// Workshop are the keys of a workshop. On and Back are those that a presenter's remote control sends as well; OnAny and
// BackAny take the arrows, too.
type Workshop struct {
	On, OnAny, Back, BackAny                                key.Binding
	Explain, Hide, Standing, Finish, Deeper, Advice         key.Binding
	NextQuestion, QuestionBefore                            key.Binding
	Digits, EraseDigit, Fewer, More, None, Group, Undecided key.Binding
	AddGroup, NoMoreGroups, NoGroups, TakeBackGroup         key.Binding
	Clock, Longer, Shorter, Bell, Measure                   key.Binding
}
