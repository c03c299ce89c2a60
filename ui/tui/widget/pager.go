package widget

import (
	"regexp"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/viewport"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

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

// Below is how many of them are below the window, with a title that stands with what it is over.
func (p *Pager) Below() int {
	end := p.Offset() + p.view.Height()
	return max(0, p.Total()-end+p.alone(end))
}

// Lines are those in view, so many at most. A title of what is below the window waits for that: of a page turned its
// lines stay.
func (p *Pager) Lines(height int) []string {
	from := max(0, min(p.Offset(), p.Total()-height))
	end := min(p.Total(), from+max(0, height))
	shown := p.lines[from:end]
	if n := p.alone(end); n > 0 && n < len(shown) {
		return append(slices.Clone(shown[:len(shown)-n]), make([]string, n)...)
	}
	return shown
}

// alone is how many of the last lines before that one are a title, or a title and an empty line; or the head of a
// table, or that and its rule.
func (p *Pager) alone(end int) int {
	empty := func(i int) bool { return i < 0 || strings.TrimSpace(ansi.Strip(p.lines[i])) == "" }
	rule := func(i int) bool { return !empty(i) && strings.Trim(ansi.Strip(p.lines[i]), " ─") == "" }
	switch {
	case end >= p.Total() || end < 1:
		return 0
	case rule(end): // below the head of a table
		return 1
	case rule(end-1) && end > 1:
		return 2
	}
	for n := 1; n <= 2 && end > n; n++ {
		switch i := end - n; {
		case !empty(i) && empty(i-1) && allBold(p.lines[i]):
			return n
		case !empty(i):
			return 0
		}
	}
	return 0
}

// allBold tells whether a styled line is bold from its first letter to its last, as titles are.
func allBold(line string) bool {
	bold := false
	for rest := line; rest != ""; {
		sequence := sgr.FindStringSubmatch(rest)
		switch {
		case sequence == nil && rest[0] != ' ' && rest[0] != '\x1b' && !bold:
			return false
		case sequence == nil:
			rest = rest[1:]
			continue
		case sequence[1] == "" || strings.HasPrefix(sequence[1], "0"):
			bold = false
		}
		bold = bold && sequence[1] != "22" || strings.HasPrefix(sequence[1], "1;") || sequence[1] == "1"
		rest = rest[len(sequence[0]):]
	}
	return true
}

// sgr is a sequence that sets how letters look.
var sgr = regexp.MustCompile("^\x1b\\[([0-9;]*)m")
