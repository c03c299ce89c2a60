package screen

import (
	"fmt"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"rustadvisor/ui/workshop"
)

// clockMsg is a second gone by.
type clockMsg struct{ run int }

// pressClock takes the keys of the clock.
func (w room) pressClock(e Env, k tea.KeyPressMsg) (cmd tea.Cmd, taken bool) {
	c, keys := &w.Clock, e.Keys.Workshop
	switch {
	case key.Matches(k, keys.Clock) && c.Running:
		c.Stop(e.Now)
	case key.Matches(k, keys.Clock):
		c.Start(e.Now)
		return w.nextSecond(e), true
	case key.Matches(k, keys.Longer):
		c.Adjust(workshop.Step, e.Now)
	case key.Matches(k, keys.Shorter):
		c.Adjust(-workshop.Step, e.Now)
	case key.Matches(k, keys.Bell):
		c.Bell, c.Shown = !c.Bell, true
	default:
		return nil, false
	}
	return nil, true
}

// nextSecond asks for the moment at which the next second is over.
func (w room) nextSecond(e Env) tea.Cmd {
	run := w.Clock.Run
	return e.Tick(w.Clock.Due(e.Now), func(time.Time) tea.Msg { return clockMsg{run} })
}

// ticked goes on until the time is up.
func (w room) ticked(e Env, msg clockMsg) tea.Cmd {
	c := &w.Clock
	switch {
	case msg.run != c.Run || !c.Running:
		return nil
	case c.Remaining(e.Now) > 0:
		return w.nextSecond(e)
	}
	c.Stop(e.Now)
	c.Over = true
	if c.Bell {
		return tea.Raw("\a")
	}
	return nil
}

// clockText is the clock in words, or "" while nobody wants it.
func clockText(c *workshop.Clock, now time.Time) string {
	text := ""
	switch left := c.Remaining(now); {
	case !c.Shown:
		return ""
	case c.Over:
		text = "Time is up"
	default:
		text = fmt.Sprintf("%d:%02d", int(left.Minutes()), int(left.Seconds())%60)
		if !c.Running {
			text += " stopped"
		}
	}
	if c.Bell {
		text += " · bell"
	}
	return text
}

// bigClock is the clock for the back row, three lines high; none while it does not run.
func bigClock(c *workshop.Clock, now time.Time) []string {
	if !c.Running {
		return nil
	}
	lines := make([]string, 3)
	left := c.Remaining(now)
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
	"█▀█|█ █|▀▀▀", "▀█ | █ |▀▀▀", "▀▀█|█▀▀|▀▀▀",
	"▀▀█| ▀█|▀▀▀", "█ █|▀▀█|  ▀",
	"█▀▀|▀▀█|▀▀▀", "█▀▀|█▀█|▀▀▀", "▀▀█|  █|  ▀",
	"█▀█|█▀█|▀▀▀", "█▀█|▀▀█|▀▀▀",
}

const bigColon = "▄|▄| "
