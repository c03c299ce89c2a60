package session

import (
	"fmt"
	"strings"

	"rustadvisor/advisor"
)

// titlePicks is how many picks a session without a name is called by.
const titlePicks = 3

// Title is what to call the session where its name may be missing: then by its first picks, or by its journey while
// there are none.
func (i Info) Title(e *advisor.Engine) string {
	if i.Name != "" {
		return i.Name
	}
	if picks := i.Picks(e); len(picks) > 0 {
		return strings.Join(picks[:min(titlePicks, len(picks))], " · ")
	}
	return journeyTitle(e.Base(), i.Answers)
}

// Journey is the title of the journey.
func (i Info) Journey(e *advisor.Engine) string { return journeyTitle(e.Base(), i.Answers) }

// Count is how many of the essential questions are answered, of how many, and how many deeper ones.
func (i Info) Count(e *advisor.Engine) (answered, essential, deeper int) {
	for _, s := range e.Called(i.Answers) {
		switch {
		case s.Essential:
			essential++
			if s.Choice != "" {
				answered++
			}
		case s.Choice != "":
			deeper++
		}
	}
	return answered, essential, deeper
}

// Progress words the count.
func (i Info) Progress(e *advisor.Engine) string {
	answered, essential, deeper := i.Count(e)
	text := fmt.Sprintf("%d of %d answered", answered, essential)
	if deeper > 0 {
		text += fmt.Sprintf(", %d deeper", deeper)
	}
	return text
}

// headlines is how many picks stand for a whole stack.
const headlines = 4

// Picks names the first picks that the answers bear on, or the one that all others wait for.
func (i Info) Picks(e *advisor.Engine) []string {
	var out []string
	for _, d := range e.Standings(i.Answers) {
		if d.Pick != nil && d.Pick.Headline != "" {
			return []string{d.Pick.Title} // nothing else is due
		}
		if d.Touched && d.Pick != nil && d.Pick.ID != "none" && len(out) < headlines {
			out = append(out, d.Pick.Title)
		}
	}
	return out
}
