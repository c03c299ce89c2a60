package workshop

import "time"

const (
	clockSet  = 2 * time.Minute
	Step      = 30 * time.Second
	clockMost = time.Hour
)

// Clock counts down while the room discusses. It reads no time itself, so that it is right after a pause of the
// program; the timer of Bubbles counts its ticks.
type Clock struct {
	set     time.Duration // what it counts down from
	left    time.Duration // while it stands
	Until   time.Time     // while it runs
	Running bool
	Shown   bool
	Over    bool
	Bell    bool // rings at the end
	Run     int  // of the run, so that ticks of another are dropped
}

// NewClock returns a clock that stands.
func NewClock() Clock { return Clock{set: clockSet, left: clockSet} }

// Remaining is what is left, in whole seconds, begun ones included.
func (c *Clock) Remaining(now time.Time) time.Duration {
	left := c.left
	if c.Running {
		left = c.Until.Sub(now)
	}
	return max(0, (left + time.Second - 1).Truncate(time.Second))
}

// Start lets it run, from the beginning where the time is up.
func (c *Clock) Start(now time.Time) {
	if c.Over || c.left <= 0 {
		c.left = c.set
	}
	c.Until = now.Add(c.left)
	c.Running, c.Shown, c.Over = true, true, false
	c.Run++
}

// Stop keeps what is left.
func (c *Clock) Stop(now time.Time) {
	c.left = c.Remaining(now)
	c.Running = false
	c.Run++
}

// Reset makes it ready for the next question.
func (c *Clock) Reset() {
	*c = Clock{set: c.set, left: c.set, Bell: c.Bell, Run: c.Run + 1}
}

// Adjust gives more time, or less. A clock that stands is set to it.
func (c *Clock) Adjust(by time.Duration, now time.Time) {
	left := c.Remaining(now)
	if c.Over {
		left = 0
	}
	left = min(max(0, left+by), clockMost)
	switch {
	case c.Running:
		c.Until = now.Add(left)
	default:
		c.left = max(left, Step)
		c.set = c.left
	}
	c.Shown, c.Over = true, false
}

// Due tells in what time the next second is over.
func (c *Clock) Due(now time.Time) time.Duration {
	if wait := c.Until.Sub(now) % time.Second; wait > 0 {
		return wait
	}
	return time.Second
}
