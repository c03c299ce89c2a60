package screen

import tea "charm.land/bubbletea/v2"

// View is what a screen shows: all of it comes from one call, for the lines above tell of the lines below.
type View struct {
	Head  Head
	Body  []string
	Foot  string      // at the end of the rule below the body
	Caret *tea.Cursor // where text is being typed, from the corner of what the screen has, or nil
}

// Head is what stands above a screen's body. A screen without a title has the whole window.
type Head struct {
	Left, Right string
	Second      string // a second line, or ""
	Split       int    // column in which a line divides the body, or 0
}

// Size is the room that a screen has.
type Size struct {
	Width  int
	Height int  // above the rule or the notice that the keys stand below
	Bare   int  // the same for a screen without a head
	Low    bool // no rule is drawn
}

// Above is how many lines a head takes, with the rule below it.
func (z Size) Above(h Head) int {
	switch {
	case h.Left == "":
		return 0
	case z.Low:
		return 1
	case h.Second == "":
		return 2
	}
	return 3
}

// Body is how many lines are left below a head.
func (z Size) Body(h Head) int {
	if h.Left == "" {
		return max(0, z.Bare)
	}
	return max(0, z.Height-z.Above(h))
}

// caret is a caret in the window.
func caret(x, y int) *tea.Cursor { return tea.NewCursor(x, y) }
