package session

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"rustadvisor/advisor"
	"rustadvisor/advisor/answerfile"
	"rustadvisor/knowledge"
	"rustadvisor/ui/files"
)

// Keep writes all answers of a session, hidden ones included, and returns once they are safe. What it returns is to be
// given to the next Keep. Its ID is another than that of h when h was not saved before, or when another program has
// changed the session meanwhile: then the other's answers stay where they are, and these are a session of their own,
// named after it. With an error h stays as it was, and so does what was saved before.
func (s Store) Keep(base *knowledge.Base, h Held, a advisor.Answers, now time.Time) (Held, error) {
	if err := os.MkdirAll(s.Dir, 0o700); err != nil {
		return h, s.unsaved(err)
	}
	defer s.lock()()
	answers := string(answerfile.Format(base, a, nil))
	if h.partial {
		if err := s.keepWhole(h); err != nil {
			return h, s.unsaved(err)
		}
	}
	next := s.whereTo(base, h, answers, a, now)
	if err := s.write(&next, withName(answers, next.Name)); err != nil {
		return h, s.unsaved(err)
	}
	return next, nil
}

// unsaved is the error with its reason first, for lines are short, and the folder instead of a temporary file.
func (s Store) unsaved(err error) error {
	return fmt.Errorf("cannot save answers: %s (in %s)", files.Reason(err), s.Dir)
}

// whereTo decides which session the answers go to, and what it is called. The folder is locked.
func (s Store) whereTo(base *knowledge.Base, h Held, answers string, a advisor.Answers, now time.Time) Held {
	if h.ID == "" {
		return Held{ID: newID(now, s.Path), Name: s.unused(h.Name)}
	}
	there, err := readFile(s.Path(h.ID))
	switch found := body(string(there)); {
	case errors.Is(err, fs.ErrNotExist): // deleted elsewhere: these answers are not
		return Held{ID: h.ID, Name: s.unused(h.Name)}
	case err == nil && (found == body(h.seen) || found == answers):
		return Held{ID: h.ID, Name: nameIn(string(there))} // another program may have renamed it
	}
	return Held{ID: newID(now, s.Path), Name: s.another(base, h, a)}
}

// keepWhole keeps a file as it was before what this program leaves out of it goes.
func (s Store) keepWhole(h Held) error {
	return files.Save(beside(s.Path(h.ID), ".before"), []byte(h.seen))
}

// write writes the file of a session.
func (s Store) write(h *Held, text string) error {
	if err := files.Save(s.Path(h.ID), []byte(text)); err != nil {
		return err
	}
	h.seen = text
	h.stamp, _ = stampOf(s.Path(h.ID)) // without one the text is compared
	return nil
}

// another is a name for a second session like that one; the first may go by its journey.
func (s Store) another(base *knowledge.Base, h Held, a advisor.Answers) string {
	if h.Name == "" {
		return s.unused(journeyTitle(base, a) + " (2)")
	}
	return s.unused(h.Name)
}

func journeyTitle(base *knowledge.Base, a advisor.Answers) string {
	if j := base.Questions[0].Choice(a.Choice(knowledge.JourneyQuestion)); j != nil {
		return j.Label
	}
	return "Session"
}
