package widget

import (
	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/viewport"
	tea "charm.land/bubbletea/v2"

	"rustadvisor/ui/tui/keymap"
)

// Pager is a page of drawn lines of which the window shows a part. The zero value is an empty one.
//
// The viewport of Bubbles knows where the reader is. The lines are shown as they are: its View pads and breaks each
// anew, which takes as long as all else that a key does.
type Pager struct {
	view  viewport.Model
	lines []string
}

// Set takes the lines of a page. Where the reader was is kept if it is there.
func (p *Pager) Set(lines []string) {
	p.lines = lines
	p.view.SetContentLines(lines)
}

// SetHeight takes how many lines the window shows.
func (p *Pager) SetHeight(height int) {
	p.view.SetHeight(max(1, height))
	p.view.SetYOffset(p.view.YOffset())
}

// Press takes a key that moves on the page, and tells whether it was one. Of a page turned two lines stay, for the eye
// to find its place.
func (p *Pager) Press(k tea.KeyPressMsg, m *keymap.KeyMap) bool {
	page := max(1, p.view.Height()-2)
	switch {
	case key.Matches(k, m.Up):
		p.view.ScrollUp(1)
	case key.Matches(k, m.Down):
		p.view.ScrollDown(1)
	case key.Matches(k, m.PageUp):
		p.view.ScrollUp(page)
	case key.Matches(k, m.PageDown):
		p.view.ScrollDown(page)
	case key.Matches(k, m.First):
		p.view.GotoTop()
	case key.Matches(k, m.Last):
		p.view.GotoBottom()
	default:
		return false
	}
	return true
}

// Offset is the first line shown.
func (p *Pager) Offset() int { return p.view.YOffset() }

// ScrollTo shows that line first, as far as there is a page.
func (p *Pager) ScrollTo(line int) { p.view.SetYOffset(line) }

// Total is how many lines there are.
func (p *Pager) Total() int { return len(p.lines) }

// Below is how many of them are below the window.
func (p *Pager) Below() int { return max(0, p.Total()-p.Offset()-p.view.Height()) }

// Lines are those in view, so many at most.
func (p *Pager) Lines(height int) []string {
	from := max(0, min(p.Offset(), p.Total()-height))
	return p.lines[from:min(p.Total(), from+max(0, height))]
}
