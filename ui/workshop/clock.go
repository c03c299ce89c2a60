package tui

import (
	"fmt"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

const (
	clockSet  = 2 * time.Minute
	clockStep = 30 * time.Second
	clockMost = time.Hour
)

// clock counts down while the room discusses. It reads no time itself.
type clock struct {
	set     time.Duration // what it counts down from
	left    time.Duration // while it stands
	ends    time.Time     // while it runs
	running bool
	shown   bool
	over    bool
	bell    bool // rings at the end
	number  int  // of the run, so that ticks of another are dropped
}

func newClock() clock { return clock{set: clockSet, left: clockSet} }

// clockMsg is a second gone by.
type clockMsg struct{ number int }

// remaining is what is left, in whole seconds, begun ones included.
func (c *clock) remaining(now time.Time) time.Duration {
	left := c.left
	if c.running {
		left = c.ends.Sub(now)
	}
	return max(0, (left + time.Second - 1).Truncate(time.Second))
}

func (c *clock) start(now time.Time) {
	if c.over || c.left <= 0 {
		c.left = c.set
	}
	c.ends = now.Add(c.left)
	c.running, c.shown, c.over = true, true, false
	c.number++
}

func (c *clock) stop(now time.Time) {
	c.left = c.remaining(now)
	c.running = false
	c.number++
}

// reset makes it ready for the next question.
func (c *clock) reset() {
	*c = clock{set: c.set, left: c.set, bell: c.bell, number: c.number + 1}
}

// adjust gives more time, or less. A clock that stands is set to it.
func (c *clock) adjust(by time.Duration, now time.Time) {
	left := c.remaining(now)
	if c.over {
		left = 0
	}
	left = min(max(0, left+by), clockMost)
	switch {
	case c.running:
		c.ends = now.Add(left)
	default:
		c.left = max(left, clockStep)
		c.set = c.left
	}
	c.shown, c.over = true, false
}

// pressClock takes the keys of the clock.
func (w *workshop) pressClock(e env, k tea.KeyPressMsg) (cmd tea.Cmd, taken bool) {
	c := &w.clock
	switch {
	case key.Matches(k, e.keys.Workshop.Clock) && c.running:
		c.stop(e.now)
	case key.Matches(k, e.keys.Workshop.Clock):
		c.start(e.now)
		return w.next(e), true
	case key.Matches(k, e.keys.Workshop.Longer):
		c.adjust(clockStep, e.now)
	case key.Matches(k, e.keys.Workshop.Shorter):
		c.adjust(-clockStep, e.now)
	case key.Matches(k, e.keys.Workshop.Bell):
		c.bell, c.shown = !c.bell, true
	default:
		return nil, false
	}
	return nil, true
}

// next asks for the moment at which the next second is over.
func (w *workshop) next(e env) tea.Cmd {
	number := w.clock.number
	wait := w.clock.ends.Sub(e.now) % time.Second
	if wait <= 0 {
		wait = time.Second
	}
	return w.tick(wait, func(time.Time) tea.Msg { return clockMsg{number} })
}

// ticked goes on until the time is up.
func (w *workshop) ticked(e env, msg clockMsg) tea.Cmd {
	c := &w.clock
	switch {
	case msg.number != c.number || !c.running:
		return nil
	case c.remaining(e.now) > 0:
		return w.next(e)
	}
	c.stop(e.now)
	c.over = true
	if c.bell {
		return tea.Raw("\a")
	}
	return nil
}

// text is the clock in words, or "" while nobody wants it.
func (c *clock) text(now time.Time) string {
	text := ""
	switch left := c.remaining(now); {
	case !c.shown:
		return ""
	case c.over:
		text = "Time is up"
	default:
		text = fmt.Sprintf("%d:%02d", int(left.Minutes()), int(left.Seconds())%60)
		if !c.running {
			text += " stopped"
		}
	}
	if c.bell {
		text += " · bell"
	}
	return text
}

// big is the clock for the back row, three lines high; none while it does not run.
func (c *clock) big(now time.Time) []string {
	if !c.running {
		return nil
	}
	lines := make([]string, 3)
	left := c.remaining(now)
	for _, r := range fmt.Sprintf("%d:%02d", int(left.Minutes()), int(left.Seconds())%60) {
		glyph := bigColon
		if r != ':' {
			glyph = bigDigits[r-'0']
		}
		for i, row := range strings.Split(glyph, "|") {
			lines[i] += row + " "
		}
	}
	return lines
}

// Digits of half blocks, three cells wide and three lines high.
var bigDigits = [10]string{
	"█▀█|█ █|▀▀▀", "▀█ | █ |▀▀▀", "▀▀█|█▀▀|▀▀▀", "▀▀█| ▀█|▀▀▀", "█ █|▀▀█|  ▀",
	"█▀▀|▀▀█|▀▀▀", "█▀▀|█▀█|▀▀▀", "▀▀█|  █|  ▀", "█▀█|█▀█|▀▀▀", "█▀█|▀▀█|▀▀▀",
}

const bigColon = "▄|▄| "
